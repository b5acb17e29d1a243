"""Questions about payments and benefits in plain values, and their answers."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from rules.calendar import MONTHS_A_YEAR, Month
from rules.errors import Problem
from rules.money import parse_amount
from rules.questions.facts import (
    Asker,
    Figures,
    Question,
    amount_of,
    born_of,
    choice_of,
    class_of,
    count_of,
    decimal_text,
    is_yes,
    list_of,
    month_of,
    read_class,
    read_day,
    read_month,
    read_span,
    sex_of,
    span_of,
    text_of,
    unconfirmed_rows,
)
from rules.vsi.average import CompulsoryTime, Spell, average
from rules.vsi.benefit import Benefit
from rules.vsi.deadlines import deadline
from rules.vsi.lump_sum import PaidTime
from rules.vsi.maternity import Parent, maternity, months_from
from rules.vsi.old_age import (
    months_to_social_pension,
    short_allowance,
    social_pension,
    social_pension_funeral,
)
from rules.vsi.pension_raise import raised_pension
from rules.vsi.pension_start import Paying, pension_start
from rules.vsi.refund import Payment, RefundReason, refund
from rules.vsi.retirement import retirement
from rules.vsi.survivors import funeral, pensioner_lump_sum, survivor_lump_sum
from rules.vsi.withdrawal import History, SupportedSpell, WithdrawalReason, withdrawal
from rules.working import Step, Unconfirmed

Row = TypeVar("Row")
_POOR = frozenset({"poor", "near_poor"})
_STANDINGS = _POOR | {"average_agri", "none"}


def _ask_deadline(asker: Asker, question: Question) -> Figures:
    on = asker.day(question)
    found = deadline(
        asker.policy,
        method=text_of(question, "method"),
        first_month=month_of(question, "first_month") or Month.of(on),
        on=on,
        retirement_month=_reached(asker, question),
    )
    return {
        "paid_months": found.months,
        "first_month": _written(found.first_month),
        "last_month": _written(found.last_month),
        "first_day": _written(found.first_day),
        "last_day": _written(found.last_day),
        "late": found.late,
        **_working(asker, found.steps, found.unconfirmed),
    }


def _ask_refund(asker: Asker, question: Question) -> Figures:
    payment = Payment(
        income=amount_of(question, "income"),
        payer_class=class_of(question),
        method=text_of(question, "method"),
        paid_on=read_day(text_of(question, "paid_on")),
        province=asker.province(question),
        used_support_months=count_of(question, "used_support_months", 0),
    )
    reason = choice_of(question, "reason", RefundReason, RefundReason.COMPULSORY)
    found = refund(asker.policy, payment, used=count_of(question, "used_months"), reason=reason)
    return {
        "months_left": found.months,
        "gross": found.gross,
        "state_support": found.state_support,
        "local_support": found.local_support,
        "other_support": found.other_support,
        "refund": found.amount,
        **_working(asker, found.steps, found.unconfirmed),
    }


def _ask_average(asker: Asker, question: Question) -> Figures:
    spells = () if not question.get("spells") else _rows(question, "spells", _spell)
    compulsory = None
    if question.get("compulsory_months") is not None:
        compulsory = CompulsoryTime(
            span_of(question, "compulsory_months"), amount_of(question, "compulsory_average")
        )
    found = average(asker.policy, spells=spells, on=asker.day(question), compulsory=compulsory)
    return {
        "average": found.rounded,
        "exact": decimal_text(found.exact),
        "paid_months": found.months,
        **_working(asker, found.steps, found.unconfirmed),
    }


def _ask_pension_start(asker: Asker, question: Question) -> Figures:
    paying = Paying(
        enough_in=read_month(text_of(question, "enough_in")),
        last_month=month_of(question, "last_month"),
        prepaid_until=month_of(question, "prepaid_until"),
        made_up_in=month_of(question, "made_up_in"),
        first_vsi=month_of(question, "first_vsi"),
        vsi_months=span_of(question, "vsi_months", 0),
    )
    found = pension_start(
        asker.policy,
        sex=sex_of(question),
        born=born_of(question),
        paying=paying,
        asked=asker.day(question),
    )
    return {
        "first_month": str(found.first_month),
        "reached": str(found.reached),
        "early": found.early,
        **_working(asker, found.steps, found.unconfirmed),
    }


def _ask_withdrawal(asker: Asker, question: Question) -> Figures:
    supported = question.get("supported")
    found = withdrawal(
        asker.policy,
        reason=choice_of(question, "reason", WithdrawalReason, WithdrawalReason.AGE),
        paid=_paid_time(question),
        history=History(
            first_month=month_of(question, "first_month"),
            last_month=month_of(question, "last_month"),
            reached=_reached(asker, question),
        ),
        on=asker.day(question),
        supported=_rows(question, "supported", _supported) if supported else (),
    )
    return {
        "allowed": found.allowed,
        **_why(asker, found.why),
        "lump_sum": found.gross,
        "state_support": found.state_support,
        "withdrawal": found.amount,
        **_working(asker, found.steps, found.unconfirmed),
    }


def _ask_funeral(asker: Asker, question: Question) -> Figures:
    """Answer what is given for a funeral, of a payer or of somebody with a social pension."""
    died = _day_named(asker, question, "died")
    if is_yes(question, "social_pension"):
        return _benefit(asker, social_pension_funeral(asker.policy, died=died))
    found = funeral(
        asker.policy,
        died=died,
        months=span_of(question, "months", 0),
        compulsory_months=span_of(question, "compulsory_months", 0),
        pensioner=is_yes(question, "pensioner"),
    )
    return _benefit(asker, found)


def _ask_survivor(asker: Asker, question: Question) -> Figures:
    died = _day_named(asker, question, "died")
    if question.get("pension") is not None:
        found = pensioner_lump_sum(
            asker.policy,
            died=died,
            pension=amount_of(question, "pension"),
            received=span_of(question, "months_received"),
        )
    else:
        found = survivor_lump_sum(
            asker.policy,
            died=died,
            paid=_paid_time(question),
            compulsory_months=span_of(question, "compulsory_months", 0),
        )
    return _benefit(asker, found)


def _ask_pension_raise(asker: Asker, question: Question) -> Figures:
    on = asker.day(question)
    found = raised_pension(
        asker.policy,
        monthly=amount_of(question, "pension"),
        first_month=month_of(question, "first_month") or Month.of(on),
        on=on,
    )
    return _benefit(asker, found)


def _ask_maternity(asker: Asker, question: Question) -> Figures:
    found = maternity(
        asker.policy,
        birth=_day_named(asker, question, "birth"),
        children=count_of(question, "children", 1),
        mother=_parent(question, "mother"),
        father=_parent(question, "father"),
    )
    return {
        "due": found.claimant is not None,
        **_why(asker, found.why),
        "claimant": found.claimant,
        "amount": found.amount,
        "last_day": _written(found.last_day),
        **_working(asker, found.steps, found.unconfirmed),
    }


def _ask_allowance(asker: Asker, question: Question) -> Figures:
    on = asker.day(question)
    if question.get("until_months") is not None:
        until = span_of(question, "until_months")
    else:
        first = month_of(question, "first_month") or Month.of(on).plus(1)
        until = months_to_social_pension(asker.policy, born=born_of(question), first=first, on=on)
    years = count_of(question, "years", 0)
    found = short_allowance(
        asker.policy,
        average=amount_of(question, "average"),
        months=years * MONTHS_A_YEAR + count_of(question, "months", 0),
        until=until,
        on=on,
        reached=None if question.get("sex") is None else _reached(asker, question),
    )
    return {
        "due": found.due,
        **_why(asker, found.why),
        "allowance": found.monthly,
        "allowance_months": decimal_text(found.months),
        "until_months": found.until,
        "pay_in": found.pay_in,
        **_working(asker, found.steps, found.unconfirmed),
    }


def _ask_social_pension(asker: Asker, question: Question) -> Figures:
    standing = str(question.get("standing") or "none")
    if standing not in _STANDINGS:
        known = ", ".join(sorted(_STANDINGS))
        raise Problem("cli.bad_choice", value=standing, name="--standing", known=known)
    other = question.get("other_allowance")
    found = social_pension(
        asker.policy,
        born=born_of(question),
        on=asker.day(question),
        poor=standing in _POOR,
        other_allowance=0 if other is None else amount_of(question, "other_allowance"),
        province=asker.province(question),
    )
    return _benefit(asker, found)


def _benefit(asker: Asker, found: Benefit) -> Figures:
    """Return a benefit as plain values."""
    return {
        "due": found.due,
        **_why(asker, found.why),
        "amount": found.amount,
        **_working(asker, found.steps, found.unconfirmed),
    }


def _working(
    asker: Asker, steps: tuple[Step, ...], unconfirmed: tuple[Unconfirmed, ...]
) -> Figures:
    return {"steps": asker.steps(steps), "unconfirmed": unconfirmed_rows(unconfirmed)}


def _why(asker: Asker, why: Step | None) -> Figures:
    """Return the sentence of what is missing, nothing where a benefit is due."""
    return {} if why is None else {"why": asker.words.step(why)}


def _written(value: date | Month | None) -> str | None:
    return None if value is None else str(value)


def _day_named(asker: Asker, question: Question, name: str) -> date:
    """Return the day of an event, the day of the question where it names none."""
    return read_day(question[name]) if question.get(name) else asker.day(question)


def _reached(asker: Asker, question: Question) -> Month | None:
    """Return the month of retirement age, as given or of the person, None without either."""
    if question.get("born") is None:
        return month_of(question, "retirement_month")
    return retirement(asker.policy, sex=sex_of(question), born=born_of(question)).reached


def _paid_time(question: Question) -> PaidTime:
    paid = question.get("paid_amount")
    return PaidTime(
        before_2014=span_of(question, "months_before_2014", 0),
        from_2014=count_of(question, "years", 0) * MONTHS_A_YEAR + span_of(question, "months", 0),
        average=amount_of(question, "average"),
        paid_amount=None if paid is None else amount_of(question, "paid_amount"),
    )


def _parent(question: Question, role: str) -> Parent | None:
    """Return what a parent has paid, None where nothing is said of one."""
    benefit = is_yes(question, f"{role}_compulsory_benefit")
    if not question.get(role) and not question.get(f"{role}_compulsory") and not benefit:
        return None
    return Parent(
        vsi=_months(question, role),
        compulsory=_months(question, f"{role}_compulsory"),
        compulsory_benefit=benefit,
    )


def _months(question: Question, name: str) -> frozenset[Month]:
    """Return the months of spans, ``2026-04:6``: six from April 2026 on."""
    spans = _rows(question, name, _span) if question.get(name) else ()
    return frozenset().union(*spans)


def _rows(question: Question, name: str, read: Callable[[list[str]], Row]) -> tuple[Row, ...]:
    """Read rows of parts between colons; raises Problem ``cli.bad_spell`` with the row."""
    found = []
    for text in list_of(question, name):
        try:
            found.append(read([part.strip() for part in text.split(":")]))
        except ValueError:
            raise Problem("cli.bad_spell", value=text) from None
    return tuple(found)


def _spell(parts: list[str]) -> Spell:
    """Read ``2024-01:12:1500000``, with ``:back`` after it where it was paid back."""
    first, months, income, *back = parts
    if back not in ([], ["back"]):
        raise ValueError(back)
    return Spell(read_month(first), read_span(months), parse_amount(income), bool(back))


def _supported(parts: list[str]) -> SupportedSpell:
    """Read ``2021-07:60:other``, with the day of payment after it where it was paid ahead."""
    first, months, payer_class, *paid = parts
    if len(paid) > 1:
        raise ValueError(paid)
    paid_on = read_day(paid[0]) if paid else None
    return SupportedSpell(read_month(first), read_span(months), read_class(payer_class), paid_on)


def _span(parts: list[str]) -> frozenset[Month]:
    first, months = parts
    return months_from(read_month(first), read_span(months))


BENEFITS: Mapping[str, Callable[[Asker, Question], Figures]] = {
    "deadline": _ask_deadline,
    "refund": _ask_refund,
    "average": _ask_average,
    "pension-start": _ask_pension_start,
    "pension-raise": _ask_pension_raise,
    "withdrawal": _ask_withdrawal,
    "funeral": _ask_funeral,
    "survivor": _ask_survivor,
    "maternity": _ask_maternity,
    "allowance": _ask_allowance,
    "social-pension": _ask_social_pension,
}
