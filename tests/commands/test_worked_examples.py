"""Every worked example of the law, asked of `calc` as a user asks: the source stands beside it.

What the social insurance of TP HCM and of Viet Nam published for 2025 and 2026 is used as it was
published; everything else is worked out by hand from the article named.
"""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from storage import open_register
from tests.commands.conftest import Run

OCTOBER = "2026-10-05"


def answer(run: Run, words: str, *more: object) -> Any:
    said = run("calc", *words.split(), *more, "--json")
    assert said.status == 0, said.err
    return said.json


def file_of_answers(run: Run, folder: Path, questions: list[dict[str, object]]) -> list[Any]:
    file = folder / "hoi.jsonl"
    file.write_text("\n".join(map(json.dumps, questions)) + "\n", encoding="utf-8")
    said = run("calc", file, "--json")
    assert said.status == 0, said.err
    return [json.loads(line) for line in said.out.splitlines()]


# Voluntary insurance, monthly and some months at once: income, class, method, day; then gross,
# support of the state, paid.
@pytest.mark.parametrize(
    ("income", "payer", "method", "on", "gross", "support", "paid"),
    [
        # Law 41/2024/QH15 of 29/06/2024, Art. 36.1: 22 %; Decree 159/2025/NĐ-CP of 25/06/2025,
        # Art. 5: 50, 40, 30, 20 % of 22 % of the poverty line, 1,500,000 by Decree 07/2021/NĐ-CP of
        # 27/01/2021. Amounts as published by the social insurance of TP HCM.
        (1_500_000, "poor", "1", "2025-07-01", 330_000, 165_000, 165_000),
        (1_500_000, "poor", "1", "2026-12-31", 330_000, 165_000, 165_000),
        (1_500_000, "island", "1", OCTOBER, 330_000, 165_000, 165_000),
        (1_500_000, "near_poor", "1", "2025-07-01", 330_000, 132_000, 198_000),
        (1_500_000, "near_poor", "1", "2026-12-31", 330_000, 132_000, 198_000),
        (1_500_000, "ethnic_minority", "1", "2025-07-01", 330_000, 99_000, 231_000),
        (1_500_000, "ethnic_minority", "1", "2026-12-31", 330_000, 99_000, 231_000),
        (1_500_000, "other", "1", "2025-07-01", 330_000, 66_000, 264_000),
        (1_500_000, "other", "1", "2026-12-31", 330_000, 66_000, 264_000),
        (1_500_000, "poor", "3", OCTOBER, 990_000, 495_000, 495_000),
        # The same Art. 5: support is counted on the poverty line, never on the income chosen.
        (10_000_000, "near_poor", "1", OCTOBER, 2_200_000, 132_000, 2_068_000),
        # Law 41/2024/QH15, Art. 31.2: at most 20 reference levels, of 2,340,000 by Decree
        # 73/2024/NĐ-CP of 30/06/2024, of 2,530,000 by Decree 161/2026/NĐ-CP of 15/05/2026.
        (46_800_000, "other", "1", "2025-07-01", 10_296_000, 66_000, 10_230_000),
        (46_800_000, "other", "1", "2026-06-30", 10_296_000, 66_000, 10_230_000),
        (50_600_000, "other", "1", "2026-07-01", 11_132_000, 66_000, 11_066_000),
        # The poverty line of 2,200,000 expected from 2027: Decree 351/2025/NĐ-CP of 30/12/2025.
        (2_200_000, "poor", "1", "2027-01-01", 484_000, 242_000, 242_000),
        (2_200_000, "near_poor", "1", "2027-01-01", 484_000, 193_600, 290_400),
        (2_200_000, "ethnic_minority", "1", "2027-01-01", 484_000, 145_200, 338_800),
        (2_200_000, "other", "1", "2027-01-01", 484_000, 96_800, 387_200),
        # Decree 134/2015/NĐ-CP of 29/12/2015, Art. 14: 30, 25, 10 % of 22 % of the poverty line,
        # 700,000 by Decision 59/2015/QĐ-TTg of 19/11/2015, then 1,500,000.
        (700_000, "poor", "1", "2018-01-01", 154_000, 46_200, 107_800),
        (700_000, "near_poor", "1", "2018-01-01", 154_000, 38_500, 115_500),
        (700_000, "other", "1", "2018-01-01", 154_000, 15_400, 138_600),
        (700_000, "other", "1", "2021-12-31", 154_000, 15_400, 138_600),
        (1_500_000, "poor", "1", "2022-01-01", 330_000, 99_000, 231_000),
        (1_500_000, "near_poor", "1", "2022-01-01", 330_000, 82_500, 247_500),
        (1_500_000, "other", "1", "2022-01-01", 330_000, 33_000, 297_000),
        (1_500_000, "other", "1", "2025-06-30", 330_000, 33_000, 297_000),
        # Minorities and people of islands became classes of their own with Decree 159/2025/NĐ-CP,
        # Art. 5; before, these are taken for poor, which the answer calls unconfirmed.
        (700_000, "island", "1", "2021-06-05", 154_000, 46_200, 107_800),
        (1_500_000, "ethnic_minority", "1", "2025-06-30", 330_000, 33_000, 297_000),
    ],
)
def test_some_months(
    run: Run,
    income: int,
    payer: str,
    method: str,
    on: str,
    gross: int,
    support: int,
    paid: int,
) -> None:
    words = f"contribution --income {income} --class {payer} --method {method} --on {on}"
    found = answer(run, words)
    assert (found["gross"], found["state_support"], found["payable"]) == (gross, support, paid)


