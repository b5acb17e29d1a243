"""Who stopped, why, and what was given back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from rules.calendar import Month
from rules.vsi.contribution import PayerClass
from rules.vsi.refund import Payment, RefundReason, refund
from storage import rows, snapshots
from storage.errors import StorageError

if TYPE_CHECKING:
    from rules.vsi.refund import Refund
    from rules.working import Step
    from storage.enrolments import Enrolment
    from storage.register import Register

Scheme = Literal["hi", "vsi"]
STOP_REASONS = (
    "income", "birth", "illness", "away", "unwilling",
    "compulsory", "pension", "withdrawal", "death", "other_card", "other",
)  # fmt: skip
"""Why somebody stops, by code under ``stop_reason``; any other words are kept as they are."""
VSI_REFUNDS = frozenset(reason.value for reason in RefundReason)
"""When months of voluntary insurance paid ahead are given back (Decree 159/2025/NĐ-CP, Art. 8)."""
HI_REFUNDS = frozenset({"other_card", "death"})
"""When a premium is given back: a card of another group came, or death before the card began
(Decree 146/2018/NĐ-CP of 17/10/2018, Article 20). The social insurance office says how much."""
# With these the insurance itself is over, whatever was paid ahead.
_ENDS_COVER = VSI_REFUNDS | HI_REFUNDS


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop; ``day`` is the first day without insurance, the refund in đồng.

    ``months``: how many months paid for were given back.
    """

    id: str
    person_id: str
    scheme: Scheme
    day: date
    reason: str
    enrolment_id: str | None
    refund: int | None
    refund_day: date | None
    months: int
    working: tuple[Step, ...]
    note: str


class Stops:
    """The stops of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def last_paid(self, person_id: str, scheme: Scheme) -> Enrolment | None:
        """Return the enrolment that reaches furthest and counts; None without any."""
        found = [
            one
            for one in self._register.enrolments.of_person(person_id)
            if one.scheme == scheme and one.void_day is None
        ]
        return max(found, key=lambda one: (one.until, one.day, one.id), default=None)

    def refund_of(self, enrolment: Enrolment, day: date, reason: str) -> Refund | None:
        """Return what the law gives back of months paid ahead; None where it gives back nothing.

        A month that has begun before the first day without insurance is used.

        Raises:
            RuleError: as `rules.vsi.refund.refund`.
        """
        if enrolment.scheme != "vsi" or reason not in VSI_REFUNDS:
            return None
        if enrolment.method.startswith("missing") or enrolment.payer_class is None:
            return None
        begun = Month.of(enrolment.start).months_until(Month.of(day)) + (day.day > 1)
        used = min(max(0, begun), enrolment.months)
        asked = enrolment.parameters.get("asked", {})
        payment = Payment(
            income=enrolment.income or 0,
            payer_class=PayerClass(enrolment.payer_class),
            method=enrolment.method,
            paid_on=enrolment.day,
            province=asked.get("province"),
            used_support_months=int(asked.get("used_support_months") or 0),
        )
        policy = self._register.policies.policy()
        return refund(policy, payment, used=used, reason=RefundReason(reason))

    def stop(
        self,
        person_id: str,
        scheme: Scheme,
        *,
        day: date,
        reason: str,
        given_back: int | None = None,
        refund_day: date | None = None,
        note: str = "",
    ) -> str:
        """Keep that somebody stops; inside a change.

        Where the law says that the insurance itself is over, the cover ends the day before; else
        what was paid is held to its end. A refund of voluntary insurance is what the law gives
        back, kept with its working; one of health insurance is what the social insurance office
        decided, and only in the cases the law has.

        Args:
            person_id: who stops.
            scheme: which insurance.
            day: the first day without it.
            reason: a code of `STOP_REASONS`, or words.
            given_back: đồng; None where nothing is, or is known yet.
            refund_day: when it was handed over.
            note: what else is known.

        Raises:
            StorageError: no_such_row; no_stop_reason; no_refund_here where the law gives back
                nothing for that reason.
        """
        if not reason.strip():
            raise StorageError("no_stop_reason")
        self._register.people.get(person_id)
        last = self.last_paid(person_id, scheme)
        working: tuple[Step, ...] = ()
        months = supported = 0
        if given_back is not None:
            due = self.refund_of(last, day, reason) if last is not None else None
            if (due is None) if scheme == "vsi" else (reason not in HI_REFUNDS):
                raise StorageError("no_refund_here")
            if due is not None and last is not None:
                working, months = due.steps, due.months
                supported = max(0, last.supported_months - (last.months - months))
        stop_id = self._register.new_id()
        fields = {
            "id": stop_id,
            "person_id": person_id,
            "scheme": scheme,
            "day": day,
            "reason": reason.strip(),
            "enrolment_id": last.id if last else None,
            "refund": given_back,
            "refund_day": refund_day,
            "months": months,
            "supported_months": supported,
            "working": snapshots.working(working),
            "note": note,
        }
        rows.insert(self._connection, "stops", fields)
        if reason in _ENDS_COVER:
            self._register.covers.add(
                person_id, scheme=scheme, known="not_covered", dated=day, source_id=stop_id
            )
        return stop_id

    def of_person(self, person_id: str) -> tuple[Stop, ...]:
        """Return the stops of one person, newest first."""
        found = self._connection.rows(
            "SELECT id, person_id, scheme, day, reason, enrolment_id, refund, refund_day, months,"
            " working, note FROM stops WHERE person_id = ? ORDER BY day DESC, id DESC",
            (person_id,),
        )
        return tuple(
            rows.made(
                Stop,
                (
                    *row[:3], date.fromisoformat(row[3]), *row[4:7], rows.day(row[7]), row[8],
                    snapshots.read_working(row[9]), row[10],
                ),
            )
            for row in found
        )  # fmt: skip
