"""What the number of a card says: letters, digit by group and day, province, number."""

from datetime import date
from fractions import Fraction

import pytest

from rules.errors import RuleError
from rules.hi.card import CardParts, card_doubts, card_parts, group_of_card
from rules.policy import Cite, Policy, Unit, Value

ON = date(2026, 10, 5)


def doubts(policy: Policy, card: str, on: date = ON, **more: str) -> list[str]:
    found = card_doubts(policy, card_parts(card), on=on, **more)
    return [doubt.code for doubt in found]


def test_a_card_is_read_part_by_part() -> None:
    # Decision 1351/QĐ-BHXH of 2015: group, benefit, province, number.
    assert card_parts("gd 4 38 3821001234") == CardParts("GD", 4, "38", "3821001234", "household")
    assert card_parts("QN5973821001234").group is None
    with pytest.raises(RuleError, match="bad_hi_card"):
        card_parts("GD6383821001234")


def test_cards_tell_their_group_by_two_letters() -> None:
    assert group_of_card("GD4383821001234") == "household"
    assert group_of_card("TE1383821001234") == "child_under_6"
    assert group_of_card("HT3383821001234") == "pensioner"
    assert group_of_card("DN4383821001234") == "employee"
    assert group_of_card("QN5383821001234") is None


@pytest.mark.parametrize(
    "start",
    [
        *("CC1", "TE1"),
        *(
            "CK2",
            "CB2",
            "KC2",
            "HN2",
            "DT2",
            "DK2",
            "XD2",
            "BT2",
            "TS2",
            "AK2",
            "CT2",
            "CN2",
            "LH2",
        ),
        *("HT3", "TC3", "PV3", "TG3", "DS3", "HK3"),
        *("DN4", "HC4", "HS4", "SV4", "GD4", "NN4", "TQ4", "TB4", "KT4", "GB4"),
        *("QN5", "CA5", "CY5", "CH4", "XK4"),
    ],
)
def test_digits_that_go_with_their_letters(policy: Policy, start: str) -> None:
    assert doubts(policy, f"{start}383821001234") == []


@pytest.mark.parametrize(
    ("start", "on", "code"),
    [
        # Resolution 261/2025/QH15 of 11/12/2025, letter 38/BYT-BH of 06/01/2026: CN and LH.
        ("CN3", date(2025, 12, 31), None),
        ("CN3", date(2026, 1, 1), "hi_card_digit_old"),
        ("CN2", date(2025, 12, 31), "hi_card_digit"),
        ("CN2", date(2026, 1, 1), None),
        ("LH4", date(2025, 12, 31), None),
        ("LH4", date(2026, 1, 1), "hi_card_digit_old"),
        ("LH2", date(2026, 1, 1), None),
        ("LH3", date(2026, 1, 1), "hi_card_digit"),
        ("GD2", ON, "hi_card_digit"),
        ("TE2", ON, "hi_card_digit"),
        ("QN4", ON, "hi_card_digit"),
        # Before the first value of a group nothing is said of its digit.
        ("LH1", date(2025, 6, 30), None),
    ],
)
def test_trap_14_the_digit_is_that_of_the_group_on_the_day(
    policy: Policy, start: str, on: date, code: str | None
) -> None:
    assert doubts(policy, f"{start}383821001234", on) == ([code] if code else [])


def test_a_digit_of_the_past_says_since_when_it_is_another(policy: Policy) -> None:
    (doubt,) = card_doubts(policy, card_parts("CN3383821001234"), on=ON)
    assert doubt.figures == {
        "letters": "CN",
        "digit": 3,
        "expected": 2,
        "since": date(2026, 1, 1),
    }


@pytest.mark.parametrize("share", [Fraction(9, 10), 4])
def test_a_share_that_no_digit_stands_for_raises_no_doubt(
    policy: Policy, share: Fraction | int
) -> None:
    source = Cite("Nghị quyết")
    unit: Unit = "count" if isinstance(share, int) else "ratio"
    value = Value("hi.benefit.household", share, unit, date(2026, 1, 1), None, source)
    changed = Policy({**policy.values, value.name: (value,)})
    assert doubts(changed, "GD3383821001234") == []


def test_letters_province_number_and_group_are_looked_at(policy: Policy) -> None:
    assert doubts(policy, "ZZ4383821001234") == ["hi_card_letters"]
    assert doubts(policy, "GD4033821001234") == ["hi_card_province"]
    assert doubts(policy, "QN5973821001234") == []
    assert doubts(policy, "GD4383821001234", si_number="3821001234") == []
    assert doubts(policy, "GD4383821001234", si_number="3821001235") == ["hi_card_number"]
    assert doubts(policy, "GD4383821001234", si_number="038184001234") == []
    assert doubts(policy, "GD4383821001234", group="household") == []
    assert doubts(policy, "GD4383821001234", group="student") == ["hi_card_group"]
    assert doubts(policy, "QN5383821001234", group="student") == []
