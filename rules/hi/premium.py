"""What a household pays for health insurance, member by member, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import chain, count, repeat

from rules.errors import RuleError
from rules.money import round_half_up
from rules.policy import Base, Policy
from rules.support import extra_support
from rules.working import Figure, Reader, Step, Unconfirmed

_LONGEST = 12


class HiGroup(StrEnum):
    """Groups a member may join health insurance in; the rest is named by its support."""

    HOUSEHOLD = "household"
    STUDENT = "student"
    CHILD_UNDER_6 = "child_under_6"
    POOR = "poor"
    NEAR_POOR = "near_poor"
    AVERAGE_AGRI = "average_agri"
    NEAR_POOR_SPECIAL = "near_poor_special"
    ETHNIC_FORMER_REGION = "ethnic_former_region"
    SECURITY_FORCE = "security_force"
    MINE_VICTIM = "mine_victim"


# Article 12 item 4 of the law on health insurance, but for its pupils and students (point b).
_MAY_CHOOSE = frozenset(
    {
        HiGroup.NEAR_POOR,
        HiGroup.AVERAGE_AGRI,
        HiGroup.ETHNIC_FORMER_REGION,
        HiGroup.SECURITY_FORCE,
        HiGroup.MINE_VICTIM,
    }
)


@dataclass(frozen=True, slots=True)
class PremiumLine:
    """One member's premium, in đồng: gross = support + local + other + payable.

    ``order`` is the place among those who pay as a household, None for other groups. ``local`` is
    what the province adds and ``other`` what somebody else does, None where nothing is recorded.
    """

    group: str
    order: int | None
    gross: int
    support: int
    payable: int
    local: int | None = None
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Premium:
    """What members pay together, in đồng: ``payable`` is the sum of the lines."""

    lines: tuple[PremiumLine, ...]
    payable: int
    months: int
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


def premium(
    policy: Policy,
    *,
    on: date,
    months: int,
    members: Sequence[str],
    first_place: int = 1,
    places: Sequence[int | None] = (),
    province: str | None = None,
) -> Premium:
    """Compute the premium of members who join on one day, by the law of that day.

    Args:
        policy: The values of the law.
        on: The day of payment; a later rise of the base salary changes nothing that is prepaid.
        months: 3, 6 or 12 where a member joins as a household, else 1 to 12.
        members: Groups in the order of joining; see :class:`HiGroup`.
        first_place: The place of the first household member without one: 1, or one more than the
            members who have paid as a household in this financial year.
        places: For each member the place held by an earlier payment of this financial year, None
            for one who has not paid in it; who renews keeps it. No text says so for cards that
            end on different days, and the result names it.
        province: The two-digit code of the province whose own support is added.

    Raises:
        RuleError: ``no_members``, ``unknown_hi_group``, ``bad_hi_months``, ``bad_first_place``,
            ``wrong_unit`` for an extra of another base, or ``no_value_in_force``.

    The tiers are Article 7 of Decree 146/2018/NĐ-CP of 17/10/2018, kept by Decree 188/2025/NĐ-CP
    of 01/07/2025. Only household members take a place in the order, which begins anew every
    financial year; a group the state supports pays on the full premium, less the support. What
    province and others add is a share of the member's own full premium or an amount a month, and
    never makes the rest less than nothing. Each line is rounded once.
    """
    reader = Reader(policy.on(on))
    groups = [_group(member) for member in members]
    order = _order(groups, places, first_place)
    _check(reader, groups, months, first_place)
    if HiGroup.HOUSEHOLD in groups and (first_place > 1 or any(places)):
        reader.find("hi.place_kept")
    month = reader.ratio("hi.rate") * reader.int("base_salary")
    figures: dict[str, Figure] = {
        "rate": reader.ratio("hi.rate"),
        "base": reader.int("base_salary"),
    }
    cites = reader.cites("hi.rate", "base_salary")
    steps = [Step("hi_month", figures, round_half_up(month), cites)]
    lines = []
    for group, place in zip(groups, order, strict=True):
        if place is not None:
            gross, support = _household(reader, month * months, place, steps), 0
        else:
            gross, support = _supported(reader, month * months, group, steps)
        extras = _extras(reader, province, (group, months), (gross, support), steps)
        payable = gross - support - sum(extra or 0 for extra in extras)
        if place is None or payable < gross:
            steps.append(Step("hi_member", {"group": str(group)}, payable))
        lines.append(PremiumLine(group.value, place, gross, support, payable, *extras))
    payable = sum(line.payable for line in lines)
    steps.append(Step("hi_total", {"people": len(lines), "months": months}, payable))
    return Premium(tuple(lines), payable, months, tuple(steps), reader.unconfirmed)


def may_choose_household(group: str) -> bool:
    """Tell whether members of a supported group may pay as a household instead.

    Law on health insurance as amended by Law 51/2024/QH15 of 27/11/2024, Article 12: the groups
    whose premium the state supports may, but pupils and students may not.
    """
    return group in _MAY_CHOOSE


def _group(member: str) -> HiGroup:
    """Return a known group; raises RuleError ``unknown_hi_group``."""
    try:
        return HiGroup(member)
    except ValueError:
        raise RuleError("unknown_hi_group", group=member) from None


def _order(
    groups: Sequence[HiGroup], places: Sequence[int | None], first_place: int
) -> list[int | None]:
    """Return the place of each household member, held or next, and None for the others."""
    following = count(first_place)
    held = chain(places, repeat(None))
    return [
        (place or next(following)) if group is HiGroup.HOUSEHOLD else None
        for group, place in zip(groups, held, strict=False)
    ]


def _check(reader: Reader, groups: Sequence[HiGroup], months: int, first_place: int) -> None:
    """Raise RuleError for a question that cannot be asked."""
    if not groups:
        raise RuleError("no_members")
    if first_place < 1:
        raise RuleError("bad_first_place", place=first_place)
    if HiGroup.HOUSEHOLD in groups:
        allowed = reader.counts("hi.household_months")
    else:
        allowed = tuple(range(1, _LONGEST + 1))
    if months not in allowed:
        raise RuleError("bad_hi_months", months=months, allowed=allowed)


def _household(reader: Reader, full: Fraction, place: int, steps: list[Step]) -> int:
    """Return the premium of a household member: the share of the place, the last for the rest."""
    shares = reader.ratios("hi.household_shares")
    share = shares[min(place, len(shares)) - 1]
    gross = round_half_up(full * share)
    figures: dict[str, Figure] = {"order": place, "share": share, "full": round_half_up(full)}
    steps.append(Step("hi_household", figures, gross, reader.cites("hi.household_shares")))
    return gross


def _supported(
    reader: Reader, full: Fraction, group: HiGroup, steps: list[Step]
) -> tuple[int, int]:
    """Return the full premium of a group the state supports, and the state's part of it."""
    name = f"hi.support.{group}"
    gross = round_half_up(full)
    support = round_half_up(full * reader.ratio(name))
    figures: dict[str, Figure] = {
        "group": str(group),
        "share": reader.ratio(name),
        "full": gross,
    }
    steps.append(Step("hi_support", figures, support, reader.cites(name)))
    return gross, support


def _extras(
    reader: Reader,
    province: str | None,
    paid: tuple[HiGroup, int],
    amounts: tuple[int, int],
    steps: list[Step],
) -> tuple[int | None, int | None]:
    """Return what the province and what others add to a member, in that order, rounded.

    ``paid`` are group and months, ``amounts`` the premium and the state's part. None where nothing
    is recorded; neither goes beyond what is left.
    """
    (group, months), (gross, support) = paid, amounts
    left = gross - support
    found: list[int | None] = []
    for kind in ("local", "other"):
        value = reader.find(f"hi.{kind}.{province}.{group}") if province else None
        if value is None:
            found.append(None)
            continue
        month: dict[Base, Fraction] = {"premium": Fraction(gross, months)}
        exact = extra_support(value, month, usual="premium", months=months)
        amount = min(left, round_half_up(exact))
        left -= amount
        steps.append(Step(f"hi_{kind}", {"group": str(group)}, amount, (value.cite,)))
        found.append(amount)
    return found[0], found[1]
