"""How the clerk wants a list to be read: kind, script, and what each column is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from storage.intake.text import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from storage.intake.scripts import Script


@dataclass(frozen=True, slots=True)
class Assignment:
    """What was decided about a list otherwise than it reads by itself.

    Attributes:
        columns: the key of a column (`records.Column.key`) and its field, None for "not used".
        scripts: the key of a column and how its text is written.
        script: how the whole file is written; None lets every column tell.
        kind: the kind of list; None lets the list tell.
    """

    columns: Mapping[str, str | None] = field(default_factory=dict)
    scripts: Mapping[str, Script] = field(default_factory=dict)
    script: Script | None = None
    kind: str | None = None

    def __bool__(self) -> bool:
        """Whether anything was decided."""
        return bool(self.columns or self.scripts or self.script or self.kind)

    def with_column(self, column: str, taken_for: str | None) -> Assignment:
        """Return the same with one column taken for a field, or for nothing."""
        return replace(self, columns={**self.columns, column: taken_for})

    def with_kind(self, kind: str | None) -> Assignment:
        """Return the same for another kind of list; None lets the list tell."""
        return replace(self, kind=kind)

    def with_script(self, script: Script | None, column: str | None = None) -> Assignment:
        """Return the same with another script for one column, or for the file and every column.

        None lets the text tell again.
        """
        if column is None:
            return replace(self, script=script, scripts={})
        scripts = {name: one for name, one in self.scripts.items() if name != column}
        return replace(self, scripts={**scripts, column: script} if script else scripts)


def shape_of(kind: str, headings: Iterable[str]) -> str:
    """Return what lists of one shape have in common: their kind and headings, in any order.

    16 hexadecimal digits; accents, capitals and punctuation do not matter.
    """
    words = "\n".join(sorted({key(heading) for heading in headings} - {""}))
    return hashlib.blake2b(f"{kind}\n{words}".encode(), digest_size=8).hexdigest()
