"""The one way to fail: a code and its facts, never a sentence."""


class Problem(Exception):  # noqa: N818 - not every problem is an error of ours
    """A failure that a person can mend: a code and the facts for its sentence.

    The sentence stands in ``resources/words`` under ``error.<code>``; the facts fill its named
    places. ``str()`` is for logs only, and holds nothing but the code and the names of the facts:
    a fact may be a personal number.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, object] = facts

    def __str__(self) -> str:
        """Return the code and the names of the facts, without their values."""
        return f"{self.code}({', '.join(self.facts)})" if self.facts else self.code


class RuleError(Problem):
    """A question the law gives no answer to, or a value that cannot be read."""
