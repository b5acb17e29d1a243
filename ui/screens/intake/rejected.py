"""Rows that were not taken: which cell, why, and a field in the row to put it right."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMoveEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from rules.money import dong
from storage.intake import Rejected
from storage.intake.suggesting import suggested
from ui.buttons import Button
from ui.cells import cell_padding
from ui.cut_cells import CutDelegate, CutModel, Index
from ui.notices import EmptyState
from ui.panels import Panel
from ui.screens.intake.draft import Draft
from ui.screens.intake.marks import put_mark
from ui.screens.intake.wording import tr, why_words
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column

FIELD = 24
MEND = 5
_GUESSED = 2_000  # beyond, nobody mends row by row


def field_height() -> int:
    """As high as a field in a row can be now."""
    sizes = look().metrics
    return min(sizes.px(FIELD), sizes.dense - 2)


class MendDelegate(CutDelegate):
    """Draws the last column as fields: what was typed, or what to do."""

    def _paint_words(self, painter: QPainter, inner: QRectF, index: Index, kind: str) -> None:  # type: ignore[override]
        if index.column() != MEND:
            super()._paint_words(painter, inner, index, kind)  # type: ignore[arg-type]
            return
        now = look()
        height = field_height()
        top = inner.center().y() - height / 2 + 1
        box = QRectF(inner.left() + 0.5, top + 0.5, inner.width() - 1, height - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(now.color("surface"))
        painter.setPen(now.color("lines"))
        painter.drawRoundedRect(box, 4, 4)
        typed = str(index.data() or "")
        painter.setFont(now.font("small"))
        painter.setPen(now.color("text" if typed else "text3"))
        words = typed or tr("gõ giá trị đúng")
        painter.drawText(box.adjusted(8, 0, -6, 0), Qt.AlignmentFlag.AlignVCenter, words)


class FieldRoom(QWidget):
    """Where the field of the current row stands: exactly over the one that is drawn."""

    def __init__(self, table: RecordTable, line: QLineEdit) -> None:
        super().__init__()
        self._table = table
        self._box = QHBoxLayout(self)
        self._box.addWidget(line)
        self._fit()

    def _fit(self) -> None:
        left, right = cell_padding(self._table.horizontalHeader(), MEND)
        self._box.setContentsMargins(left, 0, right, 1)

    def moveEvent(self, event: QMoveEvent) -> None:
        """A scroll bar came or went."""
        super().moveEvent(event)
        self._fit()


class RejectedPanel(Panel):
    """The rows that were not taken.

    Signals:
        mended: Enter in the field of a row; carries the Rejected and what was typed.
    """

    mended = Signal(object, str)

    def __init__(self, save: QAction) -> None:
        super().__init__(tr("Chưa nhận được"))
        put_mark(self, "ended", "bad")
        self.save = Button.of(save, kind="link")
        self.add_to_head(self.save)
        self._typed: dict[Rejected, str] = {}
        self._guessed: dict[Rejected, str | None] = {}
        self.model = CutModel(self._columns(), row_id=lambda row: row)
        self.table = RecordTable(self.model, dense=True)
        self.table.setItemDelegate(MendDelegate(self.table))
        self.table.setAccessibleName(tr("Dòng chưa nhận được"))
        self.line = QLineEdit()
        self._holder: QWidget | None = None
        self.table.current_changed.connect(self._place_field)
        self.table.chosen.connect(lambda _id: self.focus_field())
        self.table.installEventFilter(self)
        look().changed.connect(self._size_field)
        self._none = EmptyState(
            tr("Dòng nào cũng đọc được"), tr("Không có gì phải sửa."), icon_name="check"
        )
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._none, 1)

    def _columns(self) -> tuple[Column[Rejected], ...]:
        return (
            Column(tr("Dòng"), lambda r: dong(r.row), align="right", kind="second", width=66),
            Column(tr("Trang"), lambda r: r.sheet, kind="second", width=84),
            Column(tr("Cột"), lambda r: r.column, width=100),
            Column(tr("Giá trị"), lambda r: r.value or tr("trống"), width=136),
            Column(tr("Vì sao"), lambda r: why_words(r.why)),
            Column(tr("Sửa thành"), self._proposed, width=138),
        )

    def show_draft(self, draft: Draft) -> None:
        """Show the rows of a draft; the row after a mended one becomes the current one."""
        rows = draft.plan.rejected
        place = max(self.table.currentIndex().row(), 0)
        self._drop_field()
        self._typed = dict(draft.mended)
        self._guessed = {row: suggested(draft.reading, row) for row in rows[:_GUESSED]}
        note = tr("sửa tại đây, tệp gốc giữ nguyên") if rows else ""
        self.set_title(tr("{n} dòng chưa nhận được").format(n=dong(len(rows))), note)
        self.save.setVisible(bool(rows))
        self.table.setColumnHidden(1, not draft.sheets)
        self._make_room(draft.sheets)
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        if rows:
            place = min(place, len(rows) - 1)
            self.table.setCurrentIndex(self.model.index(place, 0))

    def _make_room(self, sheets: bool) -> None:
        """Narrow the columns where the sheet stands beside them, so that reasons are read whole."""
        widths = {2: 84, 3: 106, MEND: 132} if sheets else {2: 100, 3: 136, MEND: 138}
        for column, width in widths.items():
            self.table.setColumnWidth(column, look().metrics.px(width))

    def _proposed(self, row: Rejected) -> str:
        """What was typed, else what the cell most likely should have been, with a question mark."""
        guess = self._guessed.get(row)
        return self._typed.get(row) or (tr("{value}?").format(value=guess) if guess else "")

    def _before(self, row: Rejected) -> str:
        """What stands in the field when it is entered: one Enter takes a suggestion."""
        return self._typed.get(row) or self._guessed.get(row) or row.value

    def next_row(self) -> None:
        """Go to the field of the next row that nothing was typed for, around the end."""
        count = self.model.rowCount()
        now = self.table.currentIndex().row()
        focused = self.line.hasFocus()
        for step in range(1 if focused else 0, count + 1):
            place = (max(now, 0) + step) % count if count else 0
            if self.model.row_at(place) not in self._typed:
                self.table.setCurrentIndex(self.model.index(place, 0))
                break
        self.focus_field()

    def focus_field(self) -> None:
        """Put the cursor into the field of the current row."""
        if self._holder is not None:
            self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.line.selectAll()

    # -- the field in the current row

    def _drop_field(self) -> None:
        if self._holder is not None:
            self._holder.deleteLater()  # not at once: its own key may be on the way
            self._holder = None

    def _size_field(self) -> None:
        self._place_field(self.table.current_id())

    def _place_field(self, row: object) -> None:
        self._drop_field()
        if not isinstance(row, Rejected):
            return
        self.line = QLineEdit(self._before(row))
        inner = field_height() - 4
        self.line.setStyleSheet(
            f"min-height: {inner}px; max-height: {inner}px; border-radius: 4px;"
        )
        self.line.setFont(look().font("small"))
        self.line.setObjectName("mend")
        self.line.setPlaceholderText(tr("gõ giá trị đúng"))
        label = tr("{column} của dòng {row}, sửa thành").format(column=row.column, row=row.row)
        self.line.setAccessibleName(label)
        self.line.installEventFilter(self)
        self._holder = FieldRoom(self.table, self.line)
        self.table.setIndexWidget(self.table.currentIndex().siblingAtColumn(MEND), self._holder)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes what was typed, Esc gives the value back, arrows go to other rows.

        A digit typed in the list begins the value of its row; letters answer the pairs below.
        """
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if watched is self.table:
            return self._begin(event)
        if watched is not self.line:
            return False
        row = self.table.current_id()
        if not isinstance(row, Rejected):
            return False
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._take(row)
            return True
        if key == Qt.Key.Key_Escape:
            self.line.setText(self._before(row))
            self.table.setFocus()
            return True
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._move(1 if key == Qt.Key.Key_Down else -1)
            return True
        return False

    def _begin(self, event: QKeyEvent) -> bool:
        text = event.text()
        if self._holder is None or not (text.isascii() and text.isdigit()):
            return False
        if not self.line.hasFocus():
            self.focus_field()
        self.line.insert(text)
        return True

    def _take(self, row: Rejected) -> None:
        text = self.line.text().strip()
        if text == row.value:
            self.next_row()
        else:
            self.mended.emit(row, text)

    def _move(self, step: int) -> None:
        place = self.table.currentIndex().row() + step
        if 0 <= place < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(place, 0))
            self.focus_field()
