from datetime import date, timedelta
from fractions import Fraction

import pytest

from rules.errors import RuleError
from rules.policy import Cite, Policy, Value
from rules.working import Reader, Unconfirmed

LAW = Cite("Luật 41/2024/QH15", date(2024, 6, 29), "Điều 36 khoản 1")
CHANGE = date(2026, 7, 1)


def history() -> Policy:
    def value(amount: int, start: date, until: date | None, **more: str) -> Value:
        return Value("line", amount, "dong", start, until, LAW, **more)  # type: ignore[arg-type]

    old = value(100, date(2020, 1, 1), CHANGE - timedelta(days=1))
    new = value(200, CHANGE, date(2026, 12, 31), status="pending", why="chưa có thông báo")
    rate = Value("rate", Fraction(1, 2), "ratio", CHANGE, None, LAW)
    return Policy({"line": (old, new), "rate": (rate,), "empty": ()})


def test_a_value_counts_from_its_first_to_its_last_day() -> None:
    policy = history()
    assert policy.on(CHANGE - timedelta(days=1)).int("line") == 100
    assert policy.on(CHANGE).int("line") == 200
    assert policy.on(date(2026, 12, 31)).int("line") == 200


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2027, 1, 1)])
def test_no_value_in_force_is_an_error_and_never_nothing(day: date) -> None:
    view = history().on(day)
    assert view.find("line") is None
    with pytest.raises(RuleError) as refused:
        view.int("line")
    assert refused.value.code == "no_value_in_force"
    assert refused.value.facts == {"name": "line", "day": day}
    assert str(refused.value) == "no_value_in_force(name, day)"


def test_a_value_is_asked_for_in_its_unit() -> None:
    view = history().on(CHANGE)
    assert view.ratio("rate") == Fraction(1, 2)
    for ask in (view.ratio, view.counts, view.ratios, view.curve):
        with pytest.raises(RuleError, match="wrong_unit"):
            ask("line")
    with pytest.raises(RuleError, match="wrong_unit"):
        view.int("rate")


def test_what_changes_next_and_what_is_newest() -> None:
    policy = history()
    upcoming = policy.next("line", date(2026, 6, 30))
    assert upcoming is not None
    assert upcoming.start == CHANGE
    assert policy.next("line", CHANGE) is None
    assert policy.latest("line").value == 200
    for name in ("empty", "nothing"):
        with pytest.raises(RuleError, match="unknown_value"):
            policy.latest(name)
    assert [value.name for value in policy] == ["line", "line", "rate"]


def test_a_day_asked_again_after_many_others_has_the_same_values() -> None:
    policy = history()
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(200)]
    for day in [*days, *days]:
        assert policy.on(day).int("line") == (100 if day < CHANGE else 200)
    assert policy.on(CHANGE) == policy.on(CHANGE)


def test_a_source_is_written_with_number_date_and_article() -> None:
    assert LAW.full == "Luật 41/2024/QH15 (29/06/2024), Điều 36 khoản 1"
    assert Cite("Thông báo 59/TB-BHXH").full == "Thông báo 59/TB-BHXH (chưa rõ ngày)"


def test_unconfirmed_values_are_remembered_once_in_the_order_of_use() -> None:
    reader = Reader(history().on(CHANGE))
    assert reader.find("nothing") is None
    assert reader.ratio("rate") == Fraction(1, 2)
    assert reader.int("line") == reader.int("line") == 200
    assert reader.unconfirmed == (Unconfirmed("line", 200, "chưa có thông báo"),)
    assert reader.cites("rate", "line") == (LAW,)
