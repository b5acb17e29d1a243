"""What a household could do next and what it costs: the register's facts put to the rules."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from rules.household.quote import Quoter
from rules.household.vsi_offer import MemberFacts
from storage import rows
from storage.errors import StorageError
from storage.households import HOUSEHOLD_SELECT, Household, household
from storage.people import MEMBER_ORDER, PERSON_COLUMNS, PERSON_TABLES, person
from storage.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rules.household.quote import MemberQuote, Quote
    from rules.working import Unconfirmed
    from storage.filters import Filter
    from storage.people import Person
    from storage.register import Register

_AT_ONCE = 200
_UNPAID: tuple[int, int, int | None] = (0, 0, None)


@dataclass(frozen=True, slots=True)
class Hesitation:
    """Why a person has not joined, as said at the latest visit that recorded a reason."""

    reason: str
    scheme: Literal["hi", "vsi"] | None
    day: date
    next_day: date | None


@dataclass(frozen=True, slots=True)
class Wish:
    """The income (đồng a month) last worked out for a person and kept, and on which day."""

    income: int
    day: date


@dataclass(frozen=True, slots=True)
class QuotedMember:
    """One living member with what the rules say, months of VSI paid so far, and any hesitation.

    wish is the level worked out with the person; it is offered first where it may be chosen.
    """

    person: Person
    quote: MemberQuote
    paid_months: int
    hesitation: Hesitation | None
    wish: Wish | None


@dataclass(frozen=True, slots=True)
class Walk:
    """Households in walking order (ids), and how many that asked not to be contacted are left."""

    household_ids: tuple[str, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class ComingFloor:
    """The lowest income expected next, and the contribution at it, in đồng a month."""

    start: date
    income: int
    gross: int


@dataclass(frozen=True, slots=True)
class HouseholdQuote:
    """One household's quote for a day.

    Attributes:
        head: the living head, if there is one.
        members: living members, the head first.
        standing: kind of the year's standing, None when not known.
        quote: amounts in đồng for a year of HI cards, their working and what is not confirmed.
        coming: the lowest VSI income expected to follow, None when none is.
        vsi_unconfirmed: values behind a month of the VSI levels offered that are not confirmed.
    """

    household: Household
    on: date
    head: Person | None
    members: tuple[QuotedMember, ...]
    standing: str | None
    quote: Quote
    coming: ComingFloor | None
    vsi_unconfirmed: tuple[Unconfirmed, ...]


def quote(register: Register, household_id: str, on: date) -> HouseholdQuote:
    """Return the quote of one household for payments made on a day.

    Raises:
        StorageError: no_such_row.
        RuleError: no_value_in_force for a day whose law is not recorded.
    """
    found = next(quotes(register, [household_id], on), None)
    if found is None:
        raise StorageError("no_such_row", kind="households")
    return found


def quotes(
    register: Register, household_ids: Iterable[str], on: date, *, for_paper: bool = False
) -> Iterator[HouseholdQuote]:
    """Yield quotes in the order of the ids, reading many households at once; unknown ids are left.

    Args:
        register: the register.
        household_ids: ids of households.
        on: the day.
        for_paper: leave out members who asked not to be contacted.

    Raises:
        RuleError: as `quote`.
    """
    quoter = quoter_of(register, on)
    coming = quoter.vsi.coming_floor()
    floor = ComingFloor(*coming) if coming else None
    remaining = iter(household_ids)
    while ids := list(islice(remaining, _AT_ONCE)):
        batch = _Batch(register, ids, on, for_paper=for_paper)
        for household_id in ids:
            if household_id in batch.households:
                yield batch.quote(household_id, quoter, floor)


def walk(
    register: Register,
    village_id: str | None = None,
    *,
    only: Filter | None = None,
    on: date | None = None,
) -> Walk:
    """Return the households to carry a paper to: of one village, of a filter on a day, or all."""
    found = register.connection.rows(
        "SELECT h.id, h.do_not_contact FROM households h"
        " LEFT JOIN villages v ON v.id = h.village_id"
        " WHERE h.status = 'here' AND (:village IS NULL OR h.village_id = :village)"
        " ORDER BY v.walk_order IS NULL, v.walk_order, v.name, h.walk_order, h.number, h.id",
        {"village": village_id},
    )
    if only is not None and on is not None:
        fitting = set(register.households.ids(on=on, only=only))
        found = [row for row in found if row[0] in fitting]
    return Walk(tuple(row[0] for row in found if not row[1]), sum(row[1] for row in found))


def quoter_of(register: Register, on: date) -> Quoter:
    """Return the rules set to the office's province and the law of a day."""
    office = register.office.get()
    kind = unit_of(office.commune_code).kind if office.commune_code else ""
    return Quoter(
        register.policies.policy(),
        on,
        province=office.province_code or None,
        island=kind if kind == "đặc khu" else "",
    )


