"""The program's answers against the law typed a second time, and what must hold whatever is asked.

The questions are those of ``calc``, asked of the one class that the command line asks.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.questions.calculator import Calculator
from rules.words import Words
from storage.policies import shipped_policy
from storage.units import province_codes
from tests.rules import reference

WORDS = Path(__file__).resolve().parents[2] / "resources" / "words" / "vi.toml"
CALCULATOR = Calculator(
    shipped_policy(),
    Words.load(WORDS.read_text(encoding="utf-8")),
    date(2026, 10, 5),
    lambda code: code in province_codes(),
)
Question = dict[str, Any]
Answer = dict[str, Any]

FIRST, LAST = date(2018, 1, 1), date(2028, 12, 31)
NEW_LAW = date(2025, 7, 1)
A_DAY = timedelta(days=1)
CLASSES = tuple(reference.STATE_SHARE)
GROUPS = ("household", *reference.HI_STATE_SHARE)
# No resolution, Hà Nội, Quảng Ninh, and Thanh Hóa, whose support is not known.
PROVINCES = (None, "01", "22", "38")
TABLES = (
    reference.BASE_SALARY,
    reference.POVERTY_LINE,
    reference.INTEREST,
    reference.MISSING_MONTHS,
    reference.HI_RATE,
    reference.PENSION_MONTHS,
    *reference.STATE_SHARE.values(),
    *reference.LOCAL_SHARE.values(),
    *reference.HI_STATE_SHARE.values(),
)
CHANGES = sorted({line.since for table in TABLES for line in table if FIRST < line.since <= LAST})

DOUBTS = {
    "base_salary": "base salary",
    "poverty_line.rural": "poverty line",
    "vsi.investment_rate": "interest",
    "vsi.ahead_support": "support ahead",
    "vsi.missing_support": "support of missing months",
    "hi.rate": "rate",
    "hi.household_shares": "rate",
}


def ask(question: Question) -> Answer | str:
    """The program's answer, or the code of its refusal."""
    try:
        return CALCULATOR.answer(question)
    except Exception as problem:
        if not hasattr(problem, "code"):
            raise
        return str(problem.code)


def answered(question: Question) -> Answer:
    """The program's answer to a question that has one."""
    found = ask(question)
    assert isinstance(found, dict), (found, question)
    return found


def doubts(found: Answer) -> set[str]:
    """What the program calls unconfirmed, in the words of the reference."""
    said = set()
    for row in found["unconfirmed"]:
        name = row["name"]
        if name.startswith("vsi.local."):
            said.add("local support")
        elif name.startswith("vsi.support."):
            said.add("class")
        elif name.startswith("pension."):
            said.add("old pension")
        elif name.startswith("hi.support."):
            said.add("share of " + name.removeprefix("hi.support."))
        else:
            said.add(DOUBTS[name])
    return said


def differences(question: Question) -> Iterator[str]:
    """Every field in which program and reference do not say the same."""
    found = ask(question)
    try:
        expected = reference.answer(question)
    except reference.Refusal as refusal:
        if not isinstance(found, str) or found not in refusal.codes:
            yield f"refused for {set(refusal.codes)}, the program says {found}"
        return
    if isinstance(found, str):
        yield f"the program refuses: {found}"
        return
    wanted, said = expected.pop("doubts", set()), doubts(found)
    # In health insurance the program may doubt more: a decree applied before it is in force.
    if not wanted <= said or (question["calc"] != "premium" and said - wanted - {"old pension"}):
        yield f"doubts {said}, should be {wanted}"
    if expected.pop("off_step", False) != any("50.000" in note for note in found.get("notes", ())):
        yield f"says about the step of the income: {found['notes']}"
    for field, value in expected.items():
        told = Fraction(found[field]) if field == "rate" else found[field]
        if told != value:
            yield f"{field} {told}, should be {value}"


# --- Random questions, the edges more often than their share --------------------------------------


def a_day(draw: Random, first: date = FIRST, tables: Sequence[date] = CHANGES) -> date:
    """A day: half of the time the day of a change or the day before."""
    if draw.random() < 0.5:
        day = draw.choice(tables) - draw.choice((timedelta(), A_DAY))
        if first <= day <= LAST:
            return day
    return first + timedelta(days=draw.randrange((LAST - first).days + 1))


