"""Rà soát: people written twice, and what in the data wants a second look."""

from ui.screens.review.screen import ReviewScreen

__all__ = ["ReviewScreen"]
