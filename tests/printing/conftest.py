"""A commune small enough to know by heart, and PDFs read back as a person would."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from printing.print import print_document
from printing.request import Printed, Request
from rules.calendar import PartialDate
from rules.policy import Policy
from rules.sex import Sex
from storage import Register, open_register
from storage.policies import shipped_policy
from storage.visits import ResultInput
from tests.printing.reading import Page, read_pdf

ON = date(2026, 11, 21)
LONGEST = (
    ("Nguyễn Phước Hoàng Thiên Trường", "male", "1960-02", "head"),
    ("Tôn Nữ Nguyễn Thị Phương Thường", "female", "1962-04", "wife"),
    ("Nguyễn Phước Hoàng Thiên Khương", "female", "1985-02-02", "daughter"),
    ("Nguyễn Phước Quỳnh Thiên Khương", "female", "1987-02-02", "daughter"),
    ("Trần Lê Quốc Bảo Thượng", "male", "1984", "child_in_law"),
    ("Trần Nguyễn Bảo Ngọc Khuyên", "female", "2010-01-01", "grandchild"),
    ("Trần Nguyễn Bảo Ngọc Trường", "male", "2013-01-01", "grandchild"),
    ("Trần Nguyễn Bảo Ngọc An", "male", "2023-01-01", "grandchild"),
)


@dataclass(frozen=True)
class Commune:
    """The ids of what `commune` holds."""

    village: str
    empty_village: str
    family: str
    crowd: str
    nobody: str
    private: str
    wife: str


@pytest.fixture(scope="session")
def policy() -> Policy:
    return shipped_policy()


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    path = tmp_path / "so.sas"
    with open_register(
        path, clock=lambda: datetime(2026, 11, 21, 8, tzinfo=UTC), create=True
    ) as opened:
        yield opened


def _add(register: Register, household: str, name: str, sex: Sex, born: str, relation: str) -> str:
    return register.people.add(
        household_id=household,
        name=name,
        sex=sex,
        born=PartialDate.parse(born),
        relation=relation,
        ethnic="Kinh",
    )


@pytest.fixture
def commune(register: Register) -> Commune:
    """Fill the register: a family of five, a crowd of eight, an empty household, a private one."""
    with register.change("Lập sổ"):
        register.office.save(
            commune_code="15142", name="Xã Mẫu", province_code="38", point_name="Bưu điện xã Mẫu"
        )
        register.staff.add(name="Lê Thị Thu", roles=("collector",), phone="0912345678")
        village = register.villages.add("Thôn Đông")
        empty_village = register.villages.add("Thôn Tây")
        family = register.households.add(village_id=village, number="1")
        crowd = register.households.add(village_id=village, number="2")
        nobody = register.households.add(village_id=village, number="3")
        private = register.households.add(village_id=village, number="4", do_not_contact=True)
        _add(register, private, "Lò Văn Kín", "male", "1980", "head")
        wife = _fill_family(register, family)
        _fill_crowd(register, crowd)
    return Commune(village, empty_village, family, crowd, nobody, private, wife)


def _fill_family(register: Register, family: str) -> str:
    head = _add(register, family, "Đỗ Văn Đước", "male", "1974-03-02", "head")
    wife = _add(register, family, "Phạm Thị Ổn", "female", "1979-05-08", "wife")
    pupil = _add(register, family, "Đỗ Thị Ngà", "female", "2011-02-02", "daughter")
    worker = _add(register, family, "Đỗ Văn Tấn", "male", "2004-06-02", "son")
    elder = _add(register, family, "Trịnh Thị Bẽn", "female", "1949", "mother")
    covers = register.covers
    covers.add(
        head,
        scheme="hi",
        known="covered",
        dated=date(2025, 12, 1),
        start=date(2025, 12, 1),
        until=date(2026, 11, 30),
        hi_group="household",
    )
    covers.add(
        head,
        scheme="vsi",
        known="covered",
        dated=date(2026, 6, 1),
        start=date(2023, 6, 1),
        until=date(2026, 12, 31),
    )
    covers.add(
        wife,
        scheme="hi",
        known="covered",
        dated=date(2025, 3, 1),
        start=date(2025, 3, 1),
        until=date(2026, 2, 28),
        hi_group="household",
    )
    covers.add(wife, scheme="vsi", known="not_covered", dated=date(2026, 6, 1))
    covers.add(
        pupil,
        scheme="hi",
        known="covered",
        dated=date(2026, 1, 1),
        start=date(2026, 1, 1),
        until=date(2026, 12, 31),
        hi_group="student",
    )
    covers.add(worker, scheme="csi", known="covered", dated=date(2026, 1, 1))
    covers.add(worker, scheme="hi", known="covered", dated=date(2026, 1, 1))
    covers.add(
        elder, scheme="hi", known="covered", dated=date(2026, 1, 1), hi_group="social_pension"
    )
    register.visits.record(
        family, date(2026, 11, 1), results=[ResultInput("thinking", wife, "vsi", "3")]
    )
    return wife


def _fill_crowd(register: Register, crowd: str) -> None:
    ids = [
        _add(register, crowd, name, "male" if sex == "male" else "female", born, relation)
        for name, sex, born, relation in LONGEST
    ]
    for place, person in enumerate(ids):
        if place != 4:
            register.covers.add(person, scheme="hi", known="not_covered", dated=date(2026, 6, 1))
    register.visits.record(
        crowd,
        date(2026, 11, 1),
        results=[
            ResultInput("thinking", ids[0], "hi", "1"),
            ResultInput("refused", ids[2], "vsi", "1"),
            ResultInput("refused", ids[3], "hi", "10", date(2026, 12, 5)),
        ],
        next_day=date(2026, 12, 5),
    )


Print = Callable[..., tuple[Printed, list[Page]]]


@pytest.fixture
def printed(register: Register, tmp_path: Path) -> Print:
    """Print a document and read it back."""

    def run(name: str, **asked: object) -> tuple[Printed, list[Page]]:
        on = asked.pop("on", ON)
        request = Request(on=on, **asked)  # type: ignore[arg-type]
        found = print_document(register, name, request, tmp_path / f"{name}.pdf")
        return found, read_pdf(found.path)

    return run
