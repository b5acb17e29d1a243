"""One person's time in insurance: on a line, as a list, summed up, and what it leads to."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rules.calendar import Month
from rules.household_codes import shown as shown_code
from rules.money import dong, percent
from storage.due_details import DueDetail
from storage.spells import Spell, Spells
from ui.buttons import Button
from ui.lists import write
from ui.panels import IconMark, KeyCap, Panel, clear, ruler, words
from ui.screens.enrolments.spell_line import SpellLine
from ui.screens.enrolments.wording import (
    day_words,
    place_words,
    span_words,
    spell_detail,
    spell_title,
    sum_words,
    tr,
    years_words,
)
from ui.states import paint_state
from ui.style import look

WIDTH = 420
_SHAPES = {"first": "covered", "again": "covered", "gap": "stopped", "listed": "unknown"}
_FIVE_YEARS = 60


class SpellRows(QWidget):
    """The spells as a list, the newest first: when, what, why, how many months."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, str, str, str, str]] = []

    def put(self, rows: Sequence[tuple[str, str, str, str, str]]) -> None:
        """Show rows of: shape, span, title, detail, months."""
        self._rows = list(rows)
        self.setAccessibleName("; ".join(", ".join(row[1:]) for row in rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """40 px for each row."""
        return QSize(300, len(self._rows) * look().metrics.px(41))

    def minimumSizeHint(self) -> QSize:
        """Rows are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows, with a thread between their shapes."""
        now = look()
        painter = QPainter(self)
        step = now.metrics.px(41)
        left, shape = now.metrics.px(130), now.metrics.px(128)
        for at, (kind, span, title, detail, months) in enumerate(self._rows):
            top = at * step
            base = top + now.metrics.px(13)
            small = now.font("small")
            wide = QFontMetrics(small).horizontalAdvance(span)
            write(painter, (max(0, shape - 4 - wide), base), span, small, "text2")
            if at + 1 < len(self._rows):
                painter.fillRect(shape + 6, top + 20, 1, step - 22, now.color("line"))
            box = QRect(shape, top + 2, 14, 14)
            if kind == "coming":
                painter.save()
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(now.color("accent"), 1.3, Qt.PenStyle.DashLine))
                painter.drawEllipse(box.adjusted(1, 1, -1, -1))
                painter.restore()
            else:
                paint_state(painter, box, _SHAPES[kind])
            plain = kind in {"gap", "coming"}
            number = now.font("body" if plain else "strong")
            place = QRect(self.width() - 60, top, 60, now.metrics.px(18))
            painter.setFont(number)
            painter.setPen(now.color("text2" if plain else "text"))
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, months)
            ink = "text"
            room = self.width() - left - 20 - 60
            title_font = now.font("body")
            write(painter, (left + 20, base), title, title_font, ink)
            said = QFontMetrics(small).elidedText(detail, Qt.TextElideMode.ElideRight, room + 40)
            write(painter, (left + 20, base + now.metrics.px(16)), said, small, "text2")


class Meter(QWidget):
    """A bar 10 px high, filled as far as something has come."""

    def __init__(self, ink: str) -> None:
        super().__init__()
        self._ink = ink
        self._share = 0.0
        self.setFixedHeight(10)

    def put(self, done: int, whole: int) -> None:
        """Show how far it is."""
        self._share = min(1.0, done / whole) if whole else 0.0
        self.setAccessibleName(f"{done} / {whole}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track and bar."""
        now = look()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("bartrack"))
        wide = round(self.width() * self._share)
        painter.fillRect(0, 0, wide, self.height(), now.color(self._ink))


