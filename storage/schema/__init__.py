"""The tables of the register, as literal SQL, one migration after another; imports nothing of ours.

A migration, once shipped, is never edited: a new one follows it. To add one, write its file beside
the others and append its SQL to ``STEPS``; `storage/migrations.py` numbers, applies and records it.
"""

from __future__ import annotations

from storage.schema import first, fourth, second, third

# Tables that are not journaled: the journal itself, what describes this file only, and what was
# being typed when the program closed.
UNJOURNALED = frozenset({"register_facts", "changes", "change_rows", "log", "drafts"})

STEPS: tuple[str, ...] = (first.SQL, second.SQL, third.SQL, fourth.SQL)
VERSION = len(STEPS)
