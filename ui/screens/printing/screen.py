"""The screen of In ấn: catalogue, choices, preview."""

import shutil
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QStandardPaths, QTemporaryDir, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit

from printing.catalog import Document
from printing.print import print_document
from printing.request import Printed, Request
from rules.errors import Problem
from rules.money import dong
from rules.vsi.case import VsiCase
from storage import Register
from storage.filters import Filter
from storage.progress import Progress
from ui.buttons import Button
from ui.file_dialogs import FileDialog
from ui.panels import PageHead, Panel
from ui.queries import Query
from ui.screen import KeyHint, Screen
from ui.screens.printing.choices import Choices
from ui.screens.printing.paperwork import Paperwork, printer_for
from ui.screens.printing.preview import Preview
from ui.screens.printing.shelf import Shelf
from ui.session import Session
from ui.style import look

SHELF = 256
CHOICES = 280


class PrintingScreen(Screen):
    """Documents as they come out of the printer."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "households", "people", "covers", "standings", "visits", "visit_results",
            "enrolments", "payments", "calculations", "office", "staff", "villages",
            "policy_values", "campaigns", "events", "plans", "plan_stops", "plan_crew",
        }
    )  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._folder = QTemporaryDir()
        self._drawn = 0
        self._drawing = False
        self._shown: Path | None = None
        self._asked: tuple[str, Request] | None = None
        self._wanted: Document | None = None
        self._work: Paperwork | None = None
        self.save = self.act(self.tr("Lưu PDF"), self.save_as, keys="Ctrl+S", icon_name="save")
        self.send = self.act(self.tr("In"), self.print_out, keys="Ctrl+P", icon_name="printer")
        self.shelf = Shelf(
            {"home": self.tr("Mang đến từng nhà"), "meeting": self.tr("Mang đến buổi họp thôn")}
        )
        self.shelf.setAccessibleName(self.tr("Các loại giấy"))
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(self.tr("Tìm giấy cần in"))
        self.finder.setAccessibleName(self.tr("Tìm giấy cần in"))
        self.finder.setProperty("small", "true")
        self.choices = Choices(
            session,
            Button.of(self.save, icon_name="save"),
            Button.of(self.send, kind="filled", icon_name="printer"),
        )
        self.preview = Preview()
        # Typing a code or walking through the catalogue draws once, after the last key.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(150)
        self._soon.timeout.connect(self._draw_other)
        self.finder.textChanged.connect(self.shelf.narrow)
        self.shelf.taken.connect(self._take)
        self.choices.changed.connect(self._soon.start)
        self._offer(on=False)
        self._lay_out()
        self.setFocusProxy(self.shelf)
        self.shelf.choose("")

    def _lay_out(self) -> None:
        left = Panel()
        left.setFixedWidth(look().metrics.px(SHELF))
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.addWidget(self.finder)
        left.body.addLayout(top)
        left.body.addWidget(self.shelf, 1)
        self.choices.setFixedWidth(look().metrics.px(CHOICES))
        body = QHBoxLayout()
        body.setSpacing(look().metrics.gap)
        body.addWidget(left)
        body.addWidget(self.choices)
        body.addWidget(self.preview, 1)
        note = self.tr("Xem trước đúng như tờ giấy in ra · mỗi lần in được ghi lại")
        self.page.addWidget(PageHead(self.tr("In ấn"), note))
        self.page.addLayout(body, 1)

    # -- what the window asks

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys that work here."""
        return (
            KeyHint("PgUp PgDn", self.tr("trang trước, sau")),
            KeyHint("Ctrl+P", self.tr("in")),
            KeyHint("Ctrl+S", self.tr("lưu PDF")),
        )

    def reload(self) -> None:
        """Offer the villages there are, and draw again with what is known now."""
        self.choices.reload()
        self.draw()

    def open(self, query: Query) -> None:
        """Show a document, for one household or village."""
        household = query.facts.get("household")
        if household:
            self.choices.choose_household(str(household))
        case = query.facts.get("case")
        known = str(household) if household else None
        self.choices.choose_case(case if isinstance(case, VsiCase) else None, known)
        only = query.facts.get("filter")
        told = str(query.facts.get("filter_words") or "")
        self.choices.choose_filter(only if isinstance(only, Filter) else None, told)
        trip = query.facts.get("plan")
        if trip:
            self.choices.choose_trip(str(trip))
        campaign = query.facts.get("campaign")
        if campaign:
            self.choices.choose_campaign(str(campaign))
        village = query.facts.get("village")
        if village:
            self.choices.village.set_value(str(village))
        self.shelf.choose(str(query.facts.get("document", query.id)))
        self.draw()

    def _take(self, document: Document) -> None:
        self._wanted = document
        self.choices.show_document(document)
        if self.isVisible():
            self._soon.start()

    # -- drawing

    def _draw_other(self) -> None:
        """Draw again only where something else is asked for than is on the desk."""
        request = self.choices.request()
        if self._wanted is None or (self._wanted.name, request) != self._asked:
            self.draw()

    def draw(self) -> None:
        """Draw the document that is chosen, in the background, and show it."""
        self._soon.stop()
        wanted, request = self._wanted, self.choices.request()
        if wanted is None or request is None:
            return
        self._asked = (wanted.name, request)
        if self._drawing:
            self.session.jobs.cancel()
        self._drawing = True
        self._drawn += 1
        number = self._drawn
        out = Path(self._folder.path()) / f"{number}.pdf"

        def work(register: Register, progress: Progress) -> Printed:
            return print_document(register, wanted.name, request, out, progress, noted=False)

        def done(printed: Printed) -> None:
            if number == self._drawn:
                self._show(printed)

        def failed(error: BaseException) -> None:
            if number == self._drawn:
                self._failed(error)

        self.session.jobs.run(self.tr("Đang dựng giấy"), work, done, failed=failed)

    def _show(self, printed: Printed) -> None:
        self._drawing = False
        self.preview.show_file(printed.path)
        self._shown = printed.path
        self._offer(on=True)
        self.choices.count.setText(self._sheets(printed.pages))
        for old in Path(self._folder.path()).glob("*.pdf"):
            if int(old.stem) < int(printed.path.stem):
                old.unlink(missing_ok=True)

    def _sheets(self, pages: int) -> str:
        if self._wanted is not None and self._wanted.name == "household-sheet":
            if self.choices.sheet_size.key() == "a5":
                text = self.tr("{count} tờ A5 in hai mặt")
                return text.format(count=dong(pages // 2))
            return self.tr("{count} tờ A4 một mặt").format(count=dong(pages))
        return self.tr("{count} trang").format(count=dong(pages))

    def _failed(self, error: BaseException) -> None:
        self._drawing = False
        self.preview.clear()
        self._shown = None
        self._offer(on=False)
        self.choices.count.setText("")
        if not (isinstance(error, Problem) and self.choices.say(error)):
            self.session.fail(error)

    def _offer(self, *, on: bool) -> None:
        self.save.setEnabled(on)
        self.send.setEnabled(on)

    # -- out of the program

    def _name(self) -> str:
        wanted, request = self._wanted, self.choices.request()
        parts = [wanted.name if wanted else "giay"]
        if request is not None and request.household:
            parts.append(request.household)
        return "-".join([*parts, f"{self.session.today():%Y%m%d}"]) + ".pdf"

    def save_as(self) -> None:
        """Ask where to keep the file, and keep it there."""
        place = QStandardPaths.StandardLocation.DocumentsLocation
        start = self.session.settings.get("papers", QStandardPaths.writableLocation(place))
        path = FileDialog.ask_save(
            self, self.tr("Lưu PDF"), str(Path(start) / self._name()), "PDF (*.pdf)"
        )
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Keep the previewed file under a name; a file there is replaced only by a whole one."""
        if self._shown is None:
            return
        partial = path.with_name(f"{path.name}.part")
        try:
            shutil.copyfile(self._shown, partial)
            partial.replace(path)
        except OSError as error:
            partial.unlink(missing_ok=True)
            self.session.fail(error)
            return
        self.session.settings.set("papers", str(path.parent))
        self._note(self.preview.pages)
        text = self.tr("Đã lưu {file}, {pages} trang.")
        self.session.tell(text.format(file=path.name, pages=self.preview.pages), "ok")

    def print_out(self) -> None:
        """Ask for a printer, and send the pages to it."""
        if not self.preview.pages or self._work is not None:
            return
        printer = printer_for(self.preview.document)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.preview.pages)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        self._work = Paperwork(self.preview.document, printer, self)
        self._work.printed.connect(self._printing)
        self._work.finished.connect(self._printed)
        self._offer(on=False)
        self._work.start()

    def _printing(self, done: int, total: int) -> None:
        text = self.tr("Đang gửi trang {done} trong {total} tới máy in")
        self.choices.count.setText(text.format(done=done, total=total))

    def _printed(self, pages: int) -> None:
        self._work = None
        self._offer(on=True)
        if pages:
            self._note(pages)
            text = self.tr("Đã gửi {pages} trang tới máy in.")
            self.session.tell(text.format(pages=pages), "ok")
            self.choices.count.setText(self._sheets(self.preview.pages))
            return
        text = self.tr("Máy in chưa nhận: xem máy in đã bật và còn giấy chưa, rồi bấm In lại.")
        self.session.tell(text, "warn")

    def _note(self, pages: int) -> None:
        if self._wanted is not None:
            self.session.register.log("printed", document=self._wanted.name, pages=pages)
