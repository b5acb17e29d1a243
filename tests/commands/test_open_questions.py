"""What no text settles yet is named as unconfirmed in every result that rests on it.

Each case names the value, and the result says why; what is missing altogether is asked for by name
and never taken from another year. Papers with the frame “CHƯA XÁC NHẬN” are in `tests/printing`.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rules.calendar import Month, PartialDate
from rules.coverage import CoverFact
from rules.hi.benefit import hi_benefit
from rules.hi.card_dates import card_start
from rules.hi.premium import premium
from rules.household.quote import Quoter
from rules.household.vsi_offer import MemberFacts
from rules.policy import Policy
from rules.vsi.average import Spell, average
from rules.vsi.case import VsiCase, vsi_result
from rules.vsi.contribution import PayerClass, contribution
from rules.vsi.lump_sum import PaidTime
from rules.vsi.maternity import Parent, maternity, months_from
from rules.vsi.old_age import short_allowance, social_pension
from rules.vsi.refund import Payment, RefundReason, refund
from rules.vsi.survivors import pensioner_lump_sum, survivor_lump_sum
from rules.vsi.withdrawal import History, SupportedSpell, WithdrawalReason, withdrawal
from rules.words import Words
from rules.working import Unconfirmed
from storage import open_register
from storage.policies import shipped_policy
from tests.commands.conftest import ROOT, Run

AUTUMN = date(2026, 10, 5)
NEW_YEAR = date(2027, 1, 1)
OTHER = PayerClass.OTHER
Found = Iterable[Unconfirmed]


@pytest.fixture(scope="module")
def policy() -> Policy:
    return shipped_policy()


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.load((ROOT / "resources" / "words" / "vi.toml").read_text(encoding="utf-8"))


def _paid(policy: Policy, method: str, on: date, province: str | None = None) -> Found:
    income = 1_500_000 if on < NEW_YEAR else 2_200_000
    found = contribution(
        policy, income=income, payer_class=OTHER, method=method, on=on, province=province
    )
    return found.unconfirmed


def _premium(policy: Policy, on: date, place: int = 1) -> Found:
    members = ["household"]
    return premium(policy, on=on, months=12, members=members, first_place=place).unconfirmed


def _case(policy: Policy, method: str, on: date) -> Found:
    case = VsiCase(
        sex="female",
        born=PartialDate(1985, 5, 8),
        payer_class=OTHER,
        income=1_500_000 if on < NEW_YEAR else 2_200_000,
        method=method,
        on=on,
    )
    return vsi_result(policy, case).unconfirmed


def _household(policy: Policy, on: date) -> Found:
    never = CoverFact("hi", "not_covered", None, None, None, date(2026, 6, 1))
    nor = CoverFact("vsi", "not_covered", None, None, None, date(2026, 6, 1))
    woman = MemberFacts("female", PartialDate(1985, 5, 8), "Kinh", (never, nor))
    found = Quoter(policy, on).quote([woman], standing=None)
    offer = found.members[0].offer
    return (*found.unconfirmed, *(offer.unconfirmed if offer else ()))


def _refund(policy: Policy, province: str | None) -> Found:
    payment = Payment(1_500_000, OTHER, "ahead-5", AUTUMN, province)
    return refund(policy, payment, used=24, reason=RefundReason.DEATH).unconfirmed


def _average(policy: Policy, on: date) -> Found:
    return average(policy, spells=[Spell(Month(2020, 1), 24, 1_000_000)], on=on).unconfirmed


def _withdrawal(policy: Policy, reason: WithdrawalReason) -> Found:
    return withdrawal(
        policy,
        reason=reason,
        paid=PaidTime(0, 24, 1_500_000),
        history=History(Month(2022, 1), Month(2023, 12)),
        on=AUTUMN,
        supported=[SupportedSpell(Month(2022, 1), 24, OTHER)],
    ).unconfirmed


def _birth(policy: Policy) -> Found:
    mother = Parent(vsi=months_from(Month(2026, 5), 12))
    return maternity(policy, birth=date(2026, 10, 20), mother=mother).unconfirmed


CASES: list[tuple[str, str, Callable[[Policy], Found]]] = [
    # The rural poverty line of Decree 351/2025/NĐ-CP of 30/12/2025 as the least income from 2027.
    ("least income of 2027, a month", "poverty_line.rural", lambda p: _paid(p, "1", NEW_YEAR)),
    ("least income of 2027, a year", "poverty_line.rural", lambda p: _paid(p, "12", NEW_YEAR)),
    ("least income of 2027, a case", "poverty_line.rural", lambda p: _case(p, "3", NEW_YEAR)),
    ("least income of 2027, a household", "poverty_line.rural", lambda p: _household(p, NEW_YEAR)),
    # Interest of 2026: notice 59/TB-BHXH, its text not seen.
    ("interest, ahead", "vsi.investment_rate", lambda p: _paid(p, "ahead-2", AUTUMN)),
    ("interest, missing time", "vsi.investment_rate", lambda p: _paid(p, "missing-60", AUTUMN)),
    ("interest, refund", "vsi.investment_rate", lambda p: _refund(p, None)),
    ("interest, a case", "vsi.investment_rate", lambda p: _case(p, "ahead-5", AUTUMN)),
    ("interest, a household", "vsi.investment_rate", lambda p: _household(p, AUTUMN)),
    # Support of payments ahead: plain, by Decree 159/2025/NĐ-CP of 25/06/2025, Article 8, derived.
    ("support ahead", "vsi.ahead_support", lambda p: _paid(p, "ahead-5", AUTUMN)),
    ("support ahead, refund", "vsi.ahead_support", lambda p: _refund(p, None)),
    ("support ahead, a household", "vsi.ahead_support", lambda p: _household(p, AUTUMN)),
    # Support of missing time: none is assumed.
    ("support of missing time", "vsi.missing_support", lambda p: _paid(p, "missing-12", AUTUMN)),
    # Support of provinces: samples from newspapers.
    ("Hà Nội", "vsi.local.01.other", lambda p: _paid(p, "1", AUTUMN, "01")),
    ("Quảng Ninh", "vsi.local.22.other", lambda p: _paid(p, "1", AUTUMN, "22")),
    ("a province's part of a refund", "vsi.refund_extra_share", lambda p: _refund(p, "22")),
    # The place of a member who renews alone later in the year.
    ("place in the household", "hi.place_kept", lambda p: _premium(p, AUTUMN, 2)),
    # Health insurance from 2027: a rise is ordered by Resolution 261/2025/QH15, its rate is open.
    ("premium of 2027", "hi.rate", lambda p: _premium(p, NEW_YEAR)),
    ("premium of 2027, a household", "hi.rate", lambda p: _household(p, NEW_YEAR)),
    # Social pension of 540,000 (Decree 335/2026/NĐ-CP of 21/08/2026, known from newspapers).
    (
        "social pension",
        "social_pension",
        lambda p: social_pension(p, born=PartialDate(1950), on=AUTUMN).unconfirmed,
    ),
    (
        "allowance of those short of years",
        "social_pension",
        lambda p: (
            short_allowance(p, average=2_000_000, months=120, until=60, on=AUTUMN).unconfirmed
        ),
    ),
    # Amounts to survivors: the articles of Law 41/2024/QH15 were not seen.
    (
        "survivors",
        "vsi.survivor.share_from_2014",
        lambda p: survivor_lump_sum(p, died=AUTUMN, paid=PaidTime(0, 36, 1_500_000)).unconfirmed,
    ),
    (
        "survivors of a pensioner",
        "vsi.survivor.pensioner_months",
        lambda p: pensioner_lump_sum(p, died=AUTUMN, pension=900_000, received=10).unconfirmed,
    ),
    # Prices in settlements of 2025: one source, the two columns not told apart.
    ("prices of 2025", "cpi.vsi", lambda p: _average(p, date(2025, 12, 31))),
    # Support kept back from the ill; the month of a birth.
    (
        "withdrawal in illness",
        "vsi.withdrawal.support_kept_disease",
        lambda p: _withdrawal(p, WithdrawalReason.DISEASE),
    ),
    ("the month of birth", "vsi.maternity_birth_month", _birth),
]


@pytest.mark.parametrize(
    ("name", "ask"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_result_names_what_is_not_confirmed(
    policy: Policy, name: str, ask: Callable[[Policy], Found]
) -> None:
    found = {one.name: one for one in ask(policy)}
    assert name in found
    assert found[name].why.strip().endswith(".")
    assert found[name].value is not None


@pytest.mark.parametrize(
    "ask",
    [
        lambda p: _paid(p, "12", AUTUMN),
        lambda p: _premium(p, AUTUMN),
        lambda p: _case(p, "12", AUTUMN),
        lambda p: _average(p, AUTUMN),
        lambda p: _withdrawal(p, WithdrawalReason.IDLE),
        lambda p: social_pension(p, born=PartialDate(1950), on=date(2026, 6, 30)).unconfirmed,
        lambda p: card_start(p, (), on=AUTUMN, group="household").unconfirmed,
        lambda p: hi_benefit(p, on=AUTUMN, groups=["household"]).unconfirmed,
    ],
)
def test_what_rests_on_settled_law_alone_says_nothing(
    policy: Policy, ask: Callable[[Policy], Found]
) -> None:
    assert list(ask(policy)) == []


REFUND = "refund --class other --method ahead-5 --used-months 24"
CALC: list[tuple[str, str]] = [
    (
        "contribution --income 2200000 --class other --method 1 --on 2027-01-01",
        "poverty_line.rural",
    ),
    ("contribution --income 1500000 --class other --method ahead-5", "vsi.investment_rate"),
    ("contribution --income 1500000 --class other --method ahead-5", "vsi.ahead_support"),
    ("contribution --income 1500000 --class other --method missing-12", "vsi.missing_support"),
    ("contribution --income 1500000 --class poor --method 1 --province 01", "vsi.local.01.poor"),
    ("premium --months 12 --members household --on 2027-01-01", "hi.rate"),
    ("premium --months 12 --members student --on 2025-07-15", "hi.support.student"),
    ("premium --months 12 --members near_poor --province 22", "hi.local.22.near_poor"),
    ("pension --sex male --years 20 --average 1500000 --on 2025-06-30", "pension.rate.male"),
    ("premium --months 12 --members household --first-place 2", "hi.place_kept"),
    (f"{REFUND} --income 1500000 --paid-on 2026-10-05", "vsi.investment_rate"),
    (f"{REFUND} --income 1500000 --paid-on 2026-10-05", "vsi.ahead_support"),
    ("average --spells 2020-01:12:1500000 --on 2025-12-31", "cpi.vsi"),
    ("social-pension --born 1950", "social_pension"),
    ("allowance --average 2000000 --years 10 --until-months 60", "social_pension"),
    ("survivor --months 60 --average 2000000", "vsi.survivor.share_from_2014"),
]


@pytest.mark.parametrize(("question", "name"), CALC)
def test_calc_names_it_for_programs_and_for_people(
    run: Run, words: Words, question: str, name: str
) -> None:
    asked = question.split() + ([] if "--on" in question else ["--on", AUTUMN.isoformat()])
    found = {row["name"]: row for row in run("calc", *asked, "--json").json["unconfirmed"]}
    assert found[name]["why"]
    lines = [line for line in run("calc", *asked).out.splitlines() if "Chưa xác nhận" in line]
    assert any(words.value(name) in line for line in lines)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        (
            "contribution --income 2200000 --class other --method ahead-2 --on 2027-01-01",
            "vsi.investment_rate",
        ),
        (
            "contribution --income 2200000 --class other --method missing-12 --on 2027-01-01",
            "vsi.investment_rate",
        ),
        (
            f"{REFUND} --income 2200000 --paid-on 2027-01-01 --on 2029-01-05",
            "vsi.investment_rate",
        ),
        ("average --spells 2020-01:12:1500000 --on 2027-01-01", "cpi.vsi"),
    ],
)
def test_what_is_not_published_is_asked_for_by_name_with_the_place_to_enter_it(
    run: Run, words: Words, question: str, name: str
) -> None:
    said = run("calc", *question.split(), "--json")
    assert (said.status, said.out) == (2, "")
    assert words.value(name) in said.err
    assert "01/01/2027" in said.err
    assert "Thiết lập › Chính sách" in said.err


def test_interest_that_is_not_published_leaves_the_other_methods_their_prices(
    policy: Policy,
) -> None:
    case = VsiCase(payer_class=OTHER, income=2_200_000, method="12", on=NEW_YEAR)
    rows = {row.method: row for row in vsi_result(policy, case).methods}
    for method, row in rows.items():
        known = not method.startswith("ahead")
        assert (row.contribution is not None) == known
        assert (row.problem is None) == known


def test_an_offices_own_confirmed_value_ends_the_doubt(run: Run, tmp_path: Path) -> None:
    """Entered with its number and date, the value counts in calc with the register."""
    path = tmp_path / "so.sas"
    clock = datetime(2026, 11, 22, 8, tzinfo=UTC)
    with (
        open_register(path, clock=lambda: clock, create=True) as register,
        register.change("Ghi lãi suất"),
    ):
        register.policies.add(
            "vsi.investment_rate",
            "0.0035",
            unit="ratio",
            start=date(2027, 1, 1),
            until=date(2027, 12, 31),
            document="Thông báo 1/TB-BHXH",
            document_day=date(2027, 1, 10),
        )
    question = "contribution --income 2200000 --class other --method missing-1 --on 2027-02-01"
    asked = question.split()
    assert run("calc", *asked, "--json").status == 2
    found = run("calc", *asked, "--json", "--register", path).json
    assert found["gross"] == 485_694  # 22 % of 2,200,000, times 1.0035
    assert "vsi.investment_rate" not in {row["name"] for row in found["unconfirmed"]}
