"""Every guided act over random registers: what must always hold holds, and all can be undone."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import Month, PartialDate
from rules.vsi.contribution import PayerClass
from storage import Register, open_register
from storage.enrolling import Circumstances
from storage.errors import StorageError
from storage.life import EffectLine, Effects, HomeCell, MemberCell, choices, preview
from storage.people import Person, Status
from storage.village_figures import village_figures
from storage.visits import ResultInput

ON = date(2026, 11, 22)
BIRTHS = [
    None,
    PartialDate(1948),
    PartialDate(1975, 6),
    PartialDate(1999, 5, 5),
    PartialDate(2012, 2, 3),
    PartialDate(2024, 1, 1),
]
RELATIONS = ["wife", "husband", "son", "daughter", "child_in_law", "mother", "other", None]
STATUSES: list[Status] = ["here", "here", "here", "here", "here", "away", "moved", "died"]
# What stays with people and households whatever happens to them.
KEPT = ("covers", "enrolments", "payments", "visits", "visit_results", "standings", "calculations")


class Play:
    """A random register and one random hand in it; `done` counts the acts that were not refused."""

    def __init__(self, register: Register, rnd: random.Random) -> None:
        self.register = register
        self.rnd = rnd
        with register.change("Lập sổ"):
            self._furnish()

    def _furnish(self) -> None:
        register, rnd = self.register, self.rnd
        register.office.save(name="Xã Mẫu", province_code="38")
        villages = [register.villages.add("Thôn Đông"), register.villages.add("Thôn Tây"), None]
        homes = [
            register.households.add(village_id=rnd.choice(villages), number=str(number))
            for number in range(rnd.randint(2, 4))
        ]
        for home in homes:
            size = rnd.randint(0, 4)
            head_at = rnd.randint(0, size)  # a list may name the head last, or nobody
            for place in range(size):
                leads = place == head_at
                self._person(home, "head" if leads else rnd.choice(RELATIONS), None)
            if rnd.random() < 0.4:
                register.standings.set(home, ON.year, "near_poor")
        for _ in range(rnd.randint(0, 2)):
            self._person(None, None, rnd.choice(villages))

    def _person(self, home: str | None, relation: str | None, village: str | None) -> None:
        register, rnd = self.register, self.rnd
        born = PartialDate(1970) if relation == "head" else rnd.choice(BIRTHS)
        person = register.people.add(
            name=rnd.choice(["Vi Văn Tuất", "Mai Thị Lành", "Tống Thị Mận", "Lường Văn Páo"]),
            household_id=home,
            village_id=village,
            relation=relation,
            sex=rnd.choice(["male", "female", None]),
            born=born,
            status=rnd.choice(STATUSES),
        )
        if rnd.random() < 0.5:
            until = ON + timedelta(days=rnd.randint(-40, 200))
            start = date(2026, 1, 1)
            register.covers.add(
                person, scheme="hi", known="covered", dated=start, start=start, until=until
            )
        if rnd.random() < 0.2 and relation == "head":
            register.enrolments.enrol_vsi(
                person,
                income=2_000_000,
                payer_class=PayerClass.OTHER,
                method="6",
                start=Month(2026, 9),
                about=Circumstances(date(2026, 9, 5)),
            )
        if home is not None and rnd.random() < 0.3:
            register.visits.record(
                home,
                date(2026, 11, rnd.randint(1, 20)),
                results=[ResultInput("thinking", person, "hi", next_day=date(2026, 12, 1))],
                next_day=rnd.choice([None, date(2026, 11, 30)]),
            )

    # Whom and what an act is done with

    def people(self, *statuses: str) -> list[Person]:
        return [one for one in self.register.people.list() if one.status in statuses]

    def living(self) -> list[Person]:
        return self.people("here", "away")

    def homes(self, status: str = "here") -> list[str]:
        return list(
            self.register.connection.column(
                "SELECT id FROM households WHERE status = ? ORDER BY id", (status,)
            )
        )

    def members(self, home: str) -> list[str]:
        people = self.register.people.of_household(home)
        return [one.id for one in people if one.status in {"here", "away"}]

    def follower(self, home: str | None, *leaving: str) -> str | None:
        """Somebody who may lead once these have left, where the head is one of them."""
        if home is None:
            return None
        heads = [
            one.id for one in self.register.people.of_household(home) if one.relation == "head"
        ]
        able = [one for one in choices(self.register, home, leaving, ON) if one.may_lead]
        if able and set(heads) & set(leaving):
            return self.rnd.choice(able).person.id
        return None

    def some(self, ids: list[str], least: int = 1) -> list[str]:
        return self.rnd.sample(ids, self.rnd.randint(min(least, len(ids)), len(ids)))

    def relations(self, ids: list[str]) -> dict[str, str | None]:
        return {one: self.rnd.choice(RELATIONS) for one in ids if self.rnd.random() < 0.5}

    # The acts

    def death(self) -> Any:
        one = self.rnd.choice(self.living())
        heir = self.follower(one.household_id, one.id)
        day = self.rnd.choice([ON, None])
        return lambda life: life.death(one.id, day=day, new_head_id=heir, told_by="Trưởng thôn")

    def leave(self) -> Any:
        home = self.rnd.choice(self.homes())
        ids = self.some(self.members(home))
        kind = self.rnd.choice(["away", "moved"])
        heir = self.follower(home, *ids)
        return lambda life: life.leave(ids, day=ON, kind=kind, new_head_id=heir, where="Sơn La")

    def come_back(self) -> Any:
        ids = self.some([one.id for one in self.people("away", "moved")])
        home = self.rnd.choice([None, *self.homes(), *self.homes("left")])
        return lambda life: life.come_back(ids, day=ON, household_id=home)

    def mistaken(self) -> Any:
        one = self.rnd.choice(self.people("died", "moved"))
        return lambda life: life.mistaken([one.id])

    def transfer(self) -> Any:
        one = self.rnd.choice(self.living())
        ids = [one.id] if one.household_id is None else self.some(self.members(one.household_id))
        to = self.rnd.choice([home for home in self.homes() if home != one.household_id])
        heir = self.follower(one.household_id, *ids)
        told = self.relations(ids)
        return lambda life: life.transfer(ids, to, day=ON, relations=told, new_head_id=heir)

    def split(self) -> Any:
        home = self.rnd.choice(self.homes())
        ids = self.some(self.members(home))
        stayed = [one for one in self.members(home) if one not in ids]
        able = [one.person.id for one in choices(self.register, home, stayed, ON) if one.may_lead]
        head = self.rnd.choice(able) if able else None
        heir = self.follower(home, *ids)
        return lambda life: life.split(
            home, ids, head_id=head, day=ON, new_head_id=heir, number="9"
        )

    def join(self) -> Any:
        one, other = self.rnd.sample(self.homes(), 2)
        head = self.rnd.choice([None, *self.members(one), *self.members(other)])
        return lambda life: life.join(one, other, day=ON, head_id=head)

    def marry(self) -> Any:
        one, other = self.rnd.sample(self.living(), 2)
        into = self.rnd.choice([None, one.household_id])
        homes = {one.household_id, other.household_id} - {into}
        gone = (one.id, other.id)
        heirs = [self.follower(home, *gone) for home in sorted(homes, key=str)]
        head = self.rnd.choice(gone) if into is None else None
        return lambda life: life.marry(
            *gone,
            day=ON,
            into=into,
            head_id=head,
            new_head_ids=[heir for heir in heirs if heir is not None],
        )

    def birth(self) -> Any:
        home = self.rnd.choice(self.homes())
        born = PartialDate(2026, 11, 20)
        return lambda life: life.birth(
            home, name="Vi Thị Út", sex="female", born=born, relation="grandchild"
        )

    def change_head(self) -> Any:
        home = self.rnd.choice(self.homes())
        one = self.rnd.choice(self.members(home))
        return lambda life: life.change_head(home, one, day=ON)

    def household_leaves(self) -> Any:
        home = self.rnd.choice(self.homes())
        return lambda life: life.household_leaves(home, day=ON, where="Đắk Lắk")

    def household_returns(self) -> Any:
        home = self.rnd.choice(self.homes("left"))
        return lambda life: life.household_returns(home, day=ON)


ACTS = (
    "death", "leave", "come_back", "mistaken", "transfer", "split", "join", "marry", "birth",
    "change_head", "household_leaves", "household_returns",
)  # fmt: skip


def test_every_act_of_the_register_is_played(register: Register) -> None:
    acts = {name for name in dir(register.life) if not name.startswith(("_", "of_", "between"))}
    assert acts == set(ACTS)


def test_every_act_keeps_the_register_true_and_can_be_undone(
    tmp_path_factory: pytest.TempPathFactory,
    everything: Callable[[Register], dict[str, list[Any]]],
) -> None:
    done: Counter[str] = Counter()

    @settings(
        max_examples=16,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**32), st.permutations(ACTS), st.permutations(ACTS))
    def play(seed: int, first: list[str], second: list[str]) -> None:
        path = tmp_path_factory.mktemp("so") / "so.sas"
        rnd = random.Random(seed)
        with _opened(path, rnd.randbytes) as register:
            _play(Play(register, rnd), [*first, *second], everything, done)

    play()
    assert {name for name in ACTS if not done[name]} == set()


def _opened(path: Path, entropy: Callable[[int], bytes]) -> Register:
    now = datetime(2026, 11, 22, 8, tzinfo=UTC)
    return open_register(path, clock=lambda: now, actor="Hà", create=True, entropy=entropy)


def _play(
    game: Play,
    acts: list[str],
    everything: Callable[[Register], dict[str, list[Any]]],
    done: Counter[str],
) -> None:
    register = game.register
    states = [everything(register)]
    for name in acts:
        try:
            act = getattr(game, name)()
        except (IndexError, ValueError):
            continue  # nobody is there to do it with
        before = states[-1]
        told, refused = _preview(register, act)
        if refused is not None or told is None:
            assert refused is not None
            assert "detail" not in refused.facts, "an act refuses in its own words, not SQLite"
            assert everything(register) == before
            with pytest.raises(StorageError, match=refused.code), register.change(name):
                act(register.life)
            assert everything(register) == before
            continue
        assert everything(register) == before, "a preview writes nothing"
        with register.change(name):
            act(register.life)
        done[name] += 1
        states.append(everything(register))
        _check_told(register, told)
        _check(register, before, states[-1])
    for state in reversed(states[:-1]):
        register.undo()
        assert everything(register) == state


def _preview(register: Register, act: Any) -> tuple[Effects | None, StorageError | None]:
    """What the act would do, or why it is refused."""
    households = list(register.connection.column("SELECT id FROM households"))
    law = register.policies.policy()
    try:
        return preview(register, act, households=households, on=ON, policy=law), None
    except StorageError as refused:
        return None, refused


def _check_told(register: Register, told: Effects) -> None:
    """What the preview said is what is written; ids and codes of new households are their own."""
    known = set(register.connection.column("SELECT id FROM households"))
    for line in told.lines:
        if line.kind == "member" and isinstance(line.after, MemberCell):
            _check_member(register, line, line.after, known)
        if line.kind == "home" and line.household_id in known:
            assert isinstance(line.after, HomeCell)
            home = register.households.get(str(line.household_id))
            assert (line.after.code, line.after.status) == (home.code, home.status)
            assert line.after.people == len(register.households.record(home.id, ON).members)


def _check_member(register: Register, line: EffectLine, after: MemberCell, known: set[str]) -> None:
    people = [one for one in register.people.list() if one.id == line.person_id]
    if not people:  # newly born under another id
        assert line.before is None
        return
    (one,) = people
    assert (one.relation, one.status, one.status_day) == (
        after.relation,
        after.status,
        after.status_day,
    )
    if after.household_id is None or after.household_id in known:
        assert one.household_id == after.household_id


def _check(register: Register, before: dict[str, list[Any]], after: dict[str, list[Any]]) -> None:
    """The invariants of the register."""
    connection = register.connection
    assert not connection.rows(
        "SELECT household_id FROM people WHERE relation = 'head' AND status IN ('here', 'away')"
        " GROUP BY household_id HAVING count(*) > 1"
    )
    # enrolments, cover and results belong to persons, visits and standings to households
    assert {table: after[table] for table in KEPT} == {table: before[table] for table in KEPT}
    ids = {table: {row[1] for row in side["people"]} for table, side in
           (("before", before), ("after", after))}  # fmt: skip
    assert ids["before"] <= ids["after"], "nobody is lost"
    assert {row[0] for row in before["households"]} <= {row[0] for row in after["households"]}
    living = connection.value("SELECT count(*) FROM people WHERE status IN ('here', 'away')")
    _check_counts(register, int(living))
    _check_households(register)
    assert not connection.rows("PRAGMA foreign_key_check")


def _check_counts(register: Register, living: int) -> None:
    villages = register.villages.all()
    nowhere = village_figures(register, None, ON)
    counted = [village_figures(register, one.id, ON) for one in villages]
    assert [one.people for one in villages] == [one.people for one in counted]
    assert sum(one.people for one in counted) + nowhere.people == living
    report = register.months.report(Month.of(ON), ON)
    assert report.total.population == living == sum(row.population for row in report.rows)
    for row in (*report.rows, report.total):
        for figures in (row.hi, row.vsi):
            assert figures.opening + figures.new - figures.stopped == figures.covered
            assert min(figures.opening, figures.new, figures.stopped, figures.covered) >= 0
    for figure in ("population", "covered", "stopped"):
        names = register.months.names(Month.of(ON), ON, figure=figure)
        total = report.total.population if figure == "population" else getattr(
            report.total.hi, figure
        )  # fmt: skip
        assert len(names) == total
    listed = register.households.list(on=ON)
    alone = sum(
        one.household_id is None for one in register.people.list() if one.status in {"here", "away"}
    )
    assert sum(row.people for row in listed) + alone == living
    assert len(listed) == register.households.count(on=ON)


def _check_households(register: Register) -> None:
    rows = register.connection.rows(
        "SELECT h.id, h.code, h.status, h.joined_id, o.joined_id, (SELECT count(*) FROM people p"
        " WHERE p.household_id = h.id AND p.status IN ('here', 'away'))"
        " FROM households h LEFT JOIN households o ON o.id = h.joined_id"
    )
    for home, code, status, joined, further, people in rows:
        assert status == "here" or people == 0
        assert (joined is not None) == (status == "joined")
        assert further is None, "a code leads to the last one at once"
        assert register.households.by_code(code).id == (joined or home)
