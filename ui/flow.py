"""Widgets in rows, as many in each as fit: chips, which have no set number or width."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.style import look

GAP = 4


class FlowRows(QWidget):
    """Puts its widgets side by side and goes on in the next row where one no longer fits.

    It is as high as its rows; the widgets it held before are let go.
    """

    def __init__(self) -> None:
        super().__init__()
        self._held: tuple[QWidget, ...] = ()
        look().changed.connect(self._place)

    def put(self, widgets: Sequence[QWidget]) -> None:
        """Show these widgets in their order, and no others."""
        for gone in self._held:
            gone.hide()
            gone.deleteLater()
        self._held = tuple(widgets)
        for widget in self._held:
            widget.setParent(self)
            widget.show()
        self._place()

    def held(self) -> tuple[QWidget, ...]:
        """The widgets shown."""
        return self._held

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the rows anew."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Break the rows anew when letters change their size."""
        if event.type() == QEvent.Type.FontChange:
            self._place()
        return super().event(event)

    def _place(self) -> None:
        gap = look().metrics.px(GAP)
        left, top, high = 0, 0, 0
        for widget in self._held:
            size = widget.sizeHint()
            wide = min(size.width(), max(self.width(), 1))
            if left and left + wide > self.width():
                left, top, high = 0, top + high + gap, 0
            widget.setGeometry(left, top, wide, size.height())
            left += wide + gap
            high = max(high, size.height())
        if self.height() != top + high or self.minimumHeight() != top + high:
            self.setFixedHeight(top + high)
