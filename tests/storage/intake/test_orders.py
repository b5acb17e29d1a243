"""The lists of a commune in every order: the same people, the same answers, the same register."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from storage import Register, listings, open_register
from storage.intake import Reading, accept, preview, read_file, retry_waiting
from storage.listings import Filter

ROSTERS = Path(__file__).resolve().parents[2] / "rosters"
ANSWERS = json.loads((ROSTERS / "answers.json").read_text(encoding="utf-8"))
ON = date(2026, 11, 22)
LISTS = tuple(sorted(path.name for path in ROSTERS.iterdir() if path.suffix != ".json"))


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return {name: read_file(ROSTERS / name, on=ON) for name in LISTS}


def opened(path: Path) -> Register:
    return open_register(path, clock=lambda: datetime(2026, 11, 22, 8, 0, tzinfo=UTC), create=True)


def test_the_lists_are_the_five_kinds(readings: dict[str, Reading]) -> None:
    assert len({reading.kind for reading in readings.values()}) == len(LISTS) == 5


@pytest.mark.parametrize("first", LISTS)
def test_every_order_that_begins_with(
    first: str, readings: dict[str, Reading], tmp_path: Path
) -> None:
    """What orders begin with alike is imported once: five times 65 imports, not 600."""
    ends = list(walked(tmp_path / "0.sas", (first,), readings))
    assert len(ends) == 24
    whole = ends[0][1]
    assert answers_of(whole) == {name: ANSWERS[name] for name in answers_of(whole)}
    for order, end in ends[1:]:
        assert end == whole, order


def walked(
    path: Path, order: tuple[str, ...], readings: dict[str, Reading]
) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Import the last list of an order, then go on with every one that is left."""
    with opened(path) as register:
        accept(register, preview(register, readings[order[-1]]))
        retry_waiting(register)
        if len(order) == len(LISTS):
            yield order, canonical(register)
            return
    for name in LISTS:
        if name not in order:
            nearer = path.with_name(f"{len(order)}.sas")
            shutil.copyfile(path, nearer)
            yield from walked(nearer, (*order, name), readings)


def canonical(register: Register) -> dict[str, Any]:
    """Return all that the register says, by natural keys: no ids, no codes, no order of arrival."""
    rows = register.connection.rows
    person = "ifnull(p.personal_id, p.name || ifnull(p.born, '') || ifnull(p.si_number, ''))"
    house = "v.name || ' ' || h.number"
    home = "households h LEFT JOIN villages v ON v.id = h.village_id"
    return {
        "villages": sorted(rows("SELECT name FROM villages")),
        "households": sorted(
            rows(f"SELECT {house}, h.address, h.note, h.status FROM {home}"), key=repr
        ),
        "people": sorted(
            rows(
                f"SELECT {person}, {house}, w.name, p.name, p.sex, p.born, p.personal_id,"
                " p.si_number, p.hi_card, p.ethnic, p.phone, p.relation, p.relation_text, p.status,"
                " p.note FROM people p LEFT JOIN households h ON h.id = p.household_id"
                " LEFT JOIN villages v ON v.id = h.village_id"
                " LEFT JOIN villages w ON w.id = p.village_id"
            ),
            key=repr,
        ),
        "standings": sorted(
            rows(
                f"SELECT {house}, s.year, s.kind, s.document, s.document_day FROM standings s"
                " JOIN households h ON h.id = s.household_id LEFT JOIN villages v"
                " ON v.id = h.village_id"
            )
        ),
        "covers": sorted(
            rows(
                f"SELECT {person}, c.scheme, c.known, c.hi_group, c.card, c.start, c.until,"
                " c.dated, c.income, c.method FROM covers c JOIN people p ON p.id = c.person_id"
            ),
            key=repr,
        ),
        "conflicts": sorted(
            rows(
                f"SELECT {person}, c.field FROM import_conflicts c JOIN people p"
                " ON p.id = c.person_id"
            )
        ),
        "waiting": sorted(rows("SELECT sheet, row, why FROM import_rows WHERE outcome = 'review'")),
        "said": sorted(
            (
                {name: value for name, value in row.items() if name != "id"}
                for row in listings.rows_of(register, "people", Filter(ON))[1]
            ),
            key=repr,
        ),
    }


def answers_of(end: dict[str, Any]) -> dict[str, Any]:
    """Return the sums of a register, as the answers of the lists give them."""
    people = end["said"]
    standings = [row[2] for row in end["standings"] if row[1] == ON.year]
    villages = [row["village"] for row in people]
    return {
        "villages": len(end["villages"]),
        "households": len(end["households"]),
        "people": len(people),
        "male": sum(row["sex"] == "male" for row in people),
        "people_without_hi": len({c[0] for c in end["covers"] if c[1:3] == ("hi", "not_covered")}),
        "cards_expiring_2026_11_and_12": sum(
            cover[1] == "hi" and (cover[6] or "")[:7] in {"2026-11", "2026-12"}
            for cover in end["covers"]
        ),
        "poor_households": standings.count("poor"),
        "near_poor_households": standings.count("near_poor"),
        "voluntary_participants": sum(bool(row["vsi_method"]) for row in people),
        "vsi_income_total": sum(row["vsi_income"] or 0 for row in people),
        "people_by_village": {name: villages.count(name) for name in sorted(set(villages))},
    }
