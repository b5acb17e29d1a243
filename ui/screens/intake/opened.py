"""An import of before: what became of every row, and what it still leaves to be answered."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rules.calendar import shown_day
from rules.money import dong
from storage import Register
from storage.imports import Outcome
from storage.intake import (
    Choices,
    Decision,
    Ending,
    KeptConflict,
    KeptEnding,
    PlannedRow,
    Side,
    WaitingRow,
    kept_conflicts,
    kept_endings,
    resembling,
    waiting_rows,
)
from storage.intake.kept_rows import KeptRow, kept_rows
from ui.buttons import Button
from ui.counters import Counter, Counters
from ui.cut_cells import CutDelegate, CutModel
from ui.notices import EmptyState
from ui.panels import Panel
from ui.queries import Query
from ui.screens.intake.choosing import Earlier
from ui.screens.intake.open_pages import OpenPages
from ui.screens.intake.pairs import PairPanel
from ui.screens.intake.sides import Difference, SidesPanel, kept_differences
from ui.screens.intake.silent import SilentPanel
from ui.screens.intake.wording import born_words, kind_words, tr, why_words
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column

_BESIDE_PAIR = 190  # px: a few rows, and the two side by side stand whole under them
_ANY_HEIGHT = 16_777_215
_OUTCOMES: dict[str, tuple[Outcome, ...]] = {
    "updated": ("updated",),
    "added": ("added",),
    "unchanged": ("unchanged", "duplicate"),
    "review": ("review",),
    "rejected": ("rejected",),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """The clerk's answer about a row that waits, with whose values stand."""

    row: WaitingRow
    decision: Decision
    choices: Choices


