"""The page as it will be printed, on its desk, with a way through the pages."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMargins, QObject, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.buttons import Button
from ui.panels import Panel, words
from ui.segments import Segment, Segments
from ui.style import look

BAR = 44
EDGE = 8
POINTS = 72


class Preview(Panel):
    """Shows a PDF page by page.

    Signals:
        turned: another page is shown; carries its number, counted from 1.
    """

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.SinglePage)
        self.view.setAccessibleName(self.tr("Xem trước trang in"))
        self.view.setFrameShape(QPdfView.Shape.NoFrame)
        self.view.setPageSpacing(0)
        self.view.setDocumentMargins(QMargins(EDGE, EDGE, EDGE, EDGE))
        self.where = words("", "body")
        self.back = self._action(self.tr("Trang trước"), "PgUp", -1)
        self.on = self._action(self.tr("Trang sau"), "PgDown", 1)
        self.zoom = Segments(
            (
                Segment("page", self.tr("Cả trang")),
                Segment("width", self.tr("Vừa chiều ngang")),
                Segment("full", "100 %"),
            )
        )
        self.zoom.picked.connect(self._zoom)
        self.body.addWidget(self._bar())
        self.body.addWidget(self.view, 1)
        self.view.viewport().installEventFilter(self)  # it has its new size by then
        look().changed.connect(self._dress)
        self._dress()

    def _action(self, text: str, keys: str, step: int) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: self.turn(step))
        self.addAction(action)
        return action

    def _bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("head")
        bar.setFixedHeight(look().metrics.px(BAR))
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        for action, name in ((self.back, "chevron-left"), (self.on, "chevron-right")):
            button = Button("", icon_name=name, small=True)
            button.setToolTip(action.text())
            button.setAccessibleName(action.text())
            button.clicked.connect(action.trigger)
            row.addWidget(button)
            if action is self.back:
                row.addWidget(self.where)
        row.addStretch(1)
        row.addWidget(self.zoom, 0, Qt.AlignmentFlag.AlignVCenter)
        return bar

    def _dress(self) -> None:
        palette = self.view.palette()
        palette.setBrush(palette.ColorRole.Dark, look().color("desk"))
        self.view.setPalette(palette)

    def show_file(self, path: Path) -> None:
        """Show the first page of a file; the one shown before is let go."""
        self.document.close()
        self.document.load(str(path))
        self._jump(0)
        self._zoom(self.zoom.key())

    def clear(self) -> None:
        """Show nothing."""
        self.document.close()
        self.where.setText("")

    @property
    def pages(self) -> int:
        """How many pages the file has."""
        return self.document.pageCount()

    @property
    def page(self) -> int:
        """The page shown, counted from 0."""
        return self.view.pageNavigator().currentPage()

    def turn(self, step: int) -> None:
        """Go some pages on or back."""
        self._jump(min(max(self.page + step, 0), max(self.pages - 1, 0)))

    def _jump(self, page: int) -> None:
        if not self.pages:
            self.where.setText("")
            return
        self.view.pageNavigator().jump(page, QPointF())
        text = self.tr("Trang {page} trong {pages}")
        self.where.setText(text.format(page=page + 1, pages=self.pages))
        self.back.setEnabled(page > 0)
        self.on.setEnabled(page < self.pages - 1)
        self.turned.emit(page + 1)

    def _zoom(self, key: str) -> None:
        whole = key == "page"
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.view.setVerticalScrollBarPolicy(off if whole else needed)
        if key == "width":
            self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            return
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(self._whole_page() if whole else 1.0)

    def _whole_page(self) -> float:
        """The zoom at which a page and its margins fit; Qt's own forgets the lower margin."""
        size = self.document.pagePointSize(self.page)
        if size.isEmpty():
            return 1.0
        room = self.view.viewport().size() - QSize(2 * EDGE, 2 * EDGE)
        pixels = self.logicalDpiX() / POINTS
        return min(room.width() / size.width(), room.height() / size.height()) / pixels

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep the whole page in view when the window changes."""
        if event.type() == QEvent.Type.Resize and self.zoom.key() == "page":
            self._zoom("page")
        return False
