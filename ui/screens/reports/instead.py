"""What stands in place of the figures: nobody to count, a month to come, work that stopped."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.calendar import Month
from rules.errors import Problem
from storage.progress import Cancelled
from ui.buttons import Button
from ui.notices import EmptyState, FailedState
from ui.screens.reports.figures import tr
from ui.style import look
from ui.tabs import Tabs
from ui.wording import sentence


class TabStrip(QWidget):
    """Tabs over a rule that the open one covers."""

    def __init__(self, tabs: Tabs) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(tabs, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(look().metrics.tabs)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rule."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look().color("line"))


def import_button() -> Button:
    """The button that goes where people come from."""
    return Button(tr("Nhập dữ liệu"), kind="filled", icon_name="file-input", keys="Alt+9")


def nobody(button: Button) -> EmptyState:
    """Say that there is nobody to count yet."""
    return EmptyState(
        tr("Sổ chưa có ai để báo cáo"),
        tr("Nhập sổ hộ gia đình hoặc danh sách thẻ trước; số liệu tự tính từ đó."),
        icon_name="chart-column",
        button=button,
    )


def not_begun(month: Month, button: Button) -> EmptyState:
    """Say that the month is still to come."""
    return EmptyState(
        tr("Tháng {month} chưa bắt đầu").format(month=month.shown),
        tr("Chưa có số liệu nào để tính. Chọn tháng này hoặc tháng trước."),
        icon_name="calendar",
        button=button,
    )


def not_counted(error: BaseException, button: Button) -> FailedState:
    """Say why there are no figures, and that nothing is lost."""
    title = tr("Chưa tính được báo cáo")
    if isinstance(error, Cancelled):
        title = tr("Đã dừng tính báo cáo")
    text = sentence(error) if isinstance(error, Problem) else tr("Sổ không thay đổi gì.")
    return FailedState(title, text, (button,))
