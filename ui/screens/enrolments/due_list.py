"""The due list: rows of two lines in seven columns, a head over them, and what is chosen."""

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rules.money import dong
from storage.due_details import DueDetail
from ui.checks import paint_check
from ui.list_model import MARKED, ListLine, ListModel
from ui.lists import RecordList, paint_ground, write
from ui.screens.enrolments.wording import (
    barred_words,
    contact_words,
    day_words,
    days_state,
    days_words,
    method_words,
    phone_words,
    place_words,
    scheme_words,
    tr,
)
from ui.shown_rows import LINE
from ui.states import KINDS, paint_state
from ui.style import FontRole, look

Index = QModelIndex | QPersistentModelIndex
# check · name · insurance · days · price · collector · contact; 10 px between them
COLUMNS = (16, 0, 74, 98, 74, 92, 106)
_GAP = 10
_EDGE = 12
_BOX = 16


def column_rects(rect: QRect, right: int = _EDGE) -> list[QRect]:
    """The places of the columns in a row; the name takes what is left.

    ``right`` is kept free at the right; beside a scroll bar its gutter is enough.
    """
    fixed = [look().metrics.px(width) if at else width for at, width in enumerate(COLUMNS)]
    room = rect.width() - _EDGE - right - sum(fixed) - _GAP * (len(COLUMNS) - 1)
    left, found = rect.left() + _EDGE, []
    for at, width in enumerate(fixed):
        wide = max(room, 60) if at == 1 else width
        found.append(QRect(left, rect.top(), wide, rect.height()))
        left += wide + _GAP
    return found


