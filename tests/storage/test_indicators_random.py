"""Villages add up to the commune and figures are their lists, whatever happened in between."""

import os
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.calendar import PartialDate
from rules.errors import Problem
from storage import Register, covered, open_register
from storage.enrolling import Circumstances, HiMember, Receipt
from storage.indicators import BY, INDICATORS
from storage.indicators.stock import PARTS
from storage.merging import merge_people
from storage.months import SCHEMES
from storage.target_progress import progress
from storage.targets import Period
from storage.village_borders import join, split
from storage.visits import ResultInput

ON = date(2026, 11, 22)
YEAR = Period.of_year(2026)


class Commune:
    """A small commune in which things happen by chance; what the register refuses did not."""

    def __init__(self, register: Register, seed: int) -> None:
        self.register = register
        self.draw = random.Random(seed)
        register.people.add(name="Vi Văn Tuất")  # stands in no village
        self.collectors = [
            register.staff.add(name=name, roles=("collector",), organisation=place)
            for name, place in (("Mai Thị Lành", "Bưu điện xã"), ("Tống Thị Mận", ""))
        ]
        for number in range(3):
            village = register.villages.add(f"Thôn {number + 1}")
            for place in range(2):
                home = register.households.add(village_id=village, number=str(place))
                if self.draw.random() < 0.5:
                    register.households.save(home, collector_id=self.collectors[number % 2])
                for _ in range(3):
                    self.person(home)

    def person(self, home: str) -> None:
        born = self.draw.choice([None, 1950, 1969, 1980, 1995, 2012, 2020])
        self.register.people.add(
            name="Lường Thị Mến",
            household_id=home,
            sex=self.draw.choice(["male", "female", None]),
            born=None if born is None else PartialDate(born, self.draw.choice([None, 11])),
            occupation=self.draw.choice([None, "pupil", "working", "not_working"]),
        )

    def any(self, sql: str) -> Any:
        found = list(self.register.connection.column(sql))
        return self.draw.choice(sorted(found)) if found else None

    def someone(self) -> str:
        return str(self.any("SELECT id FROM people"))

    def home(self) -> str:
        return str(self.any("SELECT id FROM households WHERE status = 'here'"))

    def village(self) -> str:
        return str(self.any("SELECT id FROM villages"))

    def day(self) -> date:
        return date(2025, 12, 1) + timedelta(days=self.draw.randint(0, 356))

    # what can happen

    def cover(self) -> None:
        start = self.day()
        self.register.covers.add(
            self.someone(),
            scheme=self.draw.choice(["hi", "hi", "vsi", "csi"]),
            known=self.draw.choice(["covered", "covered", "not_covered"]),
            hi_group=self.draw.choice(["household", "student", None]),
            start=start,
            until=self.draw.choice([None, start + timedelta(days=self.draw.randint(0, 200))]),
            dated=self.day(),
        )

    def join_hi(self) -> None:
        person = self.someone()
        home = self.register.people.get(person).household_id or ""
        receipt = Receipt("1", collector_id=self.draw.choice([*self.collectors, None]))
        ids = self.register.enrolments.enrol_hi(
            home, months=12, members=[HiMember(person, "household")],
            about=Circumstances(self.day(), self.draw.choice([receipt, None])),
        )  # fmt: skip
        if self.draw.random() < 0.2:
            self.register.connection.execute(
                "UPDATE enrolments SET void_day = day WHERE id = ?", ids
            )

    def visit(self) -> None:
        self.register.visits.record(
            self.home(), self.day(), results=[ResultInput("absent")],
            visitor_id=self.draw.choice([*self.collectors, None]),
        )  # fmt: skip

    def to_account(self) -> None:
        fields = (self.register.new_id(), self.day().isoformat())
        if self.draw.random() < 0.5:
            self.register.connection.execute(
                "INSERT INTO non_cash_moves (id, day, person_id) VALUES (?, ?, ?)",
                (*fields, self.someone()),
            )
            return
        self.register.connection.execute(
            "INSERT INTO events (id, day, form, village_id) VALUES (?, ?, 'booth', ?)",
            (*fields, self.village()),
        )
        self.register.connection.execute(
            "INSERT INTO event_totals VALUES (?, ?, ?, ?)",
            (self.register.new_id(), fields[0],
             self.draw.choice(["non_cash", "joined_hi", "joined_vsi"]), self.draw.randint(1, 9)),
        )  # fmt: skip

    def dies(self) -> None:
        self.register.life.death(self.someone(), day=self.day())

    def leaves(self) -> None:
        kind: Any = self.draw.choice(["away", "moved"])
        self.register.life.leave([self.someone()], day=self.day(), kind=kind)

    def moves(self) -> None:
        self.register.life.transfer([self.someone()], self.home(), day=self.day())

    def splits(self) -> None:
        person = self.someone()
        home = self.register.people.get(person).household_id or ""
        self.register.life.split(
            home, [person], head_id=person, day=self.day(), village_id=self.village()
        )

    def homes_join(self) -> None:
        self.register.life.join(self.home(), self.home(), day=self.day())

    def same_person(self) -> None:
        merge_people(self.register, self.someone(), self.someone())

    def villages_join(self) -> None:
        join(self.register, self.village(), self.village())

    def village_splits(self) -> None:
        village = self.village()
        home = self.any(f"SELECT id FROM households WHERE village_id = '{village}'")
        split(self.register, village, f"Thôn {self.draw.randint(10, 999)}", [str(home)])

    def target(self) -> None:
        name = self.draw.choice(["hi", "visits"])
        target_id = self.register.targets.set(
            name, YEAR, "commune", on=ON, goal=self.draw.randint(0, 40)
        )
        target = self.register.targets.get(target_id)
        self.register.targets.spread(
            target, self.register.targets.shares(target, "not_covered", on=ON)
        )