# Decree 159/2025/NĐ-CP of 25/06/2025, Art. 6 (ahead: the first month in full) and Art. 7 (missing
# months: the first one with interest), at 0.31 % a month in 2026; rounded once, at the end. The
# state's support is not discounted and not given for missing months.
@pytest.mark.parametrize(
    ("income", "payer", "method", "gross", "paid"),
    [
        (1_500_000, "other", "ahead-2", 7_644_801, 7_644_801 - 24 * 66_000),
        (1_500_000, "other", "ahead-3", 11_259_443, 11_259_443 - 36 * 66_000),
        (1_500_000, "other", "ahead-4", 14_742_290, 14_742_290 - 48 * 66_000),
        (1_500_000, "other", "ahead-5", 18_098_148, 14_138_148),
        (1_500_000, "poor", "ahead-5", 18_098_148, 8_198_148),
        (2_000_000, "other", "ahead-2", 10_193_069, 10_193_069 - 24 * 66_000),
        (2_000_000, "other", "ahead-3", 15_012_590, 15_012_590 - 36 * 66_000),
        (2_000_000, "other", "ahead-4", 19_656_386, 19_656_386 - 48 * 66_000),
        (2_000_000, "other", "ahead-5", 24_130_864, 24_130_864 - 60 * 66_000),
        (2_200_000, "other", "ahead-2", 11_212_375, 11_212_375 - 24 * 66_000),
        (2_200_000, "other", "ahead-5", 26_543_951, 26_543_951 - 60 * 66_000),
        (1_500_000, "other", "missing-12", 4_040_708, 4_040_708),
    ],
)
def test_years_ahead_and_missing_months(
    run: Run, income: int, payer: str, method: str, gross: int, paid: int
) -> None:
    words = f"contribution --income {income} --class {payer} --method {method} --on {OCTOBER}"
    found = answer(run, words)
    assert (found["gross"], found["payable"]) == (gross, paid)
    unsure = {row["name"] for row in found["unconfirmed"]}
    kind = method.partition("-")[0]
    assert unsure == {"vsi.investment_rate", f"vsi.{kind}_support"}


def test_five_years_ahead_against_sixty_months(run: Run) -> None:
    """Decree 159/2025/NĐ-CP of 25/06/2025, Article 6: 19,800,000 less 1,701,852."""
    words = f"contribution --income 1500000 --class other --on {OCTOBER} --method"
    year, ahead = answer(run, f"{words} 12"), answer(run, f"{words} ahead-5")
    assert (5 * year["gross"], ahead["gross"]) == (19_800_000, 19_800_000 - 1_701_852)


