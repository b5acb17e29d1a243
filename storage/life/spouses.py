"""The wife or husband that the register has at home with somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.succession import is_living

if TYPE_CHECKING:
    from storage.people import Person
    from storage.register import Register

# What is said of two people by what each is to the head; a son may have any of the
# daughters-in-law, so nothing is said of them.
_COUPLES = (
    frozenset({"head", "wife"}),
    frozenset({"head", "husband"}),
    frozenset({"father", "mother"}),
)


def spouse_at_home(register: Register, person: Person) -> Person | None:
    """Return whom the register has as wife or husband of a person in the same household, living."""
    if person.household_id is None or not is_living(person):
        return None
    members = register.people.of_household(person.household_id)
    return next(
        (
            one
            for one in members
            if one.id != person.id
            and is_living(one)
            and {one.relation, person.relation} in _COUPLES
        ),
        None,
    )
