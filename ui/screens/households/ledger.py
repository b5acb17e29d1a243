"""Đóng và gia hạn: what each person of the household joined, until when, and what was paid."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget

from rules.calendar import Month, shown_day
from rules.money import dong
from storage.enrolments import Enrolment
from ui.notices import EmptyState
from ui.screens.households.wording import kinds, method_words, tr
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel


def columns() -> tuple[Column[Enrolment], ...]:
    """The columns of the ledger."""
    return (
        Column(tr("Ngày"), lambda row: shown_day(row.day), key=lambda row: row.day, width=104),
        Column(tr("Người"), lambda row: row.person or "", kind="name", width=142),
        Column(tr("Khoản"), _item, kind="second", width=122),
        Column(tr("Loại"), _kind, kind="second", width=94),
        Column(tr("Đến"), _until, key=lambda row: row.until, align="right", width=98),
        Column(
            tr("Phải đóng"),
            lambda row: dong(row.payable),
            key=lambda row: row.payable,
            align="right",
            width=90,
        ),
        Column(tr("Đã thu"), _paid, align="right", width=90),
        Column(tr("Biên lai"), _receipt, kind="small"),
    )


def _kind(row: Enrolment) -> str:
    return tr("gạch bỏ") if row.void_day else kinds()[row.kind]


def _item(row: Enrolment) -> str:
    span = method_words(row.scheme, row.method, row.months)
    template = tr("BHXH {span}") if row.scheme == "vsi" else tr("BHYT {span}")
    return template.format(span=span)


def _until(row: Enrolment) -> str:
    return Month.of(row.until).shown if row.scheme == "vsi" else shown_day(row.until)


def _paid(row: Enrolment) -> str:
    if not row.payments:
        return tr("chưa thu")
    return dong(sum(payment.amount for payment in row.payments))


def _receipt(row: Enrolment) -> str:
    numbers = (" / ".join(part for part in (one.book, one.receipt) if part) for one in row.payments)
    return ", ".join(number for number in numbers if number) or "–"


class LedgerTab(QStackedWidget):
    """The enrolments of everybody in the household, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: RowsModel[Enrolment] = RowsModel(columns(), row_id=lambda row: row.id)
        self.table = RecordTable(self.rows, edge=16)
        self.table.setAccessibleName(tr("Đóng và gia hạn"))
        self.table.setSortingEnabled(False)
        self.addWidget(self.table)
        self.addWidget(
            EmptyState(
                tr("Hộ này chưa ghi lần đóng nào"),
                tr("Bấm F8 khi thu tiền; thẻ và thời gian tham gia được ghi theo."),
                icon_name="hand-coins",
            )
        )

    def put(self, enrolments: Sequence[Enrolment]) -> None:
        """Show these enrolments."""
        self.rows.set_rows(enrolments)
        self.setCurrentIndex(0 if enrolments else 1)
