"""What each collector has reached month by month; every figure opens onto its rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rules.calendar import MONTHS_A_YEAR, Month
from rules.money import dong
from storage.indicators import By, Tally
from storage.targets import Period
from ui.dialogs import Dialog
from ui.panels import words
from ui.queries import Query
from ui.records_panel import Opened
from ui.session import Session
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.target_words import indicator_words, period_words, tr
from ui.totals import TotalRow

_ROWS = 12


@dataclass(frozen=True, slots=True)
class Picked:
    """A figure of the table: whose, and of which month; None is the whole year."""

    tally: Tally
    month: Month | None

    def asked(self, period: Period, today: date) -> tuple[Opened, dict[str, Any]]:
        """Return what is opened, and how its rows are asked for."""
        since, until = period.start, min(period.until, today)
        count = self.tally.total
        if self.month is not None:
            since, until = self.month.first, min(self.month.last, today)
            count = self.tally.months[self.month.month - 1]
        title = tr("{who} · {when} · {n}").format(
            who=self.tally.name or tr("Chưa ghi người thu"),
            when=self.month.shown if self.month else period_words(period),
            n=dong(count),
        )
        return Opened(title, count), {"since": since, "on": until, "subject": self.tally.subject}


class TallyDialog(Dialog):
    """Twelve months and their sum, a row for each collector or organisation.

    Args:
        session: the open register.
        name: of the indicator.
        year: whose months.
        by: collectors or organisations.
        parent: the window.
    """

    def __init__(self, session: Session, name: str, year: int, by: By, parent: QWidget) -> None:
        said = tr("{name}, từng tháng năm {year}")
        super().__init__(
            said.format(name=indicator_words(name), year=year),
            tr("Mũi tên đi từng ô, Enter mở danh sách của ô."),
            cancel=tr("Đóng"),
            parent=parent,
            wide=True,
        )
        self.picked: Picked | None = None
        self._year = year
        found = session.register.indicators.tally(name, year, on=session.today(), by=by)
        who = tr("Người thu") if by == "collector" else tr("Tổ chức")
        self.model: RowsModel[Tally] = RowsModel(
            (
                Column(who, lambda one: one.name or tr("Chưa ghi người thu"), kind="name"),
                *(self._month(number) for number in range(1, MONTHS_A_YEAR + 1)),
                Column(tr("Cộng"), lambda one: dong(one.total), align="right", width=58,
                       kind="figure", query=lambda one: _query(one, 0)),
            ),
            row_id=lambda one: one.subject,
        )  # fmt: skip
        self.table = RecordTable(self.model, dense=True, small=True, cells=True)
        self.table.setAccessibleName(tr("Số người từng tháng"))
        self.table.opened.connect(self._open)
        self.model.set_rows(found)
        self.table.fit_rows(most=_ROWS)
        sums = [sum(one.months[number] for one in found) for number in range(MONTHS_A_YEAR)]
        total = TotalRow(self.table, small=True)
        total.setFixedHeight(total.sizeHint().height())
        total.set_cells((tr("Cộng"), *(_or_dash(one) for one in sums), dong(sum(sums))))
        inner = QVBoxLayout()
        inner.setSpacing(0)
        inner.addWidget(self.table)
        inner.addWidget(total)
        self.body.addLayout(inner)
        if not found:
            self.body.addWidget(words(tr("Năm này chưa ghi được ai."), "small"))
        self.table.setFocus()

    def _month(self, number: int) -> Column[Tally]:
        return Column(
            tr("T{n}").format(n=number),
            lambda one: _or_dash(one.months[number - 1]),
            align="right",
            width=44,
            kind="figure",
            query=lambda one: _query(one, number) if one.months[number - 1] else None,
        )

    def _open(self, query: Query) -> None:
        tally, number = query.facts["tally"], query.facts["month"]
        self.picked = Picked(tally, Month(self._year, number) if number else None)
        self.accept()


def _query(tally: Tally, month: int) -> Query:
    return Query("targets", facts={"tally": tally, "month": month})


def _or_dash(value: int) -> str:
    return dong(value) if value else "–"
