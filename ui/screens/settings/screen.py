"""The screen of Thiết lập: topics at the left, the open one at the right."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from ui.help.pages import anchor_of
from ui.lists import LineDelegate, ListLine, ListModel, RecordList
from ui.panels import PageHead, Panel
from ui.queries import Query
from ui.screen import KeyHint, Screen
from ui.screens.settings.books import BooksPage
from ui.screens.settings.history import HistoryPage
from ui.screens.settings.looks import LooksPage
from ui.screens.settings.network import NetworkPage
from ui.screens.settings.office import OfficePage
from ui.screens.settings.people import StaffPage
from ui.screens.settings.policy import PolicyScreen
from ui.screens.settings.policy_topic import PolicyTopic
from ui.screens.settings.practice import PracticePage
from ui.screens.settings.reasons import ReasonsPage
from ui.screens.settings.safety import SafetyPage
from ui.screens.settings.villages import VillagesPage
from ui.session import Session
from ui.style import look

if TYPE_CHECKING:
    from ui.screens.settings.page import SettingsPage

TOPICS_WIDTH = 268
# topic: its page of help, and the heading there
_HELPED_ELSEWHERE = {
    "policy": "chinh-sach#",
    "practice": "bat-dau#bản-tập",
    "history": "lich-su-sua#",
}


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: its key, name, and what is found there."""

    key: str
    title: str
    detail: str


class SettingsScreen(Screen):
    """The office's own set-up; everything but the look is journaled like any other work."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "office",
            "staff",
            "villages",
            "households",
            "people",
            "policy_values",
            "organisations",
            "points",
            "receipt_books",
            "refusal_reasons",
            "visits",
            "enrolments",
        }
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.pages: dict[str, SettingsPage] = {
            "office": OfficePage(session),
            "staff": StaffPage(session),
            "villages": VillagesPage(session),
            "network": NetworkPage(session),
            "books": BooksPage(session),
            "reasons": ReasonsPage(session),
            "policy": PolicyTopic(session, self.show_policy),
            "looks": LooksPage(session),
            "safety": SafetyPage(session),
            "practice": PracticePage(session),
            "history": HistoryPage(session),
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
        self._policy: PolicyScreen | None = None
        self.setFocusProxy(self.list)

    def _topics(self) -> tuple[Topic, ...]:
        return (
            Topic("office", self.tr("Cơ quan và đầu giấy"), self.tr("tên, điểm thu, điện thoại")),
            Topic("staff", self.tr("Người làm việc"), self.tr("nhân viên thu, người ký")),
            Topic(
                "villages",
                self.tr("Thôn và đường đi"),
                self.tr("đổi tên, nhập, tách, thứ tự"),
            ),
            Topic("network", self.tr("Tổ chức và điểm thu"), self.tr("ai thu, đóng ở đâu")),
            Topic("books", self.tr("Quyển biên lai"), self.tr("ai giữ, số đã ghi, số bỏ cách")),
            Topic("reasons", self.tr("Lý do và lời đáp"), self.tr("vì sao chưa đóng, đáp thế nào")),
            Topic("policy", self.tr("Chính sách"), self.tr("mức, tỷ lệ, hỗ trợ của tỉnh, tệp")),
            Topic("looks", self.tr("Giao diện"), self.tr("sáng, tối, cỡ chữ")),
            Topic(
                "safety", self.tr("Sao lưu và kiểm tra"), self.tr("chỗ để bản sao, tình trạng sổ")
            ),
            Topic("practice", self.tr("Bản tập"), self.tr("tập mà không chạm sổ thật")),
            Topic("history", self.tr("Lịch sử sửa"), self.tr("ai sửa, lúc nào, từ gì thành gì")),
        )

    # -- the page of the law

    @property
    def policy(self) -> PolicyScreen:
        """The page of the law, made when it is first needed."""
        if self._policy is None:
            self._policy = PolicyScreen(self.session)
            self._policy.left.connect(self.show_topics)
            self._policy.hints_changed.connect(self.hints_changed)
            self._layers.addWidget(self._policy)
        return self._policy

    @property
    def in_policy(self) -> bool:
        """Whether the page of the law is shown instead of the topics."""
        return self._policy is not None and self._layers.currentWidget() is self._policy

    def show_policy(self) -> None:
        """Show the page of the law."""
        self._turn(self.policy)

    def show_topics(self) -> None:
        """Show the topics again."""
        self.show_page()
        self._turn(None)

    def _turn(self, page: PolicyScreen | None) -> None:
        if page is not None:
            self._layers.setCurrentWidget(page)
        self.setFocusProxy(page.parameters.list if page is not None else self.list)
        self.setWindowTitle(self.tr("Thiết lập › Chính sách") if page is not None else "")
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hints_changed.emit()

    def actions(self) -> list[QAction]:
        """What Ctrl+K offers: the actions of the page shown."""
        return self.policy.actions() if self.in_policy else super().actions()

    def worries(self) -> tuple[str, ...]:
        """What the page shown says."""
        return self.policy.worries() if self.in_policy else ()

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys that work here."""
        if self.in_policy:
            return self.policy.keys()
        return (
            KeyHint("↑ ↓", self.tr("chọn mục")),
            KeyHint("Enter", self.tr("vào mục, sang ô sau, lưu")),
            KeyHint("Esc", self.tr("trả ô về như cũ")),
        )

    def helped_at(self) -> str:
        """The heading of the open topic; some topics have a page of their own."""
        current = str(self.list.current_id())
        if current in _HELPED_ELSEWHERE:
            return _HELPED_ELSEWHERE[current]
        return next((anchor_of(one.title) for one in self._topics() if one.key == current), "")

    def reload(self) -> None:
        """Show the register's values again on every page."""
        for page in self.pages.values():
            page.reload()

    def open(self, query: Query) -> None:
        """Show a topic by its key; the law has a page of its own."""
        if query.id not in self.pages:
            return
        self.list.select_id(query.id)
        if query.id == "policy":
            self.show_policy()
            self.policy.open(query)
        elif self.in_policy:
            self.show_topics()

    def _show(self, key: object) -> None:
        page = self.pages.get(str(key))
        if page is not None:
            self.stack.setCurrentWidget(page)

    def _enter(self, key: object) -> None:
        page = self.pages.get(str(key))
        if page is not None:
            page.start()
