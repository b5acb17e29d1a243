"""A trip as a workbook that is filled in and read in again as visits."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from printing.export import export_sheet
from printing.request import Request
from storage import Register, StorageError
from storage.imports import Counts
from storage.intake import ImportReport, Plan, accept, preview, read_file
from storage.intake.visiting import VisitRows
from storage.plans import Outing
from storage.schema import UNJOURNALED
from storage.visits import ResultInput
from tests.printing.conftest import Commune

ON = date(2026, 11, 22)
DAY = date(2026, 11, 21)
WHY = ({"code": "card_ending", "text": "Thẻ của **ông Đước hết hạn 30/11/2026**."},)
OPEN = ("Kết quả đến nhà", "Lý do chưa tham gia", "Ngày hẹn đến lại", "Tiền đã nhận", "Ghi chú")
SCHEME = "Vận động tham gia"
NAMES = {
    "result": OPEN[0], "reason": OPEN[1], "next": OPEN[2], "received": OPEN[3], "note": OPEN[4],
}  # fmt: skip


@pytest.fixture
def everything() -> Callable[[Register], dict[str, list[Any]]]:
    """Every column of every journaled row."""

    def read(register: Register) -> dict[str, list[Any]]:
        tables = register.connection.column(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%' ESCAPE '\\'"
        )
        return {
            table: register.connection.rows(f"SELECT * FROM {table} ORDER BY id")
            for table in tables
            if table not in UNJOURNALED
        }

    return read


class Trip:
    """A trip through the family and the crowd, and its workbook."""

    def __init__(self, register: Register, commune: Commune, folder: Path) -> None:
        self.register = register
        self.family = commune.family
        self.file = folder / "chuyen-di.xlsx"
        self.clerk = register.staff.all()[0].id
        with register.change("Lập tuyến"):
            self.id = register.plans.make(
                DAY,
                [Outing((self.clerk,), (commune.family,)), Outing((), (commune.nobody,))],
                part="afternoon",
                why={commune.family: WHY},
            )
        export_sheet(register, "visit-plan", Request(on=ON, plan="R261101"), self.file)
        self.head = self._heading()

    def _heading(self) -> int:
        book = openpyxl.load_workbook(self.file)
        rows = book["Chuyến đi"].iter_rows(values_only=True)
        return next(at for at, row in enumerate(rows, start=1) if row[0] == "STT")

    def rows(self) -> list[dict[str, Any]]:
        """The rows as they stand, by heading."""
        sheet: Any = openpyxl.load_workbook(self.file)["Chuyến đi"]
        heads, *rows = sheet.iter_rows(min_row=self.head, values_only=True)
        return [dict(zip(heads, row, strict=True)) for row in rows]

    def fill(self, *cells: dict[str, Any], out: str = "dien.xlsx") -> Path:
        """Fill rows in, the first one first; {} leaves a row as it is."""
        book = openpyxl.load_workbook(self.file)
        sheet: Any = book["Chuyến đi"]
        heads = [cell.value for cell in sheet[self.head]]
        for place, values in enumerate(cells, start=self.head + 1):
            for name, value in values.items():
                sheet.cell(place, heads.index(NAMES.get(name, name)) + 1).value = value
        path = self.file.with_name(out)
        book.save(path)
        return path

    def plan(self, path: Path) -> Plan:
        return preview(self.register, read_file(path, on=ON))

    def take(self, *cells: dict[str, Any]) -> ImportReport:
        return accept(self.register, self.plan(self.fill(*cells)))


@pytest.fixture
def trip(register: Register, commune: Commune, tmp_path: Path) -> Trip:
    return Trip(register, commune, tmp_path)


def test_a_row_stands_for_each_person_and_insurance(trip: Trip) -> None:
    rows = trip.rows()
    said = [(row["Họ và tên"], row["Năm sinh"], row["Vận động tham gia"]) for row in rows]
    assert said == [
        ("Đỗ Văn Đước", "1974", "BHYT"),
        ("Phạm Thị Ổn", "1979", "BHYT"),
        ("Phạm Thị Ổn", "1979", "BHXH tự nguyện"),
        ("Đỗ Thị Ngà", "2011", "BHYT"),
        ("Cả nhà", None, None),
    ]
    assert rows[0]["Vì sao đến"] == "Thẻ của ông Đước hết hạn 30/11/2026."
    assert rows[0]["Chủ hộ"] == "Đỗ Văn Đước, nhà 1, Thôn Đông"
    assert {row["Mã tuyến đi"] for row in rows} == {"R261101"}


def test_only_what_came_of_it_can_be_typed_and_lists_are_offered(trip: Trip) -> None:
    book = openpyxl.load_workbook(trip.file)
    sheet: Any = book["Chuyến đi"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    heads = [cell.value for cell in sheet[trip.head]]
    cells = dict(zip(heads, sheet[trip.head + 1], strict=True))
    assert tuple(name for name in heads if not cells[name].protection.locked) == OPEN
    hidden = [name for name in heads if sheet.column_dimensions[cells[name].column_letter].hidden]
    assert hidden == ["Mã trong sổ", "Mã hộ trong sổ", "Mã tuyến đi"]
    rules = {str(rule.sqref)[0]: rule for rule in sheet.data_validations.dataValidation}
    result, reason = (rules[cells[name].column_letter] for name in OPEN[:2])
    assert result.formula1 == '"Đồng ý,Nghĩ thêm,Từ chối,Vắng nhà,Đã chuyển đi"'
    assert result.showErrorMessage
    assert not reason.showErrorMessage  # a reason may be told in words of one's own
    listed = book["Lý do"]
    assert listed.sheet_state == "hidden"
    assert [cell.value for cell in listed["A"]] == [
        f"{one.number}. {one.title}" for one in trip.register.refusal_reasons.all()
    ]
    assert reason.formula1 == f"'Lý do'!$A$1:$A${listed.max_row}"


def test_one_route_of_a_trip_can_go_alone(trip: Trip) -> None:
    out = trip.file.with_name("hai.xlsx")
    export_sheet(trip.register, "visit-plan", Request(on=ON, plan="#r261101-2"), out)
    rows = CalamineWorkbook.from_path(str(out)).get_sheet_by_name("Chuyến đi").to_python()
    assert any("CHUYẾN ĐI R261101-2" in str(row[0]) for row in rows)
    assert [row[3] for row in rows if row[0] == 1] == ["Cả nhà"]
    with pytest.raises(StorageError, match="no_such_plan"):
        export_sheet(trip.register, "visit-plan", Request(on=ON, plan="R261101-3"), out)


def test_without_a_trip_the_workbook_says_what_to_do(register: Register, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    export_sheet(register, "visit-plan", Request(on=ON), out)
    rows = CalamineWorkbook.from_path(str(out)).get_sheet_by_name("Chuyến đi").to_python()
    assert any("Chưa lập tuyến đi nào" in str(row[0]) for row in rows)


def test_a_household_that_asked_for_peace_since_is_left_out(trip: Trip) -> None:
    with trip.register.change("Xin không đến"):
        trip.register.households.save(trip.family, do_not_contact=True)
    export_sheet(trip.register, "visit-plan", Request(on=ON), trip.file)
    assert [row["Họ và tên"] for row in trip.rows()] == ["Cả nhà"]


def test_it_comes_back_as_visits(trip: Trip, everything: Any) -> None:
    before = everything(trip.register)
    number, title = next(iter(trip.register.refusal_reasons.titles().items()))
    report = trip.take(
        {"result": "Đồng ý", "received": 1_366_200, "note": "Trả tiền ngay"},
        {"result": "nghĩ thêm", "reason": f"{number}. {title}", "next": "2811"},
        {"result": "Từ chối", "reason": "chồng chưa thuận"},
        {},
        {"result": "Vắng nhà", "next": DAY},
    )
    assert report.kind == "visit_plan"
    assert report.rejected == ()
    assert report.counts == Counts(4, 0, 4, 0, 0, 0, 0)
    register = trip.register
    stops = [stop for route in register.plans.get(trip.id).routes for stop in route.stops]
    family, nobody = (register.visits.get(stop.visit_id or "") for stop in stops)
    assert (family.day, family.visitor_id, family.note) == (DAY, trip.clerk, "Trả tiền ngay")
    assert [
        (one.person, one.scheme, one.result, one.reason, one.next_day, one.received)
        for one in family.results
    ] == [
        ("Đỗ Văn Đước", "hi", "agreed", None, None, 1_366_200),
        ("Phạm Thị Ổn", "hi", "thinking", number, date(2026, 11, 28), None),
        ("Phạm Thị Ổn", "vsi", "refused", "chồng chưa thuận", None, None),
    ]
    assert [(one.person, one.scheme, one.result) for one in nobody.results] == [
        (None, None, "absent")
    ]
    assert register.plans.list()[0].visited == 2
    register.undo()
    assert everything(register) == before


def test_taken_twice_it_changes_nothing_and_more_rows_are_added(trip: Trip) -> None:
    first = {"result": "Đồng ý", "note": "Gặp cả nhà"}
    trip.take(first)
    assert trip.take(first).counts == Counts(1, 0, 0, 1, 0, 0, 0)
    again = trip.take(first, {"result": "Nghĩ thêm", "note": "Hỏi lại chồng"})
    assert again.counts == Counts(2, 0, 1, 1, 0, 0, 0)
    assert trip.register.visits.count() == 3  # two were there before the trip
    visit = trip.register.visits.list(limit=1)[0]
    assert [one.result for one in visit.results] == ["agreed", "thinking"]
    assert visit.note == "Gặp cả nhà; Hỏi lại chồng"


def test_what_is_written_otherwise_stays(trip: Trip) -> None:
    trip.take({"result": "Đồng ý"})
    report = trip.take({"result": "Từ chối"})
    (row,) = report.rejected
    assert (row.why, row.column, row.value) == ("written_otherwise", OPEN[0], "Từ chối")
    assert trip.register.visits.list(limit=1)[0].results[0].result == "agreed"


@pytest.mark.parametrize(
    ("cells", "why", "column"),
    [
        ({"result": "Gặp rồi"}, "bad_visit_result", OPEN[0]),
        ({"reason": "4. Chờ"}, "no_visit_result", OPEN[0]),
        ({"note": "Đi làm xa"}, "no_visit_result", OPEN[0]),
        ({"result": "Vắng nhà", "next": "32/11"}, "bad_date", OPEN[2]),
        ({"result": "Vắng nhà", "next": "11/2026"}, "bad_date", OPEN[2]),
        ({"result": "Vắng nhà", "next": "20/11/2026"}, "promised_before", OPEN[2]),
        ({"result": "Từ chối", "reason": "99. Khác"}, "no_such_reason", OPEN[1]),
        ({"result": "Đồng ý", "reason": "Chờ lương"}, "agreed_with_reason", OPEN[1]),
        ({"result": "Đồng ý", "received": "một triệu"}, "bad_money", OPEN[3]),
        ({"result": "Từ chối", "received": "1tr5"}, "money_without_yes", OPEN[3]),
        (
            {"result": "Đồng ý", "Vận động tham gia": "BHTN"},
            "bad_visit_scheme",
            "Vận động tham gia",
        ),
        ({"result": "Đồng ý", "Mã tuyến đi": "R261199"}, "no_such_trip", "Mã tuyến đi"),
        ({"result": "Đồng ý", "Mã hộ trong sổ": "x"}, "household_gone", "Họ và tên"),
        ({"result": "Đồng ý", "Mã trong sổ": "x"}, "left_household", "Họ và tên"),
    ],
)
def test_a_bad_row_is_told_with_its_cell(
    trip: Trip, cells: dict[str, Any], why: str, column: str
) -> None:
    report = trip.take(cells, {"result": "Nghĩ thêm"})
    (row,) = report.rejected
    assert (row.row, row.why, row.column) == (trip.head + 1, why, column)
    assert report.counts.updated == 1
    (kept,) = trip.register.imports.rows(report.import_id, "rejected")
    assert kept.record
    assert kept.record["name"] == "Đỗ Văn Đước"


def test_two_rows_about_one_person_are_one_or_refused(trip: Trip) -> None:
    wife = next(row["Mã trong sổ"] for row in trip.rows() if row["Họ và tên"] == "Phạm Thị Ổn")
    same = {"Mã trong sổ": wife, "Vận động tham gia": "BHYT", "result": "Nghĩ thêm"}
    report = trip.take(same, {"result": "Nghĩ thêm"}, {}, {})
    assert report.counts == Counts(2, 0, 1, 0, 1, 0, 0)
    other = {**same, "result": "Từ chối", "Vận động tham gia": "BHXH"}
    report = trip.take({}, {}, {"result": "Nghĩ thêm"}, other)
    assert [row.why for row in report.rejected] == ["told_twice"]


def test_a_household_joined_into_another_and_no_stop_any_more(trip: Trip, commune: Commune) -> None:
    """Both are visited all the same; only a stop of the trip is counted as its own."""
    register = trip.register
    path = trip.fill({}, {}, {}, {}, {"result": "Nghĩ thêm"})
    with register.change("Nhập hộ"):
        register.connection.execute(
            "UPDATE households SET status = 'joined', status_day = ?, joined_id = ? WHERE id = ?",
            (DAY.isoformat(), commune.crowd, commune.nobody),
        )
        register.plans.save(trip.id, day=DAY, part="day", outings=[Outing((), (commune.family,))])
    accept(register, trip.plan(path))
    visit, _ = register.visits.of_household(commune.crowd)
    assert (visit.household_id, visit.plan_id, visit.day) == (commune.crowd, None, DAY)


def test_a_trip_filled_in_before_its_day_was_made_today(trip: Trip) -> None:
    register = trip.register
    with register.change("Dời ngày"):
        outings = [Outing((), (trip.family,))]
        register.plans.save(trip.id, day=date(2026, 12, 5), part="day", outings=outings)
    trip.take({"result": "Đồng ý"})
    assert register.visits.list(limit=1)[0].day == ON


def test_results_that_stand_already_are_kept_beside_the_new(trip: Trip, commune: Commune) -> None:
    register = trip.register
    with register.change("Ghi tay"):
        visit = register.visits.record(
            trip.family, DAY, plan_id=trip.id, note="Đã đến",
            results=[ResultInput("thinking", commune.wife, "vsi", "3", date(2026, 11, 30))],
        )  # fmt: skip
    trip.take({"result": "Đồng ý"})
    found = register.visits.get(visit)
    assert found.note == "Đã đến"
    assert [(one.scheme, one.result, one.next_day) for one in found.results] == [
        ("vsi", "thinking", date(2026, 11, 30)),
        ("hi", "agreed", None),
    ]


def test_rows_of_another_list_are_no_visits(trip: Trip) -> None:
    """A reading of people has nothing for the branch of visits."""
    trip.fill({"result": "Đồng ý"})
    assert VisitRows(trip.register, read_file(trip.file.with_name("dien.xlsx"), on=ON)).visits
