"""What becomes of targets when villages are joined, split or deleted, or somebody is renamed.

A subject is no reference that the database knows: the same word stands for a village, a collector
or an organisation. What is promised to the council stays promised: the sum of the goals, and the
sum of what there was at the beginning, are the same before and after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.apportion import shares
from rules.names import fold
from storage import rows
from storage.targets import fields_of, of_subject, parts_of

if TYPE_CHECKING:
    from storage.register import Register


def join_targets(register: Register, gone: str, kept: str) -> None:
    """Add the targets of a village to those of the one it goes into; inside a change.

    Where only one of the two has a target, the other's part of it is not known: it is the target
    of both from now on. A rate was that of one village, and is not kept.
    """
    theirs = {(one.indicator, one.period): one for one in of_subject(register, "village", kept)}
    for one in of_subject(register, "village", gone):
        other = theirs.get((one.indicator, one.period))
        if other is None:
            _write(register, one.id, subject_id=kept, rate=None)
            continue
        known = one.opening is not None and other.opening is not None
        opening = (one.opening or 0) + (other.opening or 0) if known else None
        _write(register, other.id, goal=one.goal + other.goal, opening=opening, rate=None)
        _hand_over(register, one.id, other.id)
        register.targets.remove(one.id)
    _join_denominators(register, gone, kept)


def split_targets(register: Register, village_id: str, new: str) -> None:
    """Share the targets of a village with one split off it, by people; inside a change."""
    counts = dict(
        register.connection.rows(
            "SELECT h.village_id, count(*) FROM people p JOIN households h ON h.id = p.household_id"
            " WHERE p.status IN ('here', 'away') AND h.village_id IN (?, ?) GROUP BY 1",
            (village_id, new),
        )
    )
    weights = [counts.get(one, 0) for one in (village_id, new)]
    for one in of_subject(register, "village", village_id):
        begun = one.opening is not None
        opening = shares(one.opening or 0, weights)
        goals = parts_of(one.goal, opening, weights)
        stays, goes = (
            {"goal": goal, "opening": had if begun else None, "rate": None}
            for goal, had in zip(goals, opening, strict=True)
        )
        _write(register, one.id, **stays)
        copy = {**fields_of(one), **goes, "id": register.new_id(), "subject_id": new}
        rows.insert(register.connection, "targets", copy)
    # What another office told was of the whole village: of a part of it nobody knows.
    register.connection.execute("DELETE FROM denominators WHERE village_id = ?", (village_id,))


def forget_targets(register: Register, village_id: str) -> None:
    """Take away the targets of a village that is deleted; inside a change."""
    for one in of_subject(register, "village", village_id):
        register.targets.remove(one.id)
    register.connection.execute("DELETE FROM denominators WHERE village_id = ?", (village_id,))


def rename_organisation(register: Register, old: str, name: str) -> None:
    """Let targets and payments of an organisation follow its name; inside a change.

    Args:
        register: the register.
        old: its folded name until now.
        name: as it is called from now on.
    """
    new = fold(name)
    register.connection.execute(
        "UPDATE payments SET organisation = ? WHERE folded(organisation) = ?", (name, old)
    )
    taken = {(one.indicator, one.period) for one in of_subject(register, "organisation", new)}
    for one in of_subject(register, "organisation", old):
        if (one.indicator, one.period) not in taken:
            _write(register, one.id, subject_id=new)


def _write(register: Register, target_id: str, **fields: object) -> None:
    rows.update(register.connection, "targets", target_id, fields)


def _hand_over(register: Register, gone: str, kept: str) -> None:
    """Keep what was said of the target that goes, in months in which nothing was of the other."""
    register.connection.execute(
        "UPDATE explanations SET target_id = :kept WHERE target_id = :gone AND month NOT IN"
        " (SELECT month FROM explanations WHERE target_id = :kept)",
        {"kept": kept, "gone": gone},
    )


def _join_denominators(register: Register, gone: str, kept: str) -> None:
    """Add what was told of two villages where it was told of both; of one alone it is too little.

    A number that counts only a part of the people would make a rate that is too high.
    """
    connection = register.connection
    connection.execute(
        "UPDATE denominators SET people = people + (SELECT g.people FROM denominators g"
        " WHERE g.village_id = :gone AND g.year = denominators.year"
        " AND g.what = denominators.what)"
        " WHERE village_id = :kept AND EXISTS (SELECT 1 FROM denominators g"
        " WHERE g.village_id = :gone AND g.year = denominators.year"
        " AND g.what = denominators.what)",
        {"kept": kept, "gone": gone},
    )
    connection.execute(
        "DELETE FROM denominators WHERE village_id = :kept AND NOT EXISTS (SELECT 1"
        " FROM denominators g WHERE g.village_id = :gone AND g.year = denominators.year"
        " AND g.what = denominators.what)",
        {"kept": kept, "gone": gone},
    )
    connection.execute("DELETE FROM denominators WHERE village_id = ?", (gone,))
