"""The list at the left: households or people, by village, order, state and whatever filter."""

from collections.abc import Hashable, Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rules.coverage import ENDING_DAYS
from rules.money import dong
from storage.filters import Filter
from storage.household_list import HouseholdRow, StateCounts
from storage.households import Order
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.lists import LineDelegate, ListModel, RecordList
from ui.notices import EmptyState
from ui.panels import Panel, ruler, words
from ui.screens.households.conditions import Conditions
from ui.screens.households.filter_bar import HOMES, PEOPLE, FilterBar
from ui.screens.households.home_lines import WIDTH, home_cells, home_headings, list_line
from ui.screens.households.list_foot import ListFoot
from ui.screens.households.people_lines import (
    PersonLine,
    people_headings,
    people_page,
    person_cells,
    person_line,
)
from ui.screens.households.wording import short_village
from ui.segments import Segment, Segments
from ui.session import Session
from ui.style import look

_LARGE = 5_000  # households: from here on the list is shown before its filters are counted
_AROUND = 52  # logical pixels beside the words of a filter
_DRAWN = 50  # milliseconds in which the list has been drawn
_STATES = frozenset({"not_covered", "ending"})
_ORDERS: dict[str, Order] = {"walk": "walk", "name": "name", "ending": "ending"}


class HouseholdPane(Panel):
    """The list of households, or of people, narrowed by village, state and a filter.

    Signals:
        current_changed: another household is current; carries its id or None.
        person_changed: another person of the list of people is current; carries a Person.
        entered: Enter on a household; the record should take the keys.
    """

    current_changed = Signal(object)
    person_changed = Signal(object)
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
            lambda row: list_line(row, session.today()),
            lambda row: row.id,
            headings=home_headings(),
            cells=home_cells,
        )
        self.list = RecordList(self.model, marking=True)
        self.list.setObjectName("households")
        self.list.setAccessibleName(self.tr("Danh sách hộ"))
        self.people_model = ListModel[PersonLine](
            person_line, lambda row: row.person.id, headings=people_headings(), cells=person_cells
        )
        self.people = RecordList(self.people_model, marking=True)
        self.people.setItemDelegate(LineDelegate(self.people, number_width=0))
        self.people.setAccessibleName(self.tr("Danh sách người"))
        self.bar = FilterBar()
        self.search = self.bar.search
        self.village = ChoiceEdit("village", empty=self.tr("Cả xã"), small=True)
        self.village.box.setAccessibleName(self.tr("Thôn"))
        orders = (
            Choice("walk", self.tr("Theo đường đi")),
            Choice("name", self.tr("Theo tên")),
            Choice("ending", self.tr("Theo hạn thẻ")),
        )
        self.order = ChoiceEdit("order", choices=orders, small=True)
        self.order.box.setAccessibleName(self.tr("Thứ tự"))
        self.states = Segments()
        self.states.setAccessibleName(self.tr("Tình trạng BHYT của người trong hộ"))
        self.strip = ListFoot()
        self.count = self.strip.count
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
        column.addWidget(self.bar)
        self.bar.hide()
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
        self.clear_button = Button(self.tr("Bỏ lọc"), small=True, keys="Ctrl+B")
        self.pages.addWidget(
            EmptyState(
                self.tr("Không có hộ nào như vậy"),
                self.tr("Thử ít chữ hơn, thôn khác, hoặc bỏ lọc."),
                icon_name="search",
                button=self.clear_button,
            )
        )
        self.pages.addWidget(self.people)
        self.body.addWidget(self.pages, 1)
        self.foot().addWidget(self.strip, 1)
        self._fit_width()

    def _connect(self) -> None:
        self.list.current_changed.connect(self._other_household)
        self.list.chosen.connect(lambda _id: self.entered.emit())
        self.list.all_asked.connect(self._mark_all)
        self.people.current_changed.connect(self._other_person)
        self.people.chosen.connect(lambda _id: self.entered.emit())
        self.people.all_asked.connect(self._mark_all)
        for model in (self.model, self.people_model):
            model.marks_changed.connect(self._say_marks)
        self.bar.changed.connect(self.narrow)
        self.bar.counted.connect(lambda _key: self.narrow())
        self.bar.left.connect(self.leave_filter)
        self.village.changed.connect(self.narrow)
        self.order.changed.connect(self.narrow)
        self.states.picked.connect(lambda _key: self.narrow())
        self.clear_button.clicked.connect(self.clear_filters)

    def offer(self, acts: tuple[QAction, ...], many: QAction) -> None:
        """Offer what can be done with the list, and with the households marked."""
        self.bar.put_actions(acts)
        self.strip.offer(many)

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
        if not self.bar.isHidden():
            self._offer_conditions()
        self._list(again=True)

    def _offer_conditions(self) -> None:
        self.bar.offer(Conditions(self.session.register, self.session.today()))

    def _hold(self, names: Iterable[str]) -> None:
        """Make the filter as wide as the longest name: a name is never cut."""
        letters = QFontMetrics(self.village.box.font())
        longest = max((letters.horizontalAdvance(name) for name in names), default=0)
        self.village.setMinimumWidth(longest + look().metrics.px(_AROUND))
        self._fit_width()

    def only(self, state: str | None = None) -> Filter:
        """Everything the list is narrowed by, as one filter; a household's states are a person's.

        Args:
            state: in the place of the state that is chosen: all, not_covered or ending.
        """
        found = self.bar.only()
        village = self.village.value()
        if village is not None:
            found = replace(found, villages=(village,))
        state = self.states.key() if state is None else state
        if state == "not_covered":
            return replace(found, hi=("not_covered",))
        if state == "ending":
            return replace(found, ends_within=ENDING_DAYS, ends_scheme="hi")
        return found

    @property
    def lists_people(self) -> bool:
        """Whether people are listed, one by one."""
        return self.bar.shown.key() == PEOPLE

    def narrow(self) -> None:
        """Show what the filters leave."""
        self._list()

    def _list(self, *, again: bool = False) -> None:
        """List what the filters leave; the same list once more is read as far as it was before."""
        on, only = self.session.today(), self.only()
        homes = self.session.register.households.count(on=on, only=only)
        self.order.setEnabled(not self.lists_people)
        if self.lists_people:
            people = self.session.register.people.count(only=only, on=on)
            self.bar.say(homes, people)
            self._list_people(only, people, self.people_model.rowCount() if again else 0)
        else:
            self.bar.say(homes, None)
            self._list_homes(only, homes, self.model.rowCount() if again else 0)
        if self._whole > _LARGE:
            self._counting.start()
        else:
            self._count_states()

    def _list_homes(self, only: Filter, total: int, first: int) -> None:
        kept = self.list.current_id()
        households, on = self.session.register.households, self.session.today()
        order = _ORDERS[self.order.value() or "walk"]

        def page(offset: int, limit: int) -> tuple[HouseholdRow, ...]:
            return households.list(on=on, only=only, order=order, limit=limit, offset=offset)

        self.model.set_pages(page, total, first)
        self.pages.setCurrentIndex(0 if total else 1)
        self.strip.say_homes(total, self._whole)
        if kept is None or not self._stay(self.list, kept):
            self.list.select_first()
        if not total:
            self.current_changed.emit(None)

    def _list_people(self, only: Filter, total: int, first: int) -> None:
        kept, on = self.people.current_id(), self.session.today()

        def page(offset: int, limit: int) -> tuple[PersonLine, ...]:
            return people_page(self.session.register, only, on, offset=offset, limit=limit)

        self.people_model.set_pages(page, total, first)
        self.pages.setCurrentIndex(2 if total else 1)
        self.strip.say_people(total)
        if kept is None or not self._stay(self.people, kept):
            self.people.select_first()

    def _other_household(self, household_id: object) -> None:
        if not self.lists_people:
            self.current_changed.emit(household_id)

    def _other_person(self, _person_id: object) -> None:
        row = self.people_model.row_at(self.people.currentIndex().row())
        if row is not None and self.lists_people:
            self.person_changed.emit(row.person)

    def _count_states(self) -> None:
        """Say how many households, or people, each filter by state would leave."""
        register, on = self.session.register, self.session.today()
        states = [self.only(state) for state in ("all", "not_covered", "ending")]
        if self.lists_people:
            counts = StateCounts(*(register.people.count(only=only, on=on) for only in states))
        elif self.bar.only():
            counts = StateCounts(*(register.households.count(on=on, only=only) for only in states))
        else:
            counts = register.households.state_counts(on=on, village=self.village.value())
        self._say_counts(counts)
        if not self.bar.isHidden():
            only = self.only()
            self.bar.say(
                register.households.count(on=on, only=only), register.people.count(only=only, on=on)
            )

    def _stay(self, rows: RecordList, row_id: Hashable) -> bool:
        # only what is loaded is looked through: reading on to find a row is not worth the wait
        model = rows.list_model
        for number in range(model.rowCount()):
            if model.id_at(number) == row_id:
                rows.setCurrentIndex(model.index(number, 0))
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

    def _fit_width(self) -> None:
        words = QFontMetrics(self.order.box.font()).horizontalAdvance(self.order.box.currentText())
        side_by_side = self.village.minimumWidth() + 8 + words + look().metrics.px(_AROUND)
        needed = max(self.states.minimumSizeHint().width() + 2, side_by_side) + 24
        self.setMinimumWidth(max(look().metrics.px(WIDTH), needed))

    # -- marks

    def _mark_all(self) -> None:
        on = self.session.today()
        if self.lists_people:
            self.people_model.mark_all()
            return
        self.model.set_marks(self.session.register.households.ids(on=on, only=self.only()))

    def _say_marks(self) -> None:
        model = self.people_model if self.lists_people else self.model
        self.strip.say_marks(len(model.marks()), people=self.lists_people)

    def unmark(self) -> None:
        """Take all marks off."""
        self.model.set_marks(())
        self.people_model.set_marks(())

    def marked(self) -> tuple[str, ...]:
        """The households marked, or the current one; of people listed, those they live in."""
        if self.lists_people:
            homes = (row.person.household_id for row in self.people.meant())
            return tuple(dict.fromkeys(one for one in homes if one is not None))
        chosen = self.model.marks() or (self.list.current_id(),)
        return tuple(str(one) for one in chosen if one is not None)

    # -- what others ask of it

    def show_household(self, household_id: str) -> None:
        """Make a household current, leaving out whatever filter hides it."""
        if not self.lists_people and self._stay(self.list, household_id):
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
            self.bar.put(Filter(text=search))
        self.narrow()

    def show_people(self, *, people: bool) -> None:
        """List people one by one, or households."""
        self.open_filter()
        self.bar.shown.set_key(PEOPLE if people else HOMES)
        self.narrow()
        (self.people if people else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_filters(self) -> None:
        """Show every household."""
        self.show_village("")
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unfilter(self) -> None:
        self.bar.put(Filter())
        self.bar.shown.set_key(HOMES)
        self.bar.hide()
        self.states.set_key("all")

    def open_filter(self) -> None:
        """Show the filter and put the keys there."""
        if self.bar.isHidden():
            self._offer_conditions()
        self.bar.start()
        self.narrow()

    def leave_filter(self) -> None:
        """Go on into the list; a filter that asks for nothing goes away."""
        if not self.bar.only() and not self.lists_people:
            self.bar.hide()
        rows = self.people if self.lists_people else self.list
        rows.setFocus(Qt.FocusReason.TabFocusReason)
