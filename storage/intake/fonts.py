"""The fonts of a workbook's columns: ``.VnTime`` and ``VNI-Times`` say how text is written."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.intake.scripts import Script

_OLD = re.compile(r"^(?:\.vn|vni[- ]|vn(?:time|arial))", re.IGNORECASE)
_NAMED = re.compile(rb"\.Vn[A-Z]|\.\x00V\x00n\x00|VNI[- ]|V\x00N\x00I\x00")
_STYLES = "xl/styles.xml"
_ROWS = 120  # of each sheet that are asked for their fonts

Fonts = dict[tuple[str, int], str]
"""The old font of a column, by the name of its sheet and its own number from 0."""


def script_of_font(name: str) -> Script | None:
    """Return how text in a font is written; None for a font of Unicode."""
    if not _OLD.match(name):
        return None
    return "vni" if name.lower().startswith("vni") else "tcvn3"


def draws_capitals(name: str) -> bool:
    """Say whether a font of TCVN3 draws every letter as a capital: ``.VnTimeH``."""
    return script_of_font(name) == "tcvn3" and name.endswith("H")


def old_fonts(content: bytes) -> Fonts:
    """Return the columns of a workbook that stand in an old font; none where nothing can be told.

    Args:
        content: the file; only one that names an old font is opened a second time.
    """
    zipped = content.startswith(b"PK")
    try:
        if not _NAMED.search(_styles(content) if zipped else content):
            return {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            cells = _of_xlsx(content) if zipped else _of_xls(content)
            return _commonest(cells)
    except Exception:  # a font is a hint: the file itself was read by another library
        return {}


def _styles(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(_STYLES) if _STYLES in package.namelist() else b""


def _of_xlsx(content: bytes) -> Iterator[tuple[str, int, str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - a third of a second, and rarely

    book = load_workbook(io.BytesIO(content), read_only=True)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in shown:
        for row in islice(sheet.iter_rows(max_row=_ROWS), _ROWS):
            for cell in row:
                if isinstance(cell.value, str) and cell.font.name:
                    yield sheet.title, cell.column - 1, cell.font.name
    book.close()


def _of_xls(content: bytes) -> Iterator[tuple[str, int, str]]:
    import xlrd  # noqa: PLC0415 - as above

    book = xlrd.open_workbook(
        file_contents=content, formatting_info=True, on_demand=True, logfile=io.StringIO()
    )
    for sheet in book.sheets():
        for row in range(min(sheet.nrows, _ROWS)):
            for column in range(sheet.row_len(row)):
                if sheet.cell_type(row, column) == xlrd.XL_CELL_TEXT:
                    style = book.xf_list[sheet.cell_xf_index(row, column)]
                    yield sheet.name, column, book.font_list[style.font_index].name


def _commonest(cells: Iterator[tuple[str, int, str]]) -> Fonts:
    seen: dict[tuple[str, int], Counter[str]] = {}
    for sheet, column, font in cells:
        seen.setdefault((sheet, column), Counter())[font] += 1
    first = {place: fonts.most_common(1)[0][0] for place, fonts in seen.items()}
    return {place: font for place, font in first.items() if script_of_font(font)}
