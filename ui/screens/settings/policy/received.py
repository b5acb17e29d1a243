"""A received policy file beside the law here; nothing is taken before the button."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.calendar import shown_day
from rules.policy import Value
from storage.policy_exchange import Compared, Outcome, Part
from ui.buttons import Button
from ui.cells import CellDelegate, Index
from ui.panels import Panel, words
from ui.screens.settings.policy.wording import brief, short_name, status_words, tr
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import DIM, Column, RowsModel

_ORDER: tuple[Outcome, ...] = ("differs", "only_there", "only_here", "same")
_WHAT = 0  # the column that names the parameter with its first day
_FROM = " từ "
_SIDE = 3  # the column that says which side is kept
Key = tuple[str, date]


def key_of(row: Compared) -> Key:
    """What makes a row the same row."""
    return row.value.name, row.value.start


def part_words(value: Value | None, part: Part) -> str:
    """One part of a value; what is missing says so."""
    if value is None:
        return tr("chưa có")
    match part:
        case "value":
            return brief(value)
        case "days":
            return (
                tr("đến {day}").format(day=shown_day(value.until))
                if value.until
                else tr("chưa hết hạn")
            )
        case "document":
            return value.cite.document.rpartition(" ")[2]
        case "dated":
            return shown_day(value.cite.dated) if value.cite.dated else tr("chưa có")
        case "article":
            return value.cite.article or tr("chưa có")
        case _:
            return status_words(value.status)


def first_part(row: Compared) -> Part:
    """The part that a row shows: the most important that differs."""
    return row.parts[0] if row.parts else "value"


class _SideDelegate(CellDelegate):
    """The side that is kept is a link where it can be turned."""

    def _paint_words(self, painter: QPainter, inner: QRect, index: Index, kind: str) -> None:
        row = self._table.rows_model.row_at(index.row())
        turns = isinstance(row, Compared) and row.outcome in {"differs", "only_there"}
        if index.column() == _WHAT:
            self._paint_name(painter, inner, index)
            return
        if not turns or index.column() != _SIDE:
            super()._paint_words(painter, inner, index, kind)
            return
        painter.setFont(look().font("small_strong"))
        painter.setPen(look().color("link"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, str(index.data()))

    def _paint_name(self, painter: QPainter, inner: QRect, index: Index) -> None:
        """The name gives way where there is no room; its day is never cut."""
        name, mark, day = str(index.data()).rpartition(_FROM)
        metrics = QFontMetrics(look().font("small"))
        room = inner.width() - metrics.horizontalAdvance(mark + day)
        name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(look().font("small"))
        painter.setPen(look().color("text3" if index.data(DIM) else "text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, name + mark + day)


class _TurningTable(RecordTable):
    turned = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.turned.emit()
            return
        super().keyPressEvent(event)


class ReceivedPanel(Panel):
    """The comparison; Space or Enter on a row turns which side is kept.

    Signals:
        accepted: the chosen values are to be taken; carries the rows.
        dropped: the file is to be forgotten.
    """

    accepted = Signal(object)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__(tr("So với tệp vừa nhận"))
        self.file = ""
        self._taken: set[Key] = set()
        self.compared: RowsModel[Compared] = RowsModel(
            (
                Column(tr("Tham số"), self._what, sortable=False),
                Column(tr("Trong máy"), self._here, align="right", width=98),
                Column(
                    tr("Trong tệp"),
                    self._there,
                    align="right",
                    width=98,
                    wrong=lambda row: "" if row.outcome == "same" else "warn",
                ),
                Column(tr("Giữ"), self._side, width=112, kind="name"),
            ),
            row_id=key_of,
            dim=lambda row: row.outcome == "same",
        )  # fmt: skip
        self.table = _TurningTable(self.compared, report=True)
        self.table.setItemDelegate(_SideDelegate(self.table, small=True))
        self.table.turned.connect(self.turn)
        self.table.setAccessibleName(tr("So với tệp vừa nhận"))
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.chosen.connect(lambda _: self.turn())
        self.table.clicked.connect(lambda index: self.turn() if index.column() == _SIDE else None)
        self.take = Button(tr("Nhận các ô đã chọn"), icon_name="check", small=True)
        self.take.clicked.connect(lambda: self.accepted.emit(self.chosen()))
        self.drop = Button(tr("Bỏ tệp"), icon_name="x", small=True)
        self.drop.clicked.connect(self.dropped)
        self.body.addWidget(self.table, 1)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self.take)
        row.addWidget(self.drop)
        row.addStretch(1)
        row.addWidget(words(tr("Giá trị có sẵn không bị xóa, chỉ bị che"), "small"))
        self.body.addWidget(foot)
        look().changed.connect(self._size)
        self._size()

    def _size(self) -> None:
        rows = {"full": 5, "compact": 4, "tight": 3}[look().metrics.density]
        sizes = look().metrics
        self.table.setMinimumHeight(sizes.table_head + rows * sizes.report)

    def put(self, file: str, rows: Sequence[Compared]) -> None:
        """Show a comparison; values we lack are taken unless turned, others are kept."""
        kept = self._taken if file == self.file else None
        self.file = file
        fresh = {key_of(row) for row in rows if row.outcome == "only_there"}
        open_rows = {key_of(row) for row in rows if row.outcome in {"differs", "only_there"}}
        self._taken = fresh if kept is None else kept & open_rows
        self.compared.set_rows(sorted(rows, key=lambda row: _ORDER.index(row.outcome)))
        if rows:
            self.table.setCurrentIndex(self.compared.index(0, 0))
        self._tell()

    def forget(self) -> None:
        """Show no file any more."""
        self.file = ""
        self._taken = set()
        self.compared.set_rows(())

    def chosen(self) -> tuple[Compared, ...]:
        """The rows whose value in the file is to be taken."""
        return tuple(row for row in self.compared.rows() if key_of(row) in self._taken)

    def turn(self) -> None:
        """Keep the other side of the current row."""
        row = self.compared.row_at(self.table.currentIndex().row())
        if row is not None and row.outcome in {"differs", "only_there"}:
            self._taken ^= {key_of(row)}
            self._tell()

    def _tell(self) -> None:
        self.table.viewport().update()
        rows = self.compared.rows()
        same = sum(row.outcome == "same" for row in rows)
        chosen = len(self.chosen())
        taken = tr("chọn nhận {n}").format(n=chosen) if chosen else tr("chưa nhận gì")
        text = tr("{file} · {same} giống, {other} khác · {taken}")
        note = text.format(file=self.file, same=same, other=len(rows) - same, taken=taken)
        self.note.setText(note)
        self.note.setToolTip(note)
        self.take.setEnabled(bool(chosen))

    def _here(self, row: Compared) -> str:
        return part_words(row.here, first_part(row))

    def _there(self, row: Compared) -> str:
        return part_words(row.there, first_part(row))

    def _what(self, row: Compared) -> str:
        part = {
            "value": "{name}",
            "days": tr("Ngày hết: {name}"),
            "document": tr("Văn bản: {name}"),
            "dated": tr("Ngày ký: {name}"),
            "article": tr("Điều: {name}"),
            "status": tr("Độ chắc: {name}"),
        }[first_part(row)].format(name=short_name(row.value.name))
        return part + _FROM + shown_day(row.value.start)

    def _side(self, row: Compared) -> str:
        if row.outcome == "same":
            return tr("giống nhau")
        if row.outcome == "only_here":
            return tr("chỉ có trong máy")
        if key_of(row) in self._taken:
            return tr("lấy trong tệp")
        return tr("giữ trong máy") if row.outcome == "differs" else tr("không lấy")