@pytest.mark.parametrize(("used", "support"), [(0, 792_000), (110, 660_000), (120, 0)])
def test_support_ends_after_120_months(run: Run, used: int, support: int) -> None:
    """Decree 159/2025/NĐ-CP of 25/06/2025, Article 5: 66,000 a month, ten years at most."""
    words = f"contribution --income 1500000 --class other --method 12 --on {OCTOBER}"
    found = answer(run, words, "--used-support-months", used)
    assert (found["state_support"], found["payable"]) == (support, 3_960_000 - support)


@pytest.mark.parametrize(
    ("province", "payer", "paid"),
    [
        # Hà Nội, Resolution 19/2025/NQ-HĐND of 09/07/2025: 50, 60, 10 % of 22 % of 1,500,000 more.
        ("01", "poor", 0),
        ("01", "near_poor", 0),
        ("01", "ethnic_minority", 198_000),
        ("01", "other", 231_000),
        ("1", "other", 231_000),
        # Quảng Ninh, Resolution 02/2022/NQ-HĐND of 04/11/2022: 30, 30, 20 % more.
        ("22", "poor", 66_000),
        ("22", "near_poor", 99_000),
        ("22", "ethnic_minority", 165_000),
        ("22", "other", 198_000),
    ],
)
def test_support_of_a_province(run: Run, province: str, payer: str, paid: int) -> None:
    words = f"contribution --income 1500000 --class {payer} --method 1 --on {OCTOBER}"
    found = answer(run, words, "--province", province)
    assert found["payable"] == paid
    assert found["local_support"] == 330_000 - found["state_support"] - paid
    assert found["unconfirmed"]


@pytest.mark.parametrize(
    ("payer", "local", "paid"), [("poor", 132_000, 99_000), ("near_poor", 165_000, 82_500)]
)
def test_support_that_an_office_entered(
    run: Run, sample: Path, payer: str, local: int, paid: int
) -> None:
    """The district of Long Biên in 2022: 40 and 50 % of 330,000, beside 30 and 25 % of the state
    (Decree 134/2015/NĐ-CP of 29/12/2015, Article 14)."""

    def clock() -> datetime:
        return datetime(2026, 11, 22, 8, tzinfo=UTC)

    with open_register(sample, clock=clock) as register, register.change("Thêm mức hỗ trợ"):
        for name, share in (("poor", "0.4"), ("near_poor", "0.5")):
            register.policies.add(
                f"vsi.local.01.{name}",
                share,
                unit="ratio",
                start=date(2022, 1, 1),
                until=date(2022, 12, 31),
                document="Nghị quyết của quận Long Biên",
            )
    words = f"contribution --income 1500000 --class {payer} --method 1 --on 2022-06-15"
    found = answer(run, words, "--province", "01", "--register", sample)
    assert (found["local_support"], found["payable"]) == (local, paid)


# Health insurance of households: 4.5 % of the base salary; 100, 70, 60, 50, 40 % by place. Decree
# 146/2018/NĐ-CP of 17/10/2018, Art. 7; Decree 188/2025/NĐ-CP of 01/07/2025. The last figures are
# the sums of two to six persons.
@pytest.mark.parametrize(
    ("on", "months", "places", "sums"),
    [
        # Base 1,490,000: Decree 38/2019/NĐ-CP of 09/05/2019.
        (
            "2019-07-01",
            12,
            [804_600, 563_220, 482_760, 402_300, 321_840],
            [1_367_820, 1_850_580, 2_252_880, 2_574_720, 2_896_560],
        ),
        # Base 1,800,000: Decree 24/2023/NĐ-CP of 14/05/2023.
        (
            "2023-07-01",
            12,
            [972_000, 680_400, 583_200, 486_000, 388_800],
            [1_652_400, 2_235_600, 2_721_600, 3_110_400, 3_499_200],
        ),
        # Base 2,340,000: Decree 73/2024/NĐ-CP of 30/06/2024; the table Viet Nam Social Security
        # published.
        (
            "2026-06-30",
            12,
            [1_263_600, 884_520, 758_160, 631_800, 505_440],
            [2_148_120, 2_906_280, 3_538_080, 4_043_520, 4_548_960],
        ),
        # Base 2,530,000: Decree 161/2026/NĐ-CP of 15/05/2026.
        (
            "2026-07-01",
            12,
            [1_366_200, 956_340, 819_720, 683_100, 546_480],
            [2_322_540, 3_142_260, 3_825_360, 4_371_840, 4_918_320],
        ),
        (
            OCTOBER,
            6,
            [683_100, 478_170, 409_860, 341_550, 273_240],
            [1_161_270, 1_571_130, 1_912_680, 2_185_920, 2_459_160],
        ),
        (
            OCTOBER,
            3,
            [341_550, 239_085, 204_930, 170_775, 136_620],
            [580_635, 785_565, 956_340, 1_092_960, 1_229_580],
        ),
    ],
)
def test_places_in_a_household(
    run: Run, tmp_path: Path, on: str, months: int, places: list[int], sums: list[int]
) -> None:
    asked: dict[str, object] = {"calc": "premium", "on": on, "months": months}
    found = file_of_answers(
        run, tmp_path, [{**asked, "members": ["household"] * people} for people in range(2, 7)]
    )
    assert [household["payable"] for household in found] == sums
    assert [line["payable"] for line in found[-1]["lines"]] == [*places, places[-1]]


