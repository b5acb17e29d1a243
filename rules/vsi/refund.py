"""What is given back of months paid ahead that are no longer needed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from rules.errors import RuleError
from rules.money import round_half_up
from rules.policy import Policy
from rules.support import extra_support
from rules.vsi.contribution import PayerClass, contribution
from rules.vsi.payment_method import Method, months_worth, read_method
from rules.working import Figure, Reader, Step, Unconfirmed, together


class RefundReason(StrEnum):
    """Why months paid ahead are given back (Decree 159/2025/NĐ-CP of 25/06/2025, Article 8)."""

    COMPULSORY = "compulsory"
    WITHDRAWAL = "withdrawal"
    DEATH = "death"
    PENSION = "pension"


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as it was made; see :func:`rules.vsi.contribution.contribution` for its parts.

    ``used_support_months`` are those supported before it.
    """

    income: int
    payer_class: PayerClass
    method: str
    paid_on: date
    province: str | None = None
    used_support_months: int = 0


@dataclass(frozen=True, slots=True)
class Refund:
    """What is given back, in đồng: gross − state − local − other, never more than was paid.

    ``gross`` is the contribution of the ``months`` not used, the rest the support in it, None
    where no resolution is recorded.
    """

    months: int
    gross: int
    state_support: int
    local_support: int | None
    other_support: int | None
    amount: int
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


def refund(policy: Policy, payment: Payment, *, used: int, reason: RefundReason) -> Refund:
    """Return what is given back of a payment of which so many months were used.

    Valued by the law of the day of payment, for nothing prepaid is computed anew. Years ahead
    give back the last m of n months, Σ income × rate ÷ (1+r)^(i−1), i = n−m+1…n; 3, 6 and 12
    months the plain contribution; both less the support that was given for these months (Decree
    159/2025/NĐ-CP of 25/06/2025, Article 8). Where only the first months were supported, only
    those of them that are left count. The province's support and that of others was not the
    payer's money either and is taken off too; no text says so.

    Raises:
        RuleError: ``nothing_prepaid`` for missing time, ``bad_used_months``, and what
            :func:`rules.vsi.contribution.contribution` raises.
    """
    reader = Reader(policy.on(payment.paid_on))
    method = read_method(reader, payment.method)
    if method.kind == "missing":
        raise RuleError("nothing_prepaid")
    if not 0 <= used <= method.months:
        raise RuleError("bad_used_months", used=used, months=method.months)
    paid = contribution(
        policy,
        income=payment.income,
        payer_class=payment.payer_class,
        method=payment.method,
        on=payment.paid_on,
        province=payment.province,
        used_support_months=payment.used_support_months,
    )
    left = method.months - used
    supported = max(0, paid.supported_months - used)
    cites = reader.cites("vsi.refund_share")
    figures: dict[str, Figure] = {"reason": str(reason), "left": left, "months": method.months}
    steps = [Step("refund_months", figures, None, cites)]
    gross = _gross(reader, payment, method, left, steps)
    state = _state(reader, payment, method, supported, steps)
    local = _extra(reader, "local", payment, supported, steps)
    other = _extra(reader, "other", payment, supported, steps)
    rest = gross - state - (local or 0) - (other or 0)
    amount = min(max(0, rest), paid.payable)
    figures = {"gross": gross, "state": state, "local": local or 0, "other": other or 0}
    steps.append(Step("refund", figures, rest, cites))
    if amount != rest:
        steps.append(Step("refund_limited", {"payable": paid.payable}, amount))
    return Refund(
        months=left,
        gross=gross,
        state_support=state,
        local_support=local,
        other_support=other,
        amount=amount,
        steps=tuple(steps),
        unconfirmed=together(paid.unconfirmed, reader.unconfirmed),
    )


def _gross(reader: Reader, payment: Payment, method: Method, left: int, steps: list[Step]) -> int:
    """Return the contribution of the months that are left, rounded."""
    rate = reader.ratio("vsi.rate")
    figures: dict[str, Figure] = {"rate": rate, "income": payment.income, "left": left}
    worth = Fraction(left)
    code = "refund_gross"
    if method.kind == "ahead":
        interest = reader.ratio("vsi.investment_rate")
        used = Method("ahead", method.months - left)
        worth = months_worth(interest, method) - months_worth(interest, used)
        figures |= {"interest": interest, "first": method.months - left + 1, "last": method.months}
        code = "refund_gross_ahead"
    gross = round_half_up(reader.ratio("vsi.refund_share") * rate * payment.income * worth)
    steps.append(Step(code, figures, gross, reader.cites("vsi.refund_share")))
    return gross


def _state(
    reader: Reader, payment: Payment, method: Method, supported: int, steps: list[Step]
) -> int:
    """Return the state's support for the months that are left, rounded, undiscounted."""
    if not supported:
        return 0
    name = f"vsi.support.{payment.payer_class}"
    share, rate = reader.ratio(name), reader.ratio("vsi.rate")
    line = reader.int("poverty_line.rural")
    exact = share * rate * line * supported
    if method.kind == "ahead":
        exact *= reader.ratio("vsi.ahead_support")
    amount = round_half_up(exact)
    figures: dict[str, Figure] = {
        "share": share,
        "rate": rate,
        "line": line,
        "months": supported,
        "payer_class": str(payment.payer_class),
    }
    steps.append(Step("refund_state", figures, amount, reader.cites("vsi.refund_share", name)))
    return amount


def _extra(
    reader: Reader, giver: str, payment: Payment, supported: int, steps: list[Step]
) -> int | None:
    """Return what the province or another giver had added to the months that are left, rounded."""
    found = reader.find(f"vsi.{giver}.{payment.province}.{payment.payer_class}")
    if found is None or payment.province is None:
        return None
    if not supported:
        return 0
    rate, line = reader.ratio("vsi.rate"), reader.int("poverty_line.rural")
    exact = extra_support(
        found,
        {"poverty_line": rate * line, "contribution": rate * payment.income},
        usual="poverty_line",
        months=supported,
    )
    amount = round_half_up(exact * reader.ratio("vsi.refund_extra_share"))
    cites = (found.cite, *reader.cites("vsi.refund_extra_share"))
    steps.append(Step("refund_extra", {"giver": giver, "months": supported}, amount, cites))
    return amount
