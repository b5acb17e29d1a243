"""Where things stand on the page of sheets; `ui/screens/results/screen.py` says what they do."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.buttons import Button
from ui.fields import ENTER_KEYS
from ui.icons import paint_icon
from ui.notices import Banner
from ui.panels import KeyCap, PageHead, Panel, ruler, words
from ui.screen import KeyHint, Screen
from ui.screens.results.grid import ResultsGrid
from ui.screens.results.model import PileModel
from ui.screens.results.side import Side
from ui.session import Session
from ui.style import look

_CODE = 220
_BAR = 132
_NARROW = 1080  # below, the grid needs all the width


class CodeLine(QLineEdit):
    """Where the code of a sheet is typed or scanned; Esc goes back to the grid.

    Signals:
        entered: Enter; carries what was typed.
        escaped: Esc, Shift+Enter or an arrow up.
    """

    entered = Signal(str)
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTextMargins(26, 0, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter hands the code over."""
        key, shifted = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in ENTER_KEYS and not shifted:
            self.entered.emit(self.text())
        elif key in {Qt.Key.Key_Escape, Qt.Key.Key_Up} or key in ENTER_KEYS:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, then the mark of a code."""
        super().paintEvent(event)
        painter = QPainter(self)
        paint_icon(painter, QRect(11, (self.height() - 16) // 2, 16, 16), "qr-code", "text")
        painter.end()


class SheetBar(QWidget):
    """How many sheets of the plan are typed, 8 px high."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedSize(QSize(_BAR, 8))

    def show_share(self, done: int, of: int) -> None:
        """Show how far it is; nothing where nobody said how many there are."""
        self._share = done / of if of else 0.0
        self.setVisible(bool(of))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the track and the part done."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().color("bartrack"))
        done = round(self.width() * min(self._share, 1.0))
        painter.fillRect(0, 0, done, self.height(), look().color("bar"))
        painter.end()


class ResultsPage(Screen):
    """The page without what it does."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._later = self.act(self.tr("Để sau"), self.put_off, keys="Ctrl+W", icon_name="pause")
        self._done = self.act(
            self.tr("Xong xấp phiếu"), self.finish, keys="Ctrl+Return", icon_name="check"
        )
        self.model = PileModel()
        self.grid = ResultsGrid(self.model)
        self.filled = Button.of(self._done, kind="filled", icon_name="check")
        self.head = PageHead(
            self.tr("Nhập kết quả từ phiếu giấy"),
            "",
            (Button.of(self._later, icon_name="pause"), self.filled),
        )
        self.code = CodeLine()
        self.code.setPlaceholderText(self.tr("Quét mã, hoặc gõ 4FT9XK"))
        self.code.setAccessibleName(self.tr("Mã phiếu"))
        self.counted = words("", "body")
        self.counted.setTextFormat(Qt.TextFormat.RichText)
        self.counted.setProperty("role", "second")
        self.bar = SheetBar()
        self.kept = Banner("info")
        self.wrong = Banner("bad")
        self.wrong.link.set_keys("F4")
        self.side = Side()
        self._lay_out()

    # -- what the page does, said by its subclass

    def put_off(self) -> None:
        """Leave, keeping the pile."""

    def finish(self) -> None:
        """The pile is done."""

    # -- layout

    def _lay_out(self) -> None:
        self.page.addWidget(self.head)
        notice = QVBoxLayout()
        notice.addWidget(self.kept)
        notice.setContentsMargins(0, 0, 0, 0)
        self._notice = notice
        self.page.addLayout(notice)
        self._row = QHBoxLayout()
        self._row.addWidget(self._make_panel(), 1)
        self._row.addWidget(self.side)
        self.page.addLayout(self._row, 1)
        look().changed.connect(self._fit)
        self._fit()

    def _make_panel(self) -> Panel:
        panel = Panel()
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(words(self.tr("Mã phiếu"), "name"))
        row.addWidget(self.code)
        row.addWidget(KeyCap("F2"))
        row.addStretch(1)
        row.addWidget(self.counted)
        row.addSpacing(4)
        row.addWidget(self.bar)
        self._strip = strip
        panel.body.addWidget(strip)
        panel.body.addWidget(ruler())
        panel.body.addWidget(self.grid, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 4, 12, 12)
        foot.addWidget(self.wrong)
        panel.body.addLayout(foot)
        return panel

    def _fit(self) -> None:
        self.code.setFixedWidth(look().metrics.px(_CODE))
        self._strip.setFixedHeight(look().metrics.px(47))
        self._row.setSpacing(look().metrics.gap)
        self._notice.setContentsMargins(0, 0, 0, 0 if self.kept.isHidden() else 10)
        self.side.setVisible(self.width() >= look().metrics.px(_NARROW))

    def say_kept(self, text: str, link: str = "") -> None:
        """Say above the grid which pile this is; an empty text says nothing."""
        self.kept.say(text, link=link)
        self.kept.link.set_keys("Ctrl+N")
        self._fit()

    def _space(self) -> None:
        """The head stands right under the top bar, the grid right under the head."""
        super()._space()
        self.page.setContentsMargins(16, 0, 16, look().metrics.page_foot)
        self.page.setSpacing(0)

    def resizeEvent(self, event: object) -> None:
        """In a narrow window the grid keeps its width and the side goes."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def keys(self) -> tuple[KeyHint, ...]:
        """Enter goes on, Shift+Enter back, = repeats, Ctrl+Z takes a sheet back."""
        return (
            KeyHint("Enter", self.tr("sang ô sau")),
            KeyHint("Shift+Enter", self.tr("ô trước")),
            KeyHint("=", self.tr("giống dòng trên")),
            KeyHint("+", self.tr("hết phiếu")),
            KeyHint("Ctrl+Z", self.tr("hoàn tác dòng")),
        )
