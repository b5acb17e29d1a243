"""Questions about the law in plain values, as a file or a command line asks them, and answers."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rules.calendar import PartialDate
from rules.contribution import PayerClass, contribution
from rules.errors import Problem
from rules.money import parse_amount
from rules.pension import pension
from rules.policy import Policy
from rules.premium import premium
from rules.retirement import retirement
from rules.sex import Sex
from rules.words import Words
from rules.working import Step, Unconfirmed

Question = Mapping[str, object]
Figures = dict[str, Any]
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEARS = range(1995, 2200)
"""Years that a working day may fall in: since social insurance has been a scheme of its own."""


def read_day(value: object) -> date:
    """Read a working day, ``YYYY-MM-DD`` and nothing else.

    Raises:
        Problem: ``cli.bad_day`` with the value.
    """
    text = str(value)
    try:
        day = date.fromisoformat(text) if _ISO_DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        raise Problem("cli.bad_day", value=text)
    return day


@dataclass(frozen=True, slots=True)
class Calculator:
    """Answers questions with the values of ``policy`` and the sentences of ``words``.

    ``today`` is the working day of a question that names none; ``is_province`` says whether a
    two-digit code is that of a province.
    """

    policy: Policy
    words: Words
    today: date
    is_province: Callable[[str], bool]

    def answer(self, question: Question) -> Figures:
        """Return the figures of one question; amounts in đồng, shares as decimal text.

        Raises:
            Problem: ``cli.unknown_calc`` and other codes of a question that cannot be read, or
                what the rules raise.
        """
        kind = str(question.get("calc", ""))
        ask = _ASKED.get(kind)
        if ask is None:
            raise Problem("cli.unknown_calc", value=kind)
        return ask(self, question)

    def day(self, question: Question) -> date:
        """Return the day of a question."""
        value = question.get("on")
        if value is None:
            return self.today
        if isinstance(value, date):
            return value
        return read_day(value)

    def province(self, question: Question) -> str | None:
        """Return the code of the province whose support counts; a lost leading zero is put back."""
        value = question.get("province")
        if value is None or value == "":
            return None
        code = str(value).strip().zfill(2)
        if not self.is_province(code):
            raise Problem("cli.unknown_province", value=value)
        return code

    def steps(self, steps: tuple[Step, ...]) -> list[Figures]:
        """Return each step as its sentence, its amount and its sources."""
        return [
            {
                "what": self.words.step(step),
                "amount": step.amount,
                "cite": "; ".join(cite.full for cite in step.cites),
            }
            for step in steps
        ]


def answer_lines(text: str, calculator: Calculator) -> Iterator[tuple[Figures, Problem | None]]:
    """Yield one answer for each line that asks something, and the problem of one that cannot be.

    The answer to such a line is ``{"error": sentence}``, so that lines stay side by side.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield calculator.answer(_question(line, number)), None
        except Problem as problem:
            yield {"error": calculator.words.problem(problem)}, problem


def _question(line: str, number: int) -> Question:
    try:
        question = json.loads(line)
    except json.JSONDecodeError:
        question = None
    if not isinstance(question, dict):
        raise Problem("cli.bad_line", line=number)
    return question


def _ask_contribution(calculator: Calculator, question: Question) -> Figures:
    found = contribution(
        calculator.policy,
        income=_amount(question, "income"),
        payer_class=_payer_class(question),
        method=_text(question, "method"),
        on=calculator.day(question),
        province=calculator.province(question),
        used_support_months=_count(question, "used_support_months", 0),
    )
    return {
        "gross": found.gross,
        "state_support": found.state_support,
        "local_support": found.local_support,
        "other_support": found.other_support,
        "payable": found.payable,
        "steps": calculator.steps(found.steps),
        "notes": [calculator.words.step(note) for note in found.notes],
        "unconfirmed": _unconfirmed(found.unconfirmed),
    }


