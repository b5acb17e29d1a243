"""The words of lists, read once from ``resources/intake/columns.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from storage.intake.text import clean, key

_FILE = Path(__file__).resolve().parents[2] / "resources" / "intake" / "columns.toml"
_BRACKETS = re.compile(r"\([^)]*\)")
_MAX_HEADING = 90
HEAD_MARK = "chu ho"
# The poor by a province's own standard are not those the law supports (Decree 07/2021/NĐ-CP).
_STANDINGS = frozenset({"poor", "near_poor", "standing"})
_NEAR_POOR = re.compile(r"\bcan ngheo\b")
_POOR = re.compile(r"\bho ngheo\b|^(?:(?:so|ds|danh sach|dien|\d+|[ivx]+) )*ngheo\b")
_LOCAL_STANDARD = re.compile(r"\b(?:tỉnh|thành phố|tp|địa phương)\b")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a heading or a word in a cell stands for; keys as `storage.intake.text.key`."""

    whole: dict[str, str]
    begins: tuple[tuple[str, str], ...]
    relations: dict[str, str]
    usual_relations: dict[str, str]
    relation_sexes: dict[str, str]
    sexes: dict[str, str]
    standings: dict[str, str]
    methods: dict[str, str]
    visit_results: dict[str, str]
    visit_schemes: dict[str, str]
    blanks: frozenset[str]
    ticks: frozenset[str]
    totals: tuple[str, ...]
    signatures: tuple[str, ...]
    households: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """Return the words; the file is part of the program, so what it lacks is a fault here."""
    words = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    columns = words["columns"]
    return Lexicon(
        whole={key(text): name for name, said in columns.items() for text in said.get("is", ())},
        begins=_longest_first(columns),
        relations=_by_key(words["relations"]),
        usual_relations=_by_key(words["usual_relations"]),
        relation_sexes=_by_key(words["relation_sexes"]),
        sexes=_by_key(words["sexes"]),
        standings=_by_key(words["standings"]),
        methods=_by_key(words["methods"]),
        visit_results=_by_key(words["visit_results"]),
        visit_schemes=_by_key(words["visit_schemes"]),
        blanks=frozenset(clean(text).lower() for text in words["cells"]["blank"]),
        ticks=frozenset(clean(text).lower() for text in words["cells"]["tick"]),
        totals=tuple(clean(text).lower() for text in words["rows"]["totals"]),
        signatures=tuple(clean(text).lower() for text in words["rows"]["signatures"]),
        households=tuple(f"{key(text)} " for text in words["rows"]["households"]),
    )


@lru_cache(maxsize=4096)
def field_of(heading: str) -> str | None:
    """Return the field a heading names, or None.

    ``"Năm"`` and ``"Nam"`` have the same key, so those that need their accents come first.
    """
    plain = clean(heading).lower()
    if not plain or len(plain) > _MAX_HEADING:
        return None
    bare = clean(_BRACKETS.sub(" ", plain)).rstrip(" :.*")
    for text in (plain, bare):
        if text in _ACCENTED:
            return _ACCENTED[text]
    found = _named(key(plain)) or _named(key(bare))
    return None if found in _STANDINGS and _LOCAL_STANDARD.search(plain) else found


def says_more(relation: str | None, text: str) -> str:
    """Return how a relation is written, "" where that says no more than its code."""
    usual = relation is not None and lexicon().usual_relations.get(key(text)) == relation
    return "" if usual else text


def speaks_of_head(heading: str) -> bool:
    """Say whether a heading is about the head of the household, like ``Số CCCD chủ hộ``."""
    return key(heading).endswith(HEAD_MARK)


def standing_in_title(text: str) -> str | None:
    """Return the one standing that a title or the name of a sheet speaks of, or None."""
    plain = key(text)
    if standing := lexicon().standings.get(plain):
        return standing
    near, poor = bool(_NEAR_POOR.search(plain)), bool(_POOR.search(plain))
    if near == poor or "thoat" in plain:
        return None
    return "near_poor" if near else "poor"


def is_blank(text: str) -> bool:
    """Say whether a cell's text says nothing: empty, a dash, ``không``, ``chưa có``."""
    return not text or text.lower() in lexicon().blanks


def is_tick(text: str) -> bool:
    """Say whether a cell's text ticks a box."""
    return text.lower() in lexicon().ticks


_ACCENTED = {
    "nam": "male",
    "nữ": "female",
    "nu": "female",
    "năm": "born_year",
    "ngày": "born_day",
    "tháng": "born_month",
    "đt": "phone",
    "dt": "ethnic",
}


def _named(text: str) -> str | None:
    words = lexicon()
    if text in words.whole:
        return words.whole[text]
    return next((name for start, name in words.begins if f"{text} ".startswith(start)), None)


def _by_key(groups: dict[str, list[str]]) -> dict[str, str]:
    return {key(text): code for code, texts in groups.items() for text in texts}


def _longest_first(columns: dict[str, dict[str, list[str]]]) -> tuple[tuple[str, str], ...]:
    starts = [
        (f"{key(text)} ", name) for name, said in columns.items() for text in said.get("begins", ())
    ]
    return tuple(sorted(starts, key=lambda pair: -len(pair[0])))


@cache
def first_words(field: str) -> dict[str, str]:
    """Return the Vietnamese word for each code of a field of codes, such as ``sex``."""
    words = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    groups = {
        "sex": "sexes", "standing": "standings", "method": "methods",
        "visit_result": "visit_results", "visit_scheme": "visit_schemes",
    }  # fmt: skip
    return {code: texts[0] for code, texts in words.get(groups.get(field, ""), {}).items()}
