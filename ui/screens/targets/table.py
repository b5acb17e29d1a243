"""The villages of an indicator: where the year began, where each is, and the way between."""

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent

from rules.money import dong
from storage.target_progress import Line, Progress
from ui.cells import EDGE, PAD, CellDelegate, cell_padding
from ui.charts import paint_gap, paint_tick_bar
from ui.states import paint_state
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.target_words import filled, gap_words, number, tr, village_words
from ui.totals import TotalRow

Index = QModelIndex | QPersistentModelIndex
NAME, OPENING, GOAL, EXPECTED, REACHED, BAR, GAP, FORECAST, SAID = range(9)
_BAR_HIGH = 10


def said_words(line: Line) -> str:
    """Whether cause and correction are written."""
    if line.explained is not None:
        return tr("đã ghi {day}").format(day=f"{line.explained.day:%d/%m}")
    return tr("chưa ghi") if line.low else "–"


def _spoken_bar(line: Line) -> str:
    if line.goal is None:
        return "–"
    return tr("{share} % đoạn đường").format(share=int(filled(line) * 100))


def columns() -> tuple[Column[Line], ...]:
    """The columns of picture and table."""
    return (
        Column(tr("Thôn"), lambda one: village_words(one.figure.name), width=98, kind="name"),
        Column(tr("Đầu năm"), lambda one: number(one.opening if one.goal is not None else None),
               align="right", width=70, kind="second"),
        Column(tr("Giao"), lambda one: number(one.goal), align="right", width=58),
        Column(tr("Nên có"), lambda one: number(one.expected), align="right", width=62,
               kind="second"),
        Column(tr("Hiện có"), lambda one: dong(one.reached), align="right", width=60,
               kind="strong"),
        Column(tr("Đã tăng thêm"), _spoken_bar, sortable=False),
        Column(tr("Chênh"), gap_words, align="right", width=66),
        Column(tr("Dự báo"), lambda one: number(one.forecast if one.goal is not None else None),
               align="right", width=64, kind="second"),
        Column(tr("Giải trình"), said_words, width=112),
    )  # fmt: skip


class LineDelegate(CellDelegate):
    """Cells of figures, and the bar, the distance and the shape of an explanation."""

    def __init__(self, table: "LinesTable", tick: Callable[[], Fraction | None]) -> None:
        super().__init__(table, small=True)
        self._lines = table.lines
        self._tick = tick

    def _paint_words(self, painter: QPainter, inner: QRect, index: Index, kind: str) -> None:
        line = self._lines.row_at(index.row())
        column = index.column()
        if line is None:
            return
        if column == REACHED:
            super()._paint_words(painter, inner, index, kind)
            width = painter.fontMetrics().horizontalAdvance(dong(line.reached))
            align = int(index.data(Qt.ItemDataRole.TextAlignmentRole))
            self._paint_underline(painter, inner, width, align)
        elif column == BAR:
            if line.goal is not None:
                bar = QRect(inner.left(), 0, inner.width(), _BAR_HIGH)
                bar.moveCenter(inner.center())
                done = line.reached >= line.goal
                paint_tick_bar(painter, bar, filled(line), self._tick(), done=done)
        elif column == GAP and line.gap:
            paint_gap(painter, inner, gap_words(line), short=line.gap < 0,
                      font=look().font("small_strong"))  # fmt: skip
        elif column == SAID and (line.low or line.explained):
            self._paint_said(painter, inner, line)
        else:
            super()._paint_words(painter, inner, index, kind)

    def _paint_said(self, painter: QPainter, inner: QRect, line: Line) -> None:
        done = line.explained is not None
        shape = QRect(inner.left(), 0, 12, 12)
        shape.moveTop(inner.center().y() - 5)
        paint_state(painter, shape, "covered" if done else "ending")
        painter.setFont(look().font("small"))
        painter.setPen(look().color("text" if done else "warn"))
        place = inner.adjusted(16, 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, said_words(line))


