"""The events of a campaign in a list of two lines, with how many came and how many joined."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from rules.money import dong
from storage.campaign_report import CampaignReport
from storage.events import Event
from ui.cells import Index
from ui.icons import paint_icon
from ui.screens.campaigns.wording import ICONS, count, event_detail, event_title, tr
from ui.states import paint_state
from ui.style import look
from ui.table_view import RecordTable, TableHead
from ui.tables import Column, RowsModel

DAY, ICON, TITLE, REACHED, JOINED = range(5)
FIGURES = {REACHED: "reached", JOINED: "joined"}
EDGE = 12
_ROW = 44
_JOINED = 62
_MARK = 3


def joined_words(event: Event) -> str:
    """How many joined, named and unnamed ones apart."""
    named, unnamed = event.joined, event.unnamed
    if named and unnamed:
        return f"{dong(named)} + {dong(unnamed)}"
    return dong(named or unnamed) if named or unnamed else "–"


def _columns() -> tuple[Column[Event], ...]:
    return (
        Column(tr("Ngày"), lambda event: f"{event.day:%d/%m}", width=EDGE + 46),
        Column("", lambda event: event.kind, width=24),
        Column(tr("Hình thức, nơi, nội dung"), event_title),
        Column(tr("Dự"), lambda event: count(event.reached), align="right", width=46),
        Column(tr("Tham gia"), joined_words, align="right", width=_JOINED + EDGE),
    )


class _Head(TableHead):
    """Headings standing over what the rows write."""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one heading."""
        now, model = look(), self.model()
        painter.save()
        painter.fillRect(rect, now.color("raised"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("line"))
        painter.setFont(now.font("small_head"))
        painter.setPen(now.color("text2"))
        left = EDGE if section == DAY else 0
        table = self.parent()
        scrolls = isinstance(table, EventsTable) and table.scrolls()
        right = EDGE if section == JOINED and not scrolls else 0
        align = model.headerData(
            section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        flags = int(align) | (Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip).value
        text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        painter.drawText(rect.adjusted(left, 0, -right, -1), flags, text)
        painter.restore()


class _Cell(QStyledItemDelegate):
    """The parts of a row of two lines."""

    def __init__(self, table: "EventsTable") -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        event = self._table.lines.row_at(index.row())
        if event is None:
            return
        painter.save()
        self._ground(painter, option, index)
        rect, column = option.rect.adjusted(0, 0, 0, -1), index.column()
        gone = event.state == "cancelled"
        if column == DAY:
            self._write(painter, rect.adjusted(EDGE, 0, 0, 0), f"{event.day:%d/%m}", ink="text2")
        elif column == ICON:
            ink = "accent" if event.state == "planned" else "text3" if gone else "text2"
            box = QRect(rect.left(), rect.center().y() - 7, 16, 16)
            paint_icon(painter, box, ICONS[event.kind], ink)
        elif column == TITLE:
            self._title(painter, rect, event)
        elif event.state == "held":
            self._figure(painter, rect, event, column)
        self._frame(painter, option.rect, index)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, rect = look(), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = self._table.hovered == index.row()
        painter.fillRect(
            rect, now.color("tint" if selected else "raised" if hovered else "surface")
        )
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("hair"))
        if selected and index.column() == DAY:
            painter.fillRect(rect.left(), rect.top(), _MARK, rect.height(), now.color("accent"))

    def _write(self, painter: QPainter, rect: QRect, text: str, *, ink: str = "text") -> None:
        painter.setFont(look().font("body"))
        painter.setPen(look().color(ink))
        flags = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
        painter.drawText(rect, flags, text)

    def _title(self, painter: QPainter, rect: QRect, event: Event) -> None:
        now = look()
        font = now.font("name")
        metrics = QFontMetrics(font)
        half = rect.height() // 2
        painter.setFont(font)
        painter.setPen(now.color("text3" if event.state == "cancelled" else "text"))
        room = rect.width() - 8
        elide = Qt.TextElideMode.ElideRight
        bottom = Qt.AlignmentFlag.AlignBottom.value
        top = Qt.AlignmentFlag.AlignTop.value
        upper = QRect(rect.left(), rect.top(), room, half + 2)
        painter.drawText(upper, bottom, metrics.elidedText(event_title(event), elide, room))
        small = now.font("small")
        painter.setFont(small)
        painter.setPen(now.color("text2"))
        text = QFontMetrics(small).elidedText(event_detail(event), elide, room)
        painter.drawText(QRect(rect.left(), rect.top() + half + 2, room, half), top, text)

    def _figure(self, painter: QPainter, rect: QRect, event: Event, column: int) -> None:
        now = look()
        scrolls = self._table.scrolls()
        inner = rect.adjusted(0, 0, -EDGE if column == JOINED and not scrolls else 0, 0)
        words = count(event.reached) if column == REACHED else joined_words(event)
        opens = event.reached is not None if column == REACHED else words != "–"
        painter.setFont(now.font("body"))
        painter.setPen(now.color("text" if opens else "text2"))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        plain = flags.value | (Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip).value
        painter.drawText(inner, plain, words)
        wide = QFontMetrics(now.font("body")).horizontalAdvance(words)
        if column == JOINED and event.unnamed:
            box = QRect(inner.right() - wide - 18, inner.center().y() - 6, 14, 14)
            paint_state(painter, box, "unknown")
        if opens:
            painter.setPen(QPen(now.color("text3"), 1, Qt.PenStyle.DotLine))
            line = inner.center().y() + 10
            painter.drawLine(inner.right() - wide + 1, line, inner.right(), line)

    def _frame(self, painter: QPainter, rect: QRect, index: Index) -> None:
        figure = index.column() in FIGURES
        if self._table.currentIndex() == index and self._table.hasFocus() and figure:
            pen = QPen(look().color("accent"), 2)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))


