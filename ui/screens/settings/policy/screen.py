"""Thiết lập › Chính sách: every value of the law in time, new documents, files of other offices."""

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rules.calendar import shown_day
from rules.errors import Problem
from rules.policy import Unit, Value
from storage.policy_exchange import accept, compare, export_values, received_values
from storage.policy_files import PolicyFilesError
from ui.buttons import Button
from ui.panels import PageHead, Panel, ruler, words
from ui.queries import Query
from ui.screen import KeyHint, Screen
from ui.screens.settings.policy.adding import AddingPanel
from ui.screens.settings.policy.effects import BelowDialog, EffectsView
from ui.screens.settings.policy.files import FaultsDialog, ask_file, ask_send
from ui.screens.settings.policy.history import Held, HistoryTable, axis_words, held, steps
from ui.screens.settings.policy.parameters import ParametersPanel
from ui.screens.settings.policy.province import ProvincePanel
from ui.screens.settings.policy.received import ReceivedPanel
from ui.screens.settings.policy.tables import ContentTable
from ui.screens.settings.policy.wording import long_name, short_name, unit_note
from ui.session import Session
from ui.style import look
from ui.value_steps import ValueSteps

RIGHT = 324
_GUTTER = 12
_HEADING = 36  # letters: more do not stand beside a note and a button
_NARROW = 1140  # of the page, without the rail: documents in the middle keep their dates
_LOW = 570  # of the page: no room for a drawing and a received file together


