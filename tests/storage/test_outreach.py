"""Whom to visit: every reason is true of the household, and the same register gives one list."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import Month, PartialDate, plus_months
from rules.coverage import State, hi_state, vsi_state
from rules.hi.continuity import continuity
from rules.outreach.facts import Household, Member, Reason
from rules.outreach.ranking import Outreach
from rules.outreach.weights import NAMES, VISIT_REASONS
from rules.vsi.retirement import retirement
from storage import Register, StorageError
from storage.filters import Filter
from storage.outreach import SEGMENTS, Choice, OutreachList, Ranked
from storage.outreach.listing import LastVisit, outreach_rows
from storage.people import Person
from storage.quotes import quoter_of, quotes
from storage.visits import ResultInput, Visit

ON = date(2026, 11, 22)
_SOON = [ON + timedelta(days=days) for days in (-400, -120, -91, -90, -60, -3, 0, 8, 30, 31, 200)]
_LONG_AGO = [date(2019, 3, 1), date(2021, 11, 1), date(2025, 12, 1), date(2026, 9, 1)]


class Life(NamedTuple):
    """A member of the register as the register's own doors tell it."""

    person: Person
    age: int | None
    hi: State
    vsi: State


_COVER = st.fixed_dictionaries(
    {
        "scheme": st.sampled_from(["hi", "hi", "hi", "vsi", "csi"]),
        "known": st.sampled_from(["covered", "covered", "covered", "not_covered"]),
        "start": st.sampled_from([None, *_LONG_AGO]),
        "until": st.sampled_from([None, *_SOON]),
        "dated": st.sampled_from([date(2026, 6, 1), date(2026, 10, 1), date(2026, 10, 1)]),
        "hi_group": st.sampled_from(
            [None, "household", "household", "near_poor", "student", "employee", "poor"]
        ),
    }
)
_MEMBER = st.fixed_dictionaries(
    {
        "sex": st.sampled_from([None, "male", "female"]),
        "born": st.sampled_from(
            [None, "1950", "1967-03-01", "1980-02-01", "1982-07", "1999-01-01", "2013-05-05",
             "2022-01-01"]
        ),
        "ethnic": st.sampled_from([None, "Kinh", "Mường"]),
        "alone": st.sampled_from([False, False, False, True]),
        "away": st.booleans(),
        "covers": st.lists(_COVER, max_size=3),
        "paid": st.sampled_from([None, None, None, (173, 20), (130, 115)]),
        "word": st.sampled_from(
            [None, None, ("thinking", "hi", "3"), ("thinking", None, None), ("agreed", "vsi", None),
             ("refused", "vsi", "5"), ("refused", "hi", "không thích"), ("absent", None, None)]
        ),
        "word_next": st.sampled_from([None, ON - timedelta(days=2), ON + timedelta(days=20)]),
    }
)  # fmt: skip
_HOME = st.fixed_dictionaries(
    {
        "members": st.lists(_MEMBER, min_size=0, max_size=4),
        "standing": st.sampled_from([None, "poor", "near_poor", "average_agri", "none"]),
        "alone": st.sampled_from([False, False, False, True]),
        "not_before": st.sampled_from([None, None, ON, ON + timedelta(days=1)]),
        "absent": st.integers(0, 2),
        "walk_order": st.sampled_from([None, 1, 2]),
    }
)


def settle(register: Register, villages: list[str], number: int, home: dict[str, Any]) -> str:
    """Write one made-up household down through the register's own doors."""
    household_id = register.households.add(
        village_id=villages[number % len(villages)],
        number=str(number),
        walk_order=home["walk_order"],
        do_not_contact=home["alone"],
    )
    if home["standing"]:
        register.standings.set(household_id, 2026, home["standing"])
    if home["not_before"]:
        register.outreach.put_off(household_id, home["not_before"])
    for place, member in enumerate(home["members"]):
        _join(register, household_id, place, member)
    for back in range(home["absent"]):
        day = ON - timedelta(days=10 + back)
        register.visits.record(household_id, day, results=[ResultInput("absent")])
    return household_id


