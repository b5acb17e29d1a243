"""One quiet line under the top bar: what was being typed when the program closed."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rules.errors import Problem
from rules.household_codes import shown
from storage.drafts import Draft, local_time
from ui.buttons import Button
from ui.notices import Banner
from ui.queries import Query
from ui.session import Session


class DraftOffer(QWidget):
    """Offers the drafts that were there at the start, the latest first.

    Signals:
        resumed: go on typing; carries a Query.
    """

    resumed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self.banner = Banner("info", icon_name="square-pen")
        self.drop = Button(self.tr("Bỏ"), kind="link", keys="Ctrl+Shift+G")
        self.banner.link.set_keys("Ctrl+G")
        row = self.banner.layout()
        if row is not None:
            row.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 0)
        column.addWidget(self.banner)
        self.banner.pressed.connect(self._resume)
        self.drop.clicked.connect(self._drop)
        QShortcut(QKeySequence("Ctrl+G"), self, self._resume)
        QShortcut(QKeySequence("Ctrl+Shift+G"), self, self._drop)
        self._waiting = list(session.register.drafts.all())
        session.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        """Show the latest that is still there and not yet answered."""
        drafts = self._session.register.drafts
        while self._waiting and drafts.of(self._waiting[0].form, self._waiting[0].subject) is None:
            del self._waiting[0]
        text = self._words(self._waiting[0]) if self._waiting else ""
        if len(self._waiting) > 1:
            more = self.tr(" Còn {count} việc dở nữa.")
            text += more.format(count=len(self._waiting) - 1)
        self.banner.say(text, link=self.tr("Gõ tiếp") if text else "")
        self.setVisible(bool(text))

    def _words(self, draft: Draft) -> str:
        said = {
            "entry": self.tr("Còn một hộ đang gõ dở lúc {time}."),
            "visit": self.tr("Còn kết quả đến nhà đang gõ dở lúc {time}{home}."),
            "enrolment": self.tr("Còn việc ghi đóng đang gõ dở lúc {time}{home}."),
            "person": self.tr("Còn một người đang gõ dở lúc {time}{home}."),
            "event": self.tr("Còn một buổi truyền thông đang gõ dở lúc {time}."),
            "campaign": self.tr("Còn một đợt truyền thông đang gõ dở lúc {time}."),
            "theme": self.tr("Còn chủ đề tháng đang gõ dở lúc {time}."),
            "results": self.tr("Còn một xấp phiếu đang nhập dở lúc {time}."),
        }
        time = local_time(draft, self._session.today())
        return said[draft.form].format(time=time, home=self._home(draft))

    def _home(self, draft: Draft) -> str:
        household = draft.subject.partition("/")[0]
        try:
            code = self._session.register.households.get(household).code
        except Problem:
            return ""
        return self.tr(", hộ {code}").format(code=shown(code))

    def _resume(self) -> None:
        draft = self._waiting.pop(0)
        household, _, person = draft.subject.partition("/")
        queries = {
            "entry": Query("entry"),
            "visit": Query("visit", household),
            "enrolment": Query("enrolment", household),
            "event": Query("campaigns", household, "event"),
            "campaign": Query("campaigns", household, "campaign"),
            "theme": Query("campaigns", action="theme", facts={"month": household}),
            "results": Query("results", facts={"plan": household, "route": _number(person)}),
            "person": Query(
                "households", household, "edit" if person else "add", {"person": person}
            ),
        }
        self._show()
        self.resumed.emit(queries[draft.form])

    def _drop(self) -> None:
        draft = self._waiting.pop(0)
        self._session.register.drafts.forget(draft.form, draft.subject)
        self._show()


def _number(text: str) -> int | None:
    """The route of a planned trip whose sheets were being typed."""
    return int(text) if text.isdecimal() else None
