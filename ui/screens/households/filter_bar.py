"""The filter over the list: a line to type in, conditions as chips, households or people."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from rules.money import dong
from rules.names import fold
from storage.filters import Filter
from ui.buttons import Button
from ui.chips import PartChip
from ui.choices import KEY, Choice, ChoiceEdit
from ui.fields import TextField
from ui.flow import FlowRows
from ui.menus import fill
from ui.screens.households.conditions import Condition, Conditions, Part
from ui.segments import Segment, Segments

HOMES, PEOPLE = "homes", "people"


class ConditionEdit(ChoiceEdit):
    """Conditions found by typing: `nu`, `chua co`, `60-75`, `45`, `01/10`.

    Signals:
        picked: a condition was chosen; carries a Condition.
        emptied: Backspace in an empty line.
    """

    picked = Signal(object)
    emptied = Signal()

    def __init__(self) -> None:
        super().__init__("condition", typed=True, small=True)
        self.box.setAccessibleName(self.tr("Thêm điều kiện lọc"))
        self._conditions: Conditions | None = None
        self._known: dict[str, Condition] = {}
        line = self.box.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("Thêm điều kiện: nữ, chưa có, 60-75"))
            line.setAccessibleName(self.tr("Thêm điều kiện lọc"))
        self.box.activated.connect(lambda _at: self._pick(str(self.box.currentData(KEY) or "")))

    def offer(self, conditions: Conditions) -> None:
        """Offer the conditions there are now."""
        self._conditions = conditions
        offered = conditions.offered()
        self._known = {one.key: one for one in offered}
        self.set_choices([Choice(one.key, one.words) for one in offered])
        self.forget()

    def matching(self, text: str) -> tuple[Choice, ...]:
        """What the words typed mean, numbers and days first."""
        meant = self._conditions.typed(text) if self._conditions is not None else ()
        self._known |= {one.key: one for one in meant}
        first = tuple(Choice(one.key, one.words) for one in meant)
        found = [one for one in super().matching(text) if one.key]
        # What begins as it was typed goes before what has the words somewhere.
        found.sort(key=lambda one: not fold(one.text).startswith(fold(text)))
        return (*first, *found)

    def _take(self, key: str) -> None:
        self._pick(key)

    def settle(self) -> bool:
        """Enter takes the first condition that fits what was typed."""
        text = self.text().strip()
        if not text:
            return True
        found = self.matching(text)
        if not found:
            self.show_error(self.tr("Không có điều kiện nào như vậy."))
            return False
        self._pick(found[0].key)
        return True

    def _pick(self, key: str) -> None:
        condition = self._known.get(key)
        if condition is not None:
            self.picked.emit(condition)
            # What completes the words writes them into the line afterwards.
            QTimer.singleShot(0, self.forget)

    def forget(self) -> None:
        """Empty the line for the next condition."""
        self.box.setCurrentIndex(-1)
        self.box.setEditText("")
        self._before = ""
        self.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Backspace in an empty line takes the last chip off."""
        back = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Backspace
        if back and event.type() == QEvent.Type.KeyPress and not self.text():
            self.emptied.emit()
            return True
        return super().eventFilter(watched, event)


