"""The sheet of a household: who has what, who should act, what it costs, what was answered."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from printing.address import addressed
from printing.answer_values import answer_values
from printing.household_offer import ANSWER_VALUES, _answer_values
from printing.print import print_document
from printing.request import Request
from printing.wording import places
from rules.calendar import PartialDate
from rules.household_codes import shown
from rules.vsi.case import VsiCase, vsi_result
from rules.vsi.contribution import PayerClass
from storage import Register
from storage.quotes import quote
from storage.refusal_reasons import shipped_reasons
from storage.visits import ResultInput
from tests.printing.conftest import LONGEST, ON, Commune, Print
from tests.printing.reading import assert_well_set, words

SIDES = ("a5", "a4")


# Tiers of 2026: 1.366.200, 70 % = 956.340; a pupil pays half: 683.100 (Decree 188/2025/NĐ-CP).
def test_a_family_reads_what_to_do_and_what_it_costs(
    register: Register, commune: Commune, printed: Print
) -> None:
    found, pages = printed("household-sheet", household=commune.family)
    assert found.pages == 2
    front, back = (words(page.text) for page in pages)
    for said in (
        "Gia đình ông Đỗ Văn Đước",
        "Thôn Đông, xã Mẫu · 21/11/2026",
        "Ông Đước 1974 Thẻ hết hạn 30/11/2026. Đóng tiếp trước ngày đó.",
        "Chưa có thẻ từ 01/3/2026. Đóng cùng ông Đước.",
        "Thẻ học sinh, hết hạn 31/12/2026. Đóng ở trường.",
        "Có thẻ và BHXH ở công ty. Không phải làm gì.",
        "Cụ Bẽn",
        "Thẻ Nhà nước cấp, quỹ trả 100%.",
        "Cả nhà đóng cho 1 năm 3.005.640",
        "Ông bà đóng cùng nhau đỡ 409.860 đồng.",
        "Nhà nước đóng giúp cháu Ngà 683.100 đồng.",
        "Thẻ bà Ổn dùng được sau 30 ngày kể từ ngày đóng đủ, vì đã nghỉ từ 90 ngày trở lên.",
        "BHXH: ông Đước và anh Tấn đã có. Bà Ổn chưa có, mời xem mặt sau.",
        "Ông Đước: BHYT 12 tháng",
    ):
        assert said in front, said
    for said in (
        "Bà Ổn có thể tham gia BHXH tự nguyện",
        "1.500.000 66.000 264.000 675.000",
        "3.000.000 66.000 594.000 1.350.000",
        "Từ 12/2026 đến 5/2039 bà đóng được 12 năm 6 tháng.",
        "Tháng 5/2039 bà đủ 60 tuổi, còn thiếu 2 năm 6 tháng.",
        "Đóng một lần cho đủ thì có lương hưu từ 6/2039, đóng tiếp thì từ 12/2041.",
        "CHƯA XÁC NHẬN",
        "Bà Ổn còn băn khoăn: “Chỉ cán bộ nhà nước mới có lương hưu.”",
        "Bà làm ruộng, bán hàng ở chợ cũng được.",
        "Hỏi Lê Thị Thu, nhân viên thu Bưu điện xã Mẫu 0912 345 678",
        "xin giữ kín",
        "Phần cán bộ ghi",
    ):
        assert said in back, said
    code = shown(register.households.get(commune.family).code)
    assert front.count(code) == 2
    assert code in back


def test_one_side_of_a4_shows_premium_support_and_remainder(
    commune: Commune, printed: Print
) -> None:
    found, pages = printed("household-sheet", household=commune.family, paper="a4")
    assert found.pages == 1
    text = words(pages[0].text)
    assert "Nhà mình: 5 người, 4 có thẻ BHYT, 1 BHXH bắt buộc, 1 tự nguyện" in text
    assert "1.366.200 683.100 683.100" in text
    assert "3.005.640" in text
    assert "1.500.000 330.000 66.000 264.000 675.000" in text
    assert "Đóng BHXH đến 12/2026." in text


@pytest.mark.parametrize("paper", SIDES)
def test_eight_members_with_the_longest_names_lose_nothing(
    paper: str, commune: Commune, printed: Print
) -> None:
    found, pages = printed("household-sheet", household=commune.crowd, paper=paper)
    assert_well_set(pages)
    text = words(" ".join(page.text for page in pages))
    for name, *_ in LONGEST:
        assert name.split()[-1] in text
    assert "Chị Hoàng Thiên Khương" in text
    assert "Chị Quỳnh Thiên Khương" in text
    # 1.366.200 + 956.340 + 819.720 + 683.100 as a household, two pupils at 683.100.
    assert "5.191.560" in text
    assert "cả nhà đỡ 1.639.440 đồng" in text
    assert "cháu Khuyên và cháu Trường, mỗi người 683.100 đồng" in text
    assert "Được Nhà nước đóng, chưa có thẻ." in text
    assert "4 người là 956.340 đồng" in text
    assert "Hẹn chị ngày 05/12/2026." in text
    assert "Chưa tính những người xã chưa rõ có thẻ hay không." in text
    assert paper != "a5" or found.pages % 2 == 0


def test_a_village_is_printed_in_walking_order_without_those_who_asked_not_to_be(
    register: Register, commune: Commune, tmp_path: Path
) -> None:
    out = tmp_path / "phieu.pdf"
    print_document(register, "household-sheet", Request(on=ON, village="Thôn Đông"), out)
    pdf = pypdfium2.PdfDocument(out)
    titles = [(mark.level, mark.get_title()) for mark in pdf.get_toc()]
    text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    codes = [
        shown(register.households.get(one).code)
        for one in (commune.family, commune.crowd, commune.nobody)
    ]
    assert titles == [
        (0, "Thôn Đông"),
        (1, f"Đỗ Văn Đước · {codes[0]}"),
        (1, f"{LONGEST[0][0]} · {codes[1]}"),
        (1, f"Chưa có chủ hộ · {codes[2]}"),
    ]
    assert "Lò Văn Kín" not in text
    assert "Xã chưa có tên người nào của nhà này" in words(text)


def test_a_household_that_asked_not_to_be_contacted_is_not_printed(
    commune: Commune, printed: Print
) -> None:
    _, pages = printed("household-sheet", household=commune.private)
    assert "1 hộ xin không liên hệ, không in ở đây." in words(pages[0].text)
    _, large = printed("household-sheet", village=commune.empty_village, paper="a4")
    assert "Chưa có hộ nào để in phiếu." in words(large[0].text)


def test_a_member_who_asked_not_to_be_contacted_is_left_out(
    register: Register, commune: Commune, printed: Print
) -> None:
    with register.change("Xin không liên hệ"):
        register.people.save(commune.wife, do_not_contact=True)
    _, pages = printed("household-sheet", household=commune.family)
    text = words(" ".join(page.text for page in pages))
    assert "Bà Ổn" not in text
    assert "Cả nhà đóng cho 1 năm 2.049.300" in text


def test_a_household_is_found_by_its_code_however_typed(
    register: Register, commune: Commune, printed: Print
) -> None:
    code = register.households.get(commune.family).code
    _, pages = printed("household-sheet", household=f"#{code[:3]} {code[3:]}".lower())
    assert "Gia đình ông" in pages[0].text


def test_a_reason_without_a_text_and_a_stopped_payer_are_told_right(
    register: Register, commune: Commune, printed: Print
) -> None:
    with register.change("Đã dừng đóng"):
        register.visits.record(
            commune.family, ON, results=[ResultInput("refused", commune.wife, "vsi", "99")]
        )
        register.covers.add(
            commune.wife,
            scheme="vsi",
            known="covered",
            dated=date(2026, 7, 1),
            start=date(2024, 1, 1),
            until=date(2025, 12, 31),
        )
    _, pages = printed("household-sheet", household=commune.family)
    text = words(" ".join(page.text for page in pages))
    assert "băn khoăn" not in text
    assert "Bà Ổn có thể đóng tiếp BHXH tự nguyện" in text
    assert "Bà Ổn đã dừng đóng, mời xem mặt sau." in text


def test_the_office_answers_in_its_own_words(
    register: Register, commune: Commune, printed: Print
) -> None:
    known = answer_values(register, ON)
    with register.change("Lý do của xã"):
        number = register.refusal_reasons.add(
            known,
            title="Chờ bán keo",
            says="Bán xong keo đã.",
            answer="Bán keo xong {xh} đóng một lần. Hẹn {xh} ngày {next.visit}.",
            answer_vsi="Mỗi tháng {xh} để {vsi.pay_min} đồng.",
        )
        said = ResultInput("thinking", commune.wife, "vsi", str(number))
        register.visits.record(commune.family, ON, results=[said])
    _, pages = printed("household-sheet", household=commune.family)
    text = words(" ".join(page.text for page in pages))
    assert "Bà Ổn còn băn khoăn: “Bán xong keo đã.”" in text
    assert "Mỗi tháng bà để 264.000 đồng." in text
    register.undo()
    with register.change("Lý do của xã"):
        number = register.refusal_reasons.add(
            {"old.value"} | known,
            title="Chờ bán keo",
            answer="Bán keo xong {xh} đóng. Mức {old.value}.",
        )
        said = ResultInput("thinking", commune.wife, "hi", str(number))
        register.visits.record(commune.family, ON, results=[said])
    _, pages = printed("household-sheet", household=commune.family)
    text = words(" ".join(page.text for page in pages))
    assert "Bà Ổn còn băn khoăn: “Chờ bán keo”" in text
    assert "Bán keo xong bà đóng." in text
    assert "Mức" not in text.partition("Bán keo xong bà đóng.")[2][:8]


def test_every_value_an_answer_may_call_is_there(register: Register, commune: Commune) -> None:
    known = answer_values(register, ON)
    called = {
        name
        for reason in shipped_reasons().values()
        for text in (reason.answer, reason.answer_hi, reason.answer_vsi)
        for name in places(text)
    }
    assert called <= known
    one = quote(register, commune.family, ON)
    address = addressed([(m.person.name, m.person.sex, m.quote.age) for m in one.members])[1]
    given = _answer_values(one.members[1], address, one)
    assert given.keys() == ANSWER_VALUES


@pytest.mark.parametrize("paper", SIDES)
def test_the_level_somebody_asked_about_is_offered_first(
    paper: str, register: Register, commune: Commune, printed: Print
) -> None:
    case = VsiCase(payer_class=PayerClass.OTHER, income=2_600_000, method="6", on=ON)
    answer = vsi_result(register.policies.policy(), case)
    with register.change("Giữ bảng tính"):
        register.calculations.keep(
            case, household_id=commune.family, person_id=commune.wife, answer=answer
        )
    _, pages = printed("household-sheet", household=commune.family, paper=paper)
    assert_well_set(pages)
    text = words(" ".join(page.text for page in pages))
    assert "Bà Ổn có thể tham gia BHXH tự nguyện" in text
    assert "2.600.000 đồng là mức bà đã hỏi ngày 21/11/2026." in text
    # 22 % × 2,600,000 = 572,000, of which the state bears 66,000.
    assert "506.000" in text
    assert text.index("506.000") < text.index("264.000")


@pytest.mark.parametrize("paper", SIDES)
def test_days_to_come_are_said_where_the_paper_has_room(
    paper: str, register: Register, commune: Commune, printed: Print
) -> None:
    with register.change("Nghị định mới, đã trả lời"):
        register.visits.record(
            commune.family, ON, results=[ResultInput("refused", commune.wife, "vsi", "99")]
        )
        register.policies.add(
            "base_salary",
            "2700000",
            unit="dong",
            start=date(2027, 7, 1),
            document="Nghị định 1/2027/NĐ-CP",
            document_day=date(2027, 5, 1),
        )
        register.policies.add(
            "vsi.local.38.other",
            "0.1",
            unit="ratio",
            start=date(2026, 1, 1),
            until=date(2026, 12, 31),
            document="Nghị quyết 2/2026/NQ-HĐND",
        )
    _, pages = printed("household-sheet", household=commune.family, paper=paper)
    assert_well_set(pages)
    text = words(" ".join(page.text for page in pages))
    assert "Từ 01/01/2027 mức đóng BHYT có thể tăng." in text
    if paper == "a5":
        return
    # 1.458.000 for the first, 70 % for the second, half for the pupil: 2.700.000 × 4,5 % × 12.
    assert "Từ 01/7/2027 thẻ 1 năm của cả nhà là 3.207.600 đồng." in text
    # The province's 33.000 end as the lowest income rises: 22 % × 2.200.000 × 80 %.
    assert "Từ 01/01/2027 mức 2.200.000 đồng có thể phải đóng 387.200 đồng một tháng." in text


# Born 05/05/1990, 60 in 05/2050: from 12/2026 23 years 6 months, 45 + 8,5 × 2 = 62 %.
def test_whoever_reaches_the_years_reads_month_and_amount_of_the_pension(
    register: Register, commune: Commune, printed: Print
) -> None:
    with register.change("Sửa ngày sinh"):
        register.people.save(commune.wife, born=PartialDate(1990, 5, 5))
    _, pages = printed("household-sheet", household=commune.family)
    text = words(" ".join(page.text for page in pages))
    assert "Lương hưu từ 6/2050 1.500.000 66.000 264.000 930.000" in text
    assert "Khi đó chị đã đủ 15 năm đóng, có lương hưu từ 6/2050." in text


@pytest.mark.parametrize("paper", SIDES)
def test_whoever_is_old_enough_for_a_social_pension_is_told_before_paying(
    register: Register, commune: Commune, printed: Print, paper: str
) -> None:
    """From 75 on without a pension (Decree 176/2025/NĐ-CP of 30/06/2025): the card is free."""
    with register.change("Bà cụ"):
        household = register.households.add(village_id=commune.village, number="90")
        old = register.people.add(
            name="Tống Thị Mận", sex="female", born=PartialDate(1950, 3), household_id=household
        )
        register.covers.add(
            old, scheme="hi", known="covered", hi_group="household", start=date(2025, 10, 1),
            until=date(2026, 9, 30), dated=date(2026, 1, 1), source="import",
        )  # fmt: skip
    _, pages = printed("household-sheet", household=household, paper=paper)
    text = words(" ".join(page.text for page in pages))
    assert "Cụ Mận nếu chưa có lương hưu thì làm đơn xin trợ cấp hưu trí xã hội" in text
    assert "176/2025/NĐ-CP" in text
    assert_well_set(pages)
