"""The review of one file: five counts, its columns, and the rows behind the open count."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from storage.intake import PlannedRow
from ui.counters import Counter, Counters
from ui.notices import Banner
from ui.screens.intake.columns import ColumnsPanel
from ui.screens.intake.draft import Draft
from ui.screens.intake.lists import AddedPanel, QuestionsPanel, UnchangedPanel, UpdatedPanel
from ui.screens.intake.open_pages import OpenPages
from ui.screens.intake.pairs import PairPanel
from ui.screens.intake.rejected import RejectedPanel
from ui.screens.intake.sides import SidesPanel, planned_differences
from ui.screens.intake.silent import SilentPanel
from ui.screens.intake.wording import tr
from ui.style import look

LEFT = 476


class ReviewPage(QWidget):
    """Everything about a file before it is written.

    Args:
        act: makes an action of the screen.
        change: asks what a column is.
        save: writes the rejected rows into a spreadsheet.

    Signals:
        answered: carries a PlannedRow and a Decision.
        mended: carries a Rejected and what was typed.
        assigned: carries the Assignment by which the file shall be read.
        sided: carries the key of a row, a field and the side that stands.
        sided_all: carries a field and the side that stands in it for the whole file.
        ended: carries Endings and whether their standing ends.
        turned: another count is open; the keys that work are others.
    """

    answered = Signal(object, object)
    mended = Signal(object, str)
    assigned = Signal(object)
    sided = Signal(object, str, str)
    sided_all = Signal(str, str)
    ended = Signal(object, bool)
    turned = Signal()

    def __init__(self, act: Callable[..., QAction], change: QAction, save: QAction) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self.counters = Counters()
        if (row := self.counters.layout()) is not None:
            row.setSpacing(8)
        self.banner = Banner("info")
        self.columns = ColumnsPanel(change, act)
        self.updated = UpdatedPanel()
        self.added = AddedPanel()
        self.unchanged = UnchangedPanel()
        self.questions = QuestionsPanel()
        self.rejected = RejectedPanel(save)
        self.pair = PairPanel(act)
        self.sides = SidesPanel(act)
        self.silent = SilentPanel(act)
        self._lists: dict[str, QWidget] = {
            "updated": self.updated,
            "added": self.added,
            "unchanged": self.unchanged,
            "review": self.questions,
            "rejected": self.rejected,
            "sides": self.sides,
            "silent": self.silent,
        }
        self.stack = OpenPages()
        for page in self._lists.values():
            self.stack.addWidget(page)
        self._lay_out()
        self.counters.picked.connect(self.turn)
        self.questions.current_changed.connect(self._show_pair)
        self.columns.assigned.connect(self.assigned)
        self.rejected.mended.connect(self.mended)
        self.pair.answered.connect(self.answered)
        self.pair.sided.connect(self.sided)
        self.sides.sided.connect(lambda one, side: self.sided.emit(*one.key, side))
        self.sides.sided_all.connect(self.sided_all)
        self.silent.ended.connect(self.ended)

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().metrics.gap)
        column.addWidget(self.stack, 1)
        column.addWidget(self.pair)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(look().metrics.gap)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.columns)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([look().metrics.px(LEFT), 674])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look().metrics.gap)
        whole.addWidget(self.counters)
        whole.addWidget(self.banner)
        whole.addWidget(self.splitter, 1)

    def start(self, draft: Draft, villages: dict[str, str]) -> None:
        """Show a file for the first time, at what needs the clerk most."""
        self.show_draft(draft, villages)
        counts = draft.plan.counts
        same = counts.unchanged + counts.duplicates
        numbers = {
            "rejected": counts.rejected, "review": counts.review,
            "silent": len(draft.plan.endings), "sides": len(draft.plan.conflicting),
            "updated": counts.updated, "added": counts.added, "unchanged": same,
        }  # fmt: skip
        self.turn(next((key for key, number in numbers.items() if number), "unchanged"))

    def show_draft(self, draft: Draft, villages: dict[str, str]) -> None:
        """Show a file, after an answer at the same place as before."""
        self._draft = draft
        counts = draft.plan.counts
        same = counts.unchanged + counts.duplicates
        self.counters.set_counters(
            (
                Counter("updated", counts.updated, tr("Cập nhật"), "ok", "covered"),
                Counter("added", counts.added, tr("Người mới"), "ok", "more"),
                Counter("unchanged", same, self._same_words(draft), "text3", "not_applicable"),
                Counter("review", counts.review, tr("Có thể trùng"), "warnmark", "unknown"),
                Counter("rejected", counts.rejected, tr("Chưa nhận được"), "bad", "ended"),
                *self._more_counters(draft),
            )
        )
        self.columns.show_plan(draft.plan, draft.elsewhere)
        self.updated.show_draft(draft, villages)
        self.added.show_draft(draft)
        self.unchanged.show_draft(draft)
        self.questions.show_draft(draft)
        self.rejected.show_draft(draft)
        note = tr("chỗ có dấu ? là chưa chọn")
        self.sides.show_rows(planned_differences(draft.plan), note, sheets=draft.sheets)
        self.silent.show_endings(draft.plan.endings)
        self._say(draft)
        self.turn(self.counters.key())

    def _same_words(self, draft: Draft) -> str:
        if not draft.plan.counts.duplicates:
            return tr("Không đổi")
        return tr("Không đổi, {n} trùng dòng").format(n=draft.plan.counts.duplicates)

    def _more_counters(self, draft: Draft) -> tuple[Counter, ...]:
        """Return the counts that most files do not have."""
        differing = sum(len(row.conflicts) for row in draft.plan.conflicting)
        silent = len(draft.plan.endings)
        counters = (
            Counter("sides", differing, tr("Khác sổ"), "warnmark", "ending"),
            Counter("silent", silent, tr("Không còn tên"), "warnmark", "stopped"),
        )
        return tuple(counter for counter in counters if counter.number)

    def _say(self, draft: Draft) -> None:
        if draft.stale:
            text = tr("{n} chỗ vừa sửa chưa tính lại. Bấm Tính lại trước khi ghi.")
            self.banner.say(text.format(n=draft.stale), tone="warn")
        elif not draft.writes:
            self.banner.say(
                tr("Tệp này không đổi gì trong sổ: những gì đọc được thì sổ đã có."), tone="info"
            )
        else:
            self.banner.say("")

    def turn(self, key: str) -> None:
        """Show the rows behind a count."""
        self.counters.set_key(key)
        self.stack.setCurrentWidget(self._lists[key])
        self._show_pair(self.questions.current())
        self.sides.enable(on=key == "sides")
        self.silent.enable(on=key == "silent")
        self.turned.emit()

    def _show_pair(self, row: PlannedRow | None) -> None:
        draft = self._draft
        shown = (
            draft is not None
            and row is not None
            and bool(row.candidates)
            and self.counters.key() in {"review", "rejected"}
        )
        self.pair.setVisible(shown)
        self.pair.enable(on=shown)
        if shown and draft is not None and row is not None:
            self.pair.show_row(draft, row)

    def asks(self) -> bool:
        """Whether a pair is on screen and the three keys work."""
        return self.pair.same.isEnabled()

    def open_count(self) -> str:
        """The key of the count that is open."""
        return self.counters.key()

    def rest(self) -> None:
        """Let every key of the panels sleep."""
        self.pair.enable(on=False)
        self.sides.enable(on=False)
        self.silent.enable(on=False)

    def go_on(self) -> None:
        """Go to the next row to mend; after the last the keys rest where none writes or drops."""
        if self._draft is not None and self._draft.plan.rejected:
            self.rejected.next_row()
        else:
            table = self.pair.table if self.asks() else self.columns.table
            table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Put the keys where the clerk goes on."""
        page = self.stack.currentWidget()
        table = getattr(page, "table", None)
        if isinstance(table, QWidget):
            table.setFocus(Qt.FocusReason.OtherFocusReason)
