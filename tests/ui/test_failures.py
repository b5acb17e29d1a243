"""A failure is one sentence, or silence, or an honest crash without anybody's data."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rules.errors import RuleError
from storage.progress import Cancelled
from ui.failures import CrashDialog, details, words_for
from ui.session import Session


def test_a_problem_is_a_sentence(qapp: QApplication) -> None:
    said = words_for(RuleError("bad_amount", value="abc"))
    assert said is not None
    assert said.endswith((".", "?"))
    assert "bad_amount" not in said


def test_stopped_work_is_silent(qapp: QApplication) -> None:
    assert words_for(Cancelled()) == ""


def test_a_full_or_locked_disk_is_a_sentence_that_says_what_is_safe(qapp: QApplication) -> None:
    for error in (PermissionError("C:\\secret"), OSError("disk")):
        said = words_for(error)
        assert said is not None
        assert "Chưa mất gì" in said
        assert "secret" not in said


def test_a_fault_of_the_program_shows_where_but_nobodys_data(qtbot: QtBot) -> None:
    nobody: dict[str, str] = {}
    with pytest.raises(KeyError) as caught:
        nobody["Trần Thị Đào 038179004127"]
    assert words_for(caught.value) is None
    text = details(caught.value)
    dialog = CrashDialog(caught.value)
    qtbot.addWidget(dialog)
    assert "test_failures.py" in text
    assert "Đào" not in text
    assert "038179004127" not in text
    assert dialog.text.toPlainText() == text


def test_the_session_tells_a_failure_in_the_page(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.told) as got:
        session.fail(RuleError("bad_amount", value="abc"))
    assert got.args[1] == "bad"
    with qtbot.assertNotEmitted(session.told):
        session.fail(Cancelled())
