"""Nhập kết quả từ phiếu giấy: a pile of sheets from a trip, typed with the keyboard alone."""

from ui.screens.results.screen import ResultsScreen

__all__ = ["ResultsScreen"]
