"""Policy files: read, checked line by line, all faults told at once."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, assert_never, get_args

from rules.calendar import MONTHS_A_YEAR, Month
from rules.errors import Problem
from rules.policy import Base, Cite, Content, Status, Unit, Value
from storage.errors import StorageError

_HEADER = re.compile(r"^\s*\[\[value\]\]")
_DECIMAL = re.compile(r"[+-]?\d{1,20}(\.\d{1,40})?")
_REQUIRED = ("name", "value", "unit", "start", "document")
_OPTIONAL = ("until", "dated", "article", "status", "why", "of", "most")
_KINDS: Mapping[str, type] = {
    "name": str,
    "unit": str,
    "start": date,
    "until": date,
    "document": str,
    "dated": date,
    "article": str,
    "status": str,
    "why": str,
    "of": str,
    "most": int,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a policy file and on which line; the sentence is ``error.<code>``."""

    file: str
    line: int
    code: str
    facts: Mapping[str, object]


class PolicyFilesError(StorageError):
    """Policy files that cannot be used, with all their faults at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        first = faults[0]
        super().__init__("policy_files_faulty", count=len(faults), file=first.file, line=first.line)
        self.faults = tuple(faults)


def read_files(files: Iterable[Path]) -> list[Value]:
    """Return the values of policy files, in no order.

    Raises PolicyFilesError with every fault of every file, each with its line.
    """
    return [value for value, _, _ in read_placed(files)]


def read_placed(files: Iterable[Path]) -> list[tuple[Value, str, int]]:
    """Return the values of policy files, each with its file and the line it begins on.

    Raises PolicyFilesError as `read_files`.
    """
    found: list[tuple[Value, str, int]] = []
    faults: list[Fault] = []
    for file in files:
        _read_file(file, found, faults)
    faults += _overlaps(found)
    if faults:
        raise PolicyFilesError(faults)
    return found


def read_content(text: str, unit: Unit) -> Content:
    """Read a value as it is stored: JSON, with shares as decimals, ``0.045`` or ``[1, 0.7]``.

    Raises ValueError or TypeError when the text does not fit the unit.
    """
    return _content(json.loads(text, parse_float=Fraction), unit)


def write_content(content: Content, unit: Unit) -> str:
    """Write a value as it is stored, and as it stands in a policy file; `read_content` reads it."""
    match unit:
        case "ages":
            ages = [(born, *divmod(months, MONTHS_A_YEAR)) for born, months in _pairs(content)]
            return _listing(_listing((json.dumps(born), *age)) for born, *age in ages)
        case "curve":
            return _listing(_listing((years, _exact(share))) for years, share in _pairs(content))
        case _:
            parts = content if isinstance(content, tuple) else (content,)
            words = [_exact(part) for part in parts]
            return _listing(words) if isinstance(content, tuple) else words[0]


def _pairs(content: Content) -> tuple[tuple[Any, Any], ...]:
    """Return the rows of a curve or of ages."""
    return content  # type: ignore[return-value]  # its unit says so


def _listing(parts: Iterable[object]) -> str:
    """Write a list."""
    return f"[{', '.join(map(str, parts))}]"


def _exact(number: object) -> str:
    """Write a whole number, or a share as a decimal with all its places."""
    if not isinstance(number, Fraction):
        return str(number)
    places = 0
    while (number * 10**places).denominator > 1:
        places += 1
    digits = f"{int(number * 10**places):0{places + 1}d}"
    return f"{digits[: len(digits) - places]}.{digits[len(digits) - places :] or '0'}"


def _read_file(file: Path, found: list[tuple[Value, str, int]], faults: list[Fault]) -> None:
    """Read one file into ``found``, what is wrong with it into ``faults``."""
    text = file.read_text(encoding="utf-8-sig")
    try:
        tables = tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        faults.append(Fault(file.name, line, "policy_not_toml", {}))
        return
    written = text.splitlines()
    lines = [number for number, line in enumerate(written, 1) if _HEADER.match(line)]
    rows = tables.pop("value", [])
    faults += [Fault(file.name, 1, "policy_unknown_key", {"key": key}) for key in tables]
    if not isinstance(rows, list) or len(rows) != len(lines):
        faults.append(Fault(file.name, 1, "policy_not_toml", {}))
        return
    for line, row in zip(lines, rows, strict=True):
        wrong = list(_row_faults(row))
        placed = [
            Fault(file.name, _line_of(facts, written, line), code, facts) for code, facts in wrong
        ]
        faults += sorted(placed, key=lambda fault: fault.line)
        if not wrong:
            found.append((_value(row), file.name, line))


def _line_of(facts: Mapping[str, object], written: Sequence[str], header: int) -> int:
    """Return the line on which the key at fault stands, else that of its value's header."""
    key = re.compile(rf"\s*{re.escape(str(facts.get('key', 'until')))}\s*=")
    for number, line in enumerate(written[header:], header + 1):
        if _HEADER.match(line):
            break
        if key.match(line):
            return number
    return header


