"""The ranked list: one household a line, with why to go in at most two lines of words."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from storage.outreach.listing import OutreachRow
from ui.checks import paint_check
from ui.icons import paint_icon
from ui.list_model import MARKED, ListLine, ListModel
from ui.lists import RecordList, lines_of, paint_ground, write
from ui.screens.outreach.wording import (
    Cell,
    last_cell,
    left_cell,
    place_words,
    sentences,
    spoken,
    tr,
)
from ui.states import paint_state
from ui.style import look

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 7
_EDGE, _GAP = 12, 10
_CHECK, _RANK, _WHO, _LEFT, _LAST = 16, 24, 156, 84, 104
_LINE = 18


class Columns:
    """Where the columns stand in a width; the sentence takes what is left.

    Args:
        rect: of a row, or of the heads over the rows.
        beside: a scroll bar stands at the right of the row, where its edge is otherwise.
    """

    def __init__(self, rect: QRect, *, beside: bool = False) -> None:
        px = look().metrics.px
        self.check = rect.left() + _EDGE
        self.rank = self.check + _CHECK + _GAP + px(_RANK)  # its right edge
        self.who = self.rank + _GAP
        self.why = self.who + px(_WHO) + _GAP
        self.last = rect.right() + 1 - (0 if beside else _EDGE) - px(_LAST)
        self.left = self.last - _GAP - px(_LEFT)
        self.room = self.left - _GAP - self.why


class OutreachModel(ListModel[OutreachRow]):
    """The lines of the list, loaded as they are scrolled to; those marked are on the route."""

    def __init__(self, today: date) -> None:
        self.today = today
        super().__init__(
            lambda row: ListLine(row.name, place_words(row), spoken=spoken(row, self.today)),
            lambda row: row.household_id,
            headings=(
                tr("Hộ, người"), tr("Thôn"), tr("Vì sao nên đến"), tr("Còn lại"), tr("Lần trước")
            ),
            cells=self._copied,
        )  # fmt: skip

    def _copied(self, row: OutreachRow) -> tuple[str, ...]:
        why = " ".join(sentences(row, self.today)).replace("**", "")
        left, last = left_cell(row, self.today), last_cell(row)
        return (
            row.name,
            place_words(row),
            why,
            f"{left.words} {left.under}".strip(),
            f"{last.words} {last.under}".strip(),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The household itself for the delegate."""
        if role == ROW:
            return self.row_at(index.row()) if index.isValid() else None
        return super().data(index, role)


class Chosen(QObject):
    """The households on the route: ids, in the order in which they were put there.

    Signals:
        changed: others are on the route.
    """

    changed = Signal()

    def __init__(self, model: OutreachModel) -> None:
        super().__init__(model)
        self._model = model
        model.marks_changed.connect(self.changed)

    def ids(self) -> tuple[str, ...]:
        """Who is on the route."""
        return tuple(str(one) for one in self._model.marks())

    def set(self, ids: Iterable[str]) -> None:
        """Put exactly these on the route."""
        self._model.set_marks(ids)


