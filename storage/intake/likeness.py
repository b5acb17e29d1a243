"""What a column looks like by its cells alone, where its heading says nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.names import fold
from storage.intake.lexicon import is_tick, lexicon
from storage.intake.text import clean, key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from storage.intake.records import Cell

_SHARE = 0.7
_FEWEST = 2
_VARIETY = 0.3
_ETHNIC = frozenset(
    {"kinh", "muong", "thai", "tay", "nung", "mong", "hmong", "dao", "khmer", "hoa"}
)
_WORD = re.compile(r"[^\W\d_]+")
# The surnames of nineteen people in twenty, and the commonest of the northern highlands.
_SURNAMES = """
nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh trinh doan mai
cao luong ta ha truong trieu chu quach lam tong luu thai vi lo cam hua nong ma giang vang
sung thao luc to phung kieu thach son kim danh chau vuong tang la lai dao dam bach than kha
leo quang tham bo ngan loc khuat nghiem trung au ro siu ksor rmah nay mua hang
"""


def looks_like_names(cells: Sequence[Cell]) -> bool:
    """Say whether most cells are two to six words beginning with a surname."""
    return _most(cells, _is_name)


def looks_like_rest_of_names(cells: Sequence[Cell]) -> bool:
    """Say whether most cells are one or two words as a given name is: many, and no other thing.

    A column of sexes, relations, ethnic groups or ticks has few words, which are known.
    """
    words = lexicon()
    known = {*words.sexes, *words.relations, *words.standings, *_ETHNIC}
    said = {key(cell) for cell in cells if isinstance(cell, str)}
    # Nam and Hoa are given names, too
    if len(said & known) * 2 > len(said) or len(said) < _VARIETY * len(cells):
        return False
    return _most(cells, lambda text: 0 < len(_WORD.findall(text)) <= 2 and not is_tick(text))


def _most(cells: Sequence[Cell], test: Callable[[str], bool]) -> bool:
    fits = sum(
        isinstance(cell, str) and not re.search(r"\d", cell) and test(clean(cell)) for cell in cells
    )
    return fits >= _FEWEST and fits >= _SHARE * len(cells)


def _is_name(text: str) -> bool:
    words = fold(text).split()
    return 2 <= len(words) <= 6 and words[0] in _SURNAMES.split()
