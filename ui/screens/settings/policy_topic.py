"""Chính sách among the topics: what there is, and the way to its own page."""

from collections.abc import Callable

from rules.calendar import shown_day
from ui.buttons import Button
from ui.panels import words
from ui.screens.settings.page import SettingsPage
from ui.session import Session


class PolicyTopic(SettingsPage):
    """How many values there are, and a button; Enter opens the page."""

    def __init__(self, session: Session, enter: Callable[[], object]) -> None:
        super().__init__(session, "")
        self._enter = enter
        self.set_title(self.tr("Chính sách"), self.tr("mọi mức, tỷ lệ và thời hạn của luật"))
        self.counts = words("", "body", wrap=True)
        text = self.tr(
            "Ghi văn bản mới, hỗ trợ thêm của tỉnh, nhận và gửi tệp chính sách. Mọi màn hình tính"
            " lại ngay; khoản đã ghi giữ nguyên."
        )
        about = words(text, "second", wrap=True)
        about.setMaximumWidth(640)
        self.go = Button(self.tr("Mở Chính sách"), kind="filled", keys="Enter")
        self.go.clicked.connect(lambda _: enter())
        self.body.addWidget(self.counts)
        self.body.addWidget(about)
        self.body.addWidget(self.go)
        self.body.addStretch(1)

    def reload(self) -> None:
        """Count the values in force today."""
        policy, today = self.session.policy, self.session.today()
        view = policy.on(today)
        unsure = sum(
            value is not None and value.status != "confirmed"
            for value in map(view.find, policy.values)
        )
        own = len(self.session.register.policies.own())
        text = self.tr(
            "{count} tham số áp dụng ngày {day}: {unsure} điều chưa xác nhận, {own} giá trị của"
            " cơ quan."
        )
        facts = {"count": len(policy.values), "unsure": unsure, "own": own}
        self.counts.setText(text.format(**facts, day=shown_day(today)))

    def start(self) -> None:
        """Go to the page."""
        self._enter()
