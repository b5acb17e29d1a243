"""Fields that choose by one key: segments side by side, and a check box."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from ui.checks import CheckBox
from ui.fields import Field
from ui.segments import Segment, Segments
from ui.type_ahead import TypeAhead

_CLEARS = {Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_0}


class OpenSegments(Segments):
    """Segments of which none need be chosen: what was not asked stays open."""

    def __init__(
        self, segments: tuple[Segment, ...], *, optional: bool = False, small: bool = True
    ) -> None:
        self._optional = optional
        super().__init__(segments, small=small)

    def set_segments(self, segments: tuple[Segment, ...]) -> None:
        """Show other choices; where nothing need be chosen, nothing is."""
        super().set_segments(segments)
        self.aim()
        if self._optional:
            self.choose("")

    def buttons(self) -> list[QToolButton]:
        """The choices in their order."""
        return list(self._buttons.values())

    def names(self) -> list[str]:
        """The keys of the choices in their order."""
        return list(self._buttons)

    def choose(self, key: str) -> None:
        """Choose by key without sending `picked`; an empty key chooses nothing."""
        if key:
            self.set_key(key)
        else:
            self._group.setExclusive(False)
            for button in self._buttons.values():
                button.setChecked(False)
            self._group.setExclusive(True)
        self.aim()
        self.update()

    def aim(self) -> None:
        """Let Tab and the field's focus come to one only: the chosen one, else the first."""
        at = self._buttons.get(self.key()) or next(iter(self._buttons.values()), None)
        for button in self._buttons.values():
            alone = button is at
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if alone else Qt.FocusPolicy.ClickFocus
            )
        if at is not None:
            self.setFocusProxy(at)


class SegmentField(Field):
    """A labelled row of segments; a digit picks by place, letters pick by their word.

    Args:
        segments: the choices.
        optional: nothing need be chosen; Delete takes a choice away.
        small: 28 px high.
    """

    def __init__(
        self,
        name: str,
        label: str = "",
        segments: Sequence[Segment] = (),
        *,
        optional: bool = False,
        small: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(name, label, hint=hint)
        self._optional = optional
        self._offered = tuple(segments)
        self._letters = TypeAhead()
        self.segments = OpenSegments(tuple(segments), optional=optional, small=small)
        self._complete(self.segments)
        if not label:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.segments.picked.connect(self._picked)
        self._watch()

    def _watch(self) -> None:
        for button in self.segments.buttons():
            button.installEventFilter(self)

    def set_segments(self, segments: Sequence[Segment]) -> None:
        """Offer other choices; the open one stays where it still exists."""
        if tuple(segments) == self._offered:
            return
        self._offered = tuple(segments)
        self.segments.set_segments(self._offered)
        self._watch()

    def editor(self) -> QWidget:
        """The segments."""
        return self.segments

    def text(self) -> str:
        """The key chosen."""
        return self.segments.key()

    def set_text(self, text: str) -> None:
        """Choose by key, as if pressed."""
        self.segments.choose(text)
        self.changed.emit()

    def value(self) -> str | None:
        """The key chosen; None when nothing is."""
        return self.segments.key() or None

    def set_value(self, value: Any) -> None:
        """Choose by key."""
        self.segments.choose(value or "")

    def _picked(self, _key: str) -> None:
        self.segments.aim()
        self.changed.emit()
        self.settled.emit()

    def pick(self, key: str) -> None:
        """Choose as the clerk does, keeping the keys here."""
        self.set_text(key)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.settled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of any segment are keys of the field."""
        if isinstance(event, QKeyEvent) and watched in self.segments.buttons():
            return event.type() == QEvent.Type.KeyPress and self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        key = self.key_for(event.text())
        if key:
            self.pick(key)
            return True
        if not event.text().isdecimal():
            names, texts = self.segments.names(), [one.text for one in self._offered]
            found = self._letters.press(event, texts)
            if found is not None:
                if found >= 0:
                    self.pick(names[found])
                return True
        if self._optional and Qt.Key(event.key()) in _CLEARS:
            self.pick("")
            return True
        return self._key(event)

    def key_for(self, typed: str) -> str:
        """The choice a typed character stands for; empty for none."""
        keys = self.segments.names()
        if typed.isdecimal() and 1 <= int(typed) <= len(keys):
            return keys[int(typed) - 1]
        return ""


class MethodField(SegmentField):
    """How voluntary insurance is paid: months, or years ahead from a small menu.

    Args:
        months: what may be paid at once.
        years: what may be paid ahead.
    """

    asked_years = Signal()

    def __init__(self, name: str, label: str, months: Sequence[int], years: Sequence[int]) -> None:
        super().__init__(name, label)
        self._months = tuple(months)
        self._allowed = tuple(years)
        self._years = 0
        self._missing = 0
        self._offer()
        self.segments.picked.connect(self._ask_years)

    def _offer(self) -> None:
        ahead = self.tr("{years} năm")
        several = self.tr("{first}–{last} năm")
        segments = [
            Segment(str(count), self.tr("{months} tháng").format(months=count))
            for count in self._months
        ]
        if self._allowed:
            words = (
                ahead.format(years=self._years)
                if self._years
                else several.format(first=self._allowed[0], last=self._allowed[-1])
            )
            segments.append(Segment("ahead", words))
        if self._missing:
            words = self.tr("thiếu {months} tháng").format(months=self._missing)
            segments.append(Segment("missing", words))
        self.set_segments(segments)

    def offer_missing(self, months: int) -> None:
        """Offer to pay at once for so many months that are missing for a pension; 0 for none."""
        if months != self._missing:
            kept = self.value()
            self._missing = months
            self._offer()
            self.set_value(kept if months or kept != "missing" else None)

    def value(self) -> str | None:
        """The method as the rules name it: `6`, `ahead-3`."""
        key = self.segments.key()
        if key == "missing":
            return f"missing-{self._missing}"
        return f"ahead-{self._years or self._allowed[0]}" if key == "ahead" else key or None

    def text(self) -> str:
        """The method as the rules name it."""
        return self.value() or ""

    def set_value(self, value: Any) -> None:
        """Choose by the rules' name."""
        kind, _, years = str(value or "").partition("-")
        self._years = int(years) if kind == "ahead" and years else 0
        self._offer()
        if kind in self.segments.names():
            self.segments.choose(kind)

    def set_text(self, text: str) -> None:
        """Choose by the rules' name, as if pressed."""
        self.set_value(f"ahead-{self._allowed[0]}" if text == "ahead" else text)
        self.changed.emit()

    def _ask_years(self, key: str) -> None:
        if key != "ahead":
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for years in self._allowed:
            action = menu.addAction(self.tr("{years} năm").format(years=years))
            action.triggered.connect(lambda _=False, chosen=years: self.pick(f"ahead-{chosen}"))
        names = self.segments.names()
        last = self.segments.buttons()[names.index("ahead")]
        menu.popup(last.mapToGlobal(QPoint(0, last.height() + 2)))


class CheckField(Field):
    """A yes or no in the order of a form; Space turns it."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(name, "")
        self.box = CheckBox(text)
        self._complete(self.box)
        self.box.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.box.toggled.connect(lambda _on: self.changed.emit())

    def editor(self) -> QWidget:
        """The box."""
        return self.box

    def text(self) -> str:
        """`1` for yes."""
        return "1" if self.box.isChecked() else ""

    def set_text(self, text: str) -> None:
        """Turn the box, as if pressed."""
        self.box.setChecked(bool(text))

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        """Turn the box."""
        self.box.setChecked(bool(value))
