"""People found by name, birth and village, in a time that does not grow with how many share them.

Lists there are in which half a village is born on 1 January, and a hostile one may bring 20,000 of
one name and birth. So nobody is held against everybody alike: a crowd is told apart by birth, sex
and whether a personal id is known, and names near another by the letters they have left.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.intake.index import Candidate

_FEW = 24  # people, or names, that are looked through one by one
_Traits = tuple[str, bool, str | None]
_Key = TypeVar("_Key")
_Sign = tuple[str, str | None, _Traits]


class Namesakes:
    """Everybody whose birth is known at least to the year.

    Attributes:
        looked_at: people and names held against a row so far; what the comparing costs.
    """

    def __init__(self) -> None:
        self.looked_at = 0
        self._signs: dict[str, _Sign] = {}
        self._here: dict[tuple[str, str, str | None], _Group] = {}
        self._anywhere: dict[tuple[str, str], _Group] | None = None
        self._names: dict[tuple[str, str], _Names] = {}

    def locate(self, one: Candidate) -> None:
        """Make a person findable as they are now, and no more as they were."""
        now = one.now
        born: str | None = now["born"]
        held = self._signs.get(one.id)
        if not born:
            if held:
                self.drop(one)
            return
        traits = (born, bool(now["personal_id"]), now["sex"])
        sign = (one.folded, one.place, traits)
        if held == sign:
            return
        if held:
            self.drop(one)
        self._signs[one.id] = sign
        _put(self._here, (one.folded, born[:4], one.place), one)
        if one.place:
            names = self._names.get((born, one.place))
            if names is None:
                names = self._names[born, one.place] = _Names()
            names.add(one.folded)
        if self._anywhere is not None:
            _put(self._anywhere, (one.folded, born), one)

    def drop(self, one: Candidate) -> None:
        """Let a person be found no more."""
        sign = self._signs.pop(one.id, None)
        if sign is None:
            return
        folded, place, traits = sign
        born = traits[0]
        _take(self._here, (folded, born[:4], place), one, traits)
        if place:
            self._names[born, place].remove(folded)
        if self._anywhere is not None:
            _take(self._anywhere, (folded, born), one, traits)

    def exactly(
        self, folded: str, born: str, place: str | None, *, sex: str | None, with_id: bool
    ) -> Iterator[Candidate]:
        """Return who bears a name, was born then and stands in a village, or in none.

        Args:
            folded: the name.
            born: as stored: a year, a month or a day.
            place: the village; None for those who stand in none.
            sex: nobody of the other; None for both.
            with_id: whether those are meant, too, whose personal id is known.
        """
        return self._fitting(self._here.get((folded, born[:4], place)), born, sex, with_id=with_id)

    def of_year(
        self, folded: str, born: str, place: str, *, sex: str | None, with_id: bool
    ) -> Iterator[Candidate]:
        """Return who bears a name, was born in the same year and stands in a village."""
        return self._fitting(self._here.get((folded, born[:4], place)), None, sex, with_id=with_id)

    def anywhere(
        self, folded: str, born: str, *, sex: str | None, with_id: bool
    ) -> Iterator[Candidate]:
        """Return who bears a name and was born then, in whatever village or in none."""
        if self._anywhere is None:  # most lists name the village of every row
            self._anywhere = {}
            for group in self._here.values():
                for one in _everybody(group):
                    _put(self._anywhere, (one.folded, one.now["born"]), one)
        return self._fitting(self._anywhere.get((folded, born)), born, sex, with_id=with_id)

    def names_near(self, folded: str, born: str, place: str) -> list[str]:
        """Return names of people born then in a village that are one slip away from a name."""
        names = self._names.get((born, place))
        if names is None:
            return []
        near, looked_at = names.near(folded)
        self.looked_at += looked_at
        return near

    def _fitting(
        self, group: _Group | None, born: str | None, sex: str | None, *, with_id: bool
    ) -> Iterator[Candidate]:
        if group is None:
            return
        if isinstance(group, list):
            self.looked_at += len(group)
            for one in group:
                if _fits(_traits(one), born, sex, with_id=with_id):
                    yield one
            return
        for traits, people in group.parts(born):
            self.looked_at += 1
            if _fits(traits, born, sex, with_id=with_id):
                for one in people.values():
                    self.looked_at += 1
                    yield one


class _Crowd:
    """More people of one name than can be looked through, apart by what tells them apart."""

    def __init__(self, people: list[Candidate]) -> None:
        self._parts: dict[str, dict[_Traits, dict[str, Candidate]]] = {}
        for one in people:
            self.add(one)

    def add(self, one: Candidate) -> None:
        traits = _traits(one)
        self._parts.setdefault(traits[0], {}).setdefault(traits, {})[one.id] = one

    def remove(self, one: Candidate, traits: _Traits) -> None:
        del self._parts[traits[0]][traits][one.id]

    def parts(self, born: str | None) -> Iterator[tuple[_Traits, dict[str, Candidate]]]:
        """Return the people of one birth, or of every: at most 366 days, 12 months and a year."""
        if born is not None:
            yield from self._parts.get(born, {}).items()
            return
        for parts in self._parts.values():
            yield from parts.items()


_Group = list["Candidate"] | _Crowd


class _Names:
    """The names of those born on one day in one village, and how many bear each."""

    __slots__ = ("_bearers", "_shortened")

    def __init__(self) -> None:
        self._bearers: dict[str, int] = {}
        self._shortened: dict[str, set[str]] | None = None

    def add(self, name: str) -> None:
        count = self._bearers.get(name, 0)
        self._bearers[name] = count + 1
        if self._shortened is not None and not count:
            self._shorten(self._shortened, name)

    def remove(self, name: str) -> None:
        self._bearers[name] -= 1
        if not self._bearers[name]:
            del self._bearers[name]

    def near(self, name: str) -> tuple[list[str], int]:
        """Return the names at a distance of one, and how many were looked at."""
        if len(self._bearers) <= _FEW:
            if len(self._bearers) == (name in self._bearers):
                return [], 0
            names = list(self._bearers)
        else:
            names = self._likely(name)
        found = process.extract_iter(name, names, scorer=OSA.distance, score_cutoff=1)
        return [near for near, distance, _ in found if distance == 1], len(names)

    def _likely(self, name: str) -> list[str]:
        """Return the names that may be near one: two such have the same letters but one left."""
        if self._shortened is None:
            self._shortened = defaultdict(set)
            for one in self._bearers:
                self._shorten(self._shortened, one)
        known = self._shortened
        found = {one for short in _shortened(name) if short in known for one in known[short]}
        return sorted(one for one in found if one in self._bearers)

    @staticmethod
    def _shorten(into: dict[str, set[str]], name: str) -> None:
        for short in _shortened(name):
            into[short].add(name)


def _shortened(name: str) -> set[str]:
    """Return a name and whatever it is without one of its letters."""
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


def _traits(one: Candidate) -> _Traits:
    now = one.now
    return (now["born"], bool(now["personal_id"]), now["sex"])


def _fits(traits: _Traits, born: str | None, sex: str | None, *, with_id: bool) -> bool:
    its_born, has_id, its_sex = traits
    if (born is not None and its_born != born) or (has_id and not with_id):
        return False
    return not (sex and its_sex and sex != its_sex)


def _everybody(group: _Group) -> Iterator[Candidate]:
    if isinstance(group, list):
        yield from group
        return
    for _, people in group.parts(None):
        yield from people.values()


def _put(groups: dict[_Key, _Group], key: _Key, one: Candidate) -> None:
    group = groups.get(key)
    if group is None:
        groups[key] = [one]
    elif isinstance(group, _Crowd):
        group.add(one)
    else:
        group.append(one)
        if len(group) > _FEW:
            groups[key] = _Crowd(group)


def _take(groups: dict[_Key, _Group], key: _Key, one: Candidate, traits: _Traits) -> None:
    group = groups[key]
    if isinstance(group, _Crowd):
        group.remove(one, traits)
    else:
        group.remove(one)
