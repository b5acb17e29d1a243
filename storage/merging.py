"""Two records become one person: what each says, what is kept of it, and what comes along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from rules.coverage import State, hi_state, vsi_state
from storage.errors import StorageError
from storage.intake.index import births_agree
from storage.life.homes import join_if_empty
from storage.person_facts import count_facts, give_facts, remove_person
from storage.succession import hand_over, may_lead

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from rules.calendar import PartialDate
    from storage.people import Person
    from storage.register import Register

Side = Literal["kept", "other", "both"]
"""Whose value stays; ``both`` is for notes, which can stand one under the other."""

# What a clerk chooses, and the columns that go with it.
FIELDS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "born": ("born",),
    "sex": ("sex",),
    "personal_id": ("personal_id",),
    "si_number": ("si_number",),
    "hi_card": ("hi_card",),
    "phone": ("phone",),
    "ethnic": ("ethnic",),
    "household": ("household_id", "village_id"),
    "relation": ("relation", "relation_text"),
    "status": ("status", "status_day"),
    "occupation": ("occupation",),
    "do_not_contact": ("do_not_contact",),
    "note": ("note",),
}
_LIVING = frozenset({"here", "away"})
_TELLS_MOST = ("died", "here", "away", "moved")


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One field of the two records.

    Attributes:
        field: a key of `FIELDS`.
        kept, other: what each record says; None where it says nothing.
        side: whose value stays when nobody chooses; None where somebody must.
    """

    field: str
    kept: Any
    other: Any
    side: Side | None

    @property
    def differs(self) -> bool:
        """Whether the two say different things, or only one of them says anything."""
        return bool(self.kept != self.other)

    @property
    def open(self) -> bool:
        """Whether there is something to choose: both say something, and not the same."""
        return self.kept is not None and self.other is not None and self.differs


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records side by side, and what merging them would do.

    Attributes:
        brings: how many rows of each table hang on the record that goes.
    """

    kept: Person
    other: Person
    fields: tuple[FieldChoice, ...]
    brings: dict[str, int]


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a merge leaves behind in the household that the person is taken out of.

    Attributes:
        household_id: that household; None when nobody is taken out of any.
        code: of that household, as stored.
        members: how many living members stay in it.
        headless: it loses its head, though somebody still lives there.
        heirs: who may be its head from now on.
        leads_on: nobody is left in it, and its code will lead to where the person is.
    """

    household_id: str | None = None
    code: str | None = None
    members: int = 0
    headless: bool = False
    heirs: tuple[Person, ...] = ()
    leads_on: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """The person that two records would become, with the insurance known of that person."""

    person: Person
    hi: State
    vsi: State


def which_to_keep(register: Register, one_id: str, other_id: str) -> tuple[str, str]:
    """Return the two in the order kept, other: in a household, living, more known, elder."""

    def rank(person_id: str) -> tuple[Any, ...]:
        person = register.people.get(person_id)
        known = sum(
            value is not None for value in (person.personal_id, person.si_number, person.born)
        )
        facts = sum(count_facts(register, person_id).values())
        return (
            person.status not in _LIVING,
            person.household_id is None,
            -known,
            -facts,
            person_id,
        )

    kept, other = sorted((one_id, other_id), key=rank)
    return kept, other


def compare_records(register: Register, kept_id: str, other_id: str) -> Comparison:
    """Return both records field by field, with whose value would stay.

    Raises:
        StorageError: no_such_row.
    """
    kept, other = register.people.get(kept_id), register.people.get(other_id)
    fields = []
    for field in FIELDS:
        mine, theirs = _said(field, kept), _said(field, other)
        if _is_asked(field, kept, other) and (mine is not None or theirs is not None):
            fields.append(FieldChoice(field, mine, theirs, _usual(field, kept, other)))
    return Comparison(kept, other, tuple(fields), count_facts(register, other_id))


def aftermath(
    register: Register,
    kept_id: str,
    other_id: str,
    *,
    on: date,
    choices: Mapping[str, Side] | None = None,
) -> Aftermath:
    """Return what becomes of the household in which the person is not counted any more."""
    kept, other = register.people.get(kept_id), register.people.get(other_id)
    stays = _source("household", kept, other, choices or {})
    leaves = other if stays is kept else kept
    household_id = leaves.household_id
    if household_id is None or household_id == stays.household_id:
        return Aftermath()
    living = [
        one
        for one in register.people.of_household(household_id)
        if one.id not in {kept_id, other_id} and one.status in _LIVING
    ]
    headless = bool(living) and leaves.relation == "head" and leaves.status in _LIVING
    heirs = tuple(
        one for one in living if may_lead(one, None if one.born is None else one.born.age_on(on))
    )
    return Aftermath(
        household_id,
        leaves.household_code,
        len(living),
        headless,
        heirs if headless else (),
        leads_on=not living and stays.household_id is not None and _both_live(kept, other),
    )


def merge_people(
    register: Register,
    kept_id: str,
    other_id: str,
    *,
    choices: Mapping[str, Side] | None = None,
    new_head_id: str | None = None,
) -> None:
    """Make two records one person; inside a change, undone as one.

    Every fact of the other record goes to the kept one; what both say alike is kept once. Nothing
    else of the other household is touched: whoever lives there stays there.

    Args:
        register: the register.
        kept_id: the record that stays.
        other_id: the record that goes.
        choices: whose value stays, by field of `FIELDS`; fields that are not named take the usual
            side of `compare_records`. A value that one side alone knows is always kept.
        new_head_id: who leads the household that would be left without a head.

    Raises:
        StorageError: same_record; no_such_row; two_personal_ids (name) when both have a personal
            id and nobody said which is right; not_a_member; two_heads.
    """
    if kept_id == other_id:
        raise StorageError("same_record")
    kept, other = register.people.get(kept_id), register.people.get(other_id)
    values = merged_values(kept, other, choices or {})
    if new_head_id is not None:
        leaves = other if values["household_id"] == kept.household_id else kept
        if leaves.household_id in {None, values["household_id"]} or new_head_id == other_id:
            raise StorageError("not_a_member")
        hand_over(register, str(leaves.household_id), new_head_id)
    give_facts(register, kept_id, other_id)
    remove_person(register, other_id)
    register.people.save(kept_id, **values)
    stays = values["household_id"]
    for home in {kept.household_id, other.household_id} - {None, stays}:
        if stays is not None and _both_live(kept, other):
            _close_if_empty(register, str(home), str(stays))


