"""Pictures the program draws itself: the terraced fields on the cover of a leaflet."""

from collections.abc import Sequence
from dataclasses import dataclass

from printing.paper import ACCENT, TINTS, WHITE, Colour, Outline, Paper

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Field:
    """The place of a picture; its own measure runs from (0, 0) to (1, 1), y downwards."""

    x: float
    top: float
    width: float
    height: float

    def at(self, point: Point) -> Point:
        return self.x + point[0] * self.width, self.top + point[1] * self.height

    def curve(self, outline: Outline, points: Sequence[Point]) -> None:
        """Goes on through points, three at a time: towards, towards, end."""
        for number in range(0, len(points), 3):
            first, second, end = (self.at(point) for point in points[number : number + 3])
            outline.curve(first, second, end)


# A terrace begins at the left edge at a height and crosses in two waves; the second of each pair
# is where the curve is drawn to.
_WAVES: tuple[tuple[float, Colour], ...] = (
    (0.505, TINTS[1]),
    (0.625, WHITE),
    (0.695, TINTS[1]),
    (0.765, WHITE),
    (0.830, TINTS[1]),
)


def terraces(paper: Paper, x: float, top: float, width: float, height: float) -> None:
    """Draws hills, a sun, a house and terraced fields, in tints that photocopy well."""
    field = _Field(x, top, width, height)
    paper.box(x, top, width, height, fill=TINTS[0])
    sun_x, sun_y = field.at((0.72, 0.30))
    paper.circle(sun_x, sun_y, 0.148 * width, fill=WHITE, stroke=ACCENT, weight=1.6)
    _hill(paper, field, (0.0, 0.50), (0.20, 0.32), 0.42)
    _hill(paper, field, (0.30, 0.54), (0.47, 0.395), 0.66)
    _hill(paper, field, (0.55, 0.58), (0.82, 0.42), 1.0)
    for number, (level, tint) in enumerate(_WAVES):
        _terrace(paper, field, level, tint, swing=0.035 + 0.004 * number)
        if number == 0:
            _house(paper, field)
    _ground(paper, field)


def _hill(paper: Paper, field: _Field, foot: Point, peak: Point, right: float) -> None:
    """A rounded hill from its left foot over its peak down to the right."""
    outline = paper.shape()
    outline.move(*field.at(foot))
    reach = (peak[0] - foot[0]) / 2
    field.curve(
        outline,
        [
            (foot[0] + reach * 0.7, foot[1] - 0.07),
            (peak[0] - reach * 0.75, peak[1]),
            peak,
            (peak[0] + reach * 0.75, peak[1]),
            (right - (right - peak[0]) * 0.42, peak[1] + 0.06),
            (right, min(foot[1], peak[1] + (0.2 if right < 1 else 0.06))),
        ],
    )
    outline.line(*field.at((right, 0.7)))
    outline.line(*field.at((foot[0], 0.7)))
    outline.close()
    paper.draw(outline, fill=TINTS[2])


def _terrace(paper: Paper, field: _Field, level: float, tint: Colour, *, swing: float) -> None:
    """One terrace: filled to the foot of the picture, its edge drawn as a line."""
    start: Point = (0.0, level)
    waves = [
        (0.16, level - swing * 0.6),
        (0.27, level + swing * 2.0),
        (0.46, level + swing * 2.0),
        (0.63, level + swing * 2.0),
        (0.76, level - swing * 0.5),
        (1.0, level + swing * 1.6),
    ]
    ground = paper.shape()
    ground.move(*field.at(start))
    field.curve(ground, waves)
    ground.line(*field.at((1, 1)))
    ground.line(*field.at((0, 1)))
    ground.close()
    paper.draw(ground, fill=tint)
    edge = paper.shape()
    edge.move(*field.at(start))
    field.curve(edge, waves)
    paper.draw(edge, stroke=ACCENT, weight=1.4)


def _ground(paper: Paper, field: _Field) -> None:
    outline = paper.shape()
    outline.move(*field.at((0, 0.915)))
    field.curve(
        outline,
        [
            (0.20, 0.885),
            (0.33, 0.93),
            (0.52, 0.915),
            (0.72, 0.90),
            (0.84, 0.845),
            (1.0, 0.90),
        ],
    )
    outline.line(*field.at((1, 1)))
    outline.line(*field.at((0, 1)))
    outline.close()
    paper.draw(outline, fill=ACCENT)


def _house(paper: Paper, field: _Field) -> None:
    """A house of one room, its wall to the reader."""
    left, top = field.at((0.20, 0.515))
    wall, height = 0.16 * field.width, 0.09 * field.height
    paper.box(left, top, wall, height, fill=WHITE, stroke=ACCENT, weight=1.2)
    door = 0.04 * field.width
    tall = 0.6 * height
    paper.box(left + wall / 2 - door / 2, top + height - tall, door, tall, fill=ACCENT)
    eaves = 0.03 * field.width
    roof = paper.shape()
    roof.move(left - eaves, top)
    roof.line(left + wall / 2, top - 0.08 * field.height)
    roof.line(left + wall + eaves, top)
    roof.close()
    paper.draw(roof, fill=ACCENT)
