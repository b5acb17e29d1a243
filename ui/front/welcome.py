"""Step 1 of a new register: whose it is, who types, where it is kept; or another way in."""

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rules.money import dong
from rules.names import clean_name, fold
from storage.units import Unit, unit_count
from ui.buttons import Button
from ui.fields import NameField, TextField
from ui.file_dialogs import FileDialog
from ui.form import Form
from ui.front.commune import CommuneField
from ui.front.frame import FrontPage, FrontSide
from ui.icons import pixmap
from ui.panels import ruler, words

SUFFIX = ".sas"
FOLDER = "So An Sinh"


@dataclass(frozen=True, slots=True)
class NewRegister:
    """What a new register needs: its commune, office, first user and file."""

    unit: Unit
    office: str
    actor: str
    path: Path


def registers_folder() -> Path:
    """Where registers are kept unless the clerk chooses another place."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place)) / FOLDER


def file_name(unit: Unit) -> str:
    """The name of a commune's file: `cam-thach.sas`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(unit.name)).strip("-") + SUFFIX


class WelcomePage(FrontPage):
    """The first page.

    Signals:
        described: everything for a new register is there; carries a NewRegister.
        opening_asked, restoring_asked, practice_asked: the other ways in.
    """

    described = Signal(object)
    opening_asked = Signal()
    restoring_asked = Signal()
    practice_asked = Signal()

    def __init__(self, side: FrontSide, folder: Path) -> None:
        super().__init__(side)
        self._folder = folder
        self.commune = CommuneField()
        self.office = TextField("office", self.tr("Cơ quan in trên giấy tờ"), required=True)
        self.actor = NameField("actor", self.tr("Tên người dùng máy này"), required=True)
        self.place = TextField("path", self.tr("Sổ được lưu ở"), required=True)
        self.problem = words("", "error", wrap=True)
        self.next = Button(
            self.tr("Tiếp: đặt mật khẩu"), kind="filled", after="arrow-right", keys="Enter"
        )
        self.form = Form((self.office, self.actor, self.place), self.next)
        self.form.submitted.connect(self._describe)
        self.commune.chosen.connect(self._fill)
        self.commune.line.returnPressed.connect(self._hurry)
        self._lay_out()

    def _lay_out(self) -> None:
        column = self.column
        column.addWidget(words(self.tr("Sổ này của xã, phường nào?"), "title"))
        about = self.tr(
            "Gõ tên không cần dấu. Có đủ {count} xã, phường, đặc khu từ ngày 01/07/2025"
            " và tên cũ trước đó."
        )
        column.addSpacing(4)
        column.addWidget(words(about.format(count=dong(unit_count())), "second", wrap=True))
        column.addSpacing(20)
        column.addWidget(self.commune)
        column.addWidget(self.problem)
        self.problem.hide()
        column.addSpacing(20)
        pair = QHBoxLayout()
        pair.setSpacing(16)
        pair.addWidget(self.office, 1)
        pair.addWidget(self.actor, 1)
        column.addLayout(pair)
        column.addSpacing(16)
        column.addLayout(self._place_row())
        note = self.tr("Để sổ trên ổ đĩa của máy này, không để trên USB hay ổ mạng.")
        column.addSpacing(4)
        column.addWidget(words(note, "hint", wrap=True))
        column.addSpacing(28)
        column.addWidget(ruler())
        column.addSpacing(20)
        column.addLayout(self._ways())
        column.addStretch(1)
        column.addWidget(self._practice_card())

    def _place_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.place, 1)
        change = Button.of(self.act(self.tr("Đổi chỗ"), self._change_place, "F2"))
        row.addWidget(change, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.next)
        row.addStretch(1)
        opening = self.act(self.tr("Mở sổ đã có"), self.opening_asked.emit, "Ctrl+O")
        row.addWidget(Button.of(opening, icon_name="folder-open"))
        what = self.tr("Khôi phục từ bản sao lưu")
        restoring = self.act(what, self.restoring_asked.emit, "Ctrl+R")
        row.addWidget(Button.of(restoring, icon_name="database-backup"))
        return row

    def _practice_card(self) -> QWidget:
        card = QFrame()
        card.setObjectName("panel")
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        mark = QLabel()
        ratio = self.devicePixelRatioF()
        mark.setPixmap(pixmap("notebook", size=20, ink="accent", ratio=ratio))
        row.addWidget(mark)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(words(self.tr("Muốn tập trước?"), "name"))
        text = self.tr(
            "Người trong bản tập không có thật; mọi màn hình, mọi tờ in đều mang chữ BẢN TẬP."
            " Bỏ đi lúc nào cũng được."
        )
        lines.addWidget(words(text, "small", wrap=True))
        row.addLayout(lines, 1)
        practising = self.act(self.tr("Mở bản tập"), self.practice_asked.emit, "Ctrl+Shift+B")
        row.addWidget(Button.of(practising))
        return card

    def open(self) -> None:
        """Start typing the commune."""
        self.side.open_step(0)
        self.commune.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, unit: Unit) -> None:
        kind = unit.kind
        self.problem.hide()
        self.office.set_value(self.tr("UBND {kind} {name}").format(kind=kind, name=unit.name))
        self.place.set_value(str(self._folder / file_name(unit)))
        self.actor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hurry(self) -> None:
        """Enter in the commune once it is chosen goes on to the fields."""
        if self.commune.unit is not None:
            self.actor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change_place(self) -> None:
        start = self.place.value() or str(self._folder / f"so{SUFFIX}")
        title, kind = self.tr("Sổ được lưu ở"), self.tr("Sổ An Sinh (*.sas)")
        path = FileDialog.ask_save(self, title, start, kind)
        if path:
            self.place.set_value(path if path.endswith(SUFFIX) else path + SUFFIX)

    def _describe(self) -> None:
        if self.commune.unit is None:
            self.problem.setText(self.tr("Chưa chọn xã, phường: gõ vài chữ rồi chọn một dòng."))
            self.problem.show()
            self.commune.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        path = Path(self.place.value() or "")
        if path.exists():
            self.place.show_error(self.tr("Ở đó đã có một sổ. Bấm Ctrl+O để mở, hoặc đổi tên tệp."))
            self.place.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.described.emit(
            NewRegister(
                unit=self.commune.unit,
                office=self.office.value() or "",
                actor=clean_name(self.actor.value() or ""),
                path=path,
            )
        )
