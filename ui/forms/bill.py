"""What a household would pay, asked of the law at every keystroke, and written as it was shown."""

from dataclasses import dataclass, field
from typing import Any

from rules.calendar import shown_day
from rules.errors import Problem
from rules.policy import View
from rules.working import Step, Unconfirmed
from storage import Register
from storage.enrolling import Circumstances, HiMember, HiTerms, VsiTerms
from storage.payment_choices import HiChoice
from storage.visits import ResultInput
from ui.forms.wording import spoken, tr

_INCOME = frozenset({"income_below_floor", "income_above_ceiling"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in the form: who pays for health insurance, and the question about the other.

    `vsi` are the arguments of `Enrolments.vsi_terms` besides `about`; None while nobody pays or
    something is still missing.
    """

    household: str
    members: tuple[HiMember, ...]
    months: int
    vsi: dict[str, Any] | None
    about: Circumstances


@dataclass(slots=True)
class Bill:
    """What was asked, what it comes to, and what is wrong with it.

    Attributes:
        alone: what those who do not pay would add, in đồng, by person.
    """

    register: Register
    hi: HiTerms | None = None
    vsi: VsiTerms | None = None
    hi_problem: Problem | None = None
    vsi_problem: Problem | None = None
    alone: dict[str, int] = field(default_factory=dict)
    _known: tuple[object, ...] = ()

    def ask(self, asked: Asked, others: tuple[HiMember, ...]) -> None:
        """Ask the law; `others` could pay too, and are priced one by one."""
        self._ask_hi(asked, others)
        self.ask_vsi(asked)

    def forget(self) -> None:
        """Ask anew next time: what the register holds may be different."""
        self._known = ()

    def ask_vsi(self, asked: Asked) -> None:
        """Ask about voluntary insurance only."""
        self.vsi = self.vsi_problem = None
        if asked.vsi is None:
            return
        try:
            self.vsi = self.register.enrolments.vsi_terms(**asked.vsi, about=asked.about)
        except Problem as problem:
            self.vsi_problem = problem

    def _ask_hi(self, asked: Asked, others: tuple[HiMember, ...]) -> None:
        known = (asked.household, asked.members, asked.months, asked.about.day, others)
        if known == self._known:
            return
        self._known, self.hi, self.hi_problem, self.alone = known, None, None, {}
        try:
            self.hi = self._terms(asked, asked.members) if asked.members else None
            for one in others:
                with_one = self._terms(asked, (*asked.members, one))
                self.alone[one.person_id] = with_one.lines[-1].line.payable
        except Problem as problem:
            self.hi, self.hi_problem = None, problem

    def _terms(self, asked: Asked, members: tuple[HiMember, ...]) -> HiTerms:
        return self.register.enrolments.hi_terms(
            asked.household, months=asked.months, members=members, about=asked.about
        )

    # -- what it comes to

    def payable(self) -> int | None:
        """What the household pays now, in đồng; None while nobody pays for anything."""
        parts = [one.result.payable for one in (self.hi, self.vsi) if one is not None]
        return sum(parts) if parts else None

    def income_problem(self) -> Problem | None:
        """What the law says against the income, if anything."""
        problem = self.vsi_problem
        return problem if problem is not None and problem.code in _INCOME else None

    def steps(self) -> list[Step]:
        """Every step of the working."""
        return [step for one in (self.hi, self.vsi) if one for step in one.result.steps]

    def notes(self) -> tuple[Step, ...]:
        """What is worth another look though the law allows it."""
        return self.vsi.notes if self.vsi else ()

    def unconfirmed(self) -> tuple[Unconfirmed, ...]:
        """Values used that nobody has confirmed, each once."""
        found = [item for one in (self.hi, self.vsi) if one for item in one.result.unconfirmed]
        return tuple({item.name: item for item in found}.values())

    def waiting(self, people: dict[str, HiChoice], law: View) -> list[str]:
        """Say for each card that waits from when it can be used, and why."""
        lines = self.hi.lines if self.hi else ()
        waits = [line for line in lines if line.card.waits and line.member.person_id in people]
        said = []
        for line in waits:
            why = line.card.steps[0]
            said.append(
                _why_it_waits(why.code).format(
                    name=spoken(people[line.member.person_id].person, law.day),
                    day=shown_day(line.card.day),
                    days=why.figures.get("days"),
                    limit=why.figures.get("limit"),
                    wait=why.figures["wait"],
                )
            )
        return said

    # -- writing, inside a change

    def named(self) -> str:
        """What writing it does, as the history tells it."""
        if self.hi is None:
            return tr("Ghi tham gia BHXH tự nguyện: 1 người")
        if self.vsi is None:
            return tr("Ghi đóng BHYT: {people} người").format(people=len(self.hi.lines))
        return tr("Ghi đóng cho cả hộ")

    def write_paid(self, asked: Asked) -> None:
        """Write the enrolments with their cover and payment."""
        if asked.members:
            self.register.enrolments.enrol_hi(
                asked.household, months=asked.months, members=asked.members, about=asked.about
            )
        if asked.vsi is not None:
            self.register.enrolments.enrol_vsi(**asked.vsi, about=asked.about)

    def write_agreed(self, asked: Asked) -> None:
        """Keep the yes as a visit's result: without money there is neither cover nor enrolment."""
        results = [ResultInput("agreed", member.person_id, "hi") for member in asked.members]
        if asked.vsi is not None:
            results.append(ResultInput("agreed", str(asked.vsi["person_id"]), "vsi"))
        receipt = asked.about.receipt
        self.register.visits.record(
            asked.household,
            asked.about.day,
            results=results,
            visitor_id=receipt.collector_id if receipt else None,
            note=tr("Đồng ý đóng, chưa thu tiền."),
        )


def _why_it_waits(code: str) -> str:
    """Return the sentence for the rule that makes a card wait, by the code of its step."""
    sentences = {
        "card_first_time": tr(
            "<b>{name}: dùng được từ {day}.</b> Đóng lần đầu phải chờ {wait} ngày."
        ),
        "card_gap_waits": tr(
            "<b>{name}: dùng được từ {day}.</b> Đã ngừng {days} ngày, từ {limit} ngày trở lên phải"
            " chờ {wait} ngày sau khi đóng đủ."
        ),
        "card_year_gap_waits": tr(
            "<b>{name}: dùng được từ {day}.</b> Đã ngừng {days} ngày, có năm từ {limit} tháng trở"
            " lên phải chờ {wait} ngày sau khi đóng đủ."
        ),
    }
    unknown = tr("<b>{name}: dùng được từ {day}.</b> Chưa rõ trước đây có thẻ hay không.")
    return sentences.get(code, unknown)
