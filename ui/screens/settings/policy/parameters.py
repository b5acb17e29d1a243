"""The parameters of the law by topic, with their values of one day: the list at the left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from rules.names import fold
from rules.policy import Policy
from ui.icons import icon, paint_icon
from ui.panels import IconMark, Panel, ruler, words
from ui.screens.settings.policy.derived import LIMITS, limits
from ui.screens.settings.policy.wording import brief, long_name, short_name, topics, tr
from ui.shown_rows import LINE, ShownRows
from ui.style import look
from ui.values import DateEdit

Index = QModelIndex | QPersistentModelIndex
WIDTH = 268


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a heading (no name), or a parameter with its value of the day."""

    text: str
    name: str = ""
    value: str = ""
    unsure: bool = False


def lines_of(policy: Policy, on: date, search: str = "") -> tuple[Line, ...]:
    """The parameters whose names hold every word searched for, under their headings."""
    wanted = fold(search).split()
    view = policy.on(on)
    income = next((one for one in limits(policy) if one.covers(on)), None)
    found: list[Line] = []
    for topic in topics(sorted({*policy.values, LIMITS})):
        rows = []
        for name in topic.names:
            spoken = fold(f"{topic.title} {short_name(name)} {long_name(name)} {name}")
            if not all(word in spoken for word in wanted):
                continue
            value = income if name == LIMITS else view.find(name)
            unsure = value is not None and value.status != "confirmed"
            shown = tr("chưa có") if value is None else brief(value)
            rows.append(Line(short_name(name), name, shown, unsure))
        found += [Line(topic.title), *rows] if rows else []
    return tuple(found)


def _spoken(line: Line, _: int) -> str:
    mark = tr("còn điều chưa xác nhận") if line.unsure else ""
    return ", ".join(part for part in (line.text, line.value, mark) if part)


class _Lines(ShownRows[Line]):
    """Headings are read in passing: no key stops at them."""

    def __init__(self) -> None:
        super().__init__(lambda line: line.text, _spoken, lambda line: long_name(line.name))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only parameters can be chosen."""
        if index.isValid() and not self.rows[index.row()].name:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE)
        sizes = look().metrics
        if isinstance(line, Line) and line.name:
            return QSize(option.rect.width(), sizes.dense)
        return QSize(option.rect.width(), sizes.table_head - 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, Line):
            return
        now, rect = look(), option.rect
        painter.save()
        if not line.name:
            painter.fillRect(rect, now.color("raised"))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("hair"))
            painter.setFont(now.font("small_strong"))
            painter.setPen(now.color("text2"))
            painter.drawText(rect.adjusted(12, 0, -12, 0), Qt.AlignmentFlag.AlignVCenter, line.text)
            painter.restore()
            return
        self._paint_parameter(painter, rect, line, option.state)
        painter.restore()

    def _paint_parameter(
        self, painter: QPainter, rect: QRect, line: Line, state: QStyle.StateFlag
    ) -> None:
        now = look()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "tint" if selected else "raised" if hovered else "surface"
        painter.fillRect(rect, now.color(ground))
        if selected:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), now.color("accent"))
        right = rect.right() - 11
        font = now.font("strong" if selected else "small")
        value_font = now.font("small_strong" if selected else "small")
        width = QFontMetrics(value_font).horizontalAdvance(line.value)
        painter.setFont(value_font)
        painter.setPen(now.color("text" if selected else "text2"))
        box = QRect(right - width, rect.top(), width + 1, rect.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, line.value)
        end = right - width - 8
        if line.unsure:
            mark = QRect(end - 14, rect.center().y() - 6, 14, 14)
            paint_icon(painter, mark, "triangle-alert", "warnmark")
            end -= 20
        name = QRect(rect.left() + 12, rect.top(), end - rect.left() - 12, rect.height())
        font = now.font("name" if selected else "body")
        if QFontMetrics(font).horizontalAdvance(line.text) > name.width():
            font = now.font("body")  # rather lighter than cut
        text = QFontMetrics(font).elidedText(line.text, Qt.TextElideMode.ElideRight, name.width())
        painter.setFont(font)
        painter.setPen(now.color("text"))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, text)


class ParameterList(QListView):
    """The parameters; the arrow keys pass over headings.

    Signals:
        current_changed: another parameter is current; carries its name.
    """

    current_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.lines = _Lines()
        self.setModel(self.lines)
        self.setItemDelegate(_LineDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Tham số"))
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def put(self, lines: Sequence[Line]) -> None:
        """Show these rows; the current parameter stays, or the first becomes current."""
        kept = self.current_name()
        blocked = self.blockSignals(True)
        self.lines.put(lines)
        self.blockSignals(blocked)
        if not self.select(kept):
            first = next((line.name for line in lines if line.name), "")
            self.select(first)

    def current_name(self) -> str:
        """The name of the current parameter; empty when there is none."""
        index = self.currentIndex()
        line = index.data(LINE) if index.isValid() else None
        return line.name if isinstance(line, Line) else ""

    def select(self, name: str) -> bool:
        """Make a parameter current; False when it is not in the list."""
        for place, line in enumerate(self.lines.rows):
            if name and line.name == name:
                self.setCurrentIndex(self.lines.index(place, 0))
                return True
        return False

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which parameter is current."""
        super().currentChanged(current, previous)
        line = current.data(LINE) if current.isValid() else None
        if isinstance(line, Line) and line.name:
            self.current_changed.emit(line.name)


class ParametersPanel(Panel):
    """Search, the day whose law is shown, and the list.

    Signals:
        day_changed: another day's law is to be shown; carries the day.
    """

    day_changed = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._policy: Policy | None = None
        self._on = today
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Tìm tham số"))
        self.search.setAccessibleName(tr("Tìm tham số"))
        self.search.setProperty("small", "true")
        self.search.addAction(icon("search", ink="text2"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._fill)
        self.day = DateEdit("day", on=today, small=True)
        self.day.line.setAccessibleName(tr("Chính sách của ngày"))
        self.day.set_value(today)
        self.day.settled.connect(self._other_day)
        self.list = ParameterList()
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(self.day)
        self.body.addWidget(strip)
        self.body.addWidget(ruler())
        self.body.addWidget(self.list, 1)
        foot = self.foot()
        foot.addWidget(IconMark("triangle-alert", size=14, ink="warnmark"))
        foot.addWidget(words(tr("còn điều chưa xác nhận"), "small"), 1)
        look().changed.connect(self._size)
        self._size()

    def _size(self) -> None:
        px = look().metrics.px
        self.setFixedWidth(px(WIDTH))
        self.day.setFixedWidth(px(104))

    def put(self, policy: Policy) -> None:
        """Show the parameters of a policy."""
        self._policy = policy
        self._fill()

    @property
    def on(self) -> date:
        """The day whose law is shown."""
        return self._on

    def show_all(self) -> None:
        """Forget what was searched for, as when a parameter is opened from elsewhere."""
        self.search.clear()

    def _other_day(self) -> None:
        day = self.day.day()
        if day is not None and day != self._on:
            self._on = day
            self._fill()
            self.day_changed.emit(day)

    def _fill(self) -> None:
        if self._policy is not None:
            self.list.put(lines_of(self._policy, self._on, self.search.text()))
