"""What is odd in the receipts: given twice, in no book, in another's book, skipped."""

from datetime import date

from rules.calendar import Month, PartialDate
from rules.vsi.contribution import PayerClass
from storage import Register
from storage.enrolling import Circumstances, Receipt
from storage.receipt_faults import receipt_faults

ON = date(2026, 11, 22)


def test_every_odd_number_is_named_once(register: Register) -> None:
    with register.change("Biên lai"):
        own = register.staff.add(name="Tống Thị Mận", roles=("collector",))
        other = register.staff.add(name="Lường Thị Mến", roles=("collector",))
        register.receipt_books.add(symbol="07", first=1, last=20, digits=4, collector_id=own)
        for at, (book, number, collector) in enumerate(
            (
                ("07", "0002", own),
                ("07", "0002", own),
                ("07", "0005", own),
                ("07", "0006", other),
                ("07", "0099", own),
                ("99", "0001", own),
                ("07", "", own),
            )
        ):
            person = register.people.add(
                name=f"Vi Văn {'ABCDEFG'[at]}", household_id=register.households.add(),
                born=PartialDate(1980, 1, 1),
            )  # fmt: skip
            register.enrolments.enrol_vsi(
                person, income=1_500_000, payer_class=PayerClass.OTHER, method="1",
                start=Month(2026, 11),
                about=Circumstances(day=ON, receipt=Receipt(number, book, collector)),
            )  # fmt: skip
    found = receipt_faults(register)
    assert [(one.what, one.book, one.numbers) for one in found] == [
        ("twice", "07", "0002"),
        ("of_another", "07", "0006"),
        ("outside", "07", "0099"),
        ("no_book", "99", "0001"),
        ("skipped", "07", "0001"),
        ("skipped", "07", "0003 – 0004"),
    ]
    assert found[0].names == "Vi Văn A, Vi Văn B"
    assert {one.day for one in found} == {ON, None}


def test_nothing_is_odd_without_books_and_doubles(register: Register) -> None:
    assert receipt_faults(register) == ()


def test_gaps_are_named_where_no_book_was_entered(register: Register) -> None:
    with register.change("Biên lai"):
        for at, number in enumerate(("A008", "A010", "A013", "không số", "9")):
            person = register.people.add(
                name=f"Vi Văn {'ABCDE'[at]}", household_id=register.households.add(),
                born=PartialDate(1980, 1, 1),
            )  # fmt: skip
            register.enrolments.enrol_vsi(
                person, income=1_500_000, payer_class=PayerClass.OTHER, method="1",
                start=Month(2026, 11),
                about=Circumstances(day=ON, receipt=Receipt(number, "07")),
            )  # fmt: skip
    found = receipt_faults(register)
    assert [(one.what, one.book, one.numbers) for one in found] == [
        ("skipped", "07", "A009"),
        ("skipped", "07", "A011 – A012"),
    ]
