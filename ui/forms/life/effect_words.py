"""What an act would change, in words: one line of before and after each."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from rules.calendar import shown_day
from rules.coverage import State
from rules.household_codes import shown
from rules.money import dong
from rules.names import given_name
from storage.life import EffectLine, Effects, HomeCell, MemberCell, Note, PaysCell
from ui.forms.life.before_after import Line
from ui.forms.wording import tr
from ui.kinship import relation_words
from ui.states import hi_badge
from ui.wording import words

_GROWN = 18  # who is younger is not called ông or bà
Cell = MemberCell | HomeCell | State | PaysCell | None


def lines_of(effects: Effects, spoken: Callable[[str], str]) -> list[Line]:
    """The lines of a preview; members for whom nothing changes and who are the same stand together.

    Args:
        effects: what the act would change.
        spoken: how a person of the register is spoken of, by id: bà Mận; else nothing.
    """
    said = _Words(effects, spoken)
    if said.several:
        return _told_together(effects, said)
    together: dict[tuple[str, str], list[EffectLine]] = {}
    for line in effects.lines:
        together.setdefault(said.alike(line), []).append(line)
    found: list[Line] = []
    for same in together.values():
        made = said.line(same[0])
        if len(same) > 1:
            made = replace(made, what=", ".join(given_name(line.name) for line in same))
        found.append(made)
    return found


def _told_together(effects: Effects, said: "_Words") -> list[Line]:
    """Of two households only what changes, then how many people stay as they are."""
    people = [line for line in effects.lines if line.kind == "member"]
    found = [said.line(line) for line in people if line.changed]
    same = sum(not line.changed for line in people)
    if same:
        stays = tr("giữ nguyên")
        found.append(Line(tr("{n} người khác").format(n=same), stays, stays, changed=False))
    return found + [said.line(line) for line in effects.lines if line.kind != "member"]


class _Words:
    """The words of one preview: which households are in it decides how they are named."""

    def __init__(self, effects: Effects, spoken: Callable[[str], str]) -> None:
        self._spoken = spoken
        homes = [line for line in effects.lines if line.kind == "home"]
        self.several = len(homes) > 1
        self._codes = {
            line.household_id: cell.code
            for line in homes
            for cell in (line.before,)
            if isinstance(cell, HomeCell)
        }

    def alike(self, line: EffectLine) -> tuple[str, str]:
        """What lines that can stand together have in common."""
        if line.kind != "member" or line.changed:
            return line.kind, line.person_id or line.household_id or ""
        return line.kind, self._member(line.after, line.before)

    def line(self, line: EffectLine) -> Line:
        """One line in words."""
        before, after = self._cell(line.before, line.after), self._cell(line.after, line.before)
        if line.before is None:
            before = self._absent(line)
        if line.after is None:
            after = tr("không còn")
        gone = isinstance(line.after, MemberCell) and line.after.status in {"died", "moved"}
        leads = isinstance(line.after, MemberCell) and line.after.relation == "head"
        return Line(
            self._what(line),
            before,
            after,
            changed=before != after,
            bold=leads and before != after and not gone,
            gone=gone or (isinstance(line.after, HomeCell) and line.after.status != "here"),
        )

    def _absent(self, line: EffectLine) -> str:
        """What stands for somebody or something the register does not have yet."""
        if line.kind in {"member", "hi"}:
            return tr("chưa có trong sổ")
        known = line.kind == "pays" and line.household_id in self._codes
        return tr("không tính") if known else tr("chưa có")

    def _what(self, line: EffectLine) -> str:
        if line.kind == "member":
            return line.name
        if line.kind == "hi":
            who = self._spoken(line.person_id or "") or given_name(line.name)
            return tr("BHYT {who}").format(who=who)
        if not self.several:
            return tr("Tên hộ, mã hộ") if line.kind == "home" else tr("Cả hộ đóng BHYT")
        home = self._home_name(line.household_id)
        if line.kind == "home":
            return home[:1].upper() + home[1:]
        return tr("BHYT {home}").format(home=home)

    def _home_name(self, household_id: str | None) -> str:
        code = self._codes.get(household_id)
        return tr("hộ {code}").format(code=shown(code)) if code else tr("hộ mới")

    def _cell(self, cell: Cell, other: Cell) -> str:
        match cell:
            case MemberCell():
                return self._member(cell, other)
            case HomeCell():
                return self._home(cell, other)
            case PaysCell():
                return _pays(cell)
            case State():
                return _hi(cell)
            case _:
                return ""

    def _member(self, cell: Cell, other: Cell) -> str:
        if not isinstance(cell, MemberCell):
            return ""
        if cell.status in {"died", "moved"}:
            since = {"died": tr("Đã mất {day}"), "moved": tr("Đã chuyển đi {day}")}[cell.status]
            unknown = {"died": tr("Đã mất"), "moved": tr("Đã chuyển đi")}[cell.status]
            return since.format(day=shown_day(cell.status_day)) if cell.status_day else unknown
        said = relation_words(
            cell.relation, cell.relation_text, sex=cell.sex, head_sex=cell.head_sex
        )
        if cell.relation is None and not cell.relation_text:
            said = tr("Chưa rõ quan hệ")
        if cell.status == "away":
            said = tr("{relation}, ở xa").format(relation=said)
        moved = isinstance(other, MemberCell) and other.household_id != cell.household_id
        if cell.household_id is None:
            return tr("chưa thuộc hộ nào")
        if moved or (other is None and self.several):
            home = self._home_name(cell.household_id)
            return tr("{relation}, {home}").format(relation=said, home=home)
        return said

    def _home(self, cell: HomeCell, other: Cell) -> str:
        if cell.status == "joined":
            code = shown(cell.joined_code) if cell.joined_code else ""
            return tr("Gộp vào hộ {code}").format(code=code).strip()
        if cell.status == "left":
            since = tr("Không còn ở xã từ {day}")
            day = cell.status_day
            return since.format(day=shown_day(day)) if day else tr("Không còn ở xã")
        name = tr("Hộ chưa rõ chủ hộ")
        if cell.head:
            grown = cell.age is None or cell.age >= _GROWN
            polite = {"male": tr("ông"), "female": tr("bà")}.get(cell.sex or "", "")
            polite = polite if grown else ""
            name = " ".join(part for part in (tr("Hộ"), polite, cell.head) if part)
        people = tr("{n} người").format(n=cell.people)
        if self.several or not isinstance(other, HomeCell):
            return f"{name}, {people}"
        if other.people != cell.people and other.head == cell.head:
            return f"{name}, {people}"
        return f"{name} · {shown(cell.code)}"


def _pays(cell: PaysCell) -> str:
    if not cell.people:
        return tr("không phải đóng")
    return tr("{amount}, {n} người").format(amount=dong(cell.amount), n=cell.people)


def _hi(state: State) -> str:
    if state.kind in {"covered", "ending"} and state.until is not None:
        return tr("đến {day}").format(day=shown_day(state.until))
    if state.kind in {"stopped", "ended"} and state.since is not None:
        return tr("dừng từ {day}").format(day=shown_day(state.since))
    if state.kind == "unknown" and state.expected:
        return tr("Nhà nước đóng, chưa thấy thẻ")
    said = str(hi_badge(state))
    return said[:1].lower() + said[1:] if said[:2] not in {"BH", "Nh"} else said


def count_words(lines: Sequence[Line]) -> str:
    """How many places change: 6 chỗ đổi, một lần ghi."""
    count = sum(line.changed for line in lines)
    if not count:
        return tr("không chỗ nào đổi")
    return tr("{n} chỗ đổi, một lần ghi").format(n=count)


def note_words(note: Note) -> str:
    """A note as a sentence; an appointment says with whom it was."""
    named = note.code.startswith("appointment_") and bool(note.facts.get("name"))
    code = f"{note.code}_with" if named else note.code
    return words().say(f"life.note.{code}", **note.facts)
