"""What a question about the law says: its fields read, and its answers as plain values."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Protocol, TypeVar

from rules.calendar import Month, PartialDate
from rules.errors import Problem, RuleError
from rules.money import parse_amount
from rules.policy import Policy
from rules.sex import Sex
from rules.vsi.contribution import PayerClass
from rules.words import Words
from rules.working import Step, Unconfirmed

Question = Mapping[str, object]
Figures = dict[str, Any]
Choice = TypeVar("Choice", bound=StrEnum)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,9}")
_YEARS = range(1995, 2200)
"""Years that a working day may fall in: since social insurance has been a scheme of its own."""
_LONGEST_MONTHS = 1200
FIELDS = (
    *("income", "class", "method", "province", "used_support_months", "months", "members"),
    *("sex", "born", "years", "average", "late_months"),
    *("first_month", "last_month", "retirement_month", "paid_on", "used_months", "reason"),
    *("spells", "compulsory_months", "compulsory_average"),
    *("enough_in", "prepaid_until", "made_up_in", "first_vsi", "vsi_months"),
    *("months_before_2014", "paid_amount", "supported", "died", "pensioner", "social_pension"),
    *("pension", "months_received", "birth", "children", "mother", "father"),
    *("mother_compulsory", "father_compulsory"),
    *("mother_compulsory_benefit", "father_compulsory_benefit"),
    *("until_months", "standing", "other_allowance"),
    *("first_place", "group", "ended", "decided", "grade", "age", "care", "cost", "copaid"),
    *("continuous_since", "card", "si_number", "paid_months"),
)
"""Every field of a question beside its kind and its day; an option has dashes for underscores."""


class Asker(Protocol):
    """Whoever a question is put to: the law, the words, and the day and place that count."""

    @property
    def policy(self) -> Policy:
        """The values of the law."""

    @property
    def words(self) -> Words:
        """The sentences of steps."""

    def day(self, question: Question) -> date:
        """Return the day of a question."""

    def province(self, question: Question) -> str | None:
        """Return the code of the province whose own values count."""

    def steps(self, steps: tuple[Step, ...]) -> list[Figures]:
        """Return each step as its sentence, its amount and its sources."""


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


def decimal_text(share: Fraction) -> str:
    """Write a share as decimal text, ``0.55``, to at most eight places."""
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    text = f"{exact:.8f}".rstrip("0")
    return text + "0" if text.endswith(".") else text


def unconfirmed_rows(values: tuple[Unconfirmed, ...]) -> list[Figures]:
    """Return what is not confirmed as plain values."""
    return [{"name": row.name, "value": plain_value(row.value), "why": row.why} for row in values]


def step_rows(words: Words, steps: tuple[Step, ...]) -> list[Figures]:
    """Return each step as its sentence, its amount and its sources."""
    return [
        {
            "what": words.step(step),
            "amount": step.amount,
            "cite": "; ".join(cite.full for cite in step.cites),
        }
        for step in steps
    ]


def plain_value(value: object) -> object:
    """Return a value of the law as JSON can hold it."""
    if isinstance(value, Fraction):
        return decimal_text(value)
    if isinstance(value, tuple):
        return [plain_value(part) for part in value]
    return value


def text_of(question: Question, name: str) -> str:
    """Read a field that must be there; raises Problem ``cli.missing_answer``."""
    value = question.get(name)
    if value is None or value == "":
        raise Problem("cli.missing_answer", name=option(name))
    return str(value)


def amount_of(question: Question, name: str) -> int:
    """Read an amount in đồng; raises RuleError ``bad_amount``."""
    value = question.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    return parse_amount(text_of(question, name))


def count_of(question: Question, name: str, default: int | None = None) -> int:
    """Read a whole number that is not negative; raises Problem ``cli.bad_number``."""
    if question.get(name) is None and default is not None:
        return default
    text = text_of(question, name).strip()
    if not _WHOLE.fullmatch(text):
        raise Problem("cli.bad_number", value=text, least=0)
    return int(text)


def list_of(question: Question, name: str) -> tuple[str, ...]:
    """Read a list, or one written with commas."""
    value = question.get(name)
    if isinstance(value, list):
        return tuple(str(part) for part in value)
    return tuple(part.strip() for part in text_of(question, name).split(","))


def sex_of(question: Question) -> Sex:
    """Read the sex; raises Problem ``cli.bad_sex``."""
    match text_of(question, "sex"):
        case "male":
            return "male"
        case "female":
            return "female"
        case other:
            raise Problem("cli.bad_sex", value=other)


def born_of(question: Question) -> PartialDate:
    """Read the date of birth; raises Problem ``cli.bad_born``."""
    text = text_of(question, "born")
    try:
        born = PartialDate.parse(text)
    except Problem:
        born = None
    if born is None or born.year not in range(1900, _YEARS.stop):
        raise Problem("cli.bad_born", value=text)
    return born


def class_of(question: Question) -> PayerClass:
    """Read the class of a payer; raises Problem ``cli.bad_class``."""
    return read_class(text_of(question, "class"))


def read_class(text: str) -> PayerClass:
    """Return the class of a payer; raises Problem ``cli.bad_class``."""
    try:
        return PayerClass(text)
    except ValueError:
        raise Problem("cli.bad_class", value=text) from None


def choice_of(question: Question, name: str, kind: type[Choice], default: Choice) -> Choice:
    """Read one of the values of an enumeration; raises Problem ``cli.bad_choice``."""
    text = str(question.get(name) or default)
    try:
        return kind(text)
    except ValueError:
        known = ", ".join(kind)
        raise Problem("cli.bad_choice", value=text, name=option(name), known=known) from None


def span_of(question: Question, name: str, default: int | None = None) -> int:
    """Read a number of months of a life; raises Problem ``cli.bad_span``."""
    if question.get(name) is None and default is not None:
        return default
    return read_span(text_of(question, name))


def read_span(text: str) -> int:
    """Return a number of months of a life; raises Problem ``cli.bad_span``."""
    plain = text.strip()
    if not _WHOLE.fullmatch(plain) or int(plain) > _LONGEST_MONTHS:
        raise Problem("cli.bad_span", value=text, most=_LONGEST_MONTHS)
    return int(plain)


def month_of(question: Question, name: str) -> Month | None:
    """Read a month, None where there is none; raises RuleError ``bad_month``."""
    value = question.get(name)
    return None if value is None or value == "" else read_month(str(value))


def read_month(text: str) -> Month:
    """Return a month of the years that law is asked about; raises RuleError ``bad_month``."""
    month = Month.parse(text)
    if month.year not in _YEARS:
        raise RuleError("bad_month", value=text)
    return month


def is_yes(question: Question, name: str) -> bool:
    """Read a yes: true, or ``yes`` on a command line; raises Problem ``cli.bad_yes``."""
    match question.get(name):
        case None | False | "no" | "":
            return False
        case True | "yes":
            return True
        case other:
            raise Problem("cli.bad_yes", value=other, name=option(name))


def option(name: str) -> str:
    """Return what a field is called on the command line."""
    return "--" + name.replace("_", "-")
