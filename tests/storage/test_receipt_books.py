"""Receipt books: which number is next, which are skipped, and what is odd about a receipt."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from rules.calendar import Month
from rules.vsi.contribution import PayerClass
from storage import StorageError
from storage.enrolling import Circumstances, Receipt

if TYPE_CHECKING:
    from storage import Register
    from tests.storage.conftest import Place


def pay(register: Register, place: Place, number: str, book: str = "AA/26E", day: int = 3) -> None:
    receipt = Receipt(number=number, book=book, collector_id=place.collector)
    with register.change("Thu tiền"):
        register.enrolments.enrol_vsi(
            place.wife,
            income=1_500_000,
            payer_class=PayerClass.OTHER,
            method="1",
            start=Month(2026, day),
            about=Circumstances(day=date(2026, 11, day), receipt=receipt),
        )


@pytest.fixture
def book(register: Register, place: Place) -> str:
    with register.change("Nhận quyển biên lai"):
        return register.receipt_books.add(
            symbol="AA/26E",
            first=101,
            last=150,
            digits=7,
            collector_id=place.collector,
            received=date(2026, 10, 1),
        )


def test_the_next_number_follows_the_highest_and_gaps_are_named(
    register: Register, place: Place, book: str
) -> None:
    books = register.receipt_books
    assert books.get(book).following == 101
    assert books.get(book).shown(101) == "0000101"
    for day, number in enumerate(("0000101", "102", "AA0000105"), start=2):
        pay(register, place, number, day=day)
    found = books.get(book)
    assert (found.written, found.highest, found.following) == (3, 105, 106)
    assert (found.skipped, found.size, found.collector) == (2, 50, "Lê Thị Thu")
    assert [(one.kind, one.first, one.last) for one in books.stretches(book)] == [
        ("written", 101, 102),
        ("skipped", 103, 104),
        ("written", 105, 105),
        ("free", 106, 150),
    ]
    written = books.written(book)
    assert [(one.number, one.day.day, one.household_id) for one in written] == [
        (101, 2, place.household),
        (102, 3, place.household),
        (105, 4, place.household),
    ]
    assert written[0].collector == "Lê Thị Thu"
    assert written[0].amount > 0


def test_a_full_book_gives_way_to_the_next(register: Register, place: Place, book: str) -> None:
    books = register.receipt_books
    with register.change("Nhận thêm"):
        books.save(book, last=101)
        second = books.add(symbol="AA/26E", first=151, last=200, collector_id=place.collector)
        books.add(symbol="BB", first=1, last=50)
    first = books.next_of(place.collector)
    assert first is not None
    assert first.id == book
    pay(register, place, "0000101")
    assert books.get(book).following is None
    found = books.next_of(place.collector)
    assert found is not None
    assert found.id == second
    with register.change("Cất quyển"):
        books.save(second, active=False)
    assert books.next_of(place.collector) is None


def test_what_is_odd_about_a_receipt(register: Register, place: Place) -> None:
    books = register.receipt_books
    assert books.doubt("AA", "12", place.collector) is None
    with register.change("Nhận quyển"):
        book = books.add(symbol="AA/26E", first=1, last=50, collector_id=place.collector)
        books.add(symbol="BB", first=1, last=50)
    assert books.doubt("aa/26e", "12", place.collector) is None
    assert books.doubt("BB", "12", place.collector) is None
    assert books.doubt("AA/26E", "", place.collector) is None
    assert books.doubt("CC", "12", place.collector) == "no_book"
    assert books.doubt("AA/26E", "51", place.collector) == "outside"
    assert books.doubt("AA/26E", "mười", place.collector) == "outside"
    assert books.doubt("AA/26E", "12", place.clerk) == "of_another"
    assert books.doubt("AA/26E", "12", None) is None
    with register.change("Cất quyển"):
        books.save(book, active=False)
    assert books.doubt("AA/26E", "12", place.collector) == "closed"
    assert [one.active for one in books.all()] == [True, False]


def test_a_book_has_a_symbol_and_numbers_of_its_own(
    register: Register, place: Place, book: str
) -> None:
    books = register.receipt_books
    for code, fields in (
        ("no_symbol", {"symbol": " ", "first": 1, "last": 2}),
        ("bad_numbers", {"symbol": "CC", "first": 0, "last": 2}),
        ("bad_numbers", {"symbol": "CC", "first": 5, "last": 4}),
        ("bad_numbers", {"symbol": "CC", "first": 1, "last": 20_000}),
        ("numbers_taken", {"symbol": "aa/26e", "first": 150, "last": 160}),
    ):
        with pytest.raises(StorageError, match=code), register.change("Sai"):
            books.add(**fields)  # type: ignore[arg-type]
    with pytest.raises(StorageError, match="no_such_row"):
        books.get("không")
    with register.change("Sửa"):
        books.save(book, note="bìa xanh")
    assert books.get(book).note == "bìa xanh"
    assert books.get(book).received == date(2026, 10, 1)
