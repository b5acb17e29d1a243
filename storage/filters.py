"""Filters over households and people: what a clerk chooses, and the ones kept under a name."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from rules.names import clean_name, fold
from storage import rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.coverage import Scheme
    from rules.sex import Sex
    from storage.register import Register

Insured = Literal["covered", "not_covered", "unknown"]
Visited = Literal["visited", "not_visited"]
INSURED: tuple[Insured, ...] = ("covered", "not_covered", "unknown")
UNKNOWN = "unknown"
"""Among standings: households whose standing of the year nobody has said; among ethnic groups and
collectors, those without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list is narrowed to. All of it must hold; of several values in one field, one must.

    A household fits when one living member fits all that is about a person (age, sex, insurance,
    what ends, ethnic group); the rest is about the household.

    Attributes:
        villages: ids.
        standings: of the year of the working day: poor, near_poor, average_agri, none, unknown.
        youngest: completed years at least, on the working day.
        oldest: completed years at most; a person without a date of birth has no age.
        hi: health insurance on the working day: covered, not_covered, unknown.
        vsi: voluntary social insurance likewise; who is too young is unknown.
        ends_within: cover paid for that ends within so many days, the working day included.
        ends_scheme: of which insurance.
        visited: somebody was at the household, or nobody was.
        visited_since: counting visits from that day on.
        ethnic: names of ethnic groups as they are written, or unknown.
        occupations: pupil, working, not_working, or unknown.
        collectors: ids of staff, or unknown for households without one.
        do_not_contact: households that asked to be left alone, or the others; a person also by an
            own wish.
        households: ids, of some that were chosen one by one.
        text: as typed into the search box.
    """

    villages: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()
    youngest: int | None = None
    oldest: int | None = None
    sex: Sex | None = None
    hi: tuple[Insured, ...] = ()
    vsi: tuple[Insured, ...] = ()
    ends_within: int | None = None
    ends_scheme: Scheme = "hi"
    visited: Visited | None = None
    visited_since: date | None = None
    ethnic: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    collectors: tuple[str, ...] = ()
    do_not_contact: bool | None = None
    households: tuple[str, ...] = ()
    text: str = ""

    def __bool__(self) -> bool:
        return any(
            getattr(self, one.name) not in ((), None, "")
            for one in fields(self)
            if one.name != "ends_scheme"
        )


def to_plain(wanted: Filter) -> dict[str, Any]:
    """Return a filter as plain values for JSON, without what it leaves open."""
    plain = {one.name: getattr(wanted, one.name) for one in fields(wanted)}
    if wanted.ends_within is None:
        del plain["ends_scheme"]
    return {
        name: list(value) if isinstance(value, tuple) else rows.stored(value)
        if isinstance(value, date) else value
        for name, value in plain.items()
        if value not in ((), None, "")
    }  # fmt: skip


def from_plain(plain: Mapping[str, Any]) -> Filter:
    """Read a filter back.

    Raises:
        StorageError: bad_filter, for one that a newer program has kept, or that is damaged.
    """
    known = {one.name for one in fields(Filter)}
    if not set(plain) <= known:
        raise StorageError("bad_filter")
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()
    }
    try:
        if "visited_since" in values:
            values["visited_since"] = date.fromisoformat(values["visited_since"])
        return Filter(**values)
    except (TypeError, ValueError) as error:
        raise StorageError("bad_filter") from error


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """A filter kept under a name."""

    id: str
    name: str
    filter: Filter


class Filters:
    """The filters a register keeps by name; they are the office's, and journaled."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def all(self) -> tuple[KeptFilter, ...]:
        """Return every kept filter by its name."""
        found = self._connection.rows("SELECT id, name, filter FROM kept_filters ORDER BY folded")
        return tuple(KeptFilter(row[0], row[1], from_plain(json.loads(row[2]))) for row in found)

    def named(self, name: str) -> KeptFilter:
        """Return the filter of a name, accents and capitals aside.

        Raises:
            StorageError: unknown_filter (name, and the names there are), bad_filter.
        """
        row = self._connection.row(
            "SELECT id, name, filter FROM kept_filters WHERE folded = ?", (fold(name),)
        )
        if row is None:
            known = self._connection.column("SELECT name FROM kept_filters ORDER BY folded")
            raise StorageError("unknown_filter", name=name, known=", ".join(known) or "–")
        return KeptFilter(row[0], row[1], from_plain(json.loads(row[2])))

    def keep(self, name: str, wanted: Filter) -> str:
        """Keep a filter under a name, in the place of one of that name; inside a change.

        Raises:
            StorageError: empty_name.
        """
        called = _called(name)
        values = {**called, "filter": json.dumps(to_plain(wanted), ensure_ascii=False)}
        known: str | None = self._connection.value(
            "SELECT id FROM kept_filters WHERE folded = ?", (called["folded"],)
        )
        if known is not None:
            rows.update(self._connection, "kept_filters", known, values)
            return known
        filter_id = self._register.new_id()
        rows.insert(self._connection, "kept_filters", {"id": filter_id, **values})
        return filter_id

    def rename(self, filter_id: str, name: str) -> None:
        """Call a kept filter otherwise; inside a change.

        Raises:
            StorageError: empty_name, same_filter (name).
        """
        called = _called(name)
        taken = self._connection.value(
            "SELECT 1 FROM kept_filters WHERE folded = ? AND id <> ?", (called["folded"], filter_id)
        )
        if taken:
            raise StorageError("same_filter", name=called["name"])
        rows.update(self._connection, "kept_filters", filter_id, called)

    def remove(self, filter_id: str) -> None:
        """Keep a filter no longer; inside a change."""
        self._connection.execute("DELETE FROM kept_filters WHERE id = ?", (filter_id,))


def _called(name: str) -> dict[str, str]:
    cleaned = " ".join(name.split())
    if not clean_name(cleaned):
        raise StorageError("empty_name")
    return {"name": cleaned, "folded": fold(cleaned)}
