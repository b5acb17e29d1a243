"""What is done with a trip: chosen, put in order, kept, printed, opened again, sent out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QDialog

from printing.export import export_sheet
from printing.request import Request
from rules.errors import Problem
from storage import Register
from storage.outreach import Choice, Ranked
from storage.plans import PlanLine
from storage.progress import Progress
from ui.file_dialogs import FileDialog
from ui.queries import Query
from ui.screen import KeyHint, Screen
from ui.screens.outreach.listing import Chosen
from ui.screens.outreach.route import Route
from ui.screens.outreach.route_panel import RoutePanel
from ui.screens.outreach.trip_dialogs import CrewDialog, PickDialog, PlansDialog, Wish
from ui.screens.outreach.wording import tr
from ui.style import look

_NARROW = 1048  # px of a page, in a window of 1100
_USUAL = 40  # households of a day for two


class Ranks(Protocol):
    """What the screen tells of its list."""

    chosen: Chosen
    ranked: tuple[Ranked, ...]

    def choice(self) -> Choice:
        """What the list is narrowed to."""


class RouteDesk(QObject):
    """Keeps the panel and the list of one mind, and does what is asked for.

    Args:
        screen: whose actions these are.
        ranks: the list beside the panel.
    """

    def __init__(self, screen: Screen, ranks: Ranks) -> None:
        super().__init__(screen)
        self._screen = screen
        self._ranks = ranks
        self.session = screen.session
        self.route = Route(self.session)
        self._narrow = self._opened = False
        act = screen.act
        self.plans = act(
            tr("Tuyến đã lập"), self.open_plans, keys="Ctrl+L", icon_name="list-checks"
        )
        self._fill = act(tr("Chọn giúp"), self.pick, keys="F7")
        arrange = act(tr("Xếp theo đường đi"), self.arrange, keys="Ctrl+R")
        self._send = act(tr("In tờ đi"), self.print_out, keys="Ctrl+P", icon_name="printer")
        act(tr("Người đi"), self.choose_crew, keys="F3")
        act(tr("Ngày đi"), self._to_day, keys="F4")
        act(tr("Tuyến đi"), self._turn_drawer, keys="F9")
        act(tr("Lưu tuyến"), self.save, keys="Ctrl+S")
        act(tr("Tuyến mới"), self.begin, keys="Ctrl+N")
        self.panel = RoutePanel(self.route, self._fill, arrange, self._send)
        self._connect()
        self.show()

    def _connect(self) -> None:
        self._ranks.chosen.changed.connect(self._chosen)
        self.panel.timed.connect(self._timed)
        self.panel.crew_asked.connect(self.choose_crew)
        stops = self.panel.list
        stops.stepped.connect(self._step)
        stops.dragged.connect(self._drag)
        stops.removed.connect(self._remove)
        stops.focused.connect(self._screen.hints_changed)
        stops.chosen.connect(lambda one: self.session.ask(Query("households", one)))

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys that work on the stops; none while the keys are elsewhere."""
        if not self.panel.list.hasFocus():
            return ()
        return (
            KeyHint("Ctrl+↑ Ctrl+↓", tr("chuyển chỗ")),
            KeyHint("Delete", tr("bỏ khỏi tuyến")),
            KeyHint("Enter", tr("mở hộ")),
            KeyHint("Ctrl+S", tr("lưu tuyến")),
            KeyHint("Ctrl+N", tr("tuyến mới")),
        )

    def show(self) -> None:
        """Show the trip as it is."""
        staff = self.session.register.staff
        people = (*staff.all(), *staff.all(gone=True))
        self.panel.show_route({one.id: one.name for one in people})

    def look_again(self) -> None:
        """The register has changed."""
        self.route.look_again()
        self.show()

    def _step(self, household_id: str, step: int) -> None:
        self.route.move(household_id, step)
        self.show()

    def _drag(self, household_id: str, other: str) -> None:
        self.route.move_to(household_id, other)
        self.show()

    # -- which households

    def _chosen(self) -> None:
        if self.route.put(self._ranks.chosen.ids()):
            self.show()

    def _take(self, ids: Sequence[str]) -> None:
        """The list shows as chosen what is on the route."""
        if set(ids) != set(self._ranks.chosen.ids()):
            self._ranks.chosen.set(ids)
        self.show()

    def _remove(self, household_id: str) -> None:
        self._ranks.chosen.set(one for one in self.route.ids if one != household_id)

    def arrange(self) -> None:
        """Walk in order, each way as long as the others."""
        if self.route.ids:
            self.route.arrange()
            self.show()

    def pick(self) -> None:
        """Choose the first of the list for so many who go."""
        route, today = self.route, self.session.today()
        teams = max(len(route.crew), route.teams) if route.crew else max(route.teams, 1)
        wish = Wish(len(route.ids) or _USUAL, teams, route.day)
        dialog = PickDialog(wish, today, len(self._ranks.ranked), self._screen.window())
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        wanted = dialog.wish()
        found = self.session.register.outreach.pick(wanted.homes, today, self._ranks.choice())
        route.on(wanted.day, route.part)
        route.teams = wanted.teams
        ids = tuple(one.household_id for one in found)
        route.put(ids)
        route.arrange()
        self._take(ids)
        self._to_stops()

    # -- when and who

    def _timed(self) -> None:
        self.route.on(*self.panel.when())
        self.show()

    def _to_day(self) -> None:
        self._open_drawer()
        self.panel.day.setFocus()

    def _to_stops(self) -> None:
        self._open_drawer()
        self.panel.focus_stops()

    def _open_drawer(self) -> None:
        self._opened = True
        self.panel.show()

    def _turn_drawer(self) -> None:
        """Go to the stops; where there is no room for both, once more puts the panel away."""
        if self._narrow and not self.panel.isHidden():
            self._opened = False
            self.panel.hide()
            self._screen.setFocus()
        else:
            self._to_stops()

    def fit(self, width: int) -> None:
        """Where the window is too narrow for both, the panel comes when it is asked for."""
        self._narrow = width < look().metrics.px(_NARROW)
        self.panel.setVisible(not self._narrow or self._opened)

    def choose_crew(self) -> None:
        """Ask who goes."""
        staff, route = self.session.register.staff.all(), self.route
        apart = route.teams > 1
        dialog = CrewDialog(staff, route.crew, apart=apart, over=self._screen.window())
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        route.go_with(dialog.crew())
        route.share(dialog.teams())
        self.show()

    # -- keeping and printing

    def save(self) -> bool:
        """Keep the trip as one change; False where it cannot be."""
        if not self.route.ids:
            self.session.tell(tr("Tuyến đi chưa có hộ nào. Bấm phím cách ở hộ cần đến."), "warn")
            return False
        was_new = self.route.changed or self.route.kept is None
        try:
            kept = self.route.keep()
        except Problem as problem:
            self.session.fail(problem)
            return False
        if was_new:
            text = tr("Đã giữ tuyến đi {code}. Mở lại ở Tuyến đã lập.")
            self.session.tell(text.format(code=kept.code), "ok")
        return True

    def print_out(self) -> None:
        """Keep the trip, and go where its papers are printed."""
        if self.save() and self.route.kept is not None:
            self._print(self.route.kept.code)

    def _print(self, code: str) -> None:
        facts = {"document": "trip-papers", "plan": code}
        self.session.ask(Query("printing", facts=facts))

    def begin(self) -> None:
        """Plan another trip; the one that is kept stays."""
        self.route.clear()
        self._ranks.chosen.set(())
        self.show()

    # -- planned trips

    def open_plans(self) -> None:
        """Show the trips that are kept."""
        plans = self.session.register.plans
        dialog = PlansDialog(plans.list, self._delete, self._screen.window())
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.asked is None:
            return
        what, line = dialog.asked
        if what == "open":
            self.load(line.id)
        elif what == "results":
            self.session.ask(Query("results", facts={"plan": line.id}))
        elif what == "print":
            self._print(line.code)
        else:
            self._ask_where(line)

    def load(self, plan_id: str) -> None:
        """Open a kept trip in the panel."""
        try:
            self.route.load(self.session.register.plans.get(plan_id))
        except Problem as problem:
            self.session.fail(problem)
            return
        self._take(self.route.ids)
        self._to_stops()

    def _delete(self, line: PlanLine) -> bool:
        try:
            with self.session.change(tr("Xóa tuyến đi {code}").format(code=line.code)):
                self.session.register.plans.remove(line.id)
        except Problem as problem:
            self.session.fail(problem)
            return False
        return True

    def _ask_where(self, line: PlanLine) -> None:
        place = QStandardPaths.StandardLocation.DocumentsLocation
        start = self.session.settings.get("papers", QStandardPaths.writableLocation(place))
        name = f"{line.code}.xlsx"
        path = FileDialog.ask_save(
            self._screen, tr("Xuất tuyến đi ra Excel"), str(Path(start) / name), "Excel (*.xlsx)"
        )
        if path:
            self.export(line.code, Path(path))

    def export(self, code: str, out: Path) -> None:
        """Write a trip as a workbook to be filled in."""
        request = Request(on=self.session.today(), plan=code)

        def work(register: Register, progress: Progress) -> Path:
            return export_sheet(register, "visit-plan", request, out, progress)

        def done(path: Path) -> None:
            text = tr("Đã xuất {file}. Điền xong đưa lại vào Nhập dữ liệu.")
            self.session.tell(text.format(file=path.name), "ok")

        self.session.jobs.run(tr("Đang xuất tuyến đi"), work, done)
