"""The values that the answer to a reason may call by name, for whoever writes such an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing.benefits import Offers
from printing.household_offer import ANSWER_VALUES
from printing.law import law_values, sender, sender_values

if TYPE_CHECKING:
    from datetime import date

    from storage import Register


def answer_values(register: Register, on: date) -> frozenset[str]:
    """The names of the law, of the office, and of whom the sheet is for."""
    office = sender(register)
    offers = Offers(register.policies.policy(), on, province=office.province_code)
    return ANSWER_VALUES | law_values(offers).keys() | sender_values(office).keys()
