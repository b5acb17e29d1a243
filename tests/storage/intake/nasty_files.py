"""Files nobody should send, made one by one: whole, broken, disguised, endless or mad."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

HEADS = ("STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Thôn")
PERSON = (1, "Mai Thị Lành", "05/08/1979", "038179001234", "Bến")
OTHER = (2, "Vi Văn Tuất", "1981", None, "Chợ")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND"
    b"\xaeB`\x82"
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

Make = Callable[[], bytes]
NASTY: dict[str, Make] = {}


def nasty(name: str) -> Callable[[Make], Make]:
    """Put one file into the corpus, under its name."""

    def put(make: Make) -> Make:
        NASTY[name] = make
        return make

    return put


def saved(book: Workbook) -> bytes:
    """Return a workbook as bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def made(fill: Callable[[Worksheet], Any]) -> bytes:
    """Return a workbook of one sheet with heading and one person, then filled further."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(HEADS)
    page.append(PERSON)
    fill(page)
    return saved(book)


def book_of(page: Worksheet) -> Workbook:
    """Return the workbook of a sheet."""
    book = page.parent
    assert isinstance(book, Workbook)
    return book


def append(page: Worksheet, *rows: tuple[Any, ...]) -> None:
    """Put rows below what a sheet holds."""
    for row in rows:
        page.append(row)


def plain() -> bytes:
    """Return a workbook that is in order."""
    return made(lambda page: page.append(OTHER))


def repacked(change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes]) -> bytes:
    """Return the workbook in order with its parts changed; None leaves a part out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(plain())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            held = change(part, old.read(part))
            if held is not None:
                new.writestr(part, held)
        for part, held in extra.items():
            new.writestr(part, held)
    return out.getvalue()


def with_sheet(xml: bytes) -> bytes:
    """Return a workbook whose sheet is the given XML."""
    return repacked(lambda part, held: xml if part.endswith("sheet1.xml") else held, {})


def rows_xml(*rows: str) -> bytes:
    """Return the XML of a sheet with heading, one person and further rows."""
    cells = "".join(_row(at, row) for at, row in enumerate((HEADS, PERSON), 1))
    return SHEET.format(f"<sheetData>{cells}{''.join(rows)}</sheetData>").encode()


def _row(at: int, cells: tuple[Any, ...]) -> str:
    said = "".join(
        f'<c r="{chr(65 + place)}{at}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for place, cell in enumerate(cells)
        if cell is not None
    )
    return f'<row r="{at}">{said}</row>'


def text(body: str, encoding: str = "utf-8") -> bytes:
    """Return a text list: heading, one person, and what follows."""
    lines = [";".join(HEADS), ";".join(str(cell) for cell in PERSON), body]
    return "\n".join(lines).encode(encoding)


# -- nothing, or hardly anything


NASTY["không-byte.xlsx"] = bytes
NASTY["toàn-khoảng-trắng.csv"] = lambda: b"  \r\n\t\n " * 50
NASTY["toàn-số-không.xls"] = lambda: bytes(4_096)
NASTY["sổ-trống.xlsx"] = lambda: saved(Workbook())
NASTY["chỉ-có-tiêu-đề.xlsx"] = lambda: made(lambda page: page.delete_rows(2))
NASTY["không-tiêu-đề.csv"] = "1;Mai Thị Lành;1979\n2;Vi Văn Tuất;1981\n".encode
NASTY["một-cột.csv"] = "Họ và tên\nMai Thị Lành\nVi Văn Tuất\n".encode
NASTY["một-chữ.txt"] = lambda: b"a"


@nasty("chỉ-có-ảnh.xlsx")
def _pictures() -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.add_image(Image(io.BytesIO(PNG)), "B2")
    return saved(book)


# -- broken


