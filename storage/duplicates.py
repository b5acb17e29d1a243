"""People written twice: pairs that may be one person, the likeliest first, each with its reasons.

Only people who share something are compared (a name, a day of birth, a number), never all with all.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import OSA

from storage import rows as stored
from storage.intake.index import births_agree, is_full

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from storage.progress import Progress
    from storage.register import Register

# How sure each reason makes it, in hundredths; further reasons raise it a little.
WEIGHTS: dict[str, int] = {
    "same_si_number": 90,
    "same_hi_card": 90,
    "id_as_si_number": 90,
    "personal_id_slip": 80,
    "same_name_birth_village": 85,
    "same_name_birth": 75,
    "words_swapped": 70,
    "name_slip": 70,
    "name_part": 65,
    "same_phone": 65,
    "birth_swapped": 65,
    "same_name_year_village": 60,
    "birth_slip": 55,
    "year_off": 50,
    "same_name_village": 45,
}
SURE, LIKELY = 80, 60
_EACH_FURTHER = 4
_MOST = 99
_TWO_SI_NUMBERS = 15  # two books of one person do happen; more often they are two people
_ACCENTS_DIFFER = 10  # Hùng and Hưng
_MAY_BE_TWINS = 30  # two of one household, born on one day, under names that differ
_LEAST_LETTERS = 6  # a slip in a shorter name is another name
_CROWD = 60  # so many behind one number or phone: a number of the office, not of a person
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Alike:
    """One person of a pair, as a list shows it.

    Attributes:
        born: as stored, a year, a month or a day.
        place: id of the village.
        status: here, away, moved or died.
        words: those of the folded name, in the order of the alphabet.
    """

    id: str
    name: str
    folded: str
    sex: str | None
    born: str | None
    personal_id: str | None
    si_number: str | None
    hi_card: str | None
    phone: str | None
    household_id: str | None
    place: str | None
    village: str | None
    status: str
    words: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one person; `one` is the elder record of the two.

    Attributes:
        why: codes of `WEIGHTS`, the strongest first; ``may_be_twins`` says what speaks against.
        weight: how sure, 1 to 99; from `SURE` on hardly in doubt, from `LIKELY` on likely.
    """

    one: Alike
    other: Alike
    why: tuple[str, ...]
    weight: int

    @property
    def key(self) -> str:
        """What makes the pair the same pair after another search."""
        return f"{self.one.id} {self.other.id}"


def find_duplicates(register: Register, progress: Progress | None = None) -> tuple[Pair, ...]:
    """Return the pairs of people who may be one, over the whole register, the likeliest first.

    Whoever has moved or died is compared too: the double is often the one that is still counted.
    Pairs that a clerk has told apart are left out.

    Args:
        register: the register.
        progress: told people done and people in all; may raise Cancelled.
    """
    people = _read(register)
    apart = frozenset(register.connection.rows("SELECT one_id, other_id FROM different_people"))
    found: dict[str, Pair] = {}
    for one, other in _candidates(people, progress):
        pair = compare(one, other)
        if pair is not None and (pair.one.id, pair.other.id) not in apart:
            found[pair.key] = pair
    return tuple(sorted(found.values(), key=lambda pair: (-pair.weight, pair.one.folded, pair.key)))


def tell_apart(register: Register, one_id: str, other_id: str) -> None:
    """Keep both as different people for good: they are never offered again; inside a change."""
    first, second = sorted((one_id, other_id))
    known = register.connection.value(
        "SELECT 1 FROM different_people WHERE one_id = ? AND other_id = ?", (first, second)
    )
    if known is None:
        fields = {"id": register.new_id(), "one_id": first, "other_id": second}
        stored.insert(register.connection, "different_people", fields)


def compare(one: Alike, other: Alike) -> Pair | None:
    """Return the two as a pair with all that speaks for it, or None where they are two people."""
    # asked first, as it answers for most people who share a name or a day
    if _two_ids(one, other) and not _one_is_wrong(one, other):
        return None
    why = [*_by_number(one, other), *_by_name(one, other)]
    if not why:
        return None
    if other.id < one.id:
        one, other = other, one
    why.sort(key=lambda code: -WEIGHTS[code])
    weight = min(WEIGHTS[why[0]] + _EACH_FURTHER * (len(why) - 1), _MOST) - _against(one, other)
    if _may_be_twins(one, other):
        why.append("may_be_twins")
        weight -= _MAY_BE_TWINS
    return Pair(one, other, tuple(why), max(weight, 1))


