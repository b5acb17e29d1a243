"""Until when a payment of voluntary insurance may be made, and what months it covers."""

from dataclasses import dataclass
from datetime import date

from rules.calendar import Month
from rules.errors import RuleError
from rules.policy import Policy
from rules.vsi.payment_method import Method, read_method
from rules.working import Figure, Reader, Step, Unconfirmed


@dataclass(frozen=True, slots=True)
class Deadline:
    """The months a payment covers, and the days between which it may be made.

    Missing time lies before the payment and has no months of its own: ``first_month`` and
    ``last_month`` are None. ``first_day`` is None where nothing says from when; ``late`` tells
    whether the day asked about is after ``last_day``.
    """

    months: int
    first_month: Month | None
    last_month: Month | None
    first_day: date | None
    last_day: date
    late: bool
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


def deadline(
    policy: Policy,
    *,
    method: str,
    first_month: Month,
    on: date,
    retirement_month: Month | None = None,
) -> Deadline:
    """Return until when a payment may be made and what it covers.

    Args:
        policy: The values of the law.
        method: ``1 3 6 12`` months, ``ahead-2`` to ``ahead-5`` years, or ``missing-N`` months.
        first_month: The first month paid for; nothing for missing time.
        on: The day of payment or registration; its law counts.
        retirement_month: The month of retirement age; needed for missing time.

    Raises:
        RuleError: ``bad_method``, ``missing_too_long``, ``missing_too_early``,
            ``no_retirement_month``, or ``no_value_in_force``.

    Law 41/2024/QH15 of 29/06/2024, Article 36 item 3: a month within itself, three months within
    the three, six within the first four, twelve within the first seven; years ahead and missing
    time at registration, missing time not before the month before that of retirement age.
    """
    reader = Reader(policy.on(on))
    chosen = read_method(reader, method)
    if chosen.kind == "missing":
        return _missing(reader, chosen, retirement_month)
    last_month = first_month.plus(chosen.months - 1)
    figures: dict[str, Figure] = {
        "months": chosen.months,
        "first": first_month,
        "last": last_month,
    }
    covered = Step("payment_covers", figures)
    if chosen.kind == "ahead":
        last_day = on
        step = Step("deadline_ahead", {"last_day": last_day}, None, reader.cites("vsi.ahead_years"))
    else:
        name = f"vsi.deadline_months.{chosen.months}"
        within = reader.int(name)
        last_day = first_month.plus(within - 1).last
        step = Step(
            "deadline_months", {"within": within, "last_day": last_day}, None, reader.cites(name)
        )
    return Deadline(
        months=chosen.months,
        first_month=first_month,
        last_month=last_month,
        first_day=None,
        last_day=last_day,
        late=on > last_day,
        steps=(covered, step),
        unconfirmed=reader.unconfirmed,
    )


def _missing(reader: Reader, method: Method, retirement_month: Month | None) -> Deadline:
    """Return the days of a payment for missing time, paid at once at registration."""
    if retirement_month is None:
        raise RuleError("no_retirement_month")
    first_day = retirement_month.plus(-reader.int("vsi.missing_lead_months")).first
    if reader.day < first_day:
        raise RuleError("missing_too_early", day=first_day)
    figures: dict[str, Figure] = {
        "months": method.months,
        "reached": retirement_month,
        "first_day": first_day,
        "last_day": reader.day,
    }
    step = Step("deadline_missing", figures, None, reader.cites("vsi.missing_lead_months"))
    return Deadline(
        months=method.months,
        first_month=None,
        last_month=None,
        first_day=first_day,
        last_day=reader.day,
        late=False,
        steps=(step,),
        unconfirmed=reader.unconfirmed,
    )
