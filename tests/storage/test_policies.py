"""Policy files and the office's own values: checked, cut to their days, laid over each other."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from rules.errors import RuleError
from rules.policy import Cite, Policy, Status, Unit, Value
from rules.words import Words
from storage import Register, open_register
from storage.errors import StorageError
from storage.policies import OfficeValue, lay_over, shipped_policy
from storage.policy_files import PolicyFilesError, read_content, read_files

ON = date(2026, 10, 5)
WORDS = Words.load(
    (Path(__file__).parents[2] / "resources/words/vi.toml").read_text(encoding="utf-8")
)
GOOD = """
[[value]]
name = "rate"
value = 0.045
unit = "ratio"
start = 2020-01-01
document = "Luật"
"""


def faults_of(tmp_path: Path, *texts: str) -> list[tuple[str, int, str]]:
    """Return (file, line, code) of every fault of files with these texts."""
    files = []
    for number, text in enumerate(texts):
        files.append(tmp_path / f"{number}.toml")
        files[-1].write_text(text, encoding="utf-8")
    with pytest.raises(PolicyFilesError) as refused:
        read_files(files)
    assert WORDS.problem(refused.value)
    for fault in refused.value.faults:
        assert WORDS.say("error." + fault.code, **fault.facts)
    return [(fault.file, fault.line, fault.code) for fault in refused.value.faults]


def test_shipped_values_have_a_source_and_say_why_they_are_not_sure() -> None:
    values = list(shipped_policy())
    assert len(values) > 90
    assert all(value.cite.document for value in values)
    assert all(value.why for value in values if value.status != "confirmed")
    assert all(isinstance(value.value, Fraction) for value in values if value.unit == "ratio")


def test_shipped_histories_are_in_order_and_do_not_overlap() -> None:
    for history in shipped_policy().values.values():
        for earlier, later in pairwise(history):
            assert earlier.until is not None
            assert earlier.until < later.start


def test_the_reference_level_has_no_gap_since_2012() -> None:
    history = shipped_policy().values["base_salary"]
    assert history[0].start == date(2012, 5, 1)
    assert history[-1].until is None
    for earlier, later in pairwise(history):
        assert earlier.until is not None
        assert earlier.until + timedelta(days=1) == later.start


def test_a_share_is_exact(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(GOOD, encoding="utf-8")
    (value,) = read_files([file])
    assert value == Value("rate", Fraction(45, 1000), "ratio", date(2020, 1, 1), None, Cite("Luật"))


def test_all_faults_of_all_files_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    second = """# two values, both wrong
[[value]]
name = "line"
value = -5
unit = "dong"
start = 2020-01-01
until = 2019-12-31
document = 7

