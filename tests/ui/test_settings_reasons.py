"""Lý do và lời đáp: the reasons an office adds, puts into other words, hides and takes back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from storage.journal_book import names_in, read_page
from storage.visits import ResultInput
from tests.ui.keyboard import press, type_text
from ui.history.words import field_changes
from ui.queries import Query
from ui.screens.settings.reasons import ReasonDialog, ReasonsPage, SaidDialog
from ui.session import Session


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> ReasonsPage:
    page = ReasonsPage(session)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    page.reload()
    session.changed.connect(lambda _: page.reload())
    page.start()
    return page


def _dialog(qtbot: QtBot, session: Session, number: int | None) -> ReasonDialog:
    reason = None if number is None else session.register.refusal_reasons.get(number)
    dialog = ReasonDialog(session, reason)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_reason_is_added_and_offered_behind_the_others(
    page: ReasonsPage, qtbot: QtBot, session: Session
) -> None:
    dialog = _dialog(qtbot, session, None)
    type_text(dialog.title.line, "Chờ bán keo")
    press(dialog.title.line, Qt.Key.Key_Return)
    type_text(dialog.says.line, "Bán xong keo đã.")
    press(dialog.says.line, Qt.Key.Key_Return)
    type_text(dialog.answer.area, "Bán keo xong {xh} đóng một lần.")
    dialog.filled.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert page.model.rows()[-1].title == "Chờ bán keo"
    assert page.model.rows()[-1].number == 11
    session.undo()
    assert len(page.model.rows()) == 10


def test_a_value_nobody_knows_is_said_and_nothing_is_saved(qtbot: QtBot, session: Session) -> None:
    dialog = _dialog(qtbot, session, 3)
    dialog.answer_vsi.set_text("Mỗi tháng {vsi.san} đồng.")
    dialog.filled.click()
    assert dialog.isVisible()
    assert dialog.answer_vsi.message.text().startswith("Lời đáp gọi “vsi.san”")
    assert session.register.changes() == []
    dialog.answer_vsi.set_text("")
    dialog.title.set_text("Đi làm xa")
    dialog.filled.click()
    assert "Đã có lý do 9" in dialog.title.message.text()
    assert session.register.changes() == []


def test_other_words_hidden_and_back(page: ReasonsPage, qtbot: QtBot, session: Session) -> None:
    noun = session.register.refusal_reasons
    with session.change("Đến nhà"):
        home = session.register.households.add()
        said = [ResultInput("refused", None, "hi", "7")]
        session.register.visits.record(home, date(2026, 11, 2), results=said)
    page.reload()
    page.table.select_id(7)
    row = page.table.currentIndex().row()
    assert page.model.index(row, 3).data() == "1 lần"
    assert not page.back.isEnabled()
    assert page.who.isEnabled()
    listed = SaidDialog(session, noun.get(7))
    qtbot.addWidget(listed)
    assert [(one.person, one.schemes, one.refused) for one in listed.said] == [("", ("hi",), True)]
    assert listed.model.index(0, 2).data() == "Cả hộ"
    assert listed.model.index(0, 4).data() == "BHYT"
    asked: list[Query] = []
    session.asked.connect(asked.append)
    listed.filled.click()
    assert asked == [Query("households", home)]
    dialog = _dialog(qtbot, session, 7)
    dialog.answer.set_text("Trạm y tế xã khám ngay\n trong  buổi.")
    dialog.filled.click()
    assert noun.get(7).answer == "Trạm y tế xã khám ngay trong buổi."
    assert page.model.index(row, 4).data() == "đã sửa lời"
    page.back.trigger()
    assert not noun.get(7).changed
    page.turn.trigger()
    assert not noun.get(7).active
    page.hidden.setChecked(True)
    page.table.select_id(7)
    assert page.turn.text() == "Dùng lại lý do này"
    page.turn.trigger()
    assert noun.get(7).active


def test_the_history_says_it_in_a_clerks_words(session: Session) -> None:
    register = session.register
    with session.change("Sửa lý do"):
        register.refusal_reasons.change(2, (), title="Còn trẻ, còn khỏe")
    (entry,) = read_page(register, limit=1)
    changes = field_changes(entry.rows, names_in(register, entry.rows))
    assert ("Lý do 2", "Tên lý do", "Còn trẻ, còn khỏe") in {
        (one.whose, one.label, one.after) for one in changes
    }
    with session.change("Đến nhà"):
        home = register.households.add()
        register.visits.record(
            home,
            date(2026, 11, 2),
            results=[ResultInput("agreed", None, "hi", "2", None, 1_366_200)],
        )
    entry = read_page(register, limit=1)[0]
    said = {
        one.label: one.after for one in field_changes(entry.rows, names_in(register, entry.rows))
    }
    assert said["Lý do"] == "Còn trẻ, còn khỏe"
    assert said["Tiền đã nhận"] == "1.366.200"