class SpellsPanel(Panel):
    """Everything about one person's time.

    Signals:
        household_asked: the household is to be opened.
        why_asked: the working of the outlook is wanted.
        earlier_asked: time before the register is to be typed.
    """

    household_asked = Signal()
    why_asked = Signal()
    earlier_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown: Spells | None = None
        self.setFixedWidth(WIDTH)
        self.name = words("", "heading")
        self._about = QHBoxLayout()
        self._about.setSpacing(8)
        self._facts = words("", "small")
        self.open = Button(tr("Mở hộ"), icon_name="house", keys=tr("Enter"), small=True)
        self.open.clicked.connect(self.household_asked)
        self.open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.caption = words("", "small")
        self.caption.setTextFormat(Qt.TextFormat.RichText)
        self.line = SpellLine()
        self.rows = SpellRows()
        self.nothing = words("", "small", wrap=True)
        self.sum = words("", "panel")
        self.sum.setTextFormat(Qt.TextFormat.RichText)
        self._make_bars()
        self.outlook = words("", "small", wrap=True)
        self.outlook.setTextFormat(Qt.TextFormat.RichText)
        self.why = Button(tr("Vì sao?"), kind="link")
        self.why.clicked.connect(self.why_asked)
        self.earlier = Button(tr("ghi thêm trước khi có sổ"), kind="link", keys=tr("Ctrl+L"))
        self.earlier.clicked.connect(self.earlier_asked)
        self.warning = QFrame()
        self._warned = words("", "small", wrap=True)
        self._lay_out()
        look().changed.connect(self._dress)
        self._dress()

    def _make_bars(self) -> None:
        self.support = words("", "small")
        self.support.setTextFormat(Qt.TextFormat.RichText)
        self.support_bar = Meter("gov")
        self.clock = words("", "small")
        self.clock.setTextFormat(Qt.TextFormat.RichText)
        self.clock_bar = Meter("barok")
        self.clock_note = words("", "small", wrap=True)

    def _lay_out(self) -> None:
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(12, 12, 12, 4)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.open)
        column.addLayout(head)
        column.addLayout(self._about)
        column.addSpacing(4)
        column.addWidget(self.caption)
        column.addWidget(self.line)
        self.body.addWidget(top)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("inside")
        listed = QVBoxLayout(inside)
        listed.setContentsMargins(12, 6, 12, 0)
        listed.setSpacing(0)
        listed.addWidget(self.rows)
        listed.addWidget(self.nothing)
        listed.addStretch(1)
        self._area.setWidget(inside)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self._make_sum())
        bars = self._lay_bars()
        self.body.addWidget(bars)
        self.body.addWidget(ruler())
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(self.outlook, 1)
        row.addWidget(self.why)
        self._foot = foot
        self.body.addWidget(foot)
        row = QHBoxLayout(self.warning)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(IconMark("triangle-alert", ink="warn"))
        row.addWidget(self._warned, 1)
        self.warning.setObjectName("warning")
        self.body.addWidget(self.warning)

    def _lay_bars(self) -> QWidget:
        bars = QWidget()
        column = QVBoxLayout(bars)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(5)
        for text, bar in ((self.support, self.support_bar), (self.clock, self.clock_bar)):
            column.addWidget(text)
            column.addWidget(bar)
            column.addSpacing(5)
        column.addWidget(self.clock_note)
        return bars

    def _make_sum(self) -> QWidget:
        strip = QWidget()
        strip.setObjectName("sum")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(words(tr("Đã đóng"), "panel"))
        row.addWidget(self.earlier, 1)
        row.addWidget(self.sum)
        self._strip = strip
        return strip

    def _dress(self) -> None:
        now = look()
        raised, line = now.color("raised").name(), now.color("lines").name()
        self._strip.setFixedHeight(now.metrics.px(28))
        self._strip.setStyleSheet(
            f"QWidget#sum {{ background: {raised}; border-top: 1px solid {line};"
            f" border-bottom: 1px solid {now.color('line').name()}; }}"
        )
        tint, border = now.color("warntint").name(), now.color("warnline").name()
        self.warning.setStyleSheet(
            f"QFrame#warning {{ background: {tint}; border-top: 1px solid {border};"
            " border-bottom-left-radius: 5px; border-bottom-right-radius: 5px; }"
        )

    # -- one person

    def put(
        self, found: Spells | None, shown: DueDetail | None, coming: tuple[Month, int] | None,
        warning: str,
    ) -> None:  # fmt: skip
        """Show a person, with what renewing would add and what is not sure of the next price."""
        self.shown = found
        if found is None:
            self._clear()
            return
        on = found.on
        self.name.setText(found.person.name)
        self._show_about(found, shown)
        self.caption.setText(tr("Các lần đóng BHXH tự nguyện · thanh tím: nhà nước hỗ trợ"))
        self.line.put(found.spells, on, coming)
        rows = [_row(one, on) for one in reversed(found.spells)]
        if coming is not None and shown is not None and shown.price.amount is not None:
            start, months = coming
            title = tr("Gia hạn tới {month}").format(month=start.plus(months - 1).shown)
            detail = tr("nếu đóng {amount} hôm nay").format(amount=dong(shown.price.amount))
            rows.insert(0, ("coming", start.shown, title, detail, f"+{months}"))
        self.rows.put(rows)
        self.rows.setVisible(bool(rows))
        self.line.setVisible(bool(rows))
        self.nothing.setText("" if rows else tr("Chưa đóng BHXH tự nguyện lần nào."))
        self.nothing.setVisible(not rows)
        self._show_sums(found)
        self._show_clock(found)
        self._show_outlook(found)
        self._warned.setText(warning)
        self.warning.setVisible(bool(warning))

    def _clear(self) -> None:
        self.name.setText("")
        self._facts.setText("")
        self.rows.put(())
        self.line.put((), date(2000, 1, 1))
        self.line.hide()
        for label in (self.caption, self.sum, self.support, self.clock, self.outlook):
            label.setText("")
        self.clock_note.setText("")
        self.nothing.setText(tr("Chọn một dòng để xem các lần đóng."))
        self.nothing.show()
        self.warning.hide()
        self.open.setEnabled(False)

    def _show_about(self, found: Spells, shown: DueDetail | None) -> None:
        clear(self._about)
        person = found.person
        code = person.household_code
        self.open.setEnabled(person.household_id is not None)
        if code:
            self._about.addWidget(KeyCap(shown_code(code)))
        born = person.born
        parts = [born.shown if born else tr("chưa rõ ngày sinh")]
        if born is not None:
            parts.append(tr("{age} tuổi").format(age=born.age_on(found.on)))
        if shown is not None:
            village = shown.row.village or place_words(shown.row, found.on).split(" · ")[0]
            parts.append(village)
        self._facts = words(" · ".join(parts), "small")
        self._about.addWidget(self._facts, 1)

    def _show_sums(self, found: Spells) -> None:
        text = tr("{parts}<u>{sum} tháng</u>").format(parts=sum_words(found.parts), sum=found.paid)
        if found.compulsory:
            text += tr(", bắt buộc {months}").format(months=found.compulsory)
        self.sum.setText(text)
        left = max(0, found.limit - found.supported)
        self.support.setText(
            _between(
                tr("Đã được hỗ trợ"),
                tr("<b>{used}</b> / {limit} tháng, còn {left}").format(
                    used=found.supported, limit=found.limit, left=left
                ),
            )
        )
        self.support_bar.put(found.supported, found.limit)

    def _show_clock(self, found: Spells) -> None:
        clock = found.continuity
        said = {
            "reached": tr("<b>đủ 5 năm</b> từ {complete}"),
            "counting": tr("<b>{so_far}</b>, đủ 5 năm {complete}"),
            "paused": tr("<b>đang ngắt</b>, đóng trước {keep} vẫn liên tục"),
            "broken": tr("<b>đã ngắt</b>, tính lại từ đầu"),
            "unsure": tr("<b>chưa rõ</b>"),
        }[clock.kind]
        months = 0
        if clock.since is not None:
            months = Month.of(clock.since).months_until(Month.of(found.on))
        text = said.format(
            so_far=years_words(max(0, months)),
            complete=day_words(clock.complete) if clock.complete else "",
            keep=day_words(clock.keep_until) if clock.keep_until else "",
        )
        self.clock.setText(_between(tr("BHYT liên tục"), text))
        done = _FIVE_YEARS if clock.kind == "reached" else min(months, _FIVE_YEARS)
        self.clock_bar.put(done if clock.kind in {"reached", "counting", "paused"} else 0, 60)
        earlier = tr("Trước đó chưa rõ có thẻ hay không. ") if clock.earlier_unknown else ""
        self.clock_note.setText(earlier + tr("Ngắt không quá 3 tháng vẫn liên tục."))

    def _show_outlook(self, found: Spells) -> None:
        outlook = found.outlook
        self._foot.setVisible(outlook is not None)
        if outlook is None:
            return
        age = outlook.retirement
        years = years_words(outlook.total)
        rate = outlook.pension.rate
        text = tr("Đóng đều đến tuổi hưu ({month}): <b>{years}, {rate}</b>").format(
            month=age.reached.shown, years=years, rate=percent(rate, gap=" ") if rate else ""
        )
        if outlook.missing:
            text = tr(
                "Đóng đều đến tuổi hưu ({month}): <b>{years}</b>, còn thiếu {missing}"
            ).format(month=age.reached.shown, years=years, missing=years_words(outlook.missing))
        self.outlook.setText(text)


def _between(left: str, right: str) -> str:
    """Words at both ends of a line."""
    return (
        f'<table width="100%" cellspacing="0" cellpadding="0"><tr><td>{left}</td>'
        f'<td align="right">{right}</td></tr></table>'
    )


def _row(spell: Spell, on: date) -> tuple[str, str, str, str, str]:
    income = dong(spell.income) if spell.income else ""
    months = "0" if spell.kind == "gap" else str(spell.months)
    detail = spell_detail(spell, income)
    return spell.kind, span_words(spell, on), spell_title(spell), detail, months
