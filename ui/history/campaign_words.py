"""Campaigns, events and themes in the words of the history."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from rules.calendar import Month, shown_day
from rules.money import dong
from ui.wording import words


def tr(text: str) -> str:
    """Words of the history."""
    return QCoreApplication.translate("History", text)


def _coded(prefix: str) -> Callable[[str], str]:
    def say(value: str) -> str:
        code = f"{prefix}.{value}"
        return words().say(code) if code in words().codes else value

    return say


form_words = _coded("event_form")


def campaign_labels() -> dict[str, dict[str, str]]:
    """The fields a clerk knows, by table."""
    day, note, village = tr("Ngày"), tr("Ghi chú"), tr("Thôn")
    return {
        "campaigns": {
            "name": tr("Tên đợt"), "kind": tr("Loại đợt"), "start": tr("Từ ngày"),
            "until": tr("Đến ngày"), "document": tr("Văn bản"),
            "document_day": tr("Ngày văn bản"), "baseline_day": tr("Số trước đợt khóa ngày"),
            "note": note,
        },
        "campaign_areas": {"village_id": tr("Nơi làm")},
        "campaign_goals": {"village_id": village, "goal": tr("Mục tiêu")},
        "events": {
            "day": day, "form": tr("Hình thức"), "theme": tr("Nội dung"), "place": tr("Nơi"),
            "village_id": village, "state": tr("Tình trạng"), "starts": tr("Từ giờ"),
            "ends": tr("Đến giờ"), "hosts": tr("Người chủ trì"), "reached": tr("Người dự"),
            "asked": tr("Hỏi"), "answered": tr("Được trả lời"), "leaflets": tr("Tờ rơi đã phát"),
            "sheets": tr("Phiếu hộ đã trao"), "often_asked": tr("Hỏi nhiều"), "note": note,
        },
        "event_people": {"name": tr("Người dự")},
        "event_totals": {"people": tr("Số không ghi tên")},
        "non_cash_moves": {"day": day, "name": tr("Họ và tên"), "note": note},
        "sponsored_cards": {
            "day": day, "name": tr("Họ và tên"), "sponsor": tr("Nhà tài trợ"),
            "months": tr("Số tháng"), "amount": tr("Số tiền"), "note": note,
        },
        "month_themes": {"theme": tr("Chủ đề"), "note": note},
        "theme_scripts": {"script": tr("Bài nói")},
    }  # fmt: skip


def campaign_head(table: str, fields: Mapping[str, Any], person: str) -> str:
    """Return whose or what a row of these tables is; "" for any other table."""
    said: dict[str, Callable[[], str]] = {
        "campaigns": lambda: str(fields.get("name", "")),
        "campaign_areas": lambda: tr("Nơi làm đợt"),
        "campaign_goals": lambda: tr("Mục tiêu đợt"),
        "campaign_baselines": lambda: tr("Số trước đợt"),
        "events": lambda: _event(fields),
        "event_people": lambda: person or str(fields.get("name", "")) or tr("Người dự"),
        "event_totals": lambda: _total(str(fields.get("what", ""))),
        "non_cash_moves": lambda: person or tr("Nhận lương qua tài khoản"),
        "sponsored_cards": lambda: person or tr("Thẻ nhà tài trợ tặng"),
        "month_themes": lambda: _theme(str(fields.get("month", ""))),
        "theme_scripts": lambda: form_words(str(fields.get("form", ""))),
    }
    return said[table]() if table in said else ""


def _event(fields: Mapping[str, Any]) -> str:
    form = form_words(str(fields.get("form", "")))
    day = fields.get("day")
    if not day:
        return form
    return tr("{form} ngày {day}").format(form=form, day=shown_day(date.fromisoformat(day)))


def _total(what: str) -> str:
    return {
        "joined_hi": tr("Tham gia BHYT, không ghi tên"),
        "joined_vsi": tr("Tham gia BHXH tự nguyện, không ghi tên"),
        "non_cash": tr("Nhận lương qua tài khoản, không ghi tên"),
        "sponsored": tr("Thẻ nhà tài trợ tặng, không ghi tên"),
    }.get(what, tr("Số không ghi tên"))


def _theme(month: str) -> str:
    return tr("Chủ đề tháng {month}").format(month=Month.parse(month).shown if month else "")


def _state(value: str) -> str:
    return {"planned": tr("đã hẹn"), "held": tr("đã làm"), "cancelled": tr("đã hủy")}[value]


CODED: dict[tuple[str, str], Callable[[Any], str]] = {
    ("campaigns", "kind"): _coded("campaign_kind"),
    ("campaigns", "baseline_day"): lambda value: shown_day(date.fromisoformat(value)),
    ("events", "form"): form_words,
    ("events", "state"): _state,
    ("sponsored_cards", "amount"): dong,
}
