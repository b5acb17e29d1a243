"""What in the data wants a second look: each kind is one check, with the rows behind its figure.

`main.py check` counts these rows, and Rà soát opens them: both ask here and nowhere else.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from rules.calendar import PartialDate
from rules.identity import doubts
from storage import rows as stored
from storage.covers import counts_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from storage.register import Register

Kind = Literal["people", "households", "villages"]
# What a row can be mended by, without leaving the list.
Mend = Literal[
    "village",
    "household",
    "sex",
    "born",
    "personal_id",
    "si_number",
    "name",
    "head",
    "standing",
    "card_until",
]

_OLDEST = 115  # whoever is older on the day of the check is more likely mistyped
_SPOUSE_AGE = 16  # nobody is married below; from 16 to the legal age it does happen


@dataclass(frozen=True, slots=True)
class Reason:
    """What is wrong: a code under ``wrong`` in the sentences, and the facts it names."""

    code: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """One record to look at again.

    Attributes:
        kind: of what the record is.
        id: of the person, household or village.
        name: of the person or village; of a household its head, "" where it has none.
        household_id: where the record is opened; None where there is none.
    """

    kind: Kind
    id: str
    name: str
    household_id: str | None
    code: str | None
    number: str
    village: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class DataCheck:
    """One kind of thing to look at again.

    Attributes:
        key: its code, under ``finding`` in the sentences.
        kind: what its rows are.
        mends: what can be put right in the list itself.
        find: returns the id of each record with what is wrong.
    """

    key: str
    kind: Kind
    mends: tuple[Mend, ...]
    find: Callable[[Register, date], Iterable[tuple[str, Reason]]]


_LIVING = "p.status IN ('here', 'away') AND ifnull(h.status, 'here') = 'here'"
_PEOPLE = f"FROM people p LEFT JOIN households h ON h.id = p.household_id WHERE {_LIVING}"
_MEMBER = "SELECT 1 FROM people p WHERE p.household_id = h.id AND p.status IN ('here', 'away')"
_HEADS = f"SELECT count(*) {_MEMBER.removeprefix('SELECT 1 ')} AND p.relation = 'head'"
_HOUSEHOLDS = "FROM households h WHERE h.status = 'here'"

_SQL: dict[str, str] = {
    "household_without_head": f"""
        SELECT h.id {_HOUSEHOLDS} AND EXISTS ({_MEMBER})
        AND NOT EXISTS ({_MEMBER} AND p.relation = 'head')""",
    "two_heads": f"""
        SELECT h.id, ({_HEADS}) AS heads {_HOUSEHOLDS} AND ({_HEADS}) > 1""",
    "household_without_members": f"SELECT h.id {_HOUSEHOLDS} AND NOT EXISTS ({_MEMBER})",
    "household_without_village": f"SELECT h.id {_HOUSEHOLDS} AND h.village_id IS NULL",
    "person_without_household": f"SELECT p.id {_PEOPLE} AND p.household_id IS NULL",
    "person_without_village": f"""
        SELECT p.id {_PEOPLE} AND coalesce(h.village_id, p.village_id) IS NULL""",
    "unknown_sex": f"SELECT p.id {_PEOPLE} AND p.sex IS NULL",
    "unknown_birth": f"SELECT p.id {_PEOPLE} AND p.born IS NULL",
    "no_personal_id": f"SELECT p.id {_PEOPLE} AND p.personal_id IS NULL",
    "same_si_number": """
        SELECT p.id, p.si_number AS number, group_concat(o.name, ', ') AS others
        FROM people p JOIN people o ON o.si_number = p.si_number AND o.id <> p.id
        GROUP BY p.id ORDER BY p.si_number""",
    # Nothing counts a card whose last day is past. What is counted all the same may have ended:
    # one list says that the card has ended, an older one that it runs; or a card has no end at
    # all, and the list that told of it is a year old
    "expired_but_counted": f"""
        SELECT p.id, CASE WHEN n.id IS NULL THEN 'card_without_end' ELSE 'card_ended' END AS why,
            n.until AS until, max(n.dated) AS dated, c.dated AS counted
        {
        _PEOPLE.replace(
            " WHERE ",
            " JOIN covers c ON c.person_id = p.id AND c.scheme = 'hi'"
            " AND c.known = 'covered' LEFT JOIN covers n ON n.person_id = p.id AND n.scheme = 'hi'"
            " AND n.known = 'covered' AND n.dated > c.dated AND n.dated >= c.start"
            " AND n.until < c.start AND n.until < :on WHERE ",
        )
    }
        AND (n.id IS NOT NULL OR (c.until IS NULL AND c.dated < :old)) AND {counts_on(":on")}
        GROUP BY p.id""",
    # paid to the point in time, and yet a newer list makes the person somebody without a card
    "paid_but_not_counted": f"""
        SELECT p.id, e.scheme AS scheme, max(e.until) AS until
        {
        _PEOPLE.replace(
            " WHERE ",
            " JOIN enrolments e ON e.person_id = p.id AND e.void_day IS NULL"
            " AND e.start <= :on AND e.until >= :on WHERE ",
        )
    }
        AND NOT EXISTS (SELECT 1 FROM covers c WHERE c.person_id = p.id AND c.known = 'covered'
            AND c.scheme IN (e.scheme, 'csi') AND {counts_on(":on")})
        AND NOT EXISTS (SELECT 1 FROM stops s WHERE s.person_id = p.id AND s.scheme = e.scheme
            AND s.day BETWEEN e.start AND e.until)
        GROUP BY p.id""",
    # nobody is brought back by a list: the clerk sees which of the two is wrong
    "listed_though_gone": """
        SELECT p.id, p.status || '_but_listed' AS why, i.file AS file, max(i.dated) AS dated
        FROM import_conflicts c JOIN people p ON p.id = c.person_id
        JOIN imports i ON i.id = c.import_id
        WHERE c.field = 'status' AND c.kept IS NULL AND p.status IN ('died', 'moved')
        GROUP BY p.id""",
    "past_standing": f"""
        SELECT h.id, s.kind AS kind, s.year AS year
        FROM households h JOIN standings s ON s.household_id = h.id
        WHERE h.status = 'here' AND s.kind <> 'none' AND s.year < :year
        AND s.year = (SELECT max(l.year) FROM standings l WHERE l.household_id = h.id)
        AND EXISTS ({_MEMBER})""",
    "empty_village": f"""
        SELECT v.id FROM villages v
        WHERE NOT EXISTS (SELECT 1 {_HOUSEHOLDS} AND h.village_id = v.id)
        AND NOT EXISTS (SELECT 1 {_PEOPLE} AND p.village_id = v.id) ORDER BY v.walk_order""",
}
_DAYS = frozenset({"until", "dated", "counted"})


def _asked(key: str) -> Callable[[Register, date], Iterator[tuple[str, Reason]]]:
    """Return the check that one query answers: an id, and the facts by their names."""

    def find(register: Register, on: date) -> Iterator[tuple[str, Reason]]:
        old = on.replace(year=on.year - 1, day=min(on.day, 28)).isoformat()
        values = {"on": on.isoformat(), "old": old, "year": on.year}
        cursor = register.connection.execute(_SQL[key], values)
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            facts = dict(zip(names[1:], row[1:], strict=True))
            why = facts.pop("why", key)
            yield row[0], Reason(str(why), {name: _fact(name, facts[name]) for name in facts})

    return find


def _fact(name: str, value: Any) -> object:
    return stored.day(value) if name in _DAYS else value


@lru_cache(maxsize=65_536)
def _birth(text: str | None) -> PartialDate | None:
    """Return a stored birth; the people of a commune share their days."""
    return stored.partial(text)


def _impossible_ages(register: Register, on: date) -> Iterator[tuple[str, Reason]]:
    """Ask only for whom it can be: as texts, births stand in the order of their first days."""
    oldest = f"{on.year - _OLDEST:04d}"
    for person_id, text in register.connection.rows(
        f"SELECT p.id, p.born {_PEOPLE} AND (p.born > ? OR p.born < ?)", (on.isoformat(), oldest)
    ):
        born = PartialDate.parse(text)
        age = born.age_on(on)
        if age < 0:
            yield person_id, Reason("born_later", {"born": born})
        elif age > _OLDEST:
            yield person_id, Reason("too_old", {"born": born, "age": age})


def _doubtful_ids(register: Register, _on: date) -> Iterator[tuple[str, Reason]]:
    for person_id, number, sex, born in register.connection.rows(
        f"SELECT p.id, p.personal_id, p.sex, p.born {_PEOPLE} AND p.personal_id IS NOT NULL"
    ):
        birth = _birth(born)
        for code in doubts(number, sex, birth):
            yield person_id, Reason(code, {"number": number, "born": birth, "sex": sex})


_YOUNGER = frozenset({"son", "daughter", "child", "grandchild"})
_ELDER = frozenset({"father", "mother", "parent_in_law"})
_SPOUSES = frozenset({"wife", "husband"})


def _relations(register: Register, on: date) -> Iterator[tuple[str, Reason]]:
    for person_id, relation, own, heads in register.connection.rows(
        f"SELECT p.id, p.relation, p.born, k.born {_PEOPLE.replace(' WHERE ', _WITH_HEAD)}"
        " AND p.relation <> 'head' AND p.born IS NOT NULL"
    ):
        born, head = _birth(own), _birth(heads)
        if born is None or (code := _odd(relation, born, head, on)) is None:
            continue
        facts = {"relation": relation, "born": born, "head": head, "age": born.age_on(on)}
        yield person_id, Reason(code, facts)


def _odd(relation: str, born: PartialDate, head: PartialDate | None, on: date) -> str | None:
    """Return what an age has against a relation, if anything."""
    if relation in _SPOUSES:
        return "young_spouse" if 0 <= born.age_on(on) < _SPOUSE_AGE else None
    if head is None:
        return None
    # the years first: the days are worked out for very few
    if relation in _YOUNGER and born.year <= head.year and born.latest() <= head.earliest():
        return "elder_child"
    if relation in _ELDER and born.year >= head.year and head.latest() <= born.earliest():
        return "younger_parent"
    return None


_WITH_HEAD = (
    " LEFT JOIN people k ON k.household_id = p.household_id AND k.relation = 'head'"
    " AND k.status IN ('here', 'away') WHERE "
)
_TWO_WORDS = re.compile(r"[^\W\d_]+\.?(?:[ '’.-]+[^\W\d_]+\.?)+")


def _odd_names(register: Register, _on: date) -> Iterator[tuple[str, Reason]]:
    for person_id, name in register.connection.rows(f"SELECT p.id, p.name {_PEOPLE}"):
        if not _TWO_WORDS.fullmatch(name):
            one = " " not in name and name.isalpha()
            yield person_id, Reason("one_word" if one else "odd_letters", {"name": name})


CHECKS: tuple[DataCheck, ...] = (
    DataCheck("household_without_head", "households", ("head",), _asked("household_without_head")),
    DataCheck("two_heads", "households", ("head",), _asked("two_heads")),
    DataCheck("impossible_age", "people", ("born",), _impossible_ages),
    DataCheck("odd_relation", "people", ("born",), _relations),
    DataCheck("doubtful_personal_id", "people", ("personal_id", "born", "sex"), _doubtful_ids),
    DataCheck("same_si_number", "people", ("si_number",), _asked("same_si_number")),
    DataCheck("expired_but_counted", "people", ("card_until",), _asked("expired_but_counted")),
    DataCheck("paid_but_not_counted", "people", (), _asked("paid_but_not_counted")),
    DataCheck("listed_though_gone", "people", (), _asked("listed_though_gone")),
    DataCheck("past_standing", "households", ("standing",), _asked("past_standing")),
    DataCheck("person_without_village", "people", ("village",), _asked("person_without_village")),
    DataCheck(
        "household_without_village", "households", ("village",), _asked("household_without_village")
    ),
    DataCheck(
        "person_without_household", "people", ("household",), _asked("person_without_household")
    ),
    DataCheck("household_without_members", "households", (), _asked("household_without_members")),
    DataCheck("odd_name", "people", ("name",), _odd_names),
    DataCheck("unknown_sex", "people", ("sex",), _asked("unknown_sex")),
    DataCheck("unknown_birth", "people", ("born",), _asked("unknown_birth")),
    DataCheck("no_personal_id", "people", ("personal_id",), _asked("no_personal_id")),
    DataCheck("empty_village", "villages", (), _asked("empty_village")),
)
BY_KEY: dict[str, DataCheck] = {check.key: check for check in CHECKS}


def reasons_of(check: DataCheck, register: Register, on: date) -> dict[str, tuple[Reason, ...]]:
    """Return what is wrong by the id of the record, as known on a day."""
    found = defaultdict[str, list[Reason]](list)
    for record_id, reason in check.find(register, on):
        found[record_id].append(reason)
    return {record_id: tuple(reasons) for record_id, reasons in found.items()}


def rows_of(check: DataCheck, register: Register, on: date) -> tuple[Row, ...]:
    """Return the rows of one check with names and places, along the walk; empty when in order."""
    found = reasons_of(check, register, on)
    ids = json.dumps(list(found))
    return tuple(
        stored.made(Row, (check.kind, *row, found[row[0]]))
        for row in register.connection.rows(_NAMED[check.kind], (ids,))
    )


_NAMED: dict[Kind, str] = {
    "people": """
        SELECT p.id, p.name, p.household_id, h.code, ifnull(h.number, ''), v.name
        FROM people p LEFT JOIN households h ON h.id = p.household_id
        LEFT JOIN villages v ON v.id = coalesce(h.village_id, p.village_id)
        WHERE p.id IN (SELECT value FROM json_each(?))
        ORDER BY v.walk_order, h.walk_order, p.sort_key, p.seq""",
    "households": """
        SELECT h.id, ifnull((SELECT p.name FROM people p WHERE p.household_id = h.id
            AND p.relation = 'head' AND p.status IN ('here', 'away')), ''),
            h.id, h.code, h.number, v.name
        FROM households h LEFT JOIN villages v ON v.id = h.village_id
        WHERE h.id IN (SELECT value FROM json_each(?)) ORDER BY v.walk_order, h.walk_order""",
    "villages": """
        SELECT v.id, v.name, NULL, NULL, '', v.name FROM villages v
        WHERE v.id IN (SELECT value FROM json_each(?)) ORDER BY v.walk_order""",
}
