"""Chính sách in words: topics, short names, and values as they are shown and typed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, assert_never

from PySide6.QtCore import QCoreApplication

from rules.calendar import MONTHS_A_YEAR, Month
from rules.errors import Problem
from rules.money import dong, number, parse_amount
from rules.policy import Cite, Content, Status, Unit, Value
from storage.policy_checks import is_local_pension, is_support
from storage.units import province_names
from ui.screens.settings.policy.derived import LIMITS, millions
from ui.wording import words

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_BORN = re.compile(r"(\d{1,2})/(\d{4})\D+(\d+)(?:\D+(\d+))?")
_NOUNS = ("months", "years", "days", "age")
FIRST = (
    "base_salary", "poverty_line.rural", "social_pension", "vsi.rate", LIMITS,
    "vsi.ceiling_multiple", "vsi.investment_rate", "vsi.support_months", "hi.rate",
    "hi.household_shares", "retirement.age.male", "retirement.age.female", "pension.min_years",
)  # fmt: skip


def tr(text: str) -> str:
    """The words in the language of the window."""
    return QCoreApplication.translate("Policy", text)


@dataclass(frozen=True, slots=True)
class Topic:
    """Parameters that stand together under one heading."""

    title: str
    names: tuple[str, ...]


def topics(names: Sequence[str]) -> tuple[Topic, ...]:
    """All names under their headings, in the order of a law book; none is left out."""
    found: dict[str, list[str]] = {}
    places = {name: place for place, name in enumerate(FIRST)}
    for name in sorted(names, key=lambda name: (places.get(name, len(places)), _counted(name))):
        found.setdefault(_topic(name), []).append(name)
    order = _titles()
    keys = [*(key for key in order if key in found), *sorted(found.keys() - order.keys())]
    return tuple(Topic(order.get(key) or _province_title(key), tuple(found[key])) for key in keys)


def _counted(name: str) -> tuple[tuple[int, str], ...]:
    """A name to sort by: numbers in it by their size, so that 3 months stand before 12."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in name.split("."))


def _titles() -> Mapping[str, str]:
    return {
        "base": tr("Mức nền"),
        "vsi": tr("BHXH tự nguyện"),
        "vsi.support": tr("BHXH tự nguyện: Nhà nước hỗ trợ"),
        "hi": tr("BHYT"),
        "hi.support": tr("BHYT: Nhà nước đóng"),
        "hi.benefit": tr("BHYT: mức hưởng"),
        "hi.care": tr("BHYT: mức trả theo nơi khám"),
        "pension": tr("Lương hưu, trợ cấp"),
        "vsi.survivor": tr("Trợ cấp tuất một lần"),
        "vsi.withdrawal": tr("Rút BHXH một lần"),
        "marriage": tr("Hôn nhân và gia đình"),
    }


_BASE = re.compile(r"base_salary|poverty_line\..*|social_pension")
_FAMILIES = (
    "vsi.support", "hi.support", "hi.benefit", "hi.care", "vsi.survivor", "vsi.withdrawal",
    "marriage",
)  # fmt: skip
_ALLOWANCES = re.compile(r"vsi\.(maternity|funeral|allowance)")


def _topic(name: str) -> str:
    if is_local_pension(name):
        return "extra." + name[-2:]
    if _BASE.fullmatch(name):
        return "base"
    scheme, _, rest = name.partition(".")
    if is_support(name):
        return "extra." + rest.split(".")[1]
    family = next((one for one in _FAMILIES if name.startswith(one + ".")), None)
    if family is not None:
        return family
    return scheme if scheme in {"vsi", "hi"} and not _ALLOWANCES.match(name) else "pension"


def _province_title(key: str) -> str:
    province = province_names().get(key.rpartition(".")[2], "")
    return tr("Hỗ trợ thêm: {province}").format(province=province)


def short_name(name: str) -> str:
    """What a parameter is called in a list; its heading says the rest."""
    if name == LIMITS:
        return tr("Thấp nhất, cao nhất")
    known, code = words(), "short." + name
    if code in known.codes:
        return known.say(code)
    scheme, _, rest = name.partition(".")
    if is_support(name):
        giver, _, group = rest.partition(".")
        who = short_name(f"{scheme}.support.{group.partition('.')[2]}")
        who = who[:1].lower() + who[1:]
        scheme_name = tr("BHXH") if scheme == "vsi" else tr("BHYT")
        text = tr("{scheme}, {who}") if giver == "local" else tr("{scheme}, {who} (nguồn khác)")
        return text.format(scheme=scheme_name, who=who)
    if is_local_pension(name):
        return tr("Trợ cấp hưu trí xã hội")
    last = name.rpartition(".")[2]
    for family, code in (("vsi.support.", f"class.{last}"), ("hi.", f"hi_group.{last}")):
        if name.startswith(family) and code in known.codes:
            text = known.say(code)
            return text[:1].upper() + text[1:]
    return long_name(name)


