"""People: who lives here, away, moved or died, with or without a household."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Required, TypedDict, Unpack, get_args

from rules.names import clean_name, fold, sort_key
from storage import rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from datetime import date

    from rules.calendar import PartialDate
    from rules.sex import Sex
    from storage.filters import Filter
    from storage.register import Register

Status = Literal["here", "away", "moved", "died"]
Occupation = Literal["pupil", "working", "not_working"]
OCCUPATIONS: tuple[Occupation, ...] = get_args(Occupation)


@dataclass(frozen=True, slots=True)
class Person:
    """One person; None where something is not known.

    Attributes:
        household_id: None for a person who stands in a village directly.
        village_id: of the household, else the person's own.
        relation: an English code such as ``head``; ``relation_text`` keeps it as it was written.
        status: here, away, moved or died, since ``status_day``.
        occupation: pupil, working or not working; the labour force is counted by it.
    """

    id: str
    name: str
    sex: Sex | None
    born: PartialDate | None
    personal_id: str | None
    si_number: str | None
    hi_card: str | None
    ethnic: str | None
    phone: str | None
    household_id: str | None
    household_code: str | None
    household_number: str | None
    village_id: str | None
    village: str | None
    relation: str | None
    relation_text: str
    status: Status
    status_day: date | None
    do_not_contact: bool
    note: str
    occupation: Occupation | None = None


class _Fields(TypedDict, total=False):
    household_id: str | None
    village_id: str | None
    sex: Sex | None
    born: PartialDate | None
    personal_id: str | None
    si_number: str | None
    hi_card: str | None
    ethnic: str | None
    phone: str | None
    relation: str | None
    relation_text: str
    status: Status
    status_day: date | None
    do_not_contact: bool
    note: str
    occupation: Occupation | None


class NewPerson(_Fields, total=False):
    """What `People.add` takes."""

    name: Required[str]


class PersonChanges(_Fields, total=False):
    """What `People.save` takes."""

    name: str


PERSON_COLUMNS = """
    p.id, p.name, p.sex, p.born, p.personal_id, p.si_number, p.hi_card, p.ethnic, p.phone,
    p.household_id, h.code, h.number, coalesce(h.village_id, p.village_id), v.name,
    p.relation, p.relation_text, p.status, p.status_day, p.do_not_contact, p.note,
    p.occupation
"""
PERSON_TABLES = """
    people p LEFT JOIN households h ON h.id = p.household_id
    LEFT JOIN villages v ON v.id = coalesce(h.village_id, p.village_id)
