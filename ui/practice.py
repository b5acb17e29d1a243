"""The mark of a practice register on screen: a chip in the top bar, in dialogs, in titles."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QWidget

from storage.practice import MARK

PROPERTY = "practice"
REAL, OPEN, FRESH = "real", "open", "fresh"
"""What a window may ask for: the real register, the practice register, or a new one of these."""


def mark_window(window: QWidget) -> None:
    """Say that a window shows a practice register; dialogs over it carry the mark, too."""
    window.setProperty(PROPERTY, True)


def in_practice(widget: QWidget | None) -> bool:
    """Tell whether a widget stands in, or over, a window of a practice register."""
    return widget is not None and bool(widget.window().property(PROPERTY))


def practice_refused() -> str:
    """Why rows that were copied in a practice register are not pasted into a real one."""
    return QCoreApplication.translate(
        "Practice",
        "Bảng này chép từ bản tập, người trong đó không có thật, nên không dán vào sổ này.",
    )


def practice_chip() -> QLabel:
    """The mark as a chip, in the colour of the rail's mark."""
    chip = QLabel(MARK)
    chip.setProperty("role", "practice")
    chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
    text = QCoreApplication.translate(
        "Practice", "Người trong sổ này không có thật. Không dùng để báo cáo."
    )
    chip.setToolTip(text)
    chip.setAccessibleName(f"{MARK}. {text}")
    return chip
