"""The words of one calculation on its printed sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from printing.address import begun, term
from printing.days import paper_day, paper_month
from printing.law import shown_age
from printing.sentences import sentences
from printing.wording import Wording
from rules.calendar import shown_span
from rules.money import dong, percent
from rules.vsi.case import VsiCase
from storage.answers import Answer, Due, Level, Prospect, ReachedBy

_NO_CHILDREN_FROM = 50
"""Nobody of this age is told about the maternity allowance."""
_BENEFITS = ("card", "maternity", "funeral", "survivors")


@dataclass(frozen=True, slots=True)
class PayLine:
    """One method of payment; cells as printed, by level where two are compared.

    It is sure where it rests on nothing unconfirmed that the others do not.
    """

    method: str
    cells: tuple[str, ...]
    chosen: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure to remember: what it is, how much, and what goes with it."""

    label: str
    amount: str
    notes: tuple[str, ...]


def extra_heads(level: Level) -> tuple[str, ...]:
    """Heads of what others than the state add, where anybody does."""
    local = any(one.local_support is not None for one in level.due)
    other = any(one.other_support is not None for one in level.due)
    if local and other:
        return ("Tỉnh, nơi\nkhác góp",)
    return ("Tỉnh góp",) if local else ("Nơi khác\ngóp",) if other else ()


