"""One parameter in time: its steps or its table, and its values, newest first."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from rules.calendar import shown_day
from rules.policy import Policy, Value
from storage.policies import OfficeValue
from ui.cells import CellDelegate, Index, cell_padding
from ui.icons import paint_icon
from ui.screens.settings.policy.derived import LIMITS, limits
from ui.screens.settings.policy.wording import amount_words, brief, status_words, tr
from ui.states import paint_state
from ui.style import FontRole, look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.value_steps import ValueStep

_LEAST = (120, 84)  # of the columns of days and of numbers
_AROUND = 20  # the space at both sides of a cell


@dataclass(frozen=True, slots=True)
class Held:
    """A value for the days on which it holds; ``own`` is the office's value it comes from."""

    value: Value
    own: OfficeValue | None = None

    @property
    def key(self) -> date:
        """What makes it the same row after a reload."""
        return self.value.start


def held(policy: Policy, name: str, own: Sequence[OfficeValue]) -> tuple[Held, ...]:
    """The values of a name, newest first, each with the office's value it comes from."""
    if name == LIMITS:
        return tuple(map(Held, reversed(limits(policy))))
    mine = [one for one in own if one.name == name]

    def origin(value: Value) -> OfficeValue | None:
        fits = [
            one
            for one in mine
            if one.start <= value.start
            and (one.document, one.document_day, one.article, one.status, one.why)
            == (value.cite.document, value.cite.dated, value.cite.article, value.status, value.why)
        ]
        return fits[-1] if fits else None

    return tuple(Held(value, origin(value)) for value in reversed(policy.values.get(name, ())))


def steps(rows: Sequence[Held]) -> tuple[ValueStep, ...]:
    """Values that are one number as steps, oldest first; none where a value is a table."""
    found = []
    for row in reversed(rows):
        value = row.value
        if not isinstance(value.value, int | Fraction):
            return ()
        sure = value.status == "confirmed"
        found.append(ValueStep(value.start, value.until, value.value, brief(value), sure))
    return tuple(found)


def axis_words(rows: Sequence[Held], amount: int | Fraction) -> str:
    """A number at the axis, in the unit of the values."""
    value = rows[0].value
    if value.unit == "dong":
        return amount_words(value.name, value.unit, amount)
    return amount_words("", value.unit, amount)


def _days(row: Held) -> str:
    until = row.value.until
    end = tr("đến {day}").format(day=shown_day(until)) if until else tr("về sau")
    if until is None and row.value.status != "confirmed":
        end = tr("đến chưa rõ")
    return tr("từ {day}").format(day=shown_day(row.value.start)) + "\n" + end


def document_words(value: Value) -> str:
    """The document without the long words that every document begins with."""
    short = (("Nghị định ", "NĐ "), ("Quyết định ", "QĐ "), ("Nghị quyết ", "NQ "))
    text = value.cite.document
    for whole, brief_word in short:
        if text.startswith(whole):
            return brief_word + text.removeprefix(whole)
    return text


def _source(row: Held) -> str:
    cite = row.value.cite
    dated = tr("ngày {day}").format(day=shown_day(cite.dated)) if cite.dated else tr("ngày chưa rõ")
    article = cite.article or tr("điều chưa rõ")
    return document_words(row.value) + "\n" + f"{dated} · {article}"


def _certainty(row: Held) -> str:
    own = tr("của cơ quan") if row.own else ""
    return status_words(row.value.status) + "\n" + own


