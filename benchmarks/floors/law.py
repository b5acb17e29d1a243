"""The floor of the law: its arithmetic alone, with figures in the code and no day, no source."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import floor

from storage import Register

HALF = Fraction(1, 2)
MONTHS = 12
LEVELS = (1_500_000, 2_000_000, 3_000_000)
TIERS = (Fraction(1), Fraction(7, 10), Fraction(6, 10), Fraction(1, 2), Fraction(2, 5))

Member = tuple[date | None, date | None]


def contribution() -> int:
    """Half a year at two million for a near-poor person, in đồng."""
    gross = floor(Fraction(22, 100) * 2_000_000 * 6 + HALF)
    support = floor(Fraction(40, 100) * Fraction(22, 100) * 1_500_000 * 6 + HALF)
    return gross - support


def premium() -> int:
    """A year for four members of a household, in đồng."""
    year = Fraction(45, 1000) * 2_530_000 * MONTHS
    return sum(floor(year * share + HALF) for share in TIERS[:4])


def pension() -> int:
    """A month for a woman after seventeen years and ten months, in đồng."""
    return floor((Fraction(45, 100) + Fraction(2, 100) * 3) * 3_000_000 + HALF)


def members(register: Register) -> list[list[Member]]:
    """Each household's people as birth date and last day of a card, read in two queries."""
    until = dict(
        register.connection.rows(
            "SELECT person_id, max(until) FROM covers WHERE scheme = 'hi' GROUP BY person_id"
        )
    )
    found: dict[str, list[Member]] = {}
    for household, person, born in register.connection.rows(
        "SELECT household_id, id, born FROM people WHERE household_id IS NOT NULL"
        " AND status IN ('here', 'away') ORDER BY household_id"
    ):
        day = date.fromisoformat(born) if born and len(born) == 10 else None
        last = until.get(person)
        found.setdefault(household, []).append((day, date.fromisoformat(last) if last else None))
    return list(found.values())


def quotes(households: Sequence[Sequence[Member]], on: date) -> int:
    """The sum of a year's cards, and of three levels for every adult of working age."""
    total = 0
    year = Fraction(45, 1000) * 2_530_000 * MONTHS
    for people in households:
        place = 0
        for born, until in people:
            if until is None or until < on:
                total += floor(year * TIERS[min(place, 4)] + HALF)
                place += 1
            age = on.year - born.year if born else 0
            if 18 <= age <= 61:
                for income in LEVELS:
                    total += floor(Fraction(22, 100) * income + HALF)
                    total -= floor(Fraction(20, 100) * Fraction(22, 100) * 1_500_000 + HALF)
                    total += floor((Fraction(45, 100) + Fraction(2, 100) * 3) * income + HALF)
    return total
