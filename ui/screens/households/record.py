"""One household: its head and facts, and tabs for what it is, paid, was told and how it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from rules.calendar import Month, shown_day
from rules.household_codes import shown
from storage.household_record import HouseholdRecord
from storage.people import Person
from ui.buttons import Button
from ui.menus import fill
from ui.notices import EmptyState
from ui.panels import Fact, KeyCap, Panel, RecordHead, ruler, upright_rule, words
from ui.screens.households.happenings import happenings
from ui.screens.households.history import HistoryTab
from ui.screens.households.ledger import LedgerTab
from ui.screens.households.life_words import ended_words
from ui.screens.households.members import MembersTable
from ui.screens.households.quote_panel import QuotePanel
from ui.screens.households.quoting import HouseholdBill
from ui.screens.households.wording import household_title, tr, village_words
from ui.style import look
from ui.tabs import Tab, Tabs
from ui.timeline import Timeline

_NARROW = 780  # below this, title, three buttons and all facts do not fit beside each other
SUMMARY, LEDGER, VISITS, HISTORY = "summary", "ledger", "visits", "history"


@dataclass(frozen=True, slots=True)
class RecordActions:
    """What can be done with the household shown."""

    visit: QAction
    print_sheet: QAction
    add_person: QAction
    change: QAction
    pay: QAction
    history: QAction
    more: Sequence[QAction]
    of_person: Sequence[QAction]


class RecordPane(Panel):
    """The record of one household.

    Signals:
        edit_asked: a person should be corrected; carries the id.
        tab_opened: another tab is open; carries its key.
    """

    edit_asked = Signal(str)
    tab_opened = Signal(str)

    def __init__(self, actions: RecordActions) -> None:
        super().__init__()
        self.record: HouseholdRecord | None = None
        self._title = ""
        self._narrow = False
        self.top = RecordHead()
        self._add_buttons(actions)
        self.tabs = Tabs((Tab(SUMMARY, tr("Tóm tắt")),))
        self.tabs.setAccessibleName(tr("Các mục của hộ"))
        self.tabs.setObjectName("record_tabs")
        self.tabs.picked.connect(self._open_tab)
        add = Button.of(actions.add_person, kind="link", icon_name="plus")
        self.members = MembersTable(actions.of_person)
        self.members.chosen.connect(lambda person_id: self.edit_asked.emit(str(person_id)))
        self.gone = words("", "small", wrap=True)
        self.gone.setContentsMargins(16, 4, 12, 4)
        self.gone.linkActivated.connect(self.edit_asked)
        self.quote = QuotePanel(actions.change, actions.pay)
        self.timeline = Timeline()
        self.timeline.setAccessibleName(tr("Đã vận động"))
        self.ledger = LedgerTab()
        self.visits = Timeline()
        self.visits.setAccessibleName(tr("Các lần đến nhà"))
        self.history = HistoryTab()
        self._pages = QStackedWidget()
        self._keys = (SUMMARY, LEDGER, VISITS, HISTORY)
        for page in (self._make_summary(), self.ledger, self._make_visits(), self.history):
            self._pages.addWidget(page)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(_TabRow(self.tabs, add))
        column.addWidget(self._pages, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._told_history = Button.of(actions.history, icon_name="history")
        self.nobody = EmptyState("", icon_name="house", button=self._told_history)
        self._stack.addWidget(self.nobody)
        self.body.addWidget(self._stack)
        look().changed.connect(self._fit_head)

    # -- how it is put together

    def _add_buttons(self, actions: RecordActions) -> None:
        self.more = Button(tr("Việc khác"), icon_name="ellipsis")
        self.menu = QMenu(self)
        fill(self.menu, actions.more)
        self.more.clicked.connect(self.open_menu)
        self.top.buttons.addWidget(self.more)
        self.print_button = Button.of(actions.print_sheet, icon_name="printer")
        self.top.buttons.addWidget(self.print_button)
        self.top.buttons.addWidget(Button.of(actions.visit, kind="filled", icon_name="square-pen"))

    def open_menu(self) -> None:
        """Show what else can be done."""
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _make_summary(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.members)
        column.addWidget(self.gone)
        column.addWidget(ruler())
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.quote, 0, Qt.AlignmentFlag.AlignLeft)
        self._beside = self._make_timeline()
        self._rule = upright_rule()
        below.addWidget(self._rule)
        below.addWidget(self._beside, 1)
        column.addLayout(below, 1)
        return page

    def _make_timeline(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._timeline_head = QWidget()
        row = QHBoxLayout(self._timeline_head)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(words(tr("Đã vận động"), "panel"))
        self.done_count = words("", "small")
        row.addWidget(self.done_count)
        row.addStretch(1)
        column.addWidget(self._timeline_head)
        column.addWidget(ruler())
        self._timeline_pages = QStackedWidget()
        self._timeline_pages.addWidget(self.timeline)
        self._timeline_pages.addWidget(
            EmptyState(tr("Chưa đến hộ này lần nào"), tr("Đến rồi thì bấm F6 ghi kết quả."))
        )
        column.addWidget(self._timeline_pages, 1)
        look().changed.connect(self._fit_timeline)
        self._fit_timeline()
        return side

    def _fit_timeline(self) -> None:
        self._timeline_head.setFixedHeight(look().metrics.panel_head - 1)

    def _make_visits(self) -> QStackedWidget:
        self._visit_pages = QStackedWidget()
        self._visit_pages.addWidget(self.visits)
        self._visit_pages.addWidget(
            EmptyState(
                tr("Chưa đến hộ này lần nào"),
                tr("Đến rồi thì bấm F6 ghi kết quả từng người."),
                icon_name="footprints",
            )
        )
        return self._visit_pages

    # -- what is shown

    def put(
        self,
        record: HouseholdRecord | None,
        bill: HouseholdBill | None = None,
        *,
        nothing_due: str = "",
        changes: int = 0,
        loose: Person | None = None,
    ) -> None:
        """Show a household with its quote; None says that none is chosen, or whose there is none.

        Args:
            record: the household; None where none is chosen.
            bill: what it would pay.
            nothing_due: why there is no bill.
            changes: how many entries its history has.
            loose: a person chosen who is in no household.
        """
        self.record = record
        self._stack.setCurrentIndex(0 if record else 1)
        if record is None:
            self._say_nobody(loose)
            return
        first = record.members[0].person if record.members else None
        led = next((one for one in record.gone if one.relation == "head"), None)
        self._title = household_title(record.head or (None if first else led), first)
        if record.household.status == "joined" and first is None and led is None:
            self._title = tr("Hộ đã gộp vào hộ khác")
        self._fit_head()
        self.members.put(record.members)
        self._say_gone(record)
        self.quote.put(bill, Month.of(record.on), nothing_due)
        done = happenings(record)
        self.timeline.put(done)
        self._timeline_pages.setCurrentIndex(0 if done else 1)
        self.done_count.setText(tr("{n} việc").format(n=len(done)) if done else "")
        visited = [
            one for one, entry in zip(done, record.timeline, strict=True) if entry.kind == "visit"
        ]
        self.visits.put(visited)
        self._visit_pages.setCurrentIndex(0 if visited else 1)
        self.ledger.put(record.enrolments)
        self.tabs.set_tabs(
            (
                Tab(SUMMARY, tr("Tóm tắt")),
                Tab(LEDGER, tr("Đóng và gia hạn"), _count(len(record.enrolments))),
                Tab(VISITS, tr("Đến nhà"), _count(len(record.visits))),
                Tab(HISTORY, tr("Lịch sử sửa"), _count(changes)),
            )
        )

    def _say_nobody(self, loose: Person | None) -> None:
        title, text = tr("Chưa chọn hộ nào"), tr("Chọn một hộ ở danh sách bên trái.")
        if loose is not None:
            title = tr("{name} chưa ở hộ nào").format(name=loose.name)
            text = tr(
                "Mở hộ của người này, bấm Ctrl+Shift+N rồi gõ tên: sổ nhận ra và F8 đưa vào hộ."
            )
        self.nobody.title.setText(title)
        self.nobody.text.setText(text)
        self._told_history.setVisible(loose is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow record keeps what cannot be found elsewhere."""
        super().resizeEvent(event)
        if self._is_narrow() != self._narrow:
            self._fit_head()

    def _is_narrow(self) -> bool:
        return self.width() < look().metrics.px(_NARROW)

    def _fit_head(self) -> None:
        """Say title and facts; where it is narrow, the menu prints and a tab has the visits."""
        self._narrow = self._is_narrow()
        for widget in (self.print_button, self._rule, self._beside):
            widget.setVisible(not self._narrow)
        if self.record is not None:
            self.top.show_facts(self._title, self._facts(self.record))

    def _facts(self, record: HouseholdRecord) -> list[QWidget]:
        household = record.household
        place = [village_words(household.village) if household.village else ""]
        if household.walk_order is not None:
            place.append(tr("số {n} theo đường đi").format(n=household.walk_order))
        facts: list[QWidget] = [KeyCap(shown(household.code))]
        where = ", ".join(part for part in place if part)
        facts.append(Fact(where or tr("Chưa rõ thôn"), "map-pin"))
        if record.head is not None and record.head.phone and not self._narrow:
            facts.append(Fact(_phone(record.head.phone), "phone"))
        facts.append(Fact(_standing(record)))
        if household.do_not_contact:
            facts.append(Fact(tr("Không liên hệ"), "circle-x"))
        return facts

    def _say_gone(self, record: HouseholdRecord) -> None:
        died, moved = tr("{name} (mất {day})"), tr("{name} (chuyển đi {day})")
        said = []
        for person in record.gone:
            template = died if person.status == "died" else moved
            day = shown_day(person.status_day) if person.status_day else tr("chưa rõ ngày")
            link = f"<a href='{person.id}' style='text-decoration:none'>{escape(person.name)}</a>"
            said.append(template.format(name=link, day=day))
        gone = tr("Không còn ở hộ: {people}").format(people=", ".join(said)) if said else ""
        self.gone.setText(" ".join(part for part in (ended_words(record), gone) if part))
        self.gone.setVisible(bool(self.gone.text()))

    def selected_person(self) -> str:
        """The id of the member the keys act on; empty when there is none."""
        found = self.members.current_id()
        return "" if found is None else str(found)

    # -- tabs

    def _open_tab(self, key: str) -> None:
        self._pages.setCurrentIndex(self._keys.index(key))
        self.tab_opened.emit(key)

    def open_tab(self, key: str) -> None:
        """Open a tab by its key."""
        self.tabs.set_key(key)
        self._open_tab(key)


class _TabRow(QWidget):
    """Tabs at the left, a link at the right, over a rule that the open tab covers."""

    def __init__(self, tabs: Tabs, link: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(tabs, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        row.addWidget(link)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(look().metrics.tabs)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rule."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look().color("line"))


def _count(number: int) -> str:
    return str(number) if number else ""


def _phone(number: str) -> str:
    """A number in the groups people say it in: 0987 000 345."""
    return f"{number[:4]} {number[4:7]} {number[7:]}"


def _standing(record: HouseholdRecord) -> str:
    said: Mapping[str, str] = {
        "poor": tr("Hộ nghèo năm {year}"),
        "near_poor": tr("Hộ cận nghèo năm {year}"),
        "average_agri": tr("Hộ mức sống trung bình năm {year}"),
        "none": tr("Không thuộc hộ nghèo, cận nghèo năm {year}"),
    }
    kind = record.standing.kind if record.standing else ""
    return said.get(kind, tr("Chưa rõ diện hộ năm {year}")).format(year=record.on.year)
