"""How people are found by what somebody types: name words, initials, numbers, last digits."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rules.names import sort_key
from storage import fitting
from storage.fitting import GONE
from storage.journal import how_far
from storage.typed import Typed, Wanted, direct, initials, is_number, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.connection import Connection
    from storage.fitting import Source, Values

# So many names, in sorted order, are looked through before the word index is asked: a short
# beginning fits a great many people, and then the first fifty are found without sorting them all.
_WALK = 3_000
_FURTHER = 6
_FEW = 3_000  # people who fit are sorted whole up to here
_LEAST = 3  # letters in which one slip is forgiven
_VARIANTS = 40
_VAGUE = 12  # villages: words that begin more names than these are no name of a village
_VILLAGES = """
    SELECT id, folded FROM villages UNION ALL SELECT village_id, folded FROM village_names
"""


class Finder:
    """Finds the people of one register by whatever is typed.

    What was typed is understood in one way: the plainest that anybody fits. Beginnings of name
    words and of numbers; some of the words as a village's; Telex and VNI keys taken out; initials;
    and where nothing else fits, one letter wrong.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._mark: tuple[int, int] = (-1, -1)
        self._understood: dict[str, Wanted | None] = {}
        self._words: tuple[str, ...] = ()

    def first(self, text: str, limit: int, *, forgiving: bool = True) -> list[int]:
        """Return the `seq` of the first people that fit; none for no text.

        The living before the gone, those with the very accents typed before others, then in
        Vietnamese order.

        Args:
            text: as typed.
            limit: how many at most.
            forgiving: whether a village alone stands for its people, and one wrong letter is
                forgiven, where nothing else fits.
        """
        for wanted in self._readings(text, forgiving=forgiving):
            found = self._people(wanted, limit)
            if found:
                return found
        return []

    def condition(self, text: str) -> tuple[str, Values]:
        """Return the SQL condition on ``people p`` for what was typed, and its values."""
        if not Typed(text).folded:
            return "1", {}
        wanted = self._understand(text)
        if wanted is None:
            return "0", {}
        found = fitting.condition(wanted)
        return found.sql, found.values

    def _understand(self, text: str) -> Wanted | None:
        """Return the first way to read a text that anybody fits, remembered while nobody writes."""
        self._refresh()
        if text not in self._understood:
            readings = self._readings(text, forgiving=True)
            fitting = (wanted for wanted in readings if self._people(wanted, 1))
            self._understood = {text: next(fitting, None)}
        return self._understood[text]

    def _refresh(self) -> None:
        mark = how_far(self._connection)
        # What is not committed may be taken back, so nothing of it is remembered.
        if mark != self._mark or self._connection.raw.in_transaction:
            self._understood, self._words = {}, ()
            self._mark = (-1, -1) if self._connection.raw.in_transaction else mark

    # -- the ways to understand it

    def _readings(self, text: str, *, forgiving: bool) -> Iterator[Wanted]:
        typed = Typed(text)
        if not typed.folded:
            return
        if typed.dotted:
            yield Wanted(initials=typed.dotted)
        plain = direct(typed.folded, typed.accented)
        together = replace(plain, numbers=joined(plain.numbers))
        if together != plain:
            yield together
        yield plain
        if villages := self._villages_of(typed.folded):
            if forgiving:
                yield Wanted(villages=villages)
            return
        meant = typed.without_keys()
        for tokens in dict.fromkeys((typed.folded, meant)):
            if tokens != typed.folded:
                yield direct(tokens)
            yield from self._in_villages(tokens, typed.accented if tokens == typed.folded else ())
        yield from self._by_initials(typed)
        if forgiving:
            yield from self._with_a_slip(meant)

    def _in_villages(self, tokens: tuple[str, ...], accented: tuple[str, ...]) -> Iterator[Wanted]:
        """Yield the readings whose last or first words are a village's, the longest run first."""
        if len(tokens) < 2:
            return
        for length in range(len(tokens) - 1, 0, -1):
            for run, rest in (
                (tokens[-length:], tokens[:-length]),
                (tokens[:length], tokens[length:]),
            ):
                known = all(self._begins_a_word(part) for part in rest if not is_number(part))
                if known and (villages := self._villages_of(run)):
                    yield replace(direct(rest, accented), villages=villages)

    def _villages_of(self, run: tuple[str, ...]) -> tuple[str, ...]:
        """Return the villages of which each of these begins a word, unless they are too many."""
        villages = self._connection.rows(_VILLAGES)
        found = {one for one, name in villages if _begin_words_of(run, name)}
        return tuple(sorted(found)) if len(found) <= _VAGUE else ()

    def _by_initials(self, typed: Typed) -> Iterator[Wanted]:
        """Yield the readings of a first token such as nth, with or without a name or village."""
        (first, folded), *others = typed.pairs
        if self._begins_a_word(folded):
            return
        rest = tuple(token for _, token in others)
        for parts in initials(first):
            if not all(map(self._begins_a_word, parts)):
                continue
            if not rest:
                yield Wanted(initials=parts)
                continue
            if len(rest) == 1 and rest[0].isalpha():
                yield Wanted(initials=(*parts, *rest))
            villages = self._villages_of(rest)
            yield (
                Wanted(initials=parts, villages=villages)
                if villages
                else replace(direct(rest), initials=parts)
            )

    def _with_a_slip(self, tokens: tuple[str, ...]) -> Iterator[Wanted]:
        """Yield the readings in which one letter of a word is wrong."""
        plain = direct(tokens)
        unknown = [at for at, (word,) in enumerate(plain.words) if not self._begins_a_word(word)]
        # Where every word is somebody's, but not all of them together, each may be the wrong one.
        for wrong in [unknown] if unknown else [[at] for at in range(len(plain.words))]:
            words = list(plain.words)
            for at in wrong:
                words[at] = self._alike(words[at][0])
            if all(words):
                yield replace(plain, words=tuple(words))

    def _begins_a_word(self, part: str) -> bool:
        return any(word.startswith(part) for word in self._vocabulary())

    def _vocabulary(self) -> tuple[str, ...]:
        """Return every word of the names, folded: a few thousand in the largest register."""
        self._refresh()
        if not self._words:
            self._connection.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.name_words"
                " USING fts5vocab (main, people_fts, row)"
            )
            self._words = tuple(self._connection.column("SELECT term FROM temp.name_words"))
        return self._words

    def _alike(self, word: str) -> tuple[str, ...]:
        """Return the words, or beginnings of words, that are one slip from what was typed."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - only a slip needs it

        length = len(word)
        if length < _LEAST:
            return ()
        found = {
            part
            for known in self._vocabulary()
            for part in {known[:size] for size in (length - 1, length, length + 1)}
            if (len(part) >= _LEAST or part == known)
            and OSA.distance(word, part, score_cutoff=1) <= 1
        }
        return tuple(sorted(found))[:_VARIANTS]

    # -- who fits

    def _people(self, wanted: Wanted, limit: int) -> list[int]:
        if wanted.villages:
            return self._in_order(self._villagers(wanted), wanted, limit)
        if wanted.initials and wanted.words:
            return self._in_order(replace(fitting.of_words(wanted), named=False), wanted, limit)
        if wanted.initials:
            return self._by_initials_of(wanted, limit)
        if not wanted.words and len(wanted.numbers) == 1:
            return self._in_order(fitting.of_number(wanted.numbers[0], limit), Wanted(), limit)
        return self._by_words(wanted, limit)

    def _villagers(self, wanted: Wanted) -> Source:
        """Return where to look for people of a village: few of the name, or all of the village."""
        if wanted.words:
            named = fitting.of_words(wanted)
            if self._count(named) <= _FEW:
                inside = fitting.together(named.where, fitting.placed(wanted))
                return replace(named, where=inside, named=not wanted.initials)
        return fitting.of_villages(wanted)

    def _by_words(self, wanted: Wanted, limit: int) -> list[int]:
        walked = self._walk(wanted, limit)
        if len(walked) == limit and not wanted.accented:
            return walked
        for number in wanted.numbers:
            few = fitting.of_number(number, _FEW)
            if self._count(few) < _FEW:
                return self._in_order(few, wanted, limit)
        if not wanted.words:
            longest = fitting.of_number(max(wanted.numbers, key=len), -1)
            return self._in_order(longest, wanted, limit)
        by_index = fitting.of_words(wanted)
        if len(walked) == limit and self._count(by_index) > _FEW:
            return self._the_very_accents(wanted, walked, limit)
        return self._in_order(by_index, wanted, limit)

    def _by_initials_of(self, wanted: Wanted, limit: int) -> list[int]:
        source = fitting.of_initials(wanted)
        fits = fitting.together(source.where, fitting.named(wanted), fitting.numbered(wanted))
        living = list(
            self._connection.column(
                f"SELECT p.seq FROM {source.tables} WHERE {fits.sql} AND NOT {GONE}"
                " ORDER BY p.sort_key, p.folded, p.seq LIMIT :limit",
                {**fits.values, "limit": limit},
            )
        )
        return living if len(living) == limit else self._in_order(source, wanted, limit)

    def _count(self, source: Source) -> int:
        """Return how many people a source has, counting no further than needed."""
        tables = source.tables.partition(" CROSS JOIN ")[0]
        counted = f"SELECT 1 FROM {tables} WHERE {source.where.sql} LIMIT {_FEW + 1}"
        values = source.where.values
        return int(self._connection.value(f"SELECT count(*) FROM ({counted})", values))

    def _walk(self, wanted: Wanted, limit: int) -> list[int]:
        """Return the first living ones among the first names in sorted order."""
        fits = fitting.together(fitting.named(wanted, "w.folded"), fitting.numbered(wanted))
        further = _FURTHER if wanted.numbers else 1  # fewer fit a word and a number
        return list(
            self._connection.column(
                "SELECT w.seq FROM (SELECT seq, folded FROM people INDEXED BY people_sorted"
                f" ORDER BY sort_key, folded, seq LIMIT {_WALK * further}) w"
                f" CROSS JOIN people p ON p.seq = w.seq"
                f" WHERE {fits.sql} AND NOT {GONE} LIMIT :limit",
                {**fits.values, "limit": limit},
            )
        )

    def _the_very_accents(self, wanted: Wanted, walked: list[int], limit: int) -> list[int]:
        """Put those whose given name was typed with its accents before the first that fit."""
        exact = fitting.accented(wanted)
        fits = fitting.together(fitting.named(wanted), fitting.numbered(wanted), exact)
        found: list[int] = []
        for word in wanted.accented:
            key = sort_key(word)
            found += self._connection.column(
                f"SELECT p.seq FROM people p INDEXED BY people_sorted"
                f" WHERE p.sort_key >= :key AND p.sort_key < :end AND {fits.sql} AND NOT {GONE}"
                " ORDER BY p.sort_key, p.folded, p.seq LIMIT :limit",
                {**fits.values, "key": key, "end": f"{key}!", "limit": limit},
            )
        ranked = self._connection.column(
            "SELECT p.seq FROM people p WHERE p.seq IN (SELECT value FROM json_each(:walked))"
            f" ORDER BY NOT ({exact.sql}), p.sort_key, p.folded, p.seq",
            {**exact.values, "walked": json.dumps(walked)},
        )
        return list(dict.fromkeys([*found, *ranked]))[:limit]

    def _in_order(self, source: Source, wanted: Wanted, limit: int) -> list[int]:
        """Return the first of a source that fit, in the order they are shown."""
        exact = fitting.accented(wanted)
        names = fitting.Part("1") if source.named else fitting.named(wanted)
        fits = fitting.together(source.where, names, fitting.numbered(wanted))
        return list(
            self._connection.column(
                f"SELECT p.seq FROM {source.tables} WHERE {fits.sql}"
                f" ORDER BY {GONE}, NOT ({exact.sql}), p.sort_key, p.folded, p.seq LIMIT :limit",
                {**fits.values, **exact.values, "limit": limit},
            )
        )


def _begin_words_of(run: tuple[str, ...], name: str) -> bool:
    """Say whether each of these begins a word of a folded name."""
    words = re.findall("[a-z0-9]+", name)
    return all(any(word.startswith(part) for word in words) for part in run)
