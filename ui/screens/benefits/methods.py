"""The methods of payment side by side: what each costs, what is left to pay, what it saves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from rules.money import dong
from rules.vsi.case import MethodRow, VsiCase, VsiResult
from ui.buttons import Button
from ui.panels import Panel, words
from ui.screens.benefits.wording import NOTHING, amount, method_words, tr
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel

Index = QModelIndex | QPersistentModelIndex

_WIDTHS = (98, 98, 90, 90, 90, 100, 80, 100, 80, 94)
GROSS, STATE, LOCAL, OTHER_GIVER, PAYABLE, A_MONTH, PAYABLE_2, A_MONTH_2, SAVING = range(1, 10)


@dataclass(frozen=True, slots=True)
class MethodLine:
    """One method: its price at the level chosen, and at the level it is compared with."""

    row: MethodRow
    other: MethodRow | None = None
    marked: bool = False

    @property
    def method(self) -> str:
        """The method as the rules name it."""
        return self.row.method

    def gross(self) -> str:
        """The contribution, or that it cannot be priced on this day."""
        paid = self.row.contribution
        return dong(paid.gross) if paid else tr("chưa có lãi suất")

    def state(self) -> str:
        """The state's part."""
        return dong(self.row.contribution.state_support) if self.row.contribution else NOTHING

    def local(self) -> str:
        """The province's part."""
        return amount(self.row.contribution.local_support if self.row.contribution else None)

    def other_giver(self) -> str:
        """The part of another giver."""
        return amount(self.row.contribution.other_support if self.row.contribution else None)

    def saving(self) -> str:
        """What is paid less than month by month."""
        return dong(self.row.saving) if self.row.saving else NOTHING


def payable(row: MethodRow | None) -> str:
    """What is left to pay, a dash where it is not known."""
    return amount(row.contribution.payable if row is not None and row.contribution else None)


def a_month(row: MethodRow | None) -> str:
    """What is left to pay, spread over the months."""
    return amount(row.a_month if row is not None else None)


class MethodsModel(RowsModel[MethodLine]):
    """The lines; when two levels are compared, the heads name the level of their amounts."""

    def __init__(self) -> None:
        super().__init__(columns(), row_id=lambda line: line.method)
        self.levels: tuple[int, ...] = ()

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The heading of a column."""
        if role == Qt.ItemDataRole.DisplayRole and len(self.levels) > 1:
            level = {PAYABLE: 0, PAYABLE_2: 1}.get(section)
            if level is not None:
                return tr("Mức {amount}").format(amount=dong(self.levels[level]))
        return super().headerData(section, orientation, role)


def columns() -> tuple[Column[MethodLine], ...]:
    """The columns; those that have nothing to say are hidden."""
    heads = (
        (tr("Mức đóng"), MethodLine.gross, "text"),
        (tr("Nhà nước"), MethodLine.state, "text"),
        (tr("Địa phương"), MethodLine.local, "text"),
        (tr("Nguồn khác"), MethodLine.other_giver, "text"),
        (tr("Phải đóng"), lambda line: payable(line.row), "strong"),
        (tr("Một tháng"), lambda line: a_month(line.row), "second"),
        ("", lambda line: payable(line.other), "strong"),
        (tr("Một tháng"), lambda line: a_month(line.other), "second"),
        (tr("Đỡ được"), MethodLine.saving, "gain"),
    )
    first: Column[MethodLine] = Column(
        tr("Cách đóng"),
        lambda line: method_words(line.method),
        sortable=False,
        note=lambda line: tr("· so") if line.marked else "",
    )
    rest = [
        Column(head, text, align="right", kind=kind, width=width, sortable=False)  # type: ignore[arg-type]
        for (head, text, kind), width in zip(heads, _WIDTHS[1:], strict=True)
    ]
    return (first, *rest)


class MethodsTable(RecordTable):
    """The table; Space marks a method to compare the selected one with.

    Signals:
        marked: Space was pressed on a method; carries it.
    """

    marked = Signal(str)

    def __init__(self, model: MethodsModel) -> None:
        super().__init__(model, dense=True)
        self.horizontalHeader().setSectionsClickable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space marks, everything else is as in any table."""
        if event.key() == Qt.Key.Key_Space and self.current_id() is not None:
            self.marked.emit(str(self.current_id()))
            return
        super().keyPressEvent(event)


