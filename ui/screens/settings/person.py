"""One person at work: what they do, where, and how they sign."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.errors import Problem
from storage.staff import NewStaff, Role, StaffMember
from ui.buttons import Button
from ui.checks import CheckBox
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.fields import NameField, TextField
from ui.form import Form
from ui.panels import words
from ui.screens.settings.page import fields_in_columns
from ui.session import Session
from ui.suggesting import SuggestingField
from ui.values import IdEdit

# Decree 30/2020/NĐ-CP, Appendix I, part II, 7: authority of the signer over the position, a line
# each. A chairman signs what is in the chairman's own power without TM.
SIGNING = (
    "CHỦ TỊCH",
    "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    "TL. CHỦ TỊCH\nCÔNG CHỨC",
    "TUQ. CHỦ TỊCH\nCÔNG CHỨC",
)
_BREAK = " / "


def role_names() -> dict[Role, str]:
    """What each role is called."""
    translate = QCoreApplication.translate
    return {
        "clerk": translate("Staff", "Cán bộ"),
        "collector": translate("Staff", "Nhân viên thu"),
        "helper": translate("Staff", "Giúp việc thôn"),
        "signer": translate("Staff", "Người ký"),
    }


class SigningEdit(SuggestingField):
    """The lines over a signature, typed in one line with a stroke between them."""

    def read(self, text: str) -> str:
        """The lines in capitals, as the decree wants them."""
        lines = (" ".join(line.split()).upper() for line in text.split("/"))
        return _BREAK.join(line for line in lines if line)

    def lines(self) -> str:
        """The lines, one under the other."""
        return (self.value() or "").replace(_BREAK, "\n")


class StaffDialog(Dialog):
    """Name, telephone, post, organisation, point, village, roles; and for signers how they sign."""

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
        self._make_fields()
        fields = (self.name, self.phone, self.post, self.organisation, self.point, self.village)
        self.form = Form((*fields, self.signing), self.filled)
        self.filled.clicked.disconnect(self.accept)
        self.form.submitted.connect(self._save)
        self.body.addWidget(fields_in_columns(fields))
        self.body.addLayout(self._role_row())
        self.body.addWidget(self.signing)
        self.problem = words("", "error", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        if member is not None:
            self._show(member)
        self._dim()
        self.form.start()

    def _make_fields(self) -> None:
        register = self._session.register
        villages = [Choice(v.id, v.name) for v in register.villages.all()]
        points = [
            Choice(p.id, p.name, p.organisation or "") for p in register.points.all() if p.active
        ]
        organisations = [Choice(o.name, o.name) for o in register.organisations.all() if o.active]
        self.name = NameField("name", self.tr("Họ và tên"), required=True)
        self.phone = IdEdit("phone", self.tr("Điện thoại"), kind="phone")
        self.post = TextField("title", self.tr("Chức vụ"))
        self.organisation = SuggestingField("organisation", self.tr("Tổ chức"))
        self.organisation.suggest([one.text for one in organisations])
        self.point = ChoiceEdit(
            "point_id", self.tr("Điểm thu"), points, typed=True, empty=self.tr("Không ở điểm nào")
        )
        self.village = ChoiceEdit(
            "village_id",
            self.tr("Phụ trách thôn"),
            villages,
            typed=True,
            empty=self.tr("Không riêng thôn nào"),
        )
        self.signing = SigningEdit(
            "signing",
            self.tr("Ký là, mỗi dòng cách nhau dấu /"),
            placeholder=_BREAK.join(SIGNING[1].splitlines()),
        )
        self.signing.suggest([_BREAK.join(one.splitlines()) for one in SIGNING])

    def _role_row(self) -> QHBoxLayout:
        self.roles: dict[Role, CheckBox] = {}
        row = QHBoxLayout()
        row.setSpacing(16)
        for role, text in role_names().items():
            self.roles[role] = CheckBox(text)
            self.roles[role].toggled.connect(self._dim)
            row.addWidget(self.roles[role])
        row.addStretch(1)
        return row

    def _dim(self) -> None:
        self.signing.setVisible(self.roles["signer"].isChecked())
        self.adjustSize()

    def _show(self, member: StaffMember) -> None:
        values = {name: getattr(member, name) for name in self.form.fields}
        values["signing"] = _BREAK.join(member.signing.splitlines())
        self.form.set_values(values)
        for role, box in self.roles.items():
            box.setChecked(role in member.roles)
        if member.active:
            leave = Button(self.tr("Thôi làm việc"), kind="danger", icon_name="trash-2")
            leave.clicked.connect(lambda: self.turn(active=False))
        else:
            leave = Button(self.tr("Làm việc lại"), icon_name="user-plus")
            leave.clicked.connect(lambda: self.turn(active=True))
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
            point_id=self.point.value() or None,
            signing=self.signing.lines() if "signer" in roles else "",
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

    def turn(self, *, active: bool) -> None:
        """Let somebody leave, or come back to work."""
        if self._member is not None:
            what = (
                self.tr("Làm việc lại: người làm việc")
                if active
                else self.tr("Thôi làm việc: người làm việc")
            )
            with self._session.change(what):
                self._session.register.staff.save(self._member.id, active=active)
        self.accept()
