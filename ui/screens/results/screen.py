"""What Nhập kết quả từ phiếu giấy does: sheets are typed one after the other, each kept at once."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt

from rules.errors import Problem
from storage.drafts import Draft
from storage.follow_ups import Agreed
from ui.drafts import DraftKeeper
from ui.forms.agreed import AgreedDialog
from ui.queries import Query
from ui.screens.results.lines import KEYS, Home
from ui.screens.results.model import FIRST
from ui.screens.results.page import ResultsPage
from ui.screens.results.pile import Pile, Trip, wrong_cells
from ui.screens.results.trip import NoteDialog, TripDialog, trip_words
from ui.session import Session
from ui.trips import trip_query
from ui.wording import sentence

FORM = "results"


class ResultsScreen(ResultsPage):
    """One pile of sheets; what was typed is never lost, and never written twice."""

    watches: ClassVar[frozenset[str]] = frozenset({"visits", "refusal_reasons", "staff"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setWindowTitle(self.tr("Nhập kết quả từ phiếu giấy"))
        self.pile = Pile(session, Trip(session.today()))
        self.asking: TripDialog | None = None
        self.listing: AgreedDialog | None = None
        self.noting: NoteDialog | None = None
        self._begun = False
        self._first = ""
        self._saved = ""
        self.draft = DraftKeeper(session, FORM, self._standing_there, self)
        self._connect()
        self.setFocusProxy(self.code)
        self._put(self.pile)

    def _connect(self) -> None:
        self.act(self.tr("Mã phiếu khác"), self.to_code, keys="F2", icon_name="qr-code")
        self.act(self.tr("Sửa ngày, người đi"), self.ask_trip, keys="F3", icon_name="calendar")
        self.act(self.tr("Đến ô lỗi"), self.grid.next_wrong, keys="F4")
        self.act(self.tr("Ghi chú của phiếu"), self.ask_note, keys="F7", icon_name="notebook")
        self.act(
            self.tr("Đồng ý, chưa ghi đóng"), self.show_agreed, keys="F8", icon_name="hand-coins"
        )
        self.act(self.tr("Xấp phiếu mới"), self.new_pile, keys="Ctrl+N", icon_name="plus")
        self.code.entered.connect(self.take_sheet)
        self.code.escaped.connect(self._to_grid)
        self.code.textEdited.connect(lambda _: self.wrong.say(""))
        self.grid.typing.connect(self.draft.touch)
        self.grid.moved.connect(self._tell)
        self.model.typed.connect(self._tell)
        self.grid.sheet_left.connect(self._keep)
        self.grid.sheet_ended.connect(self._next)
        self.grid.backed.connect(self.to_code)
        self.draft.kept.connect(self.hints_changed)
        self.wrong.pressed.connect(self.grid.next_wrong)
        self.kept.pressed.connect(self.new_pile)

    # -- opening and leaving

    def open(self, query: Query) -> None:
        """Begin a pile, or go on with the one that is open; a plan brings its own."""
        self.refresh()
        plan = str(query.facts.get("plan") or "") or None
        route = query.facts.get("route")
        if plan is not None and (plan, route) != (self.pile.trip.plan_id, self.pile.trip.route):
            self._leave_pile()
            self._open_plan(plan, route)
        if query.action == "agreed":
            self._begun = True
            self.show_agreed()
            return
        self._begin()
        if query.id:
            self._show_sheet(lambda: self._known(query.id) or self.pile.put(query.id))

    def _begin(self) -> None:
        """The first time: what was being typed is there again, else the trip is asked for."""
        if self._begun:
            return
        self._begun = True
        found = self.draft.about(self._subject())
        if found is not None:
            self._restore(found)
        elif self.pile.plan is None and not self.pile.homes:
            self.ask_trip()
        else:
            self._to_where_typing_goes_on()

    def _subject(self) -> str:
        trip = self.pile.trip
        return "/".join(str(part) for part in (trip.plan_id, trip.route) if part)

    def _open_plan(self, plan: str, route: object) -> None:
        number = int(str(route)) if route else None
        try:
            day = min(self.session.register.plans.get(plan).day, self.session.today())
            pile = Pile(self.session, Trip(day, None, plan, number))
        except Problem as problem:
            self.session.fail(problem)
            return
        self._begun = False
        self._put(pile)

    def leave(self) -> bool:
        """Keep what was typed."""
        self._leave_pile()
        return True

    def _leave_pile(self) -> None:
        self.grid.leave_sheet()
        self.setFocusProxy(self.code)  # where the keys begin when this page is shown again
        self.draft.keep()

    def put_off(self) -> None:
        """Leave, keeping the pile, and go back to the households."""
        self.session.ask(Query("households"))
        self.session.tell(self.tr("Xấp phiếu được giữ lại. Mở lại trang này là nhập tiếp được."))

    def worries(self) -> tuple[str, ...]:
        """When a sheet was kept last; nothing leaves this machine."""
        said = self.tr("Đã lưu lúc {time}").format(time=self._saved)
        if not self._saved:
            kept = any(home.kept for home in self.pile.homes)
            said = self.tr("Đã lưu các phiếu đã nhập") if kept else self.tr("Chưa lưu phiếu nào")
        return (said, self.tr("Không cần mạng"))

    def reload(self) -> None:
        """Look at the register again: a sheet may have been taken back."""
        register = self.session.register
        self.grid.reasons = register.refusal_reasons.offered()
        lines = len(self.model.rows)
        self.pile.refresh()
        if sum(len(home.lines) for home in self.pile.homes) != lines:
            self.model.put(self.pile.homes)
        self.model.draw()
        self._tell()

    # -- drafts

    def _standing_there(self) -> dict[str, Any] | None:
        content = self.pile.typed()
        open_cell = self.grid.open_text()
        if content is not None and open_cell is not None:
            home, at, key, text = open_cell
            texts = {line.person_id: line.texts() for line in home.lines}
            texts[home.lines[at].person_id][KEYS.index(key)] = text
            content["homes"][self.pile.homes.index(home)]["lines"] = texts
        return content

    def _restore(self, draft: Draft) -> None:
        content = draft.content
        try:
            trip = Trip(
                self.pile.trip.day.fromisoformat(content["day"]),
                content["visitor"],
                content["plan"],
                content["route"],
            )
            pile = Pile(self.session, trip)
        except Problem as problem:  # the plan is gone since
            self.session.fail(problem)
            return
        pile.retype(content["homes"])
        self._put(pile)
        said = self.tr("Xấp phiếu đang nhập dở lúc {time} đã mở lại.")
        self.say_kept(said.format(time=self.draft.time), self.tr("Nhập xấp khác"))
        waiting = next((home for home in reversed(pile.homes) if home.waiting), None)
        if waiting is not None:
            self._to_cell(waiting)
        else:
            self.to_code()

    def _to_cell(self, home: Home) -> None:
        """Go on behind the last cell that was typed on a sheet, or in the one that is wrong."""
        row = self.model.row_of(home)
        wrong = wrong_cells(home)
        typed = [
            (at, n) for at, line in enumerate(home.lines) for n, key in enumerate(KEYS)
            if line[key].text
        ]  # fmt: skip
        at, column = (wrong or typed[-1:] or [(0, 0)])[0]
        self.setFocusProxy(self.grid)
        self.grid.start(row + at, FIRST + column)

    def new_pile(self) -> None:
        """Put this pile away and begin another; what was kept stays in the register."""
        self.grid.leave_sheet()
        if self._still_waiting():
            return
        self._put_away()
        self._begin()

    def _put_away(self) -> None:
        """Everything of this pile is in the register."""
        self.draft.forget()
        self.say_kept("")
        self._put(Pile(self.session, Trip(self.session.today(), self.pile.trip.visitor_id)))
        self._begun = False

    def _still_waiting(self) -> bool:
        """Whether something is not written: a wrong cell, which is shown, or a failure, told."""
        return self.grid.next_wrong() or any(home.waiting for home in self.pile.homes)

    # -- the trip

    def ask_trip(self) -> None:
        """Ask for the day and who went."""
        self.asking = TripDialog(self.session, self.pile.trip, self.window())
        self.asking.accepted.connect(self._take_trip)
        self.asking.finished.connect(lambda _: self._to_where_typing_goes_on())
        self.asking.open()

    def _take_trip(self) -> None:
        if self.asking is None:
            return
        try:
            self.pile.set_trip(self.asking.trip())
        except Problem as problem:
            self.session.fail(problem)
        self.grid.reader = self.pile.reader
        self.draft.touch()
        self.model.draw()
        self._tell()

    def _to_where_typing_goes_on(self) -> None:
        first, self._first = self._first, ""
        if first:
            self.take_sheet(first)
            return
        home = next((one for one in self.pile.homes if not one.typed), None)
        if self.pile.plan is not None and home is not None:
            self.grid.begin(home)
        else:
            self.to_code()

    # -- sheets

    def ask_note(self) -> None:
        """Ask for what else stands on the sheet that is typed."""
        placed = self.grid.current()
        if placed is None:
            return
        self.noting = NoteDialog(placed.home, self.window())
        self.noting.accepted.connect(self._take_note)
        self.noting.finished.connect(lambda _: self.grid.setFocus())
        self.noting.open()

    def _take_note(self) -> None:
        if self.noting is not None:
            self.noting.home.note = self.noting.note.value() or ""
            self.draft.touch()
            self.model.draw()

    def _put(self, pile: Pile) -> None:
        self.pile = pile
        self.grid.reader = pile.reader
        self.model.put(pile.homes)
        self._tell()

    def to_code(self) -> None:
        """The next sheet: its code is typed or scanned."""
        self.grid.leave_sheet()
        self.code.clear()
        self.setFocusProxy(self.code)
        self.code.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tell()

    def _to_grid(self) -> None:
        if self.pile.homes:
            self.grid.begin(self.pile.homes[-1])

    def take_sheet(self, code: str) -> None:
        """A code was typed, or a sheet was scanned wherever the keys were."""
        try:
            trip = trip_query(self.session.register, code)
        except Problem as problem:
            self.wrong.say(sentence(problem), tone="bad")
            return
        if trip is not None:
            self.code.clear()
            self.open(trip)
        elif not self._begun:  # the first sheet of the next pile: which trip it is from comes first
            self._first = code
            self._begin()
        elif code.strip():
            self._show_sheet(lambda: self.pile.add(code))

    def _known(self, household: str) -> Home | None:
        return next((home for home in self.pile.homes if home.id == household), None)

    def _show_sheet(self, found: Any) -> None:
        self.grid.leave_sheet()
        try:
            home: Home = found()
        except Problem as problem:
            self.wrong.say(sentence(problem), tone="bad")
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
            self.code.selectAll()
            return
        self.code.clear()
        if self.model.row_of(home) < 0:
            self.model.put(self.pile.homes)
        self.draft.touch()
        self.grid.begin(home)

    def _keep(self, home: Home) -> None:
        """The keys leave a sheet: it is written, as one change."""
        try:
            written = self.pile.keep(home)
        except Problem as problem:
            self.session.fail(problem)
            return
        if written:
            self._saved = self.session.clock().strftime("%H:%M:%S")
            self.hints_changed.emit()
        self.draft.keep()
        self.model.draw()
        self._tell()

    def _next(self, home: Home) -> None:
        """Behind the last cell: the next stop of the plan that is not typed, else the code."""
        after = self.pile.homes[self.pile.homes.index(home) + 1 :]
        ahead = next((one for one in after if one.planned and not one.typed), None)
        if ahead is not None:
            self.grid.begin(ahead)
        else:
            self.to_code()

    def finish(self) -> None:
        """The pile is done: what is wrong is shown first, then who agreed is listed."""
        self.grid.leave_sheet()
        if self._still_waiting():
            return
        kept = [home for home in self.pile.homes if home.kept]
        visits = {home.visit_id for home in kept}
        self._put_away()
        self.to_code()
        if kept:
            said = self.tr("Đã ghi xong {count} phiếu.").format(count=len(kept))
            self.session.tell(said, "ok")
        agreed = self._agreed()
        if any(one.visit_id in visits for one in agreed):
            self._list_agreed([one for one in agreed if one.visit_id in visits])

    # -- who agreed

    def _agreed(self) -> tuple[Agreed, ...]:
        return self.session.register.visits.agreed(self.session.today())

    def show_agreed(self) -> None:
        """Everybody who agreed and has not enrolled."""
        self.grid.leave_sheet()
        self._list_agreed(list(self._agreed()))

    def _list_agreed(self, agreed: list[Agreed]) -> None:
        self.listing = AgreedDialog(self.session, agreed, self.window())
        self.listing.open()

    # -- what is said

    def _tell(self) -> None:
        """The head, the count, the totals, and what is wrong."""
        pile = self.pile
        staff = (*self.session.register.staff.all(), *self.session.register.staff.all(gone=True))
        self.head.note.setText(trip_words(pile, staff))
        done = sum(home.kept for home in pile.homes)
        total = sum(home.planned for home in pile.homes)
        said = (
            self.tr("Đã nhập <b>{done}</b> trong {total} phiếu")
            if total
            else self.tr("Đã nhập <b>{done}</b> phiếu")
        )
        self.counted.setText(said.format(done=done, total=total))
        self.bar.show_share(done, total)
        self.side.totals.show_totals(pile.homes)
        self._tell_wrong()

    def _tell_wrong(self) -> None:
        wrong = self.model.wrong()
        if not wrong:
            self.wrong.say("")
            return
        here = self.grid.currentIndex().row()
        row, column = next((place for place in wrong if place[0] == here), wrong[0])
        problem = self.model.cell(row, column).problem
        text = self.tr("<b>Dòng {row}:</b> {sentence}").format(
            row=row + 1, sentence=problem[:1].lower() + problem[1:]
        )
        self.wrong.say(text, tone="bad", link=self.tr("Đến ô này"))
