"""Events, who came, who joined there; month themes, non-cash payment and cards of sponsors."""

from datetime import date
from typing import Any

import pytest

from rules.calendar import Month, PartialDate
from rules.coverage import hi_state
from storage import Register, StorageError
from storage.enrolling import Circumstances, HiMember
from storage.events import FORMS, TOTALS
from storage.merging import merge_people
from storage.visits import ResultInput
from tests.storage.conftest import Place

DAY = date(2026, 11, 22)


def add(register: Register, **fields: Any) -> str:
    with register.change("Ghi buổi"):
        return register.events.add(**{"day": DAY, "form": "small_group", **fields})


def enrol(register: Register, place: Place, day: date = DAY, **about: Any) -> tuple[str, ...]:
    with register.change("Ghi đóng"):
        return register.enrolments.enrol_hi(
            place.household,
            months=12,
            members=[HiMember(place.head, "household"), HiMember(place.wife, "household")],
            about=Circumstances(day, **about),
        )


def refusal(register: Register, write: Any) -> str:
    with pytest.raises(StorageError) as refused, register.change("Ghi"):
        write()
    return refused.value.code


def test_an_event_is_kept_as_it_was_planned_and_held(register: Register, place: Place) -> None:
    event = add(
        register,
        state="planned",
        starts="19:00",
        ends="20:30",
        village_id=place.village,
        place="nhà văn hóa",
        theme="Thẻ cả nhà",
        hosts="Hội phụ nữ xã",
    )
    with register.change("Ghi kết quả buổi"):
        register.events.save(
            event, state="held", reached=40, asked=9, answered=8, leaflets=50, sheets=12,
            often_asked="mức đóng 6, thủ tục 3",
        )  # fmt: skip
    kept = register.events.get(event)
    assert (kept.village, kept.starts, kept.ends) == ("Thôn Đông", "19:00", "20:30")
    assert (kept.state, kept.reached, kept.asked, kept.answered) == ("held", 40, 9, 8)
    assert (kept.leaflets, kept.sheets, kept.kind) == (50, 12, "small_group")
    assert [one.id for one in register.events.of_month(Month(2026, 11))] == [event]
    assert register.events.of_month(Month(2026, 10)) == ()
    with pytest.raises(StorageError, match="no_such_row"):
        register.events.get("x")


def test_what_contradicts_itself_is_refused(register: Register, place: Place) -> None:
    event = add(register, starts="19:00", reached=3, asked=2)
    save = register.events.save
    assert refusal(register, lambda: save(event, ends="18:00")) == "event_ends_early"
    assert refusal(register, lambda: save(event, answered=3)) == "answered_more"
    with register.change("Danh sách"):
        register.events.attend(event, person_id=place.head)
        register.events.attend(event, name="  tống thị mận ")
    assert refusal(register, lambda: save(event, reached=1)) == "fewer_reached"
    attend = register.events.attend
    assert refusal(register, lambda: attend(event, person_id=place.head)) == "already_came"
    assert refusal(register, lambda: attend(event)) == "empty_name"


def test_a_form_of_an_older_program_counts_as_other(register: Register) -> None:
    event = register.events.get(add(register, form="Họp thôn"))
    assert (event.form, event.kind) == ("Họp thôn", "other")
    assert [register.events.get(add(register, form=form)).kind for form in FORMS] == list(FORMS)


def test_people_listed_came_even_where_nobody_counted(register: Register, place: Place) -> None:
    event = add(register)
    assert register.events.get(event).reached is None
    with register.change("Danh sách"):
        first = register.events.attend(event, person_id=place.wife)
        register.events.attend(event, name="Lường Thị Mến")
    assert (register.events.get(event).reached, register.events.get(event).listed) == (2, 2)
    came = register.events.attendees(event)
    assert [(one.name, one.village, one.household_id) for one in came] == [
        ("Trần Thị Hoà", "Thôn Đông", place.household),
        ("Lường Thị Mến", "", None),
    ]
    with register.change("Bỏ tên"):
        register.events.stay_away([first])
    assert register.events.get(event).reached == 1
    with register.change("Số dự"):
        register.events.save(event, reached=30)
    assert register.events.get(event).reached == 30


