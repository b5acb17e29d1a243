"""Both themes can be read, and are what the style sheet and the palette are made of."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette

from ui.metrics import Metrics
from ui.style import RESOURCES, palette, style_sheet
from ui.tokens import DARK, LIGHT, Tokens

GROUNDS = ("surface", "window", "raised", "tint")
TEXTS = ("text", "text2", "text3", "ok", "warn", "bad", "gov", "unk")


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[n : n + 2], 16) / 255) for n in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(tokens: Tokens, one: str, other: str) -> float:
    """WCAG 2.1, success criterion 1.4.3."""
    pair = sorted((luminance(getattr(tokens, one)), luminance(getattr(tokens, other))))
    return (pair[1] + 0.05) / (pair[0] + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda t: t.name)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read_on_every_ground_it_may_stand_on(
    tokens: Tokens, text: str, ground: str
) -> None:
    assert contrast(tokens, text, ground) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda t: t.name)
@pytest.mark.parametrize("tone", ["ok", "warn", "bad", "gov", "unk"])
def test_words_of_a_state_can_be_read_on_its_own_tint(tokens: Tokens, tone: str) -> None:
    assert contrast(tokens, tone, f"{tone}tint") >= 4.5
    assert contrast(tokens, "text", f"{tone}tint") >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda t: t.name)
@pytest.mark.parametrize(
    ("shape", "ground"),
    [
        ("lines", "surface"),
        ("lines", "window"),
        ("warnmark", "surface"),
        ("warnmark", "tint"),
        ("warnmark", "warntint"),
        ("accent", "surface"),
        ("accent", "tint"),
        ("bar", "bartrack"),
        ("barok", "bartrack"),
        ("railmark", "rail"),
        ("railmark", "railon"),
    ],
)
def test_shapes_and_borders_can_be_seen(tokens: Tokens, shape: str, ground: str) -> None:
    assert contrast(tokens, shape, ground) >= 3


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda t: t.name)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("onaccent", "accent"),
        ("onaccent", "accenth"),
        ("onaccent", "accentp"),
        ("railtext", "rail"),
        ("railtext", "railon"),
        ("raildim", "rail"),
        ("tiptext", "tip"),
        ("link", "surface"),
        ("link", "warntint"),
        ("accentp", "tint"),
    ],
)
def test_other_words_can_be_read(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(tokens, text, ground) >= 4.5


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast(LIGHT, "text", "surface") == pytest.approx(16.1, abs=0.05)
    assert contrast(DARK, "text3", "tint") == pytest.approx(4.8, abs=0.05)


def test_every_name_in_the_style_sheet_is_filled() -> None:
    for tokens in (LIGHT, DARK):
        assert "$" not in style_sheet(tokens, Metrics("compact", 1.3))


def test_colours_stand_only_in_the_tokens() -> None:
    ui = Path(RESOURCES).parent / "ui"
    files = [*ui.rglob("*.py"), RESOURCES / "style.qss"]
    found = [
        f"{path.name}: {hexes}"
        for path in files
        if path.name != "tokens.py"
        and (hexes := re.findall(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_the_palette_is_made_of_the_tokens() -> None:
    colours = palette(DARK)
    assert colours.color(QPalette.ColorRole.Base) == QColor(DARK.surface)
    assert colours.color(QPalette.ColorRole.PlaceholderText) == QColor(DARK.text3)


@pytest.mark.parametrize(
    ("height", "row", "dense", "list_row"),
    [(768, 32, 28, 48), (697, 28, 24, 44), (640, 26, 22, 44)],
)
def test_a_low_window_has_lower_rows(height: int, row: int, dense: int, list_row: int) -> None:
    sizes = Metrics.for_height(height)
    assert (sizes.row, sizes.dense, sizes.list_row) == (row, dense, list_row)


def test_rows_grow_with_the_letters() -> None:
    assert Metrics("tight", 1.3).row >= Metrics("tight", 1.0).px(26 * 1.3)
