"""Pictures of lists with doubts: pairs, what differs, who is named no more, columns, after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from storage.intake import Decision
from ui.screens.intake import IntakeScreen
from ui.screens.intake.rereading import ColumnDialog

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QDialog

    from storage import Register
    from storage.people import Person
    from ui.window import Window

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Thôn", "Điện thoại",
            "Giá trị đến")  # fmt: skip
POOR = ("TT", "Họ và tên chủ hộ", "Thôn", "Số CCCD chủ hộ", "Hộ nghèo", "Hộ cận nghèo")
WRONG = (
    ("Vi Văn Tuất 2", "12/03/1976", "Nam", "", "", "30/11/2026"),
    ("Mai Thị Lành", "31/02/1979", "Nữ", "038179004412", "", "30/11/2026"),
    ("Lường Thị Mến", "17/11/1958", "Nữ", "0381580066O1", "", "15/12/2026"),
    ("Tống Thị Mận", "1981", "Nữ", "0381810077770", "", "20/12/2026"),
    ("Lò Văn Sinh", "05/23/1990", "Nam", "", "", "20/12/2026"),
    ("", "1966", "Nữ", "", "", "31/12/2026"),
)


def intake_pictures(
    register: Register, window: Window, room: Path
) -> Iterator[tuple[str, QPixmap]]:
    """Cards under review, each count of it; the list of the poor of a new year; a list before."""
    window.go("intake")
    screen = window.screen_of("intake")
    if not isinstance(screen, IntakeScreen):
        return
    before = len(register.imports.list())
    screen.choose(_cards(register, room / "the-sap-het-han.xlsx"))
    yield "05-nhap-chua-nhan-duoc", _grab(window)
    for key in ("review", "sides", "added", "updated"):
        screen.review.turn(key)
        screen.review.focus_first()
        yield f"05-nhap-{key}", _grab(window)
    yield "05-nhap-cot", _columns(screen, window)
    if screen.draft is not None:
        first, *_ = screen.draft.plan.of("review")
        screen.review.answered.emit(first, Decision("other"))
    screen.write.trigger()
    yield "05-nhap-da-ghi", _grab(window)
    screen.leave_import.trigger()
    screen.open_import.trigger()
    for key in ("review", "sides", "rejected"):
        screen.opened.turn(key)
        yield f"05-nhap-truoc-{key}", _grab(window)
    screen.choose(_poor(register, room / "ho-ngheo-2027.xlsx"))
    screen.review.turn("silent")
    yield "05-nhap-khong-con-ten", _grab(window)
    screen.drop_draft()
    while len(register.imports.list()) > before:
        window.session.undo()


def _cards(register: Register, path: Path) -> Path:
    """Cards running out of people of the register, some told otherwise, some not surely them."""
    people = [one for one in register.people.list() if one.personal_id and one.born][:400:20]
    villages = [village.name for village in register.villages.all()]
    rows: list[tuple[Any, ...]] = []
    for number, one in enumerate(people):
        home = _village(register, one)
        elsewhere = next(name for name in villages if name != home)
        born = one.born.shown if one.born else ""
        sex = "Nữ" if one.sex == "female" else "Nam"
        if number % 5 == 4 and one.born:  # name, year and village are all that agrees
            rows.append((one.name, str(one.born.year), sex, "", home, f"09{number:02}111222",
                         "30/11/2026"))  # fmt: skip
            continue
        phone = f"09{number:02}555666" if number % 3 == 0 else ""
        said = elsewhere if number % 4 == 1 else home
        rows.append((one.name, born, sex, one.personal_id, said, phone, "31/12/2026"))
    rows += [(*row[:4], villages[0], *row[4:]) for row in WRONG]
    rows.append(("Vi Thị Xuân", "01/02/2004", "Nữ", "038304007781", villages[0], "", "31/12/2026"))
    title = "DANH SÁCH THẺ BHYT SẮP HẾT HẠN"
    return _write(path, title, HEADINGS, rows)


def _poor(register: Register, path: Path) -> Path:
    """The poor of next year: those of this year without every third."""
    sql = (
        "SELECT p.id FROM people p JOIN households h ON h.id = p.household_id"
        " JOIN standings s ON s.household_id = h.id"
        " WHERE p.relation = 'head' AND s.kind IN ('poor', 'near_poor') ORDER BY h.code"
    )
    rows: list[tuple[Any, ...]] = []
    for number, found in enumerate(dict.fromkeys(register.connection.column(sql))):
        one = register.people.get(found)
        if number % 3:
            marks = ("x", "") if number % 2 else ("", "x")
            rows.append((one.name, _village(register, one), one.personal_id, *marks))
    return _write(path, "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2027", POOR, rows)


def _village(register: Register, one: Person) -> str:
    names = {village.id: village.name for village in register.villages.all()}
    return names.get(one.village_id or "", "")


def _write(path: Path, title: str, head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    page.append((title,))
    page.append(())
    page.append(head)
    for number, row in enumerate(rows, 1):
        page.append((number, *row))
    book.save(path)
    return path


def _columns(screen: IntakeScreen, window: Window) -> QPixmap:
    """The window with the question what a column is."""
    reading = screen.draft.reading if screen.draft else None
    if reading is None:
        raise TypeError
    column = next(one for one in reading.columns if one.field == "name")
    dialog = ColumnDialog(reading, column, window)
    dialog.show()
    picture = _over(window, dialog)
    dialog.reject()
    return picture


def _over(window: Window, dialog: QDialog) -> QPixmap:
    picture = _grab(window)
    painter = QPainter(picture)
    corner = dialog.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
    painter.drawPixmap(corner, dialog.grab())
    painter.end()
    return picture


def _grab(window: Window) -> QPixmap:
    for _ in range(3):  # rows and fields in them settle with the width of the table
        QApplication.processEvents()
    return window.grab()
