"""F1 from anywhere, reading, looking for words, and back to where one was."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storage import Register
from tests.ui.keyboard import press, type_text
from ui.dialogs import Dialog
from ui.front.window import FrontWindow
from ui.help.browser import HelpBrowser
from ui.help.page import HelpDialog, HelpScreen
from ui.help.pages import INDEX, anchor_of, page_of, search, spans
from ui.panels import KeyCap
from ui.places import PLACES
from ui.queries import Query
from ui.session import Session
from ui.settings import Settings
from ui.window import Window


@pytest.fixture
def household(register: Register) -> str:
    with register.change("Nhập"):
        village = register.villages.add("Thôn Nà Cọ")
        home: str = register.households.add(village_id=village)
        register.people.add(
            name="Tống Thị Mận", household_id=home, village_id=village, relation="head"
        )
    return home


@pytest.fixture
def window(qtbot: QtBot, session: Session, household: str) -> Iterator[Window]:
    window = Window(session, PLACES)
    qtbot.addWidget(window)
    window.resize(1366, 697)
    window.show()
    qtbot.waitExposed(window)
    yield window
    for form in window.forms.values():
        shown = getattr(form, "shown", None)
        if shown is not None:
            shown.reject()


def reading(window: Window) -> HelpScreen:
    page = window.stack.currentWidget()
    assert isinstance(page, HelpScreen)
    return page


def f1(widget: object) -> None:
    QApplication.processEvents()  # what was opened last is the active window
    QTest.keyClick(widget, Qt.Key.Key_F1)  # type: ignore[call-overload]
    QApplication.processEvents()


def esc(widget: object) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Escape)  # type: ignore[call-overload]
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("query", "page"),
    [
        (Query("households"), "ho-gia-dinh"),
        (Query("reports"), "bao-cao"),
        (Query("review", "faults"), "ra-soat"),
        (Query("settings", "villages"), "thiet-lap"),
        (Query("settings", "policy"), "chinh-sach"),
        (Query("entry"), "them-ho"),
    ],
)
def test_f1_opens_the_page_about_the_place(window: Window, query: Query, page: str) -> None:
    window.open(query)
    f1(window)
    assert reading(window).book.page == page


def test_the_open_topic_is_brought_to_the_top(window: Window) -> None:
    window.open(Query("settings", "safety"))
    f1(window)
    QApplication.processEvents()
    assert reading(window).book.text.heading_here() == "sao-lưu-và-kiểm-tra"


def test_the_foot_of_the_rail_opens_the_index(window: Window) -> None:
    window.go("reports")
    window.rail.helped.emit()
    assert reading(window).book.page == INDEX


def test_f1_while_reading_opens_the_index_and_alt_left_goes_back(window: Window) -> None:
    window.go("reports")
    f1(window)
    f1(window)
    book = reading(window).book
    assert book.page == INDEX
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert book.page == "bao-cao"
    assert not book.can_go_back()


def test_esc_returns_to_the_field_one_was_in(window: Window) -> None:
    window.open(Query("entry"))
    QApplication.processEvents()
    before, had = window.stack.currentWidget(), QApplication.focusWidget()
    assert had is not None
    f1(window)
    esc(reading(window).book.search)
    assert window.stack.currentWidget() is before
    assert QApplication.focusWidget() is had


def test_going_on_from_help_leaves_what_stood_behind_it(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.go("reports")
    behind = window.screens["reports"]
    asked: list[str] = []

    def leave() -> bool:
        asked.append("left")
        return True

    monkeypatch.setattr(behind, "leave", leave)
    f1(window)
    assert asked == []
    window.go("printing")
    assert asked == ["left"]
    assert window.stack.currentWidget() is window.screens["printing"]


def test_what_keeps_the_clerk_is_shown_again(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.go("reports")
    behind = window.screens["reports"]
    monkeypatch.setattr(behind, "leave", lambda: False)
    f1(window)
    assert not window.go("printing")
    assert window.stack.currentWidget() is behind


def test_a_dialog_keeps_what_was_typed_under_its_help(window: Window, household: str) -> None:
    window.open(Query("visit", household))
    dialog = window.forms["visit"].shown  # type: ignore[attr-defined]
    dialog.note.set_text("nhà đi vắng")
    f1(dialog)
    over = dialog.findChild(HelpDialog)
    assert over.isVisible()
    assert over.book.page == "nhap-ket-qua"
    assert over.book.text.heading_here() == "một-hộ-ngay-trong-cửa-sổ"
    press(over.book.search, Qt.Key.Key_Return)  # reads on; closes nothing
    assert over.isVisible()
    f1(over)
    assert over.book.page == INDEX
    QTest.keyClick(over, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert over.book.page == "nhap-ket-qua"
    esc(over)
    assert not over.isVisible()
    assert dialog.isVisible()
    assert dialog.note.text() == "nhà đi vắng"


def test_a_plain_question_is_about_the_place_under_it(window: Window) -> None:
    window.go("reports")
    dialog = Dialog("Xuất Excel", parent=window, filled="Xuất")
    dialog.open()
    f1(dialog)
    over = dialog.findChild(HelpDialog)
    assert over is not None
    assert over.book.page == "bao-cao"
    over.done(0)
    dialog.reject()


def test_before_a_register_is_open_help_tells_the_first_steps(qtbot: QtBot, tmp_path: Path) -> None:
    front = FrontWindow(clock=datetime.now, settings=Settings(tmp_path / "front.json"))
    qtbot.addWidget(front)
    front.show()
    f1(front)
    over = front.findChild(HelpDialog)
    assert over is not None
    assert over.book.page == "bat-dau"
    over.done(0)


def test_a_dialog_without_a_window_has_no_help(qtbot: QtBot) -> None:
    dialog = Dialog("Khóa sổ")
    qtbot.addWidget(dialog)
    dialog.help()
    assert dialog.findChild(HelpDialog) is None


def test_words_are_found_without_accents_and_marked(window: Window) -> None:
    f1(window)
    book = reading(window).book
    type_text(book.search, "quyen bien lai")
    row = book.contents.model().index(0, 0)
    assert "Quyển biên lai" in row.data()
    assert book.page == "thiet-lap"
    assert book.text.heading_here() == "quyển-biên-lai"
    marked = [one.cursor.selectedText() for one in book.text.extraSelections()]
    assert marked
    assert {text.lower() for text in marked} == {"quyển biên lai"}
    press(book.search, Qt.Key.Key_Down)
    assert book.contents.currentIndex().row() == 1
    press(book.search, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is book.text
    esc(book.text)  # forgets the words first
    assert book.search.text() == ""
    assert book.text.extraSelections() == []
    assert isinstance(window.stack.currentWidget(), HelpScreen)
    esc(book.search)
    assert window.stack.currentWidget() is window.screens[PLACES[0].key]


def test_nothing_found_says_so(window: Window) -> None:
    f1(window)
    book = reading(window).book
    type_text(book.search, "xyzzy")
    assert book.nothing.isVisible()
    assert book.contents.found() == 0
    book.clear_search()
    assert not book.nothing.isVisible()


def test_arrows_in_the_search_field_go_from_page_to_page(window: Window) -> None:
    window.go("reports")
    f1(window)
    book = reading(window).book
    press(book.search, Qt.Key.Key_Down)
    assert book.page == "nhap-du-lieu"
    press(book.search, Qt.Key.Key_Up)
    assert book.page == "bao-cao"
    press(book.search, Qt.Key.Key_PageDown)
    assert book.text.verticalScrollBar().value() > 0


def test_a_link_opens_its_page_at_the_heading_and_back_goes_to_the_old_one(
    window: Window,
) -> None:
    window.go("printing")
    f1(window)
    book = reading(window).book
    book.text.anchorClicked.emit(QUrl("thiet-lap.md#quyển-biên-lai"))
    assert (book.page, book.text.heading_here()) == ("thiet-lap", "quyển-biên-lai")
    book.go_back()
    assert book.page == "in-an"


def test_pictures_are_never_wider_than_the_page(window: Window) -> None:
    window.resize(1024, 640)
    window.go("reports")
    f1(window)
    QApplication.processEvents()
    text = reading(window).book.text
    assert isinstance(text, HelpBrowser)
    assert text.horizontalScrollBar().maximum() == 0
    assert text.document().idealWidth() <= text.viewport().width()


def test_the_status_bar_names_the_key(window: Window) -> None:
    caps = [cap.text() for cap in window.statusbar.findChildren(KeyCap)]
    assert caps[-1] == "F1"


def test_accents_that_are_typed_count() -> None:
    typed, plain = search("thẻ"), search("the")
    assert len(plain) >= len(typed) > 0
    assert {hit.section for hit in typed} == {hit.section for hit in plain}
    first = typed[0].section
    assert "thẻ" in f"{first.heading} {first.text}".casefold()


def test_a_word_is_found_at_its_beginning_only() -> None:
    assert spans("Biên lai, lại", ("lai",)) == ((5, 3), (10, 3))
    assert spans("Đồng ý", ("ong",)) == ()


def test_headings_are_named_as_links_name_them() -> None:
    assert anchor_of("Một hộ, ngay trong cửa sổ") == "một-hộ-ngay-trong-cửa-sổ"
    assert page_of("khong-co") is None
