"""The words of Truyền thông: forms of events, figures, days."""

from datetime import date
from fractions import Fraction
from typing import Literal

from PySide6.QtCore import QCoreApplication

from rules.calendar import shown_day
from rules.money import dong
from storage.campaign_report import Figure
from storage.campaigns import Campaign
from storage.events import FORMS, Event, Joined
from ui.choices import Choice
from ui.wording import words

ICONS = {
    "launch": "flag",
    "conference": "presentation",
    "dialogue": "messages-square",
    "small_group": "users",
    "booth": "store",
    "mobile_team": "truck",
    "loudspeaker": "volume-2",
    "association_meeting": "handshake",
    "radio": "radio",
    "social_network": "share-2",
    "training": "graduation-cap",
    "other": "calendar",
}

_SUNDAY = 6


def tr(text: str) -> str:
    """Words of this place."""
    return QCoreApplication.translate("Campaigns", text)


def form_words(form: str) -> str:
    """What a form of event is called; an older program wrote it in words."""
    code = f"event_form.{form}"
    return words().say(code) if code in words().codes else form


def form_choices() -> list[Choice]:
    """Every form, in the order they are counted."""
    return [Choice(form, form_words(form)) for form in FORMS]


def kind_words(campaign: Campaign) -> str:
    """What a campaign is: a launch, a month."""
    return words().say(f"campaign_kind.{campaign.kind}")


def village_name(name: str) -> str:
    """A village where it is clear that it is one: Thôn Đông is Đông, Thôn 3 stays."""
    bare = name.removeprefix("Thôn ")
    return bare if bare[:1].isalpha() else name


def event_title(event: Event) -> str:
    """Form and where: Ra quân · Thôn Đông."""
    where = village_name(event.village) or event.place
    return " · ".join(part for part in (form_words(event.form), where) if part)


def event_detail(event: Event) -> str:
    """What was spoken about, and the place inside the village."""
    place = event.place if event.village else ""
    parts = (event.theme, place)
    said = ", ".join(part for part in parts if part)
    if event.state == "cancelled":
        return ", ".join(part for part in (tr("Đã hủy"), said) if part)
    if event.unnamed and not event.joined:
        return tr("Không ghi tên, chỉ có tổng")
    return said


def weekday(day: date) -> str:
    """The day of the week in full: Thứ Bảy."""
    return (
        tr("Thứ Hai"),
        tr("Thứ Ba"),
        tr("Thứ Tư"),
        tr("Thứ Năm"),
        tr("Thứ Sáu"),
        tr("Thứ Bảy"),
        tr("Chủ nhật"),
    )[day.weekday()]


def short_weekday(day: date) -> str:
    """The day of the week in two letters: T7, CN."""
    return tr("CN") if day.weekday() == _SUNDAY else f"T{day.weekday() + 2}"


def times(event: Event) -> str:
    """From when to when, as far as it is known."""
    return " – ".join(part for part in (event.starts, event.ends) if part)


def period(campaign: Campaign) -> str:
    """From when to when: 24/10 – 15/11/2026."""
    if campaign.start == campaign.until:
        return shown_day(campaign.start)
    same = campaign.start.year == campaign.until.year
    first = f"{campaign.start:%d/%m}" if same else shown_day(campaign.start)
    return f"{first} – {shown_day(campaign.until)}"


def signed(number: int) -> str:
    """A change with its sign: +17, −3; 0 has none."""
    return f"+{dong(number)}" if number > 0 else f"−{dong(-number)}" if number else "0"


def percent(rate: Fraction | None) -> str:
    """A share in per cent with one digit: 80,2."""
    if rate is None:
        return "–"
    tenths = (rate.numerator * 2000 // rate.denominator + 1) // 2
    return f"{tenths // 10},{tenths % 10}"


def count(number: int | None) -> str:
    """A count; what nobody counted says so."""
    return tr("chưa rõ") if number is None else dong(number)


def scheme_words(joined: Joined) -> str:
    """What somebody joined, for how long: BHYT 12 tháng."""
    short = tr("BHYT") if joined.scheme == "hi" else tr("BHXH")
    return tr("{scheme} {months} tháng").format(scheme=short, months=joined.months)


def figure_words(figure: Figure | Literal["joined"]) -> str:
    """What a figure of the report is called, on the screen as on paper."""
    return words().say(f"campaign_figure.{figure}")
