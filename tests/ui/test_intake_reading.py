"""How a list was read, seen and changed through the real screen: columns, old fonts, memory."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storage import Register
from tests.storage.intake.old_text import tcvn3, vni
from tests.ui.keyboard import press
from ui.dialogs import Dialog
from ui.screens.intake import IntakeScreen
from ui.screens.intake.columns import elsewhere_words, reading_notes, writing_words
from ui.screens.intake.rereading import ColumnDialog, ReadingDialog, heading_words
from ui.session import Session

HEADS = ("STT", "Họ và tên", "Ngày sinh", "Sổ cũ", "Nơi ở")
ROWS = (
    (1, "Mai Thị Lành", "05/08/1979", "3800123456", "Thôn Bến, xã Mẫu"),
    (2, "Lường Thị Mến", "1981", "3800123457", "Thôn Chợ, xã Mẫu"),
)


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> IntakeScreen:
    made = IntakeScreen(session)
    qtbot.addWidget(made)
    made.resize(1182, 692)
    made.show()
    return made


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Write the list in an old font, or in Unicode, and return its path."""

    def write(
        old: Callable[[str], str] | None = None,
        font: str = "",
        name: str = "danh-sach.xlsx",
        rows: tuple[tuple[object, ...], ...] = ROWS,
    ) -> Path:
        book = Workbook()
        page = book.active
        assert page is not None
        for row in (HEADS, *rows):
            page.append([old(cell) if old and isinstance(cell, str) else cell for cell in row])
        for row in page.iter_rows():
            for cell in row:
                if font:
                    cell.font = Font(name=font)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def answer(kind: type, act: Callable[..., None]) -> None:
    """Do something with the next dialog and accept it."""

    def now() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        assert isinstance(dialog, Dialog)
        act(dialog)
        dialog.accept()

    QTimer.singleShot(0, now)


def names(screen: IntakeScreen) -> list[str]:
    assert screen.draft is not None
    return [record.name for record in screen.draft.reading.records]


def test_an_old_font_is_named_and_shown_before_and_after(
    screen: IntakeScreen, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(tcvn3, ".VnTime"))
    panel = screen.review.columns
    assert ".VnTime (TCVN3)" in panel.banner.text()
    assert panel.banner.link.text() == "Đổi cách đọc"
    assert not panel._reread.isVisible()
    shown = [panel.model.index(1, at).data() for at in range(3)]
    column = screen.draft.reading.columns[1] if screen.draft else None
    assert column is not None
    assert column.samples == (tcvn3("Mai Thị Lành"), tcvn3("Lường Thị Mến"))  # with its U+00AD
    assert shown == [tcvn3("Họ và tên"), "Họ và tên", f"{tcvn3(ROWS[0][1])} → Mai Thị Lành"]


def test_what_is_paid_and_how_is_shown_in_words(screen: IntakeScreen, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Họ và tên", "Mã số BHXH", "Mức đóng", "Phương thức đóng"])
    book.active.append(["Mai Thị Lành", "3800123456", "2tr", "quý"])
    book.save(tmp_path / "bhxh.xlsx")
    screen.choose(tmp_path / "bhxh.xlsx")
    model = screen.review.columns.model
    shown = {model.index(row, 0).data(): model.index(row, 2).data() for row in range(4)}
    assert shown["Mức đóng"] == "2tr → 2.000.000"
    assert shown["Phương thức đóng"] == "quý → 3 tháng"


def test_a_list_in_unicode_says_nothing_of_fonts(
    screen: IntakeScreen, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet())
    assert not screen.review.columns.banner.isVisible()
    assert screen.review.columns._reread.isVisible()
    assert screen.review.columns.reread.isEnabled()
    screen.drop_draft()
    assert not screen.review.columns.reread.isEnabled()


def test_the_way_of_writing_is_changed_for_the_file_and_follows_at_once(
    screen: IntakeScreen, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(vni))
    assert names(screen) == ["Mai Thị Lành", "Lường Thị Mến"]
    seen: list[tuple[str, ...]] = []

    def choose(dialog: ReadingDialog) -> None:
        seen.append(dialog.before.after())
        dialog.script.set_value("unicode")
        seen.append(dialog.before.after())

    answer(ReadingDialog, choose)
    screen.review.columns.reread.trigger()
    assert seen[0][0] == "Mai Thị Lành"
    assert seen[1][0] == vni("Mai Thị Lành")
    assert names(screen)[0] == vni("Mai Thị Lành")
    assert "lần sau sẽ được nhận ra ngay" in screen.review.columns.note_line.text()
    answer(ReadingDialog, lambda dialog: dialog.script.set_value("auto"))
    screen.review.columns.reread.trigger()
    assert names(screen) == ["Mai Thị Lành", "Lường Thị Mến"]


def test_enter_goes_through_what_a_column_is_and_reads_the_file_again(
    screen: IntakeScreen, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet())
    seen: list[bool] = []

    def type_it() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ColumnDialog)
        press(dialog.choice.editor(), Qt.Key.Key_Return)
        seen.append(dialog.isVisible())
        press(dialog.script.editor(), Qt.Key.Key_Return)
        seen.append(dialog.isVisible())

    columns = screen.review.columns
    columns.table.setCurrentIndex(columns.model.index(1, 0))
    QTimer.singleShot(0, type_it)
    screen.change_column.trigger()
    assert seen == [True, False]


