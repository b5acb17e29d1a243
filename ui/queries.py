"""What can be opened: a place of the rail and what to show there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Query:
    """Where to go and what to show there.

    `place` is the key of a place (`households`, `printing` …); `action` is what to start at once
    (`visit`, `enrol`); `facts` are further values the screen knows (household, person, month).
    """

    place: str
    id: str = ""
    action: str = ""
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
