"""A link to Rà soát that says how much there is to look at; any screen may show it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QShowEvent

from rules.money import dong
from storage import Changed, Register
from storage.data_checks import CHECKS, reasons_of
from storage.duplicates import find_duplicates
from storage.progress import Progress
from ui.buttons import Button
from ui.queries import Query
from ui.screen import Screen
from ui.session import Session


def tr(text: str) -> str:
    """Words of the link."""
    return QCoreApplication.translate("ReviewLink", text)


def review_action(screen: Screen) -> QAction:
    """Make a screen's action that goes to Rà soát."""
    return screen.act(
        tr("Rà soát người ghi trùng, dữ liệu"),
        lambda: screen.session.ask(Query("review")),
        keys="Ctrl+R",
        icon_name="git-merge",
    )


class ReviewLink(Button):
    """Presses an action that goes to Rà soát; counts in the background whenever it is shown.

    Args:
        session: the open register.
        action: what goes there; its words become the counts.
    """

    def __init__(self, session: Session, action: QAction) -> None:
        super().__init__(action.text(), kind="link")
        self._session = session
        self._goes = action
        self._stale = True
        self.follow(action)
        session.changed.connect(self._heard)

    def showEvent(self, event: QShowEvent) -> None:
        """Count anew what has changed since."""
        super().showEvent(event)
        self._count()

    def _heard(self, _changed: Changed) -> None:
        self._stale = True
        if self.isVisible():
            self._count()

    def _count(self) -> None:
        if not self._stale:
            return
        self._stale = False
        today = self._session.today()

        def work(register: Register, progress: Progress) -> tuple[int, int]:
            faults = sum(len(reasons_of(check, register, today)) for check in CHECKS)
            return len(find_duplicates(register, progress)), faults

        self._session.jobs.run(tr("Đang đếm việc cần xem lại"), work, self._say, quiet=True)

    def _say(self, found: tuple[int, int]) -> None:
        kinds = (tr("{n} cặp có thể trùng"), tr("{n} chỗ cần xem lại"))
        parts = [
            text.format(n=dong(number)) for text, number in zip(kinds, found, strict=True) if number
        ]
        nothing = tr("không có gì phải xem lại")
        self._goes.setText(tr("Rà soát: {what}").format(what=", ".join(parts) or nothing))
