"""Cells become values: what people write in a list, read once per column and kept."""

from __future__ import annotations

import datetime as dt
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from rules.calendar import PartialDate, read_date
from rules.errors import RuleError
from rules.identity import read_hi_card, read_personal_id, read_phone, read_si_number
from rules.money import parse_amount
from rules.names import clean_name
from storage.intake.lexicon import is_blank, is_tick, lexicon
from storage.intake.text import clean, key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from storage.intake.records import Cell

TICK = "tick"
_LONGEST = 2_000  # letters of a cell; a note may be long, a name or an address is not
_EXCEL_ZERO = dt.date(1899, 12, 30)
_SERIALS = range(2_101, 73_051)  # 1905-10-01 to 2100-01-01; smaller whole numbers are years
_WORDED_DATE = re.compile(r"ng[aà]y\s*(\d{1,2})\s*th[aá]ng\s*(\d{1,2})\s*n[aă]m\s*(\d{4})", re.I)
_WORDED_MONTH = re.compile(r"th[aá]ng\s*(\d{1,2})\s*(?:n[aă]m|/|-)\s*(\d{4})", re.I)
_AROUND_DATE = re.compile(
    r"^(?:'|(?:sinh|khoảng|khoang|ngày|năm|nam|sn|ước)[\s:.]+|t(?=\d))+|\s*\([^)]*\)|[.,;'\s]+$",
    re.IGNORECASE,
)
_OTHER_MARKS = str.maketrans("\\,–—‑", "/////")
_LETTER_O = re.compile(r"(?<![^\W\d])[oO](?=\d)|(?<=\d)[oO](?![^\W\d])")
_WHOLE_DATE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}")
_BOTH = 2  # days in one cell: from and until
_EMPTY_PARTS = re.compile(r"^(?:[\s0_.\-…]{0,4}[/.\-]){1,2}(?=\d)")
_DAY_MONTH = re.compile(r"^(\d{1,2})([/.\-])(\d{1,2})\2(\d{2,4})$")
_PHONE_CUT = re.compile(r"[/;,&]|\s-\s|\shoặc\s")
_SCIENTIFIC = re.compile(r"(\d)[.,](\d{7,})[eE]\+?(\d{1,2})")
_TELLING = frozenset({"digits_lost", "old_identity_card"})  # these say more than the column
_NO_DECIMALS = re.compile(r"(?<=\d)[.,]0{1,2}$")  # 1500000.0, 1.500.000,00
_MILLIONS = re.compile(r"\d{1,2}(?:[.,]\d{1,2})?")
_THOUSANDS = range(100, 100_000)  # nobody pays on an income this low: it is in thousands
_NOT_A_NAME = re.compile("[0-9=<>@#\u0370-\u1dff\u2190-\u2bff\u2e80-\U0010ffff]")
_FOREIGN = re.compile("[\u0400-\u04ff]")
# Cyrillic letters that look like Latin ones, typed with another keyboard or copied from a scan
_LOOK_ALIKES = str.maketrans("аеорсухіјѕАВЕКМНОРСТУХІЈЅ", "aeopcyxijsABEKMHOPCTYXIJS")


