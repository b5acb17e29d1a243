"""Tách hộ: some members of a household become a household of their own."""

from PySide6.QtWidgets import QWidget

from storage.life import Effects, Life
from ui.choices import Choice, ChoiceEdit
from ui.fields import TextField
from ui.forms.life.frame import Act, ActDialog
from ui.forms.life.movers import Movers
from ui.forms.life.naming import home_words
from ui.forms.wording import tr
from ui.session import Session


class SplitDialog(ActDialog):
    """A household becomes two."""

    def __init__(
        self, session: Session, over: QWidget, household_id: str, person_id: str = ""
    ) -> None:
        register = session.register
        super().__init__(
            session,
            over,
            title=tr("Tách {home}").format(home=home_words(register, household_id)),
            text=tr(
                "Tách hộ là lập hộ mới, mã mới, cho những người được chọn; người khác ở lại hộ cũ."
            ),
            filled=tr("Ghi tách hộ"),
        )
        self.movers = Movers(register, session.today(), label=tr("Người sang hộ mới"), related=True)
        self.movers.put(household_id, (person_id,))
        self.head = ChoiceEdit("head_id", tr("Chủ hộ mới tách"))
        villages = [Choice(one.id, one.name) for one in register.villages.all()]
        self.village = ChoiceEdit("village_id", tr("Thôn"), villages, empty=tr("cùng thôn"))
        self.village.set_value(register.households.get(household_id).village_id)
        self.number = TextField("number", tr("Số hộ"))
        self.address = TextField("address", tr("Địa chỉ"), placeholder=tr("xóm, ngõ, số nhà"))
        self.day = self.day_field(tr("Từ ngày"))
        self.head.changed.connect(self.movers.forget)
        self.movers.stay_head.changed.connect(self.asked.forget)
        self.add_people(self.movers.field)
        self.add_row(self.head, self.movers.stay_head)
        self.add_row(self.village, self.number, self.address, self.day, widths=(190, 84, 0, 132))
        self.lay_result()

    def homes(self) -> tuple[str, ...]:
        """The household that is left."""
        return (self.movers.household_id,)

    def follow(self) -> None:
        """Those ticked may lead the new household."""
        self.movers.follow()
        self.head.blockSignals(True)  # what is offered follows from the ticks, it is no choice
        self.head.set_choices(self.movers.may_lead())
        self.head.blockSignals(False)
        self.head.setVisible(bool(self.movers.may_lead()) or not self.movers.chosen())

    def heed(self, effects: Effects | None) -> None:
        """Show what those who go become."""
        self.movers.show(effects)
        self.asked.heed(effects, self.movers.chosen())

    def relations(self) -> dict[str, str]:
        """Of those who go and of those who stay."""
        return {**super().relations(), **self.movers.told()}

    def act(self) -> Act | str:
        """Make the new household."""
        chosen = self.movers.chosen()
        if not chosen:
            return tr("Chọn người sang hộ mới để xem trước.")
        told, head, stay = self.relations(), self.head.value(), self.movers.new_head()
        village, number, address, day = (
            self.village.value(), self.number.value(), self.address.value(), self.day.day(),
        )  # fmt: skip

        def split(life: Life) -> str:
            return life.split(
                self.movers.household_id,
                chosen,
                head_id=head,
                day=day,
                relations=told,
                new_head_id=stay,
                village_id=village,
                number=number or "",
                address=address or "",
            )

        return split

    def what(self) -> str:
        """Named by the people."""
        return tr("Tách hộ: {names}").format(names=self.movers.names())
