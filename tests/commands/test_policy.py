"""`policy`: the law of a register on a day, and policy files between two registers."""

from pathlib import Path

import pytest

from storage.policies import shipped_policy
from tests.commands.conftest import Run, is_one_sentence

DECREE = """
[[value]]
name = "base_salary"
value = 2800000
unit = "dong"
start = 2027-07-01
document = "Nghị định 99/2027/NĐ-CP"
"""


@pytest.fixture
def decree(tmp_path: Path) -> Path:
    path = tmp_path / "nghi-dinh.toml"
    path.write_text(DECREE, encoding="utf-8")
    return path


def test_the_law_of_a_day_is_listed_with_its_sources(run: Run, sample: Path) -> None:
    found = run("policy", sample, "--on", "2026-11-22", "--json").json
    values = {row["name"]: row for row in found["values"]}
    assert found["day"] == "2026-11-22"
    assert values["base_salary"]["value"] == 2_530_000
    assert values["vsi.investment_rate"]["value"] == "0.0031"
    assert values["vsi.investment_rate"]["why"]
    assert values["hi.household_shares"]["value"] == ["1.0", "0.7", "0.6", "0.5", "0.4"]
    said = run("policy", sample, "--on", "2026-11-22")
    assert said.status == 0
    assert (
        "mức tham chiếu (lương cơ sở): 2530000 (Nghị định 161/2026/NĐ-CP (15/05/2026))" in said.out
    )
    assert len(said.out.splitlines()) == len(values)


def test_a_file_is_compared_taken_used_and_given_on(
    run: Run, sample: Path, decree: Path, tmp_path: Path
) -> None:
    compared = run("policy", sample, "--compare", decree, "--json").json
    assert [(row["outcome"], row["here"]["value"]) for row in compared["rows"]] == [
        ("differs", 2_530_000)
    ]
    assert "Khác: mức tham chiếu" in run("policy", sample, "--compare", decree).out
    assert run("policy", sample, "--import", decree, "--json").json["taken"] == 1
    again = run("policy", sample, "--compare", decree, "--json").json
    assert [row["outcome"] for row in again["rows"]] == ["same"]
    asked = [
        "calc",
        "contribution",
        "--income",
        "56000000",
        "--class",
        "other",
        "--method",
        "1",
        "--json",
    ]
    assert (
        run(*asked, "--register", sample, "--on", "2027-07-01", "--json").json["gross"]
        == 12_320_000
    )
    assert run(*asked, "--register", sample, "--on", "2027-06-30").status == 2
    out = tmp_path / "gui.toml"
    assert run("policy", sample, "--export", out, "--json").json["count"] == 1
    assert "99/2027" in out.read_text(encoding="utf-8")
    said = run("policy", sample, "--export", out)
    assert said.status == 2
    assert is_one_sentence(said.err)
    whole = tmp_path / "tat-ca.toml"
    count = run("policy", sample, "--export", whole, "--all", "--json").json["count"]
    assert count == len(list(shipped_policy())) + 1


def test_faults_are_told_with_their_lines_and_nothing_is_taken(
    run: Run, sample: Path, decree: Path
) -> None:
    decree.write_text(DECREE.replace("2800000", '"nhiều"'), encoding="utf-8")
    said = run("policy", sample, "--import", decree, "--json")
    assert said.status == 2
    assert [fault["line"] for fault in said.json["faults"]] == [4]
    assert is_one_sentence(said.err)
    found = run("policy", sample, "--on", "2027-07-01", "--json").json
    assert all(row["value"] != 2_800_000 for row in found["values"])


def test_one_thing_is_done_at_a_time(run: Run, sample: Path, decree: Path) -> None:
    said = run("policy", sample, "--import", decree, "--compare", decree)
    assert said.status == 2
    assert is_one_sentence(said.err)
    said = run("policy", sample, "--compare", decree.with_name("khong-co.toml"))
    assert said.status == 2
    assert is_one_sentence(said.err)
