"""What a household would pay today, line by line, with the working and what must be said of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rules.calendar import shown_day
from rules.hi.premium import PremiumLine
from rules.household.member_tasks import HiTask, VsiTask
from rules.policy import Policy
from rules.vsi.contribution import Contribution, contribution
from rules.working import Step, Unconfirmed
from storage.quotes import HouseholdQuote, QuotedMember
from ui.screens.households.quote_words import brings, later, terms
from ui.screens.households.wording import spoken, tr

VSI_METHOD = "6"


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """What one person would pay for one thing; amounts in đồng."""

    person_id: str
    name: str
    item: str
    gross: int
    support: int
    payable: int


@dataclass(frozen=True, slots=True)
class HouseholdBill:
    """The lines of a household with their sums, steps, sources not confirmed, and remarks.

    `remarks` are what must be said of the cards, `later` who else could pay and what changes on
    which day, `brings` what voluntary insurance leads to: all may hold `**bold**` words. `terms`
    says what the cards cost for each term.
    """

    lines: tuple[QuoteLine, ...]
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]
    remarks: tuple[str, ...]
    later: tuple[str, ...]
    brings: tuple[str, ...]
    terms: str

    @property
    def gross(self) -> int:
        """The sum of what is due before support, in đồng."""
        return sum(line.gross for line in self.lines)

    @property
    def support(self) -> int:
        """The sum of what state and province add, in đồng."""
        return sum(line.support for line in self.lines)

    @property
    def payable(self) -> int:
        """The sum left for the household, in đồng."""
        return sum(line.payable for line in self.lines)


def bill(
    found: HouseholdQuote,
    policy: Policy,
    *,
    province: str | None,
    used_support_months: Callable[[str], int],
) -> HouseholdBill:
    """Put the quote of a household into lines.

    Health insurance is for everybody who should act; voluntary insurance, 6 months at the lowest
    income, only for those who stopped it or spoke about it: nobody else is charged with a wish.
    """
    lines = [
        _hi_line(member, member.quote.line)
        for member in found.members
        if member.quote.line is not None
    ]
    steps = [*found.quote.steps]
    unconfirmed = {one.name: one for one in found.quote.bill_unconfirmed}
    for member in found.members:
        if not _wants_vsi(member):
            continue
        paid = _vsi(member, found, policy, province, used_support_months(member.person.id))
        if paid is None:
            continue
        lines.append(
            QuoteLine(
                person_id=member.person.id,
                name=member.person.name,
                item=tr("BHXH {months} tháng").format(months=paid.months),
                gross=paid.gross,
                support=paid.gross - paid.payable,
                payable=paid.payable,
            )
        )
        steps += paid.steps
        unconfirmed |= {one.name: one for one in paid.unconfirmed}
    return HouseholdBill(
        lines=tuple(lines),
        steps=tuple(steps),
        unconfirmed=tuple(unconfirmed.values()),
        remarks=tuple(_remarks(found.members)),
        later=later(found),
        brings=brings(found),
        terms=terms(found),
    )


def _hi_line(member: QuotedMember, line: PremiumLine) -> QuoteLine:
    if line.order is not None:
        item = tr("BHYT thứ {order}").format(order=line.order)
    else:
        groups = {
            "student": tr("BHYT học sinh"),
            "near_poor": tr("BHYT cận nghèo"),
            "average_agri": tr("BHYT mức TB"),
        }
        item = groups.get(line.group, tr("BHYT"))
    return QuoteLine(
        person_id=member.person.id,
        name=member.person.name,
        item=item,
        gross=line.gross,
        support=line.gross - line.payable,
        payable=line.payable,
    )


def _wants_vsi(member: QuotedMember) -> bool:
    spoke = member.hesitation is not None and member.hesitation.scheme == "vsi"
    return member.quote.vsi_task is VsiTask.RESUME or spoke


def _vsi(
    member: QuotedMember, found: HouseholdQuote, policy: Policy, province: str | None, used: int
) -> Contribution | None:
    offer = member.quote.offer
    if offer is None:
        return None
    return contribution(
        policy,
        income=offer.lowest.income,
        payer_class=offer.payer_class,
        method=VSI_METHOD,
        on=found.on,
        province=province,
        used_support_months=used,
    )


def _remarks(members: Sequence[QuotedMember]) -> list[str]:
    said = []
    for member in members:
        quote = member.quote
        name = spoken(member.person, quote.age)
        if quote.card is not None and quote.card.waits:
            days = quote.hi.days
            template = (
                tr("{name} đã ngừng BHYT {days} ngày: đóng hôm nay thì thẻ dùng được từ **{day}**.")
                if days is not None
                else tr("{name} đóng hôm nay thì thẻ dùng được từ **{day}**.")
            )
            said.append(template.format(name=name, days=days, day=shown_day(quote.card.day)))
        elif quote.hi_task is HiTask.CLAIM:
            template = tr("{name} được Nhà nước đóng BHYT: làm thủ tục nhận thẻ, không phải trả.")
            said.append(template.format(name=name))
    return said
