"""What is asked for a trip: who goes, how many households, and which of the planned trips."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.errors import RuleError
from rules.money import dong
from storage.plans import PlanLine
from storage.staff import StaffMember
from ui.buttons import Button
from ui.cut_cells import CutDelegate, CutModel
from ui.dialogs import Dialog
from ui.fields import LineField
from ui.form import Form
from ui.notices import EmptyState
from ui.screens.outreach.route_panel import TripDay
from ui.screens.outreach.wording import tr
from ui.segments import Segment, Segments
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.trips import part_words, villages_words, weekday

_ROWS = 8
_MOST_HOMES, _MOST_CREWS = 200, 30
_ALL, _EACH = "all", "each"
Act = Literal["open", "results", "print", "export"]


class CrewDialog(Dialog):
    """Who goes: ticked, all together or each a way of their own."""

    def __init__(
        self, staff: tuple[StaffMember, ...], crew: tuple[str, ...], *, apart: bool, over: QWidget
    ) -> None:
        super().__init__(
            tr("Ai đi chuyến này?"),
            tr("Đánh dấu người đi. Đi chung thì in một tờ, mỗi người một tuyến thì chia đều hộ."),
            filled=tr("Chọn"),
            parent=over,
            foot_note=tr("Phím cách đánh dấu, bỏ đánh dấu"),
        )
        self.model: RowsModel[StaffMember] = RowsModel(
            (
                Column("", lambda _: "", kind="check", width=40),
                Column(tr("Họ và tên"), lambda one: one.name, kind="name", width=200),
                Column(tr("Nơi làm"), lambda one: one.organisation or one.title, kind="second"),
            ),
            row_id=lambda one: one.id,
        )
        self.model.set_rows(staff)
        self.model.set_checked(set(crew))
        self.table = RecordTable(self.model, dense=True)
        self.table.setAccessibleName(tr("Người đi"))
        sizes = look().metrics
        self.table.setFixedHeight(sizes.table_head + _ROWS * sizes.dense + 1)
        self.ways = Segments(
            (Segment(_ALL, tr("Đi chung một tuyến")), Segment(_EACH, tr("Mỗi người một tuyến")))
        )
        self.ways.setAccessibleName(tr("Đi chung hay chia tuyến"))
        self.ways.set_key(_EACH if apart else _ALL)
        self.body.addWidget(self.table)
        self.ways.setFixedHeight(sizes.small_field)
        self.body.addWidget(self.ways, 0, Qt.AlignmentFlag.AlignLeft)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept)
        self.table.chosen.connect(lambda _id: self.accept())
        self._crew = crew
        self.table.setFocus()

    def crew(self) -> tuple[str, ...]:
        """Who goes: those of before in their order, then who was ticked now."""
        ticked = [one.id for one in self.model.checked()]
        return (*(one for one in self._crew if one in ticked),
                *(one for one in ticked if one not in self._crew))  # fmt: skip

    def teams(self) -> int:
        """How many ways there will be."""
        return max(1, len(self.crew())) if self.ways.key() == _EACH else 1


class _Number(LineField):
    """A whole number from 1 on."""

    def __init__(self, name: str, label: str, most: int) -> None:
        super().__init__(name, label, right=True, required=True)
        self._most = most

    def read(self, text: str) -> int:
        """The number.

        Raises:
            RuleError: bad_count (value).
        """
        if not text.isdecimal() or not 1 <= int(text) <= self._most:
            raise RuleError("bad_count", value=text)
        return int(text)


@dataclass(frozen=True, slots=True)
class Wish:
    """So many households for so many ways on a day."""

    homes: int
    teams: int
    day: date


class PickDialog(Dialog):
    """N hộ cho M người, ngày …: the first of the list, shared out in walking order."""

    def __init__(self, wish: Wish, today: date, left: int, over: QWidget) -> None:
        super().__init__(
            tr("Chọn giúp hộ cần đến"),
            tr("Lấy những hộ đứng đầu trong {n} hộ đang lọc, xếp theo đường đi rồi chia đều,"
               " mỗi người một tuyến. Hộ xin không liên hệ không được chọn.").format(n=dong(left)),
            filled=tr("Chọn và chia tuyến"),
            parent=over,
            foot_note=tr("Xem lại, thêm bớt rồi mới in"),
        )  # fmt: skip
        self.homes = _Number("homes", tr("Số hộ"), _MOST_HOMES)
        self.teams = _Number("teams", tr("Cho mấy người"), _MOST_CREWS)
        self.day = TripDay(today, tr("Ngày đi"))
        self.form = Form((self.homes, self.teams, self.day), self.filled)
        self.hold(self.form)
        row = QHBoxLayout()
        row.setSpacing(12)
        for field, wide in ((self.homes, 2), (self.teams, 3), (self.day, 4)):
            row.addWidget(field, wide)
        self.body.addLayout(row)
        self.homes.set_value(wish.homes)
        self.teams.set_value(wish.teams)
        self.day.set_value(wish.day)
        self.form.start()

    def wish(self) -> Wish:
        """What was asked for."""
        homes, teams = self.homes.value(), self.teams.value()
        return Wish(int(homes or 1), int(teams or 1), self.day.day_or_today())


class PlansDialog(Dialog):
    """The trips that were planned, the latest first; `asked` is what to do with which."""

    def __init__(
        self,
        read: Callable[[], tuple[PlanLine, ...]],
        remove: Callable[[PlanLine], bool],
        over: QWidget,
    ) -> None:
        super().__init__(
            tr("Tuyến đã lập"),
            tr("Mở lại để sửa, in lại, nhập kết quả khi về. Xóa nhầm thì hoàn tác: Ctrl+Z."),
            filled=tr("Mở lại"),
            cancel=tr("Đóng"),
            parent=over,
            wide=True,
        )
        self.asked: tuple[Act, PlanLine] | None = None
        self._read = read
        self._remove = remove
        self.model: CutModel = CutModel(
            (
                Column(tr("Ngày đi"), lambda one: weekday(one.day), kind="name", width=172),
                Column(tr("Buổi"), lambda one: part_words(one.part), kind="second", width=84),
                Column(tr("Mã"), lambda one: one.code, width=82),
                Column(tr("Thôn"), lambda one: villages_words(one.villages), kind="second",
                       width=124),
                Column(tr("Người đi"), lambda one: ", ".join(one.names), kind="second"),
                Column(tr("Hộ"), lambda one: dong(one.stops), align="right", width=44),
                Column(tr("Đã đến"), lambda one: dong(one.visited), align="right", width=64),
            ),
            row_id=lambda one: one.id,
        )  # fmt: skip
        self.table = RecordTable(self.model, dense=True)
        self.table.setItemDelegate(CutDelegate(self.table))
        self.table.setAccessibleName(tr("Tuyến đã lập"))
        sizes = look().metrics
        self.table.setFixedHeight(sizes.table_head + _ROWS * sizes.dense + 1)
        self.none = EmptyState(
            tr("Chưa lập tuyến nào"), tr("Chọn hộ ở danh sách rồi in tờ đi, tuyến được giữ lại.")
        )
        self.body.addWidget(self.table)
        self.body.addWidget(self.none)
        self.filled.clicked.disconnect(self.accept)
        self.filled.clicked.connect(lambda: self._take("open"))
        self.table.chosen.connect(lambda _id: self._take("open"))
        self._buttons = [
            self._button(tr("Nhập kết quả"), "F6", lambda: self._take("results")),
            self._button(tr("In lại"), "Ctrl+P", lambda: self._take("print")),
            self._button(tr("Xuất Excel"), "Ctrl+E", lambda: self._take("export")),
            self._button(tr("Xóa"), "Delete", self.delete),
        ]
        self._fill()

    def _button(self, text: str, keys: str, act: Callable[[], None]) -> Button:
        button = Button(text, keys=keys, small=True)
        button.clicked.connect(act)
        QShortcut(QKeySequence(keys), self, act)
        self.extra.addWidget(button)
        return button

    def _fill(self) -> None:
        lines = self._read()
        at = max(self.table.currentIndex().row(), 0)
        self.model.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.none.setVisible(not lines)
        for button in (*self._buttons, self.filled):
            button.setEnabled(bool(lines))
        if lines:
            self.table.setCurrentIndex(self.model.index(min(at, len(lines) - 1), 0))
            self.table.setFocus()

    def current(self) -> PlanLine | None:
        """The trip that is current."""
        return self.model.row_at(self.table.currentIndex().row())

    def _take(self, act: Act) -> None:
        line = self.current()
        if line is not None:
            self.asked = (act, line)
            self.accept()

    def delete(self) -> None:
        """Take the current trip away."""
        line = self.current()
        if line is not None and self._remove(line):
            self._fill()
