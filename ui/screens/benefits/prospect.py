"""What paying until retirement age leads to, in a sentence and in the steps of its working."""

from dataclasses import replace
from fractions import Fraction

from rules.calendar import shown_day, shown_span
from rules.money import dong, number
from rules.vsi.case import VsiCase
from rules.vsi.contribution import Contribution
from rules.vsi.outlook import Outlook, Way
from rules.words import Words
from rules.working import Step
from ui.forms.wording import working_of
from ui.screens.benefits.wording import NOTHING, share_words, tr
from ui.workings import WorkingStep


def sentence_of(case: VsiCase, found: Outlook | None) -> str:
    """The sentence under the curve, as rich text: how long, how much, or how it can be reached."""
    if found is None:
        return _unknown(case)
    said = [_enough(found)] if not found.missing else [_short(found), *map(_way, found.ways)]
    said.append(tr("Tính theo tiền hôm nay, không phải lời hứa."))
    return " ".join(said)


def plain_sentence(case: VsiCase, found: Outlook | None) -> str:
    """The same without marks, to be copied or spoken."""
    return sentence_of(case, found).replace("<b>", "").replace("</b>", "")


def _unknown(case: VsiCase) -> str:
    if case.sex is None and case.born is None:
        missing = tr("ngày sinh và giới tính")
    else:
        missing = tr("giới tính") if case.sex is None else tr("ngày sinh")
    text = tr("Chưa rõ {missing} nên chưa nói được từ tháng nào có lương hưu và được bao nhiêu.")
    return text.format(missing=missing)


def age_words(found: Outlook) -> str:
    """The retirement age: 60 tuổi, 61 tuổi 6 tháng."""
    retirement = found.retirement
    words = tr("{years} tuổi {months} tháng") if retirement.months else tr("{years} tuổi")
    return words.format(years=retirement.years, months=retirement.months)


def counted_years(found: Outlook) -> Fraction | None:
    """The years the rate is reckoned by, odd months rounded as the law says."""
    steps = (one for one in found.pension.steps if one.code == "pension_rate")
    figure = next((one.figures["counted"] for one in steps), None)
    return Fraction(figure) if isinstance(figure, int | Fraction) else None


def _enough(found: Outlook) -> str:
    reached = found.retirement.reached.shown
    if found.months:
        until = tr("Đóng đến {age} ({reached})").format(age=age_words(found), reached=reached)
    else:
        until = tr("Đã đủ tuổi nghỉ hưu từ {reached}").format(reached=reached)
    years = counted_years(found)
    rate = found.pension.rate
    said = tr("{until}: <b>{paid}, tính {counted} năm, hưởng {rate}</b>, từ {day}.").format(
        until=until,
        paid=shown_span(found.total),
        counted=NOTHING if years is None else number(years),
        rate=NOTHING if rate is None else share_words(rate),
        day=shown_day(found.pension_from.first),
    )
    if not found.pension.lump_sum:
        return said
    more = tr("Thêm trợ cấp một lần {amount}.").format(amount=dong(found.pension.lump_sum))
    return f"{said} {more}"


def _short(found: Outlook) -> str:
    missing = shown_span(found.missing)
    if not found.months:
        text = tr("Đã đủ tuổi nghỉ hưu từ {reached}, <b>còn thiếu {missing}</b> để có lương hưu.")
        return text.format(reached=found.retirement.reached.shown, missing=missing)
    text = tr(
        "Đóng đến {age} ({reached}) mới được {paid}, <b>còn thiếu {missing}</b> để có lương hưu."
    )
    return text.format(
        age=age_words(found),
        reached=found.retirement.reached.shown,
        paid=shown_span(found.total),
        missing=missing,
    )


def _way(way: Way) -> str:
    """One way to a pension, as a sentence."""
    patterns = {
        "make_up": tr("Đóng một lần {make_up}{cost} khi đủ tuổi: hưởng {monthly} từ {start}."),
        "go_on": tr("Hoặc đóng tiếp từng tháng thêm {go_on}: hưởng {monthly} từ {start}."),
        "go_on_then_make_up": tr(
            "Đóng tiếp thêm {go_on} rồi đóng một lần {make_up}{cost}: hưởng {monthly} từ {start}."
        ),
    }
    cost = ""
    if way.make_up_cost is not None:
        cost = tr(" (lãi suất hôm nay: {amount})").format(amount=dong(way.make_up_cost))
    return patterns[way.kind].format(
        make_up=tr("{months} tháng").format(months=way.make_up_months),
        go_on=shown_span(way.go_on_months),
        cost=cost,
        monthly=dong(way.monthly),
        start=way.pension_from.shown,
    )


# -- the working


def pension_steps(say: Words, found: Outlook, paid: Contribution | None) -> list[WorkingStep]:
    """The steps to the pension, each with what it comes to, and what is not confirmed in them.

    What is already said of the payment is not said again.
    """
    rows = [
        row if row.result else replace(row, result=_result(step))
        for step in found.steps
        for row in working_of(say, (step,), ())
    ]
    said = {one.name for one in paid.unconfirmed} if paid is not None else set()
    return rows + working_of(say, (), [one for one in found.unconfirmed if one.name not in said])


def _result(step: Step) -> str:
    """What a step without an amount comes to."""
    figure = {"outlook_months": "months", "outlook_total": "total", "outlook_short": "missing"}
    months = step.figures.get(figure.get(step.code, ""))
    if isinstance(months, int):
        return tr("{months} tháng").format(months=months)
    rate = step.figures.get("rate")
    if step.code == "pension_rate" and isinstance(rate, Fraction):
        return share_words(rate)
    return ""
