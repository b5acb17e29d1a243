"""Vì sao?: the sum at 28 px, the steps that lead to it, the pension's steps, what to mind."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.buttons import Button
from ui.forms.wording import plain
from ui.gutter_area import GutterArea
from ui.panels import IconMark, Panel, clear, ruler, words
from ui.screens.benefits.wording import tr
from ui.style import look
from ui.workings import Workings, WorkingStep

WIDTH = 334
NARROW = 216


@dataclass(frozen=True, slots=True)
class Working:
    """A sum with its working, as shown.

    Attributes:
        about: words behind “Vì sao?”.
        label: what the sum is; `parts` what it is made of.
        figure: the sum, or words in place of it; `unit` stands behind a sum.
        steps: of the sum.
        more_title: over the second part, with `more_note` behind it; `more` are its steps.
        remarks: what is not confirmed or about to change.
    """

    about: str
    label: str
    figure: str
    unit: str
    parts: str
    steps: tuple[WorkingStep, ...]
    more_title: str = ""
    more_note: str = ""
    more: tuple[WorkingStep, ...] = ()
    remarks: tuple[str, ...] = ()

    def as_text(self) -> str:
        """The sum with its working, to be pasted somewhere else."""
        said = [self.label, " ".join(part for part in (self.figure, self.unit) if part), self.parts]
        said.append(plain(self.steps))
        if self.more_title:
            said += ["", f"{self.more_title} {self.more_note}".strip(), plain(self.more)]
        said += self.remarks
        return "\n".join(said).strip()


class WholeWorkings(Workings):
    """Steps as high as they need, for a page that scrolls as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def doItemsLayout(self) -> None:
        """Be as high as the rows are now."""
        super().doItemsLayout()
        rows = range(len(self.steps()))
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in rows))


class WhyPanel(Panel):
    """One working: what it comes to, why, and what is not sure in it."""

    def __init__(self) -> None:
        super().__init__(tr("Vì sao?"))
        self.copy = Button(tr("Chép"), kind="link")
        self.add_to_head(self.copy)
        self._label = words("", "small")
        self.figure = words("", "figure")
        self.unit = words("", "body")
        self.unit.setContentsMargins(0, 0, 0, 4)
        self.parts = words("", "small", wrap=True)
        self.steps = WholeWorkings()
        self.more_title = words("", "panel")
        self.more_note = words("", "small")
        self.more = WholeWorkings()
        self.shown: Working | None = None
        self.body.addWidget(self._make_top())
        self.body.addWidget(ruler())
        self.body.addWidget(self._make_steps(), 1)
        self._strip = QFrame()
        self._strip.setObjectName("remarks")
        self._strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._remarks = QVBoxLayout(self._strip)
        self._remarks.setContentsMargins(12, 8, 12, 8)
        self._remarks.setSpacing(6)
        self.body.addWidget(self._strip)
        look().changed.connect(self._dress)
        self._dress()

    def _make_top(self) -> QWidget:
        top = QWidget()
        self._top = column = QVBoxLayout(top)
        column.setSpacing(0)
        column.addWidget(self._label)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.figure)
        row.addWidget(self.unit, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        column.addWidget(self.parts)
        return top

    def _make_steps(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._between = QWidget()
        head = QHBoxLayout(self._between)
        head.setContentsMargins(12, 0, 12, 0)
        head.setSpacing(8)
        head.addWidget(self.more_title)
        head.addWidget(self.more_note, 1)
        self.more_note.setMinimumWidth(1)
        self._rules = (ruler(), ruler())
        column.addWidget(self.steps)
        column.addWidget(self._rules[0])
        column.addWidget(self._between)
        column.addWidget(self._rules[1])
        column.addWidget(self.more)
        column.addStretch(1)
        self._area = GutterArea(inside)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(tr("Các bước tính"))
        return self._area

    def _dress(self) -> None:
        now = look()
        low = now.metrics.density != "full"
        self._top.setContentsMargins(12, 5 if low else 7, 12, 5 if low else 7)
        self._between.setFixedHeight(now.metrics.panel_head - 1)
        ground, line = now.color("warntint").name(), now.color("warnline").name()
        self._strip.setStyleSheet(
            f"QFrame#remarks {{ background: {ground}; border: 0; border-top: 1px solid {line};"
            " border-bottom-left-radius: 5px; border-bottom-right-radius: 5px; }"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that do not fit into the head are left out whole."""
        super().resizeEvent(event)
        self._fit_note()

    def _fit_note(self) -> None:
        wanted = self.title.sizeHint().width() + self.copy.sizeHint().width() + 48
        self.note.setVisible(wanted + self.note.sizeHint().width() <= self.width())

    def put(self, shown: Working) -> None:
        """Show another working."""
        before, self.shown = self.shown, shown
        self.note.setText(shown.about)
        self._fit_note()
        self._label.setText(shown.label)
        self.figure.setText(shown.figure)
        self.unit.setText(shown.unit)
        self.parts.setText(shown.parts)
        self.parts.setVisible(bool(shown.parts))
        self.steps.put(shown.steps)
        self.more_title.setText(shown.more_title)
        self.more_note.setText(shown.more_note)
        for part in (*self._rules, self._between, self.more):
            part.setVisible(bool(shown.more_title))
        self.more.put(shown.more)
        self.steps.doItemsLayout()
        self.more.doItemsLayout()
        if before is None or before.remarks != shown.remarks:
            self._put_remarks(shown.remarks)

    def _put_remarks(self, remarks: Sequence[str]) -> None:
        clear(self._remarks)
        for remark in remarks:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            mark = IconMark("triangle-alert", ink="warnmark")
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            said = words(remark, "small", wrap=True)
            row.addWidget(said, 1)
            self._remarks.addWidget(line)
        self._strip.setVisible(bool(remarks))