class HistoryDelegate(CellDelegate):
    """Two lines in a cell; certainty with its shape."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        self._paint_ground(painter, option, option.rect, index)
        left, right = cell_padding(self._table.horizontalHeader(), index.column())
        inner = option.rect.adjusted(left, 0, -right, -1)
        first, _, second = str(index.data() or "").partition("\n")
        row = self._table.rows_model.row_at(index.row())
        if isinstance(row, Held) and index.column() == self._table.rows_model.columnCount() - 1:
            self._paint_certainty(painter, inner, row, (first, second))
        else:
            bold = index.column() == 1
            align = Qt.AlignmentFlag(int(index.data(Qt.ItemDataRole.TextAlignmentRole)))
            self._two(painter, inner, (first, second), "strong" if bold else "small", align=align)
        painter.restore()

    def _paint_certainty(
        self, painter: QPainter, inner: QRect, row: Held, texts: tuple[str, str]
    ) -> None:
        sure = row.value.status == "confirmed"
        shift = 7 if texts[1] else 0
        mark = QRect(inner.left(), inner.center().y() - 6 - shift, 14, 14)
        if sure:
            paint_state(painter, mark, "covered")
        else:
            paint_icon(painter, mark, "triangle-alert", "warnmark")
        self._two(painter, inner.adjusted(20, 0, 0, 0), texts, "small", "ok" if sure else "warn")

    def _two(
        self,
        painter: QPainter,
        inner: QRect,
        texts: tuple[str, str],
        role: FontRole,
        ink: str = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        now = look()
        side = align & Qt.AlignmentFlag.AlignHorizontal_Mask
        middle = Qt.AlignmentFlag.AlignVCenter
        half = now.metrics.px(8) if texts[1] else 0
        for line, shift, font_role, colour in (
            (texts[0], -half, role, ink),
            (texts[1], half, "small", "text2"),
        ):
            font = now.font(font_role)
            painter.setFont(font)
            painter.setPen(now.color(colour))
            cut = Qt.TextElideMode.ElideRight
            metrics, text = QFontMetrics(font), line
            if metrics.horizontalAdvance(text) > inner.width() + 2:
                text = text.removeprefix(tr("ngày "))
            shown = metrics.elidedText(text, cut, inner.width() + 2)
            painter.drawText(inner.translated(0, shift), side | middle, shown)


class HistoryTable(RecordTable):
    """The values of one parameter, newest first, two lines each."""

    def __init__(self) -> None:
        self.values: RowsModel[Held] = RowsModel(
            (
                Column(tr("Hiệu lực"), _days, width=120, sortable=False),
                Column(tr("Giá trị"), lambda row: brief(row.value), align="right", width=84),
                Column(tr("Văn bản"), _source, sortable=False),
                Column(tr("Độ chắc"), _certainty, width=124),
            ),
            row_id=lambda row: row.key,
        )
        super().__init__(self.values)
        self.setItemDelegate(HistoryDelegate(self))
        self.setAccessibleName(tr("Các giá trị, mới nhất trước"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionsClickable(False)

    def put(self, rows: Sequence[Held], on: date) -> None:
        """Show values; the current row stays, else the one in force on a day is current."""
        shown = self.values.row_at(0)
        same = shown is not None and rows and shown.value.name == rows[0].value.name
        kept: Hashable | None = self.current_id() if same else None
        self._widen(rows)
        self.values.set_rows(rows)
        self._fit()
        now = next((row.key for row in rows if row.value.covers(on)), None)
        if kept is None or not self.select_id(kept):
            self.select_id(now if now is not None else rows[0].key if rows else None)

    def current(self) -> Held | None:
        """The value of the current row."""
        return self.values.row_at(self.currentIndex().row())

    def _widen(self, rows: Sequence[Held]) -> None:
        """Give days and numbers the room of the longest: neither is ever cut."""
        days = [line for row in rows for line in _days(row).split("\n")]
        texts = ((days, "small"), ([brief(row.value) for row in rows], "strong"))
        first, second, *others = self.values.columns
        columns = []
        for column, least, (words, role) in zip((first, second), _LEAST, texts, strict=True):
            metrics = QFontMetrics(look().font(role))  # type: ignore[arg-type]
            widest = max(map(metrics.horizontalAdvance, words), default=0)
            width = math.ceil(widest / look().metrics.scale) + _AROUND
            columns.append(replace(column, width=max(width, least)))
        self.values.columns = (*columns, *others)

    def _fit(self) -> None:
        super()._fit()
        height = {"full": 40, "compact": 35, "tight": 35}[look().metrics.density]
        row = look().metrics.px(height)
        self.verticalHeader().setDefaultSectionSize(row)
        # no higher than its rows, so that what a value changes stands under them
        self.setMaximumHeight(look().metrics.table_head + max(self.values.rowCount(), 1) * row)
        self.setMinimumHeight(look().metrics.table_head + min(self.values.rowCount(), 2) * row)
