"""What a list leaves to be decided: values that differ, and standings that it does not name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from rules.calendar import PartialDate
from storage import rows as stored_rows
from storage.intake.plan import Conflict, Ending
from storage.intake.records import cover_of, cover_said

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from storage.intake.plan import Plan, PlannedRow, RowKey, Side
    from storage.intake.records import CoverSaid
    from storage.journal import Changed
    from storage.register import Register
    from storage.standings import StandingKind


@dataclass(frozen=True, slots=True)
class KeptConflict:
    """A difference that waits with its import; ``id`` names it."""

    id: str
    import_id: str
    file: str
    sheet: str
    row: int
    person_id: str
    name: str
    conflict: Conflict


@dataclass(frozen=True, slots=True)
class KeptEnding:
    """A household whose standing a list asks about; ``id`` names the question."""

    id: str
    import_id: str
    ending: Ending


def write_asked(register: Register, plan: Plan) -> None:
    """Keep what a plan leaves open, and what was decided of it; inside its change.

    What is open already, from this list or another, is not asked twice.
    """
    write_conflicts(register, plan.import_id, plan.conflicting, plan.writing.again)
    _write_endings(register, plan)


def write_conflicts(
    register: Register, import_id: str, rows: Iterable[PlannedRow], again: Collection[RowKey]
) -> None:
    """Keep what rows say otherwise than the register, decided or open; inside a change.

    Args:
        register: the register.
        import_id: the list.
        rows: its rows.
        again: rows taken before, which ask nothing new.
    """
    known = _known_conflicts(register)
    new: dict[_Key, tuple[Any, ...]] = {}
    for row in rows:
        for one in row.conflicts:
            key = (str(row.person_id), one.field, one.said)
            kept = one.kept if one.decided else None
            if key in known:
                if kept is not None:
                    fields = {"kept": kept, "held": one.held}
                    stored_rows.update(register.connection, "import_conflicts", known[key], fields)
                continue
            if kept is None and row.key in again:
                continue
            cover = json.dumps(cover_said(one.cover) if one.cover else {}, ensure_ascii=False)
            place = (import_id, row.record.row, row.record.sheet)
            new[key] = (*place, *key, one.held, kept, cover)
    stored_rows.insert_many(
        register.connection,
        "import_conflicts",
        ("id", "import_id", "row", "sheet", "person_id", "field", "said", "held", "kept", "cover"),
        [(register.new_id(), *values) for values in new.values()],
    )


_Key = tuple[str, str, str]  # person, field, what the list says


def _known_conflicts(register: Register) -> dict[_Key, str]:
    """Return the ids of the differences that are open."""
    return {
        (person_id, name, said): conflict_id
        for conflict_id, person_id, name, said in register.connection.rows(
            "SELECT id, person_id, field, said FROM import_conflicts WHERE kept IS NULL"
        )
    }


def _write_endings(register: Register, plan: Plan) -> None:
    connection = register.connection
    named = json.dumps(sorted(plan.writing.named))
    for ending_id in connection.column(
        "SELECT e.id FROM import_endings e JOIN imports i ON i.id = e.import_id"
        " WHERE e.answer IS NULL AND e.year = ? AND i.dated <= ?"
        " AND e.household_id IN (SELECT value FROM json_each(?))",
        (plan.year, plan.dated.isoformat(), named),
    ):
        stored_rows.update(connection, "import_endings", ending_id, {"answer": "stays"})
    open_ones = {
        (household_id, year): ending_id
        for ending_id, household_id, year in connection.rows(
            "SELECT id, household_id, year FROM import_endings WHERE answer IS NULL"
        )
    }
    for one in plan.endings:
        ending_id = open_ones.get((one.household_id, one.year))
        if ending_id is None:
            ending_id = register.new_id()
            fields = {"id": ending_id, "import_id": plan.import_id}
            about = {"household_id": one.household_id, "year": one.year, "of_year": one.of_year}
            stored_rows.insert(connection, "import_endings", {**fields, **about, "kind": one.kind})
        if one.ended:
            _end(register, ending_id, plan.import_id, one.household_id, one.year)


def _end(register: Register, ending_id: str, import_id: str, household_id: str, year: int) -> None:
    document, day = register.connection.rows(
        "SELECT document, document_day FROM imports WHERE id = ?", (import_id,)
    )[0]
    register.standings.set(
        household_id, year, "none",
        document=document, document_day=stored_rows.day(day), source_id=import_id,
    )  # fmt: skip
    stored_rows.update(register.connection, "import_endings", ending_id, {"answer": "ended"})


def kept_conflicts(register: Register, import_id: str | None = None) -> tuple[KeptConflict, ...]:
    """Return the differences that nobody has decided, of one import or of all, in their order.

    What the register has come to say as the list does is no difference any more.
    """
    found = register.connection.rows(
        "SELECT c.id, i.id, i.file, i.dated, c.sheet, c.row, p.id, p.name, c.field, c.held, c.said,"
        " c.cover FROM import_conflicts c JOIN imports i ON i.id = c.import_id"
        " JOIN people p ON p.id = c.person_id"
        " WHERE c.kept IS NULL AND (?1 IS NULL OR i.id = ?1) ORDER BY c.id",
        (import_id,),
    )
    open_ones = []
    for conflict_id, of_import, file, dated, sheet, row, person_id, name, *rest in found:
        conflict = _conflict(register, person_id, dated, tuple(rest))
        if _now(register, person_id, conflict) != conflict.said:
            open_ones.append(
                KeptConflict(conflict_id, of_import, file, sheet, row, person_id, name, conflict)
            )
    return tuple(open_ones)


def _conflict(
    register: Register, person_id: str, dated: str, stored: tuple[str, str, str, str]
) -> Conflict:
    name, held, said, cover = stored
    plain = json.loads(cover)
    told = cover_of(plain) if plain else None
    can_take = _can_take(register, person_id, name, said)
    kept: Side = "file" if told and _stands(register, person_id, dated, told) else "register"
    return Conflict(name, held, said, kept, can_take=can_take, cover=told)


def _stands(register: Register, person_id: str, dated: str, told: CoverSaid) -> bool:
    """Say whether nothing newer is known of a scheme; on one day a cover goes after a denial."""
    others = register.connection.rows(
        "SELECT dated, known FROM covers WHERE person_id = ? AND scheme = ?"
        " AND NOT (known = ? AND until IS ?)",
        (person_id, told.scheme, told.known, told.until.isoformat() if told.until else None),
    )
    return all(
        (dated, told.known == "covered" and known != "covered") > (day, False)
        for day, known in others
    )


def _can_take(register: Register, person_id: str, name: str, said: str) -> bool:
    value = register.connection.value
    if name == "status":
        return False  # who has died or moved comes back by an act of its own
    if name == "personal_id":
        return value("SELECT 1 FROM people WHERE personal_id = ?", (said,)) is None
    if name != "village":
        return True
    others = value(
        "SELECT count(*) FROM people p JOIN people o ON o.household_id = p.household_id"
        " AND o.id <> p.id AND o.status IN ('here', 'away')"
        " WHERE p.id = ? AND p.relation IS NOT 'head'",
        (person_id,),
    )
    return not others


def _now(register: Register, person_id: str, conflict: Conflict) -> str | None:
    """Return what the register says now; None for cover, which is said by more than one."""
    if conflict.field.startswith("cover_"):
        return None
    person = register.people.get(person_id)
    if conflict.field == "village":
        return person.village
    if conflict.field == "born":
        return person.born.iso if person.born else None
    if conflict.field == "standing":
        return None
    return str(getattr(person, conflict.field) or "")


def decide_conflicts(
    register: Register, conflicts: Iterable[KeptConflict], side: Side, *, on: date
) -> Changed | None:
    """Let one side stand in differences of one list, as a change of its own.

    Args:
        register: the register.
        conflicts: of one import; those that cannot be taken from the file are passed over then.
        side: whose value stands.
        on: the working day, as of which a clerk's word about cover counts.

    Raises:
        StorageError: as any change.
    """
    chosen = [one for one in conflicts if side == "register" or one.conflict.can_take]
    if not chosen:
        return None
    with register.change(f"Chọn số liệu khác nhau của {chosen[0].file}") as change:
        for one in chosen:
            if side == "file":
                _take(register, one, on)
            elif one.conflict.cover is not None:
                _untell(register, one)
            stored_rows.update(register.connection, "import_conflicts", one.id, {"kept": side})
    return change.changed


def _take(register: Register, one: KeptConflict, on: date) -> None:
    name, said = one.conflict.field, one.conflict.said
    if one.conflict.cover is not None:
        told = one.conflict.cover
        register.covers.add(
            one.person_id, scheme=cast("Any", told.scheme), known=cast("Any", told.known),
            hi_group=told.hi_group, card=told.card, start=told.start, until=told.until,
            income=told.income, method=told.method, dated=on, source="clerk",
        )  # fmt: skip
    elif name == "village":
        _move(register, one.person_id, said)
    elif name == "standing":
        _stand(register, one)
    else:
        value = PartialDate.parse(said) if name == "born" else said
        register.people.save(one.person_id, **cast("Any", {name: value}))


def _move(register: Register, person_id: str, village: str) -> None:
    village_id = register.villages.find(village) or register.villages.add(village)
    person = register.people.get(person_id)
    if person.household_id is None:
        register.people.save(person_id, village_id=village_id)
    else:
        register.households.save(person.household_id, village_id=village_id)


def _stand(register: Register, one: KeptConflict) -> None:
    year, document, day = register.connection.rows(
        "SELECT year, document, document_day FROM imports WHERE id = ?", (one.import_id,)
    )[0]
    household_id = register.people.get(one.person_id).household_id
    if household_id is not None:
        register.standings.set(
            household_id, year, cast("StandingKind", one.conflict.said),
            document=document, document_day=stored_rows.day(day), source_id=one.import_id,
        )  # fmt: skip


def _untell(register: Register, one: KeptConflict) -> None:
    """Take out what the list said of somebody's cover, which the clerk does not believe."""
    told = cast("CoverSaid", one.conflict.cover)
    until = told.until.isoformat() if told.until else None
    register.connection.execute(
        "DELETE FROM covers WHERE person_id = ? AND scheme = ? AND known = ? AND until IS ?"
        " AND source = 'import' AND source_id = ?",
        (one.person_id, told.scheme, told.known, until, one.import_id),
    )


