"""Enrolments and their payments, computed by the law and kept with their working."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from storage import enrolling, rows, snapshots
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rules.calendar import Month
    from rules.vsi.contribution import PayerClass
    from rules.working import Step
    from storage.enrolling import Circumstances, HiMember, HiTerms, Receipt, VsiTerms
    from storage.register import Register

Kind = Literal["new", "renewal", "rejoin"]
Changed = Literal["level", "method", "both"]


@dataclass(frozen=True, slots=True)
class Payment:
    """Money taken for an enrolment; the amount in đồng, the organisation as it was that day."""

    id: str
    day: date
    amount: int
    book: str
    receipt: str
    collector_id: str | None
    collector: str | None
    means: Literal["cash", "transfer"]
    organisation: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One enrolment of one person; amounts in đồng, income in đồng a month.

    Attributes:
        start: first day covered.
        until: last day covered.
        place: place in the household's order, of HI paid as a household.
        local_support: None where no resolution of the province was recorded.
        parameters: what was asked, and the values of the law used, as they were that day.
        working: the steps, each with code, figures, amount and sources.
        changed: what is not as it was in the enrolment before: level, method, both.
        void_day: when it was struck out as written by mistake; it counts for nothing.
        payments: what was paid so far.
    """

    id: str
    person_id: str
    person: str
    scheme: Literal["hi", "vsi"]
    kind: Kind
    day: date
    method: str
    months: int
    start: date
    until: date
    income: int | None
    payer_class: str | None
    hi_group: str | None
    place: int | None
    gross: int
    state_support: int
    local_support: int | None
    other_support: int
    payable: int
    supported_months: int
    won_visit_id: str | None
    won_event_id: str | None
    note: str
    changed: Changed | None
    void_day: date | None
    void_why: str
    parameters: dict[str, Any]
    working: tuple[Step, ...]
    payments: tuple[Payment, ...]


_SELECT = """
    SELECT e.id, e.person_id, p.name, e.scheme, e.kind, e.day, e.method, e.months, e.start,
        e.until, e.income, e.payer_class, e.hi_group, e.place, e.gross, e.state_support,
        e.local_support, e.other_support, e.payable, e.supported_months, e.won_visit_id,
        e.won_event_id, e.note, e.changed, e.void_day, e.void_why, e.parameters, e.working,
        y.id, y.day, y.amount, y.book, y.receipt, y.collector_id, s.name, y.means, y.organisation
    FROM enrolments e JOIN people p ON p.id = e.person_id
    LEFT JOIN payments y ON y.enrolment_id = e.id
    LEFT JOIN staff s ON s.id = y.collector_id
"""
PAID_MONTHS = """
    SELECT person_id, months, supported_months AS supported FROM enrolments
    WHERE scheme = 'vsi' AND void_day IS NULL
    UNION ALL
    SELECT person_id, months, supported_months FROM earlier_spells WHERE scheme = 'vsi'
    UNION ALL
    SELECT s.person_id, -s.months, -s.supported_months
    FROM stops s JOIN enrolments e ON e.id = s.enrolment_id AND e.void_day IS NULL
    WHERE s.scheme = 'vsi' AND s.months > 0
"""
_ORDER = "ORDER BY e.day DESC, e.id DESC, y.day, y.id"


