"""Draws every screen and document of the program from the sample register: `make gallery`."""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication

from printing.catalog import DOCUMENTS
from printing.print import print_document
from printing.request import Request
from rules.calendar import PartialDate
from rules.vsi.case import VsiCase
from rules.vsi.contribution import PayerClass
from storage import Register, open_register
from storage.policy_exchange import write_values
from storage.sample import make_sample
from storage.sample.practice import make_practice
from tests.gallery.campaigns import campaign_pictures, make_campaign
from tests.gallery.enrolments import enrolments_pictures
from tests.gallery.entering import entry_pictures
from tests.gallery.finding import finding_pictures
from tests.gallery.history import history_pictures
from tests.gallery.intake import intake_pictures
from tests.gallery.kit import draw, draw_kit, open_app
from tests.gallery.life import life_pictures
from tests.gallery.outreach import outreach_pictures
from tests.gallery.results import results_pictures
from tests.gallery.targets import targets_pictures
from ui.forms.visit import VisitDesk
from ui.front.window import FrontWindow
from ui.jobs import InlineJobs
from ui.language import speak_vietnamese
from ui.places import PLACES
from ui.queries import Query
from ui.screens.benefits import BenefitsScreen
from ui.screens.intake import IntakeScreen
from ui.screens.settings import SettingsScreen
from ui.screens.settings.village_join import JoinDialog
from ui.session import Session
from ui.settings import Settings
from ui.style import set_theme
from ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QPixmap

NOW = datetime(2026, 11, 21, 8, 0).astimezone()
PEOPLE = 1200
SEED = 1
ADULT = 18
ROSTER = Path(__file__).resolve().parent.parent / "rosters" / "so-ho-gia-dinh.xlsx"
SIZES = ((1366, 768), (1366, 697), (1280, 640))
DPI = 110
OPPOSITE = VsiCase(
    name="Tôn Nữ Nguyễn Thị Phương Thường",
    sex="female",
    born=PartialDate(1979, 5),
    payer_class=PayerClass.NEAR_POOR,
    income=2_000_000,
    other_income=50_600_000,
    method="6",
    on=NOW.date(),
)
PAGE_DRAWN = 600  # milliseconds


def clock() -> datetime:
    return NOW


