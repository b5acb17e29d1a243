"""Calls, stops and time paid before the register, in the words of the history."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from rules.calendar import Month, shown_day
from rules.money import dong
from ui.forms.wording import schemes
from ui.wording import words


def tr(text: str) -> str:
    """Words of the history."""
    return QCoreApplication.translate("History", text)


def stop_reason(value: str) -> str:
    """Why somebody stopped: a code of the program, or the words that were typed."""
    code = f"stop_reason.{value}"
    return words().say(code) if code in words().codes else value


def call_results() -> dict[str, str]:
    """What came of a call, inside a sentence."""
    return {
        "reached": tr("đã gọi được"),
        "no_answer": tr("không nghe máy"),
        "promised": tr("hẹn"),
        "wrong_number": tr("sai số"),
    }


def enrolment_labels() -> dict[str, dict[str, str]]:
    """The fields a clerk knows, by table."""
    day, note, months = tr("Ngày"), tr("Ghi chú"), tr("Số tháng")
    return {
        "calls": {
            "scheme": tr("Khoản"), "day": day, "result": tr("Kết quả gọi"),
            "staff_id": tr("Người gọi"), "next_day": tr("Hẹn"), "note": note,
        },
        "stops": {
            "day": tr("Ngừng từ ngày"), "reason": tr("Vì sao"), "refund": tr("Hoàn tiền"),
            "refund_day": tr("Ngày hoàn"), "months": tr("Số tháng hoàn"), "note": note,
        },
        "earlier_spells": {
            "first": tr("Từ tháng"), "last": tr("Đến tháng"), "months": months,
            "supported_months": tr("Được hỗ trợ"), "income": tr("Mức thu nhập"),
            "stopped_why": tr("Vì sao ngừng"), "won_by": tr("Ai vận động"), "note": note,
        },
    }  # fmt: skip


def enrolment_head(table: str, fields: Mapping[str, Any], person: str) -> str:
    """Return whose or what a row of these tables is; "" for any other table."""
    scheme = schemes().get(str(fields.get("scheme", "")), "")
    what = {
        "calls": tr("Gọi điện"),
        "stops": tr("Ngừng {scheme}").format(scheme=scheme),
        "earlier_spells": tr("{scheme} trước khi có sổ").format(scheme=scheme),
    }.get(table, "")
    return " · ".join(part for part in (person, what) if part) if what else ""


def _called(value: str) -> str:
    return call_results()[value]


def _month(value: str) -> str:
    return Month.parse(value).shown


def _changed(value: str) -> str:
    return {"level": tr("đổi mức"), "method": tr("đổi cách đóng"), "both": tr("đổi mức và cách")}[
        value
    ]


ENROLMENT_CODED: dict[tuple[str, str], Callable[[Any], str]] = {
    ("calls", "result"): _called,
    ("stops", "reason"): stop_reason,
    ("stops", "refund"): dong,
    ("stops", "refund_day"): lambda value: shown_day(date.fromisoformat(value)),
    ("earlier_spells", "first"): _month,
    ("earlier_spells", "last"): _month,
    ("enrolments", "changed"): _changed,
    ("enrolments", "void_day"): lambda value: shown_day(date.fromisoformat(value)),
}
