"""The people who work with the register: clerks, collectors, village helpers, signers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Required, TypedDict, Unpack

from rules.names import sort_key
from storage import rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.register import Register

Role = Literal["clerk", "collector", "helper", "signer"]
ROLES: tuple[Role, ...] = ("clerk", "collector", "helper", "signer")


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One person at work; `roles` in the order of `ROLES`.

    Attributes:
        organisation: in words, as papers name it; `storage.network` knows it by that name.
        village_id: the village looked after, or None.
        point_id: the point where this person takes money, or None.
        signing: what stands over the name on official papers, line by line; "" is the title alone.
    """

    id: str
    name: str
    title: str
    organisation: str
    phone: str
    roles: tuple[str, ...]
    village_id: str | None
    active: bool
    point_id: str | None
    signing: str

    @property
    def signed_as(self) -> tuple[str, ...]:
        """The lines over the signature (Decree 30/2020/NĐ-CP, Appendix I, part II, 7)."""
        return tuple(line for line in (self.signing or self.title).splitlines() if line)


class _Fields(TypedDict, total=False):
    title: str
    organisation: str
    phone: str
    roles: tuple[Role, ...]
    village_id: str | None
    active: bool
    point_id: str | None
    signing: str


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

    def all(self, role: Role | None = None, *, gone: bool = False) -> tuple[StaffMember, ...]:
        """Return those active, in Vietnamese order of names; with a role, only those.

        Args:
            role: only who has it.
            gone: those who no longer work here instead.
        """
        found = (
            _member(row)
            for row in self._connection.rows(
                f"SELECT {', '.join(StaffMember.__slots__)} FROM staff WHERE active = ?",
                (int(not gone),),
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


def _member(row: Sequence[Any]) -> StaffMember:
    cells = list[object](row)
    cells[5] = tuple(row[5].split(",")) if row[5] else ()
    cells[7] = bool(row[7])
    return rows.made(StaffMember, cells)
