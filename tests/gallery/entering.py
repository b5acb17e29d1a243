"""Pictures of what is typed and scanned: a household from the book, a card nobody has yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from rules.calendar import PartialDate
from rules.citizen_card import CitizenCard
from storage.alike import alike
from ui.forms.entry import EntryForm
from ui.queries import Query
from ui.scan_desk import CardDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPixmap

    from storage import Register
    from storage.people import Person
    from ui.window import Window

CARD = CitizenCard(
    "038179004412", "Mai Thi Lanh", PartialDate(1979, 8, 5), "female", "Xóm 3, Xã Mẫu"
)


def entry_pictures(register: Register, window: Window) -> Iterator[tuple[str, QPixmap]]:
    """A household being typed, one line being somebody of the register; then a scanned card."""
    known = next(one for one in register.people.list(limit=200) if one.personal_id and one.born)
    window.open(Query("entry", facts={"village": known.village_id}))
    form = window.forms["entry"]
    if not isinstance(form, EntryForm):
        return
    _type(form, known)
    form.grid.start(1)
    yield "00-them-ho", _grab(window)
    form.grid.start(3, 1)
    form.grid.line.setText("c")
    form.grid.line.textEdited.emit("c")
    yield "00-them-ho-chon", _grab(window)
    form.throw_away()
    found = alike(register, name=known.name, born=known.born)
    dialog = CardDialog(CARD, found, "Hộ bà Tống Thị Mận", window)
    dialog.show()
    QApplication.processEvents()
    yield "00-the-can-cuoc", dialog.grab()
    dialog.reject()


def _type(form: EntryForm, known: Person) -> None:
    born = known.born.shown if known.born else ""
    form.number.set_text("113")
    form.address.set_text("Xóm 3")
    form.model.set_texts(
        [
            ["Mai Thị Lành", "h", "nữ", "050879", "038179004412", "", "0912345678", "300627"],
            [known.name, "ch", "", born, known.personal_id or "", "", "", "", "Thái"],
            ["Vi Thị Xuân", "cg", "nữ", "3102", "", "", "", "", "Thái"],
            ["Vi Văn Ngọ"],
        ]
    )


def _grab(window: Window) -> QPixmap:
    QApplication.processEvents()
    return window.grab()
