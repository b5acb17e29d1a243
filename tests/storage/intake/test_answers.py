"""The two lists a commune starts with, against what is true of the people in them."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.calendar import read_date
from rules.names import clean_name
from storage import Register
from storage.intake import ImportReport, accept, preview, read_file, retry_waiting

ROSTERS = Path(__file__).resolve().parents[2] / "rosters"
ANSWERS = json.loads((ROSTERS / "answers.json").read_text(encoding="utf-8"))
ON = date(2026, 11, 22)
LISTS = [
    "so-ho-gia-dinh.xlsx",
    "chua-tham-gia-bhyt.xlsx",
    "the-sap-het-han.xls",
    "ho-ngheo-can-ngheo-2026.xlsx",
    "bhxh-tu-nguyen.csv",
]


def take(register: Register, name: str) -> ImportReport:
    report = accept(register, preview(register, read_file(ROSTERS / name, on=ON)))
    retry_waiting(register)
    return report


@pytest.fixture
def commune(register: Register) -> Register:
    take(register, LISTS[0])
    return register


def test_the_book_alone_gives_the_numbers_of_the_commune(commune: Register) -> None:
    count = commune.connection.value
    assert count("SELECT count(*) FROM villages") == ANSWERS["villages"]
    assert count("SELECT count(*) FROM households") == ANSWERS["households"]
    assert count("SELECT count(*) FROM people") == ANSWERS["people"]
    assert count("SELECT count(*) FROM people WHERE sex = 'male'") == ANSWERS["male"]
    by_village = {village.name: village.people for village in commune.villages.all()}
    assert by_village == ANSWERS["people_by_village"]
    heads = commune.connection.rows("SELECT count(*) FROM people WHERE relation = 'head'")
    assert heads == [(ANSWERS["households"],)]


@pytest.mark.parametrize("said", ANSWERS["some_people"], ids=lambda said: str(said["cccd"]))
def test_each_person_comes_out_as_written(said: dict[str, Any], commune_once: Register) -> None:
    row = commune_once.connection.row(
        "SELECT p.name, p.sex, p.born, p.relation, v.name, h.number, p.phone, p.si_number"
        " FROM people p JOIN households h ON h.id = p.household_id"
        " JOIN villages v ON v.id = h.village_id WHERE p.personal_id = ?",
        (said["cccd"],),
    )
    name, sex, born, relation, village, number, phone, si_number = row
    assert name.lower() == said["name"].lower()
    assert clean_name(name) == name
    assert sex == said["sex"]
    assert born == read_date(said["born_as_written"], on=ON, birth=True).iso
    assert (relation, village, number) == (
        said["relation"],
        said["village"],
        str(said["household"]),
    )
    assert (phone or "") == said["phone"]
    assert si_number in {None, said["si"]}


@pytest.fixture(scope="module")
def commune_once(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from datetime import UTC, datetime

    from storage import open_register

    path = tmp_path_factory.mktemp("commune") / "so.sas"
    with open_register(
        path, clock=lambda: datetime(2026, 11, 22, 8, 0, tzinfo=UTC), create=True
    ) as register:
        take(register, LISTS[0])
        yield register


def test_a_number_in_the_file_is_never_lost(commune_once: Register) -> None:
    with_number = commune_once.connection.value(
        "SELECT count(*) FROM people WHERE si_number IS NOT NULL"
    )
    reading = read_file(ROSTERS / LISTS[0], on=ON)
    assert with_number == sum(1 for record in reading.records if record.si_number)
    assert with_number > 900


def test_a_second_import_of_the_book_changes_nothing(
    commune: Register, everything: Callable[[Register], dict[str, list[Any]]]
) -> None:
    before = everything(commune)
    report = take(commune, LISTS[0])
    assert report.counts.unchanged == report.counts.rows == ANSWERS["people"]
    after = everything(commune)
    assert {name for name in after if after[name] != before[name]} == {"imports", "import_rows"}


def test_people_without_insurance_are_known_as_of_the_day_of_the_list(commune: Register) -> None:
    report = take(commune, LISTS[1])
    assert report.kind == "not_covered"
    assert report.dated == date(2026, 10, 5)
    assert report.counts.updated == report.counts.rows == ANSWERS["people_without_hi"]
    facts = commune.connection.rows(
        "SELECT DISTINCT scheme, known, dated, source, source_id FROM covers"
    )
    assert facts == [("hi", "not_covered", "2026-10-05", "import", report.import_id)]
    assert commune.connection.value("SELECT count(*) FROM people") == ANSWERS["people"]


def test_standing_is_set_for_the_year_of_the_list(commune: Register) -> None:
    kinds = Counter(commune.connection.column("SELECT kind FROM standings WHERE year = 2026"))
    assert kinds["poor"] == ANSWERS["poor_households"]
    assert kinds["near_poor"] == ANSWERS["near_poor_households"]
    assert kinds["none"] == 0


@pytest.mark.parametrize(
    "order", [LISTS, LISTS[::-1], LISTS[1:] + LISTS[:1], LISTS[3:] + LISTS[:3]]
)
def test_the_order_of_the_lists_does_not_matter(register: Register, order: list[str]) -> None:
    for name in order:
        take(register, name)
    value = register.connection.value
    assert value("SELECT count(*) FROM people") == ANSWERS["people"]
    assert value("SELECT count(*) FROM households") == ANSWERS["households"]
    assert value("SELECT count(*) FROM people WHERE household_id IS NULL") == 0
    assert value("SELECT count(*) FROM import_rows WHERE outcome = 'review'") == 0
    assert value("SELECT count(*) FROM standings WHERE kind = 'poor'") == 30
    cover = "SELECT count(DISTINCT person_id) FROM covers WHERE scheme = ? AND known = ?"
    assert value(cover, ("hi", "not_covered")) == ANSWERS["people_without_hi"]
    assert value(cover, ("hi", "covered")) == ANSWERS["cards_expiring_2026_11_and_12"]
    assert value(cover, ("vsi", "covered")) == ANSWERS["voluntary_participants"]
    by_village = {village.name: village.people for village in register.villages.all()}
    assert by_village == ANSWERS["people_by_village"]


@pytest.mark.parametrize("name", LISTS)
def test_undoing_an_import_restores_every_row(
    register: Register, name: str, everything: Callable[[Register], dict[str, list[Any]]]
) -> None:
    take(register, LISTS[1])
    before = everything(register)
    register.actor = "Hà"
    reading = read_file(ROSTERS / name, on=ON)
    accept(register, preview(register, reading))
    undone = register.undo()
    assert undone is not None
    assert undone.what == f"Nhập {name}"
    assert everything(register) == before


def test_the_report_is_shaped_for_the_command_line(register: Register) -> None:
    shown = take(register, LISTS[0]).as_json()
    assert list(shown) == [
        "file", "kind", "rows", "added", "updated", "unchanged", "duplicates", "review", "rejected",
        "conflicts",
    ]  # fmt: skip
    assert shown["added"] == 1200
    json.dumps(shown)
