"""A list that came from the clipboard: copied in a spreadsheet, never a file of its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pasted:
    """Rows of cells as a spreadsheet puts them into the clipboard.

    Attributes:
        name: what the list is called where a file would be named.
        text: lines of cells with tabs between them.
    """

    name: str
    text: str
    suffix: str = ".txt"

    def content(self) -> bytes:
        """Return the list as the bytes of a text file."""
        return self.text.encode("utf-8-sig")

    @property
    def is_table(self) -> bool:
        """Whether there is more than one line, and more than one cell in it."""
        lines = self.text.strip("\r\n").splitlines()
        return len(lines) > 1 and any("\t" in line for line in lines)
