"""How the page of Tham gia is put together: list, foot, person."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rules.money import dong
from ui.buttons import Button
from ui.choices import ChoiceEdit
from ui.notices import EmptyState
from ui.panels import PageHead, Panel, words
from ui.screen import Screen
from ui.screens.enrolments.due_list import DueHead, DueList, DueModel
from ui.screens.enrolments.spells_panel import WIDTH, SpellsPanel
from ui.screens.enrolments.wording import tr
from ui.segments import Segments
from ui.session import Session
from ui.style import look


class EnrolmentsPage(Screen):
    """The widgets of the screen; what they do is in `screen`."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._filling = True
        self._make_actions()
        self.head = PageHead(
            tr("Tham gia"),
            "",
            (
                Button.of(self.stop_action, icon_name="pause"),
                Button.of(self.receipts_action, icon_name="receipt-text"),
                Button.of(self.new_action, icon_name="plus"),
            ),
        )
        self.segments = Segments()
        self.segments.setAccessibleName(tr("Hết hạn trong bao lâu"))
        self.place = ChoiceEdit("place", small=True)
        self.place.box.setAccessibleName(tr("Thôn hoặc người thu"))
        self.model = DueModel(session.today())
        self.head_row = DueHead()
        self.list = DueList(self.model)
        self.person = SpellsPanel()
        self._lay_out()
        self.setFocusProxy(self.list)
        self._filling = False

    def _make_actions(self) -> None:
        act = self.act
        self.stop_action = act(
            tr("Ngừng, hoàn tiền"), self.stop, keys="Shift+F8", icon_name="pause"
        )
        self.receipts_action = act(
            tr("Biên lai"), self.show_receipts, keys="Ctrl+B", icon_name="receipt-text"
        )
        self.new_action = act(tr("Ghi người mới"), self.write_new, keys="Ctrl+N", icon_name="plus")
        self.call_action = act(tr("Đã gọi"), self.write_call, keys="G", icon_name="phone-call")
        self.renew_action = act(tr("Gia hạn"), self.renew, keys="F8", icon_name="check")
        act(tr("Xuất danh sách"), self.export, keys="Ctrl+E", icon_name="file-spreadsheet")
        act(tr("Chép tin nhắn"), self.copy_messages, keys="Ctrl+Shift+C", icon_name="copy")
        act(tr("Kết quả từng người thu"), self.show_tally, keys="Ctrl+T")
        act(tr("Hạn gần hơn"), lambda: self.step(-1), keys="Alt+Left")
        act(tr("Hạn xa hơn"), lambda: self.step(1), keys="Alt+Right")
        act(tr("Gạch bỏ khoản ghi nhầm"), self.void, keys="Ctrl+Shift+D")
        act(tr("Ghi thời gian đóng trước khi có sổ"), self.write_earlier, keys="Ctrl+L")

    def _lay_out(self) -> None:
        self._panel = panel = Panel()
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.segments, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.place, 0, Qt.AlignmentFlag.AlignVCenter)
        self._bar = bar
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head_row)
        column.addWidget(self.list, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(listed)
        self._pages.addWidget(
            EmptyState(tr("Không ai hết hạn trong thời gian này."), tr("Chọn thời gian khác."))
        )
        panel.body.addWidget(bar)
        panel.body.addWidget(self._pages, 1)
        panel.body.addWidget(self._make_foot())
        body = QHBoxLayout()
        body.addWidget(panel, 1)
        body.addWidget(self.person)
        self._body = body
        self.page.addWidget(self.head)
        self.page.addLayout(body, 1)
        look().changed.connect(self._fit)
        self._fit()

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addStretch(1)
        self.count = words("", "panel")
        self.sum = words("", "small")
        self.sum.setTextFormat(Qt.TextFormat.RichText)
        said.addWidget(self.count)
        said.addWidget(self.sum)
        said.addStretch(1)
        row.addLayout(said, 1)
        self.call_button = Button.of(self.call_action, icon_name="phone-call")
        self.filled = Button.of(self.renew_action, kind="filled", icon_name="check")
        row.addWidget(self.call_button)
        row.addWidget(self.filled)
        self._foot = foot
        return foot

    def _space(self) -> None:
        """The head of the page is its own margin."""
        super()._space()
        self.page.setContentsMargins(16, 0, 16, look().metrics.page_foot)
        self.page.setSpacing(0)

    def _fit(self) -> None:
        sizes = look().metrics
        self._bar.setFixedHeight(sizes.px(44))
        self._foot.setFixedHeight(sizes.px(56))
        self._body.setSpacing(sizes.gap)
        self.place.setFixedWidth(sizes.px(100))
        self.person.setFixedWidth(WIDTH if self.window().width() < 1600 else round(WIDTH * 1.25))

    def show_list(self, *, empty: bool) -> None:
        """Show the rows, or what to do where there are none."""
        self._pages.setCurrentIndex(1 if empty else 0)
        self._foot.setVisible(not empty)

    def show_sum(self, lines: int, people: int, amount: int, *, marked: bool, on: date) -> None:
        """Say what is chosen, what it comes to, and name the number in the button."""
        text = (
            tr("Đã chọn {lines} dòng, {people} người") if marked else tr("Dòng này, {people} người")
        )
        self.count.setText(text.format(lines=lines, people=people))
        self.sum.setText(
            tr("Cộng <b>{amount}</b> đồng, giá ngày {day}").format(
                amount=dong(amount), day=f"{on:%d/%m}"
            )
        )
        self.renew_action.setText(
            tr("Gia hạn cả {lines}").format(lines=lines) if lines > 1 else tr("Gia hạn")
        )

    # -- what can be done, in `screen`

    def stop(self) -> None:
        """Write why somebody stops."""

    def show_receipts(self) -> None:
        """Show the receipt books."""

    def write_new(self) -> None:
        """Write a payment."""

    def write_call(self) -> None:
        """Write a call."""

    def renew(self) -> None:
        """Renew the lines chosen."""

    def export(self) -> None:
        """Keep the list as a workbook."""

    def copy_messages(self) -> None:
        """Copy short texts."""

    def show_tally(self) -> None:
        """Show the tally of collectors."""

    def step(self, by: int) -> None:
        """Show the period before or after."""

    def void(self) -> None:
        """Strike out an entry."""

    def write_earlier(self) -> None:
        """Type earlier time."""
