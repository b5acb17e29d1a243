"""The way through one village: its households in the order in which they are visited."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.errors import Problem
from storage.village_borders import VillageHousehold, households_of, walk
from storage.villages import Village
from ui.buttons import Button
from ui.dialogs import Dialog
from ui.fields import TextField
from ui.ordered_table import OrderedTable, moved
from ui.panels import words
from ui.session import Session
from ui.tables import Column, RowsModel


class WalkDialog(Dialog):
    """Households to put in order by dragging, by keys, or by typing a place; then numbered anew."""

    def __init__(
        self, session: Session, village: Village, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Đường đi trong {name}").format(name=village.name),
            self.tr("Kéo một hộ đến chỗ của nó, hoặc Alt+mũi tên. Phiếu và danh sách in theo đây."),
            filled=self.tr("Đánh số lại theo đường đi"),
            parent=parent,
            wide=True,
            foot_note=self.tr("Hoàn tác được bằng Ctrl+Z"),
        )
        self._session = session
        self._village = village
        self._homes = {home.id: home for home in households_of(session.register, village.id)}
        self._order = list(self._homes)
        self.model: RowsModel[VillageHousehold] = RowsModel(
            (
                Column(self.tr("Mới"), self._place, align="right", width=64, sortable=False),
                Column(self.tr("Đang ghi"), _walk, align="right", width=84, sortable=False),
                Column(self.tr("Số hộ"), lambda h: h.number, align="right", width=80),
                Column(self.tr("Chủ hộ"), lambda h: h.head, kind="name", width=220),
                Column(self.tr("Địa chỉ"), lambda h: h.address, kind="second"),
            ),
            row_id=lambda home: home.id,
        )
        self.table = OrderedTable(self.model, dense=True)
        self.table.setAccessibleName(self.tr("Các hộ theo đường đi"))
        self.table.moved.connect(self._move)
        self.to = TextField("to", "", placeholder=self.tr("số mới"), small=True)
        self.to.setAccessibleName(self.tr("Đưa hộ đang chọn đến số"))
        self.to.next_asked.connect(lambda _step: self._put())
        self._lay_out()
        self._show(self._order[0] if self._order else None)
        self.table.fit_rows(most=12)
        self.filled.clicked.disconnect(self.accept)
        self.filled.clicked.connect(self._save)
        self.filled.set_keys("Ctrl+Enter")
        self.table.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, keys, slot in (
            (self.tr("Lên"), "Alt+Up", lambda: self._step(-1)),
            (self.tr("Xuống"), "Alt+Down", lambda: self._step(1)),
            (self.tr("Xếp theo số hộ"), "Alt+S", self._sort),
        ):
            button = Button(text, keys=keys, small=True)
            button.clicked.connect(slot)
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(words(self.tr("Đưa hộ đang chọn đến số"), "small"))
        self.to.setFixedWidth(84)
        row.addWidget(self.to)
        self.body.addLayout(row)
        self.body.addWidget(self.table)
        self.body.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter numbers anew; Enter alone does not close what is being put in order."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.filled.click()
            return
        super().keyPressEvent(event)

    def _place(self, home: VillageHousehold) -> str:
        return str(self._order.index(home.id) + 1)

    def _show(self, current: object) -> None:
        self.model.set_rows([self._homes[one] for one in self._order])
        if current is not None:
            self.table.select_id(str(current))

    def _move(self, held: int, to: int) -> None:
        to = max(0, min(to, len(self._order) - 1))
        current = self._order[held]
        self._order = moved(self._order, held, to)
        self._show(current)

    def _step(self, step: int) -> None:
        current = self.table.current_id()
        if current in self._homes:
            held = self._order.index(str(current))
            self._move(held, held + step)

    def _put(self) -> None:
        current, text = self.table.current_id(), self.to.text().strip()
        if current in self._homes and text.isdecimal():
            self._move(self._order.index(str(current)), int(text) - 1)
            self.to.set_text("")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sort(self) -> None:
        """By the number of the household; those without one keep their order at the end."""

        def key(one: str) -> tuple[bool, int, str]:
            home = self._homes[one]
            return home.number_value is None, home.number_value or 0, home.number

        self._order.sort(key=key)
        self._show(self.table.current_id())

    def _save(self) -> None:
        what = self.tr("Đánh số đường đi {name}").format(name=self._village.name)
        try:
            with self._session.change(what):
                walk(self._session.register, self._village.id, self._order)
        except Problem as problem:
            self._session.fail(problem)
            return
        self._session.tell(
            self.tr("Đã đánh số lại {count} hộ.").format(count=len(self._order)), "ok"
        )
        self.accept()


def _walk(home: VillageHousehold) -> str:
    return "" if home.walk_order is None else str(home.walk_order)
