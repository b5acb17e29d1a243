"""Addresses as people write them: the commune of today behind a vanished commune or district.

The units before 1 July 2025 are in `resources/units/former.json`, read when first asked for.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from rules.names import fold
from storage.errors import StorageError
from storage.units import Unit, every_unit, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_DATA = Path(__file__).resolve().parent.parent / "resources" / "units" / "former.json"
_CUTS = re.compile(r"[,;\n]|\s[-–]\s")
_DOUBLE = re.compile(
    r"(Bà Rịa|Thừa Thiên|Phan Rang)\s*[-–]\s*(Vũng Tàu|Huế|Tháp Chàm)", re.IGNORECASE
)
_COMMUNE = r"xa|phuong|thi tran|dac khu|x|p|tt"
_DISTRICT = r"huyen|quan|thi xa|thanh pho|h|q|tx|tp"
_PROVINCE = r"tinh|thanh pho|t|tp"
_KINDS = {
    level: re.compile(rf"^(?:{words})(?:\.\s*|\s+)(?=\S)")
    for level, words in (("commune", _COMMUNE), ("district", _DISTRICT), ("province", _PROVINCE))
}
_CITY = re.compile(r"^(?:thanh pho|tp)\b")
_SHORT = {"x": "xa", "p": "phuong", "tt": "thi tran"}


@dataclass(frozen=True, slots=True)
class FormerUnit:
    """A commune before 1 July 2025: its code, its name with its district, and what it became."""

    code: str
    name: str
    district: str
    province: str
    became: tuple[str, ...]

    @property
    def title(self) -> str:
        """The name with its district: `Xã Cẩm Bình, huyện Cẩm Thủy`."""
        return f"{self.name}, {self.district[:1].lower()}{self.district[1:]}"


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart.

    Attributes:
        place: what stands before the commune: house, street, village; the whole where no commune
            is known.
        units: the communes of today that it may lie in; several where a former one was divided
            or its name says no more, none where nothing is known.
        former: the former commune through which they were found; None for a name of today.
    """

    place: str
    units: tuple[Unit, ...] = ()
    former: FormerUnit | None = None


@lru_cache(maxsize=8_192)
def understand(address: str) -> Address:
    """Take an address apart: `thôn Vân, xã Cẩm Bình, huyện Cẩm Thủy, tỉnh Thanh Hóa`.

    Parts may be short (`H. Cẩm Thủy`) or bare (`Bến - Cẩm Bình - Cẩm Thủy - Thanh Hóa`). Nothing
    is guessed: a bare word alone is no commune.
    """
    whole = _DOUBLE.sub(r"\1 \2", address)
    parts = [part.strip(" .") for part in _CUTS.split(whole) if part.strip(" .")]
    if not parts:
        return Address(address.strip())
    # a city of old that bears the name of its province: `phường Ngọc Trạo, TP Thanh Hóa`
    named_city = len(parts) > 1 and _CITY.match(fold(parts[-1]))
    if named_city and (found := _in_district(parts, None)):
        return Address(", ".join(parts[:-2]), *found)
    provinces, left = _province(parts)
    if left and len(left) > 1 and (found := _in_district(left, provinces)):
        return Address(", ".join(left[:-2]), *found)
    if left and (found := _commune(left[-1], provinces)):
        return Address(", ".join(left[:-1]), *found)
    return Address(address.strip())


def is_unit(name: str) -> bool:
    """Say whether a bare name is that of some commune, district or province, of old or of today."""
    plain, former = _plain(fold(name)), _former()
    known = (_today(), former.named, former.districts, former.provinces)
    return any(plain in names for names in known)


def unit_of_any_code(code: str) -> Unit:
    """Return the commune with a code, or the one that a commune of an old code went into.

    Raises:
        StorageError: unknown_commune (code), also where the old commune was divided.
    """
    try:
        return unit_of(code)
    except StorageError:
        former = _former().by_code.get(code)
        if former is None or len(former.became) > 1:
            raise
        return unit_of(former.became[0])


Found = tuple[tuple[Unit, ...], "FormerUnit | None"]


def _province(parts: list[str]) -> tuple[frozenset[str] | None, list[str]]:
    """Return the codes of today's province named last, and the parts before it."""
    level, name = _kind(parts[-1], ("province",))
    codes = _former().provinces.get(name)
    if codes and (level or len(parts) > 1):
        return codes, parts[:-1]
    return None, parts


def _in_district(parts: list[str], provinces: frozenset[str] | None) -> Found | None:
    """Return the communes of an address whose last part is a district that is no more."""
    level, name = _kind(parts[-1], ("district",))
    if _kind(parts[-1], ("commune",))[0] and not level:
        return None
    districts = _former().districts.get(name, frozenset())
    if not districts:
        return None
    within = [
        one
        for one in _named_before(parts[-2])
        if one.code in chain.from_iterable(_former().members[code] for code in districts)
    ]
    within = [one for one in within if _lies_in(one.became, provinces)]
    if len(within) == 1:
        return _units(within[0].became), within[0]
    if within:
        return _units(chain.from_iterable(one.became for one in within)), None
    # the commune of today, written with the district of old
    became = {
        code
        for district in districts
        for member in _former().members[district]
        for code in _former().by_code[member].became
    }
    today = _units(u.code for u in _named_today(parts[-2]) if u.code in became)
    return (today, None) if today else None


