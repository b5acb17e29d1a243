"""What a quote says beside its sums: who else could pay, what it leads to, what changes when."""

from collections.abc import Iterator

from rules.calendar import shown_day, shown_span
from rules.household.member_tasks import Bar
from rules.household.offer_change import OfferChange
from rules.money import dong
from rules.vsi.outlook import Outlook
from storage.quotes import HouseholdQuote
from ui.screens.households.wording import spoken, tr

_FLOOR = "poverty_line.rural"


def later(found: HouseholdQuote) -> tuple[str, ...]:
    """Who need not pay or could pay, too, then what changes on which day; `**bold**` words."""
    return (*_old_age(found), *_joining(found), *_changes(found.quote.changes))


def terms(found: HouseholdQuote) -> str:
    """What the cards of the household cost for each term, the shortest first; empty for nobody."""
    if not found.quote.premiums:
        return ""
    prices = (
        tr("{months} tháng {amount}").format(months=one.months, amount=dong(one.payable))
        for one in found.quote.premiums
    )
    return tr("BHYT cả hộ: {terms}.").format(terms=", ".join(prices))


def brings(found: HouseholdQuote) -> tuple[str, ...]:
    """What voluntary insurance leads to for everybody asked or going on; `**bold**` words."""
    said = []
    for member in found.members:
        name = spoken(member.person, member.quote.age)
        offer = member.quote.asked
        outlook = offer.outlook if offer else member.quote.going_on
        if outlook is not None:
            said.append(f"{name}: {_outlook(outlook)}")
    return tuple(said)


def _old_age(found: HouseholdQuote) -> Iterator[str]:
    """A sentence for the members old enough for a social pension; the state then pays the card."""
    old = [member for member in found.members if member.quote.social_pension is not None]
    names = [spoken(member.person, member.quote.age) for member in old]
    for at, member in enumerate(old[1:], start=1):
        if member.person.sex is not None:  # an address, not the bare name
            names[at] = names[at][:1].lower() + names[at][1:]
    due = old[0].quote.social_pension if old else None
    if due is None:
        return
    said = tr(
        "{names} nếu không có lương hưu thì xin được trợ cấp hưu trí xã hội **{amount}** một "
        "tháng, có thẻ BHYT không phải đóng."
    ).format(names=", ".join(names), amount=dong(due.amount))
    yield said + " " + tr("Chưa xác nhận.") if due.unconfirmed else said


def _joining(found: HouseholdQuote) -> Iterator[str]:
    """A sentence for each member whose card is not known; early renewals are left unsaid."""
    for joining in found.quote.joining:
        member = found.members[joining.member]
        if member.quote.hi_bar is not Bar.UNKNOWN:
            continue
        template = (
            tr("{name} cùng đóng thì là người thứ {order}: thêm **{more}**, cả hộ {total}.")
            if joining.order is not None
            else tr("{name} cùng đóng BHYT: thêm **{more}**, cả hộ {total}.")
        )
        yield template.format(
            name=spoken(member.person, member.quote.age),
            order=joining.order,
            more=dong(joining.difference),
            total=dong(joining.premium.payable),
        )


def _changes(changes: tuple[OfferChange, ...]) -> Iterator[str]:
    """A sentence for each scheme and day on which amounts change, or may."""
    seen = set()
    for change in changes:
        first = change.amounts[0]
        key = (change.day, first.scheme)
        if key in seen:
            continue
        seen.add(key)
        facts = {
            "day": shown_day(change.day),
            "before": _amount(first.before),
            "after": _amount(first.after),
            "income": _amount(first.new_income),
        }
        if first.scheme == "vsi":
            template = (
                tr("Từ **{day}** BHXH mức thấp nhất {income}: mỗi tháng {after} thay vì {before}.")
                if change.name == _FLOOR
                else tr("Từ **{day}** BHXH mức {income}: mỗi tháng {after} thay vì {before}.")
            )
        elif first.before == first.after:
            template = tr("Từ **{day}** BHYT có thể đổi giá, thẻ đóng trước giữ giá cũ.")
        else:
            template = tr("Từ **{day}** BHYT cả hộ một năm {after} thay vì {before}.")
        said = template.format(**facts)
        unsure = change.status != "confirmed" and first.before != first.after
        yield said + " " + tr("Chưa xác nhận.") if unsure else said


def _outlook(outlook: Outlook) -> str:
    facts = {
        "month": outlook.pension_from.shown,
        "amount": _amount(outlook.pension.monthly),
        "missing": shown_span(outlook.missing),
    }
    if not outlook.ways:
        return tr("lương hưu từ **{month}**, khoảng {amount} một tháng.").format(**facts)
    way = outlook.ways[0]
    facts |= {"go_on": shown_span(way.go_on_months), "make_up": shown_span(way.make_up_months)}
    template = (
        tr("thiếu {missing}, đóng một lần thì có lương hưu từ **{month}**, khoảng {amount}.")
        if way.kind == "make_up"
        else tr(
            "thiếu {missing}, đóng tiếp {go_on} rồi đóng một lần {make_up} thì có lương hưu "
            "từ **{month}**, khoảng {amount}."
        )
    )
    return template.format(**facts)


def _amount(value: int | None) -> str:
    return tr("chưa rõ") if value is None else dong(value)
