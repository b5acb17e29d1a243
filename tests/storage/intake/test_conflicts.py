"""What a certain match says otherwise: what stands, what the clerk decides, before and after."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.calendar import PartialDate
from rules.coverage import hi_state
from storage import Register
from storage.data_checks import BY_KEY, rows_of
from storage.intake import (
    Choices,
    Conflict,
    Decision,
    Reading,
    Side,
    accept,
    decide_conflicts,
    kept_conflicts,
    preview,
    read_file,
)
from tests.storage.intake.sheets import workbook

ON = date(2026, 11, 22)
HEADING = ("Họ và tên", "Ngày sinh", "Số CCCD", "Thôn", "Điện thoại", "Giá trị đến")
ID, OTHER_ID = "038179001234", "038179005678"
Everything = Callable[[Register], dict[str, list[Any]]]


class Desk:
    """A register with one person, and lists about her."""

    def __init__(self, register: Register, folder: Path) -> None:
        self.register = register
        self.folder = folder
        self.files = 0
        with register.change("Lập"):
            self.village = register.villages.add("Thôn Bến")
            self.person = register.people.add(
                name="Mai Thị Lành",
                personal_id=ID,
                phone="0912345678",
                born=PartialDate(1979, 8, 5),
                village_id=self.village,
            )

    def read(self, *rows: Sequence[Any], dated: str = "") -> Reading:
        self.files += 1
        title = [(f"Danh sách ngày {dated}",)] if dated else []
        path = workbook(self.folder / f"ds-{self.files}.xlsx", [*title, HEADING, *rows])
        return read_file(path, on=ON)

    def conflicts(self, reading: Reading) -> tuple[Conflict, ...]:
        return preview(self.register, reading).rows[0].conflicts

    def take(self, reading: Reading, **of_file: Side) -> None:
        choices = Choices(of_file=of_file)
        accept(self.register, preview(self.register, reading, choices=choices))

    def cover(self) -> list[Any]:
        return self.register.connection.rows(
            "SELECT until, dated, source FROM covers WHERE scheme = 'hi' ORDER BY dated, until"
        )


@pytest.fixture
def desk(register: Register, tmp_path: Path) -> Desk:
    return Desk(register, tmp_path)


SAYS = ("Tống Thị Mận", "05/08/1979", ID, "Thôn Chợ", "0987654321", None)


def test_the_value_of_the_register_stays_until_somebody_decides(desk: Desk) -> None:
    reading = desk.read(SAYS)
    seen = {one.field: (one.held, one.said, one.kept, one.decided) for one in
            desk.conflicts(reading)}  # fmt: skip
    assert seen == {
        "phone": ("0912345678", "0987654321", "register", False),
        "name": ("Mai Thị Lành", "Tống Thị Mận", "register", False),
        "village": ("Thôn Bến", "Thôn Chợ", "register", False),
    }
    desk.take(reading)
    held = desk.register.people.get(desk.person)
    assert (held.name, held.phone, held.village) == ("Mai Thị Lành", "0912345678", "Thôn Bến")
    assert [village.name for village in desk.register.villages.all()] == ["Thôn Bến"]
    assert {one.conflict.field for one in kept_conflicts(desk.register)} == set(seen)


def test_the_clerk_decides_for_the_whole_file_before_it_is_written(
    desk: Desk, everything: Everything
) -> None:
    reading = desk.read(SAYS)
    desk.take(reading, name="file", phone="register", village="file")
    held = desk.register.people.get(desk.person)
    assert (held.name, held.phone, held.village) == ("Tống Thị Mận", "0912345678", "Thôn Chợ")
    assert desk.register.people.search("tong thi man")[0].id == desk.person
    assert kept_conflicts(desk.register) == ()
    before = everything(desk.register)
    assert desk.conflicts(reading) == ()
    desk.take(reading)
    after = everything(desk.register)
    assert {name for name in after if after[name] != before[name]} == {"imports", "import_rows"}


def test_a_row_is_decided_otherwise_than_its_file(desk: Desk) -> None:
    reading = desk.read(SAYS)
    row = reading.records[0]
    choices = Choices({(row.sheet, row.row): {"phone": "register"}}, {"phone": "file"})
    accept(desk.register, preview(desk.register, reading, choices=choices))
    assert desk.register.people.get(desk.person).phone == "0912345678"


@pytest.mark.parametrize("side", ["file", "register"])
def test_a_difference_is_decided_any_day_after_as_a_change_of_its_own(
    desk: Desk, side: Side, everything: Everything
) -> None:
    desk.take(desk.read(SAYS))
    before = everything(desk.register)
    changed = decide_conflicts(desk.register, kept_conflicts(desk.register), side, on=ON)
    assert changed is not None
    assert changed.what == "Chọn số liệu khác nhau của ds-1.xlsx"
    held = desk.register.people.get(desk.person)
    if side == "file":
        assert (held.name, held.phone, held.village) == ("Tống Thị Mận", "0987654321", "Thôn Chợ")
    else:
        assert (held.name, held.phone, held.village) == ("Mai Thị Lành", "0912345678", "Thôn Bến")
    assert kept_conflicts(desk.register) == ()
    desk.register.undo()
    assert everything(desk.register) == before


def test_a_difference_asked_once_is_not_asked_by_the_same_list_again(desk: Desk) -> None:
    reading = desk.read(SAYS)
    desk.take(reading)
    desk.take(reading)
    desk.take(desk.read(SAYS))
    assert len(kept_conflicts(desk.register)) == 3


def test_what_the_clerk_has_written_since_is_no_difference_any_more(desk: Desk) -> None:
    desk.take(desk.read(SAYS))
    with desk.register.change("Sửa"):
        desk.register.people.save(desk.person, phone="0987654321")
    fields = [one.conflict.field for one in kept_conflicts(desk.register)]
    assert fields == ["name", "village"]


def test_births_that_contradict_are_a_difference(desk: Desk) -> None:
    reading = desk.read(("Mai Thị Lành", "06/08/1979", ID, None, None, None))
    assert [(one.field, one.held, one.said) for one in desk.conflicts(reading)] == [
        ("born", "1979-08-05", "1979-08-06")
    ]
    desk.take(reading)
    decide_conflicts(desk.register, kept_conflicts(desk.register), "file", on=ON)
    assert desk.register.people.get(desk.person).born == PartialDate(1979, 8, 6)
    assert desk.conflicts(desk.read(("Mai Thị Lành", "05/08/1979", ID, None, None, None))) == ()


def test_births_are_taken_from_the_file_where_the_clerk_says_so(desk: Desk) -> None:
    desk.take(desk.read(("Mai Thị Lành", "06/08/1979", ID, None, None, None)), born="file")
    assert desk.register.people.get(desk.person).born == PartialDate(1979, 8, 6)


def test_a_member_alone_does_not_take_a_household_to_another_village(desk: Desk) -> None:
    with desk.register.change("Lập hộ"):
        house = desk.register.households.add(village_id=desk.village, number="1")
        desk.register.people.add(name="Vi Văn Tuất", household_id=house, relation="head")
        desk.register.people.save(desk.person, household_id=house, village_id=None, relation="wife")
    reading = desk.read(("Mai Thị Lành", "05/08/1979", ID, "Thôn Chợ", None, None))
    (seen,) = desk.conflicts(reading)
    assert (seen.field, seen.can_take) == ("village", False)
    desk.take(reading, village="file")
    assert desk.register.people.get(desk.person).village == "Thôn Bến"
    assert decide_conflicts(desk.register, kept_conflicts(desk.register), "file", on=ON) is None


@pytest.mark.parametrize("late", [False, True])
def test_the_head_takes_the_household_along(desk: Desk, late: bool) -> None:
    with desk.register.change("Lập hộ"):
        house = desk.register.households.add(village_id=desk.village, number="1")
        child = desk.register.people.add(name="Vi Văn Tuất", household_id=house)
        desk.register.people.save(desk.person, household_id=house, village_id=None, relation="head")
    reading = desk.read(("Mai Thị Lành", "05/08/1979", ID, "Thôn Chợ", None, None))
    before: dict[str, Side] = {} if late else {"village": "file"}
    desk.take(reading, **before)
    if late:
        decide_conflicts(desk.register, kept_conflicts(desk.register), "file", on=ON)
    assert desk.register.people.get(child).village == "Thôn Chợ"


CARD = ("Mai Thị Lành", "05/08/1979", ID, None, None)


def test_the_newer_dated_card_wins_in_both_orders(desk: Desk) -> None:
    newer = desk.read((*CARD, "31/12/2026"), dated="20/11/2026")
    older = desk.read((*CARD, "30/11/2026"), dated="10/10/2026")
    desk.take(newer)
    assert desk.conflicts(older) == ()  # a later end in the newer list is what has happened since
    desk.take(older)
    assert [row[:2] for row in desk.cover()] == [
        ("2026-11-30", "2026-10-10"), ("2026-12-31", "2026-11-20"),
    ]  # fmt: skip


def test_a_newer_list_that_shortens_a_card_is_asked_and_counts_until_then(desk: Desk) -> None:
    desk.take(desk.read((*CARD, "31/12/2026"), dated="10/10/2026"))
    reading = desk.read((*CARD, "30/11/2026"), dated="20/11/2026")
    (seen,) = desk.conflicts(reading)
    assert (seen.field, seen.kept, seen.held, seen.said) == (
        "cover_hi", "file", "2026-12-31", "2026-11-30",
    )  # fmt: skip
    desk.take(reading)
    assert len(desk.cover()) == 2
    (kept,) = kept_conflicts(desk.register)
    assert kept.conflict.kept == "file"
    decide_conflicts(desk.register, [kept], "register", on=ON)
    assert [row[0] for row in desk.cover()] == ["2026-12-31"]
    desk.take(reading)
    assert [row[0] for row in desk.cover()] == ["2026-12-31"]


@pytest.mark.parametrize("late", [False, True])
def test_the_clerk_believes_the_older_card(desk: Desk, late: bool, everything: Everything) -> None:
    desk.take(desk.read((*CARD, "30/11/2026"), dated="20/11/2026"))
    reading = desk.read((*CARD, "31/12/2026"), dated="10/10/2026")
    earlier: dict[str, Side] = {} if late else {"cover_hi": "file"}
    desk.take(reading, **earlier)
    if late:
        (kept,) = kept_conflicts(desk.register)
        assert kept.conflict.kept == "register"
        decide_conflicts(desk.register, [kept], "file", on=ON)
    assert ("2026-12-31", "2026-11-22") in [row[:2] for row in desk.cover()]
    before = everything(desk.register)["covers"]
    desk.take(reading)
    assert everything(desk.register)["covers"] == before


def test_two_lists_of_one_day_leave_what_was_known(desk: Desk) -> None:
    desk.take(desk.read((*CARD, "31/12/2026"), dated="20/11/2026"))
    reading = desk.read((*CARD, "30/11/2026"), dated="20/11/2026")
    desk.take(reading)
    assert [row[0] for row in desk.cover()] == ["2026-12-31"]
    desk.take(reading)
    (kept,) = kept_conflicts(desk.register)
    decide_conflicts(desk.register, [kept], "file", on=ON)
    assert [row[0] for row in desk.cover()] == ["2026-12-31", "2026-11-30"]


def test_two_records_that_turn_out_to_be_one_keep_what_differs_to_be_decided(desk: Desk) -> None:
    with desk.register.change("Thêm"):
        desk.register.people.add(
            name="Mai Thị Lánh", si_number="3800123456", born=PartialDate(1979, 8, 5),
            phone="0987654321",
        )  # fmt: skip
    heading = (*HEADING, "Mã số BHXH")
    row = ("Mai Thị Lành", "05/08/1979", ID, None, None, None, "3800123456")
    reading = read_file(workbook(desk.folder / "hai-so.xlsx", [heading, row]), on=ON)
    assert {one.field for one in desk.conflicts(reading)} == {"phone", "name"}
    desk.take(reading, phone="file")
    held = desk.register.people.get(desk.person)
    assert (held.name, held.phone) == ("Mai Thị Lành", "0987654321")
    assert desk.register.people.count() == 1
    (kept,) = kept_conflicts(desk.register)
    decide_conflicts(desk.register, [kept], "file", on=ON)
    assert desk.register.people.get(desk.person).name == "Mai Thị Lánh"


@pytest.mark.parametrize("taken", [False, True])
def test_the_id_of_somebody_else_is_never_taken(desk: Desk, taken: bool) -> None:
    with desk.register.change("Thêm"):
        desk.register.people.save(desk.person, si_number="3800123456")
        if taken:
            desk.register.people.add(name="Vi Văn Tuất", personal_id=OTHER_ID)
    row = ("Mai Thị Lành", "05/08/1979", OTHER_ID, None, None, None, "3800123456")
    path = workbook(desk.folder / "so-khac.xlsx", [(*HEADING, "Mã số BHXH"), row])
    reading = read_file(path, on=ON)
    key = preview(desk.register, reading).of("review")[0].key
    decisions = {key: Decision("same", desk.person)}
    plan = preview(desk.register, reading, decisions=decisions)
    (seen,) = plan.rows[0].conflicts
    assert (seen.field, seen.can_take) == ("personal_id", not taken)
    accept(desk.register, plan)
    (kept,) = kept_conflicts(desk.register)
    assert kept.conflict.can_take is not taken
    decide_conflicts(desk.register, [kept], "file", on=ON)
    held = desk.register.people.get(desk.person)
    assert held.personal_id == (ID if taken else OTHER_ID)


def test_somebody_else_stays_somebody_else(desk: Desk) -> None:
    reading = desk.read(("Mai Thị Lành", "1979", None, "Bến", None, None))
    key = preview(desk.register, reading).of("review")[0].key
    plan = preview(desk.register, reading, decisions={key: Decision("other")})
    accept(desk.register, plan)
    (pair,) = desk.register.connection.rows("SELECT one_id, other_id FROM different_people")
    assert desk.person in pair
    assert sorted(pair) == sorted(person.id for person in desk.register.people.list())


class Denial:
    """A list of people who are not insured, and lists of cards, about one person."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def read(self, dated: str, until: str = "", start: str = "") -> Reading:
        self.desk.files += 1
        title = "DANH SÁCH THẺ BHYT" if until else "DANH SÁCH NGƯỜI CHƯA THAM GIA BHYT"
        rows = [
            (f"{title} ngày {dated}",),
            ("Họ và tên", "Số CCCD", *(("Từ ngày", "Đến ngày") if until else ())),
            ("Mai Thị Lành", ID, *((start, until) if until else ())),
        ]
        return read_file(workbook(self.desk.folder / f"bh-{self.desk.files}.xlsx", rows), on=ON)

    def facts(self) -> list[Any]:
        return self.desk.register.connection.rows(
            "SELECT known, until, dated, source FROM covers ORDER BY dated, known"
        )

    def state(self) -> str:
        facts = self.desk.register.covers.of(self.desk.person)
        kind = hi_state(facts, on=ON, age=40, standing=None).kind
        return "covered" if kind == "covered" else "not_covered"


