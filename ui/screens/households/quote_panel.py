"""The quick quote of a household: who would pay what for what, the sum, and what to mind."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from rules.calendar import Month
from rules.money import dong
from ui.buttons import Button
from ui.icons import pixmap
from ui.panels import clear, ruler, words
from ui.screens.households.quoting import HouseholdBill, QuoteLine
from ui.screens.households.wording import bold, tr
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.totals import TotalRow

WIDTH = 480
_EDGE = 16
_REMARKS = 2  # more would push the sums out of sight; “Vì sao?” says them all


def _amount(value: int) -> str:
    return dong(value) if value else "–"


_LEAST = (134, 98, 84, 72, 92)


def columns() -> tuple[Column[QuoteLine], ...]:
    """The columns of the quote."""
    return (
        Column(tr("Người"), lambda line: line.name),
        Column(tr("Khoản"), lambda line: line.item, kind="second", width=98),
        Column(tr("Mức đóng"), lambda line: dong(line.gross), align="right", width=84),
        Column(tr("Nhà nước"), lambda line: _amount(line.support), align="right", width=72),
        Column(tr("Phải đóng"), lambda line: dong(line.payable), align="right", width=92),
    )


class QuotePanel(QWidget):
    """What the household would pay today, with the sums, what must be said, and two ways on.

    Signals:
        why_asked: the working should be shown.
    """

    why_asked = Signal()

    def __init__(self, change: QAction, pay: QAction) -> None:
        super().__init__()
        self.setObjectName("quote")
        self.bill: HouseholdBill | None = None
        self._said: list[QWidget] = []
        self._rows: RowsModel[QuoteLine] = RowsModel(
            columns(), row_id=lambda line: (line.person_id, line.item)
        )
        self.table = RecordTable(self._rows, dense=True, small=True, edge=_EDGE)
        self.table.setObjectName("quote_lines")
        self.table.setAccessibleName(tr("Tính nhanh cho hộ"))
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.table.setSelectionMode(RecordTable.SelectionMode.NoSelection)
        self.total = TotalRow(self.table, small=True)
        self.note = words("", "small")
        self.why = Button(tr("Vì sao?"), kind="link")
        self.why.clicked.connect(self.why_asked)
        self._remarks = QVBoxLayout()
        self._remarks.setContentsMargins(_EDGE, 8, 12, 0)
        self._remarks.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = self._make_head()
        column.addWidget(self._head)
        column.addWidget(ruler())
        self.pages = QStackedWidget()
        self.pages.addWidget(self._make_sums())
        self.nothing = words("", "small", wrap=True)
        self.nothing.setContentsMargins(_EDGE, 12, 12, 0)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.pages.addWidget(self.nothing)
        column.addWidget(self.pages, 1)
        column.addWidget(self._make_foot(change, pay))
        self.table.verticalScrollBar().rangeChanged.connect(self._share_width)
        look().changed.connect(self._fit)
        self._fit()

    def _make_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(_EDGE, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(words(tr("Tính nhanh cho hộ"), "panel"))
        row.addWidget(self.note)
        row.addStretch(1)
        row.addWidget(self.why)
        return head

    def _make_sums(self) -> QWidget:
        sums = QWidget()
        column = QVBoxLayout(sums)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 100)
        column.addWidget(self.total)
        column.addLayout(self._remarks)
        column.addStretch(1)
        return sums

    def _make_foot(self, change: QAction, pay: QAction) -> QWidget:
        foot = QWidget()
        self._foot_row = row = QHBoxLayout(foot)
        row.setSpacing(8)
        row.addWidget(Button.of(change, icon_name="calculator", small=True))
        row.addWidget(Button.of(pay, icon_name="hand-coins", small=True))
        row.addStretch(1)
        return foot

    def _fit(self) -> None:
        sizes = look().metrics
        self._head.setFixedHeight(sizes.panel_head - 1)
        self._foot_row.setContentsMargins(_EDGE, 6, 12, 8 if sizes.density == "tight" else 12)
        self._remarks.setContentsMargins(_EDGE, 6 if sizes.density == "tight" else 8, 12, 0)
        clear(self._remarks)
        self._said = self._shown_remarks()
        for remark in self._said:
            self._remarks.addWidget(remark)
        self._share_width()
        self._share_height()

    def put(self, found: HouseholdBill | None, month: Month, nothing: str = "") -> None:
        """Show a quote; without lines, `nothing` says why there is nothing to pay."""
        self.bill = found
        self._rows.set_rows(found.lines if found else ())
        self.note.setText(tr("đóng trong tháng {month}, BHYT 12 tháng").format(month=month.shown))
        has_lines = bool(found and found.lines)
        self.why.setVisible(has_lines)
        self.pages.setCurrentIndex(0 if has_lines else 1)
        self.nothing.setText(nothing)
        if found is None:
            return
        label = tr("Cả hộ phải đóng")
        self.total.set_cells((label, "", *self._sums(found)))
        self._fit()

    def _shown_remarks(self) -> list[QWidget]:
        """What must be said first, then who else could pay and what changes."""
        if self.bill is None:
            return []
        must = [(text, "triangle-alert", "warnmark") for text in self.bill.remarks]
        later = [(text, "info", "text2") for text in self.bill.later]
        return [self._remark(*remark) for remark in [*must, *later][:_REMARKS]]

    @staticmethod
    def _sums(found: HouseholdBill) -> tuple[str, str, str]:
        return dong(found.gross), _amount(found.support), dong(found.payable)

    def _share_width(self) -> None:
        """Give each column what its longest value needs; the panel grows where names are long."""
        if self.bill is None:
            return
        found, sums = self.bill, self._sums(self.bill)
        plain, strong = (QFontMetrics(look().font(role)) for role in ("small", "small_strong"))
        needed = [look().metrics.px(width) for width in _LEAST]
        for line in found.lines:
            needed[0] = max(needed[0], plain.horizontalAdvance(line.name) + _EDGE + 9)
            needed[1] = max(needed[1], plain.horizontalAdvance(line.item) + 16)
        for section, amount in enumerate(sums, start=2):
            needed[section] = max(needed[section], strong.horizontalAdvance(amount) + 16)
        for section, width in enumerate(needed[1:], start=1):
            self.table.setColumnWidth(section, width)
        bar = 12 if self.table.verticalScrollBar().maximum() else 0
        self.setFixedWidth(max(sum(needed) + bar, look().metrics.px(WIDTH)) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new height between the sums and what is said below them."""
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """Show whole lines only; where not all fit, what is said last gives way to them."""
        sizes = look().metrics
        lines = self._rows.rowCount()
        edges = self._remarks.contentsMargins()
        width = self.width() - edges.left() - edges.right()
        room = self.pages.height() - self.total.sizeHint().height() - edges.top() - sizes.table_head
        heights = [remark.heightForWidth(width) + self._remarks.spacing() for remark in self._said]
        shown = len(heights)
        while shown > 1 and room - sum(heights[:shown]) < lines * sizes.dense:
            shown -= 1
        for number, remark in enumerate(self._said):
            remark.setVisible(number < shown)
        whole = max(2, (room - sum(heights[:shown])) // sizes.dense)
        self.table.setMinimumHeight(sizes.table_head + min(lines, 2) * sizes.dense)
        self.table.setMaximumHeight(sizes.table_head + min(lines, whole) * sizes.dense)

    def _remark(self, text: str, icon: str, ink: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        mark = QLabel()
        mark.setPixmap(pixmap(icon, ink=ink, ratio=self.devicePixelRatioF()))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._remark_text(text), 1)
        return line

    def _remark_text(self, text: str) -> QLabel:
        label = QLabel(_rich(text, tr("Vì sao?")))
        label.setProperty("role", "small")
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        label.linkActivated.connect(lambda _link: self.why_asked.emit())
        return label


def _rich(text: str, link: str) -> str:
    """Words with `**bold**` parts and a link behind them, as a label shows them."""
    return f"{bold(text)} <a href='why' style='text-decoration:none; font-weight:500'>{link}</a>"
