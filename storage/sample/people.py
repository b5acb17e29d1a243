"""The people of the made-up commune: households of natural shape, with ages that fit each other."""

import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from rules import household_codes
from storage.sample.names import NameBook

ETHNIC = (
    ("kinh", "Kinh", 78),
    ("muong", "Mường", 15),
    ("thai", "Thái", 4),
    ("dao", "Dao", 2),
    ("tay", "Tày", 1),
)
PROVINCE = "038"
NEIGHBOURS = ("037", "040", "036", "034", "017", "014")
# Three zeros behind the network prefix: of the right form, and nobody's number in the commune.
PHONE_PREFIXES = (
    "096",
    "097",
    "098",
    "086",
    "032",
    "034",
    "035",
    "037",
    "038",
    "039",
    "091",
    "094",
    "083",
    "090",
    "093",
)
STANDINGS = (("poor", 4), ("near_poor", 7), ("average_agri", 9), ("none", 80))


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """One made-up person; ``born`` is ISO text as precise as it is known, ``age`` in years."""

    id: str
    household_id: str
    village_id: str
    name: str
    sex: str
    born: str
    age: int
    personal_id: str | None
    si_number: str
    ethnic: str
    phone: str | None
    relation: str
    status: str
    status_day: str | None


@dataclass(frozen=True, slots=True)
class SampleHousehold:
    """One made-up household; ``standing`` is that of the year of the day."""

    id: str
    code: str
    village_id: str
    number: str
    address: str
    walk_order: int
    standing: str
    do_not_contact: bool
    members: tuple[SamplePerson, ...]


@dataclass(slots=True)
class Draw:
    """What is drawn from: random numbers, names, and the counters that keep numbers unique."""

    rng: random.Random
    names: NameBook
    on: date
    serials: dict[str, int] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    made: int = 0

    def new_id(self) -> str:
        """A row id of the UUIDv7 form, the same for the same seed."""
        self.made += 1
        milliseconds = (self.on.toordinal() - 719163) * 86_400_000 + self.made
        first, second = self.rng.getrandbits(12), self.rng.getrandbits(62)
        bits = milliseconds << 80 | 7 << 76 | first << 64 | 2 << 62 | second
        return str(uuid.UUID(int=bits))

    def code(self) -> str:
        """A household code that no other household of the sample has."""
        while True:
            made = household_codes.make(
                [self.rng.randrange(len(household_codes.ALPHABET)) for _ in range(5)]
            )
            if made not in self.codes:
                self.codes.add(made)
                return made

    def serial(self, key: str, first: int, step: int) -> int:
        """The next number down from ``first``, at most ``step`` below the one before it."""
        self.serials[key] = self.serials.get(key, first) - self.rng.randint(1, step)
        return self.serials[key]

    def happens(self, share: float) -> bool:
        """True with the probability ``share``."""
        return self.rng.random() < share


@dataclass(frozen=True, slots=True)
class _Place:
    relation: str
    sex: str
    age: int
    # Whose surname: the head's ("house"), an "own" one, or that of a woman head's husband.
    line: str


def make_households(draw: Draw, village_id: str, people: int) -> Iterator[SampleHousehold]:
    """Yield households of one village until exactly ``people`` people live in them."""
    left, number = people, 0
    while left > 0:
        number += 1
        places = _SHAPES[_shape(draw.rng)](draw)[:left]
        left -= len(places)
        yield _household(draw, village_id, number, places)


def _shape(rng: random.Random) -> int:
    """The index of a household shape, by how usual it is."""
    return rng.choices(range(len(_SHAPES)), cum_weights=_SHAPE_SUMS)[0]


def _household(draw: Draw, village_id: str, number: int, places: list[_Place]) -> SampleHousehold:
    rng, household_id = draw.rng, draw.new_id()
    ethnic = rng.choices(ETHNIC, weights=[row[2] for row in ETHNIC])[0]
    house, father = draw.names.surname(rng, ethnic[0]), draw.names.surname(rng, ethnic[0])
    surnames = {"house": house, "father": father}
    members: list[SamplePerson] = []
    taken: set[str] = set()
    for place in places:
        surname = surnames.get(place.line) or draw.names.surname(rng, ethnic[0])
        person = _person(draw, place, surname, taken, (household_id, village_id, ethnic[1]))
        taken.add(person.name)
        members.append(person)
    return SampleHousehold(
        id=household_id,
        code=draw.code(),
        village_id=village_id,
        number=f"{number:03d}",
        address=rng.choice(draw.names.roads) if draw.happens(0.6) else "",
        walk_order=number,
        standing=rng.choices([row[0] for row in STANDINGS], weights=[row[1] for row in STANDINGS])[
            0
        ],
        do_not_contact=draw.happens(0.006),
        members=tuple(members),
    )


def _person(
    draw: Draw, place: _Place, surname: str, taken: set[str], where: tuple[str, str, str]
) -> SamplePerson:
    day = _birthday(draw, place.age)
    name = draw.names.personal(draw.rng, surname=surname, sex=place.sex, year=day.year)
    while name in taken:
        name = draw.names.personal(draw.rng, surname=surname, sex=place.sex, year=day.year)
    status, status_day = _status(draw, place)
    only_year = day.year < 1970 and draw.happens(0.12)
    has_id = draw.happens(0.97 if place.age >= 14 else 0.8)
    return SamplePerson(
        id=draw.new_id(),
        household_id=where[0],
        village_id=where[1],
        name=name,
        sex=place.sex,
        born=f"{day.year}" if only_year else day.isoformat(),
        age=place.age,
        personal_id=_personal_id(draw, place, day) if has_id else None,
        si_number=f"38{draw.serial('si', 99_999_999, 60):08d}",
        ethnic=where[2],
        phone=_phone(draw) if 15 <= place.age <= 82 and draw.happens(0.62) else None,
        relation=place.relation,
        status=status,
        status_day=status_day,
    )