class FilterBar(QWidget):
    """What narrows the list, besides village and state.

    Signals:
        changed: the filter is another one.
        counted: households or people are to be listed; carries "homes" or "people".
        left: Esc, arrow down or Enter in an empty line; the list takes the keys.
    """

    changed = Signal()
    counted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._only = Filter()
        self._conditions: Conditions | None = None
        self.search = TextField("search", placeholder=self.tr("Tên, số, mã hộ, điện thoại"),
                                small=True)  # fmt: skip
        self.search.setObjectName("household_filter")
        self.condition = ConditionEdit()
        self.chips = FlowRows()
        self.shown = Segments((Segment(HOMES, self.tr("Hộ")), Segment(PEOPLE, self.tr("Người"))))
        self.shown.setAccessibleName(self.tr("Liệt kê hộ hay người"))
        self.menu = QMenu(self)
        self.more = Button(self.tr("Bộ lọc"), small=True, after="chevron-down")
        self.more.setAccessibleName(self.tr("Việc với bộ lọc"))
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.condition)
        column.addWidget(self.chips)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.shown, 1)
        row.addWidget(self.more)
        column.addLayout(row)
        self.chips.hide()

    def _connect(self) -> None:
        self.search.changed.connect(self._searched)
        self.search.next_asked.connect(self._on_from_search)
        self.search.line.installEventFilter(self)
        line = self.condition.box.lineEdit()
        if line is not None:
            line.installEventFilter(self)
        self.condition.picked.connect(self._add)
        self.condition.emptied.connect(self._take_last)
        self.condition.next_asked.connect(self._next)
        self.shown.picked.connect(self.counted)
        self.more.clicked.connect(self._open_menu)

    def put_actions(self, actions: tuple[QAction, ...]) -> None:
        """What can be done with the filter and what it leaves, from top to bottom."""
        fill(self.menu, actions)

    def _open_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    # -- the filter

    def only(self) -> Filter:
        """The filter as it stands, what is typed and all."""
        return self._only

    def put(self, only: Filter) -> None:
        """Show another filter; whoever puts it asks the register again."""
        self._only = only
        self.search.blockSignals(True)
        self.search.set_value(only.text)
        self.search.blockSignals(False)
        self._show_chips()

    def offer(self, conditions: Conditions) -> None:
        """Offer the conditions there are now."""
        self._conditions = conditions
        self.condition.offer(conditions)
        self._show_chips()

    def told(self) -> str:
        """The filter in words."""
        return self._conditions.told(self._only) if self._conditions is not None else ""

    def say(self, homes: int, people: int | None) -> None:
        """Say how many households and people it leaves."""
        said = self.tr("Người {n}").format(n=dong(people)) if people is not None else ""
        self.shown.set_segments(
            (
                Segment(HOMES, self.tr("Hộ {n}").format(n=dong(homes))),
                Segment(PEOPLE, said or self.tr("Người")),
            )
        )

    def _searched(self) -> None:
        text = self.search.text().strip()
        if text != self._only.text:
            self._only = replace(self._only, text=text)
            self.changed.emit()

    def _add(self, condition: Condition) -> None:
        self._change(condition.add(self._only))

    def _take_last(self) -> None:
        parts = self._conditions.parts(self._only) if self._conditions is not None else ()
        if parts:
            self._change(parts[-1].without)

    def _change(self, only: Filter) -> None:
        self.put(only)
        self.changed.emit()

    def _show_chips(self) -> None:
        parts = self._conditions.parts(self._only) if self._conditions is not None else ()
        self.chips.put([self._chip(part) for part in parts])
        self.chips.setVisible(bool(parts))

    def _chip(self, part: Part) -> PartChip:
        chip = PartChip(part.words)
        chip.removed.connect(lambda: self._remove(part.without))
        return chip

    def _remove(self, without: Filter) -> None:
        self._change(without)
        self.condition.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys

    def start(self) -> None:
        """Take the keys."""
        self.show()
        self.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.line.selectAll()

    def _on_from_search(self, _step: int) -> None:
        """Enter goes to the list of what was typed; where nothing was, to the conditions."""
        if self.search.text():
            self.left.emit()
        else:
            self.condition.setFocus(Qt.FocusReason.TabFocusReason)

    def _next(self, _step: int) -> None:
        if not self.condition.text():
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow down goes into the list; Esc takes back what is typed, then leaves."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        typing = self.condition.box.lineEdit()
        if event.key() == Qt.Key.Key_Down and watched is not typing:
            self.left.emit()
            return True
        if event.key() == Qt.Key.Key_Escape:
            if watched is typing and self.condition.text():
                self.condition.forget()
            else:
                self.left.emit()
            return True
        return False
