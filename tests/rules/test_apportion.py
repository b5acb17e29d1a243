"""Shares add up to what is shared, and lie beside the exact ones."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.apportion import shares


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10, [1, 1, 1], (4, 3, 3)),
        (10, [5, 3, 2], (5, 3, 2)),
        (7, [0, 0], (4, 3)),
        (0, [3, 4], (0, 0)),
        (-5, [1, 1], (-2, -3)),
        (3, [Fraction(1, 2), Fraction(5, 2)], (1, 2)),
        (1, [0, 1], (0, 1)),
    ],
)
def test_shares(total: int, weights: list[int | Fraction], parts: tuple[int, ...]) -> None:
    assert shares(total, weights) == parts


@given(
    total=st.integers(-100_000, 100_000),
    weights=st.lists(st.integers(0, 30_000) | st.fractions(0, 1000), min_size=1, max_size=40),
)
def test_the_parts_add_up(total: int, weights: list[int | Fraction]) -> None:
    parts = shares(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        exact = Fraction(total) * weight / whole if whole else Fraction(total, len(weights))
        assert abs(part - exact) < 1
