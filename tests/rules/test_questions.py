"""Questions as the command line asks them: days given, values that are lists, empty lines."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from rules.policy import Cite, Policy, Value
from rules.questions.calculator import Calculator, answer_lines
from rules.words import Words

WORDS = Path(__file__).resolve().parents[2] / "resources" / "words" / "vi.toml"
DAY = date(2026, 10, 5)


def calculator(policy: Policy) -> Calculator:
    words = Words.load(WORDS.read_text(encoding="utf-8"))
    return Calculator(policy, words, DAY, lambda code: code == "38")


def test_a_day_may_be_given_as_a_day(policy: Policy) -> None:
    question = {"calc": "retirement", "sex": "male", "born": "1965-02", "on": DAY}
    # Decree 135/2020/NĐ-CP, Article 4: a man born in February 1965 reaches 61 years 6 months.
    assert calculator(policy).answer(question)["reached"] == "2026-08"


@pytest.mark.parametrize(
    "question",
    [
        {"calc": "pension", "sex": "female", "years": 20, "average": 3_000_000},
        {"calc": "outlook", "sex": "female", "born": "1984-08", "income": 3_000_000},
    ],
)
def test_what_a_pension_comes_to_is_never_a_promise(
    policy: Policy, question: dict[str, object]
) -> None:
    steps = calculator(policy).answer(question)["steps"]
    told = "Tính theo quy định và giá của ngày 05/10/2026; không phải lời hứa"
    assert steps[-1] == {"what": told, "amount": None, "cite": ""}


def test_no_promise_is_denied_where_no_pension_is_due(policy: Policy) -> None:
    question = {"calc": "pension", "sex": "male", "years": 14, "months": 11, "average": 3_000_000}
    assert len(calculator(policy).answer(question)["steps"]) == 1


# Decree 351/2025/NĐ-CP of 30/12/2025, expected from 2027; the day of payment decides.
@pytest.mark.parametrize(
    ("first_month", "income", "warned"),
    [
        ("2027-01", 1_500_000, True),
        ("2027-01", 2_200_000, False),
        ("2026-12", 1_500_000, False),
        (None, 1_500_000, False),
    ],
)
def test_months_of_2027_paid_in_2026_on_too_little_are_warned_of(
    policy: Policy, first_month: str | None, income: int, warned: bool
) -> None:
    question = {
        "calc": "contribution",
        "income": income,
        "class": "other",
        "method": "12",
        "on": "2026-12-31",
        "first_month": first_month,
    }
    answer = calculator(policy).answer(question)
    assert answer["gross"] == income * 22 * 12 // 100
    assert any("2.200.000" in note for note in answer["notes"]) is warned


@pytest.mark.parametrize("gap", ["", "   "])
def test_an_empty_line_asks_nothing(policy: Policy, gap: str) -> None:
    line = json.dumps({"calc": "premium", "months": 12, "members": ["household"]})
    answers = list(answer_lines(f"{line}\n{gap}\n{line}", calculator(policy)))
    # Decree 188/2025/NĐ-CP: 4.5 % of 2,530,000 (Decree 161/2026/NĐ-CP) for 12 months.
    assert [answer["payable"] for answer, _ in answers] == [1_366_200, 1_366_200]


def test_an_unconfirmed_list_of_shares_is_told_share_by_share(policy: Policy) -> None:
    shares = (Fraction(1), Fraction(7, 10), Fraction(6, 10), Fraction(5, 10), Fraction(4, 10))
    pending = Value(
        name="hi.household_shares",
        value=shares,
        unit="ratios",
        start=date(2025, 7, 1),
        until=None,
        cite=Cite("Dự thảo", None, None),
        status="pending",
        why="chờ xác nhận",
    )
    others = {value.name: policy_history(policy, value.name) for value in policy}
    changed = Policy({**others, "hi.household_shares": (pending,)})
    question = {"calc": "premium", "months": 12, "members": ["household", "household"]}
    told = calculator(changed).answer(question)["unconfirmed"]
    assert {"name": "hi.household_shares", "value": ["1.0", "0.7", "0.6", "0.5", "0.4"],
            "why": "chờ xác nhận"} in told  # fmt: skip


def policy_history(policy: Policy, name: str) -> tuple[Value, ...]:
    return tuple(value for value in policy if value.name == name)
