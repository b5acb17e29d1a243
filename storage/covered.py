"""Who lives in each village on a day, who of them is covered, and of whom that is not known.

People and cover count as in `storage.months`; unknown is what `rules.coverage` calls unknown:
nobody has said by that day that there is cover, or that there is none. Whoever is too young for
voluntary insurance is not unknown there. Each figure is the number of people its list holds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from storage.insured import TOLD
from storage.months import LIVES
from storage.rows import made

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from storage.connection import Connection
    from storage.months import Scheme

Figure = Literal["population", "covered", "unknown", "starting", "gained", "lost"]


@dataclass(frozen=True, slots=True)
class Counts:
    """The people of one village on a day; `starting` are not covered yet, by a cover known then."""

    population: int = 0
    hi: int = 0
    hi_unknown: int = 0
    hi_starting: int = 0
    vsi: int = 0
    vsi_unknown: int = 0
    vsi_starting: int = 0

    def of(self, scheme: Scheme) -> tuple[int, int, int]:
        """Return how many are covered, of how many that is not known, and how many begin later."""
        if scheme == "hi":
            return self.hi, self.hi_unknown, self.hi_starting
        return self.vsi, self.vsi_unknown, self.vsi_starting


@dataclass(frozen=True, slots=True)
class Someone:
    """One person behind a figure; ``born`` is ISO text, ``household_code`` as stored."""

    person_id: str
    name: str
    born: str | None
    village: str
    household_id: str | None
    household_code: str | None


_JOINS = "date(:on, '-15 years')"  # Law 41/2024/QH15 of 29/06/2024, Article 2 item 4
_CHILD = f"ifnull(substr(p.born || '-01-01', 1, 10) > {_JOINS}, 0)"
_LATER = """
    SELECT c.person_id, max(c.scheme = 'hi') AS hi, max(c.scheme = 'vsi') AS vsi FROM covers c
    WHERE c.known = 'covered' AND c.start > :on AND c.dated <= :on GROUP BY c.person_id
"""
_STATES = f"""
    {{name}} AS MATERIALIZED (
        SELECT p.seq, coalesce(h.village_id, p.village_id, '') AS village_id,
            ifnull(t.hi, 0) AS hi, NOT ifnull(t.hi_told, 0) AS hi_unknown,
            ifnull(l.hi > t.hi, 0) AS hi_starting,
            ifnull(t.vsi > t.csi, 0) AS vsi,
            NOT (ifnull(t.vsi_told OR t.csi, 0) OR {_CHILD}) AS vsi_unknown,
            ifnull(l.vsi > max(t.vsi, t.csi), 0) AS vsi_starting
        FROM people p LEFT JOIN households h ON h.id = p.household_id
        LEFT JOIN ({TOLD.format(among="1")}) t ON t.person_id = p.id
        LEFT JOIN ({_LATER}) l ON l.person_id = p.id
        WHERE {LIVES.format(day=":on")}
    )
"""
_NOW = _STATES.format(name="now")
_THEN = _STATES.format(name="before").replace(":on", ":then")
_COUNTS = f"""
    WITH {_NOW}
    SELECT village_id, count(*), sum(hi), sum(hi_unknown), sum(hi_starting), sum(vsi),
        sum(vsi_unknown), sum(vsi_starting)
    FROM now GROUP BY village_id
"""
_CHOSEN: dict[str, str] = {
    "population": "SELECT seq, village_id FROM now",
    "covered": "SELECT seq, village_id FROM now WHERE {0}",
    "unknown": "SELECT seq, village_id FROM now WHERE {0}_unknown",
    "starting": "SELECT seq, village_id FROM now WHERE {0}_starting",
    "gained": """
        SELECT seq, village_id FROM now
        WHERE {0} AND seq NOT IN (SELECT seq FROM before WHERE {0})""",
    "lost": """
        SELECT seq, village_id FROM before
        WHERE {0} AND seq NOT IN (SELECT seq FROM now WHERE {0})""",
}
_PEOPLE = """
    SELECT p.id, p.name, p.born, ifnull(v.name, ''), h.id, h.code
    FROM ({chosen}) s JOIN people p ON p.seq = s.seq
    LEFT JOIN households h ON h.id = p.household_id LEFT JOIN villages v ON v.id = s.village_id
    WHERE :villages IS NULL OR s.village_id IN (SELECT value FROM json_each(:villages))
    ORDER BY p.sort_key, p.folded, p.born, p.id
"""


def counts(connection: Connection, on: date) -> dict[str, Counts]:
    """Return the figures of every village by its id, "" for people without one."""
    found = connection.rows(_COUNTS, {"on": on.isoformat()})
    return {village_id: Counts(*row) for village_id, *row in found}


def people(
    connection: Connection,
    on: date,
    *,
    figure: Figure,
    scheme: Scheme = "hi",
    villages: Iterable[str] | None = None,
    then: date | None = None,
) -> list[Someone]:
    """Return exactly the people behind one figure, in the order of names.

    Args:
        connection: to the register.
        on: the day.
        figure: gained are those covered now and not ``then``, lost the reverse.
        scheme: of which insurance.
        villages: ids, "" for people without one; None for the whole commune.
        then: the earlier day, of gained and lost.
    """
    states = f"{_NOW}, {_THEN}" if then is not None else _NOW
    values = {
        "on": on.isoformat(),
        "then": None if then is None else then.isoformat(),
        "villages": None if villages is None else json.dumps(list(villages)),
    }
    chosen = _CHOSEN[figure].format(scheme)
    found = connection.rows(f"WITH {states} {_PEOPLE.format(chosen=chosen)}", values)
    return [made(Someone, row) for row in found]
