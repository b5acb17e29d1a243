"""Routes: every household once, in walking order, and no crew under way much longer."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from rules.outreach.routes import Pace, Stop, minutes, shared

PACE = Pace(door=5, person=4, step=3, village=20)


def _stop(number: int, village: int = 1, people: int = 1) -> Stop:
    return Stop(f"h{number}", f"v{village}", (village, number), people)


def test_a_route_takes_the_doors_the_people_and_the_way_between() -> None:
    """Two doors (10), three people (12), one step (3); another village (20), a door, nobody."""
    route = [_stop(1, people=2), _stop(2), _stop(3, village=2, people=0)]
    assert minutes(route[:2], PACE) == 25
    assert minutes(route, PACE) == 50
    assert minutes([], PACE) == 0


def test_the_long_way_between_villages_is_nobodys_where_two_crews_go() -> None:
    stops = [_stop(3, village=2), _stop(2), _stop(4, village=2), _stop(1)]
    first, second = shared(stops, 2, PACE)
    assert [stop.household_id for stop in first] == ["h1", "h2"]
    assert [stop.household_id for stop in second] == ["h3", "h4"]


def test_a_household_of_many_weighs_as_several() -> None:
    stops = [_stop(1, people=9), _stop(2), _stop(3), _stop(4), _stop(5)]
    assert [len(route) for route in shared(stops, 2, PACE)] == [1, 4]


def test_nobody_is_sent_out_with_an_empty_sheet() -> None:
    assert shared([], 3, PACE) == ()
    assert [len(route) for route in shared([_stop(1), _stop(2)], 3, PACE)] == [1, 1]


STOPS = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 6)), min_size=1, max_size=8).map(
    lambda rows: [_stop(place, *row) for place, row in enumerate(rows)]
)


@given(STOPS, st.integers(1, 4))
def test_every_household_is_walked_once_in_order_and_no_sharing_is_fairer(
    stops: list[Stop], crews: int
) -> None:
    walked = sorted(stops, key=lambda stop: stop.order)
    routes = shared(stops, crews, PACE)
    assert [stop for route in routes for stop in route] == walked
    assert len(routes) == min(crews, len(stops))
    spread = sum(minutes(route, PACE) ** 2 for route in routes)
    for cuts in combinations(range(1, len(walked)), len(routes) - 1):
        other = [walked[a:b] for a, b in pairwise([0, *cuts, len(walked)])]
        assert spread <= sum(minutes(route, PACE) ** 2 for route in other)
