"""Lý do và lời đáp: why people do not join, and what the next household sheet answers."""

from datetime import date
from textwrap import shorten

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from printing.answer_values import answer_values
from rules.calendar import shown_day
from rules.errors import Problem
from rules.household_codes import shown
from rules.money import dong
from storage.hesitations import Said, said_between
from storage.refusal_reasons import ReasonWords, RefusalReason
from ui.area_field import AreaField
from ui.buttons import Button
from ui.checks import CheckBox
from ui.dialogs import Dialog
from ui.fields import Field, TextField
from ui.form import Form
from ui.forms.wording import schemes
from ui.panels import words
from ui.queries import Query
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.trace import Trace
from ui.session import Session
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.wording import sentence

_VALUES = (
    "{xh}", "{Xh}", "{vsi.pay_min}", "{vsi.support}", "{hi.people}", "{hi.total_3}", "{span}",
    "{card.to}", "{next.visit}", "{point.name}", "{collector.phone}",
)  # fmt: skip
_SHOWN = 46  # letters of an answer in the table


class ReasonsPage(SettingsPage):
    """The reasons by their numbers, as they stand on the paper sheets."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "")
        self.pad(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.set_title(self.tr("Lý do và lời đáp"), self.tr("phiếu hộ in lời đáp theo lý do"))
        self.hidden = CheckBox(self.tr("Cả lý do đang ẩn"))
        self.hidden.toggled.connect(self.reload)
        self.add = self.act(self.tr("Thêm lý do"), lambda: self._edit(None), keys="Ctrl+N")
        self.add_to_head(self.hidden, Button.of(self.add, icon_name="plus", small=True))
        self._uses: dict[str, int] = {}
        self.model: RowsModel[RefusalReason] = RowsModel(
            (
                Column(self.tr("Số"), lambda r: str(r.number), align="right", width=48),
                Column(self.tr("Lý do"), lambda r: r.title, kind="name", width=232),
                Column(self.tr("Lời đáp"), _begun, kind="second"),
                Column(self.tr("Đã gặp"), self._times, align="right", width=84),
                Column("", self._state, kind="second", width=120),
            ),
            row_id=lambda r: r.number,
            dim=lambda r: not r.active,
        )
        self.table = RecordTable(self.model)
        self.table.setAccessibleName(self.tr("Các lý do"))
        self.table.chosen.connect(self._edit)
        self.table.current_changed.connect(lambda _: self._allow())
        self.body.addWidget(self.table, 1)
        self.turn = self.act(self.tr("Ẩn lý do này"), self.hide_or_restore, keys="Delete")
        self.who = self.act(self.tr("Ai đã nói"), self.show_said, keys="F7")
        self.back = self.act(self.tr("Trả về lời mẫu"), self.take_back, keys="F6")
        foot = self.foot()
        foot.addWidget(words(self.tr("Enter: sửa lý do"), "small"))
        foot.addWidget(Button.of(self.who, kind="link", small=True))
        foot.addWidget(Button.of(self.turn, kind="link", small=True))
        foot.addWidget(Button.of(self.back, kind="link", small=True))
        foot.addStretch(1)
        self.trace = Trace(self, ("refusal_reasons",), lambda: None)
        foot.addWidget(self.trace)

    def _times(self, reason: RefusalReason) -> str:
        uses = self._uses.get(str(reason.number), 0)
        return self.tr("{count} lần").format(count=dong(uses)) if uses else ""

    def _state(self, reason: RefusalReason) -> str:
        if not reason.active:
            return self.tr("đang ẩn")
        if not reason.shipped:
            return self.tr("của cơ quan")
        return self.tr("đã sửa lời") if reason.changed else ""

    def reload(self) -> None:
        """Show the reasons again."""
        noun = self.session.register.refusal_reasons
        kept = self.table.current_id()
        self._uses = noun.uses()
        self.model.set_rows(noun.all(hidden=self.hidden.isChecked()))
        if kept is not None:
            self.table.select_id(kept)
        self.trace.reload()
        self._allow()

    def start(self) -> None:
        """Start in the table."""
        self.table.setFocus()

    def _current(self) -> RefusalReason | None:
        return self.model.row_at(self.table.currentIndex().row())

    def _allow(self) -> None:
        """Only what can be done with the reason that is chosen can be pressed."""
        reason = self._current()
        self.turn.setEnabled(reason is not None)
        self.who.setEnabled(reason is not None and str(reason.number) in self._uses)
        hidden = reason is not None and not reason.active
        self.turn.setText(self.tr("Dùng lại lý do này") if hidden else self.tr("Ẩn lý do này"))
        changed = reason is not None and reason.shipped and reason.changed
        self.back.setEnabled(changed)

    def show_said(self) -> None:
        """Open the figure onto who gave the reason."""
        reason = self._current()
        if reason is not None:
            SaidDialog(self.session, reason, parent=self.window()).exec()

    def hide_or_restore(self) -> None:
        """Offer the reason no more, or again."""
        reason = self._current()
        if reason is None:
            return
        noun = self.session.register.refusal_reasons
        said = self.tr("Ẩn lý do {title}") if reason.active else self.tr("Dùng lại lý do {title}")
        with self.session.change(said.format(title=reason.title)):
            (noun.hide if reason.active else noun.restore)(reason.number)

    def take_back(self) -> None:
        """Give the reason the words of the program again."""
        reason = self._current()
        if reason is not None and self.back.isEnabled():
            said = self.tr("Trả lý do {number} về lời mẫu").format(number=reason.number)
            with self.session.change(said):
                self.session.register.refusal_reasons.take_back(reason.number)

    def _edit(self, number: object) -> None:
        noun = self.session.register.refusal_reasons
        reason = None if number is None else noun.get(int(str(number)))
        ReasonDialog(self.session, reason, parent=self.window()).exec()


class SaidDialog(Dialog):
    """Who gave a reason, at which visit; as many lines as the figure says."""

    def __init__(
        self, session: Session, reason: RefusalReason, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            reason.title,
            filled=self.tr("Mở hộ này"),
            cancel=self.tr("Đóng"),
            parent=parent,
            wide=True,
        )
        self._session = session
        everything = said_between(session.register, date.min, date.max)
        self.said = [one for one in everything if one.reason == str(reason.number)]
        refused, thinking = self.tr("Từ chối"), self.tr("Nghĩ thêm")
        self.model: RowsModel[Said] = RowsModel(
            (
                Column(self.tr("Đến nhà"), lambda s: shown_day(s.day), align="right", width=100),
                Column(self.tr("Mã hộ"), lambda s: shown(s.code), kind="second", width=84),
                Column(self.tr("Người"), lambda s: s.person or self.tr("Cả hộ"), kind="name"),
                Column(self.tr("Thôn"), lambda s: s.village, kind="second", width=150),
                Column(self.tr("Về"), _about, width=128),
                Column("", lambda s: refused if s.refused else thinking, width=92),
            ),
            row_id=lambda s: f"{s.visit_id}/{s.person_id}",
        )
        self.model.set_rows(tuple(self.said))
        self.table = RecordTable(self.model, dense=True)
        self.table.setAccessibleName(reason.title)
        self.table.fit_rows(most=12)
        self.table.chosen.connect(lambda _: self._open())
        self.filled.clicked.disconnect(self.accept)
        self.filled.clicked.connect(self._open)
        self.body.addWidget(self.table)
        count = self.tr("{count} dòng = số {count} lần").format(count=dong(len(self.said)))
        self.body.addWidget(words(count, "small"))
        self.table.selectRow(0)
        self.table.setFocus()

    def _open(self) -> None:
        chosen = self.model.row_at(self.table.currentIndex().row())
        if chosen is not None:
            self.accept()
            self._session.ask(Query("households", chosen.household_id))


def _about(said: Said) -> str:
    names = schemes()
    return ", ".join(names[one] for one in said.schemes)


def _begun(reason: RefusalReason) -> str:
    """The beginning of an answer, by whole words."""
    return shorten(reason.answer or reason.answer_vsi, _SHOWN, placeholder="…")


class ReasonDialog(Dialog):
    """One reason: its name, how people put it, and the answers."""

    def __init__(
        self, session: Session, reason: RefusalReason | None, *, parent: QWidget | None = None
    ) -> None:
        title = self.tr("Sửa lý do {number}").format(number=reason.number) if reason else ""
        super().__init__(
            title or self.tr("Thêm lý do"),
            self.tr("Ai nói lý do này thì phiếu hộ in lần sau có lời đáp dưới đây."),
            filled=self.tr("Lưu"),
            parent=parent,
            wide=True,
            foot_note=self.tr("Hoàn tác được bằng Ctrl+Z"),
        )
        self._session = session
        self._reason = reason
        self.title = TextField("title", self.tr("Tên lý do"), required=True)
        self.says = TextField("says", self.tr("Bà con thường nói"))
        self.answer = AreaField("answer", self.tr("Lời đáp"))
        self.answer_hi = AreaField(
            "answer_hi", self.tr("Lời đáp riêng về BHYT"), lines=3,
            hint=self.tr("để trống thì dùng lời đáp chung"),
        )  # fmt: skip
        self.answer_vsi = AreaField(
            "answer_vsi", self.tr("Lời đáp riêng về BHXH tự nguyện"), lines=2,
            hint=self.tr("để trống thì dùng lời đáp chung"),
        )  # fmt: skip
        self.fields: tuple[Field, ...] = (
            self.title, self.says, self.answer, self.answer_hi, self.answer_vsi,
        )  # fmt: skip
        for field in self.fields:
            self.body.addWidget(field)
        told = self.tr(
            "Chữ trong ngoặc nhọn được điền khi in: {values}. Câu nào thiếu số liệu thì không in."
        )
        self.body.addWidget(words(told.format(values=", ".join(_VALUES)), "small", wrap=True))
        self.form = Form(self.fields, self.filled)
        self.filled.clicked.disconnect(self.accept)
        self.filled.clicked.connect(self.form.submit)
        self.form.submitted.connect(self._save)
        if reason is not None:
            for field in self.fields:
                field.set_value(getattr(reason, field.name))
        self.form.start()

    def showEvent(self, event: QShowEvent) -> None:
        """High enough for all fields, once it is known how the words below them break."""
        super().showEvent(event)
        self.resize(self.width(), self.heightForWidth(self.width()))

    def _save(self) -> None:
        noun = self._session.register.refusal_reasons
        values = answer_values(self._session.register, self._session.today())
        told: ReasonWords = {
            "title": self.title.value() or "",
            "says": self.says.value() or "",
            "answer": self.answer.value() or "",
            "answer_hi": self.answer_hi.value() or "",
            "answer_vsi": self.answer_vsi.value() or "",
        }
        what = self.tr("Sửa lý do {title}") if self._reason else self.tr("Thêm lý do {title}")
        try:
            with self._session.change(what.format(title=told["title"])):
                if self._reason is None:
                    noun.add(values, **told)
                else:
                    noun.change(self._reason.number, values, **told)
        except Problem as problem:
            self._say(problem)
            return
        self.accept()

    def _say(self, problem: Problem) -> None:
        """Say it under the field it is about, and put the keys there."""
        name = "{" + str(problem.facts.get("name", "")) + "}"
        named = (one for one in self.fields if one.text() and name in one.text())
        field = next(named, self.title) if problem.code == "unknown_answer_value" else self.title
        field.show_error(sentence(problem))
        field.setFocus()
