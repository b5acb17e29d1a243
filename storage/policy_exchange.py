"""Policy files between offices: written, read, compared with the law here, taken by value."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from rules.calendar import shown_day
from rules.policy import Policy
from storage.errors import StorageError
from storage.policies import lay_values, shipped_policy
from storage.policy_checks import PolicyValueError, check
from storage.policy_files import Fault, PolicyFilesError, read_placed, write_content
from storage.practice import LINE, refuse_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from rules.policy import Value
    from storage.register import Register

Outcome = Literal["same", "differs", "only_there", "only_here"]
Part = Literal["value", "days", "document", "dated", "article", "status"]
PARTS: tuple[Part, ...] = ("value", "days", "document", "dated", "article", "status")

_DAY = timedelta(days=1)
_HEAD = """\
# Chính sách của {office}, ghi ngày {day}.
# Nhận tệp này bằng chương trình Sổ An Sinh: Thiết lập › Chính sách › Nhận tệp.
"""


@dataclass(frozen=True, slots=True)
class Compared:
    """One value of a file beside the one in force here on its first day.

    ``parts`` are the parts that differ, the most important first; ``here`` is None for
    ``only_there``, ``there`` for ``only_here`` (a value of this office that the file lacks).
    """

    outcome: Outcome
    here: Value | None
    there: Value | None
    parts: tuple[Part, ...] = ()

    @property
    def value(self) -> Value:
        """The value that the row is about."""
        found = self.there or self.here
        assert found is not None  # noqa: S101  one of the two is always there
        return found


def write_values(values: Iterable[Value], *, office: str, day: date, practice: bool = False) -> str:
    """Return the text of a policy file; its head names the office, the day, and a practice."""
    ordered = sorted(values, key=lambda value: (value.name, value.start))
    plain = "".join(letter if letter.isprintable() else " " for letter in office)
    head = _HEAD.format(office=" ".join(plain.split()) or "một cơ quan", day=shown_day(day))
    head = f"# {LINE}\n{head}" if practice else head
    return "\n".join([head, *(_block(value) for value in ordered)])


def export_values(register: Register, path: Path, *, day: date, everything: bool = False) -> int:
    """Write the office's own values to a policy file, or every value; return how many.

    A file there is replaced only by a whole one.
    """
    policies = register.policies
    # where two of the office's own meet, each is written for the days on which it holds
    policy = policies.policy() if everything else lay_values(Policy({}), policies.own_values())
    values = tuple(policy)
    office = register.office.get()
    name, practice = office.name or office.commune, register.practice
    text = write_values(values, office=name, day=day, practice=practice)
    draft = path.with_name(path.name + ".tmp")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return len(values)


def read_values(path: Path) -> tuple[Value, ...]:
    """Return the values of a policy file, whatever they are called.

    Raises:
        PolicyFilesError: everything that is wrong in the file, each with its line.
        StorageError: ``policy_file_unreadable`` where it is no text at all, ``policy_file_empty``.
    """
    return tuple(value for value, _, _ in _read(path))


def received_values(path: Path, register: Register | None = None) -> tuple[Value, ...]:
    """Return the values of a received file, of which the law here could take every one.

    Raises:
        StorageError: practice_list for a file that a practice register wrote, where the register
            that receives it is a real one.
        PolicyFilesError: also for names, units and amounts that the law here cannot use.
        StorageError: as `read_values`.
    """
    found, faults = _read(path), []
    if register is not None:
        refuse_text(register, path)
    for value, file, line in sorted(found, key=lambda placed: placed[2]):
        try:
            check(value, shipped_policy(), ())
        except PolicyValueError as refused:
            faults += [Fault(file, line, one.code, one.facts) for one in refused.faults]
    if faults:
        raise PolicyFilesError(faults)
    return tuple(value for value, _, _ in found)


def _read(path: Path) -> list[tuple[Value, str, int]]:
    try:
        found = read_placed([path])
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError("policy_file_unreadable", file=path.name) from error
    if not found:
        raise StorageError("policy_file_empty", file=path.name)
    return sorted(found, key=lambda placed: (placed[0].name, placed[0].start))


def compare(register: Register, received: Sequence[Value]) -> tuple[Compared, ...]:
    """Compare a file with the law here, value by value, each on its first day.

    The days of a value differ only where nothing lies beside it: a value that merely makes room
    for another is told of in the row of that one.
    """
    here = register.policies.policy()
    there = lay_values(shipped_policy(), received)
    beside = (_Beside(here), _Beside(there))
    rows = []
    for value in received:
        laid = next(one for one in there.values[value.name] if one.start == value.start)
        history = here.values.get(value.name, ())
        ours = next((one for one in history if one.covers(value.start)), None)
        if ours is None:
            rows.append(Compared("only_there", None, value))
            continue
        parts = tuple(part for part in PARTS if _differs(part, ours, laid, beside))
        rows.append(Compared("differs" if parts else "same", ours, value, parts))
    named = {(value.name, value.start) for value in received}
    own = register.policies.own_values()
    rows += [Compared("only_here", one, None) for one in own if (one.name, one.start) not in named]
    return tuple(rows)


def accept(register: Register, chosen: Iterable[Compared]) -> int:
    """Take the values of a file as the office's own, in a change; return how many were taken.

    A value of the office that begins on the same day gives way.

    Raises PolicyValueError when one of them cannot be used; the change is then to be given up.
    """
    policies = register.policies
    taken = [row.there for row in chosen if row.there is not None]
    places = {(one.name, one.start): one.id for one in policies.own()}
    for value in taken:
        if (value.name, value.start) in places:
            policies.remove(places[value.name, value.start])
        policies.add_value(value)
    return len(taken)


class _Beside:
    """Whether something follows a value, or goes before it, without a gap."""

    def __init__(self, policy: Policy) -> None:
        self._starts = {(value.name, value.start) for value in policy}
        self._ends = {(value.name, value.until) for value in policy}

    def before(self, value: Value) -> bool:
        return (value.name, value.start - _DAY) in self._ends

    def after(self, value: Value) -> bool:
        return value.until is not None and (value.name, value.until + _DAY) in self._starts


def _days_differ(ours: Value, theirs: Value, beside: tuple[_Beside, _Beside]) -> bool:
    """Tell whether first or last days differ that no neighbour explains."""
    here, there = beside
    begins = ours.start != theirs.start and not there.before(theirs)
    ends = ours.until != theirs.until and not (here.after(ours) or there.after(theirs))
    return begins or ends


def _differs(part: Part, ours: Value, theirs: Value, beside: tuple[_Beside, _Beside]) -> bool:
    """Tell whether a part of two values differs."""
    match part:
        case "value":
            mine = (ours.value, ours.unit, ours.base, ours.most)
            return mine != (theirs.value, theirs.unit, theirs.base, theirs.most)
        case "days":
            return _days_differ(ours, theirs, beside)
        case "document":
            return ours.cite.document != theirs.cite.document
        case "dated":
            return ours.cite.dated != theirs.cite.dated
        case "article":
            return ours.cite.article != theirs.cite.article
        case _:
            return ours.status != theirs.status


def _block(value: Value) -> str:
    """Write one value."""
    keys: dict[str, str | None] = {
        "name": _text(value.name),
        "value": write_content(value.value, value.unit),
        "unit": _text(value.unit),
        "of": _text(value.base),
        "most": None if value.most is None else str(value.most),
        "start": value.start.isoformat(),
        "until": None if value.until is None else value.until.isoformat(),
        "document": _text(value.cite.document),
        "dated": None if value.cite.dated is None else value.cite.dated.isoformat(),
        "article": _text(value.cite.article),
        "status": None if value.status == "confirmed" else _text(value.status),
        "why": _text(value.why),
    }
    lines = [f"{key} = {content}" for key, content in keys.items() if content is not None]
    return "\n".join(["[[value]]", *lines, ""])


def _text(text: str | None) -> str | None:
    """Write a string; JSON's is TOML's, but for the one control character it leaves bare."""
    if text is None:
        return None
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