def long_name(name: str) -> str:
    """The whole name of a parameter, as a heading."""
    if name == LIMITS:
        return tr("Mức thu nhập thấp nhất, cao nhất được chọn")
    text = words().value(name)
    return text[:1].upper() + text[1:]


# Marks of the kinds of documents, as they are typed without their letter đ, and what they are.
_MARKS = (
    (re.compile(r"N[DĐ]-CP", re.IGNORECASE), "NĐ-CP", "Nghị định"),
    (re.compile(r"Q[DĐ]-TTG", re.IGNORECASE), "QĐ-TTg", "Quyết định"),
    (re.compile(r"Q[DĐ]-UBND", re.IGNORECASE), "QĐ-UBND", "Quyết định"),
    (re.compile(r"NQ-H[DĐ]ND", re.IGNORECASE), "NQ-HĐND", "Nghị quyết"),
)


def document_form(text: str) -> str:
    """A document as it is cited: `99/2027/nd-cp` is Nghị định 99/2027/NĐ-CP."""
    text = " ".join(text.split())
    for pattern, mark, kind in _MARKS:
        if pattern.search(text):
            text = pattern.sub(mark, text)
            return f"{kind} {text}" if text[0].isdigit() else text
    return text


def document_of(cite: Cite) -> str:
    """A document by number and date: numbers repeat from year to year."""
    return Cite(cite.document, cite.dated).full


def status_words(status: Status) -> str:
    """How sure a value is."""
    return {
        "confirmed": tr("đã đối chiếu"),
        "pending": tr("chưa xác nhận"),
        "unsure": tr("cần đối chiếu"),
    }[status]


def unit_note(name: str, unit: Unit) -> str:
    """What the numbers of a parameter are, in a few words."""
    if name == LIMITS:
        return tr("đồng một tháng")
    noun = _noun(name)
    return {
        "dong": tr("đồng"),
        "ratio": tr("hệ số") if is_coefficient(name) else tr("phần trăm"),
        "ratios": tr("phần trăm, theo thứ tự"),
        "count": noun or tr("số"),
        "counts": noun or tr("các số"),
        "curve": tr("hệ số") if is_coefficient(name) else tr("phần trăm theo số năm"),
        "ages": tr("tuổi theo tháng sinh"),
    }.get(unit, "")


def _noun(name: str) -> str:
    nouns = dict(zip(_NOUNS, (tr("tháng"), tr("năm"), tr("ngày"), tr("tuổi")), strict=True))
    parts = set(re.split(r"[._]", name))
    found = next((nouns[one] for one in _NOUNS if one in parts), "")
    return found or (tr("lần") if "multiple" in parts else "")


# -- shown


def amount_words(name: str, unit: Unit, amount: int | Fraction) -> str:
    """One number of a value with its unit: 2.530.000, 4,5 %, 15 năm."""
    if isinstance(amount, Fraction):
        return _percent(amount, name)
    noun = _noun(name) if unit != "dong" else ""
    return f"{dong(amount)} {noun}".strip()


def _percent(share: Fraction, name: str = "") -> str:
    """A share as a percentage; a coefficient as the plain number that the circulars print."""
    return number(share) if is_coefficient(name) else f"{number(share * 100)} %"


def is_coefficient(name: str) -> bool:
    """Whether the numbers of a parameter are multiplied with, and are no shares of anything."""
    return name.startswith("cpi.")


def brief(value: Value) -> str:
    """A value as short as a list needs it."""
    content: Any = value.value
    match value.unit:
        case "dong" | "ratio" | "count":
            return amount_words(value.name, value.unit, content)
        case "ratios" if len(content) > 5:
            return tr("{first} … {last}").format(
                first=number(content[0] * 100), last=_percent(content[-1])
            )
        case "ratios":
            return " ".join(number(share * 100) for share in content) + " %"
        case "counts" if value.name == LIMITS:
            low, high = map(millions, content)
            return tr("{low} – {high} tr").format(low=low, high=high)
        case "counts":
            return " ".join([", ".join(map(str, content)), _noun(value.name)]).strip()
        case "curve" if is_coefficient(value.name):
            return tr("{count} năm").format(count=len(content))
        case "curve":
            first, last = content[0][1] * 100, _percent(content[-1][1])
            return tr("{first} – {last}").format(first=number(first), last=last)
        case "ages":
            return tr("theo tháng sinh")
        case _:
            assert_never(value.unit)


