"""Line icons in the colour of their text, sharp at every scale of the screen."""

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.style import RESOURCES, look

FOLDER = RESOURCES / "icons"

_GROUND = re.compile(r"<rect[^>]*/>")  # the mark's own square, left out on the rail


def stroke_width(size: int) -> float:
    """The stroke on screen in pixels: 1.5, and 1.35 for icons inside text."""
    return 1.5 if size >= 16 else 1.35


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _renderer(name: str, size: int, colour: str) -> QSvgRenderer:
    text = _source(name).replace("currentColor", colour)
    width = stroke_width(size) * 24 / size
    text = text.replace('stroke-width="2"', f'stroke-width="{width:.3f}"')
    return QSvgRenderer(QByteArray(text.encode("utf-8")))


def paint_icon(painter: QPainter, rect: QRect, name: str, ink: str) -> None:
    """Draw an icon in a square, in the colour of a token."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = look().color(ink).name()
    _renderer(name, rect.width(), colour).render(painter, QRectF(rect))
    painter.restore()


@lru_cache(maxsize=512)
def _pixmap(name: str, size: int, colour: str, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, size, colour).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def pixmap(name: str, *, size: int = 16, ink: str = "text", ratio: float = 1.0) -> QPixmap:
    """An icon as a picture of `size` logical pixels."""
    return _pixmap(name, size, look().color(ink).name(), ratio)


def icon(name: str, *, ink: str = "text", size: int = 16) -> QIcon:
    """An icon for menus and Qt's own widgets, in three resolutions."""
    found = QIcon()
    for ratio in (1.0, 1.5, 2.0):
        found.addPixmap(pixmap(name, size=size, ink=ink, ratio=ratio))
        dim = pixmap(name, size=size, ink="text3", ratio=ratio)
        found.addPixmap(dim, QIcon.Mode.Disabled)
    return found


@lru_cache(maxsize=2)
def _mark(*, whole: bool) -> QSvgRenderer:
    text = _source("so-an-sinh")
    if not whole:
        text = _GROUND.sub("", text, count=1)
    renderer = QSvgRenderer(QByteArray(text.encode("utf-8")))
    if not whole:
        renderer.setViewBox(QRectF(14, 10, 37, 44))
    return renderer


def paint_mark(painter: QPainter, rect: QRectF) -> None:
    """Draw the program's mark, a register with a heart, five wide to six high."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect)  # the tile behind the book is for icons of the window only
    _mark(whole=False).render(painter, rect)
    painter.restore()


def mark_icon() -> QIcon:
    """The mark as the icon of the window."""
    found = QIcon()
    for size in (16, 24, 32, 48, 64):
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        _mark(whole=True).render(painter, QRectF(0, 0, size, size))
        painter.end()
        found.addPixmap(picture)
    return found
