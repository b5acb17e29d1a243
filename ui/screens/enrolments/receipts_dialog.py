"""Biên lai: the books with how far each is written, and every number that is odd."""

from PySide6.QtWidgets import QWidget

from rules.calendar import shown_day
from storage.receipt_books import ReceiptBook
from storage.receipt_faults import ReceiptFault, receipt_faults
from ui.buttons import Button
from ui.dialogs import Dialog
from ui.panels import words
from ui.queries import Query
from ui.screens.enrolments.wording import tr
from ui.session import Session
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel

_BOOKS, _FAULTS = 5, 7


class ReceiptsDialog(Dialog):
    """Books above, what is odd below; Enter on an odd number opens its household."""

    def __init__(self, session: Session, *, parent: QWidget) -> None:
        super().__init__(
            tr("Biên lai"),
            tr("Số thiếu là số nằm giữa hai số đã ghi: biên lai hỏng phải nộp lại."),
            cancel=tr("Xong"),
            parent=parent,
            wide=True,
            foot_note=tr("Enter mở hộ của số biên lai đang chọn"),
        )
        self._session = session
        books = session.register.receipt_books.all()
        self.faults = receipt_faults(session.register)
        self.books: RowsModel[ReceiptBook] = RowsModel(
            (
                Column(tr("Quyển"), lambda one: one.symbol, kind="name", width=90),
                Column(tr("Từ số – đến số"), _span, width=170),
                Column(
                    tr("Đã ghi"),
                    lambda one: str(one.written),
                    kind="figure",
                    align="right",
                    width=80,
                ),
                Column(
                    tr("Thiếu"),
                    lambda one: str(one.skipped),
                    kind="figure",
                    align="right",
                    width=80,
                ),
                Column(tr("Số tiếp"), _following, width=100),
                Column(tr("Người giữ"), lambda one: one.collector or tr("ở xã"), kind="second"),
            ),
            row_id=lambda one: one.id,
        )
        self.odd: RowsModel[ReceiptFault] = RowsModel(
            (
                Column(tr("Quyển"), lambda one: one.book, kind="name", width=90),
                Column(tr("Số"), lambda one: one.numbers, width=130),
                Column(tr("Có gì lạ"), _what, width=230),
                Column(tr("Ghi cho"), lambda one: one.names, kind="second"),
                Column(tr("Ngày"), lambda one: shown_day(one.day) if one.day else "–", width=106),
            ),
            row_id=lambda one: (one.what, one.book, one.numbers),
        )
        self.books_table = self._table(self.books, tr("Quyển biên lai"), _BOOKS)
        self.table = self._table(self.odd, tr("Số cần xem lại"), _FAULTS)
        self.books.set_rows(books)
        self.odd.set_rows(self.faults)
        said = (
            tr("{n} chỗ cần xem lại").format(n=len(self.faults))
            if self.faults
            else tr("Không thiếu số, không trùng số.")
        )
        self.body.addWidget(self.books_table)
        self.body.addWidget(words(said, "panel"))
        self.body.addWidget(self.table)
        self.table.setVisible(bool(self.faults))
        self.books_table.setVisible(bool(books))
        self.table.opened.connect(lambda _: self._open_home())
        edit = Button(tr("Sửa quyển ở Thiết lập"))
        edit.clicked.connect(self._edit)
        self.extra.addWidget(edit)
        (self.table if self.faults else self.books_table).setFocus()

    def _table(self, model: RowsModel, name: str, rows: int) -> RecordTable:  # type: ignore[type-arg]
        table = RecordTable(model, dense=True)
        table.setAccessibleName(name)
        table.horizontalHeader().setSectionsClickable(False)
        sizes = look().metrics
        table.setFixedHeight(sizes.table_head + rows * sizes.dense + 1)
        return table

    def _open_home(self) -> None:
        fault = self.odd.row_at(self.table.currentIndex().row())
        if fault is not None and fault.household_id:
            self.accept()
            self._session.ask(Query("households", fault.household_id))

    def _edit(self) -> None:
        self.accept()
        self._session.ask(Query("settings", "books"))


def _span(book: ReceiptBook) -> str:
    return f"{book.shown(book.first)} – {book.shown(book.last)}"


def _following(book: ReceiptBook) -> str:
    return tr("hết số") if book.following is None else book.shown(book.following)


def _what(fault: ReceiptFault) -> str:
    return {
        "skipped": tr("thiếu, chưa ghi cho ai"),
        "twice": tr("ghi cho nhiều hộ"),
        "no_book": tr("sổ chưa có quyển này"),
        "outside": tr("số không thuộc quyển"),
        "of_another": tr("quyển của người thu khác"),
        "closed": tr("quyển đã cất"),
    }[fault.what]
