"""Entries at the left, the chosen one at the right: what it did, what leans on it, the way back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rules.calendar import shown_day
from storage.dependence import Leaning, Paper
from storage.journal import ChangeRow, JournalEntry
from ui.buttons import Button
from ui.history.detail import DetailList, field_rows
from ui.history.entries import EntryHeading, EntryLine, EntryList
from ui.history.told import later_rows, line_of, moment, warning_of, what_of
from ui.history.words import field_changes, tr
from ui.lists import ListModel
from ui.notices import Banner, EmptyState
from ui.panels import ruler, upright_rule, words
from ui.style import look

DETAIL = 346


@dataclass(frozen=True, slots=True)
class Back:
    """What taking an entry back means: what leans on it, and papers that are out already."""

    leaning: Leaning
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What the panel asks while it shows entries.

    Attributes:
        names: words for the ids in the rows of one entry.
        back: what taking a change back means.
        zone: of the clock of this office.
    """

    names: Callable[[JournalEntry], Mapping[str, str]]
    back: Callable[[ChangeRow], Back]
    zone: tzinfo | None


_NOTHING = Told(lambda _: {}, lambda change: Back(Leaning(change, (), ())), None)


class HistoryPanel(QWidget):
    """The journal of a household, or of the whole register.

    Signals:
        undo_asked: entries should be taken back together; carries the `Leaning`.
        mend_asked: the chosen entry should be corrected by a new one; carries the entry.
        back_asked: it should be shown how things stood before the entry; carries the entry.

    Args:
        mends: whether there are forms by which an entry can be corrected.
        shows: whether it can be shown how things stood before an entry.
    """

    undo_asked = Signal(object)
    mend_asked = Signal(object)
    back_asked = Signal(object)

    def __init__(self, *, mends: bool, shows: bool) -> None:
        super().__init__()
        self._told = _NOTHING
        self._lines: dict[str, EntryLine] = {}
        self._back: Back | None = None
        self.filters = QHBoxLayout()
        self.filters.setContentsMargins(16, 8, 12, 8)
        self.filters.setSpacing(8)
        self.model: ListModel[JournalEntry] = ListModel(
            line=self._line, row_id=lambda entry: entry.change.id
        )
        self.list = EntryList(self.model)
        self.list.current_changed.connect(lambda _id: self._show())
        self.title, self.place = words("", "panel", wrap=True), words("", "small")
        self.when = words("", "small", wrap=True)
        self.detail = DetailList()
        self.warning = Banner("warn")
        self.undo = Button(tr("Hoàn tác lần ghi này"), icon_name="undo-2", keys="Ctrl+U")
        self.undo.clicked.connect(self.ask_undo)
        self.mend = Button(
            tr("Sửa bằng lần mới"), icon_name="square-pen", small=True, keys="F2" if mends else ""
        )
        self.mend.clicked.connect(lambda: self._ask(self.mend_asked))
        self.before = Button(tr("Xem trước đó"), icon_name="history", small=True, keys="F4")
        self.before.clicked.connect(self.ask_before)
        self._mends, self._shows = mends, shows
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_list(), 1)
        row.addWidget(upright_rule())
        row.addWidget(self._make_detail())
        self.mend.setVisible(mends)  # once it has a parent: shown before it would be a window
        self.before.setVisible(shows)

    def _make_list(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.filters)
        column.addWidget(ruler())
        column.addWidget(EntryHeading())
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(
            EmptyState(
                tr("Chưa có lần sửa nào"),
                tr("Mỗi lần ghi vào sổ đều có ở đây: ai ghi, lúc nào, từ gì thành gì."),
                icon_name="history",
            )
        )
        column.addWidget(self._pages, 1)
        return side

    def _make_detail(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(look().metrics.px(DETAIL))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 12, 2)
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.place)
        column.addLayout(head)
        self.when.setContentsMargins(12, 0, 12, 8)
        column.addWidget(self.when)
        column.addWidget(ruler())
        column.addWidget(self.detail, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 0)
        foot.setSpacing(8)
        foot.addWidget(self.warning)
        foot.addWidget(self.undo)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self.mend)
        beside.addWidget(self.before)
        beside.addStretch(1)
        foot.addLayout(beside)
        column.addLayout(foot)
        return side

    # -- what is shown

    def put(self, entries: Sequence[JournalEntry], told: Told) -> None:
        """Show these entries, newest first."""
        self.put_pages(lambda at, most: entries[at : at + most], len(entries), told)

    def put_pages(
        self, load: Callable[[int, int], Sequence[JournalEntry]], total: int, told: Told
    ) -> None:
        """Show `total` entries, loaded as they are scrolled to."""
        kept = self.list.current_id()
        self._told = told
        self._lines.clear()
        self.model.set_pages(load, total)
        self._pages.setCurrentIndex(0 if total else 1)
        if kept is None or not self.list.select_id(kept):
            self.list.select_first()
        self._show()

    def current(self) -> JournalEntry | None:
        """The entry that is chosen."""
        return self.model.row_at(self.list.currentIndex().row())

    def _line(self, entry: JournalEntry) -> EntryLine:
        """Its words, found once: a list is painted again and again, names stand in the register."""
        if entry.change.id not in self._lines:
            names = self._told.names(entry)
            self._lines[entry.change.id] = line_of(entry, names, self._told.zone)
        return self._lines[entry.change.id]

    def _show(self) -> None:
        entry, told = self.current(), self._told
        if entry is None:
            self._show_nothing()
            return
        change = entry.change
        at = moment(change, told.zone)
        self.title.setText(what_of(change))
        number = self.model.total - self.list.currentIndex().row()
        self.place.setText(tr("lần {n} trong {all}").format(n=number, all=self.model.total))
        self.when.setText(
            tr("{day} lúc {time} · {who}").format(
                day=shown_day(at.date()),
                time=f"{at:%H:%M}",
                who=change.actor or tr("chưa rõ người sửa"),
            )
        )
        self._back = self._way_back(entry, told)
        rows = field_rows(field_changes(entry.rows, told.names(entry)))
        if self._back is not None:
            rows += later_rows(self._back.leaning, self._back.papers, told.zone)
        self.detail.put(rows)
        self._offer(entry)

    def _show_nothing(self) -> None:
        self._back = None
        self.title.setText(tr("Chưa có lần sửa nào"))
        for label in (self.place, self.when):
            label.setText("")
        self.detail.put(())
        self.warning.say("")
        self.list.mark(())
        for button in (self.undo, self.mend, self.before):
            button.setVisible(False)

    @staticmethod
    def _way_back(entry: JournalEntry, told: Told) -> Back | None:
        """What taking it back means; None where it cannot be taken back from here."""
        change = entry.change
        if change.undone or change.kind == "redo" or entry.of_list:
            return None
        return told.back(change) if change.kind == "change" else Back(Leaning(change, (), ()))

    def _offer(self, entry: JournalEntry) -> None:
        back = self._back
        leaning = back.leaning if back else None
        self.list.mark(one.change.id for one in (leaning.later if leaning else ()))
        together = len(leaning.together) if leaning else 0
        words_for = tr("Hoàn tác lần ghi này")
        if entry.change.kind == "undo":
            words_for = tr("Làm lại lần ghi này")
        elif together > 1:
            words_for = tr("Hoàn tác cả {n} lần ghi").format(n=together)
        self.undo.setText(words_for)
        self.undo.setVisible(back is not None)
        self.mend.setVisible(self._mends and not entry.change.undone)
        self.before.setVisible(self._shows)
        self.warning.say(self._warning(entry), tone="warn")

    def _warning(self, entry: JournalEntry) -> str:
        if self._back is None:
            if entry.of_list and not entry.change.undone:
                return tr("Cả danh sách đã nhập hoàn tác ở Nhập dữ liệu, không từ một hộ.")
            return ""
        said = [warning_of(self._back.leaning)]
        if entry.elsewhere:
            said.append(tr("Lần này ghi cả chỗ khác: hoàn tác thì những chỗ ấy cũng trở lại."))
        return " ".join(part for part in said if part)

    # -- what can be done

    def ask_undo(self) -> None:
        """Ask to take the chosen entry back, with all that leans on it."""
        if self._back is not None:
            self.undo_asked.emit(self._back.leaning)

    def ask_before(self) -> None:
        """Ask to see how things stood before the chosen entry."""
        if self._shows:
            self._ask(self.back_asked)

    def _ask(self, signal: SignalInstance) -> None:
        entry = self.current()
        if entry is not None:
            signal.emit(entry)
