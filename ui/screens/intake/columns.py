"""The columns of a file: what each was taken for, with an example, and how to choose otherwise."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storage.intake import ColumnReading, Plan
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.notices import Banner
from ui.panels import Panel, ruler, words
from ui.screens.intake.cells import BECOMES, CutDelegate, CutModel
from ui.screens.intake.wording import FIELDS, IGNORED, field_words, notes, tr
from ui.table_view import RecordTable
from ui.tables import Column

UNUSED = "-"


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


class ColumnsPanel(Panel):
    """What was recognised in a file.

    Signals:
        assigned: a column shall be read otherwise; carries its heading and the field or None.
    """

    assigned = Signal(str, object)

    def __init__(self, change: QAction) -> None:
        super().__init__(tr("Cột đã nhận ra"))
        self.add_to_head(Button.of(change, kind="link"))
        self.banner = Banner("info")
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(12, 8, 12, 8)
        above.addWidget(self.banner)
        self.model = CutModel(
            (
                Column(tr("Trong tệp"), lambda c: c.heading or tr("(trống)"), kind="second",
                       width=98),
                Column(tr("Là"), lambda c: field_words(c.field), kind="strong", width=126),
                Column(tr("Ví dụ: trước, sau"), example,
                       note=lambda c: "warnmark" if is_used(c) and c.doubtful else ""),
            ),
            row_id=lambda c: (c.heading, c.field),
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

    def show_plan(self, plan: Plan) -> None:
        """Show the columns of a reading, keeping the current one."""
        reading = plan.reading
        kept = self.table.current_id()
        used = sum(1 for column in reading.columns if is_used(column))
        text = tr("{used} trong {all} cột").format(used=used, all=len(reading.columns))
        self.set_title(tr("Cột đã nhận ra"), text)
        legacy = reading.book.writing != "unicode"
        said = tr("Chữ kiểu <b>.VnTime (TCVN3)</b> đã đổi sang Unicode.") if legacy else ""
        self.banner.say(said, tone="info")
        self._above.setVisible(legacy)
        self.model.set_rows(reading.columns)
        if kept is not None:
            self.table.select_id(kept)
        lines = notes(reading, plan.new_villages, plan.new_households)
        self.note_line.setText(" ".join(lines))
        self.note_line.setVisible(bool(lines))
        self._rule.setVisible(bool(lines))

    def ask(self) -> None:
        """Ask what the current column is, the first one if none is."""
        place = max(self.table.currentIndex().row(), 0)
        column = self.model.row_at(place)
        if column is None:
            return
        dialog = ColumnDialog(column, self.window())
        if dialog.exec():
            self.assigned.emit(column.heading, dialog.field())


class ColumnDialog(Dialog):
    """What one column of the file is."""

    def __init__(self, column: ColumnReading, parent: QWidget) -> None:
        super().__init__(
            tr("Cột “{heading}” là gì?").format(heading=column.heading),
            tr("Ví dụ trong tệp: {value}").format(value=column.before or tr("trống")),
            filled=tr("Đọc lại"),
            parent=parent,
            foot_note=tr("Tệp gốc giữ nguyên, chưa ghi gì vào sổ."),
        )
        choices = [Choice(name, field_words(name)) for name in FIELDS]
        choices.append(Choice(UNUSED, field_words(None)))
        self.choice = ChoiceEdit("field", tr("Là"), choices, typed=True)
        known = column.field if column.field in FIELDS else UNUSED
        self.choice.set_value(known)
        self.body.addWidget(self.choice)
        self.choice.setFocus()

    def field(self) -> str | None:
        """The field chosen; None for a column that is not used."""
        chosen = self.choice.value()
        return None if chosen in {None, UNUSED} else str(chosen)
