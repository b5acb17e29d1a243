"""A page of help as it is read: the program's letters, pictures that fit, words found marked."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCell,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from ui.help.pages import FOLDER, HelpPageText, anchor_of, in_one, spans
from ui.style import FontRole, look

LINE = 120  # per cent
WIDEST = 680  # of a line of words, in logical pixels
MARGIN = 20
_HEADINGS: dict[int, FontRole] = {1: "title", 2: "heading"}
_FIRST = 160  # pixels of the first column of a table
_PICTURE = "\ufffc"  # stands in a block for a picture
_ABOVE = {1: 0, 2: 20, 3: 12}  # pixels above a heading of that level


class HelpBrowser(QTextBrowser):
    """Shows one page; links inside are told, and nothing is ever fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Trang trợ giúp"))
        self.setOpenLinks(False)
        # always there, so that a page has its width before it is laid out
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.document().setDocumentMargin(MARGIN)
        self._page: HelpPageText | None = None
        self._wanted: tuple[str, ...] = ()
        # a page being written may itself change the width: its scroll bar comes and goes
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self._again)
        look().changed.connect(self._fitting.start)

    def show_text(self, page: HelpPageText, wanted: Sequence[str] = ()) -> None:
        """Show a page, with the words looked for marked."""
        self._wanted = in_one(page.source, wanted)
        if page is not self._page:
            self._page = page
            self._write()
        self._mark()

    def go_to(self, anchor: str) -> None:
        """Bring a heading to the top; without one, the beginning of the page."""
        block = self._headed(anchor)
        bar = self.verticalScrollBar()
        if block is None:
            bar.setValue(0)
            return
        top = self.document().documentLayout().blockBoundingRect(block).top()
        bar.setValue(round(top) - MARGIN // 2)

    def heading_here(self) -> str:
        """The anchor of the heading last brought to the top; kept for going back."""
        top = self.verticalScrollBar().value() + MARGIN
        layout = self.document().documentLayout()
        here = ""
        for block in self._blocks():
            if layout.blockBoundingRect(block).top() > top:
                break
            if block.blockFormat().headingLevel() > 1:
                here = anchor_of(block.text())
        return here

    def _headed(self, anchor: str) -> QTextBlock | None:
        for block in self._blocks():
            level = block.blockFormat().headingLevel()
            if anchor and level and anchor_of(block.text()) == anchor:
                return block
        return None

    def _blocks(self) -> list[QTextBlock]:
        found = []
        block = self.document().begin()
        while block.isValid():
            found.append(block)
            block = block.next()
        return found

    # -- writing the page

    def _again(self) -> None:
        if self._page is not None:
            here = self.heading_here()
            self._write()
            self._mark()
            self.go_to(here)

    def _write(self) -> None:
        if self._page is None:
            return
        tokens = look().tokens
        sheet = "a {{ color: {link}; }} h1, h2, h3 {{ color: {text}; }}"
        self.document().setDefaultStyleSheet(sheet.format(link=tokens.link, text=tokens.text))
        self.document().setDefaultFont(look().font("body"))
        self.setMarkdown(self._page.source)
        self._space_out()
        self._rule_tables()

    def _space_out(self) -> None:
        """Give headings the sizes of the program, every paragraph its air and a short line."""
        spare = max(self.viewport().width() - 2 * MARGIN - look().metrics.px(WIDEST), 0)
        frames = self.document().rootFrame().childFrames()
        tables = [(one.firstPosition(), one.lastPosition()) for one in frames]
        for block in self._blocks():
            level = block.blockFormat().headingLevel()
            cursor = QTextCursor(block)
            in_table = any(first <= block.position() <= last for first, last in tables)
            air = QTextBlockFormat()
            air.setTopMargin(1 if in_table else _ABOVE.get(level, 2))
            air.setBottomMargin(1 if in_table else 4)
            air.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            if not in_table and _PICTURE not in block.text():
                air.setRightMargin(spare)
            cursor.mergeBlockFormat(air)
            if level:
                letters = QTextCharFormat()
                letters.setFont(look().font(_HEADINGS.get(level, "strong")))
                # set, not merged: Qt's own headings carry a size beside the font's
                _select(block, 0, len(block.text())).setCharFormat(letters)
            self._write_typed(block)

    def _write_typed(self, block: QTextBlock) -> None:
        """What is to be typed stands in the program's letters, on raised ground."""
        typed = QTextCharFormat()
        typed.setFont(look().font("name"))
        typed.setBackground(look().color("raised"))
        runs = [
            (run.start, run.length) for run in block.textFormats() if run.format.fontFixedPitch()
        ]
        for start, length in runs:
            _select(block, start, length).mergeCharFormat(typed)

    def _rule_tables(self) -> None:
        """Draw tables as the program draws them: hair lines, the first column in strong letters."""
        line = look().color("line")
        for frame in self.document().rootFrame().childFrames():
            if not isinstance(frame, QTextTable):
                continue
            form = frame.format()
            form.setBorder(1)
            form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            form.setBorderBrush(line)
            form.setBorderCollapse(True)
            form.setCellPadding(4)
            form.setCellSpacing(0)
            form.setTopMargin(4)
            form.setWidth(self._table_width())
            first = QTextLength(QTextLength.Type.FixedLength, look().metrics.px(_FIRST))
            form.setColumnWidthConstraints([first, *[QTextLength()] * (frame.columns() - 1)])
            frame.setFormat(form)
            for row in range(frame.rows()):
                for column in range(frame.columns() if row == 0 else 1):
                    self._strengthen(frame.cellAt(row, column))

    def _strengthen(self, cell: QTextTableCell) -> None:
        strong = QTextCharFormat()
        strong.setFont(look().font("strong"))
        cursor = cell.firstCursorPosition()
        end = cell.lastCursorPosition().position()
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(strong)

    def _table_width(self) -> QTextLength:
        widest = look().metrics.px(WIDEST)
        if self.viewport().width() - 2 * MARGIN > widest:
            return QTextLength(QTextLength.Type.FixedLength, widest)
        return QTextLength(QTextLength.Type.PercentageLength, 100)

    def _mark(self) -> None:
        """Lay a ground behind the words looked for."""
        ground = QTextCharFormat()
        ground.setBackground(look().color("warntint"))
        ground.setForeground(look().color("warn"))
        marks = []
        for block in self._blocks() if self._wanted else ():
            for start, length in spans(block.text(), self._wanted):
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = _select(block, start, length), ground
                marks.append(mark)
        self.setExtraSelections(marks)

    # -- pictures and size

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Read a picture from the folder of help, never wider than the page."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        picture = QImage(str(FOLDER / QUrl(name).path()))
        room = max(self.viewport().width() - 2 * MARGIN, 200)
        ratio = self.devicePixelRatioF()
        if not picture.isNull() and picture.width() > room * ratio:
            wide = QSize(round(room * ratio), picture.height())
            picture = picture.scaled(
                wide, Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
        if picture.width() > room:
            picture.setDevicePixelRatio(picture.width() / room)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures and lines follow the width, once Qt has finished what made it another."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fitting.start()


def _select(block: QTextBlock, start: int, length: int) -> QTextCursor:
    """A cursor over part of a block."""
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + start)
    cursor.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
    return cursor
