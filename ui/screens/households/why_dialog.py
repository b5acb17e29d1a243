"""Why a household would pay what it would pay: each step with its amount and source."""

from PySide6.QtWidgets import QWidget

from rules.money import dong
from rules.words import Words
from rules.working import Step
from ui.dialogs import Dialog
from ui.notices import Banner
from ui.panels import Panel
from ui.screens.households.quoting import HouseholdBill
from ui.screens.households.wording import tr
from ui.style import look
from ui.workings import Workings, WorkingStep


class WhyDialog(Dialog):
    """The working of a quote: each step with its amount and source, and what is unconfirmed."""

    def __init__(self, bill: HouseholdBill, words_of: Words, parent: QWidget) -> None:
        super().__init__(
            tr("Cả hộ phải đóng {amount} đồng").format(amount=dong(bill.payable)),
            tr("Mức đóng {gross}, Nhà nước và địa phương hỗ trợ {support}.").format(
                gross=dong(bill.gross), support=dong(bill.support)
            ),
            parent=parent,
            cancel=tr("Đóng"),
        )
        self.steps = Workings()
        self.steps.put([_step(step, words_of) for step in bill.steps])
        frame = Panel()
        frame.body.addWidget(self.steps)
        frame.setMinimumHeight(look().metrics.px(360))
        self.body.addWidget(frame)
        self.strip = Banner("warn")
        said = [
            words_of.say("unconfirmed.line", name=one.name, why=one.why) for one in bill.unconfirmed
        ]
        self.strip.say("\n".join([words_of.say("unconfirmed.title"), *said]) if said else "")
        self.body.addWidget(self.strip)


def _step(step: Step, words: Words) -> WorkingStep:
    return WorkingStep(
        what=words.step(step),
        result="" if step.amount is None else dong(step.amount),
        cite="; ".join(cite.full for cite in step.cites),
    )
