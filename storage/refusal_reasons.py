"""Why people do not join: the ten reasons of the paper sheets, and what the office adds to them.

A result keeps the number of its reason, or free words. The shipped reasons stand in
``resources/leaflets/reasons.toml``; a row of the register with the same number is the office's own
wording of one, and a number behind theirs is a reason of the office alone.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from rules.names import fold
from storage import rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rules.coverage import Scheme
    from storage.connection import Connection
    from storage.register import Register

_FILE = Path(__file__).resolve().parent.parent / "resources" / "leaflets" / "reasons.toml"
_VALUE = re.compile(r"\{([^{}]*)\}")
# Somebody who hesitates about both insurances for one reason has said it once.
_USES = """
    SELECT reason, count(*) FROM (
        SELECT DISTINCT reason, visit_id, person_id FROM visit_results
        WHERE reason IS NOT NULL AND result IN ('thinking', 'refused'))
    GROUP BY reason
"""


class ReasonWords(TypedDict, total=False):
    """What an office may write of a reason."""

    title: str
    says: str
    answer: str
    answer_hi: str
    answer_vsi: str


@dataclass(frozen=True, slots=True)
class RefusalReason:
    """One reason, in the words of the office where it has its own.

    Attributes:
        number: as it stands on the paper sheets.
        says: how people put it; ``says_hi`` and ``says_vsi`` of one insurance alone, or "".
        answer: what the next household sheet answers; ``answer_hi`` and ``answer_vsi`` take its
            place where one insurance is meant, "" where they do not.
        active: whether it is offered; a hidden one is still known where it was given.
        shipped: whether the program brings one under this number.
        changed: whether these are other words than the program's.
    """

    number: int
    title: str
    says: str = ""
    answer: str = ""
    answer_hi: str = ""
    answer_vsi: str = ""
    says_hi: str = ""
    says_vsi: str = ""
    active: bool = True
    shipped: bool = True
    changed: bool = False

    def answered(self, scheme: Scheme | None) -> tuple[str, str]:
        """Return how people put it and the answer, about one insurance or in general."""
        own = {"hi": (self.says_hi, self.answer_hi), "vsi": (self.says_vsi, self.answer_vsi)}
        says, answer = own.get(scheme or "", ("", ""))
        return (says or self.says, answer) if answer else (self.says, self.answer)


@dataclass(frozen=True, slots=True)
class OfferedReason:
    """A reason to choose, and how often it was given."""

    number: int
    title: str
    uses: int


# A result keeps the number alone: no reference of the schema tells what leans on a reason.
_NAMING = """
    SELECT r.id FROM change_rows a
    CROSS JOIN visit_results r ON r.reason = CAST(json_extract(a.after, '$.number') AS TEXT)
    WHERE a.change = ? AND a.table_name = 'refusal_reasons' AND a.before IS NULL
    AND json_extract(a.after, '$.number') > ? AND NOT EXISTS (
        SELECT 1 FROM change_rows b
        WHERE b.change = a.change AND b.table_name = 'visit_results' AND b.row_id = r.id)
    ORDER BY r.id
