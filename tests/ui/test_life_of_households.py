"""What happens to households, by keys in the real dialogs: moves, splits, joins, couples, heads."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from storage import Register
from storage.life.spouses import spouse_at_home
from tests.ui.families import Families, settle
from tests.ui.keyboard import press, type_text
from ui.forms.life.back import ComeBackDialog
from ui.forms.life.basis import MarriageBasis
from ui.forms.life.couple import CoupleDialog
from ui.forms.life.desk import ACTS, LifeDesk
from ui.forms.life.frame import ActDialog
from ui.forms.life.head import HeadDialog
from ui.forms.life.household import HouseholdLeavesDialog, HouseholdReturnsDialog
from ui.forms.life.join import JoinDialog
from ui.forms.life.naming import person_choice
from ui.forms.life.split import SplitDialog
from ui.forms.life.transfer import TransferDialog
from ui.menus import letters_for
from ui.places import PLACES
from ui.queries import Query
from ui.screens.households import HouseholdsScreen
from ui.session import Session
from ui.window import Window

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
    def open_act(act: str, name: str = "", home: str = "") -> ActDialog:
        facts = {"person": families.people[name]} if name else {}
        window.open(Query("life", home or families.vi, act, facts))
        return shown(window)

    return open_act


def shown(window: Window) -> ActDialog:
    desk = window.forms["life"]
    assert isinstance(desk, LifeDesk)
    assert desk.shown is not None
    return desk.shown


def screen_of(window: Window) -> HouseholdsScreen:
    screen = window.screen_of("households")
    assert isinstance(screen, HouseholdsScreen)
    return screen


def said(dialog: ActDialog) -> dict[str, tuple[str, str]]:
    return {line.what: (line.before, line.after) for line in dialog.result_rows.lines()}


def becomes(dialog: TransferDialog | SplitDialog | JoinDialog) -> dict[str, str | None]:
    return {line.name: line.becomes for line in dialog.movers.field.lines() if line.on}


def find_other(dialog: TransferDialog | JoinDialog, text: str) -> None:
    """Type, and take the first household offered, as Enter does."""
    field = dialog.target if isinstance(dialog, TransferDialog) else dialog.other
    type_text(field.line, text)
    press(field.popup, Qt.Key.Key_Return)


def code_of(register: Register, household: str) -> str:
    code = register.households.get(household).code
    return f"{code[:3]}-{code[3:]}"


def test_a_son_moves_to_another_household_with_the_relation_typed_in_the_list(
    opens: Opens, families: Families, register: Register
) -> None:
    dialog = opens("transfer", "Vi Công Hoan")
    assert isinstance(dialog, TransferDialog)
    assert "để xem trước" in dialog.note.text()
    find_other(dialog, "lo van")
    assert dialog.target.value() == families.lo
    assert becomes(dialog) == {"Vi Công Hoan": "chưa rõ, gõ để chọn"}
    type_text(dialog.movers.field.view, "con re")
    assert becomes(dialog) == {"Vi Công Hoan": "Con rể"}
    there = code_of(register, families.lo)
    assert said(dialog)["Vi Công Hoan"][1] == f"Con rể, hộ {there}"
    assert said(dialog)[f"Hộ {there}"] == ("Hộ ông Lò Văn Ọi, 3 người", "Hộ ông Lò Văn Ọi, 4 người")
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert families.person("Vi Công Hoan").household_id == families.lo
    assert families.relations(families.lo)["Vi Công Hoan"] == "child_in_law"


def test_without_a_household_to_go_to_nothing_is_written(opens: Opens, families: Families) -> None:
    dialog = opens("transfer", "Vi Công Hoan")
    assert isinstance(dialog, TransferDialog)
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert dialog.target.message.text() == "Cần điền ô này."
    assert families.person("Vi Công Hoan").household_id == families.vi


def test_a_split_shows_both_households_and_makes_the_new_one(
    opens: Opens, families: Families, register: Register, window: Window
) -> None:
    dialog = opens("split", "Vi Công Hoan")
    assert isinstance(dialog, SplitDialog)
    view = dialog.movers.field.view
    assert dialog.focusWidget() is view
    for _ in range(2):
        press(view, Qt.Key.Key_Up)
    press(view, Qt.Key.Key_Space)
    assert set(dialog.movers.chosen()) == {
        families.people["Vi Công Hoan"], families.people["Lường Thị Mến"],
    }  # fmt: skip
    dialog.head.set_value(families.people["Vi Công Hoan"])
    old = code_of(register, families.vi)
    assert said(dialog)["Hộ mới"] == ("chưa có", "Hộ ông Vi Công Hoan, 2 người")
    assert said(dialog)[f"Hộ {old}"] == (
        "Hộ ông Vi Văn Tuất, 6 người",
        "Hộ ông Vi Văn Tuất, 4 người",
    )
    dialog.number.set_text("77")
    press(dialog, Qt.Key.Key_Return, CTRL)
    made = families.person("Vi Công Hoan").household_id
    assert made not in {None, families.vi}
    assert register.households.get(str(made)).number == "77"
    assert screen_of(window).shown == made
    window.undo_action.trigger()
    assert families.person("Vi Công Hoan").household_id == families.vi


def test_the_head_who_leaves_in_a_split_names_who_leads_those_who_stay(
    opens: Opens, families: Families
) -> None:
    dialog = opens("split", "Vi Văn Tuất")
    assert isinstance(dialog, SplitDialog)
    assert dialog.movers.stay_head.isVisible()
    dialog.movers.stay_head.set_value(families.people["Vi Công Hoan"])
    assert said(dialog)["Vi Công Hoan"] == ("Con trai", "Chủ hộ")
    dialog.filled.click()
    assert families.relations(families.vi)["Vi Công Hoan"] == "head"
    assert families.relations(families.vi)["Tống Thị Mận"] == "mother"


def test_two_households_are_joined_under_the_head_chosen(
    opens: Opens, families: Families, register: Register, window: Window
) -> None:
    dialog = opens("join")
    assert isinstance(dialog, JoinDialog)
    find_other(dialog, "lo van")
    assert dialog.head.value() == families.people["Vi Văn Tuất"]
    assert set(becomes(dialog)) == {"Lò Văn Ọi", "Cà Thị Bánh", "Lò Thị Mỉ"}
    type_text(dialog.movers.field.view, "anh")
    old, kept = code_of(register, families.lo), code_of(register, families.vi)
    assert said(dialog)[f"Hộ {old}"][1] == f"Gộp vào hộ {kept}"
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert len(families.relations(families.vi)) == 9
    assert families.relations(families.vi)["Lò Văn Ọi"] == "sibling"
    assert register.households.by_code(old).id == families.vi
    assert screen_of(window).shown == families.vi


def test_letters_after_an_arrow_are_for_the_next_person(opens: Opens, families: Families) -> None:
    dialog = opens("join")
    assert isinstance(dialog, JoinDialog)
    find_other(dialog, "lo van")
    view = dialog.movers.field.view
    for letters in ("anh", "cha", "em"):
        type_text(view, letters)
        press(view, Qt.Key.Key_Down)
    assert "chưa rõ, gõ để chọn" not in becomes(dialog).values()


def test_the_other_household_may_be_the_one_that_stays(opens: Opens, families: Families) -> None:
    dialog = opens("join")
    assert isinstance(dialog, JoinDialog)
    find_other(dialog, "lo van")
    dialog.kept.set_text("other")
    assert dialog.head.value() == families.people["Lò Văn Ọi"]
    dialog.filled.click()
    assert len(families.relations(families.lo)) == 9
    assert families.relations(families.vi) == {}


def test_a_bride_comes_to_the_household_of_the_groom(opens: Opens, families: Families) -> None:
    dialog = opens("couple", "Vi Công Hoan")
    assert isinstance(dialog, CoupleDialog)
    type_text(dialog.other.line, "lo thi")
    press(dialog.other.popup, Qt.Key.Key_Return)
    assert dialog.into.value() == "one"
    assert said(dialog)["Lò Thị Mỉ"][1].startswith("Con dâu")
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert families.relations(families.vi)["Lò Thị Mỉ"] == "child_in_law"
    assert "Lò Thị Mỉ" not in families.relations(families.lo)


def test_a_couple_gets_a_household_of_its_own_with_somebody_new(
    opens: Opens, families: Families, register: Register
) -> None:
    dialog = opens("couple", "Vi Công Hoan")
    assert isinstance(dialog, CoupleDialog)
    type_text(dialog.other.line, "Mùa Thị Dinh")
    assert dialog.born.isVisible()
    dialog.sex.set_value("female")
    type_text(dialog.born.line, "2005")
    type_text(dialog.into.editor().focusProxy() or dialog.into.editor(), "1")
    assert dialog.head.isVisible()
    assert said(dialog)["Mùa Thị Dinh"] == ("chưa có trong sổ", "Vợ, hộ mới")
    people = register.people.count()
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert register.people.count() == people + 1
    made = families.person("Vi Công Hoan").household_id
    assert families.relations(str(made)) == {"Vi Công Hoan": "head", "Mùa Thị Dinh": "wife"}


def test_another_head_is_chosen_while_the_first_stays(opens: Opens, families: Families) -> None:
    dialog = opens("head")
    assert isinstance(dialog, HeadDialog)
    assert said(dialog)["Vi Văn Tuất"] == ("Chủ hộ", "Chồng")
    press(dialog, Qt.Key.Key_Return, CTRL)
    relations = families.relations(families.vi)
    assert (relations["Tống Thị Mận"], relations["Vi Văn Tuất"]) == ("head", "husband")


def test_a_household_leaves_and_is_back(
    opens: Opens, families: Families, register: Register
) -> None:
    dialog = opens("household_leaves")
    assert isinstance(dialog, HouseholdLeavesDialog)
    type_text(dialog.where.line, "Sơn La")
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert register.households.get(families.vi).status == "left"
    back = opens("household_returns")
    assert isinstance(back, HouseholdReturnsDialog)
    assert len(back.movers.chosen()) == 6
    assert back.head.isHidden()
    press(back, Qt.Key.Key_Return, CTRL)
    assert register.households.get(families.vi).status == "here"
    assert len(families.relations(families.vi)) == 6


def test_a_household_that_is_back_without_its_head_gets_another(
    opens: Opens, families: Families, session: Session, register: Register
) -> None:
    with session.change("Cả hộ chuyển đi"):
        register.life.household_leaves(families.vi, day=None)
    back = opens("household_returns")
    assert isinstance(back, HouseholdReturnsDialog)
    row = next(n for n, one in enumerate(back.movers.field.lines()) if one.name == "Vi Văn Tuất")
    back.movers.field.pressed(row)
    assert back.head.isVisible()
    back.head.set_value(families.people["Tống Thị Mận"])
    assert said(back)["Tống Thị Mận"][1] == "Chủ hộ"
    press(back, Qt.Key.Key_Return, CTRL)
    assert families.relations(families.vi)["Tống Thị Mận"] == "head"
    alone = opens("back", "Vi Văn Tuất")
    assert isinstance(alone, ComeBackDialog)
    assert alone.head.isHidden()
    press(alone, Qt.Key.Key_Return, CTRL)
    assert families.relations(families.vi)["Vi Văn Tuất"] == "husband"


# How the acts are reached


def test_every_act_is_found_by_its_name(window: Window) -> None:
    wanted = {
        "ghi da mat": "Ghi đã mất",
        "tach ho": "Tách hộ",
        "gop ho": "Gộp hộ",
        "chuyen sang": "Chuyển sang hộ khác",
        "di khoi": "Đi khỏi xã",
        "tro ve": "Trở về",
        "ket hon": "Ghi kết hôn",
        "tre moi sinh": "Ghi trẻ mới sinh",
        "doi chu ho": "Đổi chủ hộ",
        "ca ho chuyen": "Cả hộ chuyển đi",
    }
    for typed, title in wanted.items():
        found = window._finder.find(typed)
        assert title in [one.title for one in found if one.run is not None], typed


def entry(actions: list[QAction], text: str) -> QAction:
    return next(one for one in actions if one.text().replace("&", "").startswith(text))


def test_the_menu_of_the_record_and_of_a_row_open_the_act_with_their_letter(
    window: Window, families: Families
) -> None:
    screen = screen_of(window)
    screen.record.members.select_id(families.people["Vi Công Hoan"])
    for menu, opened in (
        (screen.record.menu, screen.more_action.trigger),
        (screen.record.members.menu, screen.record.members.open_menu),
    ):
        opened()
        assert menu.isVisible()
        action = entry(menu.actions(), "Ghi đã mất")
        letter = action.text()[action.text().index("&") + 1]
        type_text(menu, letter)
        dialog = shown(window)
        assert dialog.windowTitle() == "Ghi anh Vi Công Hoan đã mất"
        dialog.reject()
        menu.close()


def test_the_menu_key_means_the_row_that_is_chosen_and_the_mouse_the_row_under_it(
    window: Window, families: Families
) -> None:
    members = screen_of(window).record.members
    members.select_id(families.people["Vi Công Hoan"])
    middle = members.viewport().rect().center()
    last = members.visualRect(members.model().index(members.model().rowCount() - 1, 0)).center()
    keyboard, mouse = QContextMenuEvent.Reason.Keyboard, QContextMenuEvent.Reason.Mouse
    for reason, at, name in (
        (keyboard, middle, "Vi Công Hoan"),
        (mouse, last, "Vi Minh Dược"),
    ):
        place = members.viewport().mapToGlobal(at)
        QApplication.sendEvent(members.viewport(), QContextMenuEvent(reason, at, place))
        assert members.menu.isVisible()
        assert members.current_id() == families.people[name]
        members.menu.close()


def test_letters_of_a_menu_are_all_different_and_typed_with_one_key() -> None:
    texts = ["Tách hộ", "Trở về", "Ghi trẻ", "Ghi đã mất", "Đổi chủ hộ", "Đi khỏi xã", "Gộp hộ"]
    letters = letters_for(texts)
    assert len(set(letters)) == len(texts)
    assert all(letter in text.casefold() for letter, text in zip(letters, texts, strict=True))
    assert all(letter.isascii() for letter in letters)
    assert letters_for(["Đ", "aa", "a"]) == ("", "a", "")


def test_what_cannot_be_done_now_is_grey(
    window: Window, families: Families, session: Session, register: Register
) -> None:
    screen = screen_of(window)
    usable = {one.text(): one.isEnabled() for one in screen.life.of_household}
    assert usable["Tách hộ"]
    assert not usable["Cả hộ trở về"]
    with session.change("Cả hộ chuyển đi"):
        register.life.household_leaves(families.lo, day=None)
    window.open(Query("households", families.lo))
    usable = {one.text(): one.isEnabled() for one in screen.life.of_household}
    assert screen.shown == families.lo
    assert usable["Cả hộ trở về"]
    assert not usable["Tách hộ"]


def test_every_act_opens_whole_in_the_window_of_a_small_screen(
    opens: Opens, window: Window
) -> None:
    for act in sorted(set(ACTS) - {"household_returns"}):
        dialog = opens(act, "Vi Văn Tuất")
        assert dialog.height() <= window.height(), act
        assert dialog.filled.isVisible(), act
        dialog.reject()


def test_a_result_longer_than_its_place_is_paged_through_by_keys(
    opens: Opens, window: Window
) -> None:
    window.resize(1280, 560)
    dialog = opens("split", "Vi Văn Tuất")
    bar = dialog.result_rows.table.verticalScrollBar()
    assert bar.maximum() > 0
    press(dialog.focusWidget(), Qt.Key.Key_PageDown)
    assert bar.value() == bar.maximum()
    press(dialog.focusWidget(), Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_a_relation_that_cannot_be_known_is_asked_in_the_same_step(
    opens: Opens, families: Families, session: Session, register: Register
) -> None:
    with session.change("Ghi kết hôn"):
        register.life.marry(
            families.people["Vi Công Hoan"],
            families.people["Lò Thị Mỉ"],
            day=None,
            into=families.vi,
        )
    dialog = opens("head")
    assert isinstance(dialog, HeadDialog)
    assert dialog.asked.isHidden()
    for _ in range(2):
        press(dialog.new_head.view, Qt.Key.Key_Down)
    assert dialog.new_head.value() == families.people["Vi Công Hoan"]
    asked = {line.name: line.becomes for line in dialog.asked.lines()}
    assert asked == {"Lò Thị Mỉ": "chưa rõ, gõ để chọn"}
    type_text(dialog.asked.view, "vo")
    assert said(dialog)["Lò Thị Mỉ"] == ("Con dâu", "Vợ")
    press(dialog, Qt.Key.Key_Return, CTRL)
    assert families.relations(families.vi)["Lò Thị Mỉ"] == "wife"


def test_who_is_too_young_to_marry_or_has_a_wife_is_said_with_the_law(
    opens: Opens, families: Families, register: Register, session: Session
) -> None:
    with session.change("Sửa ngày sinh"):
        register.people.save(
            families.people["Vi Công Hoan"], sex="male", born=PartialDate(2008, 1, 5)
        )
    dialog = opens("couple", "Vi Công Hoan")
    assert isinstance(dialog, CoupleDialog)
    assert dialog.basis.isHidden()
    type_text(dialog.other.line, "Mùa Thị Dinh")
    dialog.sex.set_value("female")
    type_text(dialog.born.line, "2008")
    assert "Vi Công Hoan mới 18 tuổi. Nam từ đủ 20 tuổi" in dialog.note.text()
    assert "Mùa Thị Dinh sinh 2008, chưa rõ đã đủ 18 tuổi" in dialog.note.text()
    assert dialog.basis.isVisible()
    seen: list[int] = []

    def read() -> None:
        basis = QApplication.activeModalWidget()
        assert isinstance(basis, MarriageBasis)
        model = basis.steps.model()
        assert model is not None
        seen.append(model.rowCount())
        press(basis, Qt.Key.Key_Escape)

    QTimer.singleShot(0, read)
    dialog.basis.click()
    assert seen == [2]
    press(dialog, Qt.Key.Key_Return, CTRL)
    made = families.person("Vi Công Hoan").household_id
    assert families.relations(str(made))["Mùa Thị Dinh"] == "child_in_law", "all the same"


def test_a_head_with_a_wife_at_home_is_said_to_have_one_but_not_beside_her(
    opens: Opens, families: Families, register: Register
) -> None:
    dialog = opens("couple", "Vi Văn Tuất")
    assert isinstance(dialog, CoupleDialog)
    type_text(dialog.other.line, "lo thi")
    press(dialog.other.popup, Qt.Key.Key_Return)
    assert "Vi Văn Tuất đang có vợ, chồng ở cùng hộ là Tống Thị Mận" in dialog.note.text()
    dialog.other.set_value(person_choice(families.person("Tống Thị Mận"), dialog.session.today()))
    dialog.refresh()
    assert "đang có vợ" not in dialog.note.text()
    dialog.reject()


def test_the_wife_at_home_is_known_by_what_each_is_to_the_head(
    families: Families, register: Register
) -> None:
    wife = families.person("Tống Thị Mận")
    found = spouse_at_home(register, wife)
    assert found is not None
    assert found.name == "Vi Văn Tuất"
    assert spouse_at_home(register, families.person("Vi Công Hoan")) is None
    with register.change("Mất"):
        register.people.save(wife.id, status="died")
    assert spouse_at_home(register, families.person("Vi Văn Tuất")) is None
    assert spouse_at_home(register, families.person("Tống Thị Mận")) is None
