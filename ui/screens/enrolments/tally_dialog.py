"""Kết quả từng người thu: figures of each month, and the list behind the one chosen."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.calendar import Month, shown_day
from rules.money import dong
from storage.tally import TallyFigure, TallyMonth, TallyRow, tally
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.panels import words
from ui.queries import Query
from ui.screens.enrolments.wording import tr
from ui.session import Session
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.target_words import village_words

_MONTHS, _ROWS = 7, 7
_FIRST_FIGURE = 2  # the columns before it name collector and month


class TallyDialog(Dialog):
    """One year: a line a collector and month; the list below is exactly the line chosen."""

    def __init__(self, session: Session, *, parent: QWidget) -> None:
        super().__init__(
            tr("Kết quả từng người thu"),
            tr("Mỗi khoản tính cho người thu lần đầu, theo tháng ghi. Khoản gạch bỏ không tính."),
            cancel=tr("Xong"),
            parent=parent,
            wide=True,
            foot_note=tr("Đi tới con số để xem danh sách của nó; Enter mở hộ của dòng"),
        )
        self._session = session
        year = session.today().year
        self.year = ChoiceEdit(
            "year", "", [Choice(str(one), str(one)) for one in range(year, year - 6, -1)]
        )
        self.year.setFixedWidth(110)
        self.collector = ChoiceEdit(
            "collector", "",
            [Choice("all", tr("Mọi người thu"))]
            + [Choice(one.id, one.name) for one in session.register.staff.all("collector")],
        )  # fmt: skip
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.year)
        row.addWidget(self.collector, 1)
        self.body.addLayout(row)
        self.months: RowsModel[TallyMonth] = RowsModel(
            (
                Column(tr("Người thu"), _who, kind="name"),
                Column(tr("Tháng"), lambda one: one.month.shown, width=78),
                *(_figure(figure, head, width) for figure, head, width in _heads()),
                Column(
                    tr("Đã thu"), lambda one: dong(one.amount), kind="figure", align="right",
                    width=110,
                ),
            ),
            row_id=lambda one: (one.collector_id, one.month),
        )  # fmt: skip
        self.names: RowsModel[TallyRow] = RowsModel(
            (
                Column(tr("Ngày"), lambda one: shown_day(one.day), width=106),
                Column(tr("Họ và tên"), lambda one: one.name, kind="name", width=190),
                Column(tr("Khoản"), _what, kind="second", width=150),
                Column(tr("Thôn"), lambda one: village_words(one.village), kind="second"),
                Column(tr("Biên lai"), lambda one: one.receipt or "–", width=80),
                Column(
                    tr("Đã thu"),
                    lambda one: dong(one.amount),
                    kind="figure",
                    align="right",
                    width=100,
                ),
            ),
            row_id=lambda one: one.enrolment_id,
        )
        self.table = self._table(self.months, tr("Kết quả theo tháng"), _MONTHS, cells=True)
        self.listed = self._table(self.names, tr("Danh sách sau con số"), _ROWS)
        self.proof = words("", "panel")
        for widget in (self.table, self.proof, self.listed):
            self.body.addWidget(widget)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_names())
        self.listed.opened.connect(lambda _: self._open_home())
        self.year.changed.connect(self.count)
        self.collector.changed.connect(self.count)
        self.year.set_value(str(year))
        self.collector.set_value("all")
        self.count()
        self.table.setFocus()

    def _table(
        self,
        model: RowsModel[Any],
        name: str,
        rows: int,
        *,
        cells: bool = False,
    ) -> RecordTable:
        table = RecordTable(model, dense=True, cells=cells)
        table.setAccessibleName(name)
        table.horizontalHeader().setSectionsClickable(False)
        sizes = look().metrics
        table.setFixedHeight(sizes.table_head + rows * sizes.dense + 1)
        return table

    def count(self) -> None:
        """Count the year chosen."""
        year = int(self.year.value() or self._session.today().year)
        collector = self.collector.value()
        found = tally(
            self._session.register,
            Month(year, 1),
            Month(year, 12),
            collector=None if collector in {None, "all"} else collector,
        )
        self.months.set_rows(found)
        if found:
            self.table.setCurrentIndex(self.months.index(0, 0))
        self._show_names()

    def _show_names(self) -> None:
        at = self.table.currentIndex()
        chosen = self.months.row_at(at.row())
        heads = dict(enumerate(_heads(), start=_FIRST_FIGURE))
        figure = heads.get(at.column())
        found = () if chosen is None else chosen.of(figure[0]) if figure else chosen.rows
        self.names.set_rows(found)
        if chosen is None:
            self.proof.setText(tr("Năm này chưa ghi khoản đóng nào."))
            return
        what = figure[1] if figure else tr("mọi khoản")
        text = tr("{who}, tháng {month}, {what}: {n} dòng = số {n}, {amount} đồng")
        self.proof.setText(
            text.format(
                who=_who(chosen), month=chosen.month.shown, what=what, n=len(found),
                amount=dong(sum(row.amount for row in found)),
            )
        )  # fmt: skip

    def _open_home(self) -> None:
        row = self.names.row_at(self.listed.currentIndex().row())
        if row is not None and row.household_id:
            self.accept()
            self._session.ask(Query("households", row.household_id))


def _heads() -> tuple[tuple[TallyFigure, str, int], ...]:
    return (
        ("vsi_new", tr("BHXH mới"), 78),
        ("vsi_renewed", tr("BHXH tiếp"), 78),
        ("hi_new", tr("BHYT hộ mới"), 94),
        ("hi_renewed", tr("BHYT tiếp"), 78),
        ("hi_other", tr("Nhóm khác"), 84),
    )


def _figure(figure: TallyFigure, head: str, width: int) -> Column[TallyMonth]:
    """A column of one figure."""
    return Column(
        head, lambda one: str(len(one.of(figure))), kind="figure", align="right", width=width
    )


def _who(month: TallyMonth) -> str:
    name = month.collector or tr("Chưa ghi người thu")
    return " · ".join(part for part in (name, month.organisation) if part)


def _what(row: TallyRow) -> str:
    words_of = {
        "vsi_new": tr("BHXH mới, {months} tháng"),
        "vsi_renewed": tr("BHXH tiếp, {months} tháng"),
        "hi_new": tr("BHYT mới, {months} tháng"),
        "hi_renewed": tr("BHYT tiếp, {months} tháng"),
        "hi_other": tr("BHYT, {months} tháng"),
    }
    return words_of[row.figure].format(months=row.months)
