"""One person in a dialog: who it may be is pointed out, a card fills it, a draft is kept."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from rules.citizen_card import CitizenCard
from storage import Register
from storage.household_record import HouseholdRecord
from tests.ui.keyboard import type_text
from ui.draft_offer import DraftOffer
from ui.fields import LineField
from ui.forms.life.desk import LifeDesk
from ui.forms.life.transfer import TransferDialog
from ui.queries import Query
from ui.screens.households.person_dialog import PersonDialog
from ui.session import Session

TODAY = date(2026, 11, 21)
CARD = CitizenCard("038179004412", "Mai Thi Lanh", PartialDate(1979, 8, 5), "female", "Xóm 3")


@pytest.fixture
def record(register: Register) -> HouseholdRecord:
    with register.change("Lập sổ"):
        village = register.villages.add("Thôn Đông")
        home = register.households.add(village_id=village)
        register.people.add(
            name="Tống Thị Mận", household_id=home, relation="head", sex="female",
            born=PartialDate(1981, 2, 3), personal_id="038181005555",
        )  # fmt: skip
        other = register.households.add(village_id=village)
        register.people.add(name="Vi Văn Tuất", household_id=other, born=PartialDate(2004))
    return register.households.record(home, TODAY)


class Dialogs:
    """Opens the dialog over a page."""

    def __init__(self, session: Session, record: HouseholdRecord, qtbot: QtBot) -> None:
        self.over = QWidget()
        qtbot.addWidget(self.over)
        self.over.resize(1366, 697)
        self.over.show()
        self._session, self._record = session, record

    def add(self, card: CitizenCard | None = None) -> PersonDialog:
        dialog = PersonDialog(self._session, self._record, None, self.over, card=card)
        dialog.show()
        return dialog

    def mend(self) -> PersonDialog:
        dialog = PersonDialog(self._session, self._record, self._record.head, self.over)
        dialog.show()
        return dialog


@pytest.fixture
def dialogs(session: Session, record: HouseholdRecord, qtbot: QtBot) -> Iterator[Dialogs]:
    made = Dialogs(session, record, qtbot)
    yield made
    for dialog in made.over.findChildren(PersonDialog):
        dialog.done(0)


def fill(field: LineField, text: str) -> None:
    field.line.clear()
    type_text(field.line, text)
    field.settle()
    field.settled.emit()


def test_who_it_may_be_is_pointed_out_and_opened_without_losing_what_was_typed(
    dialogs: Dialogs, register: Register, session: Session
) -> None:
    """With what the household it stands in has already (a card, insurance, a standing)."""
    (known,) = register.people.search("vi van tuat")
    with register.change("Ghi thẻ và diện hộ"):
        day = session.today()
        register.covers.add(known.id, scheme="hi", known="covered", dated=day)
        register.covers.add(known.id, scheme="vsi", known="covered", dated=day)
        register.standings.set(known.household_id or "", day.year, "near_poor")
    asked: list[Query] = []
    session.asked.connect(asked.append)
    dialog = dialogs.add()
    fill(dialog.name, "VI VĂN TUẤT")
    assert not dialog.hint.isVisible()
    fill(dialog.born, "030204")
    assert "trùng tên và ngày sinh" in dialog.hint.text()
    assert "Hộ này 1/1 người có thẻ BHYT" in dialog.hint.text()
    assert "1 người đóng BHXH tự nguyện, hộ cận nghèo." in dialog.hint.text()
    dialog.hint.link.click()
    assert not dialog.isVisible()
    assert asked == [Query("households", known.household_id or "", facts={"person": known.id})]
    again = dialogs.add()
    assert again.name.text() == "Vi Văn Tuất"
    assert again.again.text() == "Đã mở lại phần gõ dở lúc 08:31."


def test_somebody_of_the_register_moves_here_by_the_guided_act(
    dialogs: Dialogs, register: Register, session: Session, record: HouseholdRecord
) -> None:
    asked: list[Query] = []
    session.asked.connect(asked.append)
    dialog = dialogs.add()
    fill(dialog.name, "Vi Văn Tuất")
    fill(dialog.born, "2004")
    dialog.hint.take.click()
    (known,) = register.people.search("vi van tuat")
    facts = {"person": known.id, "to": record.household.id}
    assert asked == [Query("life", known.household_id or "", "transfer", facts)]
    assert not dialog.isVisible()
    desk = LifeDesk(session, dialogs.over)
    desk.open(asked[0])
    assert isinstance(desk.shown, TransferDialog)
    assert desk.shown.target.value() == record.household.id
    desk.shown.reject()


def test_who_lives_nowhere_is_taken_in_at_once(
    dialogs: Dialogs, register: Register, record: HouseholdRecord
) -> None:
    with register.change("Thêm người"):
        alone = register.people.add(name="Lò Thị Mến", born=PartialDate(1990))
    dialog = dialogs.add()
    fill(dialog.name, "Lò Thị Mến")
    fill(dialog.born, "1990")
    dialog.hint.take.click()
    assert register.people.get(alone).household_id == record.household.id
    register.undo()
    assert register.people.get(alone).household_id is None


def test_a_held_number_stops_the_writing_beside_its_field(
    dialogs: Dialogs, register: Register
) -> None:
    dialog = dialogs.add()
    fill(dialog.name, "Mai Thị Lành")
    fill(dialog.personal_id, "038181005555")
    assert dialog.hint.text().startswith("Đã có trong sổ, cùng số định danh: Tống Thị Mận")
    dialog.filled.click()
    assert dialog.isVisible()
    assert "là của Tống Thị Mận" in dialog.personal_id.message.text()
    assert register.people.count() == 2


def test_somebody_is_not_alike_to_themselves(dialogs: Dialogs, register: Register) -> None:
    dialog = dialogs.mend()
    fill(dialog.phone, "0912345678")
    dialog._look_alike()
    assert not dialog.hint.isVisible()
    dialog.accept()
    assert register.drafts.all() == ()
    assert register.people.search("tong thi man")[0].phone == "0912345678"


def test_a_card_fills_it_and_the_name_is_to_be_checked(dialogs: Dialogs) -> None:
    dialog = dialogs.add(CARD)
    assert dialog.name.value() == "Mai Thi Lanh"
    assert (dialog.name.state, dialog.name.message.text()) == ("warn", "Đối chiếu với thẻ.")
    assert dialog.born.value() == PartialDate(1979, 8, 5)
    assert (dialog.sex.value(), dialog.personal_id.value()) == ("female", "038179004412")


def test_esc_throws_away_and_nothing_typed_is_no_draft(
    dialogs: Dialogs, register: Register
) -> None:
    dialog = dialogs.add()
    dialog.put_off()
    assert register.drafts.all() == ()
    dialog = dialogs.add()
    fill(dialog.name, "Mai Thị Lành")
    dialog.draft.keep()
    assert len(register.drafts.all()) == 1
    dialog.reject()
    assert register.drafts.all() == ()


def test_the_start_offers_what_was_being_typed(
    dialogs: Dialogs, register: Register, session: Session, record: HouseholdRecord, qtbot: QtBot
) -> None:
    assert record.head is not None
    household = record.household.id
    register.drafts.keep("entry", "", {})
    register.drafts.keep("person", f"{household}/{record.head.id}", {})
    register.drafts.keep("visit", household, {})
    register.drafts.keep("enrolment", "no-such-household", {})
    asked: list[Query] = []
    offer = DraftOffer(session)
    qtbot.addWidget(offer)
    offer.resumed.connect(asked.append)
    offer.show()
    seen = []
    for _ in range(3):
        seen.append(offer.banner.text())
        offer.banner.link.click()
    assert "Còn 3 việc dở nữa." in seen[0]
    assert {query.place for query in asked} <= {"entry", "households", "visit", "enrolment"}
    last = offer.banner.text()
    assert "đang gõ dở lúc 08:31" in last
    offer.drop.click()
    assert not offer.isVisible()
    assert len(register.drafts.all()) == 3
    places = {(query.place, query.action) for query in asked}
    assert len(places) == 3


def test_what_was_written_meanwhile_is_not_offered_any_more(
    register: Register, session: Session, qtbot: QtBot
) -> None:
    register.drafts.keep("entry", "", {})
    offer = DraftOffer(session)
    qtbot.addWidget(offer)
    offer.show()
    assert offer.banner.text() == "Còn một hộ đang gõ dở lúc 08:31."
    with session.change("Thêm hộ"):
        register.households.add()
        register.drafts.forget("entry")
    assert not offer.isVisible()
