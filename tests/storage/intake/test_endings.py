"""Lists of the poor: the standing of a year with its document, and what a new list ends."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from rules.calendar import PartialDate
from storage import Register
from storage.intake import (
    Choices,
    Plan,
    accept,
    end_standings,
    kept_conflicts,
    kept_endings,
    preview,
    read_file,
    waiting_rows,
)
from storage.intake.documents import document_of
from storage.intake.originals import MENDING, rejected_originals
from tests.storage.intake.sheets import workbook

ON = date(2026, 12, 20)
HEADING = ("TT", "Họ và tên chủ hộ", "Thôn", "Số CCCD chủ hộ", "Hộ nghèo", "Hộ cận nghèo")
LANH = ("Mai Thị Lành", "Bến", "038179001234")
MAN = ("Tống Thị Mận", "Bến", "038181005678")
TUAT = ("Vi Văn Tuất", "Chợ", "038075004321")


class Poor:
    """A register that takes lists of the poor."""

    def __init__(self, register: Register, folder: Path) -> None:
        self.register = register
        self.folder = folder
        self.files = 0

    def plan(
        self, year: int, poor: Sequence[Any], near: Sequence[Any] = (), *,
        dated: str = "15/12/2025", ended: frozenset[str] = frozenset(),
    ) -> Plan:  # fmt: skip
        self.files += 1
        rows: list[Any] = [
            (f"DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM {year}",),
            (f"(Kèm theo Quyết định số {self.files}/QĐ-UBND ngày {dated})",),
            HEADING,
        ]
        rows += [(n, *who, "x", "") for n, who in enumerate(poor, 1)]
        rows += [(n, *who, "", "x") for n, who in enumerate(near, 1)]
        reading = read_file(workbook(self.folder / f"ngheo-{self.files}.xlsx", rows), on=ON)
        return preview(self.register, reading, choices=Choices(ended=ended))

    def take(self, *args: Any, **named: Any) -> Plan:
        plan = self.plan(*args, **named)
        accept(self.register, plan)
        return plan

    def standings(self) -> list[tuple[str, int, str]]:
        return self.register.connection.rows(
            "SELECT p.name, s.year, s.kind FROM standings s JOIN people p"
            " ON p.household_id = s.household_id AND p.relation = 'head' ORDER BY p.name, s.year"
        )


@pytest.fixture
def poor(register: Register, tmp_path: Path) -> Poor:
    return Poor(register, tmp_path)


def test_a_standing_has_its_year_and_document(poor: Poor) -> None:
    poor.take(2026, [LANH])
    (row,) = poor.register.connection.rows(
        "SELECT year, kind, document, document_day FROM standings"
    )
    assert row == (2026, "poor", "Quyết định số 1/QĐ-UBND", "2025-12-15")


def test_a_list_that_names_the_document_gives_it_to_a_standing_without(poor: Poor) -> None:
    poor.take(2026, [LANH])
    with poor.register.change("Bỏ"):
        poor.register.connection.execute("UPDATE standings SET document = ''")
    plan = poor.take(2026, [LANH])
    assert [change.field for change in plan.rows[0].changes] == ["document"]
    assert list(poor.register.connection.column("SELECT document FROM standings")) == [
        "Quyết định số 2/QĐ-UBND"
    ]


def test_a_new_year_asks_and_ends_nothing_by_itself(poor: Poor) -> None:
    poor.take(2026, [LANH], [MAN])
    plan = poor.take(2027, [LANH], dated="15/12/2026")
    (asked,) = plan.endings
    assert (asked.head, asked.kind, asked.year, asked.of_year) == (MAN[0], "near_poor", 2027, 2026)
    assert poor.standings() == [
        (LANH[0], 2026, "poor"), (LANH[0], 2027, "poor"), (MAN[0], 2026, "near_poor"),
    ]  # fmt: skip
    assert len(kept_endings(poor.register)) == 1
    assert waiting_rows(poor.register) == ()


def test_all_or_each_end_with_the_list_when_the_clerk_says_so(poor: Poor) -> None:
    poor.take(2026, [LANH, TUAT], [MAN])
    asked = poor.plan(2027, [LANH], dated="15/12/2026").endings
    chosen = frozenset(one.household_id for one in asked if one.head == MAN[0])
    poor.take(2027, [LANH], dated="15/12/2026", ended=chosen)
    assert (MAN[0], 2027, "none") in poor.standings()
    (left,) = kept_endings(poor.register)
    assert left.ending.head == TUAT[0]
    poor.register.undo()
    assert kept_endings(poor.register) == ()


def test_an_answer_can_come_days_after_as_a_change_of_its_own(poor: Poor) -> None:
    poor.take(2026, [LANH], [MAN])
    poor.take(2027, [LANH], dated="15/12/2026")
    kept = kept_endings(poor.register)
    changed = end_standings(poor.register, kept)
    assert changed is not None
    assert changed.what == "Hết diện vì không còn trong ngheo-2.xlsx"
    assert (MAN[0], 2027, "none") in poor.standings()
    assert kept_endings(poor.register) == ()
    assert end_standings(poor.register, ()) is None
    poor.register.undo()
    assert kept_endings(poor.register) == kept


def test_the_same_list_again_asks_nothing_twice(poor: Poor) -> None:
    poor.take(2026, [LANH], [MAN])
    reading = poor.take(2027, [LANH], dated="15/12/2026").reading
    accept(poor.register, preview(poor.register, reading))
    assert len(kept_endings(poor.register)) == 1
    end_standings(poor.register, kept_endings(poor.register))
    plan = preview(poor.register, reading)
    assert plan.endings == ()
    accept(poor.register, plan)
    assert kept_endings(poor.register) == ()


def test_a_corrected_list_of_the_same_year_asks_too(poor: Poor) -> None:
    poor.take(2026, [LANH, MAN])
    plan = poor.take(2026, [LANH], [TUAT], dated="20/12/2025")
    (asked,) = plan.endings
    assert (asked.head, asked.year, asked.of_year) == (MAN[0], 2026, 2026)
    end_standings(poor.register, kept_endings(poor.register))
    assert (MAN[0], 2026, "none") in poor.standings()


def test_another_standing_in_a_corrected_list_is_a_difference(poor: Poor) -> None:
    poor.take(2026, [LANH])
    poor.take(2026, [], [LANH], dated="20/12/2025")
    assert poor.standings() == [(LANH[0], 2026, "poor")]
    (kept,) = kept_conflicts(poor.register)
    assert (kept.conflict.field, kept.conflict.held, kept.conflict.said) == (
        "standing", "poor", "near_poor",
    )  # fmt: skip
    from storage.intake import decide_conflicts

    decide_conflicts(poor.register, [kept], "file", on=ON)
    assert poor.standings() == [(LANH[0], 2026, "near_poor")]


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_two_years_does_not_matter(poor: Poor, turned: bool) -> None:
    lists = [(2026, [LANH], [MAN], "15/12/2025"), (2027, [LANH], [], "15/12/2026")]
    for year, the_poor, near, dated in lists[::-1] if turned else lists:
        poor.take(year, the_poor, near, dated=dated)
    assert [one.ending.head for one in kept_endings(poor.register)] == [MAN[0]]
    assert len(poor.standings()) == 3


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_a_list_and_its_correction_does_not_matter(poor: Poor, turned: bool) -> None:
    lists = [([LANH, MAN], "15/12/2025"), ([LANH], "20/12/2025")]
    for the_poor, dated in lists[::-1] if turned else lists:
        poor.take(2026, the_poor, dated=dated)
    assert [one.ending.head for one in kept_endings(poor.register)] == [MAN[0]]


def test_a_later_list_that_names_the_household_answers_the_question(poor: Poor) -> None:
    poor.take(2026, [LANH, MAN])
    poor.take(2027, [LANH], dated="15/12/2026")
    assert len(kept_endings(poor.register)) == 1
    poor.take(2027, [LANH, MAN], dated="18/12/2026")
    assert kept_endings(poor.register) == ()


def test_a_household_that_a_waiting_or_unread_row_may_mean_is_not_asked(poor: Poor) -> None:
    poor.take(2026, [LANH, MAN, TUAT])
    wrong_id = (TUAT[0], TUAT[1], "0380")
    other = ("Bùi Thị Mơ", MAN[1], MAN[2])
    plan = poor.take(2027, [LANH, other, wrong_id], dated="15/12/2026")
    assert (plan.counts.review, plan.counts.rejected) == (1, 1)
    assert plan.endings == ()


def test_rows_that_were_handed_back_and_mended_are_not_the_whole_list(poor: Poor) -> None:
    no_such_day = ("Tống Thị Mận", "Bến", "12345")
    wrong = poor.take(2026, [LANH, no_such_day])
    out = poor.folder / "chua-nhan.xlsx"
    book = Workbook()
    page = book.active
    assert page is not None
    (table,) = rejected_originals(wrong.reading)
    for line in table.title:
        page.append([line])
    page.append([*(" ".join(heading) for heading in table.headings), *MENDING])
    for row in table.rows:
        page.append([*(MAN[2] if cell == "12345" else cell for cell in row.cells), "4", "", ""])
    book.save(out)
    mended = preview(poor.register, read_file(out, on=ON))
    assert mended.endings == ()
    accept(poor.register, mended)
    assert [row[::2] for row in poor.standings()] == [
        ("Mai Thị Lành", "poor"), ("Tống Thị Mận", "poor"),
    ]  # fmt: skip


def test_a_household_that_left_is_not_asked(poor: Poor) -> None:
    poor.take(2026, [LANH, MAN])
    with poor.register.change("Hộ rời đi"):
        poor.register.connection.execute(
            "UPDATE households SET status = 'left' WHERE id = (SELECT household_id FROM people"
            " WHERE name = ?)",
            (MAN[0],),
        )
    assert poor.take(2027, [LANH], dated="15/12/2026").endings == ()


@pytest.mark.parametrize(
    ("text", "document", "day"),
    [
        ("(Kèm theo Quyết định số 12/QĐ-UBND ngày 15/12/2026)", "Quyết định số 12/QĐ-UBND",
         date(2026, 12, 15)),
        ("Theo QUYẾT ĐỊNH SỐ 7 /QĐ-UBND ngày 3 tháng 1 năm 2027 của xã",
         "Quyết định số 7/QĐ-UBND", date(2027, 1, 3)),
        ("Công văn số 123", "Công văn số 123", None),
        ("Tờ trình số: 5/TTr ngày 31/02/2026", "Tờ trình số 5/TTr", None),
        ("Danh sách hộ nghèo số 5", "", None),
    ],
)  # fmt: skip
def test_the_document_is_read_from_the_lines_about_the_list(
    text: str, document: str, day: date | None
) -> None:
    assert document_of(["UBND XÃ", text]) == (document, day)


MEMBERS = ("Số hộ", "Họ và tên", "QH với chủ hộ", "Ngày sinh", "Thôn")
FAMILIES = (
    (1, "Mai Thị Lành", "Chủ hộ", "05/08/1979", "Bến"),
    (None, "Mai Văn Lộc", "Con", "01/02/2001", "Bến"),
    (2, "Tống Thị Mận", "Chủ hộ", "03/04/1981", "Bến"),
    (None, "Vi Văn Tài", "Chồng", "07/07/1979", "Bến"),
    (3, "Vi Văn Tuất", "Chủ hộ", "09/10/1975", "Chợ"),
)


def of_members(path: Path, title: str, told: Sequence[str] = (), heads: int = 3) -> Path:
    rows: list[Any] = [(title,), (*MEMBERS, "Diện hộ") if told else MEMBERS]
    for row in FAMILIES:
        if row[0] and heads < int(row[0]):
            break
        rows.append((*row, told[int(row[0]) - 1] if told and row[0] else None))
    return workbook(path, rows)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("DANH SÁCH HỘ NGHÈO NĂM 2027", ()),
        ("DANH SÁCH NHÂN KHẨU HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2027", ("Nghèo", "Nghèo", "Nghèo")),
        ("KẾT QUẢ RÀ SOÁT NĂM 2027", ("Hộ nghèo", "Hộ nghèo", "Hộ nghèo")),
    ],
)
def test_a_list_that_names_all_members_asks_as_one_of_heads_does(
    poor: Poor, tmp_path: Path, title: str, told: Sequence[str]
) -> None:
    poor.take(2026, [LANH, MAN], [("Lường Thị Mến", "Bến", "038181005999")])
    plan = preview(
        poor.register, read_file(of_members(tmp_path / "b.xlsx", title, told), on=ON), dated=ON
    )
    assert (plan.reading.kind, plan.year) == ("poor_members", 2027)
    assert [one.head for one in plan.endings] == ["Mai Thị Lành", "Tống Thị Mận", "Lường Thị Mến"]


def test_members_and_standings_come_with_one_list(poor: Poor, tmp_path: Path) -> None:
    first = of_members(tmp_path / "a.xlsx", "DANH SÁCH HỘ NGHÈO NĂM 2026")
    accept(poor.register, preview(poor.register, read_file(first, on=ON), dated=ON))
    assert poor.register.people.count() == len(FAMILIES)
    second = of_members(tmp_path / "b.xlsx", "DANH SÁCH HỘ NGHÈO NĂM 2027", heads=2)
    plan = preview(poor.register, read_file(second, on=ON), dated=ON)
    assert [one.head for one in plan.endings] == ["Vi Văn Tuất"]
    accept(poor.register, plan)
    assert [row for row in poor.standings() if row[1] == 2027] == [
        ("Mai Thị Lành", 2027, "poor"), ("Tống Thị Mận", 2027, "poor"),
    ]  # fmt: skip


def test_an_older_list_of_members_after_a_newer_one_asks_the_same(
    poor: Poor, tmp_path: Path
) -> None:
    for year, heads in ((2027, 2), (2026, 3)):
        path = of_members(tmp_path / f"{year}.xlsx", f"DANH SÁCH HỘ NGHÈO NĂM {year}", heads=heads)
        accept(poor.register, preview(poor.register, read_file(path, on=ON), dated=ON))
    assert [one.ending.head for one in kept_endings(poor.register)] == ["Vi Văn Tuất"]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("SỔ HỘ GIA ĐÌNH", ("Hộ nghèo", "Hộ nghèo", "Hộ nghèo")),
        ("DANH SÁCH HỘ GIA ĐÌNH THÔN BẾN. Trong đó hộ nghèo: 2", ()),
        ("RÀ SOÁT", ("Hộ nghèo", "", "Hộ nghèo")),
    ],
)
def test_a_household_book_asks_nothing(tmp_path: Path, title: str, told: Sequence[str]) -> None:
    reading = read_file(of_members(tmp_path / "a.xlsx", title, told), on=ON)
    assert reading.kind == "household_book"
    assert sum(record.standing == "poor" for record in reading.records) == sum(map(bool, told))


@pytest.mark.parametrize(
    "title", ["DANH SÁCH HỌC SINH THUỘC HỘ NGHÈO", "DANH SÁCH THÀNH VIÊN HỘ NGHÈO NĂM 2027"]
)
def test_people_of_poor_households_are_no_heads(tmp_path: Path, title: str) -> None:
    rows = [(title,), ("Họ và tên", "Năm sinh", "Thôn"), ("Mai Văn Lộc", "2012", "Bến")]
    reading = read_file(workbook(tmp_path / "a.xlsx", rows), on=ON)
    assert (reading.kind, reading.records[0].household) == ("any_list", None)


@pytest.mark.parametrize("born", ["05/08/1979", "1979"])
def test_a_head_twice_in_one_list_is_a_duplicate(poor: Poor, tmp_path: Path, born: str) -> None:
    row = ("Mai Thị Lành", born, "Bến", "x")
    rows = [("Họ và tên chủ hộ", "Năm sinh", "Thôn", "Hộ nghèo"), row, row]
    plan = preview(poor.register, read_file(workbook(tmp_path / "a.xlsx", rows), on=ON))
    assert [one.outcome for one in plan.rows] == ["added", "duplicate"]
    with poor.register.change("Lập sổ"):  # nobody knows her village: both rows wait, as one
        poor.register.people.add(name="Mai Thị Lành", born=PartialDate(1979, 8, 5))
    waiting = preview(poor.register, read_file(tmp_path / "a.xlsx", on=ON)).rows
    first = "review" if born == "05/08/1979" else "added"
    assert [one.outcome for one in waiting] == [first, "duplicate"]


def test_two_heads_of_whom_only_the_name_is_known_are_two(poor: Poor, tmp_path: Path) -> None:
    rows = [("Họ và tên chủ hộ", "Thôn", "Hộ nghèo"), *[("Mai Thị Lành", "Bến", "x")] * 2]
    plan = preview(poor.register, read_file(workbook(tmp_path / "a.xlsx", rows), on=ON))
    assert [one.outcome for one in plan.rows] == ["added", "added"]


@pytest.mark.parametrize("names", [("HỘ NGHÈO", "Ho can ngheo"), ("HN", "HCN"), ("Nghèo", "CN")])
def test_a_sheet_named_for_a_standing_is_no_village(tmp_path: Path, names: tuple[str, str]) -> None:
    heading = ("Số hộ", "Họ và tên", "QH với chủ hộ", "Nơi ở")
    sheets = {
        names[0]: [
            heading,
            (1, "Mai Thị Lành", "Chủ hộ", "Nà Cọ"),
            (None, "Vi Văn Tuất", "Con", "Nà Cọ"),
        ],
        names[1]: [
            heading,
            (1, "Tống Thị Mận", "Chủ hộ", "Lũng"),
            (1, "Lò Văn Ban", "Chủ hộ", "Mây"),
            (None, "Lò Thị Xuân", "Con", "Mây"),
            (None, "Lò Văn Tài", "Con", "Mây"),
        ],
    }
    reading = read_file(workbook(tmp_path / "ho-ngheo-2026.xlsx", sheets), on=ON)
    assert reading.kind == "poor_members"
    assert [record.village for record in reading.records] == [
        *["Thôn Nà Cọ"] * 2, "Thôn Lũng", *["Thôn Mây"] * 3,
    ]  # fmt: skip
    assert [record.household for record in reading.records] == [0, 0, 1, 2, 2, 2]
    assert [record.standing for record in reading.records] == ["poor"] * 2 + ["near_poor"] * 4