class ReasonDelegate(QStyledItemDelegate):
    """Check, rank, who and where, why, what is left, the last visit."""

    def __init__(self, view: QListView, model: OutreachModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(100, look().metrics.reason_row)

    def _columns(self, rect: QRect) -> Columns:
        return Columns(rect, beside=self._view.verticalScrollBar().isVisible())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(ROW)
        if not isinstance(row, OutreachRow):
            return
        now, on = look(), self._model.today
        painter.save()
        paint_ground(painter, option)
        rect, at = option.rect, self._columns(option.rect)
        box = QRect(at.check, rect.center().y() - 8, _CHECK, _CHECK)
        paint_check(painter, box, on=bool(index.data(MARKED)))
        step = now.metrics.px(_LINE)
        first = rect.top() + (rect.height() - 2 * step) // 2 + now.metrics.px(14)
        number = str(index.row() + 1)
        name = now.font("strong")
        width = QFontMetrics(name).horizontalAdvance(number)
        middle = rect.center().y() + QFontMetrics(name).ascent() // 2 - 1
        write(painter, (at.rank - width, middle), number, name, "text2")
        who = at.why - _GAP - at.who
        write(painter, (at.who, first), _cut(row.name, who, strong=True), name, "text")
        small = now.font("small")
        write(painter, (at.who, first + step), _cut(place_words(row), who), small, "text2")
        why = shown_reasons(row, on, at.room)[0]
        lines = lines_of(why, "body", at.room, most=2, line=step)
        top = rect.top() + (rect.height() - lines.height) // 2
        lines.paint(painter, QRect(at.why, top, at.room, lines.height), now.color("text"))
        _paint_cell(painter, at.left, (first, first + step), left_cell(row, on), strong=True)
        _paint_cell(painter, at.last, (first, first + step), last_cell(row), strong=False)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The tooltip holds every reason, where the line has no room for all of them."""
        row = index.data(ROW)
        if event.type() != QEvent.Type.ToolTip or not isinstance(row, OutreachRow):
            return False
        _, more = shown_reasons(row, self._model.today, self._columns(option.rect).room)
        said = sentences(row, self._model.today)
        QToolTip.showText(
            event.globalPos(), "\n".join(said).replace("**", "") if more else "", view
        )
        return True


def shown_reasons(row: OutreachRow, on: date, width: int) -> tuple[str, bool]:
    """Return what fits into two lines, and whether there is more to say.

    That is the weightiest reason, and the next that has room beside it.
    """
    first, *others = sentences(row, on)
    for other in others:
        both = f"{first} {other}"
        if not lines_of(both, "body", width, most=2, line=_LINE).cut:
            return both, len(others) > 1
    return first, bool(others) or lines_of(first, "body", width, most=2, line=_LINE).cut


def _cut(text: str, width: int, *, strong: bool = False) -> str:
    metrics = QFontMetrics(look().font("strong" if strong else "small"))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def _paint_cell(
    painter: QPainter, left: int, bases: tuple[int, int], cell: Cell, *, strong: bool
) -> None:
    now = look()
    if not cell.under and not cell.shape:
        write(painter, (left, (bases[0] + bases[1]) // 2), cell.words, now.font("body"), "text3")
        return
    base = bases[0] if cell.under else (bases[0] + bases[1]) // 2
    shape = QRect(left, base - 11, 12, 12)
    if cell.icon:
        paint_icon(painter, QRect(left, base - 12, 14, 14), "calendar-clock", "warnmark")
    else:
        paint_state(painter, shape, cell.shape)
    ink = "warn" if strong else "text"
    write(painter, (left + 16, base), cell.words, now.font("strong" if strong else "body"), ink)
    if cell.under:
        write(painter, (left, bases[1]), cell.under, now.font("small"), "text2")


class OutreachList(RecordList):
    """The list; Space or a press on the box puts a household on the route or takes it off."""

    def __init__(self, model: OutreachModel) -> None:
        super().__init__(model, marking=True)
        self.setItemDelegate(ReasonDelegate(self, model))
        self.setObjectName("outreach")
        self.setAccessibleName(tr("Hộ nên đến"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the box turns the mark; anywhere else it makes the row current."""
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if index.isValid() and plain and event.position().x() < _EDGE + _CHECK + _GAP // 2:
            self.setCurrentIndex(index)
            self.list_model.mark([index.row()], turn=True)
            return
        super().mousePressEvent(event)


class ListHead(QWidget):
    """The heads of the columns over the list."""

    def __init__(self) -> None:
        super().__init__()
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(look().metrics.table_head)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, words and rules."""
        now, at = look(), Columns(self.rect())
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("raised"))
        painter.fillRect(0, 0, self.width(), 1, now.color("line"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, now.color("line"))
        font = now.font("small_head")
        metrics = QFontMetrics(font)
        base = (self.height() + metrics.ascent() - metrics.descent()) // 2
        for left, text in (
            (at.who, tr("Hộ, người")),
            (at.why, tr("Vì sao nên đến")),
            (at.left, tr("Còn lại")),
            (at.last, tr("Lần trước")),
        ):
            write(painter, (left, base), text, font, "text2")
