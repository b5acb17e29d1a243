"""Rows of people in a dialog: who can be chosen, with a mark, and who cannot, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.checks import SIZE, paint_check, paint_radio
from ui.forms.wording import tr
from ui.icons import paint_icon
from ui.lists import write
from ui.shown_rows import LINE, TickedRows
from ui.style import FontRole, look

Index = QModelIndex | QPersistentModelIndex

_LEFT = 12
_NAME = 41
_RELATION, _AGE, _GAP = 96, 52, 19
BOX = 184  # the box with the relation of whom is chosen
_BOX_EDGE = 6


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person as a row shows them.

    Attributes:
        note: why somebody cannot be chosen, or what speaks for choosing them.
        able: whether they can be chosen.
        on: whether they are.
        becomes: what they will be in the other household; None where that is not asked.
    """

    person_id: str
    name: str
    relation: str = ""
    age: str = ""
    note: str = ""
    able: bool = True
    on: bool = False
    becomes: str | None = None

    @property
    def ticked(self) -> bool | None:
        """Whether they are chosen; None where they cannot be."""
        return self.on if self.able else None

    def __str__(self) -> str:
        parts = [self.name, self.relation, self.age, self.note, self.becomes or ""]
        return ", ".join(part for part in parts if part)


class PersonRows(QListView):
    """The rows, with marks for one of many or for some of many.

    Args:
        marks: `one` draws round marks, `many` boxes with ticks, `none` no marks.
    """

    def __init__(self, marks: Literal["one", "many", "none"]) -> None:
        super().__init__()
        self.marks = marks
        self.shown = TickedRows[PersonLine](closed=True)
        self.setModel(self.shown)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self._most = 6
        look().changed.connect(self._fit)

    def put(self, rows: Sequence[PersonLine]) -> None:
        """Show these rows; the current one stays current where it is among them."""
        self.shown.put(rows)
        if not self.currentIndex().isValid():
            able = [number for number, row in enumerate(rows) if row.able]
            chosen = [number for number in able if rows[number].on]
            if able:
                self.setCurrentIndex(self.shown.index((chosen or able)[0]))
        self._fit()
        self.viewport().update()

    def show_most(self, rows: int) -> None:
        """Be at most so many rows high; more of them scroll."""
        self._most = max(rows, 2)
        self._fit()

    def current(self) -> PersonLine | None:
        """The row that has the keys."""
        row = self.currentIndex().data(LINE)
        return row if isinstance(row, PersonLine) else None

    def step(self, by: int) -> bool:
        """Make the next row current that can be chosen; False at the end."""
        at = self.currentIndex().row() + by
        while 0 <= at < len(self.shown.rows):
            if self.shown.rows[at].able:
                self.setCurrentIndex(self.shown.index(at))
                return True
            at += by
        return False

    def box_of(self, index: Index) -> QRect:
        """Where the box with the relation of a row is."""
        rect = self.visualRect(index)
        room = look().metrics.px(BOX)
        return QRect(rect.right() - room - _BOX_EDGE, rect.top() + 2, room, rect.height() - 5)

    def _fit(self) -> None:
        rows = min(max(len(self.shown.rows), 1), self._most)
        self.setFixedHeight(rows * row_height(self))
        self.doItemsLayout()


def row_height(view: PersonRows) -> int:
    """The height of a row; a little more where a box stands in it."""
    boxed = any(row.becomes is not None for row in view.shown.rows)
    sizes = look().metrics
    return max(sizes.row, sizes.px(28)) if boxed else sizes.row


class _Delegate(QStyledItemDelegate):
    """Mark, name, relation, age, then the reason or the box with the new relation."""

    def __init__(self, view: PersonRows) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(400, row_height(self._view))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(LINE)
        if not isinstance(row, PersonLine):
            return
        now, rect = look(), option.rect
        painter.save()
        held = self._view.hasFocus() and self._view.currentIndex().row() == index.row()
        if self._view.marks == "one" and any(one.on for one in self._view.shown.rows):
            held = False  # the chosen one has the bar, whichever the keys were on
        lit = held or (row.on and self._view.marks == "one")
        painter.fillRect(rect, now.color("tint" if lit else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("hair"))
        if lit:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), now.color("accent"))
        self._mark(painter, rect, row)
        self._columns(painter, rect, row)
        if row.becomes is not None and row.on:
            self._box(painter, self._view.box_of(index), row.becomes)
        painter.restore()

    def _mark(self, painter: QPainter, rect: QRect, row: PersonLine) -> None:
        top = rect.top() + (rect.height() - SIZE) // 2
        place = QRect(rect.left() + _LEFT, top, SIZE, SIZE)
        if self._view.marks == "none":
            return
        if self._view.marks == "many":
            paint_check(painter, place, on=row.on, enabled=row.able)
            return
        painter.setOpacity(1.0 if row.able else 0.5)
        paint_radio(painter, place, on=row.on)
        painter.setOpacity(1.0)

    def _columns(self, painter: QPainter, rect: QRect, row: PersonLine) -> None:
        ink = "text" if row.able else "text3"
        second = "text2" if row.able else "text3"
        names, relations = self._widths()
        at = rect.left() + (_LEFT if self._view.marks == "none" else _NAME)
        self._write(painter, rect, at, row.name, "strong" if row.able else "body", ink)
        at += names
        self._write(painter, rect, at, row.relation, "body", second)
        at += relations + look().metrics.px(_AGE)
        width = QFontMetrics(look().font("body")).horizontalAdvance(row.age)
        self._write(painter, rect, at - width, row.age, "body", second)
        self._write(painter, rect, at + _GAP, row.note, "small", second)

    def _widths(self) -> tuple[int, int]:
        """How wide names and relations are: neither is ever cut."""
        strong, body = QFontMetrics(look().font("strong")), QFontMetrics(look().font("body"))
        rows = self._view.shown.rows
        boxed = any(row.becomes is not None for row in rows)
        names = max((strong.horizontalAdvance(row.name) for row in rows), default=0)
        relations = max((body.horizontalAdvance(row.relation) for row in rows), default=0)
        return max(144 if boxed else 176, names + 20), max(_RELATION, relations + 12)

    def _box(self, painter: QPainter, place: QRect, words: str) -> None:
        now = look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(now.color("lines"))
        painter.setBrush(now.color("surface"))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        mark = QRect(place.right() - 20, place.center().y() - 6, 14, 14)
        paint_icon(painter, mark, "chevron-down", "text2")
        self._write(painter, place, place.left() + 9, words, "body", "text")

    def _write(
        self, painter: QPainter, rect: QRect, left: int, text: str, role: FontRole, ink: str
    ) -> None:
        metrics = QFontMetrics(look().font(role))
        base = rect.top() + (rect.height() - 1 + metrics.ascent() - metrics.descent()) // 2
        write(painter, (left, base), text, look().font(role), ink)


def age_words(age: int | None) -> str:
    """An age in years; unknown ones say so."""
    return tr("chưa rõ tuổi") if age is None else tr("{age} tuổi").format(age=age)
