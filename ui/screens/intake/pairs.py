"""Is this row that person? The two side by side, and three keys to answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rules.calendar import shown_day
from rules.identity import masked
from rules.money import dong
from storage.intake import Choices, Decision, PlannedRow, Record, Resemblance
from ui.buttons import Button
from ui.cut_cells import CutModel
from ui.panels import Panel, words
from ui.screens.intake.draft import Draft
from ui.screens.intake.marks import put_mark
from ui.screens.intake.sides import LinkDelegate, place_words, side_words
from ui.screens.intake.wording import born_words, sex_words, tr, where_words, why_words
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column

_ASIDE = frozenset({"sex", "phone"})
_NUMBERS = frozenset({"personal_id", "si_number"})
_FIELDS = ("name", "born", "sex", "personal_id", "si_number", "village", "phone", "cover_hi")


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of the two: as in the file and as in the register; empty when not known."""

    field: str
    ours: str
    theirs: str
    side: str = ""
    newer: bool = False

    @property
    def differs(self) -> bool:
        """Whether the two say different things, or only one of them says anything."""
        return self.ours.lower() != self.theirs.lower()

    @property
    def kept(self) -> str:
        """Whose value stays when both are one person: blanks are filled, a birth made exact."""
        if not self.differs:
            return tr("giống nhau")
        return side_words(self.side if self.chooses and self.side else self._by_itself)

    @property
    def _by_itself(self) -> str:
        sharper = self.field == "born" and self.ours.endswith(f"/{self.theirs}")
        return "file" if sharper or self.newer or not self.theirs else "register"

    @property
    def chooses(self) -> bool:
        """Whether the clerk may choose between two values that contradict each other."""
        exact = self.field == "born" and (
            self.ours.endswith(f"/{self.theirs}") or self.theirs.endswith(f"/{self.ours}")
        )
        return self.differs and bool(self.ours and self.theirs) and not exact

    @property
    def other_side(self) -> str:
        """The side that does not stand now."""
        return "register" if (self.side or self._by_itself) == "file" else "file"


def lines_of(
    record: Record, one: Resemblance, sides: Mapping[str, str], day: date
) -> tuple[Line, ...]:
    """Return what both say: nothing that neither knows, sex and phone only where they differ.

    Args:
        record: the row, of a list as of a day.
        one: somebody whom it may be.
        sides: whose value stands, by field, where the clerk has chosen.
        day: of two dates of a card the newer list tells the one that stands.
    """
    born = record.born.shown if record.born else ""
    pairs = (
        ("name", record.name, one.name),
        ("born", born, born_words(one.born)),
        ("sex", sex_words(record.sex), sex_words(one.sex)),
        ("personal_id", record.personal_id or "", one.personal_id or ""),
        ("si_number", record.si_number or "", one.si_number or ""),
        ("village", record.village or "", one.village or ""),
        ("phone", record.phone or "", one.phone or ""),
        ("cover_hi", *_cards(record, one)),
    )
    newer = one.hi_dated is None or day.isoformat() > one.hi_dated
    lines = [
        _hidden(Line(*pair, sides.get(pair[0], ""), newer and pair[0] == "cover_hi"))
        for pair in pairs
        if pair[1] or pair[2]
    ]
    return tuple(line for line in lines if line.differs or line.field not in _ASIDE)


def _hidden(line: Line) -> Line:
    """Hide digits that need no comparing: both the same, or only one side known."""
    if line.field not in _NUMBERS or (line.differs and line.ours and line.theirs):
        return line
    return replace(line, ours=masked(line.ours), theirs=masked(line.theirs))


def _cards(record: Record, one: Resemblance) -> tuple[str, str]:
    """Return the last day of health insurance as both tell it; nothing where the row is silent."""
    told = next((said.until for said in record.covers if said.scheme == "hi"), None)
    if told is None:
        return "", ""
    return shown_day(told), born_words(one.hi_until)


