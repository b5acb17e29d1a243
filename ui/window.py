"""The frame: rail, top bar, the open screen, status bar."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rules.calendar import shown_day
from rules.errors import Problem
from storage.practice import MARK
from ui.buttons import keys_in_words
from ui.draft_offer import DraftOffer
from ui.finder import Command, Finder, Found
from ui.help.page import HelpDesk
from ui.icons import mark_icon
from ui.job_panel import JobPanel
from ui.metrics import Metrics
from ui.notices import Banner
from ui.places import FORMS, OpensForm, Place
from ui.practice import FRESH, OPEN, REAL, mark_window
from ui.queries import Query
from ui.rail import Rail
from ui.screen import KeyHint, Screen
from ui.searchbox import SearchBox
from ui.session import Session
from ui.statusbar import StatusBar
from ui.style import look, set_metrics
from ui.topbar import TopBar


class Window(QMainWindow):
    """The window of one open register.

    Args:
        session: the open register.
        places: what the rail offers; the first is shown.
    """

    def __init__(self, session: Session, places: Sequence[Place]) -> None:
        super().__init__()
        self.session = session
        self.places = tuple(places)
        self.screens: dict[str, Screen] = {}
        self._office = ""
        self.forms: dict[str, OpensForm] = {}
        self.setWindowIcon(mark_icon())
        self.setMinimumSize(1024, 540)
        self.resize(1366, 768)
        if session.practice:
            mark_window(self)
        self._make_actions()
        self._register_actions = self._make_register_actions()
        self._finder = Finder(session, self.places, self._commands)
        self.search = SearchBox(self._finder.find, lambda: self._finder.more)
        self.rail = Rail(self.places)
        self.topbar = TopBar(self.search, self.undo_action)
        self.banner = Banner("info", link=self.tr("Đóng"))
        self.banner.pressed.connect(self._hush)
        self.drafts = DraftOffer(session)
        self.drafts.resumed.connect(self.open)
        self.stack = QStackedWidget()
        self.help = HelpDesk(
            session, self.stack, turning=self._leave_behind, shown=self.refresh_status
        )
        self.statusbar = StatusBar()
        if session.practice:
            self.rail.show_practice()
            self.topbar.show_practice()
        self._lay_out()
        self.panel = JobPanel(session.jobs, self)
        self._connect()
        look().changed.connect(self._fit_rail)  # larger letters may leave the rail no room
        self._show_facts()
        if self.places:
            self.go(self._first())

    def _make_register_actions(self) -> tuple[QAction, ...]:
        """The ways to another register: Ctrl+K finds them from every screen."""
        wanted: tuple[tuple[str, str, str], ...] = ((OPEN, self.tr("Mở bản tập"), "Ctrl+Shift+B"),)
        if self.session.practice:
            wanted = (
                (REAL, self.tr("Về sổ thật"), "Ctrl+Shift+B"),
                (FRESH, self.tr("Bỏ bản tập này, làm bản mới"), "Ctrl+Shift+M"),
            )
        made = []
        for kind, text, keys in wanted:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, k=kind: self.session.other_register.emit(k))
            self.addAction(action)
            made.append(action)
        return tuple(made)

    def _lay_out(self) -> None:
        holder = QWidget()
        holder.setObjectName("page")
        self._told = QVBoxLayout(holder)
        self._told.setContentsMargins(16, 10, 16, 0)
        self._told.addWidget(self.banner)
        self._teller = holder
        holder.hide()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.topbar)
        right.addWidget(holder)
        right.addWidget(self.drafts)
        right.addWidget(self.stack, 1)
        right.addWidget(self.statusbar)
        whole = QWidget()
        whole.setObjectName("window")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.rail.went.connect(self.go)
        self.rail.helped.connect(self.help.index)
        self.installEventFilter(self.rail)
        self.search.picked.connect(self._picked)
        self.search.visited.connect(self._visited)
        self.session.changed.connect(self._show_facts)
        self.session.changed.connect(self._hush)
        self.session.told.connect(self._tell)
        self.session.asked.connect(self.open)

    def _make_actions(self) -> None:
        def action(text: str, keys: str, slot: object) -> QAction:
            made = QAction(text, self)
            made.setShortcut(QKeySequence(keys))
            made.triggered.connect(slot)
            self.addAction(made)
            return made

        self.undo_action = action(self.tr("Hoàn tác"), "Ctrl+Z", self._undo)
        self.redo_action = action(self.tr("Làm lại"), "Ctrl+Y", self._redo)
        action(self.tr("Tìm nhanh"), "Ctrl+K", self._search)
        action(self.tr("Trợ giúp"), "F1", self.show_help)
        for place in self.places:
            action(place.title, place.keys, lambda _=False, key=place.key: self.go(key))

    # -- going to places

    def _first(self) -> str:
        """Where a day begins: the first place, or where people come in while there are none."""
        keys = [place.key for place in self.places]
        empty = not self.session.register.people.list(limit=1)
        return "households" if empty and "households" in keys else keys[0]

    def screen_of(self, key: str) -> Screen | None:
        """The screen of a place, made when it is first needed."""
        if key in self.screens:
            return self.screens[key]
        place = next((p for p in self.places if p.key == key), None)
        if place is None or place.factory is None:
            return None
        screen = place.factory(self.session)
        self.screens[key] = screen
        self._take_in(screen)
        return screen

    def _take_in(self, screen: Screen) -> None:
        self.stack.addWidget(screen)
        screen.hints_changed.connect(self.refresh_status)

    def go(self, key: str) -> bool:
        """Show a place; False when there is none, or the open screen keeps the clerk."""
        screen = self.screen_of(key)
        now = self.stack.currentWidget()
        if screen is None:
            return False
        if isinstance(now, Screen) and now is not screen and not now.leave():
            self._mark(now)
            return False
        if now is not screen:
            self._leave_behind()
        self.stack.setCurrentWidget(screen)
        self._mark(screen)
        # A screen says by its focus proxy where the keyboard starts.
        screen.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh_status()
        return True

    def _leave_behind(self) -> None:
        """Another page is about to be shown: what was said and typed above belongs to the old."""
        self._hush()
        self.search.forget()

    def _mark(self, screen: Screen) -> None:
        for key, made in self.screens.items():
            if made is screen:
                self.rail.open(key)

    def open(self, query: Query) -> None:
        """Go to a place and show there what was asked for, or open the form that was."""
        if query.place in FORMS:
            self._open_form(query)
        elif self.go(query.place):
            self.screens[query.place].open(query)
            self.refresh_status()

    def _open_form(self, query: Query) -> None:
        form = self.forms.get(query.place)
        if form is None:
            form = self.forms[query.place] = FORMS[query.place](self.session, self)
            if isinstance(form, Screen):
                self._take_in(form)
        now = self.stack.currentWidget()
        if isinstance(form, Screen) and form is not now:
            if isinstance(now, Screen) and not now.leave():
                return
            self._leave_behind()
            self.stack.setCurrentWidget(form)
        form.open(query)
        self.refresh_status()

    def show_help(self) -> None:
        """Show the page of help about what is open."""
        self.help.about_here()

    def help_over(self, dialog: QWidget) -> None:
        """Show the page of help about a dialog of this window, over it."""
        self.help.over(dialog)

    def open_household(self) -> tuple[str, str]:
        """Id and title of the household the open page shows; two empty texts for none."""
        page = self.stack.currentWidget()
        return page.open_household() if isinstance(page, Screen) else ("", "")

    # -- search

    def _commands(self) -> list[Command]:
        screen = self.stack.currentWidget()
        actions = [*(screen.actions() if screen else []), self.undo_action, self.redo_action]
        actions += self._register_actions
        return [
            Command(a.text(), keys_in_words(a.shortcut()), "corner-down-left", a.trigger)
            for a in actions
            if a.isEnabled() and a.text()
        ]

    def _picked(self, found: Found) -> None:
        if found.run is not None:
            page = self.stack.currentWidget()
            if page is not None:  # the keys leave the box: Ctrl+Z is about the command then
                page.setFocus(Qt.FocusReason.OtherFocusReason)
            found.run()
        elif found.query is not None:
            self.open(found.query)

    def _visited(self, found: Found) -> None:
        query = found.visit or found.query
        if query is not None:
            self.search.line.clear()
            self.open(query)

    def _search(self) -> None:
        self.search.start()

    # -- undo, facts, sentences

    def _undo(self) -> None:
        last = self.session.register.undoable()
        try:
            self.session.undo()
        except Problem as problem:
            self.session.fail(problem)
            return
        if last is not None:
            said = self.tr("Đã hoàn tác: {what}. Bấm Ctrl+Y để làm lại.")
            self.session.tell(said.format(what=last.what), "info")

    def _redo(self) -> None:
        again = self.session.register.redoable()
        try:
            self.session.redo()
        except Problem as problem:
            self.session.fail(problem)
            return
        if again is not None:
            said = self.tr("Đã làm lại: {what}. Bấm Ctrl+Z để hoàn tác.")
            self.session.tell(said.format(what=again.what), "info")

    def _show_facts(self) -> None:
        register = self.session.register
        office = register.office.get()
        self._office = office.commune or office.name
        self.rail.set_office(self._office)
        last = register.undoable()
        self.undo_action.setEnabled(last is not None)
        self.redo_action.setEnabled(register.redoable() is not None)
        kept = self.session.backed_up
        self.topbar.show_facts(
            self.tr("Hoàn tác: {what}").format(what=last.what) if last else "",
            self.tr("Đã sao lưu {time}").format(time=kept.strftime("%H:%M")) if kept else "",
            register.actor,
        )
        self.refresh_status()

    def refresh_status(self) -> None:
        """Show the keys and worries of the open screen, and its name in the title bar."""
        screen = self.stack.currentWidget()
        self._entitle(screen)
        if not isinstance(screen, Screen):
            return
        day = shown_day(screen.policy_day() or self.session.today())
        law = self.tr("Chính sách áp dụng ngày {day}").format(day=day)
        safe = screen.worries() or (self.tr("Không cần mạng – mọi thứ lưu trên máy này"),)
        reading = screen is self.help.screen
        help_key = None if reading else KeyHint("F1", self.tr("trợ giúp"))
        self.statusbar.show_keys(screen.keys(), help_key)
        # where a day is asked about, which law counts is the first thing to know
        first = screen.policy_day() is not None
        self.statusbar.show_worries((law, *safe) if first else (*safe, law))

    def _entitle(self, screen: QWidget | None) -> None:
        """Name the open page first: the task bar and a screen reader begin with it."""
        names = (p.title for p in self.places if self.screens.get(p.key) is screen)
        page = (screen.windowTitle() if screen else "") or next(names, "")
        mark = MARK if self.session.practice else ""
        parts = (mark, page, self._office, "Sổ An Sinh")
        self.setWindowTitle(" – ".join(part for part in parts if part))

    def _tell(self, text: str, tone: str) -> None:
        self.banner.say(text, tone=tone, link=self.tr("Đóng"))  # type: ignore[arg-type]
        self._teller.setVisible(bool(text))

    def _hush(self) -> None:
        """What was said holds until the next thing done: a change, or another page."""
        self.banner.say("")
        self._teller.hide()

    # -- size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Low windows get lower rows, narrow ones a narrow rail."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once the real size is known."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            set_metrics(app, Metrics.for_height(self.height(), look().metrics.scale))
        self._fit_rail()

    def _fit_rail(self) -> None:
        narrow = self.width() < look().metrics.px(1366)  # larger letters need the room sooner
        self.rail.set_narrow(on=narrow)
        self.topbar.set_narrow(on=narrow)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the size, let the screens keep drafts, stop long work."""
        screen = self.stack.currentWidget()
        if isinstance(screen, Screen) and not screen.leave():
            event.ignore()
            return
        if not self.windowState() & Qt.WindowState.WindowMaximized:
            self.session.settings.set("window", [self.width(), self.height()])
        self.session.jobs.close()
        for form in self.forms.values():
            if isinstance(form, Screen):
                form.leave()  # what a long work held up is kept now
        super().closeEvent(event)
