"""Bản tập: opening the practice register, going back, throwing it away and making it anew."""

from PySide6.QtWidgets import QHBoxLayout

from ui.buttons import Button
from ui.panels import words
from ui.practice import FRESH, OPEN, REAL
from ui.screens.settings.page import SettingsPage
from ui.session import Session


class PracticePage(SettingsPage):
    """What the practice register is for, and one press to be in it or out of it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "")
        self.set_title(self.tr("Bản tập"), self.tr("để tập, không lẫn với sổ thật"))
        about = self.tr(
            "Bản tập là một sổ riêng với 1.200 người không có thật, mang tên xã này. Tập gì trong"
            " đó cũng được. Mọi màn hình, mọi tờ in và bảng xuất ra đều mang chữ BẢN TẬP; sổ thật"
            " không nhận danh sách và bản sao lấy từ bản tập."
        )
        text = words(about, "second", wrap=True)
        text.setMaximumWidth(640)
        self.body.addWidget(text)
        row = QHBoxLayout()
        row.setSpacing(8)
        if session.practice:
            self.first = Button(self.tr("Về sổ thật"), kind="filled", keys="Ctrl+Shift+B")
            self.first.clicked.connect(lambda: session.other_register.emit(REAL))
            fresh = Button(
                self.tr("Bỏ bản tập này, làm bản mới"), icon_name="refresh-cw", keys="Ctrl+Shift+M"
            )
            fresh.clicked.connect(lambda: session.other_register.emit(FRESH))
            row.addWidget(self.first)
            row.addWidget(fresh)
        else:
            self.first = Button(self.tr("Mở bản tập"), kind="filled", keys="Ctrl+Shift+B")
            self.first.clicked.connect(lambda: session.other_register.emit(OPEN))
            row.addWidget(self.first)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def start(self) -> None:
        """Start at the first button."""
        self.first.setFocus()
