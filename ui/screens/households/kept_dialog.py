"""A calculation kept with a household: what was asked, what was said and why, as on its day."""

from typing import Literal

from PySide6.QtWidgets import QWidget

from rules.calendar import shown_day
from rules.money import dong
from rules.words import Words
from rules.working import Step
from storage.calculations import Calculation
from storage.law_since import LawChange
from ui.buttons import Button
from ui.dialogs import Dialog
from ui.notices import Banner
from ui.panels import Panel
from ui.screens.households.wording import method_words, tr
from ui.style import look
from ui.wording import sentence
from ui.workings import Workings, WorkingStep

Choice = Literal["open", "print", "remove"]


class KeptDialog(Dialog):
    """Shows one kept calculation; `chosen` tells what is to be done with it.

    Args:
        kept: the calculation.
        since: what the law says otherwise today.
        words_of: the words of its steps.
        parent: the window it stands over.
    """

    def __init__(
        self, kept: Calculation, since: LawChange | None, words_of: Words, parent: QWidget
    ) -> None:
        pays = kept.answer.pays
        title = tr("Còn phải đóng {amount} đồng, đóng {span}").format(
            amount=dong(pays.payable), span=method_words("vsi", pays.method, pays.months)
        )
        super().__init__(
            title, _said(kept), filled=tr("Mở ở Quyền lợi"), cancel=tr("Đóng"), parent=parent
        )
        self.chosen: Choice = "open"
        self.strip = Banner("warn", _changed(kept, since))
        self.body.addWidget(self.strip)
        self.steps = Workings()
        self.steps.put([_step(step, words_of) for step in kept.answer.working])
        frame = Panel()
        frame.body.addWidget(self.steps)
        frame.setMinimumHeight(look().metrics.px(330))
        self.body.addWidget(frame)
        self.take_back = Button(tr("Bỏ bảng tính"), icon_name="trash-2")
        self.print_it = Button(tr("In"), icon_name="printer")
        for button, choice in ((self.take_back, "remove"), (self.print_it, "print")):
            button.clicked.connect(lambda _=False, choice=choice: self._choose(choice))
            self.extra.addWidget(button)

    def _choose(self, choice: Choice) -> None:
        self.chosen = choice
        self.accept()


def _said(kept: Calculation) -> str:
    """For whom, on which day and at which income; then the pension."""
    income = dong(kept.case.income)
    template = tr("Tính ngày {day}, mức {income} đồng một tháng.")
    if kept.person:
        template = tr("Tính ngày {day} cho {who}, mức {income} đồng một tháng.")
    said = template.format(day=shown_day(kept.day), who=kept.person, income=income)
    prospect = kept.answer.prospect
    if prospect is None or prospect.monthly is None:
        return said
    pension = tr("Lương hưu {amount} đồng một tháng, từ tháng {month}, tính theo tiền hôm đó.")
    more = pension.format(amount=dong(prospect.monthly), month=prospect.pension_from.shown)
    return f"{said} {more}"


def _changed(kept: Calculation, since: LawChange | None) -> str:
    """The sentence that the law has changed; empty where it has not."""
    if since is None:
        return ""
    if since.problem is not None:
        return tr("Quy định đã đổi từ ngày tính. {why}").format(why=sentence(since.problem))
    if since.pays is None or since.pays.payable == kept.answer.pays.payable:
        return tr("Quy định đã đổi từ ngày tính: mở ở Quyền lợi để tính lại.")
    template = tr("Quy định đã đổi từ ngày tính: hôm nay cách đóng này là {amount} đồng.")
    return template.format(amount=dong(since.pays.payable))


def _step(step: Step, words: Words) -> WorkingStep:
    return WorkingStep(
        what=words.step(step),
        result="" if step.amount is None else dong(step.amount),
        cite="; ".join(cite.full for cite in step.cites),
    )
