"""Tham gia: the due list with a person's time, and its dialogs."""

from collections.abc import Iterator

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from rules.calendar import Month
from storage import Register
from storage.calls import Called
from ui.screens.enrolments import EnrolmentsScreen
from ui.window import Window


def enrolments_pictures(register: Register, window: Window) -> Iterator[tuple[str, QPixmap]]:
    """Draw the list, then each of its dialogs."""
    on = window.session.today()
    rows = register.due.rows("30", on)
    person = next((row.person_id for row in rows if row.scheme == "vsi"), "")
    if not register.earlier_spells.of_person(person) and person:
        with register.change("Ghi đã gọi"):
            for row, result in zip(rows[2:5], ("reached", "no_answer", "promised"), strict=False):
                register.calls.record(
                    [Called(row.household_id, row.person_id, row.scheme)],
                    on,
                    result,  # type: ignore[arg-type]
                    next_day=on if result == "promised" else None,
                )
            register.earlier_spells.add(
                person, "vsi", Month(2018, 5), Month(2020, 4), supported_months=24,
                income=1_200_000, stopped_why="away", won_by="Tổ nhóm của thôn",
            )  # fmt: skip
    window.go("enrolments")
    screen = window.screen_of("enrolments")
    if not isinstance(screen, EnrolmentsScreen):
        return
    screen.list.select_id(f"vsi {person}")
    place = screen.list.currentIndex().row()
    screen.model.mark([place, max(place - 1, 0), max(place - 3, 0)])
    QApplication.processEvents()
    yield "12-tham-gia", window.grab()
    for name, act in (
        ("gia-han", screen.renew), ("da-goi", screen.write_call), ("ngung", screen.stop),
        ("truoc-khi-co-so", screen.write_earlier), ("bien-lai", screen.show_receipts),
        ("nguoi-thu", screen.show_tally),
    ):  # fmt: skip
        act()
        if screen.dialog is not None:
            QApplication.processEvents()
            yield f"12-tham-gia-{name}", screen.dialog.grab()
            screen.dialog.reject()
    screen.model.set_marks(())