def _birthday(draw: Draw, age: int) -> date:
    """A day on which somebody was born who is ``age`` on the working day."""
    month, day = draw.rng.randint(1, 12), draw.rng.randint(1, 28)
    year = draw.on.year - age - ((month, day) > (draw.on.month, draw.on.day))
    return date(year, month, day)


def _personal_id(draw: Draw, place: _Place, day: date) -> str:
    """Province, century and sex digit, year, and a serial number from the end of the range."""
    moved_in = place.line == "own" and draw.happens(0.18)
    province = draw.rng.choice(NEIGHBOURS) if moved_in else PROVINCE
    digit = (day.year - 1900) // 100 * 2 + (place.sex == "female")
    start = f"{province}{digit}{day.year % 100:02d}"
    return f"{start}{draw.serial(start, 999_999, 40):06d}"


def _phone(draw: Draw) -> str:
    return f"{draw.rng.choice(PHONE_PREFIXES)}000{draw.rng.randrange(10_000):04d}"


def _status(draw: Draw, place: _Place) -> tuple[str, str | None]:
    chance = draw.rng.random()
    day = (draw.on - timedelta(days=draw.rng.randint(1, 330))).isoformat()
    if place.relation == "head":
        return ("away", day) if chance < 0.015 else ("here", None)
    if place.age > 60 and chance < 0.012:
        return "died", day
    if 18 <= place.age <= 40 and chance < 0.07:
        return "away", day
    return ("moved", day) if chance > 0.996 else ("here", None)


def _couple(draw: Draw, young: int, old: int) -> list[_Place]:
    """The head and, mostly, the spouse; a quarter of the heads are women."""
    head_age = draw.rng.randint(young, old)
    if draw.happens(0.22):
        head = _Place("head", "female", head_age, "house")
        if draw.happens(0.55) or head_age < 24:
            return [head]
        return [head, _Place("husband", "male", head_age + draw.rng.randint(0, 5), "father")]
    head = _Place("head", "male", head_age, "house")
    if draw.happens(0.93 if head_age > 24 else 0.4):
        return [head, _Place("wife", "female", max(19, head_age - draw.rng.randint(-1, 6)), "own")]
    return [head]


def _children(draw: Draw, couple: list[_Place], most: int) -> list[_Place]:
    """Sons and daughters, two to four years apart, born when the mother was 20 to 40."""
    mother = min(place.age for place in couple)
    line = "house" if couple[0].sex == "male" else "father"
    wanted = draw.rng.choices((0, 1, 2, 3, 4), weights=(6, 24, 48, 17, 5))[0]
    ages: list[int] = []
    age = mother - draw.rng.randint(20, 27)
    while len(ages) < min(wanted, most) and age >= 0 and mother - age <= 41:
        ages.append(age)
        age -= draw.rng.randint(2, 5)
    places = []
    for age in ages:
        if age <= 22 or draw.happens(0.35):
            sex = "male" if draw.happens(0.52) else "female"
            places.append(_Place("son" if sex == "male" else "daughter", sex, age, line))
    return places


def _parents(draw: Draw, couple: list[_Place]) -> list[_Place]:
    """The head's mother, and often the father with her."""
    mother = couple[0].age + draw.rng.randint(20, 34)
    parents = []
    if draw.happens(0.55) and mother + 2 < 95:
        parents.append(_Place("father", "male", mother + draw.rng.randint(0, 5), "house"))
    if mother < 99 or not parents:
        parents.append(_Place("mother", "female", min(mother, 99), "own"))
    return parents


def _nuclear(draw: Draw) -> list[_Place]:
    couple = _couple(draw, 26, 58)
    return couple + _children(draw, couple, 4)


def _three_generations(draw: Draw) -> list[_Place]:
    couple = _couple(draw, 30, 56)
    return couple + _children(draw, couple, 3) + _parents(draw, couple)


def _with_young_couple(draw: Draw) -> list[_Place]:
    """Old head and spouse, a married son, his wife and their children."""
    couple = _couple(draw, 52, 72)
    line = "house" if couple[0].sex == "male" else "father"
    son = min(place.age for place in couple) - draw.rng.randint(21, 28)
    wife = max(20, son - draw.rng.randint(0, 5))
    places = [
        *couple,
        _Place("son", "male", son, line),
        _Place("child_in_law", "female", wife, "own"),
    ]
    age = wife - draw.rng.randint(20, 25)
    for _ in range(draw.rng.choices((1, 2, 3), weights=(35, 55, 10))[0]):
        if age < 0:
            break
        places.append(_Place("grandchild", "male" if draw.happens(0.52) else "female", age, line))
        age -= draw.rng.randint(2, 5)
    return places


def _old(draw: Draw) -> list[_Place]:
    return _couple(draw, 60, 88)


def _young(draw: Draw) -> list[_Place]:
    couple = _couple(draw, 20, 29)
    return couple + _children(draw, couple, 1)


_SHAPES: tuple[Callable[[Draw], list[_Place]], ...] = (
    _nuclear,
    _three_generations,
    _with_young_couple,
    _old,
    _young,
)
_SHAPE_SUMS = (50, 68, 86, 96, 100)
