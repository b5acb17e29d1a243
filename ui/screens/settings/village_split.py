"""One village becomes two: the households of the new one, by number, along the way, or by tick."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.errors import Problem
from rules.money import dong
from storage.village_borders import VillageHousehold, by_number, by_walk, households_of, split
from storage.villages import Village
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.fields import TextField
from ui.form import Form
from ui.panels import words
from ui.session import Session
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel

_NUMBER, _WALK = "number", "walk"


class SplitDialog(Dialog):
    """The name of the new village, and a table of households to tick."""

    def __init__(
        self, session: Session, village: Village, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Tách {name}").format(name=village.name),
            filled=self.tr("Tách thôn"),
            parent=parent,
            wide=True,
            foot_note=self.tr("Một lần ghi, hoàn tác được bằng Ctrl+Z"),
        )
        self._session = session
        self._village = village
        self._homes = households_of(session.register, village.id)
        self.name = TextField("name", self.tr("Tên thôn mới"), required=True)
        self.by = ChoiceEdit(
            "by",
            self.tr("Chọn theo"),
            (Choice(_NUMBER, self.tr("Số hộ")), Choice(_WALK, self.tr("Đường đi"))),
        )
        self.by.set_value(_NUMBER)
        self.first = TextField("first", self.tr("Từ"))
        self.last = TextField("last", self.tr("Đến"))
        self.form = Form((self.name, self.by, self.first, self.last))
        self.mark = Button(self.tr("Đánh dấu"), keys=self.tr("Enter"))
        self.mark.clicked.connect(self._mark)
        self.last.next_asked.connect(lambda step: self._mark() if step > 0 else None)
        self.model: RowsModel[VillageHousehold] = RowsModel(
            (
                Column("", lambda _: "", kind="check", width=36, sortable=False),
                Column(self.tr("Đường đi"), _walk, align="right", width=80),
                Column(self.tr("Số hộ"), lambda h: h.number, align="right", width=80),
                Column(self.tr("Chủ hộ"), lambda h: h.head, kind="name", width=220),
                Column(self.tr("Địa chỉ"), lambda h: h.address, kind="second"),
                Column(self.tr("Người"), lambda h: str(h.people), align="right", width=64),
            ),
            row_id=lambda home: home.id,
        )
        self.model.set_rows(self._homes)
        self.model.checks_changed.connect(self._count)
        self.table = RecordTable(self.model, dense=True)
        self.table.setAccessibleName(self.tr("Các hộ của thôn, Space để đánh dấu"))
        self.told = words("", "second", wrap=True)
        self._lay_out()
        self.filled.clicked.disconnect(self.accept)
        self.filled.clicked.connect(self._split)
        self.filled.set_keys("Ctrl+Enter")
        self._count()
        self.form.start()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.name, 1)
        for field, width in ((self.by, 132), (self.first, 76), (self.last, 76)):
            field.setFixedWidth(width)
            row.addWidget(field)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self.body.addWidget(self.table)
        self.body.addWidget(self.told)
        self.body.addStretch(1)
        self.table.fit_rows(most=11)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter splits; Enter marks the households between the two numbers."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.filled.click()
            return
        super().keyPressEvent(event)

    def _mark(self) -> None:
        chosen = by_number if self.by.value() == _NUMBER else by_walk
        first, last = (_whole(field.text()) for field in (self.first, self.last))
        self.model.set_checked(set(chosen(self._homes, first, last)))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self) -> None:
        moved = self.model.checked()
        homes, people = len(moved), sum(home.people for home in moved)
        all_people = sum(home.people for home in self._homes)
        text = self.tr(
            "Thôn mới {homes} hộ, {people} người; {name} còn {rest} hộ, {stay} người trong hộ."
            " Tổng số của xã không đổi."
        )
        self.told.setText(
            text.format(
                homes=dong(homes),
                people=dong(people),
                name=self._village.name,
                rest=dong(len(self._homes) - homes),
                stay=dong(all_people - people),
            )
        )

    def _split(self) -> None:
        if not self.form.settle():
            return
        name = self.name.value() or ""
        what = self.tr("Tách {name} từ {old}").format(name=name, old=self._village.name)
        ids = tuple(home.id for home in self.model.checked())
        try:
            with self._session.change(what):
                split(self._session.register, self._village.id, name, ids)
        except Problem as problem:
            if not self.form.show_problem(problem):
                self.name.show_error(self._session.words.problem(problem))
            return
        self._session.tell(self.tr("Đã {what}.").format(what=what[:1].lower() + what[1:]), "ok")
        self.accept()


def _walk(home: VillageHousehold) -> str:
    return "" if home.walk_order is None else str(home.walk_order)


def _whole(text: str) -> int | None:
    return int(text) if text.strip().isdecimal() else None
