"""A field that finds people or households of the register by whatever is typed."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QListView

from ui.choices import KEY, NOTE, Choice, ChoiceDelegate
from ui.fields import LineField
from ui.panels import IconMark
from ui.style import look

_POPUP = 380
_AROUND = 26  # the frame and space at both sides of a line's text


def name_in(choice: Choice) -> str:
    """The name of what is offered as name and village."""
    return choice.text.partition(" · ")[0]


class FoundEdit(LineField):
    """Somebody or a household of the register, found by typing; or only a name not in it.

    Its value is the id, None while only a name stands there.

    Args:
        find: what a typed text may mean, each as "name · village".
        icon_name: of what is looked for.
    """

    def __init__(
        self,
        name: str,
        label: str,
        *,
        find: Callable[[str], Sequence[Choice]],
        icon_name: str = "user",
        **more: Any,
    ) -> None:
        super().__init__(name, label, **more)
        self._find = find
        self._chosen: Choice | None = None
        self._offered: tuple[Choice, ...] = ()
        mark = QHBoxLayout(self.line)
        mark.setContentsMargins(10, 0, 0, 0)
        mark.addWidget(IconMark(icon_name, ink="text2"), 0, Qt.AlignmentFlag.AlignLeft)
        self.line.setTextMargins(24, 0, 0, 0)
        self._rows = QStandardItemModel(self)
        completer = QCompleter(self._rows, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.popup = QListView()
        self.popup.setObjectName("choices")
        completer.setPopup(self.popup)
        self.popup.setItemDelegate(ChoiceDelegate(self.popup))
        self.popup.setMinimumWidth(look().metrics.px(_POPUP))
        completer.activated[QModelIndex].connect(self._taken)  # type: ignore[index]
        completer.setWidget(self.line)  # the line's own completer would forget the first row
        self._completer = completer
        self.line.textEdited.connect(self._search)

    def value(self) -> str | None:
        """The id of the person; None for nobody of the register."""
        chosen = self._chosen
        same = chosen is not None and self.text() in {chosen.text, name_in(chosen)}
        return chosen.key if chosen is not None and same else None

    def set_value(self, value: Any) -> None:
        """Show a person as a Choice of id and words; None takes the person away.

        Where there is no room for the village, it goes: a name is never cut.
        """
        self._chosen = value if isinstance(value, Choice) else None
        super().set_value(self._fitting(self._chosen) if self._chosen else None)
        self.line.setToolTip(self._chosen.text if self._chosen else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The village comes and goes with the room."""
        super().resizeEvent(event)
        if self._chosen is not None and self.value() is not None:
            self.line.setText(self._fitting(self._chosen))
            self._before = self.text()

    def _fitting(self, chosen: Choice) -> str:
        margins = self.line.textMargins()
        room = self.line.width() - margins.left() - margins.right() - look().metrics.px(_AROUND)
        wide = QFontMetrics(self.line.font()).horizontalAdvance(chosen.text) > room
        return name_in(chosen) if wide else chosen.text

    def settle(self) -> bool:
        """A name that is exactly one of those offered is that person."""
        same = [one for one in self._offered if one.text == self.text().strip()]
        if self.value() is None and same:
            self._chosen = same[0]
            self.changed.emit()
        return super().settle()

    def _search(self, text: str) -> None:
        self._offered = tuple(self._find(text)) if text.strip() else ()
        self._rows.clear()
        for choice in self._offered:
            item = QStandardItem(choice.text)
            item.setData(choice.key, KEY)
            item.setData(choice.note, NOTE)
            self._rows.appendRow(item)
        if not self._offered:
            self.popup.hide()
            return
        self._completer.complete()
        self.popup.setCurrentIndex(self.popup.model().index(0, 0))  # Enter takes the first

    def _taken(self, index: QModelIndex) -> None:
        wanted = index.data(KEY)
        self.set_value(next((one for one in self._offered if one.key == wanted), None))
        self.changed.emit()
        self.settled.emit()
        self.next_asked.emit(1)
