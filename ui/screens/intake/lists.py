"""Rows by what becomes of them: updated with what changes, new, unchanged, waiting."""

from dataclasses import dataclass

from PySide6.QtCore import Signal

from rules.money import dong
from storage.intake import FieldChange, PlannedRow
from ui.cut_cells import BECOMES, CutDelegate, CutModel
from ui.notices import EmptyState
from ui.panels import Panel, ruler
from ui.screens.intake.draft import Draft
from ui.screens.intake.marks import put_mark
from ui.screens.intake.wording import (
    field_words,
    sex_words,
    tr,
    value_words,
    why_words,
)
from ui.table_view import RecordTable
from ui.tables import Column

Columns = tuple[Column[PlannedRow], ...]


def row_columns() -> Columns:
    """The row's number and sheet, and the name: what every list begins with."""
    return (
        Column(tr("Dòng"), lambda r: dong(r.record.row), align="right", kind="second", width=66),
        Column(tr("Trang"), lambda r: r.record.sheet, kind="second", width=116),
        Column(tr("Họ và tên"), lambda r: r.record.name, kind="name"),
    )


def born_of(row: PlannedRow) -> str:
    """The birth a row tells."""
    return row.record.born.shown if row.record.born else ""


class RowsPanel(Panel):
    """A list of rows of one fate.

    Args:
        columns: what stands behind the name.
        nothing: what to say where there is no such row.
        mark: shape and token before the title.

    Signals:
        current_changed: another row is current; carries its PlannedRow or None.
    """

    current_changed = Signal(object)

    def __init__(self, columns: Columns, nothing: str, mark: tuple[str, str]) -> None:
        super().__init__(" ")
        put_mark(self, *mark)
        self.model = CutModel((*row_columns(), *columns), row_id=lambda row: row.key)
        self.table = RecordTable(self.model, dense=True)
        self.table.setItemDelegate(CutDelegate(self.table))
        self.table.current_changed.connect(self._changed)
        self._none = EmptyState(nothing)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._none, 1)

    def show_rows(self, title: str, note: str, rows: tuple[PlannedRow, ...], draft: Draft) -> None:
        """Show rows, keeping the current one; the first is current otherwise."""
        kept = self.table.current_id()
        self.set_title(title, note)
        self.table.setAccessibleName(title)
        self.table.setColumnHidden(1, not draft.sheets)
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        if rows and not (kept is not None and self.table.select_id(kept)):
            self.table.setCurrentIndex(self.model.index(0, 0))

    def current(self) -> PlannedRow | None:
        """The current row."""
        found = self.model.row_at(self.table.currentIndex().row())
        return found if isinstance(found, PlannedRow) else None

    def _changed(self, _row_id: object) -> None:
        self.current_changed.emit(self.current())


@dataclass(frozen=True, slots=True)
class _Shown:
    field: str
    before: str
    after: str
    kept: bool


class UpdatedPanel(RowsPanel):
    """Rows that change somebody; under them what changes of the current one."""

    def __init__(self) -> None:
        columns: Columns = (
            Column(tr("Thôn"), lambda r: r.record.village or "", width=142),
            Column(tr("Đổi gì"), self._fields, kind="second"),
        )
        super().__init__(columns, tr("Không có ai thay đổi"), ("covered", "ok"))
        self._villages: dict[str, str] = {}
        self.changes = CutModel(
            (
                Column(tr("Đổi gì"), lambda c: field_words(c.field), kind="small", width=150),
                Column(tr("Trước, sau"), self._line),
                Column("", lambda c: tr("khác, giữ trong sổ") if c.kept else "", kind="small",
                       width=140),
            ),
            row_id=lambda c: (c.field, c.kept),
        )  # fmt: skip
        self.details = RecordTable(self.changes, dense=True)
        self.details.setItemDelegate(CutDelegate(self.details))
        self.details.setAccessibleName(tr("Những gì đổi ở người đang chọn"))
        self._rule = ruler()
        self.body.addWidget(self._rule)
        self.body.addWidget(self.details)
        self.current_changed.connect(self._show_changes)

    def show_draft(self, draft: Draft, villages: dict[str, str]) -> None:
        """Show who changes."""
        new = {village.id: village.name for village in draft.plan.writing.villages}
        self._villages = villages | new
        rows = draft.plan.of("updated")
        title = tr("{n} dòng cập nhật").format(n=dong(len(rows)))
        note = tr("chỉ điền chỗ trống hoặc rõ hơn, không xóa số liệu cũ") if rows else ""
        self.show_rows(title, note, rows, draft)
        self._show_changes(self.current())

    def _fields(self, row: PlannedRow) -> str:
        return ", ".join(dict.fromkeys(field_words(change.field) for change in row.changes))

    def _line(self, shown: _Shown) -> str:
        return f"{shown.before or tr('chưa có')} {BECOMES} {shown.after}"

    def _show_changes(self, row: PlannedRow | None) -> None:
        lines = [] if row is None else [
            *(self._shown(row, change, kept=False) for change in row.changes),
            *(self._shown(row, FieldChange(one.field, one.held, one.said), kept=True)
              for one in row.conflicts),
        ]  # fmt: skip
        self.changes.set_rows(lines)
        self.details.setVisible(bool(lines))
        self._rule.setVisible(bool(lines))
        self.details.fit_rows(most=6)

    def _shown(self, row: PlannedRow, change: FieldChange, *, kept: bool) -> _Shown:
        before = value_words(row, change.field, change.before, self._villages)
        after = value_words(row, change.field, change.after, self._villages)
        return _Shown(change.field, before, after, kept)


