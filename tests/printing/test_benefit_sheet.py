"""The sheet of one calculation: every figure as the rules have it, on one page, nothing clipped."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from printing.days import paper_day, paper_month
from printing.print import print_document
from printing.request import Request
from rules.calendar import PartialDate, shown_span
from rules.errors import RuleError
from rules.household_codes import shown
from rules.money import dong, percent
from rules.policy import Policy, Unit
from rules.vsi.case import VsiCase, vsi_result
from rules.vsi.contribution import PayerClass
from storage import Register
from tests.printing.conftest import LONGEST, ON, Commune, Print
from tests.printing.reading import assert_well_set, words

NAME = "Lò Thị Thử"
AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+")


def case_of(**other: Any) -> VsiCase:
    asked = {
        "name": NAME,
        "sex": "female",
        "born": PartialDate(1984, 8, 17),
        "payer_class": PayerClass.NEAR_POOR,
        "income": 2_000_000,
        "method": "6",
        "on": ON,
        "province": "38",
        **other,
    }
    return VsiCase(**asked)


CASES = {
    "enough": case_of(),
    "years ahead": case_of(method="ahead-5", payer_class=PayerClass.OTHER),
    "two levels": case_of(other_income=3_000_000, method="12"),
    "make up": case_of(born=PartialDate(1979, 5)),
    "go on, then make up": case_of(born=PartialDate(1970), other_income=50_600_000),
    "past the age": case_of(
        born=PartialDate(1961, 3), sex="male", paid_months=150, method="missing-30"
    ),
    "more than the highest rate": case_of(born=PartialDate(1990, 2), paid_months=200),
    "support used up": case_of(used_support_months=120, payer_class=PayerClass.POOR),
    "support nearly used up": case_of(used_support_months=118, income=1_500_000),
    "only a year of birth": case_of(born=PartialDate(1988), income=50_600_000),
    "no birth date": case_of(born=None),
    "nobody": case_of(name="", sex=None, born=None, payer_class=PayerClass.ETHNIC_MINORITY),
    "the province adds": case_of(province="01", payer_class=PayerClass.POOR, income=50_600_000),
    "the province adds, two levels": case_of(province="01", other_income=5_000_000),
    "before a decree": case_of(on=date(2025, 3, 1), payer_class=PayerClass.POOR),
    "after a decree": case_of(on=date(2027, 3, 1), income=2_200_000, other_income=50_600_000),
}


def amounts_of(policy: Policy, case: VsiCase) -> set[str]:
    """Every amount of the result that the sheet must show."""
    result = vsi_result(policy, case)
    levels = [((*result.methods, result.chosen), result.curve), (result.others, result.other_curve)]
    told = {case.income, case.other_income or case.income}
    for rows, curve in levels:
        for row in rows:
            paid = row.contribution
            if paid is None:
                continue
            told |= {paid.gross, paid.payable}
            if case.other_income is None:
                told |= {paid.state_support, row.a_month or 0, row.saving or 0}
                told.add(paid.local_support or 0)
            else:
                told.add(paid.gross - paid.payable)
        told |= {point.monthly for point in curve}
    if case.other_income is not None and result.chosen.contribution:
        told.add(result.chosen.contribution.local_support or 0)
    found = result.outlook
    if found is not None:
        told |= {found.pension.monthly or 0, found.pension.lump_sum or 0}
        told |= {way.monthly for way in found.ways}
        told |= {way.make_up_cost or 0 for way in found.ways}
    if result.coming:
        told.add(result.coming[1])
    return {dong(amount) for amount in told if amount >= 1_000}


@pytest.mark.parametrize("name", list(CASES))
def test_every_figure_is_that_of_the_rules_on_one_page(
    name: str, commune: Commune, printed: Print, policy: Policy
) -> None:
    case = CASES[name]
    found, pages = printed("benefit-sheet", case=case)
    assert found.pages == len(pages) == 1
    assert found.missing == ()
    assert_well_set(pages)
    text = words(pages[0].text)
    shown_amounts = set(AMOUNT.findall(text))
    told = amounts_of(policy, case)
    assert told - shown_amounts == set()
    # Nothing else is said but the allowances of the day: maternity and ten reference levels.
    view = policy.on(case.on)
    allowances = {
        dong(value.value if isinstance(value.value, int) else 0)
        for value in (view.find("vsi.maternity"),)
        if value is not None
    }
    allowances.add(dong(10 * view.int("base_salary")))
    assert shown_amounts - told - allowances == set()
    assert paper_day(case.on) in text


@pytest.mark.parametrize("name", ["enough", "years ahead", "only a year of birth"])
def test_the_pension_of_the_age_is_told(
    name: str, commune: Commune, printed: Print, policy: Policy
) -> None:
    case = CASES[name]
    _, pages = printed("benefit-sheet", case=case)
    text = words(pages[0].text)
    found = vsi_result(policy, case).outlook
    assert found is not None
    assert not found.missing
    assert f"đóng được {shown_span(found.months)}" in text
    assert f"Tháng {paper_month(found.retirement.reached)} chị đủ 60 tuổi." in text
    assert f"từ tháng {paper_month(found.pension_from)}" in text
    assert f"Hưởng {percent(found.pension.rate or 0)}" in text  # type: ignore[arg-type]
    assert "Tính theo tiền hôm nay, không phải lời hứa." in text


# From the look of a family's own sheet: 12 years and 6 months to May 2039 leave 2 years 6 months.
def test_what_is_missing_is_told_with_what_makes_it_reachable(
    commune: Commune, printed: Print
) -> None:
    case = case_of(born=PartialDate(1979, 5), on=date(2026, 12, 1))
    _, pages = printed("benefit-sheet", case=case)
    text = words(pages[0].text)
    assert "Từ tháng 12/2026 đến tháng 5/2039 bà đóng được 12 năm 6 tháng." in text
    assert "Tháng 5/2039 bà đủ 60 tuổi, còn thiếu 2 năm 6 tháng mới đủ 15 năm." in text
    assert "Đóng một lần 2 năm 6 tháng còn thiếu" in text
    assert "theo lãi suất chưa xác nhận: 900.000 đồng một tháng, từ tháng 6/2039." in text
    assert "Đóng tiếp 2 năm 6 tháng: 900.000 đồng một tháng, từ tháng 12/2041." in text
    assert "Về già bà nhận mỗi tháng 900.000 đồng" in text


def test_what_is_not_confirmed_is_named_in_its_frame(commune: Commune, printed: Print) -> None:
    _, pages = printed("benefit-sheet", case=case_of())
    text = words(pages[0].text)
    frame = text[text.index("CHƯA XÁC NHẬN") :]
    sure = text[: text.index("CHƯA XÁC NHẬN")]
    assert "12 tháng 5.280.000 1.584.000 3.696.000" in sure
    assert "5 năm 24.130.864" not in sure
    assert "5 năm 24.130.864 7.920.000 16.210.864 270.181 2.269.136" in frame
    assert "Lãi suất đầu tư quỹ bình quân tháng:" in frame
    assert "Phần hỗ trợ khi đóng trước nhiều năm:" in frame
    assert "Từ 01/01/2027 mức thu nhập thấp nhất có thể là 2.200.000 đồng" in frame
    assert "Xin hỏi lại trước khi đóng." in frame


def test_a_year_without_an_interest_says_so(commune: Commune, printed: Print) -> None:
    _, pages = printed("benefit-sheet", case=CASES["after a decree"])
    text = words(pages[0].text)
    assert "5 năm – – –" in text
    assert "xã chưa có lãi suất của năm 2027" in text
    assert "Chuẩn nghèo nông thôn:" in text


def test_a_class_is_never_printed_beside_a_name(commune: Commune, printed: Print) -> None:
    _, named = printed("benefit-sheet", case=case_of(payer_class=PayerClass.ETHNIC_MINORITY))
    text = words(named[0].text)
    assert f"Chị {NAME}" in text
    assert "Nhà nước góp 30%." in text
    assert "thiểu số" not in text
    _, unnamed = printed("benefit-sheet", case=CASES["nobody"])
    plain = words(unnamed[0].text)
    assert "Người dân tộc thiểu số: Nhà nước góp 30%." in plain
    assert "Đóng bao nhiêu, về già được bao nhiêu?" in plain
    assert "Chưa rõ là nam hay nữ nên chưa tính được lương hưu." in plain
    assert "lời hứa" not in plain


def test_it_says_whom_to_ask_and_by_which_law(commune: Commune, printed: Print) -> None:
    _, pages = printed("benefit-sheet", case=case_of())
    text = words(pages[0].text)
    assert "Hỏi Lê Thị Thu, nhân viên thu, Bưu điện xã Mẫu: 0912 345 678" in text
    assert "Luật 41/2024/QH15 ngày 29/6/2024" in text
    assert "NĐ 159/2025/NĐ-CP ngày 25/6/2025" in text
    assert "NĐ 135/2020/NĐ-CP ngày 18/11/2020" in text
    assert "Số liệu tại ngày tính 21/11/2026." in text
    assert "2.000.000 đồng mỗi con sinh ra" in text
    assert "25.300.000 đồng lo mai táng" in text
    assert "Quỹ trả 95% chi phí trong phạm vi được hưởng." in text
    _, before = printed("benefit-sheet", case=CASES["before a decree"])
    assert "Thẻ BHYT khi có lương hưu, không phải đóng tiền." in words(before[0].text)
    assert "95%" not in before[0].text


# Of 22 % × 1,500,000: 40 % the state, 10 % the province, 50,000 a month somebody else.
def test_what_others_add_is_told_apart(
    register: Register, commune: Commune, printed: Print
) -> None:
    extras: tuple[tuple[str, str, Unit], ...] = (
        ("vsi.local.38.near_poor", "0.10", "ratio"),
        ("vsi.other.38.near_poor", "50000", "dong"),
    )
    with register.change("Hỗ trợ thêm"):
        for name, value, unit in extras:
            register.policies.add(name, value, unit=unit, start=date(2026, 1, 1), document="NQ 1")
    _, pages = printed("benefit-sheet", case=case_of())
    assert_well_set(pages)
    text = words(pages[0].text)
    assert "Tỉnh, nơi khác góp" in text
    assert "6 tháng 2.640.000 792.000 498.000 1.350.000 225.000 0" in text
    assert "Trong phần góp cho 6 tháng: tỉnh 198.000 đồng, nơi khác 300.000 đồng." in text
    _, compared = printed("benefit-sheet", case=case_of(other_income=50_600_000))
    assert_well_set(compared)
    text = words(compared[0].text)
    assert "6 tháng 2.640.000 1.290.000 1.350.000 66.792.000 1.290.000 65.502.000" in text


def test_nobody_too_old_is_told_of_a_birth(commune: Commune, printed: Print) -> None:
    _, pages = printed("benefit-sheet", case=case_of(born=PartialDate(1968)))
    assert "mỗi con sinh ra" not in pages[0].text


def test_an_income_that_may_not_be_chosen_prints_nothing(
    register: Register, commune: Commune, tmp_path: Path
) -> None:
    out = tmp_path / "bang.pdf"
    with pytest.raises(RuleError, match="income_below_floor"):
        print_document(register, "benefit-sheet", Request(on=ON, case=case_of(income=1)), out)
    assert not out.exists()


# Kept ones


def keep(register: Register, case: VsiCase, household: str, person: str | None = None) -> str:
    answer = vsi_result(register.policies.policy(), case)
    with register.change("Giữ bảng tính"):
        return register.calculations.keep(
            case, household_id=household, person_id=person, answer=answer
        )


def test_the_kept_ones_of_a_household_are_printed_one_page_each(
    register: Register, commune: Commune, printed: Print
) -> None:
    keep(register, case_of(name="Phạm Thị Ổn"), commune.family, commune.wife)
    keep(register, case_of(name="Đỗ Văn Đước", sex="male"), commune.family)
    code = register.households.get(commune.family).code
    found, pages = printed("benefit-sheet", household=code)
    assert found.pages == 2
    assert_well_set(pages)
    assert "Anh Đỗ Văn Đước" in pages[0].text
    assert "Chị Phạm Thị Ổn" in pages[1].text
    for page in pages:
        assert shown(code) in page.text
        assert "Thôn Đông, xã Mẫu" in words(page.text)
        assert "xin giữ kín" in words(page.text)
        assert "Quy định đã đổi" not in page.text


def test_a_kept_one_stays_as_it_was_said_after_a_decree(
    register: Register, commune: Commune, printed: Print
) -> None:
    longest = LONGEST[1][0]
    case = case_of(
        name=longest, born=PartialDate(1972), income=50_600_000, other_income=2_000_000,
        method="ahead-5",
    )  # fmt: skip
    keep(register, case, commune.crowd)
    before = printed("benefit-sheet", household=commune.crowd)[1][0]
    with register.change("Thêm chuẩn nghèo"):
        register.policies.add(
            "poverty_line.rural", "1800000", unit="dong", start=date(2026, 12, 1), document="NĐ 1"
        )
    told = words(printed("benefit-sheet", household=commune.crowd)[1][0].text)
    assert amounts(told) == amounts(before.text) - {"2.200.000"}
    assert "Có số trong bảng này nay đã khác. Xin tính lại trước khi đóng." in told
    found, pages = printed("benefit-sheet", household=commune.crowd, on=date(2026, 12, 15))
    assert found.pages == 1
    assert_well_set(pages)
    text = words(pages[0].text)
    assert amounts(before.text) - {"2.200.000"} < amounts(text)
    assert "Tính ngày 21/11/2026, theo quy định của ngày đó." in text
    # 22 % × 50,600,000 ahead as before; support 40 % × 22 % × 1,800,000 × 60 = 9,504,000.
    assert "Quy định đã đổi từ ngày tính. Ngày 15/12/2026, đóng trước 5 năm là" in text
    assert "601.006.867 đồng. Xin tính lại trước khi đóng." in text


def amounts(text: str) -> set[str]:
    return set(AMOUNT.findall(text))


def test_an_income_that_became_too_low_says_so(
    register: Register, commune: Commune, printed: Print
) -> None:
    case = case_of(name=LONGEST[1][0], born=PartialDate(1972), other_income=50_600_000)
    keep(register, case, commune.crowd)
    found, pages = printed("benefit-sheet", household=commune.crowd, on=date(2027, 1, 15))
    assert found.pages == 1
    assert_well_set(pages)
    text = words(pages[0].text)
    assert "Quy định đã đổi từ ngày tính." in text
    assert "thấp hơn mức thấp nhất 2.200.000 đồng của ngày 15/01/2027" in text
    assert "Từ 01/01/2027" not in text


def test_a_village_is_printed_without_those_who_asked_not_to_be(
    register: Register, commune: Commune, printed: Print
) -> None:
    keep(register, case_of(), commune.crowd)
    keep(register, case_of(name="Lò Văn Kín"), commune.private)
    keep(register, case_of(name="Phạm Thị Ổn"), commune.family, commune.wife)
    found, pages = printed("benefit-sheet", village="Thôn Đông")
    assert found.pages == 2
    assert "Ổn" in pages[0].text
    assert NAME in pages[1].text
    with register.change("Xin không liên hệ"):
        register.people.save(commune.wife, do_not_contact=True)
    assert printed("benefit-sheet")[0].pages == 1
    _, none = printed("benefit-sheet", household=commune.private)
    assert "1 bảng tính của hộ, của người xin không liên hệ, không in ở đây." in words(none[0].text)


def test_nothing_kept_prints_a_head_and_a_sentence(commune: Commune, printed: Print) -> None:
    found, pages = printed("benefit-sheet", household=commune.family)
    assert found.pages == 1
    text = words(pages[0].text)
    assert "BẢNG TÍNH QUYỀN LỢI BHXH TỰ NGUYỆN Xã Mẫu" in text
    assert "Chưa giữ bảng tính nào với hộ ở đây." in text


@pytest.mark.parametrize("method", ["6", "ahead-5", "missing-60"])
def test_the_fullest_sheet_is_still_one_whole_page(
    method: str, register: Register, commune: Commune, printed: Print
) -> None:
    with register.change("Tên dài"):
        register.office.save(
            commune_code="00004",
            province_code="01",
            name="Phường Ba Đình",
            point_name="Bộ phận một cửa, trụ sở Ủy ban nhân dân phường Ba Đình",
        )
        register.villages.rename(commune.village, "Tổ dân phố số 12 khu tập thể Nam Thành Công")
    case = case_of(
        name="Tôn Nữ Nguyễn Thị Hoàng Phương Thường Khuyên",
        born=PartialDate(1972),
        province="01",
        paid_months=50,
        other_income=50_600_000,
        method=method,
    )
    keep(register, case, commune.family)
    found, pages = printed("benefit-sheet", household=commune.family, on=date(2027, 1, 15))
    assert found.pages == 1
    assert_well_set(pages)
    text = words(pages[0].text)
    assert "Quy định đã đổi từ ngày tính." in text
    assert "Hỏi Lê Thị Thu" in text
    assert text.index("Hỏi Lê Thị Thu") < text.index("Căn cứ:")


def test_a_coming_change_that_is_sure_stands_outside_the_frame(
    register: Register, commune: Commune, printed: Print
) -> None:
    with register.change("Thêm chuẩn nghèo"):
        register.policies.add(
            "poverty_line.rural", "2200000", unit="dong", start=date(2027, 1, 1), document="NĐ 1"
        )
    _, pages = printed("benefit-sheet", case=case_of())
    text = words(pages[0].text)
    sure = text[: text.index("CHƯA XÁC NHẬN")]
    assert "Từ 01/01/2027 mức thu nhập thấp nhất là 2.200.000 đồng một tháng." in sure
    assert "có thể là" not in text