def test_who_joined_are_enrolments_and_numbers_without_names_stand_apart(
    register: Register, place: Place
) -> None:
    event = add(register, village_id=place.village)
    early = enrol(register, place, date(2026, 11, 1))
    with register.change("Bỏ"):
        for one in early:
            register.connection.execute("DELETE FROM covers WHERE source_id = ?", (one,))
            register.connection.execute("DELETE FROM enrolments WHERE id = ?", (one,))
    first, second = enrol(register, place)
    could = register.events.could_have_joined(event)
    assert {one.enrolment_id for one in could} == {first, second}
    with register.change("Danh sách"):
        register.events.attend(event, person_id=place.wife)
    assert register.events.could_have_joined(event)[0].enrolment_id == second
    with register.change("Tham gia tại buổi"):
        register.events.win(event, [first, second])
        register.events.release([second])
        register.events.set_total(event, "joined_hi", 4)
        register.events.set_total(event, "joined_vsi", 2)
        register.events.set_total(event, "joined_hi", 5)
        register.events.set_total(event, "non_cash", 1)
        register.events.set_total(event, "non_cash", 0)
    kept = register.events.get(event)
    assert (kept.joined, kept.unnamed, kept.non_cash) == (1, 7, 0)
    assert register.events.totals(event) == {"joined_hi": 5, "joined_vsi": 2}
    (joined,) = register.events.joined(event)
    assert (joined.name, joined.scheme, joined.day) == ("Nguyễn Văn Đỗ", "hi", DAY)
    assert [one.enrolment_id for one in register.events.could_have_joined(event)] == [second]
    assert set(register.events.totals(event)) < set(TOTALS)


def test_an_enrolment_won_at_an_event_was_not_won_on_a_visit(
    register: Register, place: Place
) -> None:
    with register.change("Đến nhà"):
        visit = register.visits.record(
            place.household, DAY, results=[ResultInput("agreed", place.head, "hi")]
        )
    first, _ = enrol(register, place, won_visit_id=visit)
    event = add(register)
    with register.change("Tham gia tại buổi"):
        register.events.win(event, [first])
    (kept,) = [one for one in register.enrolments.of_person(place.head) if one.id == first]
    assert (kept.won_event_id, kept.won_visit_id) == (event, None)


def test_an_event_goes_only_while_nobody_joined_there(register: Register, place: Place) -> None:
    event = add(register)
    with register.change("Số"):
        register.events.attend(event, name="Lường Thị Mến")
        register.events.set_total(event, "sponsored", 3)
        move = register.non_cash.add(day=DAY, name="Tống Thị Mận", event_id=event)
    assert register.events.get(event).sponsored == 3
    assert refusal(register, lambda: register.events.remove(event)) == "event_has_people"
    with register.change("Bỏ"):
        register.non_cash.remove(move)
        register.events.remove(event)
    assert register.events.count() == 0
    register.undo()
    assert register.events.get(event).listed == 1


def test_a_pensioner_moves_to_non_cash_payment_once(register: Register, place: Place) -> None:
    with register.change("Lương hưu qua tài khoản"):
        register.non_cash.add(day=DAY, person_id=place.head)
        register.non_cash.add(day=DAY, name="Tống Thị Mận", village_id=place.other_village)
    moves = register.non_cash.between(DAY, DAY)
    assert [(one.name, one.village) for one in moves] == [
        ("Nguyễn Văn Đỗ", "Thôn Đông"),
        ("Tống Thị Mận", "Thôn Tây"),
    ]
    add_move = register.non_cash.add
    assert refusal(register, lambda: add_move(day=DAY, person_id=place.head)) == "already_non_cash"
    assert refusal(register, lambda: add_move(day=DAY)) == "empty_name"
    assert register.non_cash.between(date(2026, 1, 1), date(2026, 2, 1)) == ()


