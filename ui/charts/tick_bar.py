"""A bar from where the year began to its target, with a tick where today should be."""

from fractions import Fraction

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPolygonF

from ui.style import look

_TICK = 2
_BEYOND = 4
_MARK = 8  # the triangle of a gap


def paint_tick_bar(
    painter: QPainter, rect: QRect, filled: Fraction, tick: Fraction | None, *, done: bool = False
) -> None:
    """Draw a bar with its tick; both shares are of the whole bar, and may lie outside of it.

    Args:
        painter: of the widget.
        rect: of the bar; the tick stands out above and below.
        filled: how much is reached.
        tick: where today should be; None draws none.
        done: the target is reached.
    """
    now = look()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(rect, now.color("bartrack"))
    width = round(rect.width() * _within(filled))
    bar = QRect(rect.left(), rect.top(), width, rect.height())
    painter.fillRect(bar, now.color("barok" if done else "bar"))
    if tick is not None:
        at = rect.left() + round((rect.width() - _TICK) * _within(tick))
        line = QRect(at, rect.top() - _BEYOND, _TICK, rect.height() + 2 * _BEYOND)
        painter.fillRect(line, now.color("target"))
    painter.restore()


def _within(share: Fraction) -> Fraction:
    return min(max(share, Fraction(0)), Fraction(1))


def paint_gap(
    painter: QPainter, rect: QRect, words: str, *, short: bool, font: QFont, left: bool = False
) -> None:
    """Draw a distance with its triangle: down and `bad` where some are missing, else up and `ok`.

    Args:
        painter: of the widget.
        rect: of the cell.
        words: the number, with or without a word before it.
        short: some are missing.
        font: of the words.
        left: at the left of the cell instead of the right.
    """
    now = look()
    painter.save()
    ink = now.color("bad" if short else "ok")
    painter.setFont(font)
    painter.setPen(ink)
    width = QFontMetrics(font).horizontalAdvance(words)
    side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
    place = rect.adjusted(_MARK + 6 if left else 0, 0, 0, 0)
    painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, words)
    start = rect.left() if left else rect.right() + 1 - width - 6 - _MARK
    middle = rect.center().y() + 1
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    tip, base = (middle + 3, middle - 3) if short else (middle - 3, middle + 3)
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(start, base),
                QPointF(start + _MARK, base),
                QPointF(start + _MARK / 2, tip),
            ]
        )
    )
    painter.restore()
