"""The frame: places with their numbers, search, undo, and windows of any size."""

from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from storage import Register
from tests.ui.keyboard import press, type_text
from ui.app import show_within, size_within
from ui.help.page import HelpScreen
from ui.metrics import Metrics
from ui.panels import KeyCap
from ui.places import PLACES, Place
from ui.queries import Query
from ui.rail import NARROW, WIDE
from ui.screen import KeyHint, Screen
from ui.session import Session
from ui.statusbar import StatusBar
from ui.style import look, set_metrics, set_theme
from ui.window import Window


class Villages(Screen):
    """A screen as small as one can be."""

    watches: ClassVar[frozenset[str]] = frozenset({"villages"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.names = QLabel()
        self.loaded = 0
        self.opened: list[Query] = []
        self.stays = False
        self.page.addWidget(self.names)
        self.add = self.act("Thêm thôn", self._add, keys="Ctrl+N", icon_name="plus")

    def _add(self) -> None:
        with self.session.change("Thêm thôn"):
            self.session.register.villages.add("Thôn Một")

    def reload(self) -> None:
        self.loaded += 1
        villages = self.session.register.villages.all()
        self.names.setText(", ".join(village.name for village in villages))

    def open(self, query: Query) -> None:
        self.opened.append(query)

    def leave(self) -> bool:
        return not self.stays

    def keys(self) -> tuple[KeyHint, ...]:
        return (KeyHint("Ctrl+N", "thêm thôn"),)


class Empty(Screen):
    """A second place."""

    watches: ClassVar[frozenset[str]] = frozenset({"people"})


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Window:
    places = (
        Place("households", "Alt+2", "house", "Hộ gia đình", Villages),
        Place("printing", "Alt+7", "printer", "In ấn", Empty),
        Place("settings", "Alt+0", "settings", "Thiết lập", Empty, ruled=True),
    )
    made = Window(session, places)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def villages(window: Window) -> Villages:
    screen = window.screen_of("households")
    assert isinstance(screen, Villages)
    return screen


def test_the_first_place_is_open_and_loaded_once(window: Window) -> None:
    assert window.stack.currentWidget() is villages(window)
    assert villages(window).loaded == 1
    assert list(window.screens) == ["households"]


def test_alt_and_a_number_go_to_a_place(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert isinstance(window.stack.currentWidget(), Empty)
    assert window.rail.list.currentIndex().data() == "In ấn"


def test_a_screen_may_keep_the_clerk(window: Window) -> None:
    villages(window).stays = True
    assert not window.go("printing")
    assert window.rail.list.currentIndex().data() == "Hộ gia đình"


def test_a_screen_reloads_only_for_what_it_watches(window: Window, register: Register) -> None:
    screen = villages(window)
    screen.add.trigger()
    assert screen.names.text() == "Thôn Một"
    assert screen.loaded == 2
    with window.session.change("Đổi tên cơ quan"):
        register.office.save(name="UBND xã Thử")
    assert screen.loaded == 2


def test_undo_and_redo_are_offered_and_done(qtbot: QtBot, window: Window) -> None:
    assert not window.undo_action.isEnabled()
    villages(window).add.trigger()
    assert window.topbar.last.text() == "Hoàn tác: Thêm thôn"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert villages(window).names.text() == ""
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert villages(window).names.text() == "Thôn Một"


def test_a_long_change_is_cut_with_an_ellipsis_and_told_in_full(window: Window) -> None:
    window.resize(1100, 697)
    what = "Ghi kết quả phiếu " + "của hộ nhà bà Lường Thị Mến " * 8
    with window.session.change(what):
        window.session.register.villages.add("Thôn Hai")
    window.show()
    window.grab()
    assert window.width() == 1100
    assert window.topbar.last.text() == f"Hoàn tác: {what}"
    said = window.topbar.last.findChild(QLabel, "last")
    assert isinstance(said, QLabel)
    assert said.toolTip() == window.topbar.last.text()


def test_ctrl_k_finds_and_enter_opens(qtbot: QtBot, window: Window) -> None:
    villages(window).add.trigger()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    line = window.search.line
    qtbot.waitUntil(line.hasFocus)
    type_text(line, "mot")
    assert [found.title for found in window.search.results()] == ["Thôn Một"]
    assert window.search.results()[0].bold == ((5, 3),)
    press(line, Qt.Key.Key_Return)
    assert villages(window).opened[0].facts.keys() == {"village"}
    assert line.text() == ""


def test_search_finds_places_and_commands_by_their_words(window: Window) -> None:
    type_text(window.search.line, "in an")
    assert [found.title for found in window.search.results()] == ["In ấn"]
    press(window.search.line, Qt.Key.Key_Return)
    assert isinstance(window.stack.currentWidget(), Empty)
    window.go("households")
    type_text(window.search.line, "them thon")
    assert [found.title for found in window.search.results()] == ["Thêm thôn"]
    press(window.search.line, Qt.Key.Key_Return)
    assert villages(window).names.text() == "Thôn Một"


def test_esc_leaves_the_search(window: Window) -> None:
    type_text(window.search.line, "zzz")
    assert window.search.popup is not None
    assert window.search.popup.isVisible()
    press(window.search.line, Qt.Key.Key_Escape)
    assert not window.search.popup.isVisible()
    assert window.search.line.text() == ""


def test_the_status_bar_says_the_keys_and_the_day_of_the_law(window: Window) -> None:
    caps = [cap.text() for cap in window.statusbar.findChildren(KeyCap)]
    said = [label.text() for label in window.statusbar.findChildren(QLabel)]
    assert "Ctrl+N" in caps
    assert "Chính sách áp dụng ngày 21/11/2026" in said


def test_one_sentence_is_told_above_the_page(window: Window) -> None:
    window.session.tell("Đã in 12 tờ.", "ok")
    assert window.banner.text() == "Đã in 12 tờ."
    assert window.banner.isVisible()
    window.banner.pressed.emit()
    assert not window.banner.isVisible()


@pytest.mark.parametrize(
    ("size", "density", "rail"),
    [
        ((1366, 768), "full", WIDE),
        ((1366, 697), "compact", WIDE),
        ((1280, 640), "tight", NARROW),
        ((1093, 555), "tight", NARROW),
        ((1920, 1040), "full", WIDE),
    ],
)
def test_the_window_fits_its_size(
    window: Window, size: tuple[int, int], density: str, rail: int
) -> None:
    window.resize(*size)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    assert look().metrics.density == density
    assert window.rail.width() == rail


def test_f1_opens_the_guide(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert isinstance(window.stack.currentWidget(), HelpScreen)


def test_the_theme_changes_while_the_window_is_open(window: Window, qapp: QApplication) -> None:
    before = window.grab().toImage().pixelColor(900, 700)
    set_theme(qapp, "dark")
    after = window.grab().toImage().pixelColor(900, 700)
    set_theme(qapp, "light")
    assert before != after


def test_the_size_is_remembered(window: Window, session: Session) -> None:
    window.resize(1400, 800)
    window.close()
    assert session.settings.get("window") == [1400, 800]


def test_what_was_said_holds_until_the_next_thing_done(
    window: Window, session: Session, register: Register
) -> None:
    session.tell("Đã ghi.", "ok")
    assert window.banner.text() == "Đã ghi."
    window.go("printing")
    assert window.banner.text() == ""
    assert window.banner.isHidden()
    session.tell("Đã ghi.", "ok")
    with session.change("Thêm thôn"):
        register.villages.add("Thôn Hai")
    assert window.banner.text() == ""


def test_undo_says_what_it_took_back(
    qtbot: QtBot, window: Window, session: Session, register: Register
) -> None:
    with session.change("Thêm thôn"):
        register.villages.add("Thôn Hai")
    window.undo_action.trigger()
    assert window.banner.text() == "Đã hoàn tác: Thêm thôn. Bấm Ctrl+Y để làm lại."
    window.redo_action.trigger()
    assert window.banner.text() == "Đã làm lại: Thêm thôn. Bấm Ctrl+Z để hoàn tác."


def test_another_page_begins_with_an_empty_search(window: Window) -> None:
    window.search.line.setText("c")
    window.go("printing")
    assert window.search.line.text() == ""


def test_a_narrow_status_bar_leaves_sentences_out_whole(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_keys((KeyHint("Ctrl+N", "thêm thôn"),))
    bar.show_worries(("Chưa ghi gì vào sổ", "Chính sách áp dụng ngày 21/11/2026"))
    bar.resize(1100, 28)
    bar.show()
    labels = [one for one in bar.findChildren(QLabel) if "ngày" in one.text() or "sổ" in one.text()]
    assert [label.isVisible() for label in labels] == [True, True]
    bar.resize(bar.sizeHint().width() - 40, 28)
    assert [label.isVisible() for label in labels] == [True, False]
    for label in labels[:1]:
        assert label.width() >= label.sizeHint().width()


def test_a_field_that_vanishes_leaves_the_keys_on_the_page(qtbot: QtBot, session: Session) -> None:
    class Two(Screen):
        def __init__(self, session: Session) -> None:
            super().__init__(session)
            self.first, self.second = QLineEdit(), QLineEdit()
            self.page.addWidget(self.first)
            self.page.addWidget(self.second)

    window = Window(session, (Place("two", "Alt+2", "house", "Hai", Two),))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    screen = window.screens["two"]
    assert isinstance(screen, Two)
    screen.second.setFocus()
    qtbot.waitUntil(screen.second.hasFocus)
    screen.second.hide()
    assert screen.first.hasFocus()


class Shown(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_no_part_of_a_screen_flashes_as_a_window_of_its_own(
    qtbot: QtBot, qapp: QApplication, session: Session
) -> None:
    # it would take the keys away while the screen is made
    window = Window(session, PLACES)
    qtbot.addWidget(window)
    window.show()
    seen = Shown()
    qapp.installEventFilter(seen)
    try:
        for place in PLACES:
            window.go(place.key)
        window.open(Query("settings", "policy"))
        window.open(Query("enrolment"))
    finally:
        qapp.removeEventFilter(seen)
    assert seen.windows == []


def test_a_window_fills_a_screen_that_has_no_more_room(qtbot: QtBot) -> None:
    room = QApplication.primaryScreen().availableGeometry().size()
    for high, whole in ((room.height(), True), (room.height() - 100, False)):
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(200, high)
        show_within(window)
        assert window.isMaximized() is whole


def test_larger_letters_leave_the_rail_its_icons_at_once(
    window: Window, qapp: QApplication
) -> None:
    window.resize(1366, 697)
    before = window.rail.width()
    try:
        set_metrics(qapp, Metrics(look().metrics.density, 1.3))
        assert window.rail.width() < before
    finally:
        set_metrics(qapp, Metrics(look().metrics.density, 1.0))
    assert window.rail.width() == before


def test_a_window_kept_from_a_larger_screen_fits_this_one() -> None:
    usual, projector = QSize(1366, 697), QSize(1024, 600)
    assert size_within(QSize(1920, 1080), usual, [1500, 900]) == QSize(1500, 900)
    assert size_within(projector, usual, [1500, 900]) == projector
    assert size_within(projector, usual, None) == projector
