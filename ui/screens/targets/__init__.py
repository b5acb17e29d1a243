"""Chỉ tiêu: targets by village and by collector, with cause and correction."""

from ui.screens.targets.screen import TargetsScreen

__all__ = ["TargetsScreen"]
