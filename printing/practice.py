"""The mark of a practice register on paper: large, light and slanting, so that a cut keeps it."""

import math

from reportlab.pdfgen.canvas import Canvas

from printing.fonts import Face, advance
from printing.text import composed
from storage.practice import LINE, MARK

_SIZE = 44  # points
_SMALL = 6.5
_EDGE = 8.5  # from the upper edge of the page to the baseline of the small line
_SLANT = 32  # degrees
_ACROSS, _DOWN = 298, 200  # points a mark has to itself: a fold of A4, a slip cut off A5
_SHADE = 0.13


def draw_mark(canvas: Canvas, width: float, height: float) -> None:
    """Draw the mark over a finished page; what it lies on stays legible."""
    canvas.saveState()
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont(Face.REGULAR.value, _SMALL)
    canvas.drawCentredString(width / 2, height - _EDGE, composed(LINE))
    canvas.setFillAlpha(_SHADE)
    canvas.setFont(Face.BOLD.value, _SIZE)
    text = composed(MARK)
    half = advance(text, Face.BOLD) * _SIZE / 2
    across, down = max(1, round(width / _ACROSS)), max(1, round(height / _DOWN))
    for row in range(down):
        for column in range(across):
            canvas.saveState()
            canvas.translate((column + 0.5) * width / across, (row + 0.5) * height / down)
            canvas.transform(*_turn(_SLANT))
            canvas.drawString(-half, -_SIZE / 3, text)
            canvas.restoreState()
    canvas.restoreState()


def _turn(degrees: float) -> tuple[float, float, float, float, float, float]:
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return cosine, sine, -sine, cosine, 0, 0
