"""The words this screen has for kinds, columns, reasons and values of a list."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from rules.calendar import PartialDate, shown_day
from rules.household_codes import shown
from rules.money import dong
from storage.intake import PlannedRow, Reading, Record, Resemblance
from storage.intake.lexicon import first_words
from ui.wording import words

_LEFT_OUT = frozenset({"phone", "sex", "standing", "income", "method"})
"""Columns whose cell is left out when it cannot be read; the row is taken all the same."""
IGNORED = frozenset({"order", "members", "collector"})
FIELDS = (
    "name", "family_name", "sex", "born", "male", "female", "relation", "ethnic", "personal_id",
    "si_number", "hi_card", "hi_group", "hi_from", "hi_until", "phone", "household_number",
    "village", "address", "standing", "poor", "near_poor", "average_agri", "paid_until",
    "income", "method", "note",
)  # fmt: skip


def tr(text: str) -> str:
    """Words of the intake screen."""
    return QCoreApplication.translate("Intake", text)


def kind_words(kind: str) -> str:
    """What kind of list it is."""
    return words().say(f"intake.kind.{kind}")


def field_words(name: str | None) -> str:
    """What a column was taken for; unused when the register has no place for it yet."""
    short = {
        "relation": tr("Quan hệ"), "status": tr("Tình trạng"),
        "male": tr("Sinh, nam"), "female": tr("Sinh, nữ"),
    }  # fmt: skip
    if name in short:
        return short[name]
    unused = name is None or name in IGNORED
    return words().say("intake.field.unused" if unused else f"intake.field.{name}")


def why_words(code: str | None) -> str:
    """Why a row was not taken, or waits."""
    return words().say(f"intake.why.{code}") if code else ""


def born_words(born: str | None) -> str:
    """A stored date of birth as it is read; empty when unknown."""
    return PartialDate.parse(born).shown if born else ""


def sex_words(sex: str | None) -> str:
    """A sex in a word; empty when unknown."""
    return words().say(f"sex.{sex}") if sex else ""


def cover_words(record: Record, scheme: str, known: str) -> str:
    """What a row says about insurance: without, or until when."""
    if known == "not_covered":
        return tr("chưa tham gia")
    if known != "covered":  # of a difference, the last day
        return tr("đến {day}").format(day=born_words(known))
    said = next((one for one in record.covers if one.scheme == scheme), None)
    if said is None or said.until is None:
        return tr("đang tham gia")
    return tr("đến {day}").format(day=shown_day(said.until))


def value_words(row: PlannedRow, name: str, value: object, villages: dict[str, str]) -> str:
    """One value of a change as a clerk reads it; empty when there was none."""
    if value is None or value == "":
        return ""
    text = str(value)
    if name.startswith("cover_"):
        return cover_words(row.record, name.removeprefix("cover_"), text)
    if name == "born":
        return born_words(text)
    if name == "sex":
        return sex_words(text)
    if name in {"relation", "standing", "status"}:
        return words().say(f"{name}.{text}")
    if name == "village_id":
        return villages.get(text, tr("thôn khác"))
    if name.startswith("visit_"):
        return _visit_words(name, value)
    if name == "household_id":
        return _household(row.record)
    return text


def _visit_words(name: str, value: object) -> str:
    """One thing that came of a visit."""
    if isinstance(value, date):
        return shown_day(value)
    return dong(value) if isinstance(value, int) else first_words(name).get(str(value), str(value))


def _household(record: Record) -> str:
    if not record.household_number:
        return tr("hộ trong tệp")
    return tr("hộ số {number}").format(number=record.household_number)


def where_words(one: Resemblance) -> str:
    """Where the person stands whom a row may be."""
    if one.in_file is not None:
        return tr("Cũng trong tệp, dòng {row}").format(row=dong(one.in_file[1]))
    if one.household_code:
        return tr("Trong sổ, hộ {code}").format(code=shown(one.household_code))
    return tr("Trong sổ, chưa có hộ")


def notes(reading: Reading, villages: tuple[str, ...], households: int) -> tuple[str, ...]:
    """Return what was mended while reading, and what new places the list brings."""
    said = []
    mended = next((c for c in reading.columns if c.field == "personal_id" and c.changed), None)
    if mended is not None:
        said.append(
            tr("Số định danh viết lại cho đủ 12 số ở {n} dòng.").format(n=dong(mended.changed))
        )
    for column in reading.columns:
        if column.field in _LEFT_OUT and column.doubtful:
            text = tr("Cột {name}: {n} ô không đọc được, để trống.")
            said.append(text.format(name=column.heading, n=dong(column.doubtful)))
    if villages:
        text = tr("Sổ sẽ có thêm {n} thôn: {names}.")
        named = ", ".join(villages[:3])
        if len(villages) > 3:
            named = tr("{names} và {n} thôn khác").format(names=named, n=len(villages) - 3)
        said.append(text.format(n=len(villages), names=named))
    if households:
        said.append(tr("Lập {n} hộ mới.").format(n=dong(households)))
    return tuple(said)


def day_source(reading: Reading, day: date, from_file: date | None, first: date | None) -> str:
    """Say what the date beside it is, and where it comes from; `first` is as it was read."""
    if from_file == day:
        return tr("Danh sách ngày · ghi trong tệp")
    if day == reading.on and from_file is None:
        return tr("Danh sách ngày · tệp không ghi, lấy hôm nay")
    if day == first and from_file is None:
        return tr("Danh sách ngày · như lần nhập trước")
    return tr("Danh sách ngày · gõ tay")
