"""What can be printed and exported, in the order the program shows it.

To add a document: write printing/documents/<name>.py with frozen data, gather(register, request,
progress) and draw(data, paper); add its line to DOCUMENTS; test it by reading the PDF back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from printing.documents import household_sheet, village_summary, vsi_leaflet, vsi_table
from printing.paper import A4, A4_LANDSCAPE, A5, Paper
from printing.request import Request
from printing.sheets import SHEETS
from printing.wording import PrintError
from storage import Register
from storage.progress import Progress

__all__ = ["DOCUMENTS", "SHEETS", "Document", "document"]


@dataclass(frozen=True, slots=True)
class Document:
    """One printed document: gather reads the register, draw only draws.

    Attributes:
        name: how the command line calls it.
        title: how the window calls it.
        paper: its size and sides in words.
        audience: who reads it.
        needs: the filters it has a use for: village, household, month.
        size: of its pages, in points.
    """

    name: str
    title: str
    paper: str
    audience: str
    needs: tuple[str, ...]
    size: tuple[float, float]
    gather: Callable[[Register, Request, Progress], Any]
    draw: Callable[[Any, Paper], None]


DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="household-sheet",
        title="Phiếu tư vấn hộ gia đình",
        paper="A5 hai mặt, hoặc A4",
        audience="từng gia đình",
        needs=("village", "household"),
        size=A5,
        gather=household_sheet.gather,
        draw=household_sheet.draw,
    ),
    Document(
        name="vsi-table",
        title="Bảng đóng và hưởng BHXH tự nguyện",
        paper="A4, 3 trang",
        audience="cộng tác viên, buổi họp thôn",
        needs=(),
        size=A4,
        gather=vsi_table.gather,
        draw=vsi_table.draw,
    ),
    Document(
        name="vsi-leaflet",
        title="Tờ gấp BHXH tự nguyện",
        paper="A4 ngang, hai mặt, gấp ba",
        audience="bà con",
        needs=(),
        size=A4_LANDSCAPE,
        gather=vsi_leaflet.gather,
        draw=vsi_leaflet.draw,
    ),
    Document(
        name="village-summary",
        title="Tổng hợp thôn",
        paper="A4, mỗi thôn một trang",
        audience="trưởng thôn, buổi họp",
        needs=("village",),
        size=A4,
        gather=village_summary.gather,
        draw=village_summary.draw,
    ),
)


def document(name: str) -> Document:
    """The document of a name; raises PrintError unknown_document with the names there are."""
    for found in DOCUMENTS:
        if found.name == name:
            return found
    known = ", ".join(one.name for one in DOCUMENTS)
    raise PrintError("unknown_document", name=name, known=known)
