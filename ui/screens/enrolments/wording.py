"""The words of the due list."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from rules.calendar import Month, PartialDate, shown_day
from storage.calls import Contact
from storage.due import DueRow, Period
from storage.due_details import DueDetail
from storage.renewal import Bar
from storage.spells import Spell, WonBy
from ui.history.campaign_words import form_words
from ui.history.enrolment_words import stop_reason
from ui.target_words import village_words


def tr(text: str) -> str:
    """Words of this screen."""
    return QCoreApplication.translate("Enrolments", text)


def period_words(period: Period, people: str) -> str:
    """A segment: the period and how many people are due in it."""
    return {
        "7": tr("7 ngày {people}"),
        "30": tr("30 ngày {people}"),
        "60": tr("60 ngày {people}"),
        "90": tr("90 ngày {people}"),
        "ended": tr("Quá hạn {people}"),
        "lapsed": tr("Ngừng {people}"),
    }[period].format(people=people)


def place_words(row: DueRow, on: date) -> str:
    """Where and how many: Chiềng Ngọc · 4 người; in voluntary insurance, how old."""
    if row.scheme == "hi":
        more = tr("{people} người").format(people=len(row.members))
    else:
        born = row.members[0].born
        age = PartialDate.parse(born).age_on(on) if born else None
        more = tr("{age} tuổi").format(age=age) if age is not None else tr("chưa rõ tuổi")
    return " · ".join(
        part for part in (village_words(row.village) if row.village else "", more) if part
    )


def scheme_words(row: DueRow) -> str:
    """The insurance as a narrow column says it."""
    return tr("BHYT") if row.scheme == "hi" else tr("BHXH")


def method_words(shown: DueDetail) -> str:
    """How it is paid: the months, or the group that pays another way."""
    price = shown.price
    if price.amount is None:
        return barred_short(price.barred)
    groups = {member.group for member in price.members}
    if shown.row.scheme == "hi" and groups and groups <= {"near_poor", "average_agri"}:
        return tr("cận nghèo") if "near_poor" in groups else tr("mức TB")
    return tr("{months} tháng").format(months=price.months)


def barred_short(barred: Bar | None) -> str:
    """Why nothing is paid here, in two words."""
    return {
        "state": tr("Nhà nước"),
        "student": tr("học sinh"),
        "elsewhere": tr("nơi làm"),
        "no_household": tr("chưa có hộ"),
        "no_law": tr("chưa rõ"),
    }.get(barred or "no_law", "")


def barred_words(barred: Bar | None) -> str:
    """Why a line cannot be renewed here."""
    return {
        "state": tr("Thẻ do Nhà nước đóng: xã lập danh sách, không thu tiền"),
        "student": tr("Học sinh đóng ở trường"),
        "elsewhere": tr("Nơi làm việc hoặc cơ quan BHXH đóng"),
        "no_household": tr("Chưa thuộc hộ nào: thêm vào hộ trước"),
        "no_law": tr("Chưa có mức đóng của ngày này trong Chính sách"),
    }[barred or "no_law"]


def days_words(row: DueRow) -> str:
    """How long it still lasts, or for how long it is over."""
    if row.members[0].stopped and row.days < 0:
        return tr("đã ngừng")
    if row.days > 0:
        return tr("còn {days} ngày").format(days=row.days)
    if row.days == 0:
        return tr("hết hôm nay")
    return tr("quá {days} ngày").format(days=-row.days)


def days_state(row: DueRow) -> str:
    """The shape of the days: ending, or ended."""
    if row.days >= 0:
        return "ending"
    return "stopped" if row.scheme == "vsi" else "ended"


def phone_words(phone: str) -> str:
    """A telephone number in groups: 0912 000 111."""
    if not phone:
        return tr("chưa có số")
    digits = phone if phone.isdecimal() else ""
    return f"{digits[:-6]} {digits[-6:-3]} {digits[-3:]}" if len(digits) >= 10 else phone


def contact_words(shown: DueDetail, on: date) -> tuple[str, str]:
    """When the household was last spoken to, and the shape before it."""
    contact = shown.contact
    if shown.row.do_not_contact:
        return tr("không liên hệ"), "not_applicable"
    if contact is None:
        return tr("chưa gọi"), "not_applicable"
    if contact.next_day is not None and contact.next_day >= on:
        if contact.next_day == on:
            return tr("hẹn hôm nay"), "thinking"
        return tr("hẹn {day}").format(day=f"{contact.next_day:%d/%m}"), "thinking"
    return _spoken(contact)


def _spoken(contact: Contact) -> tuple[str, str]:
    day = f"{contact.day:%d/%m}"
    return {
        "reached": (tr("đã gọi {day}").format(day=day), "agreed"),
        "promised": (tr("hẹn {day}").format(day=day), "thinking"),
        "no_answer": (tr("không nghe"), "absent"),
        "wrong_number": (tr("sai số"), "refused"),
        "visit": (tr("đến nhà {day}").format(day=day), "agreed"),
    }[contact.result]


def won_words(won: WonBy | None) -> str:
    """Where somebody was won."""
    if won is None:
        return ""
    if won.kind == "visit":
        return tr("{name} đến nhà").format(name=won.name) if won.name else tr("đến nhà vận động")
    if won.kind == "event":
        return " · ".join(part for part in (form_words(won.form), won.name) if part)
    if won.kind == "collector":
        return tr("{name} thu").format(name=won.name)
    return won.name


def spell_title(spell: Spell) -> str:
    """What a stretch of time is."""
    if spell.kind == "gap":
        return tr("Nghỉ đóng {months} tháng").format(months=spell.months)
    return {
        "first": tr("Tham gia lần đầu"),
        "again": tr("Tham gia lại"),
        "listed": tr("Có trong danh sách"),
    }[spell.kind]


def spell_detail(spell: Spell, income: str) -> str:
    """Who won the person and on what income; why a gap began."""
    if spell.kind == "gap":
        return stop_reason(spell.why) if spell.why else tr("chưa ghi vì sao")
    if spell.kind == "listed":
        return tr("chưa ghi khoản đóng nào")
    return " · ".join(part for part in (won_words(spell.won), income) if part)


def span_words(spell: Spell, on: date) -> str:
    """From which month to which: 03/2019 – 06/2021, until now where it goes on."""
    now = Month.of(on)
    if spell.last is None or (spell.kind != "gap" and spell.last >= now):
        return tr("{first} – nay").format(first=spell.first.shown)
    return f"{spell.first.shown} – {spell.last.shown}"


def sum_words(parts: Sequence[int]) -> str:
    """The sum written out: 28 + 22 = ."""
    return " + ".join(str(part) for part in parts) + " = " if len(parts) > 1 else ""


def years_words(months: int) -> str:
    """Months as years and months: 4 năm 11 tháng."""
    years, odd = divmod(months, 12)
    said = [tr("{years} năm").format(years=years)] if years else []
    if odd or not years:
        said.append(tr("{months} tháng").format(months=odd))
    return " ".join(said)


def day_words(day: date) -> str:
    """A day as a clerk writes it."""
    return shown_day(day)
