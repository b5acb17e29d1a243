"""Answers of the command line as lines of plain text, for a person without a window."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from printing.quote_lines import quote_lines
from rules.calendar import PartialDate
from rules.money import dong, number, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rules.words import Words

Row = dict[str, Any]

_UNTOLD = frozenset({"id", "won_at"})
_DAYS = frozenset(
    {
        "born", "hi_from", "hi_until", "vsi_until", "date", "next", "from", "until", "dated",
        "status_day",
        "reached", "first_month", "last_month", "first_day", "last_day",
        "start", "free_until", "pension_from",
    }
)  # fmt: skip
_MONEY = frozenset(
    {
        "income", "gross", "state", "local", "paid", "state_support", "local_support", "payable",
        "monthly", "lump_sum", "amount", "average", "refund", "withdrawal", "allowance", "pay_in",
        "visit_limit", "copay_limit", "fund", "copay",
    }
)  # fmt: skip
_DECIMALS = frozenset({"exact", "allowance_months"})
_SHARES = frozenset({"rate", "level", "share"})
_ASIDE = frozenset({"steps", "unconfirmed", "lines", "notes", "why", "doubts", "ways"})


def told(report: Row, words: Words) -> Row:
    """Return an import's report with sentences in the place of the codes of reasons."""
    for row in (*report["review"], *report["rejected"]):
        row["why"] = _reason(row["why"], words)
    return report


def _reason(code: str | None, words: Words) -> str | None:
    for known in (f"intake.why.{code}", f"error.{code}"):
        if known in words.codes and not words.places(known):
            return words.say(known)
    return code


def report_lines(report: Row, code: str, words: Words) -> list[str]:
    """Return the sums of one file by the sentence ``code``, and each row that was not taken."""
    waiting, refused = report["review"], report["rejected"]
    sums = {**report, "review": len(waiting), "rejected": len(refused)}
    return [
        words.say(code, **sums),
        *(words.say(f"cli.{_placed(row)}_rejected", **row) for row in refused),
        *(words.say(f"cli.{_placed(row)}_review", **row) for row in waiting),
        *(
            words.say("cli.conflicts", count=count)
            for count in (len(report["conflicts"]),)
            if count
        ),
    ]


def _placed(row: Row) -> str:
    if row["row"] is None:
        return "household" if row["household"] else "new_household"
    return "sheet_row" if "sheet" in row else "row"


def answer_lines(found: Row, words: Words) -> list[str]:
    """Return the working of one calculation, then its figures, then what is not confirmed."""
    steps = [_step_line(step) for step in found["steps"]]
    unsure = [words.say("cli.unconfirmed", **row) for row in found["unconfirmed"]]
    figures = _fields({name: value for name, value in found.items() if name not in _ASIDE}, words)
    return [*steps, *found.get("notes", []), *figures, *unsure]


def _step_line(step: Row) -> str:
    amount = "" if step["amount"] is None else f" = {dong(step['amount'])}"
    cite = f"  ({step['cite']})" if step["cite"] else ""
    return f"{step['what']}{amount}{cite}"


def with_reasons(rows: Iterable[Row], titles: Mapping[str, str]) -> list[Row]:
    """Return results of visits with the words of the office in the place of a reason's number."""
    return [
        {**row, "reason": titles.get(row["reason"], row["reason"])} if "reason" in row else row
        for row in rows
    ]


def row_line(row: Row, words: Words) -> str:
    """Return one row of a list on one line; its id is for programs only."""
    shown = (_value(name, value, words) for name, value in row.items() if name not in _UNTOLD)
    return "  ".join(shown)


def card_lines(card: Row, words: Words) -> list[str]:
    """Return everything held about a household: its own facts, then its rows by kind."""
    lines: list[str] = []
    for name, value in card.items():
        if name == "quote":
            lines += quote_lines(value, words) if value else []
        elif isinstance(value, list):
            lines += [f"{_label(name, words)}:", *(f"  {row_line(row, words)}" for row in value)]
        elif value is not None:
            lines += _fields({name: value}, words)
    return lines


def finding_lines(findings: Iterable[Row], words: Words) -> list[str]:
    """Return what the check of the data found, one line for each kind."""
    return [
        words.say("cli.finding", what=words.say(f"finding.{row['what']}"), count=row["count"])
        for row in findings
    ]


def _fields(facts: Mapping[str, Any], words: Words) -> Iterator[str]:
    return (f"{_label(name, words)}: {_value(name, value, words)}" for name, value in facts.items())


def _label(name: str, words: Words) -> str:
    return words.say(f"label.{name}")


def _value(name: str, value: Any, words: Words) -> str:
    """Write one value as a clerk would: codes as words, days and amounts the Vietnamese way."""
    if value is None:
        return "–"
    worded = _worded(name, value, words)
    if worded is not None:
        return worded
    if isinstance(value, bool):
        return words.say(f"told.{'yes' if value else 'no'}")
    if isinstance(value, int):
        return dong(value) if name in _MONEY else str(value)
    if name in _DAYS:
        return PartialDate.parse(value).shown
    if name in _SHARES:
        return percent(Fraction(value))
    if name in _DECIMALS:
        return number(Fraction(value))
    if name == "method":
        return _method_words(value, words)
    return str(value)


def _method_words(method: str, words: Words) -> str:
    """Say how somebody pays: 6, ahead-3, missing-24."""
    kind, _, number = method.rpartition("-")
    return words.say(f"told.method.{kind or 'months'}", n=number)


def _worded(name: str, value: Any, words: Words) -> str | None:
    codes = (f"told.{name}.{value}", f"{name}.{value}", f"intake.{name}.{value}")
    return next((words.say(code) for code in codes if code in words.codes), None)
