"""Thôn và đường đi: the villages in the order in which they are walked, and their borders."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout

from rules.errors import Problem
from rules.money import dong
from storage.village_borders import remove
from storage.villages import Village
from ui.buttons import Button
from ui.dialogs import Dialog
from ui.history.records import Record
from ui.ordered_table import OrderedTable, moved
from ui.panels import words
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.trace import Trace
from ui.screens.settings.village_join import JoinDialog
from ui.screens.settings.village_name import VillageDialog
from ui.screens.settings.village_split import SplitDialog
from ui.screens.settings.village_walk import WalkDialog
from ui.session import Session
from ui.tables import Column, RowsModel

__all__ = ["VillageDialog", "VillagesPage"]


class VillagesPage(SettingsPage):
    """Names, sizes and walking order of the villages; joining, splitting and deleting them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "")
        self.pad(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.set_title(self.tr("Thôn và đường đi"), self.tr("giấy in và báo cáo theo thứ tự này"))
        self.up = self.act(self.tr("Lên"), lambda: self.move_village(-1), keys="Alt+Up")
        self.down = self.act(self.tr("Xuống"), lambda: self.move_village(1), keys="Alt+Down")
        self.add = self.act(self.tr("Thêm thôn"), lambda: self._edit(None), keys="Ctrl+N")
        self.add_to_head(
            Button.of(self.up, icon_name="arrow-up", small=True),
            Button.of(self.down, icon_name="arrow-down", small=True),
            Button.of(self.add, icon_name="plus", small=True),
        )
        self._others: dict[str, tuple[str, ...]] = {}
        self.model: RowsModel[Village] = RowsModel(
            (
                Column(self.tr("Thứ tự"), lambda v: str(v.walk_order), align="right", width=72),
                Column(self.tr("Thôn"), lambda v: v.name, kind="name", width=220),
                Column(self.tr("Tên cũ, tên khác"), self._named, kind="second"),
                Column(self.tr("Số hộ"), lambda v: dong(v.households), align="right", width=88),
                Column(self.tr("Số người"), lambda v: dong(v.people), align="right", width=88),
            ),
            row_id=lambda v: v.id,
        )
        self.table = OrderedTable(self.model)
        self.table.setAccessibleName(self.tr("Các thôn"))
        self.table.chosen.connect(self._edit)
        self.table.current_changed.connect(lambda _: self._allow())
        self.table.moved.connect(self._drop)
        self.body.addWidget(self.table, 1)
        self.walk = self._over(self.tr("Đường đi trong thôn"), "F6", WalkDialog)
        self.split = self._over(self.tr("Tách thôn"), "F7", SplitDialog)
        self.join = self._over(self.tr("Nhập vào thôn khác"), "F8", JoinDialog)
        self.delete = self.act(self.tr("Xóa thôn trống"), self.delete_village, keys="Delete")
        acts = QHBoxLayout()
        acts.setContentsMargins(12, 8, 12, 8)
        acts.setSpacing(8)
        self.body.addLayout(acts)
        acts.addWidget(Button.of(self.walk, icon_name="footprints", small=True))
        acts.addWidget(Button.of(self.split, small=True))
        acts.addWidget(Button.of(self.join, icon_name="git-merge", small=True))
        acts.addWidget(Button.of(self.delete, kind="danger", small=True))
        acts.addStretch(1)
        foot = self.foot()
        foot.addWidget(words(self.tr("Enter: đổi tên thôn · kéo dòng để đổi thứ tự"), "small"), 1)
        self.trace = Trace(self, ("villages", "village_names"), self._record)
        foot.addWidget(self.trace)

    def _over(self, text: str, keys: str, dialog: Callable[..., Dialog]) -> QAction:
        def open_dialog() -> None:
            village = self._current()
            if village is not None:
                dialog(self.session, village, parent=self.window()).exec()

        return self.act(text, open_dialog, keys=keys)

    def _named(self, village: Village) -> str:
        return ", ".join(self._others.get(village.id, ()))

    def _current(self) -> Village | None:
        return self.model.row_at(self.table.currentIndex().row())

    def _record(self) -> Record | None:
        village = self._current()
        return None if village is None else Record("villages", village.id, village.name)

    def _allow(self) -> None:
        """Only what can be done with the village that is chosen can be pressed."""
        village = self._current()
        several = village is not None and self.model.rowCount() > 1
        for action in (self.up, self.down, self.join):
            action.setEnabled(several)
        for action in (self.walk, self.split):
            action.setEnabled(village is not None and village.households > 0)
        empty = village is not None and not (village.households or village.people)
        self.delete.setEnabled(empty)

    def reload(self) -> None:
        """Show the villages again."""
        kept = self.table.current_id()
        register = self.session.register
        self._others = register.villages.other_names()
        self.model.set_rows(register.villages.all())
        if kept is not None:
            self.table.select_id(kept)
        self.trace.reload()
        self._allow()

    def start(self) -> None:
        """Start in the table."""
        self.table.setFocus()

    def move_village(self, step: int) -> None:
        """Move the selected village up or down by one."""
        at = self.table.currentIndex().row()
        if at >= 0:
            self._drop(at, at + step)

    def _drop(self, held: int, to: int) -> None:
        ids = [village.id for village in self.model.rows()]
        if 0 <= to < len(ids):
            with self.session.change(self.tr("Đổi thứ tự các thôn")):
                self.session.register.villages.reorder(moved(ids, held, to))

    def delete_village(self) -> None:
        """Delete the selected village, if nothing and nobody stands in it."""
        village = self._current()
        if village is None:
            return
        try:
            with self.session.change(self.tr("Xóa thôn {name}").format(name=village.name)):
                remove(self.session.register, village.id)
        except Problem as problem:
            self.session.fail(problem)

    def _edit(self, village_id: object) -> None:
        village = (
            None if village_id is None else self.session.register.villages.get(str(village_id))
        )
        VillageDialog(self.session, village, parent=self.window()).exec()
