"""What a health insurance card number says, and what in it disagrees with the law or the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rules.identity import is_birth_province, read_hi_card
from rules.policy import Policy, Value
from rules.working import Figure

# Groups by the two letters of a card (Decision 1351/QĐ-BHXH of 2015) that the program tells apart.
CARD_GROUPS: Mapping[str, str] = {
    "CN": "near_poor",
    "DK": "special_region",
    "DN": "employee",
    "DT": "ethnic_region",
    "GB": "average_agri",
    "GD": "household",
    "HN": "poor",
    "HS": "student",
    "HT": "pensioner",
    "KT": "security_force",
    "LH": "social_pension",
    "SV": "student",
    "TE": "child_under_6",
    "XD": "island",
}
# The benefit digit follows from the share that the fund pays for the group on the day ...
_DIGITS = {Fraction(1): 2, Fraction(95, 100): 3, Fraction(80, 100): 4}
# ... but for these letters it stands in the decision itself and its amendments of 2023 and 2024.
_SET_DIGITS = {
    **dict.fromkeys(("CC", "TE"), 1),
    **dict.fromkeys(("AK", "BT", "CB", "CK", "CT", "KC", "TS"), 2),
    **dict.fromkeys(("DS", "HK", "PV", "TC", "TG"), 3),
    **dict.fromkeys(("HC", "NN", "TB", "TQ"), 4),
    **dict.fromkeys(("CA", "CY", "QN"), 5),
}
# Further letters in use; which digit goes with them is not known here.
_OTHER_LETTERS = frozenset(
    ["CH", "CS", "HD", "HG", "HX", "LS", "MS", "NO", "TA", "TK", "TN", "TY", "XB", "XK", "XN"]
)
_FIRST_NOT_A_PROVINCE = 97  # from here on the forces and the centre have their own codes


@dataclass(frozen=True, slots=True)
class CardParts:
    """The parts of a 15-character card number.

    ``group`` is what the letters stand for, None where the program has no word for it; ``digit``
    tells the benefit, ``province`` is the code of two digits of the time the card was made, and
    ``number`` the social insurance number.
    """

    letters: str
    digit: int
    province: str
    number: str
    group: str | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at again, never an error: its sentence is ``warning.<code>``."""

    code: str
    figures: Mapping[str, Figure]


def card_parts(card: str) -> CardParts:
    """Return the parts of a card number as written; raises RuleError ``bad_hi_card``."""
    read = read_hi_card(card)
    return CardParts(read[:2], int(read[2]), read[3:5], read[5:], group_of_card(read))


def group_of_card(card: str) -> str | None:
    """Return the group of a 15-character card number, None for one the program has no word for."""
    return CARD_GROUPS.get(card[:2])


def card_doubts(
    policy: Policy,
    parts: CardParts,
    *,
    on: date,
    group: str | None = None,
    si_number: str | None = None,
) -> tuple[Doubt, ...]:
    """Return what in a card number disagrees with the law of a day and with the person.

    Args:
        policy: The values of the law: the digit of near-poor households and of social pensions
            changes with the benefit on 1 January 2026 (letter 38/BYT-BH of 06/01/2026).
        parts: The card.
        on: The day; a printed card may still show the digit of an earlier one.
        group: The group the person is known in, if any.
        si_number: The person's own number of 10 digits; a 12-digit personal id in its place tells
            nothing about the card.
    """
    found = [*_letter_doubts(parts, group), *_digit_doubts(policy, parts, on)]
    province = int(parts.province)
    if province < _FIRST_NOT_A_PROVINCE and not is_birth_province("0" + parts.province):
        found.append(Doubt("hi_card_province", {"province": parts.province}))
    if si_number and len(si_number) == len(parts.number) and si_number != parts.number:
        found.append(Doubt("hi_card_number", {"number": parts.number, "si_number": si_number}))
    return tuple(found)


def _letter_doubts(parts: CardParts, group: str | None) -> list[Doubt]:
    """Return what is wrong with the letters."""
    letters = parts.letters
    if parts.group is None and letters not in _SET_DIGITS and letters not in _OTHER_LETTERS:
        return [Doubt("hi_card_letters", {"letters": letters})]
    if group is not None and parts.group is not None and group != parts.group:
        return [Doubt("hi_card_group", {"letters": letters, "card": parts.group, "group": group})]
    return []


def _digit_doubts(policy: Policy, parts: CardParts, on: date) -> list[Doubt]:
    """Return what is wrong with the benefit digit on a day."""
    benefit = policy.on(on).find(f"hi.benefit.{parts.group}")
    expected = _SET_DIGITS.get(parts.letters) or (benefit and _digit(benefit))
    if not expected or expected == parts.digit:
        return []
    figures: dict[str, Figure] = {
        "letters": parts.letters,
        "digit": parts.digit,
        "expected": expected,
    }
    history = policy.values[benefit.name] if benefit and parts.letters not in _SET_DIGITS else ()
    for earlier in history:
        if benefit and earlier.start < benefit.start and _digit(earlier) == parts.digit:
            return [Doubt("hi_card_digit_old", {**figures, "since": benefit.start})]
    return [Doubt("hi_card_digit", figures)]


def _digit(benefit: Value) -> int | None:
    """Return the digit of a share, None for one that no digit stands for."""
    return _DIGITS.get(benefit.value) if isinstance(benefit.value, Fraction) else None
