"""The administrative units of Viet Nam since 1 July 2025, with the former units merged into each.

The data is `resources/units/units.json`; it ships with the program and is never written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rules.names import fold
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DATA = Path(__file__).resolve().parent.parent / "resources" / "units" / "units.json"


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune, ward or special zone: official code, kind, name, province and former units."""

    code: str
    kind: str
    name: str
    province: str
    province_code: str
    former: tuple[str, ...]

    @property
    def title(self) -> str:
        """The name with its kind, as at the head of a paper: `Xã Cẩm Thạch`."""
        return f"{self.kind.capitalize()} {self.name}"


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit found, and the former unit through which it was found (None: by its own name)."""

    unit: Unit
    former: str | None


@dataclass(frozen=True, slots=True)
class _Entry:
    unit: Unit
    folded: str
    own: str
    former: tuple[tuple[str, str], ...]


def find_units(text: str, *, limit: int = 50) -> tuple[UnitHit, ...]:
    """Find units by their own or a former name, with or without accents and kind.

    Every word typed must begin a word of the name. Names that begin with the text come first,
    then other own names, then former names; within each, shorter names first.
    """
    words = fold(text).split()
    if not words:
        return ()
    ranked = [found for entry in _entries() if (found := _match(entry, words)) is not None]
    ranked.sort(key=lambda found: found[0])
    return tuple(hit for _, hit in ranked[:limit])


def unit_of(code: str) -> Unit:
    """The unit with an official five-digit code.

    Raises:
        StorageError: `unknown_commune` with `code`.
    """
    unit = _by_code().get(code)
    if unit is None:
        raise StorageError("unknown_commune", code=code)
    return unit


@cache
def province_codes() -> frozenset[str]:
    """The two-digit codes of the provinces."""
    return frozenset(province_names())


@cache
def province_names() -> dict[str, str]:
    """The names of the provinces by their two-digit codes."""
    provinces: dict[str, str] = json.loads(_DATA.read_text(encoding="utf-8"))["provinces"]
    return provinces


def every_unit() -> tuple[Unit, ...]:
    """All communes, wards and special zones, by their codes."""
    return tuple(entry.unit for entry in _entries())


def unit_count() -> int:
    """How many communes, wards and special zones there are."""
    return len(_entries())


def _match(entry: _Entry, words: Sequence[str]) -> tuple[tuple[int, int, str], UnitHit] | None:
    phrase = " ".join(words)
    if _begins(words, entry.own.split()):
        titled = entry.folded.startswith(phrase) or entry.own.startswith(phrase)
        rank = 0 if titled else 1
        return (rank, len(entry.folded), entry.unit.code), UnitHit(entry.unit, None)
    for folded, shown in entry.former:
        if _begins(words, folded.split()):
            return (2, len(folded), entry.unit.code), UnitHit(entry.unit, shown)
    return None


def _begins(words: Iterable[str], of: Sequence[str]) -> bool:
    return all(any(part.startswith(word) for part in of) for word in words)


@cache
def _entries() -> tuple[_Entry, ...]:
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    provinces: dict[str, str] = data["provinces"]
    return tuple(_entry(row, provinces) for row in data["communes"])


def _entry(row: dict[str, str | list[str]], provinces: dict[str, str]) -> _Entry:
    former = tuple(str(name) for name in (*row.get("former", ()), *row.get("former_parts", ())))
    unit = Unit(
        code=str(row["code"]),
        kind=str(row["kind"]),
        name=str(row["name"]),
        province=provinces[str(row["province"])],
        province_code=str(row["province"]),
        former=former,
    )
    own = fold(f"{unit.kind} {unit.name} {unit.province}")
    return _Entry(unit, fold(unit.name), own, tuple((fold(name), name) for name in former))


@cache
def _by_code() -> dict[str, Unit]:
    return {entry.unit.code: entry.unit for entry in _entries()}
