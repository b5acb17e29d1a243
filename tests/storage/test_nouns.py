"""Every noun keeps what it is given, and refuses what cannot be."""

from datetime import date
from typing import Any

import pytest

from storage import Register, StorageError
from storage.imports import Counts, ImportRow
from storage.office import Office
from storage.visits import ResultInput

DAY = date(2026, 11, 22)


def test_an_office_is_empty_until_it_is_saved(register: Register) -> None:
    assert register.office.get() == Office()
    for fields in ({"name": "Xã Mẫu"}, {"phone": "0237"}):
        with register.change("Cơ quan"):
            register.office.save(**fields)
    assert register.office.get() == Office(name="Xã Mẫu", phone="0237")


def test_villages_are_found_renamed_and_walked_in_order(register: Register, place: Any) -> None:
    assert register.villages.find("thon dong") == place.village
    assert register.villages.find("Thôn Nam") is None
    with register.change("Thôn"):
        register.villages.reorder([place.other_village, place.village])
        register.villages.rename(place.village, "THÔN BẮC")
    assert [village.name for village in register.villages.all()] == ["Thôn Tây", "Thôn Bắc"]
    village = register.villages.get(place.village)
    assert (village.households, village.people) == (1, 3)
    with pytest.raises(StorageError, match="no_such_row"):
        register.villages.get("không có")


def test_a_person_stands_in_a_village_where_the_household_has_none(
    register: Register, place: Any
) -> None:
    with register.change("Thêm"):
        nowhere = register.households.add(number="77")
        for household in (nowhere, None):
            register.people.add(name="Lê Thị Na", household_id=household, village_id=place.village)
    assert [village.people for village in register.villages.all()] == [5, 0]
    assert register.people.count(village=place.village) == 5
    with register.change("Xếp hộ vào thôn"):
        register.households.save(nowhere, village_id=place.other_village)
    assert [village.people for village in register.villages.all()] == [4, 1]


def test_a_village_has_a_name_of_its_own(register: Register, place: Any) -> None:
    with register.change("Thôn"):
        with pytest.raises(StorageError, match="same_village"):
            register.villages.add("Thôn Đông")
        with pytest.raises(StorageError, match="empty_name"):
            register.villages.rename(place.village, " ")
        register.villages.rename(place.village, "Thôn Đông")


def test_staff_by_what_they_do(register: Register, place: Any) -> None:
    assert [member.name for member in register.staff.all()] == ["Bùi An", "Lê Thị Thu"]
    assert [member.id for member in register.staff.all("collector")] == [place.collector]
    with register.change("Nghỉ"):
        register.staff.save(place.collector, active=False, roles=("signer", "clerk"))
    assert register.staff.all("clerk")[0].id == place.clerk
    assert register.staff.get(place.collector).roles == ("clerk", "signer")
    assert not register.staff.get(place.collector).active
    with pytest.raises(StorageError, match="no_such_row"):
        register.staff.get("không có")


def test_a_visit_keeps_each_result(register: Register, place: Any) -> None:
    with register.change("Đến nhà"):
        first = register.visits.record(
            place.household,
            DAY,
            visitor_id=place.collector,
            note="nhà đông",
            next_day=date(2026, 11, 28),
            results=[
                ResultInput("refused", place.head, "vsi", reason="chưa có tiền"),
                ResultInput("agreed", place.wife, "hi"),
            ],
        )
        register.visits.record(place.empty_household, DAY, results=[ResultInput("absent")])
    (visit,) = register.visits.of_household(place.household)
    assert (visit.id, visit.visitor, visit.next_day) == (first, "Lê Thị Thu", date(2026, 11, 28))
    assert [(result.person, result.result, result.reason) for result in visit.results] == [
        ("Nguyễn Văn Đỗ", "refused", "chưa có tiền"),
        ("Trần Thị Hoà", "agreed", None),
    ]
    assert register.visits.count() == len(register.visits.list()) == 2
    assert len(register.visits.list(limit=1, offset=1)) == 1


