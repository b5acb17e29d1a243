"""Which household a row belongs to: by its head, by village and number, by its members, or new."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from storage.intake.index import House
from storage.intake.lexicon import says_more

if TYPE_CHECKING:
    from storage.intake.index import Candidate, Index
    from storage.intake.records import Record

_Rows = list[tuple["Record", "Candidate"]]


def place_household(index: Index, rows: _Rows) -> House | None:
    """Put the people of one household of the file into one household of the register.

    Who already stands in another household stays there: only a guided act of the clerk moves
    people. Returns the household, or None where nobody is left to put into a new one.

    Args:
        index: the register; new households and their members are added to it.
        rows: the rows of the household that were taken, in order, with the person of each.
    """
    first = rows[0][0]
    known = index.known_village(first.village) if first.village else None
    village_id = known.id if known else None
    number = next((record.household_number for record, _ in rows if record.household_number), "")
    homeless = [(record, one) for record, one in rows if not one.now["household_id"]]
    house = _known(index, rows, village_id, number)
    if house is None:
        if not homeless:
            return None
        village_id = _village(index, first)
        house = _new(index, village_id, number)
    if house.village_id is None and village_id is None:
        village_id = _village(index, first)
    _fill(index, house, village_id, number, next((r.address for r, _ in rows if r.address), ""))
    for record, one in homeless:
        _enter(house, one, record)
    for record, one in rows:
        _relate(house, one, record)
    return house


def _village(index: Index, record: Record) -> str | None:
    """Return the village of a row, made where the register has none like it."""
    village = index.village(record.village)
    return village.id if village else None


def _known(index: Index, rows: _Rows, village_id: str | None, number: str) -> House | None:
    head = next((one for record, one in rows if record.relation == "head"), None)
    home = index.houses.get(head.now["household_id"] or "") if head else None
    if home and home.head is head:
        return home
    numbered = index.by_house_number.get((village_id, number), []) if number else []
    people = {one.id for _, one in rows}
    for house in numbered:
        named_alike = head and house.head and house.head.folded == head.folded
        if named_alike or not house.members or any(m.id in people for m in house.members):
            return house
    if len(numbered) == 1 and (head is None or (len(rows) == 1 and numbered[0].head is None)):
        return numbered[0]  # a head alone: his row was mended after those of the others
    return _most_live_in(index, rows)


def _most_live_in(index: Index, rows: _Rows) -> House | None:
    living = Counter(home for _, one in rows if (home := one.now["household_id"]))
    if not living:
        return None
    home, count = living.most_common(1)[0]
    return index.houses[home] if count * 2 > len(rows) else None


def _new(index: Index, village_id: str | None, number: str) -> House:
    house = House(index.register.new_id(), village_id, number, "")
    house.is_new = True
    index.houses[house.id] = house
    index.by_house_number[village_id, number].append(house)
    return house


def _fill(index: Index, house: House, village_id: str | None, number: str, address: str) -> None:
    if not house.number and number:
        house.number = number
        index.by_house_number[house.village_id, number].append(house)
    house.village_id = house.village_id or village_id
    house.address = house.address or address


def _enter(house: House, one: Candidate, record: Record) -> None:
    is_in = one.now["household_id"] == house.id  # by another row
    one.now["household_id"] = house.id
    one.now["village_id"] = None  # the household's village is theirs from now on
    one.place = house.village_id
    one.now["relation"] = None
    if one.living and not is_in:
        house.members.append(one)
    if record.relation != "head":
        one.now["relation"] = record.relation


def _relate(house: House, one: Candidate, record: Record) -> None:
    """Fill a blank relation, and its words; a household keeps the head that it has."""
    if one.now["household_id"] != house.id:
        return
    may_be = record.relation != "head" or not (house.head or not one.living)
    if one.now["relation"] is None and record.relation and may_be:
        one.now["relation"] = record.relation
    code = record.relation if one.now["relation"] else None
    if not one.now["relation_text"] and (text := says_more(code, record.relation_text)):
        one.now["relation_text"] = text
