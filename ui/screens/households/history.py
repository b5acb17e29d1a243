"""Lịch sử sửa: every change of the household, who, when, and each field before and after."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from storage.household_history import HouseholdChange
from ui.buttons import Button
from ui.panels import ruler, words
from ui.screens.households.changes import FieldChange, field_changes, shown_moment
from ui.screens.households.wording import tr
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel

DETAIL = 346


class HistoryTab(QWidget):
    """The journal of one household.

    Signals:
        undo_asked: this one entry should be taken back; carries its id.
    """

    undo_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._names: Mapping[str, str] = {}
        self._zone: tzinfo | None = None
        self.rows: RowsModel[HouseholdChange] = RowsModel(
            self._columns(),
            row_id=lambda entry: entry.change.id,
            dim=lambda entry: entry.change.undone,
        )
        self.table = RecordTable(self.rows, edge=16)
        self.table.setAccessibleName(tr("Lịch sử sửa"))
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.current_changed.connect(lambda _id: self._show_fields())
        self.fields: RowsModel[FieldChange] = RowsModel(self._field_columns())
        self.detail = RecordTable(self.fields, dense=True, small=True)
        self.detail.setAccessibleName(tr("Ô đã sửa, từ và thành"))
        self.detail.horizontalHeader().setSectionsClickable(False)
        self.title = words("", "panel", wrap=True)
        self.when = words("", "small", wrap=True)
        self.undo = Button(tr("Hoàn tác lần ghi này"), icon_name="undo-2", small=True)
        self.undo.clicked.connect(self._ask_undo)
        self.wide = words(
            tr("Lần ghi này có cả hộ khác, nên không hoàn tác từ một hộ."), "small", wrap=True
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        row.addWidget(upright_rule())
        row.addWidget(self._make_detail())

    def _columns(self) -> tuple[Column[HouseholdChange], ...]:
        return (
            Column(
                tr("Ngày giờ"),
                lambda entry: shown_moment(entry.change.at, self._zone),
                kind="second",
                width=146,
            ),
            Column(tr("Việc"), _what, kind="name", note=_undone),
            Column(tr("Người sửa"), _who, kind="second", width=136),
        )

    @staticmethod
    def _field_columns() -> tuple[Column[FieldChange], ...]:
        return (
            Column(tr("Ô"), lambda one: one.label, kind="second", width=110),
            Column(tr("Từ"), lambda one: one.before, kind="second", width=96),
            Column(tr("Thành"), lambda one: one.after, kind="strong"),
        )

    def _make_detail(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(look().metrics.px(DETAIL))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.when)
        column.addLayout(head)
        column.addWidget(ruler())
        column.addWidget(self.detail, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 0)
        foot.addWidget(self.undo)
        foot.addWidget(self.wide, 1)
        column.addLayout(foot)
        return side

    def put(
        self,
        entries: Sequence[HouseholdChange],
        names: Mapping[str, str],
        zone: tzinfo | None,
    ) -> None:
        """Show these entries; `names` are words for the ids of people, villages and staff."""
        kept = self.table.current_id()
        self._names, self._zone = names, zone
        self.rows.set_rows(entries)
        if kept is None or not self.table.select_id(kept):
            self.table.setCurrentIndex(self.rows.index(0, 0))
        self._show_fields()

    def _current(self) -> HouseholdChange | None:
        return self.rows.row_at(self.table.currentIndex().row())

    def _show_fields(self) -> None:
        entry = self._current()
        alone = entry is not None and not entry.elsewhere
        self.undo.setVisible(alone and entry is not None and not entry.change.undone)
        self.wide.setVisible(not alone and entry is not None)
        if entry is None:
            self.title.setText(tr("Chưa có lần sửa nào"))
            self.when.setText("")
            self.fields.set_rows(())
            return
        self.title.setText(_what(entry))
        who = entry.change.actor or tr("chưa rõ người sửa")
        moment = shown_moment(entry.change.at, self._zone)
        self.when.setText(tr("{moment} · {who}").format(moment=moment, who=who))
        self._put_fields(field_changes(entry, self._names))

    def _put_fields(self, changes: Sequence[FieldChange]) -> None:
        """Show the fields under the name of whom or what they belong to."""
        shown: list[FieldChange] = []
        heads: list[int] = []
        for change in changes:
            if not shown or shown[-1].whose != change.whose:
                heads.append(len(shown))
                shown.append(FieldChange(change.whose, change.whose, "", ""))
            shown.append(change)
        self.detail.clearSpans()
        self.fields.set_rows(shown)
        for row in heads:
            self.detail.setSpan(row, 0, 1, self.fields.columnCount())

    def _ask_undo(self) -> None:
        entry = self._current()
        if entry is not None:
            self.undo_asked.emit(entry.change.id)


def _what(entry: HouseholdChange) -> str:
    templates = {"undo": tr("Hoàn tác: {what}"), "redo": tr("Làm lại: {what}")}
    return templates.get(entry.change.kind, "{what}").format(what=entry.change.what)


def _who(entry: HouseholdChange) -> str:
    return entry.change.actor or "–"


def _undone(entry: HouseholdChange) -> str:
    return tr("đã hoàn tác") if entry.change.undone else ""


def upright_rule() -> QFrame:
    """A line of one pixel from top to bottom."""
    line = QFrame()
    line.setObjectName("ruler")
    line.setFixedWidth(1)
    return line
