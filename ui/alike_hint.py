"""The quiet line that says who in the register may be the person being typed."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal

from rules.household_codes import shown
from storage.alike import Alike
from storage.people import Person
from ui.buttons import Button
from ui.forms.wording import standing_words
from ui.notices import Banner
from ui.queries import Query
from ui.session import Session

_HAS = frozenset({"covered", "ending", "state_paid"})


def _tr(text: str) -> str:
    return QCoreApplication.translate("Alike", text)


class AlikeHint(Banner):
    """Who it may be, why, and what can be done about it.

    Args:
        taking: whether the person can be brought into the household that is typed.

    Signals:
        opened: the household of that person is asked for; carries the Person.
        taken: that person is the one being typed; carries the Person.
    """

    opened = Signal(object)
    taken = Signal(object)

    def __init__(self, *, taking: bool = False) -> None:
        super().__init__("warn", icon_name="users")
        self.person: Person | None = None
        self._can_take = taking
        self.take = Button("", kind="link", keys="F8")
        self.link.set_keys("F7")
        row = self.layout()
        if row is not None:
            row.removeWidget(self.link)
            row.addWidget(self.take)
            row.addWidget(self.link)
        self.take.hide()
        self.pressed.connect(lambda: self.opened.emit(self.person))
        self.take.clicked.connect(lambda: self.taken.emit(self.person))
        self.hide()

    def show_alike(
        self,
        found: Sequence[Alike],
        session: Session,
        *,
        before: str = "",
        taken: Person | None = None,
    ) -> None:
        """Say who it may be and what that household has already; nothing hides the line.

        Args:
            found: who it may be, the surest first.
            session: whose register knows the household.
            before: which line of a grid is meant.
            taken: who was already said to be meant.
        """
        self.person = taken or (found[0].person if found else None)
        if self.person is None:
            self.say("")
            self.take.hide()
            return
        if taken is not None:
            text = _tr("{who} sẽ chuyển về hộ này.").format(who=person_words(taken))
        else:
            text = alike_words(found[0])
            if len(found) > 1:
                text += _tr(" Còn {count} người giống nữa.").format(count=len(found) - 1)
            text += has_words(session, self.person)
        held = taken is None and found[0].certain
        self.say(before + text, tone="bad" if held else "warn", link=_tr("Mở ra xem"))
        may = self._can_take and self.person.status in {"here", "away"}
        self.take.setText(_tr("Không phải") if taken else _tr("Đưa về hộ này"))
        self.take.setVisible(may)


def alike_words(one: Alike) -> str:
    """One person and what is the same."""
    said = {
        "personal_id": _tr(
            "Đã có trong sổ, cùng số định danh: {who}. Không ghi thêm lần nữa được."
        ),
        "si_number": _tr("Có thể đã có trong sổ: {who} · cùng mã số BHXH."),
        "birth": _tr("Có thể đã có trong sổ: {who} · trùng tên và ngày sinh."),
    }
    return said[one.why].format(who=person_words(one.person))


def person_words(person: Person) -> str:
    """A person with birth, household and village, and what became of them."""
    parts = [person.name]
    if person.born is not None:
        parts.append(_tr("sinh {born}").format(born=person.born.shown))
    if person.household_code:
        parts.append(_tr("hộ {code}").format(code=shown(person.household_code)))
    if person.village:
        parts.append(person.village)
    gone = {"moved": _tr("đã chuyển đi"), "died": _tr("đã mất")}.get(person.status)
    return ", ".join([*parts, gone] if gone else parts)


def has_words(session: Session, person: Person) -> str:
    """What the household of a person has already: " Hộ này 3/5 người có thẻ BHYT, hộ nghèo."."""
    if person.household_id is None:
        return ""
    record = session.register.households.record(person.household_id, session.today())
    cards = sum(one.hi.kind in _HAS for one in record.members)
    vsi = sum(one.vsi.kind in _HAS for one in record.members)
    parts = [_tr("{n}/{all} người có thẻ BHYT").format(n=cards, all=len(record.members))]
    unknown = sum(one.hi.kind == "unknown" for one in record.members)
    if unknown:
        parts.append(_tr("{n} người chưa rõ").format(n=unknown))
    if vsi:
        parts.append(_tr("{n} người đóng BHXH tự nguyện").format(n=vsi))
    if record.standing is not None and record.standing.kind != "none":
        parts.append(standing_words(record.standing.kind))
    return _tr(" Hộ này {what}.").format(what=", ".join(parts))


def query_of(person: Person) -> Query:
    """Where a person of the register stands."""
    return Query("households", person.household_id or "", facts={"person": person.id})
