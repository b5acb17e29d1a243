"""The columns of the grid: what is typed short becomes a value, and its full form."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from rules.calendar import PartialDate, read_date, shown_day
from rules.errors import Problem, RuleError
from rules.identity import doubts, read_personal_id, read_phone, read_si_number
from rules.names import clean_name, likely_sex
from storage.alike import Alike
from storage.entering import EnteredPerson
from storage.people import Person
from ui.forms.entry.kin import Pick, read_relation, read_sex, relations, sexes, tr
from ui.wording import sentence, words

Key = Literal[
    "name", "relation", "sex", "born", "personal_id", "si_number", "phone", "hi_until", "ethnic"
]
REPEAT = "="
_YEAR = re.compile(r"\d\d")


@dataclass(frozen=True, slots=True)
class EntryColumn:
    """One column: its heading, its width in logical pixels (0 takes what is left)."""

    key: Key
    header: str
    width: int


def columns() -> tuple[EntryColumn, ...]:
    """The columns in the order in which a paper book is read."""
    return (
        EntryColumn("name", tr("Họ và tên"), 0),
        EntryColumn("relation", tr("Quan hệ"), 80),
        EntryColumn("sex", tr("Giới"), 56),
        EntryColumn("born", tr("Ngày sinh"), 96),
        EntryColumn("personal_id", tr("Số định danh"), 118),
        EntryColumn("si_number", tr("Mã số BHXH"), 102),
        EntryColumn("phone", tr("Điện thoại"), 102),
        EntryColumn("hi_until", tr("Thẻ BHYT đến"), 100),
        EntryColumn("ethnic", tr("Dân tộc"), 66),
    )


KEYS: tuple[Key, ...] = (
    "name", "relation", "sex", "born", "personal_id", "si_number", "phone", "hi_until", "ethnic",
)  # fmt: skip


@dataclass(slots=True)
class Cell:
    """What was typed, what it means, and the sentence that says why it cannot be meant."""

    text: str = ""
    value: Any = None
    problem: str = ""
    check: bool = False  # filled by a scanner: to be compared with the card


@dataclass(slots=True)
class EntryRow:
    """One person being typed.

    Attributes:
        alike: who in the register it may be.
        taken: who of the register is meant, and moves here.
    """

    cells: dict[Key, Cell] = field(default_factory=lambda: {key: Cell() for key in KEYS})
    alike: tuple[Alike, ...] = ()
    taken: Person | None = None

    def __getitem__(self, key: Key) -> Cell:
        return self.cells[key]

    @property
    def blank(self) -> bool:
        """Whether nothing was typed; a relation that came by itself is nothing."""
        return not any(cell.text for key, cell in self.cells.items() if key != "relation")

    def texts(self) -> list[str]:
        """What stands in the cells, in their order."""
        return [self.cells[key].text for key in KEYS]

    def suggested_sex(self) -> Pick | None:
        """The sex that the name suggests, while the cell is empty; shown, taken by Enter."""
        sex = likely_sex(str(self.cells["name"].value or ""))
        if self.cells["sex"].text or sex is None:
            return None
        return next(one for one in sexes() if one.code == sex)

    def doubt(self, key: Key) -> str:
        """What in a cell is worth a look; it can be saved all the same."""
        cell = self.cells[key]
        if cell.problem:
            return ""
        if cell.check:
            return tr("Đọc từ thẻ quét: đối chiếu từng chữ với thẻ.")
        if key != "personal_id" or cell.value is None:
            return ""
        pick = self.cells["sex"].value
        found = doubts(cell.value, pick.sex if pick else None, self.cells["born"].value)
        return words().say(f"warning.{found[0]}") if found else ""

    def person(self) -> EnteredPerson:
        """The person as it is written; the cells hold no problem."""
        value = {key: cell.value for key, cell in self.cells.items()}
        relation, sex = value["relation"], value["sex"]
        return EnteredPerson(
            name=value["name"] or "",
            relation=relation.code if relation else None,
            relation_text=relation.text if relation else "",
            sex=sex.sex if sex else None,
            born=value["born"],
            personal_id=value["personal_id"],
            si_number=value["si_number"],
            phone=value["phone"],
            hi_until=value["hi_until"],
            ethnic=value["ethnic"],
            known_id=self.taken.id if self.taken else None,
        )


def read_cell(key: Key, text: str, on: date) -> Cell:
    """The cell of a text: its value and its full form, or the text and why it cannot be meant.

    Args:
        key: the column.
        text: as typed, short or in full.
        on: the working day.
    """
    plain = " ".join(text.split())
    if not plain:
        return Cell()
    try:
        value, shown = _READERS[key](plain, on)
    except Problem as problem:
        return Cell(plain, None, sentence(problem))
    return Cell(shown, value)


def picks_of(key: Key) -> tuple[Pick, ...]:
    """What a column offers to choose from; nothing for those that are typed freely."""
    return {"relation": relations, "sex": sexes}[key]() if key in {"relation", "sex"} else ()


def _name(text: str, _on: date) -> tuple[str, str]:
    name = clean_name(text)
    if name == name.lower():  # typed in haste: every word begins large
        name = " ".join(word[:1].upper() + word[1:] for word in name.split())
    if not any(mark.isalpha() for mark in name) or any(mark.isdigit() for mark in name):
        raise Problem("typed_name_odd", value=text)
    return name, name


def _relation(text: str, _on: date) -> tuple[Pick, str]:
    found = read_relation(text)
    return found, found.words


def _sex(text: str, _on: date) -> tuple[Pick | None, str]:
    found = read_sex(text)
    return found, found.words


def _born(text: str, on: date) -> tuple[PartialDate, str]:
    found = read_date(f"00/00/{text}" if _YEAR.fullmatch(text) else text, on=on, birth=True)
    return found, found.shown


def _day(text: str, on: date) -> tuple[date, str]:
    found = read_date(text, on=on, birth=False)
    if found.day is None:
        raise RuleError("bad_date", value=text)
    return found.earliest(), shown_day(found.earliest())


def _same(read: Callable[[str], str]) -> Callable[[str, date], tuple[str, str]]:
    def reading(text: str, _on: date) -> tuple[str, str]:
        found = read(text)
        return found, found

    return reading


def _ethnic(text: str, _on: date) -> tuple[str, str]:
    shown = text[:1].upper() + text[1:]
    return shown, shown


_READERS: dict[Key, Callable[[str, date], tuple[Any, str]]] = {
    "name": _name,
    "relation": _relation,
    "sex": _sex,
    "born": _born,
    "personal_id": _same(read_personal_id),
    "si_number": _same(read_si_number),
    "phone": _same(read_phone),
    "hi_until": _day,
    "ethnic": _ethnic,
}
