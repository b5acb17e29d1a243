"""What stands on a sheet: one line a person, its cells, and what they come to as results."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication

from rules.calendar import read_date, shown_day
from rules.errors import Problem, RuleError
from rules.money import dong, parse_amount
from rules.names import fold
from storage.visits import Result, ResultInput, Visit
from ui.wording import sentence

Key = Literal["hi", "vsi", "reason", "next", "received"]
Scheme = Literal["hi", "vsi"]
KEYS: tuple[Key, ...] = ("hi", "vsi", "reason", "next", "received")
SCHEMES: tuple[Scheme, ...] = ("hi", "vsi")
REPEAT = "="
OWN_WORDS = "0"

_LETTERS: dict[str, Result] = {
    "đ": "agreed",
    "d": "agreed",
    "n": "thinking",
    "t": "refused",
    "v": "absent",
    "c": "moved",
}
_RESULTS: tuple[Result, ...] = ("agreed", "thinking", "refused", "absent", "moved")
_HESITATES = frozenset({"thinking", "refused"})
_NOT_MET = frozenset({"absent"})
_NUMBER = re.compile(r"\d{1,3}")


def tr(text: str) -> str:
    """Words of the sheets."""
    return QCoreApplication.translate("Results", text)


def result_words() -> dict[str, str]:
    """What a result is called in its cell."""
    return {
        "agreed": tr("Đồng ý"),
        "thinking": tr("Nghĩ thêm"),
        "refused": tr("Từ chối"),
        "absent": tr("Vắng nhà"),
        "moved": tr("Chuyển đi"),
    }


@dataclass(slots=True)
class Cell:
    """What was typed, what it means, and the sentence that says why it cannot be meant."""

    text: str = ""
    value: Any = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads cells as they were meant on the day of a trip.

    Args:
        on: the day of the trip; no day promised lies before it.
        titles: what each reason is called, by its number.
    """

    on: date
    titles: Mapping[str, str]

    def read(self, key: Key, text: str) -> Cell:
        """The cell of a text: its value and its full form, or the text and what is wrong."""
        plain = " ".join(text.split())
        if not plain or plain == OWN_WORDS:
            return Cell()
        readers: dict[Key, Callable[[str], tuple[Any, str]]] = {
            "hi": _result,
            "vsi": _result,
            "reason": self._reason,
            "next": self._day,
            "received": _money,
        }
        try:
            value, shown = readers[key](plain)
        except Problem as problem:
            return Cell(str(problem.facts.get("shown", plain)), None, sentence(problem))
        return Cell(shown, value)

    def _reason(self, text: str) -> tuple[str, str]:
        if _NUMBER.fullmatch(text):
            number = str(int(text))
            if number not in self.titles:
                raise Problem("unknown_reason", number=number)
            return number, self.titles[number]
        own = text.removeprefix(OWN_WORDS).strip()
        same = (number for number, title in self.titles.items() if fold(title) == fold(own))
        number = next(same, "")
        words = own[:1].upper() + own[1:]
        return (number, self.titles[number]) if number else (words, words)

    def _day(self, text: str) -> tuple[date, str]:
        found = read_date(text, on=self.on, birth=False)
        if found.day is None:
            raise RuleError("bad_date", value=text)
        day = found.earliest()
        if day < self.on:
            raise Problem(
                "next_before_trip", day=f"{day:%d/%m}", trip=f"{self.on:%d/%m}",
                shown=shown_day(day),
            )  # fmt: skip
        return day, shown_day(day)


def _result(text: str) -> tuple[Result, str]:
    said = result_words()
    found = _LETTERS.get(text.lower())
    if text.isdecimal() and 1 <= int(text) <= len(_RESULTS):
        found = _RESULTS[int(text) - 1]
    if found is None:
        found = next((one for one in _RESULTS if fold(said[one]) == fold(text)), None)
    if found is None:
        raise Problem("unknown_result", value=text)
    return found, said[found]


def _money(text: str) -> tuple[int, str]:
    amount = parse_amount(text)
    return amount, dong(amount)


@dataclass(slots=True)
class Line:
    """One person of a sheet.

    Attributes:
        asked: the insurances this person can be asked about.
        held: what stands in the cell of one that is not asked: that there is one already, or "–".
    """

    person_id: str
    name: str
    asked: frozenset[str]
    held: dict[str, str]
    cells: dict[Key, Cell] = field(default_factory=lambda: {key: Cell() for key in KEYS})

    def __getitem__(self, key: Key) -> Cell:
        return self.cells[key]

    def texts(self) -> list[str]:
        """What stands in the cells, in their order."""
        return [self.cells[key].text for key in KEYS]

    def said(self) -> list[Result]:
        """The results that can be read, in the order of the columns."""
        return [self.cells[one].value for one in SCHEMES if self.cells[one].value is not None]

    def wants(self, key: Key) -> bool:
        """Whether Enter stops at a cell: only where the paper can have something for it."""
        said = set(self.said())
        if self.cells[key].text or key in self.asked:
            return True
        return {
            "reason": bool(said & _HESITATES),
            "next": bool(said & (_HESITATES | _NOT_MET)),
            "received": "agreed" in said,
        }.get(key, False)

    def judge(self) -> None:
        """Say what does not fit together; what cannot be read says so itself."""
        said = self.said()
        for key in ("reason", "next", "received"):
            cell = self.cells[key]
            if cell.value is not None:
                cell.problem = ""
        first = self.cells[next((one for one in SCHEMES if one in self.asked), SCHEMES[0])]
        if not said:
            others = any(self.cells[key].value is not None for key in KEYS)
            if not first.text:
                first.problem = tr("Chưa có kết quả. Gõ Đ, N, T hoặc V.") if others else ""
            return
        if first.value is not None or not first.text:
            first.problem = ""
        if self.cells["received"].value and "agreed" not in said:
            self.cells["received"].problem = tr(
                "Có tiền đã nhận mà không ai đồng ý. Sửa kết quả, hoặc xóa số tiền."
            )
        if self.cells["reason"].value and set(said) == {"agreed"}:
            self.cells["reason"].problem = tr("Có lý do mà đã đồng ý. Sửa kết quả, hoặc xóa lý do.")

    def results(self, *, dated: bool) -> Iterable[ResultInput]:
        """What is kept of the line; the cells hold no problem.

        The reason goes with what is hesitated about, the money with what was agreed first.

        Args:
            dated: whether the day promised is this person's, not the whole household's.
        """
        said = self.said()
        hesitates = bool(set(said) & _HESITATES)
        received = self.cells["received"].value
        for scheme in SCHEMES:
            result: Result | None = self.cells[scheme].value
            if result is None:
                continue
            reasoned = result in _HESITATES if hesitates else result != "agreed"
            money = received if result == "agreed" else None
            received = None if result == "agreed" else received
            yield ResultInput(
                result,
                self.person_id,
                scheme,
                self.cells["reason"].value if reasoned else None,
                self.cells["next"].value if dated else None,
                money,
            )


