"""Opens the dialog of an act over the window, by its name in a query."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from rules.errors import Problem
from ui.forms.life.back import ComeBackDialog, MistakenDialog
from ui.forms.life.birth import BirthDialog
from ui.forms.life.couple import CoupleDialog
from ui.forms.life.death import DeathDialog
from ui.forms.life.frame import ActDialog
from ui.forms.life.head import HeadDialog
from ui.forms.life.household import HouseholdLeavesDialog, HouseholdReturnsDialog
from ui.forms.life.join import JoinDialog
from ui.forms.life.leave import LeaveDialog
from ui.forms.life.split import SplitDialog
from ui.forms.life.transfer import TransferDialog
from ui.forms.wording import tr
from ui.queries import Query
from ui.session import Session

_Make = Callable[[Session, QWidget, str, str], ActDialog]

# Each act by the name it has in a query: what makes its dialog of household and person.
ACTS: dict[str, _Make] = {
    "death": lambda session, over, _home, who: DeathDialog(
        session, over, session.register.people.get(who)
    ),
    "leave": LeaveDialog,
    "back": ComeBackDialog,
    "mistaken": MistakenDialog,
    "transfer": TransferDialog,
    "split": SplitDialog,
    "join": lambda session, over, home, _who: JoinDialog(session, over, home),
    "couple": lambda session, over, _home, who: CoupleDialog(session, over, who),
    "birth": BirthDialog,
    "head": lambda session, over, home, _who: HeadDialog(session, over, home),
    "household_leaves": lambda session, over, home, _who: HouseholdLeavesDialog(
        session, over, home
    ),
    "household_returns": lambda session, over, home, _who: HouseholdReturnsDialog(
        session, over, home
    ),
}
# After these the household that came out of them is shown.
_SHOWN_AFTER = frozenset({"split", "join", "couple"})


class LifeDesk(QObject):
    """Opens the acts; a query names the act, the household and the person."""

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(over)
        self.session = session
        self.shown: ActDialog | None = None
        self._over = over

    def open(self, query: Query) -> None:
        """Open the dialog of an act."""
        person = str(query.facts.get("person") or "")
        try:
            dialog = ACTS[query.action](self.session, self._over, query.id, person)
        except Problem as problem:
            self.session.fail(problem)
            return
        if isinstance(dialog, TransferDialog) and query.facts.get("to"):
            dialog.aim(str(query.facts["to"]))
        dialog.finished.connect(lambda result: self._closed(dialog, query.action, result))
        self.shown = dialog
        dialog.open()

    def _closed(self, dialog: ActDialog, act: str, result: int) -> None:
        self.shown = None
        if result:
            if act in _SHOWN_AFTER and isinstance(dialog.outcome, str):
                self.session.ask(Query("households", dialog.outcome))
            said = tr("Đã xong: {what}. Bấm Ctrl+Z để hoàn tác.")
            self.session.tell(said.format(what=dialog.what_was), "ok")
        dialog.deleteLater()
