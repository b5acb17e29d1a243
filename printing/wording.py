"""The texts of leaflets, sheets and tables: files in resources/leaflets with places for values.

A place is a name in braces, {vsi.floor}; the values come from the law in force and the office. A
sentence whose value is not known is left out whole, never printed with a gap or a 0.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from printing.text import composed
from rules.errors import Problem

LEAFLETS = Path(__file__).resolve().parent.parent / "resources" / "leaflets"

_PLACE = re.compile(r"\{([\w.]+)\}")

Values = Mapping[str, str | None]
"""What fills the places; None is a value that is not known."""


class PrintError(Problem):
    """Something about a document that its user can put right."""


def filled(text: str, values: Values) -> str:
    """The text with its values, without the sentences whose value is not known.

    Raises PrintError unknown_place when a text names a value that does not exist: a slip in the
    text file, which must not pass for a value that is not known.
    """
    paragraphs = (_filled_paragraph(part, values) for part in composed(text).split("\n"))
    return "\n".join(part for part in paragraphs if part)


def places(text: str) -> tuple[str, ...]:
    """The names of the values a text calls."""
    return tuple(_PLACE.findall(text))


def _filled_paragraph(text: str, values: Values) -> str:
    kept = [_filled_sentence(sentence, values) for sentence in _sentences(text)]
    return " ".join(sentence for sentence in kept if sentence)


@lru_cache(maxsize=1_000)
def _sentences(text: str) -> tuple[str, ...]:
    """Cuts after a full stop or question mark that a capital or a place follows."""
    if "{" not in text:
        return (text,)
    cut = re.split(r"(?<=[.?])((?:\*\*)?) +(?=[A-ZÀ-Ỹ{“*(])", text)
    sentences = [cut[0]]
    for mark, rest in zip(cut[1::2], cut[2::2], strict=True):
        sentences[-1] += mark
        sentences.append(rest)
    return tuple(sentences)


def _filled_sentence(sentence: str, values: Values) -> str:
    names = places(sentence)
    for name in names:
        if name not in values:
            raise PrintError("unknown_place", name=name, text=sentence)
    if any(values[name] is None for name in names):
        return ""
    return _PLACE.sub(lambda place: values[place[1]] or "", sentence).strip()


@lru_cache(maxsize=32)
def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((LEAFLETS / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Wording:
    """One text file with the values for its places."""

    name: str
    values: Values

    def say(self, key: str, **more: str | None) -> str:
        """The text under a dotted key; empty when every sentence of it lacks a value."""
        text = str(self._find(key))
        return filled(text, {**self.values, **more} if more else self.values)

    def all(self, key: str, **more: str | None) -> tuple[str, ...]:
        """The texts of a list, without those that lack a value."""
        values = {**self.values, **more} if more else self.values
        texts = (filled(text, values) for text in self._find(key))
        return tuple(text for text in texts if text)

    def pairs(self, key: str, first: str, second: str) -> tuple[tuple[str, str], ...]:
        """The two texts of each table of a list; one that lacks a value leaves out its table."""
        both = (
            (filled(part[first], self.values), filled(part[second], self.values))
            for part in self._find(key)
        )
        return tuple((one, other) for one, other in both if one and other)

    def has(self, key: str) -> bool:
        """Tell whether the file has anything under a dotted key."""
        try:
            self._find(key)
        except KeyError:
            return False
        return True

    def names(self) -> tuple[str, ...]:
        """The first names of the file, in its order."""
        return tuple(_read(self.name))

    def figures(self, key: str) -> tuple[int, ...]:
        """The whole numbers of a list: the levels a table shows."""
        return tuple(self._find(key))

    def _find(self, key: str) -> Any:
        found: Any = _read(self.name)
        for part in key.split("."):
            found = found[part]
        return found
