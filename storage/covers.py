"""Covers: what is known about a person's insurance, from when to when, and from what source."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from rules.coverage import CoverFact
from storage import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.register import Register

Source = Literal["import", "enrolment", "clerk"]
_COLUMNS = "scheme, known, hi_group, start, until, dated, income, method"


class Covers:
    """The cover facts of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def of(self, person_id: str) -> tuple[CoverFact, ...]:
        """Return what is known of one person, oldest fact first."""
        found = self._connection.rows(
            f"SELECT {_COLUMNS} FROM covers WHERE person_id = ? ORDER BY dated, id", (person_id,)
        )
        return tuple(fact(row) for row in found)

    def of_many(self, person_ids: Iterable[str]) -> dict[str, tuple[CoverFact, ...]]:
        """Return what is known of each of these people, in one query; the unknown have none."""
        ids = list(person_ids)
        found = defaultdict[str, list[CoverFact]](list)
        for row in self._connection.rows(
            f"SELECT {_COLUMNS}, person_id FROM covers"
            " WHERE person_id IN (SELECT value FROM json_each(?)) ORDER BY dated, id",
            (json.dumps(ids),),
        ):
            found[row[8]].append(fact(row))
        return {person_id: tuple(found.get(person_id, ())) for person_id in ids}

    def add(
        self,
        person_id: str,
        *,
        scheme: Literal["hi", "vsi", "csi"],
        known: Literal["covered", "not_covered"],
        dated: date,
        source: Source = "clerk",
        source_id: str | None = None,
        start: date | None = None,
        until: date | None = None,
        hi_group: str | None = None,
        card: str | None = None,
        income: int | None = None,
        method: str | None = None,
    ) -> str:
        """Add a fact; inside a change.

        Args:
            person_id: whose insurance it is.
            scheme: health, voluntary or compulsory insurance.
            known: covered or not covered.
            dated: the day of the list or of the word given.
            source: who says so.
            source_id: in which import or enrolment.
            start: the first day; None where open.
            until: the last day; None where open.
            hi_group: the group of a health insurance card.
            card: its number.
            income: of voluntary insurance, đồng a month.
            method: how it is paid, as in `rules.vsi.contribution`.
        """
        cover_id = self._register.new_id()
        fields = {
            "id": cover_id,
            "person_id": person_id,
            "scheme": scheme,
            "known": known,
            "hi_group": hi_group,
            "card": card,
            "start": start,
            "until": until,
            "dated": dated,
            "source": source,
            "source_id": source_id,
            "income": income,
            "method": method,
        }
        rows.insert(self._connection, "covers", fields)
        return cover_id


def counts_on(day: str) -> str:
    """Return the SQL for whether the cover ``c`` of ``covers`` counts on a day.

    As `rules.coverage` has it: it runs on that day, and no newer fact has overtaken it. A newer
    cover overtakes an older one from its own first day on, a newer "not covered" from the day of
    its list on. Of one scheme, at most one cover of a person counts on a day.
    (tests/storage/test_months.py and test_households.py compare the two.)

    Args:
        day: an SQL expression for the day, such as ``:on``.
    """
    return f"""
        ifnull(c.start, '') <= {day} AND ifnull(c.until, '~') >= {day} AND NOT EXISTS (
        SELECT 1 FROM covers n WHERE n.person_id = c.person_id AND n.scheme = c.scheme
        AND n.rowid <> c.rowid AND CASE n.known WHEN 'covered'
            THEN (n.dated > c.dated OR (n.dated = c.dated AND n.id > c.id))
                AND ifnull(n.start, '') <= {day} AND ifnull(n.until, '~') >= ifnull(c.start, '')
            ELSE n.dated > c.dated AND n.dated <= {day} AND n.dated >= ifnull(c.start, '') END)
    """


def fact(row: tuple[Any, ...]) -> CoverFact:
    """Make a fact of the columns scheme, known, hi_group, start, until, dated, income, method.

    The last two may be left out.
    """
    scheme, known, group, start, until, dated = row[:6]
    income, method = row[6:8] if len(row) >= 8 else (None, None)
    return CoverFact(
        scheme=scheme,
        known=known,
        group=group,
        start=rows.day(start),
        until=rows.day(until),
        dated=date.fromisoformat(dated),
        income=income,
        method=method,
    )
