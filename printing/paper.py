"""A page to draw on: places in points from the upper left corner, text, rules, boxes, bookmarks.

Everything a document draws goes through Paper; it alone knows reportlab's canvas.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.pdfgen.textobject import PDFTextObject

from printing.fonts import Face, advance, advances, missing
from printing.practice import draw_mark
from printing.text import NBSP, Line, Style, composed, text_width, wrapped

# Pages stay binary: written as letters they are a quarter larger and take a third of the time.
rl_config.useA85 = 0

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
A4_LANDSCAPE = (297 * MM, 210 * MM)
A5 = (148 * MM, 210 * MM)
A3 = (297 * MM, 420 * MM)

Colour = tuple[float, float, float]
INK: Colour = (0, 0, 0)
WHITE: Colour = (1, 1, 1)
ACCENT: Colour = (0x0B / 255, 0x4A / 255, 0x5A / 255)
GREY: Colour = (0x4A / 255, 0x4A / 255, 0x4A / 255)
RULE: Colour = (0x8A / 255, 0x8A / 255, 0x8A / 255)
TINTS: tuple[Colour, Colour, Colour] = (
    (0xF3 / 255, 0xF7 / 255, 0xF8 / 255),
    (0xD7 / 255, 0xE3 / 255, 0xE6 / 255),
    (0xB9 / 255, 0xCB / 255, 0xD0 / 255),
)

Align = Literal["left", "right", "centre"]

_MOST_SNIPPETS = 50_000
_ARC = 0.5523  # how far a curve is drawn towards its corner to be a quarter of a circle
# What the canvas writes around a text that stands alone.
_SCRATCH_BEGIN = "BT 1 0 0 1 0 0 Tm "
_SCRATCH_END = " ET"


def first_baseline(style: Style) -> float:
    """From the top of a line to its baseline, in points: room above for tone marks on capitals."""
    return (style.leading - style.size) / 2 + style.size * 0.79


def _unwatched(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


class _TextLayer(PDFTextObject):
    """All text of a page in one block, put above its shapes; each text is encoded only once."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._operators = ["BT"]
        self._colour: Colour | None = None
        self._tracking = 0.0

    def put(self, x: float, y: float, snippet: str, style: Style) -> None:
        """Shows an encoded text at a place in the page's own measure."""
        if style.colour is not self._colour:
            red, green, blue = self._colour = style.colour
            self._operators.append(f"{red:.4g} {green:.4g} {blue:.4g} rg")
        if style.tracking != self._tracking:
            self._tracking = style.tracking
            self._operators.append(f"{style.tracking:.4g} Tc")
        self._operators.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm {snippet}")

    def getCode(self) -> str:  # noqa: N802 - the canvas asks for it by this name
        """The whole block."""
        return "\n".join([*self._operators, "ET"])


