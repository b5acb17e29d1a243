"""Báo cáo: the month of the commune, village by village, and the people behind each figure."""

from ui.screens.reports.screen import ReportsScreen

__all__ = ["ReportsScreen"]
