"""Routes of a trip: the chosen households, walked in order and shared out fairly between crews."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take on a trip, in minutes.

    Attributes:
        door: at each household, before anybody is spoken to.
        person: with each person who is to be spoken to.
        step: on foot from one household to the next of the same village.
        village: from one village to the next.
    """

    door: int
    person: int
    step: int
    village: int


@dataclass(frozen=True, slots=True)
class Stop:
    """A household to visit.

    Attributes:
        household_id: which.
        village_id: where; None where that is not known.
        order: what walking order goes by: village, place in it, number, code.
        people: how many are to be spoken to.
    """

    household_id: str
    village_id: str | None
    order: tuple[int | str, ...]
    people: int


def minutes(stops: Sequence[Stop], pace: Pace) -> int:
    """Return how long one route takes as it stands, in minutes; 0 where it is empty."""
    between = sum(_way(one, other, pace) for one, other in pairwise(stops))
    return between + sum(_talk(stop, pace) for stop in stops)


def shared(stops: Sequence[Stop], crews: int, pace: Pace) -> tuple[tuple[Stop, ...], ...]:
    """Share stops between crews, each with one stretch of the walking order.

    The stretches are as equal in time as stretches can be: the sum of the squares of their minutes
    is the least there is, so that no crew still walks while another is home. Fewer stops than crews
    give as many routes as there are stops.

    Args:
        stops: in any order; no household twice.
        crews: how many go out, at least 1.
        pace: how long things take.
    """
    walked = sorted(stops, key=lambda stop: stop.order)
    cuts = _cuts(walked, min(crews, len(walked)), pace)
    return tuple(tuple(walked[start:end]) for start, end in pairwise(cuts))


def _cuts(walked: Sequence[Stop], routes: int, pace: Pace) -> list[int]:
    """Where each route begins, and the end of the last: the best sharing, worked out end by end."""
    talked = [0, *accumulate(_talk(stop, pace) for stop in walked)]
    gone = [0, 0, *accumulate(_way(one, other, pace) for one, other in pairwise(walked))]

    def squared(start: int, end: int) -> int:
        return (talked[end] - talked[start] + gone[end] - gone[start + 1]) ** 2

    count = len(walked)
    best = [0, *(squared(0, end) for end in range(1, count + 1))]
    begun: list[list[int]] = []
    for route in range(1, routes):
        least, places = list(best), [0] * (count + 1)
        for end in range(route + 1, count + 1):
            least[end], places[end] = min(
                (best[start] + squared(start, end), start) for start in range(route, end)
            )
        best = least
        begun.append(places)
    cuts = [count]
    for places in reversed(begun):
        cuts.append(places[cuts[-1]])
    return [0, *reversed(cuts)] if count else [0]


def _talk(stop: Stop, pace: Pace) -> int:
    return pace.door + pace.person * stop.people


def _way(one: Stop, other: Stop, pace: Pace) -> int:
    return pace.step if one.village_id == other.village_id else pace.village
