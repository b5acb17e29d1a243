"""The filters kept by name: used again, called otherwise, or kept no longer."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from rules.errors import Problem
from storage.filters import Filter, KeptFilter
from ui.buttons import Button
from ui.cut_cells import CutDelegate, CutModel
from ui.dialogs import Dialog
from ui.fields import TextField
from ui.form import Form
from ui.notices import Banner, EmptyState
from ui.panels import Panel
from ui.screens.households.conditions import Conditions
from ui.screens.households.wording import tr
from ui.session import Session
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column
from ui.wording import sentence

_HIGH = 300


class NameDialog(Dialog):
    """The name a filter is kept under.

    Args:
        title: what is done.
        told: the filter in words.
        name: what it is called now.
        filled: the words of the filled button.
        note: what else happens.
        parent: the window.
    """

    def __init__(
        self, title: str, told: str, name: str, *, filled: str, note: str, parent: QWidget
    ) -> None:
        super().__init__(title, told, filled=filled, foot_note=note, parent=parent)
        self.name = TextField("name", tr("Tên bộ lọc"), required=True)
        self.body.addWidget(self.name)
        if name:
            self.name.set_value(name)
        self.form = Form((self.name,), self.filled, parent=self)
        self.hold(self.form)
        self.form.start()


class KeptFiltersDialog(Dialog):
    """All of them with what each leaves in the list; `chosen` is the one to use.

    Args:
        session: the open register.
        name: of the one in use, chosen at first.
        parent: the window.
    """

    def __init__(self, session: Session, name: str, parent: QWidget) -> None:
        super().__init__(
            tr("Các bộ lọc đã giữ"),
            filled=tr("Lọc theo bộ này"),
            cancel=tr("Đóng"),
            parent=parent,
            wide=True,
        )
        self._session = session
        self.chosen: Filter | None = None
        self.told = Banner("ok")
        self.body.addWidget(self.told)
        self.model = CutModel(
            (
                Column(tr("Tên bộ lọc"), lambda one: one.name, kind="name", width=230),
                Column(tr("Lọc ra"), self._in_words, kind="second"),
            ),
            row_id=lambda one: one.id,
        )
        self.table = RecordTable(self.model, dense=True)
        self.table.setItemDelegate(CutDelegate(self.table))
        self.table.setAccessibleName(tr("Các bộ lọc đã giữ"))
        self.table.chosen.connect(lambda _: self.accept())
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(
            EmptyState(
                tr("Chưa giữ bộ lọc nào"),
                tr("Ctrl+F chọn điều kiện, rồi Ctrl+Shift+F giữ lại bằng một tên."),
                icon_name="list-filter",
            )
        )
        frame = Panel()
        frame.setFixedHeight(look().metrics.px(_HIGH))
        frame.body.addWidget(self._pages)
        self.body.addWidget(frame)
        self._lay_out()
        self._fill()
        known = {one.name: one.id for one in self.model.rows()}
        if name in known:
            self.table.select_id(known[name])
        self.table.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.rename = Button(tr("Đổi tên"), icon_name="square-pen", keys="F2", small=True)
        self.remove = Button(
            tr("Bỏ bộ lọc"), kind="danger", icon_name="trash-2", keys="Delete", small=True
        )
        self.back = Button(tr("Lấy lại"), icon_name="undo-2", keys="Ctrl+Z", small=True)
        for button, keys, slot in (
            (self.rename, "F2", self._rename),
            (self.remove, "Delete", self._remove),
            (self.back, "Ctrl+Z", self._take_back),
        ):
            button.clicked.connect(slot)
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.back.hide()

    def _in_words(self, one: KeptFilter) -> str:
        return Conditions(self._session.register, self._session.today()).told(one.filter)

    def _fill(self) -> None:
        kept = self.table.current_id()
        self.model.set_rows(self._session.register.filters.all())
        if kept is None or not self.table.select_id(kept):
            self.table.setCurrentIndex(self.model.index(0, 0))
        some = self.model.rowCount() > 0
        self._pages.setCurrentIndex(0 if some else 1)
        for button in (self.rename, self.remove, self.filled):
            button.setEnabled(some)

    def _current(self) -> KeptFilter | None:
        return self.model.row_at(self.table.currentIndex().row())

    def _rename(self) -> None:
        one = self._current()
        if one is None:
            return
        dialog = NameDialog(
            tr("Đổi tên bộ lọc"),
            self._in_words(one),
            one.name,
            filled=tr("Đổi tên"),
            note=tr("Hoàn tác được bằng Ctrl+Z"),
            parent=self,
        )
        if dialog.exec() != Dialog.DialogCode.Accepted:
            return
        name = dialog.name.text().strip()
        if name != one.name:
            what = tr("Đổi tên bộ lọc {name}").format(name=one.name)
            said = tr("Đã đổi tên thành “{name}”.").format(name=name)
            self._write(what, said, lambda: self._session.register.filters.rename(one.id, name))

    def _remove(self) -> None:
        one = self._current()
        if one is not None:
            what = tr("Bỏ bộ lọc {name}").format(name=one.name)
            said = tr("Đã bỏ bộ lọc “{name}”.").format(name=one.name)
            self._write(what, said, lambda: self._session.register.filters.remove(one.id))

    def _write(self, what: str, said: str, work: Callable[[], object]) -> None:
        try:
            with self._session.change(what):
                work()
        except Problem as problem:
            self.told.say(sentence(problem), tone="bad")
            return
        self.told.say(said, tone="ok")
        self.back.show()
        self._fill()

    def _take_back(self) -> None:
        """Take back what was last done here."""
        if self.back.isVisible():
            self._session.undo()
            self.told.say("")
            self.back.hide()
            self._fill()

    def accept(self) -> None:
        """Use the filter that is chosen."""
        one = self._current()
        if one is not None:
            self.chosen = one.filter
            super().accept()
