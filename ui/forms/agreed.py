"""Đồng ý, chưa ghi đóng: who agreed at a visit and has not enrolled, and Ghi đóng filled in."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from rules.calendar import shown_day
from rules.household_codes import shown
from rules.money import dong
from storage.follow_ups import Agreed
from ui.buttons import Button
from ui.dialogs import Dialog
from ui.forms.enrolment_asked import enrolment_query
from ui.forms.wording import schemes, tr
from ui.panels import words
from ui.queries import Query
from ui.screen import Screen
from ui.session import Session
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel

_MOST = 10


def enrolment_of(
    session: Session, chosen: Agreed, agreed: Sequence[Agreed], back: Query | None = None
) -> Query:
    """The query that opens Ghi đóng with what a household agreed to at one visit.

    Args:
        session: the open register.
        chosen: who is meant first: one member at a time pays for voluntary insurance.
        agreed: everybody who agreed; those of the same household and visit go along.
        back: where to go afterwards; the household by default.
    """
    same = [
        one
        for one in agreed
        if (one.household_id, one.visit_id) == (chosen.household_id, chosen.visit_id)
    ]
    named = [one for one in same if one.person_id is not None]
    hi = [one.person_id or "" for one in named if one.scheme == "hi"]
    vsi = [one.person_id or "" for one in (chosen, *named) if one.scheme == "vsi"]
    going = [one for one in same if one.scheme != "vsi" or one.person_id == next(iter(vsi), "")]
    received = sum(one.received or 0 for one in going)
    collectors = {one.id for one in session.register.staff.all("collector")}
    return enrolment_query(
        chosen.household_id,
        hi=hi if hi or vsi else None,
        vsi=next(iter(vsi), ""),
        visit=chosen.visit_id,
        collector=chosen.visitor_id or "" if chosen.visitor_id in collectors else "",
        day=chosen.day if received else None,
        received=received or None,
        back=back,
    )


def payment_of(session: Session, household: str, person: str) -> Query:
    """The query for Ghi đóng of a household: filled in where its latest visit ended in a yes."""
    plain = Query("enrolment", household, "", {"household": household, "person": person})
    latest = next(iter(session.register.visits.of_household(household)), None)
    if latest is None:
        return plain
    agreed = [
        one
        for one in session.register.visits.agreed(session.today())
        if one.household_id == household and one.visit_id == latest.id
    ]
    chosen = next((one for one in agreed if one.person_id == person), next(iter(agreed), None))
    return plain if chosen is None else enrolment_of(session, chosen, agreed)


def sheet_actions(screen: Screen) -> tuple[QAction, QAction]:
    """A screen's actions that go to the sheets from paper, and to who agreed."""
    return (
        screen.act(
            tr("Nhập kết quả từ phiếu giấy"),
            lambda: screen.session.ask(Query("results")),
            keys="Shift+F6",
            icon_name="qr-code",
        ),
        screen.act(
            tr("Đồng ý, chưa ghi đóng"),
            lambda: screen.session.ask(Query("results", action="agreed")),
            keys="Shift+F8",
            icon_name="hand-coins",
        ),
    )


class AgreedDialog(Dialog):
    """The list; Enter opens Ghi đóng for the one chosen, and comes back here afterwards."""

    def __init__(self, session: Session, agreed: Sequence[Agreed], parent: QWidget) -> None:
        super().__init__(
            tr("Đồng ý, chưa ghi đóng"),
            tr("Lần đến nhà gần nhất đã đồng ý mà trong sổ chưa có lần đóng nào từ hôm đó.")
            if agreed
            else tr("Không còn ai: mọi người đã đồng ý đều đã được ghi đóng."),
            filled=tr("Ghi đóng") if agreed else "",
            cancel=tr("Để sau"),
            parent=parent,
            wide=True,
            foot_note=tr("Ghi đóng mở ra với người, khoản, tiền đã nhận và lần đến nhà điền sẵn."),
        )
        self._session = session
        self.model: RowsModel[Agreed] = RowsModel(
            (
                Column(tr("Mã hộ"), lambda a: shown(a.code), kind="second", width=84),
                Column(tr("Người"), lambda a: a.person, kind="name"),
                Column(tr("Khoản"), lambda a: schemes().get(a.scheme or "", ""), width=128),
                Column(tr("Đến nhà"), lambda a: shown_day(a.day), align="right", width=100),
                Column(tr("Người đi"), lambda a: a.visitor, kind="second", width=150),
                Column(
                    tr("Tiền đã nhận"),
                    lambda a: "" if a.received is None else dong(a.received),
                    align="right",
                    width=110,
                ),
            ),
            row_id=lambda a: f"{a.visit_id}/{a.person_id}/{a.scheme}",
        )
        self.model.set_rows(tuple(agreed))
        self.table = RecordTable(self.model, dense=True)
        self.table.setAccessibleName(tr("Đồng ý, chưa ghi đóng"))
        self.table.chosen.connect(lambda _: self._open())
        self.table.fit_rows(most=_MOST)
        self.filled.clicked.disconnect(self.accept)
        self.filled.clicked.connect(self._open)
        if agreed:
            self.body.addWidget(self.table)
            count = tr("{count} việc").format(count=len(agreed))
            self.body.addWidget(words(count, "small"))
            self.table.selectRow(0)
            self.table.setFocus()
        else:
            close = Button(tr("Đóng"), keys=tr("Esc"))
            close.clicked.connect(self.reject)
            self.body.addWidget(close)

    def _open(self) -> None:
        """Leave the list for Ghi đóng."""
        chosen = self.model.row_at(self.table.currentIndex().row())
        if chosen is None:
            return
        back = Query("results", action="agreed")
        query = enrolment_of(self._session, chosen, self.model.rows(), back)
        self.accept()
        self._session.ask(query)