NASTY["zip-cụt.xlsx"] = lambda: plain()[:-900]
NASTY["zip-cụt-nửa.xlsx"] = lambda: plain()[: len(plain()) // 2]
NASTY["xls-cụt.xls"] = lambda: OLE + bytes(600)
NASTY["xls-rác.xls"] = lambda: OLE + bytes(range(256)) * 40
NASTY["thiếu-trang.xlsx"] = lambda: repacked(
    lambda part, held: None if part.endswith("sheet1.xml") else held, {}
)
NASTY["xml-hỏng.xlsx"] = lambda: with_sheet(rows_xml()[:-60])
NASTY["xml-thực-thể.xlsx"] = lambda: with_sheet(
    b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]>' + rows_xml()
)


@nasty("sai-kiểm-tra.xlsx")
def _wrong_checksum() -> bytes:
    content = bytearray(plain())
    at = content.index(b"xl/worksheets/sheet1.xml") + 120
    content[at : at + 40] = bytes(40)
    return bytes(content)


# -- shut


@nasty("có-mật-khẩu.xlsx")
def _protected() -> bytes:
    """Return the beginning of a compound file as Office writes an encrypted workbook."""
    names = "EncryptionInfo".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
    return OLE + bytes(504) + bytes(512).join(names) + bytes(2_048)


# -- under another name


NASTY["xlsx-mang-tên.xls"] = plain
NASTY["xlsx-mang-tên.csv"] = plain
NASTY["csv-mang-tên.xlsx"] = lambda: text("2;Vi Văn Tuất;1981;;Chợ")
NASTY["html-mang-tên.xls"] = lambda: (
    b"<html><body><table><tr><td>H\xe1\xbb\x8d v\xc3\xa0 t\xc3\xaan</td></tr></table></body></html>"
)
NASTY["html-utf16.xls"] = lambda: "<html><table></table></html>".encode("utf-16")
NASTY["xml-2003.xls"] = lambda: (
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook></Workbook>'
)
NASTY["pdf-mang-tên.xlsx"] = lambda: b"%PDF-1.7\n" + bytes(range(256)) * 8
NASTY["ảnh-mang-tên.xlsx"] = lambda: PNG
NASTY["rtf-mang-tên.xls"] = lambda: b"{\\rtf1\\ansi H\\u7885? v\\u224? t\\u234?n}"


@nasty("docx-mang-tên.xlsx")
def _word() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


@nasty("zip-lạ.xlsx")
def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("danh-sach.csv", "Họ và tên")
    return out.getvalue()


@nasty("danh-sách.ods")
def _ods() -> bytes:
    return ods(_ods_rows(HEADS) + _ods_rows(PERSON) + _ods_blank(1_048_000))


@nasty("ods-lặp-vô-tận.ods")
def _ods_bomb() -> bytes:
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="16384">'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}<text:p>a</text:p>'
    return ods(_ods_rows(HEADS) + row + "</table:table-cell></table:table-row>")


