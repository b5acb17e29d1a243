"""What a line of the due list shows besides who and when: price, telephone, collector, contact."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from storage.calls import Contact
    from storage.due import DueRow
    from storage.register import Register
    from storage.renewal import Price, Prices


@dataclass(frozen=True, slots=True)
class DueDetail:
    """One line with all it shows; texts are empty where nothing is known."""

    row: DueRow
    price: Price
    collector: str
    phone: str
    contact: Contact | None


# The own telephone of a person goes first, then the head's, then anybody's at home.
_PHONES = """
    SELECT a.value ->> 0, (SELECT p.phone FROM people p
        WHERE (p.id = a.value ->> 1 OR p.household_id = a.value ->> 2)
        AND p.status IN ('here', 'away') AND p.phone <> ''
        ORDER BY p.id IS NOT (a.value ->> 1), p.relation IS NOT 'head', p.seq LIMIT 1)
    FROM json_each(?) a
"""


def due_details(
    register: Register, found: Sequence[DueRow], prices: Prices, on: date
) -> tuple[DueDetail, ...]:
    """Return these rows with what each shows, in as many queries as there are kinds of facts."""
    asked = [(row.key, row.person_id, row.household_id) for row in found]
    phones = dict(register.connection.rows(_PHONES, (json.dumps(asked),)))
    names = dict(register.connection.rows("SELECT id, name FROM staff"))
    homes = list({row.household_id for row in found if row.household_id})
    contacts = register.calls.last_contacts(homes, on)
    priced = prices.of(found)
    return tuple(
        DueDetail(
            row=row,
            price=priced[row.key],
            collector=names.get(row.collector_id or "", ""),
            phone=phones.get(row.key) or "",
            contact=contacts.get(row.household_id or ""),
        )
        for row in found
    )
