"""What each collector has reached month by month; every figure opens onto its rows."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rules.calendar import MONTHS_A_YEAR, Month
from rules.money import dong
from storage.indicators import By, Tally
from ui.dialogs import Dialog
from ui.panels import words
from ui.queries import Query
from ui.session import Session
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.target_words import indicator_words, tr
from ui.totals import TotalRow

_ROWS = 12


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
        self.picked: tuple[Tally, Month | None] | None = None
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
        self.picked = (tally, Month(self._year, number) if number else None)
        self.accept()


def _query(tally: Tally, month: int) -> Query:
    return Query("targets", facts={"tally": tally, "month": month})


def _or_dash(value: int) -> str:
    return dong(value) if value else "–"
