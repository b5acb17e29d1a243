"""Tham gia: who ends soon and has ended, renewing many, and one person's time in insurance."""

from ui.screens.enrolments.screen import EnrolmentsScreen

__all__ = ["EnrolmentsScreen"]
