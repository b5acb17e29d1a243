"""Filling pages with blocks from the top, turning the page when the next one does not fit."""

from collections.abc import Callable

from printing.blocks import Block
from printing.table import Table


class Flow:
    """A place on a page that moves down as blocks are drawn; turns pages by itself."""

    def __init__(
        self,
        x: float,
        turn: Callable[[], tuple[float, float]],
        draw: Callable[[Block, float, float], None],
    ) -> None:
        """Begins the first page; turn begins a page and gives its top and bottom, in points."""
        self._x = x
        self._turn = turn
        self._draw = draw
        self.y, self.bottom = turn()

    @property
    def room(self) -> float:
        """What is left of the page, in points."""
        return self.bottom - self.y

    def turn(self) -> None:
        """Goes on at the top of the next page."""
        self.y, self.bottom = self._turn()

    def place(self, block: Block, *, with_next: float = 0) -> None:
        """Draws a block here, or on the next page if it and what must follow it do not fit."""
        if block.height + with_next > self.room:
            self.turn()
        self._draw(block, self._x, self.y)
        self.y += block.height

    def gap(self, height: float) -> None:
        """Leaves white space; at the foot of a page it is dropped."""
        self.y = min(self.y + height, self.bottom)

    def at_bottom(self, block: Block) -> None:
        """Draws a block against the bottom of the page, or of the next if it does not fit."""
        if block.height > self.room:
            self.turn()
        self._draw(block, self._x, self.bottom - block.height)
        self.y = self.bottom

    def table(self, table: Table, *, with_next: float = 0) -> None:
        """Draws a table, going on under a repeated head where a page is full."""
        rest, fresh = table, False
        while rest.height + with_next > self.room:
            fitting = min(rest.rows_within(self.room), len(rest.rows) - 1)
            if fitting > 0:
                self.place(rest.part(0, fitting))
                rest = rest.part(fitting, len(rest.rows))
            elif fresh or (len(rest.rows) == 1 and rest.height <= self.room):
                break
            self.turn()
            fresh = True
        self._draw(rest, self._x, self.y)
        self.y += rest.height
