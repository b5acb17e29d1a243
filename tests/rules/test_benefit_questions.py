"""Questions about payments and benefits, as a file or a command line asks them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.errors import Problem
from rules.policy import Policy
from rules.questions.calculator import KINDS, Calculator
from rules.questions.facts import FIELDS
from rules.words import Words

WORDS = Path(__file__).resolve().parents[2] / "resources" / "words" / "vi.toml"
DAY = date(2026, 10, 5)


def asked(policy: Policy, **question: object) -> dict[str, Any]:
    words = Words.load(WORDS.read_text(encoding="utf-8"))
    calculator = Calculator(policy, words, DAY, lambda code: code in {"01", "22", "38"})
    return calculator.answer(question)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        # Law 41/2024/QH15 of 29/06/2024, Article 36 item 3.
        (
            {"calc": "deadline", "method": "12", "first_month": "2026-10"},
            {"paid_months": 12, "last_month": "2027-09", "last_day": "2027-04-30", "late": False},
        ),
        (
            {"calc": "deadline", "method": "missing-12", "retirement_month": "2026-11"},
            {"first_month": None, "first_day": "2026-10-01", "last_day": "2026-10-05"},
        ),
        (
            {"calc": "deadline", "method": "missing-12", "sex": "male", "born": "1965-04"},
            {"first_day": "2026-09-01"},
        ),
        # Decree 159/2025/NĐ-CP of 25/06/2025, Article 8.
        (
            {
                "calc": "refund", "income": 1_500_000, "class": "other", "method": "ahead-5",
                "paid_on": "2026-10-05", "used_months": 24, "reason": "death",
            },
            {"months_left": 36, "gross": 10_453_347, "state_support": 2_376_000,
             "local_support": None, "refund": 8_077_347},
        ),
        # Notice 340/BHXH-CSXH of 03/02/2026: 2023 counts 1.07, months paid back 1.
        (
            {"calc": "average", "spells": "2023-01:12:1500000, 2015-01:12:1tr5:back"},
            {"average": 1_552_500, "exact": "1552500.0", "paid_months": 24},
        ),
        (
            {"calc": "average", "compulsory_months": 36, "compulsory_average": 6_000_000,
             "spells": ["2026-01:9:2000000"]},
            {"average": 5_200_000, "paid_months": 45},
        ),
        (
            {"calc": "average", "compulsory_months": 36, "compulsory_average": 6_000_000},
            {"average": 6_000_000},
        ),
        # Circular 11/2025/TT-BNV of 30/06/2025, Article 5.
        (
            {"calc": "pension-start", "sex": "male", "born": "1965-02", "enough_in": "2020-01"},
            {"first_month": "2026-09", "reached": "2026-08", "early": False},
        ),
        (
            {"calc": "pension-start", "sex": "male", "born": "1965-02", "enough_in": "2020-01",
             "first_vsi": "2005-01", "vsi_months": 240},
            {"first_month": "2025-07", "reached": "2025-02", "early": True},
        ),
        # Law 41/2024/QH15 of 29/06/2024, Article 102; Decree 159/2025/NĐ-CP, Article 9.
        (
            {"calc": "withdrawal", "reason": "idle", "first_month": "2015-01",
             "last_month": "2025-09", "months": 66, "average": 2_000_000,
             "supported": "2026-01:2:other, 2025-06:1:poor:2025-06-01"},
            {"allowed": True, "lump_sum": 22_000_000, "state_support": 231_000,
             "withdrawal": 21_769_000},
        ),
        (
            {"calc": "withdrawal", "first_month": "2015-01", "last_month": "2025-09",
             "months": 66, "average": 2_000_000, "sex": "female", "born": "1990"},
            {"allowed": False, "withdrawal": 0},
        ),
        (
            {"calc": "withdrawal", "reason": "abroad", "first_month": "2026-01",
             "last_month": "2026-09", "months": 9, "average": 2_000_000, "paid_amount": 3_960_000},
            {"lump_sum": 3_960_000},
        ),
        (
            {"calc": "withdrawal", "reason": "abroad", "years": 5, "months": 6,
             "average": 2_000_000},
            {"withdrawal": 22_000_000},
        ),
        ({"calc": "funeral", "months": 60}, {"due": True, "amount": 25_300_000}),
        ({"calc": "funeral", "months": 60, "died": "2026-06-30"}, {"amount": 23_400_000}),
        ({"calc": "funeral", "pensioner": "yes"}, {"due": True}),
        # Decree 176/2025/NĐ-CP of 30/06/2025: 20 × 540,000, and 20 × 500,000 before 01/07/2026.
        ({"calc": "funeral", "social_pension": "yes"}, {"due": True, "amount": 10_800_000}),
        (
            {"calc": "funeral", "social_pension": "yes", "died": "2026-06-30"},
            {"due": True, "amount": 10_000_000},
        ),
        ({"calc": "funeral", "months": 12, "pensioner": "no"}, {"due": False, "amount": 0}),
        ({"calc": "survivor", "months": 60, "average": 2_000_000}, {"amount": 20_000_000}),
        (
            {"calc": "survivor", "pension": 1_350_000, "months_received": 3},
            {"amount": 64_125_000},
        ),
        # Law 41/2024/QH15 of 29/06/2024, Articles 94 to 97.
        (
            {"calc": "maternity", "birth": "2026-10-05", "mother": "2026-04:6", "children": 2},
            {"due": True, "claimant": "mother", "amount": 4_000_000, "last_day": "2026-12-04"},
        ),
        (
            {"calc": "maternity", "mother": "2026-07:3", "mother_compulsory": ["2026-04:3"],
             "father": "2026-01:9", "father_compulsory_benefit": True},
            {"claimant": "mother"},
        ),
        (
            {"calc": "maternity", "mother_compulsory_benefit": True},
            {"due": False, "claimant": None, "amount": 0, "last_day": None},
        ),
        # Law 41/2024/QH15 of 29/06/2024, Article 23; Decree 159/2025/NĐ-CP, Article 14.
        (
            {"calc": "allowance", "average": 1_500_000, "years": 8, "until_months": 96},
            {"due": True, "allowance": 540_000, "allowance_months": "44.44444444",
             "pay_in": 27_840_000},
        ),
        (
            {"calc": "allowance", "average": 2_000_000, "years": 10, "born": "1956-11"},
            {"until_months": 60, "allowance": 666_667, "pay_in": 0},
        ),
        (
            {"calc": "allowance", "average": 2_000_000, "years": 10, "born": "1970-11",
             "sex": "male"},
            {"due": False, "until_months": 228},
        ),
        (
            {"calc": "allowance", "average": 1, "months": 180, "until_months": 1},
            {"due": False, "allowance": 0},
        ),
        # Decree 176/2025/NĐ-CP of 30/06/2025 and Decree 335/2026/NĐ-CP of 21/08/2026.
        ({"calc": "social-pension", "born": "1951"}, {"due": True, "amount": 540_000}),
        (
            {"calc": "social-pension", "born": "1956", "standing": "near_poor",
             "other_allowance": 500_000},
            {"amount": 40_000},
        ),
        ({"calc": "social-pension", "born": "1951", "province": "1"}, {"amount": 650_000}),
        ({"calc": "social-pension", "born": "1956"}, {"due": False}),
        # Law 41/2024/QH15 of 29/06/2024, Article 100.
        (
            {"calc": "pension", "sex": "female", "years": 31, "average": 3_000_000,
             "late_months": 12},
            {"lump_sum": 6_000_000},
        ),
    ],
)  # fmt: skip
def test_answers(policy: Policy, question: dict[str, object], expected: dict[str, object]) -> None:
    found = asked(policy, **question)
    assert {name: found[name] for name in expected} == expected
    assert all(step["what"] for step in found["steps"])
    assert ("why" in found) is (found.get("due") is False or found.get("allowed") is False)
    assert json.loads(json.dumps(found)) == found
    assert set(question) - {"calc"} <= set(FIELDS)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"calc": "deadline"}, "cli.missing_answer"),
        ({"calc": "deadline", "method": "1", "first_month": "10/2026"}, "bad_month"),
        ({"calc": "deadline", "method": "1", "first_month": "9999-12"}, "bad_month"),
        ({"calc": "refund", "income": 1, "class": "other", "method": "1", "paid_on": "now"},
         "cli.bad_day"),
        ({"calc": "average", "spells": "2023-01:12"}, "cli.bad_spell"),
        ({"calc": "average", "spells": "2023-01:12:1:paid"}, "cli.bad_spell"),
        ({"calc": "average", "spells": "2023-01:9999:1"}, "cli.bad_span"),
        ({"calc": "average"}, "no_paid_time"),
        ({"calc": "withdrawal", "reason": "want", "first_month": "2020-01",
          "last_month": "2020-02", "months": 2, "average": 1}, "cli.bad_choice"),
        ({"calc": "withdrawal", "reason": "abroad", "first_month": "2020-01",
          "last_month": "2020-02", "months": 20, "average": 1,
          "supported": "2020-01:1:rich"}, "cli.bad_class"),
        ({"calc": "withdrawal", "reason": "abroad", "first_month": "2020-01",
          "last_month": "2020-02", "months": 20, "average": 1,
          "supported": "2020-01:1:poor:2020-01-01:x"}, "cli.bad_spell"),
        ({"calc": "funeral", "months": "nhiều"}, "cli.bad_span"),
        ({"calc": "funeral", "months": "9" * 5000}, "cli.bad_span"),
        ({"calc": "maternity", "mother": "2026-01:9", "children": "9" * 5000}, "cli.bad_number"),
        ({"calc": "withdrawal", "reason": "idle", "months": 60, "average": 1}, "no_paid_months"),
        ({"calc": "funeral", "months": 60, "pensioner": "maybe"}, "cli.bad_yes"),
        ({"calc": "maternity", "mother": "2026-04"}, "cli.bad_spell"),
        ({"calc": "social-pension", "born": "1951", "standing": "rich"}, "cli.bad_choice"),
    ],
)  # fmt: skip
def test_questions_that_cannot_be_read(
    policy: Policy, question: dict[str, object], code: str
) -> None:
    with pytest.raises(Problem) as refused:
        asked(policy, **question)
    assert refused.value.code == code
    assert Words.load(WORDS.read_text(encoding="utf-8")).problem(refused.value)


def test_the_help_and_the_refusal_name_every_kind_of_question(policy: Policy) -> None:
    words = Words.load(WORDS.read_text(encoding="utf-8"))
    with pytest.raises(Problem) as refused:
        asked(policy, calc="taxes")
    told = words.problem(refused.value)
    assert all(kind in told and kind in words.say("cli.help") for kind in KINDS)
