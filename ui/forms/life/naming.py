"""How the dialogs speak of people and households."""

from collections.abc import Sequence
from datetime import date

from rules.household_codes import shown
from storage import Register
from storage.life import HeadChoice
from storage.people import Person
from storage.succession import leader
from ui.choices import Choice
from ui.forms.life.person_rows import PersonLine, age_words
from ui.forms.wording import title_of, tr
from ui.kinship import relation_words

_OFFERED = 8
_GROWN, _OLD = 18, 40


def pronoun(person: Person, on: date) -> str:
    """Ông, bà, anh, chị, cháu; người này where the sex is not known."""
    age = person.born.age_on(on) if person.born else None
    if age is not None and age < _GROWN:
        return tr("cháu")
    young = age is not None and age < _OLD
    return {
        "male": tr("anh") if young else tr("ông"),
        "female": tr("chị") if young else tr("bà"),
    }.get(person.sex or "", tr("người này"))


def called(person: Person, on: date) -> str:
    """With the whole name: bà Tống Thị Mận; the bare name where the sex is not known."""
    said = pronoun(person, on)
    return person.name if said == tr("người này") else f"{said} {person.name}"


def began(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def home_words(register: Register, household_id: str) -> str:
    """A household by its head and code: hộ ông Vi Văn Tuất · 7K4-M2Q."""
    home = register.households.get(household_id)
    people = register.people.of_household(household_id)
    title = title_of(head_of(register, household_id) or leader(people))
    return f"{title[:1].lower()}{title[1:]} · {shown(home.code)}"


def head_of(register: Register, household_id: str) -> Person | None:
    """The living head of a household."""
    people = register.people.of_household(household_id)
    return next(
        (one for one in people if one.relation == "head" and one.status in {"here", "away"}), None
    )


def people_like(register: Register, text: str, on: date) -> Sequence[Choice]:
    """The living people a typed text may mean, each with village and age."""
    found = register.people.search(text, 2 * _OFFERED)
    alive = [one for one in found if one.status in {"here", "away"}]
    return [person_choice(one, on) for one in alive[:_OFFERED]]


def person_choice(person: Person, on: date) -> Choice:
    """A person as a choice: the name with the village, and the age."""
    text = " · ".join(part for part in (person.name, person.village) if part)
    return Choice(person.id, text, age_words(person.born.age_on(on)) if person.born else "")


def homes_like(register: Register, text: str) -> Sequence[Choice]:
    """The households a typed text may mean: by their people, their code or their number."""
    ids: dict[str, None] = {}
    for hit in register.search(text, 4 * _OFFERED):
        if hit.household_id:
            ids[hit.household_id] = None
    found: list[Choice] = []
    for one in ids:
        home = register.households.get(one)
        if home.status == "here" and len(found) < _OFFERED:
            title = title_of(head_of(register, one))
            words = " · ".join(part for part in (title, home.village) if part)
            found.append(Choice(one, words, shown(home.code)))
    return found


def lines_for(choices: Sequence[HeadChoice]) -> list[PersonLine]:
    """Who may be the head, with what speaks for it, and who may not, with the reason."""
    head_sex = next((one.person.sex for one in choices if one.person.relation == "head"), None)
    return [
        PersonLine(
            one.person.id,
            one.person.name,
            relation_words(
                one.person.relation,
                one.person.relation_text,
                sex=one.person.sex,
                head_sex=head_sex,
            ),
            age_words(one.age) if one.age is not None else "",
            _why(one),
            able=one.may_lead,
        )
        for one in choices
    ]


def _why(one: HeadChoice) -> str:
    if one.why_not == "away":
        return tr("ở xa, không chọn được")
    if one.why_not == "young":
        return tr("chưa đủ 18 tuổi")
    return tr("cùng nhà, chưa rõ tuổi") if one.age is None else tr("cùng nhà, đã đủ 18 tuổi")


def head_choices(choices: Sequence[HeadChoice]) -> list[Choice]:
    """Those who may lead, to choose from."""
    return [
        Choice(one.person.id, one.person.name, age_words(one.age) if one.age is not None else "")
        for one in choices
        if one.may_lead
    ]
