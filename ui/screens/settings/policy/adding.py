"""Thêm văn bản: a new value for the chosen parameter, with its document and its days."""

from typing import Any, get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from rules.errors import Problem
from rules.policy import Cite, Status, Unit, Value
from storage.policies import Covered
from storage.policy_checks import PolicyValueError
from ui.choices import Choice, ChoiceEdit
from ui.fields import Field, LineField, TextField
from ui.form import Form
from ui.panels import Panel, words
from ui.screens.settings.policy.derived import LIMITS
from ui.screens.settings.policy.wording import (
    brief,
    document_form,
    document_of,
    example,
    short_name,
    status_words,
    tr,
    typed,
    typed_form,
)
from ui.session import Session
from ui.values import DateEdit
from ui.wording import sentence


class ValueEdit(LineField):
    """A value of the law typed short, in the unit of its parameter."""

    def __init__(self, name: str, label: str, **more: Any) -> None:
        super().__init__(name, label, right=True, **more)
        self.parameter = ""
        self.unit: Unit = "dong"

    def expect(self, parameter: str, unit: Unit) -> None:
        """Read values of this parameter from now on."""
        self.parameter, self.unit = parameter, unit
        first = example(parameter, unit).partition(";")[0]
        self.hint.setText(tr("gõ {example}").format(example=first))

    def read(self, text: str) -> Any:
        """The value of a text.

        Raises:
            Problem: bad_amount, bad_policy_value.
        """
        return typed(text, self.parameter, self.unit)

    def show_value(self, value: Any) -> str:
        """The value in full."""
        return typed_form(value, self.parameter, self.unit)


class DocumentEdit(TextField):
    """A document by its number; its kind need not be typed."""

    def read(self, text: str) -> str:
        """The document as it is cited."""
        return document_form(text)


