"""How the program looks now: theme, sizes, fonts, palette and style sheet."""

from pathlib import Path
from string import Template
from typing import Literal, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.metrics import Metrics
from ui.tokens import LIGHT, THEMES, Tokens

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
FAMILY = "So An Sinh"

Theme = Literal["light", "dark", "system"]
FontRole = Literal[
    "figure", "title", "heading", "panel", "body", "name", "strong", "small", "small_head",
    "small_strong", "tiny",
]  # fmt: skip

# role: px at scale 1, weight
FONTS: dict[str, tuple[int, QFont.Weight]] = {
    "figure": (28, QFont.Weight.DemiBold),
    "title": (20, QFont.Weight.DemiBold),
    "heading": (16, QFont.Weight.DemiBold),
    "panel": (13, QFont.Weight.DemiBold),
    "body": (13, QFont.Weight.Normal),
    "name": (13, QFont.Weight.Medium),
    "strong": (13, QFont.Weight.DemiBold),
    "small": (12, QFont.Weight.Normal),
    "small_head": (12, QFont.Weight.Medium),
    "small_strong": (12, QFont.Weight.DemiBold),
    "tiny": (11, QFont.Weight.Normal),
}

_PALETTE = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.Highlight: "tint",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.ToolTipBase: "tip",
    QPalette.ColorRole.ToolTipText: "tiptext",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "hair",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "lines",
    QPalette.ColorRole.Shadow: "line",
}


class Look(QObject):
    """The theme and sizes in force; `changed` is sent when one of them is another."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme: Theme = "system"
        self.tokens: Tokens = LIGHT
        self.metrics = Metrics()
        self._fonts: dict[str, QFont] = {}

    def color(self, ink: str) -> QColor:
        """The colour of a token now."""
        return QColor(getattr(self.tokens, ink))

    def font(self, role: FontRole) -> QFont:
        """The font of a role, at the size of letters chosen."""
        found = self._fonts.get(role)
        if found is None:
            size, weight = FONTS[role]
            found = QFont(FAMILY)
            found.setPixelSize(self.metrics.px(size))
            found.setWeight(weight)
            found.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
            self._fonts[role] = found
        return found

    def adopt(self, tokens: Tokens, metrics: Metrics) -> bool:
        """Take another theme or other sizes; True when anything is different."""
        if tokens == self.tokens and metrics == self.metrics:
            return False
        if metrics.scale != self.metrics.scale:
            self._fonts.clear()
        self.tokens, self.metrics = tokens, metrics
        return True


_look: list[Look] = []


def look() -> Look:
    """The one look of this program."""
    if not _look:
        _look.append(Look())
    return _look[0]


def load_fonts(folder: Path = RESOURCES / "fonts") -> list[str]:
    """Load the program's own fonts by path and return the families found.

    Never asks the machine for a family: what the office has installed must not change the page.
    """
    families: list[str] = []
    for path in sorted(folder.glob("SoAnSinh-*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number)
    return families


def prepare(app: QApplication, theme: Theme = "system", scale: float = 1.0) -> None:
    """Fonts, style and colours for a program that has just started."""
    app.setStyle("Fusion")
    load_fonts()
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)
    app.setEffectEnabled(Qt.UIEffect.UI_FadeMenu, False)
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateTooltip, False)
    app.setEffectEnabled(Qt.UIEffect.UI_FadeTooltip, False)
    set_theme(app, theme, metrics=Metrics(look().metrics.density, scale))
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(lambda _: set_theme(app, look().theme))
    _apply(app)


def system_theme() -> str:
    """`dark` where the machine asks for dark windows, else `light`."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


def set_theme(app: QApplication, theme: Theme, *, metrics: Metrics | None = None) -> None:
    """Show the program light or dark, or as the machine is; sizes stay unless given."""
    look().theme = theme
    tokens = THEMES[system_theme() if theme == "system" else theme]
    if look().adopt(tokens, metrics or look().metrics):
        _apply(app)


def set_metrics(app: QApplication, metrics: Metrics) -> None:
    """Use other sizes, as when the window became lower or letters larger."""
    if look().adopt(look().tokens, metrics):
        _apply(app)


def _apply(app: QApplication) -> None:
    now = look()
    app.setFont(now.font("body"))
    app.setPalette(palette(now.tokens))
    app.setStyleSheet(style_sheet(now.tokens, now.metrics))
    now.changed.emit()


def palette(tokens: Tokens) -> QPalette:
    """The palette of a theme, for whatever the style sheet does not paint."""
    colours = QPalette()
    for role, token in _PALETTE.items():
        colours.setColor(role, QColor(getattr(tokens, token)))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        colours.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text3))
    return colours


def style_sheet(tokens: Tokens, metrics: Metrics) -> str:
    """The style sheet with the tokens and sizes filled in."""
    text = (RESOURCES / "style.qss").read_text(encoding="utf-8")
    sizes = {f"fs{size}": str(metrics.px(size)) for size in (11, 12, 13, 16, 20, 28)}
    named = {
        name: str(cast("int", getattr(metrics, name)))
        for name in ("field", "small_field", "table_head", "tabs", "panel_head")
    }
    lines = {
        "field_in": str(metrics.field - 2),
        "big_field_in": str(metrics.px(40) - 4),
        "small_field_in": str(metrics.small_field - 2),
        "field_focus": str(metrics.field - 4),
        "small_field_focus": str(metrics.small_field - 4),
    }
    return Template(text).substitute(tokens.colours() | sizes | named | lines | {"family": FAMILY})
