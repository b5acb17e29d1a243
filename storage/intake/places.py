"""Names of villages as lists write them: in a column, an address, a title, the sheet's name."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from rules.names import fold
from storage.intake.likeness import looks_like_names
from storage.intake.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNITS = (
    "tổ dân phố", "khu dân cư", "khu phố", "khối phố", "tiểu khu", "thôn", "bản", "làng", "xóm",
    "ấp", "buôn", "khối", "phum", "sóc", "khóm", "tdp", "kdc", "kp", "tổ", "khu", "phố", "plei",
)  # fmt: skip
_UNIT = "|".join(_UNITS)
_FOLDED_UNITS = tuple(fold(unit) for unit in _UNITS)
_STARTS = re.compile(rf"^(?:{_UNIT})[\s.:]+\S", re.IGNORECASE)
_INSIDE = re.compile(rf"(?:^|\s)((?:{_UNIT})[\s.:]+\S.*)$", re.IGNORECASE)
_CUTS = re.compile(r"[,;\n(]|\s[-–]\s")
_LARGER = re.compile(
    r"\s+(?:(?:xã|phường|thị trấn|huyện|quận|thành phố|tỉnh|tx|tp|năm)\b|(?:x|p|tt|h|q|t)\.).*$",
    re.I,
)
_NEVER = re.compile(r"^(?:tổ trưởng|khu vực|bản (?:tổng|kê|sao|thân)|làng nghề|phố cũ)", re.I)
_TITLED = re.compile(rf"\b((?:{_UNIT})\s+[^,;.(–]+)", re.IGNORECASE)
_STREET = re.compile(
    r"^(?:số|nhà|đường|ngõ|ngách|hẻm|kiệt|khu|lô|chợ|quốc lộ|tỉnh lộ|ql|tl)\b", re.I
)
# A cell that may be a village without its unit word: "Nà Cọ", "Tân Lập 2".
_BARE = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+){0,3}(?: \d{1,2})?")
_NOWHERE = re.compile(
    r"^(?:số|nhà|đường|ngõ|ngách|hẻm|kiệt|lô|quốc lộ|tỉnh lộ|ql|tl|nt|như|tại|ở|nơi|cùng|nước"
    r"|thường trú|tạm trú|địa phương|việt nam|không|chưa|(?:xã|phường|thị trấn|huyện|quận|tỉnh"
    r"|thành phố|tp|thị xã)(?: .*)?|(?:trong|ngoài) (?:xã|phường|huyện|tỉnh|thôn|bản|địa).*)\b",
    re.I,
)
_FEW_COMMUNES = 3  # a commune of today was made of three or four; their names are no villages
_ROMAN = re.compile(r"[IVX]+[A-D]?")
_LONGEST = 4  # words of a village that stands bare in an address
_HOUSE_NUMBER = re.compile(r"\b0+(?=\d)")
_SAYS_NUMBER = re.compile(r"\bso (?=\d)")  # tổ dân phố số 3
_NUMBER = re.compile(r"\d+ ?[a-e]?|[ivx]+")
_WHOLE = {"tdp": "tổ dân phố", "kdc": "khu dân cư", "kp": "khu phố"}
_SHORT = {  # one kind of village under two words
    "to dan pho": "to", "tdp": "to", "kp": "khu", "khu pho": "khu", "khoi pho": "khoi",
    "kdc": "khu", "khu dan cu": "khu",
}  # fmt: skip


@lru_cache(maxsize=16_384)
def village_in(text: str, unit: str = "") -> str | None:
    """Return the village named in a cell or an address, or None.

    Args:
        text: ``"Thôn Bến"``, ``"Bến"`` or ``"Số 3, thôn Bến, xã Cẩm Thạch, tỉnh Thanh Hóa"``.
        unit: the word before a bare name, as the column's heading gives it (``"Thôn"``); empty
            in an address, where a bare name may be anything.
    """
    plain = clean(text)
    for part in _CUTS.split(plain):
        if named := _unit_name(part.strip()):
            return named
    bare = _LARGER.sub("", _CUTS.split(plain)[0].strip())
    if unit and bare and any(mark.isalnum() for mark in bare):
        return _spelt(f"{unit} {bare}")
    return None


@lru_cache(maxsize=16_384)
def village_of_address(text: str) -> str | None:
    """Return the village of an address, also where it stands bare before a known commune.

    ``Bến - Cẩm Bình - Cẩm Thủy - Thanh Hóa`` names ``Thôn Bến``; a street or a number names none.
    """
    if named := village_in(text):
        return named
    if not _CUTS.search(text):
        return None
    from storage.addresses import understand  # noqa: PLC0415 - reads the units of the country

    found = understand(clean(text))
    bare = _CUTS.split(found.place)[-1].strip(" .")
    if not found.units or not bare or any(mark.isdigit() for mark in bare) or _STREET.match(bare):
        return None
    return _spelt(f"Thôn {bare}") if len(bare.split()) <= _LONGEST else None


def is_bare(text: str) -> bool:
    """Say whether a cell may name a village and nothing else: a few words, no house number."""
    return bool(_BARE.fullmatch(text)) and not _NOWHERE.match(text)


def are_villages(cells: Iterable[str]) -> bool:
    """Say whether the bare words of a column of addresses are villages, by the column alone.

    They are short and come again and again, as villages do; they are no names of people, as
    streets often are, and no communes.

    Args:
        cells: every text of the column; those that name a village in full are passed over.
    """
    texts = [text for text in map(clean, cells) if text and village_of_address(text) is None]
    bare = [text.lower() for text in texts if is_bare(text)]
    if len(bare) * 10 < len(texts) * 9:
        return False
    times = Counter(bare)
    repeated = sum(count for count in times.values() if count > 1)
    if not bare or repeated * 2 < len(bare) or looks_like_names(list(times)):
        return False
    from storage.addresses import is_unit  # noqa: PLC0415 - reads the units of the country

    return len(times) > _FEW_COMMUNES or not all(map(is_unit, times))


@lru_cache(maxsize=16_384)
def names_unit(text: str) -> bool:
    """Say whether a cell names a village with its unit word: ``Bản Nà Cọ``, not ``Nà Cọ``."""
    return any(_unit_name(part.strip()) for part in _CUTS.split(clean(text)))


def village_of_sheet(name: str) -> str | None:
    """Return the village a sheet is named for, when it says so by its unit word."""
    return village_in(name) if _STARTS.match(clean(name)) else None


def village_in_title(text: str) -> str | None:
    """Return the village a title ends with: ``DANH SÁCH HỘ GIA ĐÌNH THÔN BẾN``."""
    found = _TITLED.search(clean(text))
    if not found or not (named := _unit_name(found[1])):
        return None
    return named if len(named.split()) <= 6 else None


def unit_word(heading: str) -> str:
    """Return the unit word a column is headed with, or ``Thôn`` for another heading."""
    text = clean(heading).lower()
    found = next((unit for unit in _UNITS if re.search(rf"\b{unit}\b", text)), "thôn")
    return found[0].upper() + found[1:]


@lru_cache(maxsize=16_384)
def village_keys(name: str) -> tuple[str, ...]:
    """Return the keys by which a village is known, the fullest first.

    ``"Thôn Bến"`` is known as ``thon ben`` and as ``ben``; ``"Thôn 03"`` as ``thon 3`` and ``3``.
    """
    unit, rest = _parted(name)
    return (f"{unit} {rest}", rest) if unit else (rest,)


@lru_cache(maxsize=16_384)
def of_two_kinds(one: str, other: str) -> bool:
    """Say whether two names are one number of two kinds of village: ``Khóm 1`` and ``Ấp 1``."""
    (unit, number), (other_unit, other_number) = _parted(one), _parted(other)
    if number != other_number or not _NUMBER.fullmatch(number):
        return False
    return bool(unit and other_unit) and _SHORT.get(unit, unit) != _SHORT.get(
        other_unit, other_unit
    )


def _parted(name: str) -> tuple[str, str]:
    """Return the unit word, if any, and the rest of a name, both folded."""
    folded = _HOUSE_NUMBER.sub("", fold(clean(name))).replace(".", " ")
    full = _SAYS_NUMBER.sub("", " ".join(folded.split()))
    for unit in _FOLDED_UNITS:
        if full.startswith(f"{unit} "):
            return unit, full[len(unit) + 1 :]
    return "", full


def _unit_name(part: str) -> str | None:
    found = _INSIDE.search(part)
    if not found:
        return None
    named = _LARGER.sub("", found[1].strip(" .-–"))
    if _NEVER.match(named) or not _STARTS.match(named):
        return None
    return _spelt(named)


def _spelt(name: str) -> str:
    plain = clean(re.sub(r"[.:]", " ", name))
    unit = next((unit for unit in _UNITS if plain.lower().startswith(f"{unit} ")), "")
    named = " ".join(map(_ordinary, plain[len(unit) :].split()))
    unit = _WHOLE.get(unit, unit)
    return f"{unit[:1].upper()}{unit[1:]} {named}".strip()


def _ordinary(word: str) -> str:
    """Return a word with ordinary capitals; a Roman number keeps its own."""
    if len(word) > 1 and word.isupper() and not _ROMAN.fullmatch(word):
        return word[0] + word[1:].lower()
    return word[:1].upper() + word[1:]
