"""Rows of the journal in words: whose field, from what, to what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from rules.calendar import PartialDate, shown_day
from rules.household_codes import shown
from rules.identity import masked
from rules.money import dong
from storage.journal import RowChange
from ui.forms.wording import results, schemes
from ui.history.campaign_words import CODED, campaign_head, campaign_labels
from ui.history.enrolment_words import ENROLMENT_CODED, enrolment_head, enrolment_labels
from ui.wording import words

Names = Mapping[str, str]


def tr(text: str) -> str:
    """Words of the history."""
    return QCoreApplication.translate("History", text)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: whose it is, what it is called, and its words before and after."""

    whose: str
    label: str
    before: str
    after: str


def _labels() -> dict[str, dict[str, str]]:
    """The fields a clerk knows, by table; what the program keeps for itself is not shown."""
    start, until, day = tr("Từ ngày"), tr("Đến ngày"), tr("Ngày")
    note, phone = tr("Ghi chú"), tr("Điện thoại")
    return {
        "households": {
            "code": tr("Mã hộ"), "village_id": tr("Thôn"), "number": tr("Số hộ"),
            "address": tr("Địa chỉ"), "walk_order": tr("Số theo đường đi"),
            "do_not_contact": tr("Không liên hệ"), "note": note,
            "status": tr("Tình trạng"), "status_day": tr("Từ ngày"),
            "collector_id": tr("Nhân viên thu"), "not_before": tr("Để sau, đến ngày"),
        },
        "people": {
            "name": tr("Họ và tên"), "sex": tr("Giới tính"), "born": tr("Ngày sinh"),
            "personal_id": tr("Số định danh"), "si_number": tr("Mã số BHXH"),
            "hi_card": tr("Số thẻ BHYT"), "ethnic": tr("Dân tộc"), "phone": phone,
            "relation": tr("Quan hệ"), "relation_text": tr("Quan hệ đã viết"),
            "status": tr("Nơi ở"), "status_day": tr("Từ ngày"),
            "do_not_contact": tr("Không liên hệ"), "note": note, "occupation": tr("Việc làm"),
        },
        "standings": {
            "kind": tr("Diện hộ"), "document": tr("Văn bản"),
            "document_day": tr("Ngày văn bản"),
        },
        "villages": {"name": tr("Tên thôn"), "walk_order": tr("Thứ tự")},
        "staff": {
            "name": tr("Họ và tên"), "title": tr("Chức danh"), "phone": phone,
            "organisation": tr("Tổ chức"), "village_id": tr("Thôn"), "active": tr("Đang làm"),
            "roles": tr("Việc"), "point_id": tr("Điểm thu"), "signing": tr("Ký là"),
        },
        "office": {
            "name": tr("Cơ quan"), "parent_name": tr("Cơ quan cấp trên"), "place": tr("Địa danh"),
            "phone": phone, "hours": tr("Giờ làm việc"), "point_name": tr("Điểm thu"),
            "local_note": note, "commune": tr("Xã"), "backup_folder": tr("Nơi sao lưu"),
        },
        "policy_values": {
            "value": tr("Giá trị"), "start": start, "until": until, "document": tr("Văn bản"),
            "document_day": tr("Ngày văn bản"), "article": tr("Điều"),
        },
        "organisations": {"name": tr("Tên"), "phone": phone, "active": tr("Đang làm")},
        "points": {
            "name": tr("Tên"), "organisation_id": tr("Tổ chức"), "address": tr("Địa chỉ"),
            "hours": tr("Giờ làm việc"), "phone": phone, "active": tr("Đang mở"),
        },
        "receipt_books": {
            "symbol": tr("Ký hiệu"), "first": tr("Từ số"), "last": tr("Đến số"),
            "collector_id": tr("Người giữ"), "received": tr("Ngày nhận"),
            "active": tr("Đang dùng"), "note": note,
        },
        "village_names": {"name": tr("Tên khác của thôn")},
        "kept_filters": {"name": tr("Bộ lọc")},
        "life_events": {
            "day": day, "told_by": tr("Biết tin từ"), "document": tr("Giấy tờ"), "note": note,
        },
        "covers": {
            "known": tr("Tình trạng"), "hi_group": tr("Nhóm BHYT"), "card": tr("Số thẻ"),
            "start": start, "until": until, "dated": tr("Biết từ ngày"),
            "income": tr("Mức thu nhập"),
        },
        "visits": {
            "day": day, "visitor_id": tr("Người đến"), "next_day": tr("Hẹn"), "note": note,
        },
        "visit_results": {
            "scheme": tr("Khoản"), "result": tr("Kết quả"), "reason": tr("Lý do"),
            "next_day": tr("Hẹn"), "received": tr("Tiền đã nhận"),
        },
        "plans": {"day": tr("Ngày đi"), "part": tr("Buổi"), "note": note},
        "plan_stops": {"place": tr("Thứ tự đi"), "route": tr("Tuyến số")},
        "plan_crew": {"staff_id": tr("Người đi")},
        "outreach_weights": {"weight": tr("Điểm xếp")},
        "refusal_reasons": {
            "title": tr("Tên lý do"), "says": tr("Bà con nói"), "answer": tr("Lời đáp"),
            "answer_hi": tr("Lời đáp về BHYT"), "answer_vsi": tr("Lời đáp về BHXH tự nguyện"),
            "active": tr("Đang dùng"),
        },
        "enrolments": {
            "kind": tr("Loại"), "day": day, "months": tr("Số tháng"), "start": start,
            "until": until, "income": tr("Mức thu nhập"), "gross": tr("Mức đóng"),
            "state_support": tr("Nhà nước hỗ trợ"), "local_support": tr("Tỉnh, xã hỗ trợ"),
            "payable": tr("Phải đóng"), "note": note,
        },
        **campaign_labels(),
        **enrolment_labels(),
        "targets": {
            "goal": tr("Chỉ tiêu"), "opening": tr("Đầu kỳ"), "resolution": tr("Nghị quyết"),
            "resolution_day": tr("Ngày nghị quyết"),
        },
        "explanations": {
            "cause": tr("Nguyên nhân"), "correction": tr("Cách sửa"),
            "staff_id": tr("Người làm"), "by_day": tr("Xong trước"),
        },
        "denominators": {"people": tr("Số người"), "source": tr("Nguồn số liệu")},
        "calculations": {"day": day},
        "payments": {
            "day": day, "amount": tr("Đã thu"), "book": tr("Quyển"), "receipt": tr("Biên lai"),
            "collector_id": tr("Người thu"), "means": tr("Hình thức"),
        },
    }  # fmt: skip


