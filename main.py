"""The program's first word: a command, or the path of a register whose window opens."""

import argparse
import importlib.util
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from traceback import walk_tb
from typing import Any, NoReturn

import commands
import policy_commands
from rules.errors import Problem
from rules.questions.facts import FIELDS, option, read_day

COMMANDS = (
    "demo",
    "sample",
    "import",
    "list",
    "show",
    "calc",
    "policy",
    "print",
    "export",
    "check",
    "backup",
    "restore",
)
# What argparse itself says, and the code of our own sentence for it.
USAGE = (
    ("the following arguments are required: ", "cli.missing"),
    ("unrecognized arguments: ", "cli.unknown_words"),
    ("argument ", "cli.needs_value"),
)
DEMO_FOLDER = Path("out") / "demo"


class Parser(argparse.ArgumentParser):
    """An argparse whose complaints are codes with facts, told in one Vietnamese sentence."""

    def error(self, message: str) -> NoReturn:
        """Raise a Problem for what argparse complains about.

        Raises:
            Problem: ``cli.missing``, ``cli.unknown_words``, ``cli.needs_value`` or ``cli.usage``.
        """
        command = self.prog.split()[-1]
        for start, code in USAGE:
            if message.startswith(start):
                words = message.removeprefix(start).split(":")[0]
                raise Problem(code, command=command, words=words)
        raise Problem("cli.usage", command=command)


def clock() -> datetime:
    """The time now, with its zone: the one place of the program that asks."""
    return datetime.now().astimezone()


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or the window; the exit status is 0, 1 or 2 (bad input)."""
    words = list(sys.argv[1:] if argv is None else argv)
    speak_utf8()
    try:
        if {"-h", "--help"} & set(words):
            print(commands.say("cli.help"))
            return 0
        if words and words[0] in COMMANDS:
            return run_command(words)
        return open_window(words)
    except Problem as problem:
        print(commands.explain(problem), file=sys.stderr)
        return 1 if problem.code in commands.NOT_THE_INPUT else 2
    except BrokenPipeError:
        # Whoever read our output (a pager, head) has left; nobody is there to be told.
        leave_output()
        return 1
    except KeyboardInterrupt:
        print(commands.say("cli.interrupted"), file=sys.stderr)
        return 1
    except OSError as error:
        print(explain_disk(error), file=sys.stderr)
        return 1
    except Exception as error:  # nobody at a desk can read a traceback
        print(explain_fault(error), file=sys.stderr)
        return 1


def explain_disk(error: OSError) -> str:
    """Return the one sentence about a file, or about an answer that could not be sent off."""
    if error.filename is not None:
        return commands.say("cli.file_trouble", path=error.filename)
    leave_output()
    return commands.say("cli.output_trouble")


def leave_output() -> None:
    """Say nothing more: what is left unsaid would be tried, and fail, once more at the end."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def explain_fault(error: Exception) -> str:
    """Return the one sentence of a fault of ours: its kind and place, never what it was about."""
    *_, (frame, line) = walk_tb(error.__traceback__)
    place = f"{Path(frame.f_code.co_filename).name}:{line}"
    return commands.say("cli.unexpected", kind=type(error).__name__, place=place)


def speak_utf8() -> None:
    """Make the standard streams UTF-8 whatever the machine's own encoding is."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def run_command(words: Sequence[str]) -> int:
    """Parse ``words``, do the command, print its answer, and return the exit status.

    The answer is sent off at once: a full disk behind ``>`` must not be found out after the end.
    """
    name = words[0]
    asked = parser_of(name).parse_args(words[1:])
    asked.on = asked.on or clock().date()
    asked.clock = clock
    answer = RUN[name](asked)
    said = answer.as_json() if asked.json else answer.as_text()
    if said:
        print(said, flush=True)
    for line in answer.notes:
        print(line, file=sys.stderr)
    return answer.status


def open_window(words: Sequence[str]) -> int:
    """Open the window, or where there is no screen do the demonstration and say so.

    Raises:
        Problem: ``cli.unknown_words`` when more than one path is named.
    """
    if len(words) > 1 or (words and words[0].startswith("-")):
        raise Problem("cli.unknown_words", command="", words=" ".join(words[1:] or words))
    if not has_screen() or importlib.util.find_spec("PySide6") is None:
        print(commands.say("cli.no_screen", folder=str(DEMO_FOLDER)), file=sys.stderr)
        return run_command(["demo", str(DEMO_FOLDER)])
    from ui import app  # noqa: PLC0415  (the command line must not need Qt)

    status: int = app.run(Path(words[0]) if words else None, clock)
    return status


def has_screen() -> bool:
    """True where a window can be shown: on Linux a display is named, or Qt is told what to use."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def parser_of(name: str) -> Parser:
    """The parser of one command's words."""
    parser = Parser(prog=name, add_help=False, allow_abbrev=False)
    parser.add_argument("--on", type=read_day)
    parser.add_argument("--json", action="store_true")
    for names, options in WORDS[name]:
        parser.add_argument(*names, **options)
    return parser


