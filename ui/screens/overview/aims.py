"""The targets of the commune: where each is on its way, and how far from where it should be."""

from fractions import Fraction

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter

from rules.money import dong
from storage.overview import Overview
from storage.target_progress import Line
from ui.buttons import Button
from ui.cells import CellDelegate
from ui.charts import paint_gap, paint_tick_bar
from ui.charts.legend import Legend
from ui.panels import Panel
from ui.screens.overview.quiet import QuietTable
from ui.screens.overview.wording import tr
from ui.style import look
from ui.tables import Column, RowsModel
from ui.target_words import (
    filled,
    gap_words,
    indicator_words,
    number,
    period_words,
    rate_words,
    resolution_words,
    unit_words,
)

Index = QModelIndex | QPersistentModelIndex
Aim = tuple[str, Line]
_BAR, _NOW, _GAP = 2, 3, 5
_BAR_HIGH = 12


def now_words(aim: Aim) -> str:
    """How many there are, and what share that is."""
    name, line = aim
    rate = rate_words(line.figure)
    return f"{dong(line.reached)} · {rate}" if rate else f"{dong(line.reached)} {unit_words(name)}"


class AimDelegate(CellDelegate):
    """Bar, figure with its rate, and the distance in words."""

    def __init__(self, table: "AimsTable") -> None:
        super().__init__(table)
        self._aims = table

    def _paint_words(self, painter: QPainter, inner: QRect, index: Index, kind: str) -> None:
        aim = self._aims.lines.row_at(index.row())
        if aim is None:
            return
        name, line = aim
        if index.column() == _BAR:
            if line.goal is not None:
                bar = QRect(inner.left(), 0, inner.width(), look().metrics.px(_BAR_HIGH))
                bar.moveCenter(inner.center())
                done = line.reached >= line.goal
                paint_tick_bar(painter, bar, filled(line), self._aims.tick, done=done)
        elif index.column() == _NOW:
            self._paint_now(painter, inner, name, line)
        elif index.column() == _GAP and line.gap:
            paint_gap(painter, inner, gap_words(line, long=True), short=line.gap < 0,
                      font=look().font("strong"))  # fmt: skip
        else:
            super()._paint_words(painter, inner, index, kind)

    def _paint_now(self, painter: QPainter, inner: QRect, name: str, line: Line) -> None:
        now = look()
        figure = dong(line.reached)
        painter.setFont(now.font("strong"))
        painter.setPen(now.color("text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, figure)
        wide = painter.fontMetrics().horizontalAdvance(figure)
        self._paint_underline(painter, inner, wide, Qt.AlignmentFlag.AlignLeft.value)
        rate = rate_words(line.figure)
        painter.setFont(now.font("small"))
        painter.setPen(now.color("text2"))
        rest = f"· {rate}" if rate else unit_words(name)
        place = inner.adjusted(wide + 5, 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, rest)


class AimsTable(QuietTable):
    """One row a target.

    Signals:
        asked: the people behind the figure are wanted; carries name and line.
    """

    asked = Signal(object)

    def __init__(self) -> None:
        self.lines: RowsModel[Aim] = RowsModel(
            (
                Column(tr("Chỉ tiêu"), lambda one: indicator_words(one[0]), width=176,
                       kind="name"),
                Column(tr("Đầu năm"), lambda one: number(_known(one, one[1].opening)),
                       align="right", width=68, kind="second"),
                Column(tr("Đã tăng thêm"), lambda one: gap_words(one[1], long=True)),
                Column(tr("Hiện có"), now_words, width=140),
                Column(tr("Cả năm"), lambda one: number(one[1].goal), align="right", width=68,
                       kind="second"),
                Column(tr("So với tiến độ"), lambda one: gap_words(one[1], long=True),
                       align="right", width=118),
            ),
            row_id=lambda one: one[0],
        )  # fmt: skip
        self.tick = Fraction(0)
        super().__init__(self.lines)
        self.setItemDelegate(AimDelegate(self))
        self.setAccessibleName(tr("Chỉ tiêu của xã"))
        self.horizontalHeader().setSectionsClickable(False)
        self.chosen.connect(lambda _id: self._ask())

    def _fit(self) -> None:
        super()._fit()
        sizes = look().metrics
        high = sizes.px(36 if sizes.density == "full" else 30)
        self.verticalHeader().setDefaultSectionSize(high)
        self.fit_rows()

    def put(self, found: Overview) -> None:
        """Show the targets of a day."""
        self.tick = found.gone
        self.show_rows(found.targets)
        self.fit_rows()

    def _ask(self) -> None:
        aim = self.lines.row_at(self.currentIndex().row())
        if aim is not None:
            self.asked.emit(aim)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on the figure opens it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and index.isValid() and index.column() == _NOW:
            self._ask()


def _known(aim: Aim, value: int) -> int | None:
    return value if aim[1].goal is not None else None


class AimsPanel(Panel):
    """The targets, with their resolution and the way to villages and collectors.

    Signals:
        more_asked: targets by village and by collector.
    """

    more_asked = Signal()

    def __init__(self) -> None:
        super().__init__(" ")
        self.table = AimsTable()
        self.more = Button(tr("Theo thôn, người thu"), kind="link", keys="F3")
        self.more.clicked.connect(self.more_asked)
        self.add_to_head(Legend(tr("mức nên có hôm nay")), self.more)
        self.body.addWidget(self.table)

    def put(self, found: Overview) -> None:
        """Show the targets of a day."""
        title = tr("Chỉ tiêu {period}").format(period=period_words(found.period))
        said = resolution_words(found.resolution.resolution) if found.resolution else ""
        if not any(line.goal is not None for _, line in found.targets):
            said = tr("chưa giao")
        self.set_title(title, said)
        self.table.put(found)
