"""Acts of households: splitting, joining, couples, another head, leaving and coming back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.errors import StorageError
from storage.life import events, homes
from storage.life.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date


class HouseholdActs(Stage):
    """What happens to households; see `storage.life.Life`."""

    def split(
        self,
        household_id: str,
        person_ids: Iterable[str],
        *,
        head_id: str | None,
        day: date | None,
        relations: Mapping[str, str | None] | None = None,
        new_head_id: str | None = None,
        village_id: str | None = None,
        number: str = "",
        address: str = "",
    ) -> str:
        """Make a household of some of the members of another, and return its id.

        The standing of the year stays with the household that is left: a decision names the
        household. Calculations and results of visits go with the person.

        Args:
            household_id: the household that is left.
            person_ids: living members of it, not all of them.
            head_id: who leads the new one; None only where nobody may.
            day: of the split.
            relations: what people are to the head of where they will be, in both.
            new_head_id: who leads the old one, if its head goes.
            village_id: of the new one; None: the same village.
            number: of the new household.
            address: of the new household.

        Raises:
            StorageError: as all acts; all_leave.
        """
        board, people = self._board(person_ids, day, relations)
        self._check_living(people)
        if any(one.household_id != household_id for one in people):
            raise StorageError("not_a_member")
        if len(people) == len(board.were_members(household_id)):
            raise StorageError("all_leave")
        home = board.homes[household_id]
        made = self._make(board, village_id or home.village_id, number, address)
        for one in people:
            board.move(one.id, made)
        board.lead(head_id, new_head_id)
        board.settle()
        events.write(
            self._register, "split", day, household_id=made, other_household_id=household_id
        )
        homes.follow(board, day)
        return made

    def join(
        self,
        household_id: str,
        into_id: str,
        *,
        day: date | None,
        head_id: str | None = None,
        relations: Mapping[str, str | None] | None = None,
    ) -> None:
        """Join a household into another, whose number, address, code and standing stay.

        Args:
            household_id: the household that ends; its code leads to the other one from now on.
            into_id: the household that stays.
            day: of the joining.
            head_id: who leads; None: whoever leads the household that stays.
            relations: what people are to the head.

        Raises:
            StorageError: as all acts; same_household, household_empty.
        """
        if household_id == into_id:
            raise StorageError("same_household")
        self._living_household(household_id)
        board = self._open(day, relations)
        board.take([household_id])
        people = board.were_members(household_id)
        if not people:
            raise StorageError("household_empty")
        self._check_births(people, day)
        self._enter(board, people, into_id)
        board.lead(head_id)
        board.settle()
        homes.follow(board, day)

    def marry(
        self,
        one_id: str,
        other_id: str,
        *,
        day: date | None,
        into: str | None,
        head_id: str | None = None,
        with_ids: Sequence[str] = (),
        relations: Mapping[str, str | None] | None = None,
        new_head_ids: Sequence[str] = (),
        village_id: str | None = None,
        number: str = "",
        address: str = "",
    ) -> str:
        """Write that two people are a couple and live together; return the id of the household.

        Args:
            one_id: one of them.
            other_id: the other.
            day: of the wedding.
            into: the household they live in, or None for a new one.
            head_id: who leads it; in a household that is there, None leaves its head.
            with_ids: who comes along, such as a child of a widow.
            relations: what people are to the head of where they will be; where one of the two
                leads, or the one the other comes to is a child of the head, the other's follows.
            new_head_ids: who leads the households that lose their head.
            village_id: of a new household; None: that of ``one_id``.
            number: of a new household.
            address: of a new household.

        Raises:
            StorageError: as all acts; same_person.
        """
        if one_id == other_id:
            raise StorageError("same_person")
        board, people = self._board([one_id, other_id, *with_ids], day, relations)
        self._check_living(people)
        if into is None:
            into = self._make(board, village_id or people[0].village_id, number, address)
        else:
            self._living_household(into)
            board.take([into])
        for one in people:
            board.move(one.id, into)
        board.lead(head_id, *new_head_ids)
        board.pair(one_id, other_id)
        board.settle()
        self._write_moves("married", board, people[:2], day)
        self._write_moves(
            "transferred", board, [one for one in people[2:] if one.household_id != into], day
        )
        homes.follow(board, day)
        return into

    def change_head(
        self,
        household_id: str,
        head_id: str,
        relations: Mapping[str, str | None] | None = None,
        *,
        day: date | None = None,
    ) -> None:
        """Let another member lead; the code of the household and all else stay."""
        self._living_household(household_id)
        board = self._open(day, relations)
        board.take([household_id])
        if not any(one.id == head_id for one in board.were_members(household_id)):
            raise StorageError("not_a_member")
        board.lead(head_id)
        board.settle()
        events.write(self._register, "head", day, person_id=head_id, household_id=household_id)

    def household_leaves(self, household_id: str, *, day: date | None, where: str = "") -> None:
        """Write that all living members have moved away together.

        Raises:
            StorageError: as all acts; household_empty.
        """
        self._living_household(household_id)
        board = self._open(day, None)
        board.take([household_id])
        people = board.were_members(household_id)
        if not people:
            raise StorageError("household_empty")
        self._check_births(people, day)
        for one in people:
            board.mark(one.id, "moved", day)
        board.settle()
        homes.follow(board, day, note=where)

    def household_returns(
        self,
        household_id: str,
        *,
        day: date | None,
        person_ids: Sequence[str] = (),
        new_head_id: str | None = None,
        relations: Mapping[str, str | None] | None = None,
    ) -> None:
        """Write that a household that had left is back with those who left with it.

        Args:
            household_id: a household that has left.
            day: since when.
            person_ids: who is back; empty: all who moved away on the day it left.
            new_head_id: who leads, if that is not who led before.
            relations: what people are to the head.

        Raises:
            StorageError: as all acts; household_not_gone, nobody_chosen.
        """
        board = self._open(day, relations)
        board.take([household_id])
        home = board.homes[household_id]
        if home.status != "left":
            raise StorageError("household_not_gone")
        left_with = [
            one.id
            for one in board.before.values()
            if one.status == "moved" and one.status_day == home.status_day
        ]
        people = board.take_people(person_ids or left_with)
        if any(one.household_id != household_id or one.status != "moved" for one in people):
            raise StorageError("not_a_member")
        self._check_births(people, day)
        for one in people:
            board.mark(one.id, "here", None)
        board.lead(new_head_id)
        board.settle()
        homes.follow(board, day)
