"""The conditions a list can be narrowed by: what is offered, what is typed, and the chips."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from rules.calendar import read_date, shown_day
from rules.errors import Problem
from storage import Register
from storage.filters import UNKNOWN, Filter, to_plain
from storage.people import OCCUPATIONS
from ui.screens.households.wording import tr, village_words
from ui.wording import words as say

_DAYS = (30, 60, 90)
_AGES = ((None, 5), (6, 14), (15, 59), (60, None), (75, None))
_NUMBER = re.compile(r"\D*(\d{1,3})\D*")
_RANGE = re.compile(r"\D*(\d{1,3})\s*(?:-|–|đến|den)\s*(\d{1,3})\D*")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition to choose: its words, and the filter with it added."""

    key: str
    words: str
    add: Callable[[Filter], Filter]


@dataclass(frozen=True, slots=True)
class Part:
    """One chip of a filter: its words, and the filter without it."""

    words: str
    without: Filter


class Conditions:
    """What one register can be narrowed by on a day; made anew when the lists are reloaded."""

    def __init__(self, register: Register, on: date) -> None:
        self._on = on
        self._villages = {row.id: village_words(row.name) for row in register.villages.all()}
        self._staff = {row.id: row.name for row in register.staff.all()}
        self._ethnic = register.people.ethnic_groups()
        self._kept = register.filters.all()

    # -- what is offered

    def offered(self) -> tuple[Condition, ...]:
        """Every condition, in the order of the list."""
        return (
            *self._kept_ones(),
            *self._insurance(),
            *(self._ends(scheme, days) for scheme in ("hi", "vsi") for days in _DAYS),
            *self._standings(),
            *self._visits(),
            _set("sex:female", tr("Nữ"), sex="female"),
            _set("sex:male", tr("Nam"), sex="male"),
            *(_ages(youngest, oldest) for youngest, oldest in _AGES),
            _set("contact:yes", tr("Hộ không muốn liên hệ"), do_not_contact=True),
            _set("contact:no", tr("Hộ được liên hệ"), do_not_contact=False),
            *self._named("villages", self._villages),
            *self._named("collectors", self._collectors()),
            *self._named("ethnic", self._groups()),
            *self._named("occupations", _occupation_words()),
        )

    def typed(self, text: str) -> tuple[Condition, ...]:
        """What a number, a range or a day that was typed can mean."""
        plain = text.strip().lower()
        if ages := _RANGE.fullmatch(plain):
            youngest, oldest = sorted((int(ages[1]), int(ages[2])))
            return (_ages(youngest, oldest),)
        if day := self._day(plain):
            return tuple(self._since(visited, day) for visited in ("visited", "not_visited"))
        number = _NUMBER.fullmatch(plain)
        if number is None:
            return ()
        count = int(number[1])
        since = self._on - timedelta(days=count)
        return (
            _ages(count, None),
            _ages(None, count),
            self._ends("hi", count),
            self._ends("vsi", count),
            self._since("not_visited", since),
            self._since("visited", since),
        )

    def _day(self, text: str) -> date | None:
        found = re.search(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?$", text)
        if found is None:
            return None
        try:
            return read_date(found[0], on=self._on, birth=False).earliest()
        except Problem:
            return None

    def _kept_ones(self) -> Iterator[Condition]:
        for kept in self._kept:
            words = tr("Bộ lọc đã giữ: {name}").format(name=kept.name)
            yield Condition(f"kept:{kept.id}", words, lambda _now, only=kept.filter: only)  # type: ignore[misc]

    def _insurance(self) -> Iterator[Condition]:
        for field, said in (("hi", _hi_words()), ("vsi", _vsi_words())):
            for state, words in said.items():
                yield Condition(f"{field}:{state}", words, _adding(field, state))

    def _standings(self) -> Iterator[Condition]:
        yield from self._named("standings", _standing_words())

    def _visits(self) -> Iterator[Condition]:
        yield _set("visits:none", tr("Chưa đến nhà lần nào"), visited="not_visited",
                   visited_since=None)  # fmt: skip
        yield _set("visits:some", tr("Đã đến nhà"), visited="visited", visited_since=None)
        for days in _DAYS:
            yield self._since("not_visited", self._on - timedelta(days=days))

    def _ends(self, scheme: str, days: int) -> Condition:
        return _set(f"ends:{scheme}:{days}", _end_words(scheme, days), ends_scheme=scheme,
                    ends_within=days)  # fmt: skip

    def _since(self, visited: str, since: date) -> Condition:
        words = _visit_words(visited, since)
        return _set(f"visits:{visited}:{since}", words, visited=visited, visited_since=since)

    def _named(self, field: str, names: dict[str, str]) -> Iterator[Condition]:
        for key, words in names.items():
            yield Condition(f"{field}:{key}", words, _adding(field, key))

    def _collectors(self) -> dict[str, str]:
        said = tr("Nhân viên thu: {name}")
        named = {key: said.format(name=name) for key, name in self._staff.items()}
        return {**named, UNKNOWN: tr("Chưa có nhân viên thu")}

    def _groups(self) -> dict[str, str]:
        said = tr("Dân tộc {name}")
        named = {name: said.format(name=name) for name in self._ethnic}
        return {**named, UNKNOWN: tr("Chưa rõ dân tộc")}

    # -- the chips

    def parts(self, only: Filter) -> tuple[Part, ...]:
        """The chips of a filter; the text has a field of its own."""
        return (
            *self._listed(only, "villages", self._villages),
            *self._listed(only, "hi", _hi_words()),
            *self._listed(only, "vsi", _vsi_words()),
            *self._single(only),
            *self._listed(only, "standings", _standing_words()),
            *self._listed(only, "collectors", self._collectors()),
            *self._listed(only, "ethnic", self._groups()),
            *self._listed(only, "occupations", _occupation_words()),
        )

    def _listed(self, only: Filter, field: str, words: dict[str, str]) -> Iterator[Part]:
        values = getattr(only, field)
        for value in values:
            rest = tuple(one for one in values if one != value)
            said = words.get(value) or tr("không còn trong sổ")
            yield Part(said, _with(only, field, rest))

    def _single(self, only: Filter) -> Iterator[Part]:
        if only.households:
            words = tr("{n} hộ đã chọn").format(n=len(only.households))
            yield Part(words, replace(only, households=()))
        if only.ends_within is not None:
            words = _end_words(only.ends_scheme, only.ends_within)
            yield Part(words, replace(only, ends_within=None))
        if only.sex is not None:
            words = {"female": tr("Nữ"), "male": tr("Nam")}[only.sex]
            yield Part(words, replace(only, sex=None))
        if only.youngest is not None or only.oldest is not None:
            words = _age_words(only.youngest, only.oldest)
            yield Part(words, replace(only, youngest=None, oldest=None))
        if only.visited is not None:
            words = _visit_words(only.visited, only.visited_since)
            yield Part(words, replace(only, visited=None, visited_since=None))
        if only.do_not_contact is not None:
            alone = only.do_not_contact
            words = tr("Hộ không muốn liên hệ") if alone else tr("Hộ được liên hệ")
            yield Part(words, replace(only, do_not_contact=None))

    def told(self, only: Filter) -> str:
        """A filter in words, for where it is used."""
        words = [part.words for part in self.parts(only)]
        if only.text:
            words.append(tr("có “{text}”").format(text=only.text))
        return " · ".join(words)

    def kept_as(self, only: Filter) -> str:
        """The name under which just this filter is kept; empty when under none."""
        same = (kept.name for kept in self._kept if to_plain(kept.filter) == to_plain(only))
        return next(same, "")


def _set(key: str, words: str, **values: Any) -> Condition:
    return Condition(key, words, lambda now: replace(now, **values))


def _with(now: Filter, field: str, value: tuple[str, ...]) -> Filter:
    """A filter with other values in one of its fields of several."""
    values: dict[str, Any] = {field: value}
    return replace(now, **values)


def _adding(field: str, value: str) -> Callable[[Filter], Filter]:
    def add(now: Filter) -> Filter:
        return _with(now, field, tuple(dict.fromkeys((*getattr(now, field), value))))

    return add


def _ages(youngest: int | None, oldest: int | None) -> Condition:
    words = _age_words(youngest, oldest)
    return _set(f"age:{youngest}:{oldest}", words, youngest=youngest, oldest=oldest)


def _age_words(youngest: int | None, oldest: int | None) -> str:
    if youngest is None:
        return tr("Đến {oldest} tuổi").format(oldest=oldest)
    if oldest is None:
        return tr("Từ {youngest} tuổi").format(youngest=youngest)
    return tr("Từ {youngest} đến {oldest} tuổi").format(youngest=youngest, oldest=oldest)


def _end_words(scheme: str, days: int) -> str:
    if scheme == "hi":
        return tr("Thẻ BHYT hết trong {n} ngày").format(n=days)
    return tr("BHXH tự nguyện hết trong {n} ngày").format(n=days)


def _visit_words(visited: str, since: date | None) -> str:
    if since is None:
        return tr("Đã đến nhà") if visited == "visited" else tr("Chưa đến nhà lần nào")
    said = tr("Đã đến nhà từ {day}") if visited == "visited" else tr("Chưa đến nhà từ {day}")
    return said.format(day=shown_day(since))


def _hi_words() -> dict[str, str]:
    return {
        "not_covered": tr("Chưa có BHYT"),
        "unknown": tr("Chưa rõ BHYT"),
        "covered": tr("Đang có BHYT"),
    }


def _vsi_words() -> dict[str, str]:
    return {
        "covered": tr("Đang đóng BHXH tự nguyện"),
        "not_covered": tr("Không đóng BHXH tự nguyện"),
        "unknown": tr("Chưa rõ BHXH tự nguyện"),
    }


def _occupation_words() -> dict[str, str]:
    said: dict[str, str] = {one: say().say(f"occupation.{one}") for one in OCCUPATIONS}
    return {**said, UNKNOWN: tr("Chưa rõ việc làm")}


def _standing_words() -> dict[str, str]:
    return {
        "poor": tr("Hộ nghèo"),
        "near_poor": tr("Hộ cận nghèo"),
        "average_agri": tr("Hộ có mức sống trung bình"),
        "none": tr("Không thuộc diện nào"),
        UNKNOWN: tr("Chưa rõ diện hộ"),
    }
