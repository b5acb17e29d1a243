"""Lạng Sơn: the province's support over the state's, on its dates; every quote shows all three."""

from datetime import date
from pathlib import Path

import pytest

from printing.print import print_document
from printing.request import Request
from rules.calendar import Month, PartialDate
from rules.vsi.contribution import PayerClass
from storage import Register
from storage.enrolling import Circumstances
from storage.quotes import quote
from storage.renewal import Prices
from storage.short_message import message_for
from tests.printing.reading import assert_well_set, read_pdf, words

LINE, RATE = 1_500_000, 22
# Decree 134/2015/NĐ-CP of 29/12/2015, Article 14: until June 2025; and what the province adds.
SHARES = {
    PayerClass.POOR: (30, 30),
    PayerClass.NEAR_POOR: (25, 25),
    PayerClass.OTHER: (10, 20),
}
BEGINS, ENDS = date(2024, 1, 1), date(2026, 12, 31)
NOW = date(2026, 11, 22)
STATE_NOW = {PayerClass.POOR: 50, PayerClass.NEAR_POOR: 40, PayerClass.OTHER: 20}


@pytest.fixture
def people(register: Register) -> dict[PayerClass, tuple[str, str]]:
    """A household of each class, and the province's resolution with its dates."""
    found = {}
    with register.change("Lập sổ"):
        register.office.save(name="UBND xã Vân Nham", province_code="20")
        village = register.villages.add("Thôn Đông")
        for payer, (_, local) in SHARES.items():
            home = register.households.add(village_id=village)
            person = register.people.add(
                name="Mai Thị Lành", household_id=home, relation="head", sex="female",
                born=PartialDate(1985, 1, 1),
            )  # fmt: skip
            for year in (2024, 2025, 2026, 2027):
                kind = "none" if payer is PayerClass.OTHER else payer.value
                register.standings.set(home, year, kind)  # type: ignore[arg-type]
            found[payer] = (home, person)
            register.policies.add(
                f"vsi.local.20.{payer}", str(local / 100), unit="ratio", start=BEGINS, until=ENDS,
                document="Nghị quyết 1/2023/NQ-HĐND",
            )  # fmt: skip
    return found


def _split(state: int, local: int) -> tuple[int, int, int, int]:
    gross = LINE * RATE // 100
    return gross, gross * state // 100, gross * local // 100, gross * (100 - state - local) // 100


@pytest.mark.parametrize("payer", list(SHARES))
@pytest.mark.parametrize(
    ("day", "adds"),
    [(date(2023, 12, 28), False), (date(2024, 1, 2), True), (date(2025, 6, 30), True)],
)
def test_the_provinces_share_lies_over_the_states_on_its_dates(
    register: Register, people: dict[PayerClass, tuple[str, str]], payer: PayerClass, day: date,
    adds: bool,
) -> None:  # fmt: skip
    state, local = SHARES[payer]
    with register.change("Ghi đóng"):
        register.enrolments.enrol_vsi(
            people[payer][1], income=LINE, payer_class=payer, method="1", start=Month.of(day),
            about=Circumstances(day=day),
        )  # fmt: skip
    (one,) = register.enrolments.of_person(people[payer][1])
    gross, by_state, by_local, rest = _split(state, local if adds else 0)
    assert (one.gross, one.state_support, one.payable) == (gross, by_state, rest)
    assert one.local_support == (by_local if adds else None)
    kept = one.parameters["values"]
    assert f"vsi.support.{payer}" in kept
    assert (f"vsi.local.20.{payer}" in kept) == adds


@pytest.mark.parametrize("payer", list(SHARES))
def test_every_quote_shows_state_local_and_what_is_left(
    register: Register, people: dict[PayerClass, tuple[str, str]], payer: PayerClass,
) -> None:  # fmt: skip
    home, person = people[payer]
    local = SHARES[payer][1]
    gross, by_state, by_local, rest = _split(STATE_NOW[payer], local)
    found = quote(register, home, NOW)
    offer = found.members[0].quote.asked
    assert offer is not None
    level = offer.lowest
    assert (level.gross, level.state_support, level.local_support, level.payable) == (
        gross, by_state, by_local, rest
    )  # fmt: skip

    text = message_for(register, home, NOW)
    assert f"được từ {rest:,} đồng mỗi tháng".replace(",", ".") in text
    assert f"(đã trừ {by_state + by_local:,} đồng được hỗ trợ)".replace(",", ".") in text

    with register.change("Đóng đến tháng này"):
        register.enrolments.enrol_vsi(
            person, income=LINE, payer_class=payer, method="1", start=Month.of(NOW),
            about=Circumstances(day=date(2026, 11, 2)),
        )  # fmt: skip
    rows = register.due.rows("30", NOW, scheme="vsi")
    assert [one.amount for one in Prices(register, NOW).of(rows).values()] == [rest]


@pytest.mark.parametrize("payer", list(SHARES))
@pytest.mark.parametrize(
    ("name", "paper"),
    [("vsi-leaflet", None), ("vsi-table", None), ("household-sheet", "a5"),
     ("household-sheet", "a4")],
)  # fmt: skip
def test_papers_show_state_local_and_what_is_left(
    register: Register, people: dict[PayerClass, tuple[str, str]], payer: PayerClass,
    tmp_path: Path, name: str, paper: str | None,
) -> None:  # fmt: skip
    _, by_state, by_local, rest = _split(STATE_NOW[payer], SHARES[payer][1])
    out = tmp_path / "giay.pdf"
    home = people[payer][0] if name == "household-sheet" else None
    print_document(register, name, Request(on=NOW, household=home, paper=paper), out)
    pages = read_pdf(out)
    said = words(" ".join(page.text for page in pages))
    for amount in (by_state, by_local, rest):
        assert f"{amount:,}".replace(",", ".") in said, amount
    assert_well_set(pages)
