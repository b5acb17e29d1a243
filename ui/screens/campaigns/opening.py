"""What opens when a figure of Truyền thông is pressed: its title, its lines, its number."""

from dataclasses import dataclass
from typing import Any

from storage import Register
from storage.campaign_report import JOINED, CampaignReport
from storage.campaign_results import CampaignResult, VillageResult
from storage.events import Event
from ui.screens.campaigns.behind import (
    Line,
    attendee_lines,
    event_lines,
    gain_lines,
    joined_lines,
    person_lines,
    title_of,
)
from ui.screens.campaigns.results import name_of
from ui.screens.campaigns.wording import tr


@dataclass(frozen=True, slots=True)
class Opened:
    """What a figure opens onto."""

    title: str
    lines: list[Line]
    figure: int


def village_figure(
    register: Register, result: CampaignResult, row: VillageResult, figure: str
) -> Opened:
    """One figure of the results: of a village, or of the sum."""
    campaigns = register.campaigns
    where = tr("Cả đợt") if row is result.total else name_of(row)
    if figure in {"gain", "vsi_gain"} and row.hi.before is not None:
        scheme: Any = "hi" if figure == "gain" else "vsi"
        behind = campaigns.behind(result, row, scheme)
        words = tr("Thêm BHYT") if figure == "gain" else tr("Thêm BHXH tự nguyện")
        lines = gain_lines(behind, health=figure == "gain")
        return Opened(f"{where} · {words}", lines, row.of(scheme).gain or 0)
    if figure == "before" and row.hi.before is not None:
        lines = person_lines(campaigns.before(result, row))
        held = row.hi.before.covered
        if len(lines) != held:
            lines.append(
                Line(tr("Sửa sổ sau ngày khóa"), tr("số đã khóa giữ nguyên"), "",
                     held - len(lines), sign=True)
            )  # fmt: skip
        return Opened(f"{where} · {tr('Có thẻ trước đợt')}", lines, held)
    wanted: Any = "population" if figure == "population" else "covered"
    people = campaigns.people(result.on, row, scheme="hi", figure=wanted)
    words = tr("Người đang ở") if wanted == "population" else tr("Có thẻ BHYT nay")
    now = row.hi.now
    number = now.population if wanted == "population" else now.covered
    return Opened(f"{where} · {words}", person_lines(people), number)


def event_figure(register: Register, event: Event, figure: str) -> Opened:
    """How many came to an event, or joined there."""
    if figure == "reached":
        came = register.events.attendees(event.id)
        lines = attendee_lines(event, came)
        return Opened(title_of(event, tr("Người dự")), lines, event.reached or 0)
    rows = register.events.joined(event.id)
    lines = joined_lines(event, rows)
    number = event.joined + event.unnamed
    return Opened(title_of(event, tr("Tham gia tại đây")), lines, number)


def sum_figure(report: CampaignReport, figure: str) -> Opened:
    """How many came to all events together, or joined there."""
    figures: Any = ("reached",) if figure == "reached" else JOINED
    title = tr("Người dự các buổi") if figure == "reached" else tr("Tham gia tại các buổi")
    return Opened(title, event_lines(report.of(*figures)), report.sum(*figures).people)
