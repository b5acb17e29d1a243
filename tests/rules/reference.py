"""The law a second time, typed from its texts: what the program answers is held against it.

Nothing of the program is imported, and nothing is solved by formula: contributions are put down
month by month, a retirement age is met by living through the months, a pension rate is gathered
half year by half year. Amounts are đồng, exact fractions until the one rounding at the end.
A question and its answer have the fields of ``calc``; what the law refuses is a ``Refusal``.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

Question = Mapping[str, Any]
Answer = dict[str, Any]


class Refusal(Exception):  # noqa: N818 - what the law says no to is an answer
    """The law has no amount for this question; any one of the codes says why."""

    def __init__(self, *codes: str) -> None:
        super().__init__(*codes)
        self.codes = frozenset(codes)


class Line(NamedTuple):
    """A figure from its first day on; ``None`` when nothing holds from that day."""

    since: date
    figure: Fraction | None
    sure: bool = True


def read(number: str) -> Fraction:
    """Read "1_500_000" or "4.5%"."""
    return Fraction(number.rstrip("%")) / (100 if number.endswith("%") else 1)


def dated(*rows: tuple[str, str | None]) -> tuple[Line, ...]:
    """Read a table of (first day, figure); a "?" says that the figure is not sure."""
    return tuple(
        Line(date.fromisoformat(since), read(said.rstrip("?")), not said.endswith("?"))
        if said
        else Line(date.fromisoformat(since), None)
        for since, said in rows
    )


def line_on(table: Sequence[Line], day: date) -> Line | None:
    """The last line of a table begun on a day; ``None`` before the first and after an end."""
    found = None
    for line in table:
        if line.since <= day:
            found = None if line.figure is None else line
    return found


def figure(line: Line | None) -> Fraction:
    """The figure of a line, nothing where there is no line."""
    return (line and line.figure) or Fraction(0)


def sure(line: Line | None) -> bool:
    """Tell whether a figure is beyond doubt."""
    return line is None or line.sure


def must_be_on(table: Sequence[Line], day: date) -> Fraction:
    """The figure of a table on a day; without one there is no amount."""
    if line_on(table, day) is None:
        raise Refusal("no_value_in_force")
    return figure(line_on(table, day))


def whole(amount: Fraction) -> int:
    """Whole đồng, half a đồng counting as one."""
    dong, rest = divmod(amount, 1)
    return int(dong) + (1 if rest * 2 >= 1 else 0)


# --- The figures everything is measured by --------------------------------------------------------

# The base salary, which is the reference level of social insurance too until it is abolished (Law
# 41/2024/QH15 of 29/06/2024, Article 141.13).
BASE_SALARY = dated(
    ("2017-07-01", "1_300_000?"),  # Decree 47/2017/NĐ-CP of 24/04/2017
    ("2018-07-01", "1_390_000?"),  # Decree 72/2018/NĐ-CP of 15/05/2018
    ("2019-07-01", "1_490_000"),  # Decree 38/2019/NĐ-CP of 09/05/2019
    ("2023-07-01", "1_800_000"),  # Decree 24/2023/NĐ-CP of 14/05/2023
    ("2024-07-01", "2_340_000"),  # Decree 73/2024/NĐ-CP of 30/06/2024
    ("2026-07-01", "2_530_000"),  # Decree 161/2026/NĐ-CP of 15/05/2026
)
# The poverty line of the countryside: lowest income of voluntary insurance (Law 41/2024/QH15,
# Article 31.2) and what support is counted on (Decree 159/2025/NĐ-CP of 25/06/2025, Article 5).
POVERTY_LINE = dated(
    ("2016-01-01", "700_000"),  # Decision 59/2015/QĐ-TTg of 19/11/2015
    ("2022-01-01", "1_500_000"),  # Decree 07/2021/NĐ-CP of 27/01/2021
    ("2027-01-01", "2_200_000?"),  # Decree 351/2025/NĐ-CP of 30/12/2025, only expected
)

# --- Voluntary social insurance -------------------------------------------------------------------

RATE = read("22%")  # Law 58/2014/QH13 of 20/11/2014, Art. 87; Law 41/2024/QH15, Article 36.1
MOST_REFERENCE_LEVELS = 20  # Law 58/2014/QH13, Article 87; Law 41/2024/QH15, Article 31.2
SUPPORTED_MONTHS = 120  # Decree 134/2015/NĐ-CP of 29/12/2015, Art. 14; Decree 159/2025, Article 5
# Ten years until Law 41/2024/QH15, Article 36.2.e.
MISSING_MONTHS = dated(("2018-01-01", "120"), ("2025-07-01", "60"))
STEP = 50_000  # above the poverty line: Decision 595/QĐ-BHXH of 14/04/2017, by which lists are kept
YEARS_AHEAD = (2, 3, 4, 5)  # Decree 159/2025/NĐ-CP, Article 6
MONTHS_AT_ONCE = ("1", "3", "6", "12")  # Law 41/2024/QH15, Article 36.2

# What the state pays of 22 % of the poverty line: Decree 134/2015/NĐ-CP, Article 14 (poor, near
# poor, all others); from 2025-07-01 Decree 159/2025/NĐ-CP, Article 5, which adds ethnic minorities
# and puts people of island communes beside the poor.
STATE_SHARE = {
    "poor": dated(("2018-01-01", "30%"), ("2025-07-01", "50%")),
    "near_poor": dated(("2018-01-01", "25%"), ("2025-07-01", "40%")),
    "ethnic_minority": dated(("2018-01-01", "10%"), ("2025-07-01", "30%")),
    "island": dated(("2018-01-01", "30%?"), ("2025-07-01", "50%")),  # taken for poor before it was
    "other": dated(("2018-01-01", "10%"), ("2025-07-01", "20%")),
}
# Average monthly interest of the fund by year of payment: for 2026 as told by Notice 59/TB-BHXH
# (the notice itself was not seen); none is known for other years.
INTEREST = dated(("2026-01-01", "0.31%?"), ("2027-01-01", None))

# What provinces add, of 22 % of the poverty line, as the press tells it. Both resolutions name the
# poor, the near poor and all others; people of islands and minorities are among the others.
LOCAL_SHARE = {
    # Hà Nội: Resolution 19/2025/NQ-HĐND of 09/07/2025.
    ("01", "poor"): dated(("2026-01-01", "50%?")),
    ("01", "near_poor"): dated(("2026-01-01", "60%?")),
    ("01", "all others"): dated(("2026-01-01", "10%?")),
    # Quảng Ninh: Resolution 02/2022/NQ-HĐND of 04/11/2022, for the years 2023 to 2027.
    ("22", "poor"): dated(("2023-01-01", "30%?"), ("2028-01-01", None)),
    ("22", "near_poor"): dated(("2023-01-01", "30%?"), ("2028-01-01", None)),
    ("22", "all others"): dated(("2023-01-01", "20%?"), ("2028-01-01", None)),
}


def months_of(method: str) -> tuple[str, int]:
    """How a method pays ("now", "ahead", "missing") and for how many months."""
    way, _, number = method.partition("-")
    if method in MONTHS_AT_ONCE:
        return "now", int(method)
    if way == "ahead" and number.isdigit() and int(number) in YEARS_AHEAD:
        return way, int(number) * 12
    if way == "missing" and number.isdigit() and int(number) >= 1:
        return way, int(number)
    return "unknown", 0


def refused(way: str, months: int, income: int, day: date) -> set[str]:
    """Everything the law of a day has against a payment."""
    against = {"bad_method"} if way == "unknown" else set()
    if income < must_be_on(POVERTY_LINE, day):
        against.add("income_below_floor")
    if income > MOST_REFERENCE_LEVELS * must_be_on(BASE_SALARY, day):
        against.add("income_above_ceiling")
    if way == "missing" and months > must_be_on(MISSING_MONTHS, day):
        against.add("missing_too_long")
    if way in {"ahead", "missing"} and line_on(INTEREST, day) is None:
        against.add("no_value_in_force")
    return against


def local_line_on(province: str | None, payer: str, day: date) -> Line | None:
    """What a province adds for a payer on a day; ``None`` where no resolution is known."""
    named = payer if payer in {"poor", "near_poor"} else "all others"
    if payer == "island" and province == "01":
        return None  # Hà Nội has no island commune, so its resolution has nothing for them
    return line_on(LOCAL_SHARE.get((province or "", named), ()), day)


def contribution(question: Question) -> Answer:
    """What is due, who gives what, and what is left to pay, month after month."""
    day, payer = date.fromisoformat(question["on"]), question["class"]
    way, months = months_of(question["method"])
    against = refused(way, months, question["income"], day)
    if against:
        raise Refusal(*against)
    interest = Fraction(0) if way == "now" else must_be_on(INTEREST, day)
    state_line = line_on(STATE_SHARE[payer], day)
    local_line = local_line_on(question.get("province"), payer, day)
    a_month = RATE * must_be_on(POVERTY_LINE, day)  # what support is counted on
    due = state = local = Fraction(0)
    worth = RATE * question["income"]  # of the month at hand, on the day of payment
    supported = 0
    for month in range(1, months + 1):
        if way == "missing":
            worth *= 1 + interest  # Decree 159/2025/NĐ-CP, Article 7: the first one bears it too
        due += worth
        if way == "ahead":
            worth /= 1 + interest  # Decree 159/2025/NĐ-CP, Article 6: the first one is paid in full
        if way != "missing" and question.get("used_support_months", 0) + month <= SUPPORTED_MONTHS:
            supported += 1
            state += a_month * figure(state_line)
            local += a_month * figure(local_line)
    gross = whole(due)
    given = whole(min(state, due))
    added = None if local_line is None else min(whole(local), gross - given)
    doubts = {
        "poverty line": not sure(line_on(POVERTY_LINE, day)),
        "base salary": not sure(line_on(BASE_SALARY, day)),
        "interest": way != "now",
        "support ahead": way == "ahead" and supported > 0,
        "support of missing months": way == "missing",
        "class": not sure(state_line) and supported > 0,
        "local support": local_line is not None,
    }
    return {
        "gross": gross,
        "state_support": given,
        "local_support": added,
        "payable": gross - given - (added or 0),
        "off_step": (question["income"] - must_be_on(POVERTY_LINE, day)) % STEP != 0,
        "doubts": {doubt for doubt, holds in doubts.items() if holds},
    }


# --- Health insurance of households ---------------------------------------------------------------

# Law on health insurance as amended by Law 46/2014/QH13 of 13/06/2014, Article 13; Decree
# 146/2018/NĐ-CP of 17/10/2018, Article 7; Decree 188/2025/NĐ-CP of 01/07/2025. From 2027 a rise
# is ordered, how much is not known (Resolution 261/2025/QH15 of 11/12/2025).
HI_RATE = dated(("2015-01-01", "4.5%?"), ("2018-12-01", "4.5%"), ("2027-01-01", "4.5%?"))
HI_PLACES = tuple(map(read, ("100%", "70%", "60%", "50%", "40%")))  # the last one for all after it
HI_PERIODS = (3, 6, 12)  # of households; others pay for as many months of a year as needed

# What the state pays: Decree 146/2018/NĐ-CP, Article 8, of which only the share of students was
# seen in its own words; Decree 188/2025/NĐ-CP from 2025-07-01.
HI_STATE_SHARE = {
    "poor": dated(("2018-12-01", "100%?"), ("2025-07-01", "100%")),
    "child_under_6": dated(("2018-12-01", "100%?"), ("2025-07-01", "100%")),
    "near_poor": dated(("2018-12-01", "70%?"), ("2025-07-01", "70%")),
    "average_agri": dated(("2018-12-01", "30%?"), ("2025-07-01", "30%")),
    # Decree 188/2025/NĐ-CP is in force from 2025-08-15 and applied from 2025-07-01.
    "student": dated(("2018-12-01", "30%"), ("2025-07-01", "50%?"), ("2025-08-15", "50%")),
    "near_poor_special": dated(("2025-07-01", "100%")),
    "ethnic_former_region": dated(("2025-07-01", "70%")),
    "security_force": dated(("2025-07-01", "50%")),
    "mine_victim": dated(("2025-07-01", "30%")),
}


def premium(question: Question) -> Answer:
    """The premium of each member; only "household" takes a place in the order."""
    day, months = date.fromisoformat(question["on"]), question["months"]
    groups = set(question["members"])
    against = set()
    if months not in (HI_PERIODS if "household" in groups else range(1, 13)):
        against.add("bad_hi_months")
    if any(line_on(HI_STATE_SHARE[group], day) is None for group in groups - {"household"}):
        against.add("no_value_in_force")
    if against:
        raise Refusal(*against)
    full = must_be_on(HI_RATE, day) * must_be_on(BASE_SALARY, day)
    lines: list[Answer] = []
    places = iter(range(1, len(question["members"]) + 1))
    for group in question["members"]:
        place = next(places) if group == "household" else None
        share = Fraction(0) if place else must_be_on(HI_STATE_SHARE[group], day)
        gross = support = Fraction(0)
        for _ in range(months):
            month = full * HI_PLACES[min(place, 5) - 1] if place else full
            gross += month
            support += month * share
        amounts = {"gross": whole(gross), "support": whole(support)}
        paid = amounts["gross"] - amounts["support"]
        lines.append({"group": group, "order": place, **amounts, "payable": paid})
    doubts = {
        f"share of {group}"
        for group in groups
        if not sure(line_on(HI_STATE_SHARE.get(group, ()), day))
    }
    doubts |= set() if sure(line_on(HI_RATE, day)) else {"rate"}
    doubts |= set() if sure(line_on(BASE_SALARY, day)) else {"base salary"}
    return {
        "lines": lines,
        "payable": sum(line["payable"] for line in lines),
        "doubts": doubts,
    }


# --- Retirement age -------------------------------------------------------------------------------

# Decree 135/2020/NĐ-CP of 18/11/2020, Article 4: first year, age in months in that year, months
# more every year, where it stops. Until 2020: 60 and 55 years (Labour Code 10/2012/QH13, Art. 187).
AGES = {
    "male": (60 * 12, 60 * 12 + 3, 3, 62 * 12),
    "female": (55 * 12, 55 * 12 + 4, 4, 60 * 12),
}


def age_asked_in(year: int, sex: str) -> int:
    """The retirement age of a year, in months, raised year after year."""
    before, age, more, last = AGES[sex]
    if year < 2021:
        return before
    for _ in range(2022, year + 1):
        age = min(age + more, last)
    return age


def retirement(question: Question) -> Answer:
    """Live month after month until the age is at least what the year at hand asks."""
    year, month = (int(part) for part in (question["born"] + "-01").split("-")[:2])
    age = 0
    while age < age_asked_in(year, question["sex"]):
        age += 1
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return {"years": age // 12, "months": age % 12, "reached": f"{year}-{month:02d}"}


# --- Pension --------------------------------------------------------------------------------------

# Law 58/2014/QH13, Article 73, and Law 41/2024/QH15, Article 98: twenty years, then fifteen.
PENSION_MONTHS = dated(("2018-01-01", "240"), ("2025-07-01", "180"))
NEW_LAW = date(2025, 7, 1)
MOST_RATE = read("75%")
LUMP_A_YEAR = Fraction(1, 2)  # of the average: Law 58/2014, Article 75; Law 41/2024, Article 100


def first_rate(sex: str, day: date) -> tuple[int, Fraction]:
    """For how many years the first rate is given, and that rate."""
    if sex == "female":
        return 15, read("45%")  # Law 58/2014/QH13, Article 74; Law 41/2024/QH15, Article 99
    if day >= NEW_LAW:
        return 15, read("40%")  # Law 41/2024/QH15, Article 99
    # Law 58/2014/QH13, Article 74: men 16 years in 2018, one more each year, 20 from 2022 on.
    return min(day.year - 2002, 20), read("45%")


def half_year_adds(sex: str, half: int) -> Fraction:
    """What the half year after ``half`` of them adds: men get half as much up to 20 years."""
    return read("0.5%") if sex == "male" and half < 40 else read("1%")


def pension(question: Question) -> Answer:
    """Rate, monthly pension and the one payment for years above the highest rate."""
    years, months, sex = question["years"], question.get("months", 0), question["sex"]
    day = date.fromisoformat(question["on"])
    if years * 12 + months < must_be_on(PENSION_MONTHS, day):
        return {"eligible": False, "monthly": None, "lump_sum": None}
    # Odd months: 1 to 6 count as half a year, 7 to 11 as a year (Law 41/2024/QH15, Article 99).
    halves = years * 2 + (0 if months == 0 else 1 if months <= 6 else 2)
    first, rate = first_rate(sex, day)
    above = 0
    for half in range(first * 2, halves):
        if rate >= MOST_RATE:
            above += 1
        elif day >= NEW_LAW:
            rate += half_year_adds(sex, half)
        else:
            rate += read("1%")
    average = Fraction(question["average"])
    return {
        "rate": rate,
        "monthly": whole(rate * average),
        "lump_sum": whole(LUMP_A_YEAR / 2 * above * average),
    }


KINDS = {
    "contribution": contribution,
    "premium": premium,
    "retirement": retirement,
    "pension": pension,
}


def answer(question: Question) -> Answer:
    """Answer one question of ``calc``; raises ``Refusal`` where the law has no amount."""
    return KINDS[question["calc"]](question)
