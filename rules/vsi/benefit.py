"""What the law answers to somebody who asks for a benefit: due or not, how much, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from rules.policy import Policy
from rules.working import Reader, Step, Unconfirmed


@dataclass(frozen=True, slots=True)
class Benefit:
    """One benefit, in đồng: once, or a month where its function says so.

    Where nothing is due ``amount`` is 0 and ``why`` is the step that says what is missing.
    """

    due: bool
    amount: int
    why: Step | None
    steps: tuple[Step, ...]
    unconfirmed: tuple[Unconfirmed, ...]


def due(reader: Reader, steps: Sequence[Step], amount: int) -> Benefit:
    """Return a benefit that is due."""
    return Benefit(
        due=True, amount=amount, why=None, steps=tuple(steps), unconfirmed=reader.unconfirmed
    )


def not_due(reader: Reader, why: Step, steps: Sequence[Step] = ()) -> Benefit:
    """Return the answer where nothing is due: the steps so far, and the one that says why."""
    return Benefit(
        due=False, amount=0, why=why, steps=(*steps, why), unconfirmed=reader.unconfirmed
    )


def not_yet(policy: Policy, reader: Reader, name: str) -> Step | None:
    """Return why a benefit is not there yet on the reader's day, None where it is.

    ``name`` is the value that came into force with the benefit. Where none ever does, reading it
    later raises ``no_value_in_force``.
    """
    coming = policy.next(name, reader.day)
    if reader.find(name) is not None or coming is None:
        return None
    return Step("benefit_not_yet", {"day": reader.day, "start": coming.start}, None, (coming.cite,))
