"""The meetings and loudspeaker hours of the made-up commune in the past year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.sample.people import Draw


@dataclass(frozen=True, slots=True)
class SampleEvent:
    """One event in one village, with how many people it reached and how many answered."""

    id: str
    day: date
    form: str
    theme: str
    place: str
    reached: int
    answered: int


def make_events(draw: Draw, villages: list[str]) -> list[SampleEvent]:
    """Make up one or two events a month, oldest first."""
    events = []
    day = draw.on - timedelta(days=365)
    while day <= draw.on:
        reached = draw.rng.randint(18, 90)
        events.append(
            SampleEvent(
                id=draw.new_id(),
                day=day,
                form=draw.rng.choice(draw.names.forms),
                theme=draw.rng.choice(draw.names.themes),
                place=f"Nhà văn hóa {_inside(draw.rng.choice(villages))}",
                reached=reached,
                answered=draw.rng.randint(5, reached),
            )
        )
        day += timedelta(days=draw.rng.randint(12, 26))
    return events


def _inside(village: str) -> str:
    """Return the name of a village as it stands inside a sentence."""
    return village[:1].lower() + village[1:]
