"""What renewing costs today, and renewing many at once: each at its price, in one change."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rules.calendar import Month, PartialDate
from rules.coverage import STATE_PAID
from rules.errors import Problem, RuleError
from rules.vsi.contribution import PayerClass, contribution, income_limits
from storage.covers import counts_on
from storage.enrolling import Circumstances, HiMember, Receipt
from storage.payment_choices import USUAL_METHOD, next_receipt
from storage.quotes import quoter_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from storage.due import DueMember, DueRow
    from storage.register import Register

Bar = Literal["state", "student", "elsewhere", "no_household", "no_law"]
_CHILD = 6  # Law on health insurance, Article 12: children under six have a card
_ELSEWHERE = frozenset({"employee", "pensioner"})
_NUMBER = re.compile(r"(.*?)(\d+)$")

_CHOSEN = "(SELECT value FROM json_each(:people))"
_PEOPLE = f"""
    SELECT p.id, p.household_id, s.kind FROM people p
    LEFT JOIN standings s ON s.household_id = p.household_id AND s.year = :year
    WHERE p.id IN {_CHOSEN}
"""
_COMPULSORY = f"""
    SELECT c.person_id FROM covers c WHERE c.person_id IN {_CHOSEN} AND c.scheme = 'csi'
    AND c.known = 'covered' AND {counts_on(":on")}
"""
_PLACES = """
    SELECT p.household_id, p.id, min(e.place)
    FROM people p JOIN enrolments e ON e.person_id = p.id
    WHERE p.household_id IN (SELECT value FROM json_each(:homes)) AND e.scheme = 'hi'
        AND e.place IS NOT NULL AND e.void_day IS NULL AND e.day BETWEEN :first AND :on
    GROUP BY p.id
"""
# With one max() in a group, the other columns are those of its row: what was last paid on.
_PAID = f"""
    SELECT person_id, income, method, max(day || id) FROM enrolments
    WHERE person_id IN {_CHOSEN} AND scheme = 'vsi' AND void_day IS NULL GROUP BY person_id
"""
_LISTED = f"""
    SELECT person_id, income, method, max(dated || id) FROM covers
    WHERE person_id IN {_CHOSEN} AND scheme = 'vsi' AND income IS NOT NULL GROUP BY person_id
