"""The guide, read from docs and shown in the window; needs no network."""

from pathlib import Path

from PySide6.QtWidgets import QTextBrowser

from ui.panels import PageHead, Panel
from ui.screen import KeyHint, Screen
from ui.session import Session
from ui.style import look

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
