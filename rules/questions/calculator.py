"""Questions about the law in plain values, as a file or a command line asks them, and answers."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from rules.calendar import Month
from rules.errors import Problem
from rules.hi.premium import premium
from rules.household.figures import outlook_figures
from rules.policy import Policy
from rules.questions.benefits import BENEFITS
from rules.questions.cards import CARDS
from rules.questions.facts import (
    Asker,
    Figures,
    Question,
    amount_of,
    born_of,
    class_of,
    count_of,
    decimal_text,
    list_of,
    month_of,
    read_day,
    sex_of,
    span_of,
    step_rows,
    text_of,
    unconfirmed_rows,
)
from rules.vsi.contribution import contribution, rising_floor
from rules.vsi.outlook import outlook
from rules.vsi.pension import pension
from rules.vsi.retirement import retirement
from rules.words import Words
from rules.working import Step


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
        return step_rows(self.words, steps)


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


def _ask_contribution(calculator: Asker, question: Question) -> Figures:
    """Answer what a payment is; the first month it is for, if given, may be worth a warning."""
    on, income = calculator.day(question), amount_of(question, "income")
    first = month_of(question, "first_month") or Month.of(on)
    found = contribution(
        calculator.policy,
        income=income,
        payer_class=class_of(question),
        method=text_of(question, "method"),
        on=on,
        province=calculator.province(question),
        used_support_months=count_of(question, "used_support_months", 0),
    )
    notes = (
        *found.notes,
        *rising_floor(calculator.policy, income=income, first_month=first, on=on),
    )
    return {
        "gross": found.gross,
        "state_support": found.state_support,
        "local_support": found.local_support,
        "other_support": found.other_support,
        "payable": found.payable,
        "steps": calculator.steps(found.steps),
        "notes": [calculator.words.step(note) for note in notes],
        "unconfirmed": unconfirmed_rows(found.unconfirmed),
    }


def _ask_premium(calculator: Asker, question: Question) -> Figures:
    found = premium(
        calculator.policy,
        on=calculator.day(question),
        months=count_of(question, "months"),
        members=list_of(question, "members"),
        first_place=count_of(question, "first_place", 1),
        province=calculator.province(question),
    )
    lines = [
        {
            "group": line.group,
            "order": line.order,
            "gross": line.gross,
            "support": line.support,
            **_recorded({"local": line.local, "other": line.other}),
            "payable": line.payable,
        }
        for line in found.lines
    ]
    return {
        "lines": lines,
        "payable": found.payable,
        "steps": calculator.steps(found.steps),
        "unconfirmed": unconfirmed_rows(found.unconfirmed),
    }


def _recorded(extras: Figures) -> Figures:
    """Return what somebody adds, without those of whom nothing is recorded."""
    return {name: amount for name, amount in extras.items() if amount is not None}


def _ask_retirement(calculator: Asker, question: Question) -> Figures:
    found = retirement(
        calculator.policy,
        sex=sex_of(question),
        born=born_of(question),
    )
    return {
        "years": found.years,
        "months": found.months,
        "reached": str(found.reached),
        "steps": calculator.steps(found.steps),
        "unconfirmed": [],
    }


def _ask_pension(calculator: Asker, question: Question) -> Figures:
    on = calculator.day(question)
    found = pension(
        calculator.policy,
        sex=sex_of(question),
        years=count_of(question, "years"),
        months=count_of(question, "months", 0),
        average=amount_of(question, "average"),
        on=on,
        late_months=count_of(question, "late_months", 0),
    )
    promise = (Step("today_money", {"day": on}),) if found.eligible else ()
    shared = {
        "steps": calculator.steps((*found.steps, *promise)),
        "unconfirmed": unconfirmed_rows(found.unconfirmed),
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


def _ask_outlook(calculator: Asker, question: Question) -> Figures:
    on = calculator.day(question)
    found = outlook(
        calculator.policy,
        sex=sex_of(question),
        born=born_of(question),
        income=amount_of(question, "income"),
        first_month=month_of(question, "first_month") or Month.of(on),
        on=on,
        paid_months=span_of(question, "paid_months", 0),
    )
    return {
        **outlook_figures(found),
        "steps": calculator.steps(found.steps),
        "unconfirmed": unconfirmed_rows(found.unconfirmed),
    }


_ASKED: dict[str, Callable[[Asker, Question], Figures]] = {
    "contribution": _ask_contribution,
    "premium": _ask_premium,
    "retirement": _ask_retirement,
    "pension": _ask_pension,
    "outlook": _ask_outlook,
    **BENEFITS,
    **CARDS,
}
KINDS = tuple(_ASKED)
