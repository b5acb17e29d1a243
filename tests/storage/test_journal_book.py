"""The journal read page by page: newest first, by whom, by words, with names for ids."""

from pathlib import Path
from typing import Any

from storage import Register, open_register
from storage.journal_book import count_entries, names_in, read_page


def test_pages_are_newest_first_and_narrowed_by_writer_and_words(
    register: Register, place: Any, path: Path, clock: Any
) -> None:
    for number in range(5):
        with register.change(f"Sửa số nhà lần {number}"):
            register.households.save(place.household, number=str(number))
    with open_register(path, clock=clock, actor="Toản") as other, other.change("Sửa điện thoại"):
        other.people.save(place.wife, phone="0912000111")
    found = read_page(register, limit=2, offset=1)
    assert [one.change.what for one in found] == ["Sửa số nhà lần 4", "Sửa số nhà lần 3"]
    assert [row.fields() for row in found[0].rows] == [(("number", "3", "4"),)]
    assert register.journal.actors() == ["Hà", "Toản"]
    mine = read_page(register, limit=50, actor="Toản")
    assert [one.change.what for one in mine] == ["Sửa điện thoại"]
    assert count_entries(register, actor="Hà", text="SO NHA") == 5
    assert count_entries(register, text="điện") == 1


def test_ids_are_told_as_people_villages_and_household_codes(
    register: Register, place: Any
) -> None:
    with register.change("Ghi kết quả đến nhà"):
        register.people.save(place.child, household_id=place.empty_household)
        register.households.save(place.household, village_id=place.other_village)
    rows = read_page(register, limit=1)[0].rows
    names = names_in(register, rows)
    assert names[place.child] == "Nguyễn Thị Ánh"
    assert names[place.other_village] == "Thôn Tây"
    assert names[place.empty_household][3] == "-"  # as on paper: 7K4-M2Q


def test_an_entry_of_many_rows_is_told_by_its_first(register: Register, place: Any) -> None:
    with register.change("Thêm người"):
        for number in range(201):
            register.people.add(name=f"Tống Thị Mận {number}", village_id=place.village)
    entry = read_page(register, limit=1)[0]
    assert len(entry.rows) == 200
    assert entry.elsewhere
    assert not entry.of_list
