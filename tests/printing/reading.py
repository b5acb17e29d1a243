"""PDFs read back as a person would: their text, and where each piece of it stands."""

from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw


@dataclass(frozen=True)
class Box:
    """One piece of text on a page with its edges, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Page:
    """A page read back."""

    width: float
    height: float
    text: str
    boxes: tuple[Box, ...]


def read_pdf(path: Path) -> list[Page]:
    """Read the pages of a PDF: their text, and every piece of text with its place."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [_read_page(page) for page in document]
    finally:
        document.close()


def _read_page(page: pypdfium2.PdfPage) -> Page:
    textpage = page.get_textpage()
    boxes = []
    for found in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
        left, bottom, right, top = found.get_bounds()
        text = textpage.get_text_bounded(left, bottom, right, top)
        boxes.append(Box(text, left, bottom, right, top))
    width, height = page.get_size()
    text = textpage.get_text_range().replace("\r\n", "\n")
    textpage.close()
    return Page(width, height, text, tuple(boxes))


def words(text: str) -> str:
    """The text with single spaces, so that line breaks do not matter."""
    return " ".join(text.split())


def assert_well_set(pages: list[Page], *, edge: float = 12) -> None:
    """No text beyond the edge a printer reaches, and none on top of other text."""
    for page in pages:
        for box in page.boxes:
            assert box.left >= edge, box
            assert box.bottom >= edge, box
            assert box.right <= page.width - edge, box
            assert box.top <= page.height - edge, box
        inked = [box for box in page.boxes if box.text.strip()]
        for place, one in enumerate(inked):
            for other in inked[place + 1 :]:
                across = min(one.right, other.right) - max(one.left, other.left)
                along = min(one.top, other.top) - max(one.bottom, other.bottom)
                assert across < 1.2 or along < 1.6, (one, other)
