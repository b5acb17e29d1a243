"""The box in which the month of the report is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter

from rules.calendar import Month
from ui.choices import KEY, Choice, ChoiceBox
from ui.fields import paint_chevron
from ui.icons import paint_icon
from ui.style import look

WIDTH = 184
MONTHS = 24


class MonthBox(ChoiceBox):
    """The months there are, the running one first.

    Signals:
        picked: the clerk chose a month.
    """

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ringed", True)
        self.setAccessibleName(self.tr("Tháng báo cáo"))
        self.activated.connect(lambda _: self.picked.emit(self.month()))

    def offer(self, running: Month, chosen: Month) -> None:
        """Offer the running month and those before it; choose one of them."""
        months = [running.plus(-back) for back in range(MONTHS)]
        if chosen not in months:
            months = sorted({*months, chosen}, reverse=True)
        self._put(months, running)
        self.setCurrentIndex(months.index(chosen))

    def _put(self, months: Sequence[Month], running: Month) -> None:
        text, note = self.tr("Tháng {month}"), self.tr("chưa hết")
        self.put(
            [
                Choice(str(month), text.format(month=month.shown), note if month == running else "")
                for month in months
            ]
        )

    def month(self) -> Month:
        """The month chosen."""
        return Month.parse(str(self.currentData(KEY)))

    def beside(self, months: int) -> Month | None:
        """The month offered so many months later, or earlier when negative."""
        wanted = self.month().plus(months)
        return wanted if self.findData(str(wanted), KEY) >= 0 else None

    def sizeHint(self) -> QSize:
        """As wide as a month with its marks."""
        return QSize(look().metrics.px(WIDTH), look().metrics.field)

    def minimumSizeHint(self) -> QSize:
        """A month is never cut short."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, a calendar, the month, and the mark that it opens."""
        now = look()
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        middle = self.height() // 2
        paint_icon(painter, QRect(13, middle - 8, 16, 16), "calendar", "text")
        painter.setFont(now.font("name"))
        painter.setPen(now.color("text"))
        room = self.rect().adjusted(34, 0, -28, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.currentText())
        paint_chevron(self, painter)
