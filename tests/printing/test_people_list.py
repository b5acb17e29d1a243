"""The people of a filter as a workbook: what stands in it, and that it is read in again."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from printing.export import export_sheet
from printing.print import print_document
from printing.request import Request
from printing.sheet_words import RELATION
from rules.calendar import PartialDate
from rules.household_codes import shown
from storage import Register, open_register
from storage.filters import Filter
from storage.intake import accept, preview, read_file
from storage.sample import make_sample
from storage.schema import UNJOURNALED
from tests.printing.reading import read_pdf

ON = date(2026, 11, 22)


@pytest.fixture
def commune(tmp_path: Path) -> Register:
    """A made-up commune with people the lists of others would trip over."""

    def clock() -> datetime:
        return datetime(2026, 11, 22, 8, tzinfo=UTC)

    register = open_register(tmp_path / "so.sas", clock=clock, create=True)
    make_sample(register, people=260, seed=5, on=ON)
    with register.change("Thêm"):
        village = register.villages.all()[0].id
        collector = register.staff.add(name="Vi Thị Thêm", roles=("collector",))
        home = register.households.add(village_id=village)
        register.households.save(home, collector_id=collector)
        register.people.add(name="Tống Văn Tài", household_id=home, relation="head")
        register.people.add(name="=1+1", household_id=home, relation="son")
        register.people.add(name="Lường Thị Lẻ", village_id=village, personal_id="038165001239")
    return register


@pytest.fixture
def everything() -> Callable[[Register], dict[str, list[Any]]]:
    """Every column of every journaled row."""

    def read(register: Register) -> dict[str, list[Any]]:
        tables = register.connection.column(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%' ESCAPE '\\'"
        )
        return {
            table: register.connection.rows(f"SELECT * FROM {table} ORDER BY id")
            for table in tables
            if table not in UNJOURNALED
        }

    return read


def _cells(path: Path) -> list[tuple[object, ...]]:
    (page,) = openpyxl.load_workbook(path).worksheets
    rows = [tuple(cell.value for cell in row) for row in page.iter_rows()]
    head = next(at for at, row in enumerate(rows) if row[0] == "STT")
    return [row for row in rows[head + 1 :] if row[1]]


def test_every_column_a_clerk_asks_for(commune: Register, tmp_path: Path) -> None:
    village = commune.villages.all()[0]
    out = export_sheet(
        commune, "people-list", Request(on=ON, village=village.name), tmp_path / "a.xlsx"
    )
    rows = _cells(out)
    people = commune.people.list(village=village.id, only=Filter(), on=ON)
    assert [row[1] for row in rows] == [person.name for person in people]
    by_name = {row[1]: row for row in rows}
    alone, tai = by_name["Lường Thị Lẻ"], by_name["Tống Văn Tài"]
    assert (alone[5], alone[9], alone[11]) == ("038165001239", village.name, None)
    (home,) = {one.household_code for one in people if one.name == "Tống Văn Tài"}
    assert home is not None
    assert (tai[11], tai[12], tai[14], tai[17]) == (
        shown(home), "Chủ hộ", "Chưa rõ", "Vi Thị Thêm",
    )  # fmt: skip
    page = openpyxl.load_workbook(out).worksheets[0]
    formulas = [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert not formulas
    assert "=1+1" in by_name


def test_the_list_holds_exactly_the_people_of_its_filter(commune: Register, tmp_path: Path) -> None:
    only = Filter(sex="female", hi=("not_covered", "unknown"), youngest=18)
    people = commune.people.list(only=only, on=ON)
    out = export_sheet(commune, "people-list", Request(on=ON, filter=only), tmp_path / "a.xlsx")
    rows = _cells(out)
    assert people
    assert sorted(str(row[1]) for row in rows) == sorted(person.name for person in people)
    assert {row[3] for row in rows} == {"Nữ"}
    nobody = Filter(youngest=150)
    out = export_sheet(commune, "people-list", Request(on=ON, filter=nobody), tmp_path / "b.xlsx")
    assert [row[0] for row in _cells(out)] == []


def test_our_own_export_read_in_again_changes_nothing(
    commune: Register, tmp_path: Path, everything: Callable[[Register], dict[str, list[Any]]]
) -> None:
    before = everything(commune)
    for number, only in enumerate((Filter(), Filter(hi=("unknown",)), Filter(standings=("poor",)))):
        out = tmp_path / f"danh-sach-{number}.xlsx"
        export_sheet(commune, "people-list", Request(on=ON, filter=only), out)
        reading = read_file(out, on=ON)
        assert reading.kind == "own_list"
        report = accept(commune, preview(commune, reading)).as_json()
        assert (report["added"], report["updated"], report["duplicates"], report["review"]) == (
            0, 0, 0, [],
        )  # fmt: skip
        assert [row["value"] for row in report["rejected"]] == ["=1+1"] * (number < 2)
        assert report["unchanged"] == commune.people.count(only=only, on=ON) - (number < 2)
    after = everything(commune)
    for table in set(after) - {"imports", "import_rows"}:
        assert after[table] == before[table], table


def test_what_is_corrected_in_our_own_list_comes_back_to_the_same_person(
    commune: Register, tmp_path: Path
) -> None:
    out = export_sheet(commune, "people-list", Request(on=ON), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(out)
    cells = next(row for row in book.worksheets[0].iter_rows() if row[1].value == "Tống Văn Tài")
    cells[8].value, cells[1].value = "0912345678", "TỐNG VĂN TÀI"
    cells[2].value = "05/08/1979"
    book.save(out)
    before = commune.people.count()
    accept(commune, preview(commune, read_file(out, on=ON)))
    assert commune.people.count() == before
    (person,) = commune.people.list(search="0912345678")
    assert (person.name, person.born) == ("Tống Văn Tài", PartialDate(1979, 8, 5))


def test_the_household_book_comes_back_as_it_went(register: Register, tmp_path: Path) -> None:
    make_sample(register, people=200, seed=3, on=ON)
    out = tmp_path / "so.xlsx"
    export_sheet(register, "household-book", Request(on=ON), out)
    plan = preview(register, read_file(out, on=ON))
    assert plan.reading.kind == "household_book"
    assert plan.counts.unchanged == plan.counts.rows > 190
    assert all(row.record.relation for row in plan.rows if row.record.relation_text)
    assert (plan.new_villages, plan.new_households, plan.conflicting) == ((), 0, ())


def test_relations_typed_by_hand_come_back_as_they_went(register: Register, tmp_path: Path) -> None:
    with register.change("Lập sổ"):
        village = register.villages.add("Bản Lũng")
        home = register.households.add(village_id=village, number="1")
        for number, code in enumerate(RELATION):
            register.people.add(
                name=f"Vi Văn {'ABCDEGHIKLMNO'[number]}", household_id=home, relation=code,
                sex="male", born=PartialDate(1950 + number, 2, 3),
            )  # fmt: skip
        register.people.add(
            name="Mai Thị Lành", household_id=home, relation="other", relation_text="Thím",
            born=PartialDate(1950),
        )  # fmt: skip
    out = export_sheet(register, "household-book", Request(on=ON), tmp_path / "so.xlsx")
    counts = preview(register, read_file(out, on=ON)).counts
    assert counts.unchanged == counts.rows == len(RELATION) + 1


def test_sheets_and_books_keep_to_the_filter(commune: Register, tmp_path: Path) -> None:
    only = Filter(standings=("near_poor",))
    homes = commune.households.list(on=ON, only=only)
    assert 0 < len(homes) < commune.households.count(on=ON)
    printed = print_document(
        commune, "household-sheet", Request(on=ON, filter=only, paper="a4"), tmp_path / "p.pdf"
    )
    text = " ".join(page.text for page in read_pdf(printed.path))
    codes = {shown(home.code): home for home in commune.households.list(on=ON)}
    assert {code for code in codes if code in text} == {shown(home.code) for home in homes}
    out = export_sheet(commune, "household-book", Request(on=ON, filter=only), tmp_path / "s.xlsx")
    names = [
        row[2].value
        for page in openpyxl.load_workbook(out).worksheets
        for row in page.iter_rows()
        if isinstance(row[1].value, int)
    ]
    assert len(names) == sum(home.people for home in homes)
