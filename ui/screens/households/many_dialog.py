"""Changing many households at once: what they get, and before it is written what that changes."""

from typing import Literal

from PySide6.QtWidgets import QGridLayout, QWidget

from rules.errors import Problem
from rules.money import dong
from storage.many import FieldChange, ManyChanges, change_many, what_changes
from storage.standings import StandingKind
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.fields import TextField
from ui.form import Form
from ui.notices import Banner
from ui.panels import words
from ui.screens.households.wording import STANDINGS, coded, tr
from ui.session import Session
from ui.values import DateEdit
from ui.wording import sentence

_NOBODY = "nobody"
_SHOWN = 3  # values told of what the households have now
_KINDS: dict[str, StandingKind] = {
    "poor": "poor",
    "near_poor": "near_poor",
    "average_agri": "average_agri",
    "none": "none",
}


_WORKS: dict[str, Literal["pupil", "working"]] = {"pupil": "pupil", "working": "working"}


def _works() -> tuple[Choice, ...]:
    return (
        Choice("pupil", tr("Từ 6 đến 17 tuổi là học sinh")),
        Choice("working", tr("Từ 18 đến tuổi nghỉ hưu là đang làm việc")),
    )


class ManyDialog(Dialog):
    """One village, collector, standing or kind of work for all the households marked.

    Args:
        session: the open register.
        household_ids: whom it is about.
        parent: the window.
    """

    def __init__(self, session: Session, household_ids: tuple[str, ...], parent: QWidget) -> None:
        self._homes = household_ids
        super().__init__(
            tr("Đổi {n} hộ cùng lúc").format(n=dong(len(household_ids))),
            tr("Ô nào để “giữ nguyên” thì từng hộ vẫn như cũ."),
            filled=tr("Đổi"),
            foot_note=tr("Một lần ghi, hoàn tác được bằng Ctrl+Z"),
            parent=parent,
            wide=True,
        )
        self._session = session
        self._year = session.today().year
        self._make_fields()
        self.banner = Banner("bad")
        self.told = words("", "body", wrap=True)
        self.told.setMinimumHeight(72)
        self._lay()
        self.form = Form(
            (
                self.village,
                self.collector,
                self.standing,
                self.document,
                self.day,
                self.occupation,
            ),
            self.filled,
            parent=self,
        )
        self.hold(self.form)
        self.form.changed.connect(self._tell)
        self._tell()
        self.form.start()

    def _make_fields(self) -> None:
        register, same = self._session.register, tr("giữ nguyên")
        self._names = {row.id: row.name for row in register.villages.all()}
        collectors = register.staff.all("collector") or register.staff.all()
        staff = {row.id: row.name for row in register.staff.all()}
        self.village = ChoiceEdit(
            "village", tr("Thôn"), [Choice(*pair) for pair in self._names.items()], empty=same
        )
        people = [
            Choice(_NOBODY, tr("không ai")),
            *(Choice(row.id, row.name) for row in collectors),
        ]
        self.collector = ChoiceEdit("collector", tr("Nhân viên thu"), people, empty=same)
        said = tr("Diện hộ năm {year}").format(year=self._year)
        self.standing = ChoiceEdit("standing", said, coded("standing", STANDINGS), empty=same)
        self.document = TextField(
            "document", tr("Văn bản công nhận"), placeholder=tr("số quyết định")
        )
        self.day = DateEdit("document_day", tr("Ngày văn bản"), on=self._session.today())
        self.occupation = ChoiceEdit(
            "occupation", tr("Việc làm của người chưa ghi"), list(_works()), empty=same
        )
        kinds = {choice.key: choice.text for choice in coded("standing", STANDINGS)}
        self._words: dict[str, dict[str, str]] = {
            "village": self._names,
            "collector": staff,
            "standing": kinds,
            "occupation": {},
        }

    def _lay(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(9)
        for number, field in enumerate((self.village, self.collector, self.standing)):
            grid.addWidget(field, 0, number)
        grid.addWidget(self.document, 1, 0, 1, 2)
        grid.addWidget(self.day, 1, 2)
        grid.addWidget(self.occupation, 2, 0, 1, 2)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        self.body.addWidget(self.banner)
        self.body.addLayout(grid)
        self.body.addWidget(self.told)

    # -- what it comes to

    def wanted(self) -> ManyChanges:
        """What is asked for now."""
        chosen = self.collector.value()
        return ManyChanges(
            village_id=self.village.value(),
            collector_id="" if chosen == _NOBODY else chosen,
            standing=_KINDS.get(self.standing.value() or ""),
            year=self._year,
            document=self.document.text().strip(),
            document_day=self.day.day(),
            occupation=_WORKS.get(self.occupation.value() or ""),
            on=self._session.today(),
        )

    def _tell(self) -> None:
        """Say what would change, field by field; the button only where something does."""
        self.document.setEnabled(self.standing.value() is not None)
        self.day.setEnabled(self.standing.value() is not None)
        changes = what_changes(self._session.register, self._homes, self.wanted())
        lines = [self._line(change) for change in changes]
        self.told.setText("\n".join(lines) or tr("Chưa chọn đổi gì."))
        self.filled.setEnabled(any(one.changed or one.field == "standing" for one in changes))

    def _line(self, change: FieldChange) -> str:
        if change.field == "occupation":
            said = {one.key: one.text for one in _works()}[change.after or ""]
            return tr("{said}: ghi cho {n} người").format(said=said, n=dong(change.changed))
        labels = {
            "village": tr("Thôn"),
            "collector": tr("Nhân viên thu"),
            "standing": tr("Diện hộ"),
        }
        before = [
            tr("{name} {n} hộ").format(name=self._named(change.field, key), n=dong(count))
            for key, count in change.before[:_SHOWN]
        ]
        if len(change.before) > _SHOWN:
            rest = sum(count for _, count in change.before[_SHOWN:])
            before.append(tr("nơi khác {n} hộ").format(n=dong(rest)))
        return tr("{label}: {before}, nay {after}; đổi {n} hộ").format(
            label=labels[change.field],
            before=", ".join(before),
            after=self._named(change.field, change.after),
            n=dong(change.changed),
        )

    def _named(self, field: str, key: str | None) -> str:
        missing = tr("chưa có ai") if field == "collector" else tr("chưa rõ")
        return self._words[field].get(key or "", missing)

    def accept(self) -> None:
        """Write it all in one change."""
        what = tr("Đổi {n} hộ cùng lúc").format(n=dong(len(self._homes)))
        try:
            with self._session.change(what):
                changed = change_many(self._session.register, self._homes, self.wanted())
        except Problem as problem:
            self.banner.say(sentence(problem))
            return
        said = tr("Đã đổi {n} hộ. Ctrl+Z để hoàn tác.").format(n=dong(changed))
        self._session.tell(said, "ok")
        super().accept()
