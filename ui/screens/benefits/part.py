"""What the two calculators of Quyền lợi share: whom they ask about, and their two panels."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.found_edit import FoundEdit
from ui.screens.benefits.known import people_like
from ui.screens.benefits.wording import tr
from ui.session import Session
from ui.style import look

if TYPE_CHECKING:
    from rules.errors import Problem


class CalculatorPart(QObject):
    """One calculator: its figures stand above what they lead to, and follow every key.

    Signals:
        changed: another answer is shown.
    """

    changed = Signal()

    def __init__(self, session: Session, figures: QWidget, below: QWidget) -> None:
        super().__init__()
        self.session = session
        self.problem: Problem | None = None
        self._filling = False
        self.middle = QWidget()
        self.setParent(self.middle)  # gone with its page, and told no more of other sizes
        self._column = QVBoxLayout(self.middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(figures)
        self._column.addWidget(below, 1)
        look().changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._column.setSpacing(look().metrics.gap)

    def _person_edit(self, name: str, label: str) -> FoundEdit:
        """A field that finds somebody in the register."""
        return FoundEdit(
            name, label, hint=tr("không bắt buộc"), placeholder=tr("gõ tên để tìm"),
            find=lambda text: people_like(self.session.register, text, self.session.today()),
        )  # fmt: skip