"""


@dataclass(frozen=True, slots=True)
class Price:
    """What renewing one line of the due list costs today.

    Attributes:
        amount: left to pay, in đồng; None where it cannot be renewed here.
        months: paid for.
        members: who pays for a card, in which group, in their order; empty in voluntary insurance.
        income, payer_class, method: of voluntary insurance; income in đồng a month.
        start: its first month.
        barred: why it cannot be renewed here.
    """

    amount: int | None
    months: int = 0
    members: tuple[HiMember, ...] = ()
    income: int = 0
    payer_class: PayerClass = PayerClass.OTHER
    method: str = ""
    start: Month | None = None
    barred: Bar | None = None


class Prices:
    """Prices of one day; what many rows have alike is asked of the law once."""

    def __init__(self, register: Register, on: date) -> None:
        self._register = register
        self._on = on
        self._quoter = quoter_of(register, on)
        view = self._quoter.policy.on(on)
        self._terms = sorted(view.counts("hi.household_months"))
        self._methods = {str(count) for count in view.counts("vsi.pay_months")}
        self._floor, self._ceiling = income_limits(self._quoter.policy, on)
        self._limit = view.int("vsi.support_months")
        self._vsi: dict[tuple[object, ...], tuple[int, int]] = {}
        self._province = register.office.get().province_code or None

    def of(self, found: Sequence[DueRow]) -> dict[str, Price]:
        """Return the price of each row by its key, in as many queries as there are kinds."""
        people = [one.person_id for row in found for one in row.members]
        homes = list({row.household_id for row in found if row.household_id})
        values = {
            "people": json.dumps(people),
            "homes": json.dumps(homes),
            "on": self._on.isoformat(),
            "first": f"{self._on.year}-01-01",
            "year": self._on.year,
        }
        connection = self._register.connection
        standing = {row[0]: row[2] for row in connection.rows(_PEOPLE, values)}
        compulsory = set(connection.column(_COMPULSORY, values))
        places: dict[str, dict[str, int]] = {}
        for home, person, place in connection.rows(_PLACES, values):
            places.setdefault(home, {})[person] = int(place)
        last = {row[0]: (row[1], row[2]) for row in connection.rows(_LISTED, values)}
        last |= {row[0]: (row[1], row[2]) for row in connection.rows(_PAID, values)}
        used = self._register.enrolments.used_support_of(
            one.person_id for row in found for one in row.members if row.scheme == "vsi"
        )
        prices = {}
        for row in found:
            if row.scheme == "hi":
                held = places.get(row.household_id or "", {})
                prices[row.key] = self._hi(row, standing, compulsory, held)
            else:
                one = row.members[0]
                income, method = last.get(one.person_id, (None, None))
                prices[row.key] = self._voluntary(
                    one, row.days, income, method, standing.get(one.person_id),
                    used.get(one.person_id, 0),
                )  # fmt: skip
        return prices

    def _hi(
        self,
        row: DueRow,
        standings: Mapping[str, str | None],
        compulsory: set[str],
        held: Mapping[str, int],
    ) -> Price:
        """Return the bill of the members who are due and pay here, as `Quoter` makes it."""
        paying: list[DueMember] = []
        groups: list[str] = []
        barred: Bar | None = None if row.household_id else "no_household"
        for one in row.members:
            standing = standings.get(one.person_id)
            age = PartialDate.parse(one.born).age_on(self._on) if one.born else None
            why = "elsewhere" if one.person_id in compulsory else _barred(one, age, standing)
            group = self._quoter.hi.group(one.hi_group, age, standing)
            if why is None and group == "student":
                why = "student"
            if why is None and row.household_id:
                paying.append(one)
                groups.append(group)
            barred = barred or why
        if not paying:
            return Price(None, barred=barred)
        months = self._term(max(one.months for one in paying))
        places = tuple(held.get(one.person_id) for one in paying)
        bill = self._quoter.hi.bill(groups, max(held.values(), default=0) + 1, places)
        premium = next(one for one in bill.premiums if one.months == months)
        members = tuple(
            HiMember(one.person_id, line.group)
            for one, line in zip(paying, premium.lines, strict=True)
        )
        return Price(premium.payable, months, members)

    def _term(self, months: int) -> int:
        """Return the term of the law nearest to how long the last card was; a year if unknown."""
        if not months:
            return self._terms[-1]
        return min(self._terms, key=lambda term: (abs(term - months), -term))

    def _voluntary(
        self,
        one: DueMember,
        days: int,
        income: int | None,
        method: str | None,
        standing: str | None,
        used: int,
    ) -> Price:
        income = min(max(income or self._floor, self._floor), self._ceiling)
        method = method if method in self._methods else USUAL_METHOD
        payer_class = self._quoter.vsi.payer_class(standing, one.ethnic)
        amount, months = self._contribution(income, payer_class, method, min(used, self._limit))
        start = Month.of(self._on)
        if days >= 0:
            start = max(start, Month.of(one.last).plus(1))
        return Price(amount, months, (), income, payer_class, method, start)

    def _contribution(
        self, income: int, payer_class: PayerClass, method: str, used: int
    ) -> tuple[int, int]:
        key = (income, payer_class, method, used)
        if key not in self._vsi:
            found = contribution(
                self._quoter.policy,
                income=income,
                payer_class=payer_class,
                method=method,
                on=self._on,
                province=self._province,
                used_support_months=used,
            )
            self._vsi[key] = found.payable, found.months
        return self._vsi[key]


def _barred(one: DueMember, age: int | None, standing: str | None) -> Bar | None:
    """Return why a member's card is not paid for here: the state, a school or an employer does."""
    if one.hi_group in STATE_PAID or standing == "poor" or (age is not None and age < _CHILD):
        return "state"
    if one.hi_group == "student":
        return "student"
    return "elsewhere" if one.hi_group in _ELSEWHERE else None


@dataclass(frozen=True, slots=True)
class RenewalLine:
    """One line that would be renewed: its price, its receipt; or what is against it."""

    row: DueRow
    price: Price
    receipt: str
    problem: Problem | None = None

    @property
    def written(self) -> bool:
        """Whether renewing would write it."""
        return self.problem is None and self.price.amount is not None


@dataclass(frozen=True, slots=True)
class Renewals:
    """What renewing many would write, before it is written.

    Attributes:
        total: of the lines that can be written, in đồng.
        people: in those lines.
        short: how many receipts the book does not have any more.
    """

    lines: tuple[RenewalLine, ...]
    book: str
    total: int
    people: int
    short: int

    @property
    def refused(self) -> tuple[RenewalLine, ...]:
        """The lines that cannot be renewed."""
        return tuple(one for one in self.lines if not one.written)