def rows(value: Value) -> tuple[tuple[str, str], ...]:
    """A value that is not one number as rows of a table, the headings first; else nothing."""
    content: Any = value.value
    match value.unit:
        case "ratios":
            lines = [(str(place), _percent(one)) for place, one in enumerate(content, 1)]
            return ((tr("Thứ tự"), tr("Tỷ lệ")), *lines)
        case "counts" if value.name == LIMITS:
            low, high = map(dong, content)
            return (
                (tr("Mức"), tr("Đồng một tháng")),
                (tr("Thấp nhất"), low),
                (tr("Cao nhất"), high),
            )
        case "counts":
            lines = [(str(place), str(one)) for place, one in enumerate(content, 1)]
            return ((tr("Thứ tự"), unit_note(value.name, value.unit)), *lines)
        case "curve":
            lines = [(str(years), _percent(share, value.name)) for years, share in content]
            if is_coefficient(value.name):
                return ((tr("Năm đóng"), tr("Hệ số")), *lines)
            return ((tr("Số năm đóng"), tr("Tỷ lệ")), *lines)
        case "ages":
            lines = [(Month.parse(born).shown, _age(months)) for born, months in content]
            return ((tr("Sinh từ tháng"), tr("Tuổi")), *lines)
        case _:
            return ()


def _age(months: int) -> str:
    years, rest = divmod(months, MONTHS_A_YEAR)
    text = tr("{years} tuổi {months} tháng") if rest else tr("{years} tuổi")
    return text.format(years=years, months=rest)


# -- typed


def example(name: str, unit: Unit) -> str:
    """What may be typed for a parameter."""
    if is_coefficient(name):
        return "1,08" if unit == "ratio" else "2024 1,08; 2025 1,03"
    return {
        "dong": "2tr2",
        "ratio": "4,5 %",
        "count": "15",
        "ratios": "100 70 60 50 40",
        "counts": "3 6 12",
        "curve": tr("15 năm 45 %; 30 năm 75 %"),
        "ages": tr("01/1961 60 tuổi 3 tháng; 04/1961 60 tuổi 6 tháng"),
    }[unit]


def typed(text: str, name: str, unit: Unit) -> Content:
    """Read a value as a clerk types it.

    Raises:
        Problem: bad_amount, bad_policy_value.
    """
    if unit == "dong":
        return parse_amount(text)
    whole = 1 if is_coefficient(name) else 100
    try:
        return _read(text, unit, whole)
    except (ValueError, Problem) as error:
        raise Problem("bad_policy_value", value=text, example=example(name, unit)) from error


def _read(text: str, unit: Unit, whole: int) -> Content:
    match unit:
        case "ratio":
            (share,) = _shares(text, whole)
            return share
        case "count":
            (count,) = _counts(text)
            return count
        case "ratios":
            return tuple(_shares(text, whole)) or _nothing(text)
        case "counts":
            return tuple(_counts(text)) or _nothing(text)
        case "curve":
            points = [tuple(_numbers(part)) for part in text.split(";") if part.strip()]
            return tuple((int(years), share / whole) for years, share in points) or _nothing(text)
        case _:
            return tuple(map(_read_age, text.split(";")))


def _nothing(text: str) -> Any:
    raise ValueError(text)


def _numbers(text: str) -> Iterator[Fraction]:
    """Every number of a text; a number with a sign or stuck to a letter is a slip."""
    if re.search(r"-|\d[^\W\d]|[^\W\d]\d", text):
        _nothing(text)
    yield from (Fraction(found.replace(",", ".")) for found in _NUMBER.findall(text))


def _shares(text: str, whole: int) -> list[Fraction]:
    if re.search(r"[^\d.,%\s;]", text):
        _nothing(text)
    return [one / whole for one in _numbers(text)]


def _counts(text: str) -> list[int]:
    found = re.findall(r"\d+", text)
    if "-" in text or re.search(r"\d[.,]\d", text):
        _nothing(text)
    return [int(one) for one in found]


def _read_age(text: str) -> tuple[str, int]:
    found = _BORN.search(text)
    if found is None:
        return tuple(_nothing(text))
    born = str(Month.parse(f"{found[2]}-{int(found[1]):02d}"))
    return born, int(found[3]) * MONTHS_A_YEAR + int(found[4] or 0)


def typed_form(content: Any, name: str, unit: Unit) -> str:
    """A value as it stands in its field; `typed` reads it back."""
    match unit:
        case "dong":
            return dong(content)
        case "ratio":
            return _percent(content, name)
        case "count":
            return str(content)
        case "ratios":
            return " ".join(number(one * 100) for one in content) + " %"
        case "counts":
            return " ".join(map(str, content))
        case "curve":
            one = tr("{years} {share}") if is_coefficient(name) else tr("{years} năm {share}")
            parts = [
                one.format(years=years, share=_percent(share, name)) for years, share in content
            ]
            return "; ".join(parts)
        case _:
            return "; ".join(f"{Month.parse(born).shown} {_age(age)}" for born, age in content)
