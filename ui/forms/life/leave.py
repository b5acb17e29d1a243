"""Đi khỏi xã: people go away for a while, or have moved away for good."""

from typing import Literal

from PySide6.QtWidgets import QWidget

from storage.life import Life
from ui.fields import TextField
from ui.forms.choosing import SegmentField
from ui.forms.life.frame import Act, ActDialog
from ui.forms.life.movers import Movers
from ui.forms.life.naming import home_words
from ui.forms.wording import tr
from ui.segments import Segment
from ui.session import Session


class LeaveDialog(ActDialog):
    """Some members of a household leave the commune."""

    def __init__(
        self, session: Session, over: QWidget, household_id: str, person_id: str = ""
    ) -> None:
        super().__init__(
            session,
            over,
            title=tr("Đi khỏi xã: {home}").format(home=home_words(session.register, household_id)),
            text=tr(
                "Đi vắng thì vẫn là người của hộ, vẫn được tính. Chuyển hẳn thì không tính ở xã "
                "nữa, thẻ và các lần đóng vẫn giữ."
            ),
            filled=tr("Ghi đi khỏi xã"),
        )
        self.kind = SegmentField(
            "kind",
            tr("Đi thế nào"),
            (Segment("moved", tr("Chuyển hẳn")), Segment("away", tr("Đi vắng"))),
        )
        self.kind.set_value("moved")
        self.day = self.day_field(tr("Từ ngày"))
        self.where = TextField("where", tr("Đi đâu"), placeholder=tr("tỉnh, xã nơi đến"))
        self.movers = Movers(session.register, session.today(), label=tr("Người đi"))
        self.movers.put(household_id, (person_id,))
        self.movers.stay_head.changed.connect(self.asked.forget)
        self.add_row(self.kind, self.day, self.where, widths=(190, 132))
        self.add_people(self.movers.field)
        self.add_row(self.movers.stay_head)
        self.lay_result()

    def homes(self) -> tuple[str, ...]:
        """The household, whatever changes."""
        return (self.movers.household_id,)

    def follow(self) -> None:
        """A head who is away stays the head; one who has moved does not."""
        self.movers.follow()
        if self._kind() == "away":
            self.movers.stay_head.hide()

    def _kind(self) -> Literal["away", "moved"]:
        return "away" if self.kind.value() == "away" else "moved"

    def act(self) -> Act | str:
        """Write who has gone."""
        chosen, day, where, kind = (
            self.movers.chosen(), self.day.day(), self.where.value() or "", self._kind(),
        )  # fmt: skip
        if not chosen:
            return tr("Chọn người đi để xem trước.")
        head = self.movers.new_head() if kind == "moved" else None
        relations = self.relations()

        def leave(life: Life) -> None:
            life.leave(
                chosen, day=day, kind=kind, where=where, new_head_id=head, relations=relations
            )

        return leave

    def what(self) -> str:
        """Named by the people."""
        said = {"away": tr("Ghi {names} đi vắng"), "moved": tr("Ghi {names} chuyển đi")}
        return said[self._kind()].format(names=self.movers.names())
