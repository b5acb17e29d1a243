"""Gộp hộ: all people of a household go to live with another one, and the household ends."""

from PySide6.QtWidgets import QWidget

from storage.life import Effects, Life, choices
from ui.choices import ChoiceEdit
from ui.forms.choosing import SegmentField
from ui.forms.life.frame import Act, ActDialog
from ui.forms.life.movers import Movers
from ui.forms.life.naming import head_choices, home_words, homes_like
from ui.forms.wording import tr
from ui.found_edit import FoundEdit
from ui.segments import Segment
from ui.session import Session


class JoinDialog(ActDialog):
    """Two households become one."""

    def __init__(self, session: Session, over: QWidget, household_id: str) -> None:
        register = session.register
        self._this = household_id
        super().__init__(
            session,
            over,
            title=tr("Gộp {home}").format(home=home_words(register, household_id)),
            text=tr(
                "Gộp hộ là đưa hết người của một hộ sang hộ kia; mã của hộ được gộp vẫn mở ra hộ "
                "còn lại."
            ),
            filled=tr("Ghi gộp hộ"),
        )
        self.other = FoundEdit(
            "other_id",
            tr("Gộp với hộ"),
            find=lambda text: homes_like(register, text),
            icon_name="house",
            hint=tr("gõ tên người, mã hộ"),
            required=True,
        )
        self.kept = SegmentField(
            "kept",
            tr("Giữ mã, địa chỉ của"),
            (Segment("this", tr("Hộ này")), Segment("other", tr("Hộ kia"))),
        )
        self.kept.set_value("this")
        self.day = self.day_field(tr("Từ ngày"))
        self.head = ChoiceEdit("head_id", tr("Chủ hộ sau khi gộp"))
        self.movers = Movers(
            register, session.today(), label=tr("Người được gộp"), related=True, marks=False
        )
        self.movers.field.required = False
        self._shown: tuple[str, str] | None = None
        self.head.changed.connect(self.movers.forget)
        self.head.changed.connect(self.asked.forget)
        self.add_row(self.other, self.kept, self.day, widths=(0, 170, 132))
        self.add_row(self.head)
        self.add_people(self.movers.field)
        self.lay_result()

    def _sides(self) -> tuple[str, str] | None:
        """The household that ends and the one that stays; None until the other is found."""
        other = self.other.value()
        if other is None:
            return None
        return (other, self._this) if self.kept.value() == "this" else (self._this, other)

    def homes(self) -> tuple[str, ...]:
        """Both households."""
        return self._sides() or (self._this,)

    def follow(self) -> None:
        """Show who comes, and who may lead, once the other household is found."""
        sides = self._sides()
        for field in (self.head, self.movers.field):
            field.setVisible(sides is not None)
        if sides == self._shown:
            return
        self._shown = sides
        if sides is None:
            return
        ends, stays = sides
        on = self.session.today()
        coming = choices(self.register, ends, (), on)
        self.movers.put_people(coming, [one.person.id for one in coming])
        self.movers.stay_head.hide()
        both = (*choices(self.register, stays, (), on), *coming)
        self.head.blockSignals(True)
        self.head.set_choices(head_choices(both))
        heads = [one.person.id for one in both if one.person.relation == "head"]
        self.head.set_value(heads[0] if heads else None)
        self.head.blockSignals(False)

    def heed(self, effects: Effects | None) -> None:
        """Show what those who come become."""
        self.movers.show(effects)
        self.asked.heed(effects, self.movers.chosen())

    def act(self) -> Act | str:
        """Join the two."""
        sides = self._sides()
        if sides is None:
            return tr("Gõ tên người hoặc mã của hộ kia để xem trước.")
        ends, stays = sides
        head, day = self.head.value(), self.day.day()
        told = {**self.relations(), **self.movers.told()}
        told.pop(head or "", None)

        def join(life: Life) -> str:
            life.join(ends, stays, day=day, head_id=head, relations=told)
            return stays

        return join

    def what(self) -> str:
        """Named by the household that ends."""
        sides = self._sides() or (self._this, self._this)
        return tr("Gộp {home}").format(home=home_words(self.register, sides[0]))