_MONEY = {"income", "gross", "state_support", "local_support", "payable", "amount"}
_DAYS = {
    "day", "start", "until", "dated", "next_day", "status_day", "document_day", "received",
    "not_before",
}  # fmt: skip
_NAMED = {"village_id", "visitor_id", "staff_id", "collector_id", "point_id", "organisation_id"}


def _said(table: str, column: str, value: Any, names: Names) -> str:
    """A value as a clerk would say it."""
    if value is None or value == "":
        return tr("chưa có")
    if (own := _CODED.get((table, column))) is not None:
        return own(value)
    if column in _MONEY:
        return dong(int(value))
    if column in _DAYS:
        return shown_day(date.fromisoformat(value))
    if column in _NAMED:
        return names.get(value, tr("chưa rõ"))
    if (table, column) == ("visit_results", "reason"):
        return names.get(value, value)
    said = _CODED.get(("", column))
    return said(value) if said else str(value)


def _known(value: str) -> str:
    return {"covered": tr("đang có"), "not_covered": tr("không có")}[value]


def _means(value: str) -> str:
    return {"cash": tr("tiền mặt"), "transfer": tr("chuyển khoản")}[value]


def _coded(prefix: str) -> Callable[[str], str]:
    def say(value: str) -> str:
        code = f"{prefix}.{value}"
        return words().say(code) if code in words().codes else value

    return say


def field_changes(rows: Sequence[RowChange], names: Names) -> tuple[FieldChange, ...]:
    """Return what these rows of a journal entry changed, field by field.

    Args:
        rows: as the journal has them.
        names: words for the ids of people, households, villages and people at work.
    """
    labels = _labels()
    said = []
    for row in rows:
        fields = labels.get(row.table, {})
        whose = whose_row(row, names)
        for column, before, after in row.fields():
            # what a new row leaves empty was not written by anybody
            if column not in fields or (before in _EMPTY and after in _EMPTY):
                continue
            if row.before is None and after == "here":
                continue
            said.append(
                FieldChange(
                    whose,
                    fields[column],
                    _said(row.table, column, before, names) if row.before else "–",
                    _said(row.table, column, after, names) if row.after else tr("đã bỏ"),
                )
            )
    return tuple(said)


_EMPTY = (None, "", 0)