class Gallery:
    """One register, drawn in both themes."""

    def __init__(self, register: Register, out: Path, room: Path) -> None:
        self.register = register
        self.out = out
        self.room = room
        self.drawn: list[Path] = []

    def session(self) -> Session:
        def opener() -> Register:
            return open_register(self.register.path, clock=clock, actor=self.register.actor)

        settings = Settings(self.room / "settings.json")
        return Session(self.register, clock=clock, jobs=InlineJobs(opener), settings=settings)

    @contextmanager
    def window(self, size: tuple[int, int]) -> Iterator[Window]:
        window = Window(self.session(), PLACES)
        window.resize(*size)
        window.show()
        QApplication.processEvents()
        yield window
        window.close()
        window.deleteLater()

    def keep(self, window: Window, name: str) -> None:
        QApplication.processEvents()
        path = self.out / f"{name}.png"
        window.grab().save(str(path))
        self.drawn.append(path)

    def keep_all(self, pictures: Iterator[tuple[str, QPixmap]], tag: str) -> None:
        for name, picture in pictures:
            self.drawn.append(self.out / f"{name}{tag}.png")
            picture.save(str(self.drawn[-1]))

    def screens(self, end: str) -> None:
        for size in SIZES:
            tag = end if size == SIZES[0] else f"-{size[0]}x{size[1]}{end}"
            with self.window(size) as window:
                self.everyday(window, tag)

    def everyday(self, window: Window, tag: str) -> None:
        household = self.busiest()
        window.open(Query("households", household))
        self.keep(window, f"02-ho-gia-dinh{tag}")
        self.keep_all(finding_pictures(self.register, window), tag)
        window.open(Query("households", household))
        self.visit(window, household, tag)
        for act, picture in life_pictures(self.register, window.session, window, household):
            self.drawn.append(self.out / f"16-viec-cua-ho-{act}{tag}.png")
            picture.save(str(self.drawn[-1]))
        self.keep_all(history_pictures(self.register, window, household), tag)
        window.open(Query("enrolment", household))
        self.keep(window, f"13-ghi-dong{tag}")
        for name, picture in entry_pictures(self.register, window):
            path = self.out / f"{name}{tag}.png"
            picture.save(str(path))
            self.drawn.append(path)
        self.keep_all(campaign_pictures(self.register, window), tag)
        self.benefits(window, household, tag)
        self.keep_all(outreach_pictures(window), tag)
        self.keep_all(results_pictures(self.register, window, NOW.date()), tag)
        for document in DOCUMENTS[:2]:
            window.open(Query("printing", facts={"document": document.name}))
            self.settle()
            self.keep(window, f"07-in-an-{document.name}{tag}")
        for name, picture in enrolments_pictures(self.register, window):
            self.drawn.append(self.out / f"{name}{tag}.png")
            picture.save(str(self.drawn[-1]))
        window.go("reports")
        self.keep(window, f"08-bao-cao{tag}")
        self.keep_all(targets_pictures(self.register, window), tag)
        self.intake(window, tag)
        self.review(window, tag)
        window.go("settings")
        settings = window.screen_of("settings")
        if isinstance(settings, SettingsScreen):
            for topic in settings.pages:
                window.open(Query("settings", topic))
                self.keep(window, f"00-thiet-lap-{topic}{tag}")
        self.policy(window, tag)
        window.show_help()
        self.keep(window, f"00-tro-giup{tag}")
        if window.help.screen is not None:
            window.help.screen.book.search.setText("bien lai")
            self.keep(window, f"00-tro-giup-tim{tag}")

    def policy(self, window: Window, tag: str) -> None:
        """A decree being typed, then a file of another commune beside the law here."""
        window.open(Query("settings", "policy", facts={"name": "poverty_line.rural"}))
        settings = window.screen_of("settings")
        if not isinstance(settings, SettingsScreen):
            return
        page = settings.policy
        for field, text in (
            (page.adding.value, "2tr2"),
            (page.adding.start_day, "01012027"),
            (page.adding.document, "Nghị định 351/2025/NĐ-CP"),
            (page.adding.signed, "30122025"),
        ):
            field.set_text(text)
            field.settle()
        page.adding.status.set_value("pending")
        self.keep(window, f"14-chinh-sach{tag}")
        page.adding.clear()
        page.receive_from(self.neighbours())
        window.open(Query("settings", "policy", facts={"name": "pension.rate.male"}))
        self.keep(window, f"14-chinh-sach-nhan-tep{tag}")
        page.drop_file()

    def neighbours(self) -> Path:
        """A policy file of another commune: one rate differs, one value is only there."""
        values = list(self.register.policies.policy())
        rate = next(one for one in values if one.name == "vsi.investment_rate")
        values[values.index(rate)] = replace(rate, value=Fraction("0.00363"))
        extra = "vsi.local.38.poor"
        values.append(replace(rate, name=extra, value=Fraction(1, 5), until=None))
        path = self.room / "chinh-sach-xa-ban.toml"
        text = write_values(values, office="Xã bên", day=NOW.date())
        path.write_text(text, encoding="utf-8")
        return path

    def benefits(self, window: Window, household: str, tag: str) -> None:
        """The calculator: a person of the register, two levels, nobody, a household's cards."""
        window.go("benefits")
        screen = window.screen_of("benefits")
        if not isinstance(screen, BenefitsScreen):
            return
        form = screen.vsi.form
        self.keep(window, f"06-quyen-loi-chua-ro{tag}")
        form.income.set_text("2tr")
        form.born.set_value(PartialDate(1984, 8, 17))
        form.payer.set_value("near_poor")
        form.sex.set_text("female")
        self.keep(window, f"06-quyen-loi{tag}")
        form.other.set_text("3tr")
        self.keep(window, f"06-quyen-loi-hai-muc{tag}")
        form.other.set_text("")
        adults = [
            one.id
            for one in self.register.people.of_household(household)
            if one.born is not None and one.born.age_on(NOW.date()) >= ADULT
        ]
        window.open(Query("benefits", adults[0], facts={"household": household}))
        self.keep(window, f"06-quyen-loi-trong-so{tag}")
        window.open(Query("benefits", adults[0], "hi", {"household": household}))
        self.keep(window, f"06-quyen-loi-bhyt{tag}")

    def settle(self) -> None:
        """Let a page preview draw its page, which Qt does beside the window's thread."""
        loop = QEventLoop()
        QTimer.singleShot(PAGE_DRAWN, loop.quit)
        loop.exec()

    def busiest(self) -> str:
        """The household about which there is most to show."""
        found: str = self.register.connection.value(
            "SELECT h.id FROM households h JOIN people p ON p.household_id = h.id"
            " ORDER BY (SELECT count(*) FROM visits v WHERE v.household_id = h.id) > 0 DESC,"
            " (SELECT count(DISTINCT p2.id) FROM people p2 WHERE p2.household_id = h.id) DESC,"
            " h.code LIMIT 1"
        )
        return found

    def visit(self, window: Window, household: str, tag: str) -> None:
        window.open(Query("visit", household))
        desk = window.forms["visit"]
        if isinstance(desk, VisitDesk) and desk.shown is not None:
            QApplication.processEvents()
            path = self.out / f"04-ghi-ket-qua{tag}.png"
            desk.shown.grab().save(str(path))
            self.drawn.append(path)
            desk.shown.reject()

    def intake(self, window: Window, tag: str) -> None:
        window.go("intake")
        self.keep(window, f"05-nhap-du-lieu-chon{tag}")
        screen = window.screen_of("intake")
        if isinstance(screen, IntakeScreen):
            screen.choose(ROSTER)
            self.keep(window, f"05-nhap-du-lieu{tag}")
            screen.drop_draft()
        self.keep_all(intake_pictures(self.register, window, self.room), tag)

    def review(self, window: Window, tag: str) -> None:
        """Three people written twice, then what is missing; taken back afterwards."""
        people = [one for one in self.register.people.list() if one.household_id and one.born]
        with self.register.change("Thêm người"):
            for number, one in enumerate(people[40:1000:320]):
                self.register.people.add(
                    name=one.name.upper() if number else one.name,
                    born=one.born if number != 1 else PartialDate(one.born.year if one.born else 0),
                    village_id=one.village_id,
                    sex=one.sex,
                    si_number=one.si_number if number == 0 else None,
                    phone="0912345679",
                )
        for page in ("doubles", "faults"):
            window.open(Query("review", page))
            self.keep(window, f"05-ra-soat-{page}{tag}")
        self.register.undo()

    def front(self, end: str) -> None:
        front = FrontWindow(
            clock=clock, settings=Settings(self.room / "front.json"), folder=Path("D:/So An Sinh")
        )
        pages: tuple[tuple[str, Callable[[], None]], ...] = (
            ("09-lan-dau", lambda: front.show_page(front.welcome)),
            ("09-lan-dau-mat-khau", lambda: front.show_page(front.password)),
            ("19-khoa-man-hinh", lambda: front.show_page(front.unlock)),
        )
        front.unlock.ask(Path("cam-thach.sas"))
        for name, show in pages:
            show()
            path = self.out / f"{name}{end}.png"
            draw(front, QSize(*SIZES[0]), path)
            self.drawn.append(path)
        front.deleteLater()

    def papers(self) -> None:
        village = self.register.villages.all()[0].name
        for document in DOCUMENTS:
            pdf_path = self.room / f"{document.name}.pdf"
            case = OPPOSITE if document.name == "benefit-sheet" else None
            request = Request(on=NOW.date(), village=village, case=case)
            print_document(self.register, document.name, request, pdf_path)
            with pypdfium2.PdfDocument(pdf_path) as pdf:
                for number in range(min(len(pdf), 4)):
                    image = pdf[number].render(scale=DPI / 72).to_pil()
                    path = self.out / f"giay-{document.name}-{number + 1}.png"
                    image.save(path)
                    self.drawn.append(path)

    def practice(self, end: str) -> None:
        """The practice register, as every screen of it looks, with a dialog over it."""
        path = self.room / f"ban-tap{end}.sas"
        with make_practice(path, clock=clock, office=self.register.office.get()) as register:
            register.actor = self.register.actor
            other = Gallery(register, self.out, self.room)
            with other.window(SIZES[1]) as window:
                window.go("households")
                other.keep(window, f"00-ban-tap{end}")
                villages = register.villages.all()
                dialog = JoinDialog(window.session, villages[0], parent=window)
                dialog.kept.set_value(villages[1].id)
                dialog.kept.changed.emit()
                picture = self.out / f"00-nhap-thon{end}.png"
                draw(dialog, QSize(dialog.width(), dialog.sizeHint().height()), picture)
                dialog.reject()
            self.drawn += [*other.drawn, picture]


def main(out: Path) -> None:
    app = open_app()
    speak_vietnamese(app)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        path = room / "so-mau.sas"
        with open_register(path, clock=clock, actor="Mai Thị Lành", create=True) as register:
            make_sample(register, people=PEOPLE, seed=SEED, on=NOW.date())
            make_campaign(register, NOW.date())
            gallery = Gallery(register, out, room)
            gallery.papers()
            for theme, end in (("light", ""), ("dark", "-dark")):
                set_theme(app, theme)  # type: ignore[arg-type]
                gallery.front(end)
                gallery.screens(end)
                gallery.practice(end)
            gallery.drawn += draw_kit(out)
    for drawn in gallery.drawn:
        print(drawn)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
