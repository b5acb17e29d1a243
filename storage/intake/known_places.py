"""Short addresses that are villages of the register, in a list too small to show it by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from storage.intake.places import is_bare, village_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.intake.index import Index
    from storage.intake.records import Record


def in_known_villages(index: Index, records: Sequence[Record]) -> list[Record]:
    """Return the records, with short addresses taken for villages where most of them are known.

    Args:
        index: the register; only asked.
        records: all rows of a list; those that name a village are left alone.
    """
    unsaid = [record for record in records if record.village is None and record.address]
    bare = [record.address for record in unsaid if is_bare(record.address)]
    known = sum(index.known_village(f"Thôn {address}") is not None for address in bare)
    if not bare or len(bare) * 10 < len(unsaid) * 9 or known * 10 < len(bare) * 7:
        return list(records)
    return [_placed(record) for record in records]


def _placed(record: Record) -> Record:
    if record.village is not None or not is_bare(record.address):
        return record
    return replace(record, village=village_in(record.address, "Thôn"), village_guessed=True)
