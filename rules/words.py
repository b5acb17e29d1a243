"""The one renderer of sentences: codes and facts in, a person's words out."""

import string
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from rules.calendar import Month, PartialDate, shown_age, shown_day, shown_span
from rules.errors import Problem
from rules.money import dong, number, percent
from rules.working import Step

_UNKNOWN = "chưa rõ"


class Words(string.Formatter):
    """Sentences by dotted code, with named places for facts.

    A place may say how its fact is written: ``{amount:dong}``, ``{rate:percent}``,
    ``{months:span}``, ``{months:age}``,
    ``{kind:word class}`` for the words under ``class.<kind>``, and
    ``{name:value}`` for what a value of the law is called. Days, months and partial dates are
    always written the Vietnamese way; None is ``chưa rõ``.
    """

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._sentences = dict(sentences)

    @classmethod
    def load(cls, text: str) -> "Words":
        """Read sentences from TOML text; tables nest into dotted codes."""
        return cls(dict(_flat("", tomllib.loads(text))))

    @property
    def codes(self) -> frozenset[str]:
        """All codes that have a sentence."""
        return frozenset(self._sentences)

    def say(self, code: str, /, **facts: object) -> str:
        """Return a sentence with its facts; an unknown code or a missing fact is a KeyError."""
        return self.vformat(self._sentences[code], (), facts)

    def problem(self, problem: Problem) -> str:
        """Return the sentence of a problem: what happened and what to do."""
        return self.say("error." + problem.code, **problem.facts)

    def step(self, step: Step) -> str:
        """Return the sentence of one step of a working."""
        return self.say("step." + step.code, **step.figures)

    def value(self, name: str) -> str:
        """Return what a value of the law is called.

        Support of a province or another giver, ``vsi.local.01.poor`` or ``hi.other.01.near_poor``,
        is named by what it is for, whatever the province; one that the words do not know, as it is
        written.
        """
        match name.split("."):
            case [scheme, "local" | "other" as giver, province, *groups]:
                group = "".join(groups)
                return self.say(f"value.{scheme}.{giver}", province=province, group=group)
            case _:
                return self._sentences.get("value." + name, name)

    def places(self, code: str) -> frozenset[str]:
        """Return the names of the facts a sentence needs."""
        parts = self.parse(self._sentences[code])
        return frozenset(name for _, name, _, _ in parts if name is not None)

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write one fact; overrides the standard library's rule for a place in a sentence."""
        if value is None:
            return _UNKNOWN
        kind, _, rest = format_spec.partition(" ")
        match kind:
            case "dong":
                return dong(value)
            case "percent":
                return percent(value, gap="\N{NO-BREAK SPACE}")
            case "age":
                return shown_age(value)
            case "span":
                return shown_span(value)
            case "value":
                return self.value(value)
            case "word":
                return self.say(f"{rest}.{value}")
            case _:
                return _plain(value)


def _plain(value: object) -> str:
    """Write a fact whose place says nothing about how."""
    match value:
        case date():
            return shown_day(value)
        case Month() | PartialDate():
            return value.shown
        case Fraction():
            return number(value)
        case tuple() | list():
            return ", ".join(_plain(part) for part in value)
        case _:
            return str(value)


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the sentences of nested tables by dotted code."""
    for key, inner in table.items():
        if isinstance(inner, dict):
            yield from _flat(f"{prefix}{key}.", inner)
        else:
            yield prefix + key, str(inner)
