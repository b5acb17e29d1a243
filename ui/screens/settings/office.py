"""Cơ quan: the letterhead and the collection point that papers name."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from printing.letterhead import letterhead
from rules.errors import Problem
from storage.office import Office
from ui.buttons import Button
from ui.fields import TextField
from ui.form import Form
from ui.history.records import Record
from ui.notices import Banner
from ui.panels import words
from ui.screens.settings.head_strip import HeadStrip
from ui.screens.settings.page import SettingsPage, fields_in_columns
from ui.screens.settings.trace import Trace
from ui.session import Session
from ui.values import IdEdit


class OfficePage(SettingsPage):
    """Names and addresses of the office, over the head of its papers as it will be printed."""

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
        self.form.changed.connect(self._draw)
        self.strip = HeadStrip()
        self.strip.setMaximumWidth(720)
        self.lacking = Banner("warn")
        self.lacking.setMaximumWidth(720)
        column = self.roll()
        column.addWidget(self.strip)
        column.addWidget(fields_in_columns(fields))
        column.addWidget(self.lacking)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addSpacing(12)
        row.addWidget(words(self.tr("Giấy in sau khi lưu mang tên mới."), "small"), 1)
        column.addLayout(row)
        column.addStretch(1)
        self.trace = Trace(self, ("office",), self._record)
        foot = self.foot()
        foot.addStretch(1)
        foot.addWidget(self.trace)

    def reload(self) -> None:
        """Show the office; what is being typed stays."""
        self.trace.reload()
        if self.form.dirty:
            return
        office = self.session.register.office.get()
        self.form.set_values({name: getattr(office, name) for name in self.form.fields})

    def _record(self) -> Record:
        return Record("office", "office", self.tr("Cơ quan và đầu giấy"))

    def start(self) -> None:
        """Start with the first field."""
        self.form.start()

    def _draw(self) -> None:
        """Show the head of the papers as typed, and name what is still missing."""
        typed = {name: field.text().strip() for name, field in self.form.fields.items()}
        head = letterhead(Office(**typed))
        today = self.session.today()
        text = self.tr("{place}, ngày {day:02d} tháng {month:02d} năm {year}")
        facts = {"day": today.day, "month": today.month, "year": today.year}
        self.strip.show_head(head, text.format(place=typed["place"] or "…", **facts))
        names = [self.form.fields[name].label.text() for name in head.lacking]
        named = ", ".join(name[:1].lower() + name[1:] for name in names)
        self.lacking.say(self.tr("Giấy tờ còn thiếu: {names}.").format(names=named))
        self.lacking.setVisible(bool(names))

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