"""


def naming_results(connection: Connection, seq: int) -> tuple[str, ...]:
    """Return the later results that name a reason of the office's own which a change added.

    Args:
        connection: to the register.
        seq: the number of the change.
    """
    return tuple(connection.column(_NAMING, (seq, max(shipped_reasons()))))


@cache
def shipped_reasons() -> dict[int, RefusalReason]:
    """Return the reasons of the program by their numbers."""
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    made = {}
    for number in sorted(int(key) for key in found):
        one = found[str(number)]
        hi, vsi = one.get("hi", {}), one.get("vsi", {})
        made[number] = RefusalReason(
            number, one["title"], one["says"], one["answer"],
            hi.get("answer", ""), vsi.get("answer", ""), hi.get("says", ""), vsi.get("says", ""),
        )  # fmt: skip
    return made


class RefusalReasons:
    """The reasons of a register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def all(self, *, hidden: bool = False) -> tuple[RefusalReason, ...]:
        """Return the reasons in the order of their numbers; on request the hidden ones too."""
        found = {**shipped_reasons(), **self._own()}
        return tuple(found[number] for number in sorted(found) if hidden or found[number].active)

    def get(self, number: int) -> RefusalReason:
        """Return one reason, hidden or not.

        Raises:
            StorageError: no_such_row.
        """
        found = self._own().get(number) or shipped_reasons().get(number)
        if found is None:
            raise StorageError("no_such_row", kind="refusal_reasons")
        return found

    def titles(self) -> dict[str, str]:
        """Return what every reason is called, by its number as results keep it."""
        return {str(one.number): one.title for one in self.all(hidden=True)}

    def uses(self) -> dict[str, int]:
        """Return how often each reason was given at a visit, free words among them."""
        return {str(reason): int(times) for reason, times in self._connection.rows(_USES)}

    def offered(self) -> tuple[OfferedReason, ...]:
        """Return the reasons to choose from, the most used first."""
        uses = self.uses()
        found = [
            OfferedReason(one.number, one.title, uses.get(str(one.number), 0)) for one in self.all()
        ]
        return tuple(sorted(found, key=lambda one: (-one.uses, one.number)))

    def add(self, values: Collection[str], **words: Unpack[ReasonWords]) -> int:
        """Add a reason of the office's own; inside a change.

        Args:
            values: the names that stand for a value in an answer, such as ``vsi.floor``.
            words: its title, how people put it, and the answers.

        Returns:
            Its number, behind every other.

        Raises:
            StorageError: reason_untitled; same_reason (number, title); unknown_answer_value (name).
        """
        number = max(one.number for one in self.all(hidden=True)) + 1
        self._write(RefusalReason(number, "", shipped=False), values, words)
        return number

    def change(self, number: int, values: Collection[str], **words: Unpack[ReasonWords]) -> None:
        """Put a reason into other words, the program's own too; inside a change.

        Raises:
            StorageError: as `add`; no_such_row.
        """
        self._write(self.get(number), values, words)

    def hide(self, number: int) -> None:
        """Offer a reason no more; inside a change. Where it was given it stays."""
        self._keep(replace(self.get(number), active=False))

    def restore(self, number: int) -> None:
        """Offer a hidden reason again; inside a change."""
        self._keep(replace(self.get(number), active=True))

    def take_back(self, number: int) -> None:
        """Give a reason the words of the program again; inside a change.

        Raises:
            StorageError: no_such_row for a reason of the office's own.
        """
        if number not in shipped_reasons():
            raise StorageError("no_such_row", kind="refusal_reasons")
        self._connection.execute("DELETE FROM refusal_reasons WHERE number = ?", (number,))

    def _own(self) -> dict[int, RefusalReason]:
        found = self._connection.rows(
            "SELECT number, title, says, answer, answer_hi, answer_vsi, active FROM refusal_reasons"
        )
        return {int(row[0]): _laid_over(row) for row in found}

    def _write(self, reason: RefusalReason, values: Collection[str], words: ReasonWords) -> None:
        cleaned = {name: " ".join(str(text).split()) for name, text in words.items()}
        made = replace(reason, **cleaned)  # type: ignore[arg-type]
        if not made.title:
            raise StorageError("reason_untitled")
        same = next((one for one in self.all(hidden=True) if _alike(one, made)), None)
        if same is not None:
            raise StorageError("same_reason", number=same.number, title=same.title)
        for text in cleaned.values():
            for name in _VALUE.findall(text):
                if name not in values:
                    raise StorageError("unknown_answer_value", name=name)
        self._keep(made)

    def _keep(self, reason: RefusalReason) -> None:
        known = self._connection.value(
            "SELECT id FROM refusal_reasons WHERE number = ?", (reason.number,)
        )
        fields = {name: asdict(reason)[name] for name in _COLUMNS}
        if known is None:
            rows.insert(
                self._connection, "refusal_reasons", {"id": self._register.new_id(), **fields}
            )
        else:
            rows.update(self._connection, "refusal_reasons", known, fields)


_COLUMNS = ("number", "title", "says", "answer", "answer_hi", "answer_vsi", "active")


def _laid_over(row: Sequence[Any]) -> RefusalReason:
    """A row of the register over the program's reason of that number, if there is one.

    How people put it about one insurance has no column: the program's words for that stand as
    long as those in general do.
    """
    shipped = shipped_reasons().get(row[0])
    own = replace(
        rows.made(RefusalReason, row[:6]), active=bool(row[6]), shipped=shipped is not None
    )
    if shipped is None:
        return replace(own, changed=True)
    if own.says == shipped.says:
        own = replace(own, says_hi=shipped.says_hi, says_vsi=shipped.says_vsi)
    return replace(own, changed=replace(own, active=True) != shipped)


def _alike(one: RefusalReason, other: RefusalReason) -> bool:
    return one.number != other.number and fold(one.title) == fold(other.title)
