"""Undo and redo put every row back exactly, for every verb, also in another sitting."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import Month, PartialDate
from rules.vsi.case import VsiCase, vsi_result
from rules.vsi.contribution import PayerClass
from storage import Register, StorageError, open_register
from storage.enrolling import Circumstances, HiMember, Receipt
from storage.imports import Counts, ImportRow
from storage.visits import ResultInput

Everything = Callable[[Register], dict[str, list[Any]]]
DAY = date(2026, 11, 22)


def _visit(register: Register, place: Any) -> None:
    results = [
        ResultInput("thinking", place.wife, "vsi", "đợi chồng về", date(2026, 12, 1)),
        ResultInput("agreed", place.head, "hi"),
    ]
    register.visits.record(place.household, DAY, results=results, visitor_id=place.collector)


def _vsi(register: Register, place: Any) -> None:
    register.enrolments.enrol_vsi(
        place.wife,
        income=2_000_000,
        payer_class=PayerClass.NEAR_POOR,
        method="6",
        start=Month(2026, 11),
        about=Circumstances(DAY, Receipt("0012", "A1", place.collector)),
    )


def _hi(register: Register, place: Any) -> None:
    members = [HiMember(place.head, "household"), HiMember(place.wife, "household")]
    register.enrolments.enrol_hi(
        place.household, months=12, members=members, about=Circumstances(DAY, Receipt())
    )


def _calculation(register: Register, place: Any) -> None:
    case = VsiCase(payer_class=PayerClass.OTHER, income=2_000_000, method="6", on=DAY)
    register.calculations.keep(
        case,
        household_id=place.household,
        person_id=place.wife,
        answer=vsi_result(register.policies.policy(), case),
    )


def _import(register: Register, place: Any) -> None:
    rows = [ImportRow(4, "Thôn Đông", "added", place.child, record={"name": "x"})]
    register.imports.add(
        file="a.xlsx",
        kind="household_book",
        dated=DAY,
        sha256="0" * 64,
        counts=Counts(1, 1, 0, 0, 0, 0, 0),
        mapping={},
        import_rows=rows,
    )


def _leave(register: Register, place: Any) -> None:
    register.people.save(place.wife, household_id=place.empty_household, relation="head")
    register.people.save(place.child, household_id=None, village_id=place.village)
    register.people.save(place.head, status="died", status_day=DAY)


def _hold_event(register: Register, place: Any) -> None:
    event = register.events.add(day=DAY, form="booth", village_id=place.village)
    register.events.attend(event, person_id=place.head)
    register.events.set_total(event, "joined_hi", 3)
    move = register.non_cash.add(day=DAY, name="Mai Thị Lành", event_id=event)
    register.sponsored.add(day=DAY, person_id=place.child, sponsor="Hội", months=12)
    register.non_cash.remove(move)


def _campaign(register: Register, place: Any) -> None:
    campaign = register.campaigns.add(on=DAY, name="Đợt", start=DAY, until=DAY)
    register.campaigns.set_areas(campaign, [place.village])
    register.campaigns.set_goals(campaign, {("", "hi"): 5})


VERBS: dict[str, Callable[[Register, Any], object]] = {
    "office.save": lambda r, _: r.office.save(phone="02373", hours="7:00"),
    "villages.add": lambda r, _: r.villages.add("Thôn Nam"),
    "villages.rename": lambda r, p: r.villages.rename(p.village, "Thôn Bắc"),
    "villages.reorder": lambda r, p: r.villages.reorder([p.other_village, p.village]),
    "staff.add": lambda r, p: r.staff.add(name="Mai", roles=("helper",), village_id=p.village),
    "staff.save": lambda r, p: r.staff.save(p.clerk, active=False, roles=("signer",)),
    "households.add": lambda r, p: r.households.add(village_id=p.village, address="Xóm 2"),
    "households.save": lambda r, p: r.households.save(p.household, note="n", number="12A"),
    "people.add": lambda r, p: r.people.add(name="VŨ ÁI", village_id=p.village, status="away"),
    "people.save": lambda r, p: r.people.save(p.head, name="Nguyễn Đỗ", born=PartialDate(1980)),
    "people.set_head": lambda r, p: r.people.set_head(p.household, p.wife),
    "people move, split, die": _leave,
    "covers.add": lambda r, p: r.covers.add(p.child, scheme="hi", known="covered", dated=DAY),
    "standings.set": lambda r, p: r.standings.set(p.household, 2026, "poor", document="QĐ 1"),
    "visits.record": _visit,
    "events.add": lambda r, _: r.events.add(day=DAY, form="launch", reached=30),
    "events with people": _hold_event,
    "campaigns": _campaign,
    "themes.save": lambda r, _: r.themes.save(Month(2026, 11), "Thẻ", scripts={"radio": "x"}),
    "enrolments.enrol_vsi": _vsi,
    "enrolments.enrol_hi": _hi,
    "calculations.keep": _calculation,
    "imports.add": _import,
    "policies.add": lambda r, _: r.policies.add(
        "vsi.rate", "0.22", unit="ratio", start=DAY, document="Luật mẫu"
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_undo_restores_every_row_and_redo_brings_it_again(
    register: Register, place: Any, everything: Everything, verb: str
) -> None:
    before = everything(register)
    with register.change(verb):
        VERBS[verb](register, place)
    after = everything(register)
    assert after != before

    undone = register.undo()
    assert undone is not None
    assert everything(register) == before
    _check_index(register)

    redone = register.redo()
    assert redone is not None
    assert redone.kinds == undone.kinds
    assert everything(register) == after
    _check_index(register)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(verbs=st.lists(st.sampled_from(sorted(VERBS)), min_size=1, max_size=6))
def test_undoing_a_whole_sitting_leads_back_to_its_beginning(
    tmp_path_factory: pytest.TempPathFactory,
    clock: Any,
    everything: Everything,
    verbs: list[str],
) -> None:
    path = tmp_path_factory.mktemp("sitting") / "so.sas"
    with open_register(path, clock=clock, actor="Hà", create=True) as register:
        states = [everything(register)]
        place = _small_place(register)
        states.append(everything(register))
        for verb in verbs:
            try:
                with register.change(verb):
                    VERBS[verb](register, place)
            except StorageError:
                continue  # such as the same village twice: nothing was written
            if everything(register) != states[-1]:
                states.append(everything(register))
        for state in reversed(states[:-1]):
            assert register.undo() is not None
            assert everything(register) == state
        assert register.undo() is None
        for state in states[1:]:
            assert register.redo() is not None
            assert everything(register) == state
        assert register.redo() is None


def _small_place(register: Register) -> Any:
    from types import SimpleNamespace

    with register.change("Lập"):
        village, other = register.villages.add("Một"), register.villages.add("Hai")
        household = register.households.add(village_id=village)
        head, wife, child = (
            register.people.add(name=name, household_id=household, relation=relation)
            for name, relation in (("An", "head"), ("Bình", "wife"), ("Chi", "child"))
        )
        return SimpleNamespace(
            village=village,
            other_village=other,
            household=household,
            empty_household=register.households.add(village_id=other),
            head=head,
            wife=wife,
            child=child,
            collector=register.staff.add(name="Thu"),
            clerk=register.staff.add(name="Lan"),
        )


def _check_index(register: Register) -> None:
    register.connection.execute(
        "INSERT INTO people_fts (people_fts, rank) VALUES ('integrity-check', 1)"
    )


def test_undo_and_redo_work_after_a_restart(
    path: Path, clock: Any, register: Register, place: Any, everything: Everything
) -> None:
    before = everything(register)
    with register.change("Ghi"):
        _vsi(register, place)
    after = everything(register)
    register.close()
    with open_register(path, clock=clock, actor="Hà") as again:
        undoable = again.undoable()
        assert undoable is not None
        assert undoable.what == "Ghi"
        again.undo()
        assert everything(again) == before
    with open_register(path, clock=clock, actor="Hà") as again:
        redoable = again.redoable()
        assert redoable is not None
        assert (redoable.kind, redoable.what) == ("undo", "Ghi")
        again.redo()
        assert everything(again) == after
        assert again.redoable() is None


def test_undo_takes_back_only_what_this_person_did(
    path: Path, clock: Any, register: Register, place: Any
) -> None:
    with open_register(path, clock=clock, actor="Thu") as other:
        assert other.undoable() is None
        with other.change("Của Thu"):
            other.people.save(place.wife, note="Thu")
        assert register.undoable() is not None
        assert register.undoable().what == "Lập sổ"  # type: ignore[union-attr]
        other.undo()
        assert other.redoable() is not None


def test_something_new_ends_redo(register: Register, place: Any) -> None:
    with register.change("Một"):
        register.people.save(place.head, note="1")
    register.undo()
    with register.change("Hai"):
        register.people.save(place.wife, note="2")
    assert register.redoable() is None
    assert register.redo() is None


def test_a_row_changed_since_is_not_overwritten(
    register: Register, place: Any, everything: Everything
) -> None:
    with register.change("Sửa số máy") as first:
        register.people.save(place.head, phone="0900000001")
    register.actor = "Thu"
    with register.change("Sửa lần nữa"):
        register.people.save(place.head, phone="0900000002")
    register.actor = "Hà"
    before = everything(register)
    with pytest.raises(StorageError) as failure:
        register.undo_change(first.id)
    assert failure.value.code == "undo_conflict"
    facts = failure.value.facts
    assert facts["what"] == "Sửa số máy"
    assert facts["later"] == "Sửa lần nữa"
    assert facts["actor"] == "Thu"
    assert facts["row_id"] == place.head
    assert everything(register) == before


def test_an_undo_that_later_work_leans_on_is_refused(
    register: Register, place: Any, everything: Everything
) -> None:
    with register.change("Thêm người") as first:
        person = register.people.add(name="Lý Thị Mới", household_id=place.household)
    with register.change("Ghi thẻ"):
        register.covers.add(person, scheme="hi", known="covered", dated=DAY)
    before = everything(register)
    with pytest.raises(StorageError) as failure:
        register.undo_change(first.id)
    assert failure.value.code == "undo_conflict"
    assert failure.value.facts["later"] == "Ghi thẻ"
    assert everything(register) == before


def test_an_undo_whose_place_was_taken_is_refused(register: Register, place: Any) -> None:
    with register.change("Bỏ số") as first:
        register.people.save(place.head, personal_id=None)
    with register.change("Cho người khác"):
        register.people.save(place.wife, personal_id="038079001234")
    with pytest.raises(StorageError) as failure:
        register.undo_change(first.id)
    assert failure.value.code == "undo_blocked"
    assert register.people.get(place.wife).personal_id == "038079001234"


def test_any_change_of_the_history_is_taken_back_and_brought_again(
    register: Register, place: Any
) -> None:
    with register.change("Một") as first:
        register.people.save(place.head, note="1")
    with register.change("Hai"):
        register.people.save(place.wife, note="2")
    register.undo_change(first.id)
    assert register.people.get(place.head).note == ""
    assert register.people.get(place.wife).note == "2"
    undo, _, undone, _ = register.changes()
    assert (undo.kind, undo.undoes, undone.undone) == ("undo", first.id, True)
    with pytest.raises(StorageError, match="already_undone"):
        register.undo_change(first.id)
    register.undo_change(undo.id)
    assert register.people.get(place.head).note == "1"
    redo = register.changes()[0]
    assert redo.kind == "redo"
    register.undo_change(redo.id)  # to take back what was brought again is to undo it again
    assert register.people.get(place.head).note == ""
    assert register.changes()[0].undoes == first.id


def test_undo_is_refused_inside_a_change_and_of_what_is_not_there(
    register: Register, place: Any
) -> None:
    with register.change("Mở"), pytest.raises(StorageError, match="change_open"):
        register.undo()
    with pytest.raises(StorageError, match="no_such_change"):
        register.undo_change("không có")


def test_a_column_of_a_later_program_does_not_stop_undo(
    register: Register, path: Path, clock: Any, place: Any
) -> None:
    with register.change("Sửa"):
        register.people.save(place.head, note="mới")
        register.events.add(day=DAY, form="meeting")
    register.connection.execute("ALTER TABLE people ADD COLUMN later TEXT DEFAULT 'x'")
    register.connection.execute("ALTER TABLE events ADD COLUMN later TEXT DEFAULT 'x'")
    register.close()
    with open_register(path, clock=clock, actor="Hà") as again:
        again.undo()
        assert again.people.get(place.head).note == ""
        assert again.events.count() == 0


def test_what_was_undone_finds_its_place_again_after_others_were_added(
    register: Register, path: Path, clock: Any, everything: Any
) -> None:
    with register.change("Thêm"):
        register.people.add(name="Lê Thị Na")
    register.undo()
    with (
        open_register(path, clock=clock, actor="An") as other,
        other.change("Thêm người khác"),
    ):
        somebody = other.people.add(name="Trần Văn Bé")
    assert register.redo() is not None
    assert sorted(person.name for person in register.people.list()) == ["Lê Thị Na", "Trần Văn Bé"]
    register.undo()
    assert [person.id for person in register.people.list()] == [somebody]


def test_two_windows_that_undo_the_same_change_undo_it_once(
    register: Register, path: Path, clock: Any, place: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with register.change("Sửa"):
        register.people.save(place.head, note="mới")
    asked = register.undoable()
    with open_register(path, clock=clock, actor="Hà") as other:
        other.undo()
    monkeypatch.setattr(register, "undoable", lambda: asked)
    with pytest.raises(StorageError, match="already_undone"):
        register.undo()
    assert register.people.get(place.head).note == ""
