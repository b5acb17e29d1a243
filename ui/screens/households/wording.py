"""The words this screen has for codes of the register: relations, standings, methods, groups."""

from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import zip_longest

from PySide6.QtCore import QCoreApplication

from rules.calendar import shown_day
from rules.names import fold, given_name
from storage.household_record import HouseholdRecord
from storage.people import Person
from ui.choices import Choice
from ui.kinship import address_of
from ui.wording import words


def tr(text: str) -> str:
    """Words of the household screen."""
    return QCoreApplication.translate("Households", text)


def bold(text: str) -> str:
    """Words with `**bold**` parts as a label of rich text shows them."""
    parts = escape(text).split("**")
    strong = (f"<span style='font-weight:600'>{part}</span>" for part in parts[1::2])
    return "".join(a + b for a, b in zip_longest(parts[::2], strong, fillvalue=""))


STANDINGS = ("none", "poor", "near_poor", "average_agri")


def standing_in_list(kind: str | None) -> str:
    """The standing in the second line of the list: only the two the state helps most."""
    return {"poor": tr("nghèo"), "near_poor": tr("cận nghèo")}.get(kind or "", "")


_PLACES = frozenset(
    {"thon", "ban", "xom", "ap", "khu", "to", "lang", "buon", "tieu", "khom", "soc"}
)


def village_words(name: str) -> str:
    """A village with what it is called: names that begin with Thôn or Bản keep it."""
    first = fold(name).split()[:1]
    return name if _PLACES.intersection(first) else tr("Thôn {name}").format(name=name)


def household_title(head: Person | None, first: Person | None) -> str:
    """The title of a household: "Hộ ông …", by its head, else by its first member."""
    if head is not None:
        return " ".join(part for part in (tr("Hộ"), address_of(head), head.name) if part)
    if first is not None:
        return tr("Hộ có {name}, chưa rõ chủ hộ").format(name=first.name)
    return tr("Hộ chưa có ai")


def kinds() -> dict[str, str]:
    """What an enrolment is in a person's history."""
    return {"new": tr("Mới"), "renewal": tr("Gia hạn"), "rejoin": tr("Tham gia lại")}


def method_words(scheme: str, method: str, months: int) -> str:
    """How it is paid: 6 tháng, đóng trước 2 năm, đóng bù 14 tháng."""
    kind, _, number = method.partition("-")
    if scheme == "vsi" and kind == "ahead":
        return tr("trước {years} năm").format(years=number)
    if scheme == "vsi" and kind == "missing":
        return tr("bù {months} tháng").format(months=number)
    return tr("{months} tháng").format(months=months)


def short_day(day: date, on: date) -> str:
    """A day without its year where that is the year of the working day."""
    whole = shown_day(day)
    return whole[:5] if day.year == on.year else whole


def address_in(record: HouseholdRecord, person_id: str, name: str) -> str:
    """How a person of the record is spoken of: Ông Quyết, Anh Hậu, Cháu Đức."""
    member = next((row for row in record.members if row.person.id == person_id), None)
    if member is None:
        return name
    return spoken(member.person, member.age)


def spoken(person: Person, age: int | None) -> str:
    """How a clerk speaks of somebody, by age and sex; the bare name where neither is known."""
    given = given_name(person.name)
    if age is not None and age < 18:
        return tr("Cháu {name}").format(name=given)
    if age is not None and age < 40 and person.sex is not None:
        young = {"male": tr("Anh {name}"), "female": tr("Chị {name}")}
        return young[person.sex].format(name=given)
    address = address_of(person)
    return f"{address.capitalize()} {given}" if address else person.name


def coded(prefix: str, codes: Sequence[str]) -> list[Choice]:
    """Codes to choose from, with their words from the words file."""
    return [Choice(code, words().say(f"{prefix}.{code}")) for code in codes]


def short_village(name: str) -> str:
    """A village in the narrow filter: “Thôn” goes without saying, unless a number follows."""
    rest = name.removeprefix("Thôn ")
    return name if rest[:1].isdigit() else rest
