"""Lịch sử sửa: the journal of the household, of all of it or of one of its people."""

from collections.abc import Mapping, Sequence

from storage.journal import JournalEntry
from ui.choices import Choice, ChoiceEdit
from ui.history.panel import HistoryPanel, Told
from ui.screens.households.wording import tr
from ui.style import look

EVERYBODY = "*"
_CHOICE = 168


class HistoryTab(HistoryPanel):
    """The journal of one household, with whose and by whom it may be narrowed to."""

    def __init__(self) -> None:
        super().__init__(mends=True, shows=True)
        self._entries: tuple[JournalEntry, ...] = ()
        self._people: Mapping[str, str] = {}
        self._all: Told | None = None
        self.whose = ChoiceEdit("whose", small=True)
        self.who = ChoiceEdit("who", small=True)
        self.whose.box.setAccessibleName(tr("Của ai"))
        self.who.box.setAccessibleName(tr("Ai sửa"))
        for field in (self.whose, self.who):
            field.setFixedWidth(look().metrics.px(_CHOICE))
            field.changed.connect(self._narrow)
            self.filters.addWidget(field)
        self.filters.addStretch(1)

    def put_household(
        self, entries: Sequence[JournalEntry], people: Mapping[str, str], told: Told
    ) -> None:
        """Show the entries of a household; `people` are its people by id, whoever left among them.

        Another household begins with everybody again.
        """
        self._entries, self._people, self._all = tuple(entries), people, told
        text = tr("Cả hộ, {n} lần").format(n=len(entries))
        self._fill(self.whose, text, list(people.items()))
        actors = sorted({entry.change.actor for entry in entries if entry.change.actor})
        self._fill(self.who, tr("Mọi người sửa"), [(one, one) for one in actors])
        self._narrow()

    @staticmethod
    def _fill(field: ChoiceEdit, everybody: str, others: Sequence[tuple[str, str]]) -> None:
        kept = field.value()
        field.set_choices([Choice(EVERYBODY, everybody), *(Choice(*one) for one in others)])
        field.set_value(kept if kept in {key for key, _ in others} else EVERYBODY)

    def _narrow(self) -> None:
        if self._all is None:
            return
        whose, who = self.whose.value(), self.who.value()
        self.put(
            [
                entry
                for entry in self._entries
                if (whose in {None, EVERYBODY} or _is_of(entry, str(whose)))
                and who in {None, EVERYBODY, entry.change.actor}
            ],
            self._all,
        )


def _is_of(entry: JournalEntry, person_id: str) -> bool:
    return any(
        person_id in {row.row_id, (row.after or row.before or {}).get("person_id")}
        for row in entry.rows
    )
