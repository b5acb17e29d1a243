"""The SQL of one way to understand what was typed: who fits, and where to look for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rules.names import fold, sort_key
from storage.typed import TAIL

if TYPE_CHECKING:
    from storage.typed import Wanted

Values = dict[str, object]

_NUMBERS = ("personal_id", "si_number", "phone", "hi_card")
_TAILS = ("phone", "personal_id")
# Who has died, moved away, or left with the household stands behind the others.
GONE = (
    "(p.status IN ('moved', 'died') OR ifnull(p.household_id IN"
    " (SELECT id FROM households WHERE status <> 'here'), 0))"
)
_MARKED = "ăâđêôơư"
# Two ways to place a tone: thuỷ and thủy are one word.
_NEW = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_OLD = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_OTHER_WAY = dict(zip(_NEW + _OLD, _OLD + _NEW, strict=True))
_PLACED = re.compile("|".join(_OTHER_WAY))


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of SQL about ``people p`` with its values."""

    sql: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Where to look.

    Attributes:
        tables: of which one is ``people p``.
        where: what narrows them.
        named: whether the names in it fit already.
    """

    tables: str
    where: Part
    named: bool = False


def match(wanted: Wanted) -> str:
    """Return the FTS5 query for names with words that begin in each of these ways."""
    ways = (" OR ".join(f'"{way}"*' for way in word) for word in (*wanted.words, *_each(wanted)))
    return " AND ".join(f"({way})" for way in ways)


def _each(wanted: Wanted) -> tuple[tuple[str, ...], ...]:
    return tuple((part,) for part in wanted.initials)


def named(wanted: Wanted, column: str = "p.folded") -> Part:
    """Return the condition on a folded name; its letters are plain, so GLOB tells words apart."""
    parts, values = ["1"], Values()
    for place, word in enumerate(wanted.words):
        ways = []
        for number, way in enumerate(word):
            name = f"word_{place}_{number}"
            ways.append(f"' ' || {column} GLOB :{name}")
            values[name] = f"*[^a-z0-9]{way}*"
        parts.append(f"({' OR '.join(ways)})")
    if wanted.initials:
        parts.append(f"{column} GLOB :initials")
        values["initials"] = f"{'* '.join(wanted.initials)}*"
    return Part(" AND ".join(parts), values)


def indexed(wanted: Wanted) -> Part:
    """Return the same condition, asked of the word index."""
    found = "p.seq IN (SELECT rowid FROM people_fts WHERE people_fts MATCH :match)"
    return Part(found, {"match": match(wanted)}) if wanted.words else Part("1")


def numbered(wanted: Wanted) -> Part:
    """Return the condition on the numbers of a person."""
    parts, values = ["1"], Values()
    for place, number in enumerate(wanted.numbers):
        name = f"number_{place}"
        fits = [f"p.{column} LIKE :{name} || '%'" for column in _NUMBERS]
        if len(number) >= TAIL:
            fits += [f"p.{column} LIKE '%' || :{name}" for column in _TAILS]
        parts.append(f"({' OR '.join(fits)})")
        values[name] = number
    return Part(" AND ".join(parts), values)


def placed(wanted: Wanted) -> Part:
    """Return the condition on the village, a person's own where there is no household."""
    if not wanted.villages:
        return Part("1")
    home = "(SELECT village_id FROM households WHERE id = p.household_id)"
    return Part(f"coalesce({home}, p.village_id) IN ({_chosen(wanted)})", _villages(wanted))


def condition(wanted: Wanted) -> Part:
    """Return the whole condition on ``people p``; nothing else need be joined."""
    parts = [indexed(wanted), numbered(wanted), placed(wanted)]
    if wanted.initials:
        parts.append(named(wanted))
    return together(*parts)


def accented(wanted: Wanted) -> Part:
    """Return whether a name has words beginning with the very accents that were typed."""
    parts, values = ["1"], Values()
    for place, word in enumerate(wanted.accented):
        ways = []
        for number, way in enumerate({word, _PLACED.sub(lambda it: _OTHER_WAY[it[0]], word)}):
            name = f"accent_{place}_{number}"
            ways.append(f"' ' || p.name GLOB :{name}")
            values[name] = f"*[ '-][{way[0]}{way[0].upper()}]{way[1:]}*"
        parts.append(f"({' OR '.join(ways)})")
    return Part(" AND ".join(parts), values)


def together(*parts: Part) -> Part:
    """Return all of these at once."""
    values: Values = {}
    for part in parts:
        values |= part.values
    return Part(" AND ".join(part.sql for part in parts), values)


def of_villages(wanted: Wanted) -> Source:
    """Return the people of some villages, through their households or directly."""
    chosen = _chosen(wanted)
    homes = (
        "SELECT m.seq FROM households v CROSS JOIN people m ON m.household_id = v.id"
        f" WHERE v.village_id IN ({chosen})"
    )
    alone = (
        "SELECT m.seq FROM people m LEFT JOIN households v ON v.id = m.household_id"
        f" WHERE m.village_id IN ({chosen}) AND v.village_id IS NULL"
    )
    tables = f"({homes} UNION ALL {alone}) m CROSS JOIN people p ON p.seq = m.seq"
    return Source(tables, Part("1", _villages(wanted)))


def of_words(wanted: Wanted) -> Source:
    """Return the people the word index has."""
    tables = "people_fts f CROSS JOIN people p ON p.seq = f.rowid"
    return Source(tables, Part("people_fts MATCH :match", {"match": match(wanted)}), named=True)


def of_initials(wanted: Wanted) -> Source:
    """Return the people whose given name begins with a letter: sorted names begin with it."""
    letter = wanted.initials[-1][0]
    kin = [one for one in (letter, *_MARKED) if fold(one) == letter]
    keys = sorted(sort_key(one)[0] for one in kin)
    # A letter stands beside its kin with a mark in the Vietnamese alphabet: a ă â, d đ, o ô ơ.
    values: Values = {"first": keys[0], "end": chr(ord(keys[-1]) + 1)}
    where = Part("p.sort_key >= :first AND p.sort_key < :end", values)
    return Source("people p INDEXED BY people_sorted", where)


def of_number(number: str, limit: int) -> Source:
    """Return the people one of whose numbers begins or ends with this.

    Args:
        number: digits, or the beginning of an HI card.
        limit: how many of each number at most; -1 for all.
    """
    end = number[:-1] + chr(ord(number[-1]) + 1)
    sources = [
        f"SELECT seq FROM people WHERE {column} >= :number AND {column} < :end"
        for column in _NUMBERS
    ]
    if len(number) >= TAIL:
        sources += [
            f"SELECT seq FROM people WHERE {column} IS NOT NULL"
            f" AND substr({column}, -{TAIL}) = :tail AND {column} LIKE '%' || :number"
            for column in _TAILS
        ]
    union = " UNION ".join(f"SELECT * FROM ({source} LIMIT :most)" for source in sources)
    values: Values = {"number": number.upper(), "end": end.upper(), "tail": number[-TAIL:]}
    return Source(
        f"({union}) n CROSS JOIN people p ON p.seq = n.seq", Part("1", {**values, "most": limit})
    )


def _chosen(wanted: Wanted) -> str:
    return ", ".join(f":village_{place}" for place in range(len(wanted.villages)))


def _villages(wanted: Wanted) -> Values:
    return {f"village_{place}": one for place, one in enumerate(wanted.villages)}
