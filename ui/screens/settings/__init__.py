"""Thiết lập: the office, its people and villages, the province's support, look, and safety."""

from ui.screens.settings.screen import SettingsScreen

__all__ = ["SettingsScreen"]
