"""The SQL of what there is at the end of a day: one row for everybody living here then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.calendar import MONTHS_A_YEAR, plus_months
from rules.vsi.working_age import working_age
from rules.working import Step
from storage.months import LIVES

if TYPE_CHECKING:
    from datetime import date

    from storage.register import Register

_JOINS = 15  # Law 41/2024/QH15 of 29/06/2024, Article 2 item 4
# Law on education 43/2019/QH14 of 14/06/2019, Article 28: twelve years of school from six on.
_SCHOOL = (6, 18)

BORN = "substr(p.born || '-01-01', 1, 10)"
_SUBJECTS = {
    "commune": "''",
    "village": "coalesce(h.village_id, p.village_id, '')",
    "collector": "ifnull(h.collector_id, '')",
    "organisation": "ifnull((SELECT folded(s.organisation) FROM staff s"
    " WHERE s.id = h.collector_id), '')",
}

# Where the sex is not known, one may be of working age by one law and not by the other.
AGED = """
    CASE WHEN born IS NULL THEN NULL WHEN born > :grown THEN 0
    WHEN sex = 'male' THEN born >= :men WHEN sex = 'female' THEN born >= :women
    WHEN born >= max(:men, :women) THEN 1 WHEN born < min(:men, :women) THEN 0 END
"""
_PEOPLE = f"""
    those AS (
        SELECT p.id, p.household_id, {{subject}} AS subject, p.occupation, p.sex, {BORN} AS born,
            ifnull(i.hi, 0) AS hi, ifnull(i.hi_told, 0) AS hi_told,
            ifnull(i.vsi > i.csi, 0) AS vsi, ifnull(i.vsi OR i.csi, 0) AS insured,
            ifnull(i.vsi_told OR i.csi, 0) AS si_told,
            ifnull(p.occupation = 'pupil', ifnull(i.student, 0)) AS pupil
        FROM people p LEFT JOIN households h ON h.id = p.household_id
        LEFT JOIN {{table}} i ON i.person_id = p.id
        WHERE {LIVES.format(day=":on")}
    )
"""
_WORKERS = f"""
    , aged AS MATERIALIZED (SELECT *, {AGED} AS aged FROM those)
    , workers AS MATERIALIZED (
        SELECT *, {{labour}} AS labour, {{unsure}} AS labour_unsure FROM aged)
"""
# Whoever pays social insurance works, whatever is written about them.
_LABOUR = "(ifnull(aged, 0) AND (insured OR NOT (pupil OR occupation IS 'not_working')))"
_LABOUR_UNSURE = (
    "NOT insured AND NOT pupil AND ifnull(aged, 1) AND (aged IS NULL AND occupation IS NOT"
    " 'not_working' OR aged AND occupation IS NULL)"
)
_CHILD = "ifnull(born > :joins, 0)"
SCHOOL_AGE = "born > :leaves_school AND born <= :enters_school"
# counted, base, unknown, unsure, missing: conditions on the row of a person.
_Parts = dict[str, tuple[str, str, str, str, str]]
_CARDS: _Parts = {
    "hi": ("hi", "1", "NOT hi_told", "0", "hi_told AND NOT hi"),
    "vsi": (
        "vsi",
        "0",
        f"NOT (si_told OR {_CHILD})",
        "0",
        f"si_told AND NOT (insured OR {_CHILD})",
    ),
    "hi_pupils": (
        "pupil AND hi",
        "pupil",
        "pupil AND NOT hi_told",
        f"ifnull({SCHOOL_AGE}, 0) AND NOT pupil AND occupation IS NULL",
        "pupil AND hi_told AND NOT hi",
    ),
}
_LABOURERS: _Parts = {
    name: (
        f"labour AND {covered}",
        "labour",
        "labour AND NOT si_told",
        "labour_unsure",
        f"labour AND si_told AND NOT {covered}",
    )
    for name, covered in (("si_labour", "insured"), ("vsi_labour", "vsi"))
}
_GROUPS: tuple[tuple[str, str, _Parts], ...] = (
    ("those", "", _CARDS),
    ("workers", _WORKERS.format(labour=_LABOUR, unsure=_LABOUR_UNSURE), _LABOURERS),
)
PARTS = ("counted", "base", "unknown", "unsure", "missing")


def together(name: str) -> tuple[str, ...]:
    """Return the stocks that are counted with one, in their order: of the same people at once."""
    return tuple(next(parts for _, _, parts in _GROUPS if name in parts))


def counts(name: str, table: str, by: str) -> str:
    """Return the SQL of the stocks of `together`: the subject, then five parts of each."""
    source, more, parts = next(group for group in _GROUPS if name in group[2])
    people = _PEOPLE.format(subject=_SUBJECTS[by], table=table)
    sums = ", ".join(f"sum({part})" for five in parts.values() for part in five)
    return f"WITH {people}{more} SELECT subject, {sums} FROM {source} GROUP BY subject"


def chosen(name: str, table: str, by: str, part: str) -> tuple[str, str]:
    """Return the SQL of the rows of one part: what goes before it, and the rows.

    Its columns are the table and id of the row, for how many it counts, its day, the person, the
    household, a name where there is no person, and the collector of the act.
    """
    source, more, parts = next(group for group in _GROUPS if name in group[2])
    people = _PEOPLE.format(subject=_SUBJECTS[by], table=table)
    return (
        f"{people}{more},",
        f"""
        SELECT 'people' AS source, id AS row_id, 1 AS people, NULL AS day, id AS person_id,
            household_id, '' AS name, NULL AS collector FROM {source}
        WHERE (:subject IS NULL OR subject = :subject) AND ({parts[name][PARTS.index(part)]})
    """,
    )


def values(register: Register, on: date) -> tuple[dict[str, object], tuple[Step, ...]]:
    """Return the values of that SQL on a day, and the working of the labour force."""
    policy = register.policies.policy()
    men, women = (working_age(policy, sex=sex, on=on) for sex in ("male", "female"))
    first, last = _SCHOOL
    days = {
        "on": on,
        "grown": men.born_until,
        "men": men.born_from.first,
        "women": women.born_from.first,
        "joins": _years_before(on, _JOINS),
        "enters_school": _years_before(on, first),
        "leaves_school": _years_before(on, last),
    }
    steps = (*men.steps, *women.steps, Step("labour_force"))
    return {name: day.isoformat() for name, day in days.items()}, steps


def _years_before(on: date, years: int) -> date:
    return plus_months(on, -years * MONTHS_A_YEAR)
