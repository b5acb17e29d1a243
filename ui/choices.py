"""A field with a list to choose from, found by typing without accents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from rules.names import fold
from ui.fields import ENTER_KEYS, Field, paint_chevron
from ui.style import look
from ui.type_ahead import TypeAhead

KEY = Qt.ItemDataRole.UserRole
NOTE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its key, its words, and a short note at the right."""

    key: str
    text: str
    note: str = ""


class ChoiceDelegate(QStyledItemDelegate):
    """Rows of 28 px: words at the left, a note at the right, a bar on the current one."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As wide as words and note."""
        metrics = QFontMetrics(look().font("body"))
        width = 24 + metrics.horizontalAdvance(str(index.data(Qt.ItemDataRole.DisplayRole)))
        note = str(index.data(NOTE) or "")
        return QSize(width + metrics.horizontalAdvance(note) + 24, look().metrics.px(28))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        now = look()
        rect, state = option.rect, option.state
        on = bool(state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver))
        painter.fillRect(rect, now.color("tint" if on else "surface"))
        if on:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), now.color("accent"))
        painter.setFont(now.font("body"))
        painter.setPen(now.color("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        inner = rect.adjusted(10, 0, -10, 0)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, words)
        note = str(index.data(NOTE) or "")
        painter.setFont(now.font("small"))
        painter.setPen(now.color("text3"))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, note)


class ChoiceBox(QComboBox):
    """The box of a choice, with the program's own mark at the right."""

    def __init__(self, *, small: bool = False) -> None:
        super().__init__()
        self.setProperty("small", "true" if small else "false")
        self.setItemDelegate(ChoiceDelegate(self))
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self._letters = TypeAhead()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters find a choice by any of its words, without accents: `can` for “Hộ cận nghèo”."""
        texts = [self.itemText(at) for at in range(self.count())]
        found = None if self.isEditable() else self._letters.press(event, texts)
        if found is None:
            super().keyPressEvent(event)
        elif found >= 0:
            self.setCurrentIndex(found)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and its mark."""
        super().paintEvent(event)
        paint_chevron(self, QPainter(self))

    def put(self, choices: Sequence[Choice]) -> None:
        """Offer these choices."""
        model = QStandardItemModel(self)
        for choice in choices:
            item = QStandardItem(choice.text)
            item.setData(choice.key, KEY)
            item.setData(choice.note, NOTE)
            model.appendRow(item)
        self.setModel(model)


class ChoiceEdit(Field):
    """A labelled choice; typing `can ngheo` finds “Hộ cận nghèo”.

    Args:
        choices: what there is to choose.
        typed: whether words can be typed to find a choice (long lists).
        empty: words for no choice; without them the first choice is taken.
    """

    def __init__(
        self,
        name: str,
        label: str = "",
        choices: Sequence[Choice] = (),
        *,
        typed: bool = False,
        empty: str = "",
        hint: str = "",
        required: bool = False,
        small: bool = False,
    ) -> None:
        super().__init__(name, label, hint=hint, required=required)
        self.box = ChoiceBox(small=small)
        self._choices: tuple[Choice, ...] = ()
        self._empty = empty
        self._popup: QListView | None = None
        if typed:
            self._find_by_typing()
        self._complete(self.box)
        if not label:
            self.box.setAccessibleName(empty or name)
        self.set_choices(choices)
        self.box.currentIndexChanged.connect(self.changed)
        self.box.activated.connect(self.settled)

    def _find_by_typing(self) -> None:
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._found = QStandardItemModel(self)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = QListView()
        popup.setObjectName("choices")
        completer.setPopup(popup)
        self._popup = popup
        popup.installEventFilter(self)
        popup.setItemDelegate(ChoiceDelegate(popup))
        completer.activated[QModelIndex].connect(  # type: ignore[index]
            lambda index: self._take(index.data(KEY))
        )
        line = self.box.lineEdit()
        self.box.setCompleter(completer)
        if line is not None:  # an editable box has one
            line.textEdited.connect(self._search)
            line.setPlaceholderText(self._empty)
            line.installEventFilter(self)

    def matching(self, text: str) -> tuple[Choice, ...]:
        """The choices in which every word typed begins a word, accents or not."""
        wanted = fold(text).split()

        def fits(choice: Choice) -> bool:
            have = fold(choice.text).split()
            return all(any(word.startswith(part) for word in have) for part in wanted)

        return tuple(choice for choice in self._choices if fits(choice))

    def _search(self, text: str) -> None:
        self._found.clear()
        for choice in self.matching(text) if text.strip() else ():
            if choice.key:
                item = QStandardItem(choice.text)
                item.setData(choice.key, KEY)
                item.setData(choice.note, NOTE)
                self._found.appendRow(item)
        completer = self.box.completer()
        popup = completer.popup() if completer else None
        if completer is None or popup is None:
            return
        # a box hands its completer all its rows whenever it is given others
        completer.setModel(self._found)
        if self._found.rowCount():
            completer.complete()
            completer.blockSignals(True)  # it would write its words over what is being typed
            popup.setCurrentIndex(popup.model().index(0, 0))  # Enter takes the first
            completer.blockSignals(False)
        else:
            popup.hide()

    def _take(self, key: str) -> None:
        """Take what was picked in the list below, and go on as after Enter."""
        self.set_value(key)
        self.changed.emit()
        self.settled.emit()
        self.next_asked.emit(1)

    def _enter(self, event: QKeyEvent) -> bool:
        """Take what is marked, else the first: on some screens the mark is lost while typing."""
        popup = self._popup
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if popup is None or Qt.Key(event.key()) not in ENTER_KEYS or not plain:
            return False
        index = popup.currentIndex()
        key = index.data(KEY) if index.isValid() else self._found.index(0, 0).data(KEY)
        popup.hide()
        if key is not None:
            self._take(key)
        return key is not None

    def _select(self) -> None:
        if (line := self.box.lineEdit()) is not None:
            line.selectAll()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; the chosen one stays where it still exists."""
        kept = self.value()
        first = (Choice("", self._empty),) if self._empty else ()
        self._choices = (*first, *choices)
        self.box.put(self._choices)
        self.set_value(kept)

    def fit_words(self) -> None:
        """Be as wide as the longest choice, so that none is cut."""
        small = self.box.property("small") == "true"
        metrics = QFontMetrics(look().font("small" if small else "body"))
        longest = max((metrics.horizontalAdvance(one.text) for one in self._choices), default=0)
        self.setFixedWidth(longest + (44 if small else 50))

    def editor(self) -> QWidget:
        """The box."""
        return self.box

    def _line(self) -> QLineEdit | None:
        return self.box.lineEdit()

    def text(self) -> str:
        """The words shown."""
        return self.box.currentText()

    def set_text(self, text: str) -> None:
        """Choose by words."""
        found = self.matching(text)
        if found:
            self.set_value(found[0].key)
        elif self.box.isEditable():
            self.box.setEditText(text)

    def value(self) -> str | None:
        """The key of the choice; None when nothing is chosen."""
        if self.box.isEditable() and self.box.currentText() != self.box.itemText(
            self.box.currentIndex()
        ):
            return None
        found = self.box.currentData(KEY)
        return str(found) if found else None

    def typed(self) -> str:
        """The key of the choice: its words may belong to two."""
        return self.value() or ""

    def retype(self, kept: str) -> None:
        """Choose by key, as if chosen."""
        self.set_value(kept)
        self.changed.emit()

    def set_value(self, value: Any) -> None:
        """Choose by key."""
        wanted = value or ""
        keys = [choice.key for choice in self._choices]
        at = keys.index(wanted) if wanted in keys else (0 if keys else -1)
        self.box.setCurrentIndex(at)
        if self.box.isEditable():
            self.box.setEditText(self._choices[at].text if at >= 0 and keys[at] else "")
            if (line := self.box.lineEdit()) is not None:
                line.setCursorPosition(0)
        self._before = self.text()
        self.clear()

    def settle(self) -> bool:
        """Take the one choice that the typed words can mean."""
        if self.box.isEditable() and self.value() is None and self.text().strip():
            found = self.matching(self.text())
            if not found:
                self.show_error(self.tr("Không có trong danh sách."))
                return False
            self.set_value(found[0].key)
            self.changed.emit()
        if self.required and not self.value():
            self.show_error(self.tr("Cần chọn ở ô này."))
            return False
        self.clear()
        return True

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """The line inside an editable box is the box; Enter in the list below takes the first."""
        if watched is self._popup and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._enter(event)
        inner = self.box.lineEdit()
        if inner is not None and watched is inner:
            watched = self.box
        return super().eventFilter(watched, event)