def _both_live(kept: Person, other: Person) -> bool:
    return kept.status in _LIVING and other.status in _LIVING


def _close_if_empty(register: Register, household_id: str, into_id: str) -> None:
    """A household written twice with its only people: its code leads to where they are.

    A list of the poor may have made it: what it says of a year of which the household that stays
    has nothing goes along.
    """
    join_if_empty(register, household_id, into_id)
    if register.households.get(household_id).status == "joined":
        register.connection.execute(
            "UPDATE standings SET household_id = ?1 WHERE household_id = ?2 AND NOT EXISTS"
            " (SELECT 1 FROM standings k WHERE k.household_id = ?1 AND k.year = standings.year)",
            (into_id, household_id),
        )


def rehearse_merge(
    register: Register,
    kept_id: str,
    other_id: str,
    *,
    on: date,
    choices: Mapping[str, Side] | None = None,
) -> Merged:
    """Return what would come of a merge: it is done, looked at, and taken back whole.

    Raises:
        StorageError: as `merge_people` and `Register.rehearsal`.
    """
    with register.rehearsal():
        merge_people(register, kept_id, other_id, choices=choices)
        person = register.people.get(kept_id)
        facts = register.covers.of(kept_id)
        age = None if person.born is None else person.born.age_on(on)
        home = person.household_id
        standing = None if home is None else register.standings.of(home, on.year)
        kind = None if standing is None else standing.kind
        return Merged(
            person,
            hi_state(facts, on=on, age=age, standing=kind),
            vsi_state(facts, on=on, age=age),
        )


def merged_values(kept: Person, other: Person, choices: Mapping[str, Side]) -> Any:
    """Return the columns of the person that two records become.

    Raises:
        StorageError: two_personal_ids (name).
    """
    values: dict[str, Any] = {}
    for field, columns in FIELDS.items():
        source = _source(field, kept, other, choices)
        values |= {column: getattr(source, column) for column in columns}
    if values["household_id"] is not None:
        values["village_id"] = None  # the household says where it is
    if _side("note", kept, other, choices) == "both":
        values["note"] = "\n".join((kept.note, other.note))
    return values


def _source(field: str, kept: Person, other: Person, choices: Mapping[str, Side]) -> Person:
    """Return the record whose value of a field stays."""
    if field == "relation" and not _is_asked(field, kept, other):
        field = "household"
    return other if _side(field, kept, other, choices) == "other" else kept


def _side(field: str, kept: Person, other: Person, choices: Mapping[str, Side]) -> Side:
    mine, theirs = _said(field, kept), _said(field, other)
    if mine is None or theirs is None:
        return "kept" if theirs is None else "other"
    side = choices.get(field) or _usual(field, kept, other)
    if side is None:
        raise StorageError("two_personal_ids", name=kept.name)
    return side


def _usual(field: str, kept: Person, other: Person) -> Side | None:
    """Return whose value stays when nobody chooses; None where that cannot be known."""
    mine, theirs = _said(field, kept), _said(field, other)
    if mine is None or theirs is None:
        return "kept" if theirs is None else "other"
    if mine == theirs:
        return "kept"
    return _TELLING[field](mine, theirs) if field in _TELLING else "kept"


def _sharper_birth(mine: PartialDate, theirs: PartialDate) -> Side:
    sharper = births_agree(mine.iso, theirs.iso) and len(theirs.iso) > len(mine.iso)
    return "other" if sharper else "kept"


def _accented(mine: str, theirs: str) -> Side:
    """A name that was typed without accents gives way to the one that has them."""
    return "other" if mine.isascii() and not theirs.isascii() else "kept"


def _fate(mine: tuple[str, Any], theirs: tuple[str, Any]) -> Side:
    later = _TELLS_MOST.index(theirs[0]) < _TELLS_MOST.index(mine[0])
    return "other" if later else "kept"


def _head_first(_mine: Any, theirs: tuple[str | None, str]) -> Side:
    return "other" if theirs[0] == "head" else "kept"


_TELLING: dict[str, Any] = {
    "name": _accented,
    "born": _sharper_birth,
    "personal_id": lambda _mine, _theirs: None,
    "relation": _head_first,
    "status": _fate,
    "note": lambda _mine, _theirs: "both",
    "do_not_contact": lambda _mine, theirs: "other" if theirs else "kept",
}


def _is_asked(field: str, kept: Person, other: Person) -> bool:
    """Say whether a field stands for itself: the relation goes with the household otherwise."""
    return field != "relation" or kept.household_id == other.household_id is not None


def _said(field: str, person: Person) -> Any:
    """Return what a record says of a field: None for nothing, a tuple where columns go together."""
    if field == "household":
        return person.household_id or person.village_id
    if field == "status":
        return person.status, person.status_day
    if field == "relation":
        said = person.relation, person.relation_text
        return said if any(said) else None
    value = getattr(person, field)
    return None if value == "" else value
