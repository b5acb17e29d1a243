"""A quick way to people the villages of a story."""

from datetime import date, timedelta

from storage import Register
from storage.people import name_columns
from storage.rows import insert_many

_FIRST = date(1940, 1, 1)
_DAYS = 15_000  # births up to 1981
_FAMILIES = ("Mai", "Tống", "Lường", "Vi", "Lò", "Hà", "Cầm", "Quàng", "Sầm", "Lộc")
_MIDDLES = ("Thị", "Văn", "Thu", "Đức", "Minh", "Xuân", "Hồng", "Ngọc", "Bích")
_GIVEN = ("Lành", "Mận", "Mến", "Tuất", "Ngo", "Sen", "Thìn", "Dậu", "Hảo", "Sáng", "Khuyên")


def _name(number: int) -> str:
    """Names differ, or whoever looks for doubles would compare everybody with everybody."""
    family, middle, given = number % 10, number % 9, number % 11
    return f"{_FAMILIES[family]} {_MIDDLES[middle]} {_GIVEN[given]}"


def _born(number: int) -> str:
    return (_FIRST + timedelta(days=number * 7 % _DAYS)).isoformat()


def fill(
    register: Register, village: str, people: int, *, covered: int = 0, told: int = 0
) -> list[str]:
    """Put people into a village; the first ones have a card, by a list.

    Of those after them, ``told`` are known to have none, and of the rest nothing is known.
    """
    ids = [register.new_id() for _ in range(people)]
    insert_many(
        register.connection,
        "people",
        ("id", "village_id", "born", "name", "folded", "sort_key"),
        (
            (one, village, _born(number), *name_columns(_name(number)).values())
            for number, one in enumerate(ids)
        ),
    )
    facts = [(one, "covered") for one in ids[:covered]]
    facts += [(one, "not_covered") for one in ids[covered : covered + told]]
    insert_many(
        register.connection,
        "covers",
        ("id", "person_id", "scheme", "known", "dated", "source"),
        ((register.new_id(), one, "hi", known, "2025-01-01", "import") for one, known in facts),
    )
    return ids
