"""Two records side by side: whose value stays, field by field, and what merging them brings."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rules.household_codes import shown
from rules.money import dong
from storage import StorageError
from storage.duplicates import Pair
from storage.merging import (
    Aftermath,
    Comparison,
    FieldChoice,
    Side,
    aftermath,
    compare_records,
    rehearse_merge,
    which_to_keep,
)
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.cut_cells import CutDelegate, CutModel, Index
from ui.kinship import relation_words
from ui.panels import IconMark, Panel, words
from ui.screens.review.wording import (
    brought_words,
    field_words,
    household_words,
    merged_words,
    said_words,
    side_words,
    sure_words,
    tr,
    why_words,
)
from ui.session import Session
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column
from ui.wording import sentence

_SIDE = 3  # the column that says whose value stays
_QUIET = frozenset({"do_not_contact", "status", "sex", "ethnic", "occupation", "note", "relation"})
"""Fields that stand in the table only where the two differ in them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the two, and whose value stays; None where that is not said yet."""

    choice: FieldChoice
    left: str
    right: str
    side: Side | None


class SideDelegate(CutDelegate):
    """Draws whose value stays: a link where there is something to choose."""

    def _paint_words(self, painter: QPainter, inner: QRect, index: Index, kind: str) -> None:
        model = index.model()
        line = model.row_at(index.row()) if isinstance(model, CutModel) else None
        if index.column() != _SIDE or not isinstance(line, Line) or not line.choice.open:
            super()._paint_words(painter, inner, index, kind)
            return
        painter.setFont(look().font("small_head"))
        painter.setPen(look().color("bad" if line.side is None else "link"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, str(index.data()))


class SidesTable(RecordTable):
    """The fields; left and right choose a side, Space and a press take the other one.

    Signals:
        sided: carries a field and the side asked for, "" for the other one.
    """

    sided = Signal(str, str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows to the sides choose, Space turns."""
        sides = {
            Qt.Key.Key_Left: "kept",
            Qt.Key.Key_Right: "other",
            Qt.Key.Key_Space: "",
            Qt.Key.Key_Return: "",
            Qt.Key.Key_Enter: "",
        }
        side = sides.get(Qt.Key(event.key()))
        if side is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif (field := self.current_id()) is not None:
            self.sided.emit(str(field), side)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on the link turns it; on a value, it takes that one."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        sides = {1: "kept", 2: "other", _SIDE: ""}
        field = self.rows_model.id_at(index.row())
        pressed = event.button() == Qt.MouseButton.LeftButton and index.column() in sides
        if pressed and field is not None:
            self.sided.emit(str(field), sides[index.column()])

    def sizeHint(self) -> QSize:
        """Heading and rows."""
        rows = self.rows_model.rowCount() * self.verticalHeader().defaultSectionSize()
        return QSize(400, look().metrics.table_head + rows)

    def fit(self) -> None:
        """Be as high as the rows where there is room, scroll where there is not."""
        row = self.verticalHeader().defaultSectionSize()
        self.setMinimumHeight(look().metrics.table_head + 4 * row)
        self.setMaximumHeight(max(self.sizeHint().height(), self.minimumHeight()))
        self.updateGeometry()


