"""What a row tells of the person it was taken for: blanks filled, differences for the clerk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from storage.intake.index import births_agree, known_conflicts, known_covers, more_precise
from storage.intake.matching import folded_name
from storage.intake.plan import Choices, Conflict, FieldChange

if TYPE_CHECKING:
    import datetime as dt

    from storage.intake.index import Candidate, Index
    from storage.intake.plan import RowKey, Side
    from storage.intake.records import CoverSaid, Record
    from storage.register import Register

SAID = ("sex", "personal_id", "si_number", "hi_card", "ethnic", "phone", "note")


class Filler:
    """Fills what is blank, and gathers what differs.

    Args:
        register: the register; only read.
        index: everybody in it.
        dated: the day as of which the list speaks.
        on: the working day, on which a clerk's word about cover counts.
        choices: what the clerk has decided.

    Attributes:
        told: new facts about cover, each with the person.
    """

    def __init__(
        self, register: Register, index: Index, *, dated: dt.date, on: dt.date, choices: Choices
    ) -> None:
        self.told: list[tuple[Candidate, tuple[Any, ...]]] = []
        self._index = index
        self._day = dated.isoformat()
        self._today = on.isoformat()
        self._choices = choices
        self._covers = known_covers(register)
        self._losers, self._unwritten = known_conflicts(register)
        self._agreed: dict[RowKey, list[str]] = {}

    def agree(self, record: Record, name: str) -> None:
        """Note that the register says already what a row says of cover or standing."""
        self._agreed.setdefault((record.sheet, record.row), []).append(name)

    def agreed(self, record: Record, one: Candidate) -> tuple[str, ...]:
        """Return what of a row is not written, as the register had it of that person before.

        Who wrote it there cannot take it back unseen: the row has said it too.
        """
        if one.is_new:
            return ()
        before = one.before
        columns = [
            name for name in SAID if (said := getattr(record, name)) and said == before[name]
        ]
        if record.born and record.born.iso == before["born"]:
            columns.append("born")
        home = before["household_id"]
        if record.household is not None and home and home == one.now["household_id"]:
            columns.append("household_id")
        return (*columns, *self._agreed.get((record.sheet, record.row), ()))

    def fill(self, record: Record, one: Candidate) -> list[Conflict]:
        """Fill blanks, make a birth more precise, and return what differs.

        Blank never overwrites.
        """
        found: list[Conflict] = []
        for name in SAID:
            self._fill_column(record, one, name, found)
        if record.name.lower() != one.name.lower() and self.takes(
            record, one, Conflict("name", one.name, record.name), found
        ):
            self._index.rename(one, record.name, folded_name(record.name))
        self._fill_birth(record, one, found)
        self._fill_village(record, one, found)
        self._say_gone(record, one, found)
        return found

    def _say_gone(self, record: Record, one: Candidate, found: list[Conflict]) -> None:
        """Say that a list names somebody who had died or moved by its day; nothing is changed."""
        if one.gone and not record.own_key and one.gone_since <= self._day:
            self.takes(record, one, Conflict("status", one.gone, "here", can_take=False), found)

    def takes(self, record: Record, one: Candidate, seen: Conflict, found: list[Conflict]) -> bool:
        """Note a difference, and say whether the clerk wants the row's value.

        A difference decided before is not asked again while the value kept still stands.
        """
        key: RowKey = (record.sheet, record.row)
        side = self._choices.side(key, seen.field)
        if side == "file" and not seen.can_take:
            side = None
        if side is None and self._was_lost(one, seen):
            return False
        kept = side or seen.kept
        decided = side is not None
        found.append(replace(seen, kept=kept, decided=decided))
        return side == "file"

    def differing(self, record: Record, kept: Candidate, joined: Candidate) -> list[Conflict]:
        """Return what a record says otherwise than the one it is joined to by a row."""
        found: list[Conflict] = []
        pairs = [(name, kept.now[name], joined.now[name]) for name in SAID]
        pairs.append(("name", kept.name, joined.name))
        if not births_agree(kept.now["born"], joined.now["born"]):
            pairs.append(("born", kept.now["born"], joined.now["born"]))
        for name, held, said in pairs:
            seen = Conflict(name, held or "", said or "")
            if not held or not said or held.lower() == said.lower():
                continue
            if not self.takes(record, kept, seen, found):
                continue
            if name == "name":
                self._index.rename(kept, joined.name, joined.folded)
            else:
                self._index.put(kept, name, said)
        return found

    def _was_lost(self, one: Candidate, seen: Conflict) -> bool:
        return (seen.held, seen.said) in self._losers.get((one.id, seen.field), ())

    def _fill_column(
        self, record: Record, one: Candidate, name: str, found: list[Conflict]
    ) -> None:
        said, held = getattr(record, name), one.now[name]
        if not said or said == held:
            return
        of_another = name == "personal_id" and said in self._index.by_personal_id
        if not held:
            if not of_another:
                self._index.put(one, name, said)
        elif held.lower() != said.lower():
            seen = Conflict(name, held, said, can_take=not of_another)
            if self.takes(record, one, seen, found):
                self._index.put(one, name, said)

    def _fill_birth(self, record: Record, one: Candidate, found: list[Conflict]) -> None:
        said, held = record.born.iso if record.born else None, one.now["born"]
        if not said or said == held:
            return
        if held and not births_agree(said, held):
            if self.takes(record, one, Conflict("born", held, said), found):
                self._index.put(one, "born", said)
            return
        one.now["born"] = more_precise(held, said)
        self._index.find_by_birth(one)

    def _fill_village(self, record: Record, one: Candidate, found: list[Conflict]) -> None:
        if record.village is None:
            return
        village = self._index.known_village(record.village)
        if village is not None and one.place == village.id:
            return
        house = self._index.houses.get(one.now["household_id"] or "")
        if one.place is not None:
            held = next(v.name for v in self._index.villages if v.id == one.place)
            moves_all = house is None or one.now["relation"] == "head" or len(house.members) == 1
            named = village.name if village else record.village
            seen = Conflict("village", held, named, can_take=moves_all)
            if not self.takes(record, one, seen, found):
                return
        elif house is not None:
            return  # the household's village is given when its rows are placed
        chosen = village or self._index.new_village(record.village)
        if house is None:
            self._live_in(one, chosen.id)
        else:
            self._index.move_house(house, chosen.id)

    def _live_in(self, one: Candidate, village_id: str) -> None:
        one.now["village_id"] = one.place = village_id
        self._index.find_by_birth(one)

    def cover(self, record: Record, one: Candidate) -> tuple[list[FieldChange], list[Conflict]]:
        """Add what the row says about insurance; return what is new and what differs.

        Every statement is kept with its day, so that the newer dated one wins. Where two of one
        day differ, what was known stays until the clerk decides.
        """
        news: list[FieldChange] = []
        found: list[Conflict] = []
        for said in record.covers:
            fact = _fact(said)
            known = self._covers.setdefault(one.id, set())
            if (*fact, self._day) in known:
                self.agree(record, f"cover_{said.scheme}")
                continue
            for day in self._days(record, one, said, found):
                known.add((*fact, day))
                self.told.append((one, (*fact, day)))
                news.append(FieldChange(f"cover_{said.scheme}", None, said.known))
        return news, found

    def _days(
        self, record: Record, one: Candidate, told: CoverSaid, found: list[Conflict]
    ) -> tuple[str, ...]:
        """Return the days as of which a statement is written: its own, and today by a word."""
        fact = _fact(told)
        name, said = f"cover_{told.scheme}", _shown(fact)
        known = self._covers[one.id]
        told_before = any(_shown(other) == said for other in known if other[0] == fact[0])
        refused = not told_before and said in self._unwritten.get((one.id, name), ())
        denied = _denying(known, fact, self._day)
        held = denied or _differing(known, fact, self._day)
        if held is None:
            return () if refused and fact[5] else (self._day,)
        newer = self._day > held[-1]
        alike = self._day == held[-1]
        # on one day a cover goes after a denial, whichever list came first
        kept: Side = "file" if newer or (alike and denied and _is_cover(fact)) else "register"
        seen = Conflict(name, _shown(held), said, kept, cover=told)
        if self._choices.side((record.sheet, record.row), name) is None and (
            denied and self._was_lost(one, seen)
        ):
            return ()
        taken = self.takes(record, one, seen, found)
        if taken and self._day <= held[-1] and self._today > self._day:
            return (self._day, self._today)  # the clerk's word is of today
        decided = bool(found) and found[-1].decided
        if denied:
            return () if decided and not taken else (self._day,)
        # of two days that differ neither is the newer one where they are told as of one day
        return (self._day,) if taken or not (refused or decided or alike) else ()

    def hi_until(self, one: Candidate) -> tuple[str | None, str | None]:
        """Return the last day of the newest health insurance known and its list's, as stored."""
        facts = [fact for fact in self._covers.get(one.id, ()) if fact[0] == "hi"]
        newest = max(facts, key=lambda fact: str(fact[-1]), default=None)
        return (newest[5], newest[-1]) if newest else (None, None)

    def join(self, kept: Candidate, joined: Candidate) -> None:
        """Let one record know what was known of the insurance of another."""
        self._covers.setdefault(kept.id, set()).update(self._covers.pop(joined.id, ()))