@dataclass(frozen=True, slots=True)
class Taking:
    """Who takes the money of many renewals, when and how; the first receipt, the rest follow."""

    day: date
    collector_id: str | None = None
    book: str = ""
    receipt: str = ""
    means: Literal["cash", "transfer"] = "cash"


def preview_renewals(register: Register, found: Sequence[DueRow], taking: Taking) -> Renewals:
    """Return what `renew` would write: price and receipt of each line, and what is refused.

    The rows of one household share a receipt, as one payment of it does.
    """
    try:
        prices = Prices(register, taking.day).of(found)
    except RuleError:
        prices = {row.key: Price(None, barred="no_law") for row in found}
    numbers = _Numbers(register, taking)
    lines, shared = [], dict[str, str]()
    for row in found:
        price = prices[row.key]
        problem = None
        if price.amount is not None:
            try:
                _terms(register, row, price, taking.day)
            except Problem as found_problem:
                problem = found_problem
        receipt = ""
        if price.amount is not None and problem is None:
            home = row.household_id or row.key
            if home not in shared:
                shared[home] = numbers.following()
            receipt = shared[home]
        lines.append(RenewalLine(row, price, receipt, problem))
    done = [one for one in lines if one.written]
    return Renewals(
        lines=tuple(lines),
        book=taking.book,
        total=sum(one.price.amount or 0 for one in done),
        people=sum(len(one.price.members) or 1 for one in done),
        short=numbers.short,
    )


def renew(register: Register, previewed: Renewals, taking: Taking) -> tuple[str, ...]:
    """Write every line that can be; inside one change. Returns the ids of the enrolments.

    Raises:
        RuleError, StorageError: as `Enrolments.enrol_hi` and `enrol_vsi`; nothing is written then.
    """
    ids: list[str] = []
    for line in previewed.lines:
        if not line.written:
            continue
        receipt = Receipt(line.receipt, previewed.book, taking.collector_id, taking.means)
        about = Circumstances(day=taking.day, receipt=receipt)
        price = line.price
        if line.row.scheme == "hi":
            ids += register.enrolments.enrol_hi(
                str(line.row.household_id), months=price.months, members=price.members, about=about
            )
        elif price.start is not None:
            ids.append(
                register.enrolments.enrol_vsi(
                    line.row.person_id,
                    income=price.income,
                    payer_class=price.payer_class,
                    method=price.method,
                    start=price.start,
                    about=about,
                )
            )
    return tuple(ids)


def _terms(register: Register, row: DueRow, price: Price, day: date) -> None:
    """Ask what would be written; raises what is against it."""
    about = Circumstances(day=day)
    if row.scheme == "hi":
        register.enrolments.hi_terms(
            str(row.household_id), months=price.months, members=price.members, about=about
        )
    elif price.start is not None:
        register.enrolments.vsi_terms(
            row.person_id,
            income=price.income,
            payer_class=price.payer_class,
            method=price.method,
            start=price.start,
            about=about,
        )


class _Numbers:
    """Receipt numbers running on in a book, those written already left out."""

    def __init__(self, register: Register, taking: Taking) -> None:
        self._register = register
        self._taking = taking
        self._next = taking.receipt or next_receipt(register, taking.book).number
        self._written: set[str] = set(
            register.connection.column(
                "SELECT DISTINCT receipt FROM payments WHERE book = ?", (taking.book,)
            )
        )
        self._counted = bool(self._next)
        self.short = 0

    def following(self) -> str:
        """Return the next free number; empty where none was begun with, or the book is full."""
        books, taking = self._register.receipt_books, self._taking
        number = self._next
        while number in self._written:
            number = _after(number)
        if number and books.doubt(taking.book, number, None) == "outside":
            number = ""
        if not number:
            self.short += self._counted
            self._next = ""
            return ""
        self._next = _after(number)
        return number


def _after(number: str) -> str:
    match = _NUMBER.fullmatch(number)
    return f"{match[1]}{int(match[2]) + 1:0{len(match[2])}d}" if match else ""


def payable_of(prices: Iterable[Price]) -> int:
    """Return the sum of what can be renewed, in đồng."""
    return sum(price.amount or 0 for price in prices)
