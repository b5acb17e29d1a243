"""What a campaign changed, village by village: numbers, bars, and the sum, always in sight."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rules.money import dong
from storage.campaign_results import CampaignResult, VillageResult
from ui.cells import Index
from ui.screens.campaigns.wording import percent, signed, tr, village_name
from ui.style import FontRole, look
from ui.table_view import RecordTable, TableHead
from ui.tables import Column, RowsModel

NAME, BEFORE, NOW, BAR, GAIN, VSI, RATE = range(7)
FIGURES = {NAME: "population", BEFORE: "before", NOW: "covered", GAIN: "gain", VSI: "vsi_gain",
           RATE: "covered"}  # fmt: skip
EDGE = 12
_ROW, _LOW_ROW = 16, 15
_AIR = 4  # between the headings and the rows
_HEAD = 18 + _AIR
_BAR_HIGH = 10
_GAP = 12  # before the bars
_MARK = 3


def name_of(row: VillageResult) -> str:
    """What a line is called."""
    return village_name(row.name) or tr("Chưa rõ thôn")


def _gain(gain: int | None) -> str:
    return "–" if not gain else signed(gain)


def _columns() -> tuple[Column[VillageResult], ...]:
    def before(row: VillageResult) -> str:
        return "–" if row.hi.before is None else dong(row.hi.before.covered)

    return (
        Column(tr("Thôn"), name_of, width=EDGE + 92),
        Column(tr("Trước đợt"), before, align="right", width=53),
        Column(tr("Nay"), lambda row: dong(row.hi.now.covered), align="right", width=53),
        Column("", lambda _: ""),
        Column(tr("Thêm"), lambda row: _gain(row.hi.gain), align="right", width=36),
        Column(tr("BHXH"), lambda row: _gain(row.vsi.gain), align="right", width=42),
        Column(tr("Nay %"), lambda row: percent(row.hi.now.rate), align="right", width=42 + EDGE),
    )


def _right(column: int) -> int:
    """What is left free at the right of a cell: a heading is wider than the figures under it."""
    return EDGE if column == RATE else 3 if column == BEFORE else 0


class _Cell(QStyledItemDelegate):
    """Dense cells without rules between them; the bar in its column."""

    def __init__(self, table: "ResultsTable") -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        now, rect, column = look(), option.rect, index.column()
        row = self._table.lines.row_at(index.row())
        if row is None:
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = self._table.hovered == index.row()
        ground = "tint" if selected else "raised" if hovered else "surface"
        painter.save()
        painter.fillRect(rect, now.color(ground))
        if selected and column == NAME:
            painter.fillRect(rect.left(), rect.top(), _MARK, rect.height(), now.color("accent"))
        if column == BAR:
            self._bar(painter, rect, row)
        else:
            strong = column in {NOW, GAIN} or (selected and column == NAME)
            quiet = column in {BEFORE, RATE} or index.data() == "–"
            role: FontRole = "small_head" if strong and not selected else "small"
            role = "small_strong" if column == GAIN or (selected and strong) else role
            painter.setFont(self._table.cell_font(role))
            painter.setPen(now.color("text2" if quiet else "text"))
            left = EDGE if column == NAME else 0
            inner = rect.adjusted(left, 0, -_right(column), 0)
            align = int(index.data(Qt.ItemDataRole.TextAlignmentRole))
            flags = align | (Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip).value
            painter.drawText(inner, flags, str(index.data()))
        self._frame(painter, rect, index)
        painter.restore()

    def _bar(self, painter: QPainter, rect: QRect, row: VillageResult) -> None:
        gain, most = row.hi.gain or 0, self._table.most
        room = rect.width() - _GAP
        if gain > 0 and most and room > 0:
            high = look().metrics.px(_BAR_HIGH)
            top = rect.top() + (rect.height() - high) // 2
            wide = max(round(room * gain / most), 1)
            painter.fillRect(rect.left() + _GAP, top, wide, high, look().color("bar"))

    def _frame(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if self._table.currentIndex() == index and self._table.hasFocus():
            pen = QPen(look().color("accent"), 2)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))


class _Head(TableHead):
    """Headings as low as the rows need; a long one may reach over its column."""

    def sizeHint(self) -> QSize:
        """Two pixels more than the letters."""
        return QSize(super().sizeHint().width(), look().metrics.px(_HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one heading."""
        now, model = look(), self.model()
        painter.save()
        painter.fillRect(rect, now.color("surface"))
        rect = rect.adjusted(0, 0, 0, -_AIR)
        painter.fillRect(rect, now.color("raised"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("line"))
        painter.setFont(now.font("tiny"))
        painter.setPen(now.color("text2"))
        left = EDGE if section == NAME else 0
        right = EDGE if section == RATE else 0
        inner = rect.adjusted(left, 0, -right, -1)
        align = model.headerData(
            section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        flags = int(align) | (Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip).value
        text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        painter.setClipping(False)
        painter.drawText(inner, flags, text)
        painter.restore()


class ResultsTable(RecordTable):
    """The villages, the one that gained most first; the keyboard moves from figure to figure.

    Signals:
        asked: Enter was pressed on a figure, or it was clicked; carries the row and its figure.
    """

    asked = Signal(object, str)

    def __init__(self) -> None:
        self.lines: RowsModel[VillageResult] = RowsModel(
            _columns(), row_id=lambda row: (row.villages, row.name)
        )
        self.most = 0
        super().__init__(self.lines, cells=True, small=True)
        self.setHorizontalHeader(_Head(self))
        self.horizontalHeader().setSectionsClickable(False)
        self.setItemDelegate(_Cell(self))
        self.setAccessibleName(tr("Kết quả từng thôn"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda _: self._ask())
        self._fit()

    def _fit(self) -> None:
        sizes = look().metrics
        low = sizes.density != "full"
        self.verticalHeader().setMinimumSectionSize(12)
        self.verticalHeader().setDefaultSectionSize(sizes.px(_LOW_ROW if low else _ROW))
        self.horizontalHeader().setFixedHeight(sizes.px(_HEAD))
        self._size_columns()
        self._widen()

    def cell_font(self, role: FontRole) -> QFont:
        """The font of a cell: a pixel smaller in a low window."""
        font = look().font(role)
        if look().metrics.density != "full":
            font = QFont(font)
            font.setPixelSize(look().metrics.px(11))
        return font

    def _widen(self) -> None:
        """Never cut a name: the bars give way."""
        metrics = QFontMetrics(look().font("small_strong"))
        wide = max(
            (metrics.horizontalAdvance(name_of(one)) for one in self.lines.rows()), default=0
        )
        self.setColumnWidth(NAME, max(look().metrics.px(EDGE + 92), EDGE + wide + 4))

    def wanted(self) -> int:
        """The width at which a bar still can be seen."""
        columns = (NAME, BEFORE, NOW, GAIN, VSI, RATE)
        return sum(self.columnWidth(one) for one in columns) + _GAP + 2 * EDGE

    def put(self, result: CampaignResult) -> None:
        """Show a result, most gained first."""
        held = self.current_id()
        column = max(self.currentIndex().column(), 0)
        rows = sorted(result.rows, key=lambda row: -(row.hi.gain or 0))
        self.most = max((row.hi.gain or 0 for row in rows), default=0)
        self.lines.set_rows(rows)
        self._widen()
        place = self.lines.place_of(held) if held is not None else -1
        if place >= 0:
            self.setCurrentIndex(self.lines.index(place, column))

    def mark_village(self, village_id: str | None) -> None:
        """Select the line of a village, as that of the event shown; none where it has none."""
        for number, row in enumerate(self.lines.rows()):
            if village_id is not None and village_id in row.villages:
                column = self.currentIndex().column()
                self.setCurrentIndex(self.lines.index(number, column if column >= 0 else GAIN))
                return
        self.clearSelection()

    def figure(self) -> tuple[VillageResult, str] | None:
        """The figure under the frame."""
        now = self.currentIndex()
        row = self.lines.row_at(now.row())
        return None if row is None else (row, FIGURES.get(now.column(), "gain"))

    def _ask(self) -> None:
        found = self.figure()
        if found is not None:
            self.asked.emit(*found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the figure under the frame."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            self._ask()
        else:
            super().keyPressEvent(event)


class ResultsTotal(QWidget):
    """The sum of the villages, under their columns; the gains open.

    Signals:
        asked: a sum was pressed; carries its figure.
    """

    asked = Signal(str)

    def __init__(self, table: ResultsTable) -> None:
        super().__init__()
        self._table = table
        self._cells: dict[int, str] = {}
        self.setMouseTracking(True)
        self.setToolTip(tr("Bấm vào một số, hoặc Ctrl+Enter, để mở người sau con số"))
        table.horizontalHeader().sectionResized.connect(self.update)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(look().metrics.px(21))

    def put(self, result: CampaignResult) -> None:
        """Show the sum of a result."""
        total = result.total
        before = total.hi.before
        villages = sum(1 for row in result.rows if row.name)
        self._cells = {
            NAME: tr("{n} thôn").format(n=villages),
            BEFORE: "–" if before is None else dong(before.covered),
            NOW: dong(total.hi.now.covered),
            GAIN: "–" if total.hi.gain is None else signed(total.hi.gain),
            VSI: "–" if total.vsi.gain is None else signed(total.vsi.gain),
            RATE: percent(total.hi.now.rate),
        }
        said = ", ".join(
            f"{self._table.lines.columns[at].header} {text}" for at, text in self._cells.items()
        )
        self.setAccessibleName(said)
        self.update()

    def _at(self, x: int) -> str:
        return FIGURES.get(self._table.horizontalHeader().logicalIndexAt(x), "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pointer shows what opens."""
        on = bool(self._at(round(event.position().x())))
        self.setCursor(Qt.CursorShape.PointingHandCursor if on else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press opens the people behind a sum."""
        figure = self._at(round(event.position().x()))
        if figure and event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit(figure)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sum under a rule."""
        now, head = look(), self._table.horizontalHeader()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("raised"))
        painter.fillRect(0, 0, self.width(), 1, now.color("lines"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, now.color("line"))
        font = now.font("small_strong")
        metrics = QFontMetrics(font)
        painter.setFont(font)
        base = 1 + (self.height() - 2 + metrics.ascent() - metrics.descent()) // 2
        for column, text in self._cells.items():
            left = head.sectionViewportPosition(column)
            right = left + head.sectionSize(column) - _right(column)
            wide = metrics.horizontalAdvance(text)
            at = left + EDGE if column == NAME else right - wide
            painter.setPen(now.color("text"))
            painter.drawText(at, base, text)
            if column in {GAIN, VSI}:
                painter.setPen(QPen(now.color("text2"), 1, Qt.PenStyle.DotLine))
                line = self.height() - 3
                painter.drawLine(at, line, right, line)
