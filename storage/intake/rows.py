"""From the rows of a table to records: values read, village found, households told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage.intake.grouping import STANDINGS, Households
from storage.intake.lexicon import is_tick, lexicon, standing_in_title
from storage.intake.places import (
    are_villages,
    is_bare,
    names_unit,
    unit_word,
    village_in,
    village_in_title,
    village_of_address,
    village_of_sheet,
)
from storage.intake.records import Record, Rejected, VisitSaid
from storage.intake.seen import Seen, as_written, shown_cell
from storage.intake.text import clean, key
from storage.intake.values import (
    TICK,
    BadValueError,
    Reader,
    are_exact,
    sex_of_one_letter,
    writes_month_first,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from storage.intake.kinds import Kind
    from storage.intake.records import Cell, Column
    from storage.intake.tables import Row, Table

_BIRTHS = frozenset({"born", "male", "female", "hi_from", "hi_until"})
_OF_VISIT = frozenset({"visit_result", "visit_reason", "visit_next", "visit_received", "note"})
_IGNORED = frozenset({"order", "members", "collector"})
_GENERIC = (
    "sheet", "trang", "ds", "danh sach", "data", "du lieu", "bang", "bieu", "mau", "phu luc",
)  # fmt: skip


class RowReader:
    """Reads one table after another of the same file.

    Attributes:
        records: the rows that were read.
        rejected: the rows that cannot be taken.
        seen: what every column held, for the examples.
        skipped: rows of a trip in which nothing was filled.
    """

    def __init__(
        self,
        kind: Kind,
        *,
        on: dt.date,
        titles: Mapping[str, Sequence[str]],
        corrected: Mapping[tuple[str, int, int], str],
        assigned: Iterable[str] = (),
    ) -> None:
        self.records: list[Record] = []
        self.rejected: list[Rejected] = []
        self.seen: list[Seen] = []
        self.skipped = 0
        self._kind = kind
        self._on = on
        self._titles = titles
        self._corrected = corrected
        self._assigned = frozenset(assigned)
        self._mended = {(sheet, row) for sheet, row, _ in corrected}
        self._households = Households(kind)

    def read(self, table: Table) -> None:
        """Read every row of a table."""
        place = self._village_of(table)
        titled = self._standing_of(table)
        cells = [_with_spanned(row, table) for row in table.rows]
        readers = self._readers(table, cells)
        marked = _marks_women(readers, cells)
        by_household, carried = self._kind.by_household, ("", "")
        unit = next((unit_word(c.heading) for c, _ in readers if c.field == "village"), "")
        bare_unit = "" if unit or place else self._unit_of_addresses(readers, cells)
        columns = [reader.column(_held(column, cells)) for column, reader in readers]
        for row, written, read in zip(table.rows, cells, zip(*columns, strict=True), strict=True):
            number, held, said = (table.sheet.name, row.index + 1), written, read
            if number in self._mended:
                held = self._mend(number, written)
                said = tuple(reader.column(_held(column, [held]))[0] for column, reader in readers)
            try:
                values = _values(readers, said)
            except _BlamedCellError as blame:
                self._reject(number, blame, held, table)
                if by_household and self._begins(table, held):
                    carried = _said(table, held, "village"), _said(table, held, "address")
                continue
            starts = _starts_household(table, row)
            if by_household:
                carried = _carry(carried, values, starts=starts)
            named = _village(values, unit, "" if row.section else bare_unit)
            told = values.get("village") or values.get("address")
            bare = told if named else None if row.section or told else table.sheet.name
            values["village"] = named or row.section or place
            values["guessed"] = bool(bare and values["village"]) and not names_unit(str(bare))
            if marked:
                values.setdefault("sex", "male")
            values["titled"] = row.standing or titled
            if self._kind.of_visits and not (values.keys() & _OF_VISIT):
                self.skipped += 1  # a household where nobody has been yet
                continue
            self.records.append(self._record(number, values, starts=starts))

    def _record(self, number: tuple[str, int], values: dict[str, Any], *, starts: bool) -> Record:
        relation_text = values.get("relation") or ""
        relation = lexicon().relations.get(key(relation_text)) if relation_text else None
        household = self._households.place(number[0], values, relation, starts=starts)
        card = values.get("hi_card")
        si_number = values.get("si_number")
        personal_id = values.get("personal_id")
        if si_number and len(si_number) == 12:
            # since 1 August 2025 the personal id stands where the old number stood
            personal_id, si_number = personal_id or si_number, None
        return Record(
            sheet=number[0],
            row=number[1],
            name=values["name"],
            sex=values.get("sex") or lexicon().relation_sexes.get(key(relation_text)),
            born=values.get("born"),
            personal_id=personal_id,
            si_number=si_number or (card[-10:] if card else None),
            hi_card=card if card and len(card) == 15 else None,
            ethnic=values.get("ethnic"),
            phone=values.get("phone"),
            relation=household.relation,
            relation_text=relation_text,
            village=values["village"],
            address=values.get("address") or "",
            household=household.index,
            household_number=household.number,
            standing=_standing(values) or values.get("titled"),
            covers=self._kind.covers(values),
            note=values.get("note") or "",
            village_guessed=values["guessed"],
            own_key=values.get("own_key") or "",
            visit=_visit(values) if self._kind.of_visits else None,
        )

    def _readers(
        self, table: Table, cells: Sequence[Sequence[Cell]]
    ) -> list[tuple[Column, Reader]]:
        readers = []
        for column in table.header.columns:
            held = _held(column, cells)
            reader = None
            if column.field and column.field not in _IGNORED:
                month_first = column.field in _BIRTHS and writes_month_first(held)
                letter = sex_of_one_letter(held) if column.field == "sex" else None
                reader = Reader(
                    column.field, on=self._on, month_first=month_first, one_letter=letter,
                    exact=column.field == "personal_id" and are_exact(held),
                )  # fmt: skip
                readers.append((column, reader))
            self.seen.append(Seen(column, reader, held, *as_written(table, column)))
        return readers

    def _mend(self, number: tuple[str, int], held: tuple[Cell, ...]) -> tuple[Cell, ...]:
        cells = list(held)
        for (sheet, row, index), value in self._corrected.items():
            if (sheet, row) == number:
                cells += [""] * (index + 1 - len(cells))
                cells[index] = clean(value)
        return tuple(cells)

    def _reject(
        self, number: tuple[str, int], blame: _BlamedCellError, held: Sequence[Cell], table: Table
    ) -> None:
        names = [column.index for column in table.header.columns if column.field == "name"]
        name = " ".join(clean(str(held[at])) for at in names if at < len(held))
        column = blame.column
        value = held[column.index] if column.index < len(held) else ""
        self.rejected.append(
            Rejected(
                sheet=number[0],
                row=number[1],
                column=column.heading,
                column_index=column.index,
                value=shown_cell(value),
                why=blame.why,
                name=name,
            )
        )

    def _begins(self, table: Table, held: Sequence[Cell]) -> bool:
        """Say whether a rejected row was the first of its household."""
        relation = lexicon().relations.get(key(_said(table, held, "relation")))
        return self._households.pass_over(_said(table, held, "household_number"), relation)

    def _standing_of(self, table: Table) -> str | None:
        """Return the standing that the sheet's name or title gives to every household below."""
        if table.header.fields & STANDINGS or not (self._kind.of_heads or self._kind.by_household):
            return None
        texts = self._titles.get(table.sheet.name, ())
        if not self._kind.of_standings:  # "Trong đó hộ nghèo: 30" only counts them
            titles = [text for text in texts if key(text).startswith(("ds ", "danh sach "))]
            texts = [text for text in titles if "trong do" not in key(text)]
        return next(filter(None, map(standing_in_title, [table.sheet.name, *texts])), None)

    def _unit_of_addresses(
        self, readers: Sequence[tuple[Column, Reader]], cells: Sequence[Sequence[Cell]]
    ) -> str:
        """Return the unit word to guess before bare addresses, "" where they are no villages.

        Nor are they where the clerk has said that the column is an address.
        """
        column = next((column for column, reader in readers if reader.field == "address"), None)
        if column is None or column.key in self._assigned:
            return ""
        texts = (row[column.index] for row in cells if column.index < len(row))
        return "Thôn" if are_villages(text for text in texts if isinstance(text, str)) else ""

    def _village_of(self, table: Table) -> str | None:
        """Return the village that the sheet's name or title gives to rows that name none."""
        if named := village_of_sheet(table.sheet.name):
            return named
        for text in self._titles.get(table.sheet.name, ()):
            if titled := village_in_title(text):
                return titled
        bare = key(table.sheet.name)
        if "ngheo" in bare.split() or standing_in_title(table.sheet.name):
            return None
        if self._kind.by_household and len(self._titles) > 1 and not bare.startswith(_GENERIC):
            return village_in(table.sheet.name, "Thôn")
        return None