# Decree 188/2025/NĐ-CP of 01/07/2025: what is left to pay for 12 months on a base of 2,340,000 and
# of 2,530,000. Nobody here takes a place in the order (Decree 146/2018/NĐ-CP, Art. 7.2).
@pytest.mark.parametrize(
    ("group", "before", "after"),
    [
        ("poor", 0, 0),
        ("child_under_6", 0, 0),
        ("near_poor_special", 0, 0),
        ("near_poor", 379_080, 409_860),
        ("ethnic_former_region", 379_080, 409_860),
        ("student", 631_800, 683_100),
        ("security_force", 631_800, 683_100),
        ("average_agri", 884_520, 956_340),
        ("mine_victim", 884_520, 956_340),
    ],
)
def test_premiums_the_state_helps_with(run: Run, group: str, before: int, after: int) -> None:
    words = f"premium --months 12 --members {group},household --on"
    for day, base, left in (("2026-06-30", 1_263_600, before), ("2026-07-01", 1_366_200, after)):
        helped, alone = answer(run, f"{words} {day}")["lines"]
        assert (helped["order"], helped["gross"], helped["payable"]) == (None, base, left)
        assert (alone["order"], alone["payable"]) == (1, base)


def test_a_student_pays_less_than_before(run: Run) -> None:
    """Half by Decree 188/2025/NĐ-CP of 01/07/2025, 30 % by Decree 146/2018/NĐ-CP, Article 8."""
    words = "premium --members student --on"
    year = answer(run, f"{words} 2025-09-05 --months 12")["payable"]
    assert year == 631_800
    assert answer(run, f"{words} 2025-09-05 --months 1")["payable"] == 52_650
    assert answer(run, f"{words} 2025-06-30 --months 12")["payable"] - year == 252_720


# Decree 135/2020/NĐ-CP of 18/11/2020, Art. 4 and its appendix: first and last month of birth, age.
RETIREMENT = [
    ("male", "1961-01", "1961-09", (60, 3)),
    ("male", "1961-10", "1962-06", (60, 6)),
    ("male", "1962-07", "1963-03", (60, 9)),
    ("male", "1963-04", "1963-12", (61, 0)),
    ("male", "1964-01", "1964-09", (61, 3)),
    ("male", "1964-10", "1965-06", (61, 6)),
    ("male", "1965-07", "1966-03", (61, 9)),
    ("male", "1966-04", "1990-12", (62, 0)),
    ("female", "1966-01", "1966-08", (55, 4)),
    ("female", "1966-09", "1967-04", (55, 8)),
    ("female", "1967-05", "1967-12", (56, 0)),
    ("female", "1968-01", "1968-08", (56, 4)),
    ("female", "1968-09", "1969-04", (56, 8)),
    ("female", "1969-05", "1969-12", (57, 0)),
    ("female", "1970-01", "1970-08", (57, 4)),
    ("female", "1970-09", "1971-04", (57, 8)),
    ("female", "1971-05", "1971-12", (58, 0)),
    ("female", "1972-01", "1972-08", (58, 4)),
    ("female", "1972-09", "1973-04", (58, 8)),
    ("female", "1973-05", "1973-12", (59, 0)),
    ("female", "1974-01", "1974-08", (59, 4)),
    ("female", "1974-09", "1975-04", (59, 8)),
    ("female", "1975-05", "1990-12", (60, 0)),
]