class PairTable(RecordTable):
    """As high as its rows where there is room, scrolling where there is not."""

    def fit(self) -> None:
        """Take the height of the rows now."""
        head = look().metrics.table_head
        row = self.verticalHeader().defaultSectionSize()
        self.setMinimumHeight(head + 3 * row)
        self.setMaximumHeight(max(self.sizeHint().height(), head + 3 * row))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Heading and rows."""
        rows = self.rows_model.rowCount()
        row = self.verticalHeader().defaultSectionSize()
        return QSize(400, look().metrics.table_head + rows * row)


class PairPanel(Panel):
    """One row that waits beside the person it may be.

    Signals:
        answered: carries the PlannedRow and the Decision.
        sided: carries the key of the row, a field and the side that shall stand.
    """

    answered = Signal(object, object)
    sided = Signal(object, str, str)

    def __init__(self, act: Callable[..., QAction]) -> None:
        super().__init__(tr("Có phải một người không?"))
        put_mark(self, "unknown", "warnmark")
        self._asked: PlannedRow | None = None
        self._sides: dict[str, str] = {}
        self._day = date.min
        self._candidate = 0
        self.other = Button("", kind="link")
        self.other.clicked.connect(self._next_candidate)
        self.add_to_head(self.other)
        self._ours, self._theirs = tr("Trong tệp"), tr("Trong sổ")
        self.model = CutModel(self._columns(), row_id=lambda line: line.field)
        self.table = PairTable(self.model, dense=True)
        delegate = LinkDelegate(self.table, 3, _chooses)
        self.table.setItemDelegate(delegate)
        self.table.chosen.connect(lambda _id: self._turn())
        self.table.clicked.connect(lambda index: self._turn() if delegate.is_link(index) else None)
        self.table.setAccessibleName(tr("Hai người đặt cạnh nhau"))
        self.same = act(tr("Cùng một người"), lambda: self._answer("same"), keys="C")
        self.different = act(tr("Hai người khác nhau"), lambda: self._answer("other"), keys="K")
        self.later = act(tr("Để sau"), lambda: self._answer("later"), keys="S")
        self.body.addWidget(self.table)
        self.body.addLayout(self._buttons())
        look().changed.connect(self._fit_rows)

    def _columns(self) -> tuple[Column[Line], ...]:
        def tint(line: Line) -> str:
            return "warn" if line.differs else ""

        unknown = tr("chưa có")
        return (
            Column("", lambda line: place_words(line.field), kind="small", width=112),
            Column(self._ours, lambda line: line.ours or unknown, wrong=tint),
            Column(self._theirs, lambda line: line.theirs or unknown, wrong=tint),
            Column(tr("Giữ"), lambda line: line.kept, kind="small", width=100),
        )

    def _buttons(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        pairs = ((self.same, "git-merge"), (self.different, "users"), (self.later, "clock"))
        for action, name in pairs:
            row.addWidget(Button.of(action, icon_name=name, small=True))
        row.addStretch(1)
        row.addWidget(words(tr("Ô trống không xóa số liệu cũ"), "small"))
        strip = QWidget()
        strip.setLayout(row)
        strip.setFixedHeight(look().metrics.px(48))
        column = QVBoxLayout()
        column.addWidget(strip)
        return column

    def enable(self, on: bool) -> None:
        """Let the three keys work, only while the pair is on screen."""
        for action in (self.same, self.different, self.later):
            action.setEnabled(on)

    def show_row(self, draft: Draft, row: PlannedRow) -> None:
        """Show one row of a file under review, and the first person it may be."""
        questions = draft.questions()
        place = next((n for n, one in enumerate(questions, 1) if one.key == row.key), 1)
        decision = draft.decisions.get(row.key)
        self.show_pair(
            row,
            place=(place, len(questions)),
            chosen=decision.person_id if decision else None,
            choices=draft.choices,
            day=draft.day,
        )

    def show_pair(
        self,
        row: PlannedRow,
        *,
        place: tuple[int, int],
        chosen: str | None,
        choices: Choices,
        day: date,
    ) -> None:
        """Show one row that waits beside the person chosen, else the first it may be."""
        again = self._asked is not None and self._asked.key == row.key
        self._asked = row
        self._place = tr("cặp {n} trong {all}").format(n=dong(place[0]), all=dong(place[1]))
        self._day = day
        self._sides = {line: side for line in _FIELDS if (side := choices.side(row.key, line))}
        ids = [one.person_id for one in row.candidates]
        if chosen in ids:
            self._candidate = ids.index(chosen)
        elif not again or self._candidate >= len(ids):
            self._candidate = 0
        self._show()

    def _show(self) -> None:
        if self._asked is None:
            return
        row, one = self._asked, self._asked.candidates[self._candidate]
        ours = tr("Trong tệp, dòng {row}").format(row=dong(row.record.row))
        columns = list(self.model.columns)
        columns[1] = self._named(columns[1], ours)
        columns[2] = self._named(columns[2], where_words(one))
        self.model.columns = tuple(columns)
        lines = lines_of(row.record, one, self._sides, self._day)
        place = self.table.currentIndex().row()
        self.model.set_rows(lines)
        if place >= 0:
            self.table.setCurrentIndex(self.model.index(min(place, len(lines) - 1), 0))
        differing = sum(1 for line in lines if line.differs)
        said = tr("khác nhau {n} chỗ, có nền vàng").format(n=differing)
        note = f"{self._place} · {said if differing else why_words(row.why)}"
        self.set_title(tr("Có phải một người không?"), note)
        count = len(row.candidates)
        self.other.setVisible(count > 1)
        self.other.setText(
            tr("Người kế tiếp ({n} trong {all})").format(n=self._candidate + 1, all=count)
        )
        self._fit_rows()

    def _named(self, column: Column[Line], header: str) -> Column[Line]:
        return Column(header, column.text, wrong=column.wrong)

    def _fit_rows(self) -> None:
        self.table.fit()

    def _turn(self) -> None:
        line = self.model.row_at(self.table.currentIndex().row())
        if self._asked is not None and isinstance(line, Line) and line.chooses:
            self.sided.emit(self._asked.key, line.field, line.other_side)

    def _next_candidate(self) -> None:
        if self._asked is not None:
            self._candidate = (self._candidate + 1) % len(self._asked.candidates)
            self._show()

    def _answer(self, answer: str) -> None:
        if self._asked is None:
            return
        one = self._asked.candidates[self._candidate]
        self.answered.emit(self._asked, decision_of(answer, one))


def _chooses(line: object) -> bool:
    return isinstance(line, Line) and line.chooses


def decision_of(answer: str, one: Resemblance) -> Decision:
    """Return an answer about a row and one of the people it may be."""
    if answer == "same" and one.in_file is not None:
        return Decision("same", row=one.in_file)
    if answer == "same":
        return Decision("same", one.person_id)
    return Decision("other" if answer == "other" else "later")
