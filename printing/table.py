"""Tables: heads on a ground or plain, rows as high as their longest cell, figures under figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from printing.fonts import Face
from printing.paper import ACCENT, INK, MM, RULE, WHITE, Align, Paper
from printing.text import Line, Style, wrapped

PADDING = 1.6 * MM
ROOM = 2.6 * MM


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width in points, and how its cells are set."""

    head: str
    width: float
    align: Align = "right"
    head_align: Align | None = None
    style: Style | None = None
    inset: float = 0
    """More room before the text than the padding, in points."""

    @property
    def room(self) -> float:
        """The width of its text, in points."""
        return self.width - 2 * PADDING - self.inset


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; bold sets every cell apart, bar marks who must act."""

    cells: tuple[str, ...]
    weight: str = "regular"
    bar: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A head above several columns, from the first to the last of them (counted from 0)."""

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Look:
    """Type and heights of a table in points; ground is the head's: accent, or plain."""

    body: Style
    head: Style
    row_height: float
    head_height: float
    ground: str = "accent"
    last_rule: float = 1.1
    middle: bool = True
    """Cells stand in the middle of a row; else at its top, where rows have several lines."""
    room: float = ROOM
    """What a row of several lines has above and below its longest cell, together."""


A4_LOOK = Look(
    body=Style(Face.FIGURES, 11.6, 14.6),
    head=Style(Face.FIGURES_SEMIBOLD, 10, 12.4),
    row_height=8.2 * MM,
    head_height=7.6 * MM,
)
"""The table of an A4 leaflet."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that knows its height; it is a block like any other."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    look: Look
    groups: tuple[Group, ...] = ()
    divider: int | None = None
    """A vertical line stands before this column, between question and answers."""
    _measured: list[tuple[list[tuple[Line, ...]], float]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    @property
    def width(self) -> float:
        return sum(column.width for column in self.columns)

    @property
    def head_height(self) -> float:
        """Height of the head with its group, in points; 0 where no column has a head."""
        lines = max((len(self._head_lines(column)) for column in self.columns), default=0)
        if not lines:
            return 0
        tall = max(self.look.head_height, lines * self.look.head.leading + ROOM)
        return tall + (self._group_height if self.groups else 0)

    @property
    def height(self) -> float:
        return self.head_height + sum(height for _, height in self.measured())

    @property
    def _group_height(self) -> float:
        return self.look.head.leading + 2.2 * MM

    def _head_lines(self, column: Column) -> tuple[Line, ...]:
        if not column.head:
            return ()
        return wrapped(column.head, self._head_style, column.room)

    @property
    def _head_style(self) -> Style:
        colour = WHITE if self.look.ground == "accent" else INK
        return self.look.head.but(colour=colour)

    def measured(self) -> list[tuple[list[tuple[Line, ...]], float]]:
        """The broken cells of each row and its height in points, worked out once."""
        if not self._measured:
            for row in self.rows:
                cells = [
                    wrapped(_marked(text, row), self._style(column), column.room)
                    for text, column in zip(row.cells, self.columns, strict=True)
                ]
                most = max(len(lines) for lines in cells)
                grown = most * self.look.body.leading + self.look.room if most > 1 else 0
                height = max(self.look.row_height, grown)
                self._measured.append((cells, height))
        return self._measured

    def rows_within(self, height: float) -> int:
        """How many rows fit below the head into a height, in points."""
        height -= self.head_height
        fitting = 0
        for _, tall in self.measured():
            height -= tall
            if height < 0:
                break
            fitting += 1
        return fitting

    def part(self, first: int, last: int) -> "Table":
        """The same table with some of its rows, from the first up to before the last."""
        return replace(self, rows=self.rows[first:last])

    def _style(self, column: Column) -> Style:
        return column.style or self.look.body

    def draw(self, paper: Paper, x: float, top: float) -> None:
        y = top + self._draw_head(paper, x, top)
        body_top = y
        for row, (cells, height) in zip(self.rows, self.measured(), strict=True):
            self._draw_row(paper, (x, y), (row, cells, height))
            y += height
            if row is not self.rows[-1]:
                paper.rule(x, x + self.width, y)
        closing = ACCENT if self.look.last_rule > 1 else RULE
        paper.rule(x, x + self.width, y, weight=self.look.last_rule, colour=closing)
        if self.divider is not None:
            at = x + sum(column.width for column in self.columns[: self.divider])
            paper.line((at, body_top), (at, y), weight=0.9)

    def _draw_head(self, paper: Paper, x: float, top: float) -> float:
        height = self.head_height
        if not height:
            return 0
        if self.look.ground == "accent":
            paper.box(x, top, self.width, height, fill=ACCENT)
        lead = self._draw_groups(paper, x, top)
        style = self._head_style
        for column, at in zip(self.columns, self._places(x), strict=True):
            lines = self._head_lines(column)
            room = height - lead - len(lines) * style.leading
            align = column.head_align or column.align
            left, width = at + PADDING + column.inset, column.room
            paper.lines(left, top + lead + room / 2, lines, style, width=width, align=align)
        if self.look.ground != "accent":
            paper.rule(x, x + self.width, top + height, weight=self.look.last_rule, colour=INK)
        return height

    def _draw_groups(self, paper: Paper, x: float, top: float) -> float:
        if not self.groups:
            return 0
        places = [*self._places(x), x + self.width]
        style = self._head_style
        rule_y = top + self._group_height
        for group in self.groups:
            left, right = places[group.first], places[group.last + 1]
            lines = wrapped(group.text, style, right - left)
            paper.lines(left, top + 1.1 * MM, lines, style, width=right - left, align="centre")
            paper.rule(left + PADDING, right - PADDING, rule_y, weight=0.6, colour=style.colour)
        return self._group_height

    def _places(self, x: float) -> list[float]:
        places = []
        for column in self.columns:
            places.append(x)
            x += column.width
        return places

    def _draw_row(
        self,
        paper: Paper,
        place: tuple[float, float],
        measured: tuple[Row, Sequence[tuple[Line, ...]], float],
    ) -> None:
        (x, top), (row, cells, height) = place, measured
        if row.bar:
            paper.box(x, top, 1.1 * MM, height, fill=INK)
        for column, lines, at in zip(self.columns, cells, self._places(x), strict=True):
            style = self._style(column)
            room = height - len(lines) * style.leading
            above = room / 2 if self.look.middle else self.look.room / 2
            left, width = at + PADDING + column.inset, column.room
            paper.lines(left, top + above, lines, style, width=width, align=column.align)


def _marked(text: str, row: Row) -> str:
    if row.weight == "bold" and text:
        return "\n".join(f"**{part}**" for part in text.split("\n"))
    return text