def _against(one: Alike, other: Alike) -> int:
    """Return how much less sure it is for what speaks softly against it."""
    two_numbers = one.si_number and other.si_number and one.si_number != other.si_number
    accented = not one.name.isascii() and not other.name.isascii()
    two_names = accented and one.folded == other.folded and one.name.lower() != other.name.lower()
    return (_TWO_SI_NUMBERS if two_numbers else 0) + (_ACCENTS_DIFFER if two_names else 0)


def _one_is_wrong(one: Alike, other: Alike) -> bool:
    """Say whether one of two different personal ids may be a mistake."""
    near = _id_slip(one, other) or _share_number(one, other)
    return near and not births_differ(one, other)


def births_differ(one: Alike, other: Alike) -> bool:
    """Say whether both births are known and cannot be one day, not even by a slip."""
    return bool(one.born and other.born) and not (
        births_agree(one.born, other.born) or _birth_slip(one, other)
    )


def _by_number(one: Alike, other: Alike) -> Iterator[str]:
    """Say which numbers the two share, where name or birth does not speak against it."""
    if not (_names_near(one, other) or births_agree(one.born, other.born)):
        return
    if _two_ids(one, other) and not (one.words == other.words and _sexes_agree(one, other)):
        return
    if one.si_number and one.si_number == other.si_number:
        yield "same_si_number"
    if one.hi_card and one.hi_card == other.hi_card:
        yield "same_hi_card"
    numbers = (one.personal_id, other.personal_id)
    if any(number and number in numbers for number in (one.si_number, other.si_number)):
        yield "id_as_si_number"


def _by_name(one: Alike, other: Alike) -> Iterator[str]:
    slip = _id_slip(one, other)
    if not _sexes_agree(one, other) or (_two_ids(one, other) and not slip):
        return
    same_words = one.words == other.words
    if slip and (same_words or births_agree(one.born, other.born)) and _names_near(one, other):
        yield "personal_id_slip"
    same_phone = one.phone and one.phone == other.phone and _given(one) == _given(other)
    if same_phone and not births_differ(one, other) and (same_words or one.born == other.born):
        yield "same_phone"
    if same_words:
        if one.folded != other.folded and births_agree(one.born, other.born):
            yield "words_swapped"
        yield from _by_birth(one, other)
    elif _one_day_near(one, other):
        if _names_near(one, other):
            yield "name_slip"
        elif _same_place(one, other) and _is_part(one, other):
            yield "name_part"


def _one_day_near(one: Alike, other: Alike) -> bool:
    """Say whether both are born on one known day, and not known to live in two villages."""
    return is_full(one.born) and one.born == other.born and _same_place(one, other) is not False


def _by_birth(one: Alike, other: Alike) -> Iterator[str]:
    """Say what the births of two of one name have in common."""
    near = _same_place(one, other)
    if is_full(one.born) and one.born == other.born:
        yield "same_name_birth_village" if near else "same_name_birth"
    elif not near:
        if near is None and _birth_slip(one, other) == "birth_swapped":
            yield "birth_swapped"
    elif births_agree(one.born, other.born):
        yield "same_name_year_village"
    elif slip := _birth_slip(one, other):
        yield slip
    elif not (one.born and other.born):
        yield "same_name_village"


def _birth_slip(one: Alike, other: Alike) -> str:
    """Return what a hand may have done to one of two births that differ, or "" for nothing."""
    if not (one.born and other.born):
        return ""
    mine, theirs = one.born.split("-"), other.born.split("-")
    a_year_off = abs(int(mine[0]) - int(theirs[0])) == 1
    if a_year_off and all(this == that for this, that in zip(mine[1:], theirs[1:], strict=False)):
        return "year_off"
    if not (is_full(one.born) and is_full(other.born)):
        return ""
    if mine[0] == theirs[0] and mine[1:] == theirs[:0:-1]:
        return "birth_swapped"
    slip = OSA.distance("".join(mine), "".join(theirs), score_cutoff=1) == 1
    return "birth_slip" if slip else ""