[[value]]
name = "line"
color = "red"
unit = "dong"
start = 2020-01-01T00:00:00
status = "perhaps"
"""
    faults = faults_of(tmp_path, GOOD + GOOD, second, "[[value]\n", "[other]\nx = 1\n", "x =")
    assert faults == [
        ("1.toml", 4, "policy_bad_content"),
        ("1.toml", 7, "policy_ends_before_start"),
        ("1.toml", 8, "policy_bad_content"),
        ("1.toml", 10, "policy_key_missing"),
        ("1.toml", 10, "policy_key_missing"),
        ("1.toml", 12, "policy_unknown_key"),
        ("1.toml", 14, "policy_bad_content"),
        ("1.toml", 15, "policy_bad_content"),
        ("2.toml", 1, "policy_not_toml"),
        ("3.toml", 1, "policy_unknown_key"),
        ("4.toml", 1, "policy_not_toml"),
        ("0.toml", 9, "policy_overlaps"),
    ]


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("parsec", "1"),
        ("dong", "1.5"),
        ("dong", "true"),
        ("ratio", '"4,5 %"'),
        ("ratio", "true"),
        ("ratios", "[]"),
        ("counts", "3"),
        ("curve", "[[15]]"),
        ("ages", '[["1961", 60, 3]]'),
        ("ages", '[["1961-01", 60]]'),
        ("ages", "[[1961, 60, 3]]"),
    ],
)
def test_a_value_must_fit_its_unit(tmp_path: Path, unit: str, value: str) -> None:
    text = GOOD.replace("0.045", value).replace('"ratio"', f'"{unit}"')
    assert faults_of(tmp_path, text) == [("0.toml", 4, "policy_bad_content")]


def test_what_is_not_sure_must_say_why(tmp_path: Path) -> None:
    assert faults_of(tmp_path, GOOD + 'status = "unsure"\n') == [
        ("0.toml", 2, "policy_key_missing")
    ]


def test_support_names_its_base_and_its_highest_amount(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(GOOD + 'of = "contribution"\nmost = 50000\n', encoding="utf-8")
    (value,) = read_files([file])
    assert (value.base, value.most) == ("contribution", 50_000)
    wrong = GOOD.replace("0.045", "5").replace('"ratio"', '"dong"') + 'of = "wage"\nmost = 1\n'
    assert faults_of(tmp_path, wrong) == [
        ("0.toml", 8, "policy_bad_content"),
        ("0.toml", 9, "policy_bad_content"),
    ]


@pytest.mark.parametrize(
    ("text", "unit", "content"),
    [
        ("2530000", "dong", 2_530_000),
        ("0.0031", "ratio", Fraction(31, 10_000)),
        ("1", "ratio", Fraction(1)),
        ("[1, 0.7]", "ratios", (Fraction(1), Fraction(7, 10))),
        ("[3, 6, 12]", "counts", (3, 6, 12)),
        ("[[15, 0.45]]", "curve", ((15, Fraction(9, 20)),)),
        ('[["1961-01", 60, 3]]', "ages", (("1961-01", 723),)),
    ],
)
def test_stored_values_are_read_in_their_unit(text: str, unit: Unit, content: object) -> None:
    assert read_content(text, unit) == content


def own(
    value: str,
    start: date,
    until: date | None = None,
    *,
    name: str = "poverty_line.rural",
    unit: Unit = "dong",
    status: Status = "confirmed",
) -> OfficeValue:
    return OfficeValue(
        id="1",
        name=name,
        value=value,
        unit=unit,
        start=start,
        until=until,
        document="Nghị định mới",
        document_day=None,
        article=None,
        status=status,
        why=None,
    )


def lines(policy: Policy, *days: date) -> list[int]:
    return [policy.on(day).int("poverty_line.rural") for day in days]


def test_an_office_value_without_end_replaces_what_is_only_expected() -> None:
    policy = lay_over(shipped_policy(), [own("2000000", date(2026, 12, 1))])
    found = lines(policy, date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 1), date(2030, 1, 1))
    assert found == [1_500_000, 2_000_000, 2_000_000, 2_000_000]


def test_an_office_value_without_end_gives_way_to_a_later_confirmed_one() -> None:
    policy = lay_over(shipped_policy(), [own("1000000", date(2021, 1, 1))])
    found = lines(policy, date(2020, 12, 31), date(2021, 12, 31), date(2022, 1, 1))
    assert found == [700_000, 1_000_000, 1_500_000]


def test_an_office_value_with_an_end_leaves_the_days_around_it() -> None:
    policy = lay_over(shipped_policy(), [own("1800000", date(2026, 10, 1), date(2026, 10, 31))])
    found = lines(policy, date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31))
    assert found == [1_500_000, 1_800_000, 1_800_000]
    assert lines(policy, date(2026, 11, 1)) == [1_500_000]


def test_the_office_may_name_what_the_program_does_not_know() -> None:
    name = "vsi.local.38.other"
    rows = [
        own("0.1", ON, name=name, unit="ratio"),
        own("0.2", date(2027, 1, 1), name=name, unit="ratio"),
    ]
    policy = lay_over(shipped_policy(), rows)
    assert policy.on(ON).ratio(name) == Fraction(1, 10)
    assert policy.on(date(2027, 1, 1)).ratio(name) == Fraction(1, 5)


def test_a_whole_shipped_value_may_disappear_under_an_office_one() -> None:
    policy = lay_over(shipped_policy(), [own("1600000", date(2022, 1, 1), date(2026, 12, 31))])
    assert [value.value for value in policy.values["poverty_line.rural"]] == [
        700_000,
        1_600_000,
        2_200_000,
    ]


def test_a_stored_value_that_cannot_be_read_is_named() -> None:
    with pytest.raises(StorageError) as refused:
        lay_over(shipped_policy(), [own('"x"', ON)])
    assert refused.value.facts == {"name": "poverty_line.rural", "value": '"x"'}
    assert WORDS.problem(refused.value)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with open_register(
        tmp_path / "register.sqlite",
        clock=lambda: datetime(2026, 10, 5, 8, tzinfo=UTC),
        create=True,
    ) as opened:
        yield opened


def test_a_register_without_own_values_has_the_shipped_law(register: Register) -> None:
    assert list(register.policies.policy()) == list(shipped_policy())


def test_a_value_of_the_office_counts_until_it_is_taken_back(register: Register) -> None:
    with register.change("Thêm lãi suất năm 2027"):
        value_id = register.policies.add(
            "vsi.investment_rate",
            "0.0033",
            unit="ratio",
            start=date(2027, 1, 1),
            until=date(2027, 12, 31),
            document="Thông báo 12/TB-BHXH",
            document_day=date(2027, 1, 20),
        )
    on = date(2027, 2, 1)
    value = register.policies.policy().on(on)["vsi.investment_rate"]
    assert (value.value, value.cite.full) == (
        Fraction(33, 10_000),
        "Thông báo 12/TB-BHXH (20/01/2027)",
    )
    assert [row.id for row in register.policies.own()] == [value_id]
    with register.change("Bỏ lãi suất năm 2027"):
        register.policies.remove(value_id)
    with pytest.raises(RuleError, match="no_value_in_force"):
        register.policies.policy().on(on).ratio("vsi.investment_rate")


def test_a_value_that_does_not_fit_is_not_stored(register: Register) -> None:
    with pytest.raises(StorageError), register.change("Thêm lãi suất"):
        register.policies.add(
            "vsi.investment_rate", '"0,33 %"', unit="ratio", start=ON, document="Thông báo"
        )
    assert register.policies.own() == ()