class Paper:
    """The pages of one file, written as they are finished; x and y in points, y downwards."""

    def __init__(
        self,
        out: Path,
        *,
        size: tuple[float, float],
        made: date,
        progress: Callable[[int, int], None] = _unwatched,
        practice: bool = False,
    ) -> None:
        """Opens a file for pages of a size; made is the day told in the file's properties.

        Every page of a practice register carries its mark.

        A document with many pages calls progress(done, total); what that raises ends the drawing.
        """
        advances(Face.REGULAR)
        self._canvas = Canvas(
            str(out),
            pagesize=size,
            pageCompression=1,
            invariant=1,
            initialFontName=Face.REGULAR.value,  # type: ignore[arg-type] # the stubs say float
            lang="vi-VN",
        )
        stamp = made.strftime("D:%Y%m%d000000+07'00'")
        self._canvas.setDateFormatter(lambda *_: stamp)
        self._canvas.setCreator("Sổ An Sinh")
        self._begun = False
        self._practice = practice
        self.progress = progress
        self._heading: tuple[str, str] | None = None
        # What the page is set to already; a new page begins with nothing set.
        self._filling: Colour | None = None
        self._stroking: Colour | None = None
        self._weight = 0.0
        self._layer = _TextLayer(self._canvas)
        self._snippets: dict[tuple[str, Face, float], str] = {}
        self.pages = 0
        self.width, self.height = size
        self.missing: set[str] = set()

    def describe(self, *, title: str, author: str, subject: str) -> None:
        """Sets what the file says of itself."""
        self._canvas.setTitle(composed(title))
        self._canvas.setAuthor(composed(author))
        self._canvas.setSubject(composed(subject))

    def page(self, size: tuple[float, float] | None = None) -> None:
        """Begins the next page, finishing the one before."""
        self._finish_page()
        if size is not None:
            self.width, self.height = size
            self._canvas.setPageSize(size)
        self._begun = True
        self._filling = self._stroking = None
        self._weight = 0.0
        self._layer = _TextLayer(self._canvas)
        self.pages += 1
        if self._heading:
            title, key = self._heading
            self._heading = None
            self.bookmark(title, key)

    def bookmark(self, title: str, key: str, level: int = 0) -> None:
        """Lets the reader's list of contents jump to this page; keys are unique in the file."""
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(composed(title), key, level, closed=level == 0)

    def heading(self, title: str, key: str) -> None:
        """Begins a group of bookmarks that points to the page about to be begun."""
        self._heading = (title, key)

    def save(self) -> None:
        """Finishes the last page and writes the file."""
        self._finish_page()
        self._canvas.save()

    def _finish_page(self) -> None:
        if self._begun:
            self._canvas.drawText(self._layer)
            if self._practice:
                draw_mark(self._canvas, self.width, self.height)
            self._canvas.showPage()
            self._begun = False

    def text(self, x: float, baseline: float, text: str, style: Style) -> None:
        """Sets one line from x rightwards, unbroken."""
        self._run(x, baseline, composed(text), style.face, style)

    def right(self, x: float, baseline: float, text: str, style: Style) -> None:
        """Sets one line that ends at x."""
        self._run(x - text_width(text, style), baseline, composed(text), style.face, style)

    def centre(self, x: float, baseline: float, text: str, style: Style) -> None:
        """Sets one line with its middle at x."""
        self._run(x - text_width(text, style) / 2, baseline, composed(text), style.face, style)

    def lines(
        self,
        x: float,
        top: float,
        lines: Sequence[Line],
        style: Style,
        *,
        width: float = 0,
        align: Align = "left",
    ) -> float:
        """Sets broken lines below top, aligned within width; returns where the next would begin."""
        baseline = top + first_baseline(style)
        for line in lines:
            at = x
            if align == "right":
                at = x + width - line.width
            elif align == "centre":
                at = x + (width - line.width) / 2
            for text, face in line.runs:
                self._run(at, baseline, text, face, style)
                if len(line.runs) > 1:
                    at += advance(text, face) * style.size
            baseline += style.leading
        return top + style.leading * len(lines)

    def paragraph(self, x: float, top: float, text: str, style: Style, width: float) -> float:
        """Breaks a text to a width below top; returns where the next line would begin."""
        return self.lines(x, top, wrapped(text, style, width), style)

    def rule(
        self, x: float, to: float, y: float, *, weight: float = 0.4, colour: Colour = RULE
    ) -> None:
        """Draws a line across, at height y."""
        self.line((x, y), (to, y), weight=weight, colour=colour)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        weight: float,
        colour: Colour = INK,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """Draws a straight line, dashed where dash gives the lengths on and off."""
        outline = self.shape()
        outline.move(*start)
        outline.line(*end)
        self.draw(outline, stroke=colour, weight=weight, dash=dash)

    def box(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        weight: float = 0.9,
        radius: float = 0,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """Draws a rectangle, filled, outlined or both, with round corners where radius is given."""
        outline = self.shape()
        if radius:
            outline.round_box(x, top, width, height, radius)
        else:
            outline.box(x, top, width, height)
        self.draw(outline, fill=fill, stroke=stroke, weight=weight, dash=dash)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        weight: float = 0.9,
    ) -> None:
        """Draws a circle around x, y."""
        outline = self.shape()
        outline.round_box(x - radius, y - radius, 2 * radius, 2 * radius, radius)
        self.draw(outline, fill=fill, stroke=stroke, weight=weight)

    def shape(self) -> "Outline":
        """A new outline to draw with straight and curved lines."""
        return Outline(self.height)

    def draw(
        self,
        outline: "Outline",
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        weight: float = 0.9,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """Draws an outline, filled, stroked or both."""
        canvas = self._canvas
        if fill:
            self._fill(fill)
        if stroke:
            self._stroke(stroke, weight)
        if dash:
            canvas.setDash(*dash)
        canvas.drawPath(
            PDFPathObject(outline.operators),
            stroke=int(stroke is not None),
            fill=int(fill is not None),
        )
        if dash:
            canvas.setDash()

    def modules(
        self,
        x: float,
        top: float,
        side: float,
        count: int,
        stretches: Sequence[tuple[int, int, int]],
    ) -> None:
        """Fills stretches (row, first, length) of a square grid of count modules, as one path."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x, self.height - top)
        canvas.scale(side / count, -side / count)
        # Whole numbers of modules need no formatting; a hair more height hides seams on screens.
        squares = ["n", *(f"{first} {row} {length} 1.02 re" for row, first, length in stretches)]
        canvas.setFillColorRGB(*INK)
        canvas.drawPath(PDFPathObject(squares), stroke=0, fill=1)
        canvas.restoreState()

    def _run(self, x: float, baseline: float, text: str, face: Face, style: Style) -> None:
        key = (text, face, style.size)
        snippet = self._snippets.get(key)
        if snippet is None:
            snippet = self._snippets[key] = self._encoded(text, face, style.size)
        self._layer.put(x, self.height - baseline, snippet, style)

    def _encoded(self, text: str, face: Face, size: float) -> str:
        """The operators that show a text, without its place; remembers letters the face lacks."""
        lacking = missing(text, face)
        if lacking:
            self.missing |= lacking
            text = "".join("?" if letter in lacking else letter for letter in text)
        if len(self._snippets) >= _MOST_SNIPPETS:
            self._snippets.clear()
        scratch = self._canvas.beginText(0, 0)
        scratch.setFont(face.value, size)
        scratch.textOut(text.replace(NBSP, " "))
        return scratch.getCode().removeprefix(_SCRATCH_BEGIN).removesuffix(_SCRATCH_END)

    def _stroke(self, colour: Colour, weight: float) -> None:
        if colour is not self._stroking:
            self._canvas.setStrokeColorRGB(*colour)
            self._stroking = colour
        if weight != self._weight:
            self._canvas.setLineWidth(weight)
            self._weight = weight

    def _fill(self, colour: Colour) -> None:
        if colour is not self._filling:
            self._canvas.setFillColorRGB(*colour)
            self._filling = colour


class Outline:
    """A path in the page's own places, from the upper left corner, written in PDF's operators."""

    def __init__(self, height: float) -> None:
        self._height = height
        self.operators = ["n"]

    def move(self, x: float, y: float) -> None:
        self.operators.append(f"{x:.2f} {self._height - y:.2f} m")

    def line(self, x: float, y: float) -> None:
        self.operators.append(f"{x:.2f} {self._height - y:.2f} l")

    def curve(
        self, first: tuple[float, float], second: tuple[float, float], end: tuple[float, float]
    ) -> None:
        """Goes on to end in a curve drawn towards two points."""
        height = self._height
        self.operators.append(
            f"{first[0]:.2f} {height - first[1]:.2f} {second[0]:.2f} {height - second[1]:.2f}"
            f" {end[0]:.2f} {height - end[1]:.2f} c"
        )

    def box(self, x: float, top: float, width: float, height: float) -> None:
        bottom = self._height - top - height
        self.operators.append(f"{x:.2f} {bottom:.2f} {width:.2f} {height:.2f} re")

    def round_box(self, x: float, top: float, width: float, height: float, radius: float) -> None:
        """A rectangle with round corners; a circle, where radius is half of both sides."""
        right, bottom = x + width, top + height
        bend = radius * (1 - _ARC)
        self.move(x + radius, top)
        self.line(right - radius, top)
        self.curve((right - bend, top), (right, top + bend), (right, top + radius))
        self.line(right, bottom - radius)
        self.curve((right, bottom - bend), (right - bend, bottom), (right - radius, bottom))
        self.line(x + radius, bottom)
        self.curve((x + bend, bottom), (x, bottom - bend), (x, bottom - radius))
        self.line(x, top + radius)
        self.curve((x, top + bend), (x + bend, top), (x + radius, top))
        self.close()

    def close(self) -> None:
        self.operators.append("h")
