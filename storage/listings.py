"""The register in plain values, for other programs: figures and texts, ids not masked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rules.calendar import Month
from rules.coverage import CoverFact, State, hi_state, until_death, vsi_state
from rules.errors import Problem, RuleError
from rules.household.figures import quote_figures
from rules.household_codes import shown
from rules.names import fold
from storage.errors import StorageError
from storage.quotes import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from rules.words import Words
    from storage import filters
    from storage.calculations import Calculation
    from storage.enrolments import Enrolment
    from storage.life.events import LifeEvent
    from storage.people import Person
    from storage.register import Register
    from storage.visits import Visit

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """What `list` was asked for: a village and a kept filter by name, a text, a number of rows."""

    on: date
    search: str = ""
    village: str | None = None
    limit: int | None = None
    kept: str | None = None


def rows_of(register: Register, kind: str, asked: Filter) -> tuple[int, list[Row]]:
    """Return how many rows fit and the first of them.

    Raises:
        Problem: ``cli.unknown_list``, ``unknown_village``.
    """
    listing = _LISTINGS.get(kind)
    if listing is None:
        raise Problem("cli.unknown_list", value=kind)
    return listing(register, asked)


def village_id(register: Register, name: str | None) -> str | None:
    """Return the id of a village by its name, with or without accents.

    Raises:
        Problem: ``unknown_village``.
    """
    if name is None:
        return None
    found = register.villages.find(name)
    if found is None:
        raise StorageError("unknown_village", name=name)
    return found


def kept_filter(register: Register, name: str | None) -> filters.Filter | None:
    """Return the filter kept under a name, with or without accents.

    Raises:
        Problem: ``unknown_filter``, ``bad_filter``.
    """
    return None if name is None else register.filters.named(name).filter


def _people(register: Register, asked: Filter) -> tuple[int, list[Row]]:
    village, only = village_id(register, asked.village), kept_filter(register, asked.kept)
    total = register.people.count(search=asked.search, village=village, only=only, on=asked.on)
    limit = -1 if asked.limit is None else asked.limit
    found = register.people.list(
        search=asked.search, village=village, only=only, on=asked.on, limit=limit
    )
    covers = register.covers.of_many([person.id for person in found])
    return total, [person_row(person, covers[person.id], asked.on) for person in found]


def person_row(person: Person, covers: tuple[CoverFact, ...], on: date) -> Row:
    """Return one person with the state of both insurances on a day, as known on that day.

    Of somebody who has died, both stop on the day of the death.
    """
    if person.status == "died":
        covers = until_death(covers, person.status_day or on)
    age = None if person.born is None else person.born.age_on(on)
    hi = hi_state(covers, on=on, age=age, standing=None)
    vsi = vsi_state(covers, on=on, age=age)
    return {
        "id": person.id,
        "name": person.name,
        "sex": person.sex,
        "born": person.born.iso if person.born else None,
        "personal_id": person.personal_id,
        "si_number": person.si_number,
        "phone": person.phone,
        "village": person.village,
        "household": person.household_number or None,
        "relation": person.relation,
        "hi": _HI[_is_covered(hi)],
        "hi_from": _iso(hi.since),
        "hi_until": _iso(hi.until),
        "vsi": _is_covered(vsi),
        "vsi_until": str(Month.of(vsi.until)) if vsi.until else None,
        "status": person.status,
        **_vsi_payment(covers, on, shown=vsi.until is not None),
    }


def _vsi_payment(covers: tuple[CoverFact, ...], on: date, *, shown: bool) -> Row:
    """Return on what income voluntary insurance is paid and how, as last told by that day.

    Where the cover itself is known from a later list only, and shown, that list tells these, too.
    """
    facts = sorted((one for one in covers if one.scheme == "vsi"), key=lambda one: one.dated)
    told = [one for one in facts if one.dated <= on] or (facts[:1] if shown else [])
    newest = told[-1] if told else None
    return {
        "vsi_income": newest.income if newest else None,
        "vsi_method": newest.method if newest else None,
    }


_HI = {True: "covered", False: "not_covered", None: "unknown"}
_COVERED = frozenset({"covered", "ending", "state_paid"})
_UNKNOWN = frozenset({"unknown", "not_applicable"})


def _is_covered(state: State) -> bool | None:
    """Return whether somebody takes part in the scheme; None where nobody has said so."""
    return None if state.kind in _UNKNOWN else state.kind in _COVERED


def _households(register: Register, asked: Filter) -> tuple[int, list[Row]]:
    village, only = village_id(register, asked.village), kept_filter(register, asked.kept)
    on, search = asked.on, asked.search
    total = register.households.count(on=on, village=village, search=search, only=only)
    limit = -1 if asked.limit is None else asked.limit
    found = register.households.list(on=on, village=village, search=search, only=only, limit=limit)
    rows = [
        {
            "code": shown(row.code),
            "village": row.village,
            "number": row.number or None,
            "head": row.head,
            "people": row.people,
            "standing": row.standing,
        }
        for row in found
    ]
    return total, rows


def _visits(register: Register, asked: Filter) -> tuple[int, list[Row]]:
    inside = _within(register, asked)
    rows = (
        row
        for visit in register.visits.list()
        if inside is None or visit.household_id in inside[0]
        for row in visit_rows(visit)
    )
    return _fitting(rows, asked)


def visit_rows(visit: Visit) -> Iterator[Row]:
    """Yield one row for each result of a visit."""
    for result in visit.results:
        yield {
            "id": visit.id,
            "date": visit.day.isoformat(),
            "household": shown(visit.household_code),
            "person": result.person,
            "scheme": result.scheme,
            "result": result.result,
            "reason": result.reason,
            "next": _iso(result.next_day or visit.next_day),
        }


def _enrolments(register: Register, asked: Filter) -> tuple[int, list[Row]]:
    inside = _within(register, asked)
    rows = (
        enrolment_row(enrolment)
        for enrolment in register.enrolments.list()
        if inside is None or enrolment.person_id in inside[1]
    )
    return _fitting(rows, asked)


def enrolment_row(enrolment: Enrolment) -> Row:
    """Return one enrolment; amounts in đồng, ``paid`` what was taken so far."""
    last = enrolment.payments[-1] if enrolment.payments else None
    return {
        "id": enrolment.id,
        "person": enrolment.person,
        "scheme": enrolment.scheme,
        "kind": enrolment.kind,
        "months": enrolment.months,
        "from": enrolment.start.isoformat(),
        "until": enrolment.until.isoformat(),
        "income": enrolment.income,
        "gross": enrolment.gross,
        "state": enrolment.state_support,
        "local": enrolment.local_support,
        "paid": sum(payment.amount for payment in enrolment.payments),
        "receipt": (last.receipt or None) if last else None,
        "collector": last.collector if last else None,
        "won_at": enrolment.won_visit_id or enrolment.won_event_id,
    }


def life_row(event: LifeEvent) -> Row:
    """Return one event in the life of a household; `household` the one it happened in or made."""
    return {
        "id": event.id,
        "date": _iso(event.day),
        "kind": event.kind,
        "person": event.person,
        "household": shown(event.household_code) if event.household_code else None,
        "other_household": shown(event.other_household_code)
        if event.other_household_code
        else None,
        "told_by": event.told_by or None,
        "document": event.document or None,
        "note": event.note or None,
    }


def calculation_row(kept: Calculation) -> Row:
    """Return one calculation as it was said; amounts in đồng, ``monthly`` the pension."""
    prospect = kept.answer.prospect
    return {
        "id": kept.id,
        "date": kept.day.isoformat(),
        "person": kept.person or None,
        "income": kept.case.income,
        "method": kept.case.method,
        "payable": kept.answer.pays.payable,
        "monthly": prospect.monthly if prospect else None,
    }


def _events(register: Register, asked: Filter) -> tuple[int, list[Row]]:
    village = village_id(register, asked.village)
    rows = (
        {
            "id": event.id,
            "date": event.day.isoformat(),
            "form": event.form,
            "place": event.place or None,
            "reached": event.reached,
            "joined": event.joined + event.unnamed,
        }
        for event in register.events.list()
        if village is None or event.village_id == village
    )
    return _fitting(rows, asked)


def _within(register: Register, asked: Filter) -> tuple[set[str], set[str]] | None:
    """Return the ids of the households and people of the village; None for the whole commune."""
    village = village_id(register, asked.village)
    if village is None:
        return None
    people = register.people.list(village=village)
    homes = {person.household_id for person in people if person.household_id is not None}
    return homes, {person.id for person in people}


def _fitting(rows: Iterable[Row], asked: Filter) -> tuple[int, list[Row]]:
    """Return how many rows hold every word searched for, and the first of them."""
    words = fold(asked.search).split()
    fit = [row for row in rows if _holds(row, words)]
    return len(fit), fit if asked.limit is None else fit[: asked.limit]


def _holds(row: Row, words: list[str]) -> bool:
    text = fold(" ".join(str(value) for value in row.values() if value is not None))
    return all(word in text for word in words)


def household_card(register: Register, code: str, on: date, words: Words) -> Row:
    """Return everything held about one household, as known on a day, and its quote of that day.

    Raises:
        Problem: bad_household_code, household_code_mistyped, no_such_household.
    """
    household = register.households.by_code(code)
    record = register.households.record(household.id, on)
    people = [member.person for member in record.members] + list(record.gone)
    covers = register.covers.of_many([person.id for person in people])
    standing = record.standing
    return {
        "code": shown(household.code),
        "village": household.village,
        "number": household.number or None,
        "address": household.address or None,
        "head": record.head.name if record.head else None,
        "standing": standing.kind if standing else None,
        "standing_document": standing.document if standing else None,
        "status": household.status,
        "status_day": _iso(household.status_day),
        "do_not_contact": household.do_not_contact,
        "note": household.note or None,
        "members": [person_row(person, covers[person.id], on) for person in people],
        "visits": [row for visit in record.visits for row in visit_rows(visit)],
        "enrolments": [enrolment_row(enrolment) for enrolment in record.enrolments],
        "life": [life_row(event) for event in record.life],
        "calculations": [calculation_row(kept) for kept in record.calculations],
        "lists": [
            {"file": entry.file, "kind": entry.kind, "dated": entry.day.isoformat()}
            for entry in record.lists
        ],
        "quote": _quote(register, household.id, on, words),
    }


def _quote(register: Register, household_id: str, on: date, words: Words) -> Row | None:
    """Return what the living members could do next, None on a day whose law is not recorded."""
    try:
        found = quote(register, household_id, on)
    except RuleError as problem:
        if problem.code != "no_value_in_force":
            raise
        return None
    names = [{"id": one.person.id, "name": one.person.name} for one in found.members]
    return {"on": on.isoformat(), **quote_figures(found.quote, names, words)}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


_LISTINGS: dict[str, Callable[[Register, Filter], tuple[int, list[Row]]]] = {
    "people": _people,
    "households": _households,
    "visits": _visits,
    "enrolments": _enrolments,
    "events": _events,
}
