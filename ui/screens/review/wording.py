"""The words this screen has for pairs, for what two records say, and for what is wrong."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from rules.calendar import shown_day
from rules.household_codes import shown
from rules.identity import masked
from rules.money import dong
from storage.data_checks import Row
from storage.duplicates import LIKELY, SURE, Pair
from storage.merging import FieldChoice, Merged
from storage.people import Person
from ui.kinship import relation_words
from ui.states import Badge, hi_badge, vsi_badge
from ui.wording import words

_NUMBERS = frozenset({"personal_id", "si_number", "hi_card"})


def tr(text: str) -> str:
    """Words of the review screen."""
    return QCoreApplication.translate("Review", text)


def field_words(field: str) -> str:
    """What a field of a person is called."""
    return {
        "name": tr("Họ và tên"),
        "born": tr("Ngày sinh"),
        "sex": tr("Giới tính"),
        "personal_id": tr("Số CCCD"),
        "si_number": tr("Mã số BHXH"),
        "hi_card": tr("Số thẻ BHYT"),
        "phone": tr("Điện thoại"),
        "ethnic": tr("Dân tộc"),
        "occupation": tr("Việc làm"),
        "household": tr("Hộ"),
        "relation": tr("Quan hệ"),
        "status": tr("Tình trạng"),
        "do_not_contact": tr("Liên hệ"),
        "note": tr("Ghi chú"),
    }[field]


def side_words(choice: FieldChoice, side: str | None) -> str:
    """Whose value stays."""
    if not choice.differs:
        return tr("giống nhau")
    if side is None:
        return tr("chọn một bên")
    return {"kept": tr("lấy bên trái"), "other": tr("lấy bên phải"), "both": tr("giữ cả hai")}[side]


def said_words(choice: FieldChoice, value: Any, person: Person) -> str:
    """What one record says of a field; digits that need no comparing are hidden."""
    if value is None:
        return ""
    if choice.field in _NUMBERS:
        return str(value) if choice.open else masked(str(value))
    if choice.field == "household":
        return place_words(person)
    if choice.field == "relation":
        return relation_words(*value)
    if choice.field == "status":
        return _status_words(person)
    if choice.field == "do_not_contact":
        return tr("không liên hệ") if value else tr("bình thường")
    if choice.field == "sex":
        return words().say(f"sex.{value}")
    if choice.field == "occupation":
        return words().say(f"occupation.{value}")
    return value.shown if choice.field == "born" else str(value)


def _status_words(person: Person) -> str:
    said = words().say(f"status.{person.status}")
    if person.status_day is None:
        return said
    return tr("{status} từ {day}").format(status=said, day=shown_day(person.status_day))


def place_words(person: Person) -> str:
    """Where somebody lives: household, village, and what they are there."""
    code = shown(person.household_code) if person.household_code else ""
    relation = relation_words(person.relation, person.relation_text, sex=person.sex)
    parts = (code, person.village or tr("chưa có thôn"), relation if code else "")
    return ", ".join(part for part in parts if part and part != "–")


def household_words(person: Person) -> str:
    """The household or village that a column stands for."""
    if person.household_code:
        return tr("hộ {code}").format(code=shown(person.household_code))
    return person.village or tr("chưa ở hộ nào")


def names_words(pair: Pair) -> str:
    """The name of a pair; both where they differ."""
    one, other = pair.one.name, pair.other.name
    return one if one == other else f"{one} · {other}"


def why_words(pair: Pair, *, whole: bool = True) -> str:
    """Why the two may be one; `whole` begins a sentence."""
    said = ", ".join(words().say(f"duplicate.{code}") for code in pair.why)
    return said[:1].upper() + said[1:] if whole else said


def sure_words(pair: Pair) -> str:
    """How sure it is."""
    if pair.weight >= SURE:
        return tr("gần như chắc")
    return tr("rất giống") if pair.weight >= LIKELY else tr("có thể")


def brought_words(brings: dict[str, int]) -> str:
    """What goes over from the record that goes to the one that stays."""
    kinds = (
        ("covers", tr("{n} lần ghi thẻ, BHXH")),
        ("enrolments", tr("{n} lần đóng")),
        ("visit_results", tr("{n} kết quả đến nhà")),
        ("calculations", tr("{n} bảng tính đã giữ")),
        ("life_events", tr("{n} việc của hộ")),
        ("import_rows", tr("{n} dòng đã nhập từ danh sách")),
    )
    parts = [text.format(n=dong(brings[kind])) for kind, text in kinds if brings.get(kind)]
    if not parts:
        return tr("Bên phải không có gì kèm theo.")
    return tr("Từ bên phải chuyển sang: {parts}.").format(parts=", ".join(parts))


def merged_words(merged: Merged) -> str:
    """What the two become."""
    said = tr("Gộp xong chỉ còn một dòng. BHYT: {hi}. BHXH: {vsi}.")
    return said.format(
        hi=_state_words(hi_badge(merged.hi)), vsi=_state_words(vsi_badge(merged.vsi))
    )


def _state_words(badge: Badge) -> str:
    """A state as the tables show it; a bare date says that it is the last day."""
    said = tr("đến {day}").format(day=badge.words) if badge.words[:1].isdigit() else badge.words
    return f"{said}, {badge.note}" if badge.note else said


def wrong_words(row: Row) -> str:
    """What is wrong with one record."""
    said = (words().say(f"wrong.{one.code}", **one.facts) for one in row.reasons)
    return "; ".join(said)


def who_words(row: Row) -> str:
    """Who or what a row is about."""
    if row.kind == "households":
        return row.name or tr("Chưa có chủ hộ")
    return row.name


def code_words(row: Row) -> str:
    """The code of the household of a row."""
    return shown(row.code) if row.code else "–"
