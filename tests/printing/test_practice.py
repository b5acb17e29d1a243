"""Every page and every sheet of a practice register carries its mark; a real one carries none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from printing.catalog import DOCUMENTS, SHEETS
from printing.export import export_sheet
from printing.print import print_document
from printing.request import Request
from rules.calendar import Month
from storage import Register, StorageError, open_register
from storage.intake import preview, read_file
from storage.practice import LINE, MARK, mark
from storage.sample import make_sample
from tests.printing.conftest import ON
from tests.printing.reading import read_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from printing.catalog import Document
    from printing.workbook import Sheet


@pytest.fixture
def practice(register: Register) -> Register:
    mark(register.connection)
    make_sample(register, people=120, seed=3, on=ON)
    return register


@pytest.fixture
def real(tmp_path: Path, register: Register) -> Iterator[Register]:
    with open_register(tmp_path / "that.sas", clock=register.now, create=True) as opened:
        make_sample(opened, people=120, seed=3, on=ON)
        yield opened


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_every_page_of_every_document_is_marked(
    practice: Register, real: Register, document: Document, tmp_path: Path
) -> None:
    texts = {}
    for name, register in (("practice", practice), ("real", real)):
        village = register.villages.all()[0].name
        request = Request(on=ON, village=village)
        out = print_document(register, document.name, request, tmp_path / f"{name}.pdf").path
        texts[name] = [page.text for page in read_pdf(out)]
    assert len(texts["practice"]) == len(texts["real"]) > 0
    for page in texts["practice"]:
        assert LINE in page
        assert page.count(MARK) >= 3  # the line, and at least two across the page
    assert not any(MARK in page for page in texts["real"])


def centred(sheet: Worksheet) -> str | None:
    """What stands at the head of every printed page of a sheet."""
    head = sheet.oddHeader
    assert head is not None
    text: str | None = head.center.text
    return text


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_every_sheet_of_every_workbook_begins_with_the_mark(
    practice: Register, real: Register, sheet: Sheet, tmp_path: Path
) -> None:
    request = Request(on=ON, month=Month.of(ON))
    marked = load_workbook(export_sheet(practice, sheet.name, request, tmp_path / "tap.xlsx"))
    plain = load_workbook(export_sheet(real, sheet.name, request, tmp_path / "that.xlsx"))
    for one, other in zip(marked.worksheets, plain.worksheets, strict=True):
        if one.sheet_state == "hidden":  # the choices behind the drop-downs
            continue
        assert one["A1"].value == LINE
        assert centred(one) == LINE
        assert other["A1"].value != LINE
        assert centred(other) is None
        assert [row[1].value for row in one.iter_rows(min_row=2)] == [
            row[1].value for row in other.iter_rows()
        ]
        assert one.print_title_rows != other.print_title_rows
        for row in one.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("=SUM("):
                    assert cell.value.endswith(f"{cell.column_letter}{cell.row - 1})")


def test_a_list_out_of_a_practice_register_goes_into_practice_registers_only(
    practice: Register, real: Register, tmp_path: Path
) -> None:
    book = export_sheet(practice, "household-book", Request(on=ON), tmp_path / "so.xlsx")
    reading = read_file(book, on=ON)
    with pytest.raises(StorageError) as refused:
        preview(real, reading)
    assert (refused.value.code, refused.value.facts) == ("practice_list", {"file": "so.xlsx"})
    assert preview(practice, reading).counts.rows == 120
    own = export_sheet(real, "household-book", Request(on=ON), tmp_path / "that.xlsx")
    assert preview(practice, read_file(own, on=ON)).counts.rows == 120
