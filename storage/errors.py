"""What can go wrong with a register, as a code and the facts a sentence needs."""

from rules.errors import Problem


class StorageError(Problem):
    """A register that cannot be opened, read or written as asked.

    The sentence for ``code`` stands in ``resources/words/vi.toml`` under ``[error.*]``.
    """