class EventsTable(RecordTable):
    """The events, the first one first; left and right go from figure to figure.

    Signals:
        asked: a figure should open; carries the event and the figure.
    """

    asked = Signal(object, str)

    def __init__(self) -> None:
        self.lines: RowsModel[Event] = RowsModel(_columns(), row_id=lambda event: event.id)
        super().__init__(self.lines, cells=True)
        self.setHorizontalHeader(_Head(self))
        self.horizontalHeader().setSectionsClickable(False)
        self.setItemDelegate(_Cell(self))
        self.setAccessibleName(tr("Các buổi trong đợt"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._pressed)
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._share())
        self._fit()

    def _fit(self) -> None:
        sizes = look().metrics
        self.verticalHeader().setMinimumSectionSize(12)
        self.verticalHeader().setDefaultSectionSize(sizes.px(_ROW))
        self.horizontalHeader().setFixedHeight(sizes.table_head)
        self._size_columns()
        self._share()

    def scrolls(self) -> bool:
        """Whether the bar stands where the right padding would be."""
        return self.verticalScrollBar().maximum() > 0

    def _share(self) -> None:
        edge = 0 if self.scrolls() else EDGE
        self.setColumnWidth(JOINED, look().metrics.px(_JOINED) + edge)

    def put(self, events: Sequence[Event]) -> None:
        """Show events; the one that is current stays current."""
        held = self.current_id()
        column = self.currentIndex().column()
        self.lines.set_rows(events)
        place = self.lines.place_of(held) if held is not None else -1
        if events:
            where = column if column >= 0 else JOINED
            self.setCurrentIndex(self.lines.index(max(place, 0), where))

    def event_now(self) -> Event | None:
        """The event under the bar."""
        return self.lines.row_at(self.currentIndex().row())

    def viewportEvent(self, event: QEvent) -> bool:
        """A tooltip holds what a line had no room for."""
        if isinstance(event, QHelpEvent):
            row = self.lines.row_at(self.indexAt(event.pos()).row())
            if row is not None:
                said = f"{event_title(row)}\n{event_detail(row)}".strip()
                QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().viewportEvent(event)

    def _pressed(self, index: Index) -> None:
        if index.column() in FIGURES:
            self._ask()

    def _ask(self) -> None:
        event = self.event_now()
        if event is not None:
            self.asked.emit(event, FIGURES.get(self.currentIndex().column(), "joined"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the figure under the frame; left and right go between the figures."""
        now = self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            self._ask()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right} and plain and now.isValid():
            left = event.key() == Qt.Key.Key_Left
            self.setCurrentIndex(self.lines.index(now.row(), REACHED if left else JOINED))
        else:
            super().keyPressEvent(event)


class EventsTotal(QWidget):
    """How many events, how many people came and joined; the figures open.

    Signals:
        asked: a figure was pressed; carries its name.
    """

    asked = Signal(str)

    def __init__(self, table: EventsTable) -> None:
        super().__init__()
        self._table = table
        self._cells: dict[int, str] = {}
        self._unnamed = 0
        self.setMouseTracking(True)
        table.horizontalHeader().sectionResized.connect(self.update)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(look().metrics.px(29))

    def put(self, events: Sequence[Event], report: CampaignReport) -> None:
        """Show the sums of the events held."""
        held = {one.id for one in events if one.state == "held"}
        launches = sum(one.kind == "launch" for one in events if one.state == "held")
        joined = [
            row
            for row in report.of("vsi_joined", "vsi_renewed", "hi_joined")
            if row.event_id in held
        ]
        reached = [row for row in report.of("reached") if row.event_id in held]
        self._unnamed = sum(row.people or 0 for row in joined if not row.named)
        self._cells = {
            TITLE: tr("{launches} ra quân, {others} buổi khác").format(
                launches=dong(launches), others=dong(len(held) - launches)
            ),
            REACHED: dong(sum(row.people or 0 for row in reached)),
            JOINED: dong(sum(row.people or 0 for row in joined)),
        }
        unnamed = tr("trong đó {n} người không ghi tên").format(n=dong(self._unnamed))
        self.setToolTip(unnamed if self._unnamed else "")
        self.setAccessibleName(", ".join(self._cells.values()))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press opens what a sum is made of."""
        at = self._table.horizontalHeader().logicalIndexAt(round(event.position().x()))
        if at in FIGURES and event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit(FIGURES[at])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sums under a rule."""
        now, head = look(), self._table.horizontalHeader()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("raised"))
        painter.fillRect(0, 0, self.width(), 1, now.color("lines"))
        font = now.font("strong")
        metrics = QFontMetrics(font)
        painter.setFont(font)
        base = 1 + (self.height() + metrics.ascent() - metrics.descent()) // 2
        scrolls = self._table.scrolls()
        for column, text in self._cells.items():
            left = head.sectionViewportPosition(column)
            right = left + head.sectionSize(column)
            if column == JOINED and not scrolls:
                right -= EDGE
            wide = metrics.horizontalAdvance(text)
            painter.setPen(now.color("text"))
            painter.drawText(left if column == TITLE else right - wide, base, text)
            if column != TITLE:
                painter.setPen(QPen(now.color("text3"), 1, Qt.PenStyle.DotLine))
                painter.drawLine(right - wide, base + 4, right, base + 4)
