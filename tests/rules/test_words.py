"""Sentences: how facts are written, and that no code is without one."""

import ast
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from rules.calendar import Month, PartialDate
from rules.errors import RuleError
from rules.hi.card import CARD_GROUPS
from rules.hi.premium import HiGroup, premium
from rules.policy import Policy
from rules.vsi.contribution import PayerClass, contribution
from rules.vsi.pension import pension
from rules.vsi.retirement import retirement
from rules.words import Words
from rules.working import Step

ROOT = Path(__file__).parents[2]
WORDS = Words.load((ROOT / "resources/words/vi.toml").read_text(encoding="utf-8"))
PREFIXES = {"RuleError": "error.", "StorageError": "error.", "Step": "step.", "Doubt": "warning."}
ON = date(2026, 10, 5)


def _calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Yield (file and line, code of the sentence, call) for every code written in rules."""
    for file in sorted((ROOT / "rules").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            prefix = PREFIXES.get(node.func.id)
            if prefix and node.args and isinstance(node.args[0], ast.Constant):
                yield f"{file.name}:{node.lineno}", prefix + str(node.args[0].value), node


def test_every_code_of_the_rules_has_a_sentence() -> None:
    codes = {(place, code) for place, code, _ in _calls()}
    assert len(codes) > 30
    assert [place for place, code in codes if code not in WORDS.codes] == []


def test_every_place_of_an_error_is_given_its_fact() -> None:
    missing = {
        place: WORDS.places(code) - {keyword.arg for keyword in call.keywords}
        for place, code, call in _calls()
        if code.startswith("error.")
    }
    assert {place: names for place, names in missing.items() if names} == {}


def test_every_value_of_the_law_and_every_group_has_a_name(policy: Policy) -> None:
    for name in policy.values:
        assert WORDS.value(name) != name
    for group in {*HiGroup, *CARD_GROUPS.values()}:
        assert WORDS.say(f"hi_group.{group}")
    for payer_class in PayerClass:
        assert WORDS.say(f"class.{payer_class}")


@pytest.mark.parametrize("method", ["1", "12", "ahead-5", "missing-12"])
@pytest.mark.parametrize("province", [None, "01"])
@pytest.mark.parametrize("used", [0, 119])
def test_steps_of_contributions_can_be_said(
    policy: Policy, method: str, province: str | None, used: int
) -> None:
    result = contribution(
        policy,
        income=1_510_000,
        payer_class=PayerClass.NEAR_POOR,
        method=method,
        on=ON,
        province=province,
        used_support_months=used,
    )
    assert all(WORDS.step(step) for step in result.steps + result.notes)


def test_steps_of_everything_else_can_be_said(policy: Policy) -> None:
    groups = [group.value for group in HiGroup]
    steps = list(premium(policy, on=ON, months=12, members=groups).steps)
    steps += retirement(policy, sex="male", born=PartialDate(1965, 2)).steps
    steps += pension(policy, sex="male", years=36, months=3, average=3_000_000, on=ON).steps
    steps += pension(policy, sex="male", years=3, months=3, average=3_000_000, on=ON).steps
    sentences = [WORDS.step(step) for step in steps]
    assert sentences[0] == "Một tháng: 4,5\N{NO-BREAK SPACE}% × 2.530.000"
    assert "Nam sinh 02/1965: nghỉ hưu khi đủ 61 tuổi 6 tháng, vào 08/2026" in sentences
    assert sentences[-1] == "Mới đóng 3 năm 3 tháng, còn thiếu 11 năm 9 tháng cho đủ 15 năm"


def test_steps_whose_code_is_put_together_or_needs_other_values() -> None:
    for step in (
        Step("local_support_amount", {"month": 20_000, "months": 3}),
        Step("support_capped", {"gross": 330_000}),
        Step("hi_local", {"group": "near_poor"}),
    ):
        assert WORDS.step(step)


def test_facts_are_written_the_vietnamese_way() -> None:
    words = Words.load(
        'all = "{a:dong} {b:percent} {c:span} {d} {e} {f} {g} {h} {i} {j:word sex} {k:value}"\n'
        '[sex]\nmale = "Nam"\n[value.vsi]\nrate = "tỷ lệ đóng"\nlocal = "{province} {group}"'
    )
    facts = {
        "a": 1_500_000,
        "b": Fraction("0.045"),
        "c": 18,
        "d": date(2026, 10, 5),
        "e": Month(2026, 8),
        "f": PartialDate(1979),
        "g": Fraction(1, 2),
        "h": None,
        "i": (3, 6, 12),
        "j": "male",
        "k": "vsi.rate",
    }
    assert words.say("all", **facts) == (
        "1.500.000 4,5\N{NO-BREAK SPACE}% 1 năm 6 tháng 05/10/2026 08/2026 1979 0,5 "
        "chưa rõ 3, 6, 12 Nam tỷ lệ đóng"
    )
    assert words.value("vsi.local.22.poor") == "22 poor"
    assert words.value("new.value") == "new.value"


def test_a_problem_is_said_and_an_unknown_code_is_a_mistake_of_ours() -> None:
    problem = RuleError("income_below_floor", income=1_000_000, floor=1_500_000, day=ON)
    assert WORDS.problem(problem) == (
        "Mức thu nhập 1.000.000 đồng thấp hơn mức thấp nhất 1.500.000 đồng của ngày 05/10/2026. "
        "Chọn từ 1.500.000 đồng trở lên."
    )
    missing = RuleError("no_value_in_force", name="vsi.investment_rate", day=date(2027, 1, 1))
    assert WORDS.problem(missing).startswith(
        "Chưa có lãi suất đầu tư quỹ bình quân tháng áp dụng cho ngày 01/01/2027."
    )
    with pytest.raises(KeyError):
        WORDS.say("error.nothing")
    assert str(RuleError("no_members")) == "no_members"
