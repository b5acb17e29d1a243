"""Why it costs what it does: the sum, the numbered steps with their sources, what must be said."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rules.money import dong
from ui.buttons import Button
from ui.forms.wording import plain
from ui.icons import pixmap
from ui.panels import Panel, ruler, words
from ui.style import look
from ui.workings import Workings, WorkingStep

WIDTH = 334


class WhyPanel(Panel):
    """The sum at 28 px over its steps."""

    def __init__(self) -> None:
        super().__init__(self.tr("Vì sao?"), self.tr("tính theo từng phím gõ"))
        self.copy = Button(self.tr("Chép"), kind="link")
        self.copy.clicked.connect(self._copy)
        self.add_to_head(self.copy)
        self.figure = words("", "figure")
        self.unit = words(self.tr("đồng"), "body")
        self.parts = words("", "small", wrap=True)
        self.steps = Workings()
        self.remarks = words("", "small", wrap=True)
        self.remarks.setTextFormat(Qt.TextFormat.RichText)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(12, 7, 12, 7)
        column.setSpacing(0)
        column.addWidget(words(self.tr("Cả hộ phải đóng"), "small"))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.figure)
        row.addWidget(self.unit, 1, Qt.AlignmentFlag.AlignBottom)
        self.unit.setContentsMargins(0, 0, 0, 4)
        column.addLayout(row)
        column.addWidget(self.parts)
        self.body.addWidget(top)
        self.body.addWidget(ruler())
        self.body.addWidget(self.steps, 1)
        self._said = QWidget()
        said = QVBoxLayout(self._said)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(0)
        said.addWidget(ruler())
        self.remarks.setContentsMargins(12, 8, 12, 8)
        said.addWidget(self.remarks)
        self.body.addWidget(self._said)
        self.body.addWidget(self._make_foot())

    def _make_foot(self) -> QWidget:
        strip = QWidget()
        strip.setObjectName("kept")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self._lock = QLabel()
        text = self.tr("Khoản đã ghi giữ nguyên các mức của ngày thu. Nghị định sau không làm đổi.")
        row.addWidget(self._lock, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words(text, "small", wrap=True), 1)
        self._strip = strip
        look().changed.connect(self._dress)
        self._dress()
        return strip

    def _dress(self) -> None:
        now = look()
        tint, line = now.color("tint").name(), now.color("line").name()
        self._strip.setStyleSheet(
            f"QWidget#kept {{ background: {tint}; border-top: 1px solid {line};"
            " border-bottom-left-radius: 5px; border-bottom-right-radius: 5px; }"
        )
        ratio = self.devicePixelRatioF()
        self._lock.setPixmap(pixmap("lock", size=16, ink="accent", ratio=ratio))

    def show_sum(self, amount: int | None, parts: str) -> None:
        """Show the sum in đồng; None where there is nothing to pay for yet."""
        self.figure.setText("–" if amount is None else dong(amount))
        self.unit.setVisible(amount is not None)
        self.parts.setText(parts)

    def show_working(self, rows: Sequence[WorkingStep], remarks: Sequence[str]) -> None:
        """Show the steps, and below them what must be said of somebody's card."""
        self.steps.put(rows)
        self.copy.setEnabled(bool(rows))
        self.remarks.setText("<br>".join(remarks))
        self._said.setVisible(bool(remarks))

    def _copy(self) -> None:
        head = f"{self.figure.text()} {self.unit.text()}\n{self.parts.text()}"
        QGuiApplication.clipboard().setText(f"{head}\n{plain(self.steps.steps())}")
