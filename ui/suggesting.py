"""A line of free text that offers what was written before."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from ui.fields import TextField


class SuggestingField(TextField):
    """Free text; what fits of earlier texts stands below while typing."""

    def suggest(self, texts: Sequence[str]) -> None:
        """Offer these texts."""
        completer = QCompleter(QStringListModel(list(texts), self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(lambda _: self.changed.emit())
        self.line.setCompleter(completer)
