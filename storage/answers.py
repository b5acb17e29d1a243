"""What a calculation said, in a shape of its own: kept as JSON that a later program reads back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from rules.calendar import Month
from rules.errors import RuleError
from storage import snapshots

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rules.vsi.case import CurvePoint, MethodRow, VsiCase, VsiResult
    from rules.vsi.outlook import Outlook
    from rules.working import Step


@dataclass(frozen=True, slots=True)
class Due:
    """What is due by one method, in đồng; gross = state + local + other + payable.

    Attributes:
        months: paid for at once.
        local_support: None where no resolution of the province is recorded.
        other_support: None where nobody else adds.
        a_month: what is left to pay, spread over the months.
        saving: how much less is left to pay than for as many single months.
        unsure: names of the values behind it that were not confirmed.
    """

    method: str
    months: int
    gross: int
    state_support: int
    local_support: int | None
    other_support: int | None
    payable: int
    a_month: int
    saving: int
    unsure: tuple[str, ...]

    @property
    def support(self) -> int:
        """All that others add."""
        return self.gross - self.payable


@dataclass(frozen=True, slots=True)
class Level:
    """One income with what is due at it by method, and the pensions it leads to, in đồng a month.

    Attributes:
        due: a method that could not be priced that day is not there.
        pensions: months paid with the pension a month.
    """

    income: int
    due: tuple[Due, ...]
    pensions: tuple[tuple[int, int], ...]

    def by(self, method: str) -> Due | None:
        """What is due by a method; None where it could not be told."""
        return next((one for one in self.due if one.method == method), None)


@dataclass(frozen=True, slots=True)
class ReachedBy:
    """One way to a pension where the time is too short; as `rules.vsi.outlook.Way`."""

    kind: str
    go_on_months: int
    make_up_months: int
    make_up_cost: int | None
    pension_from: Month
    monthly: int


@dataclass(frozen=True, slots=True)
class Prospect:
    """The pension in today's money, amounts in đồng; as `rules.vsi.outlook.Outlook`.

    Attributes:
        reached: the month of retirement age.
        months: paid from the first month to that one; total adds those paid before.
        missing: months short of the years needed; ways say how they may be paid.
        monthly: of the age itself where the time is enough, else of the first way.
        lump_sum: for the years above those of the highest rate.
    """

    age_years: int
    age_months: int
    reached: Month
    first_month: Month
    months: int
    total: int
    missing: int
    pension_from: Month
    rate: Fraction | None
    monthly: int | None
    lump_sum: int | None
    ways: tuple[ReachedBy, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """All that was said to one case.

    Attributes:
        share: the state's share for the class; None once its months are used up.
        methods: all that the law of the day knows, the shortest first.
        chosen: the method chosen; it may be one that only some may use.
        level: the income chosen; other: the one it was compared with.
        prospect: None without a date of birth or a sex.
        unsure: names of the values that were not confirmed, each with its reason.
        coming: the day from which the lowest income changes, and that income.
        working: the steps of the payment chosen, then those of the pension.
    """

    share: Fraction | None
    methods: tuple[str, ...]
    chosen: str
    level: Level
    other: Level | None
    prospect: Prospect | None
    unsure: tuple[tuple[str, str], ...]
    coming: tuple[date, int] | None
    working: tuple[Step, ...]

    @property
    def pays(self) -> Due:
        """What is due by the method chosen."""
        return next(one for one in self.level.due if one.method == self.chosen)


def answer_of(case: VsiCase, result: VsiResult) -> Answer:
    """Return what the law answered, ready to be kept or printed.

    Raises:
        RuleError: the problem of the method chosen, where it could not be priced.
    """
    chosen = result.chosen
    if chosen.contribution is None:
        raise chosen.problem or RuleError("bad_method", method=case.method)
    rows = result.methods if chosen in result.methods else (*result.methods, chosen)
    steps = chosen.contribution.steps
    other = None
    if case.other_income is not None:
        other = Level(case.other_income, _due(result.others), _pensions(result.other_curve))
    return Answer(
        share=_share(result.methods),
        methods=tuple(row.method for row in rows),
        chosen=chosen.method,
        level=Level(case.income, _due(rows), _pensions(result.curve)),
        other=other,
        prospect=_prospect(result.outlook) if result.outlook else None,
        unsure=_unsure(result),
        coming=result.coming,
        working=(*steps, *(result.outlook.steps if result.outlook else ())),
    )


def _share(methods: Iterable[MethodRow]) -> Fraction | None:
    """The state's share in the shortest method, which has support as long as there is any."""
    steps = (step for row in methods if row.contribution for step in row.contribution.steps)
    shares = (step.figures["share"] for step in steps if step.code == "state_support")
    return next((share for share in shares if isinstance(share, Fraction)), None)