def _carry(above: tuple[str, str], values: dict[str, Any], *, starts: bool) -> tuple[str, str]:
    """Give a member who has neither the village and the address of the household's first row.

    Returns what the next row may take from this one.
    """
    said = key(values.get("relation") or "")
    begins = starts or "household_number" in values or lexicon().relations.get(said) == "head"
    if not begins and not values.get("village") and not values.get("address"):
        values["village"], values["address"] = above
    return values.get("village") or "", values.get("address") or ""


def _marks_women(readers: Sequence[tuple[Column, Reader]], cells: Sequence[Sequence[Cell]]) -> bool:
    """Say whether one column ticks the women, so that the others are men."""
    fields = {column.field for column, _ in readers}
    if "female" not in fields or fields & {"male", "sex"}:
        return False
    at = next(column.index for column, _ in readers if column.field == "female")
    held = [row[at] for row in cells if at < len(row) and row[at] != ""]
    return bool(held) and all(is_tick(clean(str(cell))) for cell in held)


class _BlamedCellError(Exception):
    def __init__(self, column: Column, why: str) -> None:
        super().__init__(why)
        self.column = column
        self.why = why


def _with_spanned(row: Row, table: Table) -> tuple[Cell, ...]:
    if not table.spanned:
        return row.cells
    cells = row.cells
    for column in table.header.columns:
        at = column.index
        if (row.index, at) in table.spanned and (at >= len(cells) or cells[at] == ""):
            longer = [*cells, *[""] * (at + 1 - len(cells))]
            longer[at] = table.spanned[row.index, at]
            cells = tuple(longer)
    return cells


