"""The kit every paper is made of: faces, lines, tables, marks, flowing pages, texts with values."""

import unicodedata
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import segno

from printing.address import addressed, listed, term
from printing.benefits import Offers
from printing.blocks import Block, Gap, Text
from printing.days import paper_day, paper_month
from printing.documents import vsi_leaflet, vsi_table
from printing.flow import Flow
from printing.fonts import Face, advance, heavier, missing
from printing.law import Sender, law_values, sender_values
from printing.marks import squares
from printing.paper import A4, A5, MM, Paper
from printing.table import A4_LOOK, Column, Row, Table
from printing.text import NBSP, Style, longest_word, wrapped
from printing.wording import LEAFLETS, PrintError, Wording, filled
from rules.calendar import Month
from rules.policy import Policy
from rules.vsi.contribution import PayerClass
from tests.printing.conftest import ON
from tests.printing.reading import read_pdf, words

# Every vowel with every tone, and đ: 134 letters of both sizes.
_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SMALL = "".join(unicodedata.normalize("NFC", v + t) for v in _VOWELS for t in _TONES) + "đ"
LETTERS = "".join(dict.fromkeys(letter for letter in SMALL + SMALL.upper() if not letter.isascii()))
TEXT = Style(Face.REGULAR, 11, 15)


@pytest.mark.parametrize("face", list(Face))
def test_every_face_prints_and_reads_back_all_vietnamese_letters(
    face: Face, tmp_path: Path
) -> None:
    assert len(LETTERS) == 134
    out = tmp_path / "chu.pdf"
    paper = Paper(out, size=A4, made=ON)
    paper.page()
    for row in range(0, 134, 40):
        loose = unicodedata.normalize("NFD", LETTERS[row : row + 40])
        paper.text(20 * MM, (20 + row / 2) * MM, loose, Style(face, 9, 14))
    paper.save()
    assert paper.missing == set()
    assert missing(LETTERS, face) == frozenset()
    assert "".join(read_pdf(out)[0].text.split()) == LETTERS


def test_figures_are_equally_wide_in_every_weight_and_read_back_as_one_number(
    tmp_path: Path,
) -> None:
    faces = [face for face in Face if face.name.startswith("FIGURES")]
    assert {round(advance(digit, face), 3) for digit in "0123456789" for face in faces} == {0.66}
    out = tmp_path / "so.pdf"
    paper = Paper(out, size=A4, made=ON)
    paper.page()
    table = Table(
        (Column("Số tiền", 40 * MM),), (Row(("11.132.000",)), Row(("1.111.110",), "bold")), A4_LOOK
    )
    table.draw(paper, 20 * MM, 20 * MM)
    paper.save()
    page = read_pdf(out)[0]
    assert "11.132.000\n1.111.110" in page.text
    figures = [box for box in page.boxes if box.text.strip()[:1].isdigit()]
    # Right edges of regular and bold figures stand within half a point of each other.
    assert abs(figures[0].right - figures[1].right) < 0.5


def test_a_letter_the_face_lacks_is_reported_and_never_a_box(tmp_path: Path) -> None:
    out = tmp_path / "thieu.pdf"
    paper = Paper(out, size=A5, made=ON)
    paper.page()
    paper.text(20 * MM, 20 * MM, "Sòng ຂ ạ", TEXT)
    paper.save()
    assert paper.missing == {"ຂ"}
    assert "Sòng ? ạ" in read_pdf(out)[0].text
    assert advance("ຂ", Face.REGULAR) == advance("?", Face.REGULAR)


def test_no_single_syllable_stands_alone_on_a_last_line() -> None:
    text = "Khi có tiền, bà con đóng tiếp, các năm được cộng dồn"
    for width in range(60, 330, 3):
        lines = wrapped(text, TEXT, width)
        said = " ".join(run for line in lines for run, _ in line.runs)
        assert words(said) == text
        assert all(line.width <= width for line in lines) or longest_word(text, TEXT) > width
        if len(lines) > 1 and len("".join(run for run, _ in lines[-2].runs).split()) > 2:
            assert len("".join(run for run, _ in lines[-1].runs).split()) > 1


