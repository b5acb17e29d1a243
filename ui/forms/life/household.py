"""Cả hộ chuyển đi, cả hộ trở về: a household leaves the commune together, or is back."""

from PySide6.QtWidgets import QWidget

from storage.life import Effects, Life
from ui.choices import ChoiceEdit
from ui.fields import TextField
from ui.forms.life.back import back_again, offer_head
from ui.forms.life.frame import Act, ActDialog
from ui.forms.life.movers import Movers
from ui.forms.life.naming import home_words
from ui.forms.wording import tr
from ui.session import Session


class HouseholdLeavesDialog(ActDialog):
    """Everybody of a household has moved away."""

    def __init__(self, session: Session, over: QWidget, household_id: str) -> None:
        self._home = household_id
        super().__init__(
            session,
            over,
            title=tr("Cả hộ chuyển đi: {home}").format(
                home=home_words(session.register, household_id)
            ),
            text=tr(
                "Mọi người trong hộ chuyển hẳn khỏi xã. Hộ không còn trong danh sách và báo cáo; "
                "tìm mã hộ vẫn mở được."
            ),
            filled=tr("Ghi cả hộ chuyển đi"),
        )
        self.day = self.day_field(tr("Từ ngày"))
        self.where = TextField("where", tr("Chuyển đến đâu"), placeholder=tr("tỉnh, xã nơi đến"))
        self.add_row(self.day, self.where, widths=(132,))
        self.lay_result()

    def homes(self) -> tuple[str, ...]:
        """The household."""
        return (self._home,)

    def act(self) -> Act | str:
        """Write that all are gone."""
        day, where = self.day.day(), self.where.value() or ""

        def leave(life: Life) -> None:
            life.household_leaves(self._home, day=day, where=where)

        return leave

    def what(self) -> str:
        """Named by the household."""
        home = home_words(self.register, self._home)
        return tr("Cả hộ chuyển đi: {home}").format(home=home)


class HouseholdReturnsDialog(ActDialog):
    """A household that had left is back."""

    def __init__(self, session: Session, over: QWidget, household_id: str) -> None:
        register, on = session.register, session.today()
        self._home = household_id
        home = register.households.get(household_id)
        super().__init__(
            session,
            over,
            title=tr("Cả hộ trở về: {home}").format(home=home_words(register, household_id)),
            text=tr("Những người được chọn lại ở hộ này, mã hộ như cũ."),
            filled=tr("Ghi cả hộ trở về"),
        )
        gone = [one for one in register.people.of_household(household_id) if one.status == "moved"]
        self.day = self.day_field(tr("Từ ngày"))
        self.movers = Movers(register, on, label=tr("Người trở về"), related=True)
        self.movers.put_people(
            back_again(session, gone),
            [one.id for one in gone if one.status_day == home.status_day],
        )
        self.head = ChoiceEdit("new_head_id", tr("Chủ hộ"))
        self.head.changed.connect(self.movers.forget)
        self.add_row(self.day, self.head, widths=(132, 372))
        self.add_people(self.movers.field)
        self.lay_result()

    def homes(self) -> tuple[str, ...]:
        """The household."""
        return (self._home,)

    def follow(self) -> None:
        """Without the head of old, somebody else who is back leads."""
        offer_head(self.head, self.movers, leads=False)

    def heed(self, effects: Effects | None) -> None:
        """Show what those who are back are."""
        self.movers.show(effects)
        self.asked.heed(effects, self.movers.chosen())

    def act(self) -> Act | str:
        """Write who is back."""
        chosen, day = self.movers.chosen(), self.day.day()
        if not chosen:
            return tr("Chọn người trở về để xem trước.")
        told = {**self.relations(), **self.movers.told()}
        head = None if self.head.isHidden() else self.head.value()

        def come(life: Life) -> None:
            life.household_returns(
                self._home, day=day, person_ids=chosen, new_head_id=head, relations=told
            )

        return come

    def what(self) -> str:
        """Named by the household."""
        home = home_words(self.register, self._home)
        return tr("Cả hộ trở về: {home}").format(home=home)
