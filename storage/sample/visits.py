"""Who went to which house of the made-up commune, and what they were told; the staff who went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from storage.sample.covers import Insured, SampleEnrolment
from storage.sample.people import Draw, SampleHousehold

RESULTS = (("agreed", 24), ("thinking", 34), ("refused", 20), ("absent", 22))
REASONS = (("1", 34), ("10", 22), ("4", 12), ("3", 9), ("6", 9), ("8", 6), ("9", 4), ("5", 4))
"""Numbers of the reasons on the paper sheets (resources/leaflets/reasons.toml), and how many say
so: mostly money that does not come evenly, and waiting to ask at home or for the harvest."""


@dataclass(frozen=True, slots=True)
class SampleStaff:
    """Somebody who works for the office; ``village`` is its place in the walking order, or None."""

    id: str
    name: str
    title: str
    organisation: str
    phone: str
    roles: str
    village: int | None


@dataclass(frozen=True, slots=True)
class SampleResult:
    """What one person of the house said about one scheme."""

    id: str
    person_id: str
    scheme: str
    result: str
    reason: str | None
    next_day: str | None


@dataclass(frozen=True, slots=True)
class SampleVisit:
    """One visit to one household; ``won`` are the enrolments agreed on it."""

    id: str
    household_id: str
    day: str
    visitor_id: str
    note: str
    next_day: str | None
    results: tuple[SampleResult, ...]
    won: tuple[str, ...]


def make_staff(draw: Draw, villages: int) -> list[SampleStaff]:
    """A signer, the clerk, three collectors, and one helper in each village."""
    posts: list[tuple[str, str, str, int | None]] = [
        ("Chủ tịch Ủy ban nhân dân", "Ủy ban nhân dân xã", "signer", None),
        ("Phó Chủ tịch Ủy ban nhân dân", "Ủy ban nhân dân xã", "signer", None),
        ("Công chức Văn hóa – Xã hội", "Ủy ban nhân dân xã", "clerk", None),
        ("Nhân viên thu", "Bưu điện xã", "collector", None),
        ("Nhân viên thu", "Bưu điện xã", "collector", None),
        ("Nhân viên thu", "Hội Liên hiệp Phụ nữ xã", "collector,helper", None),
    ]
    posts += [
        ("Trưởng thôn", "Ban công tác Mặt trận thôn", "helper", place) for place in range(villages)
    ]
    return [_post(draw, *post) for post in posts]


def _post(
    draw: Draw, title: str, organisation: str, roles: str, village: int | None
) -> SampleStaff:
    sex = "female" if "Phụ nữ" in organisation or draw.happens(0.45) else "male"
    surname = draw.names.surname(draw.rng, "kinh")
    return SampleStaff(
        id=draw.new_id(),
        name=draw.names.personal(
            draw.rng, surname=surname, sex=sex, year=draw.rng.randint(1968, 1994)
        ),
        title=title,
        organisation=organisation,
        phone=f"0912000{draw.rng.randrange(1000):03d}",
        roles=roles,
        village=village,
    )


def visit(
    draw: Draw, household: SampleHousehold, insured: Insured, visitors: Sequence[SampleStaff]
) -> list[SampleVisit]:
    """Make up the visits of the past year to one household, and what was won on them."""
    won = [row for row in insured.enrolments if row.kind != "renewal" and draw.happens(0.45)]
    visits = [_winning(draw, household, [row], visitors) for row in won]
    if not household.do_not_contact and draw.happens(0.16):
        visits += _asking(draw, household, insured, visitors)
    return visits


def _winning(
    draw: Draw,
    household: SampleHousehold,
    won: list[SampleEnrolment],
    visitors: Sequence[SampleStaff],
) -> SampleVisit:
    day = won[0].day - timedelta(days=draw.rng.randint(0, 6))
    results = tuple(
        SampleResult(draw.new_id(), row.person.id, row.scheme, "agreed", None, None) for row in won
    )
    return SampleVisit(
        id=draw.new_id(),
        household_id=household.id,
        day=day.isoformat(),
        visitor_id=draw.rng.choice(visitors).id,
        note="",
        next_day=None,
        results=results,
        won=tuple(row.id for row in won),
    )


def _asking(
    draw: Draw, household: SampleHousehold, insured: Insured, visitors: Sequence[SampleStaff]
) -> list[SampleVisit]:
    enrolled = {row.person.id for row in insured.enrolments if row.scheme == "vsi"}
    asked = [
        person
        for person in household.members
        if 18 <= person.age <= 58 and person.status == "here" and person.id not in enrolled
    ][:3]
    visits: list[SampleVisit] = []
    day = draw.on - timedelta(days=draw.rng.randint(0, 240))
    while asked and day <= draw.on and len(visits) < 3:
        again = day + timedelta(days=draw.rng.randint(7, 30)) if draw.happens(0.6) else None
        results = tuple(_result(draw, person.id, again) for person in asked)
        visits.append(
            SampleVisit(
                id=draw.new_id(),
                household_id=household.id,
                day=day.isoformat(),
                visitor_id=draw.rng.choice(visitors).id,
                note=draw.rng.choice(draw.names.visit_notes) if draw.happens(0.3) else "",
                next_day=again.isoformat() if again else None,
                results=results,
                won=(),
            )
        )
        if again is None:
            break
        day = again
    return visits


def _result(draw: Draw, person_id: str, again: date | None) -> SampleResult:
    result = draw.rng.choices([row[0] for row in RESULTS], weights=[row[1] for row in RESULTS])[0]
    reason = None
    if result in {"thinking", "refused"}:
        reason = draw.rng.choices([row[0] for row in REASONS], weights=[row[1] for row in REASONS])[
            0
        ]
    waits = again if result in {"thinking", "absent"} else None
    next_day = waits.isoformat() if waits else None
    return SampleResult(draw.new_id(), person_id, "vsi", result, reason, next_day)