class Enrolments:
    """The enrolments of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def enrol_vsi(
        self,
        person_id: str,
        *,
        income: int,
        payer_class: PayerClass,
        method: str,
        start: Month,
        about: Circumstances,
    ) -> str:
        """Enrol a person in voluntary social insurance; inside a change.

        Writes the enrolment with its working, the cover of the months paid for, and the payment.

        Args:
            person_id: who joins.
            income: the income chosen, đồng a month.
            payer_class: the class with the highest support.
            method: as `rules.vsi.contribution.contribution`.
            start: the first month paid for.
            about: the day of payment, which decides every value; the receipt; where it was won.

        Returns:
            The id of the enrolment.

        Raises:
            RuleError: as `rules.vsi.contribution.contribution`.
            StorageError: no_such_row; already_enrolled (name, until) when a month is paid twice;
                not_allowed.
        """
        return enrolling.enrol_vsi(
            self._register,
            person_id,
            income=income,
            payer_class=payer_class,
            method=method,
            start=start,
            about=about,
        )

    def enrol_hi(
        self,
        household_id: str,
        *,
        months: int,
        members: Sequence[HiMember],
        about: Circumstances,
    ) -> tuple[str, ...]:
        """Enrol members of a household in health insurance; inside a change.

        Each member gets an enrolment, a cover from the day the card counts, and a payment; the
        place in the order goes on from members who have paid as a household this year.

        Args:
            household_id: the household.
            months: 3, 6 or 12 where anybody joins as a household.
            members: in the order in which they pay.
            about: the day of payment, which decides every value; the receipt; where it was won.

        Returns:
            The ids of the enrolments, in the order of the members.

        Raises:
            RuleError: as `rules.hi.premium.premium`.
            StorageError: not_a_member; not_allowed.
        """
        return enrolling.enrol_hi(
            self._register,
            household_id,
            months=months,
            members=members,
            about=about,
        )

    def vsi_terms(
        self,
        person_id: str,
        *,
        income: int,
        payer_class: PayerClass,
        method: str,
        start: Month,
        about: Circumstances,
    ) -> VsiTerms:
        """Return what `enrol_vsi` would write for the same question, writing nothing.

        Raises:
            RuleError, StorageError: as `enrol_vsi`.
        """
        return enrolling.vsi_terms(
            self._register,
            person_id,
            income=income,
            payer_class=payer_class,
            method=method,
            start=start,
            about=about,
        )

    def hi_terms(
        self,
        household_id: str,
        *,
        months: int,
        members: Sequence[HiMember],
        about: Circumstances,
    ) -> HiTerms:
        """Return what `enrol_hi` would write for the same question, writing nothing.

        Raises:
            RuleError, StorageError: as `enrol_hi`.
        """
        return enrolling.hi_terms(
            self._register,
            household_id,
            months=months,
            members=members,
            about=about,
        )

    def add_payment(self, enrolment_id: str, *, day: date, amount: int, receipt: Receipt) -> str:
        """Keep money taken for an enrolment, in đồng; inside a change."""
        payment_id = self._register.new_id()
        fields = {
            "id": payment_id,
            "enrolment_id": enrolment_id,
            "day": day,
            "amount": amount,
            "book": receipt.book,
            "receipt": receipt.number,
            "collector_id": receipt.collector_id,
            "means": receipt.means,
            "organisation": self._organisation(receipt.collector_id),
        }
        rows.insert(self._connection, "payments", fields)
        return payment_id

    def _organisation(self, collector_id: str | None) -> str:
        """Return where a collector works now: where the money is counted, wherever they go."""
        found = self._connection.value(
            "SELECT coalesce(o.name, s.organisation) FROM staff s LEFT JOIN points t"
            " ON t.id = s.point_id LEFT JOIN organisations o ON o.id = t.organisation_id"
            " WHERE s.id = ?",
            (collector_id,),
        )
        return str(found or "")

    def void(self, enrolment_id: str, *, day: date, why: str) -> None:
        """Strike out an enrolment that was written by mistake; inside a change.

        It stays where it is, with its receipt, and counts for nothing; its cover is taken back.

        Raises:
            StorageError: no_such_row; no_void_reason; already_void (day).
        """
        row = self._connection.row("SELECT void_day FROM enrolments WHERE id = ?", (enrolment_id,))
        if row is None:
            raise StorageError("no_such_row", kind="enrolments")
        if row[0] is not None:
            raise StorageError("already_void", day=rows.day(row[0]))
        if not why.strip():
            raise StorageError("no_void_reason")
        fields = {"void_day": day, "void_why": why.strip()}
        rows.update(self._connection, "enrolments", enrolment_id, fields)
        self._connection.execute(
            "DELETE FROM covers WHERE source = 'enrolment' AND source_id = ?", (enrolment_id,)
        )

    def of_household(self, household_id: str) -> tuple[Enrolment, ...]:
        """Return the enrolments of everybody who is in a household now, newest first."""
        return self._read("p.household_id = ?", household_id)

    def of_person(self, person_id: str) -> tuple[Enrolment, ...]:
        """Return the enrolments of one person, newest first."""
        return self._read("e.person_id = ?", person_id)

    def _read(self, where: str, value: str) -> tuple[Enrolment, ...]:
        return _grouped(self._connection.rows(f"{_SELECT} WHERE {where} {_ORDER}", (value,)))

    def list(self, *, limit: int = -1, offset: int = 0) -> tuple[Enrolment, ...]:
        """Return enrolments, newest first."""
        found = self._connection.rows(
            f"{_SELECT} WHERE e.id IN (SELECT id FROM enrolments ORDER BY day DESC, id DESC"
            f" LIMIT ? OFFSET ?) {_ORDER}",
            (limit, offset),
        )
        return _grouped(found)

    def count(self) -> int:
        """Return how many enrolments there are."""
        return int(self._connection.value("SELECT count(*) FROM enrolments"))

    def used_support_months(self, person_id: str) -> int:
        """Return how many months of VSI the state has supported so far, over all spells."""
        return self.used_support_of([person_id]).get(person_id, 0)

    def paid_months(self, person_id: str) -> int:
        """Return how many months of VSI a person has paid for so far, over all spells."""
        return self.paid_of([person_id]).get(person_id, (0, 0))[0]

    def used_support_of(self, person_ids: Iterable[str]) -> dict[str, int]:
        """Return the months supported so far of each of these people who has any paid for."""
        return {one: supported for one, (_, supported) in self.paid_of(person_ids).items()}

    def paid_of(self, person_ids: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return months of VSI paid and supported so far; who has paid for none is left out.

        Those paid before this register was begun, or elsewhere, count as those paid here do.
        """
        found = self._connection.rows(
            f"SELECT person_id, sum(months), sum(supported) FROM ({PAID_MONTHS})"
            " WHERE person_id IN (SELECT value FROM json_each(?)) GROUP BY person_id",
            (json.dumps(list(person_ids)),),
        )
        return {row[0]: (int(row[1]), int(row[2])) for row in found}


def _grouped(found: Sequence[Any]) -> tuple[Enrolment, ...]:
    """Put the payments of each enrolment together; its rows come one after another."""
    payments: dict[str, list[Payment]] = {}
    heads: dict[str, Any] = {}
    for row in found:
        heads.setdefault(row[0], row)
        kept = payments.setdefault(row[0], [])
        if row[28] is not None:
            kept.append(Payment(row[28], date.fromisoformat(row[29]), *row[30:37]))
    return tuple(_enrolment(row, tuple(payments[row[0]])) for row in heads.values())


def _enrolment(row: Any, payments: tuple[Payment, ...]) -> Enrolment:
    cells = list(row[:28])
    for place in (5, 8, 9):
        cells[place] = date.fromisoformat(cells[place])
    cells[24] = rows.day(row[24])
    cells[26:] = [json.loads(row[26]), snapshots.read_working(row[27]), payments]
    return rows.made(Enrolment, cells)
