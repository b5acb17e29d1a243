"""`calc`: worked examples with their sources, the shapes of answers, and files of questions."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run, is_one_sentence

OCTOBER = ("--on", "2026-10-05", "--json")


def test_contribution_of_a_near_poor_person_for_six_months(run: Run) -> None:
    """440,000 a month; support 40 % of 22 % of 1,500,000 (Decree 159/2025/NĐ-CP, Article 5)."""
    words = ["--income", "2000000", "--class", "near_poor", "--method", "6"]
    found = run("calc", "contribution", *words, *OCTOBER).json
    assert found["gross"] == 2_640_000
    assert found["state_support"] == 792_000
    assert found["local_support"] is None
    assert found["payable"] == 1_848_000
    assert found["unconfirmed"] == []
    assert {tuple(step) for step in found["steps"]} == {("what", "amount", "cite")}
    assert "Nghị định 159/2025/NĐ-CP (25/06/2025)" in found["steps"][2]["cite"]


def test_a_value_that_is_only_expected_is_named(run: Run) -> None:
    words = [
        "--income",
        "2200000",
        "--class",
        "other",
        "--method",
        "1",
        "--on",
        "2027-01-05",
        "--json",
    ]
    found = run("calc", "contribution", *words).json
    assert [row["name"] for row in found["unconfirmed"]] == ["poverty_line.rural"]
    assert found["unconfirmed"][0]["value"] == 2_200_000
    assert found["unconfirmed"][0]["why"]


def test_premium_of_a_household(run: Run) -> None:
    """4.5 % of 2,530,000, tiers 100 and 70 %; pupils 50 %, children under six 100 % supported."""
    members = "household,household,student,child_under_6"
    found = run("calc", "premium", "--months", 12, "--members", members, *OCTOBER).json
    assert found["lines"] == [
        {"group": "household", "order": 1, "gross": 1366200, "support": 0, "payable": 1366200},
        {"group": "household", "order": 2, "gross": 956340, "support": 0, "payable": 956340},
        {"group": "student", "order": None, "gross": 1366200, "support": 683100, "payable": 683100},
        {"group": "child_under_6", "order": None, "gross": 1366200, "support": 1366200,
         "payable": 0},
    ]  # fmt: skip
    assert found["payable"] == 3_005_640


@pytest.mark.parametrize("born", ["1965-02", "1965-02-10"])
def test_retirement(run: Run, born: str) -> None:
    """Decree 135/2020/NĐ-CP, Appendix I: men born in February 1965 retire at 61 years 6 months."""
    found = run("calc", "retirement", "--sex", "male", "--born", born, "--json").json
    assert (found["years"], found["months"], found["reached"]) == (61, 6, "2026-08")


def test_pension(run: Run) -> None:
    """Law 41/2024/QH15, Article 99: 45 % for 15 years, 2 % more for each further year."""
    words = ["--sex", "female", "--years", "20", "--months", "0", "--average", "3000000"]
    found = run("calc", "pension", *words, *OCTOBER).json
    assert (found["rate"], found["monthly"], found["lump_sum"]) == ("0.55", 1_650_000, 0)


def test_no_right_to_a_pension_is_an_answer(run: Run) -> None:
    words = ["--sex", "male", "--years", "14", "--months", "11", "--average", "3000000"]
    said = run("calc", "pension", *words, *OCTOBER)
    assert said.status == 0
    assert said.json["eligible"] is False
    assert said.json["why"]
    assert (said.json["monthly"], said.json["lump_sum"]) == (None, None)


def test_a_person_reads_steps_and_sums(run: Run) -> None:
    words = ["--income", "1tr5", "--class", "other", "--method", "1", "--province", "22"]
    said = run("calc", "contribution", *words, "--on", "2026-10-05")
    assert "Còn phải đóng: 198.000" in said.out
    assert "Chưa xác nhận: tỉnh, xã hỗ trợ thêm BHXH tự nguyện cho người khác: " in said.out
    assert "Luật 41/2024/QH15" in said.out


@pytest.mark.parametrize(
    "words",
    [
        "contribution --income 2000000 --class near_poor",
        "contribution --income 2000000 --class rich --method 1",
        "contribution --income 100000 --class other --method 1",
        "contribution --income nhiều --class other --method 1",
        "contribution --income 2000000 --class other --method 7",
        "contribution --income 2000000 --class other --method 1 --on 2026-13-05",
        "contribution --income 2000000 --class other --method ahead-2 --on 2027-02-01",
        "premium --months 12 --members family",
        "premium --months twelve --members household",
        "retirement --sex other --born 1965-02",
        "retirement --sex male --born 02/1965",
        "pension --sex male --years x --average 1",
        "taxes",
        "missing.jsonl",
        "contribution --income",
        "contribution --colour red",
    ],
)
def test_a_question_that_cannot_be_read_ends_in_one_sentence(run: Run, words: str) -> None:
    said = run("calc", *words.split(), "--json")
    assert said.status == 2
    assert said.out == ""
    assert is_one_sentence(said.err), said.err


def test_a_file_of_questions_has_an_answer_on_each_line(run: Run, tmp_path: Path) -> None:
    questions = [
        {"calc": "contribution", "income": 2000000, "class": "near_poor", "method": "6",
         "on": "2026-10-05", "used_support_months": 0},
        {"calc": "premium", "months": 12, "members": ["household"], "on": "2026-10-05"},
        {"calc": "retirement", "sex": "male", "born": "1965-02"},
        {"calc": "pension", "sex": "female", "years": 20, "average": 3000000, "on": "2026-10-05"},
    ]  # fmt: skip
    file = tmp_path / "hoi.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in questions) + "\n", encoding="utf-8")
    said = run("calc", file, "--json")
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert said.status == 0
    assert [row.get("payable") for row in answers] == [1_848_000, 1_366_200, None, None]
    one = run(
        "calc",
        "contribution",
        *["--income", "2000000", "--class", "near_poor", "--method", "6"],
        *OCTOBER,
    )
    assert answers[0] == one.json


def test_a_bad_line_keeps_its_place(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "hoi.jsonl"
    good = json.dumps({"calc": "retirement", "sex": "female", "born": "1970"})
    file.write_text(f"không phải JSON\n{good}\n[1]\n", encoding="utf-8")
    said = run("calc", file, "--json")
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert said.status == 2
    assert ["error" in row for row in answers] == [True, False, True]
    assert is_one_sentence(said.err)


def test_the_offices_own_values_count_with_register(run: Run, sample: Path) -> None:
    words = ["--income", "1500000", "--class", "other", "--method", "1"]
    said = run("calc", "contribution", *words, *OCTOBER, "--register", sample)
    assert said.json["payable"] == 264_000
