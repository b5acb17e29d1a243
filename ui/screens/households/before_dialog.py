"""A household as it stood before one entry of its history: read, not changed."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from rules.calendar import shown_day
from rules.household_codes import shown
from storage.household_record import HouseholdRecord
from ui.dialogs import Dialog
from ui.forms.wording import standing_words
from ui.notices import EmptyState
from ui.panels import words
from ui.screens.households.members import MembersTable
from ui.screens.households.wording import household_title, tr, village_words


class BeforeDialog(Dialog):
    """The members, standing and place of a household at an earlier point.

    Args:
        record: as it was; None where the household was not there yet.
        at: the moment of the entry it stood before.
        parent: the window.
    """

    def __init__(self, record: HouseholdRecord | None, at: datetime, parent: QWidget) -> None:
        first = record.members[0].person if record and record.members else None
        title = household_title(record.head, first) if record else tr("Hộ chưa có trong sổ")
        said = tr("Như sổ ghi ngay trước {time} ngày {day}. Chỉ để xem, sổ hôm nay không đổi.")
        super().__init__(
            title,
            said.format(time=f"{at:%H:%M}", day=shown_day(at.date())),
            cancel=tr("Đóng"),
            parent=parent,
            wide=True,
        )
        self.members = MembersTable()
        if record is None:
            self.body.addWidget(
                EmptyState(tr("Lúc ấy sổ chưa có hộ này"), tr("Lần ghi này là lần thêm hộ."))
            )
            return
        self.body.addWidget(words(_facts(record), "second", wrap=True))
        self.members.put(record.members)
        self.body.addWidget(self.members)


def _facts(record: HouseholdRecord) -> str:
    home = record.household
    standing = standing_words(record.standing.kind if record.standing else None)
    facts = (
        shown(home.code),
        village_words(home.village) if home.village else tr("chưa rõ thôn"),
        tr("số {number}").format(number=home.number) if home.number else "",
        home.address,
        standing or tr("chưa rõ diện hộ năm {year}").format(year=record.on.year),
        tr("{n} người").format(n=len(record.members)),
        tr("{n} lần đến nhà").format(n=len(record.visits)),
    )
    return " · ".join(part for part in facts if part)
