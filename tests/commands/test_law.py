"""`calc` against published amounts: every worked example, and the days on which the law changes."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run, is_one_sentence


def contribution(run: Run, words: str) -> Any:
    said = run("calc", "contribution", *words.split(), "--json")
    assert said.status == 0, said.err
    return said.json


@pytest.mark.parametrize(
    ("words", "gross", "support", "payable"),
    [
        # The social insurance of TP HCM for 2025 and 2026; Decree 159/2025/NĐ-CP, Article 5.
        ("--class island --method 1", 330_000, 165_000, 165_000),
        ("--class poor --method 3", 990_000, 495_000, 495_000),
        # 110 of 120 months were supported before: ten more.
        ("--class other --method 12 --used-support-months 110", 3_960_000, 660_000, 3_300_000),
        ("--class other --method 12 --used-support-months 120", 3_960_000, 0, 3_960_000),
        # Decree 159/2025/NĐ-CP, Articles 6 and 7, at 0.31 % a month; support is not discounted.
        ("--class other --method ahead-2", 7_644_801, 1_584_000, 6_060_801),
        ("--class other --method ahead-3", 11_259_443, 2_376_000, 8_883_443),
        ("--class other --method ahead-4", 14_742_290, 3_168_000, 11_574_290),
        ("--class other --method ahead-5", 18_098_148, 3_960_000, 14_138_148),
        ("--class poor --method ahead-5", 18_098_148, 9_900_000, 8_198_148),
        ("--class other --method missing-12", 4_040_708, 0, 4_040_708),
    ],
)
def test_contributions_at_the_floor_of_2026(
    run: Run, words: str, gross: int, support: int, payable: int
) -> None:
    found = contribution(run, f"--income 1500000 --on 2026-10-05 {words}")
    assert (found["gross"], found["state_support"], found["payable"]) == (gross, support, payable)


@pytest.mark.parametrize(
    ("method", "gross"),
    [("2", 10_193_069), ("3", 15_012_590), ("4", 19_656_386), ("5", 24_130_864)],
)
def test_years_ahead_at_two_million(run: Run, method: str, gross: int) -> None:
    words = f"--income 2000000 --class other --method ahead-{method} --on 2026-10-05"
    found = contribution(run, words)
    assert found["gross"] == gross
    assert {row["name"] for row in found["unconfirmed"]} == {
        "vsi.investment_rate",
        "vsi.ahead_support",
    }


@pytest.mark.parametrize(
    ("payer_class", "by_2021", "by_2025"),
    [
        ("poor", 46_200, 99_000),
        ("near_poor", 38_500, 82_500),
        ("other", 15_400, 33_000),
        ("ethnic_minority", 15_400, 33_000),  # a class of its own from 1 July 2025
        ("island", 46_200, 99_000),  # counts as poor
    ],
)
def test_support_before_july_2025(run: Run, payer_class: str, by_2021: int, by_2025: int) -> None:
    """Decree 134/2015/NĐ-CP, Article 14, on poverty lines of 700,000 and 1,500,000."""
    words = f"--class {payer_class} --method 1"
    early = contribution(run, f"--income 700000 --on 2021-06-05 {words}")
    late = contribution(run, f"--income 1500000 --on 2025-06-30 {words}")
    assert (early["state_support"], late["state_support"]) == (by_2021, by_2025)


@pytest.mark.parametrize(
    ("province", "payer_class", "payable"),
    [
        ("01", "poor", 0), ("01", "near_poor", 0), ("01", "ethnic_minority", 198_000),
        ("01", "other", 231_000), ("22", "poor", 66_000), ("22", "near_poor", 99_000),
        ("22", "ethnic_minority", 165_000), ("22", "other", 198_000), ("1", "other", 231_000),
    ],
)  # fmt: skip
def test_support_of_a_province(run: Run, province: str, payer_class: str, payable: int) -> None:
    """Hà Nội, Resolution 19/2025/NQ-HĐND; Quảng Ninh, Resolution 02/2022/NQ-HĐND."""
    words = f"--income 1500000 --method 1 --on 2026-10-05 --class {payer_class}"
    found = contribution(run, f"{words} --province {province}")
    assert found["payable"] == payable
    assert found["local_support"] == 330_000 - found["state_support"] - payable
    assert found["unconfirmed"]


@pytest.mark.parametrize(
    ("day", "highest"), [("2026-06-30", 46_800_000), ("2026-07-01", 50_600_000)]
)
def test_the_highest_income_is_taken_and_no_more(run: Run, day: str, highest: int) -> None:
    words = f"--class other --method 1 --on {day}"
    assert contribution(run, f"--income {highest} {words}")["gross"] == highest * 22 // 100
    said = run("calc", "contribution", "--income", highest + 50_000, *words.split(), "--json")
    assert (said.status, said.out) == (2, "")


def test_the_lines_of_2027_are_named_as_expected(run: Run) -> None:
    found = contribution(run, "--income 2200000 --class near_poor --method 1 --on 2027-01-01")
    assert (found["state_support"], found["payable"]) == (193_600, 290_400)
    assert [row["name"] for row in found["unconfirmed"]] == ["poverty_line.rural"]
    members = ("--months", "12", "--members", "household", "--on", "2027-01-01", "--json")
    premium = run("calc", "premium", *members).json
    assert [row["name"] for row in premium["unconfirmed"]] == ["hi.rate"]


@pytest.mark.parametrize("day", ["2025-12-31", "2027-01-01"])
@pytest.mark.parametrize("method", ["ahead-2", "missing-3"])
def test_a_rate_that_is_not_published_is_asked_for_by_name(run: Run, day: str, method: str) -> None:
    words = f"--income 2200000 --class other --method {method} --on {day} --json"
    said = run("calc", "contribution", *words.split())
    assert (said.status, said.out) == (2, "")
    assert "lãi suất đầu tư quỹ bình quân tháng" in said.err
    assert "Thiết lập › Chính sách" in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("day", "months", "amounts"),
    [
        ("2026-06-30", 12, [1_263_600, 884_520, 758_160, 631_800, 505_440]),
        ("2026-10-05", 12, [1_366_200, 956_340, 819_720, 683_100, 546_480]),
        ("2026-10-05", 6, [683_100, 478_170, 409_860, 341_550, 273_240]),
        ("2026-10-05", 3, [341_550, 239_085, 204_930, 170_775, 136_620]),
    ],
)
def test_places_in_the_household(run: Run, day: str, months: int, amounts: list[int]) -> None:
    """The table of Viet Nam Social Security at 2,340,000; Decree 161/2026/NĐ-CP from July."""
    members = ",".join(["household"] * 5)
    words = ("--on", day, "--months", months, "--members", members, "--json")
    found = run("calc", "premium", *words).json
    assert [line["payable"] for line in found["lines"]] == amounts
    assert found["payable"] == sum(amounts)


def test_supported_members_take_no_place(run: Run) -> None:
    members = "student,household,poor,near_poor,household,average_agri,security_force,mine_victim"
    words = ("--on", "2026-10-05", "--months", 12, "--members", members, "--json")
    lines = run("calc", "premium", *words).json["lines"]
    assert [line["order"] for line in lines] == [None, 1, None, None, 2, None, None, None]
    assert [line["payable"] for line in lines] == [
        683_100, 1_366_200, 0, 409_860, 956_340, 956_340, 683_100, 956_340,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "rate", "monthly"),
    [
        ("--sex female --years 15", "0.45", 1_350_000),
        ("--sex male --years 15", "0.4", 1_200_000),
        ("--sex male --years 20", "0.45", 1_350_000),
    ],
)
def test_pensions(run: Run, words: str, rate: str, monthly: int) -> None:
    average = ("--months", "0", "--average", "3000000", "--on", "2026-10-05", "--json")
    found = run("calc", "pension", *words.split(), *average).json
    assert (found["rate"], found["monthly"]) == (rate, monthly)


@pytest.mark.parametrize(
    "words",
    [
        "contribution --income 1500000 --class poor --method 1 --province 99",
        "contribution --income 1500000 --class poor --method 1 --on 20261005",
        "contribution --income 1500000 --class poor --method 1 --on 2026-W40-1",
        "contribution --income 1500000 --class poor --method 1 --on 0001-01-01",
        "retirement --sex male --born 02/1965",
        "retirement --sex male --born 9999-12",
    ],
)
def test_a_slip_never_passes_for_an_answer(run: Run, words: str) -> None:
    said = run("calc", *words.split(), "--json")
    assert (said.status, said.out) == (2, "")
    assert is_one_sentence(said.err), said.err


def test_questions_written_on_windows_are_read(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "HOI.JSONL"
    file.write_bytes(b'\xef\xbb\xbf{"calc": "retirement", "sex": "male", "born": "1965-02"}\r\n')
    said = run("calc", file, "--json")
    assert said.status == 0, said.err
    assert json.loads(said.out)["reached"] == "2026-08"
    folder = tmp_path / "thu-muc.jsonl"
    folder.mkdir()
    said = run("calc", folder, "--json")
    assert said.status == 2
    assert is_one_sentence(said.err)
