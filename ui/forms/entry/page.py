"""The page of Thêm hộ: where the household is, the grid, and what can be typed short."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rules.calendar import shown_day
from storage.alike import Alike
from storage.standings import StandingKind
from ui.alike_hint import AlikeHint
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.fields import Field, TextField
from ui.forms.entry.cells import EntryRow
from ui.forms.entry.grid import EntryGrid
from ui.forms.entry.model import EntryModel
from ui.notices import Banner
from ui.panels import KeyCap, PageHead, Panel, words
from ui.screen import KeyHint, Screen
from ui.session import Session
from ui.style import look
from ui.wording import words as sentences

STANDINGS: tuple[StandingKind, ...] = ("none", "poor", "near_poor", "average_agri")
_HELP = 216
_NARROW = 1080  # below, the grid needs all the width


class EntryPage(Screen):
    """Where things stand on the page; `ui/forms/entry/form.py` says what they do."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setWindowTitle(self.tr("Thêm hộ"))
        self._later = self.act(self.tr("Để sau"), self.put_off, keys="Ctrl+W", icon_name="clock")
        self._drop = self.act(
            self.tr("Bỏ hộ đang gõ"),
            self.throw_away,
            keys="Ctrl+Shift+Delete",
            icon_name="trash-2",
        )
        self._write = self.act(self.tr("Ghi hộ"), self.save, keys="Ctrl+Return", icon_name="check")
        self.model = EntryModel(session.today(), self.ask_alike)
        self.grid = EntryGrid(self.model)
        self.filled = Button.of(self._write, kind="filled", icon_name="check")
        self._make_place()
        self.kept = Banner("info")
        self.kept.link.set_keys("F6")
        self.wrong = Banner("bad")
        self.wrong.link.set_keys("F4")
        self.hint = AlikeHint(taking=True)
        self._lay_out()

    # -- what the page does, said by its subclass

    def put_off(self) -> None:
        """Leave, keeping what was typed."""

    def throw_away(self) -> None:
        """Empty the page."""

    def save(self) -> None:
        """Write the household."""

    def ask_alike(self, row: EntryRow) -> tuple[Alike, ...]:
        """Ask who in the register a line may be."""
        raise NotImplementedError

    # -- layout

    def _make_place(self) -> None:
        year = self.session.today().year
        self.village = ChoiceEdit(
            "village", self.tr("Thôn"), typed=True, empty=self.tr("Gõ tên thôn")
        )
        self.number = TextField("number", self.tr("Số hộ trong sổ"))
        self.address = TextField(
            "address", self.tr("Địa chỉ"), placeholder=self.tr("xóm, ngõ, số nhà")
        )
        offered = [Choice(kind, sentences().say(f"standing.{kind}")) for kind in STANDINGS]
        self.standing = ChoiceEdit(
            "standing",
            self.tr("Diện hộ năm {year}").format(year=year),
            offered,
            empty=self.tr("Chưa rõ"),
        )
        self.place: tuple[Field, ...] = (self.village, self.number, self.address, self.standing)

    def _lay_out(self) -> None:
        self.head = PageHead(
            self.tr("Thêm hộ"),
            self.tr("Gõ từ sổ giấy: mỗi người một dòng, gõ ngắn, Enter sang ô sau"),
            (Button.of(self._drop), Button.of(self._later), self.filled),
        )
        self.page.addWidget(self.head)
        self.page.addWidget(self.kept)
        row = QHBoxLayout()
        row.addWidget(self._make_panel(), 1)
        self._help = self._make_help()
        row.addWidget(self._help)
        self._row = row
        self.page.addLayout(row, 1)
        look().changed.connect(self._fit)
        self._fit()

    def _make_panel(self) -> Panel:
        panel = Panel()
        strip = QWidget()
        fields = QHBoxLayout(strip)
        fields.setContentsMargins(12, 8, 12, 10)
        fields.setSpacing(12)
        for field, share in zip(self.place, (3, 2, 5, 3), strict=True):
            fields.addWidget(field, share)
        panel.body.addWidget(strip)
        panel.body.addWidget(self.grid, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.setSpacing(6)
        foot.addWidget(self.hint)
        foot.addWidget(self.wrong)
        panel.body.addLayout(foot)
        return panel

    def _make_help(self) -> Panel:
        panel = Panel(self.tr("Gõ ngắn"))
        grid = QGridLayout()
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        day = shown_day(self.session.today().replace(year=1979, month=8, day=5))
        keys = (
            ("v", self.tr("Vợ")),
            ("ch", self.tr("Chồng")),
            ("c", self.tr("Con")),
            ("ct, cg", self.tr("Con trai, con gái")),
            ("cd, cr", self.tr("Con dâu, con rể")),
            ("b, m", self.tr("Bố, mẹ")),
            ("1, 2", self.tr("Nam, nữ")),
            ("050879", day),
            ("79, 8/79", self.tr("năm, tháng sinh")),
            ("=", self.tr("giống dòng trên")),
            ("+", self.tr("sang dòng sau")),
            ("Ctrl+V", self.tr("dán từ Excel")),
            ("Ctrl+Delete", self.tr("xóa dòng")),
        )
        for at, (cap, text) in enumerate(keys):
            grid.addWidget(KeyCap(cap), at, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(words(text, "small", wrap=True), at, 1)
        panel.body.addLayout(grid)
        panel.body.addStretch(1)
        note = words(
            self.tr("Quét thẻ căn cước thì dòng đang gõ tự điền. Đang gõ dở mà mất điện, mở lại"
                    " vẫn còn."), "small", wrap=True,
        )  # fmt: skip
        note.setContentsMargins(12, 0, 12, 12)
        panel.body.addWidget(note)
        return panel

    def _fit(self) -> None:
        self._help.setFixedWidth(look().metrics.px(_HELP))
        self._row.setSpacing(look().metrics.gap)
        self._help.setVisible(self.width() >= look().metrics.px(_NARROW))

    def resizeEvent(self, event: object) -> None:
        """In a narrow window the grid keeps its width and the help goes."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def keys(self) -> tuple[KeyHint, ...]:
        """Enter goes on, Shift+Enter back, F4 to what is wrong."""
        return (
            KeyHint("Enter", self.tr("sang ô sau")),
            KeyHint("Shift+Enter", self.tr("ô trước")),
            KeyHint("=", self.tr("giống dòng trên")),
            KeyHint("F4", self.tr("đến ô sai")),
        )
