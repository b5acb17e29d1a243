"""The spells of a person on one line in time: joined, gap with its reason, joined again.

Months of voluntary insurance are counted from what was paid: enrolments that stand, and the time
before this register that a clerk has typed in (`earlier_spells`). What only a list says is shown
in its place, and is no payment. `Enrolments.paid_months` and the sum here are one figure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from rules.calendar import Month
from rules.coverage import CoverFact, known_cover
from rules.hi.continuity import Continuity, continuity
from rules.vsi.outlook import Outlook, outlook
from storage import rows
from storage.enrolling import earlier_facts
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from storage.enrolments import Enrolment
    from storage.people import Person
    from storage.register import Register
    from storage.stops import Stop

Scheme = Literal["hi", "vsi", "csi"]
SpellKind = Literal["first", "again", "gap", "listed"]


@dataclass(frozen=True, slots=True)
class EarlierSpell:
    """Time insured before this register was begun, or elsewhere, as a clerk typed it.

    ``months`` may be fewer than from ``first`` to ``last``; income in đồng a month.
    """

    id: str
    person_id: str
    scheme: Scheme
    first: Month
    last: Month
    months: int
    supported_months: int
    income: int | None
    stopped_why: str
    won_by: str
    note: str


@dataclass(frozen=True, slots=True)
class WonBy:
    """Where somebody was won: a visit, an event, words typed; else who took the first payment."""

    kind: Literal["visit", "event", "typed", "collector"]
    name: str
    day: date | None = None
    form: str = ""


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch of time.

    Attributes:
        kind: first: joined; again: joined again; gap: not paid; listed: only a list says so.
        first, last: months, both counted in; last is None for a gap that goes on.
        months: paid for; in a gap, how long it is so far.
        supported: of them with the state's support.
        income: last paid on, in đồng a month.
        won: where the person was won.
        why: why the gap began, as it was said; empty where nobody wrote it down.
    """

    kind: SpellKind
    first: Month
    last: Month | None
    months: int
    supported: int = 0
    income: int | None = None
    won: WonBy | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Spells:
    """All that is known of one person's time in insurance, on a day.

    Attributes:
        spells: of voluntary insurance, the oldest first.
        parts: the months of each paid spell; paid: their sum.
        supported: of the months paid, with the state's support; limit: how many may be.
        compulsory: months of compulsory insurance typed in; they count for a pension.
        continuity: of health insurance.
        outlook: what paying on leads to; None where it cannot be told.
    """

    person: Person
    on: date
    spells: tuple[Spell, ...]
    parts: tuple[int, ...]
    paid: int
    given_back: int
    supported: int
    limit: int
    compulsory: int
    continuity: Continuity
    outlook: Outlook | None


@dataclass(frozen=True, slots=True)
class _Paid:
    first: Month
    last: Month
    months: int
    supported: int
    income: int | None
    won: WonBy | None
    why: str


