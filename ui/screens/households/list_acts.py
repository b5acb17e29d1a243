"""What is done with the list: keeping a filter, printing and exporting by it, changing many."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtGui import QAction

from printing.export import export_sheet
from printing.request import Request
from rules.errors import Problem
from storage import Register
from storage.progress import Progress
from ui.dialogs import Dialog
from ui.file_dialogs import FileDialog
from ui.queries import Query
from ui.screens.households.conditions import Conditions
from ui.screens.households.kept_filters import KeptFiltersDialog, NameDialog
from ui.screens.households.many_dialog import ManyDialog
from ui.screens.households.wording import tr

if TYPE_CHECKING:
    from storage.household_record import HouseholdRecord
    from ui.screens.households.actions import HouseholdActions

_FOLDER = "lists"  # the name under which the machine remembers the folder


def _always(_record: "HouseholdRecord | None") -> bool:
    return True


class ListActs(QObject):
    """The acts on what the filter leaves; the button over the list offers them."""

    def __init__(self, screen: "HouseholdActions") -> None:
        super().__init__(screen)
        self._screen = screen
        self._session = screen.session
        offer = self._offer
        self.people = offer(tr("Liệt kê từng người"), self._turn_people, "Ctrl+L", "users")
        self.keep = offer(tr("Giữ bộ lọc…"), self._keep, "Ctrl+Shift+F", "save")
        self.kept = offer(tr("Các bộ lọc đã giữ…"), self._show_kept, "Ctrl+Shift+L", "list-filter")
        self.print = offer(tr("In phiếu theo bộ lọc"), self._print, "Ctrl+Shift+P", "printer")
        self.export = offer(
            tr("Xuất danh sách ra Excel"), self._export, "Ctrl+E", "file-spreadsheet"
        )
        self.many = offer(tr("Đổi nhiều hộ…"), self._change_many, "Ctrl+M", "square-pen")
        self.clear = offer(tr("Bỏ lọc"), self._clear, "Ctrl+B", "x")

    def _offer(self, text: str, slot: object, keys: str, icon_name: str) -> QAction:
        return self._screen.offer(text, slot, keys=keys, icon_name=icon_name, when=_always)  # type: ignore[arg-type]

    def of_filter(self) -> tuple[QAction, ...]:
        """What stands in the menu of the filter."""
        first, second = QAction(self), QAction(self)
        for line in (first, second):
            line.setSeparator(True)
        return (
            self.people, self.clear, first, self.keep, self.kept, second, self.print,
            self.export, self.many,
        )  # fmt: skip

    # -- the acts

    def _turn_people(self) -> None:
        pane = self._screen.pane
        pane.show_people(people=not pane.lists_people)

    def _clear(self) -> None:
        self._screen.pane.clear_filters()

    def _conditions(self) -> Conditions:
        return Conditions(self._session.register, self._session.today())

    def _keep(self) -> None:
        only = self._screen.pane.only()
        if not only:
            self._session.tell(tr("Chưa lọc gì: bấm Ctrl+F, chọn điều kiện rồi giữ lại."))
            return
        told = self._conditions().told(only)
        dialog = NameDialog(
            tr("Giữ bộ lọc"),
            told,
            self._conditions().kept_as(only),
            filled=tr("Giữ"),
            note=tr("Trùng tên thì thay bộ lọc cũ"),
            parent=self._screen.window(),
        )
        if dialog.exec() != Dialog.DialogCode.Accepted:
            return
        name = dialog.name.text().strip()
        try:
            with self._session.change(tr("Giữ bộ lọc {name}").format(name=name)):
                self._session.register.filters.keep(name, only)
        except Problem as problem:
            self._session.fail(problem)
            return
        said = tr("Đã giữ bộ lọc “{name}”. Gõ tên ấy ở ô Thêm điều kiện để dùng lại.")
        self._session.tell(said.format(name=name), "ok")

    def _show_kept(self) -> None:
        """List the kept filters; the one chosen there narrows the list."""
        pane = self._screen.pane
        name = self._conditions().kept_as(pane.only())
        dialog = KeptFiltersDialog(self._session, name, self._screen.window())
        dialog.exec()
        if dialog.chosen is not None:
            pane.clear_filters()
            pane.open_filter()
            pane.bar.put(dialog.chosen)
            pane.narrow()

    def _print(self) -> None:
        only = self._screen.pane.only()
        told = self._conditions().told(only)
        facts = {"document": "household-sheet", "filter": only, "filter_words": told}
        self._session.ask(Query("printing", facts=facts))

    def _change_many(self) -> None:
        pane = self._screen.pane
        homes = pane.marked()
        if homes and ManyDialog(self._session, homes, self._screen.window()).exec():
            pane.unmark()

    # -- out of the program

    def _export(self) -> None:
        path = self._ask_place()
        if path is None:
            return
        request = Request(on=self._session.today(), filter=self._screen.pane.only())

        def work(register: Register, progress: Progress) -> Path:
            return export_sheet(register, "people-list", request, path, progress)

        def done(out: Path) -> None:
            self._session.settings.set(_FOLDER, str(out.parent))
            self._session.tell(tr("Đã xuất {file}.").format(file=out.name), "ok")

        self._session.jobs.run(tr("Đang xuất danh sách"), work, done)

    def _ask_place(self) -> Path | None:
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(self._session.settings.get(_FOLDER, place))
        dialog = FileDialog(self._screen, tr("Xuất danh sách"), start)
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Excel (*.xlsx)")
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"danh-sach-{self._session.today():%Y%m%d}.xlsx")
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None
