"""Sao lưu và kiểm tra: copies of the register that are proven, and what the data check found."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from rules.errors import Problem
from rules.money import dong
from storage import Register
from storage.backup import backup
from storage.backup_place import backup_place, choose_backup_place
from storage.checks import Check, check
from storage.progress import Progress
from storage.protection import is_protected
from ui.buttons import Button
from ui.file_dialogs import FileDialog
from ui.history.records import Record
from ui.notices import Banner
from ui.panels import ruler, words
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.password import PasswordDialog
from ui.screens.settings.trace import Trace
from ui.session import Session
from ui.wording import sentence


class SafetyPage(SettingsPage):
    """Where copies go, making one, and the check of the file and its data."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "")
        self.set_title(self.tr("Sao lưu và kiểm tra"), session.path.name)
        text = self.tr(
            "Bản sao gồm cả sổ và khóa của sổ, được thử mở lại ngay. Tốt nhất để trên ổ khác,"
            " như USB cất trong tủ. Muốn dùng lại bản sao: đóng chương trình, mở lại, chọn"
            " “Khôi phục từ bản sao lưu”; sổ đang dùng vẫn được giữ."
        )
        self.result = Banner("ok")
        self.backup_button = Button.of(
            self.act(self.tr("Sao lưu ngay"), self.back_up, keys="F6"),
            kind="filled",
            icon_name="database-backup",
        )
        self.place = words("", "body", wrap=True)
        self.choose_button = Button.of(
            self.act(self.tr("Đổi chỗ để bản sao"), self._choose_folder, keys="F7"),
            icon_name="folder-open",
        )
        self.check_button = Button.of(
            self.act(self.tr("Kiểm tra sổ"), self._check, keys="F8"), icon_name="shield-check"
        )
        self.change = self.act(self.tr("Đổi mật khẩu"), self.change_password, keys="F9")
        self.change.setEnabled(is_protected(session.path))
        self.locked = words("", "second", wrap=True)
        self.locked.setMaximumWidth(640)
        self.findings = words("", "body", wrap=True)
        about = words(text, "second", wrap=True)
        about.setMaximumWidth(640)
        column = self.roll()
        column.addWidget(about)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.backup_button)
        row.addWidget(self.choose_button)
        row.addWidget(self.check_button)
        row.addStretch(1)
        column.addWidget(self.place)
        column.addLayout(row)
        column.addWidget(self.result)
        column.addWidget(ruler())
        column.addWidget(self.locked)
        password = QHBoxLayout()
        password.addWidget(Button.of(self.change, icon_name="lock"))
        password.addStretch(1)
        column.addLayout(password)
        column.addWidget(ruler())
        column.addWidget(self.findings)
        column.addStretch(1)
        self.result.hide()
        self._missed: Path | None = None
        self.trace = Trace(self, ("office",), self._record)
        foot = self.foot()
        foot.addStretch(1)
        foot.addWidget(self.trace)

    def _record(self) -> Record:
        return Record("office", "office", self.tr("Cơ quan và đầu giấy"))

    def start(self) -> None:
        """Start at the button."""
        self.backup_button.setFocus()

    def reload(self) -> None:
        """Say where copies go."""
        folder = self.session.register.office.get().backup_folder
        said = self.tr("Bản sao để ở: {folder}").format(folder=folder)
        self.place.setText(said if folder else self.tr("Chưa chọn chỗ để bản sao."))
        self.locked.setText(
            self.tr("Sổ khóa bằng mật khẩu: mất máy cũng không lộ dữ liệu.")
            if self.change.isEnabled()
            else self.tr("Sổ này lập không mật khẩu: ai dùng máy này cũng mở được.")
        )
        self.trace.reload()

    def change_password(self) -> None:
        """Ask for the old and the new password."""
        if PasswordDialog(self.session, parent=self.window()).exec():
            text = self.tr("Đã đổi mật khẩu. Sao lưu lại ngay để bản sao cũng theo mật khẩu mới.")
            self.result.say(text, tone="ok")
            self.result.show()

    def _choose_folder(self) -> bool:
        """Let the clerk choose the place of copies; False when none was kept."""
        start = self.session.register.office.get().backup_folder or str(self.session.path.parent)
        folder = FileDialog.ask_folder(self, self.tr("Để bản sao lưu ở"), start)
        return bool(folder) and self.keep_place(Path(folder))

    def keep_place(self, folder: Path) -> bool:
        """Keep a folder as the place of copies, once a file could be written there."""
        try:
            with self.session.change(self.tr("Chọn chỗ để bản sao lưu")):
                choose_backup_place(self.session.register, folder)
        except Problem as problem:
            self.result.say(sentence(problem), tone="bad")
            self.result.show()
            return False
        return True

    def back_up(self) -> None:
        """Copy the register to its place; the first time, ask for one."""
        place = backup_place(self.session.register)
        if place is None:
            if not self._choose_folder():
                return
            place = backup_place(self.session.register)
        if place is not None:
            self._missed = place.missed
            self.backup_into(place.folder)

    def backup_into(self, folder: Path) -> None:
        """Copy the register into a folder, in the background."""
        now = self.session.clock()

        def work(register: Register, _progress: Progress) -> Path:
            return backup(register.path, folder, now, key=register.connection.key)

        self.session.jobs.run(self.tr("Đang sao lưu"), work, self._backed_up)

    def _backed_up(self, copy: Path) -> None:
        self.session.backed_up = self.session.clock()
        self.session.register.log("backed_up")
        if self._missed is None:
            text = self.tr("Đã sao lưu vào {file} và thử mở lại được.")
            self.result.say(text.format(file=copy.name), tone="ok")
            return
        text = self.tr(
            "Không thấy {missed}: USB chưa cắm? Đã sao lưu tạm vào {file}, cùng ổ với sổ."
            " Cắm USB rồi sao lưu lại."
        )
        self.result.say(text.format(missed=self._missed, file=copy), tone="warn")
        self._missed = None

    def _check(self) -> None:
        today = self.session.today()

        def work(register: Register, _progress: Progress) -> Check:
            return check(register, today)

        self.session.jobs.run(self.tr("Đang kiểm tra sổ"), work, self._checked)

    def _checked(self, found: Check) -> None:
        if found.damaged:
            text = self.tr("Tệp sổ bị hỏng. Sao lưu ngay, rồi khôi phục từ bản sao gần nhất.")
            self.result.say(text, tone="bad")
        else:
            self.result.say(self.tr("Tệp sổ nguyên vẹn."), tone="ok")
        line = self.tr("{count} · {what}")
        said = self.session.words.say
        lines = [
            line.format(count=dong(row.count), what=said(f"finding.{row.what}"))
            for row in found.findings
            if row.count
        ]
        head = self.tr("Cần xem lại:") if lines else self.tr("Không có gì cần xem lại.")
        self.findings.setText("\n".join([head, *lines]))
