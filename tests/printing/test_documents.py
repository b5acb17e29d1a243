"""Every document read back: amounts as the rules have them, whole text, nothing torn or clipped."""

from datetime import date
from pathlib import Path

import pytest

from printing.benefits import CLASSES
from printing.catalog import DOCUMENTS, document
from printing.print import print_document
from printing.request import Request
from printing.wording import PrintError
from rules.errors import RuleError
from rules.household_codes import make
from rules.money import dong
from rules.policy import Policy
from rules.vsi.contribution import contribution
from rules.vsi.pension import pension
from storage import Register, StorageError
from storage.progress import Cancelled
from tests.printing.conftest import ON, Commune, Print
from tests.printing.reading import assert_well_set, read_pdf, words

PAGES = {
    "household-sheet": 8,
    "benefit-sheet": 1,
    "vsi-table": 3,
    "vsi-leaflet": 2,
    "village-summary": 2,
}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_documents_are_well_set_with_a_title_and_without_missing_letters(
    name: str, commune: Commune, printed: Print
) -> None:
    found, pages = printed(name)
    assert found.pages == len(pages) == PAGES[name]
    assert found.missing == ()
    assert_well_set(pages)


@pytest.mark.parametrize("name", [one.name for one in DOCUMENTS])
def test_a_register_with_nothing_in_it_prints_a_head_and_a_sentence(
    name: str, printed: Print
) -> None:
    found, pages = printed(name)
    assert found.pages >= 1
    assert len(words(pages[0].text)) > 30
    assert_well_set(pages)


def test_the_catalogue_knows_each_document_once() -> None:
    names = [one.name for one in DOCUMENTS]
    assert len(names) == len(set(names)) == 8
    assert document("vsi-table").title
    with pytest.raises(PrintError) as problem:
        document("to-roi")
    assert problem.value.code == "unknown_document"
    assert "vsi-table" in str(problem.value.facts["known"])


