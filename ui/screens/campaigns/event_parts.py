"""The parts of an event as the panel shows it: counts, who joined, what is counted apart."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from rules.money import dong
from storage.events import Event, Joined
from ui.buttons import Button
from ui.icons import paint_icon
from ui.screens.campaigns.wording import count, scheme_words, tr
from ui.states import paint_state
from ui.style import look

EDGE = 12
LINE, ROW = 24, 28
_FACT, _HEAD = 32, 32
_SCHEME = 148  # where the scheme stands


class Count(QWidget):
    """A count and what it counts; where nobody counted it says so."""

    def __init__(self) -> None:
        super().__init__()
        self._number: int | None = None
        self._words = ""

    def put(self, number: int | None, text: str) -> None:
        """Show another count."""
        self._number, self._words = number, text
        self.setAccessibleName(f"{count(number)} {text}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the figure and its words on one line."""
        now = look()
        painter = QPainter(self)
        known = self._number is not None
        font = now.font("heading" if known else "body")
        metrics = QFontMetrics(font)
        base = (self.height() + metrics.ascent() - metrics.descent()) // 2
        painter.setFont(font)
        painter.setPen(now.color("text" if known else "text2"))
        text = count(self._number)
        painter.drawText(EDGE, base, text)
        left = EDGE + metrics.horizontalAdvance(text) + 8
        painter.setFont(now.font("small"))
        painter.setPen(now.color("text"))
        painter.drawText(left, base, self._words)


class Facts(QWidget):
    """Four counts in two rows of two, with rules between them."""

    def __init__(self) -> None:
        super().__init__()
        self.counts = tuple(Count() for _ in range(4))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(1)
        for number, one in enumerate(self.counts):
            grid.addWidget(one, number // 2, number % 2)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(2 * look().metrics.px(_FACT) + 1)

    def put(self, event: Event) -> None:
        """Show the counts of an event."""
        asked = event.asked
        said = tr("hỏi, được trả lời")
        if event.answered is not None and event.answered != asked:
            said = tr("hỏi, {n} được trả lời").format(n=dong(event.answered))
        for one, number, text in zip(
            self.counts,
            (event.reached, asked, event.leaflets, event.sheets),
            (tr("người dự"), said, tr("tờ rơi đã phát"), tr("phiếu hộ đã trao")),
            strict=True,
        ):
            one.put(number, text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cross between the counts."""
        painter, hair = QPainter(self), look().color("hair")
        painter.fillRect(self.width() // 2, 0, 1, self.height(), hair)
        painter.fillRect(0, self.height() // 2, self.width(), 1, hair)


class JoinedRows(QWidget):
    """Who joined there, as many as fit, and the proof that they are as many as the figure.

    Signals:
        opened: a row was pressed; carries the `Joined`, or None for those not shown.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Joined, ...] = ()
        self._figure = self._unnamed = 0
        self._most = 99
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look().changed.connect(self._fit)

    def put(self, rows: Sequence[Joined], figure: int, unnamed: int) -> None:
        """Show rows; the figure is how many of them the register counts."""
        self._rows, self._figure, self._unnamed = tuple(rows), figure, unnamed
        self._fit()

    def room_for(self, lines: int) -> None:
        """Show at most so many lines, the proof among them."""
        if self._most != max(lines, 1):
            self._most = max(lines, 1)
            self._fit()

    def shown(self) -> tuple[Joined, ...]:
        """The rows that fit."""
        return self._rows[: max(self._most - 1, 0)]

    def _fit(self) -> None:
        lines = len(self.shown()) + (1 if self._rows or self._unnamed else 0)
        self.setFixedHeight(lines * look().metrics.px(LINE))
        names = [f"{one.name}, {scheme_words(one)}, {dong(one.payable)}" for one in self._rows]
        self.setAccessibleName("; ".join([*names, self.proof()]))
        self.update()

    def proof(self) -> str:
        """That the rows are as many as the figure; who is not named is told apart."""
        right = len(self._rows) == self._figure
        pattern = tr("{n} dòng = số {m}") if right else tr("{n} dòng, số là {m}")
        said = pattern.format(n=dong(len(self._rows)), m=dong(self._figure))
        if self._unnamed:
            more = tr("{n} người không ghi tên").format(n=dong(self._unnamed))
            return f"{said} · {more}" if self._rows else more
        return said

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press opens the household of a row, the last line all of them."""
        number = int(event.position().y()) // look().metrics.px(LINE)
        shown = self.shown()
        self.opened.emit(shown[number] if number < len(shown) else None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows."""
        now = look()
        painter, line = QPainter(self), now.metrics.px(LINE)
        middle = Qt.AlignmentFlag.AlignVCenter
        for number, one in enumerate(self.shown()):
            rect = QRect(EDGE, number * line, self.width() - 2 * EDGE, line - 1)
            painter.setFont(now.font("name"))
            painter.setPen(now.color("text"))
            painter.drawText(rect, middle, one.name)
            wide = painter.fontMetrics().horizontalAdvance(one.name)
            painter.setFont(now.font("body"))
            painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, dong(one.payable))
            painter.setFont(now.font("small"))
            painter.setPen(now.color("text2"))
            left = max(now.metrics.px(_SCHEME) - EDGE, wide + 8)
            painter.drawText(rect.adjusted(left, 0, 0, 0), middle, scheme_words(one))
            painter.fillRect(0, rect.bottom() + 1, self.width(), 1, now.color("hair"))
        if self._rows or self._unnamed:
            self._paint_last(painter, len(self.shown()) * line, line)

    def _paint_last(self, painter: QPainter, top: int, line: int) -> None:
        now = look()
        rect = QRect(EDGE, top, self.width() - 2 * EDGE, line - 1)
        painter.setFont(now.font("small"))
        hidden = len(self._rows) - len(self.shown())
        if hidden:
            painter.setPen(now.color("link"))
            text = tr("và {n} người nữa").format(n=dong(hidden))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(now.color("text2"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect, flags, self.proof())


class Beside(QWidget):
    """A line that is counted apart: an icon, words, the key and a figure that opens.

    Signals:
        pressed: the line was pressed.
    """

    pressed = Signal()

    def __init__(self, icon_name: str, text: str, action: QAction) -> None:
        super().__init__()
        self._icon, self._text, self._action = icon_name, text, action
        self._number = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(action.text())
        self.pressed.connect(action.trigger)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(look().metrics.px(ROW))

    def put(self, number: int) -> None:
        """Show another figure."""
        self._number = number
        self.setAccessibleName(f"{self._text}: {dong(number)}")
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press opens the list."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        now = look()
        painter = QPainter(self)
        rect = self.rect().adjusted(EDGE, 0, -EDGE, -1)
        middle = Qt.AlignmentFlag.AlignVCenter
        paint_icon(painter, QRect(EDGE, rect.center().y() - 6, 14, 14), self._icon, "text2")
        painter.setFont(now.font("small"))
        painter.setPen(now.color("text"))
        painter.drawText(rect.adjusted(22, 0, 0, 0), middle, self._text)
        text = dong(self._number)
        keys = self._action.shortcut().toString()
        wide = QFontMetrics(now.font("strong")).horizontalAdvance(text)
        painter.setFont(now.font("tiny"))
        painter.setPen(now.color("text3"))
        painter.drawText(
            rect.adjusted(0, 0, -wide - 12, 0), middle | Qt.AlignmentFlag.AlignRight, keys
        )
        painter.setFont(now.font("strong"))
        painter.setPen(now.color("text"))
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, text)
        painter.setPen(QPen(now.color("text3"), 1, Qt.PenStyle.DotLine))
        line = rect.center().y() + 10
        painter.drawLine(rect.right() - wide, line, rect.right(), line)
        painter.fillRect(0, self.height() - 1, self.width(), 1, now.color("hair"))


