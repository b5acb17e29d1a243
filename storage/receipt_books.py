"""Receipt books: whose they are, which numbers are written, free, or skipped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

from rules.names import fold
from storage import rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from storage.register import Register

NUMBER = re.compile(r"(.*?)(\d+)$")
"""A receipt's number: the letters before it, and its digits."""

_MOST = 10_000  # a book of more numbers is a slip of the hand
Doubt = Literal["no_book", "outside", "closed", "of_another"]


@dataclass(frozen=True, slots=True)
class ReceiptBook:
    """One book.

    Attributes:
        symbol: as payments name the book.
        first, last: numbers in it, both counted in.
        digits: how many digits its numbers are written with.
        collector: name of who has it, or None while it lies in the office.
        received: the day the collector, or the office, was given it.
        written: how many of its numbers payments carry.
        highest: the highest number written, or None.
    """

    id: str
    symbol: str
    first: int
    last: int
    digits: int
    collector_id: str | None
    collector: str | None
    received: date | None
    active: bool
    note: str
    written: int
    highest: int | None

    def shown(self, number: int) -> str:
        """Return a number as the book prints it: 00012."""
        return f"{number:0{self.digits}d}"

    @property
    def size(self) -> int:
        """How many numbers the book has."""
        return self.last - self.first + 1

    @property
    def following(self) -> int | None:
        """The number to write next; None when the last one is written."""
        if self.highest is None:
            return self.first
        return self.highest + 1 if self.highest < self.last else None

    @property
    def skipped(self) -> int:
        """How many numbers before the highest one written no payment carries."""
        return 0 if self.highest is None else self.highest - self.first + 1 - self.written


class BookFields(TypedDict, total=False):
    """What `ReceiptBooks.add` and `ReceiptBooks.save` take."""

    symbol: str
    first: int
    last: int
    digits: int
    collector_id: str | None
    received: date | None
    active: bool
    note: str