_CHOSEN = "(SELECT value FROM json_each(:ids))"
_HOUSEHOLDS = f"{HOUSEHOLD_SELECT} WHERE h.id IN {_CHOSEN}"
_STANDINGS = f"""
    SELECT household_id, kind FROM standings WHERE household_id IN {_CHOSEN} AND year = :year
"""
_LIVING = f"""
    SELECT {PERSON_COLUMNS} FROM {PERSON_TABLES}
    WHERE p.household_id IN {_CHOSEN} AND p.status IN ('here', 'away')
    ORDER BY p.household_id, {MEMBER_ORDER}
"""
_PLACES = f"""
    SELECT p.household_id, p.id, min(e.place)
    FROM people p JOIN enrolments e ON e.person_id = p.id
    WHERE p.household_id IN {_CHOSEN} AND e.scheme = 'hi' AND e.place IS NOT NULL
        AND e.void_day IS NULL
        AND e.day BETWEEN :first AND :on
    GROUP BY p.id
"""
# With one max() in a group, the other columns are those of its row: the income last paid on.
_PAID = f"""
    SELECT person_id, sum(months), sum(supported), income, max(day) FROM (
        SELECT e.person_id, e.months, e.supported_months AS supported, e.income, e.day
        FROM people p JOIN enrolments e ON e.person_id = p.id
        WHERE p.household_id IN {_CHOSEN} AND e.scheme = 'vsi' AND e.void_day IS NULL
        UNION ALL
        SELECT s.person_id, s.months, s.supported_months, s.income, s.last
        FROM people p JOIN earlier_spells s ON s.person_id = p.id
        WHERE p.household_id IN {_CHOSEN} AND s.scheme = 'vsi'
        UNION ALL
        SELECT s.person_id, -s.months, -s.supported_months, NULL, ''
        FROM people p JOIN stops s ON s.person_id = p.id
        JOIN enrolments e ON e.id = s.enrolment_id AND e.void_day IS NULL
        WHERE p.household_id IN {_CHOSEN} AND s.scheme = 'vsi' AND s.months > 0)
    GROUP BY person_id
"""
_REASONS = f"""
    SELECT r.person_id, r.reason, r.scheme, t.day, coalesce(r.next_day, t.next_day)
    FROM people p JOIN visit_results r ON r.person_id = p.id JOIN visits t ON t.id = r.visit_id
    WHERE p.household_id IN {_CHOSEN} AND r.reason IS NOT NULL
        AND r.result IN ('thinking', 'refused') AND t.day <= :on
    ORDER BY t.day, t.id, r.id
"""


# The latest of a day by its id, which rises.
_WISHES = f"""
    SELECT c.person_id, json_extract(c.asked, '$.income'), c.day, max(c.day || c.id)
    FROM people p JOIN calculations c ON c.person_id = p.id
    WHERE p.household_id IN {_CHOSEN} AND c.day <= :on GROUP BY c.person_id
"""


class _Batch:
    """The facts of some households, read in as many queries as there are kinds of facts."""

    def __init__(
        self, register: Register, ids: Sequence[str], on: date, *, for_paper: bool
    ) -> None:
        self._on = on
        values = {
            "ids": json.dumps(ids),
            "on": on.isoformat(),
            "year": on.year,
            "first": f"{on.year}-01-01",
        }
        connection = register.connection

        def read(sql: str) -> list[Any]:
            return connection.rows(sql, values)

        self.households = {row[0]: household(row) for row in read(_HOUSEHOLDS)}
        self._members: dict[str, list[Person]] = {}
        for row in read(_LIVING):
            member = person(row)
            if not (for_paper and member.do_not_contact):
                self._members.setdefault(str(member.household_id), []).append(member)
        everybody = [one.id for living in self._members.values() for one in living]
        self._facts = register.covers.of_many(everybody)
        self._standings = {row[0]: str(row[1]) for row in read(_STANDINGS)}
        self._places: dict[str, dict[str, int]] = {}
        for household_id, person_id, place in read(_PLACES):
            self._places.setdefault(household_id, {})[person_id] = int(place)
        self._paid = {row[0]: (int(row[1]), int(row[2]), row[3]) for row in read(_PAID)}
        self._wishes = {row[0]: Wish(row[1], date.fromisoformat(row[2])) for row in read(_WISHES)}
        self._hesitations = {
            row[0]: Hesitation(row[1], row[2], date.fromisoformat(row[3]), rows.day(row[4]))
            for row in read(_REASONS)
        }

    def quote(
        self, household_id: str, quoter: Quoter, coming: ComingFloor | None
    ) -> HouseholdQuote:
        living = self._members.get(household_id, [])
        standing = self._standings.get(household_id)
        held = self._places.get(household_id, {})
        found = quoter.quote(
            [self._facts_of(one, held.get(one.id)) for one in living],
            standing=standing,
            first_place=max(held.values(), default=0) + 1,
        )
        members = tuple(
            QuotedMember(
                person=one,
                quote=quoted,
                paid_months=self._paid.get(one.id, _UNPAID)[0],
                hesitation=self._hesitation(one),
                wish=self._wishes.get(one.id),
            )
            for one, quoted in zip(living, found.members, strict=True)
        )
        offers = [one.asked for one in found.members if one.asked is not None]
        unconfirmed = [
            one for offer in offers for level in offer.levels for one in level.unconfirmed
        ]
        return HouseholdQuote(
            household=self.households[household_id],
            on=self._on,
            head=next((one for one in living if one.relation == "head"), None),
            members=members,
            standing=standing,
            quote=found,
            coming=coming,
            vsi_unconfirmed=tuple({one.name: one for one in unconfirmed}.values()),
        )

    def _hesitation(self, member: Person) -> Hesitation | None:
        return self._hesitations.get(member.id)

    def _facts_of(self, member: Person, place: int | None) -> MemberFacts:
        paid, supported, income = self._paid.get(member.id, _UNPAID)
        wish = self._wishes.get(member.id)
        return MemberFacts(
            sex=member.sex,
            born=member.born,
            ethnic=member.ethnic,
            facts=self._facts[member.id],
            paid_months=paid,
            used_support_months=supported,
            income=wish.income if wish else None,
            pays_on=income,
            place=place,
        )
