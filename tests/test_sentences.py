"""Every problem that the program can raise has its sentence, with everything the sentence names."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.words import Words
from storage.connection import _CODES

ROOT = Path(__file__).resolve().parent.parent
WORDS = Words.load((ROOT / "resources" / "words" / "vi.toml").read_text(encoding="utf-8"))
PROBLEMS = {"Problem", "RuleError", "StorageError", "PrintError"}
PARTS = ("rules", "storage", "printing", "ui")
FILES = [
    *(path for part in PARTS for path in sorted((ROOT / part).rglob("*.py"))),
    ROOT / "commands.py",
    ROOT / "policy_commands.py",
    ROOT / "main.py",
]
# Codes chosen before they are raised: the driver's (storage/connection.py), a file without rows.
GIVEN = {code: {"file", "detail"} for code in _CODES.values()} | {
    code: {"file"} for code in ("intake_not_a_spreadsheet", "intake_no_name_column")
}


def constants(node: ast.expr) -> list[str]:
    """The codes an argument can be: one, or either of ``a if … else b``; none if it is a name."""
    if isinstance(node, ast.IfExp):
        return constants(node.body) + constants(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def named(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """Every code raised: where, the code, and the facts given (None where they are spread)."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and named(node) in PROBLEMS and node.args:
                facts = {keyword.arg for keyword in node.keywords}
                given = None if None in facts else {str(name) for name in facts}
                for code in constants(node.args[0]):
                    yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", code, given


def test_every_problem_has_its_sentence() -> None:
    found = list(raised())
    assert len({code for _, code, _ in found}) > 90
    assert [where for where, code, _ in found if f"error.{code}" not in WORDS.codes] == []
    assert [code for code in GIVEN if f"error.{code}" not in WORDS.codes] == []


def test_every_sentence_is_given_what_it_names() -> None:
    found = [*raised(), *(("storage/connection.py", code, facts) for code, facts in GIVEN.items())]
    lacking = {
        where: WORDS.places(f"error.{code}") - facts
        for where, code, facts in found
        if facts is not None and f"error.{code}" in WORDS.codes
    }
    assert {where: names for where, names in lacking.items() if names} == {}


def test_every_sentence_of_the_command_line_is_there_with_its_facts() -> None:
    lacking = {}
    for path in (*ROOT.glob("*.py"), ROOT / "printing" / "plain.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and named(node) == "say" and node.args):
                continue
            facts = {keyword.arg for keyword in node.keywords}
            for code in constants(node.args[0]):
                if code not in WORDS.codes:
                    lacking[f"{path.name}:{node.lineno}"] = code
                elif None not in facts and WORDS.places(code) - facts:
                    lacking[f"{path.name}:{node.lineno}"] = str(WORDS.places(code) - facts)
    assert lacking == {}


def test_no_sentence_of_an_error_is_kept_for_nothing() -> None:
    """A code nobody names any more is a sentence nobody will proofread."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
    written = {code.removeprefix("error.") for code in WORDS.codes if code.startswith("error.")}
    assert sorted(code for code in written if f'"{code}"' not in source) == []


@pytest.mark.parametrize("code", sorted(code for code in WORDS.codes if code.startswith("error.")))
def test_a_sentence_ends_like_one_and_stands_on_one_line(code: str) -> None:
    text = WORDS._sentences[code]
    assert text.rstrip().endswith((".", "}"))
    assert "\n" not in text
