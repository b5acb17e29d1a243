"""What goes along with people who move, and what an ended household leaves behind."""

from datetime import date
from pathlib import Path
from typing import Any

from rules.words import Words
from storage import Register
from storage.filters import Filter
from storage.listings import Filter as Asked
from storage.listings import household_card, rows_of
from storage.quotes import quote, walk
from storage.visits import ResultInput

ROOT = Path(__file__).resolve().parents[3]
WORDS = Words.load((ROOT / "resources" / "words" / "vi.toml").read_text(encoding="utf-8"))
ON = date(2026, 11, 22)
DAY = date(2026, 11, 20)


def promised(register: Register) -> dict[str, date | None]:
    return {row.id: row.next_day for row in register.households.list(on=ON)}


def visit(register: Register, home: str, day: date, *said: ResultInput, **more: Any) -> None:
    with register.change("Ghi kết quả đến nhà"):
        register.visits.record(home, day, results=said or [ResultInput("absent")], **more)


def test_what_was_promised_goes_with_the_person(register: Register, family: Any) -> None:
    visit(
        register,
        family["vi"],
        date(2026, 11, 10),
        ResultInput("thinking", family["Bình"], "hi", "no_money", next_day=date(2026, 11, 28)),
        ResultInput("agreed", family["Chín"], "hi", next_day=date(2026, 11, 30)),
    )
    with family.act() as life:
        made = life.split(family["vi"], [family["Bình"]], head_id=family["Bình"], day=DAY)
    assert promised(register) == {
        family["vi"]: date(2026, 11, 30),
        family["lo"]: None,
        made: date(2026, 11, 28),
    }
    (told,) = register.visits.of_household(made)
    assert [result.person for result in told.results] == ["Vi Văn Bình"]
    assert len(register.visits.of_household(family["vi"])[0].results) == 2
    (member,) = quote(register, made, ON).members
    assert member.hesitation is not None
    assert member.hesitation.reason == "no_money"
    visit(register, made, date(2026, 11, 28))
    assert promised(register)[made] is None


def test_what_was_promised_to_a_household_that_is_joined_still_stands(
    register: Register, family: Any
) -> None:
    visit(register, family["lo"], date(2026, 11, 10), next_day=date(2026, 11, 24))
    visit(register, family["vi"], date(2026, 11, 12), next_day=date(2026, 11, 26))
    with family.act() as life:
        life.join(family["lo"], family["vi"], day=DAY)
    assert promised(register) == {family["vi"]: date(2026, 11, 24)}
    assert len(register.visits.of_household(family["vi"])) == 2
    # and whoever was there in between has seen the people of this household
    with register.change("Xóa lần đến"):
        for table, column in (("visit_results", "visit_id"), ("visits", "id")):
            register.connection.execute(
                f"DELETE FROM {table} WHERE {column} IN"
                " (SELECT id FROM visits WHERE household_id = ?)",
                (family["vi"],),
            )
    seen = register.filtering.households(Filter(visited="visited"), ON)
    sql = f"SELECT h.id FROM households h WHERE {seen.sql}"
    assert family["vi"] in set(register.connection.column(sql, seen.values))
    visit(register, family["vi"], date(2026, 11, 24))
    assert promised(register) == {family["vi"]: None}


def test_a_day_promised_to_somebody_who_died_falls_away(register: Register, family: Any) -> None:
    visit(
        register,
        family["lo"],
        date(2026, 11, 10),
        ResultInput("agreed", family["Dung"], "hi", next_day=date(2026, 11, 24)),
    )
    assert promised(register)[family["lo"]] == date(2026, 11, 24)
    with family.act() as life:
        life.death(family["Dung"], day=DAY)
    assert promised(register)[family["lo"]] is None


def test_the_dead_are_insured_by_nobody_and_counted_nowhere(
    register: Register, family: Any
) -> None:
    with register.change("Ghi thẻ"):
        register.covers.add(
            family["Dung"],
            scheme="hi",
            known="covered",
            dated=date(2026, 1, 1),
            start=date(2026, 1, 1),
            until=date(2026, 12, 31),
        )
    with family.act() as life:
        life.death(family["Dung"], day=DAY)
    _, people = rows_of(register, "people", Asked(ON, search="Dung"))
    (row,) = people
    assert (row["status"], row["hi"], row["hi_from"], row["hi_until"]) == (
        "died",
        "not_covered",
        "2026-11-20",
        None,
    )
    _, before = rows_of(register, "people", Asked(date(2026, 11, 1), search="Dung"))
    assert before[0]["hi"] == "covered"
    card = household_card(register, register.households.get(family["lo"]).code, ON, WORDS)
    assert [(one["kind"], one["person"], one["date"]) for one in card["life"]] == [
        ("death", "Lò Thị Dung", "2026-11-20")
    ]


def test_a_household_that_left_is_carried_no_paper_and_still_opens_by_its_code(
    register: Register, family: Any
) -> None:
    code = register.households.get(family["lo"]).code
    with family.act() as life:
        life.household_leaves(family["lo"], day=DAY, where="Đắk Lắk")
    assert walk(register).household_ids == (family["vi"],)
    total, rows = rows_of(register, "households", Asked(ON))
    assert (total, [row["number"] for row in rows]) == (1, ["1"])
    assert register.households.state_counts(on=ON).all == 1
    assert [(hit.id, hit.gone) for hit in register.search(code)] == [(family["lo"], "left")]
    card = household_card(register, code, ON, WORDS)
    assert (card["status"], card["status_day"], card["head"]) == ("left", "2026-11-20", None)
    assert card["life"][0]["note"] == "Đắk Lắk"
    with family.act() as life:
        life.household_returns(family["lo"], day=ON)
    with family.act() as life:
        life.join(family["lo"], family["vi"], day=ON)
    assert [hit.id for hit in register.search(code)] == [family["vi"]]