"""


def person(row: tuple[Any, ...]) -> Person:
    """Make a `Person` of the columns in `PERSON_COLUMNS`."""
    values = list(row[:21])
    values[3] = rows.partial(values[3])
    values[17] = rows.day(values[17])
    values[18] = bool(values[18])
    return Person(*values)


def name_columns(name: str) -> dict[str, str]:
    """Return the columns a name fills: as written, folded for search, keyed for sorting.

    Raises:
        StorageError: empty_name.
    """
    cleaned = clean_name(name)
    if not cleaned:
        raise StorageError("empty_name")
    return {"name": cleaned, "folded": fold(cleaned), "sort_key": sort_key(cleaned)}


class People:
    """The people of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def get(self, person_id: str) -> Person:
        """Return one person.

        Raises:
            StorageError: no_such_row.
        """
        row = self._connection.row(
            f"SELECT {PERSON_COLUMNS} FROM {PERSON_TABLES} WHERE p.id = ?", (person_id,)
        )
        if row is None:
            raise StorageError("no_such_row", kind="people")
        return person(row)

    def of_household(self, household_id: str) -> tuple[Person, ...]:
        """Return the members in their order: the living before the gone, the head first."""
        found = self._connection.rows(
            f"SELECT {PERSON_COLUMNS} FROM {PERSON_TABLES} WHERE p.household_id = ?"
            f" ORDER BY {MEMBER_ORDER}",
            (household_id,),
        )
        return tuple(person(row) for row in found)

    def add(self, **fields: Unpack[NewPerson]) -> str:
        """Add a person; inside a change.

        Raises:
            StorageError: empty_name, two_heads, same_personal_id, not_allowed, household_ended
                where somebody would live in a household that has left or was joined to another.
        """
        person_id = self._register.new_id()
        names = name_columns(fields["name"])
        rows.insert(self._connection, "people", {"id": person_id, **fields, **names})
        self._check_home(person_id)
        return person_id

    def save(self, person_id: str, **fields: Unpack[PersonChanges]) -> None:
        """Change the named fields; inside a change.

        Raises:
            StorageError: as `add`.
        """
        names = name_columns(fields["name"]) if "name" in fields else {}
        rows.update(self._connection, "people", person_id, {**fields, **names})
        if fields.keys() & {"household_id", "status"}:
            self._check_home(person_id)

    def _check_home(self, person_id: str) -> None:
        """Nobody lives in a household that ended: `storage.life` lets it begin again."""
        ended = self._connection.value(
            "SELECT 1 FROM people p JOIN households h ON h.id = p.household_id"
            " WHERE p.id = ? AND p.status IN ('here', 'away') AND h.status <> 'here'",
            (person_id,),
        )
        if ended is not None:
            raise StorageError("household_ended")

    def set_head(self, household_id: str, person_id: str) -> None:
        """Make a member the head; whoever was becomes ``other``; inside a change.

        Raises:
            StorageError: not_a_member when the person is not living in that household.
        """
        member = self._connection.value(
            "SELECT 1 FROM people WHERE id = ? AND household_id = ? AND status IN ('here', 'away')",
            (person_id, household_id),
        )
        if member is None:
            raise StorageError("not_a_member")
        self._connection.execute(
            "UPDATE people SET relation = 'other', relation_text = ''"
            " WHERE household_id = ? AND relation = 'head' AND id <> ?"
            " AND status IN ('here', 'away')",
            (household_id, person_id),
        )
        self._connection.execute(
            "UPDATE people SET relation = 'head', relation_text = '' WHERE id = ?", (person_id,)
        )

    def search(self, text: str, limit: int = 50, *, forgiving: bool = True) -> tuple[Person, ...]:
        """Find people while somebody types: the living first, then in Vietnamese order of names.

        Args:
            text: beginnings of name words in any order, with or without accents (those with the
                very accents stand first), also as Telex or VNI leaves them; initials; words of the
                village; beginnings of the personal id, SI number, HI card or phone, or their last
                three digits or more.
            limit: how many at most.
            forgiving: whether a village alone stands for its people, and one wrong letter is
                forgiven, where nothing else fits.
        """
        places = self._register.finder.first(text, limit, forgiving=forgiving)
        return self._at(places)

    def _at(self, places: list[int]) -> tuple[Person, ...]:
        found = {
            row[21]: person(row)
            for row in self._connection.rows(
                f"SELECT {PERSON_COLUMNS}, p.seq FROM {PERSON_TABLES}"
                " WHERE p.seq IN (SELECT value FROM json_each(?))",
                (json.dumps(places),),
            )
        }
        return tuple(found[place] for place in places)

    def list(
        self,
        *,
        search: str = "",
        village: str | None = None,
        only: Filter | None = None,
        on: date | None = None,
        limit: int = -1,
        offset: int = 0,
    ) -> tuple[Person, ...]:
        """Return people in Vietnamese order of names; all of them when nothing is asked.

        Args:
            search: as in `search`.
            village: id of a village.
            only: what they are narrowed to; then only those living here or away.
            on: the day for which the filter is asked.
            limit: how many at most, -1 for all.
            offset: how many to leave out first.
        """
        where, values = self._where(search, village, only, on)
        # Few fit a text: they are sorted, and not looked for along all the sorted names.
        key = "+p.sort_key" if search or (only and only.text) else "p.sort_key"
        found = self._connection.rows(
            f"SELECT {PERSON_COLUMNS} FROM {PERSON_TABLES} WHERE {where}"
            f" ORDER BY {key}, p.folded, p.seq LIMIT :limit OFFSET :offset",
            {**values, "limit": limit, "offset": offset},
        )
        return tuple(person(row) for row in found)

    def count(
        self,
        *,
        search: str = "",
        village: str | None = None,
        only: Filter | None = None,
        on: date | None = None,
    ) -> int:
        """Return how many people `list` would return without a limit."""
        where, values = self._where(search, village, only, on)
        return int(
            self._connection.value(f"SELECT count(*) FROM {PERSON_TABLES} WHERE {where}", values)
        )

    def ethnic_groups(self) -> tuple[str, ...]:
        """Return the names of the ethnic groups people are written with, the largest first."""
        found = self._connection.column(
            "SELECT ethnic FROM people WHERE ethnic IS NOT NULL AND status IN ('here', 'away')"
            " GROUP BY ethnic ORDER BY count(*) DESC, ethnic"
        )
        return tuple(found)

    def _where(
        self, search: str, village: str | None, wanted: Filter | None, on: date | None
    ) -> tuple[str, dict[str, object]]:
        condition, values = self._register.finder.condition(search)
        if village is not None:
            condition = f"{condition} AND coalesce(h.village_id, p.village_id) = :village"
            values["village"] = village
        if wanted is not None and on is not None:
            narrowed = self._register.filtering.people(wanted, on)
            condition, values = f"{condition} AND {narrowed.sql}", {**values, **narrowed.values}
        return condition, values


# Living members first; the head, then husband or wife, then by age, the unknown last.
MEMBER_ORDER = """
    p.status IN ('moved', 'died'), p.relation IS NOT 'head',
    p.relation IS NULL OR p.relation NOT IN ('wife', 'husband'), p.born IS NULL, p.born, p.seq
"""
