"""A household's quote on the command line: `show … household`, and `calc outlook`.

Amounts: 2.530.000 × 4,5 % × 12 = 1.366.200, the second 70 %, the third 60 % (Decree
188/2025/NĐ-CP of 01/07/2025); 22 % × 1.500.000 = 330.000 less 66.000 (Decree 159/2025/NĐ-CP of
25/06/2025, Article 5).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rules.calendar import Month, PartialDate
from rules.vsi.contribution import PayerClass
from storage import Register, open_register
from storage.enrolling import Circumstances
from tests.commands.conftest import Run

ON = "2026-11-22"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    path = tmp_path / "so.sas"

    def clock() -> datetime:
        return datetime(2026, 11, 22, 8, tzinfo=UTC)

    with open_register(path, clock=clock, create=True) as opened:
        yield opened


@pytest.fixture
def code(register: Register) -> str:
    """A head without a card who pays VSI, a wife without either, a mother not asked yet."""
    today = date(2026, 11, 22)
    with register.change("Lập hộ"):
        village = register.villages.add("Thôn Đông")
        household = register.households.add(village_id=village)

        def add(name: str, sex: str, born: str, relation: str) -> str:
            return register.people.add(
                household_id=household,
                name=name,
                sex="male" if sex == "male" else "female",
                born=PartialDate.parse(born),
                relation=relation,
            )

        head = add("Đỗ Văn Thử", "male", "1990-05-01", "head")
        wife = add("Lò Thị Mẫu", "female", "1979-05-08", "wife")
        add("Hà Thị Dụ", "female", "1955-01-01", "mother")
        for person in (head, wife):
            register.covers.add(person, scheme="hi", known="not_covered", dated=today)
        register.enrolments.enrol_vsi(
            head,
            income=2_000_000,
            payer_class=PayerClass.OTHER,
            method="12",
            start=Month(2026, 1),
            about=Circumstances(day=date(2026, 1, 5)),
        )
    return register.households.get(household).code


def test_a_household_is_shown_with_what_each_could_do(
    run: Run, register: Register, code: str
) -> None:
    card = run("show", register.path, "household", code, "--on", ON, "--json").json
    quote = card["quote"]
    assert quote["on"] == ON
    head, wife, mother = quote["members"]
    assert [one["name"] for one in quote["members"]] == ["Đỗ Văn Thử", "Lò Thị Mẫu", "Hà Thị Dụ"]
    assert (head["hi_task"], head["hi_group"], head["hi_order"]) == ("join", "household", 1)
    assert wife["hi_costs"] == [
        {"months": 3, "gross": 239_085, "support": 0, "payable": 239_085},
        {"months": 6, "gross": 478_170, "support": 0, "payable": 478_170},
        {"months": 12, "gross": 956_340, "support": 0, "payable": 956_340},
    ]
    assert (wife["card_from"], wife["card_waits"]) == ("2026-12-22", True)
    assert wife["card_steps"]
    assert [total["payable"] for total in quote["totals"]] == [580_635, 1_161_270, 2_322_540]
    assert (mother["hi_task"], mother["hi_bar"], mother["hi_costs"]) == ("ask", "unknown", [])
    assert [
        (one["name"], one["hi_order"], one["difference"], one["payable"])
        for one in quote["joining"]
    ] == [("Hà Thị Dụ", 3, 819_720, 3_142_260)]
    assert (head["vsi_task"], head["vsi_bar"], head["vsi_offer"]) == ("go_on", "has", None)
    # Born 05/1990, 62 in 05/2052: 01/2027 to 05/2052 are 305 months, with 12 paid 317: 26 years 5
    # months count as 26,5: 45 % + 6,5 × 2 %.
    assert (head["outlook"]["total_months"], head["outlook"]["rate"]) == (317, "0.58")
    assert wife["vsi_offer"]["levels"][0]["payable"] == 264_000
    assert [one["kind"] for one in wife["outlook"]["ways"]] == ["make_up", "go_on"]
    assert wife["outlook"]["pension_from"] == "2039-06"
    assert wife["outlook_steps"]
    assert (mother["vsi_task"], mother["vsi_bar"]) == ("may", "past_age")
    assert quote["vsi_monthly"] == 264_000
    assert [(one["day"], one["name"]) for one in quote["changes"]] == [
        ("2027-01-01", "hi.rate"),
        ("2027-01-01", "poverty_line.rural"),
    ]
    line = quote["changes"][1]
    assert (line["old"], line["new"], line["status"]) == (1_500_000, 2_200_000, "pending")
    assert line["amounts"][0] == {
        "scheme": "vsi",
        "class": "other",
        "income": 1_500_000,
        "new_income": 2_200_000,
        "before": 264_000,
        "after": 387_200,
    }
    assert quote["steps"][0]["what"] == "Một tháng: 4,5\N{NO-BREAK SPACE}% × 2.530.000"
    assert {row["name"] for row in quote["unconfirmed"]} == {
        "vsi.investment_rate",
        "vsi.ahead_support",
    }


def test_a_person_reads_the_quote_in_lines(run: Run, register: Register, code: str) -> None:
    said = run("show", register.path, "household", code, "--on", ON).out
    for line in (
        "Tính cho hộ ngày 22/11/2026:",
        "  Đỗ Văn Thử: tham gia BHYT, một năm 1.366.200 đồng; đang đóng BHXH tự nguyện",
        "  BHYT cả hộ 3 tháng: 580.635 đồng",
        "  Hà Thị Dụ cùng đóng BHYT: thêm 819.720, cả hộ 3.142.260 đồng",
        (
            "  Từ 01/01/2027, chuẩn nghèo nông thôn có thể thay đổi, chưa xác nhận: "
            "từ 264.000 thành 387.200 đồng"
        ),
    ):
        assert line in said.splitlines(), line


def test_next_year_what_is_not_known_has_no_price(run: Run, register: Register, code: str) -> None:
    quote = run("show", register.path, "household", code, "--on", "2027-02-01", "--json").json[
        "quote"
    ]
    methods = {
        one["method"]: one for one in quote["members"][1]["vsi_offer"]["levels"][0]["methods"]
    }
    assert methods["12"]["payable"] == 12 * 387_200
    assert methods["ahead-5"] == {"method": "ahead-5", "gross": None, "payable": None}
    assert quote["changes"] == []


def test_a_day_without_recorded_law_has_no_quote(run: Run, register: Register, code: str) -> None:
    answer = run("show", register.path, "household", code, "--on", "2011-01-01", "--json")
    assert (answer.status, answer.json["quote"]) == (0, None)
    assert (
        "Tính cho hộ" not in run("show", register.path, "household", code, "--on", "2011-01-01").out
    )


def test_a_register_without_members_has_an_empty_quote(run: Run, register: Register) -> None:
    with register.change("Lập hộ"):
        empty = register.households.add(village_id=register.villages.add("Thôn Tây"))
    code = register.households.get(empty).code
    quote = run("show", register.path, "household", code, "--on", ON, "--json").json["quote"]
    assert (quote["members"], quote["totals"], quote["changes"]) == ([], [], [])


# Law 41/2024/QH15 of 29/06/2024, Articles 98 and 99; Decree 135/2020/NĐ-CP of 18/11/2020: a woman
# born 17/08/1984 pays 214 months from 11/2026 to 08/2044, 17 years 10 months count as 18: 51 %.
def test_calc_outlook_tells_month_and_amount_of_the_pension(run: Run) -> None:
    words = ["--sex", "female", "--born", "1984-08-17", "--income", "3tr", "--on", ON]
    found = run("calc", "outlook", *words, "--json").json
    assert (found["first_month"], found["reached"]) == ("2026-11", "2044-08")
    assert (found["payable_months"], found["missing_months"], found["ways"]) == (214, 0, [])
    assert (found["pension_from"], found["rate"], found["monthly"]) == (
        "2044-09",
        "0.51",
        1_530_000,
    )
    assert "Lương hưu từ: 09/2044" in run("calc", "outlook", *words).out


def test_calc_outlook_counts_months_paid_and_tells_the_ways(run: Run) -> None:
    words = ["--sex", "male", "--born", "1965-02-15", "--income", "1500000", "--on", ON]
    found = run(
        "calc", "outlook", *words, "--paid-months", "120", "--first-month", "2026-12", "--json"
    ).json
    assert (found["payable_months"], found["total_months"], found["missing_months"]) == (0, 120, 60)
    first = found["ways"][0]
    assert (first["kind"], first["make_up_months"]) == ("make_up", 60)
    assert (first["pension_from"], found["monthly"]) == ("2027-01", 600_000)
    assert [row["name"] for row in found["unconfirmed"]] == ["vsi.investment_rate"]
