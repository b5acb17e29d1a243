"""The frame of the first pages: steps on the rail colour at the left, the page at the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QAction, QFont, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.icons import paint_icon, paint_mark
from ui.lists import lines_of, write
from ui.style import look

SIDE = 360
MARGIN = 40
TEXT_LEFT = 78
WRAP = SIDE - 24
FIRST_STEP = 250
STEP = 60


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way into a register: its name and what it is good for."""

    title: str
    text: str


class FrontSide(QWidget):
    """The left side: mark, name, what the program is for, and the steps with the open one lit."""

    def __init__(
        self, about: str, steps: Sequence[Step], promises: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__()
        self._about = about
        self._steps = tuple(steps)
        self._promises = tuple(promises)
        self._open = 0
        self.setFixedWidth(SIDE)
        look().changed.connect(self.update)

    def open_step(self, number: int) -> None:
        """Light one step, counted from 0."""
        self._open = number
        self.setAccessibleDescription(self._steps[number].title if self._steps else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the side."""
        now = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), now.color("rail"))
        paint_mark(painter, QRectF(45, 50, 38, 44))
        name = QFont(now.font("figure"))
        write(painter, (MARGIN, 143), "Sổ An Sinh", name, self._white())
        text = lines_of(self._about, "body", WRAP - MARGIN, most=3, line=20)
        text.paint(painter, QRect(MARGIN, 156, WRAP - MARGIN, 60), now.color("railtext"))
        for number, step in enumerate(self._steps):
            self._paint_step(painter, number, step)
        self._paint_promises(painter)

    def _white(self) -> str:
        return "tiptext" if look().tokens.name == "light" else "text"

    def _paint_step(self, painter: QPainter, number: int, step: Step) -> None:
        now = look()
        middle = FIRST_STEP + number * STEP
        disc = QRectF(MARGIN, middle - 12, 24, 24)
        lit = number <= self._open
        painter.setPen(Qt.PenStyle.NoPen if lit else QPen(now.color("raildim"), 1))
        painter.setBrush(now.color("railmark") if lit else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc if lit else disc.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(now.font("small_strong"))
        painter.setPen(now.color("rail" if lit else "railtext"))
        if number < self._open:
            paint_icon(painter, QRect(MARGIN + 5, middle - 7, 14, 14), "check", "rail")
        else:
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(number + 1))
        ink = self._white() if number == self._open else "railtext"
        write(painter, (TEXT_LEFT, middle + 5), step.title, now.font("strong"), ink)
        write(painter, (TEXT_LEFT, middle + 24), step.text, now.font("small"), "raildim")

    def _paint_promises(self, painter: QPainter) -> None:
        base = self.height() - 40 - 24 * (len(self._promises) - 1)
        for number, (icon_name, text) in enumerate(self._promises):
            middle = base + number * 24
            paint_icon(painter, QRect(MARGIN, middle - 8, 16, 16), icon_name, "railtext")
            write(painter, (64, middle + 4), text, look().font("small"), "railtext")


class FrontPage(QWidget):
    """A page before a register is open; put widgets into `column`, at most 720 px wide."""

    def __init__(self, side: FrontSide, *, most: int = 720) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.side = side
        inner = QWidget()
        inner.setMaximumWidth(most)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        right = QHBoxLayout()
        right.setContentsMargins(72, 56, 32, 40)
        right.addWidget(inner, 1)
        right.addStretch(0)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addLayout(right, 1)

    def act(self, text: str, slot: Callable[[], object], keys: str) -> QAction:
        """Make an action of this page; its key works while the page is shown."""
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: slot())  # noqa: PLW0108  Qt would hand it `checked`
        self.addAction(action)
        return action

    def open(self) -> None:
        """Called when the page is shown: put the focus where typing starts."""
