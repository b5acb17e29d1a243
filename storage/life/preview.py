"""What an act would change: the act itself is done, read, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.life.effects import EffectLine, Effects, PaysCell
from storage.life.notes import notes
from storage.life.sides import Side

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from rules.policy import Policy
    from storage.life.acts import Life
    from storage.register import Register

_NOTHING = PaysCell(0, 0)
# What an act writes stands in the journal past the last change, until it is taken back.
_TOUCHED = """
    WITH written AS (
        SELECT j.table_name, j.row_id, j.before, j.after
        FROM change_rows j JOIN temp.open_change o ON o.seq = j.change
    )
    SELECT before ->> 'household_id' FROM written WHERE table_name = 'people'
    UNION SELECT after ->> 'household_id' FROM written WHERE table_name = 'people'
    UNION SELECT row_id FROM written WHERE table_name = 'households'
"""
_TOUCHED_PEOPLE = """
    SELECT j.row_id FROM change_rows j JOIN temp.open_change o ON o.seq = j.change
    WHERE j.table_name = 'people' ORDER BY j.position
"""


def preview(
    register: Register,
    act: Callable[[Life], object],
    *,
    households: Sequence[str],
    on: date,
    policy: Policy,
) -> Effects:
    """Return what an act would change; the register stays exactly as it is.

    Args:
        register: the register, with no change open.
        act: does the act, such as ``lambda life: life.death(person, day=day, new_head_id=wife)``.
        households: ids of households to show even where nothing changes; those the act touches
            are shown whether named or not.
        on: the working day, for states and amounts.
        policy: the law, for what a family is given.

    Raises:
        StorageError: as the act; change_open, busy.
    """
    with register.rehearsal():
        act(register.life)
        connection = register.connection
        touched = [one for one in connection.column(_TOUCHED) if one is not None]
        ids = list(dict.fromkeys([*households, *touched]))
        people = list(dict.fromkeys(connection.column(_TOUCHED_PEOPLE)))
        after = Side(register, ids, people, on)
    before = Side(register, ids, people, on)
    return Effects(_lines(before, after), notes(before, after, policy))


def _lines(before: Side, after: Side) -> tuple[EffectLine, ...]:
    names = {one.id: one.name for one in (before.people | after.people).values()}
    everybody = list(names)
    lines = [
        EffectLine("member", names[one], one, None, before.members.get(one), after.members.get(one))
        for one in everybody
    ]
    homes = [*before.homes, *(one for one in after.homes if one not in before.homes)]
    lines += [
        EffectLine("home", "", None, one, before.homes.get(one), after.homes.get(one))
        for one in homes
    ]
    lines += [
        EffectLine("hi", names[one], one, None, before.hi.get(one), after.hi.get(one))
        for one in everybody
        if before.hi.get(one) != after.hi.get(one)
    ]
    lines += [
        EffectLine("pays", "", None, one, before.pays.get(one), after.pays.get(one))
        for one in homes
        if any(side.pays.get(one, _NOTHING) != _NOTHING for side in (before, after))
    ]
    return tuple(lines)
