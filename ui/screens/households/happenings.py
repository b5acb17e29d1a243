"""What happened to a household, in words: visits, payments, calculations, lists, its life."""

from datetime import date

from rules.calendar import Month, shown_day
from rules.money import dong
from storage.calculations import Calculation
from storage.enrolments import Enrolment
from storage.household_record import HouseholdRecord, ListEntry, TimelineEntry
from storage.life import LifeEvent
from storage.visits import Visit, VisitResult
from ui.forms.wording import results, schemes
from ui.screens.households.life_words import life_happening
from ui.screens.households.wording import (
    address_in,
    method_words,
    short_day,
    tr,
)
from ui.timeline import Happening

# What still needs somebody is shown before what is settled.
_TELLING = ("thinking", "agreed", "refused", "moved", "absent")


def happenings(record: HouseholdRecord) -> tuple[Happening, ...]:
    """The time line of a household, the latest first."""
    return tuple(_happening(entry, record) for entry in record.timeline)


def _happening(entry: TimelineEntry, record: HouseholdRecord) -> Happening:
    match entry.entry:
        case Visit():
            return _visit(entry.entry, record)
        case Enrolment():
            return _enrolment(entry.entry, record)
        case Calculation():
            return _calculation(entry.entry, record)
        case ListEntry():
            return _list(entry.entry)
        case LifeEvent():
            return life_happening(entry.entry, record)


def _visit(visit: Visit, record: HouseholdRecord) -> Happening:
    found = {result.result for result in visit.results}
    state = next((kind for kind in _TELLING if kind in found), "absent")
    title = tr("Đến nhà")
    if visit.visitor:
        title = tr("Đến nhà · {visitor}").format(visitor=visit.visitor)
    said = [result_sentence(result, record) for result in visit.results]
    if visit.note:
        said.append(visit.note)
    day = appointment(visit)
    if day is not None:
        said.append(tr("**Hẹn {day}.**").format(day=short_day(day, record.on)))
    return Happening(
        when=shown_day(visit.day), state=state, title=title, detail=" ".join(said), id=visit.id
    )


def appointment(visit: Visit) -> date | None:
    """The day to come back, for the whole household or the first person named."""
    days = [visit.next_day, *(result.next_day for result in visit.results)]
    return min((day for day in days if day is not None), default=None)


def result_sentence(result: VisitResult, record: HouseholdRecord) -> str:
    """One result: Ông Quyết đồng ý gia hạn BHYT."""
    words = results()[result.result]
    who = tr("Cả nhà")
    if result.person_id is not None:
        who = address_in(record, result.person_id, result.person or "")
    what = schemes().get(result.scheme or "", "")
    reason = ""
    if result.reason:
        title = record.reasons.get(result.reason, result.reason)
        reason = f" ({title[:1].lower()}{title[1:]})"
    return " ".join(part for part in (who, words, what) if part) + reason + "."


def _enrolment(enrolment: Enrolment, record: HouseholdRecord) -> Happening:
    who = address_in(record, enrolment.person_id, enrolment.person or "")
    verbs = {
        "new": tr("{who} tham gia {scheme}"),
        "renewal": tr("{who} gia hạn {scheme}"),
        "rejoin": tr("{who} tham gia lại {scheme}"),
    }
    span = method_words(enrolment.scheme, enrolment.method, enrolment.months)
    if enrolment.scheme == "vsi":
        until = Month.of(enrolment.until).shown
    else:
        until = shown_day(enrolment.until)
    return Happening(
        when=shown_day(enrolment.day),
        state="agreed",
        title=verbs[enrolment.kind].format(who=who, scheme=schemes()[enrolment.scheme]),
        detail=tr("Đóng {span}, đến {until}.").format(span=span, until=until),
        id=enrolment.id,
    )


def _calculation(kept: Calculation, record: HouseholdRecord) -> Happening:
    who = kept.person
    if kept.person_id is not None:
        who = address_in(record, kept.person_id, kept.person)
    title = tr("Tính thử · {who}").format(who=who) if who else tr("Tính thử")
    pays = kept.answer.pays
    detail = tr("{income}, đóng {span}, còn phải đóng {payable}.").format(
        income=dong(kept.case.income),
        span=method_words("vsi", pays.method, pays.months),
        payable=dong(pays.payable),
    )
    prospect = kept.answer.prospect
    if prospect is not None and prospect.monthly is not None:
        template = tr("Lương hưu {amount} từ {month}.")
        more = template.format(amount=dong(prospect.monthly), month=prospect.pension_from.shown)
        detail = f"{detail} {more}"
    return Happening(
        when=shown_day(kept.day),
        state="moved",
        title=title,
        detail=detail,
        id=kept.id,
        opens=True,
    )


def _list(entry: ListEntry) -> Happening:
    template = tr("{n} người của hộ có trong tệp này.")
    return Happening(
        when=shown_day(entry.day),
        state="moved",
        title=tr("Có tên trong {file}").format(file=entry.file),
        detail=template.format(n=entry.people),
        id=entry.import_id,
    )