class EarlierSpells:
    """Time insured before this register was begun."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def of_person(self, person_id: str) -> tuple[EarlierSpell, ...]:
        """Return the earlier spells of one person, the oldest first."""
        found = self._connection.rows(
            "SELECT id, person_id, scheme, first, last, months, supported_months, income,"
            " stopped_why, won_by, note FROM earlier_spells WHERE person_id = ?"
            " ORDER BY first, id",
            (person_id,),
        )
        return tuple(
            rows.made(EarlierSpell, (*row[:3], Month.parse(row[3]), Month.parse(row[4]), *row[5:]))
            for row in found
        )

    def add(
        self,
        person_id: str,
        scheme: Scheme,
        first: Month,
        last: Month,
        *,
        months: int | None = None,
        supported_months: int = 0,
        income: int | None = None,
        stopped_why: str = "",
        won_by: str = "",
        note: str = "",
    ) -> str:
        """Keep an earlier spell; inside a change. Without ``months``, every month was paid.

        Raises:
            StorageError: as `save`.
        """
        spell_id = self._register.new_id()
        spell = EarlierSpell(
            spell_id, person_id, scheme, first, last,
            first.months_until(last) + 1 if months is None else months,
            supported_months, income, stopped_why, won_by, note,
        )  # fmt: skip
        self._check(spell)
        rows.insert(self._connection, "earlier_spells", _stored(spell))
        return spell_id

    def save(self, spell: EarlierSpell) -> None:
        """Write an earlier spell anew; inside a change.

        Raises:
            StorageError: no_such_row; spell_backwards; spell_months (most) for more months than
                from first to last; spell_support; spell_overlaps (first, last) where the time is
                already paid, here or in another earlier spell.
        """
        self._check(spell)
        rows.update(self._connection, "earlier_spells", spell.id, _stored(spell))

    def remove(self, spell_id: str) -> None:
        """Take an earlier spell away; inside a change."""
        self._connection.execute("DELETE FROM earlier_spells WHERE id = ?", (spell_id,))

    def _check(self, spell: EarlierSpell) -> None:
        self._register.people.get(spell.person_id)
        if spell.last < spell.first:
            raise StorageError("spell_backwards")
        most = spell.first.months_until(spell.last) + 1
        if not 0 < spell.months <= most:
            raise StorageError("spell_months", most=most)
        if not 0 <= spell.supported_months <= spell.months:
            raise StorageError("spell_support")
        for first, last in self._taken(spell):
            if first <= spell.last and spell.first <= last:
                raise StorageError("spell_overlaps", first=first, last=last)

    def _taken(self, spell: EarlierSpell) -> Iterator[tuple[Month, Month]]:
        for one in self.of_person(spell.person_id):
            if one.id != spell.id and one.scheme == spell.scheme:
                yield one.first, one.last
        for paid in self._register.enrolments.of_person(spell.person_id):
            if paid.scheme == spell.scheme == "vsi" and paid.void_day is None:
                yield Month.of(paid.start), Month.of(paid.until)


def _stored(spell: EarlierSpell) -> dict[str, object]:
    return {name: getattr(spell, name) for name in EarlierSpell.__slots__}


def spells_of(register: Register, person_id: str, on: date) -> Spells:
    """Return the spells of one person as known on a day.

    Raises:
        StorageError: no_such_row.
        RuleError: no_value_in_force for a day whose law is not recorded.
    """
    person = register.people.get(person_id)
    earlier = register.earlier_spells.of_person(person_id)
    enrolments = [
        one
        for one in register.enrolments.of_person(person_id)
        if one.scheme == "vsi" and one.void_day is None
    ]
    stops = [one for one in register.stops.of_person(person_id) if one.scheme == "vsi"]
    given_back = {one.enrolment_id: one.months for one in stops if one.months}
    paid = sorted(
        [
            *(_of_earlier(one) for one in earlier if one.scheme == "vsi"),
            *(_of_enrolment(register, one, given_back.get(one.id, 0)) for one in enrolments),
        ],
        key=lambda one: one.first,
    )
    facts = (*earlier_facts(register, person_id), *register.covers.of(person_id))
    whole = [*_joined(paid)]
    listed = [*_listed(facts, paid, on)]
    spells = [*_with_gaps(sorted([*whole, *listed], key=lambda one: one.first), stops, paid, on)]
    policy = register.policies.policy()
    sums = register.enrolments.paid_of([person_id]).get(person_id, (0, 0))
    compulsory = sum(one.months for one in earlier if one.scheme == "csi")
    return Spells(
        person=person,
        on=on,
        spells=tuple(spells),
        parts=tuple(one.months for one in whole),
        paid=sums[0],
        given_back=sum(given_back.values()),
        supported=sums[1],
        limit=policy.on(on).int("vsi.support_months"),
        compulsory=compulsory,
        continuity=continuity(policy, facts, on=on),
        outlook=_outlook(register, person, paid, sums[0] + compulsory, on),
    )


def _of_earlier(one: EarlierSpell) -> _Paid:
    won = WonBy("typed", one.won_by) if one.won_by else None
    return _Paid(
        one.first, one.last, one.months, one.supported_months, one.income, won, one.stopped_why
    )


def _of_enrolment(register: Register, one: Enrolment, given_back: int) -> _Paid:
    first, months = Month.of(one.start), one.months - given_back
    supported = min(one.supported_months, months)
    last = first.plus(max(months, 1) - 1)
    return _Paid(first, last, months, supported, one.income, _won_by(register, one), "")


def _won_by(register: Register, one: Enrolment) -> WonBy | None:
    connection = register.connection
    if one.won_visit_id is not None:
        row = connection.row(
            "SELECT coalesce(s.name, ''), t.day FROM visits t LEFT JOIN staff s"
            " ON s.id = t.visitor_id WHERE t.id = ?",
            (one.won_visit_id,),
        )
        return None if row is None else WonBy("visit", row[0], date.fromisoformat(row[1]))
    if one.won_event_id is not None:
        row = connection.row(
            "SELECT coalesce(nullif(theme, ''), place), day, form FROM events WHERE id = ?",
            (one.won_event_id,),
        )
        return None if row is None else WonBy("event", row[0], date.fromisoformat(row[1]), row[2])
    first = next((pay for pay in one.payments if pay.collector), None)
    return None if first is None else WonBy("collector", str(first.collector), first.day)


def _joined(paid: Sequence[_Paid]) -> Iterator[Spell]:
    """Put payments that follow each other without a gap into one spell."""
    open_spell: Spell | None = None
    for one in paid:
        if not one.months:
            continue
        if open_spell is not None and open_spell.last is not None:
            if one.first <= open_spell.last.plus(1):
                open_spell = replace(
                    open_spell,
                    last=max(open_spell.last, one.last),
                    months=open_spell.months + one.months,
                    supported=open_spell.supported + one.supported,
                    income=one.income or open_spell.income,
                )
                continue
            yield open_spell
        kind: SpellKind = "first" if open_spell is None else "again"
        open_spell = Spell(
            kind, one.first, one.last, one.months, one.supported, one.income, one.won
        )
    if open_spell is not None:
        yield open_spell


def _listed(facts: Iterable[CoverFact], paid: Sequence[_Paid], on: date) -> Iterator[Spell]:
    """Yield the time that a list says was insured, and of which no payment is known."""
    for span in known_cover(facts, "vsi", on).spans:
        if span.first == date.min or span.first > on:
            continue
        first, last = Month.of(span.first), Month.of(min(span.last, on))
        months = [
            month
            for month in (first.plus(step) for step in range(first.months_until(last) + 1))
            if not any(one.first <= month <= one.last for one in paid)
        ]
        while months:
            run = 1
            while run < len(months) and months[run] == months[0].plus(run):
                run += 1
            yield Spell("listed", months[0], months[run - 1], run)
            months = months[run:]


def _with_gaps(
    spells: Sequence[Spell], stops: Sequence[Stop], paid: Sequence[_Paid], on: date
) -> Iterator[Spell]:
    """Put the gaps between spells, and the one that goes on, in their places."""
    now = Month.of(on)
    for at, spell in enumerate(spells):
        yield spell
        if spell.last is None:
            continue
        following = spells[at + 1].first if at + 1 < len(spells) else None
        begins = spell.last.plus(1)
        until = following if following is not None else now
        if begins < until or (following is None and begins == until):
            months = begins.months_until(until) + (following is None)
            last = None if following is None else following.plus(-1)
            yield Spell("gap", begins, last, months, why=_why(spell, following, stops, paid))


def _why(
    spell: Spell, following: Month | None, stops: Sequence[Stop], paid: Sequence[_Paid]
) -> str:
    """Return why a spell ended: as the stop in this register says, else as was typed."""
    for stop in stops:
        month = Month.of(stop.day)
        if spell.first <= month and (following is None or month <= following):
            return stop.reason
    return next((one.why for one in paid if one.last == spell.last and one.why), "")


def _outlook(
    register: Register, person: Person, paid: Sequence[_Paid], months: int, on: date
) -> Outlook | None:
    """Return what paying on leads to, at the income last paid on."""
    income = next((one.income for one in reversed(paid) if one.income), None)
    sex, born = person.sex, person.born
    policy = register.policies.policy()
    if sex is None or born is None or income is None:
        return None
    if policy.on(on).find(f"pension.rate.{sex}") is None:
        return None
    start = max(Month.of(on), paid[-1].last.plus(1))
    return outlook(
        policy, sex=sex, born=born, income=income, first_month=start, on=on, paid_months=months
    )
