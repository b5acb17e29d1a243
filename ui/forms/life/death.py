"""Ghi đã mất: the day, who told it, and the new head in the same step."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rules.errors import Problem
from storage.life import Effects, Life, choices
from storage.people import Person
from ui.buttons import Button
from ui.fields import TextField
from ui.forms.life.basis import FuneralBasis
from ui.forms.life.frame import Act, ActDialog
from ui.forms.life.free_words import FreeWords
from ui.forms.life.naming import began, called, lines_for, pronoun
from ui.forms.life.picks import OneOf
from ui.forms.wording import tr
from ui.session import Session
from ui.wording import sentence


class DeathDialog(ActDialog):
    """Somebody has died."""

    def __init__(self, session: Session, over: QWidget, person: Person) -> None:
        on = session.today()
        self.person = person
        self.new_head: OneOf | None = None
        who = called(person, on)
        super().__init__(
            session,
            over,
            title=tr("Ghi {who} đã mất").format(who=who),
            text=self._text(session, pronoun(person, on)),
            filled=tr("Ghi đã mất"),
        )
        self.day = self.day_field(tr("Ngày mất"))
        self.told = FreeWords("told_by", tr("Biết tin từ"), self._tellers(), hint=tr("ai báo"))
        self.document = TextField(
            "document",
            tr("Trích lục khai tử"),
            hint=tr("không bắt buộc"),
            placeholder=tr("số, ngày, để trống nếu chưa có"),
        )
        self.add_row(self.day, self.told, self.document, widths=(132, 186))
        self._ask_head()
        self.basis = Button(tr("Căn cứ"), kind="link", keys="F9")
        self.basis.clicked.connect(self.show_basis)
        QShortcut(QKeySequence("F9"), self, self.basis.click)
        self.lay_result()

    def _text(self, session: Session, said: str) -> str:
        if self._leads() and self._staying(session):
            return tr(
                "{Who} là chủ hộ: chọn chủ hộ mới trong cùng lần ghi. Sổ vẫn giữ tên {who} trong "
                "các báo cáo đã gửi."
            ).format(Who=began(said), who=said)
        return tr(
            "Thẻ và các lần đóng vẫn giữ. Sổ vẫn giữ tên {who} trong các báo cáo đã gửi."
        ).format(who=said)

    def _leads(self) -> bool:
        return self.person.relation == "head" and self.person.household_id is not None

    def _staying(self, session: Session) -> bool:
        home = self.person.household_id or ""
        return bool(choices(session.register, home, {self.person.id}, session.today()))

    def _tellers(self) -> list[str]:
        """Usual words, then the people of the household and of the village."""
        usual = [tr("Trưởng thôn báo"), tr("Người nhà báo"), tr("Trạm y tế báo"),
                 tr("Công an xã báo"), tr("Tư pháp xã báo")]  # fmt: skip
        home = self.person.household_id
        people = self.register.people.of_household(home) if home else ()
        told = tr("{name} báo")
        usual += [
            told.format(name=one.name)
            for one in people
            if one.status == "here" and one.id != self.person.id
        ]
        return usual + [told.format(name=one.name) for one in self.register.staff.all()]

    def _ask_head(self) -> None:
        home = self.person.household_id
        if home is None or not self._leads() or not self._staying(self.session):
            return
        found = choices(self.register, home, {self.person.id}, self.session.today())
        self.new_head = OneOf("new_head_id", tr("Chủ hộ mới"))
        self.new_head.put(lines_for(found))
        self.new_head.changed.connect(self.asked.forget)
        self.add_people(self.new_head)
        if self.new_head.value() is not None:
            self.filled.setText(tr("Ghi đã mất, đổi chủ hộ"))

    def links(self) -> tuple[QWidget, ...]:
        """The law behind the funeral allowance."""
        return (self.basis,)

    def heed(self, effects: Effects | None) -> None:
        """The law stands behind what is said of the funeral."""
        super().heed(effects)
        notes = effects.notes if effects else ()
        self.basis.setVisible(any(note.code.startswith("funeral_") for note in notes))

    def show_basis(self) -> None:
        """Show why there is a funeral allowance, or none."""
        try:
            shown = FuneralBasis(
                self.session, self.person, self.day.day() or self.session.today(), self
            )
        except Problem as problem:
            self.note.setText(sentence(problem))
            return
        shown.exec()

    def homes(self) -> tuple[str, ...]:
        """The household, whatever changes."""
        return (self.person.household_id,) if self.person.household_id else ()

    def act(self) -> Act | str:
        """Write the death, and who leads from now on."""
        day, told, document = self.day.day(), self.told.value(), self.document.value()
        head = self.new_head.value() if self.new_head else None
        relations = self.relations()

        def death(life: Life) -> None:
            life.death(
                self.person.id,
                day=day,
                new_head_id=head,
                relations=relations,
                told_by=told or "",
                document=document or "",
            )

        return death

    def what(self) -> str:
        """Named by the person."""
        if self.new_head is not None and self.new_head.value() is not None:
            return tr("Ghi {name} đã mất, đổi chủ hộ").format(name=self.person.name)
        return tr("Ghi {name} đã mất").format(name=self.person.name)
