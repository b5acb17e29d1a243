"""One event: where, who held it, how many came, who joined there, what was asked."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rules.calendar import shown_day
from storage.events import Event, Joined
from ui.buttons import Button
from ui.notices import EmptyState
from ui.panels import Panel, ruler, words
from ui.screens.campaigns.event_parts import (
    EDGE,
    LINE,
    ROW,
    Beside,
    Facts,
    JoinedHead,
    JoinedRows,
)
from ui.screens.campaigns.wording import event_title, times, tr, weekday
from ui.style import look

WIDTH = 348


class EventPanel(Panel):
    """The event shown.

    Signals:
        joined_asked: who joined should open.
        household_asked: the household of somebody who joined; carries its id.
    """

    joined_asked = Signal()
    household_asked = Signal(str)

    def __init__(
        self,
        *,
        change: QAction,
        add: QAction,
        people: QAction,
        non_cash: QAction,
        cards: QAction,
        report: QAction,
    ) -> None:
        super().__init__(" ")
        edit = Button(tr("Sửa"), kind="link")
        edit.follow(change)
        edit.setText(tr("Sửa"))
        self.add_to_head(edit)
        self.when = words("", "second", wrap=True)
        self.when.setProperty("role", "small")
        self.when.setContentsMargins(EDGE, 5, EDGE, 6)
        self.facts = Facts()
        self.joined_head = JoinedHead(add)
        self.joined = JoinedRows()
        self.non_cash = Beside("credit-card", tr("Lương hưu chuyển qua tài khoản"), non_cash)
        self.cards = Beside("gift", tr("Thẻ do nhà tài trợ tặng, tính riêng"), cards)
        self.asked = words("", "small", wrap=True)
        self.asked.setContentsMargins(EDGE, 6, EDGE, 0)
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (
            self.when, ruler(), self.facts, ruler(), self.joined_head, ruler(), self.joined,
            ruler(), self.non_cash, self.cards, self.asked,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(ruler())
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE, 8, EDGE, 8)
        foot.setSpacing(8)
        self._column, self._foot = column, foot
        foot.addWidget(Button.of(people, icon_name="list-checks", small=True))
        foot.addWidget(Button.of(report, small=True))
        foot.addStretch(1)
        column.addLayout(foot)
        self.nothing = EmptyState(
            tr("Chưa chọn buổi nào"),
            tr("Chọn một buổi trong danh sách, hoặc bấm Ctrl+N để ghi buổi mới."),
            icon_name="calendar",
        )
        self.body.addWidget(self._whole, 1)
        self.body.addWidget(self.nothing, 1)
        self.joined_head.opened.connect(self.joined_asked)
        self.joined.opened.connect(self._open)
        look().changed.connect(self._fit_width)
        self._fit_width()
        self.put(None, ())

    def _fit_width(self) -> None:
        self.setFixedWidth(look().metrics.px(WIDTH))

    def put(self, event: Event | None, rows: Sequence[Joined]) -> None:
        """Show an event; None for none."""
        self._whole.setVisible(event is not None)
        self.nothing.setVisible(event is None)
        self.set_title(event_title(event) if event else tr("Buổi"))
        if event is None:
            return
        parts = [f"{weekday(event.day)} {shown_day(event.day)}", times(event)]
        parts += [event.place] if event.village else []
        lines = [", ".join(part for part in parts if part), event.hosts or tr("Chưa ghi ai làm")]
        if event.state != "held":
            state = tr("Đã hẹn") if event.state == "planned" else tr("Đã hủy")
            lines[0] = f"{state}: {lines[0]}"
        self.when.setText("\n".join(lines))
        self.facts.put(event)
        self.joined_head.put(event, rows)
        self.joined.put(rows, event.joined, event.unnamed)
        self.non_cash.put(event.non_cash)
        self.cards.put(event.sponsored)
        asked = tr("Hỏi nhiều: {what}").format(what=event.often_asked) if event.often_asked else ""
        self.asked.setText("\n".join(part for part in (asked, event.note) if part))
        self._share()

    def _share(self) -> None:
        """Show as many who joined as there is room for, without squeezing anything."""
        sizes = look().metrics
        fixed = sizes.panel_head + self.when.sizeHint().height() + self.facts.height()
        fixed += self.joined_head.height() + 2 * sizes.px(ROW) + sizes.px(44) + 6
        fixed += self.asked.heightForWidth(self.width() - 2) if self.asked.text() else 0
        self.joined.room_for((self.height() - fixed) // sizes.px(LINE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room shows more of those who joined."""
        super().resizeEvent(event)
        self._share()

    def _open(self, one: object) -> None:
        if isinstance(one, Joined) and one.household_id is not None:
            self.household_asked.emit(one.household_id)
        else:
            self.joined_asked.emit()
