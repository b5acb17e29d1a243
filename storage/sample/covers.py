"""Who of the made-up commune is insured, and by which payments: cover and enrolments that agree."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from rules.calendar import Month, PartialDate
from storage.sample.people import Draw, SampleHousehold, SamplePerson

CARD_LETTERS = {
    "household": "GD4", "student": "HS4", "child_under_6": "TE1", "poor": "HN2", "near_poor": "CN2",
    "average_agri": "GB4", "employee": "DN4", "pensioner": "HT3", "social_pension": "LH2",
}  # fmt: skip
INCOMES = (
    (1_500_000, 52),
    (2_000_000, 20),
    (2_500_000, 8),
    (3_000_000, 11),
    (5_000_000, 6),
    (8_000_000, 3),
)
METHODS = ((1, 14), (3, 20), (6, 26), (12, 40))


@dataclass(frozen=True, slots=True)
class SampleCover:
    """One fact about a person's cover; days are ISO text."""

    person_id: str
    scheme: str
    known: str
    hi_group: str | None
    card: str | None
    start: str | None
    until: str | None
    dated: str
    enrolment_id: str | None = None


@dataclass(frozen=True, slots=True)
class SampleEnrolment:
    """One enrolment paid for on its day; the amounts are worked out where it is written."""

    id: str
    person: SamplePerson
    scheme: str
    kind: str
    day: date
    months: int
    start: date
    until: date
    income: int | None = None
    payer_class: str | None = None
    place: int | None = None


@dataclass(slots=True)
class Insured:
    """What was made up about the cover of one household."""

    covers: list[SampleCover] = field(default_factory=list)
    enrolments: list[SampleEnrolment] = field(default_factory=list)


def insure(draw: Draw, household: SampleHousehold) -> Insured:
    """Make up the health insurance and social insurance of everybody in the household."""
    made = Insured()
    plan = _Buying.of(draw)
    for person in household.members:
        if person.status in {"died", "moved"}:
            continue
        group = _group(draw, household, person)
        if group == "employee":
            start = _iso(_back(draw, 400, 4000))
            made.covers.append(
                SampleCover(person.id, "csi", "covered", None, None, start, None, _listed(draw))
            )
        if group == "household":
            _buy_hi(draw, plan, person, made)
        elif not draw.happens(0.05):
            made.covers.append(_given(draw, person, group))
        if group not in {"employee", "pensioner"} and 18 <= person.age <= 59:
            _buy_vsi(draw, household, person, made)
    return made


def _group(draw: Draw, household: SampleHousehold, person: SamplePerson) -> str:
    """The group of health insurance a person is in, by age and standing."""
    if person.age < 6:
        return "child_under_6"
    if household.standing in {"poor", "near_poor"}:
        return household.standing
    if person.age <= 17 or (person.age <= 22 and draw.happens(0.4)):
        return "student"
    if person.age <= 57 and draw.happens(0.24):
        return "employee"
    if person.age >= 58 and draw.happens(0.2):
        return "pensioner"
    if person.age >= 75:
        return "social_pension"
    if household.standing == "average_agri" and draw.happens(0.6):
        return "average_agri"
    return "household"


def _given(draw: Draw, person: SamplePerson, group: str) -> SampleCover:
    """The cover that a list from the insurance office shows, nothing being paid at the commune."""
    year = draw.on.year
    start, until = date(year, 1, 1), date(year, 12, 31)
    open_end = False
    if group == "child_under_6":
        born = PartialDate.parse(person.born).earliest()
        start, until = born, Month(born.year + 6, born.month).last
        if born.month <= 9:
            until = date(born.year + 6, 9, 30)
    elif group in {"employee", "pensioner", "social_pension"}:
        start, open_end = _back(draw, 200, 3000), True
    return SampleCover(
        person_id=person.id,
        scheme="hi",
        known="covered",
        hi_group=group,
        card=_card(draw, person, group),
        start=_iso(start),
        until=None if open_end else _iso(until),
        dated=_listed(draw),
    )


@dataclass(slots=True)
class _Buying:
    """How a household buys its own health insurance: all who must buy do so at one time.

    ``paid_here`` tells that the commune took the money; others paid elsewhere and stand in a list.
    """

    way: str  # buys, lapsed, never, unknown
    months: int
    start: date
    end: date  # last day of the present or last card
    day: date
    renewal: bool
    paid_here: bool
    places: int = 0

    @classmethod
    def of(cls, draw: Draw) -> "_Buying":
        way = draw.rng.choices(("buys", "lapsed", "never", "unknown"), weights=(68, 11, 13, 8))[0]
        months = draw.rng.choices((12, 6, 3), weights=(86, 9, 5))[0]
        if way == "lapsed":
            end = draw.on - timedelta(days=draw.rng.randint(1, 300))
        else:
            end = draw.on + timedelta(days=draw.rng.randint(0, months * 29))
        start = _months_before(end, months) + timedelta(days=1)
        renewal = draw.happens(0.8)
        # Renewals are paid before the old card ends; a first card begins 30 days after payment.
        day = start - timedelta(days=draw.rng.randint(1, 20) if renewal else 30)
        return cls(way, months, start, end, day, renewal, draw.happens(0.4))


