"""Why people hesitate, counted: the reasons given at visits in a period, and who gave them.

A figure is the number of the rows behind it: both come from the same query.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from storage import rows

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from storage.register import Register

# Who hesitates about both insurances for one reason at one visit has said it once.
_SAID = """
    SELECT r.reason, t.id, t.day, k.id, k.code, k.village_id, coalesce(v.name, ''), r.person_id,
        coalesce(p.name, ''), max(r.scheme = 'hi'), max(r.scheme = 'vsi'),
        max(r.result = 'refused')
    FROM visit_results r JOIN visits t ON t.id = r.visit_id
    JOIN households h ON h.id = t.household_id
    JOIN households k ON k.id = coalesce(h.joined_id, h.id)
    LEFT JOIN villages v ON v.id = k.village_id LEFT JOIN people p ON p.id = r.person_id
    WHERE r.reason IS NOT NULL AND r.result IN ('thinking', 'refused')
    AND t.day BETWEEN :since AND :until
    GROUP BY r.reason, t.id, r.person_id ORDER BY t.day DESC, t.id DESC, p.seq
"""


@dataclass(frozen=True, slots=True)
class Said:
    """One reason as somebody gave it at one visit.

    Attributes:
        reason: the number of a reason, or free words.
        person_id: None where it was said for the whole household.
        schemes: what it was said about; empty where nobody wrote that down.
        refused: whether it was said with a no, not only to think it over.
    """

    reason: str
    visit_id: str
    day: date
    household_id: str
    code: str
    village_id: str | None
    village: str
    person_id: str | None
    person: str
    schemes: tuple[str, ...]
    refused: bool


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How often a reason was given; `title` in the words of the office."""

    reason: str
    title: str
    said: tuple[Said, ...]

    @property
    def times(self) -> int:
        """The figure: as many as there are rows behind it."""
        return len(self.said)


def said_between(
    register: Register,
    since: date,
    until: date,
    *,
    villages: Collection[str | None] | None = None,
) -> tuple[Said, ...]:
    """Return every reason given at visits from a day to a day, the latest first.

    Args:
        register: the register.
        since: the first day.
        until: the last day.
        villages: ids of villages, None among them for households without one; all if not given.
    """
    values = {"since": since.isoformat(), "until": until.isoformat()}
    found = (
        rows.made(
            Said, (*row[:2], date.fromisoformat(row[2]), *row[3:9], _about(row), row[11] == 1)
        )
        for row in register.connection.rows(_SAID, values)
    )
    return tuple(one for one in found if villages is None or one.village_id in villages)


def _about(row: Sequence[Any]) -> tuple[str, ...]:
    return tuple(name for name, told in (("hi", row[9]), ("vsi", row[10])) if told)


def count_reasons(
    register: Register,
    since: date,
    until: date,
    *,
    villages: Collection[str | None] | None = None,
) -> tuple[ReasonCount, ...]:
    """Return the reasons given in a period, the most frequent first; see `said_between`."""
    titles = register.refusal_reasons.titles()
    by_reason: dict[str, list[Said]] = {}
    for one in said_between(register, since, until, villages=villages):
        by_reason.setdefault(one.reason, []).append(one)
    counts = (
        ReasonCount(reason, titles.get(reason, reason), tuple(said))
        for reason, said in by_reason.items()
    )
    return tuple(sorted(counts, key=lambda one: (-one.times, one.title)))
