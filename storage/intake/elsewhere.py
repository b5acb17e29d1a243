"""Rows whose address lies in another commune: said, never guessed about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.addresses import understand

if TYPE_CHECKING:
    from storage.intake.records import Reading


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A row with an address outside the commune, and the commune of today it lies in.

    ``former`` is the vanished commune that the address names, empty for a name of today; of a
    divided one ``communes`` holds every part.
    """

    sheet: str
    row: int
    name: str
    address: str
    communes: tuple[str, ...]
    former: str = ""


def rows_elsewhere(reading: Reading, commune_code: str) -> tuple[Elsewhere, ...]:
    """Return the rows whose address is understood and lies in no part of a commune.

    An address of the commune under an old name is one of its own.
    """
    found = []
    for record in reading.records:
        if "," not in record.address and "-" not in record.address:
            continue
        address = understand(record.address)
        if address.units and all(unit.code != commune_code for unit in address.units):
            found.append(
                Elsewhere(
                    sheet=record.sheet,
                    row=record.row,
                    name=record.name,
                    address=record.address,
                    communes=tuple(f"{unit.title}, {unit.province}" for unit in address.units),
                    former=address.former.title if address.former else "",
                )
            )
    return tuple(found)
