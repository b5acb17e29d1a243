"""The list of people: what its two lines say of a person on a day."""

from dataclasses import dataclass
from datetime import date

from rules.coverage import State, hi_state, vsi_state
from rules.household_codes import shown
from storage import Register
from storage.filters import Filter
from storage.people import Person
from ui.lists import ListLine
from ui.screens.households.wording import short_village, tr
from ui.states import hi_badge, vsi_badge


def people_headings() -> tuple[str, ...]:
    """Return the headings of what is copied of a person."""
    return (
        tr("Họ và tên"), tr("Ngày sinh"), tr("Số CCCD"), tr("Mã số BHXH"), tr("Điện thoại"),
        tr("Thôn"), tr("Số hộ"), tr("Mã phiếu"), tr("BHYT"), tr("BHXH tự nguyện"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of the list with the states of both insurances."""

    person: Person
    age: int | None
    hi: State
    vsi: State


def people_page(
    register: Register, only: Filter, on: date, *, offset: int, limit: int
) -> tuple[PersonLine, ...]:
    """Return one page of the people of a filter, in Vietnamese order of names."""
    found = register.people.list(only=only, on=on, offset=offset, limit=limit)
    covers = register.covers.of_many([person.id for person in found])

    def line(person: Person) -> PersonLine:
        age = None if person.born is None else person.born.age_on(on)
        facts = covers[person.id]
        hi = hi_state(facts, on=on, age=age, standing=None)
        return PersonLine(person, age, hi, vsi_state(facts, on=on, age=age))

    return tuple(line(person) for person in found)


def person_line(row: PersonLine) -> ListLine:
    """Return what the list says of a person."""
    person = row.person
    parts = [tr("{age} tuổi").format(age=row.age)] if row.age is not None else []
    parts += [short_village(person.village)] if person.village else [tr("chưa rõ thôn")]
    hi = hi_badge(row.hi)
    return ListLine(
        title=person.name,
        detail=" · ".join(parts),
        note=shown(person.household_code) if person.household_code else tr("chưa có hộ"),
        shapes=(hi.kind, vsi_badge(row.vsi).kind),
        spoken=f"{hi}, {vsi_badge(row.vsi)}",
    )


def person_cells(row: PersonLine) -> tuple[str, ...]:
    """Return what a person puts on the clipboard, under `people_headings`."""
    person = row.person
    return (
        person.name,
        person.born.shown if person.born else "",
        person.personal_id or "",
        person.si_number or "",
        person.phone or "",
        person.village or "",
        person.household_number or "",
        shown(person.household_code) if person.household_code else "",
        str(hi_badge(row.hi)),
        str(vsi_badge(row.vsi)),
    )