@dataclass(slots=True)
class Home:
    """One sheet: a household, its lines, and the visit they were kept as.

    Attributes:
        visitor_id: who went there, where a plan says so.
        planned: whether it is a stop of the trip that was planned.
        visit_id: the visit it was kept as, also while that is undone.
        kept: whether that visit stands in the register.
        beyond: results of that visit which have no cell here; they stay as they are.
        own_day: the day it promised to the household, where somebody was met; it stays, too.
        note: what else stands on the sheet, and as it was kept.
        saved: the texts as they were when they were kept.
    """

    id: str
    code: str
    village: str
    lines: list[Line]
    visitor_id: str | None = None
    planned: bool = False
    visit_id: str = ""
    kept: bool = False
    beyond: tuple[ResultInput, ...] = ()
    own_day: date | None = None
    note: str = ""
    saved_note: str = ""
    saved: list[list[str]] = field(default_factory=list)

    def texts(self) -> list[list[str]]:
        """What stands in the lines."""
        return [line.texts() for line in self.lines]

    @property
    def typed(self) -> bool:
        """Whether anything stands in any cell."""
        return any(text for line in self.lines for text in line.texts())

    @property
    def waiting(self) -> bool:
        """Whether something stands here that is not kept."""
        kept = (self.texts(), self.note) == (self.saved, self.saved_note)
        return not kept if self.kept else self.typed

    @property
    def everybody_out(self) -> bool:
        """Whether nobody was met: every result is that."""
        said = [one for line in self.lines for one in line.said()]
        return bool(said) and set(said) <= _NOT_MET

    def judge(self) -> None:
        """Say what does not fit together in any line."""
        for line in self.lines:
            line.judge()
        if self.kept and not self.typed:
            self.lines[0]["hi"].problem = tr(
                "Phiếu này đã ghi mà nay không còn kết quả nào. Gõ lại; muốn bỏ lần ghi thì"
                " bấm Ctrl+Z."
            )

    def fill_absent(self) -> bool:
        """V in the first cell and nothing else: the whole household was out. True when filled."""
        asked = [line[one] for line in self.lines for one in SCHEMES if one in line.asked]
        if not asked or asked[0].value != "absent" or any(cell.text for cell in asked[1:]):
            return False
        for cell in asked[1:]:
            cell.text, cell.value = asked[0].text, "absent"
        return True

    def promise(self) -> date | None:
        """The day promised to the whole household: nobody was met, and one day stands there."""
        days = [line["next"].value for line in self.lines]
        if self.everybody_out and days[0] is not None and not any(days[1:]):
            day: date = days[0]
            return day
        return self.own_day

    def results(self) -> tuple[ResultInput, ...]:
        """Everything to keep, with what has no cell here."""
        dated = self.promise() in {None, self.own_day}
        own = [one for line in self.lines for one in line.results(dated=dated)]
        return (*own, *self.beyond)

    def show_visit(self, visit: Visit, reader: Reader) -> None:
        """Put the results of a visit into the cells."""
        for line in self.lines:
            line.cells = {key: Cell() for key in KEYS}
        lines = {line.person_id: line for line in self.lines}
        beyond = []
        for one in visit.results:
            told = lines.get(one.person_id or "")
            if told is None or one.scheme is None or told[one.scheme].text:
                beyond.append(
                    ResultInput(
                        one.result,
                        one.person_id,
                        one.scheme,
                        one.reason,
                        one.next_day,
                        one.received,
                    )
                )
                continue
            told.cells[one.scheme] = reader.read(one.scheme, result_words()[one.result])
            if one.reason:
                told.cells["reason"] = Cell(reader.titles.get(one.reason, one.reason), one.reason)
            if one.next_day:
                told.cells["next"] = Cell(shown_day(one.next_day), one.next_day)
            if one.received is not None:
                told.cells["received"] = Cell(dong(one.received), one.received)
        self.own_day = visit.next_day
        if visit.next_day and self.everybody_out and not self.lines[0]["next"].text:
            self.lines[0].cells["next"] = Cell(shown_day(visit.next_day), visit.next_day)
            self.own_day = None
        self.note = self.saved_note = visit.note
        self.visit_id, self.kept, self.beyond = visit.id, True, tuple(beyond)
        self.saved = self.texts()

    def forget_visit(self) -> None:
        """The visit was taken back: the cells are empty again."""
        for line in self.lines:
            line.cells = {key: Cell() for key in KEYS}
        self.kept, self.beyond, self.own_day, self.saved = False, (), None, []
        self.note = self.saved_note = ""