def test_numbers_keep_their_units_and_groups() -> None:
    said = wrapped("Đóng 264.000 đồng từ ngày 01/3/2026, gọi 0912 345 678", TEXT, 1)
    assert [run for line in said for run, _ in line.runs] == [
        "Đóng",
        f"264.000{NBSP}đồng",
        "từ",
        f"ngày{NBSP}01/3/2026,",
        "gọi",
        f"0912{NBSP}345{NBSP}678",
    ]


def test_bold_may_begin_and_end_inside_a_word() -> None:
    (line,) = wrapped("Gặp **chị Hạnh**, nhân **viên**", TEXT, 1_000)
    assert line.runs == (
        ("Gặp ", Face.REGULAR),
        ("chị Hạnh", Face.BOLD),
        (", nhân ", Face.REGULAR),
        ("viên", Face.BOLD),
    )
    assert heavier(Face.EXTRABOLD) is Face.EXTRABOLD
    assert wrapped("", TEXT, 100) == ()


def test_a_table_goes_on_under_its_head_on_the_next_page(tmp_path: Path) -> None:
    out = tmp_path / "bang.pdf"
    paper = Paper(out, size=A5, made=ON)

    def turn() -> tuple[float, float]:
        paper.page()
        return 20 * MM, 60 * MM

    def put(block: Block, x: float, top: float) -> None:
        block.draw(paper, x, top)

    rows = tuple(Row((f"Dòng {number}", "1.000")) for number in range(9))
    table = Table((Column("Tên", 60 * MM, "left"), Column("Tiền", 40 * MM)), rows, A4_LOOK)
    flow = Flow(10 * MM, turn, put)
    flow.table(table, with_next=9 * MM)
    flow.place(Text("Cộng", TEXT, 50 * MM))
    flow.gap(100 * MM)
    flow.place(Gap(1))
    flow.at_bottom(Gap(1 * MM))
    paper.save()
    pages = read_pdf(out)
    assert [page.text.count("Tên") for page in pages][:2] == [1, 1]
    text = words(" ".join(page.text for page in pages))
    assert all(f"Dòng {number} 1.000" in text for number in range(9))
    assert any("Dòng 8 1.000\nCộng" in page.text for page in pages)


def test_a_row_higher_than_a_page_is_still_printed(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "cao.pdf", size=A5, made=ON)

    def turn() -> tuple[float, float]:
        paper.page()
        return 20 * MM, 30 * MM

    table = Table((Column("Tên", 30 * MM, "left"),), (Row(("một hai ba " * 20,)),), A4_LOOK)
    Flow(10 * MM, turn, lambda block, x, top: block.draw(paper, x, top)).table(table)
    paper.save()
    assert paper.pages == 2


def test_household_squares_are_those_of_segno_at_level_q_version_1() -> None:
    side, stretches = squares("#7K4M2Q")
    drawn = {(row, first + step) for row, first, length in stretches for step in range(length)}
    code = segno.make_qr("#7K4M2Q", error="q", boost_error=False, mask=0)
    assert (side, code.version, code.error) == (21, 1, "Q")
    dark = {
        (row, column)
        for row, line in enumerate(code.matrix)
        for column, module in enumerate(line)
        if module
    }
    assert drawn == dark


def test_bookmarks_of_one_page_point_to_it(tmp_path: Path) -> None:
    out = tmp_path / "muc.pdf"
    paper = Paper(out, size=A5, made=ON)
    paper.heading("Thôn Ổ Gà", "v")
    for number in range(3):
        paper.page(A4 if number else None)
        paper.bookmark(f"Hộ {number}", f"h{number}", level=1)
    paper.save()
    pdf = pypdfium2.PdfDocument(out)
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in pdf.get_toc()]
    pdf.close()
    assert marks == [("Thôn Ổ Gà", 0), ("Hộ 0", 0), ("Hộ 1", 1), ("Hộ 2", 2)]


