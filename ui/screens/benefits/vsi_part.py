"""Voluntary insurance in the calculator: the form, the methods, the pension, the working."""

from datetime import date

from rules.calendar import shown_day
from rules.errors import Problem
from rules.money import dong
from rules.vsi.case import MethodRow, VsiCase, VsiResult, vsi_result
from rules.vsi.contribution import Contribution
from storage.errors import StorageError
from ui.forms.wording import working_of
from ui.screens.benefits.asking import VsiAsking
from ui.screens.benefits.known import Known, known_of
from ui.screens.benefits.methods import MethodsPanel
from ui.screens.benefits.part import CalculatorPart
from ui.screens.benefits.pension import PensionPanel
from ui.screens.benefits.prospect import pension_steps, plain_sentence
from ui.screens.benefits.sides import level_difference, method_difference
from ui.screens.benefits.why import Working
from ui.screens.benefits.wording import (
    NOTHING,
    class_in_line,
    method_note,
    method_words,
    plain_number,
    tr,
)
from ui.session import Session
from ui.wording import sentence

USUAL_METHOD = "6"


class VsiPart(CalculatorPart):
    """What is asked about one person, and what the law answers at every key."""

    def __init__(self, session: Session) -> None:
        methods, pension = MethodsPanel(), PensionPanel()
        super().__init__(session, methods, pension)
        self.methods, self.pension = methods, pension
        self.method = USUAL_METHOD
        self.known: Known | None = None
        self.asked: VsiCase | None = None
        self.case: VsiCase | None = None
        self.result: VsiResult | None = None
        self.form = VsiAsking(self._person_edit("person", tr("Người")), session.today())
        self.form.changed.connect(self.compute)
        self.form.person_chosen.connect(self._other_person)
        self.form.keys.stepped.connect(self.methods.step)
        self.methods.chosen.connect(self._other_method)

    # -- who

    def take(self, person_id: str) -> None:
        """Fill in a person of the register."""
        try:
            self.known = known_of(self.session.register, person_id, self._day())
        except StorageError as problem:
            self.session.fail(problem)
            return
        self._filling = True
        self.form.fill(self.known)
        self._filling = False
        self.compute()

    def resume(self, person_id: str) -> None:
        """Go on from what was kept last about a person: the level and the method talked about."""
        kept = self.session.register.calculations.latest(person_id)
        if kept is None:
            return
        self._filling = True
        self.form.income.set_value(kept.case.income)
        self.form.other.set_value(kept.case.other_income)
        self._filling = False
        self.method = kept.case.method
        self.compute()

    def _other_person(self) -> None:
        person_id = self.form.person.value()
        if person_id is not None and (self.known is None or self.known.choice.key != person_id):
            self.take(person_id)
        elif person_id is None and self.known is not None:
            self.known = None
            self.form.let_go()
            self.compute()

    def _day(self) -> date:
        return self.form.on()

    @property
    def province(self) -> str:
        """The province of the office, empty where none is chosen."""
        return self.session.register.office.get().province_code

    def refresh(self) -> None:
        """Ask register and law again; what was typed stays."""
        if self.known is not None:
            try:
                self.known = known_of(self.session.register, self.known.choice.key, self._day())
            except StorageError:
                self.known = None
                self.form.let_go()
            else:
                self._filling = True
                self.form.refill(self.known)
                self._filling = False
        self.compute()

    # -- every keystroke

    def _other_method(self, method: str) -> None:
        self.method = method
        self.compute()

    def compute(self) -> None:
        """Put the question to the law; while it cannot be asked, the last answer stays."""
        if self._filling:
            return
        self._filling = True
        self.form.offer(self.session.policy, self._day(), self.province)
        self._filling = False
        name = self.known.name if self.known is not None else self.form.person.text().strip()
        self.asked = self.form.case(self.method, self.province, name)
        self.problem = None
        if self.asked is not None:
            try:
                self.result = vsi_result(self.session.policy, self.asked)
                self.case = self.asked
            except Problem as problem:
                self.asked, self.problem = None, problem
        if self.case is not None and self.result is not None:
            self._show(self.case, self.result)
        self.changed.emit()

    def _show(self, case: VsiCase, result: VsiResult) -> None:
        self.methods.put(case, result, self._note(case))
        marked = self.methods.marked()
        lines = [method_difference(result.chosen, marked)] if marked else []
        if case.other_income is not None:
            lines.append(level_difference(case, result))
        if self.problem is not None:
            lines.insert(0, sentence(self.problem))
        self.methods.say_difference(next((one for one in lines if one), ""))
        self.methods.make_up.say(self._make_up(case))
        self.pension.put(self.session.policy, case, result)

    def _note(self, case: VsiCase) -> str:
        if self.asked is None:
            if case.on != self.form.on():
                text = tr("chờ gõ xong, bảng vẫn của ngày {day}")
                return text.format(day=shown_day(case.on))
            text = tr("chờ gõ xong, bảng vẫn là mức {income}")
            return text.format(income=dong(case.income))
        payer = class_in_line(case.payer_class)
        if case.other_income is not None:
            return tr("hai mức, {payer}").format(payer=payer)
        return tr("mức {income}, {payer}").format(income=dong(case.income), payer=payer)

    def _make_up(self, case: VsiCase) -> str:
        longest = self.session.policy.on(case.on).find("vsi.missing_months")
        months = longest.value if longest is not None else NOTHING
        text = tr("chỉ khi đến tuổi nghỉ hưu mà thiếu không quá {months} tháng")
        return text.format(months=months)

    # -- what is shown beside and copied

    def working(self) -> Working | None:
        """The working of the method selected, then that of the pension."""
        case, result = self.case, self.result
        if case is None or result is None:
            return None
        say = self.session.words
        paid = result.chosen.contribution
        found = result.outlook
        pension = found.pension.monthly if found is not None else None
        return Working(
            about=method_note(result.chosen.method),
            label=_label(result.chosen),
            figure=NOTHING if paid is None else dong(paid.payable),
            unit="" if paid is None else tr("đồng"),
            parts=_parts(result.chosen),
            steps=tuple(working_of(say, paid.steps, paid.unconfirmed)) if paid else (),
            more_title=(tr("Lương hưu {amount}").format(amount=dong(pension)) if pension else ""),
            more_note=tr("mỗi tháng"),
            more=tuple(pension_steps(say, found, paid)) if found is not None else (),
            remarks=tuple(self._remarks(result)),
        )

    def _remarks(self, result: VsiResult) -> list[str]:
        said = []
        paid = result.chosen.contribution
        if paid is not None:
            said += [self.session.words.step(note) for note in paid.notes]
        if result.coming is not None:
            start, income = result.coming
            text = tr("Từ {day} mức thấp nhất có thể là {income} (chưa xác nhận).")
            value = self.session.policy.on(start).find("poverty_line.rural")
            if value is not None and value.status == "confirmed":
                text = tr("Từ {day} mức thấp nhất là {income}.")
            said.append(text.format(day=shown_day(start), income=dong(income)))
        return said

    def as_text(self) -> str:
        """The figure with its working, to be pasted."""
        working, case, result = self.working(), self.case, self.result
        if working is None or case is None or result is None:
            return ""
        head = [case.name] if case.name else []
        head.append(
            tr("BHXH tự nguyện, {about}, mức {income}, {payer}, tính cho ngày {day}").format(
                about=working.about,
                income=dong(case.income),
                payer=class_in_line(case.payer_class),
                day=shown_day(case.on),
            )
        )
        return "\n".join([*head, working.as_text(), plain_sentence(case, result.outlook)])

    def as_table(self) -> str:
        """The methods as a spreadsheet takes them, tabs between cells; amounts without dots."""
        rows = self.methods.shown_cells()
        return "\n".join("\t".join(plain_number(cell) for cell in row) for row in rows)


def _label(row: MethodRow) -> str:
    kind, _, number = row.method.rpartition("-")
    if kind == "ahead":
        return tr("Phải đóng một lần cho {time}").format(time=method_words(row.method))
    return tr("Phải đóng cho {number} tháng").format(number=number)


def _parts(row: MethodRow) -> str:
    paid = row.contribution
    if paid is None:
        return sentence(row.problem) if row.problem is not None else ""
    return _sum_of(paid)


def _sum_of(paid: Contribution) -> str:
    parts = [tr("{gross} − {state} nhà nước hỗ trợ")]
    if paid.local_support:
        parts.append(tr(" − {local} tỉnh, xã thêm"))
    if paid.other_support:
        parts.append(tr(" − {other} nguồn khác"))
    return "".join(parts).format(
        gross=dong(paid.gross),
        state=dong(paid.state_support),
        local=dong(paid.local_support or 0),
        other=dong(paid.other_support or 0),
    )
