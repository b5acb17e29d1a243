"""Ninh Bình: where a commune stands, a collector's tally by month, and couples won at a launch."""

from datetime import date

from rules.calendar import Month, PartialDate
from rules.vsi.contribution import PayerClass
from storage import Register
from storage.enrolling import Circumstances, HiMember, Receipt
from storage.months import NO_VILLAGE
from storage.quotes import quote
from storage.spells import spells_of
from storage.tally import NO_COLLECTOR, TALLY_FIGURES, tally, total
from storage.visits import ResultInput
from tests.scenarios.conftest import Populate

MAY = Month(2026, 5)  # the month of social insurance for all: Decision 1676/QĐ-TTg of 21/11/2019
TODAY = date(2026, 11, 22)
PEOPLE, COVERED, HOUSEHOLD, VOLUNTARY = 5_200, 4_888, 4_720, 130
VSI_WON, HI_WON = 104, 212


def test_the_commune_stands_where_it_stands(register: Register, populate: Populate) -> None:
    with register.change("Lập sổ"):
        register.office.save(name="UBND xã Đồng Phong", province_code="37")
        villages = [register.villages.add(f"Thôn {n}") for n in range(1, 5)]
        sizes = [PEOPLE // 4] * 4
        held = [COVERED // 4] * 4
        people = [
            populate(village, size, covered=cards)
            for village, size, cards in zip(villages, sizes, held, strict=True)
        ]
        state = COVERED - HOUSEHOLD
        for one in people[0][:state]:
            register.connection.execute(
                "UPDATE covers SET hi_group = 'poor' WHERE person_id = ?", (one,)
            )
        register.connection.execute(
            "UPDATE covers SET hi_group = 'household' WHERE hi_group IS NULL AND scheme = 'hi'"
        )
        for one in [person for group in people for person in group][:VOLUNTARY]:
            register.covers.add(
                one, scheme="vsi", known="covered", start=date(2026, 1, 1),
                until=date(2026, 12, 31), dated=date(2026, 1, 5), source="import",
            )  # fmt: skip
    report = register.months.report(Month.of(TODAY), TODAY)
    assert (report.total.vsi.covered, report.total.hi.covered) == (VOLUNTARY, COVERED)
    rate = report.total.rate("hi")
    assert rate is not None
    assert round(100 * rate) == 94
    assert sum(row.hi.covered for row in report.rows) == COVERED
    names = register.months.names(Month.of(TODAY), TODAY, figure="covered", scheme="vsi")
    assert len(names) == VOLUNTARY
    household = register.connection.value(
        "SELECT count(*) FROM covers WHERE scheme = 'hi' AND hi_group = 'household'"
    )
    assert household == HOUSEHOLD > 4_700
    assert NO_VILLAGE not in {row.village_id for row in report.rows}


def _worker(register: Register, village: str, name: str) -> tuple[str, str]:
    home = register.households.add(village_id=village)
    person = register.people.add(
        name=name, household_id=home, relation="head", sex="female", born=PartialDate(1985, 4, 2)
    )
    return home, person


def test_a_collectors_tally_by_month_with_the_list_behind_it(register: Register) -> None:
    with register.change("Lập sổ"):
        register.office.save(name="UBND xã Mẫu", province_code="37")
        village = register.villages.add("Thôn Đông")
        she = register.staff.add(
            name="Tống Thị Mận", roles=("collector",), organisation="Bưu điện Ninh Mỹ"
        )
        other = register.staff.add(name="Lường Thị Mến", roles=("collector",))
        for at in range(VSI_WON + HI_WON):
            home, person = _worker(register, village, f"Vi Thị Số {at}")
            day = date(2026, 1 + at % 10, 5)
            about = Circumstances(day=day, receipt=Receipt(f"{at + 1:05d}", "07", she))
            if at < VSI_WON:
                register.enrolments.enrol_vsi(
                    person, income=1_500_000, payer_class=PayerClass.OTHER, method="3",
                    start=Month.of(day), about=about,
                )  # fmt: skip
            else:
                register.enrolments.enrol_hi(
                    home, months=12, members=[HiMember(person, "household")], about=about
                )
        home, person = _worker(register, village, "Mai Thị Lành")
        register.enrolments.enrol_hi(
            home, months=12, members=[HiMember(person, "near_poor")],
            about=Circumstances(day=date(2026, 5, 9), receipt=Receipt("1", "08", other)),
        )  # fmt: skip
        register.enrolments.enrol_vsi(
            person, income=1_500_000, payer_class=PayerClass.NEAR_POOR, method="1", start=MAY,
            about=Circumstances(day=date(2026, 5, 9)),
        )  # fmt: skip

    months = tally(register, Month(2026, 1), Month(2026, 12), collector=she)
    assert [str(month.month) for month in months] == [f"2026-{n:02d}" for n in range(1, 11)]
    won, cards = total(months, "vsi_new"), total(months, "hi_new")
    assert len(won) == VSI_WON > 100
    assert len(cards) == HI_WON > 200
    assert {month.organisation for month in months} == {"Bưu điện Ninh Mỹ"}
    for month in months:
        parts = [month.of(figure) for figure in TALLY_FIGURES]
        assert sum(len(part) for part in parts) == len(month.rows)
        assert sum(row.amount for part in parts for row in part) == month.amount
        assert {Month.of(row.day) for row in month.rows} == {month.month}
    paid = register.connection.value(
        "SELECT sum(amount) FROM payments WHERE collector_id = ?", (she,)
    )
    assert sum(month.amount for month in months) == paid
    assert len({row.receipt for month in months for row in month.rows}) == VSI_WON + HI_WON

    everybody = tally(register, Month(2026, 1), Month(2026, 12))
    assert sum(len(month.rows) for month in everybody) == register.enrolments.count()
    (alone,) = tally(register, MAY, MAY, collector=NO_COLLECTOR)
    assert [row.figure for row in alone.rows] == ["vsi_new"]
    (near,) = tally(register, MAY, MAY, collector=other)
    assert [(row.figure, row.name) for row in near.rows] == [("hi_other", "Mai Thị Lành")]

    # the collector goes to another organisation; what was taken stays where it was
    with register.change("Chuyển việc, gạch bỏ"):
        register.staff.save(she, organisation="Hội phụ nữ")
        register.enrolments.void(alone.rows[0].enrolment_id, day=TODAY, why="ghi nhầm")
    assert tally(register, MAY, MAY, collector=NO_COLLECTOR) == ()
    again = tally(register, MAY, MAY, collector=she)
    assert {month.organisation for month in again} == {"Bưu điện Ninh Mỹ"}


def test_a_couple_joins_at_the_launch_and_a_driver_on_a_visit(register: Register) -> None:
    with register.change("Lập sổ"):
        register.office.save(name="UBND xã Mẫu", province_code="37")
        village = register.villages.add("Thôn Đông")
        launch = register.events.add(day=date(2026, 5, 3), form="launch", place="Nhà văn hóa")
        home, husband = _worker(register, village, "Lường Văn Bảy")
        wife = register.people.add(name="Mai Thị Lành", household_id=home, relation="wife")
        other, driver = _worker(register, village, "Vi Văn Tuất")
        worker = register.people.add(name="Tống Thị Mận", household_id=other, relation="wife")
        register.covers.add(worker, scheme="csi", known="covered", dated=date(2026, 1, 1))
        visit = register.visits.record(
            other, date(2026, 5, 9), results=[ResultInput("agreed", driver, "vsi")]
        )
        for person in (husband, wife):
            register.enrolments.enrol_vsi(
                person, income=1_500_000, payer_class=PayerClass.OTHER, method="6", start=MAY,
                about=Circumstances(day=date(2026, 5, 3), won_event_id=launch),
            )  # fmt: skip
        register.enrolments.enrol_vsi(
            driver, income=2_000_000, payer_class=PayerClass.OTHER, method="3", start=MAY,
            about=Circumstances(day=date(2026, 5, 9), won_visit_id=visit),
        )  # fmt: skip
    won = {one.person: (one.won_event_id, one.won_visit_id) for one in register.enrolments.list()}
    assert won == {
        "Lường Văn Bảy": (launch, None),
        "Mai Thị Lành": (launch, None),
        "Vi Văn Tuất": (None, visit),
    }
    first = spells_of(register, husband, TODAY).spells[0]
    assert first.won is not None
    assert (first.won.kind, first.won.form, first.won.name) == ("event", "launch", "Nhà văn hóa")
    members = quote(register, other, date(2026, 6, 1)).members
    assert {one.person.name: one.quote.vsi.kind for one in members} == {
        "Vi Văn Tuất": "covered",
        "Tống Thị Mận": "compulsory",
    }
