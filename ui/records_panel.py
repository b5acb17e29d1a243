"""The rows behind a figure, beside it, with the proof that they are as many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from rules.calendar import PartialDate, shown_day
from rules.money import dong
from storage import Register
from storage.indicators import Record
from ui.buttons import Button
from ui.panels import Panel, ruler, words
from ui.queries import Query
from ui.reading import Latest
from ui.session import Session
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel

_DAY = 92


def tr(text: str) -> str:
    """Words of this part, translatable."""
    return QCoreApplication.translate("RecordsPanel", text)


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure that was opened: what it is called, and the number it shows."""

    title: str
    number: int


def _day(day: date | None) -> str:
    return "" if day is None else shown_day(day)


def _name(record: Record) -> str:
    if record.table == "event_totals":
        return tr("{n} người, không ghi tên").format(n=dong(record.people))
    return record.name or tr("chưa rõ tên")


def _born(record: Record) -> str:
    return PartialDate.parse(record.born).shown if record.born else tr("chưa rõ")


class RecordsPanel(Panel):
    """The rows of one figure.

    Signals:
        closed: the cross was pressed.
        household_asked: the household of a row is wanted; carries the `Record`.
    """

    closed = Signal()
    household_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(" ")
        self.records: RowsModel[Record] = RowsModel(self._columns(acts=False), row_id=_key)
        self.table = RecordTable(self.records, dense=True, small=True)
        self.table.setAccessibleName(tr("Danh sách sau con số"))
        self.table.chosen.connect(lambda _key: self._ask())
        self.cross = Button("", kind="link", icon_name="x")
        self.cross.setToolTip(tr("Đóng danh sách (Esc)"))
        self.cross.setAccessibleName(tr("Đóng danh sách"))
        self.cross.clicked.connect(self.closed)
        self.add_to_head(self.cross)
        self.proof = words("", "small")
        self.go = Button(tr("Mở hộ"), kind="link", keys="Enter")
        self.go.clicked.connect(self._ask)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self.proof, 1)
        row.addWidget(self.go)
        foot.setFixedHeight(look().metrics.row)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(ruler())
        self.body.addWidget(foot)

    def _columns(self, *, acts: bool) -> tuple[Column[Record], ...]:
        who = Column(tr("Họ và tên"), _name, kind="name")
        if acts:
            return (
                who,
                Column(tr("Ngày"), lambda one: _day(one.day), align="right", width=_DAY),
                Column(tr("Người thu"), lambda one: one.collector or "–", width=134),
            )
        return (
            who,
            Column(tr("Ngày sinh"), _born, align="right", width=_DAY),
            Column(tr("Thôn"), lambda one: one.village or "–", width=118),
        )

    def put(self, opened: Opened, records: Sequence[Record]) -> None:
        """Show the rows behind a figure, and prove that they are as many."""
        acts = any(one.day is not None for one in records)
        people = sum(one.people for one in records)
        self.set_title(opened.title)
        self.title.setToolTip(opened.title)
        self.records.columns = self._columns(acts=acts)
        self.records.set_rows(records)
        right = people == opened.number
        said = tr("{n} trong danh sách = số {m}") if right else tr("{n} dòng, con số là {m}")
        self.proof.setText(said.format(n=dong(people), m=dong(opened.number)))
        self.proof.setProperty("role", "small" if right else "warn")
        self.proof.style().unpolish(self.proof)
        self.proof.style().polish(self.proof)
        self.go.setVisible(bool(records))
        if records:
            self.table.setCurrentIndex(self.records.index(0, 0))
            self.table.scrollToTop()

    def start(self) -> None:
        """Let the keyboard walk through the rows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        record = self.records.row_at(self.table.currentIndex().row())
        if record is not None and record.household_id is not None:
            self.household_asked.emit(record)


def _key(record: Record) -> tuple[str, str]:
    return (record.table, record.row_id)


class RecordsSide(QStackedWidget):
    """What usually stands beside the figures of a screen, and the rows of one that was opened.

    Signals:
        listing: the rows came to stand there, or went.
    """

    listing = Signal(bool)

    def __init__(self, session: Session, usual: QWidget) -> None:
        super().__init__()
        self._session = session
        self._reading = Latest(session, tr("Đang đọc danh sách"), self)
        self.records = RecordsPanel()
        self.records.household_asked.connect(self._open_household)
        self.addWidget(usual)
        self.addWidget(self.records)

    def open_figure(self, opened: Opened, name: str, **asked: Any) -> None:
        """Read the rows behind a figure of an indicator, and show them with their proof.

        Args:
            opened: the figure.
            name: of the indicator.
            **asked: as `storage.indicators` takes it: on, since, by, subject, part.
        """

        def read(register: Register) -> list[Record]:
            return register.indicators.records(name, **asked)

        def show(records: list[Record]) -> None:
            self.records.put(opened, records)
            self.setCurrentWidget(self.records)
            self.listing.emit(True)
            self.records.start()

        self._reading.ask(read, show, self._session.fail)

    def put_away(self) -> None:
        """Show again what usually stands there; rows that are still read do not come any more."""
        self._reading.drop()
        self.setCurrentIndex(0)
        self.listing.emit(False)

    def _open_household(self, record: Record) -> None:
        facts = {"person": record.person_id} if record.person_id else {}
        self._session.ask(Query("households", str(record.household_id), facts=facts))
