"""A made-up commune of any size, the same for the same seed: for trying out, tests and speeds."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rules.names import fold, sort_key
from storage import name_index, rows
from storage.connection import CACHE_KIB
from storage.errors import StorageError
from storage.pausing import collector_paused
from storage.policies import shipped_policy
from storage.sample.covers import Insured, SampleEnrolment, insure
from storage.sample.events import SampleEvent, make_events
from storage.sample.names import NameBook
from storage.sample.people import Draw, SampleHousehold, SamplePerson, make_households
from storage.sample.pricing import COLUMNS, Prices
from storage.sample.visits import SampleStaff, SampleVisit, make_staff, visit
from storage.together import laid_aside

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from storage.register import Register

_PEOPLE_A_VILLAGE = 850
_FEWEST_VILLAGES = 4
_FEWEST_PEOPLE = 60
_CACHE_KIB = 1_048_576


@dataclass(frozen=True, slots=True)
class Made:
    """How much was made up."""

    villages: int
    households: int
    people: int


@dataclass(frozen=True, slots=True)
class _Commune:
    villages: list[tuple[str, str]]
    staff: list[SampleStaff]
    events: list[SampleEvent]
    households: list[SampleHousehold]
    insured: list[Insured]
    visits: list[SampleVisit]


def make_sample(register: Register, *, people: int, seed: int, on: date) -> Made:
    """Fill an empty register with a made-up commune, all of it or nothing.

    The commune is where such a register begins, not a change to it: the journal, which would be
    twice as large as what it tells of, stays empty, and there is nothing to undo.

    Args:
        register: a register that holds nothing yet.
        people: how many people, exactly.
        seed: the same seed and day make the same people, ids and codes.
        on: the working day; everything lies before it, or runs beyond it.

    Raises:
        StorageError: not_empty when the register holds people already.
    """
    if register.people.count() or register.villages.all():
        raise StorageError("not_empty")
    # Not for secrets: the same seed must make the same commune.
    draw = Draw(random.Random(f"{seed} {people} {on}"), NameBook.load(), on)  # noqa: S311
    with collector_paused():
        commune = _imagine(draw, people)
    # A large commune is written at once: its indexes must lie in memory while they grow.
    register.connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    try:
        with collector_paused(), register.change("Lập sổ mẫu"), laid_aside(register.connection):
            register.office.save(**draw.names.office)
            _Writer(register, draw, commune).write()
            name_index.rebuild(register.connection)
    finally:
        register.connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    return Made(len(commune.villages), len(commune.households), people)


def _imagine(draw: Draw, people: int) -> _Commune:
    sizes = _village_sizes(draw, people)
    villages = [(draw.new_id(), name) for name in _village_names(draw, len(sizes))]
    staff = make_staff(draw, len(villages))
    households, insured, visits = [], [], []
    for place, ((village_id, _), size) in enumerate(zip(villages, sizes, strict=True)):
        visitors = [
            row for row in staff if row.village in {None, place} and "signer" not in row.roles
        ]
        for household in make_households(draw, village_id, size):
            cover = insure(draw, household)
            households.append(household)
            insured.append(cover)
            visits += visit(draw, household, cover, visitors)
    events = make_events(draw, [name for _, name in villages])
    return _Commune(villages, staff, events, households, insured, visits)


def _village_sizes(draw: Draw, people: int) -> list[int]:
    """Divide the people over villages of uneven size."""
    count = max(round(people / _PEOPLE_A_VILLAGE), _FEWEST_VILLAGES)
    count = max(1, min(count, people // _FEWEST_PEOPLE))
    weights = [draw.rng.uniform(0.7, 1.3) for _ in range(count)]
    sizes = [int(people * weight / sum(weights)) for weight in weights]
    sizes[-1] += people - sum(sizes)
    return sizes


def _village_names(draw: Draw, count: int) -> list[str]:
    pool = list(draw.names.villages)
    draw.rng.shuffle(pool)
    numbered = count > len(pool)
    return [
        f"{draw.names.village_prefix} {pool[place % len(pool)]}"
        + (f" {place // len(pool) + 1}" if numbered else "")
        for place in range(count)
    ]


class _Writer:
    """Writes a commune in bulk, table by table."""

    def __init__(self, register: Register, draw: Draw, commune: _Commune) -> None:
        self._connection = register.connection
        self._draw = draw
        self._commune = commune
        self._collectors = [row.id for row in commune.staff if "collector" in row.roles]
        self._prices = Prices(shipped_policy(), draw.names.office["province_code"])

    def write(self) -> None:
        """Write every table, those that others refer to first."""
        self._villages_and_staff()
        self._households()
        self._people()
        self._visits()
        self._events()
        self._enrolments()
        self._covers()

    def _put(self, table: str, columns: str, values: Iterable[tuple[Any, ...]]) -> None:
        rows.insert_many(self._connection, table, columns.split(), values)

    def _villages_and_staff(self) -> None:
        villages = self._commune.villages
        self._put(
            "villages",
            "id name folded walk_order",
            ((id_, name, fold(name), place) for place, (id_, name) in enumerate(villages, start=1)),
        )
        self._put(
            "staff",
            "id name title organisation phone roles village_id",
            (
                (
                    row.id,
                    row.name,
                    row.title,
                    row.organisation,
                    row.phone,
                    row.roles,
                    None if row.village is None else villages[row.village][0],
                )
                for row in self._commune.staff
            ),
        )

    def _households(self) -> None:
        self._put(
            "households",
            "id code village_id number address walk_order do_not_contact",
            (
                (
                    row.id,
                    row.code,
                    row.village_id,
                    row.number,
                    row.address,
                    row.walk_order,
                    int(row.do_not_contact),
                )
                for row in self._commune.households
            ),
        )
        on = self._draw.on
        document, day = f"Quyết định số 01/QĐ-UBND năm {on.year - 1} (mẫu)", f"{on.year - 1}-12-20"
        self._put(
            "standings",
            "id household_id year kind document document_day",
            (
                (self._draw.new_id(), row.id, on.year, row.standing, document, day)
                for row in self._commune.households
                if row.standing != "none"
            ),
        )

    def _people(self) -> None:
        cards = {
            cover.person_id: cover.card
            for insured in self._commune.insured
            for cover in insured.covers
            if cover.card is not None
        }
        keyed = [
            (sort_key(person.name), fold(person.name), person)
            for household in self._commune.households
            for person in household.members
        ]
        # Rows that lie in the order of names are read in the order of names.
        keyed.sort(key=lambda entry: entry[:2])
        self._put(
            "people",
            "id household_id name folded sort_key sex born personal_id si_number hi_card ethnic"
            " phone relation status status_day",
            (
                self._person(person, folded, key, cards.get(person.id))
                for key, folded, person in keyed
            ),
        )

    def _person(
        self, person: SamplePerson, folded: str, key: str, card: str | None
    ) -> tuple[Any, ...]:
        si_number = person.si_number if card is not None else None
        numbers = (person.personal_id, si_number, card, person.ethnic, person.phone)
        names = (person.id, person.household_id, person.name, folded, key, person.sex, person.born)
        return (*names, *numbers, person.relation, person.status, person.status_day)

    def _visits(self) -> None:
        visits = self._commune.visits
        self._put(
            "visits",
            "id household_id day visitor_id note next_day",
            (
                (row.id, row.household_id, row.day, row.visitor_id, row.note, row.next_day)
                for row in visits
            ),
        )
        self._put(
            "visit_results",
            "id visit_id person_id scheme result reason next_day",
            (
                (
                    made.id,
                    row.id,
                    made.person_id,
                    made.scheme,
                    made.result,
                    made.reason,
                    made.next_day,
                )
                for row in visits
                for made in row.results
            ),
        )

    def _events(self) -> None:
        self._put(
            "events",
            "id day form theme place reached answered",
            (
                (
                    row.id,
                    row.day.isoformat(),
                    row.form,
                    row.theme,
                    row.place,
                    row.reached,
                    row.answered,
                )
                for row in self._commune.events
            ),
        )

    def _enrolments(self) -> None:
        won = {made: row.id for row in self._commune.visits for made in row.won}
        enrolments, payments = [], []
        for insured in self._commune.insured:
            together = sum(row.scheme == "hi" for row in insured.enrolments)
            for row in insured.enrolments:
                amounts = self._prices.of(row, together)
                event = None if row.id in won else self._event(row)
                enrolments.append((*_enrolment(row), *amounts, won.get(row.id), event))
                payments.append(self._payment(row, amounts[3]))
        self._put(
            "enrolments",
            "id person_id scheme kind day method months start until income payer_class hi_group"
            f" place {' '.join(COLUMNS)} won_visit_id won_event_id",
            enrolments,
        )
        self._put(
            "payments", "id enrolment_id day amount book receipt collector_id means", payments
        )

    def _event(self, enrolment: SampleEnrolment) -> str | None:
        """Return an event shortly before a new enrolment, at which it may have been won."""
        if enrolment.kind != "new" or enrolment.scheme != "vsi":
            return None
        days = ((enrolment.day - row.day).days for row in self._commune.events)
        near = [row for row, ago in zip(self._commune.events, days, strict=True) if 0 <= ago <= 30]
        return near[-1].id if near and self._draw.happens(0.5) else None

    def _payment(self, enrolment: SampleEnrolment, amount: int) -> tuple[Any, ...]:
        receipt = f"{99_999 - self._draw.serial('receipt', 99_999, 1):05d}"
        collector = self._draw.rng.choice(self._collectors)
        means = "transfer" if self._draw.happens(0.2) else "cash"
        head = (self._draw.new_id(), enrolment.id, enrolment.day.isoformat(), amount)
        return (*head, f"M{enrolment.day.year}", receipt, collector, means)

    def _covers(self) -> None:
        self._put(
            "covers",
            "id person_id scheme known hi_group card start until dated source source_id",
            (
                (
                    self._draw.new_id(),
                    row.person_id,
                    row.scheme,
                    row.known,
                    row.hi_group,
                    row.card,
                    row.start,
                    row.until,
                    row.dated,
                    "enrolment" if row.enrolment_id else "import",
                    row.enrolment_id,
                )
                for insured in self._commune.insured
                for row in insured.covers
            ),
        )


def _enrolment(row: SampleEnrolment) -> tuple[Any, ...]:
    days = (row.start.isoformat(), row.until.isoformat())
    group = "household" if row.scheme == "hi" else None
    head = (row.id, row.person.id, row.scheme, row.kind, row.day.isoformat(), str(row.months))
    return (*head, row.months, *days, row.income, row.payer_class, group, row.place)
