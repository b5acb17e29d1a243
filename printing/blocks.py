"""Pieces of a page that know their height before they are drawn: text, gaps, lists, frames, stacks.

A document puts blocks into a Stack and draws it at a place; what does not fit is known beforehand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from printing.marks import bullet, frame, square_bullet, unconfirmed_frame
from printing.paper import ACCENT, MM, RULE, Colour, Paper, first_baseline
from printing.text import Line, Style, text_width, wrapped


class Block(Protocol):
    """Something with a height in points that can be drawn at a place."""

    @property
    def height(self) -> float: ...

    def draw(self, paper: Paper, x: float, top: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Gap:
    """White space of a height in points."""

    height: float

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Draws nothing."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph broken to a width in points."""

    text: str
    style: Style
    width: float

    @property
    def lines(self) -> tuple[Line, ...]:
        return wrapped(self.text, self.style, self.width)

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    def draw(self, paper: Paper, x: float, top: float) -> None:
        paper.lines(x, top, self.lines, self.style)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the left, with a note at the right on the same baseline when there is one."""

    text: str
    style: Style
    width: float
    note: str = ""
    note_style: Style | None = None

    @property
    def height(self) -> float:
        return len(self._lines) * self.style.leading

    @property
    def _lines(self) -> tuple[Line, ...]:
        taken = text_width(self.note, self.note_style) + 6 * MM if self.note_style else 0
        return wrapped(self.text, self.style, self.width - taken)

    def draw(self, paper: Paper, x: float, top: float) -> None:
        paper.lines(x, top, self._lines, self.style)
        if self.note_style:
            baseline = top + first_baseline(self.style)
            paper.right(x + self.width, baseline, self.note, self.note_style)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across, in the middle of a height in points."""

    width: float
    height: float
    weight: float = 0.4
    colour: Colour = RULE
    inset: float = 0

    def draw(self, paper: Paper, x: float, top: float) -> None:
        paper.rule(
            x + self.inset,
            x + self.width,
            top + self.height / 2,
            weight=self.weight,
            colour=self.colour,
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """A paragraph behind a mark: a round bullet, or a square one before a question."""

    text: str
    style: Style
    width: float
    indent: float = 5 * MM
    square: str = ""

    @property
    def lines(self) -> tuple[Line, ...]:
        return wrapped(self.text, self.style, self.width - self.indent)

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    def draw(self, paper: Paper, x: float, top: float) -> None:
        mark = square_bullet if self.square else bullet
        mark(paper, x, top + first_baseline(self.style), self.style.size)
        paper.lines(x + self.indent, top, self.lines, self.style)


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks below each other."""

    blocks: tuple[Block, ...]

    @property
    def height(self) -> float:
        return sum(block.height for block in self.blocks)

    def draw(self, paper: Paper, x: float, top: float) -> None:
        for block in self.blocks:
            block.draw(paper, x, top)
            top += block.height


@dataclass(frozen=True, slots=True)
class Framed:
    """A stack inside a frame: dashed with its tag when unconfirmed, solid when no tag is given."""

    inside: Stack
    width: float
    tag: str = ""
    inset: float = 5 * MM
    above: float = 3.6 * MM
    below: float = 3 * MM

    @property
    def height(self) -> float:
        return self._lead + self.above + self.inside.height + self.below

    @property
    def _lead(self) -> float:
        return 2.3 * MM if self.tag else 0

    def draw(self, paper: Paper, x: float, top: float) -> None:
        edge = top + self._lead
        tall = self.height - self._lead
        if self.tag:
            unconfirmed_frame(paper, x, edge, self.width, tall, self.tag)
        else:
            frame(paper, x, edge, self.width, tall)
        self.inside.draw(paper, x + self.inset, edge + self.above)


@dataclass(frozen=True, slots=True)
class Barred:
    """A stack beside a thick bar: the answer to what the reader asked."""

    inside: Stack
    indent: float = 6 * MM

    @property
    def height(self) -> float:
        return self.inside.height

    def draw(self, paper: Paper, x: float, top: float) -> None:
        paper.box(x, top, 2 * MM, self.height, fill=ACCENT)
        self.inside.draw(paper, x + self.indent, top)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block drawn by a function of the document, of a known height in points."""

    height: float
    draws: Callable[[Paper, float, float], None]

    def draw(self, paper: Paper, x: float, top: float) -> None:
        self.draws(paper, x, top)


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks next to each other, each at its offset in points; as high as the highest."""

    parts: tuple[tuple[float, Block], ...]

    @property
    def height(self) -> float:
        return max((block.height for _, block in self.parts), default=0)

    def draw(self, paper: Paper, x: float, top: float) -> None:
        for offset, block in self.parts:
            block.draw(paper, x + offset, top)


def stack(blocks: Sequence[Block | None]) -> Stack:
    """A stack of the blocks that are there; None stands for one whose value is missing."""
    return Stack(tuple(block for block in blocks if block is not None))
