"""Who is whom: certain, likely or new, and what an import may and may not write."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.calendar import PartialDate
from storage import Register
from storage.intake import (
    Decision,
    Plan,
    Reading,
    accept,
    answer_waiting,
    preview,
    read_file,
    retry_waiting,
    waiting_rows,
)
from storage.progress import Cancelled
from tests.storage.intake.sheets import workbook

ON = date(2026, 11, 22)
HEADING = ("Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Mã số BHXH", "Thôn", "Điện thoại")
BORN = PartialDate(1979, 8, 5)
ID, OTHER_ID = "038179001234", "038179005678"
SI, OTHER_SI = "3800123456", "3800654321"


class Commune:
    """A register with one village, to which people are added and lists given."""

    def __init__(self, register: Register, folder: Path) -> None:
        self.register = register
        self.folder = folder
        self.files = 0
        with register.change("Lập"):
            self.village = register.villages.add("Thôn Bến")

    def add(self, name: str = "Nguyễn Thị Lan", **fields: Any) -> str:
        fields.setdefault("village_id", self.village)
        fields.setdefault("born", BORN)
        with self.register.change("Thêm người"):
            return self.register.people.add(name=name, **fields)

    def read(self, *rows: Sequence[Any]) -> Reading:
        self.files += 1
        full = [tuple(row) + (None,) * (len(HEADING) - len(row)) for row in rows]
        return read_file(workbook(self.folder / f"ds-{self.files}.xlsx", [HEADING, *full]), on=ON)

    def plan(self, *rows: Sequence[Any], **options: Any) -> Plan:
        return preview(self.register, self.read(*rows), **options)

    def fates(self, *rows: Sequence[Any]) -> list[tuple[str, str | None]]:
        return [(row.outcome, row.why) for row in self.plan(*rows).rows]

    def people(self) -> int:
        return int(self.register.connection.value("SELECT count(*) FROM people"))


@pytest.fixture
def commune(register: Register, tmp_path: Path) -> Commune:
    return Commune(register, tmp_path)


SURE = [
    ({"personal_id": ID}, ("NGUYỄN THỊ LAN", "1990", "Nữ", ID)),
    ({"personal_id": ID}, ("Trần Thị Lan", "05/08/1979", "Nữ", ID)),
    ({"si_number": SI}, ("Nguyen Thi Lan", None, None, None, SI)),
    ({"personal_id": ID}, ("Nguyễn Thị Lan", "05/08/1979", "Nữ", None, None, "Bến")),
    ({}, ("Nguyễn Thị Lan", "05/08/1979", "Nữ", ID, None, "Thôn Bến")),
]
LIKELY = [
    ({"personal_id": ID}, ("Bùi Thị Mơ", "1990", "Nữ", ID), "number_of_other"),
    ({"personal_id": ID, "sex": "male"}, ("Nguyễn Thị Lan", "05/08/1979", "Nữ", ID),
     "number_of_other_sex"),
    ({"si_number": SI, "personal_id": ID}, ("Nguyễn Thị Lan", "05/08/1979", "Nữ", OTHER_ID, SI),
     "number_of_other_id"),
    ({}, ("Nguyễn Thị Lan", "1979", None, None, None, "Bến"), "same_name_year_village"),
    ({}, ("Nguyễn Thị Lan", "05/08/1979"), "same_name_birth_no_village"),
    ({}, ("Nguyễn Thị Lam", "05/08/1979", None, None, None, "Bến"), "name_slip"),
    ({"si_number": SI}, ("Nguyễn Thị Lan", "05/08/1979", None, None, OTHER_SI, "Bến"),
     "numbers_differ"),
]  # fmt: skip
NEW = [
    ({"personal_id": ID}, ("Nguyễn Thị Lan", "05/08/1979", "Nữ", OTHER_ID, None, "Bến")),
    ({}, ("Nguyễn Thị Lan", "05/08/1979", "Nữ", None, None, "Thôn Chợ")),
    ({"sex": "male"}, ("Nguyễn Thị Lan", "05/08/1979", "Nữ", None, None, "Bến")),
    ({}, ("Nguyễn Thị Lan", "1985", None, None, None, "Bến")),
]


@pytest.mark.parametrize(("known", "row"), SURE)
def test_certain(commune: Commune, known: dict[str, Any], row: tuple[Any, ...]) -> None:
    person = commune.add(**known)
    planned = commune.plan(row).rows[0]
    assert planned.outcome in {"updated", "unchanged"}
    assert planned.person_id == person


@pytest.mark.parametrize(("known", "row", "why"), LIKELY)
def test_likely_waits(
    commune: Commune, known: dict[str, Any], row: tuple[Any, ...], why: str
) -> None:
    person = commune.add(**known)
    planned = commune.plan(row).rows[0]
    assert (planned.outcome, planned.why) == ("review", why)
    assert [one.person_id for one in planned.candidates] == [person]


@pytest.mark.parametrize(("known", "row"), NEW)
def test_new(commune: Commune, known: dict[str, Any], row: tuple[Any, ...]) -> None:
    commune.add(**known)
    assert commune.fates(row) == [("added", None)]


YEAR = PartialDate(1979)


@pytest.mark.parametrize(
    ("known", "row", "fate"),
    [
        ({"born": YEAR}, ("Nguyễn Thị Lam", "1979", None, None, None, "Bến"), "review"),
        ({"born": YEAR, "personal_id": ID}, ("Nguyễn Thị Lam", "1979", "Nữ", None, None, "Bến"),
         "review"),
        ({"born": PartialDate(1979, 8)}, ("Nguyễn Thị Lam", "8/1979", None, None, None, "Bến"),
         "review"),
        ({"born": YEAR}, ("Nguyễn Thị Lam", "1980", None, None, None, "Bến"), "added"),
        ({"born": YEAR}, ("Nguyễn Thị Lam", "1979", None, None, None, "Chợ"), "added"),
        ({"born": YEAR}, ("Nguyễn Thị Lam", "1979"), "added"),
        ({"born": YEAR}, ("Nguyễn Thị Luyến", "1979", None, None, None, "Bến"), "added"),
        ({}, ("Nguyễn Thị Lam", "1979", None, None, None, "Bến"), "added"),
        ({"born": YEAR, "sex": "male"}, ("Nguyễn Thị Lam", "1979", "Nữ", None, None, "Bến"),
         "added"),
        ({"born": YEAR, "personal_id": ID},
         ("Nguyễn Thị Lam", "1979", None, OTHER_ID, None, "Bến"), "added"),
        ({"born": YEAR, "si_number": SI},
         ("Nguyễn Thị Lam", "1979", None, None, OTHER_SI, "Bến"), "added"),
    ],
)  # fmt: skip
def test_a_slip_in_a_name_where_only_the_year_is_known(
    commune: Commune, known: dict[str, Any], row: tuple[Any, ...], fate: str
) -> None:
    commune.add(**known)
    why = "name_slip_year" if fate == "review" else None
    assert commune.fates(row) == [(fate, why)]


def test_two_near_names_of_one_year_in_one_list_are_two(commune: Commune) -> None:
    lan, lam = ((f"Nguyễn Thị {name}", "1979", None, None, None, "Bến") for name in ("Lan", "Lam"))
    assert commune.fates(lan, lam) == [("added", None)] * 2
    accept(commune.register, commune.plan((*lan[:3], ID, None, "Bến")))
    # who is known by number goes first, and is nobody else of this list
    assert commune.fates(lam, (*lan[:3], ID, None, "Bến")) == [("added", None), ("unchanged", None)]


def test_who_waited_for_a_near_name_is_taken_when_that_one_is_told_apart(
    commune: Commune,
) -> None:
    commune.add(born=YEAR)
    row = ("Nguyễn Thị Lam", "1979", None, None, None, "Bến")
    accept(commune.register, commune.plan(row))
    (waiting,) = waiting_rows(commune.register)
    assert answer_waiting(commune.register, waiting, Decision("other")) is not None
    assert commune.people() == 2
    assert commune.fates(row) == [("unchanged", None)]


def test_two_namesakes_wait(commune: Commune) -> None:
    commune.add(personal_id=ID)
    commune.add(personal_id=OTHER_ID)
    row = ("Nguyễn Thị Lan", "05/08/1979", None, None, None, "Bến")
    assert commune.fates(row) == [("review", "several_alike")]


def test_blank_never_overwrites_and_the_register_keeps_what_differs(commune: Commune) -> None:
    person = commune.add(personal_id=ID, phone="0912345678", sex="female")
    plan = commune.plan(("Nguyễn Thị Lan", "05/08/1979", None, ID, SI, "Chợ", "0987654321"))
    changes = {change.field: change.after for change in plan.rows[0].changes}
    conflicts = {one.field: (one.held, one.said) for one in plan.rows[0].conflicts}
    assert changes == {"si_number": SI}
    assert conflicts == {
        "phone": ("0912345678", "0987654321"),
        "village": ("Thôn Bến", "Thôn Chợ"),
    }
    accept(commune.register, plan)
    held = commune.register.people.get(person)
    assert (held.phone, held.sex, held.si_number) == ("0912345678", "female", SI)


def test_a_birth_becomes_more_precise_and_never_less(commune: Commune) -> None:
    person = commune.add(personal_id=ID, born=PartialDate(1979))
    accept(commune.register, commune.plan(("Nguyễn Thị Lan", "05/08/1979", None, ID)))
    assert commune.register.people.get(person).born == BORN
    assert commune.fates(("Nguyễn Thị Lan", "1979", None, ID)) == [("unchanged", None)]


def test_the_same_row_again_is_a_duplicate(commune: Commune) -> None:
    row = ("Nguyễn Thị Lan", "05/08/1979", "Nữ", ID, None, "Bến")
    weak = ("Trần Văn Hoà",)
    plan = commune.plan(row, weak, row, weak, ("NGUYỄN THỊ LAN", *row[1:]))
    assert [(r.outcome, r.other_row) for r in plan.rows] == [
        ("added", None), ("added", None), ("duplicate", 2), ("duplicate", 3), ("duplicate", 2),
    ]  # fmt: skip
    assert (plan.counts.rows, plan.counts.added, plan.counts.duplicates) == (5, 2, 3)


def test_a_row_waiting_twice_waits_once(commune: Commune) -> None:
    commune.add()
    row = ("Nguyễn Thị Lan", "05/08/1979")
    assert [fate for fate, _ in commune.fates(row, row)] == ["review", "duplicate"]


def test_two_numbers_of_two_records_join_them(commune: Commune) -> None:
    by_id = commune.add(personal_id=ID)
    by_si = commune.add(si_number=SI, village_id=None, phone="0912345678")
    with commune.register.change("Ghi"):
        commune.register.covers.add(by_si, scheme="hi", known="covered", dated=ON)
    plan = commune.plan(("Nguyễn Thị Lan", "05/08/1979", "Nữ", ID, SI, "Bến"))
    assert plan.rows[0].outcome == "updated"
    accept(commune.register, plan)
    assert commune.people() == 1
    held = commune.register.people.get(by_id)
    assert (held.personal_id, held.si_number, held.phone) == (ID, SI, "0912345678")
    assert len(commune.register.covers.of(by_id)) == 1
    commune.register.undo()
    assert commune.people() == 2
    assert len(commune.register.covers.of(by_si)) == 1


def test_two_numbers_of_people_who_contradict_wait(commune: Commune) -> None:
    one = commune.add(personal_id=ID)
    other = commune.add("Trần Thị Mơ", si_number=SI, born=PartialDate(1990))
    planned = commune.plan(("Nguyễn Thị Lan", "05/08/1979", "Nữ", ID, SI)).rows[0]
    assert (planned.outcome, planned.why) == ("review", "numbers_of_two")
    assert {candidate.person_id for candidate in planned.candidates} == {one, other}


def test_a_waiting_row_is_taken_when_a_later_list_makes_it_certain(commune: Commune) -> None:
    commune.add(si_number=SI, village_id=None)
    first = accept(commune.register, commune.plan(("Nguyễn Thị Lan", "05/08/1979", "Nữ", ID)))
    assert (first.counts.review, len(waiting_rows(commune.register))) == (1, 1)
    assert retry_waiting(commune.register) == ()
    accept(commune.register, commune.plan(("Nguyễn Thị Lan", "05/08/1979", "Nữ", ID, SI)))
    (taken,) = retry_waiting(commune.register)
    assert taken.changed.what == "Nhận dòng chờ của ds-1.xlsx sau khi nhập ds-2.xlsx"
    assert waiting_rows(commune.register) == ()
    entry = next(one for one in commune.register.imports.list() if one.id == first.import_id)
    assert (entry.counts.rows, entry.counts.review, entry.counts.unchanged) == (1, 0, 1)
    assert commune.people() == 1


@pytest.mark.parametrize(("answer", "people"), [("same", 1), ("other", 2), ("later", 1)])
def test_the_clerk_answers_before_accepting(commune: Commune, answer: Any, people: int) -> None:
    person = commune.add(phone="0912345678")
    reading = commune.read(("Nguyễn Thị Lan", "05/08/1979", None, None, SI))
    key = preview(commune.register, reading).of("review")[0].key
    plan = preview(commune.register, reading, decisions={key: Decision(answer, person)})
    report = accept(commune.register, plan)
    assert commune.people() == people
    assert report.counts.review == (answer == "later")
    again = preview(commune.register, reading)
    assert again.counts.unchanged == (answer != "later")


@pytest.mark.parametrize(("answer", "people"), [("same", 1), ("other", 2), ("later", 1)])
def test_the_clerk_answers_a_kept_row(commune: Commune, answer: Any, people: int) -> None:
    person = commune.add()
    accept(commune.register, commune.plan(("Nguyễn Thị Lan", "05/08/1979", None, None, SI)))
    (waiting,) = waiting_rows(commune.register)
    taken = answer_waiting(commune.register, waiting, Decision(answer, person))
    assert (taken is None) == (answer == "later")
    assert commune.people() == people
    assert len(waiting_rows(commune.register)) == (answer == "later")


def test_a_plan_grown_old_is_made_anew(commune: Commune) -> None:
    plan = commune.plan(("Nguyễn Thị Lan", "05/08/1979", "Nữ", ID))
    commune.add(personal_id=ID)
    report = accept(commune.register, plan)
    assert (report.counts.added, commune.people()) == (0, 1)


def test_what_another_window_writes_during_a_preview_makes_the_plan_old(commune: Commune) -> None:
    def somebody_else(_done: int, _all: int) -> None:
        if commune.people() == 0:
            commune.add(personal_id=ID)

    row = ("Nguyễn Thị Lan", "05/08/1979", "Nữ", ID)
    plan = commune.plan(row, progress=somebody_else)
    report = accept(commune.register, plan)
    assert (report.counts.added, commune.people()) == (0, 1)


def test_stopping_an_import_leaves_nothing(
    commune: Commune, everything: Callable[[Register], dict[str, list[Any]]]
) -> None:
    plan = commune.plan(("Nguyễn Thị Lan", "05/08/1979", "Nữ", ID))
    before = everything(commune.register)

    def stop(done: int, _all: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        accept(commune.register, plan, stop)
    assert everything(commune.register) == before


def test_a_list_of_names_only_can_be_taken_twice(commune: Commune) -> None:
    reading = commune.read(("Lê Tám",), ("Lê Chín",), ("Lê Mười", "1960"))
    accept(commune.register, preview(commune.register, reading))
    again = preview(commune.register, reading)
    assert again.counts.unchanged == 3


def test_twins_of_one_list_are_not_taken_for_one(commune: Commune) -> None:
    born = ("01/02/2010", "Nữ", None, None, "Bến")
    assert commune.fates(("Lê Thị Hoa", *born), ("Lê Thị Hòa", *born)) == [
        ("added", None),
        ("review", "accents_differ"),
    ]
