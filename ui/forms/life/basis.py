"""Căn cứ: the law behind what is said under an act, step by step."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from rules.vsi.survivors import funeral
from rules.working import Step
from storage.people import Person
from ui.dialogs import Dialog
from ui.forms.wording import tr, working_of
from ui.panels import Panel
from ui.session import Session
from ui.style import look
from ui.wording import words
from ui.workings import Workings


class FuneralBasis(Dialog):
    """The working of the funeral allowance of voluntary insurance, each step with its source.

    Args:
        session: the open register.
        person: who has died.
        died: the day; its law counts.
        over: the dialog it stands over.

    Raises:
        RuleError: no_value_in_force.
    """

    def __init__(self, session: Session, person: Person, died: date, over: QWidget) -> None:
        months = session.register.enrolments.paid_months(person.id)
        found = funeral(session.policy, died=died, months=months)
        super().__init__(
            tr("Trợ cấp mai táng từ BHXH"),
            tr("Theo những tháng BHXH tự nguyện ghi trong sổ này; nơi khác đã đóng thì hỏi thêm."),
            parent=over,
            cancel=tr("Đóng"),
        )
        self.steps = Workings()
        self.steps.put(working_of(words(), found.steps, found.unconfirmed))
        self.body.addWidget(_framed(self.steps))


class MarriageBasis(Dialog):
    """What the law asks of two who marry, where the register knows something that speaks against.

    Args:
        steps: what is said, each with its law.
        over: the dialog it stands over.
    """

    def __init__(self, steps: Sequence[Step], over: QWidget) -> None:
        super().__init__(
            tr("Điều kiện kết hôn"),
            tr("Sổ chỉ nhắc để xem lại; việc đăng ký kết hôn do Ủy ban nhân dân xã làm."),
            parent=over,
            cancel=tr("Đóng"),
        )
        self.steps = Workings()
        self.steps.put(working_of(words(), steps, ()))
        self.body.addWidget(_framed(self.steps))


def _framed(steps: Workings) -> Panel:
    frame = Panel()
    frame.body.addWidget(steps)
    frame.setMinimumHeight(look().metrics.px(180))
    return frame
