"""Buttons say their shortcut and show the focus."""

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keyboard import press
from ui.buttons import Button
from ui.checks import CheckBox
from ui.counters import Counter, Counters
from ui.focus_ring import FocusRing
from ui.segments import Segment, Segments
from ui.style import look


def test_a_button_carries_the_words_and_shortcut_of_its_action(qtbot: QtBot) -> None:
    action = QAction("Ghi kết quả")
    action.setShortcut(QKeySequence("F6"))
    button = Button.of(action, kind="filled")
    qtbot.addWidget(button)
    assert (button.text(), button.shown_keys) == ("Ghi kết quả", "F6")
    with qtbot.waitSignal(action.triggered):
        button.click()
    action.setEnabled(False)
    assert not button.isEnabled()


def test_enter_presses_the_button_that_has_the_keys(qtbot: QtBot) -> None:
    button = Button("Không")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        press(button, Qt.Key.Key_Return)
    with qtbot.waitSignal(button.clicked):
        press(button, Qt.Key.Key_Space)


def test_enter_with_another_key_is_no_press(qtbot: QtBot) -> None:
    button = Button("Chọn tệp")
    qtbot.addWidget(button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    press(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []
    press(button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert len(pressed) == 1


def test_a_button_is_never_narrower_than_its_words(qtbot: QtBot) -> None:
    short, long = Button("Ghi"), Button("Ghi kết quả đến nhà của cả hộ", keys="Ctrl+Enter")
    qtbot.addWidget(short)
    qtbot.addWidget(long)
    assert long.minimumSizeHint().width() > short.minimumSizeHint().width() + 150
    assert long.sizeHint().height() == look().metrics.field


def test_the_focus_ring_stands_two_pixels_outside_the_button(
    qtbot: QtBot, qapp: QApplication
) -> None:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(20, 20, 20, 20)
    button = Button("Ghi")
    row.addWidget(button)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    ring = FocusRing()
    ring.around(button)
    assert ring.ring is not None
    assert ring.ring.isVisible()
    assert ring.ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    picture = page.grab().toImage()
    x = round((button.x() - 3) * picture.devicePixelRatio())
    middle = round(button.geometry().center().y() * picture.devicePixelRatio())
    assert picture.pixelColor(x, middle) == QColor(look().tokens.accent)
    ring.around(None)
    assert not ring.ring.isVisible()


def test_the_focus_ring_outlives_the_page_it_was_drawn_on(qtbot: QtBot) -> None:
    ring = FocusRing()
    for _ in range(2):
        page = QWidget()
        button = Button("Ghi")
        QHBoxLayout(page).addWidget(button)
        page.show()
        ring.around(button)
        shiboken6.delete(page)
    ring.around(None)


def test_segments_open_one_and_tell_which(qtbot: QtBot) -> None:
    segments = Segments((Segment("all", "Tất cả"), Segment("soon", "Sắp hết", "ending")))
    qtbot.addWidget(segments)
    assert segments.key() == "all"
    with qtbot.waitSignal(segments.picked) as got:
        segments.findChildren(QWidget)[1].click()  # type: ignore[attr-defined]
    assert got.args == ["soon"]
    segments.set_segments((Segment("all", "Tất cả 3"), Segment("soon", "Sắp hết 1")))
    assert segments.key() == "soon"


def test_counters_act_as_tabs(qtbot: QtBot) -> None:
    counters = Counters()
    counters.set_counters((Counter("new", 1204, "mới"), Counter("same", 0, "như cũ")))
    qtbot.addWidget(counters)
    assert counters.key() == "new"
    counters.set_key("same")
    assert counters.key() == "same"


def test_a_check_box_turns_by_its_words_too(qtbot: QtBot) -> None:
    box = CheckBox("Đã chọn")
    qtbot.addWidget(box)
    box.click()
    assert box.isChecked()
