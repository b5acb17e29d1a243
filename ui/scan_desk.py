"""What becomes of a scanned card or sheet: the person is opened, or a new one filled in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from rules.citizen_card import CitizenCard, read_citizen_card
from rules.errors import Problem
from storage.alike import Alike, alike
from storage.people import Person, PersonChanges
from ui.alike_hint import person_words, query_of
from ui.checks import RadioButton
from ui.dialogs import Dialog
from ui.panels import words
from ui.queries import Query
from ui.scanner import Scanner
from ui.session import Session
from ui.trips import trip_query
from ui.wording import words as sentences

Who = Literal["known", "here", "new"]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Scans", text)


@runtime_checkable
class TakesCard(Protocol):
    """A form that is filled by a scanned card."""

    def take_card(self, card: CitizenCard) -> None:
        """Fill in what the card says."""


@runtime_checkable
class TakesSheet(Protocol):
    """A page on which the sheets of households are typed; a scanned one goes there."""

    def take_sheet(self, code: str) -> None:
        """Show the sheet of a code."""


@dataclass(frozen=True, slots=True)
class _Way:
    """One thing that can be done with a card."""

    who: Who
    text: str
    person: Person | None = None


class CardDialog(Dialog):
    """Nobody has the number of a scanned card: who is it?

    Args:
        card: what was scanned.
        found: who in the register it may be, having no number yet.
        home: the title of the household that is open; "" for none.
        parent: the window.
    """

    def __init__(
        self, card: CitizenCard, found: Sequence[Alike], home: str, parent: QWidget
    ) -> None:
        super().__init__(
            _tr("Thẻ căn cước vừa quét"),
            _tr("Chưa ai trong sổ có số định danh này."),
            filled=_tr("Tiếp tục"),
            cancel=_tr("Bỏ qua"),
            parent=parent,
            wide=True,
        )
        facts = QGridLayout()
        facts.setHorizontalSpacing(12)
        facts.setColumnStretch(1, 1)
        sex = sentences().say(f"sex.{card.sex}") if card.sex else _tr("Chưa rõ")
        for row, (label, text) in enumerate(
            (
                (_tr("Họ và tên"), card.name),
                (_tr("Sinh"), card.born.shown),
                (_tr("Giới tính"), sex),
                (_tr("Số định danh"), card.personal_id),
                (_tr("Nơi cư trú"), card.address),
            )
        ):
            facts.addWidget(words(label, "second"), row, 0)
            facts.addWidget(words(text, "name", wrap=True), row, 1)
        self.body.addLayout(facts)
        self._ways = [
            *(_Way("known", _known_words(one.person), one.person) for one in found),
            *(
                [_Way("here", _tr("Người mới, thêm vào hộ đang mở: {home}").format(home=home))]
                if home
                else []
            ),
            _Way("new", _tr("Người mới, lập hộ mới")),
        ]
        self.buttons = [RadioButton(way.text) for way in self._ways]
        self.body.addSpacing(4)
        self.body.addWidget(words(_tr("Người này là ai?"), "panel"))
        for button in self.buttons:
            self.body.addWidget(button)
        self.buttons[0].setChecked(True)
        self.buttons[0].setFocus()

    def chosen(self) -> _Way:
        """What is to be done."""
        marked = (way for way, one in zip(self._ways, self.buttons, strict=True) if one.isChecked())
        return next(marked)


class ScanDesk(QObject):
    """Takes what the scanner hears and goes there.

    Args:
        session: the open register.
        scanner: what listens to the keys.
        home: gives id and title of the household that is open, or two empty texts.
        over: the window.
    """

    def __init__(self, session: Session, scanner: Scanner, home: "OpenHome", over: QWidget) -> None:
        super().__init__(over)
        self._session = session
        self._home = home
        self._over = over
        scanner.card.connect(self.take_card)
        scanner.sheet.connect(self.take_sheet)

    def take_sheet(self, code: str) -> None:
        """Open the household of a sheet, ready for its result; where sheets are typed, there."""
        if self._is_busy():
            return
        try:
            trip = trip_query(self._session.register, code)
        except Problem as problem:
            self._session.fail(problem)
            return
        if trip is not None:
            self._session.ask(trip)
            return
        around = _around(QApplication.focusWidget())
        page = next((one for one in around if isinstance(one, TakesSheet)), None)
        if page is not None:
            page.take_sheet(code)
            return
        try:
            found = self._session.register.households.by_code(code)
        except Problem as problem:
            self._session.fail(problem)
            return
        self._session.ask(Query("households", found.id))

    def take_card(self, text: str) -> None:
        """Find the person of a card, or fill in a new one."""
        try:
            card = read_citizen_card(text, on=self._session.today())
        except Problem as problem:
            self._session.fail(problem)
            return
        around = _around(QApplication.focusWidget())
        form = next((one for one in around if isinstance(one, TakesCard)), None)
        if form is not None:
            form.take_card(card)
            return
        if self._is_busy():
            return
        found = alike(
            self._session.register, name=card.name, born=card.born, personal_id=card.personal_id
        )
        if found and found[0].certain:
            self._open(found[0].person)
        else:
            self._ask(card, found)

    def _is_busy(self) -> bool:
        """A dialog that takes no card keeps what it has; the clerk is told."""
        busy = QApplication.activeModalWidget() is not None
        if busy:
            text = _tr("Đang mở một hộp thoại: làm xong hoặc đóng lại rồi quét lần nữa.")
            self._session.tell(text, "warn")
        return busy

    def _open(self, person: Person) -> None:
        if person.household_id is None:
            text = _tr("{who} có trong sổ nhưng chưa thuộc hộ nào.")
            self._session.tell(text.format(who=person_words(person)), "warn")
            return
        self._session.ask(query_of(person))

    def _ask(self, card: CitizenCard, found: Sequence[Alike]) -> None:
        home, title = self._home()
        dialog = CardDialog(card, found, title, self._over)
        if dialog.exec() != Dialog.DialogCode.Accepted:
            return
        way = dialog.chosen()
        if way.person is not None:
            self._write_number(way.person, card)
        elif way.who == "here":
            self._session.ask(Query("households", home, "add", {"card": card}))
        else:
            self._session.ask(Query("entry", facts={"card": card}))

    def _write_number(self, person: Person, card: CitizenCard) -> None:
        """Give somebody of the register the number, and what was not known yet."""
        told: PersonChanges = {"personal_id": card.personal_id, "sex": person.sex or card.sex}
        if person.born is None or person.born.day is None:
            told["born"] = card.born
        what = _tr("Ghi số định danh của {name} theo thẻ").format(name=person.name)
        try:
            with self._session.change(what):
                self._session.register.people.save(person.id, **told)
        except Problem as problem:
            self._session.fail(problem)
            return
        self._open(person)
        text = _tr("{what}. Đối chiếu họ tên với thẻ: {name}. Bấm Ctrl+Z để hoàn tác.")
        self._session.tell(text.format(what=what, name=card.name), "ok")


class OpenHome(Protocol):
    """Tells which household is open."""

    def __call__(self) -> tuple[str, str]:
        """Id and title; two empty texts for none."""


def _known_words(person: Person) -> str:
    return _tr("{who}: ghi thêm số định danh").format(who=person_words(person))


def _around(widget: QWidget | None) -> Iterator[QWidget]:
    """A widget and what it stands in, from the inside out."""
    while widget is not None:
        yield widget
        widget = widget.parentWidget()
