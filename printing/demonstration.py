"""The whole main job on a sample roster: read it in, work with it, print, export."""

from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

from printing.catalog import DOCUMENTS
from printing.export import export_sheet
from printing.print import print_document
from printing.request import Request
from rules.calendar import Month
from rules.vsi.case import VsiCase, vsi_result
from rules.vsi.contribution import PayerClass, income_limits
from storage import Register
from storage.enrolling import Circumstances, HiMember, Receipt
from storage.household_record import HouseholdRecord, MemberRow
from storage.intake import accept, preview, read_file
from storage.staff import ROLES
from storage.visits import ResultInput

HOMES = 24  # households visited
INCOME = 1_500_000
HIGHER = 500_000  # above the lowest income
CLASSES = {"poor": PayerClass.POOR, "near_poor": PayerClass.NEAR_POOR}


def write_roster(register: Register, on: date, folder: Path) -> Path:
    """Write the household book of a register as a roster; its people are all made up."""
    return export_sheet(register, "household-book", Request(on=on), folder / "so-ho-gia-dinh.xlsx")


def copy_office(source: Register, register: Register) -> None:
    """Enter in one register the office and the staff of another."""
    with register.change("Nhập cơ quan và cán bộ"):
        register.office.save(**asdict(source.office.get()))
        for one in source.staff.all():
            register.staff.add(
                name=one.name,
                title=one.title,
                organisation=one.organisation,
                phone=one.phone,
                roles=tuple(role for role in ROLES if role in one.roles),
            )


def read_roster(register: Register, roster: Path, on: date) -> None:
    """Read the roster into an empty register, as a clerk would."""
    accept(register, preview(register, read_file(roster, on=on)))


def visit_homes(register: Register, on: date) -> None:
    """Record a visit to the first households, and enrol who agreed: VSI and household HI."""
    collectors = register.staff.all("collector")
    for place, home in enumerate(register.households.list(on=on, limit=HOMES)):
        record = register.households.record(home.id, on)
        receipt = Receipt(f"{place + 1:05d}", "M1", collectors[0].id if collectors else None)
        _visit(register, record, on - timedelta(days=place % min(20, on.day)), receipt)


def _visit(register: Register, record: HouseholdRecord, day: date, receipt: Receipt) -> None:
    asked = [row for row in record.members if row.age is not None and 18 <= row.age <= 55]
    if not asked:
        return
    agreed, *others = asked
    results = [ResultInput("agreed", agreed.person.id, "vsi")]
    results += [ResultInput("thinking", row.person.id, "vsi", "1") for row in others]
    standing = record.standing.kind if record.standing else ""
    home = record.household.id
    with register.change("Ghi kết quả đến nhà"):
        visit = register.visits.record(home, day, results=results)
        about = Circumstances(day, receipt, won_visit_id=visit)
        register.enrolments.enrol_vsi(
            agreed.person.id,
            income=INCOME,
            payer_class=CLASSES.get(standing, PayerClass.OTHER),
            method="6",
            start=Month.of(day),
            about=about,
        )
        members = [HiMember(row.person.id, _group(row, standing)) for row in asked]
        register.enrolments.enrol_hi(home, months=12, members=members, about=about)
        for row in others[:1]:
            _work_out(register, record, row, day)


def _work_out(register: Register, record: HouseholdRecord, row: MemberRow, day: date) -> None:
    """Work out for somebody who still thinks what a higher level would bring, and keep it."""
    policy = register.policies.policy()
    standing = record.standing.kind if record.standing else ""
    case = VsiCase(
        name=row.person.name,
        sex=row.person.sex,
        born=row.person.born,
        payer_class=CLASSES.get(standing, PayerClass.OTHER),
        income=income_limits(policy, day)[0] + HIGHER,
        method="6",
        on=day,
        province=register.office.get().province_code or None,
    )
    register.calculations.keep(
        case,
        household_id=record.household.id,
        person_id=row.person.id,
        answer=vsi_result(policy, case),
    )


def _group(row: MemberRow, standing: str) -> str:
    if standing == "near_poor":
        return "near_poor"
    return "student" if row.age is not None and row.age < 19 else "household"


def print_everything(register: Register, on: date, folder: Path) -> list[Path]:
    """Print every document of the catalogue for one village, and export the month."""
    village = register.villages.all()[0].name
    request = Request(on=on, village=village, month=Month.of(on))
    made = []
    for document in DOCUMENTS:
        out = folder / f"{document.name}.pdf"
        made.append(print_document(register, document.name, request, out).path)
    out = folder / f"bao-cao-{request.month}.xlsx"
    return [*made, export_sheet(register, "monthly", request, out)]
