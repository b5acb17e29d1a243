"""Every step of a payment or a benefit has a sentence, and every place in it its figure."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from rules.calendar import Month, PartialDate
from rules.policy import Cite, Policy, Value
from rules.vsi.average import CompulsoryTime, Spell, average
from rules.vsi.contribution import PayerClass
from rules.vsi.deadlines import deadline
from rules.vsi.lump_sum import PaidTime
from rules.vsi.maternity import Parent, maternity, months_from
from rules.vsi.old_age import short_allowance, social_pension, social_pension_funeral
from rules.vsi.pension import pension
from rules.vsi.pension_raise import raised_pension
from rules.vsi.pension_start import Paying, pension_start
from rules.vsi.refund import Payment, RefundReason, refund
from rules.vsi.survivors import funeral, pensioner_lump_sum, survivor_lump_sum
from rules.vsi.withdrawal import History, SupportedSpell, WithdrawalReason, withdrawal
from rules.words import Words
from rules.working import Step

ROOT = Path(__file__).parents[2]
WORDS = Words.load((ROOT / "resources/words/vi.toml").read_text(encoding="utf-8"))
FILES = (
    *("average", "benefit", "deadlines", "lump_sum", "maternity", "old_age", "pension"),
    *("pension_raise", "pension_start", "refund", "survivors", "withdrawal"),
)
ON = date(2026, 10, 5)
AVERAGE = 2_000_000
OTHER = PayerClass.OTHER


def written() -> set[str]:
    """The codes of all steps, those put into a variable first among them."""
    codes = set()
    for name in FILES:
        tree = ast.parse((ROOT / "rules" / "vsi" / f"{name}.py").read_text(encoding="utf-8"))
        texts = {str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        codes |= {text for text in texts if f"step.{text}" in WORDS.codes}
    return codes - {"payable"}  # the name of a figure as well


def payment_steps(policy: Policy) -> Iterator[tuple[Step, ...]]:
    first = Month(2026, 10)
    for method in ("3", "ahead-2", "missing-3"):
        found = deadline(policy, method=method, first_month=first, on=ON, retirement_month=first)
        yield found.steps
    paid = Payment(1_500_000, PayerClass.NEAR_POOR, "ahead-5", ON, "01")
    for one, used in ((paid, 24), (replace(paid, method="12", province="38"), 3)):
        for reason in RefundReason:
            yield refund(policy, one, used=used, reason=reason).steps
    spells = [Spell(Month(2025, 1), 12, 1_500_000), Spell(first, 2, 1_500_000, paid_back=True)]
    yield average(policy, spells=spells, on=ON, compulsory=CompulsoryTime(3, AVERAGE)).steps


def pension_steps(policy: Policy) -> Iterator[tuple[Step, ...]]:
    for month in (6, 7):
        begun = Month(2026, month)
        yield raised_pension(policy, monthly=AVERAGE, first_month=begun, on=ON).steps
    for years, late in ((3, 0), (40, 24)):
        yield pension(
            policy, sex="male", years=years, months=0, average=AVERAGE, on=ON, late_months=late
        ).steps
    enough, later, old = Month(2020, 1), Month(2027, 3), Month(2024, 2)
    for paying in (
        Paying(enough),
        Paying(enough, later),
        Paying(enough, prepaid_until=later),
        Paying(enough, made_up_in=later),
        Paying(old, first_vsi=Month(2000, 1), vsi_months=240),
    ):
        born = PartialDate(1965)
        yield pension_start(policy, sex="male", born=born, paying=paying, asked=ON).steps


def withdrawal_steps(policy: Policy) -> Iterator[tuple[Step, ...]]:
    stopped = History(Month(2015, 1), Month(2020, 1), Month(2026, 1))
    fresh = replace(stopped, first_month=Month(2025, 7), last_month=Month(2026, 9))
    young = replace(stopped, last_month=Month(2026, 9), reached=Month(2030, 1))
    spell = (SupportedSpell(Month(2026, 1), 3, OTHER),)
    for history in (stopped, fresh, young):
        for months in (60, 300):
            for reason in WithdrawalReason:
                yield withdrawal(
                    policy,
                    reason=reason,
                    paid=PaidTime(17, months, AVERAGE),
                    history=history,
                    on=ON,
                    supported=spell,
                ).steps


def family_steps(policy: Policy) -> Iterator[tuple[Step, ...]]:
    for months, pensioner in ((0, False), (60, False), (0, True)):
        yield funeral(policy, died=ON, months=months, pensioner=pensioner).steps
    yield pensioner_lump_sum(policy, died=ON, pension=AVERAGE, received=3).steps
    short = PaidTime(0, 6, AVERAGE, AVERAGE)
    for paid, compulsory in ((PaidTime(0, 200, AVERAGE), 180), (short, 0)):
        yield survivor_lump_sum(policy, died=ON, paid=paid, compulsory_months=compulsory).steps
    paid_for = Parent(vsi=months_from(Month(2025, 10), 12))
    nothing, employed = Parent(), replace(paid_for, compulsory_benefit=True)
    for mother, father in ((paid_for, paid_for), (nothing, employed)):
        yield maternity(policy, birth=ON, mother=mother, father=father).steps


def old_age_steps(policy: Policy) -> Iterator[tuple[Step, ...]]:
    early = date(2025, 6, 30)
    for on, months, until in ((ON, 96, 12), (ON, 96, 96), (ON, 180, 9), (ON, 9, 0), (early, 9, 9)):
        yield short_allowance(policy, average=AVERAGE, months=months, until=until, on=on).steps
    later = Month(2030, 1)
    yield short_allowance(policy, average=AVERAGE, months=96, until=9, on=ON, reached=later).steps
    old, seventy = PartialDate(1940), PartialDate(1956)
    for born, poor, other in (
        (old, False, 0),
        (old, False, 1),
        (old, False, AVERAGE),
        (seventy, False, 0),
        (seventy, True, 0),
    ):
        yield social_pension(
            policy, born=born, on=ON, poor=poor, other_allowance=other, province="01"
        ).steps
    yield social_pension_funeral(policy, died=ON).steps


def test_every_step_of_a_benefit_is_said_with_all_its_figures(policy: Policy) -> None:
    other = Value("vsi.other.01.near_poor", 10_000, "dong", ON, None, Cite("Quỹ"))
    policy = Policy({**policy.values, other.name: (other,)})
    groups = (payment_steps, pension_steps, withdrawal_steps, family_steps, old_age_steps)
    said = {}
    for group in groups:
        for steps in group(policy):
            said.update({step.code: WORDS.step(step) for step in steps})
    assert sorted(written() - set(said)) == []
    assert said["refund_extra"] == "Nguồn khác đã hỗ trợ thêm 36 tháng này"
    assert all(sentence and "  " not in sentence for sentence in said.values())
