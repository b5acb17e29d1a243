"""Workings and values of the law kept with what they computed, as JSON that reads back equal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from rules.calendar import Month
from rules.policy import Cite, Policy, Value
from rules.working import Step

if TYPE_CHECKING:
    from rules.working import Figure, Unconfirmed


class NotedPolicy(Mapping[str, tuple[Value, ...]]):
    """The values of a policy, remembering which of them a computation asked for."""

    def __init__(self, policy: Policy) -> None:
        self._values = policy.values
        self._asked: dict[str, None] = {}

    def __getitem__(self, name: str) -> tuple[Value, ...]:
        found = self._values[name]
        self._asked[name] = None
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def used_on(self, day: date) -> dict[str, Any]:
        """Return the values asked for that were in force on a day, by name, with their source."""
        view = Policy(self._values).on(day)
        found = [view.find(name) for name in self._asked]
        return {value.name: _value(value) for value in found if value is not None}


def parameters(
    asked: Mapping[str, Figure | None], used: Mapping[str, Any], unsure: Sequence[Unconfirmed]
) -> str:
    """Return what was asked, the values used and those not confirmed, as JSON text."""
    content = {
        "asked": {name: _plain(figure) for name, figure in asked.items()},
        "values": used,
        "unconfirmed": [{"name": item.name, "why": item.why} for item in unsure],
    }
    return json.dumps(content, ensure_ascii=False)


def working(steps: Sequence[Step]) -> str:
    """Return the steps as JSON text, to be read back by `read_working`."""
    content = [
        {
            "code": step.code,
            "figures": {name: _plain(figure) for name, figure in step.figures.items()},
            "amount": step.amount,
            "cites": [_cite(cite) for cite in step.cites],
        }
        for step in steps
    ]
    return json.dumps(content, ensure_ascii=False)


def read_working(text: str) -> tuple[Step, ...]:
    """Return the steps that `working` wrote."""
    return tuple(
        Step(
            step["code"],
            {name: _figure(plain) for name, plain in step["figures"].items()},
            step["amount"],
            tuple(_read_cite(cite) for cite in step["cites"]),
        )
        for step in json.loads(text)
    )


def _plain(figure: Any) -> Any:
    if isinstance(figure, Fraction):
        return {"ratio": str(figure)}
    if isinstance(figure, Month):
        return {"month": str(figure)}
    if isinstance(figure, date):
        return {"day": figure.isoformat()}
    if isinstance(figure, tuple):
        return [_plain(part) for part in figure]
    return figure


def _figure(plain: Any) -> Figure:
    match plain:
        case {"ratio": text}:
            return Fraction(text)
        case {"month": text}:
            return Month.parse(text)
        case {"day": text}:
            return date.fromisoformat(text)
        case int() | str():
            return plain
    raise TypeError(type(plain).__name__)


def _cite(cite: Cite) -> dict[str, str | None]:
    dated = None if cite.dated is None else cite.dated.isoformat()
    return {"document": cite.document, "dated": dated, "article": cite.article}


def _read_cite(plain: Mapping[str, str | None]) -> Cite:
    dated = plain["dated"]
    day = None if dated is None else date.fromisoformat(dated)
    return Cite(str(plain["document"]), day, plain["article"])


def _value(value: Value) -> dict[str, Any]:
    return {
        "value": _plain(value.value),
        "unit": value.unit,
        "start": value.start.isoformat(),
        "until": None if value.until is None else value.until.isoformat(),
        "status": value.status,
        **_cite(value.cite),
    }
