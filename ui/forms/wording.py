"""The words the forms have for people, schemes and sources of the law."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from rules.calendar import shown_day
from rules.money import dong
from rules.names import given_name
from rules.words import Words
from rules.working import Step, Unconfirmed
from storage.people import Person
from ui.kinship import address_of, relation_words
from ui.workings import WorkingStep


def tr(text: str) -> str:
    """Words of the forms."""
    return QCoreApplication.translate("Forms", text)


def title_of(head: Person | None) -> str:
    """A household by its head: "Hộ ông …"."""
    if head is None:
        return tr("Hộ chưa rõ chủ hộ")
    return " ".join(part for part in (tr("Hộ"), address_of(head), head.name) if part)


def relation_of(person: Person) -> str:
    """A relation as it was written, else by its code; a dash where none is known."""
    relation = relation_words(person.relation, person.relation_text)
    return tr("{relation}, ở xa").format(relation=relation) if person.status == "away" else relation


_SUPPORT = frozenset(
    {
        "state_support", "local_support", "local_support_amount", "extra_support",
        "extra_support_at_most", "extra_support_amount", "hi_support",
    }
)  # fmt: skip


def spoken(person: Person, on: date) -> str:
    """How a clerk speaks of somebody: Bà Luyến, Anh Hậu, Cháu Đức."""
    given = given_name(person.name)
    age = person.born.age_on(on) if person.born else None
    if age is not None and age < 18:
        return tr("Cháu {name}").format(name=given)
    if person.sex is None:
        return given
    young = age is not None and age < 40
    patterns = {
        "male": tr("Anh {name}") if young else tr("Ông {name}"),
        "female": tr("Chị {name}") if young else tr("Bà {name}"),
    }
    return patterns[person.sex].format(name=given)


def working_of(
    say: Words, steps: Sequence[Step], unconfirmed: Sequence[Unconfirmed]
) -> list[WorkingStep]:
    """The steps of a sum as the page shows them, sums themselves left out, then what is unsure."""
    unknown, minus = tr("chưa rõ"), tr("−{amount}")
    rows = []
    for step in steps:
        if step.code in {"payable", "payable_with_other", "hi_total"}:
            continue
        result = "" if step.amount is None else dong(step.amount)
        if step.code in _SUPPORT:
            result = minus.format(amount=result)
        if step.code == "no_local_support":
            result = unknown
        cite = "; ".join(one.full for one in step.cites)
        rows.append(WorkingStep(say.step(step), result, cite))
    rows += [
        WorkingStep(
            tr("Chưa xác nhận: {value}").format(value=say.value(one.name)), "", one.why, unsure=True
        )
        for one in unconfirmed
    ]
    return rows


def received_words(received: int | None, payable: int | None) -> list[str]:
    """How money taken at the door compares with the sum; nothing where none was taken."""
    if not received:
        return []
    if payable is None or received == payable:
        return [tr("Đã nhận tại nhà <b>{amount}</b>.").format(amount=dong(received))]
    short = tr("Đã nhận tại nhà <b>{amount}</b>: còn thiếu {rest}.")
    over = tr("Đã nhận tại nhà <b>{amount}</b>: phải trả lại {rest}.")
    pattern = short if received < payable else over
    return [pattern.format(amount=dong(received), rest=dong(abs(payable - received)))]


def plain(rows: Sequence[WorkingStep]) -> str:
    """A working as lines of text, to be pasted somewhere else; each source below its step."""
    lines = []
    for number, row in enumerate(rows, 1):
        # only a sum is equal to the words before it; what is not known only follows them
        joint = " = " if row.result[-1:].isdecimal() else ": "
        lines.append(f"{number}. {row.what}{joint if row.result else ''}{row.result}")
        lines += [f"    {row.cite}"] if row.cite else []
    return "\n".join(lines)


def span(first: date, last: date) -> str:
    """From a day to a day."""
    return f"{shown_day(first)} – {shown_day(last)}"


def standing_words(kind: str | None) -> str:
    """The standing of a household as its head line says it; nothing where it is not known."""
    return {
        "poor": tr("hộ nghèo"),
        "near_poor": tr("hộ cận nghèo"),
        "average_agri": tr("mức sống trung bình"),
        "none": tr("không thuộc hộ nghèo, cận nghèo"),
    }.get(kind or "", "")


def schemes() -> dict[str, str]:
    """The insurances."""
    return {"hi": tr("BHYT"), "vsi": tr("BHXH tự nguyện"), "csi": tr("BHXH bắt buộc")}


def results() -> dict[str, str]:
    """What came of a visit, inside a sentence."""
    return {
        "agreed": tr("đồng ý"),
        "thinking": tr("nghĩ thêm"),
        "refused": tr("từ chối"),
        "absent": tr("vắng nhà"),
        "moved": tr("đã chuyển đi"),
    }