@dataclass(frozen=True, slots=True)
class Written:
    """One number that is written: for whom and when; `household_id` is None for nobody's home."""

    number: int
    day: date
    name: str
    household_id: str | None
    amount: int
    collector: str | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Numbers that follow each other and fare alike: written, skipped or free."""

    kind: Literal["written", "skipped", "free"]
    first: int
    last: int


class ReceiptBooks:
    """The receipt books of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def all(self) -> tuple[ReceiptBook, ...]:
        """Return every book, those in use first, by symbol and number."""
        written = self._numbers()
        return tuple(
            self._book(row, written)
            for row in self._connection.rows(f"{_BOOKS} ORDER BY b.active DESC, b.symbol, b.first")
        )

    def get(self, book_id: str) -> ReceiptBook:
        """Return one book.

        Raises:
            StorageError: no_such_row.
        """
        row = self._connection.row(f"{_BOOKS} WHERE b.id = ?", (book_id,))
        if row is None:
            raise StorageError("no_such_row", kind="receipt_books")
        return self._book(row, self._numbers())

    def _book(self, row: tuple[object, ...], written: dict[str, set[int]]) -> ReceiptBook:
        cells = list(row)
        first, last = int(str(row[2])), int(str(row[3]))
        own = [n for n in written.get(fold(str(row[1])), ()) if first <= n <= last]
        cells[7] = rows.day(None if row[7] is None else str(row[7]))
        cells[8] = bool(row[8])
        return rows.made(ReceiptBook, (*cells, len(own), max(own, default=None)))

    def _numbers(self) -> dict[str, set[int]]:
        """Return every number that payments carry, by the folded symbol of the book."""
        found: dict[str, set[int]] = {}
        for book, receipt in self._connection.rows(
            "SELECT DISTINCT book, receipt FROM payments WHERE receipt <> ''"
        ):
            if match := NUMBER.fullmatch(receipt):
                found.setdefault(fold(book), set()).add(int(match[2]))
        return found

    def add(self, **fields: Unpack[BookFields]) -> str:
        """Add a book; inside a change.

        Raises:
            StorageError: no_symbol; bad_numbers (first, last) for numbers that are no book;
                numbers_taken (symbol, first, last) for some that another book of the symbol has.
        """
        book_id = self._register.new_id()
        self._check(None, fields)
        rows.insert(self._connection, "receipt_books", {"id": book_id, **fields})
        return book_id

    def save(self, book_id: str, **fields: Unpack[BookFields]) -> None:
        """Change the named fields; inside a change.

        Raises:
            StorageError: as `add`.
        """
        now = self.get(book_id)
        known: BookFields = {"symbol": now.symbol, "first": now.first, "last": now.last}
        self._check(book_id, {**known, **fields})
        rows.update(self._connection, "receipt_books", book_id, fields)

    def _check(self, book_id: str | None, fields: BookFields) -> None:
        symbol, first, last = (
            fields.get("symbol", ""),
            fields.get("first", 0),
            fields.get("last", 0),
        )
        if not symbol.strip():
            raise StorageError("no_symbol")
        if first < 1 or last < first or last - first >= _MOST:
            raise StorageError("bad_numbers", first=first, last=last, most=_MOST)
        for one in self.all():
            same = one.id != book_id and fold(one.symbol) == fold(symbol)
            if same and one.first <= last and first <= one.last:
                raise StorageError(
                    "numbers_taken", symbol=one.symbol, first=one.shown(one.first),
                    last=one.shown(one.last),
                )  # fmt: skip

    # -- what a receipt has to do with a book

    def next_of(self, collector_id: str | None) -> ReceiptBook | None:
        """Return the book a collector writes in now: in use, and not full; None without one.

        The one written in last goes first, so that a book is finished before the next is begun.
        """
        own = [
            one
            for one in self.all()
            if one.active and one.collector_id == collector_id and one.following is not None
        ]
        return min(own, key=lambda one: (one.highest is None, one.symbol, one.first), default=None)

    def doubt(self, symbol: str, receipt: str, collector_id: str | None) -> Doubt | None:
        """Tell what is odd about a receipt; None when nothing is, or no book was ever entered.

        ``no_book``: no book has this symbol; ``outside``: none with it has this number;
        ``closed``: the book is put away; ``of_another``: another collector has the book.
        """
        books = self._connection.rows(
            "SELECT symbol, first, last, active, collector_id FROM receipt_books"
        )
        if not books or not receipt:
            return None
        named = [one for one in books if fold(one[0]) == fold(symbol)]
        if not named:
            return "no_book"
        match = NUMBER.fullmatch(receipt.strip())
        number = int(match[2]) if match else 0
        book = next((one for one in named if one[1] <= number <= one[2]), None)
        if book is None:
            return "outside"
        _, _, _, active, owner = book
        if not active:
            return "closed"
        return "of_another" if owner and collector_id and owner != collector_id else None

    def written(self, book_id: str) -> tuple[Written, ...]:
        """Return every payment whose receipt is of a book, by number."""
        book = self.get(book_id)
        found = []
        for symbol, receipt, *rest in self._connection.rows(_WRITTEN):
            match = NUMBER.fullmatch(receipt)
            if match and fold(symbol) == fold(book.symbol):
                number = int(match[2])
                if book.first <= number <= book.last:
                    day, *others = rest
                    found.append(rows.made(Written, (number, date.fromisoformat(day), *others)))
        return tuple(sorted(found, key=lambda one: (one.number, one.day)))

    def stretches(self, book_id: str) -> tuple[Stretch, ...]:
        """Return the numbers of a book from the first to the last, alike ones together."""
        book = self.get(book_id)
        used = {one.number for one in self.written(book_id)}
        found: list[Stretch] = []
        for number in range(book.first, book.last + 1):
            past = book.highest is not None and number < book.highest
            kind: Literal["written", "skipped", "free"] = (
                "written" if number in used else "skipped" if past else "free"
            )
            if found and found[-1].kind == kind:
                found[-1] = Stretch(kind, found[-1].first, number)
            else:
                found.append(Stretch(kind, number, number))
        return tuple(found)


_BOOKS = """
    SELECT b.id, b.symbol, b.first, b.last, b.digits, b.collector_id, s.name, b.received, b.active,
        b.note
    FROM receipt_books b LEFT JOIN staff s ON s.id = b.collector_id
"""
_WRITTEN = """
    SELECT pay.book, pay.receipt, pay.day, p.name, p.household_id, pay.amount, s.name
    FROM payments pay JOIN enrolments e ON e.id = pay.enrolment_id
    JOIN people p ON p.id = e.person_id LEFT JOIN staff s ON s.id = pay.collector_id
    WHERE pay.receipt <> ''
"""
