"""Acts of people: births, deaths, leaving, coming back, moving to another household."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from storage.errors import StorageError
from storage.life import events, homes
from storage.life.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from rules.calendar import PartialDate
    from rules.sex import Sex
    from storage.life.events import EventKind


_WHY: dict[str, EventKind] = {"died": "death", "moved": "left", "away": "away"}


class PeopleActs(Stage):
    """What happens to people; see `storage.life.Life`."""

    def death(
        self,
        person_id: str,
        *,
        day: date | None,
        new_head_id: str | None = None,
        relations: Mapping[str, str | None] | None = None,
        told_by: str = "",
        document: str = "",
    ) -> None:
        """Write that somebody has died; cover, enrolments and payments stay as they were written.

        Args:
            person_id: a living member, or a living person without a household.
            day: of the death; None where nobody knows.
            new_head_id: who leads from now on.
            relations: what the others are to the new head.
            told_by: who said so.
            document: number and day of the death certificate.
        """
        board, (one,) = self._board([person_id], day, relations)
        self._check_living([one])
        board.mark(one.id, "died", day)
        board.lead(new_head_id)
        board.settle()
        events.write(
            self._register,
            "death",
            day,
            person_id=one.id,
            household_id=one.household_id,
            told_by=told_by,
            document=document,
        )
        homes.follow(board, day)

    def leave(
        self,
        person_ids: Iterable[str],
        *,
        day: date | None,
        kind: Literal["away", "moved"],
        where: str = "",
        new_head_id: str | None = None,
        relations: Mapping[str, str | None] | None = None,
    ) -> None:
        """Write that people are away for a while (they still count) or have moved away for good.

        A head who is away stays the head unless another is named.
        """
        board, people = self._board(person_ids, day, relations)
        self._check_living(people)
        for one in people:
            board.mark(one.id, kind, day)
        board.lead(new_head_id)
        board.settle()
        for one in people:
            events.write(
                self._register,
                "left" if kind == "moved" else "away",
                day,
                person_id=one.id,
                household_id=one.household_id,
                note=where,
            )
        homes.follow(board, day, note=where)

    def come_back(
        self,
        person_ids: Iterable[str],
        *,
        day: date | None,
        household_id: str | None = None,
        new_head_id: str | None = None,
        relations: Mapping[str, str | None] | None = None,
    ) -> None:
        """Write that people who were away or had moved are here again.

        Args:
            person_ids: people away or moved.
            day: since when.
            household_id: where they live now; None: where they were, or the household that one
                was joined into. A household that had left is one of the commune again.
            new_head_id: who leads, if that changes.
            relations: what they are to the head.

        Raises:
            StorageError: as all acts; not_gone (name).
        """
        board, people = self._board(person_ids, day, relations)
        for one in people:
            if one.status == "died":
                raise StorageError("already_died", name=one.name)
            if one.status == "here":
                raise StorageError("not_gone", name=one.name)
        self._bring(board, people, household_id)
        board.lead(new_head_id)
        board.settle()
        self._write_moves("returned", board, people, day)
        homes.follow(board, day)

    def mistaken(
        self,
        person_ids: Iterable[str],
        *,
        new_head_id: str | None = None,
        relations: Mapping[str, str | None] | None = None,
    ) -> None:
        """Write that people never died, moved or went away: it was noted by mistake.

        For when the act can no longer be undone because of later work. Why they went is taken
        away; the history keeps that it was noted. Whoever was away before is away again, and a
        household that ended with them is there again.

        Raises:
            StorageError: as all acts; not_gone (name).
        """
        board, people = self._board(person_ids, None, relations)
        for one in people:
            if one.status == "here":
                raise StorageError("not_gone", name=one.name)
        self._bring(board, people, None)
        for one in people:
            away = events.latest(self._register, "away", "returned", person_id=one.id)
            if one.status != "away" and away is not None and away.kind == "away":
                board.mark(one.id, "away", away.day)
        board.lead(new_head_id)
        board.settle()
        for one in people:
            events.take_away(self._register, _WHY[one.status], person_id=one.id)
        homes.follow(board, None, mends=True)

    def transfer(
        self,
        person_ids: Iterable[str],
        to_household_id: str,
        *,
        day: date | None,
        relations: Mapping[str, str | None] | None = None,
        new_head_id: str | None = None,
    ) -> None:
        """Move people, also such without a household, into another household of the commune.

        A household whose last people go this way is joined into the other one.

        Raises:
            StorageError: as all acts; same_household.
        """
        board, people = self._board(person_ids, day, relations)
        self._check_living(people)
        self._enter(board, people, to_household_id)
        board.lead(new_head_id)
        board.settle()
        self._write_moves("transferred", board, people, day)
        homes.follow(board, day)

    def birth(
        self,
        household_id: str,
        *,
        name: str,
        sex: Sex | None,
        born: PartialDate,
        relation: str | None,
        personal_id: str | None = None,
        ethnic: str | None = None,
    ) -> str:
        """Add a newborn to a household, and return the id of the person.

        Raises:
            StorageError: as all acts; empty_name, same_personal_id.
        """
        self._check_day(born.earliest())
        self._living_household(household_id)
        if relation == "head":
            raise StorageError("two_heads")
        person_id = self._register.people.add(
            name=name,
            household_id=household_id,
            sex=sex,
            born=born,
            relation=relation,
            personal_id=personal_id,
            ethnic=ethnic,
        )
        day = born.earliest() if born.day is not None else None
        events.write(self._register, "born", day, person_id=person_id, household_id=household_id)
        return person_id
