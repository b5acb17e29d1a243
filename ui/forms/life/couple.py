"""Ghi kết hôn: two people live together, in a new household or in that of one of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rules.marriage import Mate, hints
from storage.life import Effects, Life, choices
from storage.life.spouses import spouse_at_home
from storage.people import Person
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.fields import TextField
from ui.forms.choosing import SegmentField
from ui.forms.life.basis import MarriageBasis
from ui.forms.life.frame import Act, ActDialog
from ui.forms.life.naming import head_choices, people_like, person_choice
from ui.forms.life.newcomer import born_field, personal_id_field, sex_field, sex_of
from ui.forms.life.person_rows import PersonLine, age_words
from ui.forms.life.picks import SomeOf
from ui.forms.wording import tr
from ui.found_edit import FoundEdit
from ui.kinship import relation_words
from ui.segments import Segment
from ui.session import Session
from ui.wording import words as sentences

if TYPE_CHECKING:
    from rules.working import Step

_NEW, _ONE, _OTHER = "new", "one", "other"


class CoupleDialog(ActDialog):
    """Two people have married; the other may not be in the register yet."""

    def __init__(self, session: Session, over: QWidget, person_id: str = "") -> None:
        super().__init__(
            session,
            over,
            title=tr("Ghi kết hôn"),
            text=tr(
                "Hai vợ chồng ở chung một hộ: hộ mới, hoặc hộ của một bên. Người chưa có trong sổ "
                "thì gõ họ tên, năm sinh."
            ),
            filled=tr("Ghi kết hôn"),
        )
        on, register = session.today(), session.register
        self.pair = tuple(
            FoundEdit(
                name,
                label,
                find=lambda text: people_like(register, text, on),
                hint=tr("gõ tên để tìm"),
                required=True,
            )
            for name, label in ((_ONE, tr("Một người")), (_OTHER, tr("Người kia")))
        )
        self.one, self.other = self.pair
        if person_id:
            self.one.set_value(person_choice(register.people.get(person_id), on))
        self.day = self.day_field(tr("Ngày cưới"))
        self.sex, self.born, self.personal_id = sex_field(), born_field(on), personal_id_field()
        self.into = SegmentField("into", tr("Về ở"), self._homes_offered())
        self.into.set_value(_NEW)
        self.head = ChoiceEdit("head_id", tr("Chủ hộ mới"))
        villages = [Choice(one.id, one.name) for one in register.villages.all()]
        self.village = ChoiceEdit("village_id", tr("Thôn"), villages, empty=tr("cùng thôn"))
        self.number = TextField("number", tr("Số hộ"))
        self.address = TextField("address", tr("Địa chỉ"), placeholder=tr("xóm, ngõ, số nhà"))
        self.left_heads = tuple(
            ChoiceEdit(f"left_head_{name}", tr("Chủ hộ mới")) for name in (_ONE, _OTHER)
        )
        self.along = SomeOf("with_ids", tr("Đi cùng, như con riêng"))
        self.basis = Button(tr("Căn cứ"), kind="link", keys="F9")
        self.basis.clicked.connect(self.show_basis)
        QShortcut(QKeySequence("F9"), self, self.basis.click)
        self._doubts: tuple[Step, ...] = ()
        self._offered_home = _NEW  # where they live until the clerk says otherwise
        self._lay()

    def _lay(self) -> None:
        for field in (*self.pair, self.into, self.head, *self.left_heads):
            field.changed.connect(self.asked.forget)
        self.add_row(self.one, self.other, self.day, widths=(0, 0, 132))
        self.add_row(self.sex, self.born, self.personal_id, widths=(132, 132, 0))
        self.add_row(self.into)
        self.add_row(self.head, self.village, self.number, self.address, widths=(190, 150, 84, 0))
        self.add_people(self.along)
        self.add_row(*self.left_heads)
        self.lay_result()

    # -- who they are

    def _person(self, field: FoundEdit) -> Person | None:
        found = field.value()
        return self.register.people.get(found) if found else None

    def _newcomer(self) -> str:
        """The name of the other one, where that one is not in the register."""
        typed = self.other.text().strip()
        return typed if typed and self.other.value() is None else ""

    def _home_of(self, key: str) -> str | None:
        person = self._person(self.one if key == _ONE else self.other)
        return person.household_id if person else None

    def _homes_offered(self) -> list[Segment]:
        offered = [Segment(_NEW, tr("Hộ mới"))]
        for key, field in ((_ONE, self.one), (_OTHER, self.other)):
            person = self._person(field)
            if person is not None and person.household_id is not None:
                offered.append(Segment(key, tr("Hộ của {name}").format(name=person.name)))
        return offered

    def _leaving(self) -> dict[str, set[str]]:
        """Who leaves which household, the couple and those who come along."""
        into = self._into()
        going: dict[str, set[str]] = {}
        people = [self._person(field) for field in self.pair]
        people += [self.register.people.get(one) for one in self.along.value()]
        for one in people:
            if one is not None and one.household_id is not None and one.household_id != into:
                going.setdefault(one.household_id, set()).add(one.id)
        return going

    def _into(self) -> str | None:
        key = self.into.value()
        return self._home_of(key) if key in {_ONE, _OTHER} else None

    # -- what the law says of it

    def hints(self) -> tuple[str, ...]:
        """Who is not of age, or has a wife or husband at home already."""
        return tuple(sentences().step(step) for step in self._doubts)

    def links(self) -> tuple[QWidget, ...]:
        """The law behind the hints."""
        return (self.basis,)

    def heed(self, effects: Effects | None) -> None:
        """Look at the two anew; the law stands behind what is said of them."""
        super().heed(effects)
        self.basis.setVisible(effects is not None and bool(self._doubts))

    def _look_at_law(self) -> None:
        pair = [self._person(field) for field in self.pair]
        mates = [self._mate(person, pair) for person in pair if person is not None]
        if name := self._newcomer():
            mates.append(Mate(name, sex_of(self.sex), self.born.value()))
        day = self.day.day() or self.session.today()
        self._doubts = hints(self.session.policy.on(day), *mates)

    def _mate(self, person: Person, pair: Sequence[Person | None]) -> Mate:
        spouse = spouse_at_home(self.register, person)
        if spouse is not None and spouse.id in {one.id for one in pair if one is not None}:
            spouse = None  # the register has the two as a couple already
        return Mate(person.name, person.sex, person.born, spouse.name if spouse else "")

    def show_basis(self) -> None:
        """Show the law behind each hint."""
        if self._doubts:
            MarriageBasis(self._doubts, self).exec()

    # -- what follows from it

    def homes(self) -> tuple[str, ...]:
        """The households of both."""
        found = (self._home_of(_ONE), self._home_of(_OTHER))
        return tuple(dict.fromkeys(one for one in found if one))

    def follow(self) -> None:
        """Ask only for what the two and their household need."""
        self.into.set_segments(self._homes_offered())
        if self.into.value() in {self._offered_home, None}:
            self._offered_home = self._usual_home()
            self.into.set_value(self._offered_home)
        new, coming = self._into() is None, bool(self._newcomer())
        about, place = (
            (self.sex, self.born, self.personal_id),
            (self.head, self.village, self.number, self.address),
        )
        for field in about:
            field.setVisible(coming)
        for where in place:
            where.setVisible(new)
        if new:
            names = [self.one.text(), self.other.text()]
            self.head.set_choices(
                [
                    Choice(key, name.partition(" · ")[0])
                    for key, name in zip((_ONE, _OTHER), names, strict=True)
                    if name.strip()
                ]
            )
        self._offer_company()
        self._ask_heads()
        self._look_at_law()

    def _usual_home(self) -> str:
        """Where both have a household, the husband's; else a new one."""
        offered = {segment.key for segment in self._homes_offered()}
        for key, field in ((_ONE, self.one), (_OTHER, self.other)):
            person = self._person(field)
            if person is not None and person.sex == "male" and key in offered:
                return key
        return _NEW

    def _offer_company(self) -> None:
        """Whoever lives with one of the two in a household that is left may come along."""
        into, on = self._into(), self.session.today()
        couple = {field.value() for field in self.pair}
        lines = [
            PersonLine(
                choice.person.id,
                choice.person.name,
                relation_words(choice.person.relation, choice.person.relation_text),
                age_words(choice.age) if choice.age is not None else "",
                on=choice.person.id in self.along.value(),
            )
            for home in self.homes()
            if home != into
            for choice in choices(self.register, home, (), on)
            if choice.person.id not in couple
        ]
        self.along.put(lines)
        self.along.setVisible(bool(lines))

    def _ask_heads(self) -> None:
        """Ask who leads a household whose head goes while others stay."""
        going = list(self._leaving().items())
        for number, field in enumerate(self.left_heads):
            home, gone = going[number] if number < len(going) else ("", set())
            people = self.register.people.of_household(home) if home else ()
            head_goes = any(one.id in gone and one.relation == "head" for one in people)
            offered = head_choices(choices(self.register, home, gone, self.session.today()))
            field.setVisible(head_goes and bool(offered))
            field.set_choices(offered if head_goes else ())
            led = next((one.name for one in people if one.relation == "head"), "")
            field.label.setText(tr("Chủ hộ mới của hộ {name}").format(name=led))

    # -- the act

    def act(self) -> Act | str:
        """Write the couple, and the one who is new to the register."""
        one, other, name = self.one.value(), self.other.value(), self._newcomer()
        if one is None or (other is None and not name):
            return tr("Gõ tên hai người để xem trước.")
        into, day, head_key, along = (
            self._into(), self.day.day(), self.head.value(), self.along.value(),
        )  # fmt: skip
        relations = self.relations()
        heads = [found for field in self.left_heads if (found := self._shown_value(field))]
        sex, born, personal_id = sex_of(self.sex), self.born.value(), self.personal_id.value()
        village, number, address = (
            self.village.value(), self.number.value() or "", self.address.value() or "",
        )  # fmt: skip

        def marry(life: Life) -> str:
            mate = other or self.register.people.add(
                name=name, sex=sex, born=born, personal_id=personal_id
            )
            leads = {_ONE: one, _OTHER: mate}.get(head_key or _ONE)
            return life.marry(
                one,
                mate,
                day=day,
                into=into,
                head_id=leads if into is None else None,
                with_ids=along,
                relations=relations,
                new_head_ids=heads,
                village_id=village,
                number=number,
                address=address,
            )

        return marry

    @staticmethod
    def _shown_value(field: ChoiceEdit) -> str | None:
        return None if field.isHidden() else field.value()

    def what(self) -> str:
        """Named by the two."""
        names = [field.text().partition(" · ")[0] for field in self.pair]
        return tr("Ghi kết hôn: {one} và {other}").format(one=names[0], other=names[1])
