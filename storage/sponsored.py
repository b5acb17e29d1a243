"""Health insurance cards that a sponsor paid: counted apart from those people paid themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict, Unpack

from rules.hi.card_dates import card_end
from rules.names import clean_name
from storage import rows
from storage.errors import StorageError

if TYPE_CHECKING:
    from storage.register import Register


@dataclass(frozen=True, slots=True)
class SponsoredCard:
    """One card; `amount` in đồng, `person_id` None where only the name was written down."""

    id: str
    day: date
    person_id: str | None
    name: str
    village: str
    household_id: str | None
    event_id: str | None
    sponsor: str
    months: int | None
    amount: int | None
    note: str


class SponsoredFields(TypedDict, total=False):
    """What `Sponsored.add` takes: a person, or a name and perhaps a village."""

    day: date
    person_id: str | None
    name: str
    village_id: str | None
    event_id: str | None
    sponsor: str
    months: int | None
    amount: int | None
    note: str


_SELECT = """
    SELECT s.id, s.day, s.person_id, coalesce(p.name, s.name), ifnull(v.name, ''), p.household_id,
        s.event_id, s.sponsor, s.months, s.amount, s.note
    FROM sponsored_cards s LEFT JOIN people p ON p.id = s.person_id
    LEFT JOIN households h ON h.id = p.household_id
    LEFT JOIN villages v ON v.id = coalesce(h.village_id, p.village_id, s.village_id)
"""


class Sponsored:
    """The cards of a register that sponsors paid."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._connection = register.connection

    def of_event(self, event_id: str) -> tuple[SponsoredCard, ...]:
        """Return the cards given at an event, in the order written."""
        return self._read("WHERE s.event_id = ? ORDER BY s.id", event_id)

    def between(self, first: date, last: date) -> tuple[SponsoredCard, ...]:
        """Return the cards given on days of a period, the first one first."""
        where = "WHERE s.day BETWEEN ? AND ? ORDER BY s.day, s.id"
        return self._read(where, first.isoformat(), last.isoformat())

    def _read(self, where: str, *values: object) -> tuple[SponsoredCard, ...]:
        found = self._connection.rows(f"{_SELECT} {where}", values)
        return tuple(SponsoredCard(row[0], date.fromisoformat(row[1]), *row[2:]) for row in found)

    def sponsors(self) -> tuple[str, ...]:
        """Return who ever paid cards, the latest first."""
        return tuple(
            self._connection.column(
                "SELECT sponsor FROM sponsored_cards GROUP BY sponsor ORDER BY max(day) DESC"
            )
        )

    def add(
        self,
        *,
        start: date | None = None,
        hi_group: str | None = None,
        **fields: Unpack[SponsoredFields],
    ) -> str:
        """Write a card somebody was given; inside a change.

        A person of the register is covered from then on, and the cover names this card as where
        it comes from; no enrolment is made, as nobody paid one.

        Args:
            start: the first day of the card; the day it was given where that is not said.
            hi_group: the group written on the card.
            **fields: the card; the cover needs its months.

        Raises:
            StorageError: empty_name, empty_sponsor.
        """
        fields["name"] = clean_name(fields.get("name", ""))
        fields["sponsor"] = clean_name(fields.get("sponsor", ""))
        person_id, months = fields.get("person_id"), fields.get("months")
        if person_id is None and not fields["name"]:
            raise StorageError("empty_name")
        if not fields["sponsor"]:
            raise StorageError("empty_sponsor")
        card_id = self._register.new_id()
        rows.insert(self._connection, "sponsored_cards", {"id": card_id, **fields})
        if person_id is not None and months is not None:
            first = start or fields["day"]
            self._register.covers.add(
                person_id,
                scheme="hi",
                known="covered",
                dated=fields["day"],
                source_id=card_id,
                start=first,
                until=card_end(first, months),
                hi_group=hi_group,
            )
        return card_id

    def remove(self, card_id: str) -> None:
        """Take away a card written by mistake, with the cover it gave; inside a change."""
        self._connection.execute("DELETE FROM covers WHERE source_id = ?", (card_id,))
        self._connection.execute("DELETE FROM sponsored_cards WHERE id = ?", (card_id,))
