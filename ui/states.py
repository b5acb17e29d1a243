"""How an insurance state or the result of a visit is shown: shape, word and colour together."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen

from rules.calendar import Month, shown_day
from rules.coverage import State
from ui.style import look

# kind: shape, token of the words, token of the shape, token of the tinted box and its border
KINDS: dict[str, tuple[str, str, str, str]] = {
    "covered": ("disc", "ok", "ok", "ok"),
    "ending": ("half", "warn", "warnmark", "warn"),
    "ended": ("cross", "bad", "bad", "bad"),
    "never": ("cross", "bad", "bad", "bad"),
    "stopped": ("bars", "warn", "warnmark", "warn"),
    "state_paid": ("square", "gov", "gov", "gov"),
    "compulsory": ("hexagon", "ok", "ok", "ok"),
    "unknown": ("dashed", "unk", "unk", "unk"),
    "not_applicable": ("dash", "text3", "text3", "unk"),
    # results of a visit
    "agreed": ("disc", "ok", "ok", "ok"),
    "thinking": ("half", "warn", "warnmark", "warn"),
    "refused": ("cross", "bad", "bad", "bad"),
    "absent": ("dashed", "unk", "unk", "unk"),
    "moved": ("dash", "text3", "text3", "unk"),
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as a cell shows it: words in the colour of the state, a note in plain colour.

    `boxed` marks a state that needs somebody: it gets the tinted box.
    """

    kind: str
    words: str
    note: str = ""
    boxed: bool = False

    def __str__(self) -> str:
        return f"{self.words} {self.note}".strip()


def _tr(text: str) -> str:
    return QCoreApplication.translate("States", text)


def hi_badge(state: State) -> Badge:
    """The health insurance state of one person, as the tables show it."""
    makers: dict[str, Callable[[State], Badge]] = {
        "covered": _hi_covered,
        "ending": _hi_ending,
        "ended": _hi_ended,
        "unknown": _hi_unknown,
    }
    if state.starts is not None and state.kind in {"never", "ended", "unknown"}:
        day = shown_day(state.starts)  # paid for already: nothing is left to do
        return Badge("never", _tr("Dùng được từ {day}").format(day=day))
    if state.kind in makers:
        return makers[state.kind](state)
    words = {
        "never": _tr("Chưa có"),
        "state_paid": _tr("Nhà nước đóng"),
        "compulsory": _tr("Đóng ở nơi làm việc"),
        "stopped": _tr("Đã dừng"),
        "not_applicable": _tr("Không theo dõi"),
    }
    return Badge(state.kind, words[state.kind], boxed=state.kind in {"never", "stopped"})


def _hi_covered(state: State) -> Badge:
    return Badge("covered", shown_day(state.until) if state.until else _tr("Còn hạn"))


def _hi_ending(state: State) -> Badge:
    words = shown_day(state.until) if state.until else _tr("Sắp hết hạn")
    if state.days is None:
        return Badge("ending", words, boxed=True)
    if state.days == 0:
        return Badge("ending", words, _tr("hết hôm nay"), boxed=True)
    return Badge("ending", words, _tr("còn {days} ngày").format(days=state.days), boxed=True)


def _hi_ended(state: State) -> Badge:
    if state.until is None:
        return Badge("ended", _tr("Hết hạn"), boxed=True)
    return Badge("ended", _tr("Hết hạn {day}").format(day=shown_day(state.until)), boxed=True)


def _hi_unknown(state: State) -> Badge:
    if state.expected:
        return Badge("unknown", _tr("Chưa thấy thẻ"), _tr("Nhà nước đóng"), boxed=True)
    return Badge("unknown", _tr("Chưa rõ, hỏi lại"), boxed=True)


def vsi_badge(state: State) -> Badge:
    """The voluntary social insurance state of one person, as the tables show it."""
    if state.kind == "covered":
        if state.until is None:
            return Badge("covered", _tr("Đang tham gia"))
        return Badge("covered", _tr("Đến {month}").format(month=Month.of(state.until).shown))
    if state.kind == "ending":
        month = Month.of(state.until).shown if state.until else ""
        return Badge("ending", _tr("Hết {month}").format(month=month), boxed=True)
    if state.kind in {"stopped", "ended"}:
        if state.until is None or state.since is None:
            return Badge("stopped", _tr("Đã dừng"), boxed=True)
        month = Month.of(state.since).shown
        return Badge("stopped", _tr("Dừng từ {month}").format(month=month), boxed=True)
    words = {
        "never": _tr("Chưa tham gia"),
        "state_paid": _tr("Hưu trí xã hội"),
        "compulsory": _tr("BHXH bắt buộc"),
        "unknown": _tr("Chưa rõ"),
        "not_applicable": _tr("Chưa đến tuổi"),
    }
    return Badge(state.kind, words[state.kind])


