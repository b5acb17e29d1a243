"""The list of households at the left: village, order, states, live search, and two-line rows."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rules.household_codes import shown
from rules.money import dong
from storage.household_list import HouseholdRow, StateCounts
from storage.households import Order, StateFilter
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.fields import TextField
from ui.lists import ListLine, ListModel, RecordList
from ui.notices import EmptyState
from ui.panels import KeyCap, Panel, ruler, words
from ui.screens.households.wording import short_day, short_village, standing_in_list, tr
from ui.segments import Segment, Segments
from ui.session import Session
from ui.states import hi_badge
from ui.style import look

WIDTH = 304
_LARGE = 5_000  # households: from here on the list is shown before its filters are counted
_AROUND = 52  # logical pixels beside the words of a filter
_DRAWN = 50  # milliseconds in which the list has been drawn
IN_ORDER = frozenset({"covered", "state_paid", "compulsory"})
_STATES: dict[str, StateFilter] = {"not_covered": "not_covered", "ending": "ending"}
_ORDERS: dict[str, Order] = {"walk": "walk", "name": "name"}


def list_line(row: HouseholdRow, on: date) -> ListLine:
    """What the list says of one household on a day."""
    note = next_step(row, on)
    return ListLine(
        title=row.name or tr("Hộ chưa có ai"),
        detail=_detail(row, note),
        number="" if row.walk_order is None else str(row.walk_order),
        note=note,
        shapes=tuple(state.kind for state in row.states),
        spoken=", ".join(str(hi_badge(state)) for state in row.states),
    )


def _detail(row: HouseholdRow, note: str) -> str:
    """Code, members, standing; the shapes above tell the members too where there is no room."""
    code, standing = shown(row.code), standing_in_list(row.standing)
    people = tr("{n} người").format(n=row.people)
    whole = " · ".join(part for part in (code, people, standing) if part)
    wide = QFontMetrics(look().font("small")).horizontalAdvance(whole + note)
    if standing and wide > look().metrics.px(WIDTH - 2 - 59 - 8):
        return f"{code} · {standing}"
    return whole


def next_step(row: HouseholdRow, on: date) -> str:
    """The day agreed on, else that nothing is missing, else when somebody was there last."""
    if row.next_day is not None and row.next_day == on:
        return tr("hẹn hôm nay")
    if row.next_day is not None and row.next_day > on:
        return tr("hẹn {day}").format(day=short_day(row.next_day, on))
    if row.states and all(state.kind in IN_ORDER for state in row.states):
        return tr("Đủ BHYT")
    if row.next_day is not None:
        return tr("lỡ hẹn {day}").format(day=short_day(row.next_day, on))
    if row.last_visit is not None:
        return tr("đã đến {day}").format(day=short_day(row.last_visit, on))
    return tr("chưa đến")


class HouseholdPane(Panel):
    """The list of households, narrowed by village, state and what is typed.

    Signals:
        current_changed: another household is current; carries its id or None.
        entered: Enter on a household; the record should take the keys.
    """

    current_changed = Signal(object)
    entered = Signal()

    def __init__(self, session: Session, add: QAction) -> None:
        super().__init__()
        self.session = session
        self._whole = 0
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_DRAWN)
        self._counting.timeout.connect(self._count_states)
        self._segments: tuple[Segment, ...] = ()
        self.model = ListModel[HouseholdRow](
            lambda row: list_line(row, session.today()), lambda row: row.id
        )
        self.list = RecordList(self.model)
        self.list.setObjectName("households")
        self.list.setAccessibleName(self.tr("Danh sách hộ"))
        self.search = TextField(
            "search", placeholder=self.tr("Lọc theo tên, số, mã hộ"), small=True
        )
        self.search.setObjectName("household_filter")
        self.village = ChoiceEdit("village", empty=self.tr("Cả xã"), small=True)
        self.village.box.setAccessibleName(self.tr("Thôn"))
        orders = (Choice("walk", self.tr("Theo đường đi")), Choice("name", self.tr("Theo tên")))
        self.order = ChoiceEdit("order", choices=orders, small=True)
        self.order.box.setAccessibleName(self.tr("Thứ tự"))
        self.states = Segments()
        self.states.setAccessibleName(self.tr("Tình trạng BHYT của người trong hộ"))
        self._build(add)
        self._connect()

    # -- how it is put together

    def _build(self, add: QAction) -> None:
        head = QWidget()
        head.setFixedHeight(look().metrics.px(48))
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 8, 0)
        row.addWidget(words(self.tr("Hộ gia đình"), "heading"))
        row.addStretch(1)
        row.addWidget(Button.of(add, icon_name="plus", small=True))
        self.body.addWidget(head)
        filters = QWidget()
        column = QVBoxLayout(filters)
        column.setContentsMargins(12, 0, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.search)
        self.search.hide()
        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(self.village, 144)
        choices.addWidget(self.order, 126)
        column.addLayout(choices)
        column.addWidget(self.states)
        self.body.addWidget(filters)
        self.body.addWidget(ruler())
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        self.clear_button = Button(self.tr("Bỏ lọc"), small=True)
        self.pages.addWidget(
            EmptyState(
                self.tr("Không có hộ nào như vậy"),
                self.tr("Thử ít chữ hơn, thôn khác, hoặc bỏ lọc."),
                icon_name="search",
                button=self.clear_button,
            )
        )
        self.body.addWidget(self.pages, 1)
        foot = self.foot()
        self.count = words("", "small")
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(KeyCap(self.tr("mũi tên lên, xuống"), "arrow-up-down"))
        foot.addWidget(words(self.tr("chọn hộ"), "small"))
        self._fit_width()

    def _connect(self) -> None:
        self.list.current_changed.connect(self.current_changed)
        self.list.chosen.connect(lambda _id: self.entered.emit())
        self.search.changed.connect(self.narrow)
        self.search.next_asked.connect(lambda _step: self.list.setFocus())
        self.search.line.installEventFilter(self)
        self.village.changed.connect(self.narrow)
        self.order.changed.connect(self.narrow)
        self.states.picked.connect(lambda _key: self.narrow())
        self.clear_button.clicked.connect(self.clear_filters)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow down goes from the filter into the list, Esc closes an empty filter."""
        if watched is self.search.line and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self.close_filter()
                return True
        return super().eventFilter(watched, event)

    # -- what is shown

    def reload(self) -> None:
        """Ask the register again; the current household stays current where it is listed."""
        villages = self.session.register.villages.all()
        self._whole = self.session.register.households.count(on=self.session.today())
        self.village.blockSignals(True)
        names = {village.id: short_village(village.name) for village in villages}
        self.village.set_choices([Choice(v.id, names[v.id], dong(v.households)) for v in villages])
        self.village.blockSignals(False)
        self._hold(names.values())
        self.narrow()

    def _hold(self, names: Iterable[str]) -> None:
        """Make the filter as wide as the longest name: a name is never cut."""
        letters = QFontMetrics(self.village.box.font())
        longest = max((letters.horizontalAdvance(name) for name in names), default=0)
        self.village.setMinimumWidth(longest + look().metrics.px(_AROUND))

    def narrow(self) -> None:
        """Show what the filters leave."""
        kept = self.list.current_id()
        households = self.session.register.households
        on = self.session.today()
        village, search = self.village.value(), self.search.text().strip()
        state = _STATES.get(self.states.key())
        order = _ORDERS[self.order.value() or "walk"]

        def page(offset: int, limit: int) -> tuple[HouseholdRow, ...]:
            return households.list(
                on=on, village=village, search=search, state=state, order=order,
                limit=limit, offset=offset,
            )  # fmt: skip

        total = households.count(on=on, village=village, search=search, state=state)
        self.model.set_pages(page, total)
        self.pages.setCurrentIndex(0 if total else 1)
        self._say_total(total)
        if kept is None or not self._stay(kept):
            self.list.select_first()
        if not total:
            self.current_changed.emit(None)
        if self._whole > _LARGE:
            self._counting.start()
        else:
            self._count_states()

    def _count_states(self) -> None:
        """Say how many households each filter by state would leave."""
        counts = self.session.register.households.state_counts(
            on=self.session.today(),
            village=self.village.value(),
            search=self.search.text().strip(),
        )
        self._say_counts(counts)

    def _stay(self, household_id: object) -> bool:
        # only the page loaded is looked through: reading on to find a row is not worth the wait
        for number in range(self.model.rowCount()):
            if self.model.id_at(number) == household_id:
                self.list.setCurrentIndex(self.model.index(number, 0))
                return True
        return False

    def _say_counts(self, counts: StateCounts) -> None:
        segments = (
            Segment("all", self.tr("Tất cả")),
            Segment(
                "not_covered",
                self.tr("Chưa có {n}").format(n=dong(counts.not_covered)),
                state="never",
            ),
            Segment("ending", self.tr("Sắp hết {n}").format(n=dong(counts.ending)), state="ending"),
        )
        if segments != self._segments:
            self._segments = segments
            self.states.set_segments(segments)
            self._fit_width()

    def _say_total(self, total: int) -> None:
        narrowed = total != self._whole
        text = self.tr("{n} hộ, cả xã {all}") if narrowed else self.tr("Cả xã {all} hộ")
        self.count.setText(text.format(n=dong(total), all=dong(self._whole)))

    def _fit_width(self) -> None:
        needed = self.states.minimumSizeHint().width() + 26
        self.setMinimumWidth(max(look().metrics.px(WIDTH), needed))

    # -- what others ask of it

    def show_household(self, household_id: str) -> None:
        """Make a household current, leaving out whatever filter hides it."""
        if self._stay(household_id):
            return
        found = self.session.register.households.get(household_id)
        self._unfilter()
        self.village.set_value(found.village_id)
        self.narrow()
        self.list.select_id(household_id)

    def show_village(self, village_id: str, state: str = "all", search: str = "") -> None:
        """Show one village ("" for the whole commune), narrowed by state and words."""
        self._unfilter()
        self.village.set_value(village_id)
        if state in _STATES or state == "all":
            self.states.set_key(state)
        if search:
            self.open_filter()
            self.search.set_value(search)
        self.narrow()

    def clear_filters(self) -> None:
        """Show every household."""
        self.show_village("")
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unfilter(self) -> None:
        self.search.set_value("")
        self.search.hide()
        self.states.set_key("all")

    def open_filter(self) -> None:
        """Show the filter field and put the keys there."""
        self.search.show()
        self.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.line.selectAll()

    def close_filter(self) -> None:
        """Empty the filter; an empty one goes away."""
        if self.search.text():
            self.search.set_text("")
            return
        self.search.hide()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
