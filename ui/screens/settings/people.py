"""Người làm việc: clerks, collectors, village helpers and signers."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.errors import Problem
from storage.staff import ROLES, NewStaff, Role, StaffMember
from ui.buttons import Button
from ui.checks import CheckBox
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.fields import NameField, TextField
from ui.form import Form
from ui.panels import words
from ui.screens.settings.page import SettingsPage, fields_in_columns
from ui.session import Session
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.values import IdEdit


class StaffPage(SettingsPage):
    """The people papers and records name."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "")
        self.pad(0, 0, 0, 0)
        self.body.setSpacing(0)
        note = self.tr("nhân viên thu, người giúp việc ở thôn, người ký")
        self.set_title(self.tr("Người làm việc"), note)
        self.add = Button(self.tr("Thêm người"), icon_name="plus", small=True)
        self.add.clicked.connect(lambda: self._edit(None))
        self.add_to_head(self.add)
        self._villages: dict[str, str] = {}
        self.model: RowsModel[StaffMember] = RowsModel(
            (
                Column(self.tr("Họ và tên"), lambda m: m.name, kind="name", width=150),
                Column(self.tr("Việc"), self._roles, width=220),
                Column(self.tr("Chức vụ"), lambda m: m.title or m.organisation, kind="second"),
                Column(self.tr("Thôn"), self._village, kind="second", width=142),
                Column(self.tr("Điện thoại"), lambda m: m.phone, width=110),
            ),
            row_id=lambda m: m.id,
        )
        self.table = RecordTable(self.model)
        self.table.setAccessibleName(self.tr("Người làm việc"))
        self.table.chosen.connect(self._edit)
        self.body.addWidget(self.table, 1)
        foot = self.foot()
        foot.addWidget(words(self.tr("Enter: sửa người đang chọn"), "small"), 1)

    def _roles(self, member: StaffMember) -> str:
        names = role_names()
        return ", ".join(names[role] for role in ROLES if role in member.roles)

    def _village(self, member: StaffMember) -> str:
        return self._villages.get(member.village_id or "", "")

    def reload(self) -> None:
        """Show everybody at work."""
        register = self.session.register
        kept = self.table.current_id()
        self._villages = {village.id: village.name for village in register.villages.all()}
        self.model.set_rows(register.staff.all())
        if kept is not None:
            self.table.select_id(kept)

    def start(self) -> None:
        """Start in the table."""
        self.table.setFocus()

    def _edit(self, staff_id: object) -> None:
        member = None if staff_id is None else self.session.register.staff.get(str(staff_id))
        StaffDialog(self.session, member, parent=self.window()).exec()


def role_names() -> dict[Role, str]:
    """What each role is called."""
    translate = QCoreApplication.translate
    return {
        "clerk": translate("Staff", "Cán bộ"),
        "collector": translate("Staff", "Nhân viên thu"),
        "helper": translate("Staff", "Giúp việc ở thôn"),
        "signer": translate("Staff", "Người ký"),
    }


class StaffDialog(Dialog):
    """One person at work: name, what they do, where, and their telephone."""

    def __init__(
        self, session: Session, member: StaffMember | None, *, parent: QWidget | None = None
    ) -> None:
        title = self.tr("Sửa người làm việc") if member else self.tr("Thêm người làm việc")
        super().__init__(
            title,
            filled=self.tr("Lưu"),
            parent=parent,
            foot_note=self.tr("Hoàn tác được bằng Ctrl+Z"),
        )
        self._session = session
        self._member = member
        villages = [Choice(v.id, v.name) for v in session.register.villages.all()]
        self.name = NameField("name", self.tr("Họ và tên"), required=True)
        self.phone = IdEdit("phone", self.tr("Điện thoại"), kind="phone")
        self.post = TextField("title", self.tr("Chức vụ"))
        self.organisation = TextField("organisation", self.tr("Tổ chức"))
        self.village = ChoiceEdit(
            "village_id",
            self.tr("Phụ trách thôn"),
            villages,
            typed=True,
            empty=self.tr("Không riêng thôn nào"),
        )
        fields = (self.name, self.phone, self.post, self.organisation, self.village)
        self.form = Form(fields, self.filled)
        self.filled.clicked.disconnect(self.accept)
        self.form.submitted.connect(self._save)
        self.body.addWidget(fields_in_columns(fields))
        self.roles: dict[Role, CheckBox] = {}
        row = QHBoxLayout()
        row.setSpacing(16)
        for role, text in role_names().items():
            self.roles[role] = CheckBox(text)
            row.addWidget(self.roles[role])
        row.addStretch(1)
        self.body.addLayout(row)
        self.problem = words("", "error", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        if member is not None:
            self._show(member)
        self.form.start()

    def _show(self, member: StaffMember) -> None:
        self.form.set_values({name: getattr(member, name) for name in self.form.fields})
        for role, box in self.roles.items():
            box.setChecked(role in member.roles)
        leave = Button(self.tr("Thôi làm việc"), kind="danger", icon_name="trash-2")
        leave.clicked.connect(self._leave)
        self.extra.addWidget(leave)

    def _save(self) -> None:
        roles = tuple(role for role, box in self.roles.items() if box.isChecked())
        if not roles:
            self.problem.setText(self.tr("Chưa chọn việc: đánh dấu ít nhất một ô."))
            self.problem.show()
            return
        fields = NewStaff(
            name=self.name.value() or "",
            title=self.post.value() or "",
            organisation=self.organisation.value() or "",
            phone=self.phone.value() or "",
            village_id=self.village.value() or None,
            roles=roles,
        )
        staff = self._session.register.staff
        try:
            if self._member is None:
                with self._session.change(self.tr("Thêm người làm việc")):
                    staff.add(**fields)
            else:
                with self._session.change(self.tr("Sửa người làm việc")):
                    staff.save(self._member.id, **fields)
        except Problem as problem:
            if not self.form.show_problem(problem):
                self._session.fail(problem)
            return
        self.accept()

    def _leave(self) -> None:
        if self._member is not None:
            with self._session.change(self.tr("Thôi làm việc: người làm việc")):
                self._session.register.staff.save(self._member.id, active=False)
        self.accept()
