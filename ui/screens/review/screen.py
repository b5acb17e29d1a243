"""Rà soát: looks over the whole register in the background, and shows what it found on two tabs."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from rules.money import dong
from storage import Register
from storage.data_checks import BY_KEY, CHECKS, Row, rows_of
from storage.duplicates import Pair, find_duplicates
from storage.progress import Progress
from ui.buttons import Button
from ui.help.pages import anchor_of
from ui.notices import EmptyState
from ui.panels import PageHead
from ui.queries import Query
from ui.screen import KeyHint, Screen
from ui.screens.review.doubles import DoublesPage
from ui.screens.review.faults import FaultsPage, Found
from ui.session import Session
from ui.tabs import Tab, Tabs


class ReviewScreen(Screen):
    """People written twice, and data to look at again."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"people", "households", "villages", "covers", "enrolments", "standings",
         "different_people"}
    )  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._quiet = False
        # which search, and which asking of the checks, was begun last; earlier ones are old
        self._asked = self._checked = 0
        self._counts = {"doubles": "", "faults": ""}
        self.again = self.act(
            self.tr("Rà soát lại"), self.reload, keys="F5", icon_name="refresh-cw"
        )
        self._found_once = False
        self.tabs = Tabs()
        self._show_counts()
        self.doubles = DoublesPage(session, self.act, self._quietly)
        self.faults = FaultsPage(session, self.act, self._quietly, self._check_again)
        self._pages: dict[str, DoublesPage | FaultsPage] = {
            "doubles": self.doubles,
            "faults": self.faults,
        }
        for key, keys in (("doubles", "Ctrl+1"), ("faults", "Ctrl+2")):
            turn = self.act(self._title(key), lambda key=key: self.turn(key), keys=keys)  # type: ignore[misc]
            turn.setToolTip(self._title(key))
        self.stack = QStackedWidget()
        for page in self._pages.values():
            self.stack.addWidget(page)
        note = self.tr("Xem lại cả sổ. Việc nào làm ở đây cũng hoàn tác được bằng Ctrl+Z.")
        self.page.addWidget(PageHead(self.tr("Rà soát"), note, (Button.of(self.again),)))
        self.page.addWidget(self.tabs)
        self.page.addWidget(self.stack, 1)
        self._connect()
        self.turn("doubles")

    def _connect(self) -> None:
        self.tabs.picked.connect(self.turn)
        self.doubles.counted.connect(lambda n: self._count("doubles", n))
        self.faults.counted.connect(lambda n: self._count("faults", n))
        self.doubles.asked.connect(self._open_person)
        self.doubles.gone.connect(self.faults.forget)
        self.faults.asked.connect(self._open_row)

    def _title(self, key: str) -> str:
        return {
            "doubles": self.tr("Người ghi trùng"),
            "faults": self.tr("Dữ liệu cần xem lại"),
        }[key]

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys of the open tab."""
        if self.tabs.key() == "doubles":
            return (
                KeyHint("C", self.tr("cùng một người")),
                KeyHint("K", self.tr("hai người khác nhau")),
                KeyHint("S", self.tr("để sau")),
                KeyHint("Enter", self.tr("chọn từng ô bằng mũi tên trái, phải")),
            )
        return (
            KeyHint("F2", self.tr("sửa tại đây")),
            KeyHint("Enter", self.tr("mở hộ")),
            KeyHint("Ctrl+1", self.tr("người ghi trùng")),
        )

    def helped_at(self) -> str:
        """The heading of the open tab."""
        return anchor_of(self._title(self.tabs.key()))

    def open(self, query: Query) -> None:
        """Open a tab, and on the second one check where it is named."""
        if query.id in self._pages:
            self.turn(query.id)
        if (check := str(query.facts.get("check", ""))) in BY_KEY:
            self.turn("faults")
            self.faults.open_check(check)

    def turn(self, key: str) -> None:
        """Open one of the two tabs."""
        self.tabs.set_key(key)
        page = self._pages[key]
        self.stack.setCurrentWidget(page)
        for name, one in self._pages.items():
            one.enable(on=name == key)
        self.setFocusProxy(page.start())
        if self.isVisible():
            page.start().setFocus(Qt.FocusReason.OtherFocusReason)
        self.hints_changed.emit()

    # -- looking over the register

    def reload(self) -> None:
        """Look over the register anew, in the background."""
        if self._quiet:
            return
        self._asked += 1
        self._checked += 1
        turn, today = self._asked, self.session.today()

        def work(register: Register, progress: Progress) -> tuple[tuple[Pair, ...], Found]:
            return find_duplicates(register, progress), find_faults(register, today)

        def done(found: tuple[tuple[Pair, ...], Found]) -> None:
            if turn == self._asked:
                self._show(*found)

        self.session.jobs.run(self.tr("Đang rà soát sổ"), work, done, failed=self._stopped)

    def _stopped(self, error: BaseException) -> None:
        """Say what went wrong; nothing is shown as in order that was not looked at."""
        self.session.fail(error)
        if not self._found_once:
            self.show_empty(
                EmptyState(
                    self.tr("Chưa rà soát xong"),
                    self.tr("Sổ vẫn nguyên như cũ."),
                    button=Button.of(self.again, kind="filled"),
                )
            )

    def _show(self, pairs: tuple[Pair, ...], faults: Found) -> None:
        self._found_once = True
        self.show_page()
        self.doubles.show_pairs(pairs)
        self.faults.show_found(faults)

    def _check_again(self) -> None:
        """Ask the checks anew after a row was mended; nobody waits for it."""
        self._checked += 1
        turn, today = self._checked, self.session.today()

        def work(register: Register, _progress: Progress) -> Found:
            return find_faults(register, today)

        def done(found: Found) -> None:
            if turn == self._checked:
                self.faults.show_found(found)

        self.session.jobs.run(self.tr("Đang kiểm tra lại"), work, done, quiet=True)

    def _quietly(self, what: str, write: Callable[[], None]) -> None:
        """Write a change that the pages show by themselves, without looking over everything.

        Raises:
            Problem: nothing was written.
        """
        self._quiet = True
        try:
            with self.session.change(what):
                write()
        finally:
            self._quiet = False

    # -- counts and ways out

    def _count(self, key: str, number: int) -> None:
        self._counts[key] = dong(number)
        self._show_counts()

    def _show_counts(self) -> None:
        self.tabs.set_tabs(
            tuple(Tab(key, self._title(key), count) for key, count in self._counts.items())
        )

    def _open_person(self, person_id: str) -> None:
        household = self.session.register.people.get(person_id).household_id or ""
        self.session.ask(Query("households", household, facts={"person": person_id}))

    def _open_row(self, row: Row) -> None:
        if row.kind == "villages":
            self.session.ask(Query("settings", "villages"))
            return
        facts = {"person": row.id} if row.kind == "people" else {}
        self.session.ask(Query("households", row.household_id or "", facts=facts))


def find_faults(register: Register, on: date) -> Found:
    """Return the rows of every check, as known on a day."""
    return {check.key: rows_of(check, register, on) for check in CHECKS}