class LinesTable(RecordTable):
    """One row a village; the keyboard moves from row to row, Enter opens the figure.

    Signals:
        asked: the people behind the current line are wanted; carries the line.
        moved: another line is current; carries it.
    """

    asked = Signal(object)
    moved = Signal(object)

    def __init__(self) -> None:
        self.lines: RowsModel[Line] = RowsModel(columns(), row_id=lambda one: one.figure.subject)
        super().__init__(self.lines, report=True)
        self._share: Fraction | None = None
        self.setItemDelegate(LineDelegate(self, lambda: self._share))
        self.setAccessibleName(tr("Chỉ tiêu từng thôn"))
        self.horizontalHeader().setSectionsClickable(False)
        self.chosen.connect(lambda _id: self._ask())
        self.current_changed.connect(lambda _id: self.moved.emit(self.line()))

    def put(self, found: Progress) -> None:
        """Show an indicator; the line that is current stays current."""
        days = (found.period.until - found.period.start).days + 1
        self._share = Fraction((found.day - found.period.start).days + 1, days)
        self.show_rows(found.lines)
        self._widen()

    def _fit(self) -> None:
        super()._fit()
        self._widen()

    def _widen(self) -> None:
        """Give the names what the longest needs: a name is never cut short."""
        metrics = QFontMetrics(look().font("small_head"))
        names = (village_words(one.figure.name) for one in self.lines.rows())
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        wide = max(look().metrics.px(self.lines.columns[NAME].width), longest + EDGE + PAD)
        self.setColumnWidth(NAME, wide)

    def line(self) -> Line | None:
        """The line that is current."""
        return self.lines.row_at(self.currentIndex().row())

    def go_to_low(self) -> bool:
        """Go to the next line that asks for cause and correction, round the list."""
        rows = self.lines.rows()
        at = max(self.currentIndex().row(), -1)
        order = [*range(at + 1, len(rows)), *range(at + 1)]
        for place in order:
            if rows[place].low and rows[place].explained is None:
                self.setCurrentIndex(self.lines.index(place, 0))
                return True
        return False

    def _ask(self) -> None:
        line = self.line()
        if line is not None:
            self.asked.emit(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on the figure opens it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and index.isValid() and index.column() == REACHED:
            self._ask()


class LinesTotal(TotalRow):
    """The commune, always in sight; it opens as well.

    Signals:
        asked: the people behind the sum are wanted.
    """

    asked = Signal()

    def __init__(self, table: LinesTable) -> None:
        super().__init__(table, small=True)
        self._table_of = table
        self._line: Line | None = None
        self.setToolTip(tr("Bấm vào đây, hoặc Ctrl+O, để mở danh sách cả xã"))

    def put(self, found: Progress) -> None:
        """Show the sums."""
        total = found.total
        self._line = total
        known = total.goal is not None
        low = len(found.low)
        said = tr("{n} thôn thấp").format(n=low) if low else ""
        villages = sum(1 for one in found.lines if one.figure.subject)
        self.set_cells(
            (
                tr("{n} thôn").format(n=villages),
                dong(total.opening) if known else "",
                dong(total.goal) if total.goal is not None else "",
                number(total.expected) if known else "",
                dong(total.reached),
                "",
                "",
                number(total.forecast) if known else "",
                said,
            )
        )
        self.setAccessibleName(
            tr("Cả xã: {figures} {gap}").format(
                figures=self.accessibleName(), gap=gap_words(total, long=True)
            )
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press opens the list of the commune."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sums under a rule, and the distance with its triangle."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, look().color("lines"))
        line, head = self._line, self._table_of.horizontalHeader()
        if line is None or not line.gap:
            return
        left, right = cell_padding(head, GAP)
        start = head.sectionViewportPosition(GAP)
        place = QRect(start + left, 0, head.sectionSize(GAP) - left - right, self.height())
        paint_gap(
            painter, place, gap_words(line), short=line.gap < 0, font=look().font("small_strong")
        )
