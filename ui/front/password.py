"""Setting a password for a new register, and typing it to open one."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.errors import Problem
from storage.protection import unlock
from ui.buttons import Button
from ui.checks import CheckBox
from ui.form import Form
from ui.front.frame import FrontPage, FrontSide
from ui.panels import words
from ui.passwords import PasswordField, agreed, how_long
from ui.wording import sentence


class SetPasswordPage(FrontPage):
    """Step 2 of a new register: its password, or none.

    Signals:
        decided: carries the password; empty for a register without one.
        went_back: to step 1.
    """

    decided = Signal(str)
    went_back = Signal()

    def __init__(self, side: FrontSide) -> None:
        super().__init__(side, most=560)
        self.first = PasswordField("password", self.tr("Mật khẩu"), hint=how_long())
        self.again = PasswordField("again", self.tr("Gõ lại mật khẩu"))
        self.shown = CheckBox(self.tr("Hiện mật khẩu"))
        self.shown.toggled.connect(self._show_letters)
        self.make = Button(
            self.tr("Lập sổ có mật khẩu"), kind="filled", after="arrow-right", keys="Enter"
        )
        bare = self.act(self.tr("Lập sổ không mật khẩu"), lambda: self.decided.emit(""), "F8")
        without = Button.of(bare)
        back = Button.of(
            self.act(self.tr("Quay lại"), self.went_back.emit, "Esc"), icon_name="arrow-left"
        )
        self.form = Form((self.first, self.again), self.make)
        self.form.submitted.connect(self._decide)
        self._lay_out(without, back)

    def _lay_out(self, without: QWidget, back: QWidget) -> None:
        column = self.column
        column.addWidget(words(self.tr("Đặt mật khẩu cho sổ"), "title"))
        about = self.tr(
            "Sổ được khóa bằng mật khẩu này: mất máy cũng không lộ dữ liệu. Không ai mở được sổ nếu"
            " quên mật khẩu, nên hãy ghi ra giấy và cất trong tủ có khóa."
        )
        column.addSpacing(4)
        column.addWidget(words(about, "second", wrap=True))
        column.addSpacing(20)
        column.addWidget(self.first)
        column.addSpacing(12)
        column.addWidget(self.again)
        column.addSpacing(12)
        column.addWidget(self.shown)
        column.addSpacing(28)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.make)
        row.addStretch(1)
        row.addWidget(back)
        row.addWidget(without)
        column.addLayout(row)
        column.addStretch(1)

    def open(self) -> None:
        """Start with the first field."""
        self.side.open_step(1)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_letters(self, on: bool) -> None:
        self.first.show_letters(on=on)
        self.again.show_letters(on=on)

    def _decide(self) -> None:
        password = agreed(self.first, self.again)
        if password is not None:
            self.decided.emit(password)


class UnlockPage(FrontPage):
    """The password of a protected register; nothing of the register is shown before.

    Signals:
        unlocked: carries the path and the key.
        other_asked: another register is wanted.
    """

    unlocked = Signal(object, object)
    other_asked = Signal()

    def __init__(self, side: FrontSide) -> None:
        super().__init__(side, most=560)
        self._path = Path()
        self.file = words("", "second", wrap=True)
        self.field = PasswordField("password", self.tr("Mật khẩu"))
        self.field.line.setProperty("role", "big")
        self.open_button = Button(
            self.tr("Mở sổ"), kind="filled", after="arrow-right", keys="Enter"
        )
        other = Button.of(
            self.act(self.tr("Mở sổ khác"), self.other_asked.emit, "Ctrl+O"),
            icon_name="folder-open",
        )
        self.form = Form((self.field,), self.open_button)
        self.form.submitted.connect(self._unlock)
        self.column.addWidget(words(self.tr("Sổ đang khóa"), "title"))
        self.column.addWidget(self.file)
        self.column.addSpacing(20)
        self.column.addWidget(self.field)
        self.column.addSpacing(28)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addStretch(1)
        row.addWidget(other)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self.field.line.installEventFilter(self)

    def ask(self, path: Path) -> None:
        """Ask for the password of a register."""
        self._path = path
        text = self.tr("Gõ mật khẩu để mở {file}.")
        self.file.setText(text.format(file=path.name))
        self.field.set_value(None)

    def open(self) -> None:
        """Start typing at once."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unlock(self) -> None:
        try:
            key = unlock(self._path, self.field.value() or "")
        except Problem as problem:
            self.field.show_error(sentence(problem))
            self.field.line.selectAll()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.field.set_value(None)
        self.unlocked.emit(self._path, key)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Say that capitals are locked before the password is wrong three times."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            letter = event.text()
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if letter.isalpha() and letter.isupper() != shifted:
                self.field.show_warning(self.tr("Phím Caps Lock đang bật."))
            elif letter.isalpha():
                self.field.clear()
        return False
