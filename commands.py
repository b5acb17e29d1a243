"""The commands of the command line: each does one thing and returns its answer.

What takes long to import (paper, spreadsheets) is imported by the commands that need it.
"""

from __future__ import annotations

import getpass
import json
import os
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from printing import plain
from printing.sentences import sentences
from rules.calendar import Month
from rules.errors import Problem
from rules.questions.calculator import KINDS, Calculator, answer_lines
from storage import Register, StorageError, listings, open_register
from storage.founding import made_whole
from storage.policies import shipped_policy
from storage.practice import is_practice
from storage.protection import files_of, is_protected, make_keys, unlock
from storage.units import province_codes

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from printing.request import Request
    from storage.intake import ImportReport, Reading

PASSWORD = "SO_AN_SINH_PASSWORD"  # noqa: S105  (the name of a variable, not a password)
# What no other words on the command line would mend: the disk, the file, another program at work.
NOT_THE_INPUT = frozenset(
    {
        "busy", "read_only", "cannot_open", "disk_full", "disk_failed", "damaged",
        "migration_failed", "newer_program", "copy_failed", "backup_damaged",
    }
)  # fmt: skip
DEMO_PEOPLE = 1_200


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answers: an object for ``--json``, lines for a person, an exit status."""

    data: dict[str, Any]
    lines: list[str]
    notes: list[str] = field(default_factory=list)
    status: int = 0
    json_lines: list[dict[str, Any]] | None = None

    def as_json(self) -> str:
        """Return one JSON object, or one on each line for a file of questions."""
        rows = [self.data] if self.json_lines is None else self.json_lines
        return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)

    def as_text(self) -> str:
        """Return the lines for a person."""
        return "\n".join(self.lines)


def say(code: str, **facts: object) -> str:
    """Return a sentence by its code."""
    return sentences().say(code, **facts)


def explain(problem: Problem) -> str:
    """Return the one sentence of a problem."""
    return sentences().problem(problem)


@contextmanager
def register_at(path: Path, asked: Namespace, *, create: bool = False) -> Iterator[Register]:
    """Open a register with its password, closing it afterwards.

    The password is that of ``SO_AN_SINH_PASSWORD``, else it is asked for; a register made here is
    protected where that variable is set.

    Raises:
        Problem: as `open_register`, `cli.no_password`, wrong_password.
    """
    key = _key(path, create=create)
    with open_register(path, key, clock=asked.clock, create=create) as register:
        _tell_unprotected(path)
        if register.practice:
            _tell_practice(path)
        yield register


def _key(path: Path, *, create: bool = False) -> bytes | None:
    """Return the key of a register; a folder in its place is a slip.

    Raises:
        Problem: cli.is_folder, cli.no_password, wrong_password, no_keys.
    """
    if path.is_dir():
        raise Problem("cli.is_folder", file=path.name)
    password = os.environ.get(PASSWORD)
    if is_protected(path):
        return unlock(path, password or _ask_password(path))
    return make_keys(path, password) if password and create and not path.exists() else None


def _tell_unprotected(path: Path) -> None:
    """Say, where a password is set, that a register was opened without it."""
    if os.environ.get(PASSWORD) and not is_protected(path):
        print(say("cli.unprotected", file=path.name), file=sys.stderr)


def _tell_practice(path: Path) -> None:
    """Say, beside whatever is answered, that nobody in this register is real."""
    print(say("cli.practice", file=path.name), file=sys.stderr)


def _ask_password(path: Path) -> str:
    if not sys.stdin.isatty():
        raise Problem("cli.no_password", file=path.name)
    return getpass.getpass(say("cli.password", file=path.name))


def sample(asked: Namespace) -> Answer:
    """Make a register of a made-up commune."""
    from storage.sample import make_sample  # noqa: PLC0415

    path: Path = asked.register
    if path.exists():
        raise Problem("cli.exists", file=path.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with made_whole(path), register_at(path, asked, create=True) as register:
        made = make_sample(register, people=asked.people, seed=asked.seed, on=asked.on)
    facts = {"villages": made.villages, "households": made.households, "people": made.people}
    return Answer({"register": str(path), **facts}, [say("cli.made_sample", file=path, **facts)])


def demo(asked: Namespace) -> Answer:
    """Do the whole main job on a sample roster, and list the files it wrote."""
    from printing import demonstration  # noqa: PLC0415
    from storage.sample import make_sample  # noqa: PLC0415

    out: Path = asked.out
    out.mkdir(parents=True, exist_ok=True)
    path = out / "so-mau.sas"
    for old in files_of(path):
        old.unlink(missing_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_register(Path(folder) / path.name, clock=asked.clock, create=True) as commune,
        register_at(path, asked, create=True) as register,
    ):
        make_sample(commune, people=DEMO_PEOPLE, seed=asked.seed, on=asked.on)
        roster = demonstration.write_roster(commune, asked.on, out)
        demonstration.copy_office(commune, register)
        demonstration.read_roster(register, roster, asked.on)
        demonstration.visit_homes(register, asked.on)
        made = demonstration.print_everything(register, asked.on, out)
    files = [str(file) for file in (roster, path, *made)]
    lines = [say("cli.demo_done", folder=out), *(f"  {file}" for file in files)]
    return Answer({"files": files}, lines)


def import_files(asked: Namespace) -> Answer:
    """Read lists into a register, each file as a change of its own; a refused file is told."""
    readings, notes = _readings(asked)
    if not readings:
        return Answer({}, [], notes, 2, [])
    with _register_for(readings, asked) as register:
        reports = [_take(register, reading, asked) for reading in readings]
    code = "cli.would_import" if asked.dry_run else "cli.imported"
    rows = [plain.told(report.as_json(), sentences()) for report in reports]
    lines = [line for row in rows for line in plain.report_lines(row, code, sentences())]
    return Answer({"files": rows}, lines, notes, 2 if notes else 0)


def _readings(asked: Namespace) -> tuple[list[Reading], list[str]]:
    """Read the files; those that cannot be read at all are told in a sentence each."""
    from storage.intake import read_file  # noqa: PLC0415

    readings, notes = [], []
    for path in asked.files:
        try:
            readings.append(read_file(path, on=asked.on))
        except Problem as problem:
            notes.append(explain(problem))
    return readings, notes


@contextmanager
def _register_for(readings: list[Reading], asked: Namespace) -> Iterator[Register]:
    """Open the register, or make it for the commune of the lists; a dry run leaves no file."""
    from storage.addresses import unit_of_any_code  # noqa: PLC0415
    from storage.units import unit_of  # noqa: PLC0415

    path: Path = asked.register
    chosen = unit_of_any_code(asked.commune).code if asked.commune else None
    if path.exists():
        with register_at(path, asked) as register:
            yield register
        return
    from storage.founding import choose_commune, commune_of  # noqa: PLC0415

    code = chosen or commune_of(readings)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / path.name if asked.dry_run else path
        made.parent.mkdir(parents=True, exist_ok=True)
        with made_whole(made), register_at(made, asked, create=True) as register:
            if code is not None:
                with register.change(say("cli.chose_commune", name=unit_of(code).title)):
                    choose_commune(register, code)
            yield register


def _take(register: Register, reading: Reading, asked: Namespace) -> ImportReport:
    from storage.intake import accept, preview, recalled, report_of, retry_waiting  # noqa: PLC0415

    reading = recalled(reading, register.list_shapes.recall)
    plan = preview(register, reading, dated=asked.dated)
    if asked.dry_run:
        return report_of(plan)
    report = accept(register, plan)
    retry_waiting(register)
    return report


def list_rows(asked: Namespace) -> Answer:
    """List people, households, visits, enrolments or events."""
    with register_at(asked.register, asked) as register:
        wanted = listings.Filter(asked.on, asked.search, asked.village, asked.limit, asked.filter)
        total, rows = listings.rows_of(register, asked.kind, wanted)
        told = plain.with_reasons(rows, register.refusal_reasons.titles())
    lines = [plain.row_line(row, sentences()) for row in told]
    return Answer({"total": total, "rows": rows}, [*lines, say("cli.total", total=total)])


def show(asked: Namespace) -> Answer:
    """Show everything held about one household."""
    if asked.kind != "household":
        raise Problem("cli.unknown_show", value=asked.kind)
    with register_at(asked.register, asked) as register:
        card = listings.household_card(register, asked.code, asked.on, sentences())
        visits = plain.with_reasons(card["visits"], register.refusal_reasons.titles())
    return Answer(card, plain.card_lines({**card, "visits": visits}, sentences()))


def calc(asked: Namespace) -> Answer:
    """Answer one question about the law, or every line of a file of questions."""
    policy = shipped_policy()
    if asked.register is not None:
        with register_at(asked.register, asked) as register:
            policy = register.policies.policy()
    calculator = Calculator(policy, sentences(), asked.on, lambda code: code in province_codes())
    if asked.what not in KINDS and asked.what.lower().endswith(".jsonl"):
        return _answer_file(Path(asked.what), calculator)
    question = {name: value for name, value in vars(asked).items() if value is not None}
    found = calculator.answer({**question, "calc": asked.what})
    return Answer(found, plain.answer_lines(found, sentences()))


def _answer_file(path: Path, calculator: Calculator) -> Answer:
    if path.is_dir():
        raise Problem("cli.is_folder", file=str(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Problem("cli.no_file", file=str(path)) from None
    except UnicodeDecodeError:
        raise Problem("cli.not_text", file=str(path)) from None
    answers = list(answer_lines(text, calculator))
    failed = sum(problem is not None for _, problem in answers)
    rows = [row for row, _ in answers]
    notes = [explain(Problem("cli.bad_lines", count=failed, file=path.name))] if failed else []
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    return Answer({}, lines, notes, 2 if failed else 0, rows)


def print_document(asked: Namespace) -> Answer:
    """Print a document of the catalogue into a PDF, or list the documents."""
    from printing.catalog import DOCUMENTS  # noqa: PLC0415
    from printing.print import print_document as draw_document  # noqa: PLC0415

    if asked.list:
        rows = [
            {"name": row.name, "title": row.title, "paper": row.paper, "for": row.audience}
            for row in DOCUMENTS
        ]
        lines = [f"{row['name']}: {row['title']} ({row['paper']}), {row['for']}" for row in rows]
        return Answer({"documents": rows}, lines)
    out = _out(asked, ("register", "document"))
    with register_at(asked.register, asked) as register:
        request = _request(register, asked)
        printed = draw_document(register, asked.document, request, out)
    data = {"document": asked.document, "out": str(printed.path), "pages": printed.pages}
    return Answer(data, [say("cli.printed", pages=printed.pages, file=printed.path)])


def export_sheet(asked: Namespace) -> Answer:
    """Write a workbook of the catalogue, or list the workbooks."""
    from printing.export import export_sheet as write_sheet  # noqa: PLC0415
    from printing.sheets import SHEETS  # noqa: PLC0415

    if asked.list:
        rows = [{"name": row.name, "title": row.title} for row in SHEETS]
        return Answer({"sheets": rows}, [f"{row['name']}: {row['title']}" for row in rows])
    out = _out(asked, ("register", "sheet"))
    with register_at(asked.register, asked) as register:
        write_sheet(register, asked.sheet, _request(register, asked), out)
    return Answer({"sheet": asked.sheet, "out": str(out)}, [say("cli.exported", file=out)])


def _out(asked: Namespace, needed: tuple[str, ...]) -> Path:
    """Return the file to write.

    Raises:
        Problem: cli.missing for a word that is not there, cli.no_out.
    """
    for name in needed:
        if getattr(asked, name) is None:
            command = "print" if "document" in needed else "export"
            raise Problem("cli.missing", command=command, words=name)
    if asked.out is None:
        raise Problem("cli.no_out")
    out: Path = asked.out
    return out


def _request(register: Register, asked: Namespace) -> Request:
    """Return the request; an unknown village or household is a slip, whatever the document."""
    from printing.request import Request  # noqa: PLC0415

    listings.village_id(register, asked.village)
    if (household := getattr(asked, "household", None)) is not None:
        register.households.by_code(household)
    return Request(
        on=asked.on,
        village=asked.village,
        household=household,
        month=Month.parse(asked.month) if asked.month else None,
        plan=asked.plan,
        filter=listings.kept_filter(register, asked.filter),
    )


def check(asked: Namespace) -> Answer:
    """Check the file and the data; the status is 1 when the file is damaged."""
    from storage.checks import check as check_register  # noqa: PLC0415

    try:
        with register_at(asked.register, asked) as register:
            found = check_register(register, asked.on)
    except StorageError as error:
        if error.code != "damaged":
            raise
        said = [explain(error)]
        return Answer({"ok": False, "damaged": said, "findings": []}, said, status=1)
    rows = [{"what": row.what, "count": row.count} for row in found.findings]
    data = {"ok": found.ok, "damaged": list(found.damaged), "findings": rows}
    verdict = say("cli.sound" if found.ok else "cli.damaged_file", file=asked.register.name)
    lines = plain.finding_lines(rows, sentences())
    return Answer(data, [verdict, *lines], status=0 if found.ok else 1)


def backup(asked: Namespace) -> Answer:
    """Copy a register into a folder."""
    from storage import backup as copies  # noqa: PLC0415

    key = _key(asked.register)
    if asked.folder.is_file():
        raise Problem("cli.not_a_folder", file=asked.folder.name)
    path = copies.backup(asked.register, asked.folder, asked.clock(), key=key)
    _tell_unprotected(asked.register)
    if is_practice(asked.register, key):
        _tell_practice(asked.register)
    return Answer({"backup": str(path)}, [say("cli.backed_up", file=path)])


def restore(asked: Namespace) -> Answer:
    """Put a copy in the place of a register, which is kept beside it."""
    from storage import backup as copies  # noqa: PLC0415

    key = _key(asked.backup)
    if asked.register.is_dir():
        raise Problem("cli.is_folder", file=asked.register.name)
    if asked.backup.exists():
        asked.register.parent.mkdir(parents=True, exist_ok=True)
    done = copies.restore(asked.backup, asked.register, asked.clock(), key=key)
    _tell_unprotected(asked.backup)
    if is_practice(asked.backup, key):
        _tell_practice(asked.backup)
    lines = [say("cli.restored", file=done.register)]
    if done.kept is not None:
        lines.append(say("cli.kept", file=done.kept))
    kept = str(done.kept) if done.kept else None
    return Answer({"register": str(done.register), "kept": kept}, lines)