def _due(methods: Iterable[MethodRow]) -> tuple[Due, ...]:
    found = []
    for row in methods:
        paid = row.contribution
        if paid is not None:
            found.append(
                Due(
                    method=row.method,
                    months=paid.months,
                    gross=paid.gross,
                    state_support=paid.state_support,
                    local_support=paid.local_support,
                    other_support=paid.other_support,
                    payable=paid.payable,
                    a_month=row.a_month or 0,
                    saving=row.saving or 0,
                    unsure=tuple(one.name for one in paid.unconfirmed),
                )
            )
    return tuple(found)


def _pensions(curve: Iterable[CurvePoint]) -> tuple[tuple[int, int], ...]:
    return tuple((int(point.years * 12), point.monthly) for point in curve)


def _prospect(found: Outlook) -> Prospect:
    return Prospect(
        age_years=found.retirement.years,
        age_months=found.retirement.months,
        reached=found.retirement.reached,
        first_month=found.first_month,
        months=found.months,
        total=found.total,
        missing=found.missing,
        pension_from=found.pension_from,
        rate=found.pension.rate,
        monthly=found.pension.monthly,
        lump_sum=found.pension.lump_sum,
        ways=tuple(
            ReachedBy(
                kind=way.kind,
                go_on_months=way.go_on_months,
                make_up_months=way.make_up_months,
                make_up_cost=way.make_up_cost,
                pension_from=way.pension_from,
                monthly=way.monthly,
            )
            for way in found.ways
        ),
    )


def _unsure(result: VsiResult) -> tuple[tuple[str, str], ...]:
    """Every value behind any amount that is said, each once, with its reason."""
    rows = (result.chosen, *result.methods, *result.others)
    priced = [row.contribution for row in rows if row.contribution]
    values = [*result.unconfirmed, *(one for paid in priced for one in paid.unconfirmed)]
    return tuple({one.name: one.why for one in values}.items())


# Kept as JSON


def written(answer: Answer) -> str:
    """Return an answer as JSON text, to be read back by `read_answer`."""
    prospect = answer.prospect
    plain = {
        "share": _plain(answer.share),
        "methods": answer.methods,
        "chosen": answer.chosen,
        "level": asdict(answer.level),
        "other": asdict(answer.other) if answer.other else None,
        "prospect": _plain_fields(prospect) if prospect else None,
        "unsure": answer.unsure,
        "coming": [_plain(part) for part in answer.coming] if answer.coming else None,
        "working": json.loads(snapshots.working(answer.working)),
    }
    if prospect:
        plain["prospect"]["ways"] = [_plain_fields(way) for way in prospect.ways]
    return json.dumps(plain, ensure_ascii=False)


def read_answer(text: str) -> Answer:
    """Return the answer that `written` wrote."""
    plain = json.loads(text)
    coming = plain["coming"]
    return Answer(
        share=_ratio(plain["share"]),
        methods=tuple(plain["methods"]),
        chosen=plain["chosen"],
        level=_read_level(plain["level"]),
        other=_read_level(plain["other"]) if plain["other"] else None,
        prospect=_read_prospect(plain["prospect"]) if plain["prospect"] else None,
        unsure=tuple((name, why) for name, why in plain["unsure"]),
        coming=(date.fromisoformat(coming[0]), coming[1]) if coming else None,
        working=snapshots.read_working(json.dumps(plain["working"])),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction | Month):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _plain_fields(said: Prospect | ReachedBy) -> dict[str, Any]:
    return {field.name: _plain(getattr(said, field.name)) for field in fields(said)}


def _ratio(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _read_level(plain: Mapping[str, Any]) -> Level:
    return Level(
        income=plain["income"],
        due=tuple(Due(**{**one, "unsure": tuple(one["unsure"])}) for one in plain["due"]),
        pensions=tuple((months, monthly) for months, monthly in plain["pensions"]),
    )


def _read_prospect(plain: Mapping[str, Any]) -> Prospect:
    months = {name: Month.parse(plain[name]) for name in ("reached", "first_month", "pension_from")}
    ways = tuple(
        ReachedBy(**{**way, "pension_from": Month.parse(way["pension_from"])})
        for way in plain["ways"]
    )
    return Prospect(**{**plain, **months, "rate": _ratio(plain["rate"]), "ways": ways})
