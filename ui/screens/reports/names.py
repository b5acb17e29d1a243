"""The people behind one figure, beside the table, with the proof that they are as many."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rules.calendar import Month, PartialDate, shown_day
from rules.money import dong
from storage.months import Counted
from ui.buttons import Button
from ui.panels import Panel, ruler, words
from ui.screens.reports.figures import Pick, called, tr
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel

WIDTH = 344
_BORN, _SHORT, _LONG = 98, 76, 100
_AROUND = 24 + 12  # what stands beside the words of a cell or of the head


def _born(person: Counted) -> str:
    return PartialDate.parse(person.born).shown if person.born else tr("chưa rõ")


class NamesTable(RecordTable):
    """Names, births and days; as high as its rows where there is room."""

    def __init__(self) -> None:
        self.people: RowsModel[Counted] = RowsModel(
            (
                Column(tr("Họ và tên"), lambda person: person.name, kind="name"),
                Column(tr("Ngày sinh"), _born, align="right", width=_BORN),
                Column(tr("Từ ngày"), self._day, align="right", width=_LONG),
            ),
            row_id=lambda person: person.person_id,
        )
        super().__init__(self.people, dense=True)
        self._ends = False
        self._long = False
        self.setAccessibleName(tr("Người sau con số"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.horizontalHeader().setSectionsClickable(False)
        look().changed.connect(self.refit)

    def _iso(self, person: Counted) -> str | None:
        return person.until if self._ends else person.since

    def _day(self, person: Counted) -> str:
        iso = self._iso(person)
        if iso is None:
            return "–"
        day = date.fromisoformat(iso)
        return shown_day(day) if self._long else f"{day:%d/%m}"

    def put(self, pick: Pick, people: Sequence[Counted], month: Month) -> None:
        """Show these people; who stopped is shown with the end of the card or the payments.

        The days are written with their year unless all of them lie in that of the report.
        """
        self._ends = pick.figure == "stopped"
        days = {iso for person in people if (iso := self._iso(person))}
        self._long = any(not iso.startswith(f"{month.year:04d}-") for iso in days)
        self.people.columns = (*self.people.columns[:2], self._last(pick))
        self.people.set_rows(people)
        self.refit()

    def _last(self, pick: Pick) -> Column[Counted]:
        card = pick.scheme == "hi"
        if self._ends:
            header = tr("Hạn thẻ") if card else tr("Đóng đến")
        elif pick.figure == "population":
            header = tr("Có thẻ từ") if card else tr("Đóng từ")
        else:
            header = tr("Từ ngày")
        return Column(header, self._day, align="right", width=_LONG)

    def refit(self) -> None:
        """Take the widths that the days need, and no more height than the rows."""
        self.setColumnWidth(2, look().metrics.px(_LONG if self._long else _SHORT))
        rows = max(self.people.total, 1) * self.verticalHeader().defaultSectionSize()
        # the rule of the last row is the rule that stands above the proof
        self.setMaximumHeight(look().metrics.table_head + rows - 1)

    def wanted(self) -> int:
        """The width at which no name is cut short."""
        metrics = QFontMetrics(look().font("name"))
        longest = sorted((person.name for person in self.people.rows()), key=len)[-40:]
        name = max((metrics.horizontalAdvance(text) for text in longest), default=0)
        return name + _AROUND + self.columnWidth(1) + self.columnWidth(2)


class NamesPanel(Panel):
    """The people of one figure.

    Signals:
        closed: the cross was pressed.
        household_asked: a person's household is wanted; carries the `Counted`.
    """

    closed = Signal()
    household_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(" ")
        self.pick: Pick | None = None
        self.shown = 0
        self.table = NamesTable()
        self.table.chosen.connect(self._ask)
        self.cross = Button("", kind="link", icon_name="x")
        self.cross.setToolTip(tr("Đóng danh sách (Esc)"))
        self.cross.setAccessibleName(tr("Đóng danh sách"))
        self.cross.clicked.connect(self.closed)
        self.add_to_head(self.cross)
        self.nobody = words(tr("Không có ai trong con số này."), "small")
        self.nobody.setContentsMargins(12, 8, 12, 8)
        self.proof = words("", "small")
        self.go = Button(tr("Mở hộ"), kind="link", keys="Enter")
        self.go.clicked.connect(lambda: self._ask(self.table.current_id()))
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self.proof, 1)
        row.addWidget(self.go)
        inner = QVBoxLayout()
        inner.setSpacing(0)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.nobody)
        inner.addWidget(ruler())
        inner.addWidget(self._foot)
        inner.addWidget(ruler())
        inner.addStretch(0)
        self.body.addLayout(inner, 1)
        look().changed.connect(self._size)
        self._size()

    def put(self, pick: Pick, people: Sequence[Counted], month: Month) -> None:
        """Show the people behind a figure, and prove that they are as many."""
        self.pick, self.shown = pick, len(people)
        text = tr("{village} · {what} · {n} người")
        title = text.format(village=pick.village, what=called(pick), n=dong(len(people)))
        self.set_title(title)
        self.title.setToolTip(title)
        self.table.put(pick, people, month)
        self.table.setVisible(bool(people))
        self.nobody.setVisible(not people)
        self.go.setVisible(bool(people))
        self._prove(pick, len(people))
        self._size()
        if people:
            self.table.setCurrentIndex(self.table.people.index(0, 0))
            self.table.scrollToTop()

    def _prove(self, pick: Pick, count: int) -> None:
        right = count == pick.number
        text = tr("{n} dòng = số {m} trong bảng") if right else tr("{n} dòng, trong bảng là {m}")
        self.proof.setText(text.format(n=dong(count), m=dong(pick.number)))
        self.proof.setProperty("role", "small" if right else "warn")
        self.proof.style().unpolish(self.proof)
        self.proof.style().polish(self.proof)

    @property
    def proven(self) -> bool:
        """Whether the people shown are as many as the figure says."""
        return self.pick is not None and self.shown == self.pick.number

    def _size(self) -> None:
        sizes = look().metrics
        self._foot.setFixedHeight(sizes.row)
        title = self.title.sizeHint().width() + 24 + _AROUND
        self.setFixedWidth(max(sizes.px(WIDTH), self.table.wanted(), title))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The days keep their width, the names take the rest."""
        super().resizeEvent(event)
        self.table.refit()

    def start(self) -> None:
        """Let the keyboard walk through the names."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, person_id: object) -> None:
        at = self.table.people.place_of(person_id) if isinstance(person_id, str) else -1
        person = self.table.people.row_at(at)
        if person is not None:
            self.household_asked.emit(person)
