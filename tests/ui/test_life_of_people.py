"""What happens to people, by keys in the real dialogs: death, leaving, coming back, a mistake."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storage import Register
from storage.life import Note
from storage.visits import ResultInput
from tests.ui.families import Families, settle
from tests.ui.keyboard import press, type_text
from ui.forms.life.back import ComeBackDialog, MistakenDialog
from ui.forms.life.basis import FuneralBasis
from ui.forms.life.before_after import Line
from ui.forms.life.birth import BirthDialog
from ui.forms.life.death import DeathDialog
from ui.forms.life.desk import LifeDesk
from ui.forms.life.effect_words import note_words
from ui.forms.life.frame import ActDialog
from ui.forms.life.leave import LeaveDialog
from ui.places import PLACES
from ui.queries import Query
from ui.screens.households import HouseholdsScreen
from ui.session import Session
from ui.window import Window

TODAY = date(2026, 11, 21)
CTRL = Qt.KeyboardModifier.ControlModifier
Opens = Callable[..., ActDialog]

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support (grabbing the keyboard|raise|propagateSizeHints)", extend=True
)


@pytest.fixture
def families(register: Register) -> Families:
    return settle(register)


@pytest.fixture
def window(qtbot: QtBot, session: Session, families: Families) -> Window:
    made = Window(session, PLACES)
    qtbot.addWidget(made)
    made.resize(1366, 697)
    with qtbot.waitExposed(made):
        made.show()
    made.open(Query("households", families.vi))
    return made


@pytest.fixture
def opens(window: Window, families: Families) -> Opens:
    def open_act(act: str, name: str = "") -> ActDialog:
        facts = {"person": families.people[name]} if name else {}
        window.open(Query("life", families.vi, act, facts))
        desk = window.forms["life"]
        assert isinstance(desk, LifeDesk)
        assert desk.shown is not None
        return desk.shown

    return open_act


def said(dialog: ActDialog) -> dict[str, tuple[str, str]]:
    return {line.what: (line.before, line.after) for line in dialog.result_rows.lines()}


def changed(dialog: ActDialog) -> list[Line]:
    return [line for line in dialog.result_rows.lines() if line.changed]


def test_the_death_of_a_head_shows_what_comes_of_it_before_it_is_written(
    opens: Opens, families: Families, register: Register
) -> None:
    dialog = opens("death", "Vi Văn Tuất")
    assert isinstance(dialog, DeathDialog)
    assert dialog.windowTitle() == "Ghi ông Vi Văn Tuất đã mất"
    before = register.undoable()
    type_text(dialog.day.line, "2011")
    shown = said(dialog)
    assert shown["Vi Văn Tuất"] == ("Chủ hộ", "Đã mất 20/11/2026")
    assert shown["Tống Thị Mận"] == ("Vợ", "Chủ hộ")
    assert shown["Lường Thị Mến"] == ("Mẹ", "Mẹ chồng")
    assert shown["Hoan, Dược"] == ("Con trai", "Con trai")
    assert shown["BHYT ông Tuất"] == ("đến 30/11/2026", "dừng từ 20/11/2026")
    code = register.households.get(families.vi).code
    assert shown["Tên hộ, mã hộ"][1] == f"Hộ bà Tống Thị Mận · {code[:3]}-{code[3:]}"
    # The first, second and third in a household pay 100, 70 and 60 % of 1.366.200
    # (Decree 188/2025/NĐ-CP of 01/07/2025).
    assert shown["Cả hộ đóng BHYT"] == ("3.142.260, 3 người", "2.322.540, 2 người")
    assert dialog.count.text() == f"{len(changed(dialog))} chỗ đổi, một lần ghi"
    assert "Chưa rõ Vi Văn Tuất có đóng BHXH không" in dialog.note.text()
    assert register.undoable() == before


def test_who_cannot_lead_stays_grey_with_the_reason_and_the_arrows_pass_them_by(
    opens: Opens, families: Families
) -> None:
    dialog = opens("death", "Vi Văn Tuất")
    assert isinstance(dialog, DeathDialog)
    assert dialog.new_head is not None
    reasons = {line.name: (line.able, line.note) for line in dialog.new_head.lines()}
    assert reasons["Vi Thị Hạnh"] == (False, "ở xa, không chọn được")
    assert reasons["Vi Minh Dược"] == (False, "chưa đủ 18 tuổi")
    chosen = [dialog.new_head.value()]
    for _ in range(3):
        press(dialog.new_head.view, Qt.Key.Key_Down)
        chosen.append(dialog.new_head.value())
    wanted = ["Tống Thị Mận", "Lường Thị Mến", "Vi Công Hoan", "Vi Công Hoan"]
    assert chosen == [families.people[name] for name in wanted]
    assert said(dialog)["Tống Thị Mận"] == ("Vợ", "Mẹ")


def test_a_death_is_written_by_keys_alone_and_taken_back_by_one(
    opens: Opens, families: Families, register: Register, window: Window
) -> None:
    dialog = opens("death", "Vi Văn Tuất")
    assert isinstance(dialog, DeathDialog)
    assert dialog.day.isAncestorOf(dialog.focusWidget())
    type_text(dialog.day.line, "2011")
    press(dialog.day.line, Qt.Key.Key_Return)
    line = dialog.told.box.lineEdit()
    assert line is not None
    type_text(line, "Bác Lả ở xóm trên")
    press(dialog.told.box, Qt.Key.Key_Return)
    assert dialog.document.isAncestorOf(dialog.focusWidget())
    type_text(dialog.document.line, "12/2026")
    press(dialog.document.line, Qt.Key.Key_Return)
    assert dialog.new_head is not None
    assert dialog.focusWidget() is dialog.new_head.view
    press(dialog.new_head.view, Qt.Key.Key_Return)
    assert families.person("Vi Văn Tuất").status_day == date(2026, 11, 20)
    relations = families.relations(families.vi)
    assert relations["Tống Thị Mận"] == "head"
    assert relations["Lường Thị Mến"] == "parent_in_law"
    event = register.life.of_household(families.vi)[0]
    assert (event.kind, event.told_by, event.document) == (
        "death", "Bác Lả ở xóm trên", "12/2026",
    )  # fmt: skip
    last = register.undoable()
    assert last is not None
    assert last.what == "Ghi Vi Văn Tuất đã mất, đổi chủ hộ"
    assert last.what in window.banner.text()
    window.undo_action.trigger()
    assert families.person("Vi Văn Tuất").relation == "head"
    assert register.life.of_household(families.vi) == ()


def test_a_day_that_cannot_be_is_said_and_nothing_is_written(
    opens: Opens, families: Families
) -> None:
    dialog = opens("death", "Tống Thị Mận")
    assert isinstance(dialog, DeathDialog)
    assert dialog.new_head is None
    type_text(dialog.day.line, "01012030")
    assert "chưa tới" in dialog.note.text()
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert "chưa tới" in dialog.day.message.text()
    assert families.person("Tống Thị Mận").status == "here"
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_whoever_leaves_is_away_or_gone_and_comes_back(
    opens: Opens, families: Families, register: Register
) -> None:
    dialog = opens("leave", "Vi Công Hoan")
    assert isinstance(dialog, LeaveDialog)
    type_text(dialog.kind.editor().focusProxy() or dialog.kind.editor(), "2")
    assert said(dialog)["Vi Công Hoan"] == ("Con trai", "Con trai, ở xa")
    type_text(dialog.kind.editor().focusProxy() or dialog.kind.editor(), "1")
    assert said(dialog)["Vi Công Hoan"] == ("Con trai", "Đã chuyển đi 21/11/2026")
    type_text(dialog.where.line, "Bình Dương")
    dialog.filled.click()
    assert families.person("Vi Công Hoan").status == "moved"
    assert register.life.of_household(families.vi)[0].note == "Bình Dương"
    back = opens("back", "Vi Công Hoan")
    assert isinstance(back, ComeBackDialog)
    notes = {line.name: line.note for line in back.movers.field.lines()}
    assert notes["Vi Công Hoan"] == "chuyển đi từ 21/11/2026"
    back.filled.click()
    assert families.person("Vi Công Hoan").status == "here"
    assert families.relations(families.vi)["Vi Công Hoan"] == "son"


def test_a_head_who_moves_away_hands_over_in_the_same_step(
    opens: Opens, families: Families
) -> None:
    dialog = opens("leave", "Vi Văn Tuất")
    assert isinstance(dialog, LeaveDialog)
    assert dialog.movers.stay_head.isVisible()
    assert said(dialog)["Tống Thị Mận"] == ("Vợ", "Chủ hộ")
    press(dialog.movers.field.view, Qt.Key.Key_Space)
    assert not dialog.movers.stay_head.isVisible()
    assert dialog.note.text() == "Chọn người đi để xem trước."
    press(dialog.movers.field.view, Qt.Key.Key_Space)
    dialog.filled.click()
    assert families.relations(families.vi)["Tống Thị Mận"] == "head"


def test_a_death_noted_by_mistake_is_mended_after_later_work(
    opens: Opens, families: Families, session: Session, register: Register
) -> None:
    with session.change("Ghi Vi Văn Tuất đã mất"):
        register.life.death(
            families.people["Vi Văn Tuất"],
            day=date(2026, 11, 20),
            new_head_id=families.people["Tống Thị Mận"],
        )
    with session.change("Sửa điện thoại"):
        register.people.save(families.people["Tống Thị Mận"], phone="0912345678")
    dialog = opens("mistaken", "Vi Văn Tuất")
    assert isinstance(dialog, MistakenDialog)
    assert dialog.head.text() == "Vi Văn Tuất"
    assert said(dialog)["Vi Văn Tuất"] == ("Đã mất 20/11/2026", "Chủ hộ")
    dialog.head.set_value("stays")
    assert said(dialog)["Vi Văn Tuất"] == ("Đã mất 20/11/2026", "Chồng")
    dialog.head.set_value(families.people["Vi Văn Tuất"])
    dialog.filled.click()
    assert families.relations(families.vi)["Vi Văn Tuất"] == "head"
    assert families.relations(families.vi)["Tống Thị Mận"] == "wife"
    assert families.person("Tống Thị Mận").phone == "0912345678"


def test_a_child_is_born_and_the_state_pays_its_card(
    opens: Opens, families: Families, register: Register
) -> None:
    dialog = opens("birth", "Tống Thị Mận")
    assert isinstance(dialog, BirthDialog)
    assert dialog.note.text() == "Gõ họ tên và ngày sinh của trẻ để xem trước."
    type_text(dialog.name.line, "VI THỊ NỤ")
    press(dialog.name.line, Qt.Key.Key_Return)
    dialog.sex.set_value("female")
    type_text(dialog.born.line, "0111")
    press(dialog.born.line, Qt.Key.Key_Return)
    assert dialog.relation.value() == "child"
    shown = said(dialog)
    assert shown["Vi Thị Nụ"] == ("chưa có trong sổ", "Con")
    assert shown["BHYT Nụ"] == ("chưa có trong sổ", "Nhà nước đóng, chưa thấy thẻ")
    dialog.filled.click()
    child = next(
        one for one in register.people.of_household(families.vi) if one.name == "Vi Thị Nụ"
    )
    assert (child.sex, child.relation) == ("female", "child")
    assert register.life.of_person(child.id)[0].kind == "born"


def test_a_child_needs_a_name(opens: Opens, families: Families) -> None:
    dialog = opens("birth")
    assert isinstance(dialog, BirthDialog)
    dialog.filled.click()
    assert dialog.isVisible()
    assert dialog.name.message.text() == "Cần điền ô này."


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2011", "20/11/2026"),
        ("0101", "01/01/2026"),
        ("2512", "25/12/2025"),
        ("1/2/24", "01/02/2024"),
    ],
)
def test_a_day_without_a_year_is_the_last_one_that_was(opens: Opens, typed: str, day: str) -> None:
    dialog = opens("death", "Tống Thị Mận")
    assert isinstance(dialog, DeathDialog)
    type_text(dialog.day.line, typed)
    assert said(dialog)["Tống Thị Mận"][1] == f"Đã mất {day}"
    press(dialog.day.line, Qt.Key.Key_Return)
    assert dialog.day.text() == day


def test_the_beginning_of_usual_words_is_enough(opens: Opens) -> None:
    dialog = opens("death", "Tống Thị Mận")
    assert isinstance(dialog, DeathDialog)
    dialog.told.set_text("truong thon")
    assert dialog.told.settle()
    assert dialog.told.value() == "Trưởng thôn báo"


def test_what_was_promised_to_somebody_who_dies_is_said(
    opens: Opens, families: Families, session: Session, register: Register
) -> None:
    with session.change("Ghi kết quả đến nhà"):
        register.visits.record(
            families.vi,
            date(2026, 11, 15),
            results=[
                ResultInput(
                    "thinking",
                    families.people["Tống Thị Mận"],
                    "hi",
                    next_day=date(2026, 11, 28),
                )
            ],
        )
    dialog = opens("death", "Tống Thị Mận")
    assert "Hẹn ngày 28/11/2026 với Tống Thị Mận không còn." in dialog.note.text()
    dialog.reject()
    dialog = opens("death", "Lường Thị Mến")
    assert "Hẹn ngày 28/11/2026 với Tống Thị Mận vẫn giữ." in dialog.note.text()


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        *((f"appointment_{what}", {"day": TODAY, "name": name})
          for what in ("stays", "goes", "ends") for name in ("", "Mai Thị Lành")),
        ("funeral_due", {"name": "Mai Thị Lành", "amount": 23_400_000}),
        ("funeral_too_short", {"name": "Mai Thị Lành", "paid": 18, "needed": 60}),
        ("funeral_none", {"name": "Mai Thị Lành"}),
        ("funeral_unknown", {"name": "Mai Thị Lành"}),
        ("funeral_ask", {"name": "Mai Thị Lành"}),
        ("standing_stays", {"year": 2026}),
        ("standing_ends", {"year": 2026}),
    ],
)  # fmt: skip
def test_every_note_is_a_sentence(code: str, facts: dict[str, object]) -> None:
    text = note_words(Note(code, facts))
    assert text.endswith(".")
    assert "{" not in text


def test_the_law_behind_the_funeral_is_one_key_away(opens: Opens) -> None:
    dialog = opens("death", "Vi Văn Tuất")
    assert isinstance(dialog, DeathDialog)
    assert dialog.basis.isVisible()
    assert dialog.basis.shown_keys == "F9"
    read: list[str] = []

    def look() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, FuneralBasis)
        read.extend(f"{step.what} {step.cite}" for step in shown.steps.steps())
        shown.reject()

    QTimer.singleShot(0, look)
    dialog.basis.click()
    # 60 months (Law 41/2024/QH15 of 29/06/2024).
    assert len(read) == 1
    assert "60 tháng" in read[0]
    assert "41/2024/QH15" in read[0]


def test_the_record_tells_what_happened(opens: Opens, window: Window, families: Families) -> None:
    dialog = opens("death", "Vi Văn Tuất")
    assert isinstance(dialog, DeathDialog)
    dialog.told.set_value("Trưởng thôn báo")
    dialog.filled.click()
    screen = window.screen_of("households")
    assert isinstance(screen, HouseholdsScreen)
    told = screen.record.timeline.happenings()[0]
    assert told.title == "Vi Văn Tuất mất"
    assert "Trưởng thôn báo" in told.detail
    assert screen.record.top.title.text() == "Hộ bà Tống Thị Mận"
    assert "Vi Văn Tuất" in screen.record.gone.text()
