"""Tỉnh hỗ trợ thêm: what the province's resolution adds for voluntary social insurance."""

import json
from fractions import Fraction

from PySide6.QtWidgets import QHBoxLayout, QLabel

from rules.calendar import shown_day
from rules.contribution import PayerClass
from rules.errors import Problem
from rules.money import percent
from ui.buttons import Button
from ui.fields import LineField, TextField
from ui.form import Form
from ui.notices import Banner
from ui.panels import ruler, words
from ui.screens.settings.page import SettingsPage, fields_in_columns
from ui.session import Session
from ui.values import DateEdit

CLASSES = (
    PayerClass.POOR,
    PayerClass.NEAR_POOR,
    PayerClass.ETHNIC_MINORITY,
    PayerClass.OTHER,
)


class ShareEdit(LineField):
    """A share in percent, from 0 to 100; empty means that it is not known."""

    def read(self, text: str) -> Fraction:
        """The share of a text.

        Raises:
            Problem: bad_share.
        """
        digits = text.replace("%", "").replace(",", ".").strip()
        try:
            share = Fraction(digits) / 100
        except ValueError:
            raise Problem("bad_share", value=text) from None
        if not 0 <= share <= 1:
            raise Problem("bad_share", value=text)
        return share

    def show_value(self, value: Fraction) -> str:
        """In percent, with a comma."""
        return percent(value)


class SupportPage(SettingsPage):
    """One resolution: four shares, its number and dates."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "")
        self.set_title(
            self.tr("Tỉnh hỗ trợ thêm"),
            self.tr("BHXH tự nguyện, tính trên 22 % chuẩn nghèo, cộng thêm phần của cả nước"),
        )
        self.now = Banner("info")
        self.now_lines = QLabel()
        self.now_lines.setWordWrap(True)
        names = (
            self.tr("Hộ nghèo"),
            self.tr("Hộ cận nghèo"),
            self.tr("Dân tộc thiểu số"),
            self.tr("Người khác"),
        )
        self.shares = {
            group: ShareEdit(group.value, name, placeholder=self.tr("chưa rõ"), right=True)
            for group, name in zip(CLASSES, names, strict=True)
        }
        today = session.today()
        self.document = TextField(
            "document", self.tr("Nghị quyết của HĐND tỉnh"), hint=self.tr("số và nơi ban hành"),
            required=True,
        )  # fmt: skip
        self.signed = DateEdit("document_day", self.tr("Ngày ký"), on=today)
        self.start_day = DateEdit("start", self.tr("Từ ngày"), on=today, required=True)
        self.until = DateEdit("until", self.tr("Đến ngày"), on=today)
        self.save = Button(self.tr("Ghi nghị quyết"), kind="filled", keys="Enter")
        dates = (self.document, self.signed, self.start_day, self.until)
        self.form = Form((*self.shares.values(), *dates), self.save)
        self.form.submitted.connect(self._save)
        self._lay_out(dates)

    def _lay_out(self, dates: tuple[LineField, ...]) -> None:
        self.body.addWidget(self.now)
        self.body.addWidget(self.now_lines)
        self.body.addWidget(ruler())
        self.body.addWidget(words(self.tr("Nghị quyết mới"), "panel"))
        self.body.addWidget(fields_in_columns(tuple(self.shares.values()), 4))
        self.body.addWidget(fields_in_columns(dates))
        text = self.tr(
            "Để trống là “chưa rõ”, không phải 0. Khoản đã ghi giữ nguyên mức cũ; giấy in và cách"
            " tính từ ngày có hiệu lực theo mức mới."
        )
        self.body.addWidget(words(text, "small", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)

    @property
    def _province(self) -> str:
        return self.session.register.office.get().province_code

    def reload(self) -> None:
        """Say what counts today."""
        policy = self.session.policy.on(self.session.today())
        lines = []
        for group, field in self.shares.items():
            value = policy.find(f"vsi.local.{self._province}.{group}")
            if value is None or not isinstance(value.value, Fraction):
                continue
            line = self.tr("{group}: thêm {share}, từ {day}, {document}")
            lines.append(
                line.format(
                    group=field.label.text(),
                    share=percent(value.value),
                    day=shown_day(value.start),
                    document=value.cite.short,
                )
            )
        unknown = self.tr(
            "Chưa ghi nghị quyết nào của tỉnh: giấy in để dấu “–”, cách tính ghi “chưa rõ”."
        )
        self.now.say("" if lines else unknown)
        self.now_lines.setText("\n".join(lines))
        self.now_lines.setVisible(bool(lines))

    def start(self) -> None:
        """Start with the first share."""
        self.form.start()

    def _save(self) -> None:
        given = {group: field.value() for group, field in self.shares.items()}
        start = self.start_day.day()
        if not self._province:
            self.session.tell(self.tr("Chưa rõ xã thuộc tỉnh nào, nên chưa ghi được."), "warn")
        elif all(share is None for share in given.values()):
            first = next(iter(self.shares.values()))
            first.show_error(self.tr("Cần điền ít nhất một mức."))
            first.setFocus()
        elif start is not None:
            self._write({group: share for group, share in given.items() if share is not None})

    def _write(self, shares: dict[PayerClass, Fraction]) -> None:
        policies = self.session.register.policies
        start = self.start_day.day()
        if start is None:
            return
        try:
            with self.session.change(self.tr("Ghi hỗ trợ thêm của tỉnh")):
                for group, share in shares.items():
                    policies.add(
                        f"vsi.local.{self._province}.{group}",
                        json.dumps(float(share)),
                        unit="ratio",
                        start=start,
                        until=self.until.day(),
                        document=self.document.value() or "",
                        document_day=self.signed.day(),
                    )
        except Problem as problem:
            if not self.form.show_problem(problem):
                self.session.fail(problem)
            return
        self.form.set_values(dict.fromkeys(self.form.fields))
        self.session.tell(self.tr("Đã ghi hỗ trợ thêm của tỉnh."), "ok")
