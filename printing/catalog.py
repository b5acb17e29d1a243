"""What can be printed and exported, in the order the program shows it.

To add a document: write printing/documents/<name>.py with frozen data, gather(register, request,
progress) and draw(data, paper); add its line to DOCUMENTS; test it by reading the PDF back.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from printing.documents import (
    benefit_sheet,
    campaign_report,
    household_sheet,
    route_sheet,
    village_summary,
    vsi_leaflet,
    vsi_table,
)
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
        occasion: where it is carried, the group it stands in: home or meeting.
        about: what it is for, one sentence.
        needs: what it can be narrowed to: village, household, filter, month, plan, campaign.
        size: of its pages, in points.
    """

    name: str
    title: str
    paper: str
    audience: str
    occasion: Literal["home", "meeting"]
    about: str
    needs: tuple[str, ...]
    size: tuple[float, float]
    gather: Callable[[Register, Request, Progress], Any]
    draw: Callable[[Any, Paper], None]


Trip = tuple[route_sheet.RouteSheet, household_sheet.HouseholdSheets | None]


def _gather_trip(register: Register, request: Request, progress: Progress) -> Trip:
    """Read a trip and the sheets of its households, one side of A4 each."""
    code = request.plan
    if code is None and (following := register.plans.next(request.on)) is not None:
        code = register.plans.get(following).code
    asked = replace(request, plan=code, household=None, paper="a4")
    route = route_sheet.gather(register, asked, progress)
    return route, household_sheet.gather(register, asked, progress) if code else None


def _draw_trip(data: Trip, paper: Paper) -> None:
    route, sheets = data
    route_sheet.draw(route, paper)
    if sheets is not None:
        household_sheet.draw(sheets, paper)


DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="household-sheet",
        title="Phiếu tư vấn hộ gia đình",
        paper="A5 hai mặt, hoặc A4",
        audience="từng gia đình",
        occasion="home",
        about="Mỗi nhà một tờ: ai cần đóng, đóng bao nhiêu, vì sao. Cuống phiếu mang về xã.",
        needs=("village", "household", "filter"),
        size=A5,
        gather=household_sheet.gather,
        draw=household_sheet.draw,
    ),
    Document(
        name="route-sheet",
        title="Phiếu đi hộ",
        paper="A4 ngang, mỗi tuyến một tờ hoặc hơn",
        audience="người đi vận động",
        occasion="home",
        about="Tuyến đi theo thứ tự nhà: vì sao đến, gặp ai, ô đánh dấu kết quả, mã để nhập lại.",
        needs=("plan",),
        size=A4_LANDSCAPE,
        gather=route_sheet.gather,
        draw=route_sheet.draw,
    ),
    Document(
        name="trip-papers",
        title="Giấy của cả chuyến đi",
        paper="A4, phiếu đi hộ rồi phiếu tư vấn từng hộ",
        audience="người đi vận động",
        occasion="home",
        about="In một lần: phiếu đi hộ của tuyến, rồi phiếu tư vấn của từng hộ theo thứ tự đi.",
        needs=("plan",),
        size=A4_LANDSCAPE,
        gather=_gather_trip,
        draw=_draw_trip,
    ),
    Document(
        name="vsi-table",
        title="Bảng mức đóng BHXH",
        paper="A4, 3 trang",
        audience="cộng tác viên, buổi họp thôn",
        occasion="meeting",
        about="Mức đóng và hỗ trợ theo thu nhập và đối tượng, rồi lương hưu theo số năm đóng.",
        needs=(),
        size=A4,
        gather=vsi_table.gather,
        draw=vsi_table.draw,
    ),
    Document(
        name="benefit-sheet",
        title="Bảng tính quyền lợi",
        paper="A4, mỗi người một trang",
        audience="người ngồi đối diện",
        occasion="home",
        about="Một người, một mức: đóng bao nhiêu, về già được bao nhiêu. In những bảng tính đã giữ"
        " với hộ.",
        needs=("village", "household"),
        size=A4,
        gather=benefit_sheet.gather,
        draw=benefit_sheet.draw,
    ),
    Document(
        name="vsi-leaflet",
        title="Tờ gấp BHXH tự nguyện",
        paper="A4 ngang, hai mặt, gấp ba",
        audience="bà con",
        occasion="home",
        about="Một tờ A4 gập ba: đóng bao nhiêu, được gì, hỏi ai. Phát cho người chưa biết.",
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
        occasion="meeting",
        about="Thôn đang ở đâu: bao nhiêu người có thẻ, ai chưa, vì sao, thẻ nào sắp hết.",
        needs=("village",),
        size=A4,
        gather=village_summary.gather,
        draw=village_summary.draw,
    ),
    Document(
        name="campaign-report",
        title="Báo cáo đợt truyền thông",
        paper="A4",
        audience="cấp trên, ban chỉ đạo",
        occasion="meeting",
        about="Một đợt: buổi theo hình thức, người dự, người tham gia, từng thôn trước đợt và nay.",
        needs=("campaign",),
        size=A4,
        gather=campaign_report.gather,
        draw=campaign_report.draw,
    ),
)


def document(name: str) -> Document:
    """The document of a name; raises PrintError unknown_document with the names there are."""
    for found in DOCUMENTS:
        if found.name == name:
            return found
    known = ", ".join(one.name for one in DOCUMENTS)
    raise PrintError("unknown_document", name=name, known=known)