def test_the_table_of_retirement_ages(run: Run, tmp_path: Path) -> None:
    questions: list[dict[str, object]] = [
        {"calc": "retirement", "sex": sex, "born": born}
        for sex, first, last, _ in RETIREMENT
        for born in (first, last)
    ]
    found = file_of_answers(run, tmp_path, questions)
    ages = [age for *_, age in RETIREMENT for _ in range(2)]
    assert [(row["years"], row["months"]) for row in found] == ages


@pytest.mark.parametrize(
    ("sex", "born", "reached"),
    [
        # Decree 135/2020/NĐ-CP of 18/11/2020, Appendix I.
        ("male", "1965-02", "2026-08"),
        ("female", "1969-05", "2026-05"),
        ("female", "1969-04", "2025-12"),
        # Circular 11/2025/TT-BNV of 30/06/2025, Art. 5: only a year counts as 1 January of it.
        ("male", "1965", "2026-07"),
    ],
)
def test_the_month_of_retirement(run: Run, sex: str, born: str, reached: str) -> None:
    assert answer(run, f"retirement --sex {sex} --born {born}")["reached"] == reached


# Law 41/2024/QH15 of 29/06/2024, Art. 99: rates by years; odd months, 1 to 6 half a year, 7 to 11 a
# year; Art. 100: half the average for each year above 75 %.
@pytest.mark.parametrize(
    ("sex", "years", "months", "rate", "monthly", "lump"),
    [
        ("female", 15, 0, "0.45", 1_350_000, 0),
        ("male", 15, 0, "0.4", 1_200_000, 0),
        ("male", 20, 0, "0.45", 1_350_000, 0),
        ("female", 16, 0, "0.47", 1_410_000, 0),
        ("female", 19, 0, "0.53", 1_590_000, 0),
        ("female", 20, 0, "0.55", 1_650_000, 0),
        ("female", 25, 0, "0.65", 1_950_000, 0),
        ("female", 30, 0, "0.75", 2_250_000, 0),
        ("female", 35, 0, "0.75", 2_250_000, 7_500_000),
        ("male", 16, 0, "0.41", 1_230_000, 0),
        ("male", 19, 0, "0.44", 1_320_000, 0),
        ("male", 25, 0, "0.55", 1_650_000, 0),
        ("male", 30, 0, "0.65", 1_950_000, 0),
        ("male", 35, 0, "0.75", 2_250_000, 0),
        ("male", 37, 0, "0.75", 2_250_000, 3_000_000),
        ("female", 15, 6, "0.46", 1_380_000, 0),
        ("female", 15, 7, "0.47", 1_410_000, 0),
        ("male", 15, 1, "0.405", 1_215_000, 0),
        ("male", 15, 7, "0.41", 1_230_000, 0),
        ("male", 20, 6, "0.46", 1_380_000, 0),
    ],
)
def test_pensions(
    run: Run, sex: str, years: int, months: int, rate: str, monthly: int, lump: int
) -> None:
    words = f"pension --sex {sex} --years {years} --months {months} --average 3000000"
    found = answer(run, f"{words} --on {OCTOBER}")
    assert (found["rate"], found["monthly"], found["lump_sum"]) == (rate, monthly, lump)


@pytest.mark.parametrize(
    ("words", "eligible"),
    [
        # Law 41/2024/QH15 of 29/06/2024, Art. 98: 15 full years, odd months are none.
        ("--years 14 --months 11 --on 2026-10-05", False),
        ("--years 14 --months 7 --on 2026-10-05", False),
        ("--years 15 --months 0 --on 2025-07-01", True),
        # Law 58/2014/QH13 of 20/11/2014, Art. 73: twenty years.
        ("--years 19 --months 11 --on 2025-06-30", False),
        ("--years 20 --months 0 --on 2025-06-30", True),
    ],
)
def test_who_has_a_pension(run: Run, words: str, eligible: bool) -> None:
    found = answer(run, f"pension --sex female --average 3000000 {words}")
    assert found.get("eligible", True) is eligible
    assert (found["monthly"] is not None) is eligible