def contribution(draw: Random) -> Question:
    """A question about a contribution."""
    day = a_day(draw)
    method = draw.choice(
        ("1", "3", "6", "12", "1", "3", "6", "12", "2", "ahead", "ahead", "missing", "missing")
    )
    if method == "ahead":
        method = f"ahead-{draw.choice((2, 3, 4, 5, 2, 3, 4, 5, 1, 6))}"
    if method == "missing":
        method = f"missing-{draw.choice((1, 12, 59, 60, 61, 120, 121, draw.randint(0, 60)))}"
    if "-" in method and draw.random() < 0.7:  # the one year whose interest is known
        day = date(2026, 1, 1) + timedelta(
            days=draw.choice((0, 180, 181, 364, draw.randrange(365)))
        )
    floor = int(reference.must_be_on(reference.POVERTY_LINE, day))
    ceiling = 20 * int(reference.must_be_on(reference.BASE_SALARY, day))
    ways: tuple[Callable[[], int], ...] = (
        lambda: floor + draw.choice((-1, 0, 0, 0, 1)),
        lambda: ceiling + draw.choice((-1, 0, 0, 1)),
        lambda: floor + 50_000 * draw.randint(0, 60),
        lambda: draw.randint(floor, ceiling),
        lambda: draw.randint(floor, 2 * floor),
        lambda: draw.choice((700_000, 1_500_000, 2_200_000, 46_800_000, 50_600_000, 0)),
    )
    question: Question = {
        "calc": "contribution",
        "income": draw.choice(ways)(),
        "class": draw.choice(CLASSES),
        "method": method,
        "on": day.isoformat(),
    }
    province = draw.choice(PROVINCES)
    if province is not None:
        question["province"] = province
    if draw.random() < 0.6:
        months = draw.choice((1, 3, 6, 12, 24, 36, 48, 60))
        near = max(0, 120 - months + draw.choice((-1, 0, 1)))
        question["used_support_months"] = draw.choice(
            (near, 0, 119, 120, 121, draw.randint(0, 130))
        )
    return question


def premium(draw: Random) -> Question:
    """A question about the premium of a household."""
    first = draw.choice(("household", "any"))
    members = [
        "household" if first == "household" and draw.random() < 0.7 else draw.choice(GROUPS)
        for _ in range(draw.randint(1, 8))
    ]
    months = draw.choice((3, 6, 12, 3, 6, 12, 3, 6, 12, draw.choice((0, 1, 2, 4, 9, 11, 13, 24))))
    return {"calc": "premium", "on": a_day(draw).isoformat(), "months": months, "members": members}


def retirement(draw: Random) -> Question:
    """A question about a retirement age: those born while it rises more often."""
    sex = draw.choice(("male", "female"))
    rising = (1960, 1967) if sex == "male" else (1965, 1976)
    year = draw.randint(*draw.choice((rising, rising, (1935, 2010))))
    born = draw.choice((f"{year}-{draw.randint(1, 12):02d}",) * 3 + (str(year),))
    if "-" in born and draw.random() < 0.5:
        born += f"-{draw.choice((1, 2, 15, 28)):02d}"
    return {"calc": "retirement", "sex": sex, "born": born}


def pension(draw: Random) -> Question:
    """A question about a pension: years around every step of the rate, every kind of odd months."""
    steps = (14, 15, 16, 19, 20, 21, 29, 30, 31, 34, 35, 36)
    # Until 2022 the years that bring a man the first rate change with each year.
    new_years = tuple(date(year, 1, 1) for year in range(2019, 2023))
    day = a_day(draw, NEW_LAW - A_DAY, (NEW_LAW,))
    if draw.random() < 0.4:
        day = a_day(draw, tables=new_years)
    return {
        "calc": "pension",
        "sex": draw.choice(("male", "female")),
        "years": draw.choice((draw.choice(steps), draw.choice(steps), draw.randint(0, 48))),
        "months": draw.choice((0, 0, 1, 6, 7, 11, draw.randint(0, 11))),
        "average": draw.choice((3_000_000, draw.randint(1, 50_600_000), draw.randint(1, 99))),
        "on": day.isoformat(),
    }


COUNTS: dict[Callable[[Random], Question], int] = {
    contribution: 1500,
    premium: 600,
    retirement: 350,
    pension: 400,
}


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
@pytest.mark.parametrize("kind", COUNTS, ids=lambda kind: kind.__name__)
def test_program_and_reference_agree(kind: Callable[[Random], Question], seed: int) -> None:
    draw = Random(seed)
    wrong = []
    for number in range(COUNTS[kind]):
        question = kind(draw)
        wrong += [f"{number}: {question}: {told}" for told in differences(question)]
    assert not wrong, f"seed {seed}, {len(wrong)} differences\n" + "\n".join(wrong[:20])


