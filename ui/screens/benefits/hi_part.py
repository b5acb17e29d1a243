"""Health insurance of a household in the calculator: counted, or as the register knows it."""

from datetime import date

from rules.calendar import shown_day
from rules.errors import Problem
from rules.hi.premium import Premium
from rules.money import dong
from rules.policy import View
from storage.errors import StorageError
from storage.payment_choices import HiChoice, payment_choices
from ui.forms.wording import title_of, working_of
from ui.screens.benefits.hi_asking import HiAsking
from ui.screens.benefits.hi_panels import HiPanel, MindPanel, card_sentences, sentences_of
from ui.screens.benefits.hi_sums import (
    HiAnswer,
    answer_household,
    answer_typed,
    first_time_day,
    typed_payers,
)
from ui.screens.benefits.known import choice_of
from ui.screens.benefits.part import CalculatorPart
from ui.screens.benefits.why import Working
from ui.screens.benefits.wording import NOTHING, plain_number, tr
from ui.session import Session
from ui.wording import sentence


class HiPart(CalculatorPart):
    """Who joins, and what the law answers at every key."""

    def __init__(self, session: Session) -> None:
        table, mind = HiPanel(), MindPanel()
        super().__init__(session, table, mind)
        self.table, self.mind = table, mind
        self.person_id: str | None = None
        self.household_id: str | None = None
        self.answer: HiAnswer | None = None
        self._household = ""
        self._choices: tuple[HiChoice, ...] = ()
        self._ticked: frozenset[str] = frozenset()
        person = self._person_edit("hi_person", tr("Người trong hộ"))
        self.form = HiAsking(person, session.today())
        self.form.changed.connect(self.compute)
        self.form.person_chosen.connect(self._other_person)
        self.table.ticked.connect(self._other_ticks)

    # -- whose household

    def take(self, person_id: str) -> None:
        """Take the household of a person of the register."""
        try:
            person = self.session.register.people.get(person_id)
        except StorageError as problem:
            self.session.fail(problem)
            return
        self._filling = True
        self.form.person.set_value(choice_of(person, self.session.today()))
        self._filling = False
        self.person_id, self.household_id = person_id, person.household_id
        self._ask_household(due=True)
        self.compute()

    def _other_person(self) -> None:
        person_id = self.form.person.value()
        if person_id is not None and person_id != self.person_id:
            self.take(person_id)
        elif person_id is None and self.person_id is not None:
            self.person_id = self.household_id = None
            self._choices = ()
            self.compute()

    def _ask_household(self, *, due: bool) -> None:
        """Ask the register who may pay; `due` ticks those who should pay now."""
        self._choices = ()
        if self.household_id is None:
            return
        try:
            found = payment_choices(self.session.register, self.household_id, self._day())
        except Problem as problem:
            self.problem = problem
            return
        self._choices = found.hi
        self._household = title_of(found.head)
        if due:
            able = {one.person.id for one in found.hi if one.group is not None}
            should = {one.person.id for one in found.hi if one.due}
            self._ticked = frozenset(able & should or able)

    def _other_ticks(self) -> None:
        self._ticked = self.table.ticks()
        self.compute()

    def _day(self) -> date:
        return self.form.day.meant()

    def _law(self) -> View:
        return self.session.policy.on(self._day())

    def refresh(self) -> None:
        """Ask register and law again; what was chosen stays."""
        self._ask_household(due=False)
        self.compute()

    # -- every keystroke

    def compute(self) -> None:
        """Put the question to the law; while it cannot be asked, the last answer stays."""
        if self._filling:
            return
        self._filling = True
        self.form.hold(household=bool(self._choices))
        self.problem = None
        try:
            self.answer = self._ask()
        except Problem as problem:
            self.problem = problem
        else:
            self.form.offer(self.answer.months)
            if self._choices:
                self.form.show_many(self._counted(self.answer), self.answer.first_place - 1)
            self._show(self.answer)
        self._filling = False
        self.changed.emit()

    def _ask(self) -> HiAnswer:
        if self._choices and self.household_id is not None:
            return answer_household(
                self.session.register, self._choices, self._ticked,
                household=self.household_id, on=self._day(),
            )  # fmt: skip
        return answer_typed(
            self.session.policy,
            typed_payers(self.form.how_many()),
            on=self._day(),
            first_place=(self.form.before.value() or 0) + 1,
            province=self.session.register.office.get().province_code,
        )

    @staticmethod
    def _counted(answer: HiAnswer) -> dict[str, int]:
        counts: dict[str, int] = {}
        for one in answer.lines:
            if one.lines:
                counts[one.payer.group] = counts.get(one.payer.group, 0) + 1
        return counts

    def _show(self, answer: HiAnswer) -> None:
        household = bool(self._choices)
        base = self._law().find("base_salary")
        note = self._household if household else ""
        if not note and base is not None and isinstance(base.value, int):
            note = tr("mức lương cơ sở {amount}").format(amount=dong(base.value))
        self.table.put(answer, self._law(), note, self._ticked if household else None)
        waiting = card_sentences(answer) if household else self._cards_of_anybody()
        months = self.form.chosen_months()
        said = sentences_of(answer, self._law(), months, waiting)
        if not answer.premiums:
            said.insert(0, self._nobody(household=household))
        self.mind.put(said)

    def _nobody(self, *, household: bool) -> str:
        if household:
            return tr("Chưa chọn ai: đưa đến tên người đóng ở bảng trên rồi bấm Space.")
        return tr("Gõ mỗi nhóm có mấy người đóng, hoặc tìm một người trong hộ ở bên trái.")

    def _cards_of_anybody(self) -> list[str]:
        days = first_time_day(self.session.policy, self._day())
        if days is None:
            return []
        text = tr(
            "<b>Ngày dùng thẻ</b>: lần đầu hoặc đã ngừng từ {gap} ngày thì dùng được từ"
            " <b>{waits}</b>; mới ngừng thì từ ngày đóng {day}; đóng trước khi hết hạn thì nối"
            " tiếp thẻ cũ."
        )
        gap = self._law().find("hi.gap_days")
        said = text.format(
            gap=gap.value if gap is not None else NOTHING,
            waits=shown_day(days[0]),
            day=shown_day(days[1]),
        )
        return [said]

    # -- what is shown beside and copied

    def paid(self) -> Premium | None:
        """The premium for the months chosen; None while nobody pays."""
        return self.answer.premiums.get(self.form.chosen_months()) if self.answer else None

    def working(self) -> Working | None:
        """The working of the months chosen."""
        if self.answer is None:
            return None
        months = self.form.chosen_months()
        found = self.paid()
        say = self.session.words
        problem = sentence(self.problem) if self.problem is not None else ""
        return Working(
            about=tr("đóng {months} tháng").format(months=months),
            label=tr("Cả hộ phải đóng cho {months} tháng").format(months=months),
            figure=NOTHING if found is None else dong(found.payable),
            unit="" if found is None else tr("đồng"),
            parts=problem or (_parts(found) if found is not None else tr("Chưa ai đóng")),
            steps=tuple(working_of(say, found.steps, found.unconfirmed)) if found else (),
            remarks=tuple(self._remarks()),
        )

    def _remarks(self) -> list[str]:
        """What is about to change."""
        coming = self.session.policy.next("hi.rate", self._day())
        if coming is None or coming.status == "confirmed":
            return []
        text = tr("Từ {day} tỷ lệ đóng BHYT có thể khác (chưa xác nhận).")
        return [text.format(day=shown_day(coming.start))]

    def as_text(self) -> str:
        """The sum with its working, to be pasted."""
        working = self.working()
        if working is None:
            return ""
        head = tr("BHYT hộ gia đình, tính cho ngày {day}").format(day=shown_day(self._day()))
        return "\n".join(part for part in (self._household, head, working.as_text()) if part)

    def as_table(self) -> str:
        """The household as a spreadsheet takes it, tabs between cells; amounts without dots."""
        return "\n".join(
            "\t".join(plain_number(cell) for cell in row) for row in self.table.cells()
        )


def _parts(found: Premium) -> str:
    gross = sum(line.gross for line in found.lines)
    state = sum(line.support for line in found.lines)
    local = sum((line.local or 0) + (line.other or 0) for line in found.lines)
    if not state and not local:
        return tr("{people} người").format(people=len(found.lines))
    text = tr("{gross} − {state} nhà nước hỗ trợ")
    if local:
        text += tr(" − {local} địa phương")
    return text.format(gross=dong(gross), state=dong(state), local=dong(local))
