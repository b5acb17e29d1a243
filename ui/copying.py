"""Rows put on the clipboard so that a spreadsheet takes them as they stand."""

import atexit
from collections.abc import Sequence
from functools import cache
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from storage.practice import LINE

# Excel reads a cell by its looks: without this, 038… would lose its zero and a date its order.
_AS_TEXT = "style=\"mso-number-format:'\\@'\""
_OURS = "rows"
_OF_PRACTICE = "application/x-so-an-sinh-practice"
_FORMULA = ("=", "@")


def copy_rows(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, practice: bool = False
) -> None:
    """Put rows on the clipboard, with headings where there are any.

    As a table whose cells are text, which spreadsheets take first, and as plain text with tabs.

    Args:
        headings: of the columns; above those of a practice register stands what it is.
        rows: the cells.
        practice: the people in them are made up: what is pasted is known by that again.
    """
    lines = [*([list(headings)] if headings else []), *rows]
    data = QMimeData()
    if practice:
        data.setData(_OF_PRACTICE, b"1")
        lines = [[LINE], *lines] if headings else lines
    data.setObjectName(_OURS)
    data.setText(as_text(lines))
    data.setHtml(_as_table(lines))
    QGuiApplication.clipboard().setMimeData(data)
    _watch_the_end()


def is_of_practice() -> bool:
    """Whether what is on the clipboard was copied in a practice register."""
    held = QGuiApplication.clipboard().mimeData()
    return held.hasFormat(_OF_PRACTICE) or held.text().startswith(LINE)


def pasted_text() -> str:
    """The text on the clipboard, without the line that says that it was only for practice."""
    return QGuiApplication.clipboard().text().removeprefix(LINE).removeprefix("\n")


def copy_text(text: str) -> None:
    """Put plain words on the clipboard: a message for Zalo or SMS."""
    QGuiApplication.clipboard().setText(text)


@cache
def _watch_the_end() -> None:
    """Leave plain text behind at the end: Qt lets go of what was copied after Python is gone."""
    atexit.register(_leave_text)
    app = QGuiApplication.instance()
    if app is not None:
        app.aboutToQuit.connect(_leave_text)


def _leave_text() -> None:
    if QGuiApplication.instance() is None:
        return
    clipboard = QGuiApplication.clipboard()
    held = clipboard.mimeData()
    if held.objectName() == _OURS:
        clipboard.setText(held.text())


def as_text(lines: Sequence[Sequence[str]]) -> str:
    """Return rows as plain text, tabs between the cells."""
    return "\n".join("\t".join(_plain(cell) for cell in line) for line in lines)


def _plain(cell: str) -> str:
    text = " ".join(cell.split())
    # Where only plain text is taken, a name such as "=…" must not become a formula.
    return f"'{text}" if text.startswith(_FORMULA) else text


def _as_table(lines: Sequence[Sequence[str]]) -> str:
    rows = "".join(
        f"<tr>{''.join(f'<td {_AS_TEXT}>{escape(cell)}</td>' for cell in line)}</tr>"
        for line in lines
    )
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'
