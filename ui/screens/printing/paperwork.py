"""Sending pages to a printer, one at a time, so that the window stays alive."""

from PySide6.QtCore import QObject, QSize, QSizeF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

MOST_DPI = 300
POINTS = 72


class Paperwork(QObject):
    """Prints the pages of a document.

    Signals:
        printed: one more page is with the printer; carries pages done and pages in all.
        finished: all of them are, or printing was stopped; carries the pages done.
    """

    printed = Signal(int, int)
    finished = Signal(int)

    def __init__(self, document: QPdfDocument, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._printer = printer
        first = printer.fromPage() or 1
        last = printer.toPage() or document.pageCount()
        self._pages = list(range(first - 1, min(last, document.pageCount())))
        self._done = 0
        self._painter = QPainter()

    def start(self) -> None:
        """Begin; False from the printer ends at once with no page."""
        if not self._pages or not self._painter.begin(self._printer):
            self.finished.emit(0)
            return
        self._step()

    def stop(self) -> None:
        """Send no further page."""
        self._pages = self._pages[: self._done]

    def _step(self) -> None:
        page = self._pages[self._done]
        size = self._document.pagePointSize(page)
        self._printer.setPageOrientation(_orientation(size))
        if self._done:
            self._printer.newPage()
        dpi = min(self._printer.resolution(), MOST_DPI)
        pixels = QSizeF(size.width() * dpi / POINTS, size.height() * dpi / POINTS)
        image = self._document.render(page, QSize(round(pixels.width()), round(pixels.height())))
        box = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        self._painter.drawImage(box.translated(-box.topLeft()), image)
        self._done += 1
        self.printed.emit(self._done, len(self._pages))
        if self._done < len(self._pages):
            QTimer.singleShot(0, self._step)
            return
        self._painter.end()
        self.finished.emit(self._done)


def printer_for(document: QPdfDocument) -> QPrinter:
    """A printer set to the paper of the first page, without margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    size = document.pagePointSize(0)
    upright = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
    printer.setPageSize(
        QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    )
    printer.setPageOrientation(_orientation(size))
    printer.setFullPage(True)
    return printer


def _orientation(size: QSizeF) -> QPageLayout.Orientation:
    """How a page lies; the papers of a trip are some across and some upright."""
    wide = size.width() > size.height()
    return QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
