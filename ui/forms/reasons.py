"""The ten reasons people give, by the number that stands on the paper sheets."""

import tomllib
from functools import cache

from ui.choices import Choice
from ui.style import RESOURCES


@cache
def titles() -> dict[str, str]:
    """What each reason says, by its number, in the order of the numbers."""
    text = (RESOURCES / "leaflets" / "reasons.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    numbers = sorted((key for key in found if key.isdecimal()), key=int)
    return {number: str(found[number]["title"]) for number in numbers}


@cache
def reasons() -> tuple[Choice, ...]:
    """The reasons in the order of their numbers; a typed number or word finds one."""
    return tuple(Choice(number, f"{number}. {title}") for number, title in titles().items())
