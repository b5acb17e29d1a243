"""Who pays what for 3, 6 and 12 months; below it the order, the cards, one more member."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rules.calendar import shown_day
from rules.hi.premium import HiGroup
from rules.money import dong
from rules.policy import View
from ui.buttons import Button
from ui.gutter_area import GutterArea
from ui.panels import Panel, words
from ui.screens.benefits.hi_sums import HiAnswer, HiLine
from ui.screens.benefits.wording import NOTHING, share_words, tr
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.totals import TotalRow

Index = QModelIndex | QPersistentModelIndex
_MOST_ROWS = 9
_CHECK = 40
_PLACES = 3
_NAME, _ORDER, _SHARE, _FIRST_AMOUNT = 1, 2, 3, 4


class HiModel(RowsModel[HiLine]):
    """The payers; the heads of the amounts are the months of the day's law."""

    def __init__(self, panel: "HiPanel") -> None:
        super().__init__(
            panel.columns(), row_id=lambda line: line.payer.key, dim=lambda line: not line.lines
        )
        self.months: tuple[int, ...] = ()

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The heading of a column."""
        at = section - _FIRST_AMOUNT
        if role == Qt.ItemDataRole.DisplayRole and 0 <= at < len(self.months):
            return tr("{months} tháng").format(months=self.months[at])
        return super().headerData(section, orientation, role)


class HiPanel(Panel):
    """The table of the household, with its sums.

    Signals:
        ticked: who pays is another one.
        copy_asked: the table should be copied for a spreadsheet.
    """

    ticked = Signal()
    copy_asked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("BHYT hộ gia đình"))
        self.copy = Button(tr("Chép sang Excel"), kind="link")
        self.copy.clicked.connect(self.copy_asked)
        self.add_to_head(self.copy)
        self.answer: HiAnswer | None = None
        self._law: View | None = None
        self.model = HiModel(self)
        self.table = RecordTable(self.model, dense=True)
        self.table.setAccessibleName(tr("Ai đóng bao nhiêu"))
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.total = TotalRow(self.table)
        self.body.addWidget(self.table)
        self.body.addWidget(self.total)
        self._putting = False
        self.model.checks_changed.connect(self._turned)

    def columns(self) -> tuple[Column[HiLine], ...]:
        """Tick, who, place, share, then an amount for each number of months."""
        first: tuple[Column[HiLine], ...] = (
            Column("", lambda _line: "", kind="check", width=_CHECK, sortable=False),
            Column(tr("Người đóng"), lambda line: line.payer.name, kind="name", sortable=False),
            Column(tr("Thứ tự"), self._order, align="center", width=52, sortable=False),
            Column(tr("Mức"), self._share, align="right", width=58, kind="second", sortable=False),
        )
        amounts: list[Column[HiLine]] = [
            Column("", self._amount_at(at), align="right", width=84, kind="strong", sortable=False)
            for at in range(_PLACES)
        ]
        return (*first, *amounts)

    @staticmethod
    def _order(line: HiLine) -> str:
        found = line.any_line()
        return NOTHING if found is None or found.order is None else str(found.order)

    def _share(self, line: HiLine) -> str:
        """The share of the full premium that is left to pay."""
        found = line.any_line()
        if found is None or self._law is None:
            return ""
        if found.order is not None:
            shares = self._law.ratios("hi.household_shares")
            return share_words(shares[min(found.order, len(shares)) - 1])
        if not found.gross:
            return NOTHING
        value = self._law.find(f"hi.support.{found.group}")
        share = value.value if value is not None else None
        return share_words(1 - share) if isinstance(share, Fraction) else ""

    def _amount_at(self, at: int) -> Callable[[HiLine], str]:
        def amount(line: HiLine) -> str:
            months = self.model.months
            found = line.lines.get(months[at]) if at < len(months) else None
            return NOTHING if found is None else dong(found.payable)

        return amount

    # -- what is shown

    def put(self, answer: HiAnswer, law: View, note: str, ticked: frozenset[str] | None) -> None:
        """Show an answer; `ticked` are the members who pay, None where people are only counted."""
        self.answer, self._law = answer, law
        self.note.setText(note)
        kept = self.table.current_id()
        self._putting = True
        self.model.months = answer.months
        self.model.set_rows(answer.lines)
        self.model.set_checked(set(ticked or ()))
        self._putting = False
        self.table.setColumnHidden(0, ticked is None)
        if kept is not None:
            self.table.select_id(kept)
        self._sum_up(answer)
        self._fit_rows()

    def _sum_up(self, answer: HiAnswer) -> None:
        people = len(next((one.lines for one in answer.premiums.values()), ()))
        label = tr("Cả hộ, {people} người").format(people=people) if people else tr("Chưa ai đóng")
        sums = [self._total_at(at) for at in range(_PLACES)]
        self.total.set_cells(("", label, "", "", *sums))

    def _total_at(self, at: int) -> str:
        """The sum of a column of amounts."""
        months = self.model.months
        found = self.answer.premiums if self.answer is not None else {}
        paid = found.get(months[at]) if at < len(months) else None
        return NOTHING if paid is None else dong(paid.payable)

    def _fit_rows(self) -> None:
        self.table.fit_rows(most=_MOST_ROWS)
        self.total.setVisible(bool(self.answer and self.answer.lines))
        self._share_width()

    def _needed(self) -> dict[int, int]:
        """What each column needs for its longest words."""
        names, strong = (QFontMetrics(look().font(role)) for role in ("name", "strong"))
        px, rows = look().metrics.px, self.model.rows()
        longest = max((names.horizontalAdvance(one.payer.name) for one in rows), default=0)
        needed = {_NAME: max(longest + 22, px(150)), _ORDER: px(52), _SHARE: px(58)}
        if not self.table.isColumnHidden(0):
            needed[0] = px(_CHECK)
        for at in range(_PLACES):
            amounts = [self._total_at(at), *(self._amount_at(at)(one) for one in rows)]
            width = max(strong.horizontalAdvance(one) for one in amounts) + 20
            needed[_FIRST_AMOUNT + at] = max(width, px(84))
        return needed

    def least_width(self) -> int:
        """The least in which no name and no amount is cut."""
        return sum(self._needed().values()) + 2

    def _share_width(self) -> None:
        """Rather one column fewer than a name cut short."""
        needed, room = self._needed(), self.table.viewport().width()
        for spare in (_SHARE, _ORDER):
            short = sum(needed.values()) > room
            self.table.setColumnHidden(spare, short)
            if short:
                del needed[spare]
        for column, width in needed.items():
            if column != _NAME:
                self.table.setColumnWidth(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows as high as letters ask for, columns as wide."""
        super().resizeEvent(event)
        self._fit_rows()

    def _turned(self) -> None:
        if not self._putting:
            self.ticked.emit()

    def ticks(self) -> frozenset[str]:
        """Who pays, of the members shown."""
        return frozenset(one.payer.key for one in self.model.checked())

    def cells(self) -> list[list[str]]:
        """Heads, rows and the sum, as a spreadsheet takes them."""
        if self.answer is None:
            return []
        across = Qt.Orientation.Horizontal
        shown = range(1, _FIRST_AMOUNT + len(self.answer.months))
        heads = [str(self.model.headerData(n, across)) for n in shown]
        rows = [
            [str(self.model.index(row, n).data() or "") for n in shown]
            for row in range(self.model.rowCount())
        ]
        sums = [
            dong(one.payable) if (one := self.answer.premiums.get(months)) else NOTHING
            for months in self.answer.months
        ]
        return [heads, *rows, [tr("Cả hộ"), "", "", *sums]]