def _starts_household(table: Table, row: Row) -> bool:
    cells = row.cells
    return any(
        item.field == "household_number" and item.index < len(cells) and cells[item.index] != ""
        for item in table.header.columns
    )


def _said(table: Table, cells: Sequence[Cell], field: str) -> str:
    """Return what the cell of a field says, as it is written; "" for nothing."""
    at = [one.index for one in table.header.columns if one.field == field]
    return next((clean(shown_cell(cells[one])) for one in at if one < len(cells)), "")


def _held(column: Column, rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    at = column.index
    return [row[at] if at < len(row) else "" for row in rows]


def _values(readers: Sequence[tuple[Column, Reader]], said: Sequence[Any]) -> dict[str, Any]:
    """Return the values of one row by field; ``said`` are its cells as their readers have them.

    Raises:
        _BlamedCellError: for the first cell, from the left, that makes the row impossible.
    """
    values: dict[str, Any] = {}
    for (column, reader), value in zip(readers, said, strict=True):
        if value is None:
            continue
        if isinstance(value, BadValueError):
            raise _BlamedCellError(column, value.why) from value
        field = reader.field
        whole = f"{values['name']} {value}" if field == "name" and "name" in values else value
        values[field] = whole
    _settle_sex(values)
    _settle_birth(values, readers)
    _settle_name(values, readers)
    _settle_visit(values, readers)
    return values


def _settle_visit(values: dict[str, Any], readers: Sequence[tuple[Column, Reader]]) -> None:
    """Refuse a row that says something of a visit but not what came of it."""
    if values.keys() & _OF_VISIT and "visit_result" not in values:
        at = (column for column, reader in readers if reader.field == "visit_result")
        if column := next(at, None):
            raise _BlamedCellError(column, "no_visit_result")


def _settle_name(values: dict[str, Any], readers: Sequence[tuple[Column, Reader]]) -> None:
    if "name" not in values:
        column = next(column for column, reader in readers if reader.field == "name")
        raise _BlamedCellError(column, "no_name")
    if "family_name" in values:
        values["name"] = f"{values.pop('family_name')} {values['name']}"


def _settle_sex(values: dict[str, Any]) -> None:
    """Take sex, and the birth that may stand there, from a column for men and one for women."""
    for sex in ("male", "female"):
        if said := values.pop(sex, None):
            values.setdefault("sex", sex)
            if said != TICK:
                values.setdefault("born", said)


def _settle_birth(values: dict[str, Any], readers: Sequence[tuple[Column, Reader]]) -> None:
    """Put a birth together that stands in three columns: day, month, year."""
    year = values.pop("born_year", None)
    day, month = values.pop("born_day", None), values.pop("born_month", None)
    if year is None or "born" in values:
        return
    column, reader = next((c, r) for c, r in readers if r.field == "born_year")
    text = "/".join(part for part in (day, month, year) if part)
    try:
        values["born"] = Reader("born", on=reader.on).read(text)
    except BadValueError as problem:
        raise _BlamedCellError(column, problem.why) from problem


def _village(values: Mapping[str, Any], unit: str, bare_unit: str) -> str | None:
    """Return the village a row names; in an address a bare one only where its column holds such."""
    if named := values.get("village"):
        return village_in(named, unit)
    address = values.get("address")
    if not address:
        return None
    return village_of_address(address) or (
        village_in(address, bare_unit) if bare_unit and is_bare(address) else None
    )


def _visit(values: Mapping[str, Any]) -> VisitSaid:
    return VisitSaid(
        plan=values.get("plan_code") or "",
        home=values.get("home_key") or "",
        result=values["visit_result"],
        scheme=values.get("visit_scheme"),
        reason=values.get("visit_reason") or "",
        next_day=values.get("visit_next"),
        received=values.get("visit_received"),
    )


def _standing(values: Mapping[str, Any]) -> str | None:
    for kind in ("near_poor", "poor", "average_agri"):
        if kind in values:
            return kind
    said: str | None = values.get("standing")
    return said
