"""The trip beside the list of Vận động: chosen, put in order by hand, kept, opened and typed."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from storage import Register, rows
from storage.plans import Outing
from storage.visits import ResultInput
from ui.file_dialogs import FileDialog
from ui.history.told import line_of
from ui.queries import Query
from ui.screens.outreach import OutreachScreen
from ui.screens.outreach.route_panel import TripDay
from ui.screens.outreach.trip_dialogs import CrewDialog, PickDialog, PlansDialog, Wish
from ui.screens.settings.history import HistoryPage
from ui.session import Session

TODAY = date(2026, 11, 21)
SATURDAY = date(2026, 11, 28)


@pytest.fixture
def helpers(register: Register) -> tuple[str, str]:
    """Six households in two villages, nobody covered, and two people who go."""
    with register.change("Lập sổ"):
        east, west = register.villages.add("Thôn Đông"), register.villages.add("Thôn Tây")
        for number in range(6):
            home = register.households.add(
                village_id=east if number < 4 else west, number=str(number + 1)
            )
            person = register.people.add(
                name=f"Vi Văn Tuất {'ABCDEF'[number]}".strip(),
                household_id=home,
                relation="head",
                sex="male",
                born=PartialDate(1980 + number),
            )
            register.covers.add(person, scheme="hi", known="not_covered", dated=TODAY)
        one = register.staff.add(name="Mai Thị Lành", roles=("helper",))
        other = register.staff.add(name="Tống Thị Mận", roles=("helper",))
    return one, other


@pytest.fixture
def screen(qtbot: QtBot, session: Session, helpers: tuple[str, str]) -> OutreachScreen:
    made = OutreachScreen(session)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    qtbot.waitUntil(lambda: made.model.rowCount() == 6)
    made.activateWindow()
    return made


def stops(screen: OutreachScreen) -> list[str]:
    """The last letter of each name, with the heads of ways and villages between."""
    return [row.text[-1] if row.place else row.text for row in screen.desk.panel.list.rows.rows]


def press(screen: OutreachScreen, key: Qt.Key, *, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(screen.desk.panel.list, key, held)


def answer(monkeypatch: pytest.MonkeyPatch, kind: type[QDialog], **fields: Any) -> None:
    """Let a dialog be accepted once these of its parts were filled."""

    def run(dialog: Any) -> int:
        for name, value in fields.items():
            if callable(value):
                value(dialog)
            else:
                getattr(dialog, name).set_value(value)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(kind, "exec", run)


def choose_all(screen: OutreachScreen) -> None:
    screen.chosen.set(one.household_id for one in screen.ranked)


def test_who_is_chosen_stands_in_walking_order(screen: OutreachScreen) -> None:
    screen.model.mark([5, 0, 4])
    assert stops(screen) == ["Thôn Đông", "A", "Thôn Tây", "E", "F"]
    panel = screen.desk.panel
    assert panel.filled.text() == "In tờ đi và 3 phiếu hộ"
    # Three doors and people, a step, and the way to the other village, by the pace that ships.
    assert "3</b> người cần gặp" in panel._sums.text()
    assert "45 phút" in panel._sums.text()
    screen.chosen.set(())
    assert not panel.filled.isEnabled()


def test_a_stop_is_moved_by_keys_and_taken_off(screen: OutreachScreen) -> None:
    choose_all(screen)
    panel = screen.desk.panel
    panel.focus_stops()
    assert panel.list.current() == screen.desk.route.ids[0]
    press(screen, Qt.Key.Key_Down, ctrl=True)
    assert stops(screen) == ["Thôn Đông", "B", "A", "C", "D", "Thôn Tây", "E", "F"]
    press(screen, Qt.Key.Key_Down)
    press(screen, Qt.Key.Key_Delete)
    assert stops(screen) == ["Thôn Đông", "B", "A", "D", "Thôn Tây", "E", "F"]
    assert len(screen.chosen.ids()) == 5
    choose_all(screen)  # who comes later stands last, the own order stays
    assert stops(screen)[1:3] == ["B", "A"]
    assert stops(screen)[-1] == "C"
    screen.desk.arrange()
    assert stops(screen) == ["Thôn Đông", "A", "B", "C", "D", "Thôn Tây", "E", "F"]
    press(screen, Qt.Key.Key_Up)
    press(screen, Qt.Key.Key_Up, ctrl=True)


def test_a_stop_is_dragged_by_its_grip(screen: OutreachScreen) -> None:
    choose_all(screen)
    shown = screen.desk.panel.list
    view = shown.viewport()

    def grip(row: int) -> QPoint:
        rect = shown.visualRect(shown.rows.index(row))
        return QPoint(view.width() - 15, rect.center().y())

    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=grip(1))
    for row in (2, 3):
        QTest.mouseMove(view, grip(row))
        QApplication.processEvents()
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=grip(3))
    assert stops(screen)[1:5] == ["B", "C", "A", "D"]
    QTest.mouseMove(view, QPoint(5, 5))
    QApplication.processEvents()
    assert stops(screen)[1:5] == ["B", "C", "A", "D"]


def test_two_who_go_apart_have_a_way_each(
    screen: OutreachScreen, helpers: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_all(screen)

    def tick(dialog: CrewDialog) -> None:
        dialog.model.set_checked(set(helpers))
        dialog.ways.set_key("each")

    answer(monkeypatch, CrewDialog, tick=tick)
    screen.desk.choose_crew()
    route = screen.desk.route
    assert [len(way) for way in route.ways] == [4, 2]  # nobody goes to both villages
    heads = [row.text for row in screen.desk.panel.list.rows.rows if row.way]
    assert heads == ["Tuyến 1 · Mai Thị Lành", "Tuyến 2 · Tống Thị Mận"]
    last = route.ways[0][-1]
    route.move(last, 1)  # behind the last of a way comes the next way
    assert [len(way) for way in route.ways] == [3, 3]
    assert route.ways[1][0] == last
    route.move(last, -1)
    assert route.ways[0][-1] == last
    first = route.ways[0][0]
    route.move(first, -1)  # nothing is before the first
    route.move_to(first, first)
    assert route.ways[0][0] == first
    route.move_to(last, route.ways[1][1])
    assert route.ways[1][1] == last

    def together(dialog: CrewDialog) -> None:
        dialog.ways.set_key("all")

    answer(monkeypatch, CrewDialog, tick=together)
    screen.desk.choose_crew()
    assert len(route.ways) == 1
    assert route.crew_of(0) == helpers
    monkeypatch.setattr(CrewDialog, "exec", lambda _dialog: 0)
    screen.desk.choose_crew()


def test_the_best_of_the_list_are_chosen_for_so_many(
    screen: OutreachScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PickDialog, "exec", lambda _dialog: 0)
    screen.desk.pick()
    assert screen.desk.route.ids == ()
    answer(monkeypatch, PickDialog, homes=4, teams=2, day=SATURDAY)
    screen.desk.pick()
    route = screen.desk.route
    assert (len(route.ids), route.teams, route.day) == (4, 2, SATURDAY)
    assert set(screen.chosen.ids()) == set(route.ids)
    assert sum(len(way) for way in route.ways) == 4


def test_the_wish_is_read_from_its_fields(qtbot: QtBot, screen: OutreachScreen) -> None:
    dialog = PickDialog(Wish(40, 2, SATURDAY), TODAY, 6, screen)
    assert dialog.wish() == Wish(40, 2, SATURDAY)
    dialog.homes.set_text("0")
    assert not dialog.homes.settle()
    day = TripDay(TODAY)
    qtbot.addWidget(day)
    for text, meant in (
        ("t7", date(2026, 11, 28)),
        ("cn", date(2026, 11, 22)),
        ("2811", SATURDAY),
        ("Thứ Bảy 28/11/2026", SATURDAY),
    ):
        assert day.read(text).earliest() == meant
    assert day.day_or_today() == TODAY
    day.set_value(PartialDate.of(SATURDAY))
    assert day.text() == "Thứ Bảy 28/11/2026"


def test_it_is_kept_as_one_change_and_opened_again(
    screen: OutreachScreen, session: Session, helpers: tuple[str, str]
) -> None:
    """Printing keeps it; what was kept already is not written twice."""
    asked: list[Query] = []
    session.asked.connect(asked.append)
    desk, register = screen.desk, session.register
    desk.print_out()
    assert asked == []  # nobody was chosen
    choose_all(screen)
    desk.route.go_with(helpers)
    desk.panel.day.set_value(SATURDAY)
    desk.panel.part.set_value("afternoon")
    desk.panel.part.settled.emit()
    desk.print_out()
    desk.print_out()
    (line,) = register.plans.list()
    assert (line.code, line.day, line.part, line.stops) == ("R261101", SATURDAY, "afternoon", 6)
    assert line.names == ("Mai Thị Lành", "Tống Thị Mận")
    assert [one.facts["plan"] for one in asked] == ["R261101", "R261101"]
    (route,) = register.plans.get(line.id).routes
    assert all(stop.why and stop.why[0]["text"] for stop in route.stops)
    assert register.connection.value("SELECT count(*) FROM changes") == 2
    desk.begin()
    assert (desk.route.kept, screen.chosen.ids()) == (None, ())
    screen.open(Query("outreach", facts={"plan": line.id}))
    assert desk.route.ids == tuple(stop.household.id for stop in route.stops)
    desk.route.move(desk.route.ids[0], 1)
    assert desk.save()
    assert register.plans.list()[0].code == "R261101"
    again = register.plans.get(line.id).routes[0]
    assert again.stops[0].why == route.stops[1].why
    session.undo()
    session.undo()  # it is a new trip again, which can be kept
    assert desk.route.kept is None
    assert desk.save()
    desk.load("không có")
    assert desk.route.kept is not None


def test_a_household_that_wants_no_visit_is_told_on_saving(
    screen: OutreachScreen, session: Session
) -> None:
    told: list[str] = []
    session.told.connect(lambda text, _tone: told.append(text))
    choose_all(screen)
    with session.change("Xin không đến"):
        session.register.households.save(screen.desk.route.ids[0], do_not_contact=True)
    assert not screen.desk.save()
    assert "không" in told[-1]


def plan(session: Session, screen: OutreachScreen) -> str:
    choose_all(screen)
    assert screen.desk.save()
    return session.register.plans.list()[0].id


def test_planned_trips_are_typed_printed_sent_out_and_deleted(
    screen: OutreachScreen, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[Query] = []
    session.asked.connect(asked.append)
    kept = plan(session, screen)
    out = tmp_path / "di.xlsx"
    monkeypatch.setattr(FileDialog, "ask_save", lambda *_arguments: str(out))
    for what in ("results", "print", "export", "open"):

        def take(dialog: PlansDialog, what: Any = what) -> None:
            dialog._take(what)

        answer(monkeypatch, PlansDialog, take=take)
        screen.desk.open_plans()
    assert [(one.place, one.facts["plan"]) for one in asked] == [
        ("results", kept),
        ("printing", "R261101"),
    ]
    assert openpyxl.load_workbook(out)["Chuyến đi"].protection.sheet
    dialog = PlansDialog(session.register.plans.list, screen.desk._delete, screen)
    dialog.delete()
    assert session.register.plans.list() == ()
    assert dialog.current() is None
    dialog.delete()
    dialog._take("open")
    assert dialog.asked is None
    assert screen.desk.route.kept is None
    session.undo()
    assert session.register.plans.list()[0].id == kept
    monkeypatch.setattr(PlansDialog, "exec", lambda _dialog: 0)
    screen.desk.open_plans()


def test_a_trip_with_results_is_not_deleted(screen: OutreachScreen, session: Session) -> None:
    kept = plan(session, screen)
    home = screen.desk.route.ids[0]
    with session.change("Ghi kết quả"):
        session.register.visits.record(home, TODAY, results=[ResultInput("thinking")], plan_id=kept)
    (line,) = session.register.plans.list()
    assert line.visited == 1
    assert not screen.desk._delete(line)


def test_two_routes_come_back_as_two(
    screen: OutreachScreen, session: Session, helpers: tuple[str, str]
) -> None:
    ids = tuple(one.household_id for one in screen.ranked)
    with session.change("Lập tuyến"):
        kept = session.register.plans.make(
            SATURDAY, [Outing(helpers[:1], ids[:2]), Outing(helpers[1:], ids[2:])]
        )
    screen.desk.load(kept)
    route = screen.desk.route
    assert [len(way) for way in route.ways] == [2, 4]
    assert [route.crew_of(number) for number in range(2)] == [helpers[:1], helpers[1:]]


def test_in_a_narrow_window_the_route_comes_on_f9(screen: OutreachScreen) -> None:
    panel = screen.desk.panel
    screen.desk.fit(900)
    assert panel.isHidden()
    screen.desk._turn_drawer()
    assert not panel.isHidden()
    screen.desk._turn_drawer()
    assert panel.isHidden()
    screen.desk.fit(1200)
    assert not panel.isHidden()
    screen.desk._turn_drawer()
    assert not panel.isHidden()


def test_the_history_tells_of_a_trip(
    qtbot: QtBot, screen: OutreachScreen, session: Session
) -> None:
    kept = plan(session, screen)
    with session.change("Dời ngày"):
        rows.update(session.register.connection, "plans", kept, {"part": "evening"})
    page = HistoryPage(session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.panel.model.rowCount() == 3)
    found = [page.panel.model.row_at(number) for number in range(2)]
    lines = [line_of(entry, {}, None) for entry in found if entry]
    assert [line.icon for line in lines] == ["route", "route"]
    assert lines[0].detail == "Tuyến đi R261101: cả ngày, nay buổi tối"
