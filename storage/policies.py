"""The law in force for this office: the shipped values with the office's own laid over them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rules.policy import Base, Cite, Policy, Status, Unit, Value
from storage import rows
from storage.errors import StorageError
from storage.policy_checks import check
from storage.policy_files import read_content, read_files, write_content

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.register import Register

_SHIPPED = Path(__file__).resolve().parent.parent / "resources" / "policy"
_DAY = timedelta(days=1)
_COLUMNS = (
    "id, name, value, unit, start, until, document, document_day, article, status, why, base, most"
)


@dataclass(frozen=True, slots=True)
class OfficeValue:
    """A value the office entered; ``value`` is JSON with shares as decimals, ``0.045``.

    ``base`` and ``most`` (đồng a month) belong to support; see :class:`rules.policy.Value`.
    """

    id: str
    name: str
    value: str
    unit: Unit
    start: date
    until: date | None
    document: str
    document_day: date | None
    article: str | None
    status: Status
    why: str | None
    base: Base | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """A value that gives way, cut to the days on which it does; ``own`` tells whose it was."""

    value: Value
    own: bool


class Policies:
    """The office's own values of a register, and the policy they make with the shipped ones."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def policy(self) -> Policy:
        """Return the shipped values with the office's own laid over them."""
        return lay_over(shipped_policy(), self.own())

    def own(self) -> tuple[OfficeValue, ...]:
        """Return the values the office entered, by name, oldest first."""
        found = self._connection.rows(f"SELECT {_COLUMNS} FROM policy_values ORDER BY name, start")
        return tuple(
            OfficeValue(
                id=row[0],
                name=row[1],
                value=row[2],
                unit=row[3],
                start=date.fromisoformat(row[4]),
                until=rows.day(row[5]),
                document=row[6],
                document_day=rows.day(row[7]),
                article=row[8],
                status=row[9],
                why=row[10],
                base=row[11],
                most=row[12],
            )
            for row in found
        )

    def add(
        self,
        name: str,
        value: str,
        *,
        unit: Unit,
        start: date,
        document: str,
        until: date | None = None,
        document_day: date | None = None,
        article: str | None = None,
        status: Status = "confirmed",
        why: str | None = None,
        base: Base | None = None,
        most: int | None = None,
    ) -> str:
        """Add a value of the office's own, its content as JSON; inside a change.

        Raises StorageError ``policy_value_faulty`` when the content does not fit its unit, and
        PolicyValueError with everything else that is wrong.
        """
        own = OfficeValue(
            id="",
            name=name,
            value=value,
            unit=unit,
            start=start,
            until=until,
            document=document,
            document_day=document_day,
            article=article,
            status=status,
            why=why,
            base=base,
            most=most,
        )
        return self.add_value(_as_value(own))

    def add_value(self, value: Value) -> str:
        """Add a value of the office's own; inside a change.

        Raises PolicyValueError with everything that is wrong with it.
        """
        self.check(value)
        value_id = self._register.new_id()
        fields = {
            "id": value_id,
            "name": value.name,
            "value": write_content(value.value, value.unit),
            "unit": value.unit,
            "start": value.start,
            "until": value.until,
            "document": value.cite.document,
            "document_day": value.cite.dated,
            "article": value.cite.article,
            "status": value.status,
            "why": value.why,
            "base": value.base,
            "most": value.most,
        }
        rows.insert(self._connection, "policy_values", fields)
        return value_id

    def check(self, value: Value) -> None:
        """Refuse a value that may not be added: PolicyValueError with everything wrong."""
        check(value, shipped_policy(), self.own_values())

    def own_values(self) -> tuple[Value, ...]:
        """Return the values the office entered in the shape of the law's, as they were entered."""
        return tuple(map(_as_value, self.own()))

    def covers(self, value: Value) -> tuple[Covered, ...]:
        """Return the values that a value of the office stands in place of, oldest first.

        The value need not be stored yet. An earlier one of the office gives way to it too; a later
        one does not.
        """
        own = [one for one in self.own_values() if one.name == value.name]
        earlier = [one for one in own if one.start < value.start]
        before = lay_values(shipped_policy(), earlier).values.get(value.name, ())
        bounded = _bounded(value, before)
        cites = {(one.cite, one.value) for one in earlier}
        return tuple(
            Covered(piece, (piece.cite, piece.value) in cites)
            for other in before
            if (piece := _shared(other, bounded)) is not None
        )

    def remove(self, value_id: str) -> None:
        """Take back a value of the office's own, so that the shipped one counts; in a change."""
        self._connection.execute("DELETE FROM policy_values WHERE id = ?", (value_id,))


@cache
def shipped_policy() -> Policy:
    """Return the values the program came with, read once."""
    return _by_name(read_files(sorted(_SHIPPED.glob("*.toml"))))


def lay_over(shipped: Policy, own: Iterable[OfficeValue]) -> Policy:
    """Return the shipped values with the office's own laid over them.

    For the days of an office's value it stands in place of the shipped one. Without a last day it
    holds until a later confirmed value begins: expected and unsure ones give way to it. Raises
    StorageError ``policy_value_faulty`` for a stored value that cannot be read.
    """
    return lay_values(shipped, map(_as_value, own))


def lay_values(shipped: Policy, own: Iterable[Value]) -> Policy:
    """Return the shipped values with others laid over them, as `lay_over` does."""
    kept = list(shipped)
    for value in sorted(own, key=lambda value: value.start):
        bounded = _bounded(value, kept)
        kept = [piece for other in kept for piece in _outside(other, bounded)]
        kept.append(bounded)
    return _by_name(kept)


def _as_value(own: OfficeValue) -> Value:
    """Return a value of the office in the shape of the law's."""
    try:
        content = read_content(own.value, own.unit)
    except (ValueError, TypeError) as error:
        raise StorageError("policy_value_faulty", name=own.name, value=own.value) from error
    return Value(
        name=own.name,
        value=content,
        unit=own.unit,
        start=own.start,
        until=own.until,
        cite=Cite(own.document, own.document_day, own.article),
        status=own.status,
        why=own.why,
        base=own.base,
        most=own.most,
    )


def _bounded(own: Value, kept: Iterable[Value]) -> Value:
    """Return an office's value closed before the next confirmed value where it has no last day."""
    later = [
        value.start
        for value in kept
        if value.name == own.name and value.status == "confirmed" and value.start > own.start
    ]
    if own.until is not None or not later:
        return own
    return replace(own, until=min(later) - _DAY)


def _shared(value: Value, own: Value) -> Value | None:
    """Return the part of a value that another takes the place of, None where they never meet."""
    start = max(value.start, own.start)
    ends = [one.until for one in (value, own) if one.until is not None]
    until = min(ends) if ends else None
    if until is not None and until < start:
        return None
    return replace(value, start=start, until=until)


def _outside(value: Value, own: Value) -> Iterable[Value]:
    """Yield the parts of a value that lie before and after another that takes its place."""
    apart = own.until is not None and own.until < value.start
    if value.name != own.name or apart or (value.until is not None and value.until < own.start):
        yield value
        return
    if value.start < own.start:
        yield replace(value, until=own.start - _DAY)
    if own.until is not None and (value.until is None or own.until < value.until):
        yield replace(value, start=own.until + _DAY)


def _by_name(values: Iterable[Value]) -> Policy:
    """Return a policy of values, each name's oldest first."""
    histories: defaultdict[str, list[Value]] = defaultdict(list)
    for value in sorted(values, key=lambda value: value.start):
        histories[value.name].append(value)
    return Policy({name: tuple(history) for name, history in histories.items()})
