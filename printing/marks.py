"""Marks that no face has: QR squares, scissors and cut lines, tick boxes, frames, bars, bullets."""

import re
from functools import lru_cache

import segno

from printing.fonts import Face
from printing.paper import ACCENT, INK, MM, WHITE, Paper
from printing.text import Style, text_width

_TAG = Style(Face.BOLD, 8, 10)


_DARK = re.compile(b"\x01+")


@lru_cache(maxsize=64)
def squares(content: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Side in modules and the dark stretches of each row (row, first, length) of a QR code."""
    # Any mask reads as well; for these short codes 0 is the best most often, and weighing all
    # eight of them takes ten times as long as the code itself.
    rows = segno.make_qr(content, error="q", boost_error=False, mask=0).matrix
    stretches = tuple(
        (number, dark.start(), dark.end() - dark.start())
        for number, row in enumerate(rows)
        for dark in _DARK.finditer(row)
    )
    return len(rows), stretches


def qr(paper: Paper, x: float, top: float, side: float, content: str) -> None:
    """Draws content as a QR code, level Q, as one path; side without the quiet zone, in points."""
    modules, stretches = squares(content)
    paper.modules(x, top, side, modules, stretches)


def tick_box(paper: Paper, x: float, top: float, side: float = 4.4 * MM) -> None:
    """Draws an empty box to tick."""
    paper.box(x, top, side, side, stroke=INK, weight=0.9)


def write_on(paper: Paper, x: float, to: float, y: float) -> None:
    """Draws a line to write on; leave 7 mm free above it."""
    paper.rule(x, to, y, weight=0.5, colour=INK)


def cut_line(paper: Paper, y: float) -> None:
    """Draws the dashed line to cut along, from edge to edge, with its scissors."""
    start = 3 * MM
    paper.line((start, y), (paper.width - start, y), weight=0.7, dash=(3, 2.2))
    _scissors(paper, start + 6 * MM, y)


def _scissors(paper: Paper, x: float, y: float) -> None:
    """Open scissors pointing right, 4.4 mm long, their rivet on the line."""
    unit = MM
    paper.box(x - 2.5 * unit, y - 0.4 * unit, 3.4 * unit, 0.8 * unit, fill=WHITE)
    for way in (-1, 1):
        blade = paper.shape()
        blade.move(x - 0.5 * unit, y + way * 0.75 * unit)
        blade.line(x + 2.2 * unit, y - way * 1.05 * unit)
        blade.curve(
            (x + 1.5 * unit, y - way * 0.2 * unit),
            (x + 0.6 * unit, y + way * 0.3 * unit),
            (x - 0.2 * unit, y + way * 0.95 * unit),
        )
        blade.close()
        paper.draw(blade, fill=INK)
        paper.circle(
            x - 1.1 * unit, y + way * 1.0 * unit, 0.75 * unit, stroke=INK, weight=1.1, fill=WHITE
        )


def frame(paper: Paper, x: float, top: float, width: float, height: float) -> None:
    """Draws the solid frame around something sure that must not be overlooked."""
    paper.box(x, top, width, height, stroke=ACCENT, weight=1.4, radius=1.6 * MM)


def unconfirmed_frame(
    paper: Paper, x: float, top: float, width: float, height: float, tag: str
) -> None:
    """Draws the dashed frame around something not yet confirmed, its tag on the upper edge."""
    paper.box(x, top, width, height, stroke=INK, weight=0.9, radius=1.2 * MM, dash=(4, 2.4))
    tag_width = text_width(tag, _TAG) + 4.4 * MM
    tag_height = 4.6 * MM
    left = x + 4 * MM
    paper.box(
        left,
        top - tag_height / 2,
        tag_width,
        tag_height,
        fill=WHITE,
        stroke=INK,
        weight=0.8,
        radius=0.8 * MM,
    )
    paper.centre(left + tag_width / 2, top + 2.9, tag, _TAG)


def bullet(paper: Paper, x: float, baseline: float, size: float) -> None:
    """Draws the dot before a line of a list set in size points."""
    paper.circle(x + 1.0 * MM, baseline - size * 0.33, 0.75 * MM, fill=ACCENT)


def square_bullet(paper: Paper, x: float, baseline: float, size: float) -> None:
    """Draws the square before a question set in size points."""
    side = 2.3 * MM
    paper.box(x, baseline - size * 0.36 - side / 2, side, side, fill=ACCENT)


def numbered(paper: Paper, x: float, y: float, number: int) -> None:
    """Draws a number in a filled disc of 8 mm around x, y."""
    style = Style(Face.BOLD, 13, 16, WHITE)
    paper.circle(x, y, 4 * MM, fill=ACCENT)
    paper.centre(x, y + 4.6, str(number), style)


def progress_bar(
    paper: Paper,
    place: tuple[float, float, float],
    *,
    now: int,
    whole: int,
    mark: int,
    label: str,
) -> None:
    """Draws a bar 6 mm high at (x, top, width), full at whole, filled to now.

    The earlier count stands in it as a white notch with a stem below and its label.
    """
    x, top, width = place
    tall = 6 * MM
    style = Style(Face.REGULAR, 9.4, 12)
    filled = width * min(now, whole) / whole if whole else 0
    paper.box(x, top, width, tall, stroke=INK, weight=0.8)
    if filled:
        paper.box(x, top, filled, tall, fill=ACCENT)
    at = x + (width * min(mark, whole) / whole if whole else 0)
    notch = WHITE if at < x + filled else INK
    if 0 < mark < whole:
        paper.line((at, top), (at, top + tall), weight=1.2, colour=notch)
    paper.line((at, top + tall), (at, top + tall + 1.8 * MM), weight=1.2)
    half = text_width(label, style) / 2
    centre = min(max(at, x + half), x + width - half)
    paper.centre(centre, top + tall + 5.4 * MM, label, style)
