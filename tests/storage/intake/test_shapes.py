"""What a clerk decided about a list is remembered for lists of that shape, inside the import."""

from datetime import date
from pathlib import Path
from typing import Any

from storage import Register
from storage.intake import Assignment, Reading, accept, assign, preview, read_file, reassigned
from storage.intake import recalled as recalled_by
from storage.intake.assignments import shape_of
from tests.storage.intake.sheets import workbook

ON = date(2026, 11, 22)
HEADS = ("STT", "Họ và tên", "Ngày sinh", "Sổ cũ", "Thôn")
ROWS = ((1, "Mai Thị Lành", "05/08/1979", "3800123456", "Bến"),)


def read(path: Path, heads: tuple[str, ...] = HEADS, rows: Any = ROWS, name: str = "a") -> Reading:
    return read_file(workbook(path / f"{name}.xlsx", [heads, *rows]), on=ON)


def test_a_shape_is_the_kind_and_the_headings_in_any_order(tmp_path: Path) -> None:
    first = read(tmp_path)
    turned = read(
        tmp_path,
        ("THÔN", "Stt", "Sổ cũ:", "ngày sinh", "Họ và tên"),
        (("Bến", 1, "3800123456", "05/08/1979", "Mai Thị Lành"),),
        "b",
    )
    other = read(tmp_path, (*HEADS[:4], "Ghi chú"), ROWS, "c")
    assert first.shape == turned.shape
    assert first.shape != other.shape
    assert shape_of("any_list", HEADS) != shape_of("household_book", HEADS)


def test_an_assignment_is_remembered_with_the_import_and_undone_with_it(
    register: Register, tmp_path: Path
) -> None:
    reading = assign(read(tmp_path), "Sổ cũ", "si_number")
    accept(register, preview(register, reading))
    later = read(tmp_path, HEADS, ((1, "Tống Thị Mận", "1980", "3800123457", "Bến"),), "thang-sau")
    assert later.records[0].si_number is None
    taken = recalled_by(later, register.list_shapes.recall)
    assert taken.remembered
    assert taken.records[0].si_number == "3800123457"
    register.undo()
    assert not recalled_by(later, register.list_shapes.recall).remembered


def test_importing_twice_remembers_once(register: Register, tmp_path: Path) -> None:
    first = assign(read(tmp_path), "Sổ cũ", "si_number")
    accept(register, preview(register, first))
    kept = register.connection.rows("SELECT * FROM list_shapes")
    accept(register, preview(register, first))
    accept(register, preview(register, recalled_by(read(tmp_path), register.list_shapes.recall)))
    assert list(register.connection.rows("SELECT * FROM list_shapes")) == list(kept)


def test_a_later_decision_replaces_the_earlier_one(register: Register, tmp_path: Path) -> None:
    reading = read(tmp_path)
    with register.change("Nhớ mẫu"):
        assert register.list_shapes.remember(reading.shape, Assignment({"Sổ cũ": "phone"}))
        again = Assignment({"Sổ cũ": None}, script="tcvn3", kind="not_covered")
        assert register.list_shapes.remember(reading.shape, again)
        assert not register.list_shapes.remember(reading.shape, again)
        assert not register.list_shapes.remember(reading.shape, Assignment())
    assert register.list_shapes.recall(reading.shape) == again
    assert recalled_by(reading, register.list_shapes.recall).kind == "not_covered"


def test_what_no_longer_fits_is_left_alone(register: Register, tmp_path: Path) -> None:
    reading = read(tmp_path)
    with register.change("Nhớ mẫu"):
        register.list_shapes.remember(reading.shape, Assignment({"Họ và tên": None}))
    assert recalled_by(reading, register.list_shapes.recall) is reading


def test_the_kind_is_chosen_by_hand(tmp_path: Path) -> None:
    chosen = reassigned(read(tmp_path), Assignment(kind="not_covered"))
    assert chosen.kind == "not_covered"
    assert chosen.records[0].covers[0].known == "not_covered"