class ArticleEdit(TextField):
    """The article, dashed while it is not known."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self.changed.connect(self._dash)
        self._dash()

    def _dash(self) -> None:
        self.set_state("" if self.text().strip() else "unknown")

    def set_value(self, value: Any) -> None:
        """Show an article; none is not known."""
        super().set_value(value)
        self._dash()

    def settle(self) -> bool:
        """An article is never wrong."""
        self._dash()
        return True


class AddingPanel(Panel):
    """The form of a new value; Enter goes from field to field, and writes after the last.

    Signals:
        drafted: the value that would be written may be another one.
        written: a value was written; carries it.
    """

    drafted = Signal()
    written = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Thêm văn bản"), tr("cho tham số đang chọn"))
        self.session = session
        self._name = ""
        today = session.today()
        self.value = ValueEdit("value", tr("Giá trị"), required=True)
        self.start_day = DateEdit("start", tr("Từ ngày"), on=today, required=True)
        self.document = DocumentEdit("document", tr("Văn bản"), required=True)
        self.document.line.setPlaceholderText(tr("gõ 99/2027/NĐ-CP"))
        self.signed = DateEdit("dated", tr("Ngày ký"), on=today)
        self.article = ArticleEdit("article", tr("Điều, khoản"))
        self.status = ChoiceEdit(
            "status", tr("Độ chắc"),
            [Choice(one, _capital(status_words(one))) for one in get_args(Status)],
        )  # fmt: skip
        self.until = DateEdit("until", tr("Đến ngày"), on=today)
        for field, shown in (
            (self.start_day, tr("gõ 01072027")),
            (self.signed, tr("chưa rõ")),
            (self.until, tr("chưa rõ")),
        ):
            field.line.setPlaceholderText(shown)
        self.why = TextField("why", tr("Vì sao chưa chắc"))
        fields = (
            self.value, self.start_day, self.document, self.signed, self.until, self.article,
            self.status, self.why,
        )  # fmt: skip
        self.form = Form(fields)
        self.form.submitted.connect(self.write)
        self.form.changed.connect(self._changed)
        self.about = words("", "small", wrap=True)
        self._lay_out()
        self.form.mark_saved()

    def _lay_out(self) -> None:
        self.pad(12, 8, 12, 10)
        self.body.setSpacing(8)
        self._holder = holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        places: tuple[tuple[Field, int, int, int], ...] = (
            (self.value, 0, 0, 1),
            (self.start_day, 0, 1, 1),
            (self.document, 1, 0, 2),
            (self.signed, 2, 0, 1),
            (self.until, 2, 1, 1),
            (self.article, 3, 0, 1),
            (self.status, 3, 1, 1),
            (self.why, 4, 0, 2),
        )
        for field, row, column, span in places:
            grid.addWidget(field, row, column, 1, span)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.status.box.setMinimumContentsLength(1)
        self.body.addWidget(holder)
        self.body.addWidget(self.about)
        self.body.addStretch(1)
        self.why.hide()

    # -- which parameter

    def expect(self, name: str, unit: Unit) -> None:
        """Write values of this parameter from now on; what was typed for another one goes."""
        if name == self._name:
            return
        self._name = name
        self.setEnabled(name != LIMITS)
        self.value.expect(name, unit)
        self.clear()

    def clear(self) -> None:
        """Empty every field."""
        self.form.set_values(dict.fromkeys(self.form.fields))
        self.status.set_value("confirmed")
        self._changed()

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not written."""
        return any(field.text().strip() for field in self.form.order if field is not self.status)

    def begin(self) -> None:
        """Put the keyboard into the value."""
        if not self.isEnabled():
            text = tr("Mức này tính từ mức khác: thêm giá trị cho chuẩn hộ nghèo, mức tham chiếu.")
            self.session.tell(text, "info")
        self.form.start()

    def draft(self) -> Value | None:
        """The value as far as it is typed; None while its number or first day is missing."""
        content, start = self.value.value(), self.start_day.day()
        if content is None or start is None or not self._name:
            return None
        status: Status = self.status.value() or "confirmed"  # type: ignore[assignment]
        return Value(
            name=self._name,
            value=content,
            unit=self.value.unit,
            start=start,
            until=self.until.day(),
            cite=Cite(self.document.value() or "", self.signed.day(), self.article.value()),
            status=status,
            why=None if status == "confirmed" else self.why.value(),
        )

    # -- what is said of it

    def _changed(self) -> None:
        unsure = self.status.value() not in {None, "confirmed"}
        if unsure == self.why.isHidden():
            self.why.setVisible(unsure)
            self._holder.updateGeometry()
            self.updateGeometry()
        self.about.setText(self._about())
        self.drafted.emit()

    def _about(self) -> str:
        kept = tr("Khoản đã ghi giữ nguyên.")
        draft = self.draft()
        if draft is None:
            return tr(
                "{kept} Màn hình, giấy in và cách tính theo giá trị mới từ ngày có hiệu lực."
            ).format(kept=kept)
        parts = [covered_words(self.session.register.policies.covers(draft)), kept]
        if draft.status != "confirmed":
            day = self.start_day.text()
            text = tr("Phiếu in cho ngày từ {day} có dòng “chưa xác nhận”.")
            parts.append(text.format(day=day))
        return " ".join(parts)

    # -- writing

    def submit(self) -> None:
        """Write what is typed, if every field can be used."""
        self.form.submit()

    def write(self) -> None:
        """Write the value as one change, saying beside the fields all that is wrong."""
        draft = self.draft()
        if draft is None:
            return
        try:
            self.session.register.policies.check(draft)
            what = tr("Ghi {name} {value} từ {day}").format(
                name=short_name(draft.name), value=brief(draft), day=self.start_day.text()
            )
            with self.session.change(what):
                self.session.register.policies.add_value(draft)
        except PolicyValueError as refused:
            self._show_faults(refused)
            return
        except Problem as problem:
            self.session.fail(problem)
            return
        self.clear()
        said = tr("Đã {what}. Mọi màn hình tính lại ngay. Bấm Ctrl+Z để hoàn tác.")
        self.session.tell(said.format(what=what[:1].lower() + what[1:]), "ok")
        self.written.emit(draft)

    def _show_faults(self, refused: PolicyValueError) -> None:
        """Every fault beside its field; the first gets the keyboard."""
        first, *_ = refused.faults
        self.form.show_problem(first)
        for fault in refused.faults:
            field = self.form.fields.get(str(fault.facts.get("field")))
            if field is None:
                self.session.tell(sentence(fault), "bad")
            else:
                field.show_error(sentence(fault))


def covered_words(covered: tuple[Covered, ...]) -> str:
    """Which values give way, in one sentence."""
    if not covered:
        return tr("Trước đây chưa có giá trị cho những ngày này.")
    one = tr("{value} của {document}")
    ours = tr("{value} của cơ quan ghi theo {document}")
    parts = [
        (ours if row.own else one).format(
            value=brief(row.value), document=document_of(row.value.cite)
        )
        for row in covered
    ]
    return tr("Thay {values}; giá trị cũ không bị xóa.").format(values=", ".join(parts))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