class MindPanel(Panel):
    """What must be said: the order, who takes no place, the first day of cards, one more member."""

    def __init__(self) -> None:
        super().__init__(tr("Thứ tự và ngày dùng thẻ"))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(6)
        self.area = GutterArea(inside)
        self.body.addWidget(self.area, 1)
        self._said: tuple[str, ...] = ()

    def put(self, sentences: Sequence[str]) -> None:
        """Show these sentences, with `<b>` words in them."""
        if tuple(sentences) == self._said:
            return
        self._said = tuple(sentences)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for sentence in sentences:
            label = words(sentence, "body", wrap=True)
            label.setTextFormat(Qt.TextFormat.RichText)
            self._column.addWidget(label)
        self._column.addStretch(1)

    def sentences(self) -> tuple[str, ...]:
        """What is said."""
        return self._said


def sentences_of(answer: HiAnswer, law: View, months: int, waiting: Sequence[str]) -> list[str]:
    """The order, the cards, who takes no place, and what one more member would add."""
    said = [_order_of(answer), *waiting, *answer.left]
    if answer.one_more is not None and months in answer.one_more[0]:
        added, share = answer.one_more
        text = tr("<b>Thêm một người</b> đóng cùng hộ: thêm {amount} cho {months} tháng ({share}).")
        said.append(
            text.format(amount=dong(added[months]), months=months, share=share_words(share))
        )
    return [one for one in said if one]


def _order_of(answer: HiAnswer) -> str:
    if not any(
        (line := one.any_line()) and line.group == HiGroup.HOUSEHOLD for one in answer.lines
    ):
        return ""
    first, year = answer.first_place, answer.on.year
    if first == 1:
        text = tr(
            "<b>Thứ tự</b>: năm {year} chưa ai trong hộ đóng nên bắt đầu từ thứ 1; người sau được"
            " giảm, từ người thứ năm như nhau."
        )
        return text.format(year=year)
    text = tr("<b>Thứ tự</b>: năm {year} trong hộ đã đóng đến thứ {last} nên tiếp từ thứ {first}.")
    return text.format(year=year, last=first - 1, first=first)


def card_sentences(answer: HiAnswer) -> list[str]:
    """From which day the cards of the members who pay work, those that wait by name."""
    said = []
    for one in answer.lines:
        if one.card is None:
            continue
        text = tr("<b>{name}</b>: thẻ dùng được từ {day}.")
        if one.card.waits:
            text = tr("<b>{name}</b>: phải chờ, thẻ dùng được từ <b>{day}</b>.")
        if one.card.waits and not one.card.sure:
            text = tr(
                "<b>{name}</b>: chưa rõ trước đây có thẻ hay không; nếu lần đầu thì thẻ dùng được"
                " từ <b>{day}</b>."
            )
        said.append(text.format(name=one.payer.name, day=shown_day(one.card.day)))
    return said
