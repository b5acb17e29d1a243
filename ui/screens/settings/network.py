"""Tổ chức và điểm thu: who collects, and where people come to pay."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.errors import Problem
from storage.network import Organisation, Point, PointFields
from ui.buttons import Button
from ui.checks import CheckBox
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.fields import TextField
from ui.form import Form
from ui.history.records import Record
from ui.panels import words
from ui.screens.settings.page import SettingsPage, fields_in_columns
from ui.screens.settings.trace import Trace
from ui.session import Session
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.values import IdEdit


class NetworkPage(SettingsPage):
    """The organisations above, their points below."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "")
        self.pad(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.set_title(self.tr("Tổ chức và điểm thu"), self.tr("ai thu, bà con đến đâu đóng"))
        self.add_organisation = self.act(
            self.tr("Thêm tổ chức"), lambda: self._organisation(None), keys="Ctrl+N"
        )
        self.add_point = self.act(
            self.tr("Thêm điểm thu"), lambda: self._point(None), keys="Ctrl+Shift+N"
        )
        self.add_to_head(
            Button.of(self.add_organisation, icon_name="plus", small=True),
            Button.of(self.add_point, icon_name="plus", small=True),
        )
        self.organisations: RowsModel[Organisation] = RowsModel(
            (
                Column(self.tr("Tổ chức"), lambda o: o.name, kind="name"),
                Column(self.tr("Điện thoại"), lambda o: o.phone, width=114),
                Column(self.tr("Điểm thu"), lambda o: str(o.points), align="right", width=84),
                Column(self.tr("Người"), lambda o: str(o.staff), align="right", width=72),
                Column("", self._state, kind="second", width=110),
            ),
            row_id=lambda o: o.key,
            dim=lambda o: not o.active,
        )
        self.points: RowsModel[Point] = RowsModel(
            (
                Column(self.tr("Điểm thu"), lambda p: p.name, kind="name", width=150),
                Column(
                    self.tr("Của tổ chức"), lambda p: p.organisation or "", kind="second", width=190
                ),
                Column(self.tr("Địa chỉ"), lambda p: p.address, kind="second"),
                Column(self.tr("Giờ làm việc"), lambda p: p.hours, kind="second"),
                Column(self.tr("Điện thoại"), lambda p: p.phone, width=114),
            ),
            row_id=lambda p: p.id,
            dim=lambda p: not p.active,
        )
        self.organisation_table = RecordTable(self.organisations)
        self.organisation_table.setAccessibleName(self.tr("Các tổ chức"))
        self.organisation_table.chosen.connect(self._organisation)
        self.point_table = RecordTable(self.points)
        self.point_table.setAccessibleName(self.tr("Các điểm thu"))
        self.point_table.chosen.connect(self._point)
        self.body.addWidget(self.organisation_table, 2)
        self.body.addWidget(self.point_table, 3)
        foot = self.foot()
        self.hint = words("", "small")
        foot.addWidget(self.hint, 1)
        self.trace = Trace(self, ("organisations", "points"), self._record)
        foot.addWidget(self.trace)

    def _state(self, organisation: Organisation) -> str:
        return "" if organisation.active else self.tr("thôi thu")

    def reload(self) -> None:
        """Show both again."""
        register = self.session.register
        kept = (self.organisation_table.current_id(), self.point_table.current_id())
        self.organisations.set_rows(register.organisations.all())
        self.points.set_rows(register.points.all())
        known = self.organisations.total or self.points.total
        self.hint.setText(
            self.tr("Enter: sửa dòng đang chọn · Tab: sang bảng kia")
            if known
            else self.tr("Chưa có tổ chức, điểm thu nào. Ctrl+N: thêm tổ chức.")
        )
        tables = (self.organisation_table, self.point_table)
        for table, row_id in zip(tables, kept, strict=True):
            if row_id is not None:
                table.select_id(row_id)
        self.trace.reload()

    def _record(self) -> Record | None:
        """What is chosen in the table that has the keys."""
        if self.focusWidget() is self.point_table:
            point = self.points.row_at(self.point_table.currentIndex().row())
            return None if point is None else Record("points", point.id, point.name)
        one = self.organisations.row_at(self.organisation_table.currentIndex().row())
        if one is None or not one.id:  # known by name only, from those who work there
            return None
        return Record("organisations", one.id, one.name)

    def start(self) -> None:
        """Start in the upper table."""
        self.organisation_table.setFocus()

    def _organisation(self, key: object) -> None:
        found = next((one for one in self.organisations.rows() if one.key == key), None)
        OrganisationDialog(self.session, found, parent=self.window()).exec()

    def _point(self, point_id: object) -> None:
        found = next((one for one in self.points.rows() if one.id == point_id), None)
        PointDialog(self.session, found, parent=self.window()).exec()


class OrganisationDialog(Dialog):
    """One organisation: its name, its telephone, whether it still collects."""

    def __init__(
        self, session: Session, one: Organisation | None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Sửa tổ chức") if one else self.tr("Thêm tổ chức"),
            filled=self.tr("Lưu"),
            parent=parent,
            foot_note=self.tr("Hoàn tác được bằng Ctrl+Z"),
        )
        self._session = session
        self._one = one
        self.name = TextField("name", self.tr("Tên tổ chức"), required=True)
        self.phone = IdEdit("phone", self.tr("Điện thoại"), kind="phone")
        self.active = CheckBox(self.tr("Đang thu"))
        self.active.setChecked(one is None or one.active)
        self.form = Form((self.name, self.phone), self.filled)
        self.filled.clicked.disconnect(self.accept)
        self.form.submitted.connect(self._save)
        self.body.addWidget(fields_in_columns((self.name, self.phone)))
        self.body.addWidget(self.active)
        if one is not None:
            self.form.set_values({"name": one.name, "phone": one.phone})
            told = self.tr("Đổi tên thì tên ở người làm việc đổi theo.")
            self.body.addWidget(words(told, "small", wrap=True))
        self.form.start()

    def _save(self) -> None:
        noun = self._session.register.organisations
        name, phone = self.name.value() or "", self.phone.value() or ""
        active = self.active.isChecked()
        try:
            if self._one is None:
                with self._session.change(self.tr("Thêm tổ chức thu")):
                    noun.save(noun.add(name, phone=phone), active=active)
            else:
                with self._session.change(self.tr("Sửa tổ chức thu")):
                    known = self._one.id or noun.known(self._one.name)
                    noun.save(known, name=name, phone=phone, active=active)
        except Problem as problem:
            if not self.form.show_problem(problem):
                self._session.fail(problem)
            return
        self.accept()


class PointDialog(Dialog):
    """One point: its name, whose it is, where and when it is open."""

    def __init__(
        self, session: Session, one: Point | None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Sửa điểm thu") if one else self.tr("Thêm điểm thu"),
            filled=self.tr("Lưu"),
            parent=parent,
            foot_note=self.tr("Hoàn tác được bằng Ctrl+Z"),
        )
        self._session = session
        self._one = one
        organisations = [
            Choice(o.name, o.name) for o in session.register.organisations.all() if o.active
        ]
        self.name = TextField("name", self.tr("Tên điểm thu"), required=True)
        self.organisation = ChoiceEdit(
            "organisation",
            self.tr("Của tổ chức"),
            organisations,
            typed=True,
            empty=self.tr("Chưa rõ"),
        )
        self.address = TextField("address", self.tr("Địa chỉ"))
        self.hours = TextField("hours", self.tr("Giờ làm việc"))
        self.phone = IdEdit("phone", self.tr("Điện thoại"), kind="phone")
        self.active = CheckBox(self.tr("Đang mở"))
        self.active.setChecked(one is None or one.active)
        fields = (self.name, self.organisation, self.address, self.hours, self.phone)
        self.form = Form(fields, self.filled)
        self.filled.clicked.disconnect(self.accept)
        self.form.submitted.connect(self._save)
        self.body.addWidget(fields_in_columns(fields))
        row = QHBoxLayout()
        row.addWidget(self.active, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(row)
        if one is not None:
            self.form.set_values({name: getattr(one, name) for name in self.form.fields})
        self.form.start()

    def _save(self) -> None:
        register = self._session.register
        organisation = self.organisation.value()
        what = self.tr("Sửa điểm thu") if self._one else self.tr("Thêm điểm thu")
        try:
            with self._session.change(what):
                known = register.organisations.known(organisation) if organisation else None
                fields = PointFields(
                    organisation_id=known,
                    name=self.name.value() or "",
                    address=self.address.value() or "",
                    hours=self.hours.value() or "",
                    phone=self.phone.value() or "",
                    active=self.active.isChecked(),
                )
                if self._one is None:
                    register.points.add(**fields)
                else:
                    register.points.save(self._one.id, **fields)
        except Problem as problem:
            if not self.form.show_problem(problem):
                self._session.fail(problem)
            return
        self.accept()
