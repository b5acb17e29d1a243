"""A campaign being opened or corrected: its period, document, villages and goals."""

from datetime import date
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from rules.calendar import shown_day
from rules.errors import Problem
from storage.campaign_results import COMMUNE
from storage.campaigns import GOALS, KINDS, Campaign
from ui.buttons import Button
from ui.checks import CheckBox
from ui.choices import Choice, ChoiceEdit
from ui.drafts import DraftDialog
from ui.fields import TextField
from ui.form import Form
from ui.gutter_area import GutterArea
from ui.notices import Banner
from ui.panels import words
from ui.screens.campaigns.fields import CountEdit, grows, in_a_row
from ui.screens.campaigns.wording import tr
from ui.session import Session
from ui.style import look
from ui.values import DateEdit
from ui.wording import sentence
from ui.wording import words as sentences

DRAFT = "campaign"
_SHOWN = 6
_PER_VILLAGE = ("hi", "vsi")


class VillageGoals(GutterArea):
    """The villages of a campaign, ticked, each with its goals."""

    def __init__(self, villages: list[tuple[str, str]]) -> None:
        inside = QWidget()
        super().__init__(inside)
        self.ticks: dict[str, CheckBox] = {}
        self.goals: dict[tuple[str, str], CountEdit] = {}
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for number, (village_id, name) in enumerate(villages):
            self.ticks[village_id] = CheckBox(name)
            grid.addWidget(self.ticks[village_id], number, 0)
            for place, what in enumerate(_PER_VILLAGE, start=1):
                said = tr("BHYT") if what == "hi" else tr("BHXH")
                field = CountEdit(f"{village_id} {what}", small=True, placeholder=said)
                field.line.setAccessibleName(f"{said}, {name}")
                field.setFixedWidth(look().metrics.px(110))
                self.goals[village_id, what] = field
                grid.addWidget(field, number, place)
        rows = min(len(villages), _SHOWN)
        self.setFixedHeight(rows * (look().metrics.small_field + 4))


