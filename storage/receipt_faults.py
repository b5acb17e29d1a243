"""What is odd in the receipts: numbers skipped, given twice, or in no book."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.receipt_books import Doubt
    from storage.register import Register

Fault = Literal["skipped", "twice"]


@dataclass(frozen=True, slots=True)
class ReceiptFault:
    """One odd number, or numbers that follow each other and were skipped.

    Attributes:
        what: skipped; twice: given to several households; else as `ReceiptBooks.doubt`.
        names: of whom it was given to; household_id: where the first of them is opened.
        day: of its first payment; None for numbers nobody has.
    """

    what: Fault | Doubt
    book: str
    numbers: str
    collector: str
    names: str = ""
    household_id: str | None = None
    day: date | None = None


_TWICE = """
    SELECT folded(y.book), y.book, y.receipt, group_concat(p.name, ', '), min(p.household_id),
        min(y.day), ifnull(max(s.name), '')
    FROM payments y JOIN enrolments e ON e.id = y.enrolment_id JOIN people p ON p.id = e.person_id
    LEFT JOIN staff s ON s.id = y.collector_id WHERE y.receipt <> ''
    GROUP BY folded(y.book), y.receipt HAVING count(DISTINCT ifnull(p.household_id, p.id)) > 1
    ORDER BY 2, 3
"""
_NUMBER = re.compile(r"(.*?)(\d+)")
_GIVEN = """
    SELECT y.book, y.receipt, y.collector_id, p.name, p.household_id, min(y.day),
        ifnull(s.name, '')
    FROM payments y JOIN enrolments e ON e.id = y.enrolment_id JOIN people p ON p.id = e.person_id
    LEFT JOIN staff s ON s.id = y.collector_id WHERE y.receipt <> ''
    GROUP BY y.book, y.receipt ORDER BY y.book, y.receipt
"""


def receipt_faults(register: Register) -> tuple[ReceiptFault, ...]:
    """Return what is odd: doubles first, then what stands outside of the books, then gaps."""
    gaps = _gaps if register.receipt_books.all() else _gaps_without_books
    return (*_doubles(register), *_outside(register), *gaps(register))


def _doubles(register: Register) -> Iterator[ReceiptFault]:
    for _, book, receipt, names, home, day, collector in register.connection.rows(_TWICE):
        first = date.fromisoformat(day)
        yield ReceiptFault("twice", book, receipt, collector, names, home, first)


def _outside(register: Register) -> Iterator[ReceiptFault]:
    books = register.receipt_books
    for book, receipt, keeper, name, home, day, collector in register.connection.rows(_GIVEN):
        doubt = books.doubt(book, receipt, keeper)
        if doubt in {"no_book", "outside", "of_another"}:
            first = date.fromisoformat(day)
            yield ReceiptFault(doubt, book, receipt, collector, name, home, first)


def _gaps(register: Register) -> Iterator[ReceiptFault]:
    for book in register.receipt_books.all():
        if not book.skipped:
            continue
        for stretch in register.receipt_books.stretches(book.id):
            if stretch.kind == "skipped":
                first, last = book.shown(stretch.first), book.shown(stretch.last)
                numbers = first if first == last else f"{first} – {last}"
                yield ReceiptFault("skipped", book.symbol, numbers, book.collector or "")


def _gaps_without_books(register: Register) -> Iterator[ReceiptFault]:
    """An office that entered no book still sees what is missing between two numbers."""
    written: dict[tuple[str, str, int], set[int]] = defaultdict(set)
    for book, receipt in register.connection.rows(
        "SELECT DISTINCT ifnull(book, ''), receipt FROM payments WHERE receipt <> ''"
    ):
        number = _NUMBER.fullmatch(receipt)
        if number is not None:
            written[book, number[1], len(number[2])].add(int(number[2]))
    for (book, front, digits), numbers in sorted(written.items()):
        for before, after in pairwise(sorted(numbers)):
            first, last = (f"{front}{one:0{digits}d}" for one in (before + 1, after - 1))
            if after - before > 1:
                yield ReceiptFault(
                    "skipped", book, first if first == last else f"{first} – {last}", ""
                )
