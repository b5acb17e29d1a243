"""The letter or decision that a list belongs to, as the lines above and below the list name it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_KINDS = "quyết định|công văn|tờ trình|thông báo|báo cáo|biên bản|nghị quyết|kế hoạch"
_NUMBERED = re.compile(rf"\b({_KINDS})\s+số\s*:?\s*(\d[\w.]*(?:\s?/\s?[^\s,;()]+)?)", re.IGNORECASE)
_DAY = re.compile(
    r"ngày\s*(\d{1,2})\s*(?:[/.\-]|tháng)\s*(\d{1,2})\s*(?:[/.\-]|năm)\s*(\d{4})", re.IGNORECASE
)
_REACH = 80  # characters behind the number in which its day stands


def document_of(texts: Iterable[str]) -> tuple[str, dt.date | None]:
    """Return the first document named, as ``Quyết định số 12/QĐ-UBND``, and its day if it is told.

    Args:
        texts: the lines outside the table, such as ``(Kèm theo Quyết định số 12/QĐ-UBND ngày
            15/12/2026)``.
    """
    for text in texts:
        if found := _NUMBERED.search(text):
            kind, number = found[1], found[2].rstrip(".")
            said = f"{kind[:1].upper()}{kind[1:].lower()} số {number.replace(' ', '')}"
            return said, _day_in(text[found.end() : found.end() + _REACH])
    return "", None


def _day_in(text: str) -> dt.date | None:
    found = _DAY.search(text)
    if found is None:
        return None
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
