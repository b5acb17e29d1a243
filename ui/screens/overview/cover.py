"""Cover of every village against the target, as bars or as a table."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from rules.money import dong
from storage.overview import Overview, VillageCover
from ui.buttons import Button
from ui.charts import VillageBar, VillageBars
from ui.gutter_area import GutterArea
from ui.panels import Panel
from ui.screens.overview.wording import tr
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.target_words import number, percent, share_words, village_words


class Scale(QWidget):
    """The head over the bars: the names of the columns, 0 % and the rate aimed at."""

    def __init__(self, bars: VillageBars) -> None:
        super().__init__()
        self._bars = bars
        self._aim = ""
        self._share = 0.0
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(look().metrics.table_head)

    def put(self, aim: str, share: float) -> None:
        """Say at what rate the line of the target stands."""
        self._aim, self._share = aim, share
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words where their columns are."""
        now = look()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("raised"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, now.color("line"))
        painter.setFont(now.font("tiny"))
        painter.setPen(now.color("text2"))
        inner = self.rect().adjusted(12, 0, -12, -1)
        middle = Qt.AlignmentFlag.AlignVCenter
        right = middle | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, middle, tr("Thôn"))
        start, wide = self._bars.scale()
        metrics = painter.fontMetrics()
        left = inner.left() + start
        painter.drawText(inner.adjusted(start, 0, 0, 0), middle, tr("0 %"))
        if self._aim:
            end = left + round(wide * self._share)
            length = metrics.horizontalAdvance(self._aim)
            place = min(max(end - length, left + 30), left + wide - length)
            painter.drawText(place, 0, length + 2, self.height() - 1, middle, self._aim)
        painter.drawText(inner, right, tr("thiếu"))
        painter.drawText(inner.adjusted(0, 0, -now.metrics.px(40), 0), right, "%")


class CoverPanel(Panel):
    """The villages, lowest first.

    Signals:
        asked: who of a village is not covered is wanted; carries the id of the village.
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Bao phủ BHYT theo thôn"), tr("thấp nhất trước"))
        self.bars = VillageBars()
        self.bars.setAccessibleName(tr("Bao phủ BHYT theo thôn"))
        self.bars.opened.connect(self.asked)
        self.turn = Button(tr("Bảng"), kind="link", keys="F4")
        self.turn.clicked.connect(self.switch)
        self.add_to_head(self.turn)
        self.scale = Scale(self.bars)
        self.lines: RowsModel[VillageCover] = RowsModel(self._columns(), row_id=_key)
        self.table = RecordTable(self.lines, report=True)
        self.table.setAccessibleName(tr("Bao phủ BHYT theo thôn"))
        self.table.chosen.connect(lambda key: self.asked.emit(str(key or "")))
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(12, 5, 12, 5)
        inside.addWidget(self.bars)
        inside.addStretch(1)
        scroll = GutterArea(holder)
        chart = QWidget()
        column = QVBoxLayout(chart)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.scale)
        column.addWidget(scroll, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(chart)
        self.pages.addWidget(self.table)
        self.body.addWidget(self.pages, 1)

    def _columns(self) -> tuple[Column[VillageCover], ...]:
        return (
            Column(tr("Thôn"), lambda one: village_words(one.figure.name), kind="name"),
            Column(tr("Dân số"), lambda one: dong(one.figure.denominator), align="right", width=64),
            Column(tr("Có BHYT"), lambda one: dong(one.figure.counted), align="right", width=70),
            Column(tr("Tỷ lệ"), lambda one: percent(one.figure.rate), align="right", width=66,
                   kind="strong"),
            Column(tr("Chưa rõ"), lambda one: dong(one.figure.unknown), align="right", width=66),
            Column(tr("Thiếu"), lambda one: number(one.missing), align="right", width=58),
        )  # fmt: skip

    def put(self, found: Overview) -> None:
        """Show the villages of a day."""
        self.bars.put(
            [
                VillageBar(
                    _key(one),
                    village_words(one.figure.name),
                    one.figure.rate,
                    one.missing,
                    one.aim,
                )
                for one in found.villages
            ]
        )
        said = tr("mục tiêu {rate}").format(rate=share_words(found.aim)) if found.aim else ""
        self.scale.put(said, float(found.aim or 0))
        self.lines.set_rows(found.villages)

    def switch(self) -> None:
        """The same figures as a table, and back."""
        as_table = self.pages.currentIndex() == 0
        self.pages.setCurrentIndex(int(as_table))
        self.turn.setText(tr("Hình") if as_table else tr("Bảng"))
        (self.table if as_table else self.bars).setFocus(Qt.FocusReason.OtherFocusReason)


def _key(one: VillageCover) -> str:
    return one.figure.subject
