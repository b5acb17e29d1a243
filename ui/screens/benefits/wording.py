"""The words this place has for classes, methods and months."""

from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from rules.money import dong, percent
from rules.policy import Value, View
from rules.vsi.contribution import PayerClass
from ui.choices import Choice

NOTHING = "–"
_LONG = 12  # letters of a class that leave room for “hỗ trợ” in its field


def tr(text: str) -> str:
    """Words of the calculator."""
    return QCoreApplication.translate("Benefits", text)


def class_words(payer_class: PayerClass) -> str:
    """A class of payers as a choice names it."""
    return {
        PayerClass.POOR: tr("Hộ nghèo"),
        PayerClass.ISLAND: tr("Xã đảo, đặc khu"),
        PayerClass.NEAR_POOR: tr("Hộ cận nghèo"),
        PayerClass.ETHNIC_MINORITY: tr("Dân tộc thiểu số"),
        PayerClass.OTHER: tr("Khác"),
    }[payer_class]


def class_in_line(payer_class: PayerClass) -> str:
    """A class of payers inside of a sentence."""
    return {
        PayerClass.POOR: tr("hộ nghèo"),
        PayerClass.ISLAND: tr("xã đảo, đặc khu"),
        PayerClass.NEAR_POOR: tr("hộ cận nghèo"),
        PayerClass.ETHNIC_MINORITY: tr("dân tộc thiểu số"),
        PayerClass.OTHER: tr("diện khác"),
    }[payer_class]


def class_choices(law: View) -> list[Choice]:
    """The classes of a day with the state's share; one the law of the day does not know is left."""
    choices = []
    for one in PayerClass:
        value = law.find(f"vsi.support.{one}")
        if value is not None and isinstance(value.value, Fraction):
            share = share_words(value.value)
            name = class_words(one)
            # the share is what is asked for: a long name leaves no room for more words
            text = tr("{name} · {share}") if len(name) > _LONG else tr("{name} · hỗ trợ {share}")
            choices.append(Choice(one.value, text.format(name=name, share=share)))
    return choices


def share_words(share: Fraction) -> str:
    """A share as the pictures write it: 40 %."""
    return percent(share, gap=" ")


def support_words(value: Value) -> str:
    """What a recorded resolution adds, without its document."""
    if isinstance(value.value, Fraction):
        words = tr("thêm {share}").format(share=share_words(value.value))
    elif isinstance(value.value, int):
        words = tr("thêm {amount} một tháng").format(amount=dong(value.value))
    else:
        return NOTHING
    if value.most is None:
        return words
    return tr("{support}, nhiều nhất {most}").format(support=words, most=dong(value.most))


def unsure_words(law: View, *names: str) -> str:
    """What stands behind an amount that rests on a value not confirmed; else nothing."""
    values = [law.find(name) for name in names]
    unsure = any(value is not None and value.status != "confirmed" for value in values)
    words = tr("(chưa xác nhận)").replace(" ", "\N{NO-BREAK SPACE}")
    return f" {words}" if unsure else ""


def method_words(method: str) -> str:
    """A method of payment as the table names it: 6 tháng, 2 năm."""
    kind, _, number = method.rpartition("-")
    words = {
        "": tr("{number} tháng"),
        "ahead": tr("{number} năm"),
        "missing": tr("bù {number} tháng"),
    }
    return words[kind].format(number=number)


def method_note(method: str) -> str:
    """A method of payment as the head of the working says it."""
    kind, _, number = method.rpartition("-")
    if kind == "ahead":
        return tr("đóng trước {number} năm").format(number=number)
    if method == "1":
        return tr("đóng từng tháng")
    return tr("đóng {number} tháng một lần").format(number=number)


def amount(value: int | None) -> str:
    """An amount in đồng, a dash where there is none: never 0 for what is not known."""
    return NOTHING if value is None else dong(value)


def short_amount(value: int) -> str:
    """An amount as a quick button shows it: 1,5 tr."""
    millions = Fraction(value, 1_000_000)
    shown = f"{float(millions):.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return tr("{millions} tr").format(millions=shown)


def plain_number(cell: str) -> str:
    """An amount as a spreadsheet reads it, whichever way the machine writes thousands."""
    digits = cell.replace(".", "")
    return digits if digits.isdecimal() else cell
