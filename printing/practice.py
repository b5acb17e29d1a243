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
_TILE = 298  # points, a little over 105 mm: a third of A4 across when folded, half of A5
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
    across, down = (max(1, round(side / _TILE)) for side in (width, height))
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
