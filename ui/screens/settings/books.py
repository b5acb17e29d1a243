"""Quyển biên lai: which collector has which numbers, and how far each book is written."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.calendar import shown_day
from rules.errors import Problem
from rules.money import dong
from storage.receipt_books import NUMBER, BookFields, ReceiptBook, Stretch, Written
from ui.buttons import Button
from ui.checks import CheckBox
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.fields import TextField
from ui.form import Form
from ui.history.records import Record
from ui.panels import words
from ui.queries import Query
from ui.screens.settings.page import SettingsPage, fields_in_columns
from ui.screens.settings.trace import Trace
from ui.session import Session
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.values import DateEdit


class BooksPage(SettingsPage):
    """The books, those in use first."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "")
        self.pad(0, 0, 0, 0)
        self.body.setSpacing(0)
        note = self.tr("số kế tiếp được gợi ý ở Ghi đóng")
        self.set_title(self.tr("Quyển biên lai"), note)
        self.add = self.act(self.tr("Nhận quyển"), lambda: self._edit(None), keys="Ctrl+N")
        self.numbers = self.act(self.tr("Xem số biên lai"), self._show_numbers, keys="F6")
        self.add_to_head(
            Button.of(self.numbers, small=True), Button.of(self.add, icon_name="plus", small=True)
        )
        self.model: RowsModel[ReceiptBook] = RowsModel(
            (
                Column(self.tr("Ký hiệu"), lambda b: b.symbol, kind="name", width=110),
                Column(self.tr("Từ số"), lambda b: b.shown(b.first), align="right", width=84),
                Column(self.tr("Đến số"), lambda b: b.shown(b.last), align="right", width=84),
                Column(self.tr("Người giữ"), lambda b: b.collector or self.tr("ở cơ quan")),
                Column(self.tr("Ngày nhận"), _received, width=100),
                Column(self.tr("Đã ghi"), lambda b: dong(b.written), align="right", width=72),
                Column(self.tr("Bỏ cách"), _skipped, align="right", width=76, wrong=_gap),
                Column(self.tr("Số kế tiếp"), self._next, align="right", width=92),
            ),
            row_id=lambda b: b.id,
            dim=lambda b: not b.active,
        )
        self.table = RecordTable(self.model)
        self.table.setAccessibleName(self.tr("Các quyển biên lai"))
        self.table.chosen.connect(self._edit)
        self.table.current_changed.connect(lambda _: self._allow())
        self.body.addWidget(self.table, 1)
        foot = self.foot()
        self.hint = words("", "small")
        foot.addWidget(self.hint, 1)
        self.trace = Trace(self, ("receipt_books",), self._record)
        foot.addWidget(self.trace)

    def _next(self, book: ReceiptBook) -> str:
        if not book.active:
            return self.tr("đã cất")
        return self.tr("hết số") if book.following is None else book.shown(book.following)

    def _record(self) -> Record | None:
        book = self.model.row_at(self.table.currentIndex().row())
        if book is None:
            return None
        name = self.tr("Quyển biên lai {symbol}").format(symbol=book.symbol)
        return Record("receipt_books", book.id, name)

    def _allow(self) -> None:
        self.numbers.setEnabled(self.table.currentIndex().isValid())

    def reload(self) -> None:
        """Show the books again."""
        kept = self.table.current_id()
        self.model.set_rows(self.session.register.receipt_books.all())
        self.hint.setText(
            self.tr("Enter: sửa quyển đang chọn")
            if self.model.total
            else self.tr("Chưa ghi quyển nào. Ctrl+N: nhận quyển, ghi ký hiệu và số ở bìa quyển.")
        )
        if kept is not None:
            self.table.select_id(kept)
        self.trace.reload()
        self._allow()

    def start(self) -> None:
        """Start in the table."""
        self.table.setFocus()

    def _edit(self, book_id: object) -> None:
        found = next((one for one in self.model.rows() if one.id == book_id), None)
        BookDialog(self.session, found, parent=self.window()).exec()

    def _show_numbers(self) -> None:
        book = self.model.row_at(self.table.currentIndex().row())
        if book is not None:
            NumbersDialog(self.session, book, parent=self.window()).exec()


def _received(book: ReceiptBook) -> str:
    return "" if book.received is None else shown_day(book.received)


def _skipped(book: ReceiptBook) -> str:
    return dong(book.skipped) if book.skipped else ""


def _gap(book: ReceiptBook) -> str:
    return "warn" if book.skipped else ""


