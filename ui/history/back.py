"""Taking entries of the journal back, wherever they are listed."""

from PySide6.QtWidgets import QWidget

from rules.errors import Problem
from storage.dependence import Leaning
from ui.dialogs import ask
from ui.history.words import tr
from ui.session import Session


def take_back(session: Session, leaning: Leaning, window: QWidget) -> None:
    """Take an entry back with all that leans on it; asks first where receipts are out."""
    if leaning.receipts and not ask(
        window,
        tr("Hoàn tác lần có biên lai?"),
        tr("Biên lai {numbers} đã giao cho dân. Thu lại biên lai rồi hãy hoàn tác.").format(
            numbers=", ".join(" / ".join(part for part in one if part) for one in leaning.receipts)
        ),
        filled=tr("Đã thu lại, hoàn tác"),
        cancel=tr("Giữ nguyên"),
        danger=True,
    ):
        return
    try:
        session.announce(session.register.undo_together(leaning.together))
    except Problem as problem:
        session.fail(problem)
