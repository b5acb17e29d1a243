"""The screen of Báo cáo: a month village by village, and the people behind each figure."""

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from printing.export import export_sheet
from printing.request import Request
from rules.calendar import Month, shown_day
from rules.errors import Problem
from storage import Register
from storage.months import SCHEMES, Counted, MonthReport, Scheme
from storage.progress import Progress
from ui.buttons import Button
from ui.panels import PageHead, Panel
from ui.queries import Query
from ui.reading import Latest
from ui.screen import KeyHint, Screen
from ui.screens.reports.export import FOLDER, ask_place, why_not
from ui.screens.reports.figures import BEHIND, Pick, agrees, total
from ui.screens.reports.instead import TabStrip, import_button, nobody, not_begun, not_counted
from ui.screens.reports.months import MonthBox
from ui.screens.reports.names import NamesPanel
from ui.screens.reports.table import FiguresTable, FiguresTotal
from ui.session import Session
from ui.style import look
from ui.tabs import Tab, Tabs

SOON = 150  # milliseconds after the last arrow key before the people of a cell are read


class ReportsScreen(Screen):
    """The figures of one month; each opens onto exactly the people it counts."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"people", "households", "villages", "covers", "enrolments"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.month = Month.of(session.today())
        self.report: MonthReport | None = None
        self._agrees = False
        self._covered = False
        self._known: dict[Month, tuple[MonthReport, bool]] = {}
        self._counting = Latest(session, self.tr("Đang tính báo cáo"), self)
        self._naming = Latest(session, self.tr("Đang đọc danh sách"), self)
        self._make_actions()
        self.months = MonthBox()
        self.months.picked.connect(self.show_month)
        self.tabs = Tabs((Tab("hi", self.tr("BHYT")), Tab("vsi", self.tr("BHXH tự nguyện"))))
        self.tabs.setAccessibleName(self.tr("Loại bảo hiểm"))
        self.tabs.picked.connect(self._fill)
        self.table = FiguresTable()
        self.total = FiguresTotal(self.table)
        self.names = NamesPanel()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._follow)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)

    def _make_actions(self) -> None:
        self.export = self.act(
            self.tr("Xuất Excel"), self.export_as, keys="Ctrl+E", icon_name="file-spreadsheet"
        )
        self.earlier = self.act(self.tr("Tháng trước"), lambda: self._step(-1), keys="Alt+Left")
        self.later = self.act(self.tr("Tháng sau"), lambda: self._step(1), keys="Alt+Right")
        self.whole = self.act(
            self.tr("Người của cả xã sau con số này"), self._open_whole, keys="Ctrl+Return"
        )
        self.other = self.act(self.tr("Chuyển BHYT, BHXH tự nguyện"), self._turn, keys="Ctrl+Tab")
        self.close_names = self.act(self.tr("Đóng danh sách"), self.hide_names, keys="Esc")
        # Esc stops long work elsewhere in the window, so it counts here only from inside the page
        self.close_names.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.close_names.setEnabled(False)

    def _lay_out(self) -> None:
        self.head = PageHead(
            "",
            "",
            (self.months, Button.of(self.export, kind="filled", icon_name="file-spreadsheet")),
        )
        panel = Panel()
        inner = QVBoxLayout()
        inner.setSpacing(0)
        inner.addWidget(TabStrip(self.tabs))
        inner.addWidget(self.table, 1)
        inner.addWidget(self.total)
        panel.body.addLayout(inner, 1)
        self._body = QHBoxLayout()
        self._body.addWidget(panel, 1)
        self._body.addWidget(self.names)
        self.page.addWidget(self.head)
        self.page.addLayout(self._body, 1)
        self.names.hide()
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._body.setSpacing(look().metrics.gap)

    def _connect(self) -> None:
        self.session.jobs.slow.connect(self._cover)
        self.table.opened.connect(lambda _: self.open_current())
        self.table.asked.connect(self._enter)
        self.table.moved.connect(self._moved)
        self.total.asked.connect(self._open_sum)
        self.names.closed.connect(self.hide_names)
        self.names.household_asked.connect(self._open_household)

    # -- what the window asks

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys that work here."""
        if self.report is None:
            return ()
        return (
            KeyHint("Enter", self.tr("mở người sau con số")),
            KeyHint("Alt+← →", self.tr("tháng trước, sau")),
        )

    def worries(self) -> tuple[str, ...]:
        """What was compared, and whether it agrees."""
        if self.report is None:
            return ()
        if not self._agrees:
            return (self.tr("Tổng bảng chưa khớp tổng các thôn: xem Thiết lập, mục kiểm tra"),)
        count = len(self.report.rows)
        if not self.names.isHidden() and self.names.pick is not None:
            if not self.names.proven:
                return (self.tr("Danh sách người chưa khớp con số: mở lại con số này"),)
            text = self.tr("Tổng bảng = tổng {n} thôn = danh sách người · đã đối chiếu")
        else:
            text = self.tr("Tổng bảng = tổng {n} thôn · đã đối chiếu")
        return (text.format(n=count),)

    def reload(self) -> None:
        """Count again; month, cell and list stay."""
        self._known.clear()
        self.months.offer(Month.of(self.session.today()), self.month)
        self._count()

    def open(self, query: Query) -> None:
        """Show a month (fact ``month``) or a scheme (fact ``scheme``)."""
        if query.facts.get("scheme") in SCHEMES:
            self.tabs.set_key(str(query.facts["scheme"]))
        month = query.facts.get("month")
        if month is not None:
            self.show_month(month if isinstance(month, Month) else Month.parse(str(month)))

    def scheme(self) -> Scheme:
        """The scheme of the open tab."""
        return "vsi" if self.tabs.key() == "vsi" else "hi"

    # -- the month

    def show_month(self, month: Month) -> None:
        """Show another month."""
        self.month = month
        self.months.offer(Month.of(self.session.today()), month)
        self._count()

    def _step(self, months: int) -> None:
        wanted = self.months.beside(months)
        if wanted is not None:
            self.show_month(wanted)

    def _count(self) -> None:
        self._say_month()
        month, on = self.month, self.session.today()
        known = self._known.get(month)
        if known is not None:
            self._counting.drop()
            self._put(*known)
            return

        def read(register: Register) -> tuple[MonthReport, bool]:
            report = register.months.report(month, on)
            return report, agrees(report)

        def use(counted: tuple[MonthReport, bool]) -> None:
            self._known[month] = counted
            self._put(*counted)

        self._counting.ask(read, use, self._failed)

    def _say_month(self) -> None:
        running = Month.of(self.session.today())
        self.earlier.setEnabled(self.months.beside(-1) is not None)
        self.later.setEnabled(self.months.beside(1) is not None)
        self.head.title.setText(self.tr("Báo cáo tháng {month}").format(month=self.month.shown))
        closing = min(self.month.last, self.session.today())
        if self.month == running:
            text = self.tr("Kỳ {first} – {last} · tháng chưa hết, số liệu tính đến {day}")
        else:
            text = self.tr("Kỳ {first} – {last} · số liệu tính đến hết ngày {day}")
        first, last = f"{self.month.first:%d/%m}", shown_day(self.month.last)
        self.head.note.setText(text.format(first=first, last=last, day=shown_day(closing)))

    def _put(self, report: MonthReport, agreed: bool) -> None:
        self.report, self._agrees = report, agreed
        self.export.setEnabled(True)
        if not report.total.population and not any(
            report.total.of(scheme).opening for scheme in SCHEMES
        ):
            self._show_nobody()
            return
        self.show_page()
        self._fill()
        self._keep_focus()

    def _fill(self) -> None:
        if self.report is None:
            return
        self.table.put(self.report, self.scheme())
        self.total.put(self.report, self.scheme())
        if not self.names.isHidden() and self.names.pick is not None:
            self._read_names(self._again(self.names.pick))
        self._tell_status()

    def _again(self, pick: Pick) -> Pick:
        """The same figure of the same village, in the month and scheme shown now."""
        if self.report is None:
            return pick
        if pick.village_id is None:
            return total(self.report, self.scheme()).pick(pick.figure)
        rows = self.table.lines.rows()
        line = next((one for one in rows if one.village_id == pick.village_id), None)
        return (line or total(self.report, self.scheme())).pick(pick.figure)

    # -- instead of figures

    def _show_nobody(self) -> None:
        self._leave_figures()
        go = import_button()
        go.clicked.connect(lambda: self.session.ask(Query("intake")))
        self.show_empty(nobody(go))
        go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: BaseException) -> None:
        self._leave_figures()
        running = Month.of(self.session.today())
        if isinstance(error, Problem) and error.code == "month_not_begun":
            back = Button(self.tr("Về tháng {month}").format(month=running.shown), kind="filled")
            back.clicked.connect(lambda: self.show_month(running))
            self.show_empty(not_begun(self.month, back))
            return
        again = Button(self.tr("Tính lại"), kind="filled", icon_name="refresh-cw")
        again.clicked.connect(self._count)
        self.show_failed(not_counted(error, again))
        if not isinstance(error, Problem):
            self.session.fail(error)

    def _leave_figures(self) -> None:
        self.report = None
        self.export.setEnabled(False)
        self.hide_names()

    # -- the people behind a figure

    def open_current(self) -> None:
        """Show the people behind the figure under the frame."""
        pick = self.table.pick()
        if pick is not None:
            self._read_names(pick)

    def _enter(self) -> None:
        pick, now = self.table.pick(), self.names.pick
        if pick and now and not self.names.isHidden() and pick == now and self.names.shown:
            self.names.start()
            return
        self.open_current()

    def _open_whole(self) -> None:
        pick = self.table.pick()
        if pick is not None and self.report is not None:
            self._open_sum(pick.figure)

    def _open_sum(self, figure: str) -> None:
        if self.report is not None:
            self._read_names(total(self.report, self.scheme()).pick(figure))

    def _moved(self) -> None:
        if not self.names.isHidden():
            self._soon.start()

    def _follow(self) -> None:
        # a column without figures only changes the village
        now = self.names.pick
        pick = self.table.pick()
        if pick is None or now is None or self.names.isHidden():
            return
        if not BEHIND[self.table.currentIndex().column()]:
            line = self.table.lines.row_at(self.table.currentIndex().row())
            pick = line.pick(now.figure) if line else pick
        if pick != now:
            self._read_names(pick)

    def _read_names(self, pick: Pick) -> None:
        self._soon.stop()
        month, on = self.month, self.session.today()

        def read(register: Register) -> list[Counted]:
            return register.months.names(
                month, on, figure=pick.figure, scheme=pick.scheme, village=pick.village_id
            )

        self._naming.ask(read, lambda people: self._show_names(pick, people, month), self._unnamed)

    def _show_names(self, pick: Pick, people: list[Counted], month: Month) -> None:
        self.names.put(pick, people, month)
        self.names.show()
        self.close_names.setEnabled(True)
        self._mark(pick)
        self._keep_focus()
        self._tell_status()

    def _mark(self, pick: Pick | None) -> None:
        self.total.mark(pick.figure if pick and pick.village_id is None else "")
        self.table.mark(pick if pick and pick.village_id is not None else None)

    def _unnamed(self, error: BaseException) -> None:
        self._keep_focus()
        self.session.fail(error)

    def hide_names(self) -> None:
        """Give the table the whole width again."""
        self._soon.stop()
        self._naming.drop()
        self.names.pick = None
        self.names.hide()
        self._mark(None)
        self.close_names.setEnabled(False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_status()

    def _open_household(self, person: Counted) -> None:
        if person.household_id is None:
            text = self.tr("{name} chưa thuộc hộ nào trong sổ.")
            self.session.tell(text.format(name=person.name))
            return
        facts = {"person": person.person_id}
        self.session.ask(Query("households", person.household_id, facts=facts))

    # -- the workbook

    def export_as(self) -> None:
        """Ask where to keep the workbook of the month, and write it."""
        path = ask_place(self, self.session.settings, self.month)
        if path is not None:
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write the workbook of the month; a file there is replaced only by a whole one."""
        request = Request(on=self.session.today(), month=self.month)

        def work(register: Register, progress: Progress) -> Path:
            return export_sheet(register, "monthly", request, path, progress)

        def failed(error: BaseException) -> None:
            self._keep_focus()
            if isinstance(error, OSError):
                self.session.tell(why_not(error, path), "bad")
            else:
                self.session.fail(error)

        self.session.jobs.run(self.tr("Đang xuất Excel"), work, self._exported, failed=failed)

    def _exported(self, path: Path) -> None:
        self.session.settings.set(FOLDER, str(path.parent))
        self._keep_focus()
        text = self.tr("Đã xuất báo cáo tháng {month} vào tệp {file}.")
        self.session.tell(text.format(month=self.month.shown, file=path.name), "ok")

    # -- small things

    def _turn(self) -> None:
        self.tabs.set_key("hi" if self.scheme() == "vsi" else "vsi")

    def _cover(self) -> None:
        self._covered = self.isVisible()

    def _keep_focus(self) -> None:
        """Take the keyboard back when the panel of long work, which held it, has gone."""
        focus = QApplication.focusWidget()
        if self.isVisible() and (self._covered or focus is None or not focus.isVisible()):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._covered = False

    def _tell_status(self) -> None:
        refresh = getattr(self.window(), "refresh_status", None)
        if callable(refresh) and self.isVisible():
            refresh()
