"""Rules of the tree that neither ruff nor import-linter can see."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("rules", "storage", "printing", "ui")
PROGRAM = sorted(
    [*ROOT.glob("*.py"), *(path for part in PARTS for path in (ROOT / part).rglob("*.py"))]
)
DATA_SCRIPTS = sorted((ROOT / "resources").rglob("*.py"))
BENCHMARKS = sorted((ROOT / "benchmarks").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_FILE = 400  # lines; a longer one wants to be two
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "managers"}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def where(path: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if isinstance(node, ast.expr | ast.stmt) else ""
    return f"{path.relative_to(ROOT).as_posix()}{line}"


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last word of what is called: `tr` of `self.tr(...)`."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def dotted(node: ast.expr) -> str:
    """`os.fork` of an attribute of a name, else nothing."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return ""


def imported(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node


def strings(path: Path) -> Iterator[ast.Constant]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node


def keywords(call: ast.Call) -> set[str | None]:
    return {keyword.arg for keyword in call.keywords}


# Words


def translated_texts(path: Path) -> Iterator[ast.expr]:
    for call in calls(path):
        marks = called(call) in {"tr", "QT_TRANSLATE_NOOP", "QT_TR_NOOP"}
        if marks or dotted(call.func) in {"QCoreApplication.translate", "QApplication.translate"}:
            yield from call.args


def test_no_text_is_put_together_inside_tr() -> None:
    # lupdate passes over such a text without a word, and it could never be translated
    built = (ast.JoinedStr, ast.BinOp, ast.Call)
    faults = [
        where(path, text)
        for path in PROGRAM
        for text in translated_texts(path)
        if any(isinstance(part, built) for part in ast.walk(text))
    ]
    assert faults == []


def test_the_check_of_tr_sees_what_it_should(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text(
        'self.tr(f"{n} hộ")\nself.tr("Lưu " + n)\nself.tr("{n} hộ".format(n=n))\n'
        'self.tr("{n} hộ").format(n=n)\nname.translate(str.maketrans("a", "b"))\n',
        encoding="utf-8",
    )
    built = (ast.JoinedStr, ast.BinOp, ast.Call)
    faults = [
        text.lineno
        for text in translated_texts(sample)
        if any(isinstance(part, built) for part in ast.walk(text))
    ]
    assert faults == [1, 2, 3]


# Names and sizes


def test_modules_are_named_by_what_they_hold() -> None:
    vague = [
        where(path)
        for path in [*PROGRAM, *BENCHMARKS, *TESTS]
        if VAGUE & {path.stem, *path.relative_to(ROOT).parent.parts}
    ]
    assert vague == []


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {
        where(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in [*PROGRAM, *DATA_SCRIPTS, *BENCHMARKS]
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


# Who knows what


def test_nothing_imports_main() -> None:
    faults = [
        where(path, node)
        for path in [*PROGRAM, *BENCHMARKS]
        for name, node in imported(path)
        if name == "main"
    ]
    assert faults == []


def test_the_command_line_reaches_the_register_and_paper_by_their_doors() -> None:
    # import-linter takes packages only, so the modules beside main.py are looked at here
    kept_out = {"sqlcipher3", "sqlite3", "sqlite_utils", "reportlab", "openpyxl", "xlrd", "segno"}
    faults = [
        where(path, node)
        for path in PROGRAM
        if path.parent == ROOT
        for name, node in imported(path)
        if name.partition(".")[0] in kept_out
    ]
    assert faults == []


def test_message_boxes_are_opened_in_one_place() -> None:
    allowed = {"ui/failures.py", "ui/dialogs.py"}
    faults = [
        where(path)
        for path in PROGRAM
        if where(path) not in allowed and "QMessageBox" in path.read_text(encoding="utf-8")
    ]
    assert faults == []


def test_colours_are_named_by_tokens() -> None:
    colour = re.compile(r"#(?:[0-9A-Fa-f]{3,4}){1,2}\b")
    faults = [
        where(path, text)
        for path in PROGRAM
        if path.is_relative_to(ROOT / "ui") and path.name != "tokens.py"
        for text in strings(path)
        if colour.search(str(text.value))
    ]
    faults += [
        where(path)
        for path in (ROOT / "resources").rglob("*.qss")
        if colour.search(path.read_text(encoding="utf-8"))
    ]
    assert faults == []


def test_every_icon_kept_is_shown_and_every_line_icon_is_ours_to_colour() -> None:
    kept = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")} - {"so-an-sinh"}
    named = {str(text.value) for path in PROGRAM for text in strings(path)}
    style = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "resources").rglob("*.qss")
    )
    unused = {name for name in kept - named if f"{name}.svg" not in style}
    assert sorted(unused) == []
    for name in kept:
        drawing = (ROOT / "resources" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        assert 'stroke="currentColor"' in drawing, name


# Windows, where the users are; benchmarks and tests are run by developers, and may ask Linux

POSIX_ONLY_MODULES = {"fcntl", "pwd", "grp", "resource", "termios", "pty", "tty", "syslog", "crypt"}
POSIX_ONLY_CALLS = {
    *("os.fork", "os.getuid", "os.geteuid", "os.getgid", "os.setsid", "os.killpg", "os.chown"),
    *("os.mkfifo", "os.uname", "os.getpgid", "os.nice", "os.wait", "os.umask", "os.sync"),
    *("signal.SIGKILL", "signal.SIGALRM", "signal.SIGHUP", "signal.SIGUSR1", "signal.alarm"),
    *("signal.SIGCHLD", "signal.setitimer", "signal.pause"),
    "os.rename",  # fails on Windows where the target exists: os.replace does not
}


def test_no_call_signal_or_module_that_windows_lacks() -> None:
    program = [*PROGRAM, *DATA_SCRIPTS]
    faults = [
        where(path, node)
        for path in program
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and dotted(node) in POSIX_ONLY_CALLS
    ]
    faults += [
        where(path, node)
        for path in program
        for name, node in imported(path)
        if name.partition(".")[0] in POSIX_ONLY_MODULES
    ]
    assert faults == []


def test_no_path_of_one_system() -> None:
    system = re.compile(r"^/(tmp|usr|etc|home|var|dev|proc|opt|root)(/|$)|^[A-Za-z]:[\\/]")
    faults = [
        where(path, text)
        for path in [*PROGRAM, *DATA_SCRIPTS]
        for text in strings(path)
        if system.search(str(text.value))
    ]
    assert faults == []


def mode_of(call: ast.Call, position: int) -> str:
    given = [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    given += call.args[position : position + 1]
    if given and isinstance(given[0], ast.Constant) and isinstance(given[0].value, str):
        return given[0].value
    return "" if given else "r"


def opens_text_blindly(call: ast.Call) -> bool:
    if "encoding" in keywords(call) or None in keywords(call):
        return False
    name, is_method = called(call), isinstance(call.func, ast.Attribute)
    if name == "read_text":
        return not call.args
    if name == "write_text":
        return len(call.args) < 2
    if name == "open" and not is_method:
        return "b" not in mode_of(call, 1) and len(call.args) < 4
    if name == "open" and (call.args or "mode" in keywords(call)):
        return re.fullmatch(r"[rwxat+]+", mode_of(call, 0)) is not None and len(call.args) < 3
    return name in {"run", "Popen", "check_output"} and bool({"text"} & keywords(call))


def test_every_text_file_and_stream_names_its_encoding() -> None:
    faults = [
        where(path, call)
        for path in [*PROGRAM, *DATA_SCRIPTS, *BENCHMARKS, *TESTS]
        for call in calls(path)
        if opens_text_blindly(call)
    ]
    assert faults == []


def test_standard_streams_are_utf_8_by_name() -> None:
    assert 'reconfigure(encoding="utf-8"' in (ROOT / "main.py").read_text(encoding="utf-8")


def test_nothing_waits_by_sleeping() -> None:
    faults = [
        where(path, call)
        for path in [*PROGRAM, *BENCHMARKS, *TESTS]
        for call in calls(path)
        if called(call) in {"sleep", "msleep", "usleep", "qSleep"}
    ]
    assert faults == []


# The command line and Qt

WITHOUT_QT = """
import runpy, sys
sys.modules["PySide6"] = None
sys.modules["shiboken6"] = None
sys.argv = ["main.py", *sys.argv[1:]]
runpy.run_path("main.py", run_name="__main__")
"""


def without_qt(*arguments: str) -> str:
    """Runs the command line where importing Qt is an error, and gives back what it says."""
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT, *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize(
    "command",
    [
        "calc contribution --income 2000000 --class near_poor --method 6 --on 2026-10-05 --json",
        "calc premium --on 2026-10-05 --months 12 --members household,household --json",
        "calc retirement --sex male --born 1965-02 --json",
        "print --list --json",
        "export --list --json",
    ],
)
def test_questions_are_answered_without_qt(command: str) -> None:
    assert isinstance(json.loads(without_qt(*command.split())), dict)


def test_a_register_is_made_read_printed_and_saved_without_qt(tmp_path: Path) -> None:
    register = str(tmp_path / "thu.sas")
    without_qt("sample", register, "--people", "60", "--seed", "1", "--on", "2026-10-05")
    rows = json.loads(without_qt("list", register, "households", "--limit", "1", "--json"))["rows"]
    code = rows[0]["code"]
    without_qt("show", register, "household", code, "--json")
    without_qt("check", register, "--json")
    page, book = tmp_path / "phieu.pdf", tmp_path / "thang.xlsx"
    without_qt("print", register, "household-sheet", "--household", code, "--out", str(page))
    without_qt("export", register, "monthly", "--month", "2026-10", "--out", str(book))
    without_qt("backup", register, str(tmp_path / "sao-luu"))
    assert page.read_bytes().startswith(b"%PDF")
    assert book.read_bytes().startswith(b"PK")


# What is committed


def committed() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    if listed.returncode != 0:  # a copy without its history
        made = {".venv", "out", "__pycache__"}
        paths = [path for path in ROOT.rglob("*") if not made & set(path.relative_to(ROOT).parts)]
    return [path for path in paths if path.is_file()]


def test_nothing_committed_points_outside_the_project() -> None:
    outside = re.compile(
        rb"\.\./sha"
        rb"red|(?<![\w./-])/wor"
        rb"k/|/tmp/s"
        rb"as|pypi\.o"
        rb"rg|pythonho"
        rb"sted|"
        rb"registry\.npm"
        rb"js|deb\.deb"
        rb"ian"
    )
    faults = [where(path) for path in committed() if outside.search(path.read_bytes())]
    assert faults == []


def test_package_lists_record_no_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert all(re.match(r"[a-z0-9-]+==[\w.]+( ;.*)? \\$", pin) for pin in pins)
        assert any(pin.startswith("pip==") for pin in pins)


def test_the_windows_starter_does_what_make_run_does() -> None:
    starter = (ROOT / "chay.bat").read_bytes()
    lines = starter.decode("utf-8").split("\r\n")
    assert b"\n" not in starter.replace(b"\r\n", b"")  # cmd loses its place in other files
    assert lines.index("chcp 65001 >nul") < min(
        n for n, x in enumerate(lines) if x.lstrip().startswith("echo ")
    )
    installs = [line for line in lines if "pip install" in line]
    assert installs
    assert all("--require-hashes" in line and "-r requirements.txt" in line for line in installs)
    assert any(line.endswith("main.py %*") for line in lines)
