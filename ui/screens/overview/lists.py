"""The panels of Tổng quan that are lists: appointments, what ends, what to look at again."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Signal
from PySide6.QtGui import QFontMetrics, QPainter

from rules.calendar import shown_day
from rules.money import dong
from storage.follow_ups import FollowUp
from storage.overview import Doubt, Ending, Overview
from ui.buttons import Button
from ui.cells import EDGE, PAD, CellDelegate
from ui.cut_cells import CutDelegate, CutModel
from ui.icons import paint_icon
from ui.panels import Panel, words
from ui.queries import Query
from ui.screens.overview.quiet import QuietTable
from ui.screens.overview.wording import (
    about_words,
    doubt_words,
    ending_words,
    tr,
)
from ui.states import paint_state
from ui.style import look
from ui.tables import Column, RowsModel
from ui.target_words import village_words

Index = QModelIndex | QPersistentModelIndex
_ICONS = {
    "duplicates": "git-merge",
    "rejected": "file-text",
    "unknown_birth": "calendar",
    "household_without_head": "house",
}
_STATES = {"ended": "ended", "7": "ending"}
_DOUBTS = 4  # in sight; the list scrolls


class VisitsPanel(Panel):
    """Who should be seen today, the overdue first.

    Signals:
        chosen: a household is wanted; carries the FollowUp.
        all_asked: the whole list where it is worked on.
    """

    chosen = Signal(object)
    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Hẹn đến nhà hôm nay"))
        self._titles: dict[str, str] = {}
        self.lines: RowsModel[FollowUp] = CutModel(
            (
                Column(tr("Người"), lambda one: one.person, width=142, kind="name"),
                Column(tr("Thôn"), lambda one: village_words(one.village), width=106,
                       kind="second"),
                Column(tr("Hẹn về việc gì"), lambda one: about_words(one, self._titles),
                       sortable=False),
            ),
            row_id=lambda one: (one.household_id, one.person_id),
        )  # fmt: skip
        self.table = QuietTable(self.lines, dense=True)
        self.table.setItemDelegate(CutDelegate(self.table))
        self.table.setAccessibleName(tr("Hẹn đến nhà hôm nay"))
        self.table.chosen.connect(lambda _key: self._ask())
        self.nobody = words(tr("Hôm nay không hẹn ai."), "small")
        self.nobody.setContentsMargins(12, 8, 12, 8)
        self.all = Button(tr("Mở danh sách"), kind="link", keys="F7")
        self.all.clicked.connect(self.all_asked)
        self.add_to_head(self.all)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.nobody)
        self.body.addStretch(0)

    def put(self, visits: Sequence[FollowUp], titles: dict[str, str]) -> None:
        """Show who should be seen."""
        self._titles = titles
        self.table.show_rows(visits)
        today = [one for one in visits if not one.late]
        homes = len({one.household_id for one in today})
        late = len({one.household_id for one in visits if one.late})
        parts = []
        if homes:
            villages = len({one.village_id for one in today})
            parts.append(tr("{n} hộ, {m} thôn").format(n=dong(homes), m=villages))
        if late:
            parts.append(tr("{n} quá hẹn").format(n=dong(late)))
        self.set_title(tr("Hẹn đến nhà hôm nay"), " · ".join(parts))
        self.table.setVisible(bool(visits))
        self.nobody.setVisible(not visits)
        self._widen()

    def _widen(self) -> None:
        """Give names and villages what the longest needs: neither is ever cut short."""
        for number, font in enumerate(("name", "body")):
            metrics = QFontMetrics(look().font(font))  # type: ignore[arg-type]
            texts = (str(self.lines.index(row, number).data()) for row in range(self.lines.total))
            longest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            least = look().metrics.px(self.lines.columns[number].width)
            self.table.setColumnWidth(number, max(least, longest + EDGE + PAD))

    def _ask(self) -> None:
        found = self.lines.row_at(self.table.currentIndex().row())
        if found is not None:
            self.chosen.emit(found)


class _EndingDelegate(CellDelegate):
    def __init__(self, panel: "EndingsPanel") -> None:
        super().__init__(panel.table)
        self._lines = panel.lines

    def _paint_words(self, painter: QPainter, inner: QRect, index: Index, kind: str) -> None:
        one = self._lines.row_at(index.row())
        if index.column() or one is None:
            super()._paint_words(painter, inner, index, kind)
            return
        if one.period in _STATES:
            shape = QRect(inner.left(), inner.center().y() - 5, 12, 12)
            paint_state(painter, shape, _STATES[one.period])
        super()._paint_words(painter, inner.adjusted(20, 0, 0, 0), index, kind)


class EndingsPanel(Panel):
    """What ends soon, in each insurance; every figure opens its list.

    Signals:
        opened: a figure was pressed; carries the Query of its list.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Sắp hết hạn"))
        self.lines: RowsModel[Ending] = RowsModel(
            (
                Column(tr("Thời hạn"), lambda one: ending_words(one.period)),
                Column(tr("BHYT"), lambda one: dong(one.hi), align="right", width=68,
                       kind="figure", query=lambda one: _ending_query(one, "hi")),
                Column(tr("BHXH"), lambda one: dong(one.vsi), align="right", width=62,
                       kind="figure", query=lambda one: _ending_query(one, "vsi")),
            ),
            row_id=lambda one: one.period,
        )  # fmt: skip
        self.table = QuietTable(self.lines, dense=True, cells=True)
        self.table.setItemDelegate(_EndingDelegate(self))
        self.table.setAccessibleName(tr("Sắp hết hạn"))
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.opened.connect(self.opened)
        self.body.addWidget(self.table)

    def put(self, found: Overview) -> None:
        """Show what ends, the past first."""
        order = ("ended", "7", "30", "60", "90")
        by_period = {one.period: one for one in found.endings}
        self.table.show_rows([by_period[one] for one in order])  # type: ignore[index]
        self.set_title(tr("Sắp hết hạn"), tr("tính từ {day}").format(day=shown_day(found.day)))
        self.table.fit_rows()


