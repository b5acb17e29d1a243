"""`calc` of health insurance cards: from when they work, what they pay, what their number says."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run, is_one_sentence

OCTOBER = ("--on", "2026-10-05", "--json")


def asked(run: Run, words: str) -> Any:
    said = run("calc", *words.split(), *OCTOBER)
    assert said.status == 0, said.err
    return said.json


@pytest.mark.parametrize(
    ("words", "start", "waits", "sure"),
    [
        # Law 51/2024/QH15 of 27/11/2024, Article 16 item 3 c; Decree 188/2025/NĐ-CP, Article 13.
        ("--group household --ended 2026-07-07", "2026-10-05", False, True),
        ("--group household --ended 2026-07-06", "2026-11-04", True, True),
        ("--group household --ended 2026-12-31", "2027-01-01", False, True),
        ("--group household --ended never", "2026-11-04", True, True),
        ("--group household", "2026-11-04", True, False),
        ("--group employee --ended never", "2026-10-05", False, True),
        ("--group poor --decided 2026-10-01", "2026-10-01", False, True),
    ],
)
def test_from_when_a_card_works(run: Run, words: str, start: str, waits: bool, sure: bool) -> None:
    found = asked(run, f"card-start {words}")
    assert (found["start"], found["waits"], found["sure"]) == (start, waits, sure)
    assert (found["until"], found["unconfirmed"]) == (None, [])
    assert found["steps"][0]["what"]


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("--group household --ended 2026-10-04 --months 12", "2027-10-04"),
        ("--group student --ended 2026-10-04 --months 12 --grade 12", "2027-09-30"),
        ("--group child_under_6 --decided 2026-10-01 --months 1 --born 2022-10-01", "2028-10-31"),
        ("--group poor --decided 2026-10-01 --months 12", None),
    ],
)
def test_to_when_a_card_works(run: Run, words: str, until: str | None) -> None:
    assert asked(run, f"card-start {words}")["until"] == until


@pytest.mark.parametrize(
    ("words", "share", "because", "fund", "copay"),
    [
        # Law on health insurance as amended by Law 51/2024/QH15 of 27/11/2024, Article 22.
        ("--group household --cost 1000000", "0.8", "group", 800_000, 200_000),
        ("--group household,near_poor --cost 1000000", "1.0", "group", 1_000_000, 0),
        ("--group household --cost 379499", "1.0", "small_visit", 379_499, 0),
        ("--group household --cost 379500", "0.8", "group", 303_600, 75_900),
        ("--group household --care primary --cost 5tr", "1.0", "primary", 5_000_000, 0),
        (
            "--group household --care specialised_inpatient --cost 1000000",
            "0.32",
            "out_of_network",
            320_000,
            680_000,
        ),
        (
            "--group household --cost 10000000 --copaid 15000000 --continuous-since 2021-10-05",
            "0.8",
            "five_years",
            9_820_000,
            180_000,
        ),
        (
            "--group household --cost 10000000 --copaid 15000000 --continuous-since 2021-10-06",
            "0.8",
            "group",
            8_000_000,
            2_000_000,
        ),
        ("--group social_pension --age 74", "0.8", "group", None, None),
    ],
)
def test_what_a_card_pays(
    run: Run, words: str, share: str, because: str, fund: int | None, copay: int | None
) -> None:
    found = asked(run, f"hi-benefit {words}")
    assert (found["share"], found["because"]) == (share, because)
    assert (found["fund"], found["copay"]) == (fund, copay)
    assert (found["visit_limit"], found["copay_limit"]) == (379_500, 15_180_000)
    assert found["free_until"] == ("2026-12-31" if because == "five_years" else None)


def test_what_the_number_of_a_card_says(run: Run) -> None:
    # Resolution 261/2025/QH15 of 11/12/2025: near-poor cards have digit 2 from 2026.
    found = asked(run, "card --card CN3383821001234 --si-number 3821001235 --group poor")
    assert found["letters"] == "CN"
    assert (found["hi_group"], found["digit"], found["province"]) == ("near_poor", 3, "38")
    assert found["si_number"] == "3821001234"
    assert found["doubts"] == ["hi_card_group", "hi_card_digit_old", "hi_card_number"]
    assert len(found["notes"]) == 3
    assert asked(run, "card --card GD4383821001234")["doubts"] == []


def test_who_pays_later_in_the_year_and_what_a_province_adds(run: Run) -> None:
    words = "premium --months 12 --members household,near_poor --first-place 3 --province 22"
    found = asked(run, words)
    assert found["lines"] == [
        {"group": "household", "order": 3, "gross": 819720, "support": 0, "payable": 819720},
        {"group": "near_poor", "order": None, "gross": 1366200, "support": 956340,
         "local": 409860, "payable": 0},
    ]  # fmt: skip
    assert [row["name"] for row in found["unconfirmed"]] == [
        "hi.place_kept",
        "hi.local.22.near_poor",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "card-start --group household --ended 2026-10-04 --months 12",
        "card-start --group poor",
        "hi-benefit --group household --cost 10000000 --copaid 15tr --continuous-since 2020-01-01",
        "hi-benefit --group household --care specialised_outpatient",
        "card --card CN3383821001234 --si-number 3821001235",
    ],
)
def test_a_person_reads_sentences(run: Run, words: str) -> None:
    said = run("calc", *words.split(), "--on", "2026-10-05")
    assert said.status == 0, said.err
    assert "_" not in said.out


@pytest.mark.parametrize(
    "words",
    [
        "card-start",
        "card-start --group uncle",
        "card-start --group household --ended soon",
        "card-start --group household --months 0",
        "card-start --group student --months 12 --grade 13",
        "hi-benefit --group uncle",
        "hi-benefit --group poor --care everywhere",
        "hi-benefit --group poor --age x",
        "card --card GD9",
        "card --card GD4383821001234 --si-number 12",
        "premium --months 12 --members household --first-place 0",
    ],
)
def test_what_cannot_be_answered_is_one_sentence(run: Run, words: str) -> None:
    said = run("calc", *words.split(), *OCTOBER)
    assert (said.status, said.out) == (2, "")
    assert is_one_sentence(said.err)


def test_a_file_may_ask_the_same(run: Run, tmp_path: Path) -> None:
    questions = [
        {"calc": "card-start", "group": "household", "ended": "2026-07-06", "on": "2026-10-05"},
        {"calc": "hi-benefit", "group": ["household"], "cost": 1000000, "on": "2026-10-05"},
        {"calc": "card", "card": "GD4383821001234"},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
    start, benefit, card = map(json.loads, run("calc", file, "--json").out.splitlines())
    assert (start["start"], benefit["fund"], card["digit"]) == ("2026-11-04", 800_000, 4)
