"""Any record is looked at as it stood before any change: as the screen of that day read."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import PartialDate
from storage import Register, StorageError, open_register
from storage.looking_back import household_before, stood_before
from storage.record_history import count_record_changes, record_history
from storage.village_borders import households_of, join, remove, split, walk
from storage.visits import ResultInput

Everything = Callable[[Register], dict[str, list[Any]]]
DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def entry(register: Register, what: str) -> str:
    found = (one for one in register.changes() if one.what == what and one.kind == "change")
    return next(found).id


def test_each_point_reads_as_it_read_then(
    register: Register, place: Any, everything: Everything
) -> None:
    acts: dict[str, Callable[[], object]] = {
        "Sửa số nhà": lambda: register.households.save(place.household, number="14"),
        "Sửa ngày sinh": lambda: register.people.save(place.wife, born=PartialDate(1981, 5, 2)),
        "Chuyển sang hộ khác": lambda: register.people.save(
            place.child, household_id=place.empty_household, relation=None
        ),
        "Đặt diện hộ": lambda: register.standings.set(place.household, 2026, "poor"),
        "Ghi thẻ": lambda: register.covers.add(
            place.wife, scheme="hi", known="covered", until=date(2026, 12, 31), dated=DAY,
            source="clerk",
        ),
        "Ghi kết quả đến nhà": lambda: register.visits.record(
            place.household, DAY, results=[ResultInput("agreed", place.wife, "hi")]
        ),
        "Đổi chủ hộ": lambda: register.people.set_head(place.household, place.wife),
        "Thêm người": lambda: register.people.add(
            name="Lường Thị Mến", household_id=place.household, personal_id="038190001234"
        ),
    }  # fmt: skip
    seen = {}
    for what, act in acts.items():
        seen[what] = register.households.record(place.household, DAY)
        with register.change(what):
            act()
    register.undo()
    now = everything(register)
    for what, record in seen.items():
        found = household_before(register, place.household, entry(register, what), on=DAY)
        assert found == record, what
    assert everything(register) == now


def test_who_left_stands_there_again_and_a_number_given_on_does_not_stand_in_the_way(
    register: Register, place: Any, everything: Everything
) -> None:
    with register.change("Bỏ số định danh"):
        register.people.save(place.head, personal_id=None)
    with register.change("Ghi số cho người khác"):
        register.people.add(
            name="Tống Thị Mận", village_id=place.village, personal_id="038079001234"
        )
    with register.change("Chuyển đi"):
        register.people.save(place.head, household_id=place.empty_household)
    now = everything(register)
    found = household_before(register, place.household, entry(register, "Bỏ số định danh"), on=DAY)
    assert found is not None
    assert found.head is not None
    assert found.head.personal_id == "038079001234"
    assert [row.person.id for row in found.members] == [place.head, place.wife, place.child]
    assert everything(register) == now


def test_before_it_was_there_there_is_nothing(register: Register, place: Any) -> None:
    assert household_before(register, place.household, entry(register, "Lập sổ"), on=DAY) is None
    with pytest.raises(StorageError, match="no_such_change"):
        household_before(register, place.household, "x", on=DAY)


# -- every kind of record, after any work


class Little:
    """A register with two of everything, and work that may be done on it in any order."""

    def __init__(self, register: Register) -> None:
        self.register = register
        with register.change("Lập sổ"):
            register.office.save(commune="Xã Suối Cát", name="UBND xã Suối Cát")
            self.villages = [register.villages.add(name) for name in ("Bến Đò", "Đồi Sim")]
            self.organisations = [register.organisations.add(name) for name in ("Hội A", "Hội B")]
            self.points = [
                register.points.add(name=name, organisation_id=self.organisations[0])
                for name in ("Nhà văn hóa", "Chợ")
            ]
            self.staff = [
                register.staff.add(name=name, roles=("signer",))
                for name in ("Vi Văn Tuất", "Tống Thị Mận")
            ]
            self.books = [
                register.receipt_books.add(symbol=symbol, first=1, last=50, digits=3)
                for symbol in ("A1", "A2")
            ]
            self.homes = [
                register.households.add(village_id=self.villages[0], number=str(number))
                for number in (1, 2)
            ]
            self.people = [
                register.people.add(name=name, household_id=home)
                for name, home in zip(("Mai Thị Lành", "Lường Thị Mến"), self.homes, strict=True)
            ]
            self.loose = [
                register.people.add(name=name, village_id=self.villages[0])
                for name in ("Vi Thị Bưởi", "Tống Văn Mít")
            ]

    def acts(self, at: int, said: int) -> tuple[Callable[[], object], ...]:
        """What may be done with the record `at` of each kind; `said` makes the words differ."""
        reg, other = self.register, 1 - at
        text = f"Chữ {said}"
        village = self.villages[said % len(self.villages)]
        return (
            lambda: reg.office.save(name=text, phone=f"0219000{said:03d}"),
            lambda: reg.staff.save(self.staff[at], title=text, roles=("signer", "clerk")),
            lambda: reg.staff.save(self.staff[at], active=bool(said % 2)),
            lambda: reg.staff.add(name=f"Vi Văn {said}", roles=("signer",)),
            lambda: reg.organisations.save(self.organisations[at], name=f"Hội {at} {said}"),
            lambda: reg.points.save(
                self.points[at], address=text, organisation_id=self.organisations[said % 2]
            ),
            lambda: reg.receipt_books.save(self.books[at], note=text),
            lambda: reg.villages.rename(self.villages[at], f"Thôn {at} {said}"),
            lambda: reg.villages.set_other_names(self.villages[at], [f"Xóm {at}", text + str(at)]),
            lambda: reg.villages.reorder([self.villages[other], self.villages[at]]),
            lambda: reg.households.save(self.homes[at], village_id=village, number=str(said)),
            lambda: reg.people.save(self.people[at], household_id=self.homes[said % 2]),
            lambda: reg.people.save(self.people[at], status="died" if said % 2 else "here"),
            lambda: reg.people.save(self.loose[at], phone=f"0912000{said:03d}", village_id=village),
            lambda: reg.people.save(self.loose[at], household_id=self.homes[said % 2]),
            lambda: reg.covers.add(
                self.loose[at], scheme="hi", known="covered", until=date(2027, 1, 1 + said),
                dated=DAY, source="clerk",
            ),
            lambda: self.register.connection.execute(
                "DELETE FROM people WHERE id = ? AND NOT EXISTS"
                " (SELECT 1 FROM covers WHERE person_id = people.id)", (self.loose[at],)
            ),
        )  # fmt: skip

    def records(self) -> list[tuple[str, str, Callable[[], object]]]:
        """Every record to look at, with what its screen reads."""
        reg = self.register
        villages: list[tuple[str, str, Callable[[], object]]] = [
            ("villages", one, lambda one=one: (  # type: ignore[misc]
                reg.villages.get(one), reg.villages.other_names().get(one), households_of(reg, one)
            ))
            for one in self.villages
        ]  # fmt: skip
        organisations: list[tuple[str, str, Callable[[], object]]] = [
            ("organisations", one, lambda one=one: [  # type: ignore[misc]
                point for point in reg.points.all() if point.organisation_id == one
            ])
            for one in self.organisations
        ]  # fmt: skip
        loose: list[tuple[str, str, Callable[[], object]]] = [
            ("people", one, lambda one=one: reg.covers.of(one))  # type: ignore[misc]
            for one in self.loose
        ]
        plain = (("staff", self.staff), ("points", self.points), ("receipt_books", self.books))
        return [
            ("office", "office", lambda: (reg.office.get(), reg.staff.all("signer"))),
            *villages,
            *organisations,
            *loose,
            *((table, one, lambda: None) for table, ids in plain for one in ids),
        ]

    def look(self) -> dict[tuple[str, str], tuple[dict[str, Any], object] | None]:
        """Read every record as it is now."""
        found: dict[tuple[str, str], tuple[dict[str, Any], object] | None] = {}
        for table, row_id, read in self.records():
            columns = self.register.journal.columns[table]
            row = self.register.connection.row(
                f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (row_id,)
            )
            now = None if row is None else (dict(zip(columns, row, strict=True)), read())
            found[table, row_id] = now
        return found


_WORK = st.lists(
    st.tuples(st.integers(0, 17), st.integers(0, 1), st.integers(0, 9)), min_size=1, max_size=14
)


@given(work=_WORK)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_every_record_is_rebuilt_as_it_was_before_any_change(
    work: list[tuple[int, int, int]],
) -> None:
    with (
        TemporaryDirectory() as folder,
        open_register(Path(folder) / "so.sas", clock=lambda: NOW, create=True) as register,
    ):
        little = Little(register)
        seen: list[tuple[str, Any]] = []
        for act, at, said in work:
            before = little.look()
            try:
                if act == 17:
                    undone = register.undo()
                    change = undone.id if undone else ""
                else:
                    with register.change(f"Việc {act}") as opened:
                        little.acts(at, said)[act]()
                    change = opened.changed.id
            except StorageError:
                continue
            if change:
                seen.append((change, before))
        now = little.look()
        for change, before in seen:
            for table, row_id, read in little.records():
                stood = stood_before(register, change, table, row_id, read)
                found = None if stood is None else (dict(stood.row), stood.read)
                assert found == before[table, row_id], (change, table)
        assert little.look() == now


def test_a_village_that_was_joined_and_one_that_was_split_stand_as_they_stood(
    register: Register, everything: Everything
) -> None:
    little = Little(register)
    east, west = little.villages

    def read(one: str) -> Any:
        return register.villages.get(one), households_of(register, one)

    seen = {}
    for what, act in (
        ("Đánh số", lambda: walk(register, east, [little.homes[1], little.homes[0]])),
        ("Tách", lambda: split(register, east, "Xóm Mới", [little.homes[1]])),
        ("Nhập", lambda: join(register, east, west)),
    ):
        seen[what] = read(east)
        with register.change(what):
            act()
    now = everything(register)
    for what, before in seen.items():
        stood = stood_before(register, entry(register, what), "villages", east, lambda: read(east))
        assert stood is not None
        assert stood.read == before, what
    assert everything(register) == now


def test_the_history_of_each_kind_tells_of_its_own_changes(register: Register) -> None:
    little = Little(register)
    new = [register.new_id()]
    works: dict[str, Callable[[], object]] = {
        "Sửa đầu giấy": lambda: register.office.save(name="UBND xã Suối Cát mới"),
        "Người ký": lambda: register.staff.save(little.staff[0], title="Chủ tịch"),
        "Đổi tên thôn": lambda: register.villages.rename(little.villages[0], "Bến Lở"),
        "Đổi thôn của hộ": lambda: register.households.save(
            little.homes[0], village_id=little.villages[1]
        ),
        "Sửa hộ": lambda: register.households.save(little.homes[0], number="9"),
        "Sửa điểm": lambda: register.points.save(little.points[0], address="Cạnh chợ"),
        "Sửa người": lambda: register.people.save(little.loose[0], phone="0912000111"),
        "Sửa quyển": lambda: register.receipt_books.save(little.books[1], note="cất"),
        "Thêm thôn": lambda: new.append(register.villages.add("Xóm Bỏ")),
    }
    for what, work in works.items():
        with register.change(what):
            work()
    with register.change("Xóa thôn"):
        remove(register, new[1])

    def told(table: str, row_id: str) -> list[str]:
        found = [one.change.what for one in record_history(register, table, row_id)]
        assert count_record_changes(register, table, row_id) == len(found)
        return found

    assert told("office", "office") == ["Người ký", "Sửa đầu giấy", "Lập sổ"]
    assert told("villages", little.villages[0]) == ["Đổi thôn của hộ", "Đổi tên thôn", "Lập sổ"]
    assert told("villages", little.villages[1]) == ["Đổi thôn của hộ", "Lập sổ"]
    assert told("villages", new[1]) == ["Xóa thôn", "Thêm thôn"]
    assert told("staff", little.staff[0]) == ["Người ký", "Lập sổ"]
    assert told("organisations", little.organisations[0]) == ["Sửa điểm", "Lập sổ"]
    assert told("points", little.points[0]) == ["Sửa điểm", "Lập sổ"]
    assert told("people", little.loose[0]) == ["Sửa người", "Lập sổ"]
    assert told("receipt_books", little.books[1]) == ["Sửa quyển", "Lập sổ"]
