"""A person as other programs are told: what stands in one row goes together."""

from datetime import date

import pytest

from storage import Register, listings
from storage.listings import Filter


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 9, 1), (True, "2026-12", 1_500_000, "3")),  # known from a later list only
        (date(2026, 10, 5), (True, "2026-12", 1_500_000, "3")),
        (date(2026, 11, 22), (True, "2026-12", 2_000_000, "12")),
    ],
)
def test_the_payment_is_told_wherever_its_end_is(
    register: Register, on: date, said: tuple[object, ...]
) -> None:
    with register.change("Lập sổ"):
        person = register.people.add(name="Vi Văn Tuất")
        for dated, income, method in (
            (date(2026, 10, 5), 1_500_000, "3"), (date(2026, 11, 20), 2_000_000, "12"),
        ):  # fmt: skip
            register.covers.add(
                person, scheme="vsi", known="covered", dated=dated, until=date(2026, 12, 31),
                income=income, method=method,
            )  # fmt: skip
    ((row,),) = (listings.rows_of(register, "people", Filter(on))[1],)
    assert tuple(row[key] for key in ("vsi", "vsi_until", "vsi_income", "vsi_method")) == said


def test_nothing_is_told_of_payments_before_they_begin(register: Register) -> None:
    with register.change("Lập sổ"):
        person = register.people.add(name="Vi Văn Tuất")
        register.covers.add(
            person, scheme="vsi", known="covered", dated=date(2026, 10, 5),
            start=date(2026, 10, 1), income=1_500_000,
        )  # fmt: skip
    (row,) = listings.rows_of(register, "people", Filter(date(2026, 9, 1)))[1]
    assert (row["vsi_until"], row["vsi_income"]) == (None, None)
