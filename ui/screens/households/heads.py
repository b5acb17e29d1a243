"""Choosing a new head: who can be chosen, and what everybody becomes, before it is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storage.household_record import HouseholdRecord, MemberRow
from storage.succession import hand_over, may_lead, relations_after
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.kinship import relation_words
from ui.panels import Panel, words
from ui.screens.households.wording import tr
from ui.session import Session
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """What one member is to the head now, and will be."""

    name: str
    before: str
    after: str


class Succession(QWidget):
    """A choice of head over the relations before and after; it follows the choice at once.

    Args:
        members: the living members.
        leaving: the head who has died or moved, who cannot be chosen; None when the head stays.

    Signals:
        changed: another head was chosen.
    """

    changed = Signal()

    def __init__(self, members: Sequence[MemberRow], leaving: str | None) -> None:
        super().__init__()
        self._members = tuple(members)
        self._leaving = leaving
        self._leaving_words = tr("rời hộ")
        heads = {row.person.id for row in members if row.person.relation == "head"}
        barred = heads | ({leaving} if leaving else set())
        self.able = [
            row for row in members if row.person.id not in barred and may_lead(row.person, row.age)
        ]
        self.choice = ChoiceEdit(
            "new_head",
            tr("Chủ hộ mới"),
            [Choice(row.person.id, row.person.name, _note(row)) for row in self.able],
            empty="" if self.able else tr("Chưa có ai đủ 18 tuổi ở nhà"),
            hint=tr("người ở nhà, đủ 18 tuổi"),
        )
        self.choice.changed.connect(self._preview)
        self.rows: RowsModel[BeforeAfter] = RowsModel(
            (
                Column(tr("Người"), lambda row: row.name, kind="second", width=180),
                Column(tr("Đang ghi"), lambda row: row.before, width=150),
                Column(
                    tr("Sau khi ghi"),
                    lambda row: row.after,
                    kind="strong",
                    wrong=lambda row: "warn" if row.before != row.after else "",
                ),
            )
        )
        self.table = RecordTable(self.rows, dense=True, small=True)
        self.table.setAccessibleName(tr("Trước và sau"))
        self.table.horizontalHeader().setSectionsClickable(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.choice)
        column.addWidget(words(tr("Trước và sau, chỗ nền vàng là chỗ đổi"), "small"))
        frame = Panel()
        frame.body.addWidget(self.table)
        column.addWidget(frame)
        self._preview()

    def new_head(self) -> str | None:
        """The id of the person chosen; None where nobody can be."""
        return self.choice.value()

    def say_leaving(self, words_of: str) -> None:
        """Say what becomes of the head who leaves."""
        self._leaving_words = words_of
        self._preview()

    def _preview(self) -> None:
        chosen = self.new_head()
        people = [row.person for row in self._members]
        after = relations_after(people, chosen) if chosen else {}
        sexes = {person.id: person.sex for person in people}
        shown = []
        for person in people:
            before = relation_words(person.relation, person.relation_text)
            code = after.get(person.id, person.relation)
            said = relation_words(
                code,
                person.relation_text if code == person.relation else "",
                sex=person.sex,
                head_sex=sexes.get(chosen or ""),
            )
            if code is None:
                said = tr("chưa rõ, hỏi lại")
            if person.id == self._leaving:
                said = self._leaving_words
            shown.append(BeforeAfter(person.name, before, said))
        self.rows.set_rows(shown)
        self.table.fit_rows(most=5)
        self.changed.emit()


def _note(row: MemberRow) -> str:
    relation = relation_words(row.person.relation, row.person.relation_text)
    if row.age is None:
        return relation
    return tr("{relation}, {age} tuổi").format(relation=relation, age=row.age)


class HeadDialog(Dialog):
    """Another head for a household whose head stays."""

    def __init__(self, session: Session, record: HouseholdRecord, parent: QWidget) -> None:
        super().__init__(
            tr("Đổi chủ hộ"),
            tr("Mã hộ và các lần đóng vẫn giữ nguyên; chỉ quan hệ với chủ hộ đổi theo."),
            filled=tr("Ghi chủ hộ mới"),
            cancel=tr("Không đổi"),
            foot_note=tr("Một lần Ctrl+Z là trở lại như cũ"),
            parent=parent,
        )
        self._session = session
        self._record = record
        self.succession = Succession(record.members, None)
        self.body.addWidget(self.succession)
        self.filled.setEnabled(self.succession.new_head() is not None)
        self.succession.choice.setFocus()

    def accept(self) -> None:
        """Write the new head and the relations in one change."""
        chosen = self.succession.new_head()
        if chosen is None:
            return
        name = next(row.person.name for row in self._record.members if row.person.id == chosen)
        with self._session.change(tr("Đổi chủ hộ: {name}").format(name=name)):
            hand_over(self._session.register, self._record.household.id, chosen)
        super().accept()
