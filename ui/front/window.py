"""The window before a register is open, and the ways that lead to one."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from rules.errors import Problem
from storage import Register, StorageError, open_register
from storage.backup import restore
from storage.founding import choose_commune
from storage.office import Office
from storage.practice import is_practice
from storage.protection import is_protected, keys_path, make_keys
from storage.sample.practice import discard_practice, make_practice
from ui.file_dialogs import FileDialog
from ui.front.frame import FrontPage, FrontSide, Step
from ui.front.password import SetPasswordPage, UnlockPage
from ui.front.welcome import NewRegister, WelcomePage, registers_folder
from ui.help.page import HelpDialog
from ui.help.topics import location_of
from ui.icons import mark_icon
from ui.notices import Banner
from ui.settings import Settings
from ui.wording import sentence

PRACTICE_FILE = "ban-tap.sas"


def first_steps() -> tuple[Step, ...]:
    """The steps of a new register."""

    def say(text: str) -> str:
        return QCoreApplication.translate("FrontWindow", text)

    return (
        Step(say("Chọn xã, phường"), say("Để có sẵn tên, mã và đơn vị cũ")),
        Step(say("Đặt mật khẩu cho sổ"), say("Sổ được khóa, mất máy không lộ dữ liệu")),
        Step(say("Đưa danh sách vào"), say("Từ Excel đang dùng, hoặc bản tập để thử")),
    )


class FrontWindow(QMainWindow):
    """Choosing, making, unlocking or restoring a register.

    Signals:
        ready: carries the open Register, its key (bytes or None), and whether it is new.
    """

    ready = Signal(object, object, bool)

    def __init__(
        self, *, clock: Callable[[], datetime], settings: Settings, folder: Path | None = None
    ) -> None:
        super().__init__()
        self._clock = clock
        self._settings = settings
        self.folder = folder or registers_folder()
        self._new: NewRegister | None = None
        self._restoring = False
        self.setWindowIcon(mark_icon())
        self.setWindowTitle("Sổ An Sinh")
        self.setMinimumSize(1024, 540)
        self.resize(1366, 768)
        self.banner = Banner("bad")
        self.stack = QStackedWidget()
        self.welcome = WelcomePage(self._side(first_steps()), self.folder)
        self.password = SetPasswordPage(self._side(first_steps()))
        self.unlock = UnlockPage(self._side(()))
        for page in (self.welcome, self.password, self.unlock):
            self.stack.addWidget(page)
        whole = QWidget()
        whole.setObjectName("window")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(whole)
        self._connect()
        self.show_page(self.welcome)

    def _side(self, steps: tuple[Step, ...]) -> FrontSide:
        about = self.tr("Sổ theo dõi và vận động tham gia BHXH tự nguyện, BHYT của xã, phường")
        promises = (
            ("shield-check", self.tr("Chạy trên máy này, không cần mạng")),
            ("circle-help", self.tr("Trợ giúp: F1")),
        )
        return FrontSide(about, steps, promises)

    def help_over(self, over: QWidget) -> None:
        """Open help about the first steps, over this window or a dialog of it."""
        HelpDialog(location_of(over, self), over).open()

    def _connect(self) -> None:
        QShortcut(QKeySequence("F1"), self).activated.connect(lambda: self.help_over(self))
        self.welcome.described.connect(self._described)
        self.welcome.opening_asked.connect(self.choose_register)
        self.welcome.restoring_asked.connect(self.choose_backup)
        self.welcome.practice_asked.connect(self.open_practice)
        self.password.decided.connect(self._make)
        self.password.went_back.connect(lambda: self.show_page(self.welcome))
        self.unlock.unlocked.connect(self._unlocked)
        self.unlock.other_asked.connect(self.choose_register)

    def show_page(self, page: FrontPage) -> None:
        """Show one of the pages."""
        self.banner.hide()
        self.stack.setCurrentWidget(page)
        page.open()

    # -- ways in

    def open_path(self, path: Path) -> None:
        """Open a register, asking for its password where it has one."""
        self._restoring = False
        if is_protected(path):
            self.unlock.ask(path)
            self.show_page(self.unlock)
            return
        self._open(path, None)

    def choose_register(self) -> None:
        """Let the clerk choose a file."""
        title, kind = self.tr("Mở sổ đã có"), self.tr("Sổ An Sinh (*.sas)")
        path = FileDialog.ask_open(self, title, str(self.folder), kind)
        if path:
            self.open_path(Path(path))

    def choose_backup(self) -> None:
        """Let the clerk choose a backup; it comes back beside the other registers."""
        title, kind = self.tr("Khôi phục từ bản sao lưu"), self.tr("Sổ An Sinh (*.sas)")
        path = FileDialog.ask_open(self, title, str(self.folder), kind)
        if path:
            self.restore_copy(Path(path))

    def restore_copy(self, copy: Path) -> None:
        """Bring a backup back beside the other registers; a protected one asks its password."""
        if is_protected(copy):
            self._restoring = True
            self.unlock.ask(copy)
            self.show_page(self.unlock)
            return
        self._restore(copy, None)

    def _unlocked(self, path: Path, key: bytes) -> None:
        if self._restoring:
            self._restoring = False
            self._restore(path, key)
            return
        self._open(path, key)

    def _restore(self, copy: Path, key: bytes | None) -> None:
        target = self.folder / copy.name
        if copy.resolve() == target.resolve():
            target = target.with_name(f"{copy.stem}-khoi-phuc{copy.suffix}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            restored = restore(copy, target, self._clock(), key=key)
        except Problem as problem:
            self._say(sentence(problem))
            return
        self._open(restored.register, key)

    def open_practice(self, *, office: Office | None = None, fresh: bool = False) -> None:
        """Open the practice register, making it the first time, or anew where that is asked for.

        Args:
            office: of the real register, whose commune the practice register is named for.
            fresh: throw away the one that is there.
        """
        path = self.folder / PRACTICE_FILE
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if fresh:
                discard_practice(path)
            elif path.exists():
                if not is_practice(path):
                    raise StorageError("not_practice", file=path.name)
                self.open_path(path)
                return
            register = make_practice(path, clock=self._clock, office=office)
        except Problem as problem:
            self._say(sentence(problem))
            return
        except OSError:
            said = self.tr("Không ghi được vào {folder}. Chưa lập bản tập.")
            self._say(said.format(folder=self.folder))
            return
        register.actor = self._actor()
        self._begin(register, None)

    # -- making one

    def _described(self, new: NewRegister) -> None:
        self._new = new
        self.show_page(self.password)

    def _make(self, password: str) -> None:
        new = self._new
        if new is None:
            return
        key: bytes | None = None
        try:
            new.path.parent.mkdir(parents=True, exist_ok=True)
            key = make_keys(new.path, password) if password else None
            register = open_register(new.path, key, clock=self._clock, create=True)
        except (Problem, OSError) as error:
            if key is not None:
                keys_path(new.path).unlink(missing_ok=True)
            self._say(
                sentence(error)
                if isinstance(error, Problem)
                else self.tr("Không ghi được vào chỗ đã chọn. Chưa lập sổ nào. Hãy đổi chỗ khác.")
            )
            return
        self._settings.set("actor", new.actor)
        self._settings.set("register", str(new.path))
        _found(register, new)
        self.ready.emit(register, key, True)

    def _open(self, path: Path, key: bytes | None) -> None:
        try:
            register = open_register(path, key, clock=self._clock, actor=self._actor())
        except Problem as problem:
            self._say(sentence(problem))
            return
        if not register.practice:  # the day begins with the real one
            self._settings.set("register", str(path))
        self._begin(register, key)

    def _begin(self, register: Register, key: bytes | None) -> None:
        """Work begins under the name known on this machine, else that of the first clerk."""
        clerks = register.staff.all("clerk")
        register.actor = register.actor or (clerks[0].name if clerks else "")
        self.ready.emit(register, key, False)

    def _actor(self) -> str:
        return str(self._settings.get("actor", ""))

    def _say(self, text: str) -> None:
        self.banner.say(text, tone="bad")


def _found(register: Register, new: NewRegister) -> None:
    """Enter whose register it is, as the program's own act: nobody's Ctrl+Z takes it back."""
    with register.change("Lập sổ"):
        choose_commune(register, new.unit.code, office=new.office)
        register.staff.add(name=new.actor, roles=("clerk",))
    register.actor = new.actor
