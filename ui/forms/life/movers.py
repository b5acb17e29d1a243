"""The people of a household of whom some go: who, what they become, who leads those who stay."""

from collections.abc import Iterable, Sequence
from datetime import date

from storage import Register
from storage.life import Effects, HeadChoice, MemberCell, choices
from ui.choices import Choice, ChoiceEdit
from ui.forms.life.naming import head_choices
from ui.forms.life.person_rows import PersonLine, age_words
from ui.forms.life.picks import SomeOf
from ui.forms.wording import tr
from ui.kinship import relation_choices, relation_words


class Movers:
    """A list to tick, relations told for those ticked, and a head for those who stay.

    Args:
        register: the open register.
        on: the working day, for ages.
        label: what the list asks.
        related: whether what they become can be told.
        name: of the list's field.
        marks: whether some can be left out; without, all go.
    """

    def __init__(
        self,
        register: Register,
        on: date,
        *,
        label: str,
        related: bool = False,
        name: str = "person_ids",
        marks: bool = True,
    ) -> None:
        self._register = register
        self._on = on
        self._related = related
        self._members: tuple[HeadChoice, ...] = ()
        self._told: dict[str, str] = {}
        self._cells: dict[str, MemberCell] = {}
        self.household_id = ""
        relations = self._offered if related else None
        self.field = SomeOf(name, label, relations, marks=marks)
        self.field.required = True
        self.field.related.connect(self._tell)
        self.stay_head = ChoiceEdit(f"{name}_head", tr("Chủ hộ mới của hộ ở lại"))

    def put(self, household_id: str, chosen: Iterable[str] = ()) -> None:
        """Take the living members of a household, some of them ticked."""
        self.household_id = household_id
        self.put_people(choices(self._register, household_id, (), self._on), chosen)

    def put_people(self, people: Sequence[HeadChoice], chosen: Iterable[str]) -> None:
        """Take these people, some of them ticked."""
        self._members = tuple(people)
        self._told.clear()
        ticked = set(chosen)
        self.field.put([self._line(one, on=one.person.id in ticked) for one in self._members])
        self.follow()

    def _line(self, one: HeadChoice, *, on: bool) -> PersonLine:
        person = one.person
        head_sex = next(
            (two.person.sex for two in self._members if two.person.relation == "head"), None
        )
        relation = relation_words(
            person.relation, person.relation_text, sex=person.sex, head_sex=head_sex
        )
        away = person.status == "away"
        return PersonLine(
            person.id,
            person.name,
            tr("{relation}, ở xa").format(relation=relation) if away else relation,
            age_words(one.age) if one.age is not None else "",
            on=on,
            becomes="" if self._related else None,
        )

    # -- who goes

    def chosen(self) -> tuple[str, ...]:
        """The ids of those ticked."""
        return self.field.value()

    def names(self) -> str:
        """The names of those ticked, or how many where they are many."""
        chosen = set(self.chosen())
        names = [one.person.name for one in self._members if one.person.id in chosen]
        return ", ".join(names) if len(names) <= 2 else tr("{n} người").format(n=len(names))

    def head_goes(self) -> bool:
        """Whether the head is among them, and somebody who may lead stays."""
        chosen = set(self.chosen())
        heads = {one.person.id for one in self._members if one.person.relation == "head"}
        return bool(heads & chosen) and bool(self._may_stay())

    def head_comes(self) -> bool:
        """Whether somebody ticked was the head, and is it again."""
        chosen = set(self.chosen())
        return any(
            one.person.id in chosen and one.person.relation == "head" for one in self._members
        )

    def _may_stay(self) -> list[Choice]:
        chosen = set(self.chosen())
        return head_choices([one for one in self._members if one.person.id not in chosen])

    def new_head(self) -> str | None:
        """Who leads those who stay; None where that does not change."""
        return self.stay_head.value() if self.head_goes() else None

    def may_lead(self) -> list[Choice]:
        """Those ticked who may lead where they go."""
        chosen = set(self.chosen())
        return head_choices([one for one in self._members if one.person.id in chosen])

    def follow(self) -> None:
        """Ask for another head only where the head goes."""
        self.stay_head.setVisible(self.head_goes())
        if self.head_goes():
            self.stay_head.set_choices(self._may_stay())

    # -- what they become

    def told(self) -> dict[str, str]:
        """The relations the clerk has told, of those ticked."""
        chosen = set(self.chosen())
        return {one: code for one, code in self._told.items() if one in chosen}

    def forget(self) -> None:
        """Relations told are to another head now."""
        self._told.clear()

    def show(self, effects: Effects | None) -> None:
        """Show what each becomes, as the act has it."""
        if not self._related:
            return
        self._cells = {
            str(line.person_id): line.after
            for line in (effects.lines if effects else ())
            if isinstance(line.after, MemberCell)
        }
        self.field.say_becomes([self._becomes(one.person.id) for one in self._members])

    def _becomes(self, person_id: str) -> str:
        cell = self._cells.get(person_id)
        if cell is None:
            return ""
        if cell.relation is None:
            return tr("chưa rõ, gõ để chọn")
        return relation_words(
            cell.relation, cell.relation_text, sex=cell.sex, head_sex=cell.head_sex
        )

    def _offered(self, line: PersonLine) -> Sequence[Choice]:
        cell = self._cells.get(line.person_id)
        if cell is None or cell.relation == "head":
            return ()
        return relation_choices(cell.sex, cell.head_sex)

    def _tell(self, person_id: str, code: str) -> None:
        self._told[person_id] = code