@dataclass(frozen=True, slots=True)
class Voice:
    """The words of one calculation."""

    wording: Wording
    case: VsiCase
    answer: Answer

    def say(self, key: str, **more: str | None) -> str:
        """A text with the way the person is spoken to."""
        return self.wording.say(key, xh=self._term, Xh=begun(self._term), **more)

    @property
    def _age(self) -> int | None:
        return self.case.born.age_on(self.case.on) if self.case.born else None

    @property
    def _term(self) -> str:
        return term(self.case.sex, self._age)

    @property
    def title(self) -> str:
        """The person, or the question where nobody is named."""
        if not self.case.name:
            return self.say("title")
        if self.case.sex is None:
            return self.case.name
        return f"{begun(self._term)} {self.case.name}"

    def about(self, place: str) -> tuple[str, ...]:
        """Where the person lives, the year of birth, the day it was worked out."""
        born = str(self.case.born.year) if self.case.born else None
        day = self.say("day", day=paper_day(self.case.on))
        said = " ".join(part for part in (self.say("born", born=born), day) if part)
        return tuple(part for part in (place, said) if part)

    def chosen(self) -> tuple[str, ...]:
        """The income and the state's share; a class is named only where no person is."""
        income = dong(self.case.income)
        if self.answer.other is None:
            first = self.say("chosen.income", income=income)
        else:
            other = dong(self.answer.other.income)
            first = self.say("chosen.two_incomes", income=income, other=other)
        if self.answer.share is None:
            return first, self.say("chosen.used_up")
        share = percent(self.answer.share)
        if self.case.name:
            return first, self.say("chosen.share", share=share)
        named = begun(sentences().say(f"class.{self.case.payer_class}"))
        return first, self.say("chosen.class", **{"class": named, "share": share})

    def span(self, method: str) -> str:
        """How somebody pays, inside a sentence: 6 tháng một lần, trước 2 năm."""
        kind, _, number = method.rpartition("-")
        return self.say(f"pay.{kind or 'months'}", n=number)

    def _row(self, method: str) -> str:
        kind, _, number = method.rpartition("-")
        return self.say(f"pay.row_{kind or 'months'}", n=number)

    def pays(self) -> Headline:
        """What is to be paid by the method chosen."""
        due = self.answer.pays
        notes = [self.say("pay.month", amount=dong(due.a_month))] if due.months > 1 else []
        other = self.answer.other and self.answer.other.by(due.method)
        if self.answer.other and other:
            income = dong(self.answer.other.income)
            notes.append(self.say("pay.other", income=income, amount=dong(other.payable)))
        return Headline(
            label=self.say("pay.label", span=self.span(due.method)),
            amount=self.say("pay.amount", amount=dong(due.payable)),
            notes=tuple(notes),
        )

    def old(self) -> Headline | None:
        """The pension a month; None where it cannot be told."""
        prospect = self.answer.prospect
        if prospect is None or prospect.monthly is None:
            return None
        month = paper_month(prospect.pension_from)
        return Headline(
            label=self.say("old.label"),
            amount=self.say("old.amount", amount=dong(prospect.monthly)),
            notes=(self.say("old.from_way" if prospect.missing else "old.from", month=month),),
        )

    def lines(self, levels: tuple[Level, ...]) -> tuple[PayLine, ...]:
        """The table of methods."""
        cells = _compared if len(levels) > 1 else self._whole
        return tuple(
            PayLine(
                method=self._row(method),
                cells=tuple(cell for level in levels for cell in cells(level.by(method))),
                chosen=method == self.answer.chosen,
                sure=self._is_sure(method),
            )
            for method in self.answer.methods
        )

    def _is_sure(self, method: str) -> bool:
        """Whether nothing is unconfirmed behind a method that is not behind all of them."""
        level = self.answer.level
        due = level.by(method)
        behind_all = set(level.due[0].unsure)
        return due is None or behind_all.issuperset(due.unsure)

    def _whole(self, due: Due | None) -> tuple[str, ...]:
        """Everything about one method at one level."""
        extra = extra_heads(self.answer.level)
        if due is None:
            return ("–",) * (5 + len(extra))
        added = due.support - due.state_support
        given = (dong(added),) if extra else ()
        return (
            dong(due.gross),
            dong(due.state_support),
            *given,
            dong(due.payable),
            dong(due.a_month),
            dong(due.saving),
        )

    def pay_notes(self, levels: tuple[Level, ...]) -> tuple[str, ...]:
        """What the table of methods does not say by itself."""
        due = self.answer.pays
        notes = [self.say("pay.marked"), self.say("pay.support")]
        if due.local_support is None:
            notes.append(self.say("pay.no_local"))
        elif due.other_support is not None or len(levels) > 1:
            other = due.other_support
            notes.append(
                self.say(
                    "pay.given" if other is None else "pay.given_other",
                    local=dong(due.local_support),
                    other=dong(other or 0),
                    span=self._row(due.method),
                )
            )
        if any(level.by(method) is None for level in levels for method in self.answer.methods):
            notes.append(self.say("pay.unknown", year=str(self.case.on.year)))
        return tuple(notes)

    # The pension

    def prospects(self) -> tuple[str, ...]:
        """Until when is paid, at what age, and what comes of it."""
        prospect = self.answer.prospect
        if prospect is None:
            return (self.say("old.no_born" if self.case.sex else "old.no_sex"),)
        values = self._values(prospect)
        paid = "_paid" if self.case.paid_months else ""
        past = "" if prospect.months else "_past"
        span = f"old.span{paid}" if prospect.months else f"old.past{paid}"
        outcome = f"old.missing{past}" if prospect.missing else f"old.enough{past}"
        said = [self.say(span, **values), self.say(outcome, **values)]
        if prospect.lump_sum:
            said.append(self.say("old.lump_sum", amount=dong(prospect.lump_sum)))
        return tuple(part for part in said if part)

    def _values(self, prospect: Prospect) -> Mapping[str, str | None]:
        known = prospect.monthly is not None and prospect.rate is not None
        return {
            "first": paper_month(prospect.first_month),
            "reached": paper_month(prospect.reached),
            "age": shown_age(prospect.age_years, prospect.age_months),
            "span": shown_span(prospect.months),
            "total": shown_span(prospect.total),
            "missing": shown_span(prospect.missing),
            "month": paper_month(prospect.pension_from),
            "rate": percent(prospect.rate) if known and prospect.rate is not None else None,
            "monthly": dong(prospect.monthly) if prospect.monthly is not None else None,
        }

    def ways(self) -> tuple[str, ...]:
        """The ways to a pension where the time is too short."""
        prospect = self.answer.prospect
        return tuple(self._way(way) for way in prospect.ways) if prospect else ()

    def _way(self, way: ReachedBy) -> str:
        priced = way.kind == "go_on" or way.make_up_cost is not None
        return self.say(
            f"old.{way.kind}" if priced else f"old.{way.kind}_plain",
            go_on=shown_span(way.go_on_months),
            make_up=shown_span(way.make_up_months),
            cost=self._cost(way.make_up_cost),
            monthly=dong(way.monthly),
            month=paper_month(way.pension_from),
        )

    def _cost(self, cost: int | None) -> str | None:
        """What is paid at once, and by which interest."""
        if cost is None:
            return None
        unsure = any(name == "vsi.investment_rate" for name, _ in self.answer.unsure)
        return self.say("old.cost_unsure" if unsure else "old.cost", cost=dong(cost))

    def more(self) -> tuple[str, ...]:
        """The other benefits, without those the person is too old for."""
        old = self._age is not None and self._age >= _NO_CHILDREN_FROM
        keys = (key for key in _BENEFITS if key != "maternity" or not old)
        return tuple(said for said in (self.say(f"more.{key}") for key in keys) if said)

    def coming(self, key: str, on: date) -> str:
        """The change of the lowest income that is known already; empty once its day has come."""
        if self.answer.coming is None or self.answer.coming[0] <= on:
            return ""
        day, income = self.answer.coming
        before = str((day - timedelta(days=1)).year)
        return self.say(
            f"unsure.{key}", day=paper_day(day), income=dong(income), year_before=before
        )


def _compared(due: Due | None) -> tuple[str, ...]:
    """What is told of one method at one of two levels."""
    if due is None:
        return ("–",) * 3
    return dong(due.gross), dong(due.support), dong(due.payable)
