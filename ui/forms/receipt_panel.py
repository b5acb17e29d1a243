"""Part 3 of an enrolment: the money, its receipt, who took it, and where the yes was won."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout

from rules.calendar import shown_day
from rules.household_codes import shown
from storage.enrolling import Circumstances, Receipt
from storage.payment_choices import NextReceipt, OfferedEvent, ReceiptUse
from storage.receipt_books import Doubt
from storage.staff import StaffMember
from storage.visits import Visit
from ui.choices import Choice, ChoiceEdit
from ui.fields import Field, TextField
from ui.forms.choosing import CheckField
from ui.forms.wording import tr
from ui.history.campaign_words import form_words
from ui.icons import pixmap
from ui.panels import Panel, words
from ui.style import look
from ui.values import DateEdit

_BY_THEMSELVES = "self"
_VISIT, _EVENT = "visit ", "event "


class ReceiptPanel(Panel):
    """Day, book, receipt, collector, means; and the visit or event that won the household."""

    def __init__(self, on: date) -> None:
        super().__init__(self.tr("3 · Thu tiền"))
        self.day = DateEdit("day", self.tr("Ngày thu"), on=on, required=True)
        self.book = TextField("book", self.tr("Quyển"))
        self.receipt = TextField("receipt", self.tr("Số biên lai"), hint=self.tr("tự tăng"))
        self.collector = ChoiceEdit(
            "collector", self.tr("Người thu"), empty=self.tr("Chưa ghi người thu")
        )
        self.means = ChoiceEdit(
            "means",
            self.tr("Cách trả"),
            (Choice("cash", self.tr("Tiền mặt")), Choice("transfer", self.tr("Chuyển khoản"))),
        )
        self.won = ChoiceEdit(
            "won", self.tr("Được vận động ở đâu"), hint=self.tr("lần gần nhất, F4 để đổi")
        )
        self.unpaid = CheckField("unpaid", self.tr("Chưa thu, chỉ ghi đồng ý"))
        self._missing = ""
        self._won_keys = frozenset[str]()
        self._offered = NextReceipt()
        self._gap_icon = QLabel()
        self._gap = words("", "small")
        self._lay_out()
        self.unpaid.changed.connect(self._dim)
        look().changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        self.add_behind_title(self._gap_icon, self._gap)
        self.add_to_head(self.unpaid)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        for at, (field, width) in enumerate(
            (
                (self.day, 116),
                (self.book, 84),
                (self.receipt, 128),
                (self.collector, 0),
                (self.means, 124),
            )
        ):
            grid.addWidget(field, 0, at)
            if width:
                field.setFixedWidth(width)
        grid.setColumnStretch(3, 1)
        column = QVBoxLayout()
        column.addLayout(grid)
        column.addWidget(self.won)
        self._column = column
        self.body.addLayout(column)
        self.body.addStretch(1)

    def _dress(self) -> None:
        full = look().metrics.density == "full"
        self._column.setContentsMargins(12, 6, 12, 12 if full else 8)
        self._column.setSpacing(6 if full else 4)
        ratio = self.devicePixelRatioF()
        self._gap_icon.setPixmap(pixmap("triangle-alert", size=14, ink="warn", ratio=ratio))

    def fields(self) -> tuple[Field, ...]:
        """The fields in the order a receipt is written."""
        return (self.day, self.book, self.receipt, self.collector, self.means, self.won)

    def _dim(self) -> None:
        paid = not self.unpaid.value()
        for field in (self.book, self.receipt, self.means):
            field.setEnabled(paid)
        self.day.label.setText(self.tr("Ngày thu") if paid else self.tr("Ngày đồng ý"))
        self.collector.label.setText(self.tr("Người thu") if paid else self.tr("Người ghi"))

    # -- what is offered

    def offer_collectors(self, collectors: Sequence[StaffMember]) -> None:
        """Offer who may take money; without any, say where to add one."""
        self.collector.set_choices(
            [
                Choice(one.id, " · ".join(part for part in (one.name, one.organisation) if part))
                for one in collectors
            ]
        )
        self.collector.hint.setText("" if collectors else self.tr("thêm ở Thiết lập"))

    def offer_receipt(self, following: NextReceipt) -> None:
        """Suggest the number after the last one, and name what the book skips."""
        self._offered = following
        self.book.set_value(following.book)
        self.receipt.set_value(following.number)
        self.show_gap(following)

    def as_offered(self) -> bool:
        """Tell whether the number is still the one suggested, or none: the hand goes first."""
        now = (self.book.value() or "", self.receipt.value() or "")
        return not now[1] or now == (self._offered.book, self._offered.number)

    def show_gap(self, following: NextReceipt) -> None:
        """Name the numbers that the book skips."""
        gap = self.tr("Quyển {book} còn thiếu số {numbers}.").format(
            book=following.book, numbers=", ".join(following.missing)
        )
        self._missing = gap if following.missing else ""
        self.show_used(None)

    def show_used(self, used: ReceiptUse | None, doubt: Doubt | None = None) -> None:
        """Warn of a receipt that another household has, or no book; else name the gap again."""
        text = self._missing
        if doubt is not None:
            text = self._doubts()[doubt].format(
                book=self.book.value() or "", number=self.receipt.value() or ""
            )
        if used is not None:
            whose = shown(used.code) if used.code else used.name
            text = self.tr("Số này đã ghi cho hộ {whose} ngày {day}.").format(
                whose=whose, day=shown_day(used.day)
            )
        self.receipt.set_state("warn" if used is not None or doubt is not None else "")
        self.receipt.editor().setAccessibleDescription(text)
        self._gap.setText(text)
        self._gap_icon.setVisible(bool(text))

    def _doubts(self) -> dict[Doubt, str]:
        return {
            "no_book": self.tr("Sổ chưa có quyển {book}: xem lại, hoặc thêm ở Thiết lập."),
            "outside": self.tr("Số {number} không thuộc quyển {book} đã ghi trong sổ."),
            "closed": self.tr("Quyển {book} đã cất, không ghi thêm."),
            "of_another": self.tr("Quyển {book} đang do người thu khác giữ."),
        }

    def offer_won(self, visits: Sequence[Visit], events: Sequence[OfferedEvent]) -> None:
        """Offer visits to the household and events; the last one that reached it is chosen."""
        choices = [Choice(_VISIT + one.id, _visit_words(one)) for one in visits]
        choices += [Choice(_EVENT + one.id, _event_words(one)) for one in events]
        choices.append(Choice(_BY_THEMSELVES, self.tr("Tự đến")))
        self._won_keys = frozenset(one.key for one in choices)
        self.won.set_choices(choices)
        self.won.set_value(_last_reached(visits, events))

    def choose_won(self, visit: str, event: str) -> None:
        """Choose the visit or event that is known to have won the household."""
        key = _VISIT + visit if visit else _EVENT + event
        if (visit or event) and key in self._won_keys:
            self.won.set_value(key)

    # -- what was entered

    def taken(self) -> Receipt:
        """The receipt as entered."""
        return Receipt(
            number=self.receipt.value() or "",
            book=self.book.value() or "",
            collector_id=self.collector.value(),
            means="transfer" if self.means.value() == "transfer" else "cash",
        )

    def about(self, day: date) -> Circumstances:
        """Everything about the payment besides what the law says."""
        visit, event = self.won_at()
        return Circumstances(day=day, receipt=self.taken(), won_visit_id=visit, won_event_id=event)

    def won_at(self) -> tuple[str | None, str | None]:
        """The visit and the event that won the household; at most one of them."""
        key = self.won.value() or ""
        visit = key.removeprefix(_VISIT) if key.startswith(_VISIT) else None
        event = key.removeprefix(_EVENT) if key.startswith(_EVENT) else None
        return visit, event


def _last_reached(visits: Sequence[Visit], events: Sequence[OfferedEvent]) -> str:
    """The last visit, or event where a member was; of one day the visit goes first."""
    reached = [(one.day, 1, _VISIT + one.id) for one in visits[:1]]
    reached += [(one.day, 0, _EVENT + one.id) for one in events if one.attended]
    return max(reached, default=(None, 0, _BY_THEMSELVES))[2]


def _visit_words(visit: Visit) -> str:
    said = {
        "agreed": tr("đồng ý"),
        "thinking": tr("nghĩ thêm"),
        "refused": tr("từ chối"),
        "absent": tr("vắng nhà"),
        "moved": tr("đã chuyển đi"),
    }
    results = dict.fromkeys(said[result.result] for result in visit.results)
    day = tr("Đến nhà {day}").format(day=shown_day(visit.day))
    return " · ".join(part for part in (day, visit.visitor or "", ", ".join(results)) if part)


def _event_words(event: OfferedEvent) -> str:
    parts = (form_words(event.form), shown_day(event.day), event.theme, event.place)
    return " · ".join(part for part in parts if part)