def _ending_query(one: Ending, scheme: str) -> Query | None:
    if not getattr(one, scheme):
        return None
    return Query("enrolments", facts={"period": one.period, "scheme": scheme})


class _DoubtDelegate(CellDelegate):
    def __init__(self, panel: "DoubtsPanel") -> None:
        super().__init__(panel.table)
        self._lines = panel.lines

    def _paint_words(self, painter: QPainter, inner: QRect, index: Index, kind: str) -> None:
        one = self._lines.row_at(index.row())
        if one is None:
            return
        if index.column() == 0:
            mark = QRect(inner.left(), inner.center().y() - 7, 16, 16)
            paint_icon(painter, mark, _ICONS.get(one.key, "list-checks"), "text2")
            super()._paint_words(painter, inner, index, kind)
            return
        super()._paint_words(painter, inner, index, kind)
        chevron = QRect(inner.right() - 14, inner.center().y() - 7, 16, 16)
        paint_icon(painter, chevron, "chevron-right", "text2")


class DoubtsPanel(Panel):
    """What in the data is to be looked at again; each opens where it is mended.

    Signals:
        opened: one of them was chosen; carries the Doubt.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Dữ liệu cần xem lại"), tr("mở từng việc để sửa"))
        self.lines: RowsModel[Doubt] = RowsModel(
            (
                Column("", lambda one: dong(one.count), align="right", width=84, kind="strong"),
                Column("", doubt_words),
            ),
            row_id=lambda one: one.key,
        )
        self.table = QuietTable(self.lines, dense=True)
        self.table.setItemDelegate(_DoubtDelegate(self))
        self.table.setAccessibleName(tr("Dữ liệu cần xem lại"))
        self.table.horizontalHeader().hide()
        self.table.chosen.connect(lambda _key: self._ask())
        self.table.clicked.connect(lambda _index: self._ask())
        self.said = words(tr("Đang kiểm tra…"), "small")
        self.said.setContentsMargins(12, 8, 12, 8)
        self.body.addWidget(self.table)
        self.body.addWidget(self.said)
        self.body.addStretch(1)
        self.table.hide()
        look().changed.connect(self._size)

    def put(self, found: Sequence[Doubt]) -> None:
        """Show what was found; nothing is told in one line."""
        self.table.show_rows(found)
        self.said.setText(tr("Không có gì phải xem lại."))
        self.said.setVisible(not found)
        self.table.setVisible(bool(found))
        self._size()

    def _size(self) -> None:
        self.table.fit_rows(most=_DOUBTS)

    def _ask(self) -> None:
        found = self.lines.row_at(self.table.currentIndex().row())
        if found is not None:
            self.opened.emit(found)
