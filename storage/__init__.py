"""The register: the only part of the program that writes SQL."""

from storage.errors import StorageError
from storage.journal import Changed, ChangeRow, HistoryRow
from storage.register import Register, open_register

__all__ = ["ChangeRow", "Changed", "HistoryRow", "Register", "StorageError", "open_register"]
