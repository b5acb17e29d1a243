"""Households that end when their last people go, and begin again when somebody comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import rows
from storage.life import events

if TYPE_CHECKING:
    from datetime import date

    from storage.households import Household
    from storage.life.board import Board
    from storage.register import Register


def follow(board: Board, day: date | None, *, note: str = "", mends: bool = False) -> None:
    """Write what becomes of the households of a board once its people are written; in a change.

    A household whose last people went to another one is joined into it, so that its code leads
    there; one whose last people died or moved away has left.

    Args:
        board: after `Board.settle`.
        day: of the act.
        note: where a household that leaves goes.
        mends: a household that is there again was never gone: why it went is taken away.
    """
    for home in board.homes.values():
        members = board.members(home.id)
        if members and home.status != "here":
            _begin_again(board, home, day, mends=mends)
        elif not members and home.status == "here" and board.were_members(home.id):
            _end(board, home, day, note)


def _begin_again(board: Board, home: Household, day: date | None, *, mends: bool) -> None:
    connection = board.register.connection
    fields = {"status": "here", "status_day": None, "joined_id": None}
    rows.update(connection, "households", home.id, fields)
    if mends:
        _keep_why(board, home)
        events.take_away(board.register, "household_left", household_id=home.id)
    else:
        events.write(board.register, "household_returned", day, household_id=home.id)


def _keep_why(board: Board, home: Household) -> None:
    """Let those who did leave with a household have a reason of their own."""
    left = events.latest(board.register, "household_left", household_id=home.id)
    for one in board.after.values():
        went = one.household_id == home.id and one.status == "moved"
        if left is None or not went or one.status_day != home.status_day:
            continue
        if events.latest(board.register, "left", person_id=one.id) is None:
            events.write(
                board.register,
                "left",
                left.day,
                person_id=one.id,
                household_id=home.id,
                note=left.note,
            )


def _end(board: Board, home: Household, day: date | None, note: str) -> None:
    register = board.register
    last = [board.after[one.id] for one in board.were_members(home.id)]
    into = {one.household_id for one in last}
    if home.id in into or len(into) > 1:
        rows.update(
            register.connection, "households", home.id, {"status": "left", "status_day": day}
        )
        who = last[0].id if len(last) == 1 else None
        events.write(
            register, "household_left", day, household_id=home.id, person_id=who, note=note
        )
        return
    _lead_to(register, home.id, str(into.pop()), day)


def join_if_empty(register: Register, household_id: str, into_id: str) -> None:
    """Join a household into another once nobody living is written in it any more; in a change.

    For a household that was only there because its people were written twice.
    """
    there = register.connection.value(
        "SELECT 1 FROM households h WHERE h.id = ? AND (h.status <> 'here' OR EXISTS (SELECT 1"
        " FROM people p WHERE p.household_id = h.id AND p.status IN ('here', 'away')))",
        (household_id,),
    )
    if there is None:
        _lead_to(register, household_id, into_id, None)


def _lead_to(register: Register, household_id: str, into_id: str, day: date | None) -> None:
    """Let a household, and those that were joined into it, lead to another."""
    register.connection.execute(
        "UPDATE households SET joined_id = ? WHERE joined_id = ?", (into_id, household_id)
    )
    fields = {"status": "joined", "status_day": day, "joined_id": into_id}
    rows.update(register.connection, "households", household_id, fields)
    events.write(register, "joined", day, household_id=household_id, other_household_id=into_id)
