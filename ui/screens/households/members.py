"""The members of a household: one row each, with what they have and until when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QMenu, QSizePolicy

from rules.coverage import State
from rules.identity import masked
from storage.household_record import MemberRow
from storage.people import Person
from ui.kinship import relation_words
from ui.menus import fill
from ui.screens.households.wording import tr
from ui.states import Badge, badge_width, hi_badge, vsi_badge
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel

_EDGE = 16
_PAD = 16  # both sides of a cell
_MOST, _FEWEST = 8, 3  # rows shown without and in spite of a low window
_NAME, _RELATION, _BORN, _AGE, _ID, _HI, _VSI = range(7)
_LEAST = {_NAME: 142, _RELATION: 76, _BORN: 99, _AGE: 39, _ID: 107, _HI: 206}


def member_hi(state: State) -> Badge:
    """The health insurance of a member; whoever has a card by school or standing has it named."""
    badge = hi_badge(state)
    notes = {
        "student": tr("học sinh"),
        "near_poor": tr("cận nghèo"),
        "employee": tr("đi làm"),
        "pensioner": tr("hưu trí"),
    }
    if state.kind == "covered" and state.until is not None and state.group in notes:
        return replace(badge, note=notes[state.group])
    return badge


def member_vsi(row: MemberRow) -> Badge:
    """The social insurance of a member; who draws a social pension needs none."""
    if row.hi.group == "social_pension" and row.vsi.kind in {"unknown", "never"}:
        return Badge("state_paid", tr("Hưu trí xã hội"))
    if row.hi.group == "pensioner" and row.vsi.kind in {"unknown", "never"}:
        return Badge("covered", tr("Đang hưởng lương hưu"))
    return vsi_badge(row.vsi)


def member_relation(person: Person, head_sex: str | None) -> str:
    """The relation to the head, and that somebody lives far away."""
    words = relation_words(person.relation, person.relation_text, sex=person.sex, head_sex=head_sex)
    return tr("{relation}, ở xa").format(relation=words) if person.status == "away" else words


def columns(head_sex: Callable[[], str | None]) -> tuple[Column[MemberRow], ...]:
    """The columns of the members' table; `head_sex` is asked of the household shown."""
    return (
        Column(tr("Họ và tên"), lambda row: row.person.name, kind="strong", width=_LEAST[_NAME]),
        Column(
            tr("Quan hệ"),
            lambda row: member_relation(row.person, head_sex()),
            kind="second",
            width=_LEAST[_RELATION],
        ),
        Column(
            tr("Ngày sinh"),
            lambda row: row.person.born.shown if row.person.born else tr("chưa rõ"),
            align="right",
            width=_LEAST[_BORN],
        ),
        Column(
            tr("Tuổi"),
            lambda row: "" if row.age is None else str(row.age),
            align="right",
            kind="second",
            width=_LEAST[_AGE],
        ),
        Column(
            tr("Số định danh"),
            lambda row: masked(row.person.personal_id) if row.person.personal_id else "–",
            kind="small",
            width=_LEAST[_ID],
            copied=lambda row: row.person.personal_id or "",
        ),
        Column(
            tr("BHYT đến ngày"),
            lambda row: str(member_hi(row.hi)),
            kind="badge",
            width=_LEAST[_HI],
            badge=lambda row: member_hi(row.hi),
        ),
        Column(
            tr("BHXH"),
            lambda row: str(member_vsi(row)),
            kind="badge",
            badge=member_vsi,
        ),
    )


class MembersTable(RecordTable):
    """The members; a column that does not fit beside longer names gives way, none is shortened.

    Args:
        offered: what can be done with the person chosen: Shift+F10, or the right mouse button.
    """

    def __init__(self, offered: Sequence[QAction] = ()) -> None:
        self.rows: RowsModel[MemberRow] = RowsModel(
            columns(self._head_sex), row_id=lambda row: row.person.id
        )
        self._whole = 0
        super().__init__(self.rows, edge=_EDGE)
        self.setObjectName("members")
        self.setAccessibleName(tr("Người trong hộ"))
        self.horizontalHeader().setSectionsClickable(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        look().changed.connect(self._refit)
        self.menu = QMenu(self)
        fill(self.menu, offered)
        keys = QShortcut(QKeySequence("Shift+F10"), self, self.open_menu)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The row under the pointer is chosen first; a key means the row already chosen."""
        index = self.indexAt(self.viewport().mapFromGlobal(event.globalPos()))
        if event.reason() == QContextMenuEvent.Reason.Mouse and index.isValid():
            self.setCurrentIndex(index)
        self.open_menu()

    def open_menu(self) -> None:
        """Show what can be done with the person chosen, below the row."""
        index = self.currentIndex()
        if index.isValid():
            corner = self.visualRect(index.siblingAtColumn(_RELATION)).bottomLeft()
            self.menu.popup(self.viewport().mapToGlobal(corner))

    def put(self, rows: Sequence[MemberRow]) -> None:
        """Show these members, the selected one kept where it is among them."""
        kept = self.current_id()
        self.rows.set_rows(rows)
        self._refit()
        if kept is None or not self.select_id(kept):
            self.select_first()

    def _head_sex(self) -> str | None:
        people = (row.person for row in self.rows.rows())
        return next((person.sex for person in people if person.relation == "head"), None)

    def _refit(self) -> None:
        sizes = look().metrics
        rows = self.rows.rowCount()
        self._whole = sizes.table_head + min(rows, _MOST) * sizes.row
        self.setMinimumHeight(sizes.table_head + min(rows, _FEWEST) * sizes.row)
        self.setMaximumHeight(self._whole)
        self.updateGeometry()
        self.share_width()

    def sizeHint(self) -> QSize:
        """As high as all rows; in a low window some of them scroll."""
        return QSize(super().sizeHint().width(), self._whole)

    def select_first(self) -> None:
        """Select the first member, so that keys have somebody to act on."""
        if self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, 0))

    def share_width(self) -> None:
        """Give each column what its longest value needs; drop id and age where that is too much.

        Where that is not enough, columns give up the air that only makes households look alike.
        """
        needed = self._needed(_LEAST)
        over = sum(needed.values()) - self.viewport().width()
        for section in (_ID, _AGE):
            self.setColumnHidden(section, over > 0)
            over -= needed[section]
        if over > 0:
            needed = self._needed({_BORN: _LEAST[_BORN], _AGE: 0, _ID: 0})
        head = self.horizontalHeader()
        for section, width in needed.items():
            if section != _VSI:
                head.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(section, width)

    def _needed(self, floor: Mapping[int, int]) -> dict[int, int]:
        sizes = look().metrics
        least = {section: sizes.px(floor.get(section, 0)) for section in (*_LEAST, _VSI)}
        rows = self.rows.rows()
        strong, body = QFontMetrics(look().font("strong")), QFontMetrics(look().font("body"))
        head = self._head_sex()
        for row in rows:
            words = {
                _NAME: strong.horizontalAdvance(row.person.name) + _EDGE + 8,
                _RELATION: body.horizontalAdvance(member_relation(row.person, head)) + _PAD,
                _HI: badge_width(member_hi(row.hi)) + _PAD,
                _VSI: badge_width(member_vsi(row)) + 8 + 8,
            }
            for section, width in words.items():
                least[section] = max(least[section], width)
        return least

    def resizeEvent(self, event: object) -> None:
        """Share the width anew."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.share_width()
