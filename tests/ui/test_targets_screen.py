"""Chỉ tiêu: every figure opens onto its rows, low villages are explained, targets are spread."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from rules.calendar import Month, PartialDate
from storage import Register
from storage.targets import Period, Resolution
from storage.visits import ResultInput
from ui.queries import Query
from ui.screens.targets import TargetsScreen
from ui.screens.targets.check_chips import CheckChip
from ui.screens.targets.spread_dialog import SpreadDialog
from ui.screens.targets.table import REACHED, said_words
from ui.screens.targets.tally_dialog import TallyDialog
from ui.screens.targets.target_dialog import Asked, TargetDialog
from ui.session import Session
from ui.target_words import filled

ON = date(2026, 11, 21)
YEAR = Period.of_year(2026)


@pytest.fixture
def villages(register: Register) -> dict[str, str]:
    """Two villages of ten and of six, some covered since long, some since May."""
    made = {}
    with register.change("Lập sổ"):
        collector = register.staff.add(
            name="Mai Thị Lành", roles=("collector",), organisation="Bưu điện xã"
        )
        for name, people, covered, later in (("Thôn Đông", 10, 2, 2), ("Thôn Tây", 6, 5, 1)):
            village = register.villages.add(name)
            made[name] = village
            home = ""
            for place in range(people):
                home = register.households.add(village_id=village, number=str(place))
                one = register.people.add(
                    name=f"Tống Thị Mận {place}", household_id=home, born=PartialDate(1980)
                )
                start = date(2025, 1, 1) if place < covered else date(2026, 5, 1)
                known: Any = "covered" if place < covered + later else "not_covered"
                register.covers.add(
                    one, scheme="hi", known=known, dated=date(2025, 1, 1),
                    start=start if known == "covered" else None,
                )  # fmt: skip
            made[f"{name} home"] = home
        made["collector"] = collector
    return made


@pytest.fixture
def targets(register: Register, villages: dict[str, str]) -> dict[str, str]:
    with register.change("Giao chỉ tiêu"):
        whole = register.targets.set(
            "hi", YEAR, "commune", on=ON, goal=15,
            resolution=Resolution("15/NQ-HĐND", date(2025, 12, 19)),
        )  # fmt: skip
        target = register.targets.get(whole)
        register.targets.spread(target, register.targets.shares(target, "not_covered", on=ON))
        register.targets.set("hi_new", YEAR, "collector", villages["collector"], on=ON, goal=8)
        register.visits.record(
            villages["Thôn Đông home"],
            date(2026, 11, 3),
            results=[ResultInput("refused", None, "hi", "1")],
        )
    return villages


def shown(qtbot: QtBot, session: Session) -> TargetsScreen:
    page = TargetsScreen(session)
    qtbot.addWidget(page)
    page.resize(1166, 620)
    page.show()
    qtbot.waitExposed(page)
    return page


def test_the_furthest_behind_stands_first(
    qtbot: QtBot, session: Session, targets: dict[str, str]
) -> None:
    page = shown(qtbot, session)
    lines = page.table.lines.rows()
    assert [line.figure.name for line in lines] == ["Thôn Đông", "Thôn Tây"]
    assert [line.reached for line in lines] == [4, 6]
    assert [said_words(line) for line in lines] == ["chưa ghi", "–"]
    assert 0 < filled(lines[0]) < Fraction(1, 2)
    assert page.head.note.text() == (
        "Nghị quyết 15/NQ-HĐND ngày 19/12/2025 · tính đến 21/11/2026, còn 40 ngày"
    )
    assert page.worries() == ("Dự báo: số nay + nhịp 3 tháng gần nhất × 40 ngày còn lại",)
    assert "thiếu" in page.total.accessibleName()
    assert page.collectors.table.lines.rows()[0].goal == 8


def test_a_figure_opens_onto_its_people(
    qtbot: QtBot, session: Session, targets: dict[str, str]
) -> None:
    page = shown(qtbot, session)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.records.title.text() == "Đông · BHYT toàn dân · 4"
    assert page.records.proof.text() == "4 trong danh sách = số 4"
    asked: list[Query] = []
    session.asked.connect(asked.append)
    QTest.keyClick(page.records.table, Qt.Key.Key_Return)
    assert asked[0].place == "households"
    page.hide_records()
    page.open_whole()
    assert page.records.records.total == 10
    page.hide_records()
    page.explanation.ask_missing()
    assert page.records.title.text() == "Đông · chưa có BHYT toàn dân · 6"
    assert page.records.records.total == 6
    index = page.table.lines.index(1, REACHED)
    page.hide_records()
    QTest.mouseClick(
        page.table.viewport(), Qt.MouseButton.LeftButton,
        pos=page.table.visualRect(index).center(),
    )  # fmt: skip
    assert page.records.records.total == 6


def test_cause_and_correction_are_written_with_the_keyboard(
    qtbot: QtBot,
    session: Session,
    register: Register,
    targets: dict[str, str],
    type_text: Callable[[QWidget, str], None],
) -> None:
    page = shown(qtbot, session)
    panel = page.explanation
    assert panel.title.text() == "Đông thiếu 5"
    assert panel.note_foot.text() == "Vào báo cáo tháng 11/2026"
    chip = panel.reasons.held()[0]
    assert isinstance(chip, CheckChip)
    assert "gặp 1 lần" in chip.accessibleName()
    assert panel.reasons.held()[-1].nextInFocusChain() is panel.cause.editor()
    page.begin.trigger()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    QTest.keyClick(chip, Qt.Key.Key_Return)
    type_text(panel.cause.line, "Nhiều người làm ở xa")
    QTest.keyClick(panel.cause.line, Qt.Key.Key_Return)
    type_text(panel.correction.line, "Gọi hỏi từng hộ")
    panel.staff.set_value(targets["collector"])
    panel.by_day.set_text("1512")
    page.save.trigger()
    said = next(iter(register.explanations.of_month(Month(2026, 11)).values()))
    assert (said.reasons, said.cause, said.correction) == (
        (1,), "Nhiều người làm ở xa", "Gọi hỏi từng hộ",
    )  # fmt: skip
    assert (said.staff, said.by_day) == ("Mai Thị Lành", date(2026, 12, 15))
    assert said_words(page.table.lines.rows()[0]) == "đã ghi 21/11"
    page.go_to_low()  # nothing is left
    session.undo()
    assert said_words(page.table.lines.rows()[0]) == "chưa ghi"
    panel.cause.set_text("Gõ dở")
    page.table.setCurrentIndex(page.table.lines.index(1, 0))
    assert panel.cause.text() == ""
    page.reload()
    page.table.setCurrentIndex(page.table.lines.index(0, 0))
    assert panel.cause.text() == "Gõ dở"  # neither another village nor a new count lost it
    page.reload()
    assert panel.cause.text() == "Gõ dở"
    panel.form.set_values({"cause": "", "correction": ""})
    panel.reasons.held()[0].setChecked(False)  # type: ignore[attr-defined]
    page.save.trigger()
    assert panel.banner.text().startswith("Chọn nguyên nhân")


def test_a_target_is_set_and_spread(
    qtbot: QtBot,
    session: Session,
    register: Register,
    villages: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = shown(qtbot, session)
    assert not page.spread.isEnabled()

    def give(dialog: TargetDialog) -> int:
        dialog.goal.set_text("90 %")
        dialog.number.set_text("15/NQ-HĐND")
        dialog.filled.click()
        return dialog.result()

    monkeypatch.setattr(TargetDialog, "exec", give)
    page.give.trigger()
    (target,) = register.targets.of(YEAR)
    assert (target.goal, target.rate, target.level) == (15, Fraction(9, 10), "commune")

    def share(dialog: SpreadDialog) -> int:
        assert dialog.proof.text() == "Cộng các thôn 15 = chỉ tiêu cả xã 15"
        dialog._turn()
        assert [part.weight for part in dialog.parts] == [10, 6]
        dialog.filled.click()
        return dialog.result()

    monkeypatch.setattr(SpreadDialog, "exec", share)
    page.spread.trigger()
    assert sum(one.goal for one in register.targets.of(YEAR, level="village")) == 15


def test_a_target_is_changed_and_taken_away(
    qtbot: QtBot, session: Session, register: Register, targets: dict[str, str]
) -> None:
    over = QWidget()
    over.resize(1000, 600)
    qtbot.addWidget(over)
    dialog = TargetDialog(session, Asked("hi", YEAR), over)
    assert dialog.goal.text() == "15"
    assert dialog.told.text() == "Đang giao 15 người, năm 2026. Đầu kỳ 7."
    dialog.goal.set_text("rất nhiều")
    dialog.filled.click()
    assert dialog.goal.state == "error"
    dialog.until.set_text("31122024")
    dialog.goal.set_text("16")
    dialog.filled.click()
    assert dialog.result() != QDialog.DialogCode.Accepted
    dialog.until.set_text("31122026")
    dialog.filled.click()
    assert register.targets.of(YEAR, level="commune")[0].goal == 16
    again = TargetDialog(session, Asked("hi", YEAR), over)
    again.remove()
    assert register.targets.of(YEAR, level="commune") == ()


def test_the_months_of_a_collector_open(
    qtbot: QtBot, session: Session, targets: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, session)
    page.turn_collectors()
    assert page.collectors.title.text() == "Theo tổ chức"
    page.turn_collectors()
    page.segments.set_key("visits")
    page.reload()

    def pick(dialog: TallyDialog) -> int:
        tally = dialog.model.rows()[0]
        assert tally.months[10] == 1
        query = dialog.model.columns[11].query
        assert query is not None
        found = query(tally)
        assert found is not None
        dialog.table.opened.emit(found)
        return dialog.result()

    monkeypatch.setattr(TallyDialog, "exec", pick)
    page.open_tally()
    assert page.records.title.text() == "Chưa ghi người thu · 11/2026 · 1"
    assert page.records.records.total == 1
    page.hide_records()
    page.open_collector(page.collectors.table.lines.rows()[-1])
    assert not page.records.isHidden()


def test_indicators_and_periods_are_walked_through(
    qtbot: QtBot, session: Session, targets: dict[str, str]
) -> None:
    page = shown(qtbot, session)
    first = page.name()
    page.next_indicator()
    assert page.name() != first
    page.open(Query("targets", facts={"indicator": "hi", "village": targets["Thôn Tây"]}))
    line = page.table.line()
    assert line is not None
    assert line.figure.name == "Thôn Tây"
    page.open(Query("targets", facts={"period": Period.of_year(2025)}))
    assert page.head.title.text() == "Tổng quan › Chỉ tiêu năm 2025"
    page.later.trigger()
    assert page.period == YEAR
    page.go_to_low()


def test_without_targets_the_figures_stand_all_the_same(
    qtbot: QtBot, session: Session, villages: dict[str, str]
) -> None:
    page = shown(qtbot, session)
    assert [line.goal for line in page.table.lines.rows()] == [None, None]
    assert page.explanation.note.text() == "chưa giao chỉ tiêu"
    assert not page.save.isEnabled()
    assert not page.grab().isNull()