class PolicyScreen(Screen):
    """Three columns: the parameters, one of them in time, and what is new.

    Signals:
        left: the topics of Thiết lập are to be shown again.
    """

    watches: ClassVar[frozenset[str]] = frozenset({"policy_values", "office", "enrolments"})
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.parameters = ParametersPanel(session.today())
        self.steps = ValueSteps()
        self.content = ContentTable()
        self.table = HistoryTable()
        self.effects = EffectsView(session)
        self.received = ReceivedPanel()
        self.adding = AddingPanel(session)
        self.province = ProvincePanel(session)
        self._writing = False
        self._make_actions()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.parameters.list)

    def _make_actions(self) -> None:
        self.receive = self.act(
            self.tr("Nhận tệp"), self.ask_receive, keys="Ctrl+O", icon_name="file-input"
        )
        self.send = self.act(
            self.tr("Gửi tệp cho xã bạn"), self.ask_send, keys="Ctrl+E", icon_name="file-up"
        )
        self.write = self.act(self.tr("Ghi văn bản mới"), self.submit, keys="Ctrl+Return")
        self.insert = self.act(self.tr("Thêm giá trị"), self.begin, keys="Insert")
        self.turn = self.act(self.tr("Danh sách, thêm văn bản"), self.turn_over, keys="F9")
        # Delete in a field is for its letters: the key takes a value back from lists only
        self.take_back = QAction(self.tr("Bỏ giá trị của cơ quan"), self)
        self.take_back.setShortcut(QKeySequence("Del"))
        self.take_back.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.take_back.triggered.connect(self.remove_current)
        self.table.addAction(self.take_back)
        self.parameters.list.addAction(self.take_back)

    def _lay_out(self) -> None:
        self._head = PageHead(
            "",
            "",
            (
                Button.of(self.receive, icon_name="file-input"),
                Button.of(self.send, icon_name="file-up"),
                Button.of(self.write, kind="filled", icon_name="check"),
            ),
        )
        self._head.title.setTextFormat(Qt.TextFormat.RichText)
        self._head.title.setText(
            self.tr('<a href="topics" style="text-decoration: none;">Thiết lập</a> › Chính sách')
        )
        self._head.title.setToolTip(self.tr("Về Thiết lập (Esc)"))
        self._head.title.linkActivated.connect(lambda _: self.left.emit())
        self.history = Panel(" ")
        self.remove = Button.of(self.take_back, kind="link", icon_name="trash-2", small=True)
        self.history.add_to_head(self.remove)
        self.full = words("", "second", wrap=True)
        self.full.setContentsMargins(12, 8, 12, 8)
        self.history.body.addWidget(self.full)
        self.history.body.addWidget(self.steps)
        self.history.body.addWidget(self.content)
        self.history.body.addWidget(self.table, 100)
        self.history.body.addWidget(ruler())
        self.history.body.addWidget(self.effects)
        self.history.body.addStretch(1)
        middle = QVBoxLayout()
        middle.addWidget(self.history, 3)
        middle.addWidget(self.received, 2)
        self.received.hide()
        inside = QWidget()
        inside.setObjectName("inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.adding)
        column.addWidget(self.province)
        column.addStretch(1)
        self._right = QScrollArea()
        self._right.setWidgetResizable(True)
        self._right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._right.setWidget(inside)
        body = QHBoxLayout()
        body.addWidget(self.parameters)
        body.addLayout(middle, 1)
        body.addWidget(self._right)
        self._gaps = (middle, column, body)
        self._body = body
        head = self._head.layout()
        if head is not None:
            head.setContentsMargins(0, 0, _GUTTER, 0)
        self.page.addWidget(self._head)
        self.page.addLayout(body, 1)
        look().changed.connect(self._fit)
        self._fit()

    def _space(self) -> None:
        """The head of the page is its own margin; the scroll bar lies in that at the right."""
        super()._space()
        self.page.setContentsMargins(16, 0, 16 - _GUTTER, look().metrics.page_foot)
        self.page.setSpacing(0)

    def _fit(self) -> None:
        sizes = look().metrics
        for layout in self._gaps:
            layout.setSpacing(sizes.gap)
        inside = self._right.widget()
        if inside is not None:
            inside.setFixedWidth(sizes.px(RIGHT))
        self._right.setFixedWidth(sizes.px(RIGHT) + _GUTTER)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window, or with large letters, the new document takes the list's place."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        low = self.height() < look().metrics.px(_LOW)
        crowded = low and not self.received.isHidden()
        self.steps.setHidden(crowded or not self.steps.steps())
        self.content.setHidden(crowded or not self.content.lines.rowCount())
        narrow = self.width() < look().metrics.px(_NARROW)
        self.turn.setEnabled(narrow)
        self._right.setVisible(not narrow or self._writing)
        self.parameters.setVisible(not narrow or not self._writing)
        self._body.setContentsMargins(0, 0, 0 if self._right.isVisibleTo(self) else _GUTTER, 0)

    def _show_writing(self, writing: bool) -> None:
        self._writing = writing
        self._share_width()

    def turn_over(self) -> None:
        """Where there is room for one only: the list, or what is new."""
        self._show_writing(not self._writing)
        if self._writing:
            self.adding.form.start()
        else:
            self.parameters.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Type a new value for the parameter shown."""
        self._show_writing(True)
        self.adding.begin()

    def _connect(self) -> None:
        self.parameters.list.current_changed.connect(lambda _: self._show_parameter())
        self.parameters.day_changed.connect(lambda _: self.reload())
        self.table.current_changed.connect(lambda _: self._show_value())
        self.adding.drafted.connect(self._show_effects)
        self.adding.written.connect(self._show_written)
        self.effects.people_asked.connect(self.show_people)
        self.received.accepted.connect(self.take)
        self.received.dropped.connect(self.drop_file)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def _show_written(self, value: Value) -> None:
        """Show the value among the others; the keys are where the next parameter is chosen."""
        self.table.select_id(value.start)
        self._show_writing(False)
        self.parameters.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.isVisible():
            return
        inside = self._right.widget()
        if inside is not None and inside.isAncestorOf(now):
            self._right.ensureWidgetVisible(now, 0, 40)

    # -- what the window asks

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys that work here."""
        return (
            KeyHint("↑ ↓", self.tr("đổi tham số")),
            KeyHint("Insert", self.tr("thêm giá trị")),
            KeyHint("Delete", self.tr("bỏ giá trị đã thêm")),
            KeyHint("Esc", self.tr("về Thiết lập")),
        )

    def worries(self) -> tuple[str, ...]:
        """What a change does, and what it leaves alone."""
        return (self.tr("Đổi xong, mọi màn hình tính lại ngay · khoản đã ghi không đổi"),)

    def open(self, query: Query) -> None:
        """Show one parameter (fact ``name``), or where support is typed that is not known yet."""
        name = str(query.facts.get("name") or "")
        if not name or self.parameters.list.select(name):
            return
        self.parameters.show_all()
        if not self.parameters.list.select(name) and self.province.takes(name):
            self._show_writing(True)
            self.province.begin(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that no field needed goes back to the topics."""
        if event.key() == Qt.Key.Key_Escape:
            if self._writing and self.turn.isEnabled():
                self.turn_over()
            else:
                self.left.emit()
            return
        super().keyPressEvent(event)

    def reload(self) -> None:
        """Show the law again; parameter, value and typing stay."""
        policy = self.session.policy
        self.parameters.put(policy)
        self._show_parameter()
        self.province.reload()
        if self.received.file:
            self._compare_again()
        unsure = sum(line.unsure for line in self.parameters.list.lines.rows)
        text = self.tr("{count} tham số, {unsure} điều chưa xác nhận, ngày {day}")
        day = shown_day(self.parameters.on)
        self._head.note.setText(text.format(count=len(policy.values), unsure=unsure, day=day))

    # -- one parameter

    def _show_parameter(self) -> None:
        name = self.parameters.list.current_name()
        own = self.session.register.policies.own()
        rows = held(self.session.policy, name, own) if name else ()
        if not rows:
            return
        unit = rows[0].value.unit
        self._entitle(name, unit)
        drawn = steps(rows)
        self.steps.put(
            drawn, today=self.parameters.on, text=lambda amount: axis_words(rows, amount)
        )
        self.adding.expect(name, unit)
        self.table.put(rows, self.parameters.on)
        self._show_value()

    def _entitle(self, name: str, unit: Unit) -> None:
        """The whole name as the heading, or below a short one where it is too long for that."""
        whole, short = long_name(name), short_name(name)
        long = len(whole) > _HEADING
        self.history.set_title(short if long else whole, unit_note(name, unit))
        self.full.setText(whole if long else "")
        self.full.setVisible(long)

    def _show_value(self) -> None:
        row = self.table.current()
        self.take_back.setEnabled(row is not None and row.own is not None)
        self.remove.setVisible(self.take_back.isEnabled())
        self.steps.choose(row.value.start if row else None)
        self.content.put(row.value if row and not self.steps.steps() else None)
        self._share_width()
        self._show_effects()

    def _show_effects(self) -> None:
        draft = self.adding.draft()
        row: Held | None = self.table.current()
        value = draft or (row.value if row else None)
        own = draft is None and row is not None and row.own is not None
        self.effects.show_value(self.session.policy, value, own=own, draft=draft is not None)

    def show_people(self) -> None:
        """Show the people whom the value reaches."""
        BelowDialog(self.session, self.effects, self.window()).exec()

    # -- writing

    def submit(self) -> None:
        """Write the form in which something was typed: the one with the keyboard first."""
        other = self.province.holds_focus() or not self.adding.dirty
        if other and self.province.dirty:
            self.province.submit()
        else:
            self.adding.submit()

    def remove_current(self) -> None:
        """Take back the office's value of the current row; what it covered counts again."""
        row = self.table.current()
        if row is None or row.own is None:
            return
        what = self.tr("Bỏ giá trị của cơ quan: {name}")
        with self.session.change(what.format(name=short_name(row.value.name))):
            self.session.register.policies.remove(row.own.id)
        said = self.tr(
            "Đã bỏ giá trị của cơ quan; giá trị có sẵn dùng lại. Bấm Ctrl+Z để hoàn tác."
        )
        self.session.tell(said, "ok")

    # -- files

    def ask_receive(self) -> None:
        """Ask for a file, and compare it."""
        path = ask_file(self, self.session)
        if path is not None:
            self.receive_from(path)

    def receive_from(self, path: Path) -> None:
        """Compare a received file with the law here; nothing is taken yet."""
        try:
            self._received = received_values(path, self.session.register)
        except PolicyFilesError as refused:
            FaultsDialog(refused, self.window()).exec()
            return
        except Problem as problem:
            self.session.fail(problem)
            return
        self.received.put(path.name, compare(self.session.register, self._received))
        self.received.show()
        self._share_width()
        self.received.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _compare_again(self) -> None:
        self.received.put(self.received.file, compare(self.session.register, self._received))

    def take(self, rows: object) -> None:
        """Take the chosen values of the file as one change."""
        what = self.tr("Nhận tệp chính sách {file}").format(file=self.received.file)
        try:
            with self.session.change(what):
                count = accept(self.session.register, rows)  # type: ignore[arg-type]
        except Problem as problem:
            self.session.fail(problem)
            return
        self.drop_file()
        said = self.tr("Đã nhận {count} giá trị. Bấm Ctrl+Z để hoàn tác.")
        self.session.tell(said.format(count=count), "ok")

    def drop_file(self) -> None:
        """Forget the received file."""
        self.received.forget()
        self.received.hide()
        self._share_width()
        self.parameters.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_send(self) -> None:
        """Ask what to send and where to keep the file, and write it."""
        asked = ask_send(self, self.session)
        if asked is not None:
            self.send_to(*asked)

    def send_to(self, path: Path, everything: bool) -> None:
        """Write the office's own values, or all, to a file for another commune."""
        register, day = self.session.register, self.session.today()
        try:
            count = export_values(register, path, day=day, everything=everything)
        except OSError:
            text = self.tr("Chưa ghi được tệp {file}: xem chỗ trống và quyền ghi, rồi gửi lại.")
            self.session.tell(text.format(file=path.name), "bad")
            return
        said = self.tr("Đã ghi {count} giá trị vào tệp {file}.")
        self.session.tell(said.format(count=count, file=path.name), "ok")