class BookDialog(Dialog):
    """One book, as its cover says; the numbers keep the zeros that are typed."""

    def __init__(
        self, session: Session, book: ReceiptBook | None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Sửa quyển biên lai") if book else self.tr("Nhận quyển biên lai"),
            filled=self.tr("Lưu"),
            parent=parent,
            foot_note=self.tr("Hoàn tác được bằng Ctrl+Z"),
        )
        self._session = session
        self._book = book
        collectors = [Choice(one.id, one.name) for one in session.register.staff.all("collector")]
        self.symbol = TextField("symbol", self.tr("Ký hiệu quyển"), required=True)
        self.collector = ChoiceEdit(
            "collector_id", self.tr("Người giữ"), collectors, typed=True, empty=self.tr("Ở cơ quan")
        )
        self.first = TextField("first", self.tr("Từ số"), placeholder="0000101", required=True)
        self.last = TextField("last", self.tr("Đến số"), placeholder="0000150", required=True)
        self.received = DateEdit("received", self.tr("Ngày nhận"), on=session.today())
        self.note = TextField("note", self.tr("Ghi chú"))
        fields = (self.symbol, self.collector, self.first, self.last, self.received, self.note)
        self.active = CheckBox(self.tr("Đang dùng"))
        self.active.setChecked(book is None or book.active)
        self.form = Form(fields, self.filled)
        self.filled.clicked.disconnect(self.accept)
        self.form.submitted.connect(self._save)
        self.body.addWidget(fields_in_columns(fields))
        self.body.addWidget(self.active)
        if book is None:
            self.received.set_value(session.today())
            self.form.mark_saved()
        else:
            values = {name: getattr(book, name) for name in self.form.fields}
            values |= {"first": book.shown(book.first), "last": book.shown(book.last)}
            self.form.set_values(values)
        self.form.start()

    def _save(self) -> None:
        first, last = (_number(field.text()) for field in (self.first, self.last))
        fields = BookFields(
            symbol=self.symbol.value() or "",
            first=first[0],
            last=last[0],
            digits=max(first[1], last[1], 1),
            collector_id=self.collector.value() or None,
            received=self.received.day(),
            note=self.note.value() or "",
            active=self.active.isChecked(),
        )
        books = self._session.register.receipt_books
        what = self.tr("Sửa quyển biên lai") if self._book else self.tr("Nhận quyển biên lai")
        try:
            with self._session.change(what):
                if self._book is None:
                    books.add(**fields)
                else:
                    books.save(self._book.id, **fields)
        except Problem as problem:
            if not self.form.show_problem(problem):
                self._session.fail(problem)
            return
        self.accept()


def _number(text: str) -> tuple[int, int]:
    """The number typed and how many digits it was typed with; 0 where there is none."""
    found = NUMBER.fullmatch(text.strip())
    return (int(found[2]), min(len(found[2]), 12)) if found else (0, 0)


class NumbersDialog(Dialog):
    """The numbers of one book: written, skipped and free, and for whom each was written."""

    def __init__(
        self, session: Session, book: ReceiptBook, *, parent: QWidget | None = None
    ) -> None:
        text = self.tr("{written} số đã ghi, {skipped} số bỏ cách, {free} số còn trống.")
        free = book.size - book.written - book.skipped
        super().__init__(
            self.tr("Quyển {symbol}, số {first} – {last}").format(
                symbol=book.symbol, first=book.shown(book.first), last=book.shown(book.last)
            ),
            text.format(written=dong(book.written), skipped=dong(book.skipped), free=dong(free)),
            cancel=self.tr("Đóng"),
            parent=parent,
            wide=True,
        )
        self._session = session
        self._book = book
        kinds = {
            "written": self.tr("đã ghi"),
            "skipped": self.tr("bỏ cách"),
            "free": self.tr("còn trống"),
        }
        self.stretches: RowsModel[Stretch] = RowsModel(
            (
                Column(self.tr("Số"), self._span, kind="name"),
                Column(self.tr("Mấy số"), lambda s: dong(s.last - s.first + 1), align="right",
                       width=68),
                Column("", lambda s: kinds[s.kind], width=84,
                       wrong=lambda s: "warn" if s.kind == "skipped" else ""),
            )
        )  # fmt: skip
        self.written: RowsModel[Written] = RowsModel(
            (
                Column(self.tr("Số"), lambda w: book.shown(w.number), align="right", width=78),
                Column(self.tr("Ngày"), lambda w: shown_day(w.day), width=100),
                Column(self.tr("Người đóng"), lambda w: w.name, kind="name"),
                Column(self.tr("Số tiền"), lambda w: dong(w.amount), align="right", width=92),
            )
        )
        books = session.register.receipt_books
        self.stretches.set_rows(books.stretches(book.id))
        self.written.set_rows(books.written(book.id))
        row = QHBoxLayout()
        row.setSpacing(12)
        left = RecordTable(self.stretches, dense=True)
        left.setAccessibleName(self.tr("Các đoạn số"))
        left.setFixedWidth(look().metrics.px(314))
        self.table = RecordTable(self.written, dense=True)
        self.table.setAccessibleName(self.tr("Số đã ghi"))
        for table in (left, self.table):
            table.fit_rows(most=11)
        row.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.table, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(words(self.tr("Enter ở bảng bên phải: mở hộ của người đóng"), "small"))
        self.table.chosen.connect(lambda _: self._open())
        self.table.setFocus()

    def _span(self, stretch: Stretch) -> str:
        first, last = self._book.shown(stretch.first), self._book.shown(stretch.last)
        return first if stretch.first == stretch.last else f"{first} – {last}"

    def _open(self) -> None:
        one = self.written.row_at(self.table.currentIndex().row())
        if one is not None and one.household_id is not None:
            self.reject()
            self._session.ask(Query("households", one.household_id))
