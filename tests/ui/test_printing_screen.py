"""In ấn: what is previewed is what is saved, for the commune, a village or one household."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from printing.catalog import DOCUMENTS
from rules.household_codes import shown
from rules.vsi.case import VsiCase
from rules.vsi.contribution import PayerClass
from storage.sample import make_sample
from tests.ui.keyboard import press, type_text
from ui.queries import Query
from ui.screens.printing import PrintingScreen
from ui.screens.printing.paperwork import Paperwork, printer_for

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.session import Session

TODAY = date(2026, 11, 21)


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> PrintingScreen:
    make_sample(session.register, people=40, seed=3, on=TODAY)
    made = PrintingScreen(session)
    qtbot.addWidget(made)
    made.resize(1182, 620)
    made.show()
    return made


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def printed_notes(session: Session) -> int:
    found = session.register.connection.value("SELECT count(*) FROM log WHERE what = 'printed'")
    return int(found)


@pytest.mark.parametrize("name", [document.name for document in DOCUMENTS])
def test_every_document_is_previewed(screen: PrintingScreen, name: str) -> None:
    screen.shelf.choose(name)
    screen.draw()
    assert screen.preview.pages > 0
    assert screen.save.isEnabled()
    assert screen.preview.where.text() == f"Trang 1 trong {screen.preview.pages}"


def test_a_preview_is_no_print(screen: PrintingScreen, session: Session, tmp_path: Path) -> None:
    screen.draw()
    assert printed_notes(session) == 0
    screen.save_to(tmp_path / "phieu.pdf")
    assert printed_notes(session) == 1
    assert list(tmp_path.glob("*.part")) == []


def test_the_sheet_of_one_household_is_asked_for_by_another_screen(
    screen: PrintingScreen, session: Session, tmp_path: Path
) -> None:
    household = session.register.households.list(on=TODAY, limit=1)[0]
    facts = {"document": "household-sheet", "household": household.id}
    screen.open(Query("printing", facts=facts))
    assert screen.preview.pages == 2
    screen.save_to(tmp_path / "mot-ho.pdf")
    assert shown(household.code) in text_of(tmp_path / "mot-ho.pdf")


def test_a_calculation_is_printed_until_it_is_dropped(
    screen: PrintingScreen, session: Session, tmp_path: Path
) -> None:
    household = session.register.households.list(on=TODAY, limit=1)[0]
    case = VsiCase(
        name="Lò Thị Thử", payer_class=PayerClass.OTHER, income=2_000_000, method="6", on=TODAY
    )
    facts = {"document": "benefit-sheet", "case": case, "household": household.id}
    screen.open(Query("printing", facts=facts))
    assert screen.choices.case.isVisible()
    assert not screen.choices.village.isVisible()
    assert "Lò Thị Thử" in screen.choices.case.text()
    screen.save_to(tmp_path / "bang.pdf")
    printed = text_of(tmp_path / "bang.pdf")
    assert "Lò Thị Thử" in printed
    assert shown(household.code) in printed
    screen.choices.drop_case.click()
    screen.draw()
    screen.save_to(tmp_path / "da-giu.pdf")
    assert "Chưa giữ bảng tính nào" in text_of(tmp_path / "da-giu.pdf")
    assert screen.choices.village.isVisible()
    assert not screen.choices.case.isVisible()


def test_a_calculation_of_nobody_takes_no_household_with_it(
    screen: PrintingScreen, session: Session
) -> None:
    household = session.register.households.list(on=TODAY, limit=1)[0]
    facts = {"document": "household-sheet", "household": household.id}
    screen.open(Query("printing", facts=facts))
    case = VsiCase(payer_class=PayerClass.OTHER, income=2_000_000, method="6", on=TODAY)
    screen.open(Query("printing", facts={"document": "benefit-sheet", "case": case}))
    asked = screen.choices.request()
    assert asked is not None
    assert (asked.case, asked.household) == (case, None)


def test_a_code_is_typed_in_any_spelling(screen: PrintingScreen, session: Session) -> None:
    household = session.register.households.list(on=TODAY, limit=1)[0]
    screen.shelf.choose("household-sheet")
    type_text(screen.choices.household.line, f"#{household.code.lower()}")
    press(screen.choices.household.line, Qt.Key.Key_Return)
    assert screen.choices.household.text() == shown(household.code)
    screen.draw()
    assert screen.preview.pages == 2


def test_a_mistyped_code_is_said_beside_the_field(screen: PrintingScreen) -> None:
    screen.shelf.choose("household-sheet")
    type_text(screen.choices.household.line, "XXX-XX2")
    press(screen.choices.household.line, Qt.Key.Key_Return)
    assert screen.choices.household.state == "error"


def test_one_village_has_its_own_page(screen: PrintingScreen, session: Session) -> None:
    screen.shelf.choose("village-summary")
    villages = session.register.villages.all()
    screen.draw()
    assert screen.preview.pages == len(villages)
    screen.choices.village.set_value(villages[0].name)
    screen.draw()
    assert screen.preview.pages == 1


def test_pages_are_turned_with_the_keys(screen: PrintingScreen) -> None:
    screen.shelf.choose("vsi-table")
    screen.draw()
    screen.preview.on.trigger()
    assert screen.preview.page == 1
    screen.preview.back.trigger()
    screen.preview.back.trigger()
    assert screen.preview.page == 0


def test_documents_are_found_without_accents(screen: PrintingScreen) -> None:
    type_text(screen.finder, "tong hop thon")
    found = screen.shelf.document()
    assert found is not None
    assert found.name == "village-summary"


def test_all_pages_reach_the_printer(qtbot: QtBot, screen: PrintingScreen, tmp_path: Path) -> None:
    screen.shelf.choose("vsi-leaflet")
    screen.draw()
    printer = printer_for(screen.preview.document)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "may-in.pdf"))
    printer.setResolution(100)
    work = Paperwork(screen.preview.document, printer, screen)
    with qtbot.waitSignal(work.finished) as sent:
        work.start()
    assert sent.args == [2]
    with pypdfium2.PdfDocument(tmp_path / "may-in.pdf") as pdf:
        assert len(pdf) == 2
        width, height = pdf[0].get_size()
        assert width > height


def test_changes_made_elsewhere_are_seen_in_the_preview(
    screen: PrintingScreen, session: Session, tmp_path: Path
) -> None:
    screen.shelf.choose("vsi-leaflet")
    with session.change("Đổi tên"):
        session.register.office.save(commune="Xã Đồi Chè")
    screen.draw()
    screen.save_to(tmp_path / "to-gap.pdf")
    assert "XÃ ĐỒI CHÈ" in text_of(tmp_path / "to-gap.pdf")
