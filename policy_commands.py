"""The command about the law of a register: its values on a day, and files between offices."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from commands import Answer, explain, register_at, say
from printing.sentences import sentences
from rules.errors import Problem
from storage.policy_exchange import accept, compare, export_values, received_values
from storage.policy_files import PolicyFilesError, write_content

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from rules.policy import Value
    from storage import Register
    from storage.policy_exchange import Compared


def policy(asked: Namespace) -> Answer:
    """List the law of a day, or write, compare or take a policy file.

    Raises:
        Problem: ``cli.one_of`` when more than one of the three is asked for.
    """
    wanted = [path for path in (asked.export, asked.compare, asked.take) if path is not None]
    if len(wanted) > 1:
        raise Problem("cli.one_of", words="--export, --compare, --import")
    with register_at(asked.register, asked) as register:
        if asked.export is not None:
            return _export(register, asked)
        if wanted:
            return _received(register, wanted[0], take=asked.take is not None)
        view = register.policies.policy().on(asked.on)
        found = [view.find(name) for name in sorted(view.policy.values)]
        values = [value for value in found if value is not None]
        data = {"day": asked.on.isoformat(), "values": [_row(value) for value in values]}
        return Answer(data, [_line(value) for value in values])


def _export(register: Register, asked: Namespace) -> Answer:
    if asked.export.exists():
        raise Problem("cli.exists", file=asked.export.name)
    count = export_values(register, asked.export, day=asked.on, everything=asked.all)
    facts: dict[str, Any] = {"file": str(asked.export), "count": count}
    return Answer(facts, [say("cli.policy_exported", **facts)])


def _received(register: Register, path: Path, *, take: bool) -> Answer:
    """Compare a file with the law here; take from it what differs or is new, if asked to."""
    try:
        rows = compare(register, received_values(path, register))
    except PolicyFilesError as refused:
        return _faulty(refused)
    data: dict[str, Any] = {"rows": [_compared(row) for row in rows]}
    lines = [
        say(f"cli.policy_{row.outcome}", name=row.value.name, day=row.value.start)
        for row in rows
        if row.outcome != "same"
    ]
    same = sum(row.outcome == "same" for row in rows)
    lines.append(say("cli.policy_same", count=same))
    if take:
        chosen = [row for row in rows if row.outcome in {"differs", "only_there"}]
        with register.change(say("cli.policy_change", file=path.name)):
            data["taken"] = accept(register, chosen)
        lines.append(say("cli.policy_taken", count=data["taken"]))
    return Answer(data, lines)


def _faulty(refused: PolicyFilesError) -> Answer:
    """Tell every fault with its line; nothing was taken."""
    faults = [
        {"line": fault.line, "why": say(f"error.{fault.code}", **fault.facts)}
        for fault in refused.faults
    ]
    lines = [say("cli.policy_fault", **fault) for fault in faults]
    return Answer({"faults": faults}, lines, [explain(refused)], status=2)


def _row(value: Value) -> dict[str, Any]:
    """Return a value for ``--json``; shares are decimals written out, never floats."""
    content = json.loads(write_content(value.value, value.unit), parse_float=str)
    return {
        "name": value.name,
        "value": content,
        "unit": value.unit,
        "of": value.base,
        "most": value.most,
        "start": value.start.isoformat(),
        "until": value.until and value.until.isoformat(),
        "document": value.cite.document,
        "dated": value.cite.dated and value.cite.dated.isoformat(),
        "article": value.cite.article,
        "status": value.status,
        "why": value.why,
    }


def _compared(row: Compared) -> dict[str, Any]:
    return {
        "name": row.value.name,
        "outcome": row.outcome,
        "parts": list(row.parts),
        "here": row.here and _row(row.here),
        "there": row.there and _row(row.there),
    }


def _line(value: Value) -> str:
    """Return a value for a person: its name, content, document, and doubt if there is one."""
    content = write_content(value.value, value.unit)
    code = "cli.policy_value" if value.status == "confirmed" else "cli.policy_unsure"
    return sentences().say(code, name=value.name, value=content, document=value.cite.full)
