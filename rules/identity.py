"""Numbers that name a person: read from what a spreadsheet made of them, checked, masked."""

import re

from rules.calendar import PartialDate
from rules.errors import RuleError
from rules.sex import Sex

# Codes of the 63 provinces before 1 July 2025: personal ids keep them (Circular
# 59/2021/TT-BCA); they were not coded anew when provinces merged.
_BIRTH_PROVINCES = re.compile(
    "00[12468]|01[0124579]|02[024567]|03[01345678]|04[0245689]|05[12468]|06[024678]|07[024579]"
    "|08[0234679]|09[123456]"
)
_LIVING_CENTURIES = "0123"
_PERSONAL_ID = 12
_SI_NUMBER = 10
_OLD_CARD = 9
_APOSTROPHES = re.compile(r"['’`]")
_SEPARATORS = re.compile(r"[\s.\-_'’`]+")
_SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")
_LOST = "000000"  # the last six digits are drawn or counted: a spreadsheet rounded these away


def read_personal_id(written: str | int | float, *, exact: bool = False) -> str:
    """Return the 12 digits of a personal id, with the zeros that a spreadsheet took away.

    Zeros are given back only where 10 or 11 digits are left and the result has a province and a
    century that exist. Raises RuleError ``digits_lost`` for what a spreadsheet has rounded to
    1.2E+11, ``old_identity_card`` for the 9 digits of a card that ended with 2024 (Law
    26/2023/QH15 of 27/11/2023, Article 46), else ``bad_personal_id``.

    Args:
        written: as in the cell.
        exact: the cell stands among many that are whole: six zeros at its end are its own.
    """
    if exact:
        _refuse_scientific(written)
    digits = _digits(written) if exact else _whole(written)
    if len(digits) == _OLD_CARD and digits[0] in "01234" and int(digits):
        raise RuleError("old_identity_card", value=str(written))
    padded = digits.zfill(_PERSONAL_ID)
    lost = _PERSONAL_ID - len(digits)
    if lost not in range(3) or (lost and not _plausible(padded)) or not int(digits):
        raise RuleError("bad_personal_id", value=str(written))
    return padded


def read_si_number(written: str | int | float) -> str:
    """Return the 10 digits of a social insurance number, a lost first zero given back.

    From 1 August 2025 the 12-digit personal id stands in its place (letter 1804/BHXH-QLT of
    04/08/2025): its 12 digits are returned, of 11 with the lost zero. Two lost zeros leave ten
    digits, which are taken for a number of ten. Raises RuleError ``digits_lost`` for what a
    spreadsheet has rounded, else ``bad_si_number``.
    """
    digits = _whole(written)
    if len(digits) in (_PERSONAL_ID - 1, _PERSONAL_ID):
        personal_id = digits.zfill(_PERSONAL_ID)
        if _plausible(personal_id):
            return personal_id
    if len(digits) not in (_SI_NUMBER - 1, _SI_NUMBER) or not int(digits):
        raise RuleError("bad_si_number", value=str(written))
    return digits.zfill(_SI_NUMBER)


def read_phone(written: str | int | float) -> str:
    """Return a phone number from its first zero: 10 digits, 11 for a fixed line.

    ``+84`` and a lost zero are undone. Raises RuleError ``digits_lost`` for what a spreadsheet
    shows as 9.12E+08, else ``bad_phone``.
    """
    _refuse_scientific(written)
    digits = _digits(re.sub(r"[()+]", "", written) if isinstance(written, str) else written)
    if re.fullmatch(r"84[2-9]\d{8,9}", digits):
        digits = "0" + digits[2:]
    elif re.fullmatch(r"[35789]\d{8}", digits):
        digits = "0" + digits
    if not re.fullmatch(r"0[35789]\d{8}|02\d{9}", digits):
        raise RuleError("bad_phone", value=str(written))
    return digits


def read_hi_card(written: str) -> str:
    """Return the 15 characters of a health insurance card number.

    Two letters of the group, the benefit digit 1 to 5, two digits of the province and the
    10-digit number (Decision 1351/QĐ-BHXH of 2015). Raises RuleError ``bad_hi_card``.
    """
    card = _SEPARATORS.sub("", written).upper()
    if not re.fullmatch(r"[A-Z]{2}[1-5][0-9]{12}", card):
        raise RuleError("bad_hi_card", value=written)
    return card


def doubts(personal_id: str, sex: Sex | None, born: PartialDate | None) -> tuple[str, ...]:
    """Return what in a 12-digit personal id disagrees with the person: warnings, not errors.

    The fourth digit tells century and sex (0 and 1 for men and women born 1900–1999, then 2 and
    3), the next two the year of birth. Codes: ``personal_id_province``, ``personal_id_sex``,
    ``personal_id_year``.
    """
    century, parity = divmod(int(personal_id[3]), 2)
    found = []
    if not _BIRTH_PROVINCES.match(personal_id):
        found.append("personal_id_province")
    if sex is not None and sex != ("male", "female")[parity]:
        found.append("personal_id_sex")
    if born is not None and born.year != 1900 + 100 * century + int(personal_id[4:6]):
        found.append("personal_id_year")
    return tuple(found)


def is_birth_province(code: str) -> bool:
    """Tell whether three digits are the code of a province before 1 July 2025."""
    return bool(_BIRTH_PROVINCES.match(code))


def masked(number: str) -> str:
    """Return a number fit for a public list: ``0380••••4127``; a short one is hidden whole."""
    if len(number) < _SI_NUMBER:
        return "•" * len(number)
    return number[:4] + "••••" + number[-4:]


def _whole(written: str | int | float) -> str:
    """Return the digits of a number of which none is lost; raises RuleError ``digits_lost``."""
    _refuse_scientific(written)
    digits = _digits(written)
    if digits.endswith(_LOST) and int(digits):
        raise RuleError("digits_lost", value=str(written))
    return digits


def _refuse_scientific(written: str | int | float) -> None:
    """Raise RuleError ``digits_lost`` for a text such as 1.2E+11."""
    if not isinstance(written, str) or written.isdecimal():
        return
    if _SCIENTIFIC.fullmatch(_APOSTROPHES.sub("", written).strip()):
        raise RuleError("digits_lost", value=written)


def _digits(written: str | int | float) -> str:
    """Return the digits of a number as a cell holds it, empty where there are others."""
    if isinstance(written, float):
        written = str(int(written)) if written.is_integer() else ""
    plain = str(written).strip()
    if plain.isascii() and plain.isdigit():
        return plain
    plain = _SEPARATORS.sub("", re.sub(r"[.,]0$", "", plain))
    return plain if re.fullmatch(r"[0-9]+", plain) else ""


def _plausible(personal_id: str) -> bool:
    """Tell whether the province and the century of a personal id exist."""
    return is_birth_province(personal_id) and personal_id[3] in _LIVING_CENTURIES
