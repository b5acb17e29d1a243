"""How long work tells how far it is, and how it is stopped."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told rows done and rows in all, as often as wanted; raises `Cancelled` when asked to stop."""


class Cancelled(Exception):  # noqa: N818  being stopped on purpose is no error
    """Somebody stopped the work; what it wrote so far is taken back."""