EVENTS = (
    "cover", "cover", "cover", "join_hi", "join_hi", "visit", "to_account", "dies", "leaves",
    "moves", "splits", "homes_join", "same_person", "villages_join", "village_splits", "target",
)  # fmt: skip


def check(register: Register) -> None:
    """Every part of every figure, by every subject."""
    goals: dict[str, list[int]] = {}
    for target in register.targets.of(YEAR):
        goals.setdefault(f"{target.indicator} {target.level}", []).append(target.goal)
    for name in ("hi", "visits"):
        whole, parts = goals.get(f"{name} commune"), goals.get(f"{name} village")
        if whole and parts:
            assert sum(parts) == sum(whole)
            found = progress(register, name, YEAR, "village", ON)
            assert sum(line.expected or 0 for line in found.lines) == found.total.expected
    for one in INDICATORS:
        totals = set()
        for by in BY:
            found_by = register.indicators.figures(one.name, on=ON, by=by)
            total = found_by.total
            totals.add(tuple(getattr(total, part) for part in PARTS))
            for part in PARTS:
                asked: dict[str, Any] = {"on": ON, "by": by, "part": part}
                rows = register.indicators.records(one.name, **asked)
                assert sum(row.people for row in rows) == getattr(total, part)
                if by == "commune":
                    continue
                behind = []
                for row in found_by.rows:
                    mine = register.indicators.records(one.name, subject=row.subject, **asked)
                    assert sum(record.people for record in mine) == getattr(row, part)
                    behind += [(record.table, record.row_id) for record in mine]
                assert sorted(behind) == sorted((row.table, row.row_id) for row in rows)
        assert len(totals) == 1


def check_campaigns_agree(register: Register) -> None:
    """What a campaign compares with its baseline is what a target is measured by."""
    villages = covered.counts(register.connection, ON)
    for scheme in SCHEMES:
        for row in register.indicators.figures(scheme, on=ON, by="village").rows:
            known, unknown, _ = villages.get(row.subject, covered.Counts()).of(scheme)
            assert (known, unknown) == (row.counted, row.unknown)
    people = register.indicators.figures("hi", on=ON, by="commune").total.base
    assert sum(one.population for one in villages.values()) == people


@given(
    seed=st.integers(0, 10_000),
    happened=st.lists(st.sampled_from(EVENTS), min_size=4, max_size=25),
)
@settings(max_examples=8)
def test_villages_add_up_and_figures_open(seed: int, happened: list[str]) -> None:
    with (
        TemporaryDirectory() as folder,
        open_register(
            Path(folder) / "so.sas",
            clock=lambda: datetime(2026, 11, 22, 8, tzinfo=UTC),
            create=True,
            entropy=os.urandom,
        ) as register,
    ):
        with register.change("Lập sổ"):
            commune = Commune(register, seed)
        for what in happened:
            try:
                with register.change(what):
                    getattr(commune, what)()
            except Problem:
                continue  # refused: a head is needed, the day lies before a birth …
        check(register)
        check_campaigns_agree(register)
        register.undo()
        check(register)
