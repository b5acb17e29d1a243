"""What a household pays for health insurance, member by member, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from rules.errors import RuleError
from rules.money import round_half_up
from rules.policy import Policy, Value
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


@dataclass(frozen=True, slots=True)
class PremiumLine:
    """One member's premium, in đồng: gross = support + local + payable.

    ``order`` is the place among those who pay as a household, None for other groups. ``local`` is
    None where no resolution of the province is recorded.
    """

    group: str
    order: int | None
    gross: int
    support: int
    payable: int
    local: int | None = None


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
    province: str | None = None,
) -> Premium:
    """Compute the premium of members who join on one day, by the law of that day.

    Args:
        policy: The values of the law.
        on: The day of payment; a later rise of the base salary changes nothing that is prepaid.
        months: 3, 6 or 12 where a member joins as a household, else 1 to 12.
        members: Groups in the order of joining; see :class:`HiGroup`.
        first_place: The place of the first household member: 1, or one more than the members who
            have paid as a household in this financial year.
        province: The two-digit code of the province whose own support is added.

    Raises:
        RuleError: ``no_members``, ``unknown_hi_group``, ``bad_hi_months``, ``bad_first_place``, or
            ``no_value_in_force``.

    The tiers are Article 7 of Decree 146/2018/NĐ-CP of 17/10/2018, kept by Decree 188/2025/NĐ-CP
    of 01/07/2025. Only household members take a place in the order; a group the state supports
    pays on the full premium, less the support. Each line is rounded once.
    """
    reader = Reader(policy.on(on))
    groups = [_group(member) for member in members]
    _check(reader, groups, months, first_place)
    month = reader.ratio("hi.rate") * reader.int("base_salary")
    figures: dict[str, Figure] = {
        "rate": reader.ratio("hi.rate"),
        "base": reader.int("base_salary"),
    }
    cites = reader.cites("hi.rate", "base_salary")
    steps = [Step("hi_month", figures, round_half_up(month), cites)]
    lines = []
    place = first_place
    for group in groups:
        if group is HiGroup.HOUSEHOLD:
            lines.append(_household_line(reader, month * months, place, steps))
            place += 1
        else:
            lines.append(_supported_line(reader, month * months, group, province, steps))
    payable = sum(line.payable for line in lines)
    steps.append(Step("hi_total", {"people": len(lines), "months": months}, payable))
    return Premium(tuple(lines), payable, months, tuple(steps), reader.unconfirmed)


def _group(member: str) -> HiGroup:
    """Return a known group; raises RuleError ``unknown_hi_group``."""
    try:
        return HiGroup(member)
    except ValueError:
        raise RuleError("unknown_hi_group", group=member) from None


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


def _household_line(reader: Reader, full: Fraction, place: int, steps: list[Step]) -> PremiumLine:
    """Return the line of a household member: the share of the place, the last one for the rest."""
    shares = reader.ratios("hi.household_shares")
    share = shares[min(place, len(shares)) - 1]
    gross = round_half_up(full * share)
    figures: dict[str, Figure] = {"order": place, "share": share, "full": round_half_up(full)}
    steps.append(Step("hi_household", figures, gross, reader.cites("hi.household_shares")))
    return PremiumLine(HiGroup.HOUSEHOLD.value, place, gross, 0, gross)


def _supported_line(
    reader: Reader,
    full: Fraction,
    group: HiGroup,
    province: str | None,
    steps: list[Step],
) -> PremiumLine:
    """Return the line of a group the state supports: the full premium less all support."""
    name = f"hi.support.{group}"
    gross = round_half_up(full)
    support = round_half_up(full * reader.ratio(name))
    figures: dict[str, Figure] = {
        "group": str(group),
        "share": reader.ratio(name),
        "full": gross,
    }
    steps.append(Step("hi_support", figures, support, reader.cites(name)))
    found = reader.find(f"hi.local.{province}.{group}") if province else None
    local = None
    if found is not None:
        local = min(gross - support, _local(reader, found, full))
        steps.append(Step("hi_local", {"group": str(group)}, local, (found.cite,)))
    payable = gross - support - (local or 0)
    steps.append(Step("hi_member", {"group": str(group)}, payable))
    return PremiumLine(group.value, None, gross, support, payable, local)


def _local(reader: Reader, found: Value, full: Fraction) -> int:
    """Return what a recorded resolution adds: a share of the full premium."""
    return round_half_up(full * reader.ratio(found.name))