def test_unknown_places_are_named(register: Register, commune: Commune, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    for name in ("household-sheet", "village-summary"):
        with pytest.raises(PrintError) as problem:
            print_document(register, name, Request(on=ON, village="Thôn Nam"), out)
        assert problem.value.code == "unknown_village"
    nobodys = Request(on=ON, household=make((9, 8, 7, 6, 5)))
    with pytest.raises(StorageError) as missing:
        print_document(register, "household-sheet", nobodys, out)
    assert missing.value.code == "no_such_household"
    with pytest.raises(RuleError):
        print_document(register, "household-sheet", Request(on=ON, household="là gì"), out)
    assert not out.exists()


def test_printing_is_noted_and_a_preview_is_not(
    register: Register, commune: Commune, tmp_path: Path
) -> None:
    def noted() -> int:
        return int(register.connection.value("SELECT count(*) FROM log WHERE what = 'printed'"))

    out = tmp_path / "bang.pdf"
    print_document(register, "vsi-table", Request(on=ON), out, noted=False)
    assert noted() == 0
    print_document(register, "vsi-table", Request(on=ON), out)
    assert noted() == 1


def test_a_cancelled_printing_leaves_the_file_that_was_there(
    register: Register, commune: Commune, tmp_path: Path
) -> None:
    out = tmp_path / "phieu.pdf"
    out.write_bytes(b"was here")

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        print_document(register, "household-sheet", Request(on=ON), out, stop)
    assert out.read_bytes() == b"was here"
    assert not list(tmp_path.glob("*.part"))


def test_files_tell_title_author_language_and_embed_their_fonts(
    register: Register, commune: Commune, tmp_path: Path
) -> None:
    out = tmp_path / "to-gap.pdf"
    print_document(register, "vsi-leaflet", Request(on=ON), out)
    import pypdfium2

    pdf = pypdfium2.PdfDocument(out)
    facts = pdf.get_metadata_dict()
    pdf.close()
    assert facts["Title"] == "Tờ gấp BHXH tự nguyện"
    assert facts["Author"] == "UBND xã Mẫu"
    assert facts["CreationDate"].startswith("D:20261121")
    raw = out.read_bytes()
    assert b"/Lang (vi-VN)" in raw
    assert b"Helvetica" not in raw


# Worked examples of the amounts: HCMC social insurance, 2025-26; Law 41/2024/QH15, Article 99.
def test_the_table_prints_the_amounts_of_the_law(
    commune: Commune, printed: Print, policy: Policy
) -> None:
    _, pages = printed("vsi-table")
    first = words(pages[0].text)
    assert "1.500.000 330.000 165.000 198.000 231.000 264.000" in first
    assert "50.600.000 11.132.000 10.967.000 11.000.000 11.033.000 11.066.000" in first
    assert "2.200.000 484.000 242.000 290.400 338.800 387.200" in first
    assert "CHƯA XÁC NHẬN" in first
    assert "Tỉnh hỗ trợ thêm mỗi tháng – – – –" in first
    for payer_class in CLASSES:
        for method in ("1", "3", "6", "12"):
            paid = contribution(
                policy, income=2_500_000, payer_class=payer_class, method=method, on=ON
            )
            assert dong(paid.payable) in pages[1].text
    third = words(pages[2].text)
    assert "15 năm 45% 675.000 900.000 1.350.000 2.250.000" in third
    assert "20 năm 45% 675.000 900.000 1.350.000 2.250.000" in third
    found = pension(policy, sex="male", years=35, months=0, average=5_000_000, on=ON)
    assert dong(found.monthly or 0) in third
    assert "5 năm 18.098.148 3.960.000 14.138.148 1.701.852" in third
    assert "LÃI SUẤT CHƯA XÁC NHẬN" in third


def test_the_table_of_next_year_says_that_its_floor_is_not_confirmed(
    commune: Commune, printed: Print
) -> None:
    _, pages = printed("vsi-table", on=date(2027, 2, 1))
    first = words(pages[0].text)
    assert "2.200.000 484.000 242.000 290.400 338.800 387.200" in first
    assert "CHƯA XÁC NHẬN" in first
    assert "1.500.000" not in first
    # The rate of return of 2027 is not known: no payment ahead is offered.
    assert "LÃI SUẤT" not in pages[2].text
    assert_well_set(pages)


def test_a_recorded_support_of_the_province_is_taken_off(
    register: Register, commune: Commune, printed: Print
) -> None:
    with register.change("Về Quảng Ninh"):
        register.office.save(province_code="22")
    _, pages = printed("vsi-table")
    first = words(pages[0].text)
    assert "Tỉnh hỗ trợ thêm mỗi tháng 99.000 99.000 66.000 66.000" in first
    assert "1.500.000 330.000 66.000 99.000 165.000 198.000" in first
    assert "CHƯA XÁC NHẬN" in first
    _, sides = printed("vsi-leaflet")
    inside = words(sides[1].text)
    assert "Nhà nước góp Tỉnh góp Bà con đóng" in inside
    assert "165.000 99.000 66.000" in inside
    assert_well_set(pages + sides)


def test_support_that_is_not_confirmed_is_not_taken_for_the_floor(
    register: Register, commune: Commune, printed: Print
) -> None:
    with register.change("Về Hà Nội"):
        register.office.save(province_code="01")
    _, sheets = printed("vsi-table")
    first, second = words(sheets[0].text), words(sheets[1].text)
    assert first.count("có nguồn ghi mức khác") == 1
    assert "2.200.000 484.000 242.000 290.400 338.800 387.200" in first
    assert "tính theo mức chưa xác nhận nêu ở trang 1" in second
    _, sides = printed("vsi-leaflet")
    inside = words(sides[1].text)
    assert "Phần tỉnh thêm chưa xác nhận" in inside
    assert "Từ 01/01/2027, mức thấp nhất có thể lên 2.200.000 đồng" in inside
    assert "đang chờ cơ quan BHXH xác nhận" not in inside
    assert_well_set(sheets + sides)


def test_a_year_without_a_rate_of_return_has_a_sentence_for_the_table(
    commune: Commune, printed: Print
) -> None:
    _, pages = printed("vsi-table", on=date(2027, 1, 15))
    assert "xã chưa có lãi suất của năm 2027 nên chưa tính được" in words(pages[2].text)
    assert "Trả trước" not in pages[2].text
    assert_well_set(pages)


def test_the_leaflet_says_what_it_costs_whom_to_ask_and_what_is_not_promised(
    commune: Commune, printed: Print
) -> None:
    _, (outside, inside) = printed("vsi-leaflet")
    out, within = words(outside.text), words(inside.text)
    for said in (
        "Làm nông cũng có lương hưu",
        "Lê Thị Thu",
        "0912 345 678",
        "Bưu điện xã Mẫu",
        "25.300.000 đồng",
        "21/11/2026",
    ):
        assert said in out
    for said in (
        "264.000 đồng một tháng là 8.800 đồng một ngày",
        "Hộ cận nghèo 132.000 198.000",
        "2.000.000 đồng mỗi con sinh ra",
        "nam 61 tuổi 6 tháng, nữ 57 tuổi",
        "62 tuổi với nam (năm 2028) và 60 tuổi với nữ (năm 2035)",
        "Đóng 15 năm 675.000 600.000",
        "không phải lời hứa",
        "CHƯA XÁC NHẬN",
    ):
        assert said in within


def test_a_leaflet_of_an_office_without_a_collector_asks_nobody_to_call(printed: Print) -> None:
    _, (outside, _) = printed("vsi-leaflet")
    assert "chụp ô này" not in words(outside.text)
    assert "{" not in outside.text


def test_the_summary_of_a_village_closes(
    register: Register, commune: Commune, printed: Print
) -> None:
    found, pages = printed("village-summary", village="thon dong")
    assert found.pages == 1
    text = words(pages[0].text)
    assert "Thôn Đông" in text
    # 4 with a card, 8 without (7 of the crowd and the wife), 2 unknown (one each).
    assert "4 / 14 người · 28,6%" in text
    assert "Đã có thẻ 4 Chưa có thẻ 8 Xã chưa rõ 2 Cộng 14" in text
    assert "Vì sao 8 người chưa có" in text
    assert "1 · Lo tiền, thu nhập không đều 1" in text
    assert "10 · Chờ hỏi người nhà, chờ hết vụ 1" in text
    assert "Đã hỏi được lý do 2 Chưa hỏi được lý do 6 Cộng 8" in text
    assert "Chưa ghi chỉ tiêu" in text
    # Groups of fewer than three people would be recognised.
    assert "Học sinh" not in text
    _, empty = printed("village-summary", village=commune.empty_village)
    assert "Chưa có người nào của thôn này" in words(empty[0].text)


def test_drawing_the_same_twice_gives_the_same_file(
    register: Register, commune: Commune, tmp_path: Path
) -> None:
    one, two = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for out in (one, two):
        print_document(register, "household-sheet", Request(on=ON), out)
    assert one.read_bytes() == two.read_bytes()
    assert read_pdf(one)
