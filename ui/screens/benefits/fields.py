"""Fields of the calculator: a person found by typing, months, and what the province adds."""

import re
from datetime import date
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rules.calendar import MONTHS_A_YEAR
from rules.errors import Problem
from ui.buttons import Button
from ui.fields import LineField
from ui.icons import paint_icon
from ui.panels import words
from ui.screens.benefits.wording import tr
from ui.states import paint_state
from ui.style import look
from ui.values import DateEdit

_SPAN = re.compile(
    r"(?:(\d+)\s*(?:năm|nam|n))?\s*(?:(\d+)\s*(?:/\s*\d+)?\s*(?:tháng|thang|th|t)?)?"
)
_WHOLE_DAY = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{4}|\d{8}")
_LONGEST = 720


class MonthsEdit(LineField):
    """Months typed as `27`, `27 tháng` or `2 năm 3 tháng`.

    Args:
        limit: the most there can be; it is shown behind the months.
    """

    def __init__(self, name: str, label: str, *, limit: int | None = None, **more: Any) -> None:
        super().__init__(name, label, **more)
        self._limit = limit

    def set_limit(self, limit: int) -> None:
        """Allow other months at most."""
        if limit == self._limit:
            return
        value = self.value()
        self._limit = limit
        if value is not None:
            self.set_value(value)

    def settle(self) -> bool:
        """An empty field is no month: it says so when it is left."""
        if not self.text().strip():
            self.set_value(0)
            self.changed.emit()
        return super().settle()

    def read(self, text: str) -> int:
        """The months of a text.

        Raises:
            Problem: bad_months, too_many_months.
        """
        found = _SPAN.fullmatch(text.strip().lower())
        if found is None or not (found[1] or found[2]):
            raise Problem("bad_months", value=text)
        months = int(found[1] or 0) * MONTHS_A_YEAR + int(found[2] or 0)
        most = self._limit or _LONGEST
        if months > most:
            raise Problem("too_many_months", months=months, most=most)
        return months

    def show_value(self, value: Any) -> str:
        """The months, and how many there can be."""
        if self._limit is None:
            return tr("{months} tháng").format(months=value)
        return tr("{months} / {most} tháng").format(months=value, most=self._limit)

    def value(self) -> int | None:
        """The months."""
        found: int | None = super().value()
        return found


class PayDay(DateEdit):
    """The day of payment: the law follows a whole date, never the half of one being typed."""

    def __init__(self, name: str, today: date) -> None:
        super().__init__(name, tr("Ngày đóng"), on=today, required=True)
        self._last = today
        self.set_value(today)

    def meant(self) -> date:
        """The day to reckon with: as typed in full, else the last one that was."""
        if _WHOLE_DAY.fullmatch(self.text().strip()):
            self._last = self.day() or self._last
        return self._last

    def settle(self) -> bool:
        """Read the date in any short form."""
        good = super().settle()
        if good:
            self._last = self.day() or self._last
            self.changed.emit()
        return good

    def set_value(self, value: Any) -> None:
        """Show a day and reckon with it."""
        super().set_value(value)
        self._last = self.day() or self._last


class _Said(QWidget):
    """A line that looks like a field and takes no keys: not known, or recorded elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.known = False
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(look().metrics.field)

    def say(self, text: str, *, known: bool) -> None:
        """Show other words."""
        self.text, self.known = text, known
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a dashed frame with the shape of the unknown, or a plain one with a lock."""
        now = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = Qt.PenStyle.SolidLine if self.known else Qt.PenStyle.CustomDashLine
        pen = QPen(now.color("line" if self.known else "lines"), 1, style)
        if not self.known:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(now.color("raised" if self.known else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        mark = QRect(11, (self.height() - 14) // 2, 14, 14)
        if self.known:
            paint_icon(painter, mark, "lock", "text2")
        else:
            paint_state(painter, mark, "unknown")
        painter.setFont(now.font("body"))
        painter.setPen(now.color("text" if self.known else "unk"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(35, 0, -8, 0), middle, self.text)


class LocalSupport(QWidget):
    """What province and commune add: its share and document, or that none is recorded."""

    def __init__(self) -> None:
        super().__init__()
        self.said = _Said()
        self.enter = Button(tr("Nhập"), kind="link")
        inside = QHBoxLayout(self.said)
        inside.setContentsMargins(0, 0, 10, 0)
        inside.addStretch(1)
        inside.addWidget(self.enter)
        self.document = words("", "tiny", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(words(tr("Tỉnh, xã hỗ trợ thêm"), "label"))
        column.addWidget(self.said)
        column.addWidget(self.document)
        self.show_none(tr("Chưa nhập văn bản"))

    def show_none(self, why: str) -> None:
        """Say that nothing is recorded: not known, which is not 0."""
        self.said.say(why, known=False)
        self.enter.show()
        self.document.hide()

    def show_support(self, support: str, document: str) -> None:
        """Show what is recorded, and where it stands."""
        self.said.say(support, known=True)
        self.enter.hide()
        self.document.setText(document)
        self.document.setVisible(bool(document))
