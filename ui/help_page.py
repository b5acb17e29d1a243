"""The guide, read from docs and shown in the window; needs no network."""

from pathlib import Path

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from ui.panels import PageHead, Panel
from ui.screen import KeyHint, Screen
from ui.session import Session
from ui.style import FontRole, look

LINE = 120  # per cent
_HEADINGS: dict[int, FontRole] = {1: "title", 2: "heading"}
_ABOVE = {1: 0, 2: 18, 3: 12}  # pixels above a heading of that level
GUIDE = Path(__file__).resolve().parent.parent / "docs" / "huong-dan.md"


class HelpPage(Screen):
    """The guide as one page with links inside."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("Hướng dẫn"))
        self.text.setOpenExternalLinks(False)
        self.text.document().setDocumentMargin(16)
        panel = Panel()
        panel.body.addWidget(self.text)
        self.page.addWidget(PageHead(self.tr("Trợ giúp"), self.tr("Phím tắt và cách làm.")))
        self.page.addWidget(panel, 1)
        self.setFocusProxy(self.text)

    def keys(self) -> tuple[KeyHint, ...]:
        """Going back is by the rail's numbers."""
        return (KeyHint("Alt+2", self.tr("về hộ gia đình")), KeyHint("Ctrl+K", self.tr("tìm")))

    def reload(self) -> None:
        """Read the guide."""
        sheet = "h1, h2, h3 {{ color: {text}; }} a {{ color: {link}; }}"
        tokens = look().tokens
        self.text.document().setDefaultStyleSheet(sheet.format(text=tokens.text, link=tokens.link))
        text = GUIDE.read_text(encoding="utf-8") if GUIDE.exists() else ""
        self.text.setMarkdown(text or self.tr("Chưa có hướng dẫn trên máy này."))
        self._space_out()

    def _space_out(self) -> None:
        """Give headings the sizes of the program, and every paragraph its air."""
        block = self.text.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            cursor = QTextCursor(block)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            air = QTextBlockFormat()
            air.setTopMargin(_ABOVE.get(level, 2))
            air.setBottomMargin(4)
            air.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.mergeBlockFormat(air)
            if level:
                letters = QTextCharFormat()
                letters.setFont(look().font(_HEADINGS.get(level, "strong")))
                cursor.mergeCharFormat(letters)
            block = block.next()
