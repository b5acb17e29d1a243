"""What a line of the list says: whose it is, why to go, what is left, and the last visit."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from rules.calendar import shown_day
from rules.outreach.telling import tell
from storage.outreach.listing import OutreachRow
from ui.target_words import village_words
from ui.wording import words

_FAR = 99  # days: what is further away presses nobody, and has its date in the sentence


def tr(text: str) -> str:
    """Words of the screen of outreach."""
    return QCoreApplication.translate("Outreach", text)


@dataclass(frozen=True, slots=True)
class Cell:
    """A small cell of two lines: a shape or an icon with words, and a date under them."""

    shape: str
    words: str
    under: str = ""
    icon: str = ""


def place_words(row: OutreachRow) -> str:
    """Where the household is, and how old the person or how large the family."""
    if row.age is not None:
        count = tr("{age} tuổi").format(age=row.age)
    else:
        count = tr("{n} người").format(n=row.people)
    return " · ".join(
        part for part in (village_words(row.village) if row.village else "", count) if part
    )


def sentences(row: OutreachRow, on: date) -> tuple[str, ...]:
    """Every reason of a household, the weightiest first; `**` around the words that decide."""
    said = words()
    return tuple(
        tell(said, reason, on, about=row.person_id, names=row.names) for reason in row.reasons
    )


def left_cell(row: OutreachRow, on: date) -> Cell:
    """What is left until the first day by which somebody should have been there."""
    near = [one for one in row.reasons if one.until and (one.until - on).days <= _FAR]
    if not near:
        return Cell("", "–")
    reason = next((one for one in near if one.code == "asked_back"), near[0])
    until = reason.until or on
    day = f"{until:%d/%m}"
    if reason.code == "asked_back":
        late = until < on
        return Cell("", tr("quá hẹn") if late else tr("hẹn"), day, icon="calendar-clock")
    days = (until - on).days
    return Cell("ending", tr("{n} ngày").format(n=days) if days else tr("hôm nay"), day)


def last_cell(row: OutreachRow) -> Cell:
    """What came of the last visit, and when it was."""
    if row.last is None:
        return Cell("not_applicable", tr("Chưa đến"))
    results = {
        "agreed": tr("Đồng ý"),
        "thinking": tr("Nghĩ thêm"),
        "refused": tr("Từ chối"),
        "absent": tr("Vắng nhà"),
        "moved": tr("Đã chuyển đi"),
    }
    result = row.last.result or "absent"
    shape = result if row.last.result else "not_applicable"
    said = results[result] if row.last.result else tr("Đã đến")
    return Cell(shape, said, shown_day(row.last.day))


def spoken(row: OutreachRow, on: date) -> str:
    """What a screen reader says of a line."""
    left, last = left_cell(row, on), last_cell(row)
    parts = (
        place_words(row),
        *(said.replace("**", "") for said in sentences(row, on)),
        tr("còn {words}").format(words=f"{left.words} {left.under}") if left.under else "",
        tr("lần trước {words}").format(words=f"{last.words} {last.under}".strip()),
    )
    return ", ".join(part for part in parts if part)
