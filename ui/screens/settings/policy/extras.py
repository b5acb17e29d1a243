"""Support that is added to the state's: the groups it is for, and a field of percent or đồng."""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Signal

from rules.errors import Problem
from rules.money import dong, number, parse_amount
from rules.policy import Policy, Value
from ui.fields import FieldState, LineField, set_look
from ui.screens.settings.policy.wording import tr

# 50.000 is an amount: a percentage has at most two decimals, unless its sign says what it is
_PERCENT = re.compile(r"(\d+(?:[.,]\d{1,2})?)|(\d+(?:[.,]\d+)?)\s*%")
_LEAST = 1_000  # đồng a month; a smaller number is a percentage


@dataclass(frozen=True, slots=True)
class Group:
    """One row: its class of voluntary insurance and its group of health insurance, if any."""

    title: str
    vsi: str = ""
    hi: str = ""
    pension: bool = False

    def fields(self) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
        """Scheme and group of its two fields, None where it has none."""
        first = ("vsi", self.vsi) if self.vsi else ("social_pension", "") if self.pension else None
        return first, ("hi", self.hi) if self.hi else None

    @property
    def national(self) -> str:
        """The name of what the whole country gives."""
        if self.pension:
            return "social_pension"
        return f"vsi.support.{self.vsi}" if self.vsi else f"hi.support.{self.hi}"


def name_of(key: tuple[str, str], giver: str, province: str) -> str:
    """The name under which support is kept."""
    scheme, group = key
    return ".".join(part for part in (scheme, giver, province, group) if part)


def groups() -> tuple[Group, ...]:
    """The rows, in the order of the law."""
    return (
        Group(tr("Hộ nghèo"), "poor"),
        Group(tr("Hộ cận nghèo"), "near_poor", "near_poor"),
        Group(tr("Dân tộc thiểu số"), "ethnic_minority", "ethnic_former_region"),
        Group(tr("Khác"), "other", "household"),
        Group(tr("Xã đảo, đặc khu"), "island"),
        Group(tr("Nông, lâm, ngư"), "", "average_agri"),
        Group(tr("Học sinh, sinh viên"), "", "student"),
        Group(tr("An ninh cơ sở"), "", "security_force"),
        Group(tr("Nạn nhân mìn"), "", "mine_victim"),
        Group(tr("Hưu trí xã hội"), pension=True),
    )


def _share(digits: str) -> Fraction:
    return Fraction(digits.replace(",", ".")) / 100


class ExtraEdit(LineField):
    """A percentage from 0 to 100, or đồng a month; empty is not known.

    Signals:
        said: something is wrong, or (empty) no more.
    """

    said = Signal()

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, "", small=True, right=True)
        self.recorded = ""
        self.wrong = ""
        self.line.setAccessibleName(label)
        self.line.setTextMargins(-4, 0, -4, 0)  # a narrow cell: the words need its edges too
        self.changed.connect(self.dress)
        self.dress()

    def read(self, text: str) -> Fraction | int:
        """A share of the base, or đồng a month.

        Raises:
            Problem: bad_share.
        """
        found = _PERCENT.fullmatch(text.strip())
        share = _share(found[1] or found[2]) if found else None
        if share is not None and share <= 1:
            return share
        try:
            amount = parse_amount(text)
        except Problem:
            raise Problem("bad_share", value=text) from None
        if "%" in text or amount < _LEAST:
            raise Problem("bad_share", value=text)
        return amount

    def show_value(self, value: Any) -> str:
        """30 %, or 50.000."""
        return f"{number(value * 100)} %" if isinstance(value, Fraction) else dong(value)

    def set_state(self, state: FieldState, message: str = "") -> None:
        """Show a state; what is wrong is said below the table, where there is room."""
        self.state = state
        self.wrong = message if state == "error" else ""
        set_look(self.line, "state", state)
        self.line.setAccessibleDescription(message)
        self.said.emit()

    def dress(self) -> None:
        """Dashed with “chưa rõ” while nothing is typed and nothing is recorded."""
        unknown = not self.text().strip() and not self.recorded
        self.line.setPlaceholderText(self.recorded or tr("chưa rõ"))
        if self.state != "error":
            self.set_state("unknown" if unknown else "")

    def clear(self) -> None:
        """Forget what was said."""
        super().clear()
        self.dress()

    def show_recorded(self, text: str) -> None:
        """Show what is recorded already, as a hint."""
        self.recorded = text
        self.dress()


def recorded_extras(
    policy: Policy, province: str, giver: str, on: date
) -> dict[tuple[str, str], Value]:
    """What a giver adds in a province on a day, by scheme and group."""
    view = policy.on(on)
    found = {}
    for group in groups():
        for key in group.fields():
            value = view.find(name_of(key, giver, province)) if key else None
            if key is not None and value is not None:
                found[key] = value
    return found