def test_a_sentence_without_its_value_is_left_out_whole() -> None:
    values = {"a": "1.500.000", "b": None}
    assert filled("Mức {a} đồng. Tỉnh thêm {b} đồng. Hết.", values) == "Mức 1.500.000 đồng. Hết."
    assert filled("**Mức {b}.** Còn {a}.", values) == "Còn 1.500.000."
    assert filled("Một\n{b}\nHai", values) == "Một\nHai"
    with pytest.raises(PrintError) as problem:
        filled("Mức {c} đồng.", values)
    assert problem.value.code == "unknown_place"


def test_a_sentence_is_not_cut_at_its_colon() -> None:
    text = "Trả dần cũng được. Ba tháng đầu: {money} đồng. Hỏi thêm ở xã."
    assert filled(text, {"money": None}) == "Trả dần cũng được. Hỏi thêm ở xã."


def test_every_place_in_the_shipped_texts_has_a_value(policy: Policy) -> None:
    office = Sender("Xã Mẫu", "tỉnh Mẫu", "38", "", "Lê Thị Thu", "0912345678", "Điểm thu", "7 giờ")
    offers = Offers(policy, ON)
    vsi_leaflet.compute(offers, office)
    vsi_table.compute(offers, office.commune)
    values = law_values(offers) | sender_values(office)
    assert {name for name, value in values.items() if value is None} == set()
    for name in ("vsi-leaflet", "vsi-table"):
        text = (LEAFLETS / f"{name}.toml").read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        assert filled("\n".join(lines), values)
    reasons = Wording("reasons", values)
    assert reasons.names() == tuple(str(number) for number in range(1, 11))
    assert reasons.has("1.hi")
    assert not reasons.has("1.xx.yy")


def test_who_pays_nothing_saves_nothing_by_paying_ahead(policy: Policy) -> None:
    """Hà Nội, Resolution 19/2025/NQ-HĐND: near-poor households have 40 + 60 % paid for them."""
    row = Offers(policy, ON, province="01").ahead(1_500_000, PayerClass.NEAR_POOR, 2)
    assert row is not None
    assert (row.gross, row.support, row.payable, row.saving) == (7_644_801, 7_644_801, 0, 0)


def test_people_are_addressed_by_age_and_sex_and_told_apart() -> None:
    assert [term(sex, 50) for sex in ("male", "female", None)] == ["ông", "bà", "ông bà"]
    assert [term("male", age) for age in (5, 30, None, 80)] == ["cháu", "anh", "ông", "cụ"]
    assert term("female", 20) == "chị"
    people = addressed(
        [
            ("Nguyễn Thị Hà", "female", 50),
            ("Trần Thị Hà", "female", 51),
            ("Lê Văn Hà", "male", 52),
            ("Lê Xuân", None, None),
        ]
    )
    assert [one.label for one in people] == [
        "bà Nguyễn Thị Hà",
        "bà Trần Thị Hà",
        "ông Hà",
        "Lê Xuân",
    ]
    assert people[2].capital == "Ông Hà"
    assert listed(["a", "b", "c"]) == "a, b và c"
    assert listed(["a"]) == "a"


# Decree 30/2020/NĐ-CP of 05/3/2020, Appendix I: a leading zero for days under 10, months 1 and 2.
def test_days_are_written_as_offices_write_them() -> None:
    assert paper_day(date(2026, 3, 1)) == "01/3/2026"
    assert paper_day(date(2026, 2, 27)) == "27/02/2026"
    assert paper_month(Month(2039, 5)) == "5/2039"
    assert paper_month(Month(2027, 1)) == "01/2027"
