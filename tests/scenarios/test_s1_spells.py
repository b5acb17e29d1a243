"""Hồng Lĩnh: joined in 2015, stopped around a birth, persuaded by a collector, joined again."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from printing.print import print_document
from printing.request import Request
from rules.calendar import Month, PartialDate
from rules.vsi.contribution import PayerClass
from storage import Register
from storage.enrolling import Circumstances, Receipt
from storage.quotes import quote
from storage.spells import spells_of
from storage.visits import ResultInput
from tests.printing.reading import read_pdf

TODAY = date(2026, 11, 22)
JOINED, STOPPED, AGAIN = Month(2015, 4), Month(2021, 7), Month(2025, 2)
BEFORE = JOINED.months_until(STOPPED)  # April 2015 to June 2021
SUPPORTED = Month(2018, 1).months_until(STOPPED)  # the state has supported since 2018


@dataclass(frozen=True)
class Home:
    household: str
    woman: str
    collector: str
    visit: str


@pytest.fixture
def home(register: Register) -> Home:
    """Five people: all have a card, one is insured at work, one pays voluntarily."""
    with register.change("Lập sổ"):
        register.office.save(name="UBND phường Mẫu", province_code="42")
        village = register.villages.add("Tổ dân phố 5")
        household = register.households.add(village_id=village)
        family: tuple[tuple[str, str, Any, PartialDate], ...] = (
            ("Lường Văn Bảy", "head", "male", PartialDate(1980, 2, 1)),
            ("Mai Thị Lành", "wife", "female", PartialDate(1984, 3, 14)),
            ("Lường Thị Mến", "daughter", "female", PartialDate(2011, 5, 2)),
            ("Lường Văn Tuất", "son", "male", PartialDate(2021, 6, 30)),
            ("Tống Thị Mận", "mother", "female", PartialDate(1955, 9, 9)),
        )
        ids = [
            register.people.add(
                name=name,
                household_id=household,
                relation=relation,
                sex=sex,
                born=born,
            )
            for name, relation, sex, born in family
        ]
        groups = ("employee", "household", "student", "child_under_6", "household")
        for person, group in zip(ids, groups, strict=True):
            register.covers.add(
                person, scheme="hi", known="covered", hi_group=group, start=date(2026, 1, 1),
                until=date(2027, 6, 30), dated=date(2026, 1, 5), source="import",
            )  # fmt: skip
        register.covers.add(ids[0], scheme="csi", known="covered", dated=date(2026, 1, 5))
        for person in ids[2:]:
            register.covers.add(person, scheme="vsi", known="not_covered", dated=TODAY)
        collector = register.staff.add(
            name="Vi Thị Sen", roles=("collector",), organisation="Bưu điện", village_id=village
        )
    with register.change("Thời gian trước khi có sổ"):
        register.earlier_spells.add(
            ids[1], "vsi", JOINED, STOPPED.plus(-1), supported_months=SUPPORTED,
            income=1_000_000, stopped_why="birth", won_by="Hội nghị ở tổ dân phố",
        )  # fmt: skip
        register.earlier_spells.add(ids[1], "hi", JOINED, Month(2025, 12))
    with register.change("Ghi kết quả đến nhà"):
        visit = register.visits.record(
            household, date(2025, 2, 3), visitor_id=collector,
            results=[ResultInput("agreed", ids[1], "vsi")],
        )  # fmt: skip
    for start, method in ((AGAIN, "12"), (Month(2026, 2), "6"), (Month(2026, 8), "6")):
        with register.change("Ghi đóng"):
            register.enrolments.enrol_vsi(
                ids[1], income=1_500_000, payer_class=PayerClass.OTHER, method=method, start=start,
                about=Circumstances(
                    day=date(start.year, start.month, 4), won_visit_id=visit,
                    receipt=Receipt(str(start.month), "07", collector),
                ),
            )  # fmt: skip
    return Home(household, ids[1], collector, visit)


def test_her_record_shows_joined_stopped_and_joined_again(register: Register, home: Home) -> None:
    found = spells_of(register, home.woman, TODAY)
    first, gap, again = found.spells
    assert (first.kind, first.first, first.months, first.supported) == (
        "first", JOINED, BEFORE, SUPPORTED
    )  # fmt: skip
    assert (gap.kind, gap.why, gap.months) == ("gap", "birth", STOPPED.months_until(AGAIN))
    assert (again.kind, again.first, again.last) == ("again", AGAIN, Month(2027, 1))
    assert again.won is not None
    assert (again.won.kind, again.won.name) == ("visit", "Vi Thị Sen")


def test_the_months_on_both_sides_add_up_everywhere(register: Register, home: Home) -> None:
    found = spells_of(register, home.woman, TODAY)
    assert found.parts == (BEFORE, 24) == (75, 24)
    assert sum(found.parts) == found.paid == register.enrolments.paid_months(home.woman) == 99
    used = SUPPORTED + 24
    assert found.supported == used == register.enrolments.used_support_months(home.woman) == 66
    assert found.limit - found.supported == 54
    member = next(
        one for one in quote(register, home.household, TODAY).members if one.person.id == home.woman
    )
    assert member.paid_months == 99
    assert found.continuity.kind == "reached"


def test_she_is_renewed_when_her_time_ends_and_asked_back_when_it_lapsed(
    register: Register, home: Home
) -> None:
    assert register.due.counts(date(2027, 1, 10), scheme="vsi")["30"] == 1
    assert register.due.counts(date(2027, 2, 10), scheme="vsi")["ended"] == 1
    assert register.due.counts(date(2027, 6, 10), scheme="vsi")["lapsed"] == 1
    kinds = [one.kind for one in register.enrolments.of_person(home.woman)]
    assert kinds == ["renewal", "renewal", "rejoin"]


def test_the_sheet_of_her_household_says_five_one_and_one(
    register: Register, home: Home, tmp_path: Path
) -> None:
    paper = tmp_path / "phieu.pdf"
    request = Request(on=TODAY, household=home.household, paper="a4")
    print_document(register, "household-sheet", request, paper)
    text = " ".join(" ".join(page.text for page in read_pdf(paper)).split())
    said = "5 người, 5 có thẻ BHYT, 1 BHXH bắt buộc, 1 tự nguyện"
    assert said in text
