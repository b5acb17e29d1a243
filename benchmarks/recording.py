"""Writes down what a document draws and what the rules are asked, to be done again alone."""

from collections.abc import Callable, Sequence
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill
from reportlab.pdfgen.canvas import Canvas

from benchmarks.floors import workbook
from printing.catalog import Document
from printing.fonts import Face
from printing.paper import Paper
from printing.request import Request
from printing.text import Style
from rules.household.quote import Quote, Quoter
from rules.household.vsi_offer import MemberFacts
from storage import Register
from storage.quotes import quotes

# What a canvas is told: state, strings, rules, shapes and pages.
TOLD = (
    "setFont", "setFillColorRGB", "setStrokeColorRGB", "setLineWidth", "setDash", "drawString",
    "line", "rect", "roundRect", "circle", "showPage", "setPageSize", "bookmarkPage",
    "addOutlineEntry", "saveState", "restoreState", "translate", "rotate", "scale",
)  # fmt: skip
Call = tuple[str, tuple[Any, ...], dict[str, Any]]
Question = tuple[Sequence[MemberFacts], str | None, int]


def record(register: Register, wanted: Document, request: Request, out: Path) -> list[Call]:
    """Draw a document once and return every call its canvas was given, paths as their operators."""
    calls: list[Call] = []
    kept = {name: getattr(Canvas, name) for name in (*TOLD, "drawPath")}
    kept_run = Paper._run  # noqa: SLF001 - paper encodes its texts itself; here they are strings
    depth = 0

    def run(paper: Paper, x: float, baseline: float, text: str, face: Face, style: Style) -> None:
        """Writes down a text as the plain calls that would draw it."""
        calls.append(("setFont", (face.value, style.size), {}))
        calls.append(("setFillColorRGB", style.colour, {}))
        named = {"charSpace": style.tracking} if style.tracking else {}
        calls.append(("drawString", (x, paper.height - baseline, text), named))
        kept_run(paper, x, baseline, text, face, style)

    def listening(name: str) -> Callable[..., Any]:
        def told(canvas: Canvas, *args: Any, **named: Any) -> Any:
            nonlocal depth
            # A canvas that tells itself something (a page its fonts) does so again in the floor.
            if depth == 0:
                if name == "drawPath":
                    calls.append((name, (list(vars(args[0])["_code"]), *args[1:]), named))
                else:
                    calls.append((name, args, named))
            depth += 1
            try:
                return kept[name](canvas, *args, **named)
            finally:
                depth -= 1

        return told

    try:
        for name in kept:
            setattr(Canvas, name, listening(name))
        Paper._run = run  # type: ignore[assignment,method-assign]  # noqa: SLF001
        data = wanted.gather(register, request, lambda _done, _all: None)
        paper = Paper(out, size=wanted.size, made=request.on)
        wanted.draw(data, paper)
        paper.save()
    finally:
        for name, method in kept.items():
            setattr(Canvas, name, method)
        Paper._run = kept_run  # type: ignore[method-assign]  # noqa: SLF001
    return calls


def questions(register: Register, household_ids: Sequence[str], on: date) -> list[Question]:
    """Return what the rules are asked for the quotes of households: members, standing, place."""
    asked: list[Question] = []
    kept = Quoter.quote

    def quote(
        quoter: Quoter, members: Sequence[MemberFacts], *, standing: str | None, first_place: int
    ) -> Quote:
        asked.append((members, standing, first_place))
        return kept(quoter, members, standing=standing, first_place=first_place)

    with patch.object(Quoter, "quote", quote):
        for _ in quotes(register, household_ids, on):
            pass
    return asked


def cells_of(path: Path) -> tuple[workbook.Sheets, list[workbook.Look]]:
    """Every cell of a workbook with its look, as the floor writes it."""
    looks: dict[tuple[object, ...], tuple[int, workbook.Look]] = {}
    sheets: workbook.Sheets = []
    for page in openpyxl.load_workbook(path).worksheets:
        rows = []
        for cells in page.iter_rows():
            row: list[workbook.Cell] = []
            cell: Any
            for cell in cells:
                same = tuple(cell._style or ())  # noqa: SLF001 - equal where two cells look alike
                number, _ = looks.setdefault(same, (len(looks), _look(cell)))
                row.append((cell.value, cell.data_type, number))
            rows.append(row)
        widths = {letter: held.width for letter, held in page.column_dimensions.items()}
        sheets.append((page.title, widths, rows))
    return sheets, [look for _, look in looks.values()]


def _look(cell: Any) -> workbook.Look:
    if not cell.has_style:
        return Font(), PatternFill(), Border(), Alignment(), "General", False
    styles = (copy(cell.font), copy(cell.fill), copy(cell.border), copy(cell.alignment))
    return (*styles, cell.number_format, cell.quotePrefix)
