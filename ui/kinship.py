"""Words for who people are to the head of a household, and how they are addressed."""

from PySide6.QtCore import QCoreApplication

from storage.people import Person
from ui.choices import Choice
from ui.wording import words

RELATIONS = (
    "head", "wife", "husband", "son", "daughter", "child", "child_in_law", "grandchild", "father",
    "mother", "parent_in_law", "sibling", "other",
)  # fmt: skip


_ONLY = {
    "male": frozenset({"wife", "daughter", "mother"}),
    "female": frozenset({"husband", "son", "father"}),
}
"""By sex: what somebody of it cannot be."""


def tr(text: str) -> str:
    """Words of kinship."""
    return QCoreApplication.translate("Kinship", text)


def relation_words(
    relation: str | None, text: str, *, sex: str | None = None, head_sex: str | None = None
) -> str:
    """A relation as it was written, else by its code; a dash where none is known.

    Args:
        relation: the code.
        text: as it was written.
        sex: of the person, and
        head_sex: of the head: with both, whose parents and which child-in-law can be said.
    """
    if relation == "head":
        return words().say("relation.head")
    if text:
        return text[:1].upper() + text[1:].lower() if text.isupper() else text
    if relation == "parent_in_law" and sex and head_sex:
        return _parents_in_law()[sex, head_sex]
    if relation == "child_in_law" and sex:
        return {"male": tr("Con rể"), "female": tr("Con dâu")}[sex]
    return words().say(f"relation.{relation}") if relation in RELATIONS else "–"


def _parents_in_law() -> dict[tuple[str, str], str]:
    """By the sex of the parent and of the head."""
    return {
        ("male", "male"): tr("Bố vợ"),
        ("female", "male"): tr("Mẹ vợ"),
        ("male", "female"): tr("Bố chồng"),
        ("female", "female"): tr("Mẹ chồng"),
    }


def address_of(person: Person) -> str:
    """How a grown person is spoken of: ông, bà, or nothing where the sex is not known."""
    return {"male": tr("ông"), "female": tr("bà")}.get(person.sex or "", "")


def relation_choices(sex: str | None = None, head_sex: str | None = None) -> list[Choice]:
    """What somebody who is not the head can be to the head, with the words for both sexes."""
    barred = _ONLY.get(sex or "", frozenset())
    return [
        Choice(code, relation_words(code, "", sex=sex, head_sex=head_sex))
        for code in RELATIONS[1:]
        if code not in barred
    ]
