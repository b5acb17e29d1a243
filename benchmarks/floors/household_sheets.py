"""Floor of printing: a reportlab canvas drawing the same strings, rules and QR squares."""

from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

Call = tuple[str, tuple[Any, ...], dict[str, Any]]


def draw(calls: list[Call], size: tuple[float, float], out: Path) -> None:
    """Make every call on a plain canvas, from memory; fonts are registered already."""
    canvas = Canvas(str(out), pagesize=size, pageCompression=1, invariant=1)
    for name, args, named in calls:
        if name == "drawPath":
            path = canvas.beginPath()
            path._code = args[0]  # type: ignore[attr-defined]  # noqa: SLF001
            canvas.drawPath(path, *args[1:], **named)
        else:
            getattr(canvas, name)(*args, **named)
    canvas.save()
