"""Hộ gia đình: list and record of the households, and the dialogs that change them."""

from ui.screens.households.screen import HouseholdsScreen

__all__ = ["HouseholdsScreen"]
