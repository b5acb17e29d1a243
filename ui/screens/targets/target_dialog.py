"""Setting one target: of whom, what, from when to when, how much, and by which resolution."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import cast

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from rules.errors import Problem
from rules.money import dong
from storage.indicators import INDICATORS
from storage.targets import NO_RESOLUTION, Level, Period, Resolution, Target, read_goal
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.fields import LineField, TextField
from ui.form import Form
from ui.notices import Banner
from ui.panels import words
from ui.session import Session
from ui.target_words import indicator_words, period_words, share_words, tr, unit_words
from ui.values import DateEdit
from ui.wording import sentence


@dataclass(frozen=True, slots=True)
class Asked:
    """Which target is being set."""

    name: str
    period: Period
    level: Level = "commune"
    subject: str = ""
    resolution: Resolution = NO_RESOLUTION


class GoalEdit(LineField):
    """A number of people, or a share: `1.200`, `80 %`."""

    def read(self, text: str) -> int | Fraction:
        """The goal.

        Raises:
            StorageError: bad_goal.
        """
        return read_goal(text)

    def show_value(self, value: int | Fraction) -> str:
        """The goal as it is written."""
        return share_words(value) if isinstance(value, Fraction) else dong(value)


class TargetDialog(Dialog):
    """One target of the commune, a village, an organisation or a collector.

    Args:
        session: the open register.
        asked: what stands in the form at first.
        parent: the window.
    """

    def __init__(self, session: Session, asked: Asked, parent: QWidget) -> None:
        super().__init__(
            tr("Giao chỉ tiêu"),
            tr("Ghi số người, hoặc tỷ lệ như 80 %: tỷ lệ được đổi ra số người ngay khi ghi."),
            filled=tr("Ghi chỉ tiêu"),
            foot_note=tr("Hoàn tác được bằng Ctrl+Z"),
            parent=parent,
            wide=True,
        )
        self._session = session
        self.saved = asked
        self.known: Target | None = None
        self.banner = Banner("bad")
        self.told = words("", "small", wrap=True)
        self._make_fields(asked)
        self.form = Form(
            (self.whose, self.name, self.goal, self.start, self.until, self.number, self.day),
            self.filled,
            parent=self,
        )
        self.hold(self.form)
        self.gone = Button(tr("Bỏ chỉ tiêu này"), keys="Ctrl+Delete")
        self.gone.clicked.connect(self.remove)
        self.extra.addWidget(self.gone)
        QShortcut(QKeySequence("Ctrl+Delete"), self, self.gone.click)
        self._lay()
        for field in (self.whose, self.name, self.start, self.until):
            field.changed.connect(self._look)
        self._look()
        self.goal.setFocus()

    def _make_fields(self, asked: Asked) -> None:
        today = self._session.today()
        self.whose = ChoiceEdit("whose", tr("Giao cho"), self._subjects(), typed=True)
        self.whose.set_value(_key(asked.level, asked.subject))
        names = [Choice(one.name, indicator_words(one.name)) for one in INDICATORS]
        self.name = ChoiceEdit("name", tr("Chỉ tiêu"), names)
        self.name.set_value(asked.name)
        self.goal = GoalEdit("goal", tr("Đến cuối kỳ phải có"), required=True)
        self.start = DateEdit("start", tr("Từ ngày"), on=today, required=True)
        self.start.set_value(asked.period.start)
        self.until = DateEdit("until", tr("Đến ngày"), on=today, required=True)
        self.until.set_value(asked.period.until)
        self.number = TextField(
            "resolution", tr("Nghị quyết, quyết định số"), placeholder=tr("ví dụ 15/NQ-HĐND")
        )
        self.number.set_value(asked.resolution.number)
        self.day = DateEdit("resolution_day", tr("Ngày"), on=today)
        self.day.set_value(asked.resolution.day)

    def _subjects(self) -> Sequence[Choice]:
        register = self._session.register
        village, organisation = tr("Thôn {name}"), tr("Tổ chức: {name}")
        return (
            Choice("commune/", tr("Cả xã")),
            *(
                Choice(_key("village", one.id), village.format(name=one.name.removeprefix("Thôn ")))
                for one in register.villages.all()
            ),
            *(
                Choice(_key("organisation", one.key), organisation.format(name=one.name))
                for one in register.organisations.all()
            ),
            *(
                Choice(_key("collector", one.id), one.name, tr("người thu"))
                for one in register.staff.all("collector")
            ),
        )

    def _lay(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(9)
        grid.addWidget(self.whose, 0, 0)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(self.goal, 0, 2)
        grid.addWidget(self.start, 1, 0)
        grid.addWidget(self.until, 1, 1)
        grid.addWidget(self.number, 2, 0, 1, 2)
        grid.addWidget(self.day, 2, 2)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        self.body.addWidget(self.banner)
        self.body.addLayout(grid)
        self.body.addWidget(self.told)

    # -- what is there now

    def asked(self) -> Asked | None:
        """Which target is meant now; None while something is missing."""
        start, until = self.start.day(), self.until.day()
        whose, name = self.whose.value(), self.name.value()
        if start is None or until is None or whose is None or name is None:
            return None
        level, _, subject = whose.partition("/")
        resolution = Resolution(self.number.text().strip(), self.day.day())
        return Asked(name, Period(start, until), cast("Level", level), subject, resolution)

    def _look(self) -> None:
        """Say what there is now, and what was set before."""
        asked = self.asked()
        self.known = self._find(asked) if asked is not None else None
        self.gone.setVisible(self.known is not None)
        if self.known is not None:
            kept = self.known.rate if self.known.rate is not None else self.known.goal
            if not self.goal.text().strip():
                self.goal.set_value(kept)
            said = tr("Đang giao {goal} {unit}, {period}. Đầu kỳ {opening}.")
            opening = self.known.opening
            self.told.setText(
                said.format(
                    goal=dong(self.known.goal),
                    unit=unit_words(self.known.indicator),
                    period=period_words(self.known.period),
                    opening=dong(opening) if opening is not None else tr("chưa tính"),
                )
            )
            return
        self.told.setText(tr("Chưa giao. Số đầu kỳ được đếm một lần khi ghi, sau này không đổi."))

    def _find(self, asked: Asked) -> Target | None:
        found = self._session.register.targets.of(
            asked.period, level=asked.level, indicator=asked.name
        )
        return next((one for one in found if one.subject == asked.subject), None)

    # -- writing

    def accept(self) -> None:
        """Write the target in one change."""
        asked, goal = self.asked(), self.goal.value()
        if asked is None or goal is None:
            return
        share = goal if isinstance(goal, Fraction) else None
        what = tr("Giao chỉ tiêu {name}").format(name=indicator_words(asked.name, short=True))
        try:
            with self._session.change(what):
                self._session.register.targets.set(
                    asked.name,
                    asked.period,
                    asked.level,
                    asked.subject,
                    on=self._session.today(),
                    goal=None if share is not None else goal,
                    rate=share,
                    resolution=asked.resolution,
                )
        except Problem as problem:
            if not self.form.show_problem(problem):
                self.banner.say(sentence(problem))
            return
        self.saved = asked
        super().accept()

    def remove(self) -> None:
        """Take the target away, with what was explained about it."""
        if self.known is None:
            return
        name = indicator_words(self.known.indicator, short=True)
        with self._session.change(tr("Bỏ chỉ tiêu {name}").format(name=name)):
            self._session.register.targets.remove(self.known.id)
        super().accept()


def _key(level: str, subject: str) -> str:
    return f"{level}/{subject}"


def this_year(today: date) -> Period:
    """The period that is meant when nothing was chosen."""
    return Period.of_year(today.year)
