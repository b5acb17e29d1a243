"""What Qt says by itself is Vietnamese too."""

import re

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

ENGLISH = re.compile(
    r"\b(ok|cancel|yes|no|save|open|close|delete|undo|redo|cut|copy|paste|select|all|help|apply|"
    r"reset|discard|retry|ignore|abort|file|name|look|type|files|folder|directory|back|forward)\b",
    re.IGNORECASE,
)


def english_in(widget: QWidget) -> list[str]:
    texts = [b.text() for b in widget.findChildren(QAbstractButton)]
    texts += [label.text() for label in widget.findChildren(QLabel)]
    return [text for text in texts if ENGLISH.search(text.replace("&", ""))]


def test_every_standard_button_is_vietnamese(qtbot: QtBot) -> None:
    buttons = QDialogButtonBox()
    qtbot.addWidget(buttons)
    for kind in QDialogButtonBox.StandardButton:
        if kind not in {
            QDialogButtonBox.StandardButton.NoButton,
            QDialogButtonBox.StandardButton.FirstButton,
            QDialogButtonBox.StandardButton.LastButton,
        }:
            buttons.addButton(kind)
    assert english_in(buttons) == []


def test_a_message_is_vietnamese(qtbot: QtBot) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setDetailedText("x")
    box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
    assert english_in(box) == []


@pytest.mark.parametrize("mode", list(QFileDialog.AcceptMode))
def test_the_file_dialog_is_vietnamese(qtbot: QtBot, mode: QFileDialog.AcceptMode) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    qtbot.addWidget(dialog)
    assert english_in(dialog) == []


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_context_menus_are_vietnamese(
    qtbot: QtBot, kind: type[QLineEdit] | type[QPlainTextEdit]
) -> None:
    field = kind()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    assert menu is not None
    words = [action.text().partition("\t")[0] for action in menu.actions()]
    menu.deleteLater()
    assert words
    assert [text for text in words if ENGLISH.search(text.replace("&", ""))] == []


def test_figures_are_written_the_vietnamese_way(qapp: QApplication) -> None:
    assert QLocale().toString(1_500_000) == "1.500.000"
