"""The dialogs of the register's life over a household, each with what it would change."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from storage import Register
from storage.people import Person
from ui.forms.life.couple import CoupleDialog
from ui.forms.life.desk import ACTS, LifeDesk
from ui.forms.life.join import JoinDialog
from ui.forms.life.naming import homes_like, people_like
from ui.forms.life.transfer import TransferDialog
from ui.queries import Query
from ui.session import Session
from ui.window import Window

_LEFT_OUT = {"household_returns", "back", "mistaken"}  # nobody of the sample's household is gone

_CHILDREN = frozenset({"son", "daughter", "child"})
_GROWN = 20


def _is_grown(one: Person, session: Session) -> bool:
    return one.born is not None and one.born.age_on(session.today()) >= _GROWN


def life_pictures(
    register: Register, session: Session, window: Window, household: str
) -> Iterator[tuple[str, QPixmap]]:
    """Each act by its name, filled in as far as it can be."""
    window.open(Query("households", household))
    people = register.people.of_household(household)
    head = next(one for one in people if one.relation == "head")
    grown = [one for one in people if one.relation in _CHILDREN and _is_grown(one, session)]
    child = next(iter(grown), head)
    other = next(
        one
        for one in register.people.search("nguyen", 200)
        if one.household_id not in {None, household} and _is_grown(one, session)
        if one.relation in _CHILDREN
    )
    for act in ACTS:
        if act in _LEFT_OUT:
            continue
        who = head.id if act in {"death", "leave"} else child.id
        window.open(Query("life", household, act, {"person": who}))
        desk = window.forms["life"]
        if not isinstance(desk, LifeDesk) or desk.shown is None:
            continue
        dialog = desk.shown
        home = homes_like(register, other.name)[0]
        if isinstance(dialog, TransferDialog):
            dialog.target.set_value(home)
        elif isinstance(dialog, JoinDialog):
            dialog.other.set_value(home)
        elif isinstance(dialog, CoupleDialog):
            dialog.other.set_value(people_like(register, other.name, session.today())[0])
        dialog.refresh()
        yield act, _over(window, dialog)
        dialog.reject()


def _over(window: Window, dialog: QDialog) -> QPixmap:
    """The window with the dialog where it stands."""
    QApplication.processEvents()
    picture = window.grab()
    painter = QPainter(picture)
    corner = dialog.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
    painter.drawPixmap(corner, dialog.grab())
    painter.end()
    return picture
