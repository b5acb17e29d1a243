"""Sheets of the kit: every state of buttons, fields, badges, tables and dialogs in one picture."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.buttons import Button
from ui.checks import CheckBox, RadioButton
from ui.choices import Choice, ChoiceEdit
from ui.counters import Counter, Counters
from ui.dialogs import Dialog
from ui.fields import Field, TextField
from ui.focus_ring import FocusRing
from ui.notices import Banner, EmptyState, FailedState
from ui.panels import Panel, SkeletonRows, words
from ui.segments import Segment, Segments
from ui.states import Badge
from ui.style import prepare, set_theme
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.timeline import Happening, Timeline
from ui.totals import TotalRow
from ui.values import DateEdit, MoneyEdit
from ui.workings import Workings, WorkingStep

DAY = date(2026, 11, 21)


def draw(widget: QWidget, size: QSize, path: Path) -> None:
    """Draw a widget at a size, as it is on screen, into a PNG."""
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.resize(size)
    widget.show()
    QApplication.processEvents()
    picture = QPixmap(size)
    widget.render(picture)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(str(path))


def draw_kit(folder: Path) -> list[Path]:
    """Draw both sheets, light and dark."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError
    drawn = []
    for theme, end in (("light", ""), ("dark", "-dark")):
        set_theme(app, theme)  # type: ignore[arg-type]
        for name, make in (("kit-1", controls), ("kit-2", views)):
            sheet = make()
            path = folder / f"{name}{end}.png"
            draw(sheet, QSize(1366, 768), path)
            sheet.deleteLater()
            drawn.append(path)
    return drawn


def _sheet(title: str, *columns: QVBoxLayout) -> QWidget:
    sheet = QWidget()
    sheet.setObjectName("page")
    sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    outer = QVBoxLayout(sheet)
    outer.setContentsMargins(24, 20, 24, 20)
    outer.addWidget(words(title, "title"))
    row = QHBoxLayout()
    row.setSpacing(16)
    for column in columns:
        column.setSpacing(12)
        row.addLayout(column, 1)
    outer.addLayout(row, 1)
    return sheet


