"""Fields for passwords: letters hidden, a new one typed twice."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit

from ui.fields import TextField

FEWEST = 8  # letters; shorter passwords are tried out in an afternoon


def _tr(text: str) -> str:
    return QCoreApplication.translate("Passwords", text)


class PasswordField(TextField):
    """A field whose letters are hidden, and kept exactly as typed."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        super().__init__(name, label, hint=hint)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def read(self, text: str) -> str:
        """The password as typed: spaces count."""
        return text

    def value(self) -> str | None:
        """The password; None when empty."""
        return self.line.text() or None

    def show_letters(self, *, on: bool) -> None:
        """Show or hide the letters."""
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)


def how_long() -> str:
    """How long a new password must be, as a hint under its field."""
    return _tr("từ {count} ký tự trở lên").format(count=FEWEST)


def agreed(first: PasswordField, again: PasswordField) -> str | None:
    """Return a new password typed twice alike; else say at the field what is wrong."""
    password = first.value() or ""
    if len(password) < FEWEST:
        first.show_error(_tr("Mật khẩu cần từ {count} ký tự trở lên.").format(count=FEWEST))
        first.setFocus(Qt.FocusReason.OtherFocusReason)
    elif password != again.value():
        again.show_error(_tr("Hai lần gõ chưa giống nhau. Gõ lại lần hai."))
        again.setFocus(Qt.FocusReason.OtherFocusReason)
    else:
        return password
    return None
