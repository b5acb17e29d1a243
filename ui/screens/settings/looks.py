"""Giao diện: light or dark, and the size of letters."""

from typing import cast

from PySide6.QtWidgets import QApplication

from ui.metrics import Metrics
from ui.panels import words
from ui.screens.settings.page import SettingsPage
from ui.segments import Segment, Segments
from ui.session import Session
from ui.style import Theme, look, set_metrics, set_theme

SCALES = {"normal": 1.0, "large": 1.15, "largest": 1.3}


class LooksPage(SettingsPage):
    """How this machine shows the program; kept on the machine, not in the register."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "")
        self.set_title(self.tr("Giao diện"), self.tr("chỉ đổi trên máy này"))
        self.theme = Segments(
            (
                Segment("system", self.tr("Theo máy")),
                Segment("light", self.tr("Sáng")),
                Segment("dark", self.tr("Tối")),
            )
        )
        self.scale = Segments(
            (
                Segment("normal", self.tr("Vừa")),
                Segment("large", self.tr("To")),
                Segment("largest", self.tr("Rất to")),
            )
        )
        self.theme.setAccessibleName(self.tr("Sáng hay tối"))
        self.scale.setAccessibleName(self.tr("Cỡ chữ"))
        self.theme.picked.connect(self._set_theme)
        self.scale.picked.connect(self._set_scale)
        self.body.addWidget(words(self.tr("Sáng hay tối"), "label"))
        self.body.addWidget(self.theme)
        self.body.addWidget(words(self.tr("Cỡ chữ"), "label"))
        self.body.addWidget(self.scale)
        self.body.addStretch(1)

    def reload(self) -> None:
        """Show what is chosen."""
        settings = self.session.settings
        self.theme.set_key(settings.get("theme", "system"))
        chosen = settings.get("scale", 1.0)
        self.scale.set_key(next((k for k, v in SCALES.items() if v == chosen), "normal"))

    def start(self) -> None:
        """The keys choose light or dark first."""
        self.theme.take_keys()

    def _set_theme(self, key: str) -> None:
        self.session.settings.set("theme", key)
        self.session.register.log("window_theme", theme=key)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            set_theme(app, cast("Theme", key))

    def _set_scale(self, key: str) -> None:
        self.session.settings.set("scale", SCALES[key])
        self.session.register.log("window_scale", scale=key)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            set_metrics(app, Metrics(look().metrics.density, SCALES[key]))
