"""The life of households: births, deaths, moves, couples, and what each act would change."""

from storage.life.acts import Life
from storage.life.choosing import HeadChoice, choices, suggest
from storage.life.effects import (
    EffectLine,
    Effects,
    HomeCell,
    MemberCell,
    Note,
    PaysCell,
)
from storage.life.events import LifeEvent
from storage.life.preview import preview

__all__ = [
    "EffectLine",
    "Effects",
    "HeadChoice",
    "HomeCell",
    "Life",
    "LifeEvent",
    "MemberCell",
    "Note",
    "PaysCell",
    "choices",
    "preview",
    "suggest",
]
