"""Above every step: what is being read in, the step that is open, and the day of the list."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rules.calendar import PartialDate
from rules.money import dong
from ui.buttons import Button
from ui.panels import PageHead, words
from ui.screens.intake.draft import Draft
from ui.screens.intake.steps import Steps
from ui.screens.intake.wording import day_source, kind_words, tr
from ui.style import look
from ui.values import DateEdit


class IntakeHead(QWidget):
    """The title with its buttons, and under it the steps and the day of the list.

    Args:
        cancel: leaves the file.
        write: writes it.
        today: the working day, near which a day typed short is read.

    Signals:
        dated: another day was typed.
    """

    dated = Signal()

    def __init__(self, cancel: QAction, write: QAction, today: date) -> None:
        super().__init__()
        self.title = PageHead(tr("Nhập dữ liệu"), "", (
            Button.of(cancel, icon_name="x"),
            Button.of(write, kind="filled", icon_name="check"),
        ))  # fmt: skip
        self.steps = Steps()
        self.day = DateEdit("dated", on=today, small=True)
        self.day.line.setFixedWidth(look().metrics.px(104))
        self.day.line.setAccessibleName(tr("Danh sách ngày"))
        self.day_words = words(tr("Danh sách ngày"), "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        self._strip = self._steps_and_day()
        column.addWidget(self._strip)
        self.day.settled.connect(self.dated)

    def _steps_and_day(self) -> QWidget:
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.steps, 1)
        row.addWidget(self.day_words)
        row.addWidget(self.day, 0, Qt.AlignmentFlag.AlignVCenter)
        strip.setFixedHeight(look().metrics.px(28))
        return strip

    def show_step(self, number: int | None, *, reviewing: bool) -> None:
        """Open a step, None for no file on its way; the buttons and the day are the review's."""
        self._strip.setVisible(number is not None)
        self.steps.show_step(number or 0)
        for widget in (*self.title.findChildren(Button), self.day, self.day_words):
            widget.setVisible(reviewing)

    def say(self, text: str) -> None:
        """Show the line under the title where no file is under review."""
        self.title.note.setText(text)

    def show_draft(self, draft: Draft, from_file: date | None) -> None:
        """Name the file under review, its rows and its kind, and the day with its source."""
        counts, reading = draft.plan.counts, draft.reading
        rows = tr("{n} dòng").format(n=dong(counts.rows))
        self.say(" · ".join((reading.file, rows, kind_words(reading.kind))))
        self.day_words.setText(day_source(reading, draft.day, from_file, draft.first))
        self.day.set_value(PartialDate.of(draft.day))
