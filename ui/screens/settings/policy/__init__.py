"""Chính sách: the law in time, seen, added to and exchanged with other offices."""

from ui.screens.settings.policy.screen import PolicyScreen

__all__ = ["PolicyScreen"]
