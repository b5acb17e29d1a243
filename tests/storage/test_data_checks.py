"""Each kind of fault is found in a real register, and only where it is."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rules.calendar import PartialDate
from rules.coverage import hi_state
from storage import Register
from storage.checks import findings
from storage.data_checks import BY_KEY, CHECKS, Row, rows_of
from storage.duplicates import WEIGHTS
from tests.storage.conftest import Place
from tests.test_sentences import WORDS

DAY = date(2026, 11, 22)


def rows(register: Register, key: str) -> tuple[Row, ...]:
    return rows_of(BY_KEY[key], register, DAY)


def said(row: Row) -> list[str]:
    return [WORDS.say(f"wrong.{reason.code}", **reason.facts) for reason in row.reasons]


def test_the_figures_are_the_lengths_of_the_lists(register: Register, place: Place) -> None:
    with register.change("Thêm"):
        register.people.add(name="Tí")
        register.households.add()
    counted = {found.what: found.ids for found in findings(register, DAY)}
    for check in CHECKS:
        listed = tuple(row.id for row in rows_of(check, register, DAY))
        assert sorted(listed) == sorted(counted.get(check.key, ())), check.key
    assert set(counted) == {
        "household_without_members",
        "person_without_village",
        "household_without_village",
        "person_without_household",
        "odd_name",
        "unknown_sex",
        "unknown_birth",
        "no_personal_id",
    }


@pytest.mark.parametrize(
    ("key", "fields", "words"),
    [
        ("impossible_age", {"born": PartialDate(2027, 1, 1)}, "Sinh 01/01/2027, sau ngày hôm nay"),
        ("impossible_age", {"born": PartialDate(1900)}, "Sinh 1900, tức 126 tuổi"),
        (
            "odd_relation",
            {"relation": "daughter", "born": PartialDate(1978)},
            "Con gái sinh 1978, không sau chủ hộ sinh 05/08/1979",
        ),
        (
            "odd_relation",
            {"relation": "mother", "born": PartialDate(1985, 2)},
            "Mẹ sinh 02/1985, không trước chủ hộ sinh 05/08/1979",
        ),
        (
            "odd_relation",
            {"relation": "wife", "born": PartialDate(2014)},
            "Vợ của chủ hộ mà mới 12 tuổi",
        ),
        (
            "doubtful_personal_id",
            {"personal_id": "038179004321", "sex": "male", "born": PartialDate(1979)},
            "Số 038179004321 không khớp với giới tính Nam",
        ),
        (
            "doubtful_personal_id",
            {"personal_id": "038179004321", "born": PartialDate(1981)},
            "Số 038179004321 không khớp với năm sinh 1981",
        ),
        (
            "same_si_number",
            {"si_number": "3800123456"},
            "Mã 3800123456 ghi cả cho Trần Thị Hoà",
        ),
        ("odd_name", {"name": "Lành"}, "Họ tên chỉ có một chữ"),
        ("odd_name", {"name": "Mai Thị Lành 2"}, "Họ tên có số hoặc dấu lạ"),
        ("unknown_sex", {"sex": None}, "Chưa ghi nam hay nữ"),
        ("unknown_birth", {"born": None}, "Chưa có ngày sinh"),
        ("no_personal_id", {"personal_id": None}, "Chưa có số CCCD"),
    ],
)
def test_a_fault_of_a_person(
    register: Register, place: Place, key: str, fields: dict[str, Any], words: str
) -> None:
    with register.change("Thêm"):
        whole = {"name": "Mai Thị Lành", "sex": "female", "born": PartialDate(1999)}
        one = register.people.add(**{**whole, "household_id": place.household, **fields})
    found = {row.id: row for row in rows(register, key)}
    assert said(found[one])[-1] == words
    assert found[one].household_id == place.household
    assert (found[one].number, found[one].village) == ("12", "Thôn Đông")
    with register.change("Mất"):
        register.people.save(one, status="died")
    assert one not in {row.id for row in rows(register, key)} or key == "same_si_number"


@pytest.mark.parametrize(
    "name", ["Vi A", "H'Hen Niê", "Tôn Nữ Thị Ninh", "Nguyễn T. Hoa", "Mai-Lan Vi"]
)
def test_a_name_as_people_bear_it_is_no_fault(register: Register, name: str) -> None:
    with register.change("Thêm"):
        register.people.add(name=name)
    assert rows(register, "odd_name") == ()


def test_a_household_without_a_head_and_one_with_two(register: Register, place: Place) -> None:
    assert rows(register, "household_without_head") == rows(register, "two_heads") == ()
    with register.change("Bỏ chủ hộ"):
        register.people.save(place.head, relation="other")
    (row,) = rows(register, "household_without_head")
    assert (row.kind, row.id, row.name) == ("households", place.household, "")
    # an old or a merged file may lack the index that forbids it
    register.connection.execute("DROP INDEX people_one_head")
    with register.change("Hai chủ hộ"):
        for one in (place.head, place.wife):
            register.people.save(one, relation="head")
    (row,) = rows(register, "two_heads")
    assert said(row) == ["Có 2 chủ hộ"]


def test_a_household_that_has_left_is_not_looked_at(register: Register, place: Place) -> None:
    with register.change("Cả hộ đi"):
        register.people.save(place.head, relation="other")
        for home in (place.household, place.empty_household):
            register.connection.execute(
                "UPDATE households SET status = 'left' WHERE id = ?", (home,)
            )
    assert [found.what for found in findings(register, DAY)] == ["empty_village"]


def cover(register: Register, person: str, **fields: Any) -> None:
    with register.change("Thẻ"):
        register.covers.add(person, scheme="hi", known="covered", **fields)


def test_a_card_without_an_end_on_an_old_list(register: Register, place: Place) -> None:
    cover(register, place.head, dated=date(2025, 10, 1))
    cover(register, place.wife, dated=date(2026, 10, 1))
    (row,) = rows(register, "expired_but_counted")
    assert row.id == place.head
    assert said(row) == ["Danh sách ngày 01/10/2025 không ghi thẻ hết hạn ngày nào; đã hơn một năm"]
    cover(register, place.head, dated=DAY, until=date(2026, 1, 31))
    assert rows(register, "expired_but_counted") == ()


def test_a_newer_list_that_says_the_card_has_ended(register: Register, place: Place) -> None:
    run = {"start": date(2026, 6, 1), "until": date(2027, 5, 31)}
    cover(register, place.head, dated=date(2026, 6, 1), **run)
    cover(register, place.head, dated=date(2026, 9, 1), until=date(2026, 5, 31))
    facts = register.covers.of(place.head)
    assert hi_state(facts, on=DAY, age=47, standing=None).kind == "covered"
    (row,) = rows(register, "expired_but_counted")
    assert said(row) == [
        "Danh sách ngày 01/09/2026 ghi thẻ hết hạn 31/05/2026; danh sách cũ hơn ghi còn hạn"
    ]


def test_who_has_paid_and_is_not_counted(
    register: Register, place: Place, enrol: Callable[[str], None]
) -> None:
    enrol(place.head)
    assert rows(register, "paid_but_not_counted") == ()
    with register.change("Danh sách chưa có thẻ"):
        register.covers.add(place.head, scheme="hi", known="not_covered", dated=DAY)
    (row,) = rows(register, "paid_but_not_counted")
    assert said(row)[0].startswith("Đã đóng BHYT đến ")


@pytest.fixture
def enrol(register: Register) -> Callable[[str], None]:
    def enrol(person_id: str) -> None:
        with register.change("Ghi đóng"):
            register.connection.execute(
                "INSERT INTO enrolments (id, person_id, scheme, kind, day, method, months, start,"
                " until, hi_group, gross, state_support, payable, parameters, working) VALUES"
                " (?, ?, 'hi', 'new', '2026-11-01', '12', 12, '2026-11-01', '2027-10-31',"
                " 'household', 1000, 0, 1000, '{}', '[]')",
                (register.new_id(), person_id),
            )
            register.covers.add(
                person_id,
                scheme="hi",
                known="covered",
                dated=date(2026, 11, 1),
                source="enrolment",
                start=date(2026, 11, 1),
                until=date(2027, 10, 31),
            )

    return enrol


def test_a_standing_of_a_past_year_only(register: Register, place: Place) -> None:
    with register.change("Diện"):
        register.standings.set(place.household, 2025, "near_poor")
    (row,) = rows(register, "past_standing")
    assert said(row) == ["Hộ cận nghèo năm 2025; năm nay chưa ghi"]
    with register.change("Diện"):
        register.standings.set(place.household, 2026, "none")
    assert rows(register, "past_standing") == ()


def test_a_village_where_nobody_lives(register: Register, place: Place) -> None:
    with register.change("Thôn"):
        empty = register.villages.add("Thôn Mới")
    (row,) = rows(register, "empty_village")
    assert (row.id, row.name, row.household_id) == (empty, "Thôn Mới", None)


def test_every_check_and_every_reason_to_compare_has_its_words() -> None:
    assert [one.key for one in CHECKS if f"finding.{one.key}" not in WORDS.codes] == []
    assert [code for code in WEIGHTS if f"duplicate.{code}" not in WORDS.codes] == []
    assert "duplicate.may_be_twins" in WORDS.codes
