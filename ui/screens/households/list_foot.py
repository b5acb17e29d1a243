"""The foot of the list: how many there are, and what can be done with those marked."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.money import dong
from ui.buttons import Button
from ui.panels import KeyCap, words


class ListFoot(QWidget):
    """A count at the left; at the right how to choose, or the act on what is marked."""

    def __init__(self) -> None:
        super().__init__()
        self.count = words("", "small")
        self._cap = KeyCap(self.tr("mũi tên lên, xuống"), "arrow-up-down")
        self._hint = words(self.tr("chọn hộ"), "small")
        self._change: Button | None = None
        self._told = ""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addWidget(self.count)
        self._row.addStretch(1)
        self._row.addWidget(self._cap)
        self._row.addWidget(self._hint)

    def offer(self, change: QAction) -> None:
        """Offer what can be done with the households marked."""
        self._change = Button.of(change, kind="link")
        self._row.addWidget(self._change, 0, Qt.AlignmentFlag.AlignVCenter)
        self._change.hide()

    def say_homes(self, total: int, whole: int) -> None:
        """Say how many households are listed, of how many."""
        text = self.tr("{n} hộ, cả xã {all}") if total != whole else self.tr("Cả xã {all} hộ")
        self._say(text.format(n=dong(total), all=dong(whole)), self.tr("chọn hộ"))

    def say_people(self, total: int) -> None:
        """Say how many people are listed."""
        self._say(self.tr("{n} người").format(n=dong(total)), self.tr("chọn người"))

    def _say(self, told: str, hint: str) -> None:
        self._told = told
        self._hint.setText(hint)
        if self._change is None or not self._change.isVisible():
            self.count.setText(told)

    def say_marks(self, marked: int, *, people: bool = False) -> None:
        """Say how many are marked; with none, how many are listed."""
        text = self.tr("{n} người đã đánh dấu") if people else self.tr("{n} hộ đã đánh dấu")
        self.count.setText(text.format(n=dong(marked)) if marked else self._told)
        self._cap.setVisible(not marked)
        self._hint.setVisible(not marked)
        if self._change is not None:
            self._change.setVisible(bool(marked))
