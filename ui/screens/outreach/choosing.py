"""The button over the list that narrows it: villages, who looks after, who goes, and reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rules.money import dong
from rules.names import fold
from rules.outreach.weights import REASONS
from storage.outreach import Choice
from storage.outreach.weighing import shipped_weights
from storage.staff import StaffMember
from storage.villages import Village
from ui.checks import paint_check
from ui.drop_button import DropButton
from ui.lists import paint_ground, write
from ui.screens.outreach.wording import tr
from ui.shown_rows import LINE, Index, ShownRows
from ui.style import look

Group = Literal["villages", "collectors", "helpers", "codes"]
_ROWS = 13
_WIDTH = 380


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to tick; `key` is empty for the name of a group."""

    group: Group
    key: str
    text: str
    note: str = ""
    ticked: bool = False


class ChoiceButton(DropButton):
    """Says what the list is narrowed to, and opens the things to tick.

    Signals:
        changed: something was ticked or unticked; `choice` tells what.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(QSizePolicy.Policy.Fixed)
        self._entries: tuple[Entry, ...] = ()
        self._chosen: dict[Group, frozenset[str]] = {}
        self._pop = _Popup(self)
        self._pop.turned.connect(self._turn)
        self.clicked.connect(self.open_list)
        look().changed.connect(self.updateGeometry)
        self._say()

    def offer(self, entries: Sequence[Entry]) -> None:
        """Offer these; what was ticked and is not among them any more is forgotten."""
        self._entries = tuple(entries)
        known = {(one.group, one.key) for one in entries}
        self._chosen = {
            group: frozenset(key for key in keys if (group, key) in known)
            for group, keys in self._chosen.items()
        }
        self._say()

    def narrow(self, choice: Choice) -> Choice:
        """Return a choice with what is ticked here."""
        return replace(
            choice,
            villages=self._chosen.get("villages", frozenset()),
            collectors=self._chosen.get("collectors", frozenset()),
            helpers=self._chosen.get("helpers", frozenset()),
            codes=self._chosen.get("codes", frozenset()),
        )

    def set_ticked(self, group: Group, keys: Sequence[str]) -> None:
        """Tick exactly these of a group, without sending `changed`."""
        self._chosen[group] = frozenset(keys)
        self._say()

    def clear(self) -> None:
        """Take every tick away."""
        self._chosen = {}
        self._say()
        self.changed.emit()

    def ticked(self) -> bool:
        """Whether the list is narrowed at all."""
        return any(self._chosen.values())

    def open_list(self) -> None:
        """Show what can be ticked under the button."""
        self._pop.put(self._marked())
        self._pop.stand()

    def _marked(self) -> tuple[Entry, ...]:
        return tuple(
            replace(one, ticked=one.key in self._chosen.get(one.group, frozenset()))
            for one in self._entries
        )

    def _turn(self, entry: Entry) -> None:
        kept = self._chosen.get(entry.group, frozenset())
        self._chosen[entry.group] = kept ^ {entry.key}
        self._pop.put(self._marked())
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        villages = self._chosen.get("villages", frozenset())
        others = sum(len(keys) for group, keys in self._chosen.items() if group != "villages")
        if len(villages) == 1:
            named = (one.text for one in self._entries if one.key in villages)
            text = next(named, "")
        elif villages:
            text = tr("{n} thôn đã chọn").format(n=len(villages))
        else:
            text = tr("Cả xã")
        if others:
            text = tr("{text}, {n} điều kiện").format(text=text, n=others)
        self.setText(text)
        self.setAccessibleName(tr("Lọc: {text}").format(text=text))
        self.updateGeometry()
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing of it stays over another place."""
        super().hideEvent(event)
        self._pop.hide()

    def sizeHint(self) -> QSize:
        """As wide as its words, and never narrower than four villages chosen."""
        now = look()
        width = QFontMetrics(now.font("small")).horizontalAdvance(self.text()) + 46
        return QSize(max(width, now.metrics.px(150)), now.metrics.small_field)

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def write_words(self, painter: QPainter) -> None:
        """What the list is narrowed to; never cut."""
        font = look().font("small")
        metrics = QFontMetrics(font)
        base = (self.height() + metrics.ascent() - metrics.descent()) // 2
        write(painter, (9, base), self.text(), font, "text")


