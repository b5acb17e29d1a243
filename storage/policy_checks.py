"""Whether a value may be added to the office's own: everything wrong with it, said at once."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from rules.hi.premium import HiGroup
from rules.vsi.contribution import PayerClass
from storage.errors import StorageError
from storage.units import province_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rules.policy import Policy, Value

_PENSION = re.compile(r"social_pension\.local\.(\d\d)")
_SUPPORT = re.compile(r"(vsi|hi)\.(?:local|other)\.(\d\d)\.(\w+)")
_BASES: Mapping[str, frozenset[str | None]] = {
    "vsi": frozenset({None, "poverty_line", "contribution"}),
    "hi": frozenset({None, "premium"}),
}
_HIGHEST = 10**11  # đồng: no amount of the law comes near it; a slip of the hand does


class PolicyValueError(StorageError):
    """A value that is not taken: code and facts of its first fault, and all its faults.

    Each fault has its sentence, and names by ``field`` what is to be mended: name, value, unit,
    start, until, document, why, base or most.
    """

    def __init__(self, faults: Sequence[StorageError]) -> None:
        super().__init__(faults[0].code, **faults[0].facts)
        self.faults = tuple(faults)


def is_support(name: str) -> bool:
    """Tell whether a name is that of support which a province or another giver may add."""
    found = _SUPPORT.fullmatch(name)
    if found is None or found[2] not in province_codes():
        return False
    groups: Iterable[str] = PayerClass if found[1] == "vsi" else HiGroup
    return found[3] in set(groups)


def is_local_pension(name: str) -> bool:
    """Tell whether a name is that of a province's own, higher social pension."""
    found = _PENSION.fullmatch(name)
    return found is not None and found[1] in province_codes()


def check(value: Value, shipped: Policy, own: Iterable[Value]) -> None:
    """Refuse a value that the law cannot work with.

    A name has at most one value of the office from any first day; where two of them meet, the one
    that begins later holds for its days.

    Raises PolicyValueError with every fault.
    """
    known = shipped.values.get(value.name, ())
    faults = [*_name_faults(value, known), *_content_faults(value, known)]
    faults += [*_date_faults(value, own), *_source_faults(value)]
    if faults:
        raise PolicyValueError(faults)


def _name_faults(value: Value, known: Sequence[Value]) -> Iterator[StorageError]:
    """Yield what is wrong with the name, and with the unit that belongs to it."""
    units = {one.unit for one in known}
    if is_support(value.name):
        units = {"ratio", "dong"}
    elif is_local_pension(value.name):
        units = {"dong"}
    if not units:
        yield StorageError("policy_name_unknown", name=value.name, field="name")
    elif value.unit not in units:
        yield StorageError("policy_unit_differs", name=value.name, field="value")


def _content_faults(value: Value, known: Sequence[Value]) -> Iterator[StorageError]:
    """Yield what is wrong with the value itself, its base and its limit."""
    coefficients = any(share > 1 for one in known for share in _shares(one))
    if not coefficients and any(share > 1 for share in _shares(value)):
        yield StorageError("policy_share_too_large", name=value.name, field="value")
    if value.unit == "dong" and isinstance(value.value, int) and value.value > _HIGHEST:
        yield StorageError("policy_amount_too_large", name=value.name, field="value")
    scheme = value.name.partition(".")[0]
    bases = _BASES[scheme] if is_support(value.name) else frozenset({None})
    if value.base not in bases or (value.base is not None and value.unit != "ratio"):
        yield StorageError("policy_base_unfit", name=value.name, field="base")
    fits = is_support(value.name) and value.unit == "ratio"
    if value.most is not None and (not fits or value.most <= 0):
        yield StorageError("policy_most_unfit", name=value.name, field="most")


def _shares(value: Value) -> Iterator[Fraction]:
    """Yield the shares that a value holds."""
    content = value.value if isinstance(value.value, tuple) else (value.value,)
    for part in content:
        share = part[1] if isinstance(part, tuple) else part
        if isinstance(share, Fraction):
            yield share


def _date_faults(value: Value, own: Iterable[Value]) -> Iterator[StorageError]:
    """Yield what is wrong with the days."""
    if value.until is not None and value.until < value.start:
        yield StorageError("policy_ends_before_start", field="until")
    if any(one.name == value.name and one.start == value.start for one in own):
        yield StorageError("policy_same_start", name=value.name, day=value.start, field="start")


def _source_faults(value: Value) -> Iterator[StorageError]:
    """Yield what is missing from the document, and from the reason of a doubt."""
    if not value.cite.document.strip():
        yield StorageError("policy_document_missing", field="document")
    if value.status != "confirmed" and not (value.why or "").strip():
        yield StorageError("policy_why_missing", field="why")
