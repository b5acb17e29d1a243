"""Ghi trẻ mới sinh: a child is added to the household of the mother."""

from PySide6.QtWidgets import QWidget

from storage.life import Life
from storage.people import Person
from ui.choices import Choice, ChoiceEdit
from ui.fields import NameField
from ui.forms.life.frame import Act, ActDialog
from ui.forms.life.naming import head_of, home_words
from ui.forms.life.newcomer import personal_id_field, sex_field, sex_of
from ui.forms.life.past_day import PastDay
from ui.forms.life.person_rows import age_words
from ui.forms.wording import tr
from ui.kinship import relation_choices
from ui.session import Session

_YOUNGEST, _OLDEST = 12, 60
_CHILD_OF = {
    "head": "child",
    "wife": "child",
    "daughter": "grandchild",
    "child": "grandchild",
    "child_in_law": "grandchild",
    "mother": "sibling",
}
"""By what the mother is to the head: what the child is."""


class BirthDialog(ActDialog):
    """A child has been born into a household."""

    def __init__(
        self, session: Session, over: QWidget, household_id: str, person_id: str = ""
    ) -> None:
        register, on = session.register, session.today()
        self._home = household_id
        super().__init__(
            session,
            over,
            title=tr("Ghi trẻ mới sinh: {home}").format(home=home_words(register, household_id)),
            text=tr(
                "Trẻ dưới 6 tuổi được Nhà nước đóng BHYT; thấy thẻ rồi mới ghi là có. Chưa đặt "
                "tên thì gõ Cháu bé, sửa sau."
            ),
            filled=tr("Ghi trẻ mới sinh"),
        )
        self._mothers = [
            one
            for one in register.people.of_household(household_id)
            if one.status in {"here", "away"} and self._may_be_mother(one)
        ]
        head = head_of(register, household_id)
        self.name = NameField("name", tr("Họ và tên"), required=True)
        self.sex = sex_field()
        self.born = PastDay("born", tr("Ngày sinh"), on=on, hint=tr("gõ 2011"), required=True)
        self.mother = ChoiceEdit(
            "mother",
            tr("Mẹ"),
            [
                Choice(one.id, one.name, age_words(one.born.age_on(on)) if one.born else "")
                for one in self._mothers
            ],
            empty=tr("Không ở hộ này"),
        )
        self.relation = ChoiceEdit(
            "relation",
            tr("Quan hệ với chủ hộ"),
            relation_choices(None, head.sex if head else None),
            empty=tr("Chưa rõ"),
        )
        self.personal_id = personal_id_field()
        self._lay(person_id)

    def _may_be_mother(self, one: Person) -> bool:
        age = one.born.age_on(self.session.today()) if one.born else None
        return one.sex == "female" and (age is None or _YOUNGEST <= age <= _OLDEST)

    def _lay(self, person_id: str) -> None:
        self.add_row(self.name, self.sex, self.born, widths=(0, 132, 132))
        self.add_row(self.mother, self.relation, self.personal_id, widths=(0, 190, 150))
        known = [one.id for one in self._mothers]
        first = person_id if person_id in known else next(iter(known), None)
        self.mother.set_value(first)
        self._follow_mother()
        self.mother.changed.connect(self._follow_mother)
        self.lay_result()

    def _follow_mother(self) -> None:
        """A child of the head's wife is the head's child, one of a daughter a grandchild."""
        mother = next((one for one in self._mothers if one.id == self.mother.value()), None)
        relation = _CHILD_OF.get(mother.relation or "") if mother else None
        self.relation.set_value(relation)

    def homes(self) -> tuple[str, ...]:
        """The household."""
        return (self._home,)

    def act(self) -> Act | str:
        """Add the child."""
        name, born = self.name.value(), self.born.value()
        if name is None or born is None:
            return tr("Gõ họ tên và ngày sinh của trẻ để xem trước.")
        sex = sex_of(self.sex)
        mother = next((one for one in self._mothers if one.id == self.mother.value()), None)
        relation, personal_id = self.relation.value(), self.personal_id.value()

        def birth(life: Life) -> str:
            return life.birth(
                self._home,
                name=name,
                sex=sex,
                born=born,
                relation=relation,
                personal_id=personal_id,
                ethnic=mother.ethnic if mother else None,
            )

        return birth

    def what(self) -> str:
        """Named by the child."""
        return tr("Ghi trẻ mới sinh: {name}").format(name=self.name.value() or "")
