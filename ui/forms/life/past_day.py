"""A day that has come: day and month alone mean the last time it was that day."""

from dataclasses import replace

from rules.calendar import PartialDate
from ui.values import DateEdit

_WITHOUT_YEAR = 4  # digits of a day and a month


class PastDay(DateEdit):
    """A whole date; `2012` typed in November is 20 December of last year."""

    def read(self, text: str) -> PartialDate:
        """The date of a text.

        Raises:
            RuleError: bad_date.
        """
        found = super().read(text)
        digits = sum(letter.isdecimal() for letter in text)
        if digits <= _WITHOUT_YEAR and found.earliest() > self._on:
            return super().read(replace(found, year=found.year - 1).shown)
        return found
