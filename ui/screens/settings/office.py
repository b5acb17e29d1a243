"""Cơ quan: the letterhead and the collection point that papers name."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from rules.errors import Problem
from ui.buttons import Button
from ui.fields import TextField
from ui.form import Form
from ui.panels import ruler, words
from ui.screens.settings.page import SettingsPage, fields_in_columns
from ui.session import Session
from ui.values import IdEdit


class OfficePage(SettingsPage):
    """Names and addresses of the office."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "")
        self.set_title(self.tr("Cơ quan và đầu giấy"), self.tr("in trên mọi giấy tờ"))
        self.commune = TextField("commune", self.tr("Tên xã, phường"), required=True)
        self.name = TextField("name", self.tr("Cơ quan ban hành"), required=True)
        self.parent_name = TextField("parent_name", self.tr("Cơ quan cấp trên"))
        self.place = TextField("place", self.tr("Địa danh trước ngày tháng"))
        self.point = TextField("point_name", self.tr("Điểm thu, nơi bà con đến đóng"))
        self.hours = TextField("hours", self.tr("Giờ làm việc"))
        self.phone = IdEdit("phone", self.tr("Điện thoại để bà con gọi"), kind="phone")
        self.local_note = TextField("local_note", self.tr("Một dòng về hỗ trợ thêm của tỉnh"))
        self.save = Button(self.tr("Lưu cơ quan"), kind="filled", keys="Enter")
        fields = (
            self.commune, self.name, self.parent_name, self.place,
            self.point, self.hours, self.phone, self.local_note,
        )  # fmt: skip
        self.form = Form(fields, self.save)
        self.form.submitted.connect(self._save)
        self.body.addWidget(fields_in_columns(fields))
        self.body.addWidget(ruler())
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addSpacing(12)
        row.addWidget(words(self.tr("Giấy in sau khi lưu mang tên mới."), "small"), 1)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def reload(self) -> None:
        """Show the office; what is being typed stays."""
        if self.form.dirty:
            return
        office = self.session.register.office.get()
        self.form.set_values({name: getattr(office, name) for name in self.form.fields})

    def start(self) -> None:
        """Start with the first field."""
        self.form.start()

    def _save(self) -> None:
        values: dict[str, Any] = {name: value or "" for name, value in self.form.values().items()}
        self.form.mark_saved()
        try:
            with self.session.change(self.tr("Sửa cơ quan và đầu giấy")):
                self.session.register.office.save(**values)
        except Problem as problem:
            self.session.fail(problem)
            return
        self.session.tell(self.tr("Đã lưu cơ quan và đầu giấy."), "ok")
