"""What a list says otherwise of people it surely names: whose value stands, by row or for all."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from rules.calendar import PartialDate
from rules.money import dong
from storage.intake import Conflict, KeptConflict, Plan
from ui.buttons import Button
from ui.cut_cells import CutDelegate, CutModel
from ui.notices import EmptyState
from ui.panels import Panel, words
from ui.screens.intake.marks import put_mark
from ui.screens.intake.wording import field_words, sex_words, tr
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column
from ui.wording import words as sentences

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference to decide: of which row and person, and what both sides say."""

    key: Hashable
    row: int
    sheet: str
    name: str
    conflict: Conflict


def planned_differences(plan: Plan) -> tuple[Difference, ...]:
    """Return the differences of a list under review, field by field."""
    found = [
        Difference((row.key, one.field), row.record.row, row.record.sheet, row.record.name, one)
        for row in plan.conflicting
        for one in row.conflicts
    ]
    return tuple(sorted(found, key=lambda one: one.conflict.field))


def kept_differences(kept: tuple[KeptConflict, ...]) -> tuple[Difference, ...]:
    """Return the differences that wait with an import, field by field."""
    found = [Difference(one, one.row, one.sheet, one.name, one.conflict) for one in kept]
    return tuple(sorted(found, key=lambda one: one.conflict.field))


def side_words(kept: str) -> str:
    """Whose value stands."""
    return tr("lấy từ tệp") if kept == "file" else tr("giữ trong sổ")


_WITHOUT_DAY = frozenset({"covered", "not_covered"})


def place_words(field: str) -> str:
    """What the two sides say otherwise, in a word or two."""
    cards = {
        "cover_hi": tr("BHYT đến ngày"), "cover_vsi": tr("BHXH TN đến"),
        "status": tr("Tình trạng"),
    }  # fmt: skip
    return cards.get(field) or field_words(field)


def said_words(field: str, value: str) -> str:
    """One side of a difference as a clerk reads it."""
    if field.startswith("cover_") and value in _WITHOUT_DAY:
        return {"covered": tr("đang tham gia"), "not_covered": tr("chưa tham gia")}[value]
    if field == "born" or field.startswith("cover_"):
        return PartialDate.parse(value).shown
    if field == "status":
        return sentences().say(f"status.{value}")
    if field == "sex":
        return sex_words(value)
    if field == "standing":
        return sentences().say(f"standing.{value}")
    return value


