"""The records a journal entry is about, and what there is to see of one as it stood."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.calendar import shown_day
from rules.coverage import CoverFact
from rules.household_codes import shown
from rules.money import dong
from storage import Register
from storage.journal import JournalEntry, RowChange
from storage.journal_book import names_in
from storage.looking_back import Stood, stood_before
from storage.network import Point
from storage.people import Person
from storage.staff import StaffMember
from storage.village_borders import VillageHousehold, households_of
from storage.villages import Village
from ui.cut_cells import CutModel
from ui.forms.wording import schemes
from ui.history.words import Names, row_facts, tr, whose_row
from ui.kinship import relation_words
from ui.tables import Column, RowsModel
from ui.wording import words

_KINDS = frozenset(
    {"people", "villages", "office", "staff", "organisations", "points", "receipt_books"}
)
# what belongs to a record, and the column that says to which
_OWNERS = {
    "covers": ("people", "person_id"),
    "enrolments": ("people", "person_id"),
    "visit_results": ("people", "person_id"),
    "standings": ("households", "household_id"),
    "visits": ("households", "household_id"),
    "calculations": ("households", "household_id"),
    "village_names": ("villages", "village_id"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the register: its table, its id, and what a clerk calls it."""

    table: str
    row_id: str
    name: str


@dataclass(frozen=True, slots=True)
class AsItStood:
    """What is shown of a record at an earlier point.

    Attributes:
        facts: its fields, each with its words.
        heading: over the table; empty without one.
        rows: what hung on it; None where nothing does.
    """

    facts: tuple[tuple[str, str], ...]
    heading: str = ""
    rows: RowsModel[Any] | None = None


def records_of(entry: JournalEntry, names: Names) -> tuple[Record, ...]:
    """Return the records that an entry wrote something about, in the order it wrote them."""
    found: dict[tuple[str, str], Record] = {}
    for row in entry.rows:
        fields = row.after or row.before or {}
        table, row_id = row.table, row.row_id
        if table in _OWNERS:
            table, column = _OWNERS[table]
            row_id = str(fields.get(column) or "")
        elif table not in _KINDS and table != "households":
            continue
        own = _called(row, names) if table == row.table else ""
        name = own or names.get(row_id, "")
        if row_id and ((table, row_id) not in found or own):
            found[table, row_id] = Record(table, row_id, name)
    return tuple(found.values())


def _called(row: RowChange, names: Names) -> str:
    code = (row.after or row.before or {}).get("code")
    return shown(str(code)) if row.table == "households" and code else whose_row(row, names)


def as_it_stood(register: Register, record: Record, change_id: str, on: date) -> AsItStood | None:
    """Return what a record said before a change was written; None: it was not there yet.

    Args:
        register: only read.
        record: which.
        change_id: the entry of the journal.
        on: the day of the entry, on which states count.
    """
    read, show = _readers(register, record.row_id, on).get(record.table, (_nothing, None))
    stood: Stood[Any] | None = stood_before(register, change_id, record.table, record.row_id, read)
    if stood is None:
        return None
    row = RowChange(record.table, record.row_id, stood.row, None)
    facts = row_facts(record.table, stood.row, names_in(register, [row]))
    return AsItStood(facts) if show is None else show(facts, stood.read)


_Facts = tuple[tuple[str, str], ...]
_Reader = tuple[Callable[[], Any], Callable[[_Facts, Any], AsItStood] | None]


def _nothing() -> None:
    """Nothing hangs on such a record."""


def _readers(register: Register, row_id: str, on: date) -> dict[str, _Reader]:
    """What is read of each kind of record, and how it is shown."""
    return {
        "households": (lambda: register.households.record(row_id, on).members, _household),
        "people": (lambda: register.covers.of(row_id), _person),
        "villages": (
            lambda: (
                register.villages.get(row_id),
                register.villages.other_names().get(row_id, ()),
                households_of(register, row_id),
            ),
            _village,
        ),
        "office": (lambda: register.staff.all("signer"), _office),
        "organisations": (
            lambda: [one for one in register.points.all() if one.organisation_id == row_id],
            _organisation,
        ),
    }


def _table(columns: Sequence[Column[Any]], rows: Sequence[Any]) -> RowsModel[Any] | None:
    model = CutModel(tuple(columns))
    model.set_rows(rows)
    return model if rows else None