def _fact(said: CoverSaid) -> tuple[Any, ...]:
    """Return a statement as the columns of a cover, but its day."""
    start = said.start.isoformat() if said.start else None
    until = said.until.isoformat() if said.until else None
    head = (said.scheme, said.known, said.hi_group, said.card)
    return (*head, start, until, said.income, said.method)


def _shown(fact: tuple[Any, ...]) -> str:
    """Return what a statement says in a word: the last day, or whether there is a cover at all."""
    return str(fact[5] or "covered") if _is_cover(fact) else str(fact[1])


def _is_cover(fact: tuple[Any, ...]) -> bool:
    return bool(fact[1] == "covered")


def _denying(
    known: set[tuple[Any, ...]], fact: tuple[Any, ...], day: str
) -> tuple[Any, ...] | None:
    """Return the newest statement known where it denies the one said, or None.

    One list says that somebody is not insured on a day on which, by another, a card runs. A card
    whose first day nobody tells runs from the day of its list.
    """
    of_scheme = [one for one in known if one[0] == fact[0]]
    held = max(of_scheme, key=lambda one: (str(one[-1]), _is_cover(one)), default=None)
    if held is None or _is_cover(held) == _is_cover(fact):
        return None
    cover, denial = ((*fact, day), held) if _is_cover(fact) else (held, (*fact, day))
    runs = (cover[4] or cover[-1]) <= denial[-1] <= (cover[5] or "9999")
    return held if runs else None


def _differing(
    known: set[tuple[Any, ...]], fact: tuple[Any, ...], day: str
) -> tuple[Any, ...] | None:
    """Return the newest cover known that ends otherwise than the one said, or None.

    A later end in a newer list is no difference but what has happened since, and so is a card
    that begins when the one known has ended.
    """
    covers = [one for one in known if one[0] == fact[0] and one[1] == "covered" and one[5]]
    if not covers or fact[1] != "covered" or not fact[5]:
        return None
    held = max(covers, key=lambda one: (str(one[-1]), str(one[5])))
    if held[5] == fact[5] or (fact[4] or "") > held[5] or (held[4] or "") > fact[5]:
        return None
    older_until, newer_until = (held[5], fact[5]) if day > held[-1] else (fact[5], held[5])
    return held if day == held[-1] or older_until > newer_until else None
