"""The grid: one line a person, Enter from cell to cell as a paper book is read."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem

from ui.cell_grid import CellGrid
from ui.forms.entry.cells import KEYS, EntryRow, picks_of
from ui.forms.entry.kin import Pick, matching, tr
from ui.forms.entry.model import CELL, EntryModel
from ui.forms.entry.picking import PickList
from ui.icons import paint_icon
from ui.style import look

Index = QModelIndex | QPersistentModelIndex

_NUMBERS = 38
_PAD = 8


class EntryDelegate(QStyledItemDelegate):
    """A cell: its ground says what is wrong, what is suggested stands in grey."""

    def __init__(self, grid: "EntryGrid") -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        row = index.data(CELL)
        if not isinstance(row, EntryRow):
            return
        now, rect, key = look(), option.rect, KEYS[index.column()]
        wrong, doubt = row[key].problem, row.doubt(key)
        current = self._grid.currentIndex().row() == index.row()
        ground = "badtint" if wrong else "warntint" if doubt else "tint" if current else "surface"
        painter.save()
        painter.fillRect(rect, now.color(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("hair"))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), now.color("hair"))
        suggested = row.suggested_sex() if key == "sex" else None
        text = row[key].text or (suggested.words if suggested else "")
        ink = "text" if row[key].text else "text3"
        inner = rect.adjusted(_PAD, 0, -4, -1)
        font = now.font("name" if key == "name" and row[key].text else "body")
        if QFontMetrics(font).horizontalAdvance(text) > inner.width():
            font = now.font("small")  # a long name is not cut
        painter.setFont(font)
        painter.setPen(now.color(ink))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, text)
        if wrong or doubt:
            painter.setPen(QPen(now.color("bad" if wrong else "warnmark"), 2 if wrong else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()


class _Numbers(QHeaderView):
    """The numbers of the lines, and a mark at those who may be in the register already."""

    def __init__(self, model: EntryModel) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._rows = model
        self.setObjectName("numbers")
        self.setFixedWidth(look().metrics.px(_NUMBERS))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(look().metrics.px(_NUMBERS), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        now = look()
        row = self._rows.rows[section]
        painter.save()
        painter.fillRect(rect, now.color("surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.color("hair"))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), now.color("hair"))
        if row.alike:
            box = QRect(0, 0, 14, 14)
            box.moveCenter(rect.center())
            paint_icon(painter, box, "users", "warn")
        elif not row.blank:
            font = now.font("small")
            painter.setFont(font)
            painter.setPen(now.color("text3"))
            left = rect.right() - 10 - QFontMetrics(font).horizontalAdvance(str(section + 1))
            painter.drawText(QPoint(left, rect.center().y() + 5), str(section + 1))
        painter.restore()


class EntryGrid(CellGrid[Pick]):
    """The cells of the people of a household.

    Signals:
        row_changed: another line is current.
        finished: Enter in the empty name of a new line: nobody follows.
    """

    row_changed = Signal(int)
    finished = Signal()
    beyond = 1
    popup: PickList | None

    def __init__(self, model: EntryModel) -> None:
        widths = [column.width for column in model.columns]
        super().__init__(model, widths, edge=_PAD, numbers=_Numbers(model))
        self.rows = model
        self.setItemDelegate(EntryDelegate(self))
        self.setAccessibleName(tr("Những người trong hộ"))
        self.line.next_row.connect(self.next_row)
        self.line.pasted.connect(self.paste)

    # -- the current cell

    def start(self, row: int = 0, column: int = 0) -> None:
        """Put the keys into a cell."""
        self.settle()
        index = self.rows.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.stand()
        self.line.takes_plus = KEYS[column] == "phone"
        suggested = self.rows.rows[row].suggested_sex() if KEYS[column] == "sex" else None
        self.line.setPlaceholderText(suggested.words if suggested else "")
        header = self.rows.columns[column].header
        self.open(tr("Dòng {row}, {column}").format(row=row + 1, column=header))
        self.row_changed.emit(row)

    def read_in(self, row: int, column: int, text: str) -> str:
        """Read a text into a cell; returns what stands there then."""
        return self.rows.put(row, KEYS[column], text).text

    def texts(self) -> list[list[str]]:
        """All lines with something in them, the unfinished cell too."""
        index = self.currentIndex()
        found = [row.texts() for row in self.rows.rows]
        if index.isValid() and self.line.isVisible():
            found[index.row()][index.column()] = self.line.text()
        while found and not any(found[-1]):
            found.pop()
        return found

    # -- from cell to cell

    def step(self, step: int) -> None:
        """Go to the next cell, or back; the empty name of a new line ends the household."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self._take_marked()
        empty = step > 0 and column == 0 and not self.line.text().strip()
        if empty and self.rows.rows[row].blank:
            self._close_popup()
            self.finished.emit()
            return
        if step > 0 and KEYS[column] == "sex" and not self.line.text():
            self.rows.take_sex(row)
            self.line.show_text(self.rows.rows[row]["sex"].text)
        self.settle()
        if step > 0:
            self.rows.confirm(row, KEYS[column])
        place = row * len(KEYS) + column + step
        if place < 0:
            self.backed.emit()
        elif place < len(self.rows.rows) * len(KEYS):
            self.start(*divmod(place, len(KEYS)))
        else:
            self.finished.emit()

    def next_row(self) -> None:
        """Leave the rest of this line empty and begin the next."""
        self._take_marked()
        self.settle()
        if self.rows.rows[self.currentIndex().row()].blank:
            self.finished.emit()
            return
        row = self.currentIndex().row() + 1
        if row < len(self.rows.rows):
            self.start(row)

    def to_row(self, row: int) -> None:
        """Go to the cell of another line; what was typed in the last one lets one grow below."""
        self.settle()
        super().to_row(row)

    def paste(self, text: str) -> None:
        """Write cells of a spreadsheet from the current cell on."""
        lines = [line.split("\t") for line in text.replace("\r", "").rstrip("\n").split("\n")]
        row, column = max(self.currentIndex().row(), 0), max(self.currentIndex().column(), 0)
        self.line.show_text(self.line.before)
        self.rows.paste(row, column, lines)
        self.line.hide()
        self.start(row, column)
        self.typing.emit()

    # -- what a cell can be

    def _offer(self, *, typed: bool) -> None:
        """Show what the letters can mean; nothing for a cell that is filled and untouched."""
        picks = picks_of(KEYS[self.currentIndex().column()])
        text = self.line.text()
        if not picks or (text and not typed):
            self._close_popup()
            return
        if self.popup is None:
            self.popup = PickList(self.window())
            self.popup.pressed.connect(self._pressed)
        found = matching(text, picks)
        sure = KEYS[self.currentIndex().column()] == "relation" or len(found) == 1
        self.popup.offer(found, self.place(), first=bool(text.strip()) and sure)

    def _take_marked(self) -> None:
        """Take what is marked in the list, when it was chosen with the arrows."""
        pick = self.marked()
        if pick is None:
            return
        picks = matching(self.line.text(), picks_of(KEYS[self.currentIndex().column()]))
        if self.line.text().strip() and picks and picks[0] == pick:
            return  # what was typed says it already, perhaps in more words
        self.line.setText(pick.words)

    def _pressed(self, pick: object) -> None:
        if isinstance(pick, Pick):
            self.line.setText(pick.words)
            self.step(1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys belong to the current cell; to the first where none is."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.start()
