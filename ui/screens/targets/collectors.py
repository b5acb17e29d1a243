"""The collectors, or their organisations, beside the villages: what each is to reach and has."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QResizeEvent

from rules.money import dong
from storage.staff import StaffMember
from storage.target_progress import Line, Progress
from ui.buttons import Button
from ui.cells import EDGE, PAD, CellDelegate
from ui.charts import paint_gap
from ui.panels import Panel
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.target_words import gap_words, indicator_words, number, period_words, tr

Index = QModelIndex | QPersistentModelIndex
_EXPECTED, _REACHED, _GAP = 2, 3, 4


class PeopleDelegate(CellDelegate):
    """Rows of two lines: who, and where they work; figures in the middle."""

    def __init__(self, table: "CollectorsTable") -> None:
        super().__init__(table, small=True)
        self._rows = table

    def _paint_words(self, painter: QPainter, inner: QRect, index: Index, kind: str) -> None:
        line = self._rows.lines.row_at(index.row())
        if line is None:
            return
        if index.column() == 0:
            self._paint_name(painter, inner, line)
        elif index.column() == _GAP and line.gap:
            paint_gap(painter, inner, gap_words(line), short=line.gap < 0,
                      font=look().font("small_strong"))  # fmt: skip
        else:
            super()._paint_words(painter, inner, index, kind)
            if index.column() == _REACHED:
                width = painter.fontMetrics().horizontalAdvance(dong(line.reached))
                align = int(index.data(Qt.ItemDataRole.TextAlignmentRole))
                self._paint_underline(painter, inner, width, align)

    def _paint_name(self, painter: QPainter, inner: QRect, line: Line) -> None:
        now = look()
        place = self._rows.place_of_work(line)
        half = inner.height() // 2
        painter.setFont(now.font("small_head"))
        painter.setPen(now.color("text"))
        top = inner.adjusted(0, 1, 0, 1 - half) if place else inner
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, self._rows.name_of(line))
        if place:
            painter.setFont(now.font("small"))
            painter.setPen(now.color("text2"))
            below = inner.adjusted(0, half - 1, 0, -1)
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, place)


class CollectorsTable(RecordTable):
    """One row a collector or organisation.

    Signals:
        asked: the rows behind a figure are wanted; carries the line.
    """

    asked = Signal(object)

    def __init__(self) -> None:
        self.lines: RowsModel[Line] = RowsModel(
            (
                Column(tr("Người thu"), self.name_of),
                Column(tr("Giao"), lambda one: number(one.goal), align="right", width=46),
                Column(tr("Nên có"), lambda one: number(one.expected), align="right", width=56,
                       kind="second"),
                Column(tr("Đạt"), lambda one: dong(one.reached), align="right", width=48,
                       kind="strong"),
                Column(tr("Chênh"), gap_words, align="right", width=56),
                Column(tr("Dự báo"), lambda one: number(one.forecast), align="right", width=60,
                       kind="second"),
            ),
            row_id=lambda one: one.figure.subject,
        )  # fmt: skip
        self._staff: dict[str, StaffMember] = {}
        super().__init__(self.lines, dense=True, small=True)
        self.setItemDelegate(PeopleDelegate(self))
        self.setAccessibleName(tr("Chỉ tiêu từng người thu"))
        self.horizontalHeader().setSectionsClickable(False)
        self.chosen.connect(lambda _id: self._ask())

    def _fit(self) -> None:
        super()._fit()
        high = look().metrics.px(36)
        self.verticalHeader().setDefaultSectionSize(high)

    def put(self, lines: list[Line], staff: dict[str, StaffMember]) -> None:
        """Show these lines; `staff` says where a collector works."""
        self._staff = staff
        self.lines.set_rows(lines)
        self._make_room()

    def _make_room(self) -> None:
        """Leave what is expected today out where a name would be cut; the gap tells it, too."""
        metrics = QFontMetrics(look().font("small_head"))
        names = (self.name_of(one) for one in self.lines.rows())
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        others = sum(look().metrics.px(one.width) for one in self.lines.columns[1:])
        room = self.viewport().width() - others
        self.setColumnHidden(_EXPECTED, longest + EDGE + PAD > room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other columns."""
        super().resizeEvent(event)
        self._make_room()

    def name_of(self, line: Line) -> str:
        """Who it is; what belongs to nobody says so."""
        return line.figure.name or tr("Chưa ghi người thu")

    def place_of_work(self, line: Line) -> str:
        """The organisation of a collector."""
        found = self._staff.get(line.figure.subject)
        return found.organisation if found else ""

    def _ask(self) -> None:
        line = self.lines.row_at(self.currentIndex().row())
        if line is not None:
            self.asked.emit(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on the figure opens it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and index.isValid() and index.column() == _REACHED:
            self._ask()


class CollectorsPanel(Panel):
    """The collectors with their own targets.

    Signals:
        tally_asked: what each has month by month.
        turned: the organisations are wanted instead, or the people again.
    """

    tally_asked = Signal()
    turned = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Theo người thu"))
        self.table = CollectorsTable()
        self.turn = Button(tr("Tổ chức"), kind="link", keys="F7")
        self.turn.clicked.connect(self.turned)
        self.tally = Button(tr("Từng tháng"), kind="link", keys="F8")
        self.tally.clicked.connect(self.tally_asked)
        self.add_to_head(self.turn, self.tally)
        self.body.addWidget(self.table)

    def put(self, found: Progress, staff: dict[str, StaffMember]) -> None:
        """Show the lines of an indicator."""
        people = found.level == "collector"
        title = tr("Theo người thu") if people else tr("Theo tổ chức")
        self.set_title(title, indicator_words(found.indicator, short=True))
        self.note.setToolTip(period_words(found.period))
        self.turn.setText(tr("Tổ chức") if people else tr("Người thu"))
        lines = [
            one for one in found.lines if one.goal is not None or one.reached or one.figure.subject
        ]
        self.table.put(lines, staff if people else {})
