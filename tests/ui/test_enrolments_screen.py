"""Tham gia: the due list, calls, renewing many, stops, receipts, and a person's time."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rules.calendar import Month, PartialDate
from rules.vsi.contribution import PayerClass
from storage import Register
from storage.enrolling import Circumstances, Receipt
from tests.ui.keyboard import press
from ui.places import Place
from ui.queries import Query
from ui.screen import Screen
from ui.screens.enrolments import EnrolmentsScreen
from ui.screens.enrolments.calls_dialog import CallsDialog
from ui.screens.enrolments.earlier_dialog import EarlierDialog
from ui.screens.enrolments.receipts_dialog import ReceiptsDialog
from ui.screens.enrolments.renew_dialog import RenewDialog
from ui.screens.enrolments.stop_dialog import StopDialog, VoidDialog
from ui.screens.enrolments.tally_dialog import TallyDialog
from ui.session import Session
from ui.window import Window

TODAY = date(2026, 11, 21)


class Blank(Screen):
    """Stands in for another screen."""


@pytest.fixture
def homes(register: Register) -> dict[str, str]:
    """Three households: two cards, one card, and a woman whose voluntary insurance ends."""
    found: dict[str, str] = {}
    with register.change("Lập sổ"):
        register.office.save(name="UBND xã Mẫu", province_code="38", phone="02373111222")
        village = register.villages.add("Thôn Đông")
        other = register.villages.add("Thôn Tây")
        found["collector"] = register.staff.add(
            name="Tống Thị Mận", roles=("collector",), village_id=village, phone="0912000111"
        )
        register.receipt_books.add(
            symbol="07", first=1, last=50, digits=5, collector_id=found["collector"]
        )
        for key, names, where in (
            ("two", ("Lường Văn Bảy", "Lường Thị Mến"), village),
            ("one", ("Vi Văn Tuất",), other),
        ):
            found[key] = register.households.add(village_id=where)
            for at, name in enumerate(names):
                person = register.people.add(
                    name=name, household_id=found[key], relation="wife" if at else "head",
                    sex="female" if at else "male", born=PartialDate(1970 + at, 3, 1),
                    phone="0379000131",
                )  # fmt: skip
                register.covers.add(
                    person, scheme="hi", known="covered", hi_group="household",
                    start=date(2025, 12, 1), until=date(2026, 11, 30), dated=date(2026, 1, 5),
                )  # fmt: skip
        found["home"] = register.households.add(village_id=village)
        found["woman"] = register.people.add(
            name="Mai Thị Lành", household_id=found["home"], relation="head", sex="female",
            born=PartialDate(1984, 3, 14),
        )  # fmt: skip
        register.earlier_spells.add(
            found["woman"], "vsi", Month(2019, 3), Month(2021, 6), supported_months=28,
            income=1_000_000, stopped_why="birth", won_by="Hội nghị phụ nữ",
        )  # fmt: skip
        found["paid"] = register.enrolments.enrol_vsi(
            found["woman"], income=1_500_000, payer_class=PayerClass.OTHER, method="12",
            start=Month(2025, 12),
            about=Circumstances(
                day=date(2025, 12, 2), receipt=Receipt("00003", "07", found["collector"])
            ),
        )  # fmt: skip
    return found


@pytest.fixture
def window(qtbot: QtBot, session: Session, homes: dict[str, str]) -> Window:
    places = (
        Place("households", "Alt+2", "house", "Hộ gia đình", Blank),
        Place("enrolments", "Alt+5", "clipboard-check", "Tham gia", EnrolmentsScreen),
        Place("benefits", "Alt+6", "calculator", "Quyền lợi", Blank),
        Place("settings", "Alt+0", "settings", "Thiết lập", Blank),
    )
    made = Window(session, places)
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    qtbot.waitExposed(made)
    assert homes
    return made


@pytest.fixture
def screen(window: Window) -> EnrolmentsScreen:
    window.go("enrolments")
    made = window.screen_of("enrolments")
    assert isinstance(made, EnrolmentsScreen)
    return made


Asked = Callable[[], list[Query]]


@pytest.fixture
def asked(session: Session) -> list[Query]:
    found: list[Query] = []
    session.asked.connect(found.append)
    return found


def closed(screen: EnrolmentsScreen) -> bool:
    """No dialog stands over the screen."""
    return screen.dialog is None


def _select(screen: EnrolmentsScreen, name: str) -> None:
    key = next(key for key, row in screen.rows.items() if row.name == name)
    assert screen.list.select_id(key)


def test_periods_count_people_and_rows_say_what_is_needed(screen: EnrolmentsScreen) -> None:
    texts = [screen.model.cells_at(at) for at in range(screen.model.rowCount())]
    assert screen.head.note.text().endswith("4 người trong 30 ngày tới, 0 trong 7 ngày")
    assert ("Mai Thị Lành, Đông · 42 tuổi", "BHXH 12 tháng", "30/11/2026", "3.168.000",
            "Tống Thị Mận chưa có số", "chưa gọi") in texts  # fmt: skip
    assert ("Lường Văn Bảy, Đông · 2 người", "BHYT 12 tháng", "30/11/2026", "2.322.540",
            "Tống Thị Mận 0379 000 131", "chưa gọi") in texts  # fmt: skip
    assert len(texts) == 3
    screen.segments.picked.emit("7")
    assert screen.model.rowCount() == 0
    assert screen._pages.currentIndex() == 1
    screen.step(-1)
    assert screen.period == "7"
    screen.step(1)
    assert (screen.period, screen.model.rowCount()) == ("30", 3)


def test_places_narrow_the_list(screen: EnrolmentsScreen, homes: dict[str, str]) -> None:
    keys = {one.text: one.key for one in screen.place.matching("")}
    screen.place.retype(keys["Thôn Tây"])
    assert [row.name for row in screen.rows.values()] == ["Vi Văn Tuất"]
    screen.place.retype(keys["Tống Thị Mận"])
    assert {row.name for row in screen.rows.values()} == {"Lường Văn Bảy", "Mai Thị Lành"}
    screen.open(Query("enrolments", facts={"period": "90", "collector": homes["collector"]}))
    assert screen.period == "90"
    screen.open(Query("enrolments", facts={"period": "30", "scheme": "vsi"}))
    assert {row.name for row in screen.rows.values()} == {"Mai Thị Lành"}
    screen.open(Query("enrolments", facts={"period": "30"}))
    assert len(screen.rows) == 3
    screen.open(Query("enrolments", facts={"village": "", "person": homes["woman"]}))
    assert screen.list.current_id() == f"vsi {homes['woman']}"


def test_a_persons_time_stands_beside_the_row(screen: EnrolmentsScreen) -> None:
    _select(screen, "Mai Thị Lành")
    panel = screen.person
    assert panel.name.text() == "Mai Thị Lành"
    titles = [row[2] for row in panel.rows._rows]
    assert titles == [
        "Gia hạn tới 11/2027", "Tham gia lại", "Nghỉ đóng 53 tháng", "Tham gia lần đầu",
    ]  # fmt: skip
    assert [row[4] for row in panel.rows._rows] == ["+12", "12", "0", "28"]
    assert panel.rows._rows[2][3] == "sinh con"
    assert "28 + 12 = <u>40 tháng</u>" in panel.sum.text()
    assert "<b>40</b> / 120 tháng, còn 80" in panel.support.text()
    assert "Từ 01/01/2027 thấp nhất có thể 2.200.000" in panel._warned.text()
    _select(screen, "Vi Văn Tuất")
    assert panel.nothing.text() == "Chưa đóng BHXH tự nguyện lần nào."
    panel.grab()


def test_many_are_called_at_once_and_undone(
    screen: EnrolmentsScreen, register: Register, session: Session, homes: dict[str, str]
) -> None:
    press(screen.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert screen.count.text() == "Đã chọn 3 dòng, 4 người"
    assert screen.filled.text() == "Gia hạn cả 3"
    screen.call_action.trigger()
    dialog = screen.dialog
    assert isinstance(dialog, CallsDialog)
    dialog.result_field.pick("promised")
    dialog.next_day.set_text("20112026")
    dialog.filled.click()
    assert screen.dialog is dialog  # the day lies before the call
    dialog.next_day.set_value(TODAY)
    dialog.filled.click()
    assert closed(screen)
    contacts = register.calls.last_contacts([homes["two"], homes["home"]], TODAY)
    assert {one.result for one in contacts.values()} == {"promised"}
    assert screen.model.cells_at(0)[-1] == "hẹn hôm nay"
    session.undo()
    assert screen.model.cells_at(0)[-1] == "chưa gọi"


def test_many_are_renewed_with_the_days_price(
    screen: EnrolmentsScreen, register: Register, homes: dict[str, str]
) -> None:
    screen.model.set_marks(screen.rows)
    expected = 2_322_540 + 1_366_200 + 3_168_000
    assert "6.856.740" in screen.sum.text()
    screen.renew_action.trigger()
    dialog = screen.dialog
    assert isinstance(dialog, RenewDialog)
    assert "Ghi 3 dòng, 4 người: 6.856.740 đồng" in dialog.sum.text()
    dialog.collector.retype(homes["collector"])
    assert (dialog.book.value(), dialog.receipt.value()) == ("07", "00004")
    receipts = [line.receipt for line in dialog.renewals.lines]  # type: ignore[union-attr]
    assert sorted(receipts) == ["00004", "00005", "00006"]
    dialog.day.set_value(date(2026, 12, 1))
    dialog.filled.click()
    assert screen.dialog is dialog
    dialog.day.set_value(TODAY)
    dialog.filled.click()
    assert closed(screen)
    new = [one for one in register.enrolments.list() if one.day == TODAY]
    assert sum(one.payable for one in new) == expected
    assert screen.model.rowCount() == 0


def test_lines_that_cannot_be_renewed_say_why(
    screen: EnrolmentsScreen, register: Register, session: Session
) -> None:
    with session.change("Hộ nghèo"):
        person = register.people.add(name="Lường Văn Ba", born=PartialDate(1990, 1, 1))
        register.covers.add(
            person, scheme="hi", known="covered", hi_group="household", start=date(2026, 1, 1),
            until=date(2026, 11, 28), dated=date(2026, 1, 5),
        )  # fmt: skip
    _select(screen, "Lường Văn Ba")
    assert screen.sum.text().startswith("Cộng <b>0</b>")
    screen.renew()
    dialog = screen.dialog
    assert isinstance(dialog, RenewDialog)
    assert "1 dòng không gia hạn được" in dialog.wrong.text()
    assert not dialog.filled.isEnabled()
    dialog.save()
    assert screen.dialog is dialog
    dialog.reject()
    screen.write_new()


def test_a_stop_gives_back_what_the_law_gives_back(
    screen: EnrolmentsScreen, register: Register, homes: dict[str, str]
) -> None:
    _select(screen, "Mai Thị Lành")
    screen.stop_action.trigger()
    dialog = screen.dialog
    assert isinstance(dialog, StopDialog)
    assert not dialog.money.isEnabled()
    dialog.day.set_value(date(2026, 11, 1))
    dialog.reason.retype("compulsory")
    assert dialog.money.value() == 264_000
    assert "159/2025/NĐ-CP" in dialog.why.text()
    dialog.scheme.set_text("hi")
    assert dialog.money.value() is None
    dialog.reason.retype("other_card")
    assert "chưa ghi khoản đóng" in dialog.why.text()
    dialog.scheme.set_text("vsi")
    dialog.reason.retype("compulsory")
    dialog.filled.click()
    assert closed(screen)
    (stop,) = register.stops.of_person(homes["woman"])
    assert (stop.refund, stop.months) == (264_000, 1)
    assert "Mai Thị Lành" not in {row.name for row in screen.rows.values()}


def test_an_entry_by_mistake_is_struck_out(
    screen: EnrolmentsScreen, register: Register, homes: dict[str, str]
) -> None:
    _select(screen, "Mai Thị Lành")
    screen.void()
    dialog = screen.dialog
    assert isinstance(dialog, VoidDialog)
    dialog.form.submit()
    assert screen.dialog is dialog
    dialog.why.set_text("ghi nhầm người")
    dialog.filled.click()
    (kept,) = register.enrolments.of_person(homes["woman"])
    assert kept.void_why == "ghi nhầm người"
    _select(screen, "Vi Văn Tuất")
    screen.void()
    assert closed(screen)


def test_time_before_the_register_is_typed(
    screen: EnrolmentsScreen, register: Register, homes: dict[str, str]
) -> None:
    _select(screen, "Mai Thị Lành")
    screen.person.earlier.click()
    dialog = screen.dialog
    assert isinstance(dialog, EarlierDialog)
    dialog.first.set_text("012022")
    dialog.last.set_text("062022")
    dialog.months.set_text("sáu")
    dialog.form.submit()
    assert screen.dialog is dialog
    dialog.months.set_text("9")
    dialog.form.submit()
    assert "6 tháng" in dialog.wrong.text()
    dialog.months.set_text("6")
    dialog.form.submit()
    assert closed(screen)
    assert register.enrolments.paid_months(homes["woman"]) == 46
    assert "28 + 6 + 12 = " in screen.person.sum.text()


def test_receipts_that_are_odd_are_named_and_opened(
    screen: EnrolmentsScreen, register: Register, session: Session, homes: dict[str, str],
    asked: list[Query],
) -> None:  # fmt: skip
    with session.change("Trùng số, ngoài quyển"):
        for person, number in (
            (register.people.of_household(homes["one"])[0].id, "00003"),
            (register.people.of_household(homes["two"])[0].id, "00099"),
        ):
            register.enrolments.enrol_vsi(
                person, income=1_500_000, payer_class=PayerClass.OTHER, method="1",
                start=Month(2026, 11),
                about=Circumstances(
                    day=TODAY, receipt=Receipt(number, "07", homes["collector"])
                ),
            )  # fmt: skip
    screen.receipts_action.trigger()
    dialog = screen.dialog
    assert isinstance(dialog, ReceiptsDialog)
    kinds = [(one.what, one.numbers) for one in dialog.faults]
    assert kinds == [("twice", "00003"), ("outside", "00099"), ("skipped", "00001 – 00002")]
    dialog.table.setCurrentIndex(dialog.odd.index(1, 0))
    dialog._open_home()
    assert asked[-1] == Query("households", homes["two"])
    screen.show_receipts()
    screen.dialog._edit()
    assert asked[-1] == Query("settings", "books")


def test_the_tally_opens_onto_its_list(
    screen: EnrolmentsScreen, homes: dict[str, str], asked: list[Query]
) -> None:
    screen.show_tally()
    dialog = screen.dialog
    assert isinstance(dialog, TallyDialog)
    assert dialog.proof.text() == "Năm này chưa ghi khoản đóng nào."
    dialog.year.retype("2025")
    assert "mọi khoản: 1 dòng = số 1, 3.168.000 đồng" in dialog.proof.text()
    for column, words, rows in ((2, "BHXH mới", 0), (3, "BHXH tiếp", 0), (4, "BHYT hộ mới", 0)):
        dialog.table.setCurrentIndex(dialog.months.index(0, column))
        figure = dialog.months.index(0, column).data()
        assert f"{words}: {figure} dòng = số {figure}" in dialog.proof.text()
        assert dialog.names.rowCount() == int(figure) >= rows
    dialog.table.setCurrentIndex(dialog.months.index(0, 0))
    dialog.collector.retype(homes["collector"])
    dialog.listed.setCurrentIndex(dialog.names.index(0, 0))
    dialog._open_home()
    assert asked[-1] == Query("households", homes["home"])


def test_messages_are_copied_and_households_opened(
    screen: EnrolmentsScreen,
    window: Window, homes: dict[str, str], asked: list[Query], session: Session,
    register: Register,
) -> None:  # fmt: skip
    screen.model.set_marks(screen.rows)
    screen.copy_messages()
    texts = QGuiApplication.clipboard().text().split("\n\n")
    assert len(texts) == 3
    assert any("BHXH tự nguyện của Mai Thị Lành đã đóng đến hết 11/2026" in one for one in texts)
    screen.model.set_marks(())
    _select(screen, "Mai Thị Lành")
    press(screen.list, Qt.Key.Key_Return)
    assert asked[-1] == Query("households", homes["home"], facts={"person": homes["woman"]})
    screen.explain()
    assert asked[-1].place == "benefits"
    screen.write_new()
    assert asked[-1] == Query("enrolment", homes["home"])
    window.go("enrolments")
    with session.change("Không liên hệ"):
        register.households.save(homes["home"], do_not_contact=True)
    _select(screen, "Mai Thị Lành")
    screen.copy_messages()
    screen.write_call()
    assert closed(screen)


def test_boxes_are_turned_with_the_mouse(screen: EnrolmentsScreen) -> None:
    first = screen.list.visualRect(screen.model.index(0, 0))
    QTest.mouseClick(screen.list.viewport(), Qt.MouseButton.LeftButton,
                     pos=first.topLeft() + QPoint(20, 20))  # fmt: skip
    assert len(screen.model.marks()) == 1
    QTest.mouseClick(screen.list.viewport(), Qt.MouseButton.LeftButton,
                     pos=first.topLeft() + QPoint(200, 20))  # fmt: skip
    assert len(screen.model.marks()) == 1
    QTest.mouseClick(screen.head_row, Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    assert len(screen.model.marks()) == 3
    QTest.mouseClick(screen.head_row, Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    assert screen.model.marks() == ()
    QApplication.processEvents()


def test_the_whole_list_is_exported(
    screen: EnrolmentsScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "han.xlsx"
    monkeypatch.setattr("ui.screens.enrolments.screen.ask_place", lambda *_: None)
    screen.export()
    assert not out.exists()
    monkeypatch.setattr("ui.screens.enrolments.screen.ask_place", lambda *_: out)
    screen.export()
    assert out.exists()
    monkeypatch.setattr(
        "ui.screens.enrolments.screen.ask_place", lambda *_: tmp_path / "khong" / "co" / "x.xlsx"
    )
    screen.export()
