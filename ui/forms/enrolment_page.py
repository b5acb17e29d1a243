"""The page of Ghi đóng: three numbered panels at the left, why it costs that at the right."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rules.household_codes import shown
from storage.payment_choices import PaymentChoices
from ui.buttons import Button
from ui.fields import Field
from ui.forms.hi_panel import HiPanel
from ui.forms.receipt_panel import ReceiptPanel
from ui.forms.vsi_panel import VsiPanel
from ui.forms.why_panel import WIDTH, WhyPanel
from ui.forms.wording import standing_words, title_of
from ui.panels import KeyCap, words
from ui.screen import KeyHint, Screen
from ui.session import Session
from ui.style import look

NARROW = 208  # the least in which the sum and its steps can be read


class EnrolmentPage(Screen):
    """Where things stand on the page; `ui/forms/enrolment.py` says what they do."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setWindowTitle(self.tr("Ghi đóng cho cả hộ"))
        self._later = self.act(self.tr("Để sau"), self.put_off, keys="Ctrl+W", icon_name="clock")
        self._write = self.act(self.tr("Ghi đã đóng"), self.submit, keys="Ctrl+Return")
        reorder = self.act(self.tr("Đổi thứ tự"), self._move_up, keys="F3")
        self.act(self.tr("Đổi nơi vận động"), self._change_won, keys="F4")
        self.act(self.tr("So các cách đóng"), self.compare, keys="F7")
        self.hi = HiPanel(reorder)
        self.vsi = VsiPanel(session.law())
        self.money = ReceiptPanel(session.today())
        self.why = WhyPanel()
        self._lay_out()

    def submit(self) -> None:
        """Write what stands there."""

    def put_off(self) -> None:
        """Leave, keeping a draft."""

    def compare(self) -> None:
        """Show what every way of paying costs."""

    def _lay_out(self) -> None:
        self.filled = Button.of(self._write, kind="filled", icon_name="check")
        self.page.addWidget(self._make_head())
        left = QWidget()
        left.setObjectName("inside")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.hi)
        column.addWidget(self.vsi)
        column.addWidget(self.money, 1)
        self._left = column
        self._inside = left
        left.installEventFilter(self)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(left)
        row = QHBoxLayout()
        row.addWidget(area, 1)
        row.addWidget(self.why)
        self._row = row
        self.page.addLayout(row, 1)
        look().changed.connect(self._fit)
        self._fit()

    def _space(self) -> None:
        """The head of the page is its own margin."""
        super()._space()
        self.page.setContentsMargins(16, 0, 16, look().metrics.page_foot)
        self.page.setSpacing(0)

    def _make_head(self) -> QWidget:
        self._head = QWidget()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(words(self.tr("Ghi đóng cho cả hộ"), "title"))
        self._about_row = QHBoxLayout()
        self._about_row.setSpacing(4)
        self._household = words("", "second")
        self._about_row.addWidget(self._household, 1)
        column.addLayout(self._about_row)
        column.addStretch(1)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(column, 1)
        row.addWidget(Button.of(self._later, icon_name="clock"))
        row.addWidget(self.filled)
        return self._head

    def _fit(self) -> None:
        sizes = look().metrics
        self._head.setFixedHeight(sizes.page_head)
        self._left.setSpacing(sizes.gap)
        self._row.setSpacing(sizes.gap)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The fields are never cut: in a narrow window the working gives up its width."""
        super().resizeEvent(event)
        self._share_width()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Names of another household need another width."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._share_width()
        return super().eventFilter(watched, event)

    def _share_width(self) -> None:
        if self.window().width() >= 1600:
            self.why.setFixedWidth(round(WIDTH * 1.25))
            return
        bar = self._area.verticalScrollBar().sizeHint().width()
        fields = self._inside.minimumSizeHint().width() + bar
        left = self.width() - 32 - self._row.spacing() - fields
        self.why.setFixedWidth(min(WIDTH, max(left, NARROW)))
        self.why.note.setVisible(left >= WIDTH)

    def fields(self) -> tuple[Field, ...]:
        """The fields as a paper form is read."""
        vsi = self.vsi
        two = (vsi.on, vsi.person, vsi.income, vsi.method, vsi.payer, vsi.start)
        three = (*self.money.fields(), self.money.unpaid)
        return (self.hi.months, self.hi.members, *two, *three)

    def show_household(self, choices: PaymentChoices) -> None:
        """Show whose page it is."""
        while (item := self._about_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None and widget is not self._household:
                widget.deleteLater()
        people = self.tr("{people} người").format(people=len(choices.hi))
        village = choices.household.village or ""
        parts = (title_of(choices.head), village, people, standing_words(choices.standing))
        self._household.setText(" · ".join(part for part in parts if part))
        self._about_row.addWidget(KeyCap(shown(choices.household.code)))
        self._about_row.addWidget(self._household, 1)

    def keys(self) -> tuple[KeyHint, ...]:
        """Enter goes on, Space chooses, F3 changes the order, F7 compares."""
        return (
            KeyHint("Enter", self.tr("sang ô sau")),
            KeyHint("Space", self.tr("chọn người")),
            KeyHint("F3", self.tr("đổi thứ tự")),
            KeyHint("F7", self.tr("so các cách đóng")),
        )

    def _move_up(self) -> None:
        self.hi.members.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hi.members.move_up()

    def _change_won(self) -> None:
        self.money.won.setFocus(Qt.FocusReason.OtherFocusReason)
        self.money.won.box.showPopup()
