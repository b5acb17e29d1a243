"""How a person is spoken to on a sheet: ông, bà, anh, chị, cháu, cụ, by age and sex."""

from collections.abc import Sequence
from dataclasses import dataclass

from rules.names import given_name
from rules.sex import Sex

_GROWN = 18
_OLDER = 45
_OLD = 70
_ANYBODY = "ông bà"


@dataclass(frozen=True, slots=True)
class Address:
    """The term alone (bà), and with the name as told apart inside the household (bà Hiền)."""

    term: str
    label: str

    @property
    def capital(self) -> str:
        """The label at the beginning of a sentence."""
        return begun(self.label)


def begun(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def term(sex: Sex | None, age: int | None) -> str:
    """The term for a person; without an age the polite one, without a sex one for anybody."""
    if age is not None and age < _GROWN:
        return "cháu"
    if age is not None and age >= _OLD:
        return "cụ"
    if sex is None:
        return _ANYBODY
    older = age is None or age >= _OLDER
    if sex == "male":
        return "ông" if older else "anh"
    return "bà" if older else "chị"


def addressed(people: Sequence[tuple[str, Sex | None, int | None]]) -> tuple[Address, ...]:
    """How to address the members of a household, given as name, sex and age.

    Two who would sound alike get one more word of their names, and so on to the whole name.
    """
    terms = [term(sex, age) for _, sex, age in people]
    names = [name for name, _, _ in people]
    labels = [_label(one, name, 1) for one, name in zip(terms, names, strict=True)]
    for words in range(2, max((len(name.split()) for name in names), default=1) + 1):
        alike = {label for label in labels if labels.count(label) > 1}
        labels = [
            _label(one, name, words) if label in alike else label
            for one, name, label in zip(terms, names, labels, strict=True)
        ]
    return tuple(Address(one, label) for one, label in zip(terms, labels, strict=True))


def _label(one: str, name: str, words: int) -> str:
    if one == _ANYBODY:
        return name
    last = given_name(name) if words == 1 else " ".join(name.split()[-words:])
    return f"{one} {last}"


def listed(labels: Sequence[str]) -> str:
    """Names one after another: ông Lượng, bà Hiền và anh Tú."""
    if len(labels) < 2:
        return "".join(labels)
    return f"{', '.join(labels[:-1])} và {labels[-1]}"
