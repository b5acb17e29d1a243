"""Beside the grid: the letters and keys, and what this pile comes to so far."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rules.money import dong
from ui.panels import KeyCap, Panel, ruler, words
from ui.screens.results.lines import Home, result_words, tr
from ui.states import paint_state
from ui.style import look

_SIDE = 232
_CAP = 22
_LETTERS = (("Đ", "agreed"), ("N", "thinking"), ("T", "refused"), ("V", "absent"))
_COUNTED = ("agreed", "thinking", "refused", "absent")


class _Shape(QWidget):
    """The shape of a result, 14 px."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.setFixedSize(14, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_state(painter, self.rect(), self._kind)
        painter.end()


class LettersPanel(Panel):
    """One letter is a result; what else is typed short."""

    def __init__(self) -> None:
        super().__init__(tr("Gõ một chữ là xong"))
        column = QVBoxLayout()
        column.setContentsMargins(12, 8, 12, 8)
        said = result_words()
        for letter, kind in _LETTERS:
            cap = KeyCap(letter)
            cap.setFixedWidth(look().metrics.px(_CAP))
            column.addLayout(_row(cap, _Shape(kind), words(said[kind]), gap=6))
        self.body.addLayout(column)
        self.body.addWidget(ruler())
        keys = QVBoxLayout()
        keys.setContentsMargins(12, 8, 12, 8)
        for name, text in (
            ("Enter", tr("sang ô sau")),
            ("=", tr("giống dòng trên")),
            ("2811", tr("ngày 28/11")),
            ("1tr3662", "1.366.200"),
            ("F2", tr("phiếu khác")),
            ("F4", tr("đến ô lỗi")),
        ):
            keys.addLayout(_row(KeyCap(name), words(text, "small"), gap=8))
        self.body.addLayout(keys)
        self._columns = (column, keys)

    def fit(self) -> None:
        """Closer together in a low window."""
        tight = look().metrics.density != "full"
        for column, gap in zip(self._columns, (6, 4) if tight else (9, 8), strict=True):
            column.setSpacing(gap)


class TotalsPanel(Panel):
    """How many agreed, hesitate, refused, were out, and the money, in this pile."""

    def __init__(self) -> None:
        super().__init__(tr("Xấp này đến giờ"))
        self.figures = {kind: words("", "strong") for kind in (*_COUNTED, "received")}
        said = {**result_words(), "received": tr("Tiền đã nhận")}
        self._lines: list[QWidget] = []
        for kind in (*_COUNTED, "received"):
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(12, 0, 12, 0)
            row.setSpacing(8)
            if kind != "received":
                row.addWidget(_Shape(kind))
            row.addWidget(words(said[kind]), 1)
            row.addWidget(self.figures[kind])
            self._lines.append(line)
            self.body.addWidget(line)
            self.body.addWidget(ruler())
        self.advice = words(
            tr("Từng dòng được lưu ngay khi sang dòng mới. Mất điện không mất phiếu."),
            "small",
            wrap=True,
        )
        self.advice.setContentsMargins(12, 8, 12, 8)
        self.body.addWidget(self.advice)
        self.body.addStretch(1)

    def fit(self) -> None:
        """Lines as high as those of the grid."""
        for line in self._lines:
            line.setFixedHeight(look().metrics.dense - 1)

    def show_totals(self, homes: Iterable[Home]) -> None:
        """Count what stands in the cells."""
        counts = dict.fromkeys((*_COUNTED, "moved"), 0)
        sheets = received = 0
        for home in homes:
            sheets += home.typed
            for line in home.lines:
                for result in line.said():
                    counts[result] += 1
                received += line["received"].value or 0
        for kind in _COUNTED:
            self.figures[kind].setText(str(counts[kind]))
        self.figures["received"].setText(dong(received))
        self.note.setText(tr("{count} phiếu").format(count=sheets))


def _row(*widgets: QWidget, gap: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return row


class Side(QWidget):
    """Both panels, 232 px wide."""

    def __init__(self) -> None:
        super().__init__()
        self.letters = LettersPanel()
        self.letters.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.totals = TotalsPanel()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.letters)
        self._column.addWidget(self.totals, 1)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(look().metrics.px(_SIDE))
        self._column.setSpacing(look().metrics.gap)
        self.letters.fit()
        self.totals.fit()
        self._make_room()

    def _make_room(self) -> None:
        """The advice goes first where the window is too low for everything."""
        self.totals.advice.show()
        needed = self.letters.sizeHint().height() + self.totals.sizeHint().height()
        self.totals.advice.setVisible(needed + self._column.spacing() <= self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again at how much there is room for."""
        super().resizeEvent(event)
        self._make_room()