def _join(register: Register, household_id: str, place: int, member: dict[str, Any]) -> None:
    relation = ("head", "wife", "child", None)[place]
    person_id = register.people.add(
        name=f"Mai Thị {['Lành', 'Mận', 'Mến', 'Xoan'][place]}",
        household_id=household_id,
        relation=relation,
        sex=member["sex"],
        born=PartialDate.parse(member["born"]) if member["born"] else None,
        ethnic=member["ethnic"],
        do_not_contact=member["alone"],
        status="away" if member["away"] else "here",
    )
    for cover in member["covers"]:
        start, until = cover["start"], cover["until"]
        if start and until and until < start:
            until = None
        register.covers.add(person_id, **{**cover, "until": until})
    if member["paid"]:
        months, supported = member["paid"]
        register.connection.execute(
            "INSERT INTO earlier_spells (id, person_id, scheme, first, last, months,"
            " supported_months) VALUES (?, ?, 'vsi', '2010-01', '2026-01', ?, ?)",
            (register.new_id(), person_id, months, supported),
        )
    if member["word"]:
        result, scheme, reason = member["word"]
        told = ResultInput(result, person_id, scheme, reason)
        day = ON - timedelta(days=20 + place)
        next_day = member["word_next"]
        register.visits.record(household_id, day, results=[told], next_day=next_day)


