"""The ten reasons people give, by the number that stands on the paper sheets."""

import tomllib
from functools import cache

from ui.choices import Choice
from ui.style import RESOURCES


@cache
def reasons() -> tuple[Choice, ...]:
    """The reasons in the order of their numbers; a typed number or word finds one."""
    text = (RESOURCES / "leaflets" / "reasons.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    numbers = sorted((key for key in found if key.isdecimal()), key=int)
    return tuple(Choice(key, f"{key}. {found[key]['title']}") for key in numbers)
