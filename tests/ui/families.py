"""Two households that live through everything the dialogs of the register's life can do."""

from dataclasses import dataclass, field
from datetime import date

from rules.calendar import PartialDate
from storage import Register
from storage.people import Person

Member = tuple[str, str, str, str, str]

VI: tuple[Member, ...] = (
    ("Vi Văn Tuất", "male", "1976-03-12", "head", "2026-11-30"),
    ("Tống Thị Mận", "female", "1979-08-05", "wife", "2026-11-30"),
    ("Vi Công Hoan", "male", "2003-06-19", "son", "2026-08-15"),
    ("Vi Thị Hạnh", "female", "2001-10-02", "daughter", ""),
    ("Vi Minh Dược", "male", "2012-01-27", "son", "2027-09-30"),
    ("Lường Thị Mến", "female", "1948", "mother", "2027-12-31"),
)
LO: tuple[Member, ...] = (
    ("Lò Văn Ọi", "male", "1970-03-12", "head", "2026-11-30"),
    ("Cà Thị Bánh", "female", "1972-03-12", "wife", ""),
    ("Lò Thị Mỉ", "female", "2004-03-12", "daughter", ""),
)


@dataclass
class Families:
    """Ids of both households, and of everybody by name."""

    register: Register
    vi: str = ""
    lo: str = ""
    people: dict[str, str] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """Somebody as written now."""
        return self.register.people.get(self.people[name])

    def relations(self, household: str) -> dict[str, str | None]:
        """What the living members of a household are to its head."""
        return {
            one.name: one.relation
            for one in self.register.people.of_household(household)
            if one.status in {"here", "away"}
        }


def settle(register: Register) -> Families:
    """Write both households."""
    made = Families(register)
    with register.change("Lập sổ"):
        villages = register.villages.add("Bản Mường Và"), register.villages.add("Thôn Đồi Sim")
        made.vi, made.lo = (register.households.add(village_id=one) for one in villages)
        for household, members in ((made.vi, VI), (made.lo, LO)):
            for name, sex, born, relation, until in members:
                person = register.people.add(
                    household_id=household,
                    name=name,
                    sex="male" if sex == "male" else "female",
                    born=PartialDate.parse(born),
                    relation=relation,
                    status="away" if name == "Vi Thị Hạnh" else "here",
                )
                made.people[name] = person
                if until:
                    register.covers.add(
                        person,
                        scheme="hi",
                        known="covered",
                        dated=date(2026, 1, 1),
                        start=date(2025, 12, 1),
                        until=date.fromisoformat(until),
                        hi_group="household",
                    )
    return made