@pytest.mark.parametrize(
    ("results", "next_day", "code"),
    [
        ([], None, "no_results"),
        ([ResultInput("absent")], date(2026, 11, 1), "next_before_visit"),
        ([ResultInput("absent", next_day=date(2026, 1, 1))], None, "next_before_visit"),
        ([ResultInput("agreed", "người khác", "hi")], None, "not_a_member"),
    ],
)
def test_a_visit_that_cannot_be(
    register: Register, place: Any, results: Any, next_day: date | None, code: str
) -> None:
    with pytest.raises(StorageError, match=code), register.change("Sai"):
        register.visits.record(place.household, DAY, results=results, next_day=next_day)


def test_events_are_listed_newest_first(register: Register) -> None:
    with register.change("Hội nghị"):
        register.events.add(day=date(2026, 10, 1), form="loudspeaker")
        register.events.add(day=DAY, form="meeting", place="Nhà văn hóa", reached=40, answered=3)
    newest, oldest = register.events.list()
    assert (newest.place, newest.reached, newest.joined) == ("Nhà văn hóa", 40, 0)
    assert oldest.reached is None
    assert register.events.count() == 2


def test_a_standing_is_of_one_year_and_may_be_corrected(register: Register, place: Any) -> None:
    with register.change("Rà soát"):
        register.standings.set(place.household, 2026, "poor")
        register.standings.set(
            place.household, 2026, "near_poor", document="QĐ 12", document_day=date(2025, 12, 20)
        )
    standing = register.standings.of(place.household, 2026)
    assert standing is not None
    assert (standing.kind, standing.document_day) == ("near_poor", date(2025, 12, 20))
    assert register.standings.of(place.household, 2027) is None


def test_covers_are_facts_with_their_source(register: Register, place: Any) -> None:
    with register.change("Thẻ"):
        register.covers.add(place.head, scheme="hi", known="not_covered", dated=date(2026, 9, 1))
        register.covers.add(
            place.head,
            scheme="hi",
            known="covered",
            dated=DAY,
            start=DAY,
            until=date(2027, 11, 21),
            hi_group="household",
            card="GD4383812345678",
        )
    denied, covered = register.covers.of(place.head)
    assert (denied.known, denied.start) == ("not_covered", None)
    assert (covered.group, covered.until) == ("household", date(2027, 11, 21))
    assert register.covers.of_many([place.head, place.wife]) == {
        place.head: (denied, covered),
        place.wife: (),
    }
    assert register.covers.of_many([]) == {}


def test_an_import_keeps_what_became_of_each_row(register: Register, place: Any) -> None:
    counts = Counts(rows=3, added=1, updated=0, unchanged=0, duplicates=0, review=1, rejected=1)
    with register.change("Nhập"):
        import_id = register.imports.add(
            file="ho.xlsx",
            kind="household_book",
            dated=DAY,
            sha256="ab" * 32,
            counts=counts,
            mapping={"Họ và tên": "name"},
            import_rows=[
                ImportRow(5, "Thôn Đông", "added", place.head, record={"name": "Đỗ"}),
                ImportRow(6, "Thôn Đông", "review", why="likely"),
                ImportRow(7, "Thôn Đông", "rejected", None, "bad_date", "Ngày sinh", "31/02/1980"),
            ],
        )
    (entry,) = register.imports.list()
    assert (entry.id, entry.counts, entry.mapping) == (import_id, counts, {"Họ và tên": "name"})
    assert register.imports.same_file("ab" * 32) == entry
    assert register.imports.same_file("cd" * 32) is None
    assert len(register.imports.rows(import_id)) == 3
    (rejected,) = register.imports.rows(import_id, "rejected")
    assert (rejected.row, rejected.column_name, rejected.value) == (7, "Ngày sinh", "31/02/1980")
    record = register.households.record(place.household, DAY)
    assert [(entry.file, entry.people) for entry in record.lists] == [("ho.xlsx", 1)]


def test_counts_that_do_not_add_up_are_refused(register: Register) -> None:
    with pytest.raises(StorageError, match="not_allowed"), register.change("Sai"):
        register.imports.add(
            file="a",
            kind="b",
            dated=DAY,
            sha256="",
            counts=Counts(3, 1, 0, 0, 0, 0, 0),
            mapping={},
            import_rows=[],
        )
