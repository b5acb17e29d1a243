"""Asking for a file in the folder of the register, while another program works with it, too."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFileSystemModel
from pytestqt.qtbot import QtBot

from storage import Register
from ui.file_dialogs import FileDialog

ROOT = Path(__file__).parents[2]
_COUNT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from storage import open_register
with open_register(Path(sys.argv[1]), clock=lambda: datetime.now(UTC)) as register:
    print(len(register.villages.all()))
"""


def _seen_by_another_program(path: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-c", _COUNT, str(path)],
        cwd=ROOT, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return int(done.stdout)


def test_what_is_written_after_the_dialog_was_open_is_in_the_file(
    qtbot: QtBot, register: Register
) -> None:
    """The dialog holds no file of the folder open, and so lets go of no lock of the register."""
    before = _seen_by_another_program(register.path)
    dialog = FileDialog(None, "Lưu", str(register.path.parent))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    model = dialog.findChild(QFileSystemModel)
    assert model is not None

    def drawn() -> bool:
        index = model.index(str(register.path))
        return index.isValid() and bool(index.data(Qt.ItemDataRole.DecorationRole))

    qtbot.waitUntil(drawn)
    assert model.type(model.index(str(register.path))) == "SAS"
    assert _seen_by_another_program(register.path) == before  # opens the file, and closes it
    with register.change("Thêm thôn"):
        register.villages.add("Thôn Lùng Vài")
    assert _seen_by_another_program(register.path) == before + 1


@pytest.mark.parametrize("answer", [0, 1])
def test_each_question_has_its_answer(
    answer: int, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = str(tmp_path / "tep.pdf")
    modes: list[tuple[object, object]] = []

    def ask(dialog: FileDialog) -> int:
        modes.append((dialog.acceptMode(), dialog.fileMode()))
        return answer

    monkeypatch.setattr(FileDialog, "exec", ask)
    monkeypatch.setattr(FileDialog, "selectedFiles", lambda _self: [chosen])
    parent = FileDialog(None, "", str(tmp_path))
    qtbot.addWidget(parent)
    wanted = chosen if answer else ""
    assert FileDialog.ask_open(parent, "Mở", str(tmp_path), "PDF (*.pdf)") == wanted
    assert FileDialog.ask_save(parent, "Lưu", chosen, "PDF (*.pdf)") == wanted
    assert FileDialog.ask_folder(parent, "Chọn", str(tmp_path)) == wanted
    accept, kind = QFileDialog.AcceptMode, QFileDialog.FileMode
    assert modes == [
        (accept.AcceptOpen, kind.ExistingFile),
        (accept.AcceptSave, kind.AnyFile),
        (accept.AcceptOpen, kind.Directory),
    ]


def test_no_screen_opens_the_dialog_of_qt_itself() -> None:
    found = [
        path.name
        for path in (ROOT / "ui").rglob("*.py")
        if "QFileDialog" in path.read_text(encoding="utf-8")
    ]
    assert found == ["file_dialogs.py"]
