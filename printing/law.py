"""Named values of the law and the office for the texts of papers: {vsi.floor}, {collector.name}."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from printing.benefits import CLASSES, Offers
from printing.days import paper_day
from rules.calendar import PartialDate
from rules.money import dong, percent
from rules.policy import Policy
from rules.sex import Sex
from rules.vsi.retirement import retirement
from storage.units import unit_of

if TYPE_CHECKING:
    from storage import Register

Named = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who hands a paper out: office, collector, where people pay; empty when not known."""

    commune: str = ""
    province: str = ""
    province_code: str | None = None
    parent: str = ""
    collector: str = ""
    phone: str = ""
    point: str = ""
    hours: str = ""
    local_note: str = ""

    @property
    def body(self) -> str:
        """The office by its full name, as a leaflet is signed."""
        return f"UBND {lowered(self.commune)}" if self.commune else ""


def lowered(name: str) -> str:
    """A name of a commune or village inside a sentence: “xã Cẩm Thạch”."""
    return name[:1].lower() + name[1:]


def sender(register: "Register") -> Sender:
    """The office of a register with its first collector; raises nothing when it is still empty."""
    office = register.office.get()
    collectors = register.staff.all("collector")
    first = collectors[0] if collectors else None
    return Sender(
        commune=office.commune or office.name,
        province=province_of(office.commune_code),
        province_code=office.province_code or None,
        parent=office.parent_name,
        collector=first.name if first else "",
        phone=(first.phone if first else "") or office.phone,
        point=office.point_name,
        hours=office.hours,
        local_note=office.local_note,
    )


def province_of(commune_code: str) -> str:
    """The name of the province of a commune; empty when the commune is not chosen yet."""
    return unit_of(commune_code).province if commune_code else ""


def spoken_phone(phone: str) -> str:
    """A telephone number in the groups it is read in: 0912 000 111."""
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}" if len(phone) == 10 else phone


def sender_values(sender: Sender) -> Named:
    """Values of the office; None for what was never entered."""
    return {
        "commune": sender.commune or None,
        "province": sender.province or None,
        "office.body": sender.body or None,
        "collector.name": sender.collector or None,
        "collector.phone": spoken_phone(sender.phone) or None,
        "point.name": sender.point or None,
        "point.hours": sender.hours or None,
    }


def law_values(offers: Offers) -> Named:
    """Values of the law on the offers' day; None for what has no value in force."""
    floor = offers.view.int("poverty_line.rural")
    named: Named = {
        "vsi.floor": dong(floor),
        "vsi.rate": percent(offers.view.ratio("vsi.rate")),
        "vsi.reference": _amount(offers, "base_salary"),
        "vsi.ceiling_times": _amount(offers, "vsi.ceiling_multiple"),
        "vsi.support_max_months": _amount(offers, "vsi.support_months"),
        "vsi.support_max_years": _whole_years(offers, "vsi.support_months"),
        "vsi.rate_month": _share(offers, "vsi.investment_rate"),
        "vsi.rate_year": str(offers.on.year),
        "vsi.deadline.6": _amount(offers, "vsi.deadline_months.6"),
        "vsi.deadline.12": _amount(offers, "vsi.deadline_months.12"),
        "pension.least_years": _amount(offers, "pension.min_years"),
        "maternity": _amount(offers, "vsi.maternity"),
        "funeral": _multiple(offers, "vsi.funeral_multiple"),
        "hi.visit_full": _visit_full(offers),
        "hi.wait_days": _amount(offers, "hi.wait_days"),
        "hi.gap_days": _amount(offers, "hi.gap_days"),
        "day.print": paper_day(offers.on),
    }
    named |= _floor_values(offers, floor)
    named |= _retirement_values(offers.policy, offers.on.year)
    named |= _pension_values(offers)
    named |= _coming_values(offers)
    return named


def _floor_values(offers: Offers, floor: int) -> Named:
    named: Named = {}
    for payer_class in CLASSES:
        found = offers.contribution(floor, payer_class)
        named["vsi.gross_min"] = dong(found.gross)
        named[f"vsi.support.{payer_class}"] = dong(found.state_support)
        named[f"vsi.pay_min.{payer_class}"] = dong(found.payable)
        days, rest = divmod(found.payable, 30)
        named[f"vsi.pay_day.{payer_class}"] = None if rest else dong(days)
    return named


