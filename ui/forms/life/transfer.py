"""Chuyển sang hộ khác: people go to live in another household of the commune."""

from PySide6.QtWidgets import QWidget

from rules.household_codes import shown
from storage.life import Effects, Life
from ui.forms.life.frame import Act, ActDialog
from ui.forms.life.movers import Movers
from ui.forms.life.naming import home_words, homes_like
from ui.forms.wording import tr
from ui.found_edit import FoundEdit
from ui.session import Session


class TransferDialog(ActDialog):
    """Some members of a household live in another one from now on."""

    def __init__(
        self, session: Session, over: QWidget, household_id: str, person_id: str = ""
    ) -> None:
        register = session.register
        super().__init__(
            session,
            over,
            title=tr("Chuyển sang hộ khác: từ {home}").format(
                home=home_words(register, household_id)
            ),
            text=tr(
                "Chuyển hộ là sang ở với hộ khác trong xã. Thẻ, các lần đóng và hẹn đi theo người."
            ),
            filled=tr("Ghi chuyển hộ"),
        )
        self.target = FoundEdit(
            "to_household_id",
            tr("Chuyển đến hộ"),
            find=lambda text: homes_like(register, text),
            icon_name="house",
            hint=tr("gõ tên người, mã hộ"),
            required=True,
        )
        self.day = self.day_field(tr("Từ ngày"))
        self.movers = Movers(register, session.today(), label=tr("Người chuyển"), related=True)
        self.movers.put(household_id, (person_id,))
        self.target.changed.connect(self.movers.forget)
        self.movers.stay_head.changed.connect(self.asked.forget)
        self.add_row(self.target, self.day, widths=(0, 132))
        self.add_people(self.movers.field)
        self.add_row(self.movers.stay_head)
        self.lay_result()

    def aim(self, household_id: str) -> None:
        """Let them go to this household."""
        code = shown(self.session.register.households.get(household_id).code)
        self.target.set_value(next(iter(homes_like(self.session.register, code)), None))
        self.refresh()

    def homes(self) -> tuple[str, ...]:
        """Both households."""
        return tuple(one for one in (self.movers.household_id, self.target.value()) if one)

    def follow(self) -> None:
        """Ask for another head only where the head goes."""
        self.movers.follow()

    def heed(self, effects: Effects | None) -> None:
        """Show what those who go become."""
        self.movers.show(effects)
        self.asked.heed(effects, self.movers.chosen())

    def relations(self) -> dict[str, str]:
        """Of those who go and of those who stay."""
        return {**super().relations(), **self.movers.told()}

    def act(self) -> Act | str:
        """Write where people live now."""
        chosen, target, day = self.movers.chosen(), self.target.value(), self.day.day()
        if not chosen:
            return tr("Chọn người chuyển để xem trước.")
        if target is None:
            return tr("Gõ tên người hoặc mã của hộ chuyển đến để xem trước.")
        told, head = self.relations(), self.movers.new_head()

        def transfer(life: Life) -> None:
            life.transfer(chosen, target, day=day, relations=told, new_head_id=head)

        return transfer

    def what(self) -> str:
        """Named by the people."""
        return tr("Chuyển {names} sang hộ khác").format(names=self.movers.names())