def _decimal(text: str) -> Fraction | str:
    """Return a decimal exactly; what is written any other way is left to be found unfit."""
    plain = text.replace("_", "")
    return Fraction(plain) if _DECIMAL.fullmatch(plain) else text


def _row_faults(row: Mapping[str, Any]) -> Iterable[tuple[str, dict[str, object]]]:
    """Yield the code and facts of everything wrong with one value."""
    for key in _REQUIRED:
        if key not in row or row[key] == "":
            yield "policy_key_missing", {"key": key}
    for key, content in row.items():
        if key not in _REQUIRED and key not in _OPTIONAL:
            yield "policy_unknown_key", {"key": key}
        elif key in _KINDS and type(content) is not _KINDS[key]:  # a time is not a day
            yield "policy_bad_content", {"key": key}
    yield from _status_faults(row)
    if row.get("of") not in (None, *get_args(Base)):
        yield "policy_bad_content", {"key": "of"}
    if "most" in row and row.get("unit") != "ratio":
        yield "policy_bad_content", {"key": "most"}
    if not _in_order(row.get("start"), row.get("until")):
        yield "policy_ends_before_start", {}
    if "value" in row and "unit" in row and not _fits(row["value"], row["unit"]):
        yield "policy_bad_content", {"key": "value"}


def _status_faults(row: Mapping[str, Any]) -> Iterable[tuple[str, dict[str, object]]]:
    """Yield what is wrong with how sure a value is said to be."""
    if row.get("status", "confirmed") not in get_args(Status):
        yield "policy_bad_content", {"key": "status"}
    elif row.get("status", "confirmed") != "confirmed" and not row.get("why"):
        yield "policy_key_missing", {"key": "why"}


def _in_order(start: object, until: object) -> bool:
    """Tell whether two days, where both are days, are in order."""
    return type(start) is not date or type(until) is not date or start <= until


def _fits(raw: object, unit: object) -> bool:
    """Tell whether a value can be read in its unit."""
    unit_known = next((known for known in get_args(Unit) if known == unit), None)
    if unit_known is None:
        return False
    try:
        _content(raw, unit_known)
    except (ValueError, TypeError):
        return False
    return True


def _value(row: Mapping[str, Any]) -> Value:
    """Return a value of which nothing is wrong."""
    return Value(
        name=row["name"],
        value=_content(row["value"], row["unit"]),
        unit=row["unit"],
        start=row["start"],
        until=row.get("until"),
        cite=Cite(row["document"], row.get("dated"), row.get("article")),
        status=row.get("status", "confirmed"),
        why=row.get("why"),
        base=row.get("of"),
        most=row.get("most"),
    )


def _content(raw: Any, unit: Unit) -> Content:
    """Return a raw value in its unit; ValueError or TypeError when it does not fit."""
    match unit:
        case "dong" | "count":
            return _whole(raw)
        case "ratio":
            return _share(raw)
        case "counts":
            return tuple(_whole(part) for part in _listed(raw))
        case "ratios":
            return tuple(_share(part) for part in _listed(raw))
        case "curve":
            return tuple((_whole(years), _share(share)) for years, share in _listed(raw))
        case "ages":
            return tuple(_age(*row) for row in _listed(raw))
        case _:
            assert_never(unit)


def _age(born_from: object, years: object, months: object) -> tuple[str, int]:
    """Return a month of birth and an age in months."""
    try:
        born = str(Month.parse(str(born_from)))
    except Problem as error:
        raise ValueError(born_from) from error
    return born, _whole(years) * MONTHS_A_YEAR + _whole(months)


def _whole(raw: object) -> int:
    """Return a whole number that is not negative."""
    if isinstance(raw, bool) or not isinstance(raw, int) or raw < 0:
        raise ValueError(raw)
    return raw


def _share(raw: object) -> Fraction:
    """Return an exact share that is not negative."""
    if isinstance(raw, bool) or not isinstance(raw, int | Fraction) or raw < 0:
        raise ValueError(raw)
    return Fraction(raw)


def _listed(raw: object) -> list[Any]:
    """Return a list that is not empty."""
    if not isinstance(raw, list) or not raw:
        raise ValueError(raw)
    return raw


def _overlaps(found: Iterable[tuple[Value, str, int]]) -> list[Fault]:
    """Return a fault for each value that begins before the one before it has ended."""
    faults = []
    last: dict[str, Value] = {}
    for value, file, line in sorted(found, key=lambda entry: (entry[0].name, entry[0].start)):
        before = last.get(value.name)
        if before is not None and (before.until is None or value.start <= before.until):
            faults.append(Fault(file, line, "policy_overlaps", {"name": value.name}))
        last[value.name] = value
    return faults
