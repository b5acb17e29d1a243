"""Nhập dữ liệu: a list in any shape becomes rows to look at, and only then a change."""

from ui.screens.intake.screen import IntakeScreen

__all__ = ["IntakeScreen"]
