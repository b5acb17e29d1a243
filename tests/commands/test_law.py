"""`calc` on the days on which the law changes, where a value is missing, and after a slip."""

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


def test_supported_members_take_no_place(run: Run) -> None:
    members = "student,household,poor,near_poor,household,average_agri,security_force,mine_victim"
    words = ("--on", "2026-10-05", "--months", 12, "--members", members, "--json")
    lines = run("calc", "premium", *words).json["lines"]
    assert [line["order"] for line in lines] == [None, 1, None, None, 2, None, None, None]
    assert [line["payable"] for line in lines] == [
        683_100, 1_366_200, 0, 409_860, 956_340, 956_340, 683_100, 956_340,
    ]  # fmt: skip


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