def _coming_values(offers: Offers) -> Named:
    coming = offers.policy.next("poverty_line.rural", offers.on)
    names = ("floor", "gross", "from", "source", "year_before")
    if coming is None or not isinstance(coming.value, int):
        return {f"vsi.next.{name}": None for name in names}
    then = Offers(offers.policy, coming.start)
    dated = f" ngày {paper_day(coming.cite.dated)}" if coming.cite.dated else ""
    return {
        "vsi.next.floor": dong(coming.value),
        "vsi.next.gross": dong(then.contribution(coming.value, CLASSES[-1]).gross),
        "vsi.next.from": coming.start.strftime("%d/%m/%Y"),
        "vsi.next.source": coming.cite.document + dated,
        "vsi.next.year_before": str((coming.start - timedelta(days=1)).year),
    }


def _pension_values(offers: Offers) -> Named:
    named: Named = {}
    sexes: tuple[Sex, ...] = ("female", "male")
    for sex in sexes:
        value = offers.view.find(f"pension.rate.{sex}")
        last = value.value[-1] if value and isinstance(value.value, tuple) else None
        named[f"pension.full_years.{sex}"] = str(last[0]) if isinstance(last, tuple) else None
        named["pension.highest"] = percent(Fraction(last[1])) if isinstance(last, tuple) else None
    return named


def _retirement_values(policy: Policy, year: int) -> Named:
    """The age of those who reach it in the year, and the last age of the plan with its year."""
    named: Named = {"retire.year": str(year)}
    sexes: tuple[Sex, ...] = ("male", "female")
    for sex in sexes:
        named[f"retire.age.{sex}"] = _age_reached(policy, sex, year)
        last = _last_age(policy, sex)
        named[f"retire.last_age.{sex}"] = last[0]
        named[f"retire.last_year.{sex}"] = last[1]
    return named


def _age_reached(policy: Policy, sex: Sex, year: int) -> str | None:
    """The age, in words, of those who reach it in the first month of a year that anybody does."""
    for born in range(12 * (year - 63), 12 * (year - 54)):
        found = retirement(policy, sex=sex, born=PartialDate(born // 12, born % 12 + 1, None))
        if found.reached.year == year:
            return shown_age(found.years, found.months)
    return None


def _last_age(policy: Policy, sex: Sex) -> tuple[str, str]:
    """The age at which the plan of raises ends, and the year in which it is first asked for."""
    month = 12 * 2000
    final = found = retirement(policy, sex=sex, born=PartialDate(2000, 1, None))
    reached = final.reached
    while (found.years, found.months) == (final.years, final.months):
        reached = found.reached
        month -= 1
        found = retirement(policy, sex=sex, born=PartialDate(month // 12, month % 12 + 1, None))
    return shown_age(final.years, final.months), str(reached.year)


def shown_age(years: int, months: int) -> str:
    """An age in words: 61 tuổi 6 tháng."""
    return f"{years} tuổi {months} tháng" if months else f"{years} tuổi"


def _amount(offers: Offers, name: str) -> str | None:
    value = offers.view.find(name)
    return dong(value.value) if value and isinstance(value.value, int) else None


def _share(offers: Offers, name: str) -> str | None:
    value = offers.view.find(name)
    return percent(value.value) if value and isinstance(value.value, Fraction) else None


def _whole_years(offers: Offers, name: str) -> str | None:
    value = offers.view.find(name)
    whole = value and isinstance(value.value, int) and value.value % 12 == 0
    return str(value.value // 12) if value and whole and isinstance(value.value, int) else None


def _multiple(offers: Offers, name: str) -> str | None:
    value = offers.view.find(name)
    if value is None or not isinstance(value.value, int):
        return None
    return dong(value.value * offers.view.int("base_salary"))


def _visit_full(offers: Offers) -> str | None:
    value = offers.view.find("hi.visit_share")
    if value is None or not isinstance(value.value, Fraction):
        return None
    return dong(int(value.value * offers.view.int("base_salary")))
