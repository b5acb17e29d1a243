"""Vietnamese for the texts Qt brings along; Qt itself ships none."""

import tomllib
from functools import cache

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

from ui.style import RESOURCES


@cache
def _texts() -> dict[str, dict[str, str]]:
    text = (RESOURCES / "words" / "qt_vi.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text).items())


class QtInVietnamese(QTranslator):
    """Answers Qt's English texts with Vietnamese ones, and leaves ours alone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known = _texts()

    def isEmpty(self) -> bool:
        """Qt does not ask a translator that says it is empty."""
        return False

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The Vietnamese text; None for anything that is not Qt's."""
        return self._known.get(context, {}).get(sourceText)


def speak_vietnamese(app: QCoreApplication) -> QtInVietnamese:
    """Use Vietnamese texts and numbers in everything Qt shows."""
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    translator = QtInVietnamese(app)
    app.installTranslator(translator)
    return translator