def ods(rows: str) -> bytes:
    """Return an OpenDocument workbook with these rows."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    body = (
        f'<office:document-content {names} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="DS">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", kind, zipfile.ZIP_STORED)
        package.writestr("content.xml", body)
        package.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def _ods_rows(cells: tuple[Any, ...]) -> str:
    said = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{said}</table:table-row>"


def _ods_blank(times: int) -> str:
    blank = '<table:table-cell table:number-columns-repeated="16379"/>'
    return f'<table:table-row table:number-rows-repeated="{times}">{blank}</table:table-row>'


# -- without an end


NASTY["triệu-dòng-trống.xlsx"] = lambda: with_sheet(
    rows_xml(*(f'<row r="{at}"><c r="A{at}" s="1"/></row>' for at in range(3, 1_000_003)))
)
NASTY["kích-thước-nói-dối.xlsx"] = lambda: with_sheet(
    rows_xml().replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
)
NASTY["ô-ở-tận-cùng.xlsx"] = lambda: with_sheet(
    rows_xml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
)
NASTY["ô-xa-bên-phải.xlsx"] = lambda: with_sheet(
    rows_xml('<row r="3"><c r="XFD3"><v>1</v></c></row>')
)
NASTY["định-dạng-tận-cùng.xlsx"] = lambda: with_sheet(
    rows_xml('<row r="1048576"><c r="XFD1048576" s="1"/></row>')
)
NASTY["triệu-cột.csv"] = lambda: b"a;" * 1_000_000 + b"\n1;2;3\n"
NASTY["ô-10-MB.xlsx"] = lambda: with_sheet(
    rows_xml(_row(3, (2, "A" * 10_000_000, "1981")), _row(4, (3, "Vi Văn Tuất", "1981")))
)
NASTY["ô-dài.csv"] = lambda: text(f"2;{'A' * 200_000};1981;;Chợ")
NASTY["quá-300-nghìn-dòng.csv"] = lambda: text("2;Vi Văn Tuất;1981;;Chợ\n" * 300_010)


@nasty("bom-zip.xlsx")
def _bomb() -> bytes:
    """Return a workbook whose shared strings unpack to more than any list holds."""
    strings = f'<sst xmlns="{MAIN}">'.encode() + b"<si><t>a</t></si>" * 10_000_000 + b"</sst>"
    return repacked(lambda _part, held: held, {"xl/sharedStrings.xml": strings})


# -- formulas, errors, hidden things, merged cells


@nasty("công-thức-không-giá-trị.xlsx")
def _formulas() -> bytes:
    return made(lambda page: page.append((2, '="Vi Văn "&"Tuất"', "=DATE(1981,1,2)", None, "Chợ")))


@nasty("công-thức-có-giá-trị.xlsx")
def _cached() -> bytes:
    row = (
        '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3" t="str"><f>"a"</f>'
        '<v>Vi Văn Tuất</v></c><c r="C3"><f>1</f><v>1981</v></c></row>'
    )
    return with_sheet(rows_xml(row))


@nasty("lỗi-tham-chiếu.xlsx")
def _errors() -> bytes:
    cells = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!")
    rows = [
        f'<row r="{at}"><c r="A{at}"><v>{at}</v></c>'
        f'<c r="B{at}" t="inlineStr"><is><t>Vi Văn Tuất</t></is></c>'
        f'<c r="C{at}" t="e"><v>{error}</v></c><c r="D{at}" t="e"><v>{error}</v></c></row>'
        for at, error in enumerate(cells, 3)
    ]
    return with_sheet(rows_xml(*rows))


@nasty("trang-ẩn.xlsx")
def _hidden_sheet() -> bytes:
    def fill(page: Worksheet) -> None:
        other = book_of(page).create_sheet("Cũ")
        other.append(HEADS)
        other.append((1, "Người Đã Bỏ", "1950", None, "Bến"))
        other.sheet_state = "hidden"

    return made(fill)


@nasty("dòng-cột-ẩn.xlsx")
def _hidden_rows() -> bytes:
    def fill(page: Worksheet) -> None:
        page.append(OTHER)
        page.row_dimensions[3].hidden = True
        page.column_dimensions["D"].hidden = True

    return made(fill)


@nasty("gộp-hết.xlsx")
def _merged() -> bytes:
    def fill(page: Worksheet) -> None:
        page.append(OTHER)
        page.insert_rows(1)
        page["A1"] = "DANH SÁCH NHÂN KHẨU"
        page.merge_cells("A1:E1")
        page.merge_cells("A4:A9")
        page.merge_cells("B4:B5")
        page.merge_cells("E3:E4")

    return made(fill)


@nasty("liên-kết-ngoài.xlsx")
def _links() -> bytes:
    link = f'<externalLink xmlns="{MAIN}"><externalBook/></externalLink>'.encode()
    return repacked(lambda _part, held: held, {"xl/externalLinks/externalLink1.xml": link})


@nasty("macro.xlsm")
def _macros() -> bytes:
    return repacked(lambda _part, held: held, {"xl/vbaProject.bin": OLE + bytes(2_000)})


@nasty("năm-1904.xlsx")
def _mac() -> bytes:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    page = book.active
    assert page is not None
    page.append(HEADS)
    page.append((1, "Mai Thị Lành", datetime(1979, 8, 5), None, "Bến"))  # noqa: DTZ001
    return saved(book)


@nasty("chú-thích-và-màu.xlsx")
def _comments() -> bytes:
    def fill(page: Worksheet) -> None:
        page["B2"].comment = Comment("xem lại", "xã")
        page["B2"].fill = PatternFill("solid", start_color="FFFF00")
        page.append(OTHER)

    return made(fill)


# -- strange content


NASTY["hình-vui.xlsx"] = lambda: made(lambda page: append(page, *[("😀", "🎉🎉", "🍜")] * 3))
NASTY["tên-là-công-thức.csv"] = lambda: text('2;=HYPERLINK("x");1981;;Chợ\n3;+84;1980\n4;@a;1981')
NASTY["ký-tự-điều-khiển.xlsx"] = lambda: with_sheet(
    rows_xml(_row(3, (2, "Vi_x0007_ Văn\tTuất", "1981")))
)
NASTY["tiêu-đề-hai-lần.xlsx"] = lambda: made(lambda page: append(page, HEADS, OTHER))
NASTY["hai-bảng-cạnh-nhau.csv"] = (
    "STT;Họ và tên;Năm sinh;;STT;Họ và tên;Năm sinh\n1;Mai Lành;1979;;2;Vi Tuất;1981\n".encode
)
NASTY["có-số-không.csv"] = lambda: text("2;Vi Văn Tuất;1981;;Chợ").replace(b"Vi V", b"Vi\x00 V")
NASTY["nháy-không-đóng.csv"] = lambda: text(
    '2;"Vi Văn Tuất;1981;;Chợ\n3;Tống Thị Mận;1980;;Bến\n4;Lường Mến;1990;;Bến\n5;Lò Mai;1991;;Chợ'
)
NASTY["xuống-dòng-lẫn-lộn.csv"] = (
    "Họ và tên;Thôn\r\nMai Thị Lành;Bến\rVi Văn Tuất;Chợ\nTống Mận;Bến\r\r\n".encode
)
NASTY["utf16-không-dấu.csv"] = lambda: text("2;Vi Văn Tuất;1981;;Chợ", "utf-16-be")
NASTY["utf8-cụt.csv"] = lambda: text("2;Vi Văn Tuất;1981;;Chợ")[:-2]
NASTY["phải-sang-trái.csv"] = lambda: text("2;\u202bVi\u200f Văn\u202c Tuất\u200e;1981;;Chợ")
NASTY["chữ-nga.csv"] = lambda: text("2;Vі Vаn Tuất;1981;;Chợ")
NASTY["số-âm.csv"] = lambda: text("2;Vi Văn Tuất;1981;-38179001234;Chợ\n3;Lò Mai;-5;;Chợ")
NASTY["ngày-không-có.csv"] = lambda: text("2;Vi Văn Tuất;30/02/1981;;Chợ\n3;Lò Mai;99999;;Chợ")


@nasty("số-là-chữ.xlsx")
def _numbers_as_text() -> bytes:
    return made(lambda page: page.append(("2", "Vi Văn Tuất", "1981", "'38181001234", "Chợ")))


@nasty("ô-nhiều-dòng.xlsx")
def _newlines() -> bytes:
    def fill(page: Worksheet) -> None:
        page["B1"] = "Họ\nvà\ntên"
        page.append((2, "Vi Văn\nTuất", "1981\n", None, "Thôn\nChợ"))

    return made(fill)


@nasty("tên-trang-dài.xlsx")
def _long_names() -> bytes:
    def fill(page: Worksheet) -> None:
        page.title = "Thôn Có Cái Tên Dài Nhất Trong X"[:31]
        other = book_of(page).create_sheet("a")
        other.append(HEADS)
        other.append(OTHER)

    return made(fill)


@nasty("trang-trùng-tên.xlsx")
def _same_names() -> bytes:
    def change(part: str, held: bytes) -> bytes:
        return held.replace(b'name="B"', b'name="ds"') if part == "xl/workbook.xml" else held

    book = Workbook()
    for name, person in (("DS", PERSON), ("B", OTHER)):
        page = book.create_sheet(name)
        page.append(HEADS)
        page.append(person)
    book.remove(book.worksheets[0])
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(book))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
    return out.getvalue()


def written(folder: Path, name: str) -> Path:
    """Write one file of the corpus and return where it is."""
    path = folder / name
    path.write_bytes(NASTY[name]())
    return path