def kept_endings(register: Register, import_id: str | None = None) -> tuple[KeptEnding, ...]:
    """Return the households that are still asked about, of one import or of all."""
    found = register.connection.rows(
        "SELECT e.id, e.import_id, h.id, h.code, p.id, ifnull(p.name, ''), ifnull(v.name, ''),"
        " e.kind, e.year, e.of_year"
        " FROM import_endings e JOIN households h ON h.id = e.household_id"
        " LEFT JOIN villages v ON v.id = h.village_id"
        " LEFT JOIN people p ON p.household_id = h.id AND p.relation = 'head'"
        " AND p.status IN ('here', 'away')"
        " LEFT JOIN standings s ON s.household_id = h.id AND s.year = e.year"
        " WHERE e.answer IS NULL AND (?1 IS NULL OR e.import_id = ?1) AND h.status = 'here'"
        " AND (s.kind IS NULL OR (e.of_year = e.year AND s.kind <> 'none'))"
        " ORDER BY v.walk_order, h.walk_order, e.id",
        (import_id,),
    )
    return tuple(KeptEnding(row[0], row[1], Ending(*row[2:])) for row in found)


def end_standings(register: Register, endings: Iterable[KeptEnding]) -> Changed | None:
    """End the standings that a list is silent about, as a change of its own.

    Raises:
        StorageError: as any change.
    """
    chosen = list(endings)
    if not chosen:
        return None
    file = register.connection.value(
        "SELECT file FROM imports WHERE id = ?", (chosen[0].import_id,)
    )
    with register.change(f"Hết diện vì không còn trong {file}") as change:
        for one in chosen:
            _end(register, one.id, one.import_id, one.ending.household_id, one.ending.year)
    return change.changed
