"""The one way to fail in the window: a sentence, silence, or an honest crash."""

import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from rules.errors import Problem
from storage.progress import Cancelled
from ui.buttons import Button
from ui.dialogs import Dialog
from ui.wording import sentence


def words_for(error: BaseException) -> str | None:
    """The sentence for a failure a person can mend.

    Returns:
        Empty for work that was stopped on purpose; None for a fault of the program.
    """
    if isinstance(error, Cancelled):
        return ""
    if isinstance(error, Problem):
        return sentence(error)
    if isinstance(error, PermissionError):
        return QCoreApplication.translate(
            "Failures",
            "Không được phép ghi vào chỗ này. Chưa mất gì. Chọn chỗ khác, hoặc đóng tệp đang mở.",
        )
    if isinstance(error, OSError):
        return QCoreApplication.translate(
            "Failures", "Không đọc hoặc ghi được tệp. Chưa mất gì. Kiểm tra ổ đĩa rồi làm lại."
        )
    return None


def details(error: BaseException) -> str:
    """Where the program failed, without any value: values may be personal data."""
    lines = [f"{type(error).__module__}.{type(error).__qualname__}"]
    lines += [
        f"  {frame.filename.replace(chr(92), '/').rsplit('/', 2)[-1]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    lines.append(f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}")
    return "\n".join(lines)


class CrashDialog(Dialog):
    """What to say when the program itself is at fault."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(
            QCoreApplication.translate("Failures", "Chương trình gặp lỗi"),
            QCoreApplication.translate(
                "Failures",
                "Việc vừa làm chưa được ghi. Những gì đã ghi trước đó còn nguyên. Có thể làm tiếp,"
                " hoặc chép chi tiết gửi người hỗ trợ; trong đó không có tên hay số của ai.",
            ),
            filled=QCoreApplication.translate("Failures", "Làm tiếp"),
            cancel=QCoreApplication.translate("Failures", "Đóng"),
            parent=parent,
        )
        self.cancel.hide()
        self.text = QPlainTextEdit(details(error))
        self.text.setReadOnly(True)
        self.text.setFixedHeight(140)
        name = QCoreApplication.translate("Failures", "Chi tiết lỗi")
        self.text.setAccessibleName(name)
        self.body.addWidget(self.text)
        copy = Button(QCoreApplication.translate("Failures", "Chép chi tiết"), icon_name="copy")
        copy.clicked.connect(self._copy)
        self.extra.addWidget(copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


def install(report: Callable[[BaseException], None]) -> None:
    """Hand every failure nobody caught to `report`, also those inside Qt's own calls."""

    def hook(_kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if sys.__stderr__ is not None:
            sys.__stderr__.write(details(error) + "\n")
        report(error.with_traceback(trace))

    sys.excepthook = hook
