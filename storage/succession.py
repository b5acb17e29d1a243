"""A household gets another head: who may be chosen, and what everybody then is to the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from storage.people import Person
    from storage.register import Register

CHILDREN = frozenset({"son", "daughter", "child"})
_SPOUSES = frozenset({"wife", "husband"})
_PARENTS = frozenset({"father", "mother"})

# By what the new head was to the old one: what others were, and what they become. Whoever is not
# named here becomes unknown: a child's wife may be the new head's own or a brother's.
_AFTER: dict[str, dict[str, str]] = {
    "spouse": {
        "son": "son",
        "daughter": "daughter",
        "child": "child",
        "child_in_law": "child_in_law",
        "grandchild": "grandchild",
        "father": "parent_in_law",
        "mother": "parent_in_law",
        "sibling": "other",
        "other": "other",
    },
    "child": {
        "wife": "mother",
        "husband": "father",
        "son": "sibling",
        "daughter": "sibling",
        "child": "sibling",
        "father": "other",
        "mother": "other",
        "parent_in_law": "other",
        "sibling": "other",
        "other": "other",
    },
    "parent": {
        "wife": "child_in_law",
        "husband": "child_in_law",
        "father": "husband",
        "mother": "wife",
        "son": "grandchild",
        "daughter": "grandchild",
        "child": "grandchild",
        "grandchild": "grandchild",
        "sibling": "child",
        "parent_in_law": "other",
        "other": "other",
    },
}


def may_lead(person: Person, age: int | None) -> bool:
    """Return whether a person can be chosen: at home, and grown up or of unknown age.

    Law on residence 68/2020/QH14 of 13/11/2020, Article 10: a head has full civil capacity.
    """
    return person.status == "here" and (age is None or age >= 18)


def is_living(person: Person) -> bool:
    """Return whether a person counts in the household: at home, or away for a while."""
    return person.status in {"here", "away"}


def leader(members: Iterable[Person]) -> Person | None:
    """Return the living head, else the one who went last and has had nobody follow; or None."""
    heads = [one for one in members if one.relation == "head"]
    return max(
        heads,
        key=lambda one: (is_living(one), one.status_day is not None, one.status_day),
        default=None,
    )


def relations_after(members: Sequence[Person], new_head_id: str) -> dict[str, str | None]:
    """Return what each living member is to a new head; None where it cannot be known.

    Args:
        members: the living, and the old head even if that is who has just died.
        new_head_id: one of them.
    """
    new_head = next(one for one in members if one.id == new_head_id)
    tie = _tie(new_head.relation)
    after: dict[str, str | None] = {}
    for one in members:
        if one.id == new_head_id:
            after[one.id] = "head"
        elif one.relation == "head":
            after[one.id] = _old_head(one, tie)
        else:
            after[one.id] = _AFTER.get(tie, {}).get(one.relation or "")
    return after


def _tie(relation: str | None) -> str:
    for tie, relations in (("spouse", _SPOUSES), ("child", CHILDREN), ("parent", _PARENTS)):
        if relation in relations:
            return tie
    return ""


def _old_head(person: Person, tie: str) -> str | None:
    if person.sex is None:
        return {"parent": "child"}.get(tie)
    by_sex = {
        "spouse": ("husband", "wife"),
        "child": ("father", "mother"),
        "parent": ("son", "daughter"),
    }
    return by_sex[tie][person.sex == "female"] if tie in by_sex else None


def hand_over(register: Register, household_id: str, new_head_id: str) -> None:
    """Make a living member the head and write what the others are to that person; in a change.

    A head who has gone is told by what that one was to the new head, like everybody.

    Raises:
        StorageError: not_a_member.
    """
    people = register.people.of_household(household_id)
    led = leader(people)
    known = [one for one in people if is_living(one) or one is led]
    chosen = any(one.id == new_head_id for one in known)
    after = relations_after(known, new_head_id) if chosen else {}
    register.people.set_head(household_id, new_head_id)
    for one in known:
        if one.id != new_head_id and after.get(one.id) != one.relation:
            register.people.save(one.id, relation=after.get(one.id), relation_text="")