def test_the_kind_of_list_is_chosen(screen: IntakeScreen, sheet: Callable[..., Path]) -> None:
    screen.choose(sheet())
    answer(ReadingDialog, lambda dialog: dialog.kind.set_value("not_covered"))
    screen.review.columns.reread.trigger()
    assert screen.draft is not None
    assert screen.draft.reading.kind == "not_covered"
    answer(ReadingDialog, lambda _dialog: None)  # nothing chosen otherwise: nothing read again
    draft = screen.draft
    screen.review.columns.reread.trigger()
    assert screen.draft is draft


def test_a_column_is_assigned_and_the_shape_remembered(
    screen: IntakeScreen, register: Register, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet())
    panel = screen.review.columns
    panel.table.setCurrentIndex(panel.model.index(3, 0))
    answer(ColumnDialog, lambda dialog: dialog.choice.set_value("si_number"))
    screen.change_column.trigger()
    assert panel.model.index(3, 1).data() == "Mã số BHXH"
    screen.write.trigger()
    numbers = register.connection.column("SELECT si_number FROM people ORDER BY si_number")
    assert list(numbers) == ["3800123456", "3800123457"]
    later = ((1, "Vi Văn Tuất", "1990", "3800123458", "Thôn Bến, xã Mẫu"),)
    screen.choose(sheet(name="thang-sau.xlsx", rows=later))
    assert screen.draft is not None
    assert screen.draft.reading.remembered
    assert "mẫu đã nhớ" in panel.note_line.text()
    assert screen.draft.reading.records[0].si_number == "3800123458"


def test_a_single_column_is_written_otherwise(
    screen: IntakeScreen, sheet: Callable[..., Path]
) -> None:
    screen.choose(sheet(tcvn3))
    panel = screen.review.columns
    panel.table.setCurrentIndex(panel.model.index(1, 0))
    seen: list[tuple[str, ...]] = []

    def choose(dialog: ColumnDialog) -> None:
        dialog.script.set_value("vni")
        seen.append(dialog.before.after())
        dialog.script.set_value("unicode")

    answer(ColumnDialog, choose)
    screen.change_column.trigger()
    assert seen[0][0] != "Mai Thị Lành"
    assert names(screen)[0] != "Mai Thị Lành"
    assert screen.draft is not None
    assert screen.draft.reading.records[0].village == "Thôn Bến"


def test_what_is_hidden_or_elsewhere_is_said(
    screen: IntakeScreen, session: Session, tmp_path: Path
) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(HEADS)
    page.append((1, "Mai Thị Lành", "1979", "", "thôn Vân, xã Cẩm Phong, huyện Cẩm Thủy"))
    page.append((2, "Vi Văn Tuất", "1980", "", "thôn Vân, xã Cẩm Bình, huyện Cẩm Thủy"))
    page.row_dimensions[3].hidden = True
    other = book.create_sheet("Bản cũ")
    other.append(("Họ và tên",))
    other.sheet_state = "hidden"
    book.save(tmp_path / "ds.xlsx")
    with session.change("Chọn xã"):
        session.register.office.save(commune_code="15142")
    screen.choose(tmp_path / "ds.xlsx")
    said = screen.review.columns.note_line.text()
    assert "Bỏ qua 1 trang đang ẩn: Bản cũ." in said
    assert "1 dòng đang ẩn trong tệp vẫn được đọc." in said
    # Cẩm Bình became Cẩm Thạch, the commune itself; Cẩm Phong lies in Cẩm Thủy
    assert "1 dòng có địa chỉ ở nơi khác: dòng 2 (Xã Cẩm Thủy, tỉnh Thanh Hóa)." in said
    assert screen.draft is not None
    assert screen.draft.elsewhere[0].former == "Thị trấn Phong Sơn, huyện Cẩm Thủy"
    assert elsewhere_words(screen.draft.elsewhere * 3).endswith("và các dòng khác.")
    assert reading_notes(screen.draft.reading)
    assert writing_words(screen.draft.reading) == ""


def test_a_column_without_a_heading_is_named_by_its_place(
    screen: IntakeScreen, sheet: Callable[..., Path], tmp_path: Path
) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(("Họ và tên", "Ngày sinh", None))
    page.append(("Mai Thị Lành", "1979", "3800123456"))
    book.save(tmp_path / "ds.xlsx")
    screen.choose(tmp_path / "ds.xlsx")
    assert screen.draft is not None
    assert heading_words(screen.draft.reading.columns[2]) == "(cột thứ 3)"
