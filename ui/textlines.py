"""Text of a few lines with some words in bold, painted by delegates."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout

_BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Marked:
    """Plain text and the spans of it (start, length) that are bold."""

    text: str
    bold: tuple[tuple[int, int], ...] = ()

    @classmethod
    def read(cls, source: str) -> "Marked":
        """Read `một **hai** ba`, where two stars stand on each side of bold words."""
        plain, spans, at = "", [], 0
        for found in _BOLD.finditer(source):
            plain += source[at : found.start()]
            spans.append((len(plain), len(found[1])))
            plain += found[1]
            at = found.end()
        return cls(plain + source[at:], tuple(spans))

    @classmethod
    def matching(cls, text: str, spans: tuple[tuple[int, int], ...]) -> "Marked":
        """Text with the given spans in bold, as a search shows what it found."""
        return cls(text, spans)


class TextLines:
    """A text laid out in a width, at most so many lines; what is too long ends with “…”.

    Args:
        marked: the words.
        font: of the plain words; bold words take its SemiBold.
        width: in logical pixels.
        most: the largest number of lines.
        line: height of a line in logical pixels; the font's own when 0.
    """

    def __init__(
        self, marked: Marked, font: QFont, width: int, *, most: int = 1, line: int = 0
    ) -> None:
        self._line = line or QFontMetrics(font).height()
        self._most = most
        self._width = max(width, 8)
        self.cut = False
        self._layout = self._lay_out(marked, font)
        if self._layout.lineCount() > most:
            self.cut = True
            self._layout = self._lay_out(self._shortened(marked), font)

    def _lay_out(self, marked: Marked, font: QFont) -> QTextLayout:
        layout = QTextLayout(marked.text.replace("\n", "\u2028"), font)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.DemiBold)
        spans = []
        for start, length in marked.bold:
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = start, length, bold
            spans.append(span)
        layout.setFormats(spans)
        layout.beginLayout()
        metrics = QFontMetrics(font)
        lead = (self._line - metrics.height()) / 2
        row = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, row * self._line + lead))
            row += 1
        layout.endLayout()
        return layout

    def _shortened(self, marked: Marked) -> Marked:
        line = self._layout.lineAt(self._most - 1)
        end = line.textStart() + max(line.textLength() - 2, 1)
        kept = marked.text[:end].rstrip()
        return Marked(f"{kept}…", tuple((s, n) for s, n in marked.bold if s < len(kept)))

    @property
    def height(self) -> int:
        """The height of all lines in logical pixels."""
        return min(self._layout.lineCount(), self._most) * self._line

    @property
    def width(self) -> int:
        """The width of the longest line in logical pixels."""
        lines = range(self._layout.lineCount())
        return round(max((self._layout.lineAt(i).naturalTextWidth() for i in lines), default=0))

    def paint(self, painter: QPainter, rect: QRect, colour: QColor) -> None:
        """Draw the lines from the top left of a rectangle."""
        painter.setPen(colour)
        self._layout.draw(painter, QPointF(rect.left(), rect.top()))
