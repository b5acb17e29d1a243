"""What a province or another giver adds to the state's support: a resolution, class by class."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from rules.calendar import shown_day
from rules.errors import Problem
from rules.money import dong, number, parse_amount
from rules.policy import Base, Cite, Policy, Status, Value
from storage.policies import shipped_policy
from storage.policy_checks import PolicyValueError
from storage.units import province_names
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.fields import FieldState, LineField, TextField, set_look
from ui.form import Form
from ui.panels import Panel, ruler, words
from ui.screens.settings.policy.wording import brief, status_words, tr
from ui.segments import Segment, Segments
from ui.session import Session
from ui.style import look
from ui.values import DateEdit, MoneyEdit
from ui.wording import sentence

SAMPLES = ("01", "22")  # provinces whose resolutions the program came with, not confirmed
_LEAST = 1_000  # đồng a month; a smaller number is a percentage
_FIELD = 70


@dataclass(frozen=True, slots=True)
class Group:
    """One row: its class of voluntary insurance and its group of health insurance, if any."""

    title: str
    vsi: str = ""
    hi: str = ""
    pension: bool = False

    def fields(self) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
        """Scheme and group of its two fields, None where it has none."""
        first = ("vsi", self.vsi) if self.vsi else ("social_pension", "") if self.pension else None
        return first, ("hi", self.hi) if self.hi else None

    @property
    def national(self) -> str:
        """The name of what the whole country gives."""
        if self.pension:
            return "social_pension"
        return f"vsi.support.{self.vsi}" if self.vsi else f"hi.support.{self.hi}"


def name_of(key: tuple[str, str], giver: str, province: str) -> str:
    """The name under which support is kept."""
    scheme, group = key
    return ".".join(part for part in (scheme, giver, province, group) if part)


def groups() -> tuple[Group, ...]:
    """The rows, in the order of the law."""
    return (
        Group(tr("Hộ nghèo"), "poor"),
        Group(tr("Hộ cận nghèo"), "near_poor", "near_poor"),
        Group(tr("Dân tộc thiểu số"), "ethnic_minority", "ethnic_former_region"),
        Group(tr("Khác"), "other", "household"),
        Group(tr("Xã đảo, đặc khu"), "island"),
        Group(tr("Nông, lâm, ngư"), "", "average_agri"),
        Group(tr("Học sinh, sinh viên"), "", "student"),
        Group(tr("An ninh cơ sở, thôn"), "", "security_force"),
        Group(tr("Nạn nhân bom mìn"), "", "mine_victim"),
        Group(tr("Hưu trí xã hội"), pension=True),
    )


class ExtraEdit(LineField):
    """A percentage from 0 to 100, or đồng a month; empty is not known.

    Signals:
        said: something is wrong, or (empty) no more.
    """

    said = Signal(str)

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, "", small=True, right=True)
        self.recorded = ""
        self.line.setAccessibleName(label)
        self.changed.connect(self.dress)
        self.dress()

    def read(self, text: str) -> Fraction | int:
        """A share of the base, or đồng a month.

        Raises:
            Problem: bad_share.
        """
        plain = text.replace("%", "").replace(",", ".").strip()
        try:
            share = Fraction(plain) / 100
        except ValueError:
            share = Fraction(-1)
        if 0 <= share <= 1:
            return share
        try:
            amount = parse_amount(text)
        except Problem:
            raise Problem("bad_share", value=text) from None
        if "%" in text or amount < _LEAST:
            raise Problem("bad_share", value=text)
        return amount

    def show_value(self, value: Any) -> str:
        """30 %, or 50.000."""
        return f"{number(value * 100)} %" if isinstance(value, Fraction) else dong(value)

    def set_state(self, state: FieldState, message: str = "") -> None:
        """Show a state; what is wrong is said below the table, where there is room."""
        self.state = state
        set_look(self.line, "state", state)
        self.line.setAccessibleDescription(message)
        self.said.emit(message)

    def dress(self) -> None:
        """Dashed with “chưa rõ” while nothing is typed and nothing is recorded."""
        unknown = not self.text().strip() and not self.recorded
        self.line.setPlaceholderText(self.recorded or tr("chưa rõ"))
        if self.state != "error":
            self.set_state("unknown" if unknown else "")

    def clear(self) -> None:
        """Forget what was said."""
        super().clear()
        self.dress()

    def show_recorded(self, text: str) -> None:
        """Show what is recorded already, as a hint."""
        self.recorded = text
        self.dress()


class ProvincePanel(Panel):
    """One resolution: a row a class, its document and days.

    Signals:
        written: it was written.
    """

    written = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Tỉnh hỗ trợ thêm"))
        self.session = session
        today = session.today()
        self.giver = Segments((Segment("local", tr("Tỉnh")), Segment("other", tr("Nguồn khác"))))
        self.giver.setAccessibleName(tr("Ai hỗ trợ thêm"))
        self.giver.picked.connect(self.reload)
        self.shares: dict[tuple[str, str], ExtraEdit] = {}
        self._nation: dict[str, QLabel] = {}
        self.document = TextField(
            "document", tr("Nghị quyết, văn bản"), hint=tr("số, nơi ban hành"), small=True,
            required=True,
        )  # fmt: skip
        self.signed = DateEdit("dated", tr("Ngày ký"), on=today, small=True)
        self.start_day = DateEdit("start", tr("Từ ngày"), on=today, small=True, required=True)
        self.until = DateEdit("until", tr("Đến ngày"), on=today, small=True)
        self.until.line.setPlaceholderText(tr("chưa rõ"))
        self.base = ChoiceEdit(
            "base", tr("Phần trăm của"),
            [Choice("usual", tr("mức chuẩn")), Choice("own", tr("mức mình đóng"))], small=True,
        )  # fmt: skip
        self.most = MoneyEdit("most", tr("Không quá"), small=True, right=True)
        self.most.line.setPlaceholderText(tr("đồng, tháng"))
        self.status = ChoiceEdit(
            "status", tr("Độ chắc"),
            [Choice(one, status_words(one)) for one in ("confirmed", "pending")], small=True,
        )  # fmt: skip
        self.problem = words("", "error", wrap=True)
        self.now = words("", "small", wrap=True)
        self._lay_out()
        fields = (
            *self.shares.values(), self.document, self.signed, self.start_day, self.until,
            self.base, self.most, self.status,
        )  # fmt: skip
        self.form = Form(fields)
        self.form.submitted.connect(self.write)

    # -- where things stand

    def _lay_out(self) -> None:
        self.pad(0, 0, 0, 10)
        self.body.addWidget(self._make_table())
        self.body.addWidget(ruler())
        lower = QWidget()
        grid = QGridLayout(lower)
        grid.setContentsMargins(12, 8, 12, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.problem, 0, 0, 1, 3)
        grid.addWidget(self.now, 1, 0, 1, 3)
        grid.addWidget(self.giver, 2, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.document, 3, 0, 1, 3)
        for column, day in enumerate((self.signed, self.start_day, self.until)):
            grid.addWidget(day, 4, column)
        for column, field in enumerate((self.base, self.most, self.status)):
            grid.addWidget(field, 5, column)
            grid.setColumnStretch(column, 1)
        grid.addLayout(self._make_samples(), 6, 0, 1, 3)
        text = tr(
            "Mức chuẩn: BHXH là 22 % chuẩn hộ nghèo, BHYT là mức đóng của mình; cộng thêm phần cả"
            " nước. Gõ phần trăm, hoặc đồng một tháng. Để trống là “chưa rõ”, không phải 0."
        )
        grid.addWidget(words(text, "small", wrap=True), 7, 0, 1, 3)
        self.body.addWidget(lower)
        self.problem.hide()

    def _make_table(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(12, 4, 12, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        right = Qt.AlignmentFlag.AlignRight
        heads = (tr("Đối tượng"), tr("Cả nước"), tr("BHXH"), tr("BHYT"))
        for column, head in enumerate(heads):
            label = words(head, "label")
            grid.addWidget(label, 0, column, right if column else Qt.AlignmentFlag.AlignLeft)
        for row, group in enumerate(groups(), 1):
            grid.addWidget(words(group.title, "body"), row, 0)
            nation = self._nation[group.national] = words("", "second")
            grid.addWidget(nation, row, 1, right)
            for column, key in enumerate(group.fields(), 2):
                if key is None:
                    continue
                spoken = f"{group.title}, {heads[column]}"
                field = self.shares[key] = ExtraEdit(".".join(key), spoken)
                field.said.connect(self._say)
                field.setFixedWidth(look().metrics.px(_FIELD))
                grid.addWidget(field, row, column)
        grid.setColumnStretch(0, 1)
        return table

    def _make_samples(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(words(tr("Mẫu, chưa xác nhận:"), "small"))
        self.samples: dict[str, Button] = {}
        for code in SAMPLES:
            name = province_names().get(code, code)
            button = Button(name, kind="link", small=True)
            button.clicked.connect(lambda _=False, code=code: self.fill_sample(code))
            self.samples[code] = button
            row.addWidget(button)
        row.addStretch(1)
        return row

    # -- what is shown

    @property
    def province(self) -> str:
        """The office's province, two digits; empty when it is not known."""
        return self.session.register.office.get().province_code

    def reload(self) -> None:
        """Show what is recorded; what is being typed stays."""
        province = province_names().get(self.province, "")
        title = tr("{province} hỗ trợ thêm") if province else tr("Tỉnh hỗ trợ thêm")
        self.title.setText(title.format(province=province[:1].upper() + province[1:]))
        policy, today = self.session.policy, self.session.today()
        recorded = _recorded(policy, self.province, self.giver.key(), today)
        for key, field in self.shares.items():
            value = recorded.get(key)
            field.show_recorded(brief(value) if value else "")
        view = policy.on(today)
        for group in groups():
            share = view.find(group.national)
            self._nation[group.national].setText(brief(share) if share else "–")
        self._say_recorded(recorded)

    def _say_recorded(self, recorded: Mapping[tuple[str, str], Value]) -> None:
        said = tr("Đang áp dụng: {document}, từ {day}")
        texts = {
            said.format(document=value.cite.document, day=shown_day(value.start))
            for value in recorded.values()
        }
        none = tr("Chưa ghi văn bản nào: giấy in và cách tính ghi “chưa rõ”.")
        self.now.setText("; ".join(sorted(texts)) + "." if texts else none)

    def fill_sample(self, code: str) -> None:
        """Put in what another province gives, not confirmed; the document is still to be typed."""
        sample = _recorded(shipped_policy(), code, "local", self.session.today())
        for key, field in self.shares.items():
            value = sample.get(key)
            field.set_value(value.value if value else None)
            field.changed.emit()
        self.status.set_value("pending")
        self.document.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not written."""
        chosen = (self.base, self.status)
        return any(field.text().strip() for field in self.form.order if field not in chosen)

    def holds_focus(self) -> bool:
        """Whether the keyboard is in this form."""
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    # -- writing

    def submit(self) -> None:
        """Write what is typed, if every field can be used."""
        self.form.submit()

    def write(self) -> None:
        """Write one value a class as one change."""
        values = self._values()
        if not self.province:
            self._say(tr("Chưa rõ xã thuộc tỉnh nào, nên chưa ghi được. Xem Thiết lập › Cơ quan."))
        elif not values:
            first = next(iter(self.shares.values()))
            first.show_error(tr("Cần điền ít nhất một mức."))
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._write(values)

    def _values(self) -> tuple[Value, ...]:
        start = self.start_day.day()
        if start is None:
            return ()
        status: Status = self.status.value() or "confirmed"  # type: ignore[assignment]
        why = None if status == "confirmed" else tr("Chưa đối chiếu với văn bản của tỉnh.")
        cite = Cite(self.document.value() or "", self.signed.day())
        giver, until = self.giver.key(), self.until.day()
        found = []
        for (scheme, group), field in self.shares.items():
            amount = field.value()
            if amount is None:
                continue
            share = isinstance(amount, Fraction)
            base: Base | None = None
            if scheme == "vsi" and self.base.value() == "own":
                base = "contribution" if share else None
            name = name_of((scheme, group), giver, self.province)
            most = self.most.value() if share else None
            found.append(
                Value(
                    name, amount, "ratio" if share else "dong", start, until, cite, status, why,
                    base, most,
                )
            )  # fmt: skip
        return tuple(found)

    def _write(self, values: tuple[Value, ...]) -> None:
        policies = self.session.register.policies
        what = tr("Ghi hỗ trợ thêm của tỉnh")
        if self.giver.key() == "other":
            what = tr("Ghi hỗ trợ thêm từ nguồn khác")
        try:
            with self.session.change(what):
                for value in values:
                    policies.add_value(value)
        except PolicyValueError as refused:
            for fault in reversed(refused.faults):
                if not self.form.show_problem(fault):
                    self._say(sentence(fault))
            return
        except Problem as problem:
            self.session.fail(problem)
            return
        self.form.set_values(dict.fromkeys(self.form.fields))
        for field in self.shares.values():
            field.dress()
        said = tr("Đã {what}. Bấm Ctrl+Z để hoàn tác.")
        self.session.tell(said.format(what=what[:1].lower() + what[1:]), "ok")
        self.written.emit()

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


def _recorded(policy: Policy, province: str, giver: str, on: Any) -> dict[tuple[str, str], Value]:
    """What a giver adds in a province on a day, by scheme and group."""
    view = policy.on(on)
    found = {}
    for group in groups():
        for key in group.fields():
            value = view.find(name_of(key, giver, province)) if key else None
            if key is not None and value is not None:
                found[key] = value
    return found