class CampaignForm(DraftDialog):
    """A new campaign, or one to correct; `saved` is its id once it is written."""

    def __init__(self, session: Session, campaign: Campaign | None, *, parent: QWidget) -> None:
        super().__init__(
            tr("Sửa đợt") if campaign else tr("Mở đợt mới"),
            filled=tr("Lưu đợt"),
            parent=parent,
            wide=True,
            foot_note=tr("Không đánh dấu thôn nào là cả xã. Hoàn tác được: Ctrl+Z"),
        )
        self._session = session
        self._campaign = campaign
        self.saved = ""
        self._make_fields()
        self.wrong = Banner("bad")
        self._lay_out()
        fields = (self.name, self.kind, self.start, self.until, self.document, self.document_day)
        goals = (*self.goals.values(), *self.villages.goals.values())
        self.form = Form((*fields, *goals, self.note), self.filled)
        self._fill()
        about = campaign.id if campaign else ""
        self.keep_typing(session, DRAFT, about, self._typed, self._retype)
        grows(self)
        self._connect()
        self.form.start()

    def _make_fields(self) -> None:
        on = self._session.today()
        kinds = [Choice(kind, sentences().say(f"campaign_kind.{kind}")) for kind in KINDS]
        self.name = TextField("name", tr("Tên đợt"), required=True)
        self.kind = ChoiceEdit("kind", tr("Loại"), kinds)
        self.start = DateEdit("start", tr("Từ ngày"), on=on, hint=tr("gõ 2811"), required=True)
        self.until = DateEdit("until", tr("Đến ngày"), on=on, required=True)
        self.document = TextField("document", tr("Văn bản"), placeholder=tr("số, ký hiệu kế hoạch"))
        self.document_day = DateEdit("document_day", tr("Ngày văn bản"), on=on)
        self.note = TextField("note", tr("Ghi chú"))
        labels = (
            tr("Thêm người BHYT"),
            tr("Thêm người BHXH"),
            tr("Người được tuyên truyền"),
            tr("Qua tài khoản"),
        )
        self.goals = {
            what: CountEdit(what, label, placeholder=tr("không đặt"))
            for what, label in zip(GOALS, labels, strict=True)
        }
        villages = [(one.id, one.name) for one in self._session.register.villages.all()]
        self.villages = VillageGoals(villages)

    def _lay_out(self) -> None:
        for row in (
            in_a_row(self.name, self.kind, widths=(0, 180)),
            in_a_row(self.start, self.until, self.document, self.document_day,
                     widths=(130, 130, 0, 130)),
            in_a_row(*self.goals.values()),
        ):  # fmt: skip
            self.body.addLayout(row)
        head = words(tr("Thôn làm đợt này, mục tiêu thêm BHYT, BHXH của từng thôn"), "label")
        self.body.addWidget(head)
        self.body.addWidget(self.villages)
        self.body.addWidget(self.note)
        self.locked = words("", "small", wrap=True)
        self.body.addWidget(self.locked)
        self.body.addWidget(self.wrong)

    def _fill(self) -> None:
        held, campaigns = self._campaign, self._session.register.campaigns
        if held is None:
            self.locked.setText(
                tr("Số trước đợt được khóa vào ngày bắt đầu, tính đến hết ngày hôm trước.")
            )
            self.form.set_values({"kind": "peak", "start": self._session.today()})
            return
        names = ("name", "kind", "start", "until", "document", "document_day", "note")
        values: dict[str, Any] = {name: getattr(held, name) for name in names}
        for (village, what), goal in campaigns.goals(held.id).items():
            values[what if village == COMMUNE else f"{village} {what}"] = goal
        self.form.set_values(values)
        for village in campaigns.areas(held.id):
            self.villages.ticks[village].setChecked(True)
        if held.baseline_day is not None:
            text = tr("Số trước đợt đã khóa ngày {day}. Đổi ngày bắt đầu thì số này tính lại.")
            self.locked.setText(text.format(day=shown_day(held.baseline_day)))

    def _connect(self) -> None:
        self.filled.clicked.disconnect(self.accept)
        self.form.submitted.connect(self._save)
        self.form.changed.connect(self.draft.touch)
        self.form.changed.connect(self.wrong.hide)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.filled.click)
        if self._campaign is not None:
            drop = Button(tr("Xóa đợt"), kind="danger", icon_name="trash-2")
            drop.clicked.connect(self.drop)
            self.extra.insertWidget(0, drop)

    # -- drafts

    def _ticked(self) -> list[str]:
        return [one for one, box in self.villages.ticks.items() if box.isChecked()]

    def _typed(self) -> dict[str, Any] | None:
        if not self.form.dirty:
            return None
        return {"fields": self.form.typed(), "villages": self._ticked()}

    def _retype(self, kept: dict[str, Any]) -> None:
        self.form.retype(kept["fields"])
        for village, box in self.villages.ticks.items():
            box.setChecked(village in kept["villages"])

    # -- writing

    def _save(self) -> None:
        start, until = self.start.day(), self.until.day()
        for field, day in ((self.start, start), (self.until, until)):
            if day is None:
                field.show_error(tr("Gõ cả ngày, tháng, năm."))
                field.setFocus()
                return
        try:
            with self._session.change(tr("Sửa đợt") if self._campaign else tr("Mở đợt mới")):
                self._write(start, until)
                self.draft.forget()
        except Problem as problem:
            self._say(problem)
            return
        self.accept()

    def _write(self, start: date | None, until: date | None) -> None:
        campaigns, on = self._session.register.campaigns, self._session.today()
        fields: Any = {
            "name": self.name.value() or "",
            "kind": self.kind.value() or "other",
            "start": start,
            "until": until,
            "document": self.document.value() or "",
            "document_day": self.document_day.day(),
            "note": self.note.value() or "",
        }
        if self._campaign is not None:
            self.saved = self._campaign.id
            campaigns.save(self.saved, on=on, **fields)
        else:
            self.saved = campaigns.add(on=on, **fields)
        campaigns.set_areas(self.saved, self._ticked())
        goals: dict[tuple[str, str], int | None] = {
            (COMMUNE, what): field.value() for what, field in self.goals.items()
        }
        goals |= {key: field.value() for key, field in self.villages.goals.items()}
        campaigns.set_goals(self.saved, goals)

    def drop(self) -> None:
        """Take a campaign away that was opened by mistake; its events stay."""
        if self._campaign is None:
            return
        try:
            with self._session.change(tr("Xóa đợt")):
                self._session.register.campaigns.remove(self._campaign.id)
                self.draft.forget()
        except Problem as problem:
            self._say(problem)
            return
        self.accept()

    def _say(self, problem: Problem) -> None:
        if not self.form.show_problem(problem):
            self.wrong.say(sentence(problem), tone="bad")
            self.wrong.show()
            self.adjustSize()
