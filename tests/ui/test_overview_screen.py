"""Tổng quan: eight in the morning; every figure opens."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rules.calendar import PartialDate
from storage import Register
from storage.filters import Filter
from storage.targets import Period
from storage.visits import ResultInput
from ui.charts import VillageBar, VillageBars
from ui.places import PLACES
from ui.queries import Query
from ui.screens.overview import OverviewScreen
from ui.screens.overview.wording import ending_words, long_day, signed
from ui.session import Session
from ui.window import Window

ON = date(2026, 11, 21)


@pytest.fixture
def commune(register: Register) -> dict[str, str]:
    made = {}
    with register.change("Lập sổ"):
        for name, people, covered in (("Thôn Đông", 5, 1), ("Thôn Tây", 4, 4)):
            village = register.villages.add(name)
            made[name] = village
            home = ""
            for place in range(people):
                home = register.households.add(village_id=village, number=str(place))
                one = register.people.add(
                    name=f"Lường Thị Mến {place}", household_id=home, relation="head",
                    born=PartialDate(1980 + place),
                )  # fmt: skip
                known: Any = "covered" if place < covered else "not_covered"
                register.covers.add(
                    one, scheme="hi", known=known, dated=date(2025, 1, 1),
                    until=date(2026, 11, 24) if known == "covered" else None,
                    hi_group="household" if known == "covered" else None,
                )  # fmt: skip
            made[f"{name} home"] = home
        register.targets.set("hi", Period.of_year(2026), "commune", on=ON, rate=Fraction(4, 5))
        for village, next_day in (("Thôn Đông", ON), ("Thôn Tây", date(2026, 11, 19))):
            register.visits.record(
                made[f"{village} home"],
                date(2026, 11, 3),
                results=[ResultInput("thinking", None, "hi", "1")],
                next_day=next_day,
            )
        register.campaigns.add(
            on=ON, name="Tháng cao điểm", kind="peak", start=date(2026, 11, 1),
            until=date(2026, 11, 30),
        )  # fmt: skip
    return made


@pytest.fixture
def asked(session: Session) -> list[Query]:
    found: list[Query] = []
    session.asked.connect(found.append)
    return found


def shown(qtbot: QtBot, session: Session) -> OverviewScreen:
    page = OverviewScreen(session)
    qtbot.addWidget(page)
    page.resize(1182, 620)
    page.show()
    qtbot.waitExposed(page)
    return page


def test_the_morning_at_a_glance(qtbot: QtBot, session: Session, commune: dict[str, str]) -> None:
    page = shown(qtbot, session)
    assert page.head.note.text() == (
        "Thứ Bảy, 21/11/2026 · 1 hộ hẹn đến nhà hôm nay, 5 thẻ BHYT hết hạn trong 7 ngày tới"
    )
    assert page.head.y() == 0
    assert page.print_today.text() == "In phiếu cho 1 hẹn hôm nay"
    rows = page.visits.lines.rows()
    assert [one.late for one in rows] == [0, 2]
    assert page.visits.lines.index(1, 2).data() == "hẹn 19/11: BHYT: Lo tiền, thu nhập không đều"
    assert [bar.name for bar in page.cover.bars.bars()] == ["Đông", "Tây"]
    assert [bar.missing for bar in page.cover.bars.bars()] == [3, 0]
    assert page.campaign.gain.text() == "+0"
    assert page.campaign.rates.text() == "vẫn 5 như trước đợt"
    assert page.doubts.lines.total > 0
    assert not page.grab().isNull()
    page.cover.switch()
    assert page.cover.lines.rows()[0].figure.name == "Thôn Đông"
    page.cover.switch()


def test_figures_open_their_lists(
    qtbot: QtBot, session: Session, commune: dict[str, str], asked: list[Query]
) -> None:
    page = shown(qtbot, session)
    page.aims.table.setFocus()
    QTest.keyClick(page.aims.table, Qt.Key.Key_Return)
    assert page.records.proof.text() == "5 trong danh sách = số 5"
    page.hide_records()
    page.cover.bars.setFocus()
    QTest.keyClick(page.cover.bars, Qt.Key.Key_Return)
    assert page.records.title.text() == "Đông · chưa có BHYT · 4"
    assert page.records.records.total == 4
    QTest.keyClick(page.records.table, Qt.Key.Key_Return)
    assert asked[-1].place == "households"
    page.hide_records()
    query = page.endings.lines.columns[1].query
    assert query is not None
    found = query(page.endings.lines.rows()[1])
    assert found == Query("enrolments", facts={"period": "7", "scheme": "hi"})
    page.more.trigger()
    page.all_visits.trigger()
    page.last.trigger()
    page.results.trigger()
    assert [one.place for one in asked[1:]] == ["targets", "outreach", "campaigns", "results"]
    page.visits.chosen.emit(page.visits.lines.rows()[0])
    assert asked[-1].id == commune["Thôn Đông home"]
    page.print_today.trigger()
    assert asked[-1].facts["filter"] == Filter(households=(commune["Thôn Đông home"],))


def test_doubts_open_where_they_are_mended(
    qtbot: QtBot, session: Session, commune: dict[str, str], asked: list[Query]
) -> None:
    page = shown(qtbot, session)
    page.doubts.table.setFocus()
    QTest.keyClick(page.doubts.table, Qt.Key.Key_Return)
    assert asked[-1].place == "review"
    from storage.overview import Doubt

    for key, place in (("duplicates", "review"), ("rejected", "intake")):
        page.doubts.opened.emit(Doubt(key, 1, "an import", ON))
        assert asked[-1].place == place


def test_bars_are_walked_by_keys_and_spoken(qtbot: QtBot) -> None:
    bars = VillageBars()
    qtbot.addWidget(bars)
    bars.resize(376, 80)
    bars.put(
        [
            VillageBar("a", "Đông", Fraction(1, 2), 3, Fraction(4, 5)),
            VillageBar("b", "Tây", Fraction(1), 0, Fraction(4, 5)),
            VillageBar("c", "Chưa rõ thôn", None, None),
        ]
    )
    bars.show()
    bars.setFocus()
    assert bars.accessibleDescription() == "Đông: 50,0 %, thiếu 3 người"
    QTest.keyClick(bars, Qt.Key.Key_Down)
    assert bars.accessibleDescription() == "Tây: 100,0 %, đã đạt"
    QTest.keyClick(bars, Qt.Key.Key_End)
    assert bars.accessibleDescription() == "Chưa rõ thôn: – %"
    QTest.keyClick(bars, Qt.Key.Key_Home)
    opened: list[str] = []
    bars.opened.connect(opened.append)
    QTest.keyClick(bars, Qt.Key.Key_Return)
    place = bars.row_place(1).center()
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y()))
    assert opened == ["a", "b"]
    assert not bars.grab().isNull()
    bars.put([])
    assert bars.current() == ""


def test_the_program_starts_here_when_there_are_people(
    qtbot: QtBot, session: Session, register: Register
) -> None:
    window = Window(session, PLACES)
    qtbot.addWidget(window)
    assert list(window.screens) == ["households"]
    window.go("overview")
    assert window.screens["overview"].isVisibleTo(window)
    with register.change("Thêm"):
        register.people.add(name="Mai Thị Lành")
    again = Window(session, PLACES)
    qtbot.addWidget(again)
    assert list(again.screens) == ["overview"]


def test_words() -> None:
    assert long_day(date(2026, 11, 22)) == "Chủ Nhật, 22/11/2026"
    assert (signed(5), signed(-1200)) == ("+5", "−1.200")
    assert ending_words("lapsed") == "Đã bỏ"