class _Popup(QFrame):
    """The things to tick, in groups; letters find one, Enter ticks it, Esc leaves.

    It lies over the window, and goes when the keys go elsewhere.
    """

    turned = Signal(object)

    def __init__(self, button: QWidget) -> None:
        super().__init__(button)
        self._button = button
        self.setObjectName("popup")
        self._all: tuple[Entry, ...] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Gõ để tìm, Enter để chọn, Esc để xong"))
        self.search.setAccessibleName(tr("Tìm thôn, người, lý do"))
        self.search.textChanged.connect(lambda _text: self._show())
        self.search.installEventFilter(self)
        self.rows = ShownRows[Entry](lambda one: one.text, _spoken)
        self.list = QListView()
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("Điều kiện"))
        self.list.clicked.connect(self._press)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.hide()

    def put(self, entries: Sequence[Entry]) -> None:
        """Show these, keeping the place."""
        self._all = tuple(entries)
        self._show()

    def stand(self) -> None:
        """Stand under the button, as high as the rows need."""
        px, button = look().metrics.px, self._button
        self.setParent(button.window())
        rows = min(_ROWS, self.rows.rowCount())
        self.list.setFixedSize(px(_WIDTH), rows * look().metrics.dense)
        self.adjustSize()
        self.move(button.mapTo(button.window(), QPoint(0, button.height() + 2)))
        self.show()
        self.raise_()
        self.search.setFocus()

    def _show(self) -> None:
        at = self.list.currentIndex().row()
        wanted = fold(self.search.text()).split()
        found = [one for one in self._all if all(part in fold(one.text) for part in wanted)]
        shown: list[Entry] = []
        for one in found:
            if not shown or shown[-1].group != one.group:
                shown.append(Entry(one.group, "", _group_words(one.group)))
            shown.append(one)
        same = [(one.group, one.key) for one in shown] == [
            (one.group, one.key) for one in self.rows.rows
        ]
        self.rows.put(shown)
        self._go(at if same else 0, 1)

    def _go(self, at: int, step: int) -> None:
        """Make the next row with something to tick current."""
        rows = self.rows.rows
        while 0 <= at < len(rows) and not rows[at].key:
            at += step
        if 0 <= at < len(rows):
            self.list.setCurrentIndex(self.rows.index(at))

    def _press(self, index: Index) -> None:
        entry = self.rows.rows[index.row()]
        if entry.key:
            self.list.setCurrentIndex(self.rows.index(index.row()))
            self.turned.emit(entry)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Arrows walk, Enter ticks; letters stay with the line."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        at = self.list.currentIndex().row()
        match event.key():
            case Qt.Key.Key_Down:
                self._go(at + 1, 1)
            case Qt.Key.Key_Up:
                self._go(at - 1, -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if at >= 0:
                    self._press(self.rows.index(at))
            case Qt.Key.Key_Escape:
                self._button.setFocus()
            case _:
                return False
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """The next time everything is there again."""
        super().hideEvent(event)
        self.search.clear()


class _EntryDelegate(QStyledItemDelegate):
    """A tick box, words, and a count at the right; names of groups in bold."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(100, look().metrics.dense)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        entry = index.data(LINE)
        if not isinstance(entry, Entry):
            return
        now, rect = look(), option.rect
        painter.save()
        painter.setClipRect(rect)
        font = now.font("body" if entry.key else "small_strong")
        metrics = QFontMetrics(font)
        base = rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) // 2
        if not entry.key:
            painter.fillRect(rect, now.color("raised"))
            write(painter, (rect.left() + 8, base), entry.text, font, "text2")
        else:
            paint_ground(painter, option, ruled=False)
            box = QRect(rect.left() + 8, rect.center().y() - 7, 16, 16)
            paint_check(painter, box, on=entry.ticked)
            note = now.font("small")
            width = QFontMetrics(note).horizontalAdvance(entry.note)
            room = rect.width() - 44 - width - 8
            words = metrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, room)
            write(painter, (rect.left() + 32, base), words, font, "text")
            write(painter, (rect.right() - 8 - width, base), entry.note, note, "text2")
        painter.restore()


def entries(villages: Sequence[Village], staff: Sequence[StaffMember]) -> tuple[Entry, ...]:
    """Return everything the list can be narrowed by."""
    reasons = [shipped_weights()[code] for code in REASONS]
    return (
        *(Entry("villages", one.id, one.name, dong(one.households)) for one in villages),
        *(Entry("codes", one.name, one.title) for one in reasons),
        *(Entry("collectors", one.id, one.name, one.title) for one in staff),
        *(Entry("helpers", one.id, one.name, one.title) for one in staff),
    )


def _group_words(group: Group) -> str:
    return {
        "villages": tr("Thôn"),
        "codes": tr("Lý do"),
        "collectors": tr("Người phụ trách hộ"),
        "helpers": tr("Người sẽ đi: hộ trong thôn của người ấy"),
    }[group]


def _spoken(entry: Entry, _number: int) -> str:
    ticked = tr("đã chọn") if entry.ticked else ""
    return ", ".join(part for part in (entry.text, entry.note, ticked) if part)
