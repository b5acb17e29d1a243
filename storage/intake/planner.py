"""Finding for every row the person it is, and gathering what is to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage.errors import StorageError
from storage.intake.filling import SAID, Filler
from storage.intake.index import FIELDS, Candidate, Index, more_precise
from storage.intake.lexicon import says_more
from storage.intake.matching import (
    Match,
    folded_name,
    has_known_number,
    keeping,
    match,
    numberless_twin,
    sought,
)
from storage.intake.placing import place_household
from storage.intake.plan import (
    Choices,
    Conflict,
    Decision,
    FieldChange,
    PlannedCover,
    PlannedRow,
    Resemblance,
    Writing,
)
from storage.intake.records import Record, identity
from storage.intake.standing import Standings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from storage.imports import Outcome
    from storage.intake.plan import RowKey
    from storage.progress import Progress
    from storage.register import Register

_OF_PLACE = frozenset({"household_id", "village_id", "relation"})
_EVERY = 500


class _Draft:
    """One row while it is planned."""

    __slots__ = ("conflicts", "facts", "joined", "match", "person", "record", "repeats")

    def __init__(self, record: Record, found: Match) -> None:
        self.record = record
        self.match = found
        self.person: Candidate | None = None
        self.repeats: Record | None = None
        self.conflicts: list[Conflict] = []
        self.facts: list[FieldChange] = []
        self.joined: list[str] = []


class Planner:
    """Plans rows against one index of the register.

    Args:
        register: the register; only read.
        dated: the day as of which the list speaks.
        on: the working day.
        choices: what the clerk has decided about conflicts.
    """

    def __init__(
        self,
        register: Register,
        *,
        dated: dt.date,
        on: dt.date,
        choices: Choices | None = None,
    ) -> None:
        self.index = Index(register)
        self.writing = Writing()
        self.filler = Filler(register, self.index, dated=dated, on=on, choices=choices or Choices())
        self._register = register
        self._drafts: list[_Draft] = []
        self._taken_before: dict[RowKey, str] = {}
        self._brought: dict[RowKey, Candidate] = {}
        self._alike: dict[tuple[object, ...], Candidate] = {}
        self._waiting: dict[tuple[object, ...], Record] = {}
        self._merged: dict[str, Candidate] = {}
        self._codes = dict(register.connection.rows("SELECT id, code FROM households"))

    def standings(self, year: int, document: tuple[str, dt.date | None] = ("", None)) -> Standings:
        """Return the standings of a year, to be set by the rows of households."""
        return Standings(
            self._register, self.index, self.filler, self.writing, year=year, document=document
        )

    def homes_of_candidates(self) -> set[str]:
        """Return the households of everybody whom a waiting row may be."""
        found = (one for draft in self._drafts for one in draft.match.candidates)
        return {home for one in found if (home := one.now["household_id"])}

    def remember(self, sha256: str) -> None:
        """Know what became of the rows of this very file when it was imported before."""
        self._taken_before = {
            (sheet, row): person_id
            for sheet, row, person_id in self._register.connection.rows(
                "SELECT r.sheet, r.row, r.person_id FROM import_rows r"
                " JOIN imports i ON i.id = r.import_id"
                " WHERE i.sha256 = ? AND r.person_id IS NOT NULL ORDER BY r.id",
                (sha256,),
            )
        }
        for person_id in self._taken_before.values():
            if one := self.index.people.get(person_id):
                one.listed = True

    def remember_list(self, import_id: str) -> None:
        """Know who stands in the rest of a list of which only rows that waited are taken."""
        for person_id in self._register.connection.column(
            "SELECT person_id FROM import_rows WHERE import_id = ? AND person_id IS NOT NULL",
            (import_id,),
        ):
            if one := self.index.people.get(person_id):
                one.listed = True

    def take(
        self,
        records: Iterable[Record],
        decisions: Mapping[RowKey, Decision],
        progress: Progress | None,
    ) -> None:
        """Find for every row the person it is, and fill what that person lacks."""
        records = list(records)
        drafts: dict[int, _Draft] = {}
        # whom the register knows by number goes first: it leaves fewer people to be taken
        # for somebody by name alone
        known = [has_known_number(self.index, record) for record in records]
        order = [place for place, numbered in enumerate(known) if numbered]
        order += [place for place, numbered in enumerate(known) if not numbered]
        for done, place in enumerate(order):
            if progress and done % _EVERY == 0:
                progress(done, len(records))
            record = records[place]
            draft = _Draft(record, self._match(record, decisions.get((record.sheet, record.row))))
            drafts[place] = draft
            self._resolve(draft)
        self._drafts = [drafts[place] for place in range(len(records))]
        self._settle()
        if progress:
            progress(len(records), len(records))

    def take_certain(self, records: Iterable[Record], decisions: Mapping[RowKey, Decision]) -> bool:
        """Take only rows that have become certain, or that the clerk has answered; say if any.

        A row is certain too when nobody is left whom it may be.
        """
        for record in records:
            found = self._match(record, decisions.get((record.sheet, record.row)))
            if not found.candidates:
                draft = _Draft(record, found)
                self._drafts.append(draft)
                self._resolve(draft)
        self._settle()
        return bool(self._drafts)

    def compared(self, record: Record) -> PlannedRow:
        """Return whom a row may be, taking nothing."""
        return self._waiting_row(_Draft(record, self._match(record, None)))

    def _settle(self) -> None:
        """Let the rows of a record that was joined to another be rows of that other."""
        for draft in self._drafts:
            if draft.person:
                draft.person = self._kept(draft.person)
                first = draft.person.rows[0]
                draft.repeats = first if first is not draft.record else None

    def _match(self, record: Record, decision: Decision | None) -> Match:
        # what this very row of this very file was taken for, it still is
        known = self._taken_before.get((record.sheet, record.row))
        same = self._person(known) if known else None
        if same := same or self._alike.get(identity(record)):
            self.writing.again.add((record.sheet, record.row))
            return Match(person=same)
        if decision and decision.answer == "same" and (chosen := self._chosen(decision)):
            return Match(person=chosen)
        found = self._found(record)
        if decision and decision.answer == "other":
            return Match(apart=found.candidates)
        return found

    def _found(self, record: Record) -> Match:
        self.index.learn_village(record)
        village = self.index.known_village(record.village) if record.village else None
        # a village that the register does not know yet is still another than all it knows
        return match(self.index, sought(record, village.id if village else record.village))

    def _chosen(self, decision: Decision) -> Candidate | None:
        """Return whom the clerk named; None where that row of the file itself waits by now."""
        if decision.row is not None:
            return self._brought.get(decision.row)
        if one := self._person(str(decision.person_id)):
            return one
        raise StorageError("no_such_row", kind="people")

    def _person(self, person_id: str) -> Candidate | None:
        return self.index.people.get(person_id) or self._merged.get(person_id)

    def _resolve(self, draft: _Draft) -> None:
        found = draft.match
        said = identity(draft.record)
        if found.candidates:
            draft.repeats = self._waiting.get(said)
            self._waiting.setdefault(said, draft.record)
            return
        one = self._kept(found.person or self._add(draft.record))
        draft.person = one
        self._brought[draft.record.sheet, draft.record.row] = one
        if found.joined:
            self._join_for(draft, one, found.joined)
        one.take(draft.record)
        if found.person:
            draft.conflicts += self.filler.fill(draft.record, one)
        # a row that was taken before says nothing new, whatever a clerk has renamed since
        is_again = (draft.record.sheet, draft.record.row) in self.writing.again
        if not is_again and (twin := numberless_twin(self.index, one)):
            one, joined = sorted((one, twin), key=keeping)
            draft.person = one
            self._join_for(draft, one, joined)
        for other in found.apart:
            self._tell_apart(one, other)
        self._alike.setdefault(said, one)
        news, differing = self.filler.cover(draft.record, one)
        draft.facts += news
        draft.conflicts += differing

    def _tell_apart(self, one: Candidate, other: Candidate) -> None:
        """Keep for good that two are not one person, where their personal ids do not say so."""
        ids = (one.now["personal_id"], other.now["personal_id"])
        pair = (min(one.id, other.id), max(one.id, other.id))
        if not all(ids) and pair not in self.index.different:
            self.index.different.add(pair)
            self.writing.different.append(pair)

    def _add(self, record: Record) -> Candidate:
        village = self.index.village(record.village)
        now: dict[str, Any] = dict.fromkeys(FIELDS) | {name: getattr(record, name) for name in SAID}
        if record.personal_id in self.index.by_personal_id:
            now["personal_id"] = None
        now["born"] = record.born.iso if record.born else None
        now["village_id"] = village.id if village else None
        now["relation_text"] = ""
        if record.household is None:  # in a household it is given when the head is known
            now["relation"] = record.relation
            now["relation_text"] = says_more(record.relation, record.relation_text)
        folded = folded_name(record.name)
        one = Candidate(self.index.new_id(), record.name, folded, now, is_new=True)
        self.index.keep(one)
        return one

    def _join_for(self, draft: _Draft, kept: Candidate, joined: Candidate) -> None:
        """Join two records that a row shows to be one person, keeping what differs."""
        draft.joined.append(joined.name)
        draft.conflicts += self.filler.differing(draft.record, kept, joined)
        self._join(kept, joined)

    def _join(self, kept: Candidate, joined: Candidate) -> None:
        """Let the kept record take over what only the other one knows."""
        self.index.forget(joined)
        self._merged[joined.id] = kept
        if not kept.now["household_id"] and (home := joined.now["household_id"]):
            kept.now.update(household_id=home, village_id=None, relation=joined.now["relation"])
            kept.place = joined.place
            self.index.houses[home].members.append(kept)
        for name in FIELDS:
            if not kept.now[name] and joined.now[name] and name not in _OF_PLACE:
                kept.now[name] = joined.now[name]
        kept.now["born"] = more_precise(kept.now["born"], joined.now["born"])
        if kept.place is None and not kept.now["household_id"]:
            kept.place = kept.now["village_id"] = joined.place
        self.index.find_by_numbers(kept)
        self.index.find_by_birth(kept)
        self.filler.join(kept, joined)
        kept.rows += joined.rows
        kept.spelt |= joined.spelt
        if not joined.is_new:
            self.writing.joined.append((kept.id, joined.id))

    def place(self, standings: Standings) -> None:
        """Put the rows of each household of the file into one household, and set its standing."""
        groups: dict[int, list[_Draft]] = {}
        for draft in self._drafts:
            if draft.person and draft.record.household is not None:
                groups.setdefault(draft.record.household, []).append(draft)
        for drafts in groups.values():
            rows = [(draft.record, draft.person) for draft in drafts if draft.person]
            house = place_household(self.index, rows)
            told = [draft for draft in drafts if draft.record.standing]
            if house and told and (one := told[0].person):
                news, differing = standings.stand(house, told[0].record, one)
                told[0].facts += news
                told[0].conflicts += differing

    def rows(self) -> tuple[PlannedRow, ...]:
        """Return the fate of every row, and gather what is to be written."""
        changed_houses = self._gather()
        return tuple(self._row(draft, changed_houses) for draft in self._drafts)

    def _gather(self) -> dict[str, list[FieldChange]]:
        """Collect villages, households and people to write; return what changes of households."""
        writing = self.writing
        writing.villages = [one for one in self.index.villages if one.is_new or one.learnt]
        writing.covers = [
            PlannedCover(self._kept(one).id, values) for one, values in self.filler.told
        ]
        people = self.index.people
        kept = {one: self._kept(self._merged[one]).id for one in self._merged}
        pairs = {tuple(sorted(kept.get(one, one) for one in pair)) for pair in writing.different}
        writing.different = sorted(
            (one, other) for one, other in pairs if one != other and {one, other} <= people.keys()
        )
        writing.houses = [
            house for house in self.index.houses.values() if house.is_new or house.changes
        ]
        writing.people = [one for one in self.index.people.values() if one.is_new or one.changes]
        return {
            house.id: [FieldChange(name, None, value) for name, value in house.changes.items()]
            for house in writing.houses
            if not house.is_new
        }

    def _kept(self, one: Candidate) -> Candidate:
        while one.id in self._merged:
            one = self._merged[one.id]
        return one

    def _row(self, draft: _Draft, houses: dict[str, list[FieldChange]]) -> PlannedRow:
        one = draft.person
        if one is None:
            return self._waiting_row(draft)
        changes = list(draft.facts)
        if draft.repeats:
            outcome: Outcome = "duplicate"
        elif one.is_new:
            outcome = "added"
        else:
            changes += _changes(one)
            if one.now["relation"] == "head":
                changes += houses.get(one.now["household_id"] or "", [])
            changes += [FieldChange("joined", None, name) for name in draft.joined]
            outcome = "updated" if changes else "unchanged"
        return PlannedRow(
            draft.record,
            outcome,
            person_id=one.id,
            why="same_as_row" if draft.repeats else None,
            other_row=draft.repeats.row if draft.repeats else None,
            changes=tuple(changes),
            conflicts=tuple(draft.conflicts),
            agreed=self.filler.agreed(draft.record, one),
        )

    def _waiting_row(self, draft: _Draft) -> PlannedRow:
        if draft.repeats:
            row = draft.repeats.row
            return PlannedRow(draft.record, "duplicate", why="same_as_row", other_row=row)
        candidates = tuple(self._resemblance(found) for found in draft.match.candidates)
        return PlannedRow(draft.record, "review", why=draft.match.why, candidates=candidates)

    def _resemblance(self, one: Candidate) -> Resemblance:
        now = one.now
        hi_until, hi_dated = self.filler.hi_until(one)
        village = next((v.name for v in self.index.villages if v.id == one.place), None)
        return Resemblance(
            person_id=one.id,
            name=one.name,
            sex=now["sex"],
            born=now["born"],
            personal_id=now["personal_id"],
            si_number=now["si_number"],
            village=village,
            household_code=self._codes.get(now["household_id"] or ""),
            phone=now["phone"],
            hi_until=hi_until,
            hi_dated=hi_dated,
            in_file_row=one.rows[0].row if one.rows else None,
            in_file=(one.rows[0].sheet, one.rows[0].row) if one.is_new and one.rows else None,
        )


def _changes(one: Candidate) -> list[FieldChange]:
    """Return the columns that change, a name once however many columns it fills."""
    before = {**one.before, "name": one.called}
    return [
        FieldChange(name, before[name], value)
        for name, value in one.changes.items()
        if name in before
    ]
