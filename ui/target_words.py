"""Words of targets and indicators, for every screen that shows them."""

from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from rules.calendar import shown_day
from rules.money import dong
from storage.indicators import Figure
from storage.target_progress import Line
from storage.targets import Period, Resolution
from ui.wording import words


def tr(text: str) -> str:
    """Words of this part, translatable."""
    return QCoreApplication.translate("Targets", text)


def indicator_words(name: str, *, short: bool = False) -> str:
    """What an indicator is called."""
    return words().say(f"indicator_short.{name}" if short else f"indicator.{name}")


def unit_words(name: str) -> str:
    """What an indicator counts."""
    return {"visits": tr("lượt"), "renewals": tr("lượt")}.get(name, tr("người"))


def period_words(period: Period) -> str:
    """A period: the year, or from when to when."""
    if period == Period.of_year(period.start.year):
        return tr("năm {year}").format(year=period.start.year)
    return tr("{start} – {until}").format(
        start=shown_day(period.start), until=shown_day(period.until)
    )


def resolution_words(resolution: Resolution) -> str:
    """A resolution by number and date, as far as they are known."""
    if not resolution.number:
        return ""
    if resolution.day is None:
        return tr("Nghị quyết {number}").format(number=resolution.number)
    said = tr("Nghị quyết {number} ngày {day}")
    return said.format(number=resolution.number, day=shown_day(resolution.day))


def village_words(name: str) -> str:
    """A village in a narrow column; “Thôn” goes without saying, unless a number follows."""
    rest = name.removeprefix("Thôn ")
    return (name if rest[:1].isdigit() else rest) or tr("Chưa rõ thôn")


def number(value: int | None) -> str:
    """A number, or a dash where there is none."""
    return "–" if value is None else dong(value)


def gap_words(line: Line, *, long: bool = False) -> str:
    """How far a line is from where it should be."""
    gap = line.gap
    if gap is None:
        return "–"
    if not long:
        return dong(abs(gap))
    if gap == 0:
        return tr("đúng tiến độ")
    said = tr("thiếu {n}") if gap < 0 else tr("vượt {n}")
    return said.format(n=dong(abs(gap)))


def percent(rate: Fraction | None) -> str:
    """A rate with one decimal; a dash where there is none."""
    if rate is None:
        return "–"
    tenths = int(rate * 1000 + Fraction(1, 2))
    return f"{dong(tenths // 10)},{tenths % 10} %"


def share_words(rate: Fraction) -> str:
    """A rate as somebody types it: no decimals where there are none."""
    return percent(rate).replace(",0 %", " %")


def rate_words(figure: Figure) -> str:
    """A figure as a share of its denominator, and whose number that is."""
    if figure.rate is None:
        return ""
    said = percent(figure.rate)
    if figure.told is None:
        return said
    return tr("{rate} (mẫu số: {source})").format(rate=said, source=figure.told.source)


def filled(line: Line) -> Fraction:
    """How much of the way from the opening to the goal is done."""
    if line.goal is None or line.goal <= line.opening:
        return Fraction(line.goal is not None and line.reached >= line.goal)
    return Fraction(line.reached - line.opening, line.goal - line.opening)
