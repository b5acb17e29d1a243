"""The whole main job once, in the real window, with keys alone, from an empty machine."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import openpyxl
import pypdfium2
import pytest

from tests.journeys.desk import ROOT, Desk, Display
from tests.journeys.office import (
    PASSWORD,
    choose,
    count,
    go_to,
    make_register,
    opened,
    rail_spot,
    railed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROSTER = ROOT / "tests" / "rosters" / "so-ho-gia-dinh.xlsx"
SAMPLE = (1088, 698)  # the button at the foot of the first page
PEOPLE = 1200  # tests/rosters/answers.json


@pytest.fixture
def desk(display: Display, tmp_path: Path) -> Iterator[Desk]:
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(ROSTER, home / "so.xlsx")
    made = Desk(display, home)
    yield made
    made.picture(tmp_path / "last.png")
    made.close()


def import_roster(desk: Desk, path: Path) -> None:
    choose(desk, desk.home / "so.xlsx")
    desk.until(
        "everybody in the register",
        lambda: count(path, "SELECT count(*) FROM people") == PEOPLE,
        lambda: desk.press("ctrl+Return"),
    )


def find_household(desk: Desk) -> None:
    desk.press("ctrl+k")
    desk.type("nguyen thi")
    desk.until(
        "the household", lambda: bool([t for t in desk.titles() if t.startswith("Hộ")]),
        lambda: desk.press("Return"),
    )  # fmt: skip
    desk.at("^Hộ")


def record_visit(desk: Desk, path: Path) -> None:
    desk.press("F6")
    desk.at("^Ghi kết quả đến nhà$")
    desk.press("Return", "Return", "1", "ctrl+Return")
    desk.until("the visit", lambda: count(path, "SELECT count(*) FROM visit_results") > 0)
    desk.at("^Hộ")


def enrol(desk: Desk, path: Path) -> None:
    desk.press("F7")
    desk.at("^Quyền lợi")
    desk.press("F8")
    desk.at("^Ghi đóng")
    desk.type("1tr5")
    desk.press("Return")
    desk.until(
        "the enrolment",
        lambda: count(path, "SELECT count(*) FROM enrolments WHERE scheme = 'vsi'") == 1,
        lambda: desk.press("ctrl+Return"),
    )


def print_sheet(desk: Desk, out: Path) -> None:
    desk.press("alt+2")
    desk.at("^Hộ")
    desk.press("ctrl+p")
    desk.at("^In ấn")
    desk.until("the dialog", lambda: "Lưu PDF" in desk.titles(), lambda: desk.press("ctrl+s"))
    desk.at("^Lưu PDF$")
    desk.press("ctrl+a")
    desk.type(str(out))
    desk.press("Return")
    desk.until("the sheet", out.exists)


def export_month(desk: Desk, out: Path) -> None:
    desk.at("^In ấn")
    desk.until(
        "the report",
        lambda: any(title.startswith("Báo cáo") for title in desk.titles()),
        lambda: desk.click(*rail_spot("reports")),
    )
    desk.at("^Báo cáo")
    desk.until("the dialog", lambda: "Xuất Excel" in desk.titles(), lambda: desk.press("ctrl+e"))
    desk.at("^Xuất Excel$")
    desk.press("ctrl+a")
    desk.type(str(out))
    desk.press("Return")
    desk.until("the workbook", out.exists)


def test_from_an_empty_machine_to_the_monthly_workbook(desk: Desk) -> None:
    path = make_register(desk)
    import_roster(desk, path)
    find_household(desk)
    record_visit(desk, path)
    enrol(desk, path)
    with opened(path) as register:
        months, gross, state, payable = register.connection.row(
            "SELECT months, gross, state_support, payable FROM enrolments WHERE scheme = 'vsi'"
        ) or (0, 0, 0, 0)
        assert months == 6
        # 22 % of 1,500,000 for six months (Law 41/2024/QH15, Article 36).
        assert gross == 1_980_000
        assert payable == gross - state
    sheet, book = desk.home / "phieu.pdf", desk.home / "thang.xlsx"
    print_sheet(desk, sheet)
    with pypdfium2.PdfDocument(sheet) as pdf:
        assert "PHIẾU TƯ VẤN" in pdf[0].get_textpage().get_text_range()
    export_month(desk, book)
    assert openpyxl.load_workbook(book).worksheets
    undo_after_restart(desk, path)
    assert "Traceback" not in desk.said()


def test_the_sample_is_opened_with_the_mouse_and_every_place_with_its_number(desk: Desk) -> None:
    desk.start()
    desk.at("^Sổ An Sinh$")
    desk.until(
        "the sample",
        lambda: any(title.startswith("BẢN TẬP – ") for title in desk.titles()),
        lambda: desk.click(*SAMPLE),
    )
    desk.at("^BẢN TẬP – ")
    for keys, title in railed():
        desk.press(keys)
        desk.at(f"^BẢN TẬP – {title}")
    desk.press("alt+2")
    desk.at("^BẢN TẬP – Hộ")
    assert "Traceback" not in desk.said()


def test_a_list_that_is_none_ends_in_a_sentence_and_the_register_stays(desk: Desk) -> None:
    path = make_register(desk)
    (desk.home / "anh.xlsx").write_bytes(b"\x89PNG no spreadsheet")
    before = count(path, "SELECT count(*) FROM changes")
    choose(desk, desk.home / "anh.xlsx")
    desk.press("ctrl+Return", "alt+0")
    desk.at("^Thiết lập")
    assert count(path, "SELECT count(*) FROM changes") == before
    assert count(path, "SELECT count(*) FROM people") == 0
    assert "Traceback" not in desk.said()


def undo_after_restart(desk: Desk, path: Path) -> None:
    desk.kill()
    desk.start(str(path))
    desk.at("^Sổ An Sinh$")
    desk.type(PASSWORD)
    desk.press("Return")
    go_to(desk, "households")
    desk.press("ctrl+z")
    desk.until(
        "the undo", lambda: count(path, "SELECT count(*) FROM enrolments WHERE scheme = 'vsi'") == 0
    )
    assert count(path, "SELECT count(*) FROM payments") == 0
    assert count(path, "SELECT count(*) FROM visit_results") > 0
    assert count(path, "SELECT count(*) FROM people") == PEOPLE
