"""Why people do not join: the program's reasons, the office's own, and how often they are given."""

from datetime import date
from typing import Any

import pytest

from storage import Register, StorageError
from storage.dependence import leaning_on
from storage.hesitations import count_reasons, said_between
from storage.refusal_reasons import shipped_reasons
from storage.visits import ResultInput

DAY = date(2026, 11, 15)
VALUES = frozenset({"xh", "vsi.floor"})


def test_the_ten_of_the_paper_sheets_are_there_from_the_start(register: Register) -> None:
    found = register.refusal_reasons.all()
    assert [one.number for one in found] == list(range(1, 11))
    assert all(one.shipped and one.active and not one.changed for one in found)
    assert list(register.refusal_reasons.titles()) == [str(number) for number in range(1, 11)]
    assert register.connection.value("SELECT count(*) FROM refusal_reasons") == 0


def test_an_answer_about_one_insurance_goes_before_the_general_one() -> None:
    first = shipped_reasons()[1]
    assert first.answered("hi") == (first.says_hi, first.answer_hi)
    assert first.answered("hi")[1] != first.answer
    assert first.answered("vsi") == first.answered(None) == (first.says, first.answer)


def test_a_reason_of_the_office_comes_behind_the_others(register: Register) -> None:
    noun = register.refusal_reasons
    with register.change("Thêm lý do"):
        number = noun.add(
            VALUES, title=" Chờ bán  keo ", says="Chờ bán keo đã.", answer="Mức {vsi.floor}."
        )
        second = noun.add(VALUES, title="Chờ tiền công")
    assert (number, second) == (11, 12)
    own = noun.get(11)
    assert (own.title, own.shipped, own.changed) == ("Chờ bán keo", False, True)
    assert own.answered("vsi") == ("Chờ bán keo đã.", "Mức {vsi.floor}.")
    register.undo()
    assert [one.number for one in noun.all()] == list(range(1, 11))


def test_a_shipped_reason_in_other_words_and_back(register: Register) -> None:
    noun = register.refusal_reasons
    shipped = noun.get(1)
    with register.change("Sửa lý do"):
        noun.change(1, VALUES, answer="Đóng theo vụ lúa.")
    changed = noun.get(1)
    assert (changed.title, changed.answer, changed.changed) == (
        shipped.title,
        "Đóng theo vụ lúa.",
        True,
    )
    assert changed.answered("hi") == shipped.answered("hi")
    with register.change("Sửa lời bà con"):
        noun.change(1, VALUES, says="Nhà con chưa có tiền.")
    assert noun.get(1).answered("hi") == ("Nhà con chưa có tiền.", shipped.answer_hi)
    with register.change("Trả về"):
        noun.take_back(1)
    assert noun.get(1) == shipped


def test_a_hidden_reason_is_offered_no_more_and_still_known(register: Register) -> None:
    noun = register.refusal_reasons
    with register.change("Ẩn"):
        noun.hide(9)
    assert 9 not in {one.number for one in noun.all()}
    assert 9 not in {one.number for one in noun.offered()}
    assert (noun.get(9).active, noun.get(9).changed) == (False, False)
    assert noun.titles()["9"] == shipped_reasons()[9].title
    with register.change("Dùng lại"):
        noun.restore(9)
    assert noun.get(9) == shipped_reasons()[9]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"title": "  "}, "reason_untitled"),
        ({"title": "con khoe, chua can"}, "same_reason"),
        ({"title": "Chờ bán keo", "answer": "Mức {vsi.san} đồng."}, "unknown_answer_value"),
        ({"title": "Chờ bán keo", "answer_hi": "Mức {} đồng."}, "unknown_answer_value"),
        ({"title": "Chờ bán keo", "says": "Mức {vsi.sàn}."}, "unknown_answer_value"),
    ],
)
def test_what_cannot_be_a_reason(register: Register, words: Any, code: str) -> None:
    with pytest.raises(StorageError, match=code), register.change("Sai"):
        register.refusal_reasons.add(VALUES, **words)
    assert len(register.refusal_reasons.all(hidden=True)) == 10


