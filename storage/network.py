"""The collection network: organisations that collect, and the points where people come to pay.

Somebody at work names the organisation in words, as papers print it; an organisation is known by
its name, accents and capitals aside, and one that only people at work name is an organisation, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, Unpack

from rules.names import fold, sort_key
from storage import rows
from storage.errors import StorageError
from storage.target_borders import rename_organisation

if TYPE_CHECKING:
    from storage.register import Register


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation.

    Attributes:
        id: "" for one that is only named by people at work and was never entered itself.
        points: how many active points it has.
        staff: how many people at work now name it.
    """

    id: str
    name: str
    phone: str
    active: bool
    points: int
    staff: int

    @property
    def key(self) -> str:
        """What it is known by: its folded name."""
        return fold(self.name)


class OrganisationFields(TypedDict, total=False):
    """What `Organisations.save` takes."""

    name: str
    phone: str
    active: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A place where people pay; `organisation` is the name of whose it is, or None."""

    id: str
    organisation_id: str | None
    organisation: str | None
    name: str
    address: str
    phone: str
    hours: str
    active: bool
    staff: int


class PointFields(TypedDict, total=False):
    """What `Points.add` and `Points.save` take."""

    organisation_id: str | None
    name: str
    address: str
    phone: str
    hours: str
    active: bool


class Organisations:
    """The organisations of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def all(self) -> tuple[Organisation, ...]:
        """Return every organisation, active ones first, in Vietnamese order of names."""
        staff: dict[str, list[str]] = {}
        for (name,) in self._connection.rows(
            "SELECT organisation FROM staff WHERE active = 1 AND organisation <> ''"
        ):
            staff.setdefault(fold(name), []).append(name)
        found = [
            Organisation(row[0], row[1], row[2], bool(row[3]), row[4], len(staff.pop(row[5], ())))
            for row in self._connection.rows(
                "SELECT o.id, o.name, o.phone, o.active, (SELECT count(*) FROM points t"
                " WHERE t.organisation_id = o.id AND t.active = 1), o.folded FROM organisations o"
            )
        ]
        found += [
            Organisation("", _best(names), "", active=True, points=0, staff=len(names))
            for names in staff.values()
        ]
        return tuple(sorted(found, key=lambda one: (not one.active, sort_key(one.name))))

    def find(self, name: str) -> Organisation | None:
        """Return the organisation of a name, accents and capitals aside; else None."""
        return next((one for one in self.all() if one.key == fold(name)), None)

    def add(self, name: str, *, phone: str = "") -> str:
        """Add an organisation, or give one that people only named a record; inside a change.

        Raises:
            StorageError: empty_name; same_organisation when it is there.
        """
        name = self._checked(name, None)
        fields = {"id": self._register.new_id(), "name": name, "folded": fold(name), "phone": phone}
        rows.insert(self._connection, "organisations", fields)
        return fields["id"]

    def known(self, name: str) -> str:
        """Return the id of an organisation, giving it a record when it has none; in a change."""
        found = self.find(name)
        return found.id if found is not None and found.id else self.add(name)

    def save(self, organisation_id: str, **fields: Unpack[OrganisationFields]) -> None:
        """Change the named fields; a new name goes to everybody who works there; in a change.

        Raises:
            StorageError: as `add`, and no_such_row.
        """
        stored: dict[str, object] = dict(fields)
        if "name" in fields:
            name = self._checked(fields["name"], organisation_id)
            stored |= {"name": name, "folded": fold(name)}
            self._rename(organisation_id, name)
        rows.update(self._connection, "organisations", organisation_id, stored)

    def _rename(self, organisation_id: str, name: str) -> None:
        """Let those who work there, and its targets, follow the name."""
        old = self._connection.value(
            "SELECT folded FROM organisations WHERE id = ?", (organisation_id,)
        )
        if old is None:
            raise StorageError("no_such_row", kind="organisations")
        texts = list(self._connection.column("SELECT DISTINCT organisation FROM staff"))
        self._connection.executemany(
            "UPDATE staff SET organisation = ? WHERE organisation = ?",
            ((name, text) for text in texts if text and fold(text) == old and text != name),
        )
        rename_organisation(self._register, old, name)

    def _checked(self, name: str, organisation_id: str | None) -> str:
        name = " ".join(name.split())
        if not name:
            raise StorageError("empty_name")
        taken = self._connection.value(
            "SELECT 1 FROM organisations WHERE folded = ? AND id IS NOT ?",
            (fold(name), organisation_id),
        )
        if taken:
            raise StorageError("same_organisation", name=name)
        return name


_POINTS = """
    SELECT t.id, t.organisation_id, o.name, t.name, t.address, t.phone, t.hours, t.active,
        (SELECT count(*) FROM staff s WHERE s.point_id = t.id AND s.active = 1)
    FROM points t LEFT JOIN organisations o ON o.id = t.organisation_id
"""


class Points:
    """The points of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def all(self) -> tuple[Point, ...]:
        """Return every point, active ones first, in Vietnamese order of names."""
        found = [_point(row) for row in self._connection.rows(_POINTS)]
        return tuple(sorted(found, key=lambda one: (not one.active, sort_key(one.name))))

    def get(self, point_id: str) -> Point:
        """Return one point.

        Raises:
            StorageError: no_such_row.
        """
        row = self._connection.row(f"{_POINTS} WHERE t.id = ?", (point_id,))
        if row is None:
            raise StorageError("no_such_row", kind="points")
        return _point(row)

    def add(self, **fields: Unpack[PointFields]) -> str:
        """Add a point; inside a change.

        Raises:
            StorageError: empty_name.
        """
        point_id = self._register.new_id()
        rows.insert(self._connection, "points", {"id": point_id, **_named(fields)})
        return point_id

    def save(self, point_id: str, **fields: Unpack[PointFields]) -> None:
        """Change the named fields; inside a change.

        Raises:
            StorageError: empty_name.
        """
        changes = _named(fields) if "name" in fields else dict(fields)
        rows.update(self._connection, "points", point_id, changes)


def _best(names: list[str]) -> str:
    """Return the spelling to show: one that is not all in capitals, where there is one."""
    return min(names, key=lambda name: (name.isupper(), name))


def _named(fields: PointFields) -> dict[str, object]:
    name = " ".join(fields.get("name", "").split())
    if not name:
        raise StorageError("empty_name")
    return {**fields, "name": name}


def _point(row: tuple[str, str | None, str | None, str, str, str, str, int, int]) -> Point:
    return rows.made(Point, (*row[:7], bool(row[7]), row[8]))
