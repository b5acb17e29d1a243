"""Where things stand on the page of Quyền lợi: the form, what it comes to, why."""

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.buttons import Button
from ui.gutter_area import GutterArea
from ui.panels import PageHead, Panel
from ui.screen import Screen
from ui.screens.benefits.hi_part import HiPart
from ui.screens.benefits.vsi_part import VsiPart
from ui.screens.benefits.why import NARROW, WIDTH, WhyPanel
from ui.segments import Segment, Segments
from ui.session import Session
from ui.style import look

FORM = 244
VSI, HI = "vsi", "hi"


class BenefitsPage(Screen):
    """Three columns; `ui/screens/benefits/screen.py` says what they do."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.make_actions()
        self.vsi = VsiPart(session)
        self.hi = HiPart(session)
        self.why = WhyPanel()
        self.schemes = Segments(
            (Segment(VSI, self.tr("BHXH tự nguyện")), Segment(HI, self.tr("BHYT hộ")))
        )
        self.schemes.setAccessibleName(self.tr("Loại bảo hiểm"))
        self._lay_out()

    def make_actions(self) -> None:
        """Make what the head offers, before it is laid out."""
        self.keep_action: QAction
        self.print_action: QAction

    def _lay_out(self) -> None:
        note = self.tr(
            "Gõ tuổi, đối tượng, mức đóng: biết phải đóng bao nhiêu, được gì, căn cứ vào đâu"
        )
        self.keep_button = Button.of(self.keep_action, icon_name="file-text")
        buttons = (
            self.keep_button,
            Button.of(self.print_action, kind="filled", icon_name="printer"),
        )
        self.page.addWidget(PageHead(self.tr("Quyền lợi"), note, buttons))
        self.forms = QStackedWidget()
        self.middles = QStackedWidget()
        self.forms.addWidget(self.vsi.form)
        self.middles.addWidget(self.vsi.middle)
        self.forms.addWidget(self.hi.form)
        self.middles.addWidget(self.hi.middle)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addWidget(self._make_form())
        self._row.addWidget(self._make_middle(), 1)
        self._row.addWidget(self.why)
        self.page.addLayout(self._row, 1)
        look().changed.connect(self._fit)
        self._fit()

    def _make_form(self) -> QWidget:
        inside = QWidget()
        self._inner = QVBoxLayout(inside)
        self._inner.addWidget(self.schemes)
        self._inner.addWidget(self.forms, 1)
        self._area = GutterArea(inside)
        self._panel = Panel()
        self._panel.body.addWidget(self._area)
        return self._panel

    def _make_middle(self) -> QWidget:
        """The middle; its margins are the gaps beside it, where its bar stands in a low window."""
        inside = QWidget()
        self._beside = QVBoxLayout(inside)
        self._beside.addWidget(self.middles)
        return GutterArea(inside)

    def _space(self) -> None:
        """The head of the page is its own margin."""
        super()._space()
        self.page.setContentsMargins(16, 0, 16, look().metrics.page_foot)
        self.page.setSpacing(0)

    def _fit(self) -> None:
        sizes = look().metrics
        self._beside.setContentsMargins(sizes.gap, 0, sizes.gap, 0)
        space = {"full": 12, "compact": 9, "tight": 8}[sizes.density]
        self._inner.setContentsMargins(12, space, 12, space)
        self._inner.setSpacing({"full": 9, "compact": 7, "tight": 5}[sizes.density])
        self._panel.setFixedWidth(sizes.px(FORM))
        self.share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The amounts are never cut: in a narrow window the working gives up its width."""
        super().resizeEvent(event)
        self.share_width()

    def least_width(self) -> int:
        """What the table of the middle needs."""
        return self.vsi.methods.least_width()

    def share_width(self) -> None:
        """Give the working what the table of the middle leaves, as wide as it wants at most."""
        wanted = WIDTH * 1.25 if self.window().width() >= 1600 else WIDTH
        left = self.width() - 32 - 2 * look().metrics.gap - self._panel.width()
        room = left - self.least_width()
        self.why.setFixedWidth(max(min(look().metrics.px(wanted), room), look().metrics.px(NARROW)))
