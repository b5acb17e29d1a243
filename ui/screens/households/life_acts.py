"""What happens to people and households, as actions of the record; `ui.forms.life` does them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from storage.household_record import HouseholdRecord

if TYPE_CHECKING:
    from ui.screens.households.actions import HouseholdActions

When = Callable[[HouseholdRecord | None], bool]


def _peopled(record: HouseholdRecord | None) -> bool:
    return record is not None and bool(record.members)


def _several(record: HouseholdRecord | None) -> bool:
    return record is not None and len(record.members) > 1


def _can_hand_over(record: HouseholdRecord | None) -> bool:
    return _several(record) or (record is not None and _peopled(record) and record.head is None)


def _may_come_back(record: HouseholdRecord | None) -> bool:
    if record is None or record.household.status == "left":
        return False
    away = any(row.person.status == "away" for row in record.members)
    return away or any(person.status == "moved" for person in record.gone)


def _anybody_gone(record: HouseholdRecord | None) -> bool:
    away = record is not None and any(row.person.status == "away" for row in record.members)
    return away or (record is not None and bool(record.gone))


def _has_left(record: HouseholdRecord | None) -> bool:
    return record is not None and record.household.status == "left"


class LifeActs(QObject):
    """The acts, those of a person first; the record's menu and a person's row offer them."""

    def __init__(self, screen: "HouseholdActions") -> None:
        super().__init__(screen)
        self._screen = screen
        tr, offer = self.tr, self._offer
        self.of_person: tuple[QAction, ...] = (
            offer(tr("Ghi đã mất"), "death", "circle-x", _peopled),
            offer(tr("Đi khỏi xã"), "leave", "arrow-right", _peopled),
            offer(tr("Chuyển sang hộ khác"), "transfer", "house", _peopled),
            offer(tr("Ghi kết hôn"), "couple", "users", _peopled),
        )
        self.head = offer(tr("Đổi chủ hộ"), "head", "user", _can_hand_over)
        self.of_household: tuple[QAction, ...] = (
            offer(tr("Ghi trẻ mới sinh"), "birth", "user-plus", _peopled),
            self.head,
            offer(tr("Tách hộ"), "split", "users", _several),
            offer(tr("Gộp hộ"), "join", "git-merge", _peopled),
            offer(tr("Cả hộ chuyển đi"), "household_leaves", "arrow-right", _peopled),
            offer(tr("Trở về"), "back", "corner-down-left", _may_come_back),
            offer(tr("Cả hộ trở về"), "household_returns", "corner-down-left", _has_left),
            offer(tr("Ghi nhầm, sửa lại"), "mistaken", "undo-2", _anybody_gone),
        )

    def _offer(self, text: str, act: str, icon_name: str, when: When) -> QAction:
        def ask() -> None:
            self._screen.ask("life", act)

        return self._screen.offer(text, ask, icon_name=icon_name, when=when)
