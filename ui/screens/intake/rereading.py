"""Asking how a list, or one column of it, shall be read; what that makes of it follows at once."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from storage.intake import Assignment, ColumnReading, Reading
from storage.intake.kinds import KINDS
from storage.intake.legacy import read_as
from storage.intake.scripts import SCRIPTS, Script
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.form import Form
from ui.panels import IconMark, words
from ui.screens.intake.wording import FIELDS, field_words, kind_words, tr

UNUSED = "-"
BY_ITSELF = "auto"
_MOST = 5  # texts that are shown before and after


def script_words(script: Script) -> str:
    """What a way of writing is called."""
    return {
        "unicode": tr("Unicode, để nguyên"),
        "tcvn3": tr("TCVN3 (ABC), phông .VnTime"),
        "vni": tr("VNI, phông VNI-Times"),
    }[script]


def heading_words(column: ColumnReading) -> str:
    """The heading of a column as it stands in the file."""
    if column.heading or not column.key.startswith("#"):
        return column.heading if column.script == "unicode" else column.key
    return tr("(cột thứ {n})").format(n=column.key[1:])


class Before(QWidget):
    """A few texts of the file, each with what a script makes of it."""

    def __init__(self, reading: Reading, texts: Sequence[str]) -> None:
        super().__init__()
        self._texts = tuple(texts[:_MOST])
        self._encoding = reading.book.encoding
        self._after = [words("", "name") for _ in self._texts]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        for row, (text, after) in enumerate(zip(self._texts, self._after, strict=True)):
            grid.addWidget(words(text, "second"), row, 0)
            grid.addWidget(IconMark("arrow-right", size=12, ink="text3"), row, 1)
            grid.addWidget(after, row, 2)
        self.setVisible(bool(self._texts))

    def show_script(self, script: Script) -> None:
        """Show the texts as a script reads them."""
        for text, after in zip(self._texts, self._after, strict=True):
            after.setText(read_as(text, script, self._encoding))

    def after(self) -> tuple[str, ...]:
        """The texts as they are read."""
        return tuple(label.text() for label in self._after)


class ColumnDialog(Dialog):
    """What one column of the file is, and how its text is written."""

    def __init__(self, reading: Reading, column: ColumnReading, parent: QWidget) -> None:
        super().__init__(
            tr("Cột “{heading}” là gì?").format(heading=heading_words(column)),
            tr("Ví dụ trong tệp: {value}").format(value=column.before or tr("trống")),
            filled=tr("Đọc lại"),
            parent=parent,
            foot_note=tr("Tệp gốc giữ nguyên, chưa ghi gì vào sổ."),
        )
        self._reading = reading
        self._column = column
        choices = [Choice(name, field_words(name)) for name in FIELDS]
        choices.append(Choice(UNUSED, field_words(None)))
        self.choice = ChoiceEdit("field", tr("Là"), choices, typed=True)
        self.choice.set_value(column.field if column.field in FIELDS else UNUSED)
        self.script = _script_choice(reading, reading.assignment.scripts.get(column.key))
        self.before = Before(reading, column.samples)
        self.script.changed.connect(self._follow)
        self.body.addWidget(self.choice)
        if any(not text.isascii() for text in column.samples):
            self.body.addWidget(self.script)
            self.body.addWidget(self.before)
            self._follow()
        fields = [one for one in (self.choice, self.script) if self.body.indexOf(one) >= 0]
        self.form = Form(fields, self.filled)
        self.hold(self.form)
        self.choice.setFocus()

    def _follow(self) -> None:
        self.before.show_script(_chosen(self.script) or self._column.script)

    def assignment(self) -> Assignment:
        """What was decided of the list, with this column as chosen now."""
        decided = self._reading.assignment
        field = None if self.choice.value() in {None, UNUSED} else str(self.choice.value())
        if field != self._column.field:
            decided = decided.with_column(self._column.key, field)
        if (script := _chosen(self.script)) != decided.scripts.get(self._column.key):
            decided = decided.with_script(script, self._column.key)
        return decided


class ReadingDialog(Dialog):
    """What kind of list the file is, and how the text of all of it is written."""

    def __init__(self, reading: Reading, parent: QWidget) -> None:
        super().__init__(
            tr("Đổi cách đọc"),
            tr("Chọn khi chương trình nhận nhầm loại danh sách hoặc kiểu chữ."),
            filled=tr("Đọc lại"),
            parent=parent,
            foot_note=tr("Tệp gốc giữ nguyên, chưa ghi gì vào sổ."),
        )
        self._reading = reading
        kinds = [Choice(BY_ITSELF, tr("Tự nhận ra"))]
        kinds += [Choice(kind.name, kind_words(kind.name)) for kind in KINDS]
        self.kind = ChoiceEdit("kind", tr("Loại danh sách"), kinds, typed=True)
        self.kind.set_value(reading.assignment.kind or BY_ITSELF)
        self.script = _script_choice(reading, reading.assignment.script)
        self.before = Before(reading, _texts(reading.columns))
        self.script.changed.connect(self._follow)
        for widget in (self.kind, self.script, self.before):
            self.body.addWidget(widget)
        self.form = Form((self.kind, self.script), self.filled)
        self.hold(self.form)
        self._follow()
        self.script.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        self.before.show_script(_chosen(self.script) or self._reading.book.writing)

    def assignment(self) -> Assignment:
        """What was decided of the list, with kind and script as chosen now."""
        decided = self._reading.assignment
        if (script := _chosen(self.script)) != decided.script:
            decided = decided.with_script(script)
        return decided.with_kind(None if self.kind.value() == BY_ITSELF else str(self.kind.value()))


def _script_choice(reading: Reading, chosen: Script | None) -> ChoiceEdit:
    found = script_words(reading.book.writing)
    choices = [Choice(BY_ITSELF, tr("Tự nhận ra"), found)]
    choices += [Choice(script, script_words(script)) for script in SCRIPTS]
    made = ChoiceEdit("script", tr("Kiểu chữ"), choices)
    made.set_value(chosen or BY_ITSELF)
    return made


def _chosen(choice: ChoiceEdit) -> Script | None:
    return next((script for script in SCRIPTS if script == choice.value()), None)


def _texts(columns: Iterable[ColumnReading]) -> list[str]:
    """Return texts with marked letters, those of names first."""
    ordered = sorted(columns, key=lambda column: column.field != "name")
    texts = [text for column in ordered for text in column.samples[:3] if not text.isascii()]
    return list(dict.fromkeys(texts))
