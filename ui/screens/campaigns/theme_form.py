"""The theme of a month, and what to say about it in each form of event."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from rules.calendar import Month
from rules.errors import Problem
from storage.events import FORMS
from ui.drafts import DraftDialog
from ui.icons import icon
from ui.notices import Banner
from ui.panels import words
from ui.screens.campaigns.wording import ICONS, form_words, tr
from ui.session import Session
from ui.style import look
from ui.suggesting import SuggestingField
from ui.wording import sentence

DRAFT = "theme"
_LIST = 250
_HIGH = 336


class Script(QPlainTextEdit):
    """What is said, in as many lines as it takes; Tab leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Bài nói"))
        self.setPlaceholderText(tr("Bài nói theo hình thức này: câu mở đầu, điều cần nhớ, số hỏi."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is a new line here, and Ctrl+Enter the filled button's."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and held:
            event.ignore()
            return
        super().keyPressEvent(event)


class ThemeForm(DraftDialog):
    """One month: its theme, and a script for each form."""

    def __init__(self, session: Session, month: Month, *, parent: QWidget) -> None:
        super().__init__(
            tr("Chủ đề tháng {month} và bài nói theo từng hình thức").format(month=month.shown),
            filled=tr("Lưu chủ đề"),
            parent=parent,
            wide=True,
            foot_note=tr("Ctrl+Enter: lưu. Hoàn tác được: Ctrl+Z"),
        )
        self._session = session
        self._month = month
        held = session.register.themes.of(month)
        self._scripts = dict(held.scripts) if held else {}
        self._held = held
        self._before = (held.theme if held else "", dict(self._scripts))
        self.theme = SuggestingField("theme", tr("Chủ đề"), required=True)
        self.theme.suggest(list(session.register.themes.known()))
        self.theme.set_value(held.theme if held else None)
        self.forms = QListWidget()
        self.forms.setObjectName("choices")
        self.forms.setAccessibleName(tr("Hình thức"))
        self.script = Script()
        self.wrong = Banner("bad")
        self._lay_out()
        self.keep_typing(session, DRAFT, str(month), self._typed, self._retype)
        self._connect()
        self.forms.setCurrentRow(0)
        self.theme.setFocus()

    def _lay_out(self) -> None:
        for form in FORMS:
            self.forms.addItem(form_words(form))
        self._mark()
        self.body.addWidget(self.theme)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.forms.setFixedWidth(look().metrics.px(_LIST))
        self.forms.setFixedHeight(look().metrics.px(_HIGH))
        self.script.setFixedHeight(look().metrics.px(_HIGH))
        column = QVBoxLayout()
        column.addWidget(self.script)
        row.addWidget(self.forms)
        row.addLayout(column, 1)
        self.body.addWidget(words(tr("Bài nói theo từng hình thức"), "label"))
        self.body.addLayout(row)
        self.body.addWidget(self.wrong)

    def _mark(self) -> None:
        """Show which forms have a script; the others stand in quiet ink."""
        for number, form in enumerate(FORMS):
            item = self.forms.item(number)
            written = bool(self._scripts.get(form, "").strip())
            item.setIcon(icon(ICONS[form], ink="accent" if written else "text3"))
            said = tr("{form} · có bài").format(form=form_words(form))
            item.setText(said if written else form_words(form))

    def _connect(self) -> None:
        self.filled.clicked.disconnect(self.accept)
        self.filled.clicked.connect(self._save)
        self.theme.next_asked.connect(lambda _: self.forms.setFocus())
        self.forms.currentRowChanged.connect(self._show)
        self.forms.itemActivated.connect(lambda _: self.script.setFocus())
        self.script.textChanged.connect(self._written)
        self.theme.changed.connect(self.draft.touch)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.filled.click)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the list goes into the script."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.forms.hasFocus():
            self.script.setFocus()
            return
        super().keyPressEvent(event)

    def _form(self) -> str:
        return FORMS[max(self.forms.currentRow(), 0)]

    def _show(self, _row: int) -> None:
        self.script.blockSignals(True)
        self.script.setPlainText(self._scripts.get(self._form(), ""))
        self.script.blockSignals(False)

    def _written(self) -> None:
        self._scripts[self._form()] = self.script.toPlainText()
        self._mark()
        self.draft.touch()

    # -- drafts

    def _now(self) -> tuple[str, dict[str, str]]:
        said = {form: text for form, text in self._scripts.items() if text.strip()}
        return self.theme.text().strip(), said

    def _typed(self) -> dict[str, Any] | None:
        theme, scripts = self._now()
        if (theme, scripts) == self._before:
            return None
        return {"theme": theme, "scripts": scripts}

    def _retype(self, kept: dict[str, Any]) -> None:
        self.theme.set_text(kept["theme"])
        self._scripts = dict(kept["scripts"])
        self._mark()

    # -- writing

    def _save(self) -> None:
        if not self.theme.settle():
            self.theme.setFocus()
            return
        theme, scripts = self._now()
        known = self._held.scripts if self._held else {}
        note = self._held.note if self._held else ""
        try:
            with self._session.change(tr("Chủ đề tháng {m}").format(m=self._month.shown)):
                self._session.register.themes.save(
                    self._month, theme, note=note, scripts={**dict.fromkeys(known, ""), **scripts}
                )
                self.draft.forget()
        except Problem as problem:
            self.wrong.say(sentence(problem), tone="bad")
            self.wrong.show()
            return
        self.accept()
