"""Thôn và đường đi: the villages in the order in which they are walked."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from rules.errors import Problem
from rules.money import dong
from storage.villages import Village
from ui.buttons import Button
from ui.dialogs import Dialog
from ui.fields import TextField
from ui.form import Form
from ui.panels import words
from ui.screens.settings.page import SettingsPage
from ui.session import Session
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel


class VillagesPage(SettingsPage):
    """Names, sizes and walking order of the villages."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "")
        self.pad(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.set_title(self.tr("Thôn và đường đi"), self.tr("giấy in và báo cáo theo thứ tự này"))
        self.up = self._action(self.tr("Lên"), "Alt+Up", -1)
        self.down = self._action(self.tr("Xuống"), "Alt+Down", 1)
        add = Button(self.tr("Thêm thôn"), icon_name="plus", small=True)
        add.clicked.connect(lambda: self._edit(None))
        self.add_to_head(
            Button.of(self.up, icon_name="arrow-up", small=True),
            Button.of(self.down, icon_name="arrow-down", small=True),
            add,
        )
        self.model: RowsModel[Village] = RowsModel(
            (
                Column(self.tr("Thứ tự"), lambda v: str(v.walk_order), align="right", width=72),
                Column(self.tr("Thôn"), lambda v: v.name, kind="name"),
                Column(self.tr("Số hộ"), lambda v: dong(v.households), align="right", width=96),
                Column(self.tr("Số người"), lambda v: dong(v.people), align="right", width=96),
            ),
            row_id=lambda v: v.id,
        )
        self.table = RecordTable(self.model)
        self.table.setAccessibleName(self.tr("Các thôn"))
        self.table.chosen.connect(self._edit)
        self.body.addWidget(self.table, 1)
        self.foot().addWidget(words(self.tr("Enter: đổi tên thôn đang chọn"), "small"), 1)

    def _action(self, text: str, keys: str, step: int) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: self.move_village(step))
        self.addAction(action)
        return action

    def reload(self) -> None:
        """Show the villages again."""
        kept = self.table.current_id()
        self.model.set_rows(self.session.register.villages.all())
        if kept is not None:
            self.table.select_id(kept)

    def start(self) -> None:
        """Start in the table."""
        self.table.setFocus()

    def move_village(self, step: int) -> None:
        """Move the selected village up or down by one."""
        ids = [village.id for village in self.model.rows()]
        chosen = self.table.current_id()
        if chosen not in ids:
            return
        at = ids.index(str(chosen))
        to = at + step
        if 0 <= to < len(ids):
            ids[at], ids[to] = ids[to], ids[at]
            with self.session.change(self.tr("Đổi thứ tự các thôn")):
                self.session.register.villages.reorder(ids)

    def _edit(self, village_id: object) -> None:
        village = (
            None if village_id is None else self.session.register.villages.get(str(village_id))
        )
        VillageDialog(self.session, village, parent=self.window()).exec()


class VillageDialog(Dialog):
    """The name of a village."""

    def __init__(
        self, session: Session, village: Village | None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Đổi tên thôn") if village else self.tr("Thêm thôn"),
            filled=self.tr("Lưu"),
            parent=parent,
            foot_note=self.tr("Hoàn tác được bằng Ctrl+Z"),
        )
        self._session = session
        self._village = village
        self.name = TextField("name", self.tr("Tên thôn, bản, tổ dân phố"), required=True)
        self.form = Form((self.name,), self.filled)
        self.filled.clicked.disconnect(self.accept)
        self.form.submitted.connect(self._save)
        self.body.addWidget(self.name)
        if village is not None:
            self.name.set_value(village.name)
        self.form.start()

    def _save(self) -> None:
        villages = self._session.register.villages
        name = self.name.value() or ""
        try:
            if self._village is None:
                with self._session.change(self.tr("Thêm thôn")):
                    villages.add(name)
            else:
                with self._session.change(self.tr("Đổi tên thôn")):
                    villages.rename(self._village.id, name)
        except Problem as problem:
            if not self.form.show_problem(problem):
                self._session.fail(problem)
            return
        self.accept()