class PairPanel(Panel):
    """One pair, and three keys to answer.

    Args:
        session: the open register.
        act: makes an action of the screen.

    Signals:
        answered: carries `same`, `different` or `later`.
        asked: a household is to be opened; carries the id of the person.
    """

    answered = Signal(str)
    asked = Signal(str)

    def __init__(self, session: Session, act: Callable[..., QAction]) -> None:
        super().__init__(tr("Có phải một người không?"))
        self._session = session
        self.compared: Comparison | None = None
        self.after = Aftermath()
        self.choices: dict[str, Side] = {}
        self._place = ""
        self.model = CutModel(self._columns("", ""), row_id=lambda line: line.choice.field)
        self.table = SidesTable(self.model, dense=True)
        self.table.setItemDelegate(SideDelegate(self.table))
        self.table.setAccessibleName(tr("Hai dòng đặt cạnh nhau"))
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.sided.connect(self.choose)
        self.same = act(tr("Cùng một người"), lambda: self.answered.emit("same"), keys="C")
        self.different = act(
            tr("Hai người khác nhau"), lambda: self.answered.emit("different"), keys="K"
        )
        self.later = act(tr("Để sau"), lambda: self.answered.emit("later"), keys="S")
        self.left = act(tr("Mở bên trái"), lambda: self._ask(0), keys="F3")
        self.right = act(tr("Mở bên phải"), lambda: self._ask(1), keys="F4")
        self.add_to_head(Button.of(self.left, kind="link"), Button.of(self.right, kind="link"))
        self.body.addWidget(self.table)
        self.body.addWidget(self._consequences())
        self.body.addLayout(self._buttons())
        self.body.addStretch(1)
        look().changed.connect(self.table.fit)
        self.enable(on=False)

    def _columns(self, left: str, right: str) -> tuple[Column[Line], ...]:
        def tint(line: Line) -> str:
            return "warn" if line.choice.differs else ""

        unknown = tr("chưa có")
        return (
            Column("", lambda line: field_words(line.choice.field), kind="small", width=112),
            Column(left, lambda line: line.left or unknown, wrong=tint),
            Column(right, lambda line: line.right or unknown, wrong=tint),
            Column(
                tr("Giữ"), lambda line: side_words(line.choice, line.side), kind="small", width=100
            ),
        )

    def _consequences(self) -> QWidget:
        self._why = words("", "second", wrap=True)
        self._brings = words("", "second", wrap=True)
        self._becomes = words("", "second", wrap=True)
        self._stays = words("", "second", wrap=True)
        self.heir = ChoiceEdit(
            "heir", tr("Chủ hộ mới của hộ đó"), typed=True, empty=tr("để trống, chọn sau")
        )
        self.heir.setMaximumWidth(look().metrics.px(320))
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(IconMark("info", size=14), 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        for line in (self._why, self._brings, self._becomes, self._stays):
            lines.addWidget(line)
        lines.addStretch(1)
        told.addLayout(lines, 1)
        strip = QWidget()
        strip.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(strip)
        column.setContentsMargins(12, 10, 12, 2)
        column.setSpacing(8)
        column.addLayout(told)
        column.addWidget(self.heir)
        return strip

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 10)
        row.setSpacing(8)
        row.addWidget(Button.of(self.same, kind="filled", icon_name="git-merge"))
        row.addWidget(Button.of(self.different, icon_name="users"))
        row.addWidget(Button.of(self.later, icon_name="clock"))
        row.addStretch(1)
        row.addWidget(words(tr("Ô trống không xóa số liệu cũ"), "small"))
        return row

    def enable(self, *, on: bool) -> None:
        """Let the keys work, only while a pair is on screen."""
        for action in (self.same, self.different, self.later, self.left, self.right):
            action.setEnabled(on)

    # -- one pair

    def show_pair(self, pair: Pair, place: int, total: int) -> None:
        """Show a pair: the record that would stay at the left."""
        register = self._session.register
        self.choices = {}
        try:
            kept, other = which_to_keep(register, pair.one.id, pair.other.id)
            self.compared = compare_records(register, kept, other)
        except StorageError:  # taken away since the search; the next one does not find it
            self.compared = None
            self.model.set_rows(())
            return
        self._place = tr("cặp {n} trong {all}").format(n=dong(place), all=dong(total))
        left = tr("Bên trái, {where}").format(where=household_words(self.compared.kept))
        right = tr("Bên phải, {where}").format(where=household_words(self.compared.other))
        self.model.columns = self._columns(left, right)
        self._why.setText(
            tr("{sure}: {why}.").format(
                sure=sure_words(pair).capitalize(), why=why_words(pair, whole=False)
            )
        )
        self._brings.setText(brought_words(self.compared.brings))
        self._show_lines()
        self.table.setCurrentIndex(self.model.index(self._first_open(), 0))
        self._show_household()

    def choose(self, field: str, side: str) -> None:
        """Say whose value of a field stays; an empty side takes the next one."""
        line = next((one for one in self.model.rows() if one.choice.field == field), None)
        if line is None or not line.choice.open:
            return
        turns: dict[Side | None, Side] = {None: "kept", "kept": "other", "other": "kept"}
        if field == "note":
            turns |= {"other": "both", "both": "kept"}
        self.choices[field] = side or turns[line.side]  # type: ignore[assignment]
        self._show_lines()
        if field == "household":
            self._show_household()

    def new_head(self) -> str | None:
        """Who leads the household that is left without a head; None for nobody yet."""
        chosen: str | None = self.heir.value() if self.after.heirs else None
        return chosen or None

    def show_open(self) -> None:
        """Go to the field that somebody has to choose."""
        self.table.setCurrentIndex(self.model.index(self._first_open(), 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_open(self) -> int:
        lines: list[Any] = list(self.model.rows())
        unsaid = [n for n, one in enumerate(lines) if one.choice.open and one.side is None]
        choosable = [n for n, one in enumerate(lines) if one.choice.open]
        return (unsaid or choosable or [0])[0]

    def _show_lines(self) -> None:
        if self.compared is None:
            return
        at = self.table.current_id()
        compared = self.compared
        lines = [
            Line(
                choice,
                said_words(choice, choice.kept, compared.kept),
                said_words(choice, choice.other, compared.other),
                self.choices.get(choice.field, choice.side),
            )
            for choice in map(_without_blanks, compared.fields)
            if choice.differs or choice.field not in _QUIET
        ]
        self.model.set_rows(lines)
        differing = sum(line.choice.differs for line in lines)
        said = tr("{place} · khác nhau {n} chỗ, có nền vàng")
        note = said.format(place=self._place, n=differing) if differing else self._place
        self.set_title(tr("Có phải một người không?"), note)
        self._becomes.setText(self._result_words())
        self.table.fit()
        if at is not None:
            self.table.select_id(at)

    def _result_words(self) -> str:
        """What would come of it, or what has to be settled first."""
        if self.compared is None:
            return ""
        kept, other = self.compared.kept.id, self.compared.other.id
        try:
            merged = rehearse_merge(
                self._session.register, kept, other,
                on=self._session.today(), choices=self.choices,
            )  # fmt: skip
        except StorageError as problem:
            return sentence(problem)
        return merged_words(merged)

    def _show_household(self) -> None:
        if self.compared is None:
            return
        self.after = aftermath(
            self._session.register,
            self.compared.kept.id,
            self.compared.other.id,
            on=self._session.today(),
            choices=self.choices,
        )
        self._stays.setText(self._household_words())
        self._stays.setVisible(self.after.household_id is not None)
        self.heir.set_choices(
            [
                Choice(one.id, one.name, relation_words(one.relation, one.relation_text))
                for one in self.after.heirs
            ]
        )
        self.heir.set_value(None)
        self.heir.setVisible(bool(self.after.heirs))

    def _household_words(self) -> str:
        after = self.after
        if after.code is None:
            return ""
        code = shown(after.code)
        if after.leads_on:
            said = tr("Hộ {code} không còn ai: từ nay gõ mã này sẽ mở hộ còn lại.")
            return said.format(code=code)
        if not after.members:
            return tr("Hộ {code} không còn ai; mã hộ vẫn giữ trong sổ.").format(code=code)
        said = tr("Hộ {code} còn {n} người, giữ nguyên như cũ.")
        if after.headless:
            said = tr("Hộ {code} còn {n} người, giữ nguyên như cũ, nhưng không còn chủ hộ.")
        return said.format(code=code, n=dong(after.members))

    def _ask(self, which: int) -> None:
        if self.compared is not None:
            self.asked.emit((self.compared.kept, self.compared.other)[which].id)


def _without_blanks(choice: FieldChoice) -> FieldChoice:
    """Where only one side speaks, its value stays whatever is chosen."""
    if choice.open or not choice.differs:
        return choice
    return replace(choice, side="kept" if choice.other is None else "other")
