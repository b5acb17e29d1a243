"""What the report of a month says about targets: the commune's, and whoever is behind and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.target_progress import progress

if TYPE_CHECKING:
    from datetime import date

    from storage.register import Register
    from storage.target_progress import Line
    from storage.targets import Level

_LEVELS: tuple[Level, ...] = ("village", "organisation", "collector")


@dataclass(frozen=True, slots=True)
class Reported:
    """One line of the report.

    Attributes:
        indicator: which.
        level: of whom; "commune" for the whole.
        subject: the name of the village, organisation or collector; "" for the commune.
        reasons: what was ticked, as it is called.
    """

    indicator: str
    level: Level
    subject: str
    line: Line
    reasons: tuple[str, ...]


def reported(register: Register, closing: date) -> tuple[Reported, ...]:
    """Return the targets of the commune on a day, each followed by who is behind or explained.

    Args:
        register: the register.
        closing: the last day of the month, or the working day in a month that has not ended.
    """
    titles = register.refusal_reasons.titles()
    found = []
    for period in register.targets.periods():
        if not period.start <= closing <= period.until:
            continue
        given = register.targets.of(period)
        for name in dict.fromkeys(one.indicator for one in given):
            levels = {one.level for one in given if one.indicator == name}
            lines: list[tuple[Level, Line]] = []
            if "commune" in levels:
                total = progress(register, name, period, "commune", closing, forecast=False).total
                lines.append(("commune", total))
            for level in _LEVELS:
                if level in levels:
                    there = progress(register, name, period, level, closing, forecast=False)
                    lines += [(level, one) for one in there.lines if one.low or one.explained]
            for level, line in lines:
                said = line.explained.reasons if line.explained else ()
                called = tuple(titles.get(str(number), str(number)) for number in said)
                found.append(Reported(name, level, line.figure.name, line, called))
    return tuple(found)
