"""The SQL of what happened in a period: one row for each act.

The collector of an enrolment is who took its first payment, and the organisation is that of the
day of payment; a visit is the visitor's. A card that ended belongs to whoever sold it. An act stays
where its person or household stands now.
"""

from __future__ import annotations

from storage.covers import counts_on

_PERSON_VILLAGE = "coalesce(h.village_id, p.village_id, '')"
_PERSON = "people p ON p.id = {0}.person_id LEFT JOIN households h ON h.id = p.household_id"
# The first payment of an enrolment tells who collected it.
_PAID = """
    LEFT JOIN payments y ON y.id = (SELECT f.id FROM payments f WHERE f.enrolment_id = {0}
        ORDER BY f.day, f.id LIMIT 1)
    LEFT JOIN staff s ON s.id = y.collector_id
"""
_PAID_TO = "folded(coalesce(nullif(y.organisation, ''), s.organisation, ''))"

_JOINED = f"""
    SELECT 'enrolments' AS source, e.id AS row_id, 1 AS people, e.day, e.person_id, p.household_id,
        '' AS name, {_PERSON_VILLAGE} AS village, ifnull(y.collector_id, '') AS collector,
        {_PAID_TO} AS organisation, 1 AS counted
    FROM enrolments e JOIN {_PERSON.format("e")} {_PAID.format("e.id")}
    WHERE e.scheme = '{{scheme}}' AND e.kind IN ('new', 'rejoin') AND e.void_day IS NULL
        AND ('{{scheme}}' = 'vsi' OR e.hi_group = 'household') AND e.day BETWEEN :since AND :on
    UNION ALL {{totals}}
"""
# Where nobody wrote the names down, the number is counted, and is told apart.
_TOTALS = """
    SELECT 'event_totals', t.id, t.people, v.day, NULL, NULL, '',
        ifnull(v.village_id, ''), '', '', 1
    FROM event_totals t JOIN events v ON v.id = t.event_id
    WHERE t.what = '{what}' AND v.state = 'held' AND v.day BETWEEN :since AND :on
"""
# A card or a time of insurance that came to its end; kept where the person is insured again within
# the 90 days in which a card goes on without waiting (Decree 188/2025/NĐ-CP, Article 13).
_RENEWALS = """
    SELECT 'covers' AS source, e.id AS row_id, 1 AS people, e.until AS day, e.person_id,
        p.household_id, '' AS name, {village} AS village, ifnull(y.collector_id, '') AS collector,
        {organisation} AS organisation,
        EXISTS (SELECT 1 FROM covers c WHERE c.person_id = e.person_id AND c.known = 'covered'
            AND (c.scheme = e.scheme OR (e.scheme = 'vsi' AND c.scheme = 'csi'))
            AND ifnull(c.start, '') <= min(:on, date(e.until, '+90 days'))
            AND ifnull(c.until, '~') > e.until AND {counts}) AS counted
    FROM ended e JOIN {person} LEFT JOIN enrolments n ON n.id = e.source_id {paid}
    WHERE (p.status IN ('here', 'away') OR p.status_day > date(e.until, '+1 day'))
"""
_ENDED = """
    ended AS MATERIALIZED (SELECT c.id, c.person_id, c.scheme, c.until, c.source_id FROM covers c
        WHERE c.known = 'covered' AND c.until BETWEEN :since AND date(:on, '-1 day')
        AND (c.scheme = 'vsi' OR (c.scheme = 'hi' AND c.hi_group = 'household')) AND {counts})
"""
_VISITS = """
    SELECT 'visits' AS source, t.id AS row_id, 1 AS people, t.day, NULL AS person_id,
        t.household_id, '' AS name, ifnull(h.village_id, '') AS village,
        ifnull(t.visitor_id, '') AS collector, folded(ifnull(s.organisation, '')) AS organisation,
        1 AS counted
    FROM visits t JOIN households h ON h.id = t.household_id
    LEFT JOIN staff s ON s.id = t.visitor_id
    WHERE t.day BETWEEN :since AND :on
"""
_NON_CASH = f"""
    SELECT 'non_cash_moves' AS source, m.id AS row_id, 1 AS people, m.day, m.person_id,
        p.household_id, m.name, coalesce(h.village_id, p.village_id, m.village_id, '') AS village,
        ifnull(m.staff_id, '') AS collector, folded(ifnull(s.organisation, '')) AS organisation,
        1 AS counted
    FROM non_cash_moves m LEFT JOIN {_PERSON.format("m")} LEFT JOIN staff s ON s.id = m.staff_id
    WHERE m.day BETWEEN :since AND :on
    UNION ALL {_TOTALS.format(what="non_cash")}
"""


# Whether a cover counts on its own last day, and whether one counts when it takes over.
_COUNTS_ON_END = counts_on("c.until")
_COUNTS_AFTER = counts_on("max(ifnull(c.start, ''), date(e.until, '+1 day'))")


def acts(name: str) -> tuple[str, str]:
    """Return the SQL of one flow: what goes before it, and its rows."""
    if name in ("vsi_new", "hi_new"):
        scheme = name.partition("_")[0]
        return "", _JOINED.format(scheme=scheme, totals=_TOTALS.format(what=f"joined_{scheme}"))
    if name == "renewals":
        return _ENDED.format(counts=_COUNTS_ON_END), _RENEWALS.format(
            village=_PERSON_VILLAGE,
            organisation=_PAID_TO,
            counts=_COUNTS_AFTER,
            person=_PERSON.format("e"),
            paid=_PAID.format("n.id"),
        )
    return "", {"visits": _VISITS, "non_cash": _NON_CASH}[name]


def counts(name: str, by: str) -> str:
    """Return the SQL of one flow by subject: the subject, counted, of how many, without names."""
    before, those = acts(name)
    return f"""
        WITH {_with(before)} those AS ({those})
        SELECT {_subject(by)}, sum(people * counted), sum(people),
            sum(people * (source = 'event_totals')) FROM those GROUP BY 1
    """


def months(name: str, by: str) -> str:
    """Return the SQL of one flow by subject and month: the subject, the month, how many."""
    before, those = acts(name)
    return f"""
        WITH {_with(before)} those AS ({those})
        SELECT {_subject(by)}, CAST(substr(day, 6, 2) AS INTEGER), sum(people) FROM those
        WHERE counted GROUP BY 1, 2
    """


def chosen(name: str, by: str, part: str) -> tuple[str, str]:
    """Return the SQL of the rows of one part, as `storage.indicators.stock.chosen` does."""
    before, those = acts(name)
    return (
        _with(before),
        f"""
        SELECT source, row_id, people, day, person_id, household_id, name, collector
        FROM ({those}) WHERE (:subject IS NULL OR {_subject(by)} = :subject) AND {_PARTS[part]}
    """,
    )


_PARTS = {
    "counted": "counted",
    "base": "1",
    "missing": "NOT counted",
    "unknown": "0",
    "unsure": "0",
}


def _subject(by: str) -> str:
    return "''" if by == "commune" else by


def _with(before: str) -> str:
    return f"{before}," if before else ""
