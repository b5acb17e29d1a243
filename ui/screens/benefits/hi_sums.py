"""What a household pays for health insurance: the question, and the answers side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rules.errors import RuleError
from rules.hi.card_dates import card_start
from rules.hi.premium import HiGroup, Premium, PremiumLine, premium
from rules.policy import Policy, View
from storage import Register
from storage.enrolling import Circumstances, HiMember
from storage.payment_choices import HiChoice
from ui.forms.wording import spoken
from ui.screens.benefits.wording import share_words, tr
from ui.states import hi_badge
from ui.wording import words

COUNTED = (
    HiGroup.HOUSEHOLD, HiGroup.STUDENT, HiGroup.NEAR_POOR, HiGroup.AVERAGE_AGRI, HiGroup.POOR,
    HiGroup.CHILD_UNDER_6,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CardDay:
    """From which day a member's card works; `waits` when only after the wait, `sure` if known."""

    day: date
    waits: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Payer:
    """One who may pay: of the register, or one of those counted in the form."""

    key: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class HiLine:
    """One payer in the table: the price for each number of months, None for who does not pay now.

    Attributes:
        lines: by the number of months.
    """

    payer: Payer
    lines: Mapping[int, PremiumLine]
    card: CardDay | None

    def any_line(self) -> PremiumLine | None:
        """A line of any length: the place in the order is the same in all."""
        return next(iter(self.lines.values()), None)


@dataclass(frozen=True, slots=True)
class HiAnswer:
    """What the law answers for each number of months that may be paid at once.

    Attributes:
        first_place: of the first who pays as a household this year.
        left: who takes no place in the order, and why, as sentences.
        one_more: what one more member of the household would add, in đồng by months, with the
            share of its place; None where nobody pays as a household.
    """

    on: date
    months: tuple[int, ...]
    lines: tuple[HiLine, ...]
    premiums: Mapping[int, Premium]
    first_place: int
    left: tuple[str, ...]
    one_more: tuple[Mapping[int, int], Fraction] | None


def group_words(group: str) -> str:
    """A group as the page names it."""
    said = words().say(f"hi_group.{group}")
    return said[:1].upper() + said[1:]


def typed_payers(counts: Mapping[str, int]) -> list[Payer]:
    """The people counted in the form, group by group."""
    payers = []
    for group, count in counts.items():
        for number in range(1, count + 1):
            name = tr("Người trong hộ") if group == HiGroup.HOUSEHOLD else group_words(group)
            shown = tr("{name} {number}").format(name=name, number=number) if count > 1 else name
            payers.append(Payer(f"{group}-{number}", shown, group))
    return payers


def answer_typed(
    policy: Policy, payers: Sequence[Payer], *, on: date, first_place: int, province: str
) -> HiAnswer:
    """Answer for people counted by group.

    Raises:
        RuleError: no_value_in_force for a day whose law is not recorded.
    """
    law = policy.on(on)
    months = law.counts("hi.household_months")
    premiums = {
        count: premium(
            policy, on=on, months=count, members=[one.group for one in payers],
            first_place=first_place, province=province or None,
        )
        for count in months
        if payers
    }  # fmt: skip
    lines = tuple(
        HiLine(one, {count: found.lines[at] for count, found in premiums.items()}, None)
        for at, one in enumerate(payers)
    )
    left = _left_of_groups(law, payers)
    return HiAnswer(
        on, months, lines, premiums, first_place, left, _one_more(policy, law, lines, first_place)
    )


