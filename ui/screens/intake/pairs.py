"""Is this row that person? The two side by side, and three keys to answer."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from rules.identity import masked
from rules.money import dong
from storage.intake import Decision, PlannedRow, Record, Resemblance
from ui.buttons import Button
from ui.panels import Panel, words
from ui.screens.intake.cells import CutDelegate, CutModel
from ui.screens.intake.draft import Draft
from ui.screens.intake.marks import put_mark
from ui.screens.intake.wording import born_words, field_words, sex_words, tr, where_words, why_words
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column

_ASIDE = frozenset({"sex", "phone"})
_NUMBERS = frozenset({"personal_id", "si_number"})


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of the two: as in the file and as in the register; empty when not known."""

    field: str
    ours: str
    theirs: str

    @property
    def differs(self) -> bool:
        """Whether the two say different things, or only one of them says anything."""
        return self.ours.lower() != self.theirs.lower()

    @property
    def kept(self) -> str:
        """Whose value stays when both are one person: blanks are filled, a birth made exact."""
        if not self.differs:
            return tr("giống nhau")
        sharper = self.field == "born" and self.ours.endswith(f"/{self.theirs}")
        return tr("lấy từ tệp") if sharper or not self.theirs else tr("giữ trong sổ")


def lines_of(record: Record, one: Resemblance) -> tuple[Line, ...]:
    """Return what both say: nothing that neither knows, sex and phone only where they differ."""
    born = record.born.shown if record.born else ""
    pairs = (
        ("name", record.name, one.name),
        ("born", born, born_words(one.born)),
        ("sex", sex_words(record.sex), sex_words(one.sex)),
        ("personal_id", record.personal_id or "", one.personal_id or ""),
        ("si_number", record.si_number or "", one.si_number or ""),
        ("village", record.village or "", one.village or ""),
        ("phone", record.phone or "", one.phone or ""),
    )
    lines = [_hidden(Line(*pair)) for pair in pairs if pair[1] or pair[2]]
    return tuple(line for line in lines if line.differs or line.field not in _ASIDE)


def _hidden(line: Line) -> Line:
    """Hide digits that need no comparing: both the same, or only one side known."""
    if line.field not in _NUMBERS or (line.differs and line.ours and line.theirs):
        return line
    return Line(line.field, masked(line.ours), masked(line.theirs))


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
    """

    answered = Signal(object, object)

    def __init__(self, act: Callable[..., QAction]) -> None:
        super().__init__(tr("Có phải một người không?"))
        put_mark(self, "unknown", "warnmark")
        self._asked: PlannedRow | None = None
        self._candidate = 0
        self.other = Button("", kind="link")
        self.other.clicked.connect(self._next_candidate)
        self.add_to_head(self.other)
        self._ours, self._theirs = tr("Trong tệp"), tr("Trong sổ")
        self.model = CutModel(self._columns(), row_id=lambda line: line.field)
        self.table = PairTable(self.model, dense=True)
        self.table.setItemDelegate(CutDelegate(self.table))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
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
            Column("", lambda line: field_words(line.field), kind="small", width=112),
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
        """Show one row that waits, and the first person it may be."""
        self._asked = row
        questions = draft.questions()
        place = next((n for n, one in enumerate(questions, 1) if one.key == row.key), 1)
        self._place = tr("cặp {n} trong {all}").format(n=dong(place), all=dong(len(questions)))
        decision = draft.decisions.get(row.key)
        ids = [one.person_id for one in row.candidates]
        chosen = decision.person_id if decision else None
        self._candidate = ids.index(chosen) if chosen in ids else 0
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
        lines = lines_of(row.record, one)
        self.model.set_rows(lines)
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

    def _next_candidate(self) -> None:
        if self._asked is not None:
            self._candidate = (self._candidate + 1) % len(self._asked.candidates)
            self._show()

    def _answer(self, answer: str) -> None:
        if self._asked is None:
            return
        one = self._asked.candidates[self._candidate]
        self.answered.emit(self._asked, decision_of(answer, one))


def decision_of(answer: str, one: Resemblance) -> Decision:
    """Return an answer about a row and one of the people it may be."""
    if answer == "same" and one.in_file is not None:
        return Decision("same", row=one.in_file)
    if answer == "same":
        return Decision("same", one.person_id)
    return Decision("other" if answer == "other" else "later")