class MethodsPanel(Panel):
    """Every method of the day with its price; the selected one is explained at the right.

    Signals:
        chosen: another method is selected; carries it as the rules name it.
        copy_asked: the table should be copied for a spreadsheet.
    """

    chosen = Signal(str)
    copy_asked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("So các cách đóng"))
        self.copy = Button(tr("Chép sang Excel"), kind="link")
        self.copy.clicked.connect(self.copy_asked)
        self.add_to_head(self.copy)
        self._model = MethodsModel()
        self.table = MethodsTable(self._model)
        self.table.setAccessibleName(tr("Các cách đóng"))
        self.table.current_changed.connect(self._selected)
        self.table.marked.connect(self._mark)
        self._result: VsiResult | None = None
        self._wanted: tuple[int, ...] = (0, GROSS, STATE, PAYABLE, A_MONTH, SAVING)
        self._marked = ""
        self._putting = False
        self.make_up = _Strip(tr("Đóng bù"))
        self.difference = _Strip("")
        self.difference.hide()
        self.body.addWidget(self.table)
        self.body.addWidget(self.make_up)
        self.body.addWidget(self.difference)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look().changed.connect(self.fit_rows)
        self.fit_rows()

    def fit_rows(self) -> None:
        """Rows of 26, lower in low windows; the table is as high as its rows."""
        sizes = look().metrics
        height = max({"full": 26, "compact": 24, "tight": 22}[sizes.density], sizes.px(22))
        self.table.verticalHeader().setDefaultSectionSize(height)
        self.table.setFixedHeight(sizes.table_head + max(self._model.rowCount(), 1) * height)
        for strip in (self.make_up, self.difference):
            strip.fit(self.width() - 2, height)
        self._share_width()

    # -- what is shown

    def put(self, case: VsiCase, result: VsiResult, note: str) -> None:
        """Show the methods of a case, the chosen one selected."""
        self._result = result
        self.note.setText(note)
        self._model.levels = (case.income, case.other_income) if case.other_income else ()
        self._putting = True
        self._fill()
        self.table.select_id(result.chosen.method)
        self._putting = False
        self._hide_columns()
        self.fit_rows()

    def _fill(self) -> None:
        found = self._result
        if found is None:
            return
        others = {row.method: row for row in found.others}
        self._model.set_rows(
            [
                MethodLine(row, others.get(row.method), marked=row.method == self._marked)
                for row in found.methods
            ]
        )

    def _hide_columns(self) -> None:
        two = bool(self._model.levels)
        lines = self._model.rows()
        known = [line.row.contribution for line in lines if line.row.contribution]
        local = any(one.local_support is not None for one in known)
        other = any(one.other_support is not None for one in known)
        shown = {
            GROSS: not two, STATE: True, LOCAL: local, OTHER_GIVER: other, PAYABLE: True,
            A_MONTH: True, PAYABLE_2: two, A_MONTH_2: two, SAVING: not two,
        }  # fmt: skip
        self._wanted = (0, *(column for column, wanted in shown.items() if wanted))

    def lines(self) -> tuple[MethodLine, ...]:
        """The methods shown."""
        return self._model.rows()

    def shown_cells(self) -> list[list[str]]:
        """Heads and rows, without columns that have nothing to say."""
        return self._cells(self._wanted)

    def _cells(self, shown: Sequence[int]) -> list[list[str]]:
        across = Qt.Orientation.Horizontal
        heads = [str(self._model.headerData(n, across)) for n in shown]
        rows = [
            [str(self._model.index(row, n).data() or "") for n in shown]
            for row in range(self._model.rowCount())
        ]
        return [heads, *rows]

    # -- widths

    def least_width(self) -> int:
        """The least in which no amount is cut."""
        return sum(self._needed(self._wanted)) + 2

    def _needed(self, shown: Sequence[int]) -> list[int]:
        """What each column needs for its longest words."""
        plain, strong = (QFontMetrics(look().font(role)) for role in ("body", "strong"))
        head = QFontMetrics(look().font("small_head"))
        needed = []
        for at, cells in enumerate(zip(*self._cells(shown), strict=True)):
            amounts = plain if at == 0 else strong
            width = max((amounts.horizontalAdvance(cell) for cell in cells[1:]), default=0)
            needed.append(max(width, head.horizontalAdvance(cells[0])) + 18)
        needed[0] += 4  # the edges of the table are wider than the gaps inside
        needed[-1] += 4
        return needed

    def _share_width(self) -> None:
        """Give the columns the widths of the design, less where the panel is narrow.

        Rather one column fewer than an amount cut short.
        """
        room = self.table.viewport().width()
        shown = list(self._wanted)
        for spare in ((STATE,), (A_MONTH, A_MONTH_2)) if self._model.levels else ((A_MONTH,),):
            if sum(self._needed(shown)) > room:
                shown = [column for column in shown if column not in spare]
        needed = self._needed(shown)
        px = look().metrics.px
        widths = [max(px(_WIDTHS[n]), least) for n, least in zip(shown, needed, strict=True)]
        if needed[0] + sum(widths[1:]) > room:
            share = max(room - sum(needed), 0) // len(needed)
            widths = [least + share for least in needed]
        for column in range(1, len(_WIDTHS)):
            self.table.setColumnHidden(column, column not in shown)
        for column, width in zip(shown[1:], widths[1:], strict=True):
            self.table.setColumnWidth(column, width)

    def resizeEvent(self, event: Any) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self.fit_rows()

    def say_difference(self, text: str) -> None:
        """Say what two methods or levels differ in; nothing takes the line away."""
        self.difference.say(text)
        self.difference.setVisible(bool(text))
        self.fit_rows()

    # -- keys

    def step(self, down: bool) -> None:
        """Select the next method, or the one before."""
        at = self.table.currentIndex().row() + (1 if down else -1)
        if 0 <= at < self._model.rowCount():
            self.table.setCurrentIndex(self._model.index(at, 0))

    def _selected(self, method: object) -> None:
        if not self._putting and method is not None:
            self.chosen.emit(str(method))

    def _mark(self, method: str) -> None:
        self._marked = "" if method == self._marked else method
        kept = self.table.current_id()
        self._putting = True
        self._fill()
        self.table.select_id(kept)
        self._putting = False
        self.chosen.emit(str(kept))

    def marked(self) -> MethodRow | None:
        """The method marked to compare with."""
        rows: Sequence[MethodRow] = self._result.methods if self._result else ()
        return next((row for row in rows if row.method == self._marked), None)


class _Strip(QWidget):
    """A line under the table: what it is, and words."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = words(title, "second")
        self.text = words("", "second")
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(16)
        row.addWidget(self._title)
        row.addWidget(self.text, 1)
        self._title.setVisible(bool(title))

    def say(self, text: str) -> None:
        """Show other words."""
        self.text.setText(text)

    def fit(self, width: int, least: int) -> None:
        """Be as high as the words need in a width, a row of the table at least."""
        before = self._title.sizeHint().width() + 16 if self._title.text() else 0
        needed = self.text.heightForWidth(max(width - 24 - before, 80))
        self.setFixedHeight(max(least, needed + 6))
