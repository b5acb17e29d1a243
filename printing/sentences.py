"""The sentences the whole program shares: window, paper and command line say the same ones."""

from functools import cache
from pathlib import Path

from rules.words import Words

_FILE = Path(__file__).resolve().parent.parent / "resources" / "words" / "vi.toml"


@cache
def sentences() -> Words:
    """The sentences, read once."""
    return Words.load(_FILE.read_text(encoding="utf-8"))