class JoinedHead(QWidget):
    """How many joined there: the named ones open; what is only a number has the unknown shape.

    Signals:
        opened: the figure was pressed.
    """

    opened = Signal()

    def __init__(self, add: QAction) -> None:
        super().__init__()
        self._event: Event | None = None
        self._parts = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, EDGE, 0)
        row.addStretch(1)
        self.add = Button(tr("Thêm"), kind="link")
        self.add.follow(add)
        self.add.setText(tr("Thêm"))
        row.addWidget(self.add)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(look().metrics.px(_HEAD))

    def put(self, event: Event, rows: Sequence[Joined]) -> None:
        """Show how many joined at an event."""
        self._event = event
        hi = sum(one.scheme == "hi" for one in rows)
        vsi = len(rows) - hi
        parts = [tr("BHYT {n}").format(n=hi)] if hi else []
        parts += [tr("BHXH {n}").format(n=vsi)] if vsi else []
        self._parts = ", ".join(parts)
        said = tr("Tham gia tại đây: {n} {parts}")
        self.setAccessibleName(said.format(n=event.joined + event.unnamed, parts=self._parts))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press opens who joined."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw title, figure and its parts."""
        if self._event is None:
            return
        now = look()
        painter = QPainter(self)
        font = now.font("panel")
        metrics = QFontMetrics(font)
        base = (self.height() + metrics.ascent() - metrics.descent()) // 2
        painter.setFont(font)
        painter.setPen(now.color("text"))
        title = tr("Tham gia tại đây")
        painter.drawText(EDGE, base, title)
        left = EDGE + metrics.horizontalAdvance(title) + 8
        named, unnamed = self._event.joined, self._event.unnamed
        if named or not unnamed:
            painter.drawText(left, base, dong(named))
            wide = metrics.horizontalAdvance(dong(named))
            if named:
                painter.setPen(QPen(now.color("text2"), 1, Qt.PenStyle.DotLine))
                painter.drawLine(left, base + 5, left + wide, base + 5)
            left += wide + 8
        painter.setFont(now.font("small"))
        if unnamed:
            paint_state(painter, QRect(left, self.height() // 2 - 7, 14, 14), "unknown")
            painter.setPen(now.color("text"))
            painter.drawText(left + 18, base, dong(unnamed))
            left += 18 + painter.fontMetrics().horizontalAdvance(dong(unnamed)) + 8
        painter.setPen(now.color("text2"))
        painter.drawText(left, base, self._parts)
