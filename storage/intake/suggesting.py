"""What a cell that could not be read most likely should have been; None where nobody can know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from storage.intake.text import clean
from storage.intake.values import BadValueError, Reader

if TYPE_CHECKING:
    import datetime as dt

    from storage.intake.records import Reading, Rejected

_LOOK_ALIKE = str.maketrans({"O": "0", "o": "0", "Q": "0", "I": "1", "l": "1", "|": "1"})
_NUMBERS = frozenset({"personal_id", "si_number"})
_DATES = frozenset({"born", "hi_from", "hi_until", "paid_until"})
_DAY = re.compile(r"^(\d{1,2})(\D)(\d{1,2})\2(\d{4})$")
_AROUND_A_NAME = re.compile(r"^[\s0-9=<>@#.)\-+]+|[\s0-9=<>@#.(\-+]+$")


def suggested(reading: Reading, row: Rejected) -> str | None:
    """Return a value that the cell to blame can be read as, once what is plain is put right.

    Letters that look like digits in a number, month and day changed about where only that makes
    a day, figures and signs around a name. Digits that are lost are not guessed.
    """
    field = next((one.field for one in reading.columns if one.heading == row.column), None)
    if field is None or not row.value:
        return None
    text = _mended(field, clean(row.value))
    return text if text != row.value and _can_be_read(field, text, reading.on) else None


def _mended(field: str, text: str) -> str:
    if field in _NUMBERS:
        return re.sub(r"[\s.\-]", "", text.translate(_LOOK_ALIKE))
    if field in _DATES:
        plain = text.translate(_LOOK_ALIKE).replace(",", "/")
        if (parts := _DAY.match(plain)) and int(parts[3]) > 12:
            return f"{parts[3]}/{parts[1]}/{parts[4]}"
        return plain
    return _AROUND_A_NAME.sub("", text) if field == "name" else text


def _can_be_read(field: str, text: str, on: dt.date) -> bool:
    try:
        return Reader(field, on=on).read(text) is not None
    except BadValueError:
        return False
