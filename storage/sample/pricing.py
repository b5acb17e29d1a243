"""What the made-up enrolments cost: worked out by the law, as a clerk's would be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rules.hi.premium import premium
from rules.policy import Policy
from rules.vsi.contribution import PayerClass, contribution
from storage import snapshots

if TYPE_CHECKING:
    from datetime import date

    from storage.sample.covers import SampleEnrolment

Amounts = tuple[int, int, int | None, int, int, str, str]
COLUMNS = (
    "gross",
    "state_support",
    "local_support",
    "payable",
    "supported_months",
    "parameters",
    "working",
)


class Prices:
    """Amounts in đồng with their working, by the values of one policy."""

    def __init__(self, policy: Policy, province: str) -> None:
        self._policy = policy
        self._province = province
        # Many pay the same on the same day: each amount is worked out once.
        self._vsi = lru_cache(maxsize=None)(self._contribution)
        self._hi = lru_cache(maxsize=None)(self._premium)

    def of(self, enrolment: SampleEnrolment, members: int) -> Amounts:
        """Return the columns of one enrolment; ``members`` joined HI together."""
        if enrolment.scheme == "hi":
            return self._hi(enrolment.day, enrolment.months, members)[(enrolment.place or 1) - 1]
        return self._vsi(
            enrolment.day, enrolment.months, enrolment.income or 0, enrolment.payer_class or ""
        )

    def _contribution(self, day: date, months: int, income: int, payer_class: str) -> Amounts:
        asked: dict[str, Any] = {
            "income": income,
            "payer_class": PayerClass(payer_class),
            "method": str(months),
            "on": day,
            "province": self._province,
            "used_support_months": 0,
        }
        noted = snapshots.NotedPolicy(self._policy)
        found = contribution(Policy(noted), **asked)
        return (
            found.gross,
            found.state_support,
            found.local_support,
            found.payable,
            found.supported_months,
            snapshots.parameters(asked, noted.used_on(day), found.unconfirmed),
            snapshots.working((*found.steps, *found.notes)),
        )

    def _premium(self, day: date, months: int, members: int) -> tuple[Amounts, ...]:
        asked: dict[str, Any] = {
            "on": day,
            "months": months,
            "members": ("household",) * members,
            "first_place": 1,
            "province": self._province,
        }
        noted = snapshots.NotedPolicy(self._policy)
        found = premium(Policy(noted), **asked)
        kept = (
            snapshots.parameters(asked, noted.used_on(day), found.unconfirmed),
            snapshots.working(found.steps),
        )
        return tuple(
            (line.gross, line.support, line.local, line.payable, 0, *kept) for line in found.lines
        )
