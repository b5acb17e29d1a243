"""The names of the made-up commune, drawn by sex, year of birth and ethnic group."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from storage.office import OfficeFields

NAMES_FILE = Path(__file__).resolve().parents[2] / "resources" / "sample" / "names.toml"


@dataclass(frozen=True, slots=True)
class Weighted:
    """Texts to draw from, each with its weight."""

    texts: tuple[str, ...]
    sums: tuple[int, ...]

    @classmethod
    def of(cls, pairs: Sequence[Sequence[Any]]) -> Weighted:
        """Take ``[[text, weight], …]`` as the names file writes it."""
        texts = tuple(str(pair[0]) for pair in pairs)
        return cls(texts, tuple(accumulate(int(pair[1]) for pair in pairs)))

    def draw(self, rng: random.Random) -> str:
        """One text, the heavier the likelier."""
        return self.texts[bisect_left(self.sums, rng.random() * self.sums[-1])]


@dataclass(frozen=True, slots=True)
class Generation:
    """The middle and given names of one sex, for births up to the year ``until``."""

    until: int
    middle: Weighted
    given: Weighted


class NameBook:
    """Draws names; ``data`` is the parsed names file."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._surnames = {group: Weighted.of(pairs) for group, pairs in data["surnames"].items()}
        self._generations = {
            sex: tuple(
                Generation(row["until"], Weighted.of(row["middle"]), Weighted.of(row["given"]))
                for row in data[sex]
            )
            for sex in ("male", "female")
        }
        self._thi = tuple(zip(data["thi"]["until"], data["thi"]["share"], strict=True))
        self.village_prefix: str = data["villages"]["prefix"]
        self.villages: tuple[str, ...] = tuple(data["villages"]["names"])
        self.roads: tuple[str, ...] = tuple(data["work"]["roads"])
        self.themes: tuple[str, ...] = tuple(data["work"]["themes"])
        self.forms: tuple[str, ...] = tuple(data["work"]["forms"])
        self.visit_notes: tuple[str, ...] = tuple(data["work"]["visit_notes"])
        self.office: OfficeFields = data["office"]

    @classmethod
    def load(cls, path: Path = NAMES_FILE) -> NameBook:
        """Read the shipped names file."""
        return cls(tomllib.loads(path.read_text(encoding="utf-8")))

    def surname(self, rng: random.Random, ethnic: str) -> str:
        """A surname usual in the ethnic group (``kinh``, ``muong`` …)."""
        return self._surnames[ethnic].draw(rng)

    def personal(self, rng: random.Random, *, surname: str, sex: str, year: int) -> str:
        """A whole name: surname, middle name of the sex and generation, given name."""
        generation = next(row for row in self._generations[sex] if year <= row.until)
        middle, given = generation.middle.draw(rng), generation.given.draw(rng)
        while given in {middle, surname}:
            middle, given = generation.middle.draw(rng), generation.given.draw(rng)
        return " ".join(
            word for word in (surname, self._thi_of(rng, sex, year), middle, given) if word
        )

    def _thi_of(self, rng: random.Random, sex: str, year: int) -> str:
        if sex == "male":
            return ""
        share: int = next(share for until, share in self._thi if year <= until)
        return "Thị" if rng.random() * 100 < share else ""
