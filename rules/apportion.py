"""Sharing a whole number out so that the parts add up to it exactly."""

from collections.abc import Sequence
from fractions import Fraction


def shares(total: int, weights: Sequence[int | Fraction]) -> tuple[int, ...]:
    """Share a total out by weights, by the method of the largest remainder.

    Each part is the exact share rounded down or up, and the parts add up to the total. What is
    left goes to the largest remainders, and among equal ones to the first. Where nobody has a
    weight, all have the same.

    Args:
        total: may be negative, where something is to be taken away.
        weights: none of them negative; at least one part.
    """
    whole = sum(weights)
    exact = [
        Fraction(total) * weight / whole if whole else Fraction(total, len(weights))
        for weight in weights
    ]
    parts = [share.numerator // share.denominator for share in exact]
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return tuple(parts)
