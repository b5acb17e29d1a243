"""The sentences for codes, read once from the words file."""

from functools import cache

from rules.errors import Problem
from rules.words import Words
from ui.style import RESOURCES


@cache
def words() -> Words:
    """The program's sentences by code."""
    return Words.load((RESOURCES / "words" / "vi.toml").read_text(encoding="utf-8"))


def sentence(problem: Problem) -> str:
    """What went wrong, in one sentence for a clerk."""
    return words().problem(problem)
