"""`calc` of payments and benefits: options on the command line, and what a person reads."""

import pytest

from tests.commands.conftest import Run, is_one_sentence

OCTOBER = ("--on", "2026-10-05", "--json")


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        # Law 41/2024/QH15 of 29/06/2024, Article 36 item 3: within the first four months.
        ("deadline --method 6 --first-month 2026-10", "last_day", "2027-01-31"),
        # Decree 159/2025/NĐ-CP of 25/06/2025, Article 8: 10,453,347 − 36 × 66,000.
        (
            (
                "refund --income 1500000 --class other --method ahead-5 --paid-on 2026-10-05"
                " --used-months 24"
            ),
            "refund",
            8_077_347,
        ),
        # Notice 340/BHXH-CSXH of 03/02/2026: 2023 counts 1.07.
        ("average --spells 2023-01:12:1500000", "average", 1_605_000),
        # Circular 11/2025/TT-BNV of 30/06/2025, Article 5.
        ("pension-start --sex male --born 1965-02 --enough-in 2020-01", "first_month", "2026-09"),
        # Decree 162/2026/NĐ-CP: 8 % more from 01/07/2026.
        ("pension-raise --pension 1020000 --first-month 2026-06", "amount", 1_101_600),
        # Law 41/2024/QH15 of 29/06/2024, Article 102.
        (
            (
                "withdrawal --reason idle --first-month 2015-01 --last-month 2025-09 --months 66"
                " --months-before-2014 0 --average 2000000 --supported 2026-01:2:other"
            ),
            "withdrawal",
            21_868_000,
        ),
        ("funeral --months 60 --died 2026-06-30", "amount", 23_400_000),
        ("survivor --months 60 --average 2000000", "amount", 20_000_000),
        ("maternity --birth 2026-10-05 --mother 2026-04:6", "amount", 2_000_000),
        # Decree 159/2025/NĐ-CP of 25/06/2025, Article 14.
        ("allowance --average 1500000 --years 8 --until-months 96", "pay_in", 27_840_000),
        ("social-pension --born 1951 --other-allowance 500000", "amount", 40_000),
    ],
)
def test_each_benefit_can_be_asked_for(run: Run, words: str, name: str, value: object) -> None:
    assert run("calc", *words.split(), *OCTOBER).json[name] == value


@pytest.mark.parametrize(
    "words",
    [
        "deadline --method missing-12",
        "refund --income 1500000 --class other --method 12 --paid-on 2026-10-05 --used-months 13",
        "average --spells 2023-01:12",
        "withdrawal --reason want --first-month 2020-01 --last-month 2020-02 --months 2",
        "funeral --months 60 --pensioner maybe",
        "maternity --mother 2026-04:99999999",
        "allowance --average 1500000 --years 8",
        "average --spells 2023-01:12:1500000 --on 2027-01-05",
    ],
)
def test_a_benefit_that_cannot_be_asked_for_ends_in_one_sentence(run: Run, words: str) -> None:
    said = run("calc", *words.split(), "--json")
    assert said.status == 2
    assert said.out == ""
    assert is_one_sentence(said.err), said.err


def test_a_person_reads_the_working_of_a_benefit(run: Run) -> None:
    said = run(
        "calc", "allowance", "--average", "1tr5", "--years", 8, "--until-months", 96,
        "--on", "2026-10-05",
    )  # fmt: skip
    assert "Trợ cấp một tháng: 540.000" in said.out
    assert "Số tháng quy đổi: 44,4444" in said.out
    assert "không phải lời hứa" in said.out
    assert "Chưa xác nhận: trợ cấp hưu trí xã hội: " in said.out


def test_a_person_reads_days_months_and_who_may_claim(run: Run) -> None:
    said = run("calc", "maternity", "--birth", "2026-10-05", "--mother", "2026-04:6")
    assert "Người hưởng: mẹ" in said.out
    assert "Hạn cuối: 04/12/2026" in said.out
    assert "Đã quá hạn: không" in run("calc", "deadline", "--method", "1", "--on", "2026-10-05").out