def test_a_card_of_a_sponsor_is_a_cover_that_says_so(register: Register, place: Place) -> None:
    event = add(register)
    with register.change("Thẻ tặng"):
        card = register.sponsored.add(
            day=DAY,
            start=date(2026, 12, 1),
            person_id=place.child,
            sponsor="Quỹ Tấm lòng vàng",
            months=12,
            amount=800_000,
            hi_group="student",
            event_id=event,
        )
        register.sponsored.add(day=DAY, name="Lường Thị Mến", sponsor="Quỹ Tấm lòng vàng")
        register.sponsored.add(day=DAY, person_id=place.wife, sponsor="Hội chữ thập đỏ")
    (cover,) = register.covers.of(place.child)
    assert (cover.start, cover.until, cover.group) == (
        date(2026, 12, 1), date(2027, 11, 30), "student",
    )  # fmt: skip
    assert hi_state([cover], on=date(2027, 1, 5), age=11, standing=None).kind == "covered"
    assert register.covers.of(place.wife) == ()
    assert [one.name for one in register.sponsored.of_event(event)] == ["Nguyễn Thị Ánh"]
    assert len(register.sponsored.between(DAY, DAY)) == 3
    assert set(register.sponsored.sponsors()) == {"Quỹ Tấm lòng vàng", "Hội chữ thập đỏ"}
    give = register.sponsored.add
    assert refusal(register, lambda: give(day=DAY, name="Mai", sponsor=" ")) == "empty_sponsor"
    assert refusal(register, lambda: give(day=DAY, sponsor="Hội")) == "empty_name"
    with register.change("Bỏ thẻ"):
        register.sponsored.remove(card)
    assert register.covers.of(place.child) == ()


def test_a_month_has_a_theme_and_a_script_for_each_form(register: Register) -> None:
    november, december = Month(2026, 11), Month(2026, 12)
    themes = register.themes
    assert themes.of(november) is None
    with register.change("Chủ đề"):
        first = {"radio": "Kính thưa bà con", "booth": "x"}
        themes.save(november, " Thẻ  liên tục 5 năm ", scripts=first)
        second = {"radio": "Bà con ơi", "booth": " "}
        themes.save(november, "Thẻ liên tục", note="n", scripts=second)
        themes.save(december, "Lương hưu cho mọi người")
    kept = themes.of(november)
    assert kept is not None
    assert (kept.theme, kept.note, kept.scripts) == ("Thẻ liên tục", "n", {"radio": "Bà con ơi"})
    assert themes.known() == ("Lương hưu cho mọi người", "Thẻ liên tục")
    assert refusal(register, lambda: themes.save(november, "  ")) == "empty_theme"
    with register.change("Bỏ chủ đề"):
        themes.remove(november)
    assert themes.of(november) is None
    register.undo()
    assert themes.of(november) == kept


def test_two_records_of_one_person_came_once(register: Register, place: Place) -> None:
    event = add(register)
    with register.change("Ghi"):
        other = register.people.add(name="Trần Thị Hòa", born=PartialDate(1981))
        for person in (place.wife, other):
            register.events.attend(event, person_id=person)
            register.non_cash.add(day=DAY, person_id=person, event_id=event)
        register.sponsored.add(day=DAY, person_id=other, sponsor="Hội chữ thập đỏ", event_id=event)
    with register.change("Gộp"):
        merge_people(register, place.wife, other)
    kept = register.events.get(event)
    assert (kept.listed, kept.non_cash, kept.sponsored) == (1, 1, 1)
    assert [one.person_id for one in register.events.attendees(event)] == [place.wife]
    register.undo()
    assert (register.events.get(event).listed, register.events.get(event).non_cash) == (2, 2)