def _buy_hi(draw: Draw, plan: _Buying, person: SamplePerson, made: Insured) -> None:
    if plan.way == "unknown" or draw.happens(0.03):
        return
    if plan.way == "never":
        if draw.happens(0.75):
            cover = SampleCover(
                person.id, "hi", "not_covered", None, None, None, None, _listed(draw)
            )
            made.covers.append(cover)
        return
    if plan.renewal:
        before = plan.start - timedelta(days=1)
        first = _months_before(before, 12) + timedelta(days=1)
        made.covers.append(_hi_cover(draw, person, first, before))
    if not plan.paid_here:
        made.covers.append(_hi_cover(draw, person, plan.start, plan.end))
        return
    plan.places += 1
    enrolment = SampleEnrolment(
        id=draw.new_id(),
        person=person,
        scheme="hi",
        kind="renewal" if plan.renewal else "new",
        day=plan.day,
        months=plan.months,
        start=plan.start,
        until=plan.end,
        place=plan.places,
    )
    made.enrolments.append(enrolment)
    made.covers.append(_paid_cover(enrolment, _card(draw, person, "household")))


def _hi_cover(draw: Draw, person: SamplePerson, start: date, until: date) -> SampleCover:
    return SampleCover(
        person_id=person.id,
        scheme="hi",
        known="covered",
        hi_group="household",
        card=_card(draw, person, "household"),
        start=_iso(start),
        until=_iso(until),
        dated=_iso(min(start, draw.on)),
    )


def _paid_cover(enrolment: SampleEnrolment, card: str | None) -> SampleCover:
    return SampleCover(
        person_id=enrolment.person.id,
        scheme=enrolment.scheme,
        known="covered",
        hi_group="household" if enrolment.scheme == "hi" else None,
        card=card,
        start=_iso(enrolment.start),
        until=_iso(enrolment.until),
        dated=_iso(enrolment.day),
        enrolment_id=enrolment.id,
    )


def _buy_vsi(draw: Draw, household: SampleHousehold, person: SamplePerson, made: Insured) -> None:
    """Months paid one after another up to the day, or up to the month it was given up."""
    if not draw.happens(0.075):
        if draw.happens(0.55):
            cover = SampleCover(
                person.id, "vsi", "not_covered", None, None, None, None, _listed(draw)
            )
            made.covers.append(cover)
        return
    months = draw.rng.choices([row[0] for row in METHODS], weights=[row[1] for row in METHODS])[0]
    income = draw.rng.choices([row[0] for row in INCOMES], weights=[row[1] for row in INCOMES])[0]
    payer_class = household.standing if household.standing in {"poor", "near_poor"} else "other"
    if payer_class == "other" and person.ethnic != "Kinh":
        payer_class = "ethnic_minority"
    now = Month.of(draw.on)
    given_up = now.plus(-draw.rng.randint(0, 9)) if draw.happens(0.2) else None
    first = now.plus(-draw.rng.randint(0, 11) if given_up is None else -draw.rng.randint(10, 14))
    kind = draw.rng.choices(("new", "renewal", "rejoin"), weights=(34, 56, 10))[0]
    if kind != "new":
        gap = 1 if kind == "renewal" else draw.rng.randint(5, 20)
        made.covers.append(_earlier_vsi(draw, person, first.plus(-gap)))
    stop = given_up or now.plus(1)
    while first < stop:
        _pay_vsi(draw, person, made, (kind, months, income, payer_class, first))
        kind, first = "renewal", first.plus(months)


def _earlier_vsi(draw: Draw, person: SamplePerson, last: Month) -> SampleCover:
    start = last.plus(-draw.rng.randint(5, 60)).first
    until = _iso(last.last)
    return SampleCover(person.id, "vsi", "covered", None, None, _iso(start), until, _iso(start))


def _pay_vsi(
    draw: Draw, person: SamplePerson, made: Insured, paid: tuple[str, int, int, str, Month]
) -> None:
    kind, months, income, payer_class, first = paid
    day = first.first + timedelta(days=draw.rng.randint(0, 24))
    enrolment = SampleEnrolment(
        id=draw.new_id(),
        person=person,
        scheme="vsi",
        kind=kind,
        day=min(day, draw.on),
        months=months,
        start=first.first,
        until=first.plus(months - 1).last,
        income=income,
        payer_class=payer_class,
    )
    made.enrolments.append(enrolment)
    made.covers.append(_paid_cover(enrolment, None))


def _card(draw: Draw, person: SamplePerson, group: str) -> str | None:
    return f"{CARD_LETTERS[group]}38{person.si_number}" if draw.happens(0.85) else None


def _listed(draw: Draw) -> str:
    """The date of a list that reached the commune in the last two months."""
    return _iso(_back(draw, 1, 60))


def _back(draw: Draw, least: int, most: int) -> date:
    return draw.on - timedelta(days=draw.rng.randint(least, most))


@lru_cache(maxsize=8192)
def _months_before(day: date, months: int) -> date:
    """The same day of the month ``months`` earlier, or that month's last day."""
    month = Month.of(day).plus(-months)
    if Month.of(day).last == day:
        return month.last
    return min(month.last, date(month.year, month.month, min(day.day, month.last.day)))


_iso: Callable[[date], str] = lru_cache(maxsize=8192)(date.isoformat)
