"""Pictures of the history: of a household, of a village and of the office, and how they stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from ui.history.dialog import RecordHistoryDialog
from ui.history.records import Record
from ui.history.stood import StoodDialog
from ui.queries import Query
from ui.screens.households.screen import HouseholdsScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QDialog

    from storage import Register
    from ui.window import Window


def history_pictures(
    register: Register, window: Window, household: str
) -> Iterator[tuple[str, QPixmap]]:
    """The tab of the household, then the dialogs of records that have no page; all taken back."""
    session, village = window.session, register.villages.all()[0]
    with register.change("Đổi tên thôn"):
        register.villages.rename(village.id, f"{village.name} Thượng")
    with register.change("Sửa cơ quan và đầu giấy"):
        register.office.save(hours="Sáng thứ 2 đến thứ 6, 7 giờ 30 đến 11 giờ 30")
    with register.change("Ghi không liên hệ hộ"):
        register.households.save(household, do_not_contact=True)
    window.open(Query("households", household))
    screen = window.screen_of("households")
    if isinstance(screen, HouseholdsScreen):
        screen.history_action.trigger()
        QApplication.processEvents()
        yield "17-lich-su", window.grab()
    office = Record("office", "office", "Cơ quan và đầu giấy")
    place = Record("villages", village.id, village.name)
    for name, record in (("thon", place), ("co-quan", office)):
        history = RecordHistoryDialog(session, record, window)
        history.show()
        yield f"17-lich-su-{name}", _over(window, history)
        entry = history.panel.current()
        history.reject()
        if entry is None:
            continue
        stood = StoodDialog(register, (record,), entry.change.id, session.clock(), window)
        stood.show()
        yield f"17-truoc-do-{name}", _over(window, stood)
        stood.reject()
    for _ in range(3):
        register.undo()


def _over(window: Window, dialog: QDialog) -> QPixmap:
    """The window with the dialog where it stands."""
    QApplication.processEvents()
    picture = window.grab()
    painter = QPainter(picture)
    corner = dialog.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
    painter.drawPixmap(corner, dialog.grab())
    painter.end()
    return picture
