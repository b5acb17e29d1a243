"""The register as an import sees it: people, households and villages in memory, found by key."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from storage.intake.namesakes import Namesakes
from storage.intake.places import of_two_kinds, village_keys
from storage.people import name_columns

if TYPE_CHECKING:
    from storage.intake.records import Record
    from storage.register import Register

COVER = (
    "scheme", "known", "hi_group", "card", "start", "until", "income", "method", "dated",
)  # fmt: skip
_FULL = 10  # characters of a whole date, 1979-08-05
FIELDS = (
    "sex", "born", "personal_id", "si_number", "hi_card", "ethnic", "phone", "household_id",
    "village_id", "relation", "relation_text", "note",
)  # fmt: skip


class Village:
    """A village of the register, or one that the file brings."""

    __slots__ = ("guessed", "id", "is_new", "learnt", "name")

    def __init__(
        self, village_id: str, name: str, *, guessed: bool = False, is_new: bool = False
    ) -> None:
        self.id = village_id
        self.name = name
        self.guessed = guessed
        self.is_new = is_new
        self.learnt = False


class House:
    """A household of the register, or one that the file brings; with its living members."""

    __slots__ = ("address", "before", "gone", "id", "is_new", "members", "number", "village_id")

    def __init__(self, house_id: str, village_id: str | None, number: str, address: str) -> None:
        self.id = house_id
        self.village_id = village_id
        self.number = number
        self.address = address
        self.members: list[Candidate] = []
        self.is_new = False
        self.gone = False
        self.before = (village_id, number, address)

    @property
    def head(self) -> Candidate | None:
        """The living head, or None."""
        return next((one for one in self.members if one.now["relation"] == "head"), None)

    @property
    def changes(self) -> dict[str, Any]:
        """The columns that the file changes."""
        now = (self.village_id, self.number, self.address)
        names = ("village_id", "number", "address")
        return {
            name: after
            for name, before, after in zip(names, self.before, now, strict=True)
            if before != after
        }


class Candidate:
    """A person of the register or of the rows before, as compared with a row.

    ``born`` is the stored text: a year, a month or a day. ``now`` holds the columns as the file
    leaves them, ``before`` as the register has them; ``rows`` are the rows of the file taken for
    this person, ``listed`` says that a row was when the same list was taken before. ``gone`` is
    ``died`` or ``moved`` of whom the register has so, ``gone_since`` the day as stored. ``spelt``
    are the names in the rows; ``order`` counts who became known before whom.
    """

    __slots__ = (
        "before", "called", "folded", "gone", "gone_since", "id", "is_new", "listed", "living",
        "name", "now", "order", "place", "rows", "spelt",
    )  # fmt: skip

    def __init__(
        self, person_id: str, name: str, folded: str, now: dict[str, Any], *, is_new: bool
    ) -> None:
        self.id = person_id
        self.name = self.called = name
        self.folded = folded
        self.now = now
        self.before = {} if is_new else dict(now)
        self.place: str | None = now["village_id"]
        self.is_new = is_new
        self.living = True
        self.gone = self.gone_since = ""
        self.listed = False
        self.rows: list[Record] = []
        self.spelt: set[str] = set()
        self.order = 0

    def take(self, record: Record) -> None:
        """Take a row of the file for this person."""
        self.rows.append(record)
        self.spelt.add(record.name)

    @property
    def has_number(self) -> bool:
        """Whether any number of a document is known."""
        now = self.now
        return bool(now["personal_id"] or now["si_number"] or now["hi_card"])

    @property
    def changes(self) -> dict[str, Any]:
        """The columns that the file changes."""
        found = {name: value for name, value in self.now.items() if self.before[name] != value}
        return found if self.name == self.called else {**found, **name_columns(self.name)}


class Index:
    """Everybody in the register, found by number, by name, or by birth and village."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.new_id = register.ids().__next__
        self.people: dict[str, Candidate] = {}
        self.houses: dict[str, House] = {}
        self.villages: list[Village] = []
        self.by_personal_id: dict[str, Candidate] = {}
        self.by_number: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
        self.namesakes = Namesakes()
        self.by_house_number: dict[tuple[str | None, str], list[House]] = defaultdict(list)
        self._village_keys: dict[str, list[Village]] = defaultdict(list)
        self._other_village_keys: dict[str, list[tuple[str, Village]]] = defaultdict(list)
        self._villages_named: dict[str, Village | None] = {}
        self._guesses: dict[str, bool] = {}
        self._kept = 0
        self.different: set[tuple[str, str]] = set()
        self._load()

    def _load(self) -> None:
        connection = self.register.connection
        for village_id, name, guessed in connection.rows(
            "SELECT id, name, guessed FROM villages ORDER BY walk_order"
        ):
            self._keep_village(Village(village_id, name, guessed=bool(guessed)))
        known = {village.id: village for village in self.villages}
        for village_id, name in connection.rows("SELECT village_id, name FROM village_names"):
            for one in village_keys(name):
                self._other_village_keys[one].append((name, known[village_id]))
        self.different.update(connection.rows("SELECT one_id, other_id FROM different_people"))
        for *row, status in connection.rows(
            "SELECT id, village_id, number, address, status FROM households"
        ):
            house = House(*row)
            house.gone = status != "here"
            self.houses[house.id] = house
            if not house.gone:
                self.by_house_number[house.village_id, house.number].append(house)
        rows = connection.rows(
            "SELECT id, name, folded, status, status_day,"
            f" {', '.join(FIELDS)} FROM people ORDER BY seq"
        )
        for person_id, name, folded, status, status_day, *values in rows:
            now = dict(zip(FIELDS, values, strict=True))
            person = Candidate(person_id, name, folded, now, is_new=False)
            if status not in {"here", "away"}:
                person.living = False
                person.gone, person.gone_since = status, status_day or ""
            self.keep(person)

    def keep(self, one: Candidate) -> None:
        """Make a person findable."""
        one.order = self._kept = self._kept + 1
        self.people[one.id] = one
        if house := self.houses.get(one.now["household_id"] or ""):
            one.place = house.village_id
            if one.living:
                house.members.append(one)
        self.find_by_numbers(one)
        self.namesakes.locate(one)

    def find_by_numbers(self, one: Candidate) -> None:
        """Make a person findable by every number known by now."""
        if number := one.now["personal_id"]:
            self.by_personal_id[number] = one
        for column in ("si_number", "hi_card"):
            if number := one.now[column]:
                found = self.by_number[column, number]
                if one not in found:
                    found.append(one)

    def find_by_birth(self, one: Candidate) -> None:
        """Make a person findable by name, birth, as far as it is known, and village."""
        self.namesakes.locate(one)

    def rename(self, one: Candidate, name: str, folded: str) -> None:
        """Give a person another name."""
        one.name, one.folded = name, folded
        self.namesakes.locate(one)

    def put(self, one: Candidate, name: str, value: Any) -> None:
        """Give a person another value in a column, and let nobody be found by the old one."""
        held = one.now[name]
        if name == "personal_id" and self.by_personal_id.get(held or "") is one:
            del self.by_personal_id[held]
        group = self.by_number.get((name, held or ""), [])
        if one in group:
            group.remove(one)
        one.now[name] = value
        self.find_by_numbers(one)
        self.find_by_birth(one)

    def move_house(self, house: House, village_id: str) -> None:
        """Let a household stand in another village, with everybody in it."""
        house.village_id = village_id
        self.by_house_number[village_id, house.number].append(house)
        for one in house.members:
            one.place = village_id
            self.find_by_birth(one)

    def forget(self, one: Candidate) -> None:
        """Take out a record that was joined to another."""
        del self.people[one.id]
        self.namesakes.drop(one)
        for name in ("si_number", "hi_card"):
            group = self.by_number.get((name, one.now[name] or ""), [])
            if one in group:
                group.remove(one)
        if (number := one.now["personal_id"]) and self.by_personal_id.get(number) is one:
            del self.by_personal_id[number]
        if (house := self.houses.get(one.now["household_id"] or "")) and one in house.members:
            house.members.remove(one)

    def village(self, name: str | None) -> Village | None:
        """Return the village of a name, making it when the register has none like it."""
        if not name:
            return None
        return self.known_village(name) or self.new_village(name)

    def learn_village(self, record: Record) -> None:
        """Let a village take the name that a row writes whole.

        Its unit word was guessed, or it was written without the one before it: ``Làng Chanh`` in
        a column headed ``Thôn`` is ``Thôn Làng Chanh``.
        """
        if not record.village:
            return
        guessed = self._guesses.setdefault(record.village, record.village_guessed)
        if guessed and not record.village_guessed:
            self._guesses[record.village] = False
            self._villages_named.pop(record.village, None)
        found = self.known_village(record.village)
        if found is None or record.village_guessed:
            return
        if found.guessed or self._is_written_shorter(found, record.village):
            found.guessed, found.learnt, found.name = False, True, record.village
            self._villages_named.clear()
            for one in village_keys(found.name):
                if found not in self._village_keys[one]:
                    self._village_keys[one].append(found)

    def _is_written_shorter(self, village: Village, name: str) -> bool:
        """Say whether a village has a name by a list that lacks only the unit word of this one."""
        if village.name == name:
            return False
        held, longer = village_keys(village.name), village_keys(name)
        if len(held) == 1 or len(longer) == 1 or longer[1] != held[0]:
            return False
        return village.is_new or self.register.villages.is_named_by_list(village.id)

    def new_village(self, name: str) -> Village:
        """Make a village that the file brings."""
        guessed = self._guesses.get(name, False)
        made = Village(self.register.new_id(), name, guessed=guessed, is_new=True)
        self._keep_village(made)
        return made

    def known_village(self, name: str) -> Village | None:
        """Return the village of a name with or without its unit word, or None."""
        if name not in self._villages_named:
            self._villages_named[name] = self._find_village(name)
        return self._villages_named[name]

    def _find_village(self, name: str) -> Village | None:
        whole = not self._guesses.get(name, True)
        for one in village_keys(name):
            found = [
                village
                for village in self._village_keys.get(one, [])
                if not (whole and not village.guessed and of_two_kinds(name, village.name))
            ]
            spelt = [village for village in found if village.name.lower() == name.lower()]
            if spelt or len(found) == 1:
                return (spelt or found)[0]
            former = {  # names it had, or lists give it
                village.id: village
                for called, village in self._other_village_keys.get(one, [])
                if not (whole and of_two_kinds(name, called))
            }
            if not found and len(former) == 1:
                return next(iter(former.values()))
        return None

    def _keep_village(self, village: Village) -> None:
        self._villages_named.clear()
        self.villages.append(village)
        for one in village_keys(village.name):
            self._village_keys[one].append(village)


