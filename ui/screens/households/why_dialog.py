"""Why a household would pay what it would pay: each step with its amount and source.

After the steps stand who else could pay, what voluntary insurance leads to, and what changes when.
"""

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
            _summary(bill),
            parent=parent,
            cancel=tr("Đóng"),
        )
        said = (*bill.remarks, *bill.brings, *bill.later)
        self.steps = Workings()
        self.steps.put([*(_step(step, words_of) for step in bill.steps), *map(_saying, said)])
        frame = Panel()
        frame.body.addWidget(self.steps)
        frame.setMinimumHeight(look().metrics.px(360))
        self.body.addWidget(frame)
        self.strip = Banner("warn")
        unsure = [
            words_of.say("unconfirmed.line", name=one.name, why=one.why) for one in bill.unconfirmed
        ]
        self.strip.say("\n".join([words_of.say("unconfirmed.title"), *unsure]) if unsure else "")
        self.body.addWidget(self.strip)


def _summary(bill: HouseholdBill) -> str:
    said = tr("Mức đóng {gross}, Nhà nước và địa phương hỗ trợ {support}.").format(
        gross=dong(bill.gross), support=dong(bill.support)
    )
    return f"{said} {bill.terms}".rstrip()


def _step(step: Step, words: Words) -> WorkingStep:
    return WorkingStep(
        what=words.step(step),
        result="" if step.amount is None else dong(step.amount),
        cite="; ".join(cite.full for cite in step.cites),
    )


def _saying(text: str) -> WorkingStep:
    """A sentence of the quote among the steps, which have no bold words."""
    return WorkingStep(what=text.replace("**", ""), result="")
