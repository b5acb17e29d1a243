"""Fields that read short typing: dates, months, amounts and numbers of people."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from rules.calendar import Month, PartialDate, read_date, shown_day
from rules.errors import RuleError
from rules.identity import read_hi_card, read_personal_id, read_phone, read_si_number
from rules.money import dong, parse_amount
from ui.fields import LineField

_MONTH = re.compile(r"^(\d{1,2})\s*[/.\- ]?\s*(\d{4}|\d{2})$")

IdKind = Literal["personal_id", "si_number", "phone", "hi_card"]
_READERS: dict[str, Callable[[str], str]] = {
    "personal_id": read_personal_id,
    "si_number": read_si_number,
    "phone": read_phone,
    "hi_card": read_hi_card,
}


class DateEdit(LineField):
    """A date typed short: `050879` becomes 05/08/1979 when the field is left.

    Args:
        on: the working day, which decides the century and the year.
        birth: a birth is the latest year that is not in the future; other dates the nearest year.
        partial: a year, or a month and year, is enough.
    """

    def __init__(
        self,
        name: str,
        label: str = "",
        *,
        on: date,
        birth: bool = False,
        partial: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(name, label, **more)
        self._on = on
        self._birth = birth
        self._partial = partial
        if not self.line.placeholderText():
            self.line.setPlaceholderText(shown_day(on))

    def read(self, text: str) -> PartialDate:
        """The date of a text.

        Raises:
            RuleError: bad_date, also for a part of a date where a whole one is needed.
        """
        found = read_date(text, on=self._on, birth=self._birth)
        if not self._partial and found.day is None:
            raise RuleError("bad_date", value=text)
        return found

    def show_value(self, value: Any) -> str:
        """A PartialDate or a date as 05/08/1979."""
        if isinstance(value, PartialDate):
            return value.shown
        return shown_day(value)

    def value(self) -> PartialDate | None:
        """The date, as exact as it was typed."""
        found: PartialDate | None = super().value()
        return found

    def day(self) -> date | None:
        """The whole date; None when only a year or month is known."""
        found = self.value()
        if found is None or found.month is None or found.day is None:
            return None
        return date(found.year, found.month, found.day)


class MonthEdit(LineField):
    """A month typed as `1126`, `11/26` or `11/2026`."""

    def read(self, text: str) -> Month:
        """The month of a text.

        Raises:
            RuleError: bad_date.
        """
        found = _MONTH.match(text)
        if found is None or not 1 <= int(found[1]) <= 12:
            raise RuleError("bad_date", value=text)
        year = int(found[2])
        return Month(year + 2000 if year < 100 else year, int(found[1]))

    def show_value(self, value: Any) -> str:
        """The month as 11/2026."""
        return str(value.shown)

    def value(self) -> Month | None:
        """The month."""
        found: Month | None = super().value()
        return found


class MoneyEdit(LineField):
    """An amount in đồng typed short: `1tr5` becomes 1.500.000."""

    def __init__(self, name: str, label: str = "", *, big: bool = False, **more: Any) -> None:
        super().__init__(name, label, **more)
        if big:
            self.line.setProperty("role", "figure")

    def read(self, text: str) -> int:
        """The amount in đồng.

        Raises:
            RuleError: bad_amount.
        """
        return parse_amount(text)

    def show_value(self, value: Any) -> str:
        """The amount as 1.500.000."""
        return dong(int(value))

    def value(self) -> int | None:
        """The amount in đồng."""
        found: int | None = super().value()
        return found


class IdEdit(LineField):
    """A number that stands for a person: personal id, SI number, phone or HI card."""

    def __init__(self, name: str, label: str = "", *, kind: IdKind, **more: Any) -> None:
        super().__init__(name, label, **more)
        self._read = _READERS[kind]

    def read(self, text: str) -> str:
        """The number in digits only.

        Raises:
            RuleError: bad_personal_id, bad_si_number, bad_phone or bad_hi_card.
        """
        return self._read(text)

    def value(self) -> str | None:
        """The number."""
        found: str | None = super().value()
        return found
