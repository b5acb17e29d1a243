"""Whoever is nobody knows what to a new head: asked in the same step, told by a few letters."""

from collections.abc import Collection, Sequence

from storage.life import Effects, MemberCell
from ui.choices import Choice
from ui.forms.life.person_rows import PersonLine
from ui.forms.life.picks import SomeOf
from ui.forms.wording import tr
from ui.kinship import relation_choices, relation_words


class Asked(SomeOf):
    """The people whose relation an act cannot know, each with a box to say it in."""

    def __init__(self) -> None:
        self._told: dict[str, str] = {}
        self._cells: dict[str, MemberCell] = {}
        super().__init__(
            "asked", tr("Chưa rõ là gì với chủ hộ mới: hỏi rồi gõ"), self._offers, marks=False
        )
        self.related.connect(self._tell)
        self.hide()

    def heed(self, effects: Effects | None, but: Collection[str]) -> None:
        """Ask for those whose relation comes out as unknown, except who is asked for elsewhere."""
        self._cells.clear()
        lines = []
        for line in effects.lines if effects else ():
            before, after = line.before, line.after
            if not isinstance(before, MemberCell) or not isinstance(after, MemberCell):
                continue
            person, living = line.person_id or "", after.status in {"here", "away"}
            asked = after.relation is None and before.relation is not None
            if not living or person in but or not (asked or person in self._told):
                continue
            self._cells[person] = after
            lines.append(
                PersonLine(person, line.name, _words(before), on=True, becomes=_words(after))
            )
        self.put(lines)
        self.setVisible(bool(lines))

    def told(self) -> dict[str, str]:
        """What the clerk has told, by person."""
        return dict(self._told)

    def forget(self) -> None:
        """Somebody else leads: what was told is of no use."""
        self._told.clear()

    def _offers(self, line: PersonLine) -> Sequence[Choice]:
        cell = self._cells.get(line.person_id)
        return relation_choices(cell.sex, cell.head_sex) if cell else ()

    def _tell(self, person_id: str, code: str) -> None:
        self._told[person_id] = code


def _words(cell: MemberCell) -> str:
    if cell.relation is None:
        return tr("chưa rõ, gõ để chọn")
    return relation_words(cell.relation, cell.relation_text, sex=cell.sex, head_sex=cell.head_sex)