def _ask_premium(calculator: Calculator, question: Question) -> Figures:
    found = premium(
        calculator.policy,
        on=calculator.day(question),
        months=_count(question, "months"),
        members=_list(question, "members"),
        province=calculator.province(question),
    )
    lines = [
        {
            "group": line.group,
            "order": line.order,
            "gross": line.gross,
            "support": line.support,
            "payable": line.payable,
        }
        for line in found.lines
    ]
    return {
        "lines": lines,
        "payable": found.payable,
        "steps": calculator.steps(found.steps),
        "unconfirmed": _unconfirmed(found.unconfirmed),
    }


def _ask_retirement(calculator: Calculator, question: Question) -> Figures:
    found = retirement(
        calculator.policy,
        sex=_sex(question),
        born=_born(question),
    )
    return {
        "years": found.years,
        "months": found.months,
        "reached": str(found.reached),
        "steps": calculator.steps(found.steps),
        "unconfirmed": [],
    }


def _ask_pension(calculator: Calculator, question: Question) -> Figures:
    found = pension(
        calculator.policy,
        sex=_sex(question),
        years=_count(question, "years"),
        months=_count(question, "months", 0),
        average=_amount(question, "average"),
        on=calculator.day(question),
    )
    shared = {
        "steps": calculator.steps(found.steps),
        "unconfirmed": _unconfirmed(found.unconfirmed),
    }
    if found.rate is None:
        why = calculator.words.step(found.why) if found.why else ""
        return {"eligible": False, "why": why, "monthly": None, "lump_sum": None, **shared}
    return {
        "rate": decimal_text(found.rate),
        "monthly": found.monthly,
        "lump_sum": found.lump_sum,
        **shared,
    }


_ASKED: dict[str, Callable[[Calculator, Question], Figures]] = {
    "contribution": _ask_contribution,
    "premium": _ask_premium,
    "retirement": _ask_retirement,
    "pension": _ask_pension,
}
KINDS = tuple(_ASKED)


def decimal_text(share: Fraction) -> str:
    """Write a share as decimal text, ``0.55``, to at most eight places."""
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    text = f"{exact:.8f}".rstrip("0")
    return text + "0" if text.endswith(".") else text


def _unconfirmed(values: tuple[Unconfirmed, ...]) -> list[Figures]:
    return [{"name": row.name, "value": _plain(row.value), "why": row.why} for row in values]


def _plain(value: object) -> object:
    """Return a value of the law as JSON can hold it."""
    if isinstance(value, Fraction):
        return decimal_text(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _text(question: Question, name: str) -> str:
    value = question.get(name)
    if value is None or value == "":
        raise Problem("cli.missing_answer", name=_option(name))
    return str(value)


def _amount(question: Question, name: str) -> int:
    value = question.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    return parse_amount(_text(question, name))


def _count(question: Question, name: str, default: int | None = None) -> int:
    if question.get(name) is None and default is not None:
        return default
    text = _text(question, name).strip()
    if not (text.isascii() and text.isdigit()):
        raise Problem("cli.bad_number", value=text, least=0)
    return int(text)


def _list(question: Question, name: str) -> tuple[str, ...]:
    value = question.get(name)
    if isinstance(value, list):
        return tuple(str(part) for part in value)
    return tuple(part.strip() for part in _text(question, name).split(","))


def _sex(question: Question) -> Sex:
    match _text(question, "sex"):
        case "male":
            return "male"
        case "female":
            return "female"
        case other:
            raise Problem("cli.bad_sex", value=other)


def _born(question: Question) -> PartialDate:
    text = _text(question, "born")
    try:
        born = PartialDate.parse(text)
    except Problem:
        born = None
    if born is None or born.year not in range(1900, _YEARS.stop):
        raise Problem("cli.bad_born", value=text)
    return born


def _payer_class(question: Question) -> PayerClass:
    text = _text(question, "class")
    try:
        return PayerClass(text)
    except ValueError:
        raise Problem("cli.bad_class", value=text) from None


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")