def count(least: int) -> Callable[[str], int]:
    """A reader of whole numbers from ``least`` up; anything else is ``cli.bad_number``."""

    def read(text: str) -> int:
        digits = text.strip()
        if not re.fullmatch(r"[0-9]{1,9}", digits) or int(digits) < least:
            raise Problem("cli.bad_number", value=text, least=least)
        return int(digits)

    return read


Word = tuple[tuple[str, ...], dict[str, Any]]
REGISTER: Word = (("register",), {"type": Path, "metavar": "REGISTER"})
MAYBE_REGISTER: Word = (("register",), {"type": Path, "nargs": "?"})
OUT: Word = (("--out",), {"type": Path})
LIST: Word = (("--list",), {"action": "store_true"})
VILLAGE: Word = (("--village",), {})
MONTH: Word = (("--month",), {})
PLAN: Word = (("--plan",), {})
FILTER: Word = (("--filter",), {})
SEED: Word = (("--seed",), {"type": count(0), "default": 1})

WORDS: dict[str, tuple[Word, ...]] = {
    "demo": ((("out",), {"type": Path, "metavar": "OUT"}), SEED),
    "sample": (REGISTER, (("--people",), {"type": count(1), "default": 1200}), SEED),
    "import": (
        REGISTER,
        (("files",), {"type": Path, "nargs": "+", "metavar": "FILE"}),
        (("--dry-run",), {"action": "store_true"}),
        (("--commune",), {}),
        (("--dated",), {"type": read_day}),
    ),
    "list": (
        REGISTER,
        (("kind",), {"metavar": "people|households|visits|enrolments|events"}),
        (("--search",), {"default": ""}),
        VILLAGE,
        FILTER,
        (("--limit",), {"type": count(0)}),
    ),
    "show": (REGISTER, (("kind",), {"metavar": "household"}), (("code",), {"metavar": "CODE"})),
    "calc": (
        (("what",), {"metavar": "KIND|FILE.jsonl"}),
        (("--register",), {"type": Path}),
        *(((option(name),), {}) for name in FIELDS),
    ),
    "policy": (
        REGISTER,
        (("--export",), {"type": Path}),
        (("--all",), {"action": "store_true"}),
        (("--compare",), {"type": Path}),
        (("--import",), {"type": Path, "dest": "take"}),
    ),
    "print": (
        MAYBE_REGISTER,
        (("document",), {"nargs": "?"}),
        OUT,
        LIST,
        VILLAGE,
        (("--household",), {}),
        FILTER,
        MONTH,
        PLAN,
    ),
    "export": (
        MAYBE_REGISTER,
        (("sheet",), {"nargs": "?"}),
        OUT,
        LIST,
        MONTH,
        VILLAGE,
        FILTER,
        PLAN,
    ),
    "check": (REGISTER,),
    "backup": (REGISTER, (("folder",), {"type": Path, "metavar": "DIR"})),
    "restore": ((("backup",), {"type": Path, "metavar": "BACKUP"}), REGISTER),
}

RUN: dict[str, Callable[[argparse.Namespace], commands.Answer]] = {
    "demo": commands.demo,
    "sample": commands.sample,
    "import": commands.import_files,
    "list": commands.list_rows,
    "show": commands.show,
    "calc": commands.calc,
    "policy": policy_commands.policy,
    "print": commands.print_document,
    "export": commands.export_sheet,
    "check": commands.check,
    "backup": commands.backup,
    "restore": commands.restore,
}

if __name__ == "__main__":
    sys.exit(main())
