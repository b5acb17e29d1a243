"""Policy files between offices: what is written is read back, compared, and taken by choice."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.policy import Base, Cite, Content, Status, Unit, Value
from rules.words import Words
from storage import Register, open_register
from storage.errors import StorageError
from storage.policies import shipped_policy
from storage.policy_checks import PolicyValueError, is_support
from storage.policy_exchange import (
    accept,
    compare,
    export_values,
    read_values,
    received_values,
    write_values,
)
from storage.policy_files import PolicyFilesError, read_content, write_content
from storage.policy_reach import paying_below
from storage.sample import make_sample

ON = date(2026, 11, 21)
WORDS = Words.load(
    (Path(__file__).parents[2] / "resources/words/vi.toml").read_text(encoding="utf-8")
)
DECREE = Value(
    "base_salary",
    2_800_000,
    "dong",
    date(2027, 7, 1),
    None,
    Cite("Nghị định 1/2027/NĐ-CP", date(2027, 5, 15), "Điều 3"),
)
PROVINCE = Value(
    "vsi.local.38.poor",
    Fraction(1, 5),
    "ratio",
    date(2027, 1, 1),
    date(2030, 12, 31),
    Cite("Nghị quyết 2/2026/NQ-HĐND"),
    "pending",
    "Chờ công báo.",
    "contribution",
    60_000,
)


def opened(path: Path) -> Register:
    return open_register(
        path, clock=lambda: datetime(2026, 11, 21, 8, tzinfo=UTC), create=True, actor="Lành"
    )


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Register]:
    with opened(tmp_path / "here.sas") as register:
        yield register


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Register]:
    with opened(tmp_path / "there.sas") as register:
        yield register


def add(register: Register, *values: Value) -> None:
    with register.change("Ghi văn bản"):
        for value in values:
            register.policies.add_value(value)


def outcomes(register: Register, path: Path) -> list[str]:
    return [row.outcome for row in compare(register, read_values(path))]


# Round trips


def test_own_values_go_to_another_office_and_are_the_same_there(
    here: Register, there: Register, tmp_path: Path
) -> None:
    add(here, DECREE, PROVINCE)
    file = tmp_path / "chinh-sach.toml"
    assert export_values(here, file, day=ON) == 2
    rows = compare(there, read_values(file))
    assert [row.outcome for row in rows] == ["differs", "only_there"]
    assert rows[0].parts == ("value", "document", "dated", "article")
    assert rows[0].here is not None
    assert rows[0].here.value == 2_530_000
    with there.change("Nhận tệp chính sách"):
        assert accept(there, rows) == 2
    assert outcomes(there, file) == ["same", "same"]
    assert there.policies.own_values() == (DECREE, PROVINCE)
    there.undo()
    assert there.policies.own_values() == ()


def test_a_file_of_everything_is_the_same_at_home_and_tells_what_is_own_elsewhere(
    here: Register, there: Register, tmp_path: Path
) -> None:
    add(here, DECREE, PROVINCE)
    file = tmp_path / "chinh-sach.toml"
    assert export_values(here, file, day=ON, everything=True) == len(list(here.policies.policy()))
    assert set(outcomes(here, file)) == {"same"}
    rows = [row for row in compare(there, read_values(file)) if row.outcome != "same"]
    assert [row.value.name for row in rows] == ["base_salary", "vsi.local.38.poor"]


def test_two_own_values_that_meet_are_written_for_the_days_on_which_they_hold(
    here: Register, there: Register, tmp_path: Path
) -> None:
    month = replace(DECREE, value=3_000_000, start=date(2027, 9, 1), until=date(2027, 9, 30))
    add(here, DECREE, month)
    file = tmp_path / "chinh-sach.toml"
    assert export_values(here, file, day=ON) == 3
    assert set(outcomes(here, file)) == {"same"}
    with there.change("Nhận"):
        accept(there, compare(there, read_values(file)))
    days = [date(2027, 8, 31), date(2027, 9, 1), date(2027, 9, 30), date(2027, 10, 1)]
    for register in (here, there):
        found = [register.policies.policy().on(day).int("base_salary") for day in days]
        assert found == [2_800_000, 3_000_000, 3_000_000, 2_800_000]


def test_what_the_file_lacks_is_named_and_a_file_never_takes_it_away(
    here: Register, there: Register, tmp_path: Path
) -> None:
    add(here, DECREE)
    add(there, PROVINCE)
    file = tmp_path / "chinh-sach.toml"
    export_values(there, file, day=ON)
    rows = compare(here, read_values(file))
    assert [(row.outcome, row.value.name) for row in rows] == [
        ("only_there", PROVINCE.name),
        ("only_here", DECREE.name),
    ]
    with here.change("Nhận"):
        assert accept(here, rows) == 1
    assert here.policies.own_values() == (DECREE, PROVINCE)


def test_a_document_of_another_day_is_a_difference_and_the_taken_value_replaces_ours(
    here: Register, there: Register, tmp_path: Path
) -> None:
    add(here, DECREE)
    add(there, replace(DECREE, cite=replace(DECREE.cite, dated=None)))
    file = tmp_path / "chinh-sach.toml"
    export_values(there, file, day=ON)
    (row,) = compare(here, read_values(file))
    assert (row.outcome, row.parts) == ("differs", ("dated",))
    with here.change("Nhận"):
        accept(here, [row])
    assert here.policies.own_values()[0].cite.dated is None


def test_the_head_names_the_office_and_the_day() -> None:
    text = write_values([DECREE], office="UBND xã\nCẩm Thạch", day=ON)
    assert text.startswith("# Chính sách của UBND xã Cẩm Thạch, ghi ngày 21/11/2026.\n")
    assert len(tomllib.loads(text)["value"]) == 1


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
SHARES = st.builds(lambda n: Fraction(n, 10_000), st.integers(0, 10_000))
COUNTS = st.integers(0, 10**9)
CONTENTS: dict[Unit, st.SearchStrategy[Content]] = {
    "dong": COUNTS,
    "count": COUNTS,
    "ratio": SHARES,
    "ratios": st.lists(SHARES, min_size=1, max_size=6).map(tuple),
    "counts": st.lists(COUNTS, min_size=1, max_size=6).map(tuple),
    "curve": st.lists(st.tuples(COUNTS, SHARES), min_size=1, max_size=4).map(tuple),
    "ages": st.lists(
        st.tuples(st.sampled_from(["1961-01", "1970-12"]), st.integers(0, 900)), min_size=1
    ).map(tuple),
}


@st.composite
def any_value(draw: st.DrawFn, name: str) -> Value:
    unit = draw(st.sampled_from(sorted(CONTENTS)))
    start = draw(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
    until = draw(st.none() | st.builds(lambda n: start + timedelta(days=n), st.integers(0, 9999)))
    status: Status = draw(st.sampled_from(["confirmed", "pending", "unsure"]))
    why = draw(TEXTS) if status != "confirmed" else draw(st.none() | TEXTS)
    base: Base | None = draw(st.sampled_from([None, "poverty_line", "contribution", "premium"]))
    most = draw(st.none() | st.integers(1, 10**9)) if unit == "ratio" else None
    cite = Cite(draw(TEXTS), draw(st.none() | st.dates()), draw(st.none() | TEXTS))
    return Value(name, draw(CONTENTS[unit]), unit, start, until, cite, status, why, base, most)


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_values_are_read_back_as_they_were_written(data: st.DataObject, tmp_path: Path) -> None:
    names = data.draw(st.lists(TEXTS, unique=True, min_size=1, max_size=4))
    values = [data.draw(any_value(name)) for name in sorted(names)]
    file = tmp_path / "tep.toml"
    text = write_values(values, office=data.draw(TEXTS), day=ON)
    file.write_text(text, encoding="utf-8", newline="\n")
    assert sorted(read_values(file), key=lambda v: v.name) == values


def test_every_shipped_value_is_written_as_it_is_stored() -> None:
    for value in shipped_policy():
        assert read_content(write_content(value.value, value.unit), value.unit) == value.value


# Files that cannot be used


def test_all_faults_of_a_received_file_are_told_at_once_and_nothing_is_taken(
    here: Register, tmp_path: Path
) -> None:
    file = tmp_path / "sai.toml"
    good = write_values([DECREE], office="X", day=ON)
    file.write_text(
        good.replace("2800000", "1e999999999").replace("unit", "units")
        + '[[value]]\nname = "vsi.rate"\nvalue = nan\nunit = "ratio"\nstart = 2027-01-01\n',
        encoding="utf-8",
    )
    with pytest.raises(PolicyFilesError) as refused:
        read_values(file)
    assert [(fault.line, fault.code) for fault in refused.value.faults] == [
        (4, "policy_key_missing"),
        (7, "policy_unknown_key"),
        (12, "policy_key_missing"),
        (14, "policy_bad_content"),
    ]
    assert here.policies.own() == ()


def test_what_the_law_here_cannot_use_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "sai.toml"
    unknown = replace(DECREE, name="khong.co")
    other_unit = replace(DECREE, name="vsi.rate")
    file.write_text(
        write_values([unknown, DECREE, other_unit], office="X", day=ON), encoding="utf-8"
    )
    with pytest.raises(PolicyFilesError) as refused:
        received_values(file)
    assert {fault.code for fault in refused.value.faults} == {
        "policy_name_unknown",
        "policy_unit_differs",
    }
    starts = [
        number
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if line == "[[value]]"
    ]
    assert {fault.line for fault in refused.value.faults} <= set(starts)


def test_all_that_the_program_came_with_can_be_received(tmp_path: Path) -> None:
    file = tmp_path / "tat-ca.toml"
    file.write_text(write_values(list(shipped_policy()), office="X", day=ON), encoding="utf-8")
    assert len(received_values(file)) == len(list(shipped_policy()))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe\x00", "policy_file_unreadable"),
        (b"# nothing\n", "policy_file_empty"),
        (b"value = 5\n", "policy_files_faulty"),
        (b"[value]\nname = 5\n", "policy_files_faulty"),
    ],
)
def test_what_is_no_policy_file_is_said_in_one_sentence(
    tmp_path: Path, content: bytes, code: str
) -> None:
    file = tmp_path / "la.toml"
    file.write_bytes(content)
    with pytest.raises(StorageError) as refused:
        read_values(file)
    assert refused.value.code == code
    assert WORDS.problem(refused.value)
    with pytest.raises(StorageError, match="policy_file_unreadable"):
        read_values(tmp_path / "khong-co.toml")


def test_a_file_kept_by_notepad_is_read(tmp_path: Path) -> None:
    file = tmp_path / "bom.toml"
    text = write_values([DECREE], office="X", day=ON)
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"))
    assert read_values(file) == (DECREE,)


def test_a_value_of_a_file_that_the_law_cannot_work_with_is_refused(
    here: Register, tmp_path: Path
) -> None:
    file = tmp_path / "la.toml"
    odd = replace(DECREE, name="vsi.rate", value=Fraction(5), unit="ratio")
    file.write_text(write_values([odd], office="X", day=ON), encoding="utf-8")
    rows = compare(here, read_values(file))
    with pytest.raises(PolicyValueError), here.change("Nhận"):
        accept(here, rows)
    assert here.policies.own() == ()


# What may be added


def test_everything_wrong_with_a_value_is_told_at_once(here: Register) -> None:
    odd = replace(
        DECREE,
        value=10**12,
        until=date(2027, 1, 1),
        cite=Cite(" "),
        status="pending",
        base="premium",
        most=0,
    )
    with pytest.raises(PolicyValueError) as refused:
        here.policies.check(odd)
    assert [(fault.code, fault.facts["field"]) for fault in refused.value.faults] == [
        ("policy_amount_too_large", "value"),
        ("policy_base_unfit", "base"),
        ("policy_most_unfit", "most"),
        ("policy_ends_before_start", "until"),
        ("policy_document_missing", "document"),
        ("policy_why_missing", "why"),
    ]
    assert all(WORDS.problem(fault) for fault in refused.value.faults)


@pytest.mark.parametrize(
    ("name", "value", "unit", "code"),
    [
        ("vsi.nothing", 1, "count", "policy_name_unknown"),
        ("vsi.local.99.poor", Fraction(1), "ratio", "policy_name_unknown"),
        ("vsi.local.38.student", Fraction(1), "ratio", "policy_name_unknown"),
        ("vsi.rate", 22, "count", "policy_unit_differs"),
        ("vsi.rate", Fraction(22), "ratio", "policy_share_too_large"),
        ("hi.household_shares", (Fraction(1), Fraction(7)), "ratios", "policy_share_too_large"),
        ("pension.rate.male", ((15, Fraction(40)),), "curve", "policy_share_too_large"),
    ],
)
def test_a_value_that_fits_nothing_is_refused(
    here: Register, name: str, value: Content, unit: Unit, code: str
) -> None:
    with pytest.raises(PolicyValueError, match=code):
        here.policies.check(replace(DECREE, name=name, value=value, unit=unit))


def test_support_of_the_four_kinds_is_known() -> None:
    names = ("vsi.local.38.poor", "vsi.other.38.island", "hi.local.01.student", "hi.other.01.poor")
    assert all(map(is_support, names))
    assert not is_support("vsi.local.38")


def test_one_name_has_one_own_value_from_a_day_and_the_later_one_holds(here: Register) -> None:
    add(here, DECREE)
    with pytest.raises(PolicyValueError, match="policy_same_start"):
        add(here, replace(DECREE, value=3_000_000))
    later = replace(DECREE, value=3_000_000, start=date(2027, 9, 1))
    (first,) = here.policies.covers(DECREE)
    assert (first.value.value, first.value.start, first.own) == (2_530_000, DECREE.start, False)
    (second,) = here.policies.covers(later)
    assert (second.value.value, second.value.start, second.own) == (2_800_000, later.start, True)
    assert here.policies.covers(replace(PROVINCE)) == ()


# Whom it reaches


def test_people_below_a_new_lowest_income_are_listed_by_their_latest_enrolment(
    here: Register,
) -> None:
    make_sample(here, people=400, seed=3, on=ON)
    oldest_first = here.connection.rows(
        "SELECT e.person_id, e.income FROM enrolments e JOIN people p ON p.id = e.person_id"
        " WHERE e.scheme = 'vsi' AND p.status IN ('here', 'away') ORDER BY e.until, e.day, e.id"
    )
    latest: dict[str, int] = dict(oldest_first)
    assert latest
    assert paying_below(here, 1_500_000) == ()
    found = paying_below(here, 2_200_000)
    below = {person for person, income in latest.items() if income < 2_200_000}
    assert {row.person_id for row in found} == below
    assert len(found) == len(below)
    assert all(row.income < 2_200_000 and row.name for row in found)