class DueModel(ListModel[DueDetail]):
    """Rows with what they show; the words of a row are those it puts on the clipboard."""

    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(
            self._line_of,
            lambda shown: shown.row.key,
            headings=tuple(heads()[1:]),
            cells=self._cells_of,
        )

    def _cells_of(self, shown: DueDetail) -> tuple[str, ...]:
        amount = shown.price.amount
        return (
            f"{shown.row.name}, {place_words(shown.row, self.on)}",
            f"{scheme_words(shown.row)} {method_words(shown)}",
            day_words(shown.row.last),
            "" if amount is None else dong(amount),
            f"{shown.collector} {phone_words(shown.phone)}".strip(),
            contact_words(shown, self.on)[0],
        )

    def _line_of(self, shown: DueDetail) -> ListLine:
        cells = self._cells_of(shown)
        return ListLine(cells[0], cells[1], spoken=", ".join((*cells, days_words(shown.row))))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself for the delegate; its whole words for who cannot see it."""
        if role == LINE:
            return self.row_at(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            shown = self.row_at(index.row())
            if shown is not None and shown.price.amount is None:
                return barred_words(shown.price.barred)
        return super().data(index, role)


def heads() -> tuple[str, ...]:
    """The heads of the columns."""
    return (
        "",
        tr("Người, hộ"),
        tr("Khoản"),
        tr("Hết hạn"),
        tr("Giá hôm nay"),
        tr("Người thu"),
        tr("Liên lạc"),
    )


class DueDelegate(QStyledItemDelegate):
    """One row of 44 px with two lines."""

    def __init__(self, parent: QListView, model: DueModel) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(100, look().metrics.px(44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        shown = index.data(LINE)
        if not isinstance(shown, DueDetail):
            return
        now = look()
        painter.save()
        paint_ground(painter, option)
        view = self.parent()
        beside = isinstance(view, QListView) and view.verticalScrollBar().isVisible()
        rects = column_rects(option.rect, 0 if beside else _EDGE)
        top = option.rect.top() + (option.rect.height() - now.metrics.px(34)) // 2
        bases = (top + now.metrics.px(13), top + now.metrics.px(29))
        box = QRect(rects[0].left(), option.rect.center().y() - _BOX // 2, _BOX, _BOX)
        paint_check(painter, box, on=bool(index.data(MARKED)))
        row, on = shown.row, self._model.on
        self._pair(painter, rects[1], bases, row.name, place_words(row, on), role="strong")
        self._pair(painter, rects[2], bases, scheme_words(row), method_words(shown))
        self._days(painter, rects[3], bases, shown)
        self._price(painter, rects[4], option.rect, shown)
        collector = shown.collector or tr("chưa rõ")
        self._pair(painter, rects[5], bases, collector, phone_words(shown.phone))
        self._contact(painter, rects[6], option.rect, shown)
        painter.restore()

    def _pair(
        self, painter: QPainter, rect: QRect, bases: tuple[int, int], over: str, under: str,
        *, role: FontRole = "body",
    ) -> None:  # fmt: skip
        for base, text, font, ink in (
            (bases[0], over, look().font(role), "text"),
            (bases[1], under, look().font("small"), "text2"),
        ):
            room = rect.width()
            said = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            write(painter, (rect.left(), base), said, font, ink)

    def _days(
        self, painter: QPainter, rect: QRect, bases: tuple[int, int], shown: DueDetail
    ) -> None:
        state = days_state(shown.row)
        size = 12
        paint_state(painter, QRect(rect.left(), bases[0] - 11, size, size), state)
        ink = KINDS[state][1]
        font = look().font("body")
        write(painter, (rect.left() + size + 4, bases[0]), days_words(shown.row), font, ink)
        small = look().font("small")
        write(painter, (rect.left(), bases[1]), day_words(shown.row.last), small, "text2")

    def _price(self, painter: QPainter, rect: QRect, whole: QRect, shown: DueDetail) -> None:
        amount = shown.price.amount
        text = "–" if amount is None else dong(amount)
        painter.setFont(look().font("strong"))
        painter.setPen(look().color("text3" if amount is None else "text"))
        place = QRect(rect.left() - 20, whole.top(), rect.width() + 20, whole.height() - 1)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, flags, text)

    def _contact(self, painter: QPainter, rect: QRect, whole: QRect, shown: DueDetail) -> None:
        said, state = contact_words(shown, self._model.on)
        middle = whole.center().y()
        paint_state(painter, QRect(rect.left(), middle - 6, 12, 12), state)
        painter.setFont(look().font("small"))
        plain = state == "not_applicable"
        painter.setPen(look().color("text2" if plain else "text"))
        place = QRect(rect.left() + 16, whole.top(), rect.width() - 4, whole.height() - 1)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, said)


class DueHead(QWidget):
    """The heads of the columns; the box marks all rows, or none."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._all = False
        self.setAccessibleName(tr("Chọn tất cả các dòng"))
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(look().metrics.table_head)

    def show_all(self, on: bool) -> None:
        """Say whether all rows are marked."""
        self._all = on
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the box marks all rows."""
        if event.position().x() <= _EDGE + _BOX + _GAP:
            self.turned.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box, heads and rule."""
        now = look()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("raised"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, now.color("line"))
        rects = column_rects(self.rect())
        box = QRect(rects[0].left(), (self.height() - _BOX) // 2, _BOX, _BOX)
        paint_check(painter, box, on=self._all)
        painter.setFont(now.font("small_head"))
        painter.setPen(now.color("text2"))
        for at, text in enumerate(heads()):
            side = Qt.AlignmentFlag.AlignRight if at == 4 else Qt.AlignmentFlag.AlignLeft
            place = rects[at].adjusted(-20 if at == 4 else 0, 0, 20 if at != 4 else 0, -1)
            painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, text)


class DueList(RecordList):
    """The list; a click on the box of a row marks it."""

    def __init__(self, model: DueModel) -> None:
        super().__init__(model, None, marking=True)
        self.setItemDelegate(DueDelegate(self, model))
        self.setAccessibleName(tr("Sắp hết hạn và cần gia hạn"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the box marks, anywhere else it opens the row."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() <= _EDGE + _BOX + _GAP // 2:
            self.list_model.mark([index.row()], turn=True)
            self.setCurrentIndex(index)
            return
        super().mousePressEvent(event)