def _column(*panels: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    for panel in panels:
        column.addWidget(panel)
    column.addStretch(1)
    return column


def _panel(title: str, *parts: QWidget | QHBoxLayout | QGridLayout) -> Panel:
    panel = Panel(title, ruled=False)
    panel.pad(12, 0, 12, 12)
    panel.body.setSpacing(8)
    for part in parts:
        if isinstance(part, QWidget):
            panel.body.addWidget(part)
        else:
            panel.body.addLayout(part)
    return panel


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def controls() -> QWidget:
    """Buttons, fields, choices and banners in all their states."""
    over = Button("Lướt qua", kind="filled", icon_name="square-pen")
    over.set_hover(True)
    held = Button("Đang nhấn", kind="filled", icon_name="square-pen")
    held.setDown(True)
    locked = Button("Khóa", kind="filled", icon_name="square-pen")
    locked.setEnabled(False)
    plain_over = Button("Lướt qua", icon_name="printer")
    plain_over.set_hover(True)
    ringed = Button("Bằng phím", icon_name="printer")
    buttons = _panel(
        "Nút",
        _row(Button("Ghi kết quả", kind="filled", icon_name="square-pen", keys="F6"), over, held,
             locked),
        _row(Button("In phiếu", icon_name="printer", keys="Ctrl+P"), plain_over, ringed,
             Button("Xóa khỏi sổ", kind="danger", icon_name="trash-2")),
        _choices(),
    )  # fmt: skip
    sheet = _sheet(
        "Nút, ô nhập, nhãn, thông báo",
        _column(buttons, _fields(), _counters()),
        _column(_badges(), _banners(), _workings()),
    )
    ring = FocusRing(sheet)
    QTimer.singleShot(0, ring, lambda: ring.around(ringed))
    return sheet


def _choices() -> QHBoxLayout:
    on = CheckBox("Đã chọn")
    on.setChecked(True)
    one = RadioButton("Một trong nhiều")
    one.setChecked(True)
    segments = Segments((Segment("all", "Tất cả"), Segment("soon", "Sắp hết 3", "ending")))
    return _row(on, CheckBox("Chưa chọn"), one, segments, Button("Xem cả thôn", kind="link"))


def _fields() -> Panel:
    wrong = DateEdit("wrong", "Có lỗi", on=DAY)
    wrong.set_text("31/02/1988")
    wrong.settle()
    doubt = MoneyEdit("doubt", "Nên xem lại")
    doubt.set_value(1_520_000)
    doubt.show_warning("Thường là bội của 50.000")
    locked = TextField("locked", "Khóa")
    locked.set_value("AAA-AAA")
    locked.set_state("locked")
    unknown = TextField("unknown", "Chưa rõ (là một trả lời)")
    unknown.set_state("unknown")
    choice = ChoiceEdit("choice", "Chọn", [Choice("a", "Hộ cận nghèo", "40 %")])
    plain = TextField("plain", "Thường")
    plain.set_value("Một dòng chữ")
    fields: list[Field] = [
        plain, DateEdit("born", "Chưa gõ", on=DAY, birth=True, hint="gõ 050879"), locked,
        choice, MoneyEdit("sum", "Số tiền", hint="gõ 1tr5"), TextField("more", "Ghi chú"),
        wrong, doubt, unknown,
    ]  # fmt: skip
    grid = QGridLayout()
    grid.setSpacing(12)
    for number, field in enumerate(fields):
        grid.addWidget(field, number // 3, number % 3)
    return _panel("Ô nhập", grid)


def _counters() -> Panel:
    counters = Counters()
    counters.set_counters(
        (Counter("a", 1204, "mới"), Counter("b", 31, "sửa"), Counter("c", 0, "cần xem", "warn"))
    )
    return _panel("Đếm", counters)


@dataclass(frozen=True)
class _Line:
    name: str
    born: str
    badge: Badge
    pay: str


BADGES = (
    Badge("covered", "30/09/2027", "học sinh"),
    Badge("ending", "30/11/2026", "còn 9 ngày", boxed=True),
    Badge("ended", "Hết hạn 15/08/2026", boxed=True),
    Badge("stopped", "Dừng từ 04/2025", boxed=True),
    Badge("state_paid", "Nhà nước đóng"),
    Badge("compulsory", "BHXH bắt buộc"),
    Badge("unknown", "Chưa rõ, hỏi lại", boxed=True),
    Badge("not_applicable", "Chưa đến tuổi"),
)


def _lines() -> list[_Line]:
    return [
        _Line(f"Người thứ {n + 1}", "12/03/1976", badge, "1.366.200")
        for n, badge in enumerate(BADGES)
    ]


def _table() -> RecordTable:
    columns: tuple[Column[_Line], ...] = (
        Column("", lambda line: "", kind="check", width=40, sortable=False),
        Column("Họ và tên", lambda line: line.name, kind="strong"),
        Column("Ngày sinh", lambda line: line.born, align="right", width=100),
        Column("BHYT đến ngày", lambda line: "", kind="badge", badge=lambda line: line.badge,
               width=206),
        Column("Phải đóng", lambda line: line.pay, align="right", width=98),
    )  # fmt: skip
    model: RowsModel[_Line] = RowsModel(columns, row_id=lambda line: line.name)
    model.set_rows(_lines())
    table = RecordTable(model)
    table.select_id("Người thứ 3")
    model.set_checked({"Người thứ 3"})
    table.fit_rows()
    return table


def _badges() -> Panel:
    panel = Panel()
    table = _table()
    panel.body.addWidget(table)
    panel.body.addWidget(TotalRow(table, ("", "Cộng 8 người", "", "", "3.142.260")))
    return panel


def _banners() -> Panel:
    return _panel(
        "Thông báo trong trang",
        Banner("info", "Phông .VnTime (TCVN3), đã đổi sang Unicode.", link="Đổi cách đọc"),
        Banner("ok", "Đã ghi, số liệu giữ nguyên.", link="Xem khác biệt"),
        Banner("warn", "Mức này chưa được xác nhận.", link="Xem căn cứ"),
        Banner("bad", "Chưa ghi được: ổ đĩa đã đầy. Không mất dòng nào.", link="Chọn chỗ khác"),
    )


def _workings() -> Panel:
    steps = Workings()
    steps.put(
        (
            WorkingStep("Một phép tính", "1.000.000", "Văn bản nêu căn cứ, Điều 1"),
            WorkingStep("Một bước chưa chắc", "chưa rõ", "Chưa có văn bản", unsure=True),
        )
    )
    steps.setFixedHeight(90)
    panel = Panel("Vì sao?")
    panel.body.addWidget(steps)
    return panel


def views() -> QWidget:
    """Timeline, still rows, empty and failed pages, a dialog."""
    timeline = Timeline()
    timeline.put(
        (Happening("15/11/2026", "thinking", "Đến nhà · người đi", "Nghĩ thêm. **Hẹn 21/11.**"),
         Happening("04/2025", "stopped", "Dừng tham gia", "Thu nhập giảm."),
         Happening("02/2021", "agreed", "Bắt đầu tham gia"))
    )  # fmt: skip
    timeline.setFixedHeight(160)
    story = Panel("Đã vận động", "3 việc")
    story.body.addWidget(timeline)
    route = Button("Lập tuyến", kind="filled", icon_name="footprints", keys="Ctrl+T")
    empty = _panel("Chưa có gì", EmptyState(
        "Thôn này chưa có lần đến nhà nào", "Lập tuyến đi, in phiếu, rồi nhập kết quả khi về.",
        icon_name="footprints", button=route))  # fmt: skip
    failed = _panel("Có lỗi", FailedState(
        "Không mở được sổ", "Bản sao lưu gần nhất còn tốt.",
        (Button("Dùng bản sao", kind="filled", icon_name="database-backup", keys="Enter"),
         Button("Chọn bản khác", icon_name="history"))))  # fmt: skip
    dialog = Dialog(
        "Ghi một việc?",
        "Việc này được ghi vào sổ.",
        filled="Ghi",
        foot_note="Hoàn tác được bằng Ctrl+Z",
    )
    dialog.body.addWidget(DateEdit("day", "Ngày", on=DAY, hint="gõ 201126"))
    dialog.setWindowFlags(Qt.WindowType.Widget)
    return _sheet(
        "Bảng, trạng thái, hộp thoại",
        _column(_badges(), story),
        _column(dialog, _panel("Đang đọc", SkeletonRows(3)), empty, failed),
    )


def open_app() -> QApplication:
    """The program's application for drawing."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([])
    prepare(app, "light")
    return app
