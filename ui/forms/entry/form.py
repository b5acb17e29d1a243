"""What Thêm hộ does: a household is typed, looked for in the register, and written as one."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt

from rules.citizen_card import CitizenCard
from rules.errors import Problem
from rules.household_codes import shown
from storage.alike import Alike, alike, village_named_in
from storage.drafts import Draft
from storage.entering import EnteredHousehold, enter_household
from storage.people import Person
from ui.alike_hint import query_of
from ui.choices import Choice
from ui.drafts import DraftKeeper
from ui.form import Form
from ui.forms.entry.cells import KEYS, EntryRow, Key
from ui.forms.entry.page import STANDINGS, EntryPage
from ui.practice import practice_refused
from ui.queries import Query
from ui.session import Session
from ui.wording import sentence

FORM = "entry"


class EntryForm(EntryPage):
    """A household typed from a paper book with the keyboard alone."""

    watches: ClassVar[frozenset[str]] = frozenset({"villages", "people", "households"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.form = Form(self.place)
        self._thrown: dict[str, Any] | None = None
        self._begun = False
        self.draft = DraftKeeper(session, FORM, self._standing_there, self)
        self._connect()

    def _connect(self) -> None:
        self.form.submitted.connect(self._to_grid)
        self.form.changed.connect(self._touched)
        self.model.typed.connect(self._touched)
        self.grid.typing.connect(self._touched)
        self.grid.row_changed.connect(self._show_row)
        self.grid.finished.connect(self._to_button)
        self.grid.line.refused.connect(lambda: self.session.tell(practice_refused(), "warn"))
        self.grid.backed.connect(lambda: self.standing.setFocus(Qt.FocusReason.BacktabFocusReason))
        self.draft.kept.connect(self.hints_changed)
        self.kept.pressed.connect(self._give_back)
        self.wrong.pressed.connect(self.grid.next_wrong)
        self.hint.opened.connect(lambda person: self.session.ask(query_of(person)))
        self.hint.taken.connect(self._take)
        self.act(self.tr("Đến ô sai"), self.grid.next_wrong, keys="F4")
        self.act(self.tr("Lấy lại hộ vừa bỏ"), self._give_back, keys="F6")
        self.act(self.tr("Mở người giống"), self.hint.link.click, keys="F7")
        self.act(self.tr("Đưa người giống về hộ này"), self.hint.take.click, keys="F8")
        self.act(self.tr("Xóa dòng đang gõ"), self._clear_row, keys="Ctrl+Delete")

    # -- opening and leaving

    def open(self, query: Query) -> None:
        """Begin a household, or go on with the one that was being typed."""
        self.refresh()
        card = query.facts.get("card")
        if not self._begun:
            self._begun = True
            found = self.draft.about("")
            if found is not None:
                self._restore(found)
        village = query.facts.get("village")
        if village and self.village.value() is None:
            self.village.set_value(village)
        if isinstance(card, CitizenCard):
            self.take_card(card)
        elif self._standing_there() is None:
            self.form.start()
        else:
            self._to_grid()

    def leave(self) -> bool:
        """Keep what was typed."""
        self.grid.settle()
        self.draft.keep_waiting()
        return True

    def put_off(self) -> None:
        """Leave, keeping what was typed, and go back to the households."""
        self.session.ask(Query("households"))

    def worries(self) -> tuple[str, ...]:
        """Since when a draft is kept; nothing is in the register before the filled button."""
        if self.draft.time:
            return (self.tr("Đang gõ, đã giữ bản nháp {time}").format(time=self.draft.time),)
        return (self.tr("Chưa ghi gì vào sổ"),)

    def reload(self) -> None:
        """Ask the register again for villages and for people alike."""
        chosen = self.village.value()
        villages = self.session.register.villages.all()
        self.village.set_choices([Choice(one.id, one.name) for one in villages])
        self.village.set_value(chosen)
        self.model.look_all_alike()

    # -- drafts

    def _standing_there(self) -> dict[str, Any] | None:
        lines = self.grid.texts()
        place = self.form.typed()
        if not lines and not any(place[name] for name in ("number", "address", "standing")):
            return None
        taken = {
            str(at): row.taken.id for at, row in enumerate(self.model.rows) if row.taken is not None
        }
        return {"place": place, "lines": lines, "taken": taken}

    def _put(self, content: Mapping[str, Any]) -> None:
        self.form.retype(content["place"])
        self.model.set_texts(content["lines"])
        for at, person_id in content["taken"].items():
            self.model.take(int(at), self._person(person_id))

    def _person(self, person_id: str) -> Person | None:
        try:
            return self.session.register.people.get(person_id)
        except Problem:  # gone since: undone or merged
            return None

    def _restore(self, draft: Draft) -> None:
        self._put(draft.content)
        text = self.tr(
            "Hộ đang gõ dở lúc {time} đã mở lại. Không phải hộ này thì bấm Bỏ hộ đang gõ."
        )
        self.kept.say(text.format(time=self.draft.time))

    def throw_away(self) -> None:
        """Empty the page; it can be had back until the next household."""
        self._thrown = self._standing_there()
        if self._thrown is None:
            return
        village = self.village.value()
        self._clear()
        self.village.set_value(village)
        self.draft.forget()
        self.kept.say(self.tr("Đã bỏ hộ đang gõ."), link=self.tr("Lấy lại"))
        self.form.start()

    def _give_back(self) -> None:
        if self._thrown is not None:
            self._put(self._thrown)
            self._thrown = None
            self.kept.say("")
            self.draft.touch()
            self._to_grid()

    def _clear(self) -> None:
        for field in self.place:
            field.set_value(None)
        self.model.set_texts(())
        self.hint.show_alike((), self.session)
        self.wrong.say("")

    def _touched(self) -> None:
        self.draft.touch()
        self._show_row(self.grid.currentIndex().row())

    # -- typing

    def _to_grid(self) -> None:
        filled = len(self.model.filled())
        self.grid.start(min(filled, len(self.model.rows) - 1))

    def _to_button(self) -> None:
        self.grid.settle()
        self.filled.setFocus(Qt.FocusReason.TabFocusReason)

    def _clear_row(self) -> None:
        row = self.grid.currentIndex().row()
        if row >= 0:
            self.model.clear_row(row)
            self.grid.start(row)

    def ask_alike(self, row: EntryRow) -> tuple[Alike, ...]:
        """Who in the register a line may be."""
        return alike(
            self.session.register,
            name=row["name"].value or "",
            born=row["born"].value,
            personal_id=row["personal_id"].value,
            si_number=row["si_number"].value,
        )

    def _show_row(self, at: int) -> None:
        """Say below the grid what is wrong, and who the current line may be."""
        row = self.model.rows[at] if 0 <= at < len(self.model.rows) else None
        before = self.tr("Dòng {row}. ").format(row=at + 1)
        if row is not None:
            self.hint.show_alike(row.alike, self.session, before=before, taken=row.taken)
        wrong = [place for place in self.model.wrong() if not self._is_told(place, at)]
        if not wrong:
            doubts = [row.doubt(key) for key in KEYS] if row is not None else []
            said = next((doubt for doubt in doubts if doubt), "")
            self.wrong.say(before + said if said else "", tone="warn")
            return
        place, column = next((one for one in wrong if one[0] == at), wrong[0])
        text = self.tr("Dòng {row}. {sentence}").format(
            row=place + 1, sentence=self.model.rows[place][KEYS[column]].problem
        )
        self.wrong.say(text, tone="bad", link=self.tr("Đến ô này"))

    def _is_told(self, place: tuple[int, int], at: int) -> bool:
        """Whether the line about people alike says already what is wrong with a cell."""
        row = self.model.rows[place[0]]
        held = row.taken is None and any(one.certain for one in row.alike)
        return held and place == (at, KEYS.index("personal_id"))

    def _take(self, person: Person) -> None:
        """This line is that person, or no longer is."""
        at = self.grid.currentIndex().row()
        self.model.take(at, None if self.model.rows[at].taken else person)
        self._touched()

    def take_card(self, card: CitizenCard) -> None:
        """Fill the current line from a scanned card, or the next free one."""
        self.grid.settle()
        at = max(self.grid.currentIndex().row(), 0)
        free = next(n for n, row in enumerate(self.model.rows) if n >= at and self._free(row))
        self.model.take_card(free, card)
        if self.village.value() is None:
            self.village.set_value(village_named_in(self.session.register, card.address))
        self.grid.start(free)

    @staticmethod
    def _free(row: EntryRow) -> bool:
        return not row["name"].text and not row["personal_id"].text

    # -- writing

    def save(self) -> None:
        """Write the household as one change; what cannot be written is said, nothing is lost."""
        self.grid.settle()
        self.model.check_names()
        if not self.form.settle():
            return
        if self.model.wrong():
            self.grid.next_wrong()
            return
        filled = self.model.filled()
        people = [row.person() for _, row in filled]
        name = next((one.name for one in people if one.relation == "head"), "")
        what = self.tr("Thêm hộ {name}: {count} người")
        said = what.format(name=name or (people[0].name if people else ""), count=len(people))
        try:
            with self.session.change(said):
                home = enter_household(
                    self.session.register, self._household(), people, on=self.session.today()
                )
                self.draft.forget()
        except Problem as problem:
            self._refused(problem, [at for at, _ in filled])
            return
        self._written(home, said)

    def _household(self) -> EnteredHousehold:
        return EnteredHousehold(
            village_id=self.village.value(),
            number=self.number.value() or "",
            address=self.address.value() or "",
            standing=next((one for one in STANDINGS if one == self.standing.value()), None),
        )

    def _refused(self, problem: Problem, places: list[int]) -> None:
        at = int(str(problem.facts.get("row", 0)))
        row = places[at] if at < len(places) else 0
        named = str(problem.facts.get("field", "name"))
        key: Key = next((one for one in KEYS if one == named), KEYS[0])
        if not places:
            self.wrong.say(sentence(problem), tone="bad")
            self.grid.start()
            return
        self.model.say(row, key, problem)
        self.grid.start(row, KEYS.index(key))

    def _written(self, home: str, what: str) -> None:
        """Say what was written, and begin the next household of the village."""
        village = self.village.value()
        code = shown(self.session.register.households.get(home).code)
        self._clear()
        self._thrown = None
        self.kept.say("")
        self.draft.forget()
        self.village.set_value(village)
        text = self.tr("Đã ghi. {what}, mã hộ {code}. Bấm Ctrl+Z để hoàn tác.")
        self.session.tell(text.format(what=what, code=code), "ok")
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)
