"""Thiết lập: people and how they sign, organisations, points, receipt books, place of backups."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from printing.export import export_sheet
from printing.letterhead import issuing_body
from printing.request import Request
from rules.calendar import Month
from rules.vsi.contribution import PayerClass
from storage.enrolling import Circumstances, Receipt
from storage.journal_book import names_in, read_page
from storage.sample import make_sample
from tests.ui.keyboard import press, type_text
from ui.file_dialogs import FileDialog
from ui.history.words import field_changes
from ui.screens.settings import SettingsScreen
from ui.screens.settings.books import BookDialog, BooksPage, NumbersDialog
from ui.screens.settings.network import NetworkPage, OrganisationDialog, PointDialog
from ui.screens.settings.office import OfficePage
from ui.screens.settings.people import StaffPage
from ui.screens.settings.person import StaffDialog
from ui.screens.settings.practice import PracticePage
from ui.screens.settings.safety import SafetyPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.session import Session

TODAY = date(2026, 11, 21)


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> SettingsScreen:
    made = SettingsScreen(session)
    qtbot.addWidget(made)
    made.resize(1182, 620)
    made.show()
    return made


def fill(
    form_of: StaffDialog | PointDialog | BookDialog | OrganisationDialog, **texts: str
) -> None:
    """Type into fields one after the other, going on by Enter; the last Enter saves."""
    for name, text in texts.items():
        form_of.form[name].set_text(text)
    form_of.filled.click()


def test_a_deputy_signs_for_the_chairman_line_by_line(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    dialog = StaffDialog(session, None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.signing.isVisible()
    dialog.roles["signer"].setChecked(True)
    assert dialog.signing.isVisible()
    type_text(dialog.name.line, "Lường Thị Mến")
    press(dialog.name.line, Qt.Key.Key_Return)
    dialog.signing.set_text("kt. chủ tịch / phó chủ tịch")
    dialog.filled.click()
    (signer,) = session.register.staff.all("signer")
    assert signer.signed_as == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    out = export_sheet(
        session.register, "monthly", Request(on=TODAY, month=Month.of(TODAY)), tmp_path / "t.xlsx"
    )
    texts = [
        str(cell.value) for row in load_workbook(out).worksheets[0] for cell in row if cell.value
    ]
    place = texts.index("KT. CHỦ TỊCH")
    assert texts[place : place + 3] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lường Thị Mến"]


def test_somebody_leaves_and_comes_back(
    qtbot: QtBot, session: Session, screen: SettingsScreen
) -> None:
    with session.change("Thêm"):
        one = session.register.staff.add(name="Vi Văn Tuất", roles=("collector",))
    page = screen.pages["staff"]
    assert isinstance(page, StaffPage)
    assert [row.id for row in page.model.rows()] == [one]
    dialog = StaffDialog(session, session.register.staff.get(one))
    qtbot.addWidget(dialog)
    dialog.turn(active=False)
    assert page.model.rows() == ()
    page.gone.setChecked(True)
    assert [row.id for row in page.model.rows()] == [one]
    again = StaffDialog(session, session.register.staff.get(one))
    qtbot.addWidget(again)
    again.turn(active=True)
    assert session.register.staff.get(one).active
    session.undo()
    assert not session.register.staff.get(one).active


def test_an_organisation_and_its_point(
    qtbot: QtBot, session: Session, screen: SettingsScreen
) -> None:
    with session.change("Thêm"):
        one = session.register.staff.add(
            name="Vi Văn Tuất", roles=("collector",), organisation="Bưu điện xã"
        )
    page = screen.pages["network"]
    assert isinstance(page, NetworkPage)
    (named,) = page.organisations.rows()
    assert page.hint.text().startswith("Enter: sửa dòng")
    dialog = OrganisationDialog(session, named)
    qtbot.addWidget(dialog)
    fill(dialog, name="Bưu điện trung tâm", phone="0912345678")
    assert session.register.staff.get(one).organisation == "Bưu điện trung tâm"
    point = PointDialog(session, None)
    qtbot.addWidget(point)
    point.organisation.set_value("Bưu điện trung tâm")
    fill(point, name="Quầy chợ", hours="sáng thứ Hai")
    (made,) = page.points.rows()
    assert (made.name, made.organisation, made.hours) == (
        "Quầy chợ", "Bưu điện trung tâm", "sáng thứ Hai",
    )  # fmt: skip
    person = StaffDialog(session, session.register.staff.get(one))
    qtbot.addWidget(person)
    person.point.set_value(made.id)
    person.filled.click()
    assert session.register.points.get(made.id).staff == 1
    edited = PointDialog(session, made)
    qtbot.addWidget(edited)
    edited.active.setChecked(False)
    edited.filled.click()
    assert not session.register.points.get(made.id).active
    second = OrganisationDialog(session, None)
    qtbot.addWidget(second)
    fill(second, name="bưu điện TRUNG TÂM")
    assert second.name.state == "error"
    fill(second, name="Hội Phụ nữ")
    assert [row.name for row in page.organisations.rows()] == ["Hội Phụ nữ", "Bưu điện trung tâm"]
    assert page.trace.text.text().startswith("Sửa lần cuối: Người Thử")


def test_a_receipt_book_is_received_and_its_numbers_are_seen(
    qtbot: QtBot, session: Session, screen: SettingsScreen
) -> None:
    register = session.register
    with session.change("Lập sổ"):
        collector = register.staff.add(name="Tống Thị Mận", roles=("collector",))
        village = register.villages.add("Thôn Đông")
        home = register.households.add(village_id=village, number="12")
        person = register.people.add(name="Vi Văn Tuất", household_id=home, relation="head")
    books = screen.pages["books"]
    assert isinstance(books, BooksPage)
    books.reload()
    assert books.hint.text().startswith("Chưa ghi quyển nào. Ctrl+N")
    dialog = BookDialog(session, None)
    qtbot.addWidget(dialog)
    dialog.collector.set_value(collector)
    fill(dialog, symbol="AA/26E", first="0000150", last="0000101")
    assert dialog.first.state == "error"
    fill(dialog, first="0000101", last="0000150")
    page = screen.pages["books"]
    assert isinstance(page, BooksPage)
    (book,) = page.model.rows()
    assert (book.first, book.last, book.digits, book.received) == (101, 150, 7, TODAY)
    assert page.model.index(0, 7).data() == "0000101"
    with session.change("Thu tiền"):
        for number, month in (("0000101", 1), ("0000104", 2)):
            register.enrolments.enrol_vsi(
                person,
                income=1_500_000,
                payer_class=PayerClass.OTHER,
                method="1",
                start=Month(2026, month),
                about=Circumstances(
                    day=TODAY, receipt=Receipt(number, book="AA/26E", collector_id=collector)
                ),
            )
    (book,) = page.model.rows()
    assert (page.model.index(0, 6).data(), page.model.index(0, 7).data()) == ("2", "0000105")
    numbers = NumbersDialog(session, book)
    qtbot.addWidget(numbers)
    spans = [numbers.stretches.index(row, 0).data() for row in range(4)]
    assert spans == ["0000101", "0000102 – 0000103", "0000104", "0000105 – 0000150"]
    asked: list[object] = []
    session.asked.connect(asked.append)
    numbers.table.selectRow(0)
    press(numbers.table, Qt.Key.Key_Return)
    assert getattr(asked[0], "id", None) == home
    edited = BookDialog(session, book)
    qtbot.addWidget(edited)
    assert edited.first.text() == "0000101"
    edited.active.setChecked(False)
    edited.filled.click()
    assert page.model.index(0, 7).data() == "đã cất"


def test_the_head_of_the_papers_follows_the_typing(
    screen: SettingsScreen, session: Session
) -> None:
    page = screen.pages["office"]
    assert isinstance(page, OfficePage)
    page.name.set_text("UBND xã Mẫu")
    page.parent_name.set_text("Tỉnh Mẫu")
    page.place.set_text("Mẫu")
    said = page.strip.accessibleName()
    assert "ỦY BAN NHÂN DÂN XÃ MẪU" in said
    assert "Mẫu, ngày 21 tháng 11 năm 2026" in said
    assert page.lacking.text() == (
        "Giấy tờ còn thiếu: tên xã, phường, điểm thu, nơi bà con đến đóng, giờ làm việc,"
        " điện thoại để bà con gọi."
    )
    assert session.register.office.get().name == ""


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("UBND xã Mẫu", "Ủy ban nhân dân xã Mẫu"),
        ("Xã Mẫu", "Ủy ban nhân dân Xã Mẫu"),
        ("Ủy ban nhân dân phường Mẫu", "Ủy ban nhân dân phường Mẫu"),
        ("Trung tâm Phục vụ hành chính công", "Trung tâm Phục vụ hành chính công"),
        ("", ""),
    ],
)
def test_an_office_is_named_in_full(name: str, body: str) -> None:
    assert issuing_body(name) == body


def test_the_place_of_backups_is_kept_and_missed(
    screen: SettingsScreen,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_sample(session.register, people=60, seed=1, on=TODAY)
    page = screen.pages["safety"]
    assert isinstance(page, SafetyPage)
    asked: list[str] = [""]
    monkeypatch.setattr(FileDialog, "ask_folder", lambda *_: asked[0])
    page.backup_button.click()
    assert page.place.text() == "Chưa chọn chỗ để bản sao."
    asked[0] = str(tmp_path / "không có")
    page.backup_button.click()
    assert page.result.text().startswith("Không ghi được vào")
    stick = tmp_path / "usb"
    stick.mkdir()
    asked[0] = str(stick)
    page.backup_button.click()
    assert len(list(stick.glob("*.sas"))) == 1
    assert session.register.office.get().backup_folder == str(stick)
    assert page.place.text() == f"Bản sao để ở: {stick}"
    for copy in stick.iterdir():
        copy.unlink()
    stick.rmdir()
    page.backup_button.click()
    assert page.result.text().startswith(f"Không thấy {stick}: USB chưa cắm?")
    assert len(list((session.path.parent / "sao-luu").glob("*.sas"))) == 1
    session.undo()
    assert session.register.office.get().backup_folder == ""


def test_the_practice_page_asks_for_the_practice_register(
    screen: SettingsScreen, session: Session
) -> None:
    asked: list[str] = []
    session.other_register.connect(asked.append)
    page = screen.pages["practice"]
    assert isinstance(page, PracticePage)
    page.first.click()
    assert asked == ["open"]


def test_the_history_tells_of_the_set_up_in_a_clerks_words(session: Session) -> None:
    register = session.register
    with session.change("Thêm điểm thu"):
        known = register.organisations.add("Bưu điện xã")
        point = register.points.add(organisation_id=known, name="Quầy chợ")
    with session.change("Thêm người"):
        one = register.staff.add(name="Vi Văn Tuất", roles=("collector",))
    with session.change("Sửa người làm việc"):
        register.staff.save(
            one,
            roles=("helper", "signer"),
            point_id=point,
            signing="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
        )
    latest = read_page(register, limit=1)[0]
    names = names_in(register, latest.rows)
    said = {row.label: (row.before, row.after) for row in field_changes(latest.rows, names)}
    assert said == {
        "Việc": ("Nhân viên thu", "Giúp việc thôn, Người ký"),
        "Điểm thu": ("chưa có", "Quầy chợ"),
        "Ký là": ("chưa có", "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"),
    }


def test_light_and_size_are_noted(screen: SettingsScreen, session: Session) -> None:
    page = screen.pages["looks"]
    page.theme.picked.emit("light")  # type: ignore[attr-defined]
    page.scale.picked.emit("normal")  # type: ignore[attr-defined]
    noted = list(session.register.connection.column("SELECT what FROM log ORDER BY seq"))
    assert noted[-2:] == ["window_theme", "window_scale"]