def is_full(born: str | None) -> bool:
    """Say whether a stored date is known to the day."""
    return born is not None and len(born) == _FULL


def births_agree(one: str | None, other: str | None) -> bool:
    """Say whether two stored dates are both known and can be the same day."""
    return bool(one and other) and (
        str(one).startswith(str(other)) or str(other).startswith(str(one))
    )


def more_precise(held: str | None, said: str | None) -> str | None:
    """Return the stored date that is to be held: the one said only where it tells more."""
    tells_more = held is None or (births_agree(said, held) and len(str(said)) > len(held))
    return said if tells_more else held


def known_covers(register: Register) -> dict[str, set[tuple[Any, ...]]]:
    """Return what is known of everybody's insurance: by person, the facts with their day last."""
    known: dict[str, set[tuple[Any, ...]]] = {}
    for person_id, *fact in register.connection.rows(
        f"SELECT person_id, {', '.join(COVER)} FROM covers"
    ):
        known.setdefault(person_id, set()).add(tuple(fact))
    return known


Pairs = dict[tuple[str, str], set[tuple[str, str]]]
Values = dict[tuple[str, str], set[str]]


def known_conflicts(register: Register) -> tuple[Pairs, Values]:
    """Return what became of conflicts, by person and field.

    Returns:
        The pairs decided, the value kept and the other; and what lists say that was not taken.
    """
    pairs: Pairs = {}
    values: Values = {}
    for person_id, name, held, said, kept in register.connection.rows(
        "SELECT person_id, field, held, said, kept FROM import_conflicts"
    ):
        if kept is not None:
            pair = (said, held) if kept == "file" else (held, said)
            pairs.setdefault((person_id, name), set()).add(pair)
        if kept != "file":
            values.setdefault((person_id, name), set()).add(said)
    return pairs, values