class LinkDelegate(CutDelegate):
    """Draws one column as a link where its row can be turned over.

    Args:
        table: the table.
        column: the number of the column.
        can: whether the cell of a row is a link.
    """

    def __init__(self, table: RecordTable, column: int, can: Callable[[object], bool]) -> None:
        super().__init__(table)
        self._column = column
        self._can = can
        self._rows = table.rows_model

    def is_link(self, index: Index) -> bool:
        """Whether a press on a cell does something."""
        return index.column() == self._column and self._can(self._rows.row_at(index.row()))

    def _paint_words(self, painter: QPainter, inner: QRect, index: Index, kind: str) -> None:
        if not self.is_link(index):
            super()._paint_words(painter, inner, index, kind)
            return
        painter.setFont(look().font("small_strong"))
        painter.setPen(look().color("link"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, str(index.data() or ""))


class SidesPanel(Panel):
    """Differences that are no doubt about the person, and four keys to decide them.

    Args:
        act: makes an action of the screen.

    Signals:
        sided: carries a Difference and the side that stands.
        sided_all: the same for every difference of a field; carries the field and the side.
    """

    sided = Signal(object, str)
    sided_all = Signal(str, str)

    def __init__(self, act: Callable[..., QAction]) -> None:
        super().__init__(tr("Tệp ghi khác sổ"))
        put_mark(self, "ending", "warnmark")
        self.model = CutModel(self._columns(), row_id=lambda row: row.key)
        self.table = RecordTable(self.model, dense=True)
        delegate = LinkDelegate(self.table, 6, _can_take)
        self.table.setItemDelegate(delegate)
        self.table.setAccessibleName(tr("Chỗ tệp ghi khác sổ"))
        self.table.current_changed.connect(lambda _id: self._offer())
        self.table.chosen.connect(lambda _id: self._turn())
        self.table.clicked.connect(lambda index: self._turn() if delegate.is_link(index) else None)
        self._none = EmptyState(tr("Không có chỗ nào khác sổ"))
        self.keep = act(tr("Giữ trong sổ"), lambda: self._side("register"), keys="G")
        self.take = act(tr("Lấy từ tệp"), lambda: self._side("file"), keys="L")
        self.keep_all = act(tr("Giữ cả tệp"), lambda: self._all("register"), keys="Shift+G")
        self.take_all = act(tr("Lấy cả tệp"), lambda: self._all("file"), keys="Shift+L")
        self._what = words("", "small")
        self._what.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # the buttons stay whole in a narrow window, the words before them need not
        self._what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._none, 1)
        self.body.addWidget(self._buttons())
        self.enable(on=False)

    def _columns(self) -> tuple[Column[Difference], ...]:
        def shown(one: Difference, value: str) -> str:
            return said_words(one.conflict.field, value)

        return (
            Column(tr("Dòng"), lambda d: dong(d.row), align="right", kind="second", width=54),
            Column(tr("Trang"), lambda d: d.sheet, kind="second", width=84),
            # a name and both sides share the room: names of villages are as long as people's
            Column(tr("Họ và tên"), lambda d: d.name, kind="name"),
            Column(tr("Chỗ khác"), lambda d: place_words(d.conflict.field), kind="small",
                   width=108),
            Column(tr("Trong sổ"), lambda d: shown(d, d.conflict.held),
                   wrong=lambda d: "" if d.conflict.kept == "file" else "warn"),
            Column(tr("Trong tệp"), lambda d: shown(d, d.conflict.said),
                   wrong=lambda d: "warn" if d.conflict.kept == "file" else ""),
            Column(tr("Giữ"), _kept_words, kind="small", width=84),
        )  # fmt: skip

    def _buttons(self) -> QWidget:
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        for action in (self.keep, self.take):
            row.addWidget(Button.of(action, small=True))
        row.addWidget(self._what, 1)
        for action in (self.keep_all, self.take_all):
            row.addWidget(Button.of(action, small=True))
        strip.setFixedHeight(look().metrics.px(48))
        return strip

    def enable(self, *, on: bool) -> None:
        """Let the keys work, only while the panel is on screen."""
        for action in (self.keep, self.take, self.keep_all, self.take_all):
            action.setEnabled(on)
        if on:
            self._offer()

    def show_rows(self, rows: tuple[Difference, ...], note: str, *, sheets: bool) -> None:
        """Show differences, the current one staying where it was."""
        place = max(self.table.currentIndex().row(), 0)
        self.set_title(tr("{n} chỗ tệp ghi khác sổ").format(n=dong(len(rows))), note)
        self.model.set_rows(rows)
        self.table.setColumnHidden(1, not sheets)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        if rows:
            self.table.setCurrentIndex(self.model.index(min(place, len(rows) - 1), 0))

    def current(self) -> Difference | None:
        """The current difference."""
        found = self.model.row_at(self.table.currentIndex().row())
        return found if isinstance(found, Difference) else None

    def _offer(self) -> None:
        now = self.current()
        self.take.setEnabled(self.keep.isEnabled() and now is not None and _can_take(now))
        field = now.conflict.field if now else ""
        count = sum(1 for row in self.model.rows() if row.conflict.field == field)
        self._what.setText(tr("{field}:").format(field=place_words(field)) if now else "")
        self.keep_all.setText(tr("Giữ cả {n}").format(n=dong(count)))
        self.take_all.setText(tr("Lấy cả {n}").format(n=dong(count)))

    def _turn(self) -> None:
        now = self.current()
        if now is not None and _can_take(now):
            self._side("register" if now.conflict.kept == "file" else "file")

    def _side(self, side: str) -> None:
        now = self.current()
        if now is not None:
            place = self.table.currentIndex().row()
            self.sided.emit(now, side)
            if place + 1 < self.model.rowCount():
                self.table.setCurrentIndex(self.model.index(place + 1, 0))

    def _all(self, side: str) -> None:
        now = self.current()
        if now is not None:
            self.sided_all.emit(now.conflict.field, side)


def _can_take(row: object) -> bool:
    return isinstance(row, Difference) and row.conflict.can_take


def _kept_words(one: Difference) -> str:
    said = tr("trong tệp") if one.conflict.kept == "file" else tr("trong sổ")
    return said if one.conflict.decided else tr("{side}?").format(side=said)
