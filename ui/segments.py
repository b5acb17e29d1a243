"""A row of choices of which one is open."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ui.states import paint_state
from ui.style import look


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice: its key, words, and the shape of a state before them."""

    key: str
    text: str
    state: str = ""


class _SegmentButton(QToolButton):
    def __init__(self, segment: Segment, place: tuple[bool, bool], small: bool) -> None:
        super().__init__()
        self.segment = segment
        self._first, self._last = place
        self._small = small
        self.setCheckable(True)
        self.setText(segment.text)
        self.setAccessibleName(segment.text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringed", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_segment(self, segment: Segment) -> None:
        self.segment = segment
        self.setText(segment.text)
        self.setAccessibleName(segment.text)

    def sizeHint(self) -> QSize:
        now = look()
        words = QFontMetrics(now.font("small_head")).horizontalAdvance(self.text())
        width = 2 * 11 + words + (20 if self.segment.state else 0)
        return QSize(width, now.metrics.small_field if self._small else now.metrics.field)

    def minimumSizeHint(self) -> QSize:
        # room at the sides is given up before a long count loses a digit
        return self.sizeHint() - QSize(14, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = look()
        painter = QPainter(self)
        rect = self.rect()
        if self.isChecked():
            # the ends of the row are round: nothing is painted over its frame
            ends = rect.adjusted(1 if self._first else 0, 0, -1 if self._last else 0, 0)
            painter.fillRect(ends.adjusted(0, 1, 0, -1), now.color("tint"))
            ends.adjust(2 if self._first else 0, 0, -2 if self._last else 0, 0)
            bar = QRect(ends.left(), rect.height() - 3, ends.width(), 2)
            painter.fillRect(bar, now.color("accent"))
        elif self.underMouse():
            painter.fillRect(rect.adjusted(1, 1, -1, -1), now.color("raised"))
        if not self._first:
            painter.fillRect(0, 1, 1, rect.height() - 2, now.color("line"))
        font = now.font("small_strong" if self.isChecked() else "small")
        metrics = QFontMetrics(font)
        shape = 20 if self.segment.state else 0
        left = (rect.width() - metrics.horizontalAdvance(self.text()) - shape) // 2
        if self.segment.state:
            at = QRect(left, (rect.height() - 12) // 2, 12, 12)
            paint_state(painter, at, self.segment.state)
        painter.setFont(font)
        ink = "accentp" if self.isChecked() else "text2"
        painter.setPen(now.color(ink if self.isEnabled() else "text3"))
        base = (rect.height() + metrics.ascent() - metrics.descent()) // 2
        painter.drawText(left + shape, base, self.text())


class Segments(QWidget):
    """Choices side by side, one open; `picked` sends the key of the one chosen."""

    picked = Signal(str)

    def __init__(self, segments: tuple[Segment, ...] = (), *, small: bool = True) -> None:
        super().__init__()
        self._small = small
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._buttons: dict[str, _SegmentButton] = {}
        self.set_segments(segments)

    def set_segments(self, segments: tuple[Segment, ...]) -> None:
        """Show other choices; the open one stays open where it still exists."""
        kept = self.key()
        focused = any(button.hasFocus() for button in self._buttons.values())
        if [one.key for one in segments] == list(self._buttons):
            for segment in segments:  # only counts are others: the keys stay where they are
                button = self._buttons[segment.key]
                button.show_segment(segment)
                self._row.setStretchFactor(button, button.sizeHint().width())
            return
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for at, segment in enumerate(segments):
            place = (at == 0, at == len(segments) - 1)
            button = _SegmentButton(segment, place, self._small)
            self._buttons[segment.key] = button
            self._group.addButton(button)
            self._row.addWidget(button, button.sizeHint().width())
        if segments:
            self.set_key(kept if kept in self._buttons else segments[0].key)
        if focused and self._buttons:
            self._buttons[self.key()].setFocus(Qt.FocusReason.OtherFocusReason)

    def key(self) -> str:
        """The key of the open choice; empty when there is none."""
        checked = self._group.checkedButton()
        return checked.segment.key if isinstance(checked, _SegmentButton) else ""

    def set_key(self, key: str) -> None:
        """Open a choice without sending `picked`."""
        self._buttons[key].setChecked(True)
        self.update()

    def take_keys(self) -> None:
        """Put the keys on the open choice; the arrows go to the others."""
        if self.key():
            self._buttons[self.key()].setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self) -> None:
        self.update()
        self.picked.emit(self.key())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground; the frame is drawn over the buttons."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.fillPath(shape, look().color("surface"))
        painter.setPen(look().color("lines"))
        painter.drawPath(shape)