class AddedPanel(RowsPanel):
    """Rows of people whom the register does not know."""

    def __init__(self) -> None:
        columns: Columns = (
            Column(tr("Ngày sinh"), born_of, align="right", width=100),
            Column(tr("Giới"), lambda r: sex_words(r.record.sex), width=56),
            Column(tr("Số định danh"), lambda r: r.record.personal_id or "", width=120),
            Column(tr("Thôn"), lambda r: r.record.village or "", width=142),
        )
        super().__init__(columns, tr("Không có ai mới"), ("covered", "ok"))

    def show_draft(self, draft: Draft) -> None:
        """Show who is new."""
        rows = draft.plan.of("added")
        title = tr("{n} người mới").format(n=dong(len(rows)))
        self.show_rows(title, tr("sổ chưa có những người này") if rows else "", rows, draft)
        # beside the sheet there is no room for the village, whose name the sheet mostly bears
        self.table.setColumnHidden(self.model.columnCount() - 1, draft.sheets)


class UnchangedPanel(RowsPanel):
    """Rows that change nothing: the register says the same, or a row before did."""

    def __init__(self) -> None:
        columns: Columns = (
            Column(tr("Ngày sinh"), born_of, align="right", width=100),
            Column(tr("Thôn"), lambda r: r.record.village or "", width=142),
            Column(tr("Vì sao"), self._why, kind="second", width=150),
        )
        super().__init__(columns, tr("Dòng nào cũng có điều mới"), ("not_applicable", "text3"))

    def _why(self, row: PlannedRow) -> str:
        if row.other_row is not None:
            return tr("trùng dòng {row}").format(row=dong(row.other_row))
        return tr("giống trong sổ")

    def show_draft(self, draft: Draft) -> None:
        """Show what stays, and say how many rows only repeat another."""
        rows = tuple(r for r in draft.plan.rows if r.outcome in {"unchanged", "duplicate"})
        counts = draft.plan.counts
        parts = []
        if counts.unchanged:
            parts.append(tr("{n} dòng giống trong sổ").format(n=dong(counts.unchanged)))
        if counts.duplicates:
            parts.append(tr("{n} dòng trùng trong tệp").format(n=dong(counts.duplicates)))
        title = tr("{n} dòng không đổi gì").format(n=dong(len(rows)))
        self.show_rows(title, " · ".join(parts), rows, draft)


class QuestionsPanel(RowsPanel):
    """Rows that may be somebody of the register, and what was answered."""

    def __init__(self) -> None:
        self._draft: Draft | None = None
        columns: Columns = (
            Column(tr("Vì sao"), lambda r: why_words(r.why), kind="second", width=300),
            Column(tr("Trả lời"), self._answer, width=100),
        )
        super().__init__(columns, tr("Không có dòng nào phải hỏi"), ("unknown", "warnmark"))

    def _answer(self, row: PlannedRow) -> str:
        decision = self._draft.decisions.get(row.key) if self._draft else None
        words = {
            "same": tr("Một người"),
            "other": tr("Hai người"),
            "later": tr("Để sau"),
        }
        return words[decision.answer] if decision else ""

    def show_draft(self, draft: Draft) -> None:
        """Show the questions; the first without an answer becomes the current one."""
        self._draft = draft
        rows = draft.questions()
        title = tr("{n} dòng có thể trùng").format(n=dong(len(rows)))
        note = tr("chưa trả lời thì chờ trong sổ, không ghi") if rows else ""
        self.show_rows(title, note, rows, draft)

    def next_open(self, draft: Draft) -> None:
        """Stay at a row without an answer, else go to the next one, around the end."""
        rows = draft.questions()
        now = max(self.table.currentIndex().row(), 0)
        for step in range(len(rows)):
            place = (now + step) % len(rows)
            if rows[place].key not in draft.decisions:
                self.table.setCurrentIndex(self.model.index(place, 0))
                return