def row_facts(table: str, row: Mapping[str, Any], names: Names) -> tuple[tuple[str, str], ...]:
    """Return what every field a clerk knows of one row says: (what it is called, its words)."""
    return tuple(
        (label, _said(table, column, row.get(column), names))
        for column, label in _labels().get(table, {}).items()
    )


def whose_row(row: RowChange, names: Names) -> str:
    """Return whose or what a row is: a person, the household, a visit."""
    fields = row.after or row.before or {}
    person = names.get(str(fields.get("person_id", "")), "")
    named = str(fields.get("name") or fields.get("symbol") or "")
    heads = {
        "households": names.get(row.row_id, tr("Hộ")),
        "people": named,
        "standings": tr("Diện hộ năm {year}").format(year=fields.get("year", "")),
        "visits": tr("Lần đến nhà"),
        "calculations": tr("Bảng tính đã giữ"),
        "payments": tr("Phiếu thu"),
        "villages": named,
        "staff": named,
        "office": tr("Cơ quan và đầu giấy"),
        "policy_values": _policy_name(named),
        "organisations": named,
        "points": named,
        "receipt_books": tr("Quyển biên lai {symbol}").format(symbol=named),
        "refusal_reasons": tr("Lý do {number}").format(number=fields.get("number", "")),
        "village_names": tr("Thôn"),
        "plans": tr("Tuyến đi {code}").format(code=fields.get("code", "")),
        "plan_stops": tr("Hộ trên tuyến đi"),
        "plan_crew": tr("Người đi"),
        "kept_filters": tr("Bộ lọc đã giữ"),
        "list_shapes": tr("Mẫu danh sách đã nhớ"),
        "life_events": person or tr("Việc của hộ"),
    }
    if row.table in heads:
        return heads[row.table]
    if row.table == "outreach_weights":
        return _weight_title(row.row_id)
    if row.table == "targets":
        return tr("Chỉ tiêu {name}").format(
            name=words().say(f"indicator.{fields.get('indicator', '')}")
        )
    if own := enrolment_head(row.table, fields, person) or campaign_head(row.table, fields, person):
        return own
    scheme = schemes().get(str(fields.get("scheme", "")), "")
    return " · ".join(part for part in (person, scheme) if part) or tr("Kết quả")


def _weight_title(name: str) -> str:
    from storage.outreach.weighing import shipped_weights  # noqa: PLC0415 - of the ranking alone

    known = shipped_weights().get(name)
    return known.title if known else name


def _policy_name(name: str) -> str:
    code = f"value.{name}"
    return words().say(code) if code in words().codes else name


def _enrolled(value: str) -> str:
    return {"new": tr("mới"), "renewal": tr("gia hạn"), "rejoin": tr("tham gia lại")}[value]


def _home(value: str) -> str:
    return {
        "here": tr("đang ở xã"),
        "left": tr("đã chuyển đi"),
        "joined": tr("đã gộp vào hộ khác"),
    }[value]


def _part(value: str) -> str:
    return {
        "morning": tr("buổi sáng"),
        "afternoon": tr("buổi chiều"),
        "evening": tr("buổi tối"),
        "day": tr("cả ngày"),
    }[value]


def _roles(value: str) -> str:
    said = {
        "clerk": tr("Cán bộ"),
        "collector": tr("Nhân viên thu"),
        "helper": tr("Giúp việc thôn"),
        "signer": tr("Người ký"),
    }
    return ", ".join(said[role] for role in value.split(","))


_CODED: dict[tuple[str, str], Callable[[Any], str]] = {
    **CODED,
    **ENROLMENT_CODED,
    ("households", "code"): shown,
    ("people", "personal_id"): masked,
    ("people", "born"): lambda value: PartialDate.parse(value).shown,
    ("people", "sex"): _coded("sex"),
    ("people", "relation"): _coded("relation"),
    ("people", "occupation"): _coded("occupation"),
    ("people", "status"): _coded("status"),
    ("standings", "kind"): _coded("standing"),
    ("covers", "hi_group"): _coded("hi_group"),
    ("covers", "known"): _known,
    ("enrolments", "kind"): _enrolled,
    ("households", "status"): _home,
    ("payments", "means"): _means,
    ("visit_results", "received"): dong,
    ("plans", "part"): _part,
    ("staff", "roles"): _roles,
    ("staff", "signing"): lambda value: " / ".join(value.splitlines()),
    ("", "scheme"): lambda value: schemes().get(value, value),
    ("", "result"): lambda value: results()[value],
    ("", "active"): lambda value: tr("có") if value else tr("không"),
    ("", "do_not_contact"): lambda value: tr("có") if value else tr("không"),
}
