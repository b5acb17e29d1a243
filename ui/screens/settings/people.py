"""Người làm việc: clerks, collectors, village helpers and signers."""

from rules.errors import Problem
from storage.staff import ROLES, Role, StaffMember
from ui.buttons import Button
from ui.checks import CheckBox
from ui.cut_cells import CutDelegate, CutModel
from ui.history.records import Record
from ui.panels import words
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.person import StaffDialog, role_names
from ui.screens.settings.trace import Trace
from ui.session import Session
from ui.table_view import RecordTable
from ui.tables import Column

__all__ = ["StaffDialog", "StaffPage"]


class StaffPage(SettingsPage):
    """The people papers and records name."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "")
        self.pad(0, 0, 0, 0)
        self.body.setSpacing(0)
        note = self.tr("nhân viên thu, người giúp việc ở thôn, người ký")
        self.set_title(self.tr("Người làm việc"), note)
        self.gone = CheckBox(self.tr("Cả người đã thôi việc"))
        self.gone.toggled.connect(self.reload)
        self.add = self.act(self.tr("Thêm người"), lambda: self._edit(None), keys="Ctrl+N")
        self.add_to_head(self.gone, Button.of(self.add, icon_name="plus", small=True))
        self._villages: dict[str, str] = {}
        self._points: dict[str, str] = {}
        self.model = CutModel(
            (
                Column(self.tr("Họ và tên"), lambda m: m.name, kind="name", width=142),
                Column(self.tr("Việc"), self._roles, width=164),
                Column(self.tr("Chức vụ, tổ chức, điểm thu"), self._place, kind="second"),
                Column(self.tr("Thôn"), self._village, kind="second", width=132),
                Column(self.tr("Điện thoại"), lambda m: m.phone, width=112),
            ),
            row_id=lambda m: m.id,
            dim=lambda m: not m.active,
        )
        self.table = RecordTable(self.model)
        self.table.setItemDelegate(CutDelegate(self.table))  # posts and offices have long names
        self.table.setAccessibleName(self.tr("Người làm việc"))
        self.table.chosen.connect(self._edit)
        self.body.addWidget(self.table, 1)
        foot = self.foot()
        foot.addWidget(words(self.tr("Enter: sửa người đang chọn"), "small"), 1)
        self.trace = Trace(self, ("staff",), self._record)
        foot.addWidget(self.trace)

    def _roles(self, member: StaffMember) -> str:
        names: dict[Role, str] = {**role_names(), "collector": self.tr("Thu tiền")}
        return ", ".join(names[role] for role in ROLES if role in member.roles)

    def _village(self, member: StaffMember) -> str:
        return self._villages.get(member.village_id or "", "")

    def _place(self, member: StaffMember) -> str:
        point = self._points.get(member.point_id or "", "")
        parts = (member.title, member.organisation, point)
        return " · ".join(part for part in parts if part)

    def reload(self) -> None:
        """Show everybody at work; also who left, where that is asked for."""
        register = self.session.register
        kept = self.table.current_id()
        self._villages = {village.id: village.name for village in register.villages.all()}
        self._points = {point.id: point.name for point in register.points.all()}
        gone = register.staff.all(gone=True) if self.gone.isChecked() else ()
        self.model.set_rows((*register.staff.all(), *gone))
        if kept is not None:
            self.table.select_id(kept)
        self.trace.reload()

    def _record(self) -> Record | None:
        member = self.model.row_at(self.table.currentIndex().row())
        return None if member is None else Record("staff", member.id, member.name)

    def start(self) -> None:
        """Start in the table."""
        self.table.setFocus()

    def _edit(self, staff_id: object) -> None:
        try:
            member = None if staff_id is None else self.session.register.staff.get(str(staff_id))
        except Problem as problem:
            self.session.fail(problem)
            return
        StaffDialog(self.session, member, parent=self.window()).exec()