def test_every_retirement_age_agrees() -> None:
    """Every month of birth, both sexes: the appendix of Decree 135/2020/NĐ-CP and all around it."""
    for sex in ("male", "female"):
        for year in range(1955, 1981):
            for month in range(1, 13):
                born = f"{year}-{month:02d}"
                question = {"calc": "retirement", "sex": sex, "born": born}
                assert list(differences(question)) == [], question


# --- The day before and the day of every change ---------------------------------------------------

Sight = dict[tuple[str, ...], object]
MIDDLE = 2_500_000  # within floor and ceiling on every day
EDGES = sorted(
    {int(reference.figure(line)) + more for line in reference.POVERTY_LINE for more in (-1, 0)}
    | {20 * int(reference.figure(line)) + more for line in reference.BASE_SALARY for more in (0, 1)}
)


def pays(day: date, **facts: object) -> Question:
    """A question about one month of somebody in no special class, but for what is said."""
    plain = {"calc": "contribution", "income": MIDDLE, "class": "other", "method": "1"}
    return {**plain, **facts, "on": day.isoformat()}


def program_shows(day: date) -> Sight:
    """What the program lets be seen of the law of a day: limits, shares, prices, conditions."""
    taken = [income for income in EDGES if isinstance(ask(pays(day, income=income)), dict)]
    sight: Sight = {("floor",): min(taken), ("ceiling",): max(taken)}
    for payer in CLASSES:
        found = answered(pays(day, **{"class": payer}))
        sight["state", payer] = found["state_support"]
        for province in ("01", "22"):
            found = answered(pays(day, province=province, **{"class": payer}))
            sight["local", province, payer] = found["local_support"]
    sight["years ahead",] = isinstance(ask(pays(day, method="ahead-2")), dict)
    sight["missing months",] = {
        months: ask(pays(day, method=f"missing-{months}")) != "missing_too_long"
        for months in (60, 61, 120, 121)
    }
    for group in GROUPS:
        card = {"calc": "premium", "months": 3, "members": [group], "on": day.isoformat()}
        price = ask(card)
        sight["card", group] = None if isinstance(price, str) else price["payable"]
    six = {"calc": "premium", "months": 12, "members": ["household"] * 6, "on": day.isoformat()}
    sight["places",] = [line["payable"] for line in answered(six)["lines"]]
    for years in (14, 15, 19, 20):
        facts = {"calc": "pension", "sex": "female", "years": years, "average": 1_000_000}
        sight["pension", str(years)] = answered({**facts, "on": day.isoformat()})["monthly"]
    return sight


def tables_show(day: date) -> Sight:
    """The same read off the tables of the reference, without its computations."""
    line = reference.must_be_on(reference.POVERTY_LINE, day)
    base = reference.must_be_on(reference.BASE_SALARY, day)
    longest = reference.must_be_on(reference.MISSING_MONTHS, day)
    sight: Sight = {("floor",): line, ("ceiling",): 20 * base}
    for payer, table in reference.STATE_SHARE.items():
        sight["state", payer] = line * reference.must_be_on(table, day) * 22 / 100
        for province in ("01", "22"):
            added = reference.local_line_on(province, payer, day)
            given = None if added is None else line * reference.figure(added) * 22 / 100
            sight["local", province, payer] = given
    sight["years ahead",] = reference.line_on(reference.INTEREST, day) is not None
    sight["missing months",] = {months: months <= longest for months in (60, 61, 120, 121)}
    card = reference.must_be_on(reference.HI_RATE, day) * base * 3
    places = (*reference.HI_PLACES, reference.HI_PLACES[-1])
    sight["places",] = [card * 4 * share for share in places]
    sight["card", "household"] = card
    for group, table in reference.HI_STATE_SHARE.items():
        share = reference.line_on(table, day)
        sight["card", group] = card * (1 - reference.figure(share)) if share else None
    needed = reference.must_be_on(reference.PENSION_MONTHS, day)
    for years in (14, 15, 19, 20):
        owed = (45 + 2 * (years - 15)) * 10_000 if years * 12 >= needed else None
        sight["pension", str(years)] = owed
    return sight


@pytest.mark.parametrize("day", CHANGES, ids=str)
def test_a_change_changes_what_the_tables_say_and_nothing_else(day: date) -> None:
    before, after = program_shows(day - A_DAY), program_shows(day)
    old, new = tables_show(day - A_DAY), tables_show(day)
    changed = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    assert changed == {name: (old[name], new[name]) for name in old if old[name] != new[name]}
    assert after == new


