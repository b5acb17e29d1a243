"""The office: whose register this is, and what stands at the head of its papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, Unpack

from storage import rows

if TYPE_CHECKING:
    from storage.register import Register


@dataclass(frozen=True, slots=True)
class Office:
    """The office and its letterhead; empty texts where nothing was entered.

    Attributes:
        commune_code: code of the commune since 1 July 2025.
        province_code: two digits, decides the province's own support.
        parent_name: the authority above, first line of the letterhead.
        place: the place name in "…, ngày … tháng …".
        point_name: the collection point where people pay.
        local_note: one line about the province's support, for leaflets.
        backup_folder: where copies of the register go; "" until it is chosen.
    """

    commune_code: str = ""
    commune: str = ""
    province_code: str = ""
    name: str = ""
    parent_name: str = ""
    place: str = ""
    phone: str = ""
    hours: str = ""
    point_name: str = ""
    local_note: str = ""
    backup_folder: str = ""


class OfficeFields(TypedDict, total=False):
    """What `OfficeNoun.save` takes."""

    commune_code: str
    commune: str
    province_code: str
    name: str
    parent_name: str
    place: str
    phone: str
    hours: str
    point_name: str
    local_note: str
    backup_folder: str


class OfficeNoun:
    """The one office of a register."""

    def __init__(self, register: Register) -> None:
        self._connection = register.connection

    def get(self) -> Office:
        """Return the office; an empty one before the first save."""
        row = self._connection.row(f"SELECT {', '.join(Office.__slots__)} FROM office")
        return Office() if row is None else Office(*row)

    def save(self, **fields: Unpack[OfficeFields]) -> None:
        """Change the named fields; inside a change."""
        if self._connection.value("SELECT 1 FROM office") is None:
            rows.insert(self._connection, "office", {"id": "office", **fields})
        else:
            rows.update(self._connection, "office", "office", fields)
