"""Data to look at again: the checks that found something, the rows of one, and their mending."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from rules.money import dong
from storage.data_checks import BY_KEY, Row
from ui.cut_cells import CutDelegate, CutModel
from ui.notices import EmptyState
from ui.panels import Panel, SkeletonRows
from ui.screens.review.mending import MendStrip
from ui.screens.review.wording import code_words, tr, who_words, wrong_words
from ui.session import Session
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.wording import words

LEFT = 380
_WHOLE = 700  # px in which the village has room, too
_VILLAGE = 2

Found = dict[str, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check and how many rows it has."""

    key: str
    count: int

    @property
    def title(self) -> str:
        """What the check looks for."""
        return words().say(f"finding.{self.key}")


class FaultsPage(QWidget):
    """The checks and their rows.

    Args:
        session: the open register.
        act: makes an action of the screen.
        quietly: writes a change that this page shows by itself.
        again: asks the checks anew; what they find comes by `show_found`.

    Signals:
        counted: how many rows there are in all; carries the number.
        asked: a record is to be opened; carries its Row.
    """

    counted = Signal(int)
    asked = Signal(object)

    def __init__(
        self,
        session: Session,
        act: Callable[..., QAction],
        quietly: Callable[[str, Callable[[], None]], None],
        again: Callable[[], None],
    ) -> None:
        super().__init__()
        self._again = again
        self._found: Found = {}
        self._filling = False  # rows are being put in: what is current is said at the end
        self._shown: tuple[str, Row | None] = ("", None)
        self.checks: RowsModel[CheckLine] = RowsModel(
            (
                Column("", lambda one: dong(one.count), align="right", kind="strong", width=60),
                Column("", lambda one: one.title),
            ),
            row_id=lambda one: one.key,
        )
        self.list = RecordTable(self.checks)
        self.list.horizontalHeader().hide()
        self.list.setAccessibleName(tr("Việc cần xem lại"))
        self.list.current_changed.connect(lambda _key: self._show_rows())
        self.model = CutModel(
            (
                Column(tr("Người, chủ hộ"), who_words, kind="name", width=178),
                Column(tr("Mã hộ"), code_words, width=88),
                Column(tr("Thôn"), lambda row: row.village or tr("chưa có"), width=144),
                Column(tr("Vì sao"), wrong_words, kind="second"),
            ),
            row_id=lambda row: row.id,
        )
        self.table = RecordTable(self.model, dense=True)
        self.table.setItemDelegate(CutDelegate(self.table))
        self.table.current_changed.connect(lambda _id: self._show_row())
        self.table.chosen.connect(lambda _id: self._ask())
        self.list.chosen.connect(lambda _key: self.table.setFocus())
        self.mend = act(tr("Sửa tại đây"), self._start_mending, keys="F2", icon_name="square-pen")
        self.strip = MendStrip(session, quietly)
        self.strip.mended.connect(self._mended)
        self.strip.left.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self._active = False
        self._lay_out()

    def _lay_out(self) -> None:
        self.panel = Panel(tr("Cần xem lại"))
        self.panel.body.addWidget(self.list, 1)
        self.panel.setMinimumWidth(look().metrics.px(300))
        self.rows_panel = Panel(" ")
        self.rows_panel.body.addWidget(self.table, 1)
        self.rows_panel.body.addWidget(self.strip)
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.setHandleWidth(look().metrics.gap)
        beside.setChildrenCollapsible(False)
        for widget in (self.panel, self.rows_panel):
            beside.addWidget(widget)
        beside.setStretchFactor(1, 1)
        beside.setSizes([look().metrics.px(LEFT), 4 * LEFT])
        none = EmptyState(
            tr("Không có gì phải xem lại"),
            tr("Mỗi hộ có một chủ hộ, ai cũng có thôn, ngày sinh và các số khớp nhau."),
            icon_name="check",
        )
        self._stack = QStackedWidget()
        for page in (SkeletonRows(12), beside, none):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window leaves the village to the record, and says what is wrong whole."""
        super().resizeEvent(event)
        narrow = self.width() - look().metrics.px(LEFT) < look().metrics.px(_WHOLE)
        self.table.setColumnHidden(_VILLAGE, narrow)

    def start(self) -> QWidget:
        """What takes the keys first."""
        return self.list

    def enable(self, *, on: bool) -> None:
        """Let F2 work while this page is open and the row can be mended."""
        self._active = on
        self.mend.setEnabled(on and self.strip.can_mend)

    # -- showing

    def show_found(self, found: Found) -> None:
        """Show what all checks have found."""
        self._found = found
        self._show_checks()

    def forget(self, record_id: str) -> None:
        """Leave out a record that is no more."""
        self._found = {
            key: tuple(row for row in rows if row.id != record_id)
            for key, rows in self._found.items()
        }
        self._show_checks()

    def open_check(self, key: str) -> None:
        """Show the rows of one check."""
        self.list.select_id(key)

    def _show_checks(self) -> None:
        kept, place = self.list.current_id(), self.list.currentIndex().row()
        lines = [CheckLine(key, len(self._found[key])) for key in BY_KEY if self._found.get(key)]
        total = sum(line.count for line in lines)
        self.panel.set_title(tr("Cần xem lại"), tr("{n} chỗ").format(n=dong(total)))
        self._filling = True
        self.checks.set_rows(lines)
        self._stack.setCurrentIndex(1 if lines else 2)
        if lines and not (kept is not None and self.list.select_id(kept)):
            at = min(max(place, 0), len(lines) - 1)
            self.list.setCurrentIndex(self.checks.index(at, 0))
        self._filling = False
        self._show_rows()
        self.counted.emit(total)

    def _key(self) -> str:
        key = self.list.current_id()
        return "" if key is None else str(key)

    def _show_rows(self) -> None:
        if self._filling:
            return
        key = self._key()
        rows = self._found.get(key, ())
        kept, place = self.table.current_id(), self.table.currentIndex().row()
        title = words().say(f"finding.{key}") if key else " "
        self.rows_panel.set_title(title, tr("{n} dòng").format(n=dong(len(rows))))
        self.table.setAccessibleName(title)
        self._filling = True
        self.model.set_rows(rows)
        if rows and not (kept is not None and self.table.select_id(kept)):
            at = min(max(place, 0), len(rows) - 1)
            self.table.setCurrentIndex(self.model.index(at, 0))
        self._filling = False
        self._show_row()

    def current(self) -> Row | None:
        """The row that is current."""
        found = self.model.row_at(self.table.currentIndex().row())
        return found if isinstance(found, Row) else None

    def _show_row(self) -> None:
        """Offer the fields of the current row; what is being typed for it stays."""
        key, row = self._key(), self.current()
        if self._filling or not key:
            return
        if self._shown != (key, row):
            self._shown = key, row
            self.strip.show_row(key, row)
        self.enable(on=self._active)

    # -- acting

    def _ask(self) -> None:
        row = self.current()
        if row is not None:
            self.asked.emit(row)

    def _start_mending(self) -> None:
        self.strip.start()

    def _mended(self) -> None:
        """The row leaves, the next one stands in the fields; the checks are asked anew.

        What is still wrong comes back, and what was wrong for the same cause goes, too.
        """
        key, row = self._key(), self.current()
        if row is not None:
            rest = tuple(one for one in self._found[key] if one.id != row.id)
            self._found = {**self._found, key: rest}
            self._shown = ("", None)
            self._show_checks()
        self._again()
        if self._key() == key and self.strip.can_mend:
            self.strip.start()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
