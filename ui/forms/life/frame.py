"""The frame of every act: what it means, its fields, the result before it is done, its button."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rules.errors import Problem
from storage.life import Effects, Life, preview
from ui.dialogs import Dialog
from ui.fields import Field
from ui.form import Form
from ui.forms.life.asked import Asked
from ui.forms.life.before_after import BeforeAfter
from ui.forms.life.effect_words import count_words, lines_of, note_words
from ui.forms.life.past_day import PastDay
from ui.forms.life.person_rows import row_height
from ui.forms.life.picks import PeopleField
from ui.forms.wording import spoken, tr
from ui.panels import IconMark, KeyCap, words
from ui.session import Session
from ui.style import look
from ui.wording import sentence

Act = Callable[[Life], object]
_ROUND_ABOUT = 24  # what stays free above and below in the window
_MOST_PEOPLE, _FEWEST = 8, 6  # rows shown, where there is room and where there is none


class ActDialog(Dialog):
    """One act. A subclass lays out its fields, and says what it does in `act` and `what`.

    The result is computed at every change of a field: the act is done, read and taken back.

    Args:
        session: the open register.
        over: the window.
        title: the act and the person.
        text: one line that says what it means.
        filled: the words of the button that does it.
    """

    def __init__(
        self, session: Session, over: QWidget, *, title: str, text: str, filled: str
    ) -> None:
        super().__init__(
            title,
            text,
            filled=filled,
            cancel=tr("Không ghi"),
            foot_note=tr("Một lần Ctrl+Z là trở lại như cũ"),
            parent=over,
            wide=True,
        )
        self.session = session
        self.register = session.register
        self.over = over
        self.outcome: object = None  # what the act returned, such as the id of a new household
        self.what_was = ""  # the act as it was written to the history
        self.filled.icon_name = "check"
        self.filled.set_keys("Ctrl+Enter")
        self.form = Form([], self.filled, parent=self)
        self.hold(self.form)
        self.asked = Asked()
        self.result_rows = BeforeAfter()
        self.count = words("", "small")
        self._pages = KeyCap(tr("PgDn"))  # shown where the result is longer than its place
        self.note = words("", "small", wrap=True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self._mark = IconMark("info", size=14, ink="accent")
        self.effects: Effects | None = None
        self._people: list[PeopleField] = []
        self._following = False
        QShortcut(QKeySequence("Ctrl+Return"), self, self.filled.click)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.filled.click)

    # -- what an act says of itself

    def act(self) -> Act | str:
        """What is done with the fields as they stand, or a sentence that says what is missing."""
        raise NotImplementedError

    def what(self) -> str:
        """The act as history and undo name it."""
        raise NotImplementedError

    def links(self) -> Sequence[QWidget]:
        """What stands behind the note under the result."""
        return ()

    def hints(self) -> Sequence[str]:
        """What to look at again before it is written; it is written all the same."""
        return ()

    def homes(self) -> Sequence[str]:
        """The households to show, by id, also where nothing of them changes."""
        return ()

    def follow(self) -> None:
        """Show what depends on other fields, before the result is computed anew."""

    def heed(self, effects: Effects | None) -> None:
        """Show beside the fields what came out; None where nothing could be computed."""
        self.asked.heed(effects, ())

    def relations(self) -> dict[str, str]:
        """What people become, as the clerk has told it."""
        return self.asked.told()

    # -- laying out

    def day_field(self, label: str) -> PastDay:
        """A day that is today until another is typed, the last that was; it may be left empty."""
        on = self.session.today()
        field = PastDay("day", label, on=on, hint=tr("gõ 2011"), placeholder=tr("chưa rõ"))
        field.set_value(on)
        return field

    def add_row(self, *fields: Field, widths: Sequence[int] = ()) -> None:
        """Put fields beside each other; a width of 0 takes what is left."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for number, field in enumerate(fields):
            width = widths[number] if number < len(widths) else 0
            if width:
                field.setFixedWidth(look().metrics.px(width))
            row.addWidget(field, 0 if width else 1, Qt.AlignmentFlag.AlignTop)
            self.form.add(field)
            field.settled.connect(self._fit_height)  # a sentence under it may have come or gone
        if len(widths) >= len(fields) and all(widths):
            row.addStretch(1)
        self.body.addLayout(row)

    def add_people(self, field: PeopleField) -> None:
        """Put a list of people below what is there."""
        self._people.append(field)
        self.form.add(field)
        self.body.addWidget(field)

    def lay_result(self) -> None:
        """Put the result below the fields and compute it; called last by the subclass."""
        self.add_people(self.asked)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(words(tr("Trước và sau, chỗ nền vàng là chỗ đổi"), "small"), 1)
        head.setSpacing(8)
        head.addWidget(self.count)
        head.addWidget(self._pages)
        self.body.addLayout(head)
        self.body.addWidget(self.result_rows)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.note, 1, Qt.AlignmentFlag.AlignTop)
        for link in self.links():
            line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        self.form.changed.connect(self.refresh)
        self.form.mark_saved()
        self.refresh()

    # -- the result

    def refresh(self) -> None:
        """Compute the result of the act as the fields stand now."""
        if self._following:
            return
        self._following = True  # what is offered follows from other fields: that is no new choice
        self.follow()
        self._following = False
        found = self.act()
        if isinstance(found, str):
            self._put(None, found, wrong=False)
            return
        try:
            effects = preview(
                self.register,
                found,
                households=self.homes(),
                on=self.session.today(),
                policy=self.session.policy,
            )
        except Problem as problem:
            self._put(None, sentence(problem), wrong=True)
            return
        hints = self.hints()
        said = (*hints, *(note_words(note) for note in effects.notes))
        self._put(effects, " ".join(said), wrong=False)
        if hints:
            self._mark.show_icon("triangle-alert", "warn")

    def _put(self, effects: Effects | None, note: str, *, wrong: bool) -> None:
        self.effects = effects
        self.heed(effects)
        lines = lines_of(effects, self._spoken) if effects else []
        self.result_rows.put(lines)
        self.count.setText(count_words(lines) if effects else "")
        self.note.setText(note)
        self._mark.show_icon("triangle-alert" if wrong else "info", "bad" if wrong else "accent")
        for part in (self._mark, self.note):
            part.setVisible(bool(note))
        self._fit_height()

    def _spoken(self, person_id: str) -> str:
        try:
            person = self.register.people.get(person_id)
        except Problem:  # whoever the act is about to add
            return ""
        name = spoken(person, self.session.today())
        return name[:1].lower() + name[1:] if name != person.name else name

    # -- size

    def _fit_height(self) -> None:
        """Let lists and result scroll where the window is too low for all of them."""
        room = self.over.window().height() - _ROUND_ABOUT
        people, lines = _MOST_PEOPLE, max(len(self.result_rows.lines()), 3)
        self._show_most(people, lines)
        over = self._height() - room
        while over > 0 and lines + people > _FEWEST:
            longest = max((len(field.lines()) for field in self._people), default=0)
            if min(people, longest) > lines:
                people -= 1
                over -= sum(row_height(field.view) for field in self._people)
            elif lines > 3:
                lines -= 1
                over -= look().metrics.dense
            else:
                break
            people = min(people, max(longest, 2))
        self._show_most(people, lines)
        self._pages.setVisible(lines < len(self.result_rows.lines()))
        if self.isVisible():
            self.stand()

    def _show_most(self, people: int, lines: int) -> None:
        for field in self._people:
            field.view.show_most(people)
        self.result_rows.show_most(lines)

    def _height(self) -> int:
        """How high everything together is at the width there is."""
        _lay_anew(self)
        layout = self.layout()
        return layout.totalHeightForWidth(self.width()) if layout else self.height()

    def stand(self) -> None:
        """Take the height that is needed, in the middle of the window."""
        self.resize(self.width(), self._height())
        window = self.over.window()
        middle = window.mapToGlobal(window.rect().center())
        self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)

    def showEvent(self, event: QShowEvent) -> None:
        """The keys begin in the first field."""
        super().showEvent(event)
        self._fit_height()
        self.form.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PgDn and PgUp go through the result, wherever the keys are."""
        if event.key() == Qt.Key.Key_PageDown:
            self.result_rows.page_down()
        elif event.key() == Qt.Key.Key_PageUp:
            self.result_rows.page_up()
        else:
            super().keyPressEvent(event)

    # -- doing it

    def accept(self) -> None:
        """Do the act in one change; what cannot be done is said, and nothing is written."""
        found = self.act()
        if isinstance(found, str):
            self._put(None, found, wrong=True)
            return
        self.what_was = self.what()
        try:
            with self.session.change(self.what_was):
                self.outcome = found(self.register.life)
        except Problem as problem:
            if not self.form.show_problem(problem):
                self._put(None, sentence(problem), wrong=True)
            self._fit_height()
            return
        super().accept()


def _lay_anew(widget: QWidget) -> None:
    """Let every layout inside see what has become higher or lower, the innermost first."""
    for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        _lay_anew(child)
    layout = widget.layout()
    if layout is not None:
        layout.invalidate()
        layout.activate()
