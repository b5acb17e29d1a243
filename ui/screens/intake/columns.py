"""The columns of a file: what each was taken for, with an example, and how to choose otherwise."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rules.money import dong
from storage.intake import Assignment, ColumnReading, Plan, Reading
from storage.intake.elsewhere import Elsewhere
from ui.buttons import Button
from ui.cut_cells import BECOMES, CutDelegate, CutModel
from ui.notices import Banner
from ui.panels import Panel, ruler, words
from ui.screens.intake.rereading import ColumnDialog, ReadingDialog, heading_words
from ui.screens.intake.wording import IGNORED, field_words, notes, tr
from ui.table_view import RecordTable
from ui.tables import Column


def is_used(column: ColumnReading) -> bool:
    """Whether the register takes anything from a column."""
    return column.field is not None and column.field not in IGNORED


def example(column: ColumnReading) -> str:
    """One cell before and after, or the cell alone where nothing is taken or changed."""
    if not is_used(column) or not column.before:
        return ""
    if column.after in {"", column.before}:
        return column.before
    return f"{column.before} {BECOMES} {column.after}"


def writing_words(reading: Reading) -> str:
    """How the text of a file was written, where that was no Unicode; empty otherwise."""
    book = reading.book
    if book.writing == "unicode":
        return ""
    named = {"tcvn3": ".VnTime (TCVN3)", "vni": "VNI"}[book.writing]
    if book.font:
        named = f"{book.font} ({'TCVN3' if book.writing == 'tcvn3' else 'VNI'})"
    return tr("Chữ kiểu <b>{font}</b> đã đổi sang Unicode.").format(font=named)


def reading_notes(reading: Reading) -> tuple[str, ...]:
    """What the clerk should know of how a file was read."""
    said = []
    if reading.remembered:
        said.append(tr("Đọc theo mẫu đã nhớ từ lần nhập trước."))
    elif reading.assignment:
        said.append(tr("Tệp cùng mẫu lần sau sẽ được nhận ra ngay."))
    if reading.book.hidden:
        text = tr("Bỏ qua {n} trang đang ẩn: {names}.")
        named = ", ".join(reading.book.hidden[:3])
        said.append(text.format(n=len(reading.book.hidden), names=named))
    if reading.book.hidden_rows:
        text = tr("{n} dòng đang ẩn trong tệp vẫn được đọc.")
        said.append(text.format(n=dong(reading.book.hidden_rows)))
    return tuple(said)


def elsewhere_words(rows: tuple[Elsewhere, ...]) -> str:
    """Which rows have an address in another commune; empty when none has."""
    if not rows:
        return ""
    named = [
        tr("dòng {row} ({commune})").format(row=dong(one.row), commune=one.communes[0])
        for one in rows[:2]
    ]
    text = tr("{n} dòng có địa chỉ ở nơi khác: {rows}.")
    if len(rows) > len(named):
        text = tr("{n} dòng có địa chỉ ở nơi khác: {rows} và các dòng khác.")
    return text.format(n=dong(len(rows)), rows=", ".join(named))


class ColumnsPanel(Panel):
    """What was recognised in a file.

    Args:
        change: asks what the current column is.
        act: makes an action of the screen.

    Signals:
        assigned: the file shall be read otherwise; carries an Assignment.
    """

    assigned = Signal(object)

    def __init__(self, change: QAction, act: Callable[..., QAction]) -> None:
        super().__init__(tr("Cột đã nhận ra"))
        self._reading: Reading | None = None
        self.reread = act(tr("Đổi cách đọc"), self.ask_reading, keys="Shift+F3")
        self.reread.setEnabled(False)
        self._reread = Button.of(self.reread, kind="link")
        self.add_to_head(self._reread, Button.of(change, kind="link"))
        self.banner = Banner("info")
        self.banner.pressed.connect(self.reread.trigger)
        if (row := self.banner.layout()) is not None:
            row.setSpacing(6)  # the sentence stands in one line beside its link
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(12, 8, 12, 8)
        above.addWidget(self.banner)
        self.model = CutModel(
            (
                Column(tr("Trong tệp"), heading_words, kind="second", width=108),
                Column(tr("Là"), lambda c: field_words(c.field), kind="strong", width=126),
                Column(tr("Ví dụ: trước, sau"), example,
                       note=lambda c: "warnmark" if is_used(c) and c.doubtful else ""),
            ),
            row_id=lambda c: c.key,
            dim=lambda c: not is_used(c),
        )  # fmt: skip
        self.table = RecordTable(self.model, dense=True)
        # headings of one file begin alike (Ngày, tháng, năm sinh) and end apart (nam, nữ)
        self.table.setItemDelegate(CutDelegate(self.table, Qt.TextElideMode.ElideMiddle))
        self.table.setAccessibleName(tr("Cột đã nhận ra"))
        self.table.chosen.connect(lambda _id: change.trigger())
        self.note_line = words("", "small", wrap=True)
        self.note_line.setContentsMargins(12, 8, 12, 8)
        self._rule = ruler()
        self.body.addWidget(self._above)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._rule)
        self.body.addWidget(self.note_line)

    def show_plan(self, plan: Plan, elsewhere: tuple[Elsewhere, ...] = ()) -> None:
        """Show the columns of a reading, keeping the current one."""
        reading = plan.reading
        self._reading = reading
        kept = self.table.current_id()
        used = sum(1 for column in reading.columns if is_used(column))
        text = tr("{used} trong {all} cột").format(used=used, all=len(reading.columns))
        self.set_title(tr("Cột đã nhận ra"), text)
        said = writing_words(reading)
        self.banner.say(said, tone="info", link=tr("Đổi cách đọc") if said else "")
        self._above.setVisible(bool(said))
        self._reread.setVisible(not said)
        self.model.set_rows(reading.columns)
        if kept is not None:
            self.table.select_id(kept)
        lines = [
            *notes(reading, plan.new_villages, plan.new_households),
            *reading_notes(reading),
            elsewhere_words(elsewhere),
        ]
        lines = [line for line in lines if line]
        self.note_line.setText(" ".join(lines))
        self.note_line.setVisible(bool(lines))
        self._rule.setVisible(bool(lines))

    def showEvent(self, event: QShowEvent) -> None:
        """A file is under review: it may be read otherwise."""
        super().showEvent(event)
        self.reread.setEnabled(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """No file is under review."""
        super().hideEvent(event)
        self.reread.setEnabled(False)

    def ask(self) -> None:
        """Ask what the current column is, the first one if none is."""
        place = max(self.table.currentIndex().row(), 0)
        column = self.model.row_at(place)
        if column is None or self._reading is None:
            return
        dialog = ColumnDialog(self._reading, column, self.window())
        if dialog.exec():
            self._take(dialog.assignment())

    def ask_reading(self) -> None:
        """Ask what kind of list it is and how its text is written."""
        if self._reading is None:
            return
        dialog = ReadingDialog(self._reading, self.window())
        if dialog.exec():
            self._take(dialog.assignment())

    def _take(self, assignment: Assignment) -> None:
        if self._reading is not None and assignment != self._reading.assignment:
            self.assigned.emit(assignment)
