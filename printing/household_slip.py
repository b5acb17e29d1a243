"""The slip at the foot of a sheet: what the family ticks, and what the officer notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from printing.fonts import Face
from printing.household_words import SlipItem
from printing.marks import cut_line, qr, tick_box, write_on
from printing.paper import MM, Paper, first_baseline
from printing.text import Style, text_width, wrapped
from printing.wording import Wording

_TITLE = Style(Face.EXTRABOLD, 13.5, 18)
_CODE = Style(Face.BOLD, 12, 16)
_TEXT = Style(Face.REGULAR, 10.8, 15)
_SMALL = Style(Face.REGULAR, 10, 14)
_TINY = Style(Face.REGULAR, 7.8, 10)
_LABEL = Style(Face.REGULAR, 9.6, 11.4)
_BOX = 4.4 * MM
_RESULTS = ("đồng ý", "nghĩ thêm", "từ chối", "vắng")


@dataclass(frozen=True, slots=True)
class Slip:
    """The slip of one household, of a width in points; drawn from its cut line down."""

    wording: Wording
    code: str
    scan: str
    items: tuple[SlipItem, ...]
    width: float
    left: float
    qr_side: float = 12 * MM

    @property
    def height(self) -> float:
        """From the cut line to the lower edge of the sheet, the same on both sides, in points."""
        front = self._ticks_top + self._tick_rows * self._step + 12 * MM
        back = 11 * MM + self._result_rows * self._result_step + (13 if self._many else 11) * MM
        return max(front, back + self._head_of_results, 41.4 * MM)

    @property
    def _many(self) -> bool:
        """More than fit beside the squares: ticks begin below them, results in two blocks."""
        return len(self.items) > 3 or any(self._is_wide(item) for item in self.items)

    def _is_wide(self, item: SlipItem) -> bool:
        """Tell whether an item would run into the next column, with its line to write on."""
        label = self.wording.say(f"slip.{item.scheme}", Who=item.who)
        line = 8 * MM if item.scheme == "vsi" else 0
        return 6.6 * MM + text_width(label, _TEXT) + line > 58 * MM

    @property
    def _people(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.who for item in self.items))

    @property
    def _tick_rows(self) -> int:
        count = len(self._people) if self._many else len(self.items)
        return ceil((count + 1) / 2)

    @property
    def _ticks_top(self) -> float:
        return (self.qr_side + 11 * MM) if self._many else 13.6 * MM

    @property
    def _step(self) -> float:
        return (7 if self._many else 7.9) * MM

    @property
    def _result_rows(self) -> int:
        return ceil(len(self.items) / 2) if self._many else len(self.items)

    @property
    def _result_step(self) -> float:
        return (7.6 if self._many else 7) * MM

    @property
    def _head_of_results(self) -> float:
        return 5 * MM if self._many else 0

    def front(self, paper: Paper) -> None:
        """Draws what the family fills in: ticks, signature, day, telephone."""
        top = paper.height - self.height
        cut_line(paper, top)
        x, right = self.left, self.left + self.width
        baseline = top + 7.9 * MM
        paper.text(x, baseline, self.wording.say("slip.family"), _TITLE)
        squares = right - 2 * MM - self.qr_side
        qr(paper, squares, top + 3.8 * MM, self.qr_side, self.scan)
        said = self.wording.say("slip.code", code=self.code)
        paper.right(squares - 3 * MM, baseline, said, _CODE)
        ticks = self._ticks_of_many if self._many else self._ticks
        ticks(paper, top + self._ticks_top)
        self._signature(paper, paper.height - 8.6 * MM)

    def _ticks(self, paper: Paper, top: float) -> None:
        """A box for each thing to agree to, in two columns beside the squares."""
        labels = [
            (self.wording.say(f"slip.{item.scheme}", Who=item.who), item.scheme == "vsi")
            for item in self.items
        ]
        labels.append((self.wording.say("slip.meet"), False))
        free = self.width - self.qr_side - 4 * MM
        for number, (label, writes) in enumerate(labels):
            row, column = number % self._tick_rows, number // self._tick_rows
            x, y = self.left + column * 60 * MM, top + row * self._step
            baseline = _beside(paper, x, y, label)
            if writes:
                start = x + 6.6 * MM + text_width(label, _TEXT) + 1.2 * MM
                end = self.left + (free if column else 58 * MM)
                write_on(paper, start, max(end, start + 5 * MM), baseline + 1.2 * MM)

    def _ticks_of_many(self, paper: Paper, top: float) -> None:
        """A row for each person with a box for each insurance, in two columns."""
        wide = (self.width + 8 * MM) / 2
        boxes = (wide - 22 * MM, wide - 13 * MM)
        for column in range(2):
            for place, word in zip(boxes, ("BHYT", "BHXH"), strict=True):
                x = self.left + column * wide + place + _BOX / 2
                paper.centre(x, top - 3.4 * MM, word, _TINY)
        has = {(item.who, item.scheme) for item in self.items}
        for number, who in enumerate(self._people):
            row, column = number % self._tick_rows, number // self._tick_rows
            x, y = self.left + column * wide, top + row * self._step
            lines = wrapped(who, _SMALL, wide - 23 * MM)
            paper.lines(x, y - len(lines) * _SMALL.leading / 2, lines, _SMALL)
            for place, scheme in zip(boxes, ("hi", "vsi"), strict=True):
                if (who, scheme) in has:
                    tick_box(paper, x + place, y - _BOX / 2)
        last = len(self._people)
        row, column = last % self._tick_rows, last // self._tick_rows
        meet = self.wording.say("slip.meet")
        _beside(paper, self.left + column * wide, top + row * self._step, meet)

    def _signature(self, paper: Paper, baseline: float) -> None:
        self._lines(paper, baseline, (("Ký tên", 0.43), ("Ngày", 0.22), ("Điện thoại", 0.35)))

    def _lines(self, paper: Paper, baseline: float, fields: Sequence[tuple[str, float]]) -> None:
        """Words with lines to write on, each field taking its share of the width."""
        x = self.left
        for number, (label, share) in enumerate(fields):
            end = x + share * self.width
            paper.text(x, baseline, label, _TEXT)
            start = x + text_width(label, _TEXT) + 1.6 * MM
            last = number == len(fields) - 1
            write_on(paper, start, end if last else end - 4 * MM, baseline + 1.4 * MM)
            x = end

    def back(self, paper: Paper) -> None:
        """Draws what the officer fills in for each person and insurance."""
        top = paper.height - self.height
        cut_line(paper, top)
        baseline = top + 7.9 * MM
        paper.text(self.left, baseline, self.wording.say("slip.officer"), _TITLE)
        said = self.wording.say("slip.code", code=self.code)
        paper.right(self.left + self.width, baseline, said, _CODE)
        draw_rows = self._dense_results if self._many else self._results
        draw_rows(paper, top + 14 * MM)
        fields = (("Lý do số", 0.26), ("Hẹn lại ngày", 0.40), ("Người đi", 0.34))
        self._lines(paper, paper.height - 7.6 * MM, fields)

    def _results(self, paper: Paper, top: float) -> None:
        """One row for each item, the words beside their boxes."""
        steps = (0, 21.6 * MM, 46.4 * MM, 68.4 * MM)
        for number, item in enumerate(self.items):
            y = top + number * self._result_step
            baseline = y - _TEXT.leading / 2 + first_baseline(_TEXT)
            label = self.wording.say(f"slip.{item.scheme}_short", Who=item.who)
            paper.text(self.left, baseline, label, _TEXT)
            shift = max(36 * MM, text_width(label, _TEXT) + 3 * MM)
            squeeze = min(1.0, (self.width - shift - 14 * MM) / steps[-1])
            for step, word in zip(steps, _RESULTS, strict=True):
                x = self.left + shift + step * squeeze
                tick_box(paper, x, y - _BOX / 2)
                paper.text(x + 5.4 * MM, baseline, word, _SMALL)

    def _dense_results(self, paper: Paper, top: float) -> None:
        """Two blocks side by side, the words once above their boxes."""
        half = (self.width - 4 * MM) / 2
        step = 7.6 * MM
        for block in range(2):
            x = self.left + block * (half + 4 * MM)
            first = x + half - 4 * step + step / 2
            for number, word in enumerate(_RESULTS):
                for line, part in enumerate(word.split()):
                    place = top - 1.4 * MM + line * 2.7 * MM
                    paper.centre(first + number * step, place, part, _TINY)
            for row, item in enumerate(self._block(block)):
                y = top + self._head_of_results + (row + 0.1) * self._result_step
                label = self.wording.say(f"slip.{item.scheme}_short", Who=item.who)
                lines = wrapped(label, _LABEL, half - 4 * step - 1 * MM)
                paper.lines(x, y - len(lines) * _LABEL.leading / 2, lines, _LABEL)
                for number in range(len(_RESULTS)):
                    tick_box(paper, first + number * step - _BOX / 2, y - _BOX / 2)

    def _block(self, number: int) -> tuple[SlipItem, ...]:
        per_block = self._result_rows
        return self.items[number * per_block : (number + 1) * per_block]


def _beside(paper: Paper, x: float, y: float, label: str) -> float:
    """Draws a box with its label; returns the baseline."""
    tick_box(paper, x, y - _BOX / 2)
    baseline = y - _TEXT.leading / 2 + first_baseline(_TEXT)
    paper.text(x + 6.6 * MM, baseline, label, _TEXT)
    return baseline