def test_a_number_nobody_gave_is_no_reason(register: Register) -> None:
    with pytest.raises(StorageError, match="no_such_row"):
        register.refusal_reasons.get(11)
    with pytest.raises(StorageError, match="no_such_row"), register.change("Sai"):
        register.refusal_reasons.take_back(11)


def _visit(register: Register, household: str, day: date, *results: ResultInput) -> None:
    with register.change("Đến nhà"):
        register.visits.record(household, day, results=results)


def test_the_most_used_are_offered_first(register: Register, place: Any) -> None:
    both = [ResultInput("thinking", place.head, scheme, "4") for scheme in ("hi", "vsi")]
    _visit(register, place.household, DAY, *both)
    _visit(register, place.household, DAY, ResultInput("refused", place.wife, "hi", "10"))
    _visit(register, place.household, DAY, ResultInput("refused", place.wife, "hi", "10"))
    _visit(register, place.household, DAY, ResultInput("refused", place.wife, "hi", "Chờ mưa"))
    assert register.refusal_reasons.uses() == {"4": 1, "10": 2, "Chờ mưa": 1}
    offered = register.refusal_reasons.offered()
    assert [(one.number, one.uses) for one in offered[:3]] == [(10, 2), (4, 1), (1, 0)]


def test_causes_are_counted_by_village_and_period_with_who_gave_them(
    register: Register, place: Any
) -> None:
    with register.change("Nhà khác"):
        other = register.people.add(name="Lò Thị Ót", household_id=place.empty_household)
    both = [ResultInput("refused", place.head, scheme, "4") for scheme in ("hi", "vsi")]
    _visit(register, place.household, DAY, *both, ResultInput("thinking", place.wife, "hi", "4"))
    _visit(register, place.empty_household, DAY, ResultInput("thinking", other, None, "Chờ mưa"))
    _visit(register, place.household, date(2026, 10, 2), ResultInput("refused", None, "vsi", "4"))
    _visit(register, place.household, DAY, ResultInput("agreed", place.wife, "hi", "4"))

    counts = count_reasons(register, date(2026, 11, 1), date(2026, 11, 30))
    assert [(one.reason, one.title, one.times) for one in counts] == [
        ("4", shipped_reasons()[4].title, 2),
        ("Chờ mưa", "Chờ mưa", 1),
    ]
    assert [(one.person, one.schemes, one.refused) for one in counts[0].said] == [
        ("Nguyễn Văn Đỗ", ("hi", "vsi"), True),
        ("Trần Thị Hoà", ("hi",), False),
    ]
    assert counts[1].said[0].schemes == ()
    here = count_reasons(register, date(2026, 1, 1), date(2026, 12, 31), villages={place.village})
    assert [(one.reason, one.times) for one in here] == [("4", 3)]
    assert said_between(register, date(2026, 1, 1), DAY, villages={None}) == ()
    by_village = [
        said_between(register, date(2026, 1, 1), DAY, villages={one})
        for one in (place.village, place.other_village, None)
    ]
    assert sum(map(len, by_village)) == len(said_between(register, date(2026, 1, 1), DAY))


def test_a_reason_somebody_gave_goes_only_with_what_was_said(
    register: Register, place: Any
) -> None:
    with register.change("Thêm lý do") as added:
        number = register.refusal_reasons.add(VALUES, title="Chờ bán keo")
    said = ResultInput("refused", place.head, "hi", str(number))
    _visit(register, place.household, DAY, said)
    with pytest.raises(StorageError, match="undo_conflict"):
        register.undo_change(added.id)
    entry = register.journal.entry(added.id)
    assert entry is not None
    leaning = leaning_on(register, entry)
    assert [(one.change.what, one.why) for one in leaning.later] == [("Đến nhà", "belongs")]
    register.undo_together(leaning.together)
    assert register.visits.count() == 0
    assert len(register.refusal_reasons.all()) == 10
    with register.change("Sửa lời") as changed:
        register.refusal_reasons.change(4, VALUES, title="Lớn tuổi")
    _visit(register, place.household, DAY, ResultInput("refused", place.head, "hi", "4"))
    register.undo_change(changed.id)  # the program's own words are there again
    assert register.refusal_reasons.get(4) == shipped_reasons()[4]