def _household(facts: _Facts, members: Sequence[Any]) -> AsItStood:
    people: list[Person] = [row.person for row in members]
    columns: tuple[Column[Person], ...] = (
        Column(tr("Họ và tên"), lambda p: p.name, kind="name", width=190),
        Column(tr("Quan hệ"), _relation, width=130),
        Column(tr("Ngày sinh"), lambda p: p.born.shown if p.born else tr("chưa rõ"), width=110),
        Column(tr("Nơi ở"), lambda p: words().say(f"status.{p.status}"), kind="second"),
    )
    return AsItStood(facts, tr("{n} người").format(n=len(people)), _table(columns, people))


def _person(facts: _Facts, covers: Sequence[CoverFact]) -> AsItStood:
    columns: tuple[Column[CoverFact], ...] = (
        Column(tr("Khoản"), lambda c: schemes()[c.scheme], kind="name", width=150),
        Column(tr("Tình trạng"), _known, width=110),
        Column(tr("Từ ngày"), lambda c: _day(c.start), align="right", width=110),
        Column(tr("Đến ngày"), lambda c: _day(c.until), align="right", width=110),
        Column(tr("Biết từ ngày"), lambda c: shown_day(c.dated), align="right"),
    )
    heading = tr("Bảo hiểm đã biết") if covers else tr("Chưa biết gì về bảo hiểm")
    return AsItStood(facts, heading, _table(columns, covers))


def _village(
    facts: _Facts, read: tuple[Village, Sequence[str], Sequence[VillageHousehold]]
) -> AsItStood:
    village, others, homes = read
    columns: tuple[Column[VillageHousehold], ...] = (
        Column(
            tr("Đường đi"), lambda h: "" if h.walk_order is None else str(h.walk_order),
            align="right", width=84,
        ),
        Column(tr("Số hộ"), lambda h: h.number, align="right", width=84),
        Column(tr("Chủ hộ"), lambda h: h.head, kind="name", width=220),
        Column(tr("Địa chỉ"), lambda h: h.address, kind="second"),
        Column(tr("Người"), lambda h: str(h.people), align="right", width=72),
    )  # fmt: skip
    facts = (*facts, (tr("Tên cũ, tên khác"), ", ".join(others) or tr("chưa có")))
    heading = tr("{homes} hộ, {people} người").format(
        homes=dong(village.households), people=dong(village.people)
    )
    return AsItStood(facts, heading, _table(columns, homes))


def _office(facts: _Facts, signers: Sequence[StaffMember]) -> AsItStood:
    columns: tuple[Column[StaffMember], ...] = (
        Column(tr("Người ký"), lambda m: m.name, kind="name", width=220),
        Column(tr("Chức danh"), lambda m: m.title, width=250),
        Column(tr("Ký là"), lambda m: " / ".join(m.signed_as), kind="second"),
    )
    heading = tr("Người ký giấy tờ") if signers else tr("Chưa có người ký giấy tờ")
    return AsItStood(facts, heading, _table(columns, signers))


def _organisation(facts: _Facts, points: Sequence[Point]) -> AsItStood:
    columns: tuple[Column[Point], ...] = (
        Column(tr("Điểm thu"), lambda p: p.name, kind="name", width=220),
        Column(tr("Địa chỉ"), lambda p: p.address, kind="second"),
        Column(tr("Giờ làm việc"), lambda p: p.hours, kind="second"),
    )
    heading = tr("Điểm thu của tổ chức") if points else tr("Chưa có điểm thu nào")
    return AsItStood(facts, heading, _table(columns, points))


def _relation(person: Person) -> str:
    return relation_words(person.relation, person.relation_text, sex=person.sex)


def _known(cover: CoverFact) -> str:
    return tr("đang có") if cover.known == "covered" else tr("không có")


def _day(day: date | None) -> str:
    return "" if day is None else shown_day(day)


def titled(record: Record) -> str:
    """What kind of record it is, with its name."""
    said = {
        "households": tr("Hộ {name}"),
        "villages": "{name}",
        "receipt_books": "{name}",
        "office": "{name}",
        "people": "{name}",
        "staff": tr("Người làm việc: {name}"),
        "organisations": tr("Tổ chức thu: {name}"),
        "points": tr("Điểm thu: {name}"),
    }[record.table]
    return said.format(name=record.name or tr("chưa rõ tên"))
