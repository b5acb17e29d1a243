"""What was done at the events of a campaign and what came of it: a figure is the sum of its rows.

Everything is counted where it happened: in the village of the event. Only events that were held
count. An event whose people nobody counted is a row without a number: it is told apart, never 0.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from storage.events import REACHED
from storage.rows import made

if TYPE_CHECKING:
    from storage.connection import Connection

Figure = Literal[
    "launch",
    "talks",
    "small_group",
    "booth",
    "mobile_team",
    "other_forms",
    "reached",
    "vsi_joined",
    "vsi_renewed",
    "hi_joined",
    "non_cash",
    "sponsored",
]
FORMS_COUNTED: tuple[Figure, ...] = (
    "launch",
    "talks",
    "small_group",
    "booth",
    "mobile_team",
    "other_forms",
)
JOINED: tuple[Figure, ...] = ("vsi_joined", "vsi_renewed", "hi_joined")
FIGURES: tuple[Figure, ...] = (*FORMS_COUNTED, "reached", *JOINED, "non_cash", "sponsored")


@dataclass(frozen=True, slots=True)
class Behind:
    """One record behind a figure.

    Attributes:
        kind: what `id` is: an event, an enrolment, a number told without names, a pensioner moved
            to non-cash payment, a card given by a sponsor.
        people: how many it counts; 1 for an event among events, None where nobody counted.
        name: of the person; "" where there is none.
        area: name of the village of the event; "" where it was held for several.
    """

    figure: Figure
    kind: Literal["event", "enrolment", "total", "non_cash", "sponsored"]
    id: str
    event_id: str
    day: date
    form: str
    place: str
    area: str
    area_id: str
    people: int | None
    name: str
    household_id: str | None

    @property
    def named(self) -> bool:
        """Whether one can say who it was."""
        return self.kind != "total"


@dataclass(frozen=True, slots=True)
class Sum:
    """One figure.

    Attributes:
        people: the sum of its rows.
        unnamed: how much of it is a number told without names.
        uncounted: how many events nobody counted.
    """

    people: int
    unnamed: int
    uncounted: int


@dataclass(frozen=True, slots=True)
class CampaignReport:
    """Every record behind every figure, in the order of days."""

    rows: tuple[Behind, ...]

    def of(self, *figures: Figure, area: str | None = None) -> tuple[Behind, ...]:
        """Return the rows of figures, of one area by its id ("" for several villages) or all."""
        return tuple(
            row
            for row in self.rows
            if row.figure in figures and (area is None or row.area_id == area)
        )

    def sum(self, *figures: Figure, area: str | None = None) -> Sum:
        """Return the figure that `of` lists."""
        found = self.of(*figures, area=area)
        return Sum(
            sum(row.people or 0 for row in found),
            sum(row.people or 0 for row in found if not row.named),
            sum(row.people is None for row in found),
        )

    def areas(self) -> dict[str, str]:
        """Return the name of each area by its id: where most events were held first."""
        held = Counter(row.area_id for row in self.of(*FORMS_COUNTED))
        names = {row.area_id: row.area for row in self.rows}
        return {one: names[one] for one in sorted(names, key=lambda one: (-held[one], names[one]))}


_ROWS = f"""
    WITH held AS MATERIALIZED (
        SELECT v.id, v.day, v.form, v.place, ifnull(p.name, '') AS area,
            ifnull(v.village_id, '') AS area_id, {REACHED.format(event="v")} AS reached
        FROM events v LEFT JOIN villages p ON p.id = v.village_id
        WHERE v.state = 'held' AND {{where}}
    ),
    counted AS (
        SELECT CASE form WHEN 'conference' THEN 'talks' WHEN 'dialogue' THEN 'talks'
                WHEN 'launch' THEN form WHEN 'small_group' THEN form WHEN 'booth' THEN form
                WHEN 'mobile_team' THEN form ELSE 'other_forms' END AS figure,
            'event' AS kind, id, id AS event_id, 1 AS people, NULL AS person_id, '' AS name
        FROM held
        UNION ALL SELECT 'reached', 'event', id, id, reached, NULL, '' FROM held
        UNION ALL
        SELECT CASE e.scheme WHEN 'hi' THEN 'hi_joined'
                ELSE iif(e.kind = 'renewal', 'vsi_renewed', 'vsi_joined') END,
            'enrolment', e.id, e.won_event_id, 1, e.person_id, ''
        FROM held JOIN enrolments e ON e.won_event_id = held.id WHERE e.void_day IS NULL
        UNION ALL
        SELECT CASE t.what WHEN 'joined_hi' THEN 'hi_joined' WHEN 'joined_vsi' THEN 'vsi_joined'
                ELSE t.what END, 'total', t.id, t.event_id, t.people, NULL, ''
        FROM held JOIN event_totals t ON t.event_id = held.id
        UNION ALL SELECT 'non_cash', 'non_cash', m.id, m.event_id, 1, m.person_id, m.name
        FROM held JOIN non_cash_moves m ON m.event_id = held.id
        UNION ALL SELECT 'sponsored', 'sponsored', s.id, s.event_id, 1, s.person_id, s.name
        FROM held JOIN sponsored_cards s ON s.event_id = held.id
    )
    SELECT c.figure, c.kind, c.id, held.id, held.day, held.form, held.place, held.area,
        held.area_id, c.people, coalesce(p.name, c.name), p.household_id
    FROM counted c JOIN held ON held.id = c.event_id LEFT JOIN people p ON p.id = c.person_id
    ORDER BY held.day, held.id, p.sort_key, p.folded, c.id
"""


def report(connection: Connection, where: str, *values: object) -> CampaignReport:
    """Gather the report of the events that a condition on ``events v`` chooses."""
    found = connection.rows(_ROWS.format(where=where), values)
    rows = ((*row[:4], date.fromisoformat(row[4]), *row[5:]) for row in found)
    return CampaignReport(tuple(made(Behind, row) for row in rows))
