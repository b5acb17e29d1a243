"""How people are found by what somebody types: name words, numbers, last digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.names import fold

if TYPE_CHECKING:
    from storage.connection import Connection

# So many names, in sorted order, are looked through before the word index is asked: a short
# beginning fits a great many people, and then the first fifty are found without sorting them all.
_WALK = 3_000
TAIL = 3


def tokens(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split what was typed into folded words of names and numbers (digits, or an HI card)."""
    found = re.findall(r"[^\W_]+", fold(text))
    numbers = tuple(token for token in found if _is_number(token))
    return tuple(token for token in found if not _is_number(token)), numbers


def _is_number(token: str) -> bool:
    return token.isdecimal() or re.fullmatch(r"[a-z]{2}[0-9]+", token) is not None


def match(words: tuple[str, ...]) -> str:
    """Return the FTS5 query for names that have a word beginning with each of these."""
    return " ".join(f'"{word}"*' for word in words)


def first_places(connection: Connection, text: str, limit: int) -> list[int]:
    """Return the `seq` of the first people that fit, in Vietnamese order; none for no text."""
    words, numbers = tokens(text)
    if words and not numbers:
        return _by_words(connection, words, limit)
    if numbers and not words and len(numbers) == 1:
        return _by_number(connection, numbers[0], limit)
    if not words and not numbers:
        return []
    where, values = condition(text)
    values["limit"] = limit
    return list(
        connection.column(
            f"SELECT p.seq FROM people p WHERE {where}"
            " ORDER BY p.sort_key, p.folded, p.seq LIMIT :limit",
            values,
        )
    )


def _by_words(connection: Connection, words: tuple[str, ...], limit: int) -> list[int]:
    # The character before the word is none of a word; folded names are plain letters.
    globs = " AND ".join("' ' || folded GLOB ?" for _ in words)
    walked = list(
        connection.column(
            "SELECT seq FROM (SELECT seq, folded FROM people INDEXED BY people_sorted"
            f" ORDER BY sort_key, folded, seq LIMIT {_WALK}) WHERE {globs} LIMIT ?",
            (*(f"*[^a-z0-9]{word}*" for word in words), limit),
        )
    )
    if len(walked) == limit:
        return walked
    return list(
        connection.column(
            "SELECT p.seq FROM people_fts f JOIN people p ON p.seq = f.rowid"
            " WHERE people_fts MATCH ? ORDER BY p.sort_key, p.folded, p.seq LIMIT ?",
            (match(words), limit),
        )
    )


def _by_number(connection: Connection, number: str, limit: int) -> list[int]:
    end = number[:-1] + chr(ord(number[-1]) + 1)
    sources = [
        "SELECT seq FROM people WHERE personal_id >= :number AND personal_id < :end",
        "SELECT seq FROM people WHERE si_number >= :number AND si_number < :end",
        "SELECT seq FROM people WHERE phone >= :number AND phone < :end",
        "SELECT seq FROM people WHERE hi_card >= :number AND hi_card < :end",
    ]
    if len(number) >= TAIL:
        sources += [_tail("phone"), _tail("personal_id")]
    sql = " UNION ".join(f"SELECT * FROM ({source} LIMIT :limit)" for source in sources)
    values = {"number": number.upper(), "end": end.upper(), "tail": number[-TAIL:], "limit": limit}
    return list(connection.column(f"SELECT seq FROM ({sql}) LIMIT :limit", values))


def _tail(column: str) -> str:
    return (
        f"SELECT seq FROM people WHERE {column} IS NOT NULL"
        f" AND substr({column}, -{TAIL}) = :tail AND {column} LIKE '%' || :number"
    )


def condition(text: str) -> tuple[str, dict[str, object]]:
    """Return the SQL condition on ``people p`` for what was typed, and its values."""
    words, numbers = tokens(text)
    parts, values = ["1"], dict[str, object]()
    if words:
        parts.append("p.seq IN (SELECT rowid FROM people_fts WHERE people_fts MATCH :words)")
        values["words"] = match(words)
    for place, number in enumerate(numbers):
        name = f"number_{place}"
        fits = [
            f"p.{column} LIKE :{name} || '%'"
            for column in ("personal_id", "si_number", "phone", "hi_card")
        ]
        if len(number) >= TAIL:
            fits += [f"p.{column} LIKE '%' || :{name}" for column in ("phone", "personal_id")]
        parts.append(f"({' OR '.join(fits)})")
        values[name] = number
    return " AND ".join(parts), values
