"""A page that scrolls, its bar lying in the right margin of what it shows."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QScrollBar, QWidget

_GUTTER = 12


class GutterArea(QScrollArea):
    """A scroll area whose contents keep their width whether they are scrolled or not.

    The contents leave a margin of 12 px at the right, where the bar stands while it is needed.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        inside.setObjectName("inside")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.hide()
        real = self.verticalScrollBar()
        real.rangeChanged.connect(self._range)
        real.valueChanged.connect(self._bar.setValue)
        self._bar.valueChanged.connect(real.setValue)
        self.setWidget(inside)
        inside.installEventFilter(self)

    def _range(self, least: int, most: int) -> None:
        real = self.verticalScrollBar()
        self._bar.setRange(least, most)
        self._bar.setPageStep(real.pageStep())
        self._bar.setSingleStep(real.singleStep())
        self._bar.setVisible(most > least)
        self._bar.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar stands at the right edge."""
        super().resizeEvent(event)
        self._bar.setGeometry(self.width() - _GUTTER, 0, _GUTTER, self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Contents of another height scroll by another length."""
        if event.type() == QEvent.Type.LayoutRequest:
            real = self.verticalScrollBar()
            self._range(real.minimum(), real.maximum())
        return super().eventFilter(watched, event)