def badge_width(badge: Badge) -> int:
    """How wide a badge is in logical pixels, box and all."""
    metrics = QFontMetrics(look().font("body"))
    width = 14 + 6 + metrics.horizontalAdvance(badge.words)
    if badge.note:
        width += 6 + metrics.horizontalAdvance(badge.note)
    return width + (13 if badge.boxed else 0)


def paint_badge(painter: QPainter, rect: QRect, badge: Badge) -> None:
    """Draw a badge at the left of a cell, in the middle of its height.

    Words never lose letters: the badge may be wider than the cell, which shows that the column is
    too narrow.
    """
    _, words, _, box = KINDS[badge.kind]
    now = look()
    metrics = QFontMetrics(now.font("body"))
    height = now.metrics.px(22)
    top = rect.top() + (rect.height() - height) // 2
    left = rect.left()
    painter.save()
    if badge.boxed:
        frame = QRectF(left + 0.5, top + 0.5, badge_width(badge) - 1, height - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(now.color(f"{box}line"))
        painter.setBrush(now.color(f"{box}tint"))
        painter.drawRoundedRect(frame, 3, 3)
        left += 5
    paint_state(painter, QRect(left, top + (height - 14) // 2, 14, 14), badge.kind)
    painter.setFont(now.font("body"))
    painter.setPen(now.color(words))
    base = top + (height + metrics.ascent() - metrics.descent()) // 2
    painter.drawText(left + 20, base, badge.words)
    if badge.note:
        painter.setPen(now.color("text"))
        painter.drawText(left + 26 + metrics.horizontalAdvance(badge.words), base, badge.note)
    painter.restore()


def paint_state(painter: QPainter, rect: QRect, kind: str, *, ink: str | None = None) -> None:
    """Draw the shape of a state or result in a square of 12 or 14 px.

    `ink` names a token to use instead of the state's own, where the shape stands on other ground.
    """
    shape, _, own, _ = KINDS[kind]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.left(), rect.top())
    painter.scale(rect.width() / 14, rect.height() / 14)
    colour = look().color(ink or own)
    _SHAPES[shape](painter, colour)
    painter.restore()


def _tick(painter: QPainter) -> None:
    pen = QPen(look().color("surface"), 1.7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline([QPointF(4.2, 7.3), QPointF(6.2, 9.2), QPointF(9.8, 5.2)])


def _ring(painter: QPainter, colour: QColor, width: float = 1.4) -> None:
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = width / 2
    painter.drawEllipse(QRectF(inset, inset, 14 - width, 14 - width))


def _disc(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(0, 0, 14, 14))
    _tick(painter)


def _half(painter: QPainter, colour: QColor) -> None:
    _ring(painter, colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPie(QRectF(0.7, 0.7, 12.6, 12.6), -90 * 16, 180 * 16)


def _cross(painter: QPainter, colour: QColor) -> None:
    _ring(painter, colour)
    pen = QPen(colour, 1.7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(5.1, 5.1), QPointF(8.9, 8.9))
    painter.drawLine(QPointF(8.9, 5.1), QPointF(5.1, 8.9))


def _bars(painter: QPainter, colour: QColor) -> None:
    _ring(painter, colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(4.6, 4.2, 1.6, 5.6), 0.6, 0.6)
    painter.drawRoundedRect(QRectF(7.8, 4.2, 1.6, 5.6), 0.6, 0.6)


def _square(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(0.3, 0.3, 13.4, 13.4), 2.5, 2.5)
    _tick(painter)


def _hexagon(painter: QPainter, colour: QColor) -> None:
    path = QPainterPath(QPointF(7, 0))
    for x, y in ((13.1, 3.5), (13.1, 10.5), (7, 14), (0.9, 10.5), (0.9, 3.5)):
        path.lineTo(x, y)
    path.closeSubpath()
    painter.fillPath(path, colour)
    _tick(painter)


def _dashed(painter: QPainter, colour: QColor) -> None:
    pen = QPen(colour, 1.3)
    pen.setDashPattern([2.1, 1.7])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(0.65, 0.65, 12.7, 12.7))
    pen = QPen(colour, 1.4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    hook = QPainterPath(QPointF(5.2, 5.4))
    hook.cubicTo(5.3, 3.3, 8.9, 3.3, 8.8, 5.6)
    hook.cubicTo(8.7, 6.8, 7, 6.9, 7, 8)
    painter.drawPath(hook)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(7, 10.1), 0.85, 0.85)


def _dash(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(3, 6.2, 8, 1.6), 0.6, 0.6)


_SHAPES: dict[str, Callable[[QPainter, QColor], None]] = {
    "disc": _disc,
    "half": _half,
    "cross": _cross,
    "bars": _bars,
    "square": _square,
    "hexagon": _hexagon,
    "dashed": _dashed,
    "dash": _dash,
}
