"""So các cách đóng: what every way of paying costs for the level typed, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rules.money import dong
from rules.vsi.case import MethodRow, VsiCase, vsi_result
from ui.dialogs import Dialog
from ui.forms.wording import tr
from ui.session import Session
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel


def compare_methods(
    session: Session, asked: Mapping[str, Any], day: date, parent: QWidget
) -> "MethodsDialog":
    """Return the comparison for what stands in the form (`Enrolments.vsi_terms`).

    Raises:
        RuleError: as `rules.vsi.case.vsi_result`.
    """
    register = session.register
    case = VsiCase(
        payer_class=asked["payer_class"],
        income=asked["income"],
        method=asked["method"],
        on=day,
        province=register.office.get().province_code or None,
        used_support_months=register.enrolments.used_support_months(asked["person_id"]),
    )
    return MethodsDialog(session, case, parent=parent)


@dataclass(frozen=True, slots=True)
class _Shown:
    method: str
    words: str
    months: str
    payable: str
    a_month: str
    saving: str


class MethodsDialog(Dialog):
    """Every way the law knows, with price, price a month and what is saved; Enter takes one.

    Signals:
        taken: a way was chosen; carries it as the rules name it.
    """

    taken = Signal(str)

    def __init__(self, session: Session, case: VsiCase, *, parent: QWidget) -> None:
        text = tr("Mức thu nhập {income} đồng một tháng. Đóng nhiều tháng một lần vẫn được hỗ trợ.")
        super().__init__(
            tr("So các cách đóng"),
            text.format(income=dong(case.income)),
            filled=tr("Chọn cách này"),
            parent=parent,
            wide=True,
        )
        self.model: RowsModel[_Shown] = RowsModel(
            (
                Column(tr("Cách đóng"), lambda row: row.words, kind="name"),
                Column(tr("Số tháng"), lambda row: row.months, align="right", width=90),
                Column(tr("Phải đóng"), lambda row: row.payable, align="right", width=120),
                Column(tr("Mỗi tháng"), lambda row: row.a_month, align="right", width=110),
                Column(tr("Rẻ hơn"), lambda row: row.saving, align="right", width=110),
            ),
            row_id=lambda row: row.method,
        )
        self.table = RecordTable(self.model, dense=True)
        self.table.setAccessibleName(tr("Các cách đóng"))
        self.table.horizontalHeader().setSectionsClickable(False)
        found = [row for row in vsi_result(session.policy, case).methods if row.contribution]
        self.model.set_rows([_shown(row) for row in found])
        sizes = look().metrics
        self.table.setFixedHeight(sizes.table_head + len(found) * sizes.dense + 1)
        self.body.addWidget(self.table)
        self.table.opened.connect(lambda _: self.filled.click())
        self.accepted.connect(self._take)
        at = next((at for at, row in enumerate(found) if row.method == case.method), 0)
        self.table.setCurrentIndex(self.model.index(at, 0))
        self.table.setFocus()

    def _take(self) -> None:
        row = self.model.row_at(self.table.currentIndex().row())
        if row is not None:
            self.taken.emit(row.method)


def _shown(row: MethodRow) -> _Shown:
    paid = row.contribution
    kind, _, number = row.method.partition("-")
    words = (
        tr("Một lần cho {years} năm").format(years=number)
        if kind == "ahead"
        else tr("{months} tháng một lần").format(months=row.method)
    )
    return _Shown(
        method=row.method,
        words=words,
        months=str(paid.months) if paid else "",
        payable=dong(paid.payable) if paid else "",
        a_month=dong(row.a_month) if row.a_month is not None else "",
        saving=dong(row.saving) if row.saving else "–",
    )
