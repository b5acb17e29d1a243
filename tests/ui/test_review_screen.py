"""Rà soát by keys: pairs answered one after the other, data mended without leaving the list."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from storage import Register
from storage.progress import Cancelled
from tests.ui.keyboard import press, type_text
from ui.buttons import Button
from ui.notices import EmptyState
from ui.places import PLACES
from ui.queries import Query
from ui.review_link import ReviewLink
from ui.screens.review import ReviewScreen
from ui.screens.review import screen as looking
from ui.session import Session
from ui.window import Window

BORN = PartialDate(1979, 8, 5)
SI = "3800123457"
TODAY = date(2026, 11, 21)


class Commune:
    """A little commune: three households, and who is in them."""

    def __init__(self, register: Register) -> None:
        self.register = register
        with register.change("Lập sổ"):
            self.village = register.villages.add("Thôn Đông")
            self.home, self.other_home = (
                register.households.add(village_id=self.village, number=n) for n in "12"
            )
            self.head = self.add(
                "Vi Văn Tuất", household_id=self.home, relation="head", sex="male",
                born=PartialDate(1970, 1, 2), personal_id="038070001234",
            )  # fmt: skip
            self.wife = self.add(
                "Mai Thị Lành", household_id=self.home, relation="wife", sex="female", born=BORN,
                personal_id="038179001234", si_number=SI,
            )  # fmt: skip
            self.neighbour = self.add(
                "Tống Thị Mận", household_id=self.other_home, relation="head", sex="female",
                born=PartialDate(1982, 3, 4), personal_id="038182001234",
            )  # fmt: skip

    def add(self, name: str, **fields: Any) -> str:
        with self.register.change("Thêm người"):
            return self.register.people.add(name=name, **fields)

    def again(self, name: str = "MAI THI LANH", **fields: Any) -> str:
        """Mai Thị Lành once more."""
        return self.add(name, **{"born": BORN, "village_id": self.village, **fields})


@pytest.fixture
def commune(register: Register) -> Commune:
    return Commune(register)


@pytest.fixture
def window(qtbot: QtBot, session: Session, commune: Commune) -> Iterator[Window]:
    window = Window(session, PLACES)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


@pytest.fixture
def review(window: Window) -> Callable[[str], ReviewScreen]:
    def open_tab(tab: str) -> ReviewScreen:
        window.open(Query("review", tab))
        QApplication.processEvents()
        screen = window.screen_of("review")
        assert isinstance(screen, ReviewScreen)
        return screen

    return open_tab


def key(widget: QWidget, *keys: Qt.Key) -> None:
    for one in keys:
        press(widget, one)
        QApplication.processEvents()


def names(review: ReviewScreen) -> list[str]:
    found = (review.doubles.model.row_at(n) for n in range(review.doubles.model.rowCount()))
    return [pair.one.name for pair in found if pair is not None]


def sides(review: ReviewScreen) -> dict[str, str]:
    model = review.doubles.pair.model
    return {line.choice.field: str(model.index(n, 3).data()) for n, line in enumerate(model.rows())}


def test_nothing_to_look_at_is_said_calmly(
    review: Callable[[str], ReviewScreen], qtbot: QtBot
) -> None:
    screen = review("doubles")
    assert screen.doubles._none.isVisible()
    assert not screen.doubles.pair.same.isEnabled()
    screen.turn("faults")
    assert [screen.tabs.tabText(n) for n in range(2)] == ["Người ghi trùng", "Dữ liệu cần xem lại"]
    assert not screen.faults.panel.isVisible()
    assert not screen.faults.mend.isEnabled()


def test_one_press_makes_one_person_of_two_and_ctrl_z_makes_two_again(
    commune: Commune, review: Callable[[str], ReviewScreen], window: Window
) -> None:
    other = commune.again(phone="0912345679")
    with commune.register.change("Thẻ"):
        commune.register.covers.add(other, scheme="hi", known="covered", dated=TODAY)
    screen = review("doubles")
    pair = screen.doubles.pair
    assert "khác nhau" in pair.note.text()
    assert pair._why.text() == "Gần như chắc: cùng tên, ngày sinh và thôn."
    assert "1 lần ghi thẻ, BHXH" in pair._brings.text()
    assert sides(screen)["phone"] == "lấy bên phải"
    key(screen.doubles.list, Qt.Key.Key_C)
    assert commune.register.people.get(commune.wife).phone == "0912345679"
    assert len(commune.register.covers.of(commune.wife)) == 1
    assert names(screen) == []
    assert window.banner.isVisible()
    window.undo_action.trigger()
    QApplication.processEvents()
    assert names(screen) == ["Mai Thị Lành"]
    assert commune.register.people.get(other).name == "Mai Thi Lanh"


def test_two_people_stay_two_for_good(
    commune: Commune, review: Callable[[str], ReviewScreen]
) -> None:
    commune.again()
    screen = review("doubles")
    key(screen.doubles.list, Qt.Key.Key_K)
    assert names(screen) == []
    screen.reload()
    assert names(screen) == []
    assert commune.register.undoable().what == "Mai Thị Lành · Mai Thi Lanh: hai người khác nhau"  # type: ignore[union-attr]


def test_what_is_put_off_comes_last_and_the_next_pair_stands_there(
    commune: Commune, review: Callable[[str], ReviewScreen]
) -> None:
    commune.again(si_number=SI)
    commune.add("Tống Thị Mận", born=PartialDate(1982, 3, 4), village_id=commune.village)
    screen = review("doubles")
    assert names(screen) == ["Mai Thị Lành", "Tống Thị Mận"]
    key(screen.doubles.list, Qt.Key.Key_S)
    assert names(screen) == ["Tống Thị Mận", "Mai Thị Lành"]
    current = screen.doubles.current()
    assert current is not None
    assert current.one.name == "Tống Thị Mận"
    screen.reload()
    assert names(screen) == ["Tống Thị Mận", "Mai Thị Lành"]


def test_each_field_is_chosen_with_the_arrows(
    commune: Commune, review: Callable[[str], ReviewScreen]
) -> None:
    commune.again(born=PartialDate(1979, 5, 8), si_number=SI, note="cũ")
    with commune.register.change("Ghi chú"):
        commune.register.people.save(commune.wife, note="mới")
    screen = review("doubles")
    table = screen.doubles.pair.table
    key(screen.doubles.list, Qt.Key.Key_Return)
    assert table.hasFocus()
    assert sides(screen)["note"] == "giữ cả hai"
    table.select_id("born")
    key(table, Qt.Key.Key_Right)
    table.select_id("note")
    key(table, Qt.Key.Key_Space, Qt.Key.Key_Space)
    table.select_id("personal_id")
    key(table, Qt.Key.Key_Right)
    said = sides(screen)
    assert (said["born"], said["note"]) == ("lấy bên phải", "lấy bên phải")
    assert said["personal_id"] == "lấy bên trái"  # nothing overwrites with a blank
    key(table, Qt.Key.Key_C)
    merged = commune.register.people.get(commune.wife)
    assert (merged.born, merged.note) == (PartialDate(1979, 5, 8), "cũ")
    assert merged.personal_id == "038179001234"


def test_two_personal_ids_have_to_be_chosen_between(
    commune: Commune, review: Callable[[str], ReviewScreen]
) -> None:
    commune.again(personal_id="038179001243")
    screen = review("doubles")
    table = screen.doubles.pair.table
    assert sides(screen)["personal_id"] == "chọn một bên"
    key(screen.doubles.list, Qt.Key.Key_C)
    assert names(screen) == ["Mai Thị Lành"]
    assert table.hasFocus()
    assert table.current_id() == "personal_id"
    key(table, Qt.Key.Key_Right, Qt.Key.Key_C)
    assert names(screen) == []
    assert commune.register.people.get(commune.wife).personal_id == "038179001243"


def test_the_household_that_loses_its_head_gets_another(
    commune: Commune, review: Callable[[str], ReviewScreen]
) -> None:
    twin = commune.add(
        "Vi Văn Tuất", born=PartialDate(1970, 1, 2), household_id=commune.other_home, sex="male"
    )
    screen = review("doubles")
    pair = screen.doubles.pair
    assert pair.heir.isHidden()
    pair.choose("household", "other")
    assert not pair.heir.isHidden()
    assert "còn 1 người" in pair._stays.text()
    pair.heir.set_value(commune.wife)
    key(screen.doubles.list, Qt.Key.Key_C)
    members = commune.register.people.of_household(commune.home)
    assert [(one.id, one.relation) for one in members] == [(commune.wife, "head")]
    kept = commune.register.people.get(commune.head)
    assert kept.household_id == commune.other_home
    assert commune.register.people.count() == 3
    assert twin != kept.id


def test_the_record_of_either_side_opens(
    commune: Commune, review: Callable[[str], ReviewScreen], session: Session, qtbot: QtBot
) -> None:
    other = commune.again()
    screen = review("doubles")
    asked: list[Query] = []
    session.asked.connect(asked.append)
    screen.doubles.pair.left.trigger()
    screen.doubles.pair.right.trigger()
    assert [(one.id, one.facts["person"]) for one in asked] == [
        (commune.home, commune.wife),
        ("", other),
    ]


def mend(screen: ReviewScreen, field: str, value: Any) -> None:
    """F2, the value, Enter."""
    screen.faults.mend.trigger()
    form = screen.faults.strip.form
    assert form is not None
    form[field].set_value(value)
    form.submit()
    QApplication.processEvents()


def test_enter_writes_and_goes_on_into_the_field_of_the_next_row(
    commune: Commune, review: Callable[[str], ReviewScreen]
) -> None:
    register = commune.register
    with register.change("Thiếu"):
        for one in (commune.wife, commune.neighbour):
            register.people.save(one, personal_id=None)
    screen = review("faults")
    screen.faults.open_check("no_personal_id")
    QApplication.processEvents()
    screen.faults.mend.trigger()
    first = QApplication.focusWidget()
    assert first is not None
    type_text(first, "038182001234")
    press(first, Qt.Key.Key_Return)
    form = screen.faults.strip.form
    assert form is not None
    assert QApplication.focusWidget() is form["personal_id"].editor()
    assert form["personal_id"].editor() is not first


def test_every_check_is_mended_in_its_list(
    commune: Commune, review: Callable[[str], ReviewScreen]
) -> None:
    register, people = commune.register, commune.register.people
    with register.change("Sai"):
        people.save(commune.neighbour, born=PartialDate(1890), sex=None, personal_id=None)
        people.save(commune.head, name="Vi Văn 2", relation="other")
        people.save(commune.wife, born=None)
        register.households.save(commune.other_home, village_id=None)
        register.standings.set(commune.home, 2025, "poor")
        register.covers.add(commune.head, scheme="hi", known="covered", dated=date(2025, 1, 1))
    lone = commune.add("Lường Thị Mến", sex="female", born=BORN, personal_id="038179001299",
                       si_number=SI)  # fmt: skip
    screen = review("faults")
    assert screen.tabs.key() == "faults"
    mends: list[tuple[str, str, Any]] = [
        ("household_without_head", "head", commune.wife),
        ("impossible_age", "born", PartialDate(1982, 3, 4)),
        ("same_si_number", "si_number", "3800123499"),
        ("expired_but_counted", "card_until", PartialDate(2026, 12, 31)),
        ("past_standing", "standing", "near_poor"),
        ("person_without_village", "village", commune.village),
        ("person_without_village", "village", commune.village),
        ("odd_name", "name", "Vi Văn Tuất"),
        ("unknown_sex", "sex", "female"),
        ("unknown_birth", "born", BORN),
        ("no_personal_id", "personal_id", "038182001234"),
    ]
    for check, field, value in mends:
        screen.faults.open_check(check)
        QApplication.processEvents()
        assert screen.faults.list.current_id() == check, check
        mend(screen, field, value)
    left = {line.key for line in screen.faults.checks.rows()}
    screen.reload()
    assert left == {line.key for line in screen.faults.checks.rows()}
    assert left == {"person_without_household"}
    form = screen.faults.strip.form
    assert form is not None
    form["household"].set_text("khong phai ma")
    form.submit()
    assert people.get(lone).household_id is None
    form["household"].set_text(register.households.get(commune.home).code.lower())
    form.submit()
    assert people.get(lone).household_id == commune.home
    assert screen.faults.checks.rows() == ()
    assert people.get(commune.wife).relation == "head"
    assert people.get(commune.neighbour).village_id == people.get(lone).village_id
    assert register.standings.of(commune.home, 2026) is not None


def test_a_number_that_somebody_has_is_refused_beside_the_field(
    commune: Commune, review: Callable[[str], ReviewScreen]
) -> None:
    with commune.register.change("Sai"):
        commune.register.people.save(commune.neighbour, personal_id=None)
    screen = review("faults")
    screen.faults.open_check("no_personal_id")
    mend(screen, "personal_id", "038070001234")
    assert commune.register.people.get(commune.neighbour).personal_id is None
    row = screen.faults.current()
    assert row is not None
    assert row.id == commune.neighbour


def test_enter_opens_the_household_at_the_person_and_esc_leaves_the_fields(
    commune: Commune, review: Callable[[str], ReviewScreen], session: Session
) -> None:
    with commune.register.change("Sai"):
        commune.register.people.save(commune.wife, sex=None)
        commune.register.villages.add("Thôn Mới")
    screen = review("faults")
    asked: list[Query] = []
    session.asked.connect(asked.append)
    key(screen.faults.list, Qt.Key.Key_Return)
    assert screen.faults.table.hasFocus()
    screen.faults.mend.trigger()
    key(screen.faults.strip, Qt.Key.Key_Escape)
    assert screen.faults.table.hasFocus()
    key(screen.faults.table, Qt.Key.Key_Return)
    assert (asked[0].id, asked[0].facts["person"]) == (commune.home, commune.wife)
    screen.faults.open_check("empty_village")
    key(screen.faults.table, Qt.Key.Key_Return)
    assert (asked[-1].place, asked[-1].id) == ("settings", "villages")
    assert not screen.faults.mend.isEnabled()


def test_who_is_merged_away_leaves_the_other_tab_too(
    commune: Commune, review: Callable[[str], ReviewScreen]
) -> None:
    gone = commune.again()
    screen = review("doubles")
    assert gone in {row.id for rows in screen.faults._found.values() for row in rows}
    key(screen.doubles.list, Qt.Key.Key_C)
    assert gone not in {row.id for rows in screen.faults._found.values() for row in rows}


def test_it_is_found_by_its_names_and_stands_not_in_the_rail(window: Window) -> None:
    found = window._finder.find("tim nguoi ghi trung")
    assert [one.query for one in found if one.query] == [Query("review", "doubles")]
    found = window._finder.find("kiem tra du lieu")
    assert Query("review", "faults") in [one.query for one in found]
    assert "review" not in [place.key for place in window.rail._model.places]
    window.go("review")
    assert window.windowTitle().startswith("Rà soát")
    assert not window.rail.list.selectionModel().hasSelection()


def test_the_first_page_of_intake_says_how_much_there_is_and_goes_there(
    commune: Commune, window: Window, qtbot: QtBot
) -> None:
    def link() -> ReviewLink:
        window.go("intake")
        QApplication.processEvents()
        found = window.screens["intake"].findChild(ReviewLink)
        assert isinstance(found, ReviewLink)
        return found

    assert link().text() == "Rà soát: không có gì phải xem lại"
    again = commune.again(sex="female", personal_id=None)
    with window.session.change("Báo cho cửa sổ"):
        window.session.register.people.save(again, note="mới")
    assert link().text() == "Rà soát: 1 cặp có thể trùng, 2 chỗ cần xem lại"
    link().click()
    assert window.windowTitle().startswith("Rà soát")


def test_a_press_of_the_mouse_takes_a_side(
    commune: Commune, review: Callable[[str], ReviewScreen], qtbot: QtBot
) -> None:
    commune.again(born=PartialDate(1979, 5, 8), si_number=SI)
    screen = review("doubles")
    table = screen.doubles.pair.table

    def click(column: int) -> str:
        place = screen.doubles.pair.model.place_of("born")
        spot = table.visualRect(screen.doubles.pair.model.index(place, column)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        return sides(screen)["born"]

    assert click(2) == "lấy bên phải"
    assert click(3) == "lấy bên trái"
    assert click(3) == "lấy bên phải"
    assert click(0) == "lấy bên phải"
    assert click(1) == "lấy bên trái"


def test_what_two_records_of_one_household_say_is_told_in_words(
    commune: Commune, review: Callable[[str], ReviewScreen]
) -> None:
    commune.again(
        household_id=commune.home, village_id=None, relation="other", status="moved",
        status_day=date(2026, 3, 1), do_not_contact=True, sex="female", hi_card="GD4383800123457",
    )  # fmt: skip
    screen = review("doubles")
    said = {line.choice.field: (line.left, line.right) for line in screen.doubles.pair.model.rows()}
    assert said["relation"] == ("Vợ", "Quan hệ khác")
    assert said["status"] == ("Đang ở đây", "Đã chuyển đi từ 01/03/2026")
    assert said["do_not_contact"] == ("bình thường", "không liên hệ")
    assert said["hi_card"] == ("", "GD43••••3457")
    assert said["household"][0].endswith("Thôn Đông, Vợ")
    assert "sex" not in said
    assert screen.doubles.pair.heir.isHidden()


def test_a_check_is_opened_by_its_name(commune: Commune, window: Window) -> None:
    with commune.register.change("Sai"):
        commune.register.people.save(commune.wife, sex=None, phone=None)
        commune.register.people.save(commune.head, born=None)
    window.open(Query("review", facts={"check": "unknown_birth"}))
    screen = window.screen_of("review")
    assert isinstance(screen, ReviewScreen)
    assert screen.tabs.key() == "faults"
    row = screen.faults.current()
    assert row is not None
    assert row.id == commune.head


def test_a_record_that_is_gone_since_the_search_is_no_crash(
    commune: Commune, review: Callable[[str], ReviewScreen]
) -> None:
    commune.again()
    screen = review("doubles")
    found = screen.faults._found
    commune.register.undo()
    screen.doubles.show_pairs([pair for pair in [screen.doubles.current()] if pair])
    assert not screen.doubles.pair.same.isEnabled()
    screen.faults.show_found(found)
    screen.faults.open_check("person_without_household")
    assert not screen.faults.mend.isEnabled()
    key(screen.doubles.list, Qt.Key.Key_C)
    screen.reload()
    assert names(screen) == []


def test_a_search_that_was_stopped_does_not_say_that_all_is_well(
    session: Session, commune: Commune, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def stop(_register: Register, _progress: object) -> None:
        raise Cancelled

    with monkeypatch.context() as patched:
        patched.setattr(looking, "find_duplicates", stop)
        screen = ReviewScreen(session)
        qtbot.addWidget(screen)
        screen.show()
        (button,) = screen.findChildren(EmptyState)[-1].findChildren(Button)
        assert button.text() == "Rà soát lại"
        assert not screen.tabs.isVisible()
    button.click()
    assert screen.tabs.isVisible()
