"""Journal entries as lines of a list, and what leans on one of them, in a clerk's words."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from rules.calendar import shown_day
from storage.dependence import LaterWork, Leaning, Paper
from storage.journal import ChangeRow, JournalEntry, RowChange
from ui.history.detail import DetailRow
from ui.history.entries import EntryLine
from ui.history.words import FieldChange, Names, field_changes, tr

# the field that says what came of a piece of work, by table
_TELLING = {"visit_results": "result", "enrolments": "payable", "standings": "kind"}

# the first of these tables that an entry wrote says what kind of work it was
_ICONS = (
    ("imports", "file-up"),
    ("life_events", "users"),
    ("payments", "hand-coins"),
    ("enrolments", "hand-coins"),
    ("stops", "pause"),
    ("calls", "phone"),
    ("earlier_spells", "hand-coins"),
    ("visits", "footprints"),
    ("plans", "route"),
    ("plan_stops", "route"),
    ("calculations", "calculator"),
    ("campaigns", "megaphone"),
    ("events", "megaphone"),
    ("month_themes", "megaphone"),
    ("non_cash_moves", "credit-card"),
    ("sponsored_cards", "gift"),
    ("households", "house"),
    ("people", "user"),
    ("villages", "map-pin"),
)


def moment(change: ChangeRow, zone: tzinfo | None) -> datetime:
    """When it was written, on the clock of this office."""
    return datetime.fromisoformat(change.at).astimezone(zone)


def what_of(change: ChangeRow) -> str:
    """What was done, in the words it was done under."""
    templates = {"undo": tr("Hoàn tác: {what}"), "redo": tr("Làm lại: {what}")}
    return templates.get(change.kind, "{what}").format(what=change.what)


def line_of(entry: JournalEntry, names: Names, zone: tzinfo | None) -> EntryLine:
    """One entry as the list shows it."""
    change = entry.change
    at = moment(change, zone)
    return EntryLine(
        title=what_of(change),
        detail=tr("đã hoàn tác") if change.undone else summary(entry, names),
        number=shown_day(at.date()),
        note=change.actor or "–",
        spoken=f"{at:%H:%M}",
        time=f"{at:%H:%M}",
        icon=icon_of(entry),
        undone=change.undone,
    )


def icon_of(entry: JournalEntry) -> str:
    """What stands before an entry; a lock where a numbered receipt was given for it."""
    if entry.change.kind != "change":
        return "undo-2"
    if any(row.table == "payments" and (row.after or {}).get("receipt") for row in entry.rows):
        return "lock"
    tables = {row.table for row in entry.rows}
    return next((icon for table, icon in _ICONS if table in tables), "square-pen")


def summary(entry: JournalEntry, names: Names) -> str:
    """What an entry did, in one line: who came or went, or the first field from and to."""
    if said := _counted(entry):
        return ", ".join(said)
    fields = _telling(entry.rows, names) or field_changes(entry.rows, names)
    if not fields:
        return ""
    first = fields[0]
    known = first.before not in {"–", tr("chưa có")}
    pattern = tr("{whose}: {before}, nay {after}") if known else tr("{whose}: {after}")
    line = pattern.format(whose=first.whose or first.label, before=first.before, after=first.after)
    if len(fields) > 1:
        line += tr(", và {n} ô nữa").format(n=len(fields) - 1)
    return line


def _counted(entry: JournalEntry) -> list[str]:
    """How many households, people and cards came, or went with an undo; nothing where none did."""
    words = (
        ("households", tr("thêm {n} hộ"), tr("bỏ {n} hộ")),
        ("people", tr("thêm {n} người"), tr("bỏ {n} người")),
    )
    said = []
    for table, came, went in words:
        added, removed = _rows_of(entry, table)
        said += [came.format(n=len(added))] if added else []
        said += [went.format(n=len(removed))] if removed else []
    added, removed = _rows_of(entry, "covers")
    cards = {str(fields.get("person_id")) for fields in (*added, *removed)}
    if cards and (entry.of_list or len(cards) > 1):
        said.append(tr("thẻ của {n} người").format(n=len(cards)))
    return said


def _rows_of(
    entry: JournalEntry, table: str
) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The rows of a table that an entry added, and those it took away."""
    rows = [row for row in entry.rows if row.table == table]
    added = [row.after for row in rows if row.before is None and row.after is not None]
    removed = [row.before for row in rows if row.after is None and row.before is not None]
    return added, removed


def _telling(rows: Sequence[RowChange], names: Names) -> tuple[FieldChange, ...]:
    """Return the one field that says what came of it; nothing where no table has such a field."""
    for row in rows:
        if column := _TELLING.get(row.table):
            kept = ("person_id", "scheme", "year", column)
            only = [
                RowChange(
                    row.table, row.row_id, *(_part(one, kept) for one in (row.before, row.after))
                )
            ]
            return field_changes(only, names)[-1:]
    return ()


def _part(fields: Mapping[str, Any] | None, kept: Sequence[str]) -> dict[str, Any] | None:
    return None if fields is None else {name: fields[name] for name in kept if name in fields}


def later_rows(leaning: Leaning, papers: Sequence[Paper], zone: tzinfo | None) -> list[DetailRow]:
    """What leans on an entry, under one head; nothing where nothing does."""
    rows = [_later(one, zone) for one in leaning.later]
    rows += [_paper(one, zone) for one in papers]
    if not rows:
        return []
    head = tr("Dựa vào lần sửa này: {n} việc").format(n=len(rows))
    return [DetailRow("section", head, icon="git-merge"), *rows]


def _later(work: LaterWork, zone: tzinfo | None) -> DetailRow:
    day = shown_day(moment(work.change, zone).date())
    title = tr("{day}: {what}").format(day=day, what=work.change.what)
    why = {
        "same_row": tr("Sửa tiếp đúng chỗ này. {who}"),
        "belongs": tr("Ghi cho người, hộ mà lần này thêm vào. {who}"),
        "priced": tr("Số tiền tính theo diện hộ ghi ở lần này. {who}"),
        "agreed": tr("Danh sách này cũng ghi đúng như lần này. {who}"),
    }[work.why]
    return DetailRow("later", title, why.format(who=work.change.actor).strip(), icon="square-pen")


def _paper(paper: Paper, zone: tzinfo | None) -> DetailRow:
    day = shown_day(paper.at.astimezone(zone).date())
    return DetailRow(
        "later",
        tr("{day}: đã in phiếu của hộ").format(day=day),
        tr("Giấy đã đưa không đổi được: hoàn tác rồi thì in lại."),
        icon="printer",
    )


def warning_of(leaning: Leaning) -> str:
    """What taking an entry back means beyond itself; empty where it means nothing more."""
    said = []
    if leaning.later:
        text = tr("Hoàn tác lần này thì hoàn tác luôn {n} lần ghi sau dựa vào nó.")
        said.append(text.format(n=len(leaning.later)))
    if leaning.receipts:
        numbers = ", ".join(" / ".join(part for part in one if part) for one in leaning.receipts)
        said.append(tr("Có biên lai {numbers} đã giao: thu lại trước.").format(numbers=numbers))
    return " ".join(said)
