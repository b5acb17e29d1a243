"""Đổi mật khẩu of the open register: the old one, and the new one twice."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rules.errors import Problem
from storage.protection import change_password
from ui.checks import CheckBox
from ui.dialogs import Dialog
from ui.form import Form
from ui.passwords import PasswordField, agreed, how_long
from ui.screens.settings.page import fields_in_columns
from ui.session import Session
from ui.wording import sentence


class PasswordDialog(Dialog):
    """The register stays as it is and open: only what it is unlocked with changes."""

    def __init__(self, session: Session, *, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Đổi mật khẩu của sổ"),
            self.tr(
                "Lần mở sau dùng mật khẩu mới. Bản sao lưu làm trước hôm nay vẫn mở bằng mật khẩu"
                " cũ: hãy sao lưu lại. Không ai mở được sổ nếu quên mật khẩu, nên hãy ghi ra giấy"
                " và cất trong tủ có khóa."
            ),
            filled=self.tr("Đổi mật khẩu"),
            parent=parent,
        )
        self._session = session
        self.old = PasswordField("old", self.tr("Mật khẩu đang dùng"))
        self.first = PasswordField("first", self.tr("Mật khẩu mới"), hint=how_long())
        self.again = PasswordField("again", self.tr("Gõ lại mật khẩu mới"))
        fields = (self.old, self.first, self.again)
        self.shown = CheckBox(self.tr("Hiện mật khẩu"))
        self.shown.toggled.connect(self._show_letters)
        self.form = Form(fields, self.filled, parent=self)
        self.hold(self.form)
        self.body.addWidget(fields_in_columns(fields, columns=1))
        self.body.addWidget(self.shown)
        self.form.start()

    def _show_letters(self, on: bool) -> None:
        for field in (self.old, self.first, self.again):
            field.show_letters(on=on)

    def accept(self) -> None:
        """Change it; what is wrong is said at its field."""
        password = agreed(self.first, self.again)
        if password is None:
            return
        try:
            change_password(self._session.path, self.old.value() or "", password)
        except Problem as problem:
            self.old.show_error(sentence(problem))
            self.old.line.selectAll()
            self.old.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._session.register.log("password_changed")
        super().accept()