def _names_near(one: Alike, other: Alike) -> bool:
    """Say whether the names are one but for a slip of one letter, or for the order of words."""
    if one.words == other.words:
        return True
    # most people of one day are told apart by their first letters and the length of their names
    if abs(len(one.folded) - len(other.folded)) > 1:
        return False
    short = min(len(one.folded), len(other.folded)) < _LEAST_LETTERS
    return not short and OSA.distance(one.folded, other.folded, score_cutoff=1) == 1


def _is_part(one: Alike, other: Alike) -> bool:
    """Say whether one name is the other without its middle words, or some of them."""
    short, long = sorted((one.folded.split(), other.folded.split()), key=len)
    ends = short[0] == long[0] and short[-1] == long[-1]
    return ends and 2 <= len(short) < len(long) and set(short) <= set(long)


def _may_be_twins(one: Alike, other: Alike) -> bool:
    """Say whether two of one household, born on one day, bear names that differ on purpose."""
    if not one.household_id or one.household_id != other.household_id:
        return False
    if one.si_number and one.si_number == other.si_number:
        return False
    return is_full(one.born) and one.born == other.born and one.name.lower() != other.name.lower()


def _given(one: Alike) -> str:
    return one.folded.rpartition(" ")[2]


def _two_ids(one: Alike, other: Alike) -> bool:
    mine, theirs = one.personal_id, other.personal_id
    return bool(mine and theirs and mine != theirs)


def _id_slip(one: Alike, other: Alike) -> bool:
    """Say whether two personal ids differ by one digit, or by two neighbours in turned order."""
    return bool(
        _two_ids(one, other)
        and OSA.distance(str(one.personal_id), str(other.personal_id), score_cutoff=1) == 1
    )


def _share_number(one: Alike, other: Alike) -> bool:
    """Say whether the two have any number of a document in common."""
    theirs = (other.personal_id, other.si_number, other.hi_card)
    mine = (one.personal_id, one.si_number, one.hi_card)
    return any(number is not None and number in theirs for number in mine)


def _sexes_agree(one: Alike, other: Alike) -> bool:
    return not (one.sex and other.sex and one.sex != other.sex)


def _same_place(one: Alike, other: Alike) -> bool | None:
    """Say whether both stand in one village; None where one of the villages is not known."""
    return one.place == other.place if one.place and other.place else None


# -- who is compared at all


def _read(register: Register) -> list[Alike]:
    found = register.connection.rows(
        "SELECT p.id, p.name, p.folded, p.sex, p.born, p.personal_id, p.si_number, p.hi_card,"
        " p.phone, p.household_id, v.id, v.name, p.status FROM people p"
        " LEFT JOIN households h ON h.id = p.household_id"
        " LEFT JOIN villages v ON v.id = coalesce(h.village_id, p.village_id)"
    )
    return [stored.made(Alike, (*row, " ".join(sorted(row[2].split())))) for row in found]


def _candidates(people: list[Alike], progress: Progress | None) -> Iterator[tuple[Alike, Alike]]:
    """Yield the pairs worth comparing: those that share a key of one kind."""
    done, total = 0, len(people) * len(_KEYS)
    for keys, crowd in _KEYS:
        blocks = defaultdict[Any, list[Alike]](list)
        for one in people:
            done += 1
            if progress is not None and done % _CHUNK == 0:
                progress(done, total)
            for key in keys(one):
                blocks[key].append(one)
        for block in blocks.values():
            if 1 < len(block) <= crowd:
                yield from combinations(block, 2)


def _numbers(one: Alike) -> Iterable[Any]:
    numbers = {one.personal_id, one.si_number, one.hi_card}
    return [number for number in numbers if number]


def _phone(one: Alike) -> Iterable[Any]:
    return [(one.phone, _given(one))] if one.phone else []


def _name_and_year(one: Alike) -> Iterable[Any]:
    """Who is born in one year, or in years next to each other, meets under one of the two."""
    if not one.born:
        return []
    year = int(one.born[:4])
    return [(one.words, year), (one.words, year + 1)]


def _name_and_village(one: Alike) -> Iterable[Any]:
    return [(one.words, one.place)] if one.place else []


def _birth(one: Alike) -> Iterable[Any]:
    return [one.born] if is_full(one.born) else []


_KEYS: tuple[tuple[Callable[[Alike], Iterable[Any]], int], ...] = (
    (_numbers, _CROWD),
    (_phone, _CROWD),
    (_name_and_year, 10**9),
    (_name_and_village, 10**9),
    (_birth, 10**9),
)