SAME, NEXT, CARD_END = "05/10/2026", "20/10/2026", "31/12/2026"


@pytest.mark.parametrize("card_first", [True, False])
@pytest.mark.parametrize(
    ("denied", "card", "start", "stands", "listed"),
    [
        (SAME, SAME, "", "covered", True),
        (SAME, SAME, "01/01/2026", "covered", True),
        (NEXT, SAME, "", "not_covered", True),  # the newer fact wins, and the clerk is told
        (SAME, NEXT, "01/01/2026", "covered", True),
        (SAME, NEXT, "", "covered", False),  # the card may have begun since
        (SAME, NEXT, "10/10/2026", "covered", False),
    ],
)
def test_not_insured_against_a_card_that_runs(
    desk: Desk, card_first: bool, denied: str, card: str, start: str, stands: str, listed: bool
) -> None:
    lists = Denial(desk)
    readings = [lists.read(card, CARD_END, start), lists.read(denied)]
    for reading in readings if card_first else readings[::-1]:
        desk.take(reading)
    assert lists.state() == stands
    assert {row[0] for row in lists.facts()} == {"covered", "not_covered"}
    kept = [one.conflict for one in kept_conflicts(desk.register)]
    assert [{one.held, one.said} for one in kept] == [{"2026-12-31", "not_covered"}] * listed
    assert all((one.said == "not_covered") == card_first for one in kept)
    wins = "not_covered" if stands == "not_covered" else "2026-12-31"
    assert all((one.said if one.kept == "file" else one.held) == wins for one in kept)
    before = lists.facts()
    for reading in readings:
        desk.take(reading)
    assert lists.facts() == before
    assert len(kept_conflicts(desk.register)) == listed


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("card_first", [True, False])
@pytest.mark.parametrize("believed", ["covered", "not_covered"])
def test_the_clerk_says_who_is_right_about_a_card(
    desk: Desk, late: bool, card_first: bool, believed: str
) -> None:
    lists = Denial(desk)
    readings = [lists.read(SAME, CARD_END), lists.read(SAME)]
    first, second = readings if card_first else readings[::-1]
    side: Side = "file" if (believed == "not_covered") == card_first else "register"
    desk.take(first)
    if late:
        desk.take(second)
        decide_conflicts(desk.register, kept_conflicts(desk.register), side, on=ON)
    else:
        desk.take(second, cover_hi=side)
    assert lists.state() == believed
    assert kept_conflicts(desk.register) == ()
    before = lists.facts()
    desk.take(first)
    desk.take(second)
    assert lists.facts() == before
    assert kept_conflicts(desk.register) == ()


