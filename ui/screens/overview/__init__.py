"""Tổng quan: what an office wants to know at eight in the morning, on one screen."""

from ui.screens.overview.screen import OverviewScreen

__all__ = ["OverviewScreen"]
