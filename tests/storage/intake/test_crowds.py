"""Lists in which very many people share a name or a birth: the work stays bounded, and right."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.calendar import PartialDate
from storage import Register, open_register
from storage.intake import Record, namesakes
from storage.intake.matching import MOST
from storage.intake.planner import Planner

ON = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, tzinfo=UTC)
BORN, YEAR = PartialDate(1979, 1, 1), PartialDate(1979)
Made = Callable[[int, int], Record]


def record(row: int, name: str = "Mai Thị Lành", **said: object) -> Record:
    said.setdefault("born", BORN)
    said.setdefault("sex", "female")
    return Record(sheet="DS", row=row, name=name, **{"village": "Thôn Bến", **said})  # type: ignore[arg-type]


def personal_id(row: int) -> str:
    return f"03817900{row:04d}"


def names() -> Iterator[str]:
    """Names that are no slip of one letter from each other, two by two."""
    words = ("Lành", "Mận", "Mến", "Tuất", "Thương", "Khuyên", "Quyết", "Nguyệt", "Hưởng", "Đoàn")
    yield from (f"Mai {one} {two} {three}" for one, two, three in product(words, repeat=3))


def planned(register: Register, made: Made, count: int) -> Planner:
    planner = Planner(register, dated=ON, on=ON)
    planner.take([made(row, count) for row in range(1, count + 1)], {}, None)
    return planner


NAMES = list(islice(names(), 1_000))
SHAPES: dict[str, Made] = {
    "one birth, an id each": lambda row, _: record(
        row, NAMES[row - 1], personal_id=personal_id(row)
    ),
    "one birth, no id": lambda row, _: record(row, NAMES[row - 1]),
    "one year, no id": lambda row, _: record(row, NAMES[row - 1], born=YEAR),
    "one name and birth, an id each": lambda row, _: record(row, personal_id=personal_id(row)),
    "one name and birth, a number each": lambda row, _: record(row, si_number=f"38{row:08d}"),
    "one name and birth, an address each": lambda row, _: record(row, address=f"Số {row}"),
    "half of them without an id": lambda row, count: record(
        row, address=f"Số {row}", personal_id=personal_id(row) if row <= count // 2 else None
    ),
    "half of them men without an id": lambda row, count: record(
        row,
        address=f"Số {row}",
        sex="female" if row <= count // 2 else "male",
        personal_id=personal_id(row) if row <= count // 2 else None,
    ),
    "two names a letter apart": lambda row, _: record(
        row, ("Mai Thị Lành", "Mai Thị Lanhh")[row % 2], personal_id=personal_id(row)
    ),
    "no village": lambda row, count: record(
        row,
        village=None,
        address=f"Số {row}",
        personal_id=personal_id(row) if row <= count // 2 else None,
    ),
    "every day of the year": lambda row, _: record(
        row, born=PartialDate(1979, row % 12 + 1, row % 28 + 1), personal_id=personal_id(row)
    ),
    "a village each": lambda row, _: record(
        row, village=f"Thôn {NAMES[row - 1]}", personal_id=personal_id(row)
    ),
    "equal rows": lambda row, _: record(row),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_work_grows_with_the_rows_and_no_faster(register: Register, shape: Made) -> None:
    small, large = (
        planned(register, shape, count).index.namesakes.looked_at for count in (200, 800)
    )
    assert large <= 5 * small + 800


def test_of_very_many_people_whom_a_row_may_be_the_first_are_shown(register: Register) -> None:
    with_ids = [record(row, personal_id=personal_id(row)) for row in range(1, 61)]
    planner = Planner(register, dated=ON, on=ON)
    planner.take([*with_ids, record(61)], {}, None)
    *taken, last = planner.rows()
    assert {row.outcome for row in taken} == {"added"}
    assert (last.outcome, last.why) == ("review", "several_alike")
    rows = [one.in_file_row for one in last.candidates]
    assert rows == list(range(1, MOST + 1))


def test_who_leaves_a_crowd_is_found_where_they_are_now(register: Register) -> None:
    crowd = [record(row, personal_id=personal_id(row)) for row in range(1, 61)]
    planner = Planner(register, dated=ON, on=ON)
    planner.take(crowd, {}, None)
    people = planner.index.namesakes
    one = next(iter(planner.index.people.values()))
    planner.index.put(one, "born", "1980-02-02")
    planner.index.rename(one, "Mai Thị Mận", "mai thi man")
    place = str(one.place)
    asked = {"sex": "female", "with_id": True}
    assert list(people.exactly("mai thi man", "1980-02-02", place, **asked)) == [one]  # type: ignore[arg-type]
    assert list(people.anywhere("mai thi man", "1980-02-02", **asked)) == [one]  # type: ignore[arg-type]
    assert people.names_near("mai thi mam", "1980-02-02", place) == ["mai thi man"]
    assert one not in set(people.of_year("mai thi lanh", "1979", place, **asked))  # type: ignore[arg-type]
    planner.index.put(one, "born", None)
    assert not list(people.anywhere("mai thi man", "1980-02-02", **asked))  # type: ignore[arg-type]
    planner.index.put(one, "born", "1980-02-02")
    planner.index.forget(one)
    assert not list(people.anywhere("mai thi man", "1980-02-02", **asked))  # type: ignore[arg-type]
    assert people.names_near("mai thi mam", "1980-02-02", place) == []


ROWS = st.builds(
    record,
    st.just(0),
    st.sampled_from(["Mai Thị Lành", "Mai Thị Lanhh", "Mai Thị Lan", "Mai Thi Lanh"]),
    born=st.sampled_from([BORN, YEAR, PartialDate(1979, 1), PartialDate(1979, 5, 2), None]),
    sex=st.sampled_from(["female", "male", None]),
    village=st.sampled_from(["Thôn Bến", "Thôn Chợ", None]),
    personal_id=st.sampled_from([None, None, *map(personal_id, range(6))]),
    si_number=st.sampled_from([None, None, "3800000001", "3800000002"]),
    address=st.sampled_from(["", "Số 1", "Số 2", "Số 3"]),
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(ROWS, max_size=14))
def test_a_crowd_decides_as_few_people_do(
    rows: list[Record], tmp_path_factory: pytest.TempPathFactory
) -> None:
    numbered = [replace(row, row=place) for place, row in enumerate(rows, start=1)]
    folder = tmp_path_factory.mktemp("crowd")
    fates = []
    with open_register(folder / "so.sas", clock=lambda: NOW, create=True) as register:
        for few in (0, 1_000):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(namesakes, "_FEW", few)
                planner = Planner(register, dated=ON, on=ON)
                planner.take(numbered, {}, None)
                fates.append(
                    [
                        (row.outcome, row.why, [one.in_file_row for one in row.candidates])
                        for row in planner.rows()
                    ]
                )
    assert fates[0] == fates[1]
