"""Vận động: whom to visit first and why."""

from ui.screens.outreach.screen import OutreachScreen

__all__ = ["OutreachScreen"]
