"""Trở về; ghi nhầm, sửa lại: people who are gone are here again, or were never gone."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from rules.calendar import shown_day
from storage import Register
from storage.life import Effects, HeadChoice, Life
from storage.life.choosing import choices_among
from storage.people import Person
from ui.choices import Choice, ChoiceEdit
from ui.forms.life.frame import Act, ActDialog
from ui.forms.life.movers import Movers
from ui.forms.life.naming import head_of, home_words, homes_like
from ui.forms.wording import tr
from ui.found_edit import FoundEdit
from ui.session import Session

_STAYS = "stays"  # whoever leads now goes on


def gone_from(register: Register, household_id: str) -> tuple[Person, ...]:
    """The people of a household who are not at home: away, moved or died."""
    return tuple(one for one in register.people.of_household(household_id) if one.status != "here")


def back_again(session: Session, people: Iterable[Person]) -> tuple[HeadChoice, ...]:
    """People who are gone as they would be at home: who of them may lead."""
    return choices_among((replace(one, status="here") for one in people), session.today())


def _since(person: Person) -> str:
    said = {
        "died": tr("đã mất {day}"),
        "moved": tr("chuyển đi {day}"),
        "away": tr("đi vắng {day}"),
    }[person.status]
    day = tr("từ {day}").format(day=shown_day(person.status_day)) if person.status_day else ""
    return said.format(day=day).strip()


def _led_until_gone(register: Register, person: Person) -> bool:
    """Whether somebody was the head when it was noted that they went."""
    for one in register.history("people", person.id):
        before, after = one.before or {}, one.after or {}
        if before.get("status") != after.get("status"):
            return before.get("relation") == "head"
    return person.relation == "head"


def offer_head(field: ChoiceEdit, movers: Movers, *, leads: bool) -> None:
    """Ask who leads where nobody does and the head of old does not come along."""
    asked = not leads and not movers.head_comes()
    field.blockSignals(True)  # what is offered follows from the ticks, it is no choice
    field.set_choices(movers.may_lead() if asked else ())
    field.blockSignals(False)
    field.setVisible(asked and bool(movers.may_lead()))


class ComeBackDialog(ActDialog):
    """People who were away or had moved are here again."""

    def __init__(
        self, session: Session, over: QWidget, household_id: str, person_id: str = ""
    ) -> None:
        register = session.register
        self._home = household_id
        super().__init__(
            session,
            over,
            title=tr("Trở về: {home}").format(home=home_words(register, household_id)),
            text=tr("Người đi vắng hoặc đã chuyển đi nay lại ở xã. Thẻ và các lần đóng như cũ."),
            filled=tr("Ghi trở về"),
        )
        people = tuple(one for one in gone_from(register, household_id) if one.status != "died")
        chosen = person_id if any(one.id == person_id for one in people) else ""
        self.day = self.day_field(tr("Từ ngày"))
        self.target = FoundEdit(
            "household_id",
            tr("Về ở hộ"),
            find=lambda text: homes_like(register, text),
            icon_name="house",
            hint=tr("để trống: hộ cũ"),
        )
        self.movers = Movers(register, session.today(), label=tr("Người trở về"), related=True)
        self.movers.put_people(
            back_again(session, people), (chosen,) if chosen or len(people) > 1 else (people[0].id,)
        )
        self.movers.field.say_notes([_since(one) for one in people])
        self.head = ChoiceEdit("new_head_id", tr("Chủ hộ"))
        self.head.changed.connect(self.movers.forget)
        self.add_row(self.day, self.target, widths=(132,))
        self.add_people(self.movers.field)
        self.add_row(self.head, widths=(372,))
        self.lay_result()

    def follow(self) -> None:
        """A household without a head asks for one among those who come."""
        home = self.target.value() or self._home
        offer_head(self.head, self.movers, leads=head_of(self.register, home) is not None)

    def homes(self) -> tuple[str, ...]:
        """Where they were, and where they go."""
        return tuple(one for one in (self._home, self.target.value()) if one)

    def heed(self, effects: Effects | None) -> None:
        """Show what those who come are."""
        self.movers.show(effects)
        self.asked.heed(effects, self.movers.chosen())

    def act(self) -> Act | str:
        """Write who is here again."""
        chosen, day, target = self.movers.chosen(), self.day.day(), self.target.value()
        if not chosen:
            return tr("Chọn người trở về để xem trước.")
        told = {**self.relations(), **self.movers.told()}
        head = None if self.head.isHidden() else self.head.value()

        def come(life: Life) -> None:
            life.come_back(chosen, day=day, household_id=target, new_head_id=head, relations=told)

        return come

    def what(self) -> str:
        """Named by the people."""
        return tr("Ghi {names} trở về").format(names=self.movers.names())


class MistakenDialog(ActDialog):
    """A death, a move or an absence was noted by mistake."""

    def __init__(
        self, session: Session, over: QWidget, household_id: str, person_id: str = ""
    ) -> None:
        register = session.register
        self._home = household_id
        super().__init__(
            session,
            over,
            title=tr("Ghi nhầm, sửa lại: {home}").format(home=home_words(register, household_id)),
            text=tr(
                "Người được chọn chưa hề mất hoặc đi: sổ trở lại như chưa ghi việc ấy; việc ghi "
                "sau vẫn giữ."
            ),
            filled=tr("Ghi sửa lại"),
        )
        self._gone = gone_from(register, household_id)
        chosen = person_id if any(one.id == person_id for one in self._gone) else ""
        self.movers = Movers(register, session.today(), label=tr("Ghi nhầm cho"), related=True)
        self.movers.put_people(
            back_again(session, self._gone),
            (chosen,) if chosen or len(self._gone) > 1 else (self._gone[0].id,),
        )
        self.movers.field.say_notes([_since(one) for one in self._gone])
        self._led = {one.id for one in self._gone if _led_until_gone(register, one)}
        self.head = ChoiceEdit("new_head_id", tr("Chủ hộ sau khi sửa"))
        self.head.changed.connect(self.movers.forget)
        self.head.changed.connect(self.asked.forget)
        self.add_people(self.movers.field)
        self.add_row(self.head, widths=(372,))
        self.lay_result()

    def homes(self) -> tuple[str, ...]:
        """The household."""
        return (self._home,)

    def follow(self) -> None:
        """Who led before may lead again."""
        chosen = set(self.movers.chosen())
        led = [one for one in self._gone if one.id in chosen and one.id in self._led]
        offered = [Choice(one.id, one.name, tr("như trước khi ghi nhầm")) for one in led]
        people = self.register.people.of_household(self._home)
        leads = [one for one in people if one.relation == "head" and one.status == "here"]
        offered += [Choice(_STAYS, one.name, tr("đang là chủ hộ")) for one in leads]
        self.head.setVisible(bool(led))
        self.head.blockSignals(True)  # what is offered follows from the ticks, it is no choice
        self.head.set_choices(offered)
        self.head.blockSignals(False)

    def heed(self, effects: Effects | None) -> None:
        """Show what they are again."""
        self.movers.show(effects)
        self.asked.heed(effects, self.movers.chosen())

    def act(self) -> Act | str:
        """Take the mistake back, whatever was written since."""
        chosen = self.movers.chosen()
        if not chosen:
            return tr("Chọn người bị ghi nhầm để xem trước.")
        head = self.head.value()
        told = {**self.relations(), **self.movers.told()}
        if head == _STAYS:
            head = None

        def mend(life: Life) -> None:
            life.mistaken(chosen, new_head_id=head, relations=told)

        return mend

    def what(self) -> str:
        """Named by the people."""
        return tr("Sửa chỗ ghi nhầm: {names}").format(names=self.movers.names())
