"""Events in the life of a household in words, as seen from that household."""

from rules.calendar import shown_day
from rules.household_codes import shown
from storage.household_record import HouseholdRecord
from storage.life import LifeEvent
from ui.screens.households.wording import address_in, tr
from ui.timeline import Happening

# Somebody or a household that went is drawn like a result "moved"; what came is drawn as settled.
_GONE = frozenset({"death", "away", "left", "household_left"})


def life_happening(event: LifeEvent, record: HouseholdRecord) -> Happening:
    """One event on the time line."""
    return Happening(
        when=shown_day(event.day) if event.day else tr("chưa rõ ngày"),
        state="moved" if event.kind in _GONE else "agreed",
        title=_title(event, record),
        detail=" ".join(_details(event)),
        id=event.id,
    )


def ended_words(record: HouseholdRecord) -> str:
    """Where a household went that is none of the commune any more; nothing of one that is."""
    household = record.household
    if household.status == "here":
        return ""
    joined = next((one for one in record.life if one.kind == "joined"), None)
    if household.status == "joined" and joined is not None and joined.household_id == household.id:
        into = tr("Hộ này đã gộp vào hộ {code}.")
        return into.format(code=shown(joined.other_household_code or ""))
    if household.status_day is None:
        return tr("Hộ này không còn ở xã.")
    return tr("Hộ này không còn ở xã từ {day}.").format(day=shown_day(household.status_day))


def _title(event: LifeEvent, record: HouseholdRecord) -> str:
    here = record.household.id
    entered = event.household_id == here
    who = ""
    if event.person_id is not None:
        who = address_in(record, event.person_id, event.person or "")
    code = (event.other_household_code if entered else event.household_code) or ""
    return _sentence(event, entered=entered).format(who=who, code=shown(code) if code else "")


def _sentence(event: LifeEvent, *, entered: bool) -> str:
    match event.kind:
        case "split":
            return tr("Tách từ hộ {code}") if entered else tr("Tách ra hộ mới {code}")
        case "joined":
            return tr("Gộp vào hộ {code}") if entered else tr("Hộ {code} gộp vào")
        case "transferred" | "returned" | "married":
            return _coming(event, entered=entered)
        case _:
            return {
                "death": tr("{who} mất"),
                "away": tr("{who} đi xa"),
                "left": tr("{who} chuyển đi"),
                "born": tr("{who} mới sinh"),
                "head": tr("{who} làm chủ hộ"),
                "household_left": tr("Hộ không còn ai ở xã"),
                "household_returned": tr("Hộ lại có người ở"),
            }[event.kind]


def _coming(event: LifeEvent, *, entered: bool) -> str:
    told = {
        "transferred": (
            tr("{who} vào hộ"),
            tr("{who} từ hộ {code} sang"),
            tr("{who} sang hộ {code}"),
        ),
        "returned": (
            tr("{who} trở về"),
            tr("{who} trở về, trước ở hộ {code}"),
            tr("{who} trở về, nay ở hộ {code}"),
        ),
        "married": (
            tr("{who} kết hôn"),
            tr("{who} kết hôn, từ hộ {code} sang"),
            tr("{who} kết hôn, sang hộ {code}"),
        ),
    }
    alone, came, went = told[event.kind]
    if event.other_household_id is None:
        return alone
    return came if entered else went


def _details(event: LifeEvent) -> list[str]:
    found = []
    if event.told_by:
        found.append(tr("Biết tin từ: {who}.").format(who=event.told_by))
    if event.document:
        found.append(tr("Trích lục: {document}.").format(document=event.document))
    if event.note:
        found.append(tr("Nơi đến: {where}.").format(where=event.note))
    return found
