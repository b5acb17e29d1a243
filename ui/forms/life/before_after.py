"""The table before and after: what the register says, and what it will say once written."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView

from ui.cells import CellDelegate, Index
from ui.forms.wording import tr
from ui.panels import Panel
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import KIND, Column, RowsModel

_WHAT = 168


@dataclass(frozen=True, slots=True)
class Line:
    """One line: whose or what, now, and afterwards.

    Attributes:
        bold: what comes out is what the act is about, such as the new head.
        gone: afterwards there is nothing more to say but this.
    """

    what: str
    before: str
    after: str
    changed: bool
    bold: bool = False
    gone: bool = False


class _Delegate(CellDelegate):
    """As in every table; that nothing changes stands at the right edge of its cell."""

    def _paint_words(self, painter: QPainter, inner: QRect, index: Index, kind: str) -> None:
        line = self._table.rows_model.row_at(index.row())
        if index.column() != _AFTER or not isinstance(line, Line) or line.changed:
            super()._paint_words(painter, inner, index, kind)
            return
        now, same = look(), QFontMetrics(look().font("small")).horizontalAdvance(tr("không đổi"))
        if QFontMetrics(now.font("body")).horizontalAdvance(line.after) + same + 8 <= inner.width():
            super()._paint_words(painter, inner, index, kind)  # else it stands in the cell before
        painter.setFont(now.font("small"))
        painter.setPen(now.color("text3"))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, side, tr("không đổi"))


_AFTER = 2


class BeforeAfter(Panel):
    """What changes, on a yellow ground, and what stays."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = _Rows(
            (
                Column(tr("Việc"), lambda line: line.what, kind="second", width=_WHAT),
                Column(tr("Đang ghi"), lambda line: line.before),
                Column(
                    tr("Sau khi ghi"),
                    lambda line: line.after,
                    wrong=lambda line: "warn" if line.changed else "",
                ),
            )
        )
        self.table = RecordTable(self.rows, dense=True)
        self.table.setItemDelegate(_Delegate(self.table))
        self.table.setAccessibleName(tr("Trước và sau"))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.horizontalHeader().setSectionsClickable(False)
        self.body.addWidget(self.table)
        self._most = 8
        look().changed.connect(self._fit_rows)

    def put(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self.rows.set_rows(lines)
        self._fit_rows()

    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self.rows.rows()

    def page_down(self) -> None:
        """Show what stands below."""
        bar = self.table.verticalScrollBar()
        bar.setValue(bar.value() + bar.pageStep())

    def page_up(self) -> None:
        """Show what stands above."""
        bar = self.table.verticalScrollBar()
        bar.setValue(bar.value() - bar.pageStep())

    def show_most(self, rows: int) -> None:
        """Be at most so many rows high; more of them scroll."""
        self._most = max(rows, 2)
        self._fit_rows()

    def _fit_rows(self) -> None:
        self.table.fit_rows(most=self._most)


class _Rows(RowsModel[Line]):
    """The lines; some of what comes out stands out, or is grey."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.row_at(index.row()) if index.isValid() else None
        if line is not None and index.column() == _AFTER:
            if role == KIND and (line.bold or line.gone):
                return "strong" if line.bold else "second"
            if role == Qt.ItemDataRole.AccessibleTextRole and not line.changed:
                return tr("{after}, không đổi").format(after=line.after)
        return super().data(index, role)