def test_between_two_changes_nothing_changes() -> None:
    days = [FIRST, *CHANGES, LAST + A_DAY]
    for first, following in pairwise(days):
        assert program_shows(first) == program_shows(following - A_DAY), first


# --- What holds whatever is asked -----------------------------------------------------------------

seeds = st.integers(min_value=0, max_value=2**32)


def answerable(seed: int) -> Question:
    """A random contribution that the law has an amount for."""
    draw = Random(seed)
    while True:
        question = contribution(draw)
        if isinstance(ask(question), dict):
            return question


def given_by_all(found: Answer) -> int:
    """What state, province and others give together."""
    names = ("state_support", "local_support", "other_support")
    return sum(found[name] or 0 for name in names)


@given(seed=seeds)
def test_every_dong_is_somebodys(seed: int) -> None:
    found = answered(answerable(seed))
    assert found["gross"] == given_by_all(found) + found["payable"]
    assert found["payable"] >= 0
    amounts = [found["gross"], found["payable"], found["state_support"]]
    amounts += [
        found[name] for name in ("local_support", "other_support") if found[name] is not None
    ]
    amounts += [step["amount"] for step in found["steps"] if step["amount"] is not None]
    assert {type(amount) for amount in amounts} == {int}
    assert min(amounts) >= 0


@given(seed=seeds)
def test_every_dong_of_a_household_is_somebodys(seed: int) -> None:
    question = premium(Random(seed))
    found = ask(question)
    if isinstance(found, str):
        return
    for line in found["lines"]:
        assert line["gross"] == line["support"] + line["payable"]
        amounts = {line["gross"], line["support"], line["payable"]}
        assert {type(amount) for amount in amounts} == {int}
        assert min(amounts) >= 0
    assert found["payable"] == sum(line["payable"] for line in found["lines"])
    places = [line["order"] for line in found["lines"] if line["group"] == "household"]
    assert places == list(range(1, len(places) + 1))


@given(seed=seeds)
def test_more_support_never_costs_more(seed: int) -> None:
    question = answerable(seed)
    day = date.fromisoformat(question["on"])
    question.pop("province", None)
    by_share = sorted(
        CLASSES, key=lambda payer: reference.must_be_on(reference.STATE_SHARE[payer], day)
    )
    paid = [answered({**question, "class": payer})["payable"] for payer in by_share]
    assert paid == sorted(paid, reverse=True)
    alone = answered(question)["payable"]
    for province in ("01", "22"):
        assert answered({**question, "province": province})["payable"] <= alone
    for used in (0, 60, 119, 120):
        if used <= question.get("used_support_months", 0):
            assert answered({**question, "used_support_months": used})["payable"] <= alone


def supports(question: Question, methods: Sequence[str]) -> tuple[int, int]:
    """What state and province give to payments one after the other, used months carried along."""
    used = question.get("used_support_months", 0)
    state = local = 0
    for method in methods:
        found = answered({**question, "method": method, "used_support_months": used})
        state += found["state_support"]
        local += found["local_support"] or 0
        used += int(method[-1]) * 12 if "-" in method else int(method)
    return state, local


@given(
    seed=seeds,
    split=st.sampled_from(
        [("3", (1,) * 3), ("6", (3, 3)), ("12", (6, 6)), ("12", (3, 6, 3)), ("12", (1,) * 12)]
    ),
)
def test_a_payment_in_parts_is_given_as_much(seed: int, split: tuple[str, tuple[int, ...]]) -> None:
    question = answerable(seed)
    whole, parts = split[0], [str(months) for months in split[1]]
    assert supports(question, [whole]) == supports(question, parts)
    if question["income"] % 50 == 0:  # 22 % of it is whole đồng, so nothing is rounded
        together = answered({**question, "method": whole})["gross"]
        assert together == sum(answered({**question, "method": part})["gross"] for part in parts)


@given(
    seed=seeds,
    methods=st.lists(
        st.sampled_from(["1", "3", "6", "12", "ahead-2", "ahead-3", "ahead-5"]), max_size=12
    ),
    used=st.integers(min_value=0, max_value=125),
)
def test_no_more_than_120_months_are_supported(seed: int, methods: list[str], used: int) -> None:
    day = date(2026, 1, 1) + timedelta(days=Random(seed).randrange(365))
    question = pays(day, used_support_months=used)
    payable = sum(int(name[-1]) * 12 if "-" in name else int(name) for name in methods)
    state, _ = supports(question, methods)
    # Decree 159/2025/NĐ-CP, Article 5: 20 % of 22 % of 1,500,000, for ten years at most.
    assert state == 66_000 * max(0, min(120 - used, payable))