class OpenedPage(QWidget):
    """One import with its rows by what became of them.

    Args:
        act: makes an action of the screen.
        undo: takes the import back.
        save: writes the rows that were not taken into a spreadsheet.
        back: leaves the page.

    Signals:
        answered: carries an Answered.
        sided: carries KeptConflicts and the side that stands.
        ended: carries KeptEndings.
        asked: carries the Query of the person of a row.
        turned: another count is open; the keys that work are others.
    """

    answered = Signal(object)
    sided = Signal(object, str)
    ended = Signal(object)
    asked = Signal(object)
    turned = Signal()

    def __init__(
        self, act: Callable[..., QAction], undo: QAction, save: QAction, back: QAction
    ) -> None:
        super().__init__()
        self.earlier: Earlier | None = None
        self._register: Register | None = None
        self._waiting: dict[str, WaitingRow] = {}
        self._alike: dict[str, PlannedRow] = {}
        self._sides: dict[str, Side] = {}
        self._endings: dict[str, KeptEnding] = {}
        self.counters = Counters()
        self.model = CutModel(self._columns(), row_id=lambda row: row.id)
        self.table = RecordTable(self.model, dense=True)
        self.table.setItemDelegate(CutDelegate(self.table))
        self.table.chosen.connect(lambda _id: self._open_person())
        self.table.current_changed.connect(lambda _id: self._show_pair())
        self._none = EmptyState(tr("Không có dòng nào"))
        self.save = Button.of(save, kind="link")
        self.rows = Panel(" ")
        self.rows.add_to_head(self.save)
        self.rows.body.addWidget(self.table, 1)
        self.rows.body.addWidget(self._none, 1)
        self.pair = PairPanel(act)
        self.sides = SidesPanel(act)
        self.silent = SilentPanel(act)
        self.stack = OpenPages()
        for page in (self.rows, self.sides, self.silent):
            self.stack.addWidget(page)
        self._lay_out(undo, back)
        self.counters.picked.connect(self.turn)
        self.pair.answered.connect(self._answer)
        self.pair.sided.connect(self._side_of_pair)
        self.sides.sided.connect(lambda one, side: self.sided.emit((one.key,), side))
        self.sides.sided_all.connect(self._side_all)
        self.silent.ended.connect(self._end)
        self.setFocusProxy(self.table)

    def _lay_out(self, undo: QAction, back: QAction) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(Button.of(back, icon_name="arrow-left"))
        buttons.addStretch(1)
        buttons.addWidget(Button.of(undo, icon_name="undo-2"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().metrics.gap)
        column.addLayout(buttons)
        column.addWidget(self.counters)
        column.addWidget(self.stack, 1)
        column.addWidget(self.pair)

    def _columns(self) -> tuple[Column[KeptRow], ...]:
        return (
            Column(tr("Dòng"), lambda r: dong(r.row), align="right", kind="second", width=66),
            Column(tr("Trang"), lambda r: r.sheet, kind="second", width=116),
            Column(tr("Họ và tên"), lambda r: r.name, kind="name"),
            Column(tr("Ngày sinh"), lambda r: born_words(r.born), align="right", width=100),
            Column(tr("Thôn"), lambda r: r.village, width=142),
            Column(tr("Cột"), lambda r: r.column or "", width=120),
            Column(tr("Giá trị"), lambda r: r.value or "", width=130),
            Column(tr("Vì sao"), lambda r: why_words(r.why), kind="second", width=290),
        )

    # -- one import

    def show_import(self, register: Register, earlier: Earlier) -> None:
        """Show an import, at what it still asks where it asks anything."""
        self.earlier = earlier
        self._sides = {}
        key = self._load(register)
        self.turn(key)

    def refresh(self, register: Register, earlier: Earlier) -> None:
        """Show the same import after an answer, at the same count where it is still there."""
        self.earlier = earlier
        kept = self.counters.key()
        first = self._load(register)
        self.turn(kept if self.counters.key() == kept else first)

    def _load(self, register: Register) -> str:
        """Read the import, and return the count that needs the clerk most."""
        if self.earlier is None:
            raise TypeError
        entry = self.earlier.entry
        self._register = register
        waiting = waiting_rows(register, entry.id)
        self._waiting = {row.id: row for row in waiting}
        self._alike = resembling(register, waiting)
        differences = kept_differences(kept_conflicts(register, entry.id))
        endings = kept_endings(register, entry.id)
        self._endings = {one.ending.household_id: one for one in endings}
        note = tr("chọn lúc nào cũng được, mỗi lần chọn hoàn tác riêng")
        self.sides.show_rows(differences, note, sheets=False)
        self.silent.show_endings(tuple(one.ending for one in endings))
        self.counters.set_counters(self._counters(len(differences), len(endings)))
        for key, number in (
            ("review", len(waiting)), ("sides", len(differences)), ("silent", len(endings)),
            ("rejected", entry.counts.rejected), ("updated", entry.counts.updated),
        ):  # fmt: skip
            if number:
                return key
        return "added"

    def _counters(self, differing: int, silent: int) -> tuple[Counter, ...]:
        if self.earlier is None:
            raise TypeError
        counts = self.earlier.entry.counts
        same = counts.unchanged + counts.duplicates
        more = (
            Counter("sides", differing, tr("Khác sổ"), "warnmark", "ending"),
            Counter("silent", silent, tr("Không còn tên"), "warnmark", "stopped"),
        )
        return (
            Counter("updated", counts.updated, tr("Cập nhật"), "ok", "covered"),
            Counter("added", counts.added, tr("Người mới"), "ok", "more"),
            Counter("unchanged", same, tr("Không đổi"), "text3", "not_applicable"),
            Counter("review", counts.review, tr("Chờ hỏi"), "warnmark", "unknown"),
            Counter("rejected", counts.rejected, tr("Chưa nhận được"), "bad", "ended"),
            *(counter for counter in more if counter.number),
        )

    def said(self) -> str:
        """The line under the title: the file, its rows, its kind, its day, who took it in when."""
        if self.earlier is None:
            return ""
        entry, change = self.earlier.entry, self.earlier.change
        parts = [
            entry.file,
            tr("{n} dòng").format(n=dong(entry.counts.rows)),
            kind_words(entry.kind),
            tr("danh sách ngày {day}").format(day=shown_day(entry.dated)),
        ]
        if change is not None and change.actor:
            parts.append(tr("{who} nhập").format(who=change.actor))
        return " · ".join(parts)

    def turn(self, key: str) -> None:
        """Show the rows behind a count."""
        self.counters.set_key(key)
        pages: dict[str, QWidget] = {"sides": self.sides, "silent": self.silent}
        self.stack.setCurrentWidget(pages.get(key, self.rows))
        if key in _OUTCOMES:
            self._show_rows(key)
        self._show_pair()
        self.sides.enable(on=key == "sides")
        self.silent.enable(on=key == "silent")
        self.turned.emit()

    def _show_rows(self, key: str) -> None:
        if self._register is None or self.earlier is None:
            return
        found = kept_rows(self._register, self.earlier.entry.id, _OUTCOMES[key])
        titles = {
            "updated": tr("{n} dòng cập nhật"),
            "added": tr("{n} người mới"),
            "unchanged": tr("{n} dòng không đổi gì"),
            "review": tr("{n} dòng chờ hỏi"),
            "rejected": tr("{n} dòng chưa nhận được"),
        }
        opens = key in {"updated", "added", "unchanged"} and bool(found)
        note = tr("Enter mở hộ của người đó") if opens else ""
        place = max(self.table.currentIndex().row(), 0)
        self.rows.set_title(titles[key].format(n=dong(len(found))), note)
        self.model.set_rows(found)
        sheets = len({row.sheet for row in found}) > 1
        for number, hidden in (
            (1, not sheets), (3, key in {"rejected", "review"}), (4, key in {"rejected", "review"}),
            (5, key != "rejected"), (6, key != "rejected"),
            (7, key not in {"rejected", "review", "unchanged"}),
        ):  # fmt: skip
            self.table.setColumnHidden(number, hidden)
        self.table.setAccessibleName(titles[key].format(n=dong(len(found))))
        self.table.setVisible(bool(found))
        self._none.setVisible(not found)
        self.save.setVisible(key == "rejected" and bool(found))
        if found:
            self.table.setCurrentIndex(self.model.index(min(place, len(found) - 1), 0))

    def _current(self) -> KeptRow | None:
        found = self.model.row_at(self.table.currentIndex().row())
        return found if isinstance(found, KeptRow) else None

    def _open_person(self) -> None:
        row = self._current()
        if row is not None and row.person_id and row.household_id:
            self.asked.emit(Query("households", row.household_id, facts={"person": row.person_id}))

    # -- what it asks

    def _show_pair(self) -> None:
        row = self._current() if self.counters.key() == "review" else None
        alike = self._alike.get(row.id) if row else None
        shown = row is not None and alike is not None
        self.pair.setVisible(shown)
        self.pair.enable(on=shown)
        self.stack.setMaximumHeight(look().metrics.px(_BESIDE_PAIR) if shown else _ANY_HEIGHT)
        if row is not None and alike is not None:
            ids = [one.id for one in self.model.rows()]
            self.pair.show_pair(
                alike,
                place=(ids.index(row.id) + 1, len(ids)),
                chosen=None,
                choices=Choices({alike.key: self._sides}),
                day=self._waiting[row.id].dated,
            )

    def _side_of_pair(self, _key: object, name: str, side: Side) -> None:
        self._sides = {**self._sides, name: side}
        self._show_pair()

    def _answer(self, planned: PlannedRow, decision: Decision) -> None:
        row = self._current()
        if row is None:
            return
        choices = Choices({planned.key: self._sides})
        self._sides = {}
        if decision.answer == "later":
            place = (self.table.currentIndex().row() + 1) % self.model.rowCount()
            self.table.setCurrentIndex(self.model.index(place, 0))
            return
        self.answered.emit(Answered(self._waiting[row.id], decision, choices))

    def _side_all(self, field: str, side: str) -> None:
        chosen = [row for row in self.sides.model.rows() if row.conflict.field == field]
        self.sided.emit(tuple(_kept(row) for row in chosen), side)

    def _end(self, endings: tuple[Ending, ...], _ended: bool) -> None:
        self.ended.emit(tuple(self._endings[one.household_id] for one in endings))

    def asks(self) -> bool:
        """Whether a pair is on screen and the three keys work."""
        return self.pair.same.isEnabled()

    def rejects(self) -> bool:
        """Whether rows of the import were not taken."""
        return self.earlier is not None and self.earlier.entry.counts.rejected > 0

    def rest(self) -> None:
        """Let every key of the panels sleep."""
        self.pair.enable(on=False)
        self.sides.enable(on=False)
        self.silent.enable(on=False)

    def focus_first(self) -> None:
        """Put the keys where the clerk goes on."""
        table = getattr(self.stack.currentWidget(), "table", self.table)
        table.setFocus(Qt.FocusReason.OtherFocusReason)


def _kept(row: Difference) -> KeptConflict:
    if not isinstance(row.key, KeptConflict):
        raise TypeError
    return row.key
