"""What a province or another giver adds to the state's support: a resolution, class by class."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rules.calendar import shown_day
from rules.errors import Problem
from rules.policy import Base, Cite, Status, Value
from storage.policies import shipped_policy
from storage.policy_checks import PolicyValueError
from storage.units import province_names
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.form import Form
from ui.panels import Panel, ruler, words
from ui.screens.settings.policy.adding import DocumentEdit
from ui.screens.settings.policy.extras import ExtraEdit, groups, name_of, recorded_extras
from ui.screens.settings.policy.wording import brief, document_of, status_words, tr
from ui.segments import Segment, Segments
from ui.session import Session
from ui.style import look
from ui.values import DateEdit, MoneyEdit
from ui.wording import sentence

if TYPE_CHECKING:
    from ui.fields import Field

SAMPLES = ("01", "22")  # provinces whose resolutions the program came with, not confirmed
_FIELD = 60


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
        self.document = DocumentEdit(
            "document", tr("Nghị quyết, văn bản"), hint=tr("số, nơi ban hành"), small=True,
            required=True,
        )  # fmt: skip
        self.signed = DateEdit("dated", tr("Ngày ký"), on=today, small=True)
        self.start_day = DateEdit("start", tr("Từ ngày"), on=today, small=True, required=True)
        self.until = DateEdit("until", tr("Đến ngày"), on=today, small=True)
        for field, shown in (
            (self.start_day, tr("gõ 01012027")),
            (self.signed, tr("chưa rõ")),
            (self.until, tr("chưa rõ")),
        ):
            field.line.setPlaceholderText(shown)
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
            *self.shares.values(), self.document, self.signed, self.status, self.start_day,
            self.until, self.base, self.most,
        )  # fmt: skip
        self.form = Form(fields)
        self.form.submitted.connect(self.write)

    # -- where things stand

    def _lay_out(self) -> None:
        self.pad(0, 0, 0, 10)
        self.body.addWidget(self._make_table())
        self.body.addWidget(ruler())
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(12, 8, 12, 0)
        column.setSpacing(8)
        column.addWidget(self.problem)
        column.addWidget(self.now)
        column.addWidget(self.giver, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.document)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        pairs: tuple[tuple[Field, Field], ...] = (
            (self.signed, self.status),
            (self.start_day, self.until),
            (self.base, self.most),
        )
        for row, pair in enumerate(pairs):
            for place, field in enumerate(pair):
                grid.addWidget(field, row, place)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for choice in (self.base, self.status):
            choice.box.setMinimumContentsLength(1)
        column.addLayout(grid)
        column.addLayout(self._make_samples())
        text = tr(
            "Mức chuẩn: BHXH là 22 % chuẩn hộ nghèo, BHYT là mức đóng của mình; cộng thêm phần cả"
            " nước. Gõ phần trăm, hoặc đồng một tháng. Để trống là “chưa rõ”, không phải 0."
        )
        column.addWidget(words(text, "small", wrap=True))
        self.body.addWidget(lower)
        self.problem.hide()

    def _make_table(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(12, 4, 12, 6)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        right = Qt.AlignmentFlag.AlignRight
        heads = (tr("Đối tượng"), tr("Cả nước"), tr("BHXH"), tr("BHYT"))
        for column, head in enumerate(heads):
            label = words(head, "label")
            grid.addWidget(label, 0, column, right if column else Qt.AlignmentFlag.AlignLeft)
        for row, group in enumerate(groups(), 1):
            grid.addWidget(words(group.title, "small"), row, 0)
            nation = self._nation[group.national] = words("", "small")
            grid.addWidget(nation, row, 1, right)
            for column, key in enumerate(group.fields(), 2):
                if key is None:
                    continue
                spoken = f"{group.title}, {heads[column]}"
                field = self.shares[key] = ExtraEdit(".".join(key), spoken)
                field.said.connect(self._say_wrong)
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
            name = name.removeprefix("thành phố ").removeprefix("tỉnh ")
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
        recorded = recorded_extras(policy, self.province, self.giver.key(), today)
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
            said.format(document=document_of(value.cite), day=shown_day(value.start))
            for value in recorded.values()
        }
        none = tr("Chưa ghi văn bản nào: giấy in và cách tính ghi “chưa rõ”.")
        self.now.setText("; ".join(sorted(texts)) + "." if texts else none)

    def takes(self, name: str) -> bool:
        """Whether a name is that of support of the office's own province."""
        return any(
            name == name_of(key, giver, self.province)
            for key in self.shares
            for giver in ("local", "other")
        )

    def begin(self, name: str) -> None:
        """Put the keyboard into the field of a name that `takes` knows."""
        for giver in ("local", "other"):
            for key, field in self.shares.items():
                if name == name_of(key, giver, self.province):
                    self.giver.set_key(giver)
                    self.reload()
                    field.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill_sample(self, code: str) -> None:
        """Put in what another province gives, not confirmed; the document is still to be typed."""
        sample = recorded_extras(shipped_policy(), code, "local", self.session.today())
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
        focus = QApplication.focusWidget()
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

    def _say_wrong(self) -> None:
        """Say what is wrong with the first share that cannot be read."""
        self._say(next((field.wrong for field in self.shares.values() if field.wrong), ""))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