class BadValueError(Exception):
    """A cell that cannot be what its column says; ``why`` is the code of the reason."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Reader:
    """Reads the cells of one column; every different cell is read once.

    Args:
        field: the field the column was taken for.
        on: the working day: no birth lies after it, a year of two digits is near it.
        month_first: the column writes the month before the day.
        one_letter: the sex that ``N`` stands for in this column.
        exact: numbers of the column are whole, so that six zeros at the end of one are its own.
    """

    def __init__(
        self, field: str, *, on: dt.date, month_first: bool = False, one_letter: str | None = None,
        exact: bool = False,
    ) -> None:  # fmt: skip
        self.field = field
        self.on = on
        self._month_first = month_first
        self._one_letter = one_letter
        self._exact = exact
        self._parse: Callable[[Cell], Any] = self._parser(field)
        self._known: dict[str | tuple[type, Cell], Any] = {"": None}

    def read(self, cell: Cell) -> Any:
        """Return the value of a cell, or None where it says nothing.

        Raises:
            BadValueError: bad_date, bad_personal_id, bad_si_number, bad_hi_card, bad_name,
                digits_lost, old_identity_card.
        """
        found = self._found(cell)
        if isinstance(found, BadValueError):
            raise found
        return found

    def column(self, cells: Sequence[Cell]) -> list[Any]:
        """Return the value of each cell of a column; of one that has none, the error itself."""
        known, found = self._known, self._found
        for text in {cell for cell in cells if type(cell) is str}:
            found(text)
        return [known[cell] if type(cell) is str else found(cell) for cell in cells]

    def _found(self, cell: Cell) -> Any:
        # 1, 1.0 and True are one key of a dictionary, and texts are most of the cells
        place = cell if type(cell) is str else (type(cell), cell)
        found = self._known.get(place, self)
        if found is self:
            try:
                found = self._parse(_short(cell))
            except BadValueError as problem:
                found = problem
            self._known[place] = found
        return found

    def _parser(self, field: str) -> Callable[[Cell], Any]:
        parsers: dict[str, Callable[[Cell], Any]] = {
            "name": _name,
            "family_name": _name,
            "sex": self._sex,
            "male": self._birth_or_tick,
            "female": self._birth_or_tick,
            "born": self._birth,
            "personal_id": partial(
                _numbered,
                read=partial(read_personal_id, exact=self._exact),
                why="bad_personal_id",
            ),
            "si_number": _si_number,
            "hi_card": _hi_card,
            "phone": _phone,
            "standing": _standing,
            "poor": _ticked,
            "near_poor": _ticked,
            "average_agri": _ticked,
            "hi_from": self._day,
            "hi_until": self._last_day,
            "paid_until": self._day,
            "household_number": _number_text,
            "income": _income,
            "method": _method,
            "visit_scheme": partial(_coded, words=lexicon().visit_schemes, why="bad_visit_scheme"),
            "visit_result": partial(_coded, words=lexicon().visit_results, why="bad_visit_result"),
            "visit_next": self._whole_day,
            "visit_received": _received,
        }
        return parsers.get(field, _text)

    def _sex(self, cell: Cell) -> str | None:
        said = key(_plain(cell))
        return self._one_letter if said == "n" else lexicon().sexes.get(said)

    def _birth(self, cell: Cell) -> PartialDate | None:
        return self._date(cell, birth=True)

    def _day(self, cell: Cell) -> PartialDate | None:
        return self._date(cell, birth=False)

    def _whole_day(self, cell: Cell) -> dt.date | None:
        """Read a day that is known to the day."""
        found = self._day(cell)
        if found is not None and found.day is None:
            raise BadValueError("bad_date")
        return found.earliest() if found else None

    def _last_day(self, cell: Cell) -> PartialDate | None:
        """Read a day, the later one where a cell holds both: ``01/01/2026 - 31/12/2026``."""
        days = _WHOLE_DATE.findall(cell) if isinstance(cell, str) else []
        return self._day(days[-1] if len(days) == _BOTH else cell)

    def _birth_or_tick(self, cell: Cell) -> PartialDate | str | None:
        if is_tick(_plain(cell)):
            return TICK
        return self._birth(cell)

    def _date(self, cell: Cell, *, birth: bool) -> PartialDate | None:
        if isinstance(cell, dt.datetime):
            cell = cell.date()
        if isinstance(cell, dt.date):
            return self._within(PartialDate.of(cell), birth=birth)
        text = _plain(cell)
        if (serial := _serial(cell, text)) is not None:
            day = _EXCEL_ZERO + dt.timedelta(days=serial)
            return self._within(PartialDate.of(day), birth=birth)
        if is_blank(text):
            return None
        if isinstance(cell, (int, float)):
            text = text.zfill(len(text) + len(text) % 2)  # 5081979 was 05081979
        try:
            return read_date(self._ordered(text), on=self.on, birth=birth)
        except RuleError as error:
            raise BadValueError("bad_date") from error

    def _within(self, found: PartialDate, *, birth: bool) -> PartialDate:
        if found.year < 1900 or (birth and found.earliest() > self.on):
            raise BadValueError("bad_date")
        return found

    def _ordered(self, text: str) -> str:
        if worded := _WORDED_DATE.search(text):
            return "/".join(worded.groups())
        if worded := _WORDED_MONTH.search(text):
            return "/".join(worded.groups())
        text = _AROUND_DATE.sub("", text).translate(_OTHER_MARKS)
        text = _EMPTY_PARTS.sub("", _LETTER_O.sub("0", text))
        if self._month_first and (parts := _DAY_MONTH.match(text)):
            return f"{parts[3]}/{parts[1]}/{parts[4]}"
        return text


def sex_of_one_letter(cells: Iterable[Cell]) -> str | None:
    """Return the sex that ``N`` stands for beside the words of a column; None where it may be both.

    ``Nam`` and ``N``, or ``M`` and ``N``: a woman; ``N`` and ``Nữ``: a man.
    """
    sexes = {lexicon().sexes.get(key(_plain(cell))) for cell in set(cells)} - {None}
    if sexes == {"male"}:
        return "female"
    return "male" if sexes == {"female"} else None


def are_exact(cells: list[Cell]) -> bool:
    """Say whether the numbers of a column are whole: a spreadsheet that rounds, rounds all."""
    texts = [text for cell in cells if (text := _plain(cell)) and not is_blank(text)]
    zeros = sum(text.endswith("000000") for text in texts)
    return len(texts) >= 20 and zeros * 20 <= len(texts)


def writes_month_first(cells: list[Cell]) -> bool:
    """Say whether the dates of a column only exist with the month before the day."""
    firsts, seconds = 0, 0
    for cell in cells:
        if isinstance(cell, str) and (parts := _DAY_MONTH.match(cell.strip())):
            firsts += int(parts[1]) > 12
            seconds += int(parts[3]) > 12
    return seconds > 0 and firsts == 0 and seconds > len(cells) // 20


def _serial(cell: Cell, text: str) -> int | None:
    """Return the day number of a spreadsheet that a cell holds; years are smaller numbers."""
    if isinstance(cell, (int, float)):
        return int(cell) if int(cell) in _SERIALS else None
    # no run of five digits is a date as people type one
    return int(text) if len(text) == 5 and text.isdecimal() and int(text) in _SERIALS else None


def _short(cell: Cell) -> Cell:
    """Return a cell of a length that somebody may have typed."""
    if isinstance(cell, str) and len(cell) > _LONGEST:
        raise BadValueError("too_long")
    return cell


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _text(cell: Cell) -> str | None:
    text = _plain(cell)
    return None if is_blank(text) else text


def _number_text(cell: Cell) -> str | None:
    text = _plain(cell)
    return None if text in {"", "-", "0"} else text


def _name(cell: Cell) -> str | None:
    text = _plain(cell)
    if not text or text in {"-", "...", "…"}:
        return None
    # TCVN3 has no capitals with tones, and haste leaves some out: Nguyễn thị ánh
    text = text.translate(_LOOK_ALIKES) if _FOREIGN.search(text) else text
    name = clean_name(text)
    if not name.istitle():
        name = " ".join(word[:1].upper() + word[1:] for word in name.split())
    if not any(map(str.isalpha, name)) or _NOT_A_NAME.search(name):
        raise BadValueError("bad_name")
    return name


def _si_number(cell: Cell) -> str | None:
    return _numbered(cell, read_si_number, "bad_si_number")


def _hi_card(cell: Cell) -> str | None:
    text = _plain(cell).replace(" ", "")
    if text.isdigit() and len(text) <= 10 and not is_blank(text):
        return _numbered(text, read_si_number, "bad_hi_card")
    return _numbered(text, read_hi_card, "bad_hi_card")


def _numbered(cell: Cell, read: Callable[[Any], str], why: str) -> str | None:
    text = _plain(cell)
    if not text.isdecimal():
        text = _spelt_out(text.lstrip("'"))
    if is_blank(text) or not text.strip("0"):
        return None
    if text.startswith(("-", "–")):
        raise BadValueError(why)
    try:
        return read(text)
    except RuleError as error:
        raise BadValueError(error.code if error.code in _TELLING else why) from error


def _spelt_out(text: str) -> str:
    """Return a number like ``3.8179001234E10`` in full where it has all of its digits."""
    found = _SCIENTIFIC.fullmatch(text)
    if not found:
        return text
    places = int(found[3]) - len(found[2])
    return f"{found[1]}{found[2]}{'0' * places}" if places in {0, 1} else text


def _phone(cell: Cell) -> str | None:
    for part in _PHONE_CUT.split(_plain(cell)):
        try:
            return read_phone(part.strip())
        except RuleError:
            continue
    return None


def _standing(cell: Cell) -> str | None:
    return lexicon().standings.get(key(_plain(cell)))


def _income(cell: Cell) -> int | None:
    """Return đồng a month; lists also count in thousands (1.500) or millions (1,5) of đồng."""
    if isinstance(cell, (int, float)):
        amount = round(cell * 1_000_000) if 0 < cell < _THOUSANDS.start else round(cell)
    else:
        text = _NO_DECIMALS.sub("", _plain(cell).rstrip("đ₫ "))
        try:
            amount = parse_amount(f"{text}tr" if _MILLIONS.fullmatch(text) else text)
        except RuleError:
            return None
    return amount * 1_000 if amount in _THOUSANDS else amount or None


def _coded(cell: Cell, words: Mapping[str, str], why: str) -> str | None:
    """Return the code of what came of a visit, or of the insurance somebody was asked about."""
    text = _plain(cell)
    if text and key(text) not in words:
        raise BadValueError(why)
    return words.get(key(text))


def _received(cell: Cell) -> int | None:
    """Return money in đồng as it was counted at the door."""
    text = _plain(cell)
    if not text:
        return None
    try:
        return parse_amount(_NO_DECIMALS.sub("", text.rstrip("đ₫ "))) or None
    except RuleError as error:
        raise BadValueError("bad_money") from error


def _method(cell: Cell) -> str | None:
    """Return the code of a way of paying as `rules.vsi.contribution` has it, or None."""
    return lexicon().methods.get(key(_plain(cell)))


def _ticked(cell: Cell) -> str | None:
    text = _plain(cell)
    return TICK if is_tick(text) or lexicon().standings.get(key(text)) else None
