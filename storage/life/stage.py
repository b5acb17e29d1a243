"""What every act begins and ends with: who takes part, whether it can be, and why it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.errors import StorageError
from storage.life import events
from storage.life.board import Board
from storage.succession import is_living

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from storage.life.events import EventKind
    from storage.people import Person
    from storage.register import Register


class Stage:
    """Prepares the board of an act and refuses what cannot be."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def _open(self, day: date | None, relations: Mapping[str, str | None] | None) -> Board:
        self._check_day(day)
        return Board(self._register, self._today(), relations=dict(relations or {}))

    def _board(
        self,
        person_ids: Iterable[str],
        day: date | None,
        relations: Mapping[str, str | None] | None,
    ) -> tuple[Board, tuple[Person, ...]]:
        board = self._open(day, relations)
        people = board.take_people(person_ids)
        self._check_births(people, day)
        return board, people

    def _today(self) -> date:
        return self._register.now().astimezone().date()

    def _check_day(self, day: date | None) -> None:
        if day is not None and day > self._today():
            raise StorageError("day_in_future", day=day)

    @staticmethod
    def _check_births(people: Iterable[Person], day: date | None) -> None:
        for one in people:
            if day is not None and one.born is not None and day < one.born.earliest():
                raise StorageError("day_before_birth", name=one.name, day=day)

    @staticmethod
    def _check_living(people: Iterable[Person]) -> None:
        for one in people:
            if one.status == "died":
                raise StorageError("already_died", name=one.name)
            if not is_living(one):
                raise StorageError("already_gone", name=one.name)

    def _living_household(self, household_id: str) -> None:
        if self._register.households.get(household_id).status != "here":
            raise StorageError("household_ended")

    def _enter(self, board: Board, people: Iterable[Person], household_id: str) -> None:
        """Let people live in another household that is one of the commune."""
        self._living_household(household_id)
        board.take([household_id])
        for one in people:
            if one.household_id == household_id:
                raise StorageError("same_household")
            board.move(one.id, household_id)

    @staticmethod
    def _bring(board: Board, people: Iterable[Person], household_id: str | None) -> None:
        """Let people be here again: where they are told to, else where they were."""
        for one in people:
            home = household_id
            if home is None and one.household_id is not None:
                home = board.homes[one.household_id].joined_id or one.household_id
            board.take([home])
            if home is not None:
                if board.homes[home].status == "joined":
                    raise StorageError("household_ended")
                board.move(one.id, home)
            board.mark(one.id, "here", None)

    def _make(self, board: Board, village_id: str | None, number: str, address: str) -> str:
        made = self._register.households.add(
            village_id=village_id, number=number.strip(), address=address.strip()
        )
        board.take([made])
        board.made.add(made)
        return made

    def _write_moves(
        self, kind: EventKind, board: Board, people: Iterable[Person], day: date | None
    ) -> None:
        """Write where people live now and which household they left for it."""
        for one in people:
            home = board.after[one.id].household_id
            left = one.household_id if one.household_id != home else None
            events.write(
                self._register,
                kind,
                day,
                person_id=one.id,
                household_id=home,
                other_household_id=left,
            )
