"""Đổi chủ hộ: another member leads the household; its code and all else stay."""

from PySide6.QtWidgets import QWidget

from storage.life import Life, choices
from ui.forms.life.frame import Act, ActDialog
from ui.forms.life.naming import head_of, home_words, lines_for
from ui.forms.life.picks import OneOf
from ui.forms.wording import tr
from ui.session import Session


class HeadDialog(ActDialog):
    """Another head for a household."""

    def __init__(self, session: Session, over: QWidget, household_id: str) -> None:
        register = session.register
        self._home = household_id
        super().__init__(
            session,
            over,
            title=tr("Đổi chủ hộ: {home}").format(home=home_words(register, household_id)),
            text=tr("Mã hộ và các lần đóng vẫn giữ nguyên; chỉ quan hệ với chủ hộ đổi theo."),
            filled=tr("Ghi chủ hộ mới"),
        )
        head = head_of(register, household_id)
        leading = {head.id} if head else set()
        self.day = self.day_field(tr("Từ ngày"))
        self.new_head = OneOf("head_id", tr("Chủ hộ mới"))
        self.new_head.put(lines_for(choices(register, household_id, leading, session.today())))
        self.new_head.changed.connect(self.asked.forget)
        self.add_people(self.new_head)
        self.add_row(self.day, widths=(132,))
        self.lay_result()

    def homes(self) -> tuple[str, ...]:
        """The household."""
        return (self._home,)

    def act(self) -> Act | str:
        """Write who leads."""
        head, day, relations = self.new_head.value(), self.day.day(), self.relations()
        if head is None:
            return tr("Chưa có ai đủ 18 tuổi ở nhà để làm chủ hộ.")

        def change(life: Life) -> None:
            life.change_head(self._home, head, relations, day=day)

        return change

    def what(self) -> str:
        """Named by who leads."""
        head = self.new_head.value()
        name = self.register.people.get(head).name if head else ""
        return tr("Đổi chủ hộ: {name}").format(name=name)
