"""Thêm hộ: a whole household typed from a paper book, in a grid, with the keyboard alone."""

from ui.forms.entry.form import EntryForm

__all__ = ["EntryForm"]
