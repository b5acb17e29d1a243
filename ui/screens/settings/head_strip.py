"""The head of the office's papers, drawn as it will be printed, from what is being typed."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from printing.letterhead import MOTTO, NATION, Letterhead
from ui.style import look

_LINE = 20
_GAP = 6  # for the rule under the second line
_HEIGHT = 80


class HeadStrip(QWidget):
    """A strip of white paper with the two blocks of Decree 30/2020/NĐ-CP, Appendix I."""

    def __init__(self) -> None:
        super().__init__()
        self._head = Letterhead("", "", ())
        self._foot = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_head(self, head: Letterhead, place_and_day: str) -> None:
        """Draw another head."""
        self._head = head
        self._foot = place_and_day
        said = (head.parent, head.body, NATION, MOTTO, place_and_day)
        self.setAccessibleName(". ".join(part for part in said if part))
        self.update()

    def sizeHint(self) -> QSize:
        """Three lines of text."""
        return QSize(560, look().metrics.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """As high as it is drawn."""
        return QSize(320, look().metrics.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the paper, the blocks and the rules under them."""
        now = look()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("desk"))
        sheet = self.rect().adjusted(1, 1, -1, -1)
        painter.fillRect(sheet, now.color("paper"))
        half = sheet.width() * 2 // 5
        left = QRect(sheet.left() + 8, sheet.top() + 6, half - 12, sheet.height())
        right = QRect(
            sheet.left() + half, sheet.top() + 6, sheet.width() - half - 8, sheet.height()
        )
        self._block(painter, left, (self._head.parent, False), (self._head.body, True))
        self._block(painter, right, (NATION, True), (MOTTO, True))
        italic = QFont(now.font("small"))
        italic.setItalic(True)
        self._line(painter, right, 2, self._foot, italic)

    def _block(self, painter: QPainter, place: QRect, *lines: tuple[str, bool]) -> None:
        now = look()
        for number, (text, bold) in enumerate(lines):
            font = now.font("small_strong" if bold else "small")
            self._line(painter, place, number, text, font)
        text = lines[-1][0]
        if text:
            width = QFontMetrics(now.font("small_strong")).horizontalAdvance(text) // 2
            top = place.top() + now.metrics.px(_LINE) * 2 + 2
            left = place.center().x() - width // 2
            painter.fillRect(left, top, width, 1, self._ink())

    def _line(self, painter: QPainter, place: QRect, number: int, text: str, font: QFont) -> None:
        step = look().metrics.px(_LINE)
        top = place.top() + number * step + (_GAP if number > 1 else 0)
        rect = QRect(place.left(), top, place.width(), step)
        painter.setFont(font)
        painter.setPen(self._ink())
        fitting = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, fitting)

    def _ink(self) -> QColor:
        """Ink stays dark: the paper is white in both themes."""
        now = look()
        return now.color("text" if now.tokens.name == "light" else "surface")
