"""Words of the overview."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from rules.calendar import shown_day
from rules.money import dong
from storage.follow_ups import FollowUp
from storage.overview import Doubt
from storage.visits import VisitResult
from ui.wording import words


def tr(text: str) -> str:
    """Words of this part, translatable."""
    return QCoreApplication.translate("Overview", text)


def long_day(day: date) -> str:
    """A day with its name: Thứ Bảy, 21/11/2026."""
    names = (
        tr("Thứ Hai"), tr("Thứ Ba"), tr("Thứ Tư"), tr("Thứ Năm"), tr("Thứ Sáu"), tr("Thứ Bảy"),
        tr("Chủ Nhật"),
    )  # fmt: skip
    return f"{names[day.weekday()]}, {shown_day(day)}"


def about_words(one: FollowUp, titles: dict[str, str]) -> str:
    """What to come back about: the note of the visit, else what was said there."""
    said = dict.fromkeys(_result_words(result, titles) for result in one.open)
    words_said = one.note or "; ".join(said)
    if one.late <= 0:
        return words_said
    day = tr("hẹn {day}").format(day=f"{one.day:%d/%m}")
    return tr("{day}: {words}").format(day=day, words=words_said)


def _result_words(result: VisitResult, titles: dict[str, str]) -> str:
    results = {
        "agreed": tr("đồng ý, chưa ghi"),
        "thinking": tr("nghĩ thêm"),
        "refused": tr("từ chối"),
        "absent": tr("chưa gặp ai"),
        "moved": tr("đã chuyển đi"),
    }
    scheme = {"hi": tr("BHYT"), "vsi": tr("BHXH")}.get(result.scheme or "", "")
    said = results[result.result]
    if result.reason:
        said = titles.get(result.reason, result.reason)
    return tr("{scheme}: {said}").format(scheme=scheme, said=said) if scheme else said


def doubt_words(one: Doubt) -> str:
    """What is to be looked at again, behind its number."""
    if one.key == "duplicates":
        return tr("cặp người có thể trùng nhau")
    if one.key == "rejected":
        day = shown_day(one.day) if one.day else ""
        return tr("dòng chưa nhận ở danh sách ngày {day}").format(day=day)
    said = words().say(f"finding.{one.key}")
    return said[:1].lower() + said[1:]


def ending_words(period: str) -> str:
    """A period of what ends."""
    return {
        "7": tr("Trong 7 ngày"),
        "30": tr("Trong 30 ngày"),
        "60": tr("Trong 60 ngày"),
        "90": tr("Trong 90 ngày"),
        "ended": tr("Đã quá hạn"),
        "lapsed": tr("Đã bỏ"),
    }[period]


def signed(value: int) -> str:
    """A change with its sign."""
    return f"+{dong(value)}" if value >= 0 else f"−{dong(-value)}"