def answer_household(
    register: Register,
    choices: Sequence[HiChoice],
    ticked: frozenset[str],
    *,
    household: str,
    on: date,
) -> HiAnswer:
    """Answer for members of a household; those ticked pay.

    Raises:
        Problem: what the law or the register has against it.
    """
    policy = register.policies.policy()
    law = policy.on(on)
    months = law.counts("hi.household_months")
    may = [one for one in choices if one.group is not None]
    paying = [one for one in may if one.person.id in ticked]
    members = [HiMember(one.person.id, str(one.group)) for one in paying]
    about = Circumstances(day=on)
    terms = {
        count: register.enrolments.hi_terms(household, months=count, members=members, about=about)
        for count in months
        if members
    }
    places = {one.person_id: at for at, one in enumerate(members)}
    lines = []
    for one in may:
        at = places.get(one.person.id)
        found = {} if at is None else {n: term.lines[at] for n, term in terms.items()}
        card = next((line.card for line in found.values()), None)
        lines.append(
            HiLine(
                Payer(one.person.id, one.person.name, str(one.group)),
                {n: line.line for n, line in found.items()},
                CardDay(card.day, card.waits, card.sure) if card is not None else None,
            )
        )
    first = next((term.first_place for term in terms.values()), 1)
    payers = [Payer(one.person.id, one.person.name, str(one.group)) for one in paying]
    left = (*_left_of_members(choices, on), *_left_of_groups(law, payers))
    return HiAnswer(
        on,
        months,
        tuple(lines),
        {n: term.result for n, term in terms.items()},
        first,
        left,
        _one_more(policy, law, lines, first),
    )


def _one_more(
    policy: Policy, law: View, lines: Sequence[HiLine], first_place: int
) -> tuple[Mapping[int, int], Fraction] | None:
    """What the next member of the household would pay, by months, and the share of the place."""
    together = [one for one in lines if (line := one.any_line()) and line.order is not None]
    if not together:
        return None
    place = first_place + len(together)
    shares = law.ratios("hi.household_shares")
    added = {
        months: premium(
            policy, on=law.day, months=months, members=[HiGroup.HOUSEHOLD], first_place=place
        ).payable
        for months in law.counts("hi.household_months")
    }
    return added, shares[min(place, len(shares)) - 1]


def _left_of_groups(law: View, payers: Sequence[Payer]) -> tuple[str, ...]:
    """Why those who pay in a group of their own take no place."""
    said = []
    for group in dict.fromkeys(one.group for one in payers if one.group != HiGroup.HOUSEHOLD):
        value = law.find(f"hi.support.{group}")
        names = ", ".join(one.name for one in payers if one.group == group)
        if value is None or not isinstance(value.value, Fraction):
            continue
        text = tr(
            "<b>{names}</b>: nhóm {group}, Nhà nước đóng {share}; tính trên mức đủ, không chiếm"
            " thứ tự trong hộ."
        )
        group_said = words().say(f"hi_group.{group}")
        said.append(text.format(names=names, group=group_said, share=share_words(value.value)))
    return tuple(said)


def _left_of_members(choices: Sequence[HiChoice], on: date) -> list[str]:
    """Why a member of a household cannot pay as things are known."""
    reasons = {
        "state_paid": tr("Nhà nước đóng thẻ, không phải trả và không chiếm thứ tự."),
        "compulsory": tr("đóng ở nơi làm việc, không chiếm thứ tự."),
        "covered": tr("thẻ còn hạn ({state}), không đóng lần này."),
    }
    said = []
    for one in choices:
        if one.group is not None:
            continue
        reason = reasons.get(one.state.kind, tr("{state}: hỏi lại trước khi tính."))
        if one.state.expected:
            reason = tr("được Nhà nước cấp thẻ: làm thủ tục nhận thẻ, không phải trả.")
        shown = reason.format(state=hi_badge(one.state).words)
        said.append(tr("<b>{name}</b>: {reason}").format(name=spoken(one.person, on), reason=shown))
    return said


def first_time_day(policy: Policy, on: date) -> tuple[date, date] | None:
    """The first day of a card after a wait, and without one; None where the law is not known."""
    try:
        waits = card_start(policy, (), on=on, group=HiGroup.HOUSEHOLD)
    except RuleError:
        return None
    return waits.day, on