class Oracle:
    """Reads one household naively and tells whether a reason is true of it."""

    def __init__(self, register: Register, household_id: str) -> None:
        self.register = register
        self.household = register.households.get(household_id)
        standing = register.standings.of(household_id, ON.year)
        self.standing = standing.kind if standing else None
        people = register.people.of_household(household_id)
        self.lives = {one.id: self._life(one) for one in people if self._speaks(one)}
        self.visits: tuple[Visit, ...] = register.visits.of_household(household_id)
        found = next(quotes(register, [household_id], ON, for_paper=True))
        self.quoted = {one.person.id: one.quote for one in found.members}

    def _speaks(self, one: Person) -> bool:
        return one.status in {"here", "away"} and not one.do_not_contact

    def _life(self, one: Person) -> Life:
        facts = self.register.covers.of(one.id)
        age = one.born.age_on(ON) if one.born else None
        hi = hi_state(facts, on=ON, age=age, standing=self.standing)
        return Life(one, age, hi, vsi_state(facts, on=ON, age=age))

    def spells(self, person_id: str) -> tuple[int, int]:
        row = self.register.connection.row(
            "SELECT sum(months), sum(supported_months) FROM earlier_spells WHERE person_id = ?",
            (person_id,),
        )
        return row[0] or 0, row[1] or 0

    def price(self, people: tuple[str, ...]) -> int:
        lines = [self.quoted[one].line for one in people]
        return sum(line.payable for line in lines if line)

    def check(self, reason: Reason) -> None:
        """Fail unless a reason, with all its figures, is true."""
        assert set(reason.people) <= set(self.lives)
        lives = [self.lives[one] for one in reason.people]
        assert reason.figures.get("people", len(lives)) == len(lives)
        getattr(self, f"_{reason.code}")(reason, dict(reason.figures), lives)

    def _card_ending(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        for one in lives:
            assert one.hi.kind == "ending"
            assert one.hi.until == told["day"] == reason.until
            assert one.hi.group not in {"student", "employee", "pensioner"}

    def _continuity(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        for one in lives:
            until = one.hi.until
            assert until is not None
            assert told["keep"] == plus_months(until + timedelta(days=1), 3)
            policy = self.register.policies.policy()
            facts = self.register.covers.of(one.person.id)
            held = continuity(policy, facts, on=min(until, ON))
            assert held.complete is not None
            assert held.complete <= until + timedelta(days=1)
            assert ON <= (reason.until or date.min) <= told["keep"]

    def _card_gap(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        assert (told["gap"], told["wait"]) == (90, 30)
        for one in lives:
            assert one.hi.kind == "ended"
            assert one.hi.until == told["day"]
            assert told["days"] == (ON - told["day"]).days <= 90
            card = self.quoted[one.person.id].card
            assert card is not None
            assert not card.waits
        assert reason.until == told["day"] + timedelta(days=90)

    def _card_lapsed(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        ends = [one.hi.until for one in lives]
        assert min(end for end in ends if end) == told["day"]
        for one in lives:
            assert one.hi.kind == "ended"
            assert one.hi.days is not None
            assert one.hi.days > 90
            card = self.quoted[one.person.id].card
            assert card is not None
            assert card.waits

    def _company_left(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        (one,) = lives
        facts = self.register.covers.of(one.person.id)
        ended = [fact.until for fact in facts if fact.scheme == "csi" and fact.until]
        assert told["last"] in {Month.of(day) for day in ended}
        assert one.vsi.kind not in {"compulsory", "covered", "ending"}
        assert told.get("card") in {None, one.hi.until}

    def _state_pays(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        assert told["standing"] == self.standing
        assert told["payable"] == self.price(reason.people)
        gross = sum(line.gross for one in lives if (line := self.quoted[one.person.id].line))
        assert told["share"] == 1 - Fraction(told["payable"], gross)
        self._none_held(lives)

    def _none_held(self, lives: list[Life]) -> None:
        assert lives
        for one in lives:
            assert one.hi.kind in {"ended", "never"}

    def _uncovered(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        held = sum(
            one.hi.kind in {"covered", "ending", "state_paid"} for one in self.lives.values()
        )
        assert told["held"] == held
        assert told["payable"] == self.price(reason.people)
        self._none_held(lives)

    def _some_uncovered(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        self._uncovered(reason, told, lives)

    def _all_uncovered(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        self._uncovered(reason, told, lives)
        assert len(lives) == len(self.lives) > 1

    def _adults_uncovered(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        self._uncovered(reason, told, lives)
        assert told["held"] > 0
        assert sum(one.age is not None and one.age >= 18 for one in lives) >= 2

    def _couple_uncovered(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        self._adults_uncovered(reason, told, lives)
        assert {one.person.relation for one in lives} == {"head", "wife"}

    def _free_card(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        self._none_held(lives)
        assert all(
            (one.age is not None and one.age < 6) or self.standing == "poor" for one in lives
        )

    def _unknown_cover(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        assert self.visits == ()
        assert told["living"] == len(self.lives)
        assert {one.hi.kind for one in lives} == {"unknown"}

    def _vsi_nearly(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        (one,) = lives
        assert one.vsi.kind == "stopped"
        assert told["missing"] + self.spells(one.person.id)[0] == 180
        assert told["since"] == Month.of(one.vsi.since or date.min)

    def _vsi_stopped(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        assert [one.vsi.kind for one in lives] == ["stopped"]
        assert told["since"] == Month.of(lives[0].vsi.since or date.min)

    def _vsi_ending(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        assert [one.vsi.kind for one in lives] == ["ending"]
        assert lives[0].vsi.until == told["day"] == reason.until

    def _vsi_support_ends(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        (one,) = lives
        assert told["left"] + self.spells(one.person.id)[1] == told["most"] == 120
        shares = {"poor": 50, "near_poor": 40}
        share = shares.get(self.standing or "", 30 if one.person.ethnic == "Mường" else 20)
        assert told["support"] == 330_000 * share // 100
        assert one.vsi.kind in {"stopped", "ending"}

    def _vsi_last_start(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        (one,) = lives
        assert one.person.sex
        assert one.person.born
        assert one.vsi.kind not in {"covered", "ending", "compulsory"}
        policy = self.register.policies.policy()
        reached = retirement(policy, sex=one.person.sex, born=one.person.born).reached
        paid = self.spells(one.person.id)[0]
        now = paid + Month(2026, 12).months_until(reached) + 1
        late = paid + told["last"].plus(1).months_until(reached) + 1
        assert (now, late) == (told["months"], 179)
        assert now >= 180

    def _asked_back(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        assert told["day"] <= ON + timedelta(days=7)
        assert any(visit.next_day == told["day"] for visit in self.visits)

    def _said(self, told: dict[str, Any], lives: list[Life]) -> list[Any]:
        ids: set[str | None] = {one.person.id for one in lives} or {None}
        results = [
            result
            for visit in self.visits
            for result in visit.results
            if visit.day == told["day"] and result.person_id in ids
        ]
        assert results
        for one in lives:
            no_card = one.hi.kind not in {"covered", "ending", "state_paid"}
            no_vsi = one.vsi.kind not in {"covered", "ending", "compulsory"}
            assert no_card or no_vsi
        return results

    def _agreed(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        assert "agreed" in {result.result for result in self._said(told, lives)}

    def _thinking(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        assert "thinking" in {result.result for result in self._said(told, lives)}

    def _answered(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        numbers = {result.reason for result in self._said(told, lives)}
        titles = {str(one.number): one for one in self.register.refusal_reasons.all()}
        known = [titles[number] for number in numbers if number in titles]
        assert told["title"] in {one.title for one in known if one.answer}

    def _absent_twice(self, reason: Reason, told: dict[str, Any], lives: list[Life]) -> None:
        for visit in self.visits[:2]:
            assert {result.result for result in visit.results} == {"absent"}
        assert self.visits[0].day == told["day"]


def _plain(reasons: Iterable[Reason]) -> set[Any]:
    """What the insurance of a household gives as reasons, without what visits give."""
    return {
        (one.code, one.people, tuple(sorted(one.figures.items())), one.until, one.worth)
        for one in reasons
        if one.code not in VISIT_REASONS
    }


def _looked_at(register: Register, household_id: str) -> tuple[Reason, ...]:
    """The reasons of a household whose people are looked at one by one, all of them."""
    outreach = Outreach(quoter_of(register, ON), register.outreach.weights.values())
    oracle = Oracle(register, household_id)
    members = []
    for one in (life.person for life in oracle.lives.values()):
        child = one.born is not None and one.born.age_on(ON) < 6
        facts = register.covers.of(one.id)
        insured = outreach.insured(facts, child=child, poor=oracle.standing == "poor")
        paid, supported = oracle.spells(one.id)
        who = (one.id, one.relation, one.sex, one.born, one.ethnic, insured)
        members.append(Member(*who, paid_months=paid, supported_months=supported))
    home = Household(tuple(members), standing=oracle.standing, visited=bool(oracle.visits))
    return outreach.reasons(home)


@pytest.fixture
def villages(register: Register) -> list[str]:
    with register.change("Lập thôn"):
        register.office.save(province_code="38")
        return [register.villages.add("Thôn Đông"), register.villages.add("Thôn Tây")]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(homes=st.lists(_HOME, min_size=1, max_size=3))
def test_every_reason_is_true_none_is_missed_and_who_wants_no_visit_is_not_listed(
    register: Register, villages: list[str], homes: list[dict[str, Any]]
) -> None:
    with register.rehearsal():
        made = {settle(register, villages, number, home): home for number, home in enumerate(homes)}
        found = OutreachList(register).ranked(ON)
        assert OutreachList(register).ranked(ON) == found
        for one in found:
            home = made[one.household_id]
            assert not home["alone"]
            assert home["not_before"] is None or home["not_before"] <= ON
            oracle = Oracle(register, one.household_id)
            for reason in one.reasons:
                oracle.check(reason)
        listed = {one.household_id: _plain(one.reasons) for one in found}
        for household_id, home in made.items():
            if not home["alone"] and (home["not_before"] or ON) <= ON:
                assert listed.get(household_id, set()) == _plain(_looked_at(register, household_id))
        assert sorted(found, key=lambda one: -one.worth) == list(found)


def member(
    register: Register,
    household_id: str,
    *,
    relation: str | None = "head",
    name: str = "Tống Thị Mận",
    until: date | None = None,
    born: int = 1990,
) -> str:
    """Add somebody whose card runs to a day; without one, far ahead."""
    person_id = register.people.add(
        name=name,
        household_id=household_id,
        relation=relation,
        sex="female",
        born=PartialDate(born, 5, 6),
    )
    register.covers.add(
        person_id,
        scheme="hi",
        known="covered",
        hi_group="household",
        start=date(2026, 1, 1),
        until=until or date(2027, 12, 31),
        dated=date(2026, 1, 1),
    )
    return person_id


@pytest.fixture
def homes(register: Register, villages: list[str]) -> list[str]:
    """Four households whose cards end on 30 November, in two villages, the last walked first."""
    with register.change("Thêm hộ"):
        made = [
            register.households.add(village_id=villages[number % 2], walk_order=9 - number)
            for number in range(4)
        ]
        for household_id in made:
            member(register, household_id, until=date(2026, 11, 30))
    return made


def ids(found: tuple[Ranked, ...]) -> list[str]:
    return [one.household_id for one in found]


def test_equal_weight_goes_in_walking_order(register: Register, homes: list[str]) -> None:
    assert ids(register.outreach.ranked(ON)) == [homes[2], homes[0], homes[3], homes[1]]


def test_the_list_follows_what_is_written(register: Register, homes: list[str]) -> None:
    before = register.outreach.ranked(ON)
    assert register.outreach.ranked(ON) is before
    with register.change("Thêm thẻ"):
        member(register, homes[1], relation=None, until=date(2026, 11, 30))
        assert ids(register.outreach.ranked(ON))[0] == homes[1]
    assert ids(register.outreach.ranked(ON))[0] == homes[1]
    register.undo()
    assert register.outreach.ranked(ON) == before


def test_a_household_put_off_comes_back_on_its_day(register: Register, homes: list[str]) -> None:
    later = ON + timedelta(days=30)
    with register.change("Để sau 30 ngày"):
        register.outreach.put_off(homes[0], later)
    assert homes[0] not in ids(register.outreach.ranked(ON))
    assert register.outreach.put_off_until(ON) == {homes[0]: later}
    assert homes[0] in ids(register.outreach.ranked(later))
    with register.change("Đưa lại vào danh sách"):
        register.outreach.bring_back(homes[0])
    assert homes[0] in ids(register.outreach.ranked(ON))
    with pytest.raises(StorageError, match="no_such_row"), register.change("Sai"):
        register.outreach.put_off("nobody", later)


def test_who_is_gone_or_has_no_household_is_not_listed(
    register: Register, homes: list[str]
) -> None:
    with register.change("Chuyển đi"):
        register.connection.execute(
            "UPDATE households SET status = 'left', status_day = '2026-11-01' WHERE id = ?",
            (homes[0],),
        )
        register.connection.execute(
            "UPDATE people SET status = 'moved' WHERE household_id = ?", (homes[1],)
        )
    assert ids(register.outreach.ranked(ON)) == [homes[2], homes[3]]


def test_a_choice_narrows_the_list_and_its_counts(
    register: Register, villages: list[str], homes: list[str]
) -> None:
    outreach = register.outreach
    with register.change("Ghi"):
        collector = register.staff.add(name="Vi Văn Tuất", roles=("collector",))
        helper = register.staff.add(name="Lường Thị Mến", roles=("helper",), village_id=villages[1])
        register.households.save(homes[0], collector_id=collector)
        register.visits.record(
            homes[3], ON, results=[ResultInput("thinking")], next_day=ON + timedelta(days=2)
        )
    assert ids(outreach.list(ON, Choice(villages=frozenset({villages[1]})))) == [
        homes[3],
        homes[1],
    ]
    assert ids(outreach.list(ON, Choice(collectors=frozenset({collector})))) == [homes[0]]
    assert ids(outreach.list(ON, Choice(helpers=frozenset({helper})))) == [homes[3], homes[1]]
    assert len(outreach.list(ON, Choice(helpers=frozenset({helper, collector})))) == 4
    assert ids(outreach.list(ON, Choice(codes=frozenset({"asked_back"})))) == [homes[3]]
    due = Choice(segment="appointments")
    assert ids(outreach.list(ON, due)) == [homes[3]]
    assert outreach.counts(ON, due) == {"all": 4, "ending": 4, "appointments": 1, "stopped": 0}
    nobody = Choice(only=Filter(text="không có ai"))
    assert outreach.list(ON, nobody) == ()
    assert ids(outreach.pick(2, ON)) == [homes[3], homes[2]]
    assert [one.code for one in outreach.why(homes[1], ON)] == ["card_ending"]
    assert outreach.why("nobody", ON) == ()


def test_every_figure_is_the_number_of_its_rows(register: Register, homes: list[str]) -> None:
    for segment, count in register.outreach.counts(ON).items():
        assert len(register.outreach.list(ON, Choice(segment=segment))) == count
    assert set(SEGMENTS["all"]) == set()


def test_a_line_is_about_the_one_person_or_about_the_household(
    register: Register, homes: list[str]
) -> None:
    with register.change("Ghi"):
        wife = member(register, homes[0], relation="wife", name="Mai Thị Lành", born=1982)
        for relation in ("child", "parent"):
            member(register, homes[1], relation=relation, until=date(2026, 11, 30))
        told = [ResultInput("absent"), ResultInput("refused", wife)]
        register.visits.record(homes[0], date(2026, 9, 20), results=told)
        old = register.households.add()
        register.visits.record(old, date(2026, 10, 24), results=[ResultInput("absent")])
        register.connection.execute(
            "UPDATE households SET status = 'joined', joined_id = ? WHERE id = ?", (homes[1], old)
        )
        register.outreach.weights.set("vsi_last_start", 99)
    ranked = register.outreach.ranked(ON)
    lines = {one.household_id: one for one in outreach_rows(register, ranked, ON)}
    one, family = lines[homes[0]], lines[homes[1]]
    assert (one.name, one.age, one.sex, one.person_id) == ("Mai Thị Lành", 44, "female", wife)
    assert one.last == LastVisit(date(2026, 9, 20), "refused")
    assert (family.name, family.age, family.person_id) == ("Tống Thị Mận", None, None)
    assert (family.people, family.village) == (3, "Thôn Tây")
    assert family.last == LastVisit(date(2026, 10, 24), "absent")
    assert lines[homes[2]].last is None
    assert list(lines) == ids(ranked)


def test_a_member_without_a_birth_date_has_no_age(register: Register, homes: list[str]) -> None:
    with register.change("Ghi"):
        register.connection.execute("UPDATE people SET born = NULL")
    assert {one.age for one in outreach_rows(register, register.outreach.ranked(ON), ON)} == {None}


def test_weights_are_the_office_s_own(register: Register, homes: list[str]) -> None:
    weights = register.outreach.weights
    assert not any(one.own for one in weights.all())
    with register.change("Sửa cách xếp"):
        weights.set("card_ending", 0)
    assert register.outreach.ranked(ON) == ()
    with register.change("Sửa cách xếp"):
        weights.set("card_ending", 7)
        weights.set("near_days", 60)
    assert [one.shipped.name for one in weights.all() if one.own] == ["card_ending", "near_days"]
    assert weights.values()["card_ending"] == 7
    with register.change("Sửa cách xếp"):
        weights.set("near_days", 30)
    assert [one.shipped.name for one in weights.all() if one.own] == ["card_ending"]
    with register.change("Dùng lại cách xếp chung"):
        weights.restore()
    assert not any(one.own for one in weights.all())
    assert len(register.outreach.ranked(ON)) == 4
    register.undo()
    assert weights.values()["card_ending"] == 7


def test_a_weight_has_its_name_and_its_bounds(register: Register) -> None:
    weights = register.outreach.weights
    with pytest.raises(StorageError, match="unknown_weight"), register.change("Sai"):
        weights.set("luck", 1)
    for value in (-1, 1000):
        with pytest.raises(StorageError, match="bad_weight"), register.change("Sai"):
            weights.set(NAMES[0], value)


def test_who_asked_to_be_left_alone_gives_no_line_a_name(
    register: Register, homes: list[str]
) -> None:
    with register.change("Ghi"):
        head = register.people.of_household(homes[0])[0]
        register.people.save(head.id, do_not_contact=True)
        for name in ("Mai Thị Lành", "Vi Thị Xoan"):
            member(register, homes[0], relation=None, name=name, until=date(2026, 11, 30))
    ranked = register.outreach.ranked(ON)
    lines = {one.household_id: one for one in outreach_rows(register, ranked, ON)}
    assert lines[homes[0]].name == "Mai Thị Lành"
    assert head.id not in lines[homes[0]].reasons[0].people


def test_a_ranking_is_handed_from_one_connection_to_another(
    register: Register, homes: list[str]
) -> None:
    ranking = OutreachList(register).read(ON)
    assert not register.outreach.knows(ON)
    register.outreach.adopt(ranking)
    assert register.outreach.knows(ON)
    assert register.outreach.ranked(ON) is ranking.ranked
    with register.change("Để sau"):
        register.outreach.put_off(homes[0], ON + timedelta(days=30))
    assert not register.outreach.knows(ON)


def test_a_household_taken_back_meanwhile_has_no_line(register: Register, homes: list[str]) -> None:
    ranked = register.outreach.ranked(ON)
    register.undo()
    assert outreach_rows(register, ranked, ON) == ()


@pytest.mark.parametrize(
    ("results", "code", "title"),
    [
        ([("thinking", "1")], "answered", "Lo tiền, thu nhập không đều"),
        ([("refused", "1")], "answered", "Lo tiền, thu nhập không đều"),
        ([("thinking", "chờ con về")], "thinking", "chờ con về"),
        ([("thinking", None)], "thinking", ""),
        ([("thinking", "1"), ("agreed", None)], "agreed", ""),
        ([("thinking", "1"), ("absent", None)], "answered", "Lo tiền, thu nhập không đều"),
    ],
)
def test_the_last_word_of_somebody_is_remembered(
    register: Register,
    homes: list[str],
    results: list[tuple[Any, str | None]],
    code: str,
    title: str,
) -> None:
    with register.change("Ghi"):
        head = register.people.of_household(homes[0])[0].id
        for number, (result, reason) in enumerate(results):
            told = ResultInput(result, head, "vsi", reason)
            register.visits.record(homes[0], date(2026, 11, 1 + number), results=[told])
    found = {one.code: one for one in register.outreach.why(homes[0], ON)}
    assert {"agreed", "answered", "thinking"} & set(found) == {code}
    assert found[code].figures["title"] == title
    assert found[code].people == (head,)


def test_two_visits_in_vain_and_a_promise_are_remembered(
    register: Register, homes: list[str]
) -> None:
    with register.change("Ghi"):
        for day in (3, 10):
            register.visits.record(
                homes[0],
                date(2026, 11, day),
                results=[ResultInput("absent")],
                next_day=date(2026, 11, 24),
            )
    found = {one.code: one for one in register.outreach.why(homes[0], ON)}
    assert found["absent_twice"].figures["day"] == date(2026, 11, 10)
    assert found["asked_back"].until == date(2026, 11, 24)


def test_months_paid_before_and_here_are_added_up(register: Register, homes: list[str]) -> None:
    with register.change("Ghi"):
        head = register.people.of_household(homes[0])[0].id
        for scheme, months, supported in (("vsi", 100, 100), ("csi", 70, 0)):
            register.connection.execute(
                "INSERT INTO earlier_spells (id, person_id, scheme, first, last, months,"
                " supported_months) VALUES (?, ?, ?, '2010-01', '2026-01', ?, ?)",
                (register.new_id(), head, scheme, months, supported),
            )
        register.covers.add(
            head, scheme="vsi", known="covered", start=date(2020, 1, 1), until=date(2026, 7, 31),
            dated=date(2020, 1, 1),
        )  # fmt: skip
        register.people.save(head, ethnic="Mường")
    found = {one.code: one for one in register.outreach.why(homes[0], ON)}
    assert found["vsi_nearly"].figures["missing"] == 10
    assert "vsi_support_ends" not in found
    with register.change("Sửa"):
        register.outreach.weights.set("support_months", 20)
    found = {one.code: one for one in register.outreach.why(homes[0], ON)}
    assert found["vsi_support_ends"].figures["support"] == 99_000
