"""Choosing policy files: which to read, what to send and where, and what is wrong in one."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from rules.calendar import shown_day
from rules.names import fold
from storage.policy_files import Fault, PolicyFilesError
from ui.checks import RadioButton
from ui.dialogs import Dialog
from ui.file_dialogs import FileDialog
from ui.panels import Panel
from ui.screens.settings.policy.wording import tr
from ui.session import Session
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.wording import words

_FOLDER = "policy_files"  # the name under which the machine remembers the folder
_FILTER = "TOML (*.toml)"


def _folder(session: Session) -> str:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return str(session.settings.get(_FOLDER, place))


def ask_file(parent: QWidget, session: Session) -> Path | None:
    """Ask which file another office sent; None when none."""
    name = FileDialog.ask_open(parent, tr("Nhận tệp"), _folder(session), _FILTER)
    if not name:
        return None
    session.settings.set(_FOLDER, str(Path(name).parent))
    return Path(name)


def ask_send(parent: QWidget, session: Session) -> tuple[Path, bool] | None:
    """Ask what to send and where to keep it; None when not at all."""
    dialog = SendDialog(session, parent.window())
    if not dialog.exec():
        return None
    start = str(Path(_folder(session)) / file_name(session))
    name = FileDialog.ask_save(parent, tr("Gửi tệp cho xã bạn"), start, _FILTER)
    if not name:
        return None
    path = Path(name)
    session.settings.set(_FOLDER, str(path.parent))
    return (path if path.suffix else path.with_suffix(".toml")), dialog.everything.isChecked()


def file_name(session: Session) -> str:
    """A name for the file: the commune and the day."""
    office = session.register.office.get()
    commune = "-".join(fold(office.commune or office.name).split()) or "co-quan"
    return f"chinh-sach-{commune}-{session.today().isoformat()}.toml"


class SendDialog(Dialog):
    """Only the office's own values, or all in use here."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(
            tr("Gửi tệp cho xã bạn"),
            tr("Xã bạn mở tệp bằng “Nhận tệp”, xem chỗ khác rồi mới nhận."),
            filled=tr("Chọn chỗ ghi tệp"),
            parent=parent,
            foot_note=tr("Tệp ghi tên cơ quan và ngày {day}").format(
                day=shown_day(session.today())
            ),
        )
        own = len(session.register.policies.own())
        text = tr("Chỉ giá trị của cơ quan: {count}")
        self.own = RadioButton(text.format(count=own))
        text = tr("Tất cả giá trị đang dùng: {count}")
        self.everything = RadioButton(text.format(count=len(list(session.policy))))
        (self.own if own else self.everything).setChecked(True)
        self.own.setEnabled(bool(own))
        self.body.addWidget(self.own)
        self.body.addWidget(self.everything)


class FaultsDialog(Dialog):
    """Everything that is wrong in a received file, line by line; nothing of it was taken."""

    def __init__(self, refused: PolicyFilesError, parent: QWidget | None) -> None:
        said = words()
        super().__init__(
            tr("Chưa nhận tệp {file}").format(file=refused.faults[0].file),
            tr("Tệp có {count} chỗ sai. Gửi danh sách này cho nơi làm tệp; chính sách đang dùng"
               " vẫn như cũ.").format(count=len(refused.faults)),
            parent=parent,
            cancel=tr("Đóng"),
            wide=True,
        )  # fmt: skip
        self.faults: RowsModel[Fault] = RowsModel(
            (
                Column(tr("Dòng"), lambda fault: str(fault.line), align="right", width=64),
                Column(tr("Chỗ sai"), lambda fault: said.say(f"error.{fault.code}", **fault.facts)),
            ),
            row_id=id,
        )
        self.faults.set_rows(refused.faults)
        table = RecordTable(self.faults, dense=True, small=True)
        table.setAccessibleName(tr("Chỗ sai trong tệp"))
        table.setMinimumHeight(look().metrics.px(220))
        frame = Panel()
        frame.body.addWidget(table)
        self.body.addWidget(frame)