def _commune(part: str, provinces: frozenset[str] | None) -> Found | None:
    """Return the communes that one part names, said to be one or standing before a province."""
    level, _ = _kind(part, ("commune",))
    if not level and provinces is None:
        return None
    if not level and _kind(part, ("district",))[0]:
        return None
    today = [unit for unit in _named_today(part) if _lies_in((unit.code,), provinces)]
    if today:
        return tuple(today), None
    former = [one for one in _named_before(part) if _lies_in(one.became, provinces)]
    if not former:
        return None
    only = former[0] if len(former) == 1 else None
    return _units(chain.from_iterable(one.became for one in former)), only


def _named_today(part: str) -> tuple[Unit, ...]:
    return _today().get(_commune_name(part), ())


def _named_before(part: str) -> list[FormerUnit]:
    name = _commune_name(part)
    named = _former().named
    # a name from before an earlier merger is kept as one word
    return named.get(name) or named.get(name.replace(" ", ""), [])


def _lies_in(codes: Iterable[str], provinces: frozenset[str] | None) -> bool:
    return provinces is None or any(unit_of(code).province_code in provinces for code in codes)


def _units(codes: Iterable[str]) -> tuple[Unit, ...]:
    return tuple(unit_of(code) for code in dict.fromkeys(codes))


def _kind(part: str, levels: tuple[str, ...]) -> tuple[str | None, str]:
    """Return which of the levels a part says it is, and its name without that word, both folded."""
    plain = fold(part)
    for level in levels:
        if found := _KINDS[level].match(plain):
            return level, _plain(plain[found.end() :])
    return None, _plain(plain)


def _commune_name(part: str) -> str:
    """Return the key of a commune: with its kind where that is said, else without."""
    plain = fold(part)
    if found := _KINDS["commune"].match(plain):
        kind = found[0].strip(" .")
        return f"{_SHORT.get(kind, kind)} {_plain(plain[found.end() :])}"
    return _plain(plain)


def _plain(name: str) -> str:
    """Return a folded name without punctuation; numbers lose their zeros: `phuong 01`."""
    words = "".join(mark if mark.isalnum() else " " for mark in name).split()
    return " ".join(word.lstrip("0") or word if word.isdigit() else word for word in words)


@dataclass(frozen=True, slots=True)
class _FormerUnits:
    by_code: dict[str, FormerUnit]
    named: dict[str, list[FormerUnit]]
    members: dict[str, list[str]]
    districts: dict[str, frozenset[str]]
    provinces: dict[str, frozenset[str]]


@cache
def _former() -> _FormerUnits:
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    by_code: dict[str, FormerUnit] = {}
    named: dict[str, list[FormerUnit]] = defaultdict(list)
    members: dict[str, list[str]] = defaultdict(list)
    today_of: dict[str, set[str]] = defaultdict(set)
    for code, above, name, became, also in data["communes"]:
        province, district, _ = data["districts"][above]
        one = FormerUnit(code, name, district, data["provinces"][province], tuple(became))
        by_code[code] = one
        members[above].append(code)
        today_of[province] |= {unit_of(new).province_code for new in became}
        full = _commune_name(name)
        bare = _kind(name, ("commune",))[1]
        for known in dict.fromkeys((full, bare, *also)):
            named[known].append(one)
    districts: dict[str, set[str]] = defaultdict(set)
    for code, (_, name, _) in data["districts"].items():
        districts[_kind(name, ("district",))[1]].add(code)
    return _FormerUnits(
        by_code,
        named,
        members,
        {name: frozenset(codes) for name, codes in districts.items()},
        _province_names(data["provinces"], today_of),
    )


def _province_names(
    former: dict[str, str], today_of: dict[str, set[str]]
) -> dict[str, frozenset[str]]:
    """Return every name of a province, of old and of today, with the codes of today's."""
    names: dict[str, set[str]] = defaultdict(set)
    for code, name in former.items():
        names[_kind(name, ("province",))[1]] |= today_of[code]
    for unit in every_unit():
        names[_kind(unit.province, ("province",))[1]].add(unit.province_code)
    names["hcm"] = names["ho chi minh"]
    return {name: frozenset(codes) for name, codes in names.items()}


@cache
def _today() -> dict[str, tuple[Unit, ...]]:
    named: dict[str, list[Unit]] = defaultdict(list)
    for unit in every_unit():
        named[_plain(fold(unit.name))].append(unit)
        named[f"{fold(unit.kind)} {_plain(fold(unit.name))}"].append(unit)
    return {name: tuple(units) for name, units in named.items()}
