"""The screen of Thiết lập: topics at the left, the open one at the right."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from ui.lists import LineDelegate, ListLine, ListModel, RecordList
from ui.panels import PageHead, Panel
from ui.queries import Query
from ui.screen import KeyHint, Screen
from ui.screens.settings.looks import LooksPage
from ui.screens.settings.office import OfficePage
from ui.screens.settings.people import StaffPage
from ui.screens.settings.safety import SafetyPage
from ui.screens.settings.support import SupportPage
from ui.screens.settings.villages import VillagesPage
from ui.session import Session
from ui.style import look

if TYPE_CHECKING:
    from ui.screens.settings.page import SettingsPage

TOPICS_WIDTH = 268


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: its key, name, and what is found there."""

    key: str
    title: str
    detail: str


class SettingsScreen(Screen):
    """The office's own set-up; everything but the look is journaled like any other work."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"office", "staff", "villages", "households", "people", "policy_values"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.pages: dict[str, SettingsPage] = {
            "office": OfficePage(session),
            "staff": StaffPage(session),
            "villages": VillagesPage(session),
            "support": SupportPage(session),
            "looks": LooksPage(session),
            "safety": SafetyPage(session),
        }
        self.topics: ListModel[Topic] = ListModel(
            line=lambda topic: ListLine(topic.title, topic.detail), row_id=lambda topic: topic.key
        )
        self.topics.set_rows(self._topics())
        self.list = RecordList(self.topics)
        self.list.setItemDelegate(LineDelegate(self.list, number_width=0))
        self.list.setAccessibleName(self.tr("Mục thiết lập"))
        self.list.current_changed.connect(self._show)
        self.list.chosen.connect(self._enter)
        self.stack = QStackedWidget()
        for page in self.pages.values():
            self.stack.addWidget(page)
        left = Panel()
        left.setFixedWidth(TOPICS_WIDTH)
        left.body.addWidget(self.list)
        body = QHBoxLayout()
        body.setSpacing(look().metrics.gap)
        body.addWidget(left)
        body.addWidget(self.stack, 1)
        note = self.tr("Mọi thay đổi được ghi vào nhật ký và hoàn tác được")
        self.page.addWidget(PageHead(self.tr("Thiết lập"), note))
        self.page.addLayout(body, 1)
        self.list.select_first()
        self.setFocusProxy(self.list)

    def _topics(self) -> tuple[Topic, ...]:
        return (
            Topic("office", self.tr("Cơ quan và đầu giấy"), self.tr("tên, điểm thu, điện thoại")),
            Topic("staff", self.tr("Người làm việc"), self.tr("nhân viên thu, người ký")),
            Topic("villages", self.tr("Thôn và đường đi"), self.tr("tên thôn, thứ tự")),
            Topic("support", self.tr("Tỉnh hỗ trợ thêm"), self.tr("nghị quyết, mức, thời hạn")),
            Topic("looks", self.tr("Giao diện"), self.tr("sáng, tối, cỡ chữ")),
            Topic("safety", self.tr("Sao lưu và kiểm tra"), self.tr("bản sao, tình trạng sổ")),
        )

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys that work here."""
        return (
            KeyHint("↑ ↓", self.tr("chọn mục")),
            KeyHint("Enter", self.tr("vào mục, sang ô sau, lưu")),
            KeyHint("Esc", self.tr("trả ô về như cũ")),
        )

    def reload(self) -> None:
        """Show the register's values again on every page."""
        for page in self.pages.values():
            page.reload()

    def open(self, query: Query) -> None:
        """Show a topic by its key."""
        if query.id in self.pages:
            self.list.select_id(query.id)

    def _show(self, key: object) -> None:
        page = self.pages.get(str(key))
        if page is not None:
            self.stack.setCurrentWidget(page)

    def _enter(self, key: object) -> None:
        page = self.pages.get(str(key))
        if page is not None:
            page.start()