def test_a_later_list_that_says_the_same_is_no_difference(desk: Desk) -> None:
    lists = Denial(desk)
    for reading in (lists.read(SAME, CARD_END), lists.read(SAME), lists.read(NEXT, CARD_END)):
        desk.take(reading)
    assert len(kept_conflicts(desk.register)) == 1
    assert len(lists.facts()) == 3


@pytest.mark.parametrize("status", ["died", "moved"])
def test_who_is_gone_stays_gone_and_a_later_list_is_told_of(desk: Desk, status: Any) -> None:
    with desk.register.change("Mất"):
        desk.register.people.save(desk.person, status=status, status_day=date(2026, 9, 1))
    row = ("Mai Thị Lành", "05/08/1979", ID, None, None, None)
    assert desk.conflicts(desk.read(row, dated="31/08/2026")) == ()  # she was there by then
    reading = desk.read(row, dated="10/10/2026")
    (seen,) = desk.conflicts(reading)
    assert (seen.field, seen.held, seen.said, seen.can_take) == ("status", status, "here", False)
    desk.take(reading, status="file")
    assert desk.register.people.get(desk.person).status == status
    found = rows_of(BY_KEY["listed_though_gone"], desk.register, ON)
    assert [(one.name, one.reasons[0].code) for one in found] == [
        ("Mai Thị Lành", f"{status}_but_listed")
    ]
    assert found[0].reasons[0].facts["dated"] == date(2026, 10, 10)
    kept = kept_conflicts(desk.register)
    assert decide_conflicts(desk.register, kept, "file", on=ON) is None
    decide_conflicts(desk.register, kept, "register", on=ON)
    assert rows_of(BY_KEY["listed_though_gone"], desk.register, ON) == ()
    assert desk.conflicts(desk.read(row, dated="11/10/2026")) == ()  # it was said


def test_who_comes_back_to_life_is_no_difference_any_more(desk: Desk) -> None:
    with desk.register.change("Mất"):
        desk.register.people.save(desk.person, status="died")
    desk.take(desk.read(("Mai Thị Lành", "05/08/1979", ID, None, None, None)))
    assert len(kept_conflicts(desk.register)) == 1
    with desk.register.change("Ghi nhầm"):
        desk.register.people.save(desk.person, status="here")
    assert kept_conflicts(desk.register) == ()
    assert rows_of(BY_KEY["listed_though_gone"], desk.register, ON) == ()
