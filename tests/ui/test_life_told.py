"""The time line of a household tells of its life, from both sides of a move."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from rules.calendar import PartialDate
from rules.household_codes import shown
from storage import Register
from ui.screens.households.happenings import happenings
from ui.screens.households.life_words import ended_words

DAY = date(2026, 11, 20)
Homes = dict[str, str]


@pytest.fixture
def homes(register: Register) -> Homes:
    """A household of three, one of one, and the ids of those people by name."""
    found: Homes = {}
    with register.change("Lập sổ"):
        for home in ("vi", "lo"):
            found[home] = register.households.add()
        people = (
            ("Vi Văn Tuất", "vi", "head", "male", 1970),
            ("Lường Thị Mến", "vi", "wife", "female", 1972),
            ("Vi Văn Chín", "vi", "son", "male", 2014),
            ("Lò Thị Dung", "lo", "head", "female", 1975),
        )
        for name, home, relation, sex, year in people:
            found[name.split()[-1]] = register.people.add(
                name=name,
                household_id=found[home],
                relation=relation,
                sex="male" if sex == "male" else "female",
                born=PartialDate(year),
            )
    return found


def told(register: Register, home: str) -> list[tuple[str, str, str]]:
    record = register.households.record(home, date(2026, 11, 21))
    return [(one.when, one.title, one.detail) for one in happenings(record)]


# what is done, what the first household tells of it, and what the second one
LIFE: dict[str, tuple[Callable[[Any, Homes], object], list[str], list[str]]] = {
    "away": (
        lambda life, of: life.leave([of["Mến"]], day=DAY, kind="away", where="Bình Dương"),
        ["Bà Mến đi xa · Nơi đến: Bình Dương."],
        [],
    ),
    "left": (
        lambda life, of: life.leave([of["Chín"]], day=DAY, kind="moved"),
        ["Vi Văn Chín chuyển đi · "],
        [],
    ),
    "death": (
        lambda life, of: life.death(
            of["Chín"], day=None, told_by="Trưởng thôn", document="12/2026"
        ),
        ["Vi Văn Chín mất · Biết tin từ: Trưởng thôn. Trích lục: 12/2026."],
        [],
    ),
    "transferred": (
        lambda life, of: life.transfer([of["Chín"]], of["lo"], day=DAY),
        ["Vi Văn Chín sang hộ {lo} · "],
        ["Cháu Chín từ hộ {vi} sang · "],
    ),
    "married": (
        lambda life, of: life.marry(of["Tuất"], of["Mến"], day=DAY, into=of["vi"]),
        ["Bà Mến kết hôn · ", "Ông Tuất kết hôn · "],
        [],
    ),
    "joined": (
        lambda life, of: life.join(of["lo"], of["vi"], day=DAY),
        ["Hộ {lo} gộp vào · "],
        ["Gộp vào hộ {vi} · "],
    ),
    "born": (
        lambda life, of: life.birth(
            of["vi"], name="Vi Thị Út", sex="female", born=PartialDate(2026, 11, 1), relation=None
        ),
        ["Cháu Út mới sinh · "],
        [],
    ),
    "head": (
        lambda life, of: life.change_head(of["vi"], of["Mến"], day=DAY),
        ["Bà Mến làm chủ hộ · "],
        [],
    ),
    "household_left": (
        lambda life, of: life.household_leaves(of["lo"], day=DAY, where="Đắk Lắk"),
        [],
        ["Hộ không còn ai ở xã · Nơi đến: Đắk Lắk."],
    ),
}


@pytest.mark.parametrize("kind", LIFE)
def test_an_event_is_told_as_the_household_saw_it(
    kind: str, qapp: QApplication, register: Register, homes: Homes
) -> None:
    act, first, second = LIFE[kind]
    codes = {home: shown(register.households.get(homes[home]).code) for home in ("vi", "lo")}
    with register.change("Việc của hộ"):
        act(register.life, homes)
    for home, expected in (("vi", first), ("lo", second)):
        found = [f"{title} · {detail}" for _, title, detail in told(register, homes[home])]
        assert found == [line.format(**codes) for line in expected]
    if kind == "death":
        assert told(register, homes["vi"])[0][0] == "chưa rõ ngày"


def test_splitting_and_coming_back_are_told_on_both_sides(
    qapp: QApplication, register: Register, homes: Homes
) -> None:
    with register.change("Tách hộ"):
        made = register.life.split(homes["vi"], [homes["Mến"]], head_id=homes["Mến"], day=DAY)
    codes = {one: shown(register.households.get(one).code) for one in (homes["vi"], made)}
    assert told(register, made)[0][1] == f"Tách từ hộ {codes[homes['vi']]}"
    assert told(register, homes["vi"])[0][1] == f"Tách ra hộ mới {codes[made]}"
    with register.change("Chuyển đi"):
        register.life.leave([homes["Mến"]], day=DAY, kind="moved")
    with register.change("Trở về"):
        register.life.come_back([homes["Mến"]], day=DAY, household_id=homes["vi"])
    assert told(register, homes["vi"])[0][1] == f"Bà Mến trở về, trước ở hộ {codes[made]}"
    with register.change("Cả hộ đi rồi về"):
        register.life.household_leaves(homes["lo"], day=DAY)
        register.life.household_returns(homes["lo"], day=DAY)
    assert told(register, homes["lo"])[0][1] == "Hộ lại có người ở"


def test_a_household_that_ended_says_where_it_went(
    qapp: QApplication, register: Register, homes: Homes
) -> None:
    def said() -> str:
        return ended_words(register.households.record(homes["lo"], date(2026, 11, 21)))

    code = shown(register.households.get(homes["vi"]).code)
    assert said() == ""
    with register.change("Chuyển đi"):
        register.life.household_leaves(homes["lo"], day=DAY)
    assert said() == "Hộ này không còn ở xã từ 20/11/2026."
    register.undo()
    with register.change("Mất"):
        register.life.death(homes["Dung"], day=None)
    assert said() == "Hộ này không còn ở xã."
    register.undo()
    with register.change("Nhập hộ"):
        register.life.join(homes["lo"], homes["vi"], day=DAY)
    assert said() == f"Hộ này đã gộp vào hộ {code}."
