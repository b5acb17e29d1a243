"""The people who work with the register: clerks, collectors, village helpers, signers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Required, TypedDict, Unpack

from rules.names import sort_key
from storage import rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from storage.register import Register

Role = Literal["clerk", "collector", "helper", "signer"]
ROLES: tuple[Role, ...] = ("clerk", "collector", "helper", "signer")


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One person at work; `roles` in the order of `ROLES`."""

    id: str
    name: str
    title: str
    organisation: str
    phone: str
    roles: tuple[str, ...]
    village_id: str | None
    active: bool


class _Fields(TypedDict, total=False):
    title: str
    organisation: str
    phone: str
    roles: tuple[Role, ...]
    village_id: str | None
    active: bool


class NewStaff(_Fields, total=False):
    """What `Staff.add` takes."""

    name: Required[str]


class StaffChanges(_Fields, total=False):
    """What `Staff.save` takes."""

    name: str


class Staff:
    """The staff of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def all(self, role: Role | None = None) -> tuple[StaffMember, ...]:
        """Return those active, in Vietnamese order of names; with a role, only those."""
        found = (
            _member(row)
            for row in self._connection.rows(
                f"SELECT {', '.join(StaffMember.__slots__)} FROM staff WHERE active = 1"
            )
        )
        chosen = [member for member in found if role is None or role in member.roles]
        return tuple(sorted(chosen, key=lambda member: sort_key(member.name)))

    def get(self, staff_id: str) -> StaffMember:
        """Return one, active or not.

        Raises:
            StorageError: no_such_row.
        """
        row = self._connection.row(
            f"SELECT {', '.join(StaffMember.__slots__)} FROM staff WHERE id = ?", (staff_id,)
        )
        if row is None:
            raise StorageError("no_such_row", kind="staff")
        return _member(row)

    def add(self, **fields: Unpack[NewStaff]) -> str:
        """Add somebody; inside a change."""
        staff_id = self._register.new_id()
        rows.insert(self._connection, "staff", {"id": staff_id, **_as_stored(dict(fields))})
        return staff_id

    def save(self, staff_id: str, **fields: Unpack[StaffChanges]) -> None:
        """Change the named fields; inside a change."""
        rows.update(self._connection, "staff", staff_id, _as_stored(dict(fields)))


def _as_stored(fields: dict[str, object]) -> dict[str, object]:
    roles = fields.get("roles")
    if isinstance(roles, tuple):
        fields["roles"] = ",".join(role for role in ROLES if role in roles)
    return fields


def _member(row: tuple[str, str, str, str, str, str, str | None, int]) -> StaffMember:
    cells = list[object](row)
    cells[5] = tuple(row[5].split(",")) if row[5] else ()
    cells[7] = bool(row[7])
    return rows.made(StaffMember, cells)
