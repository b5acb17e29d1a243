"""Quyền lợi: what somebody would pay and get, followed at every key, with the reason beside it."""

from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from rules.errors import Problem
from ui.form import Form
from ui.queries import Query
from ui.screen import KeyHint
from ui.screens.benefits.page import BenefitsPage
from ui.session import Session

SHEET = "benefit-sheet"


class BenefitsScreen(BenefitsPage):
    """The calculator a clerk uses with a person sitting opposite."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"policy_values", "people", "enrolments", "standings", "office", "covers", "households"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.form = Form(self.vsi.form.fields())
        self.form.submitted.connect(self._to_table)
        self.vsi.changed.connect(self._show)
        self.vsi.methods.copy_asked.connect(self.copy_table)
        self.vsi.form.support_asked.connect(self._enter_support)
        self.why.copy.clicked.connect(self.copy_figure)
        self.setFocusProxy(self.vsi.form.person)

    def make_actions(self) -> None:
        """What can be done with a calculation."""
        self.keep_action = self.act(
            self.tr("Đưa vào phiếu hộ"), self.keep, keys="Ctrl+D", icon_name="file-text"
        )
        self.print_action = self.act(
            self.tr("In bảng quyền lợi"), self.print_sheet, keys="Ctrl+P", icon_name="printer"
        )
        self.copy_action = self.act(
            self.tr("Chép số kèm cách tính"), self.copy_figure, keys="Ctrl+C", icon_name="copy"
        )
        self.table_action = self.act(self.tr("Chép sang Excel"), self.copy_table)

    # -- what the window asks

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys that work here."""
        return (
            KeyHint("Enter", self.tr("sang ô sau")),
            KeyHint("↑ ↓", self.tr("đổi cách đóng")),
            KeyHint("Space", self.tr("so hai cách")),
            KeyHint("Ctrl+C", self.tr("chép số kèm cách tính")),
        )

    def policy_day(self) -> date | None:
        """The day whose law counts here."""
        case = self.vsi.case
        return case.on if case is not None else None

    def reload(self) -> None:
        """Ask register and law again; what was typed stays."""
        self.vsi.refresh()

    def open(self, query: Query) -> None:
        """Calculate for a person; without one, for nobody in particular."""
        if query.id:
            self.vsi.take(query.id)
            self.vsi.form.income.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose the method from anywhere in the form."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not event.modifiers():
            self.vsi.methods.step(down=event.key() == Qt.Key.Key_Down)
            return
        super().keyPressEvent(event)

    # -- what is shown

    def _show(self) -> None:
        working = self.vsi.working()
        if working is not None:
            self.why.put(working)
        usable = self.vsi.asked is not None
        known = self.vsi.known
        home = known is not None and known.household_id is not None
        priced = self.vsi.result is not None and self.vsi.result.chosen.contribution is not None
        self.print_action.setEnabled(usable)
        self.keep_action.setEnabled(usable and home and priced)
        self.share_width()
        self.hints_changed.emit()

    def _to_table(self) -> None:
        """After the last field, the methods take the keys."""
        self.vsi.methods.table.setFocus(Qt.FocusReason.TabFocusReason)

    # -- what is done with it

    def copy_figure(self) -> None:
        """Copy the sum with its working."""
        text = self.vsi.as_text()
        if text:
            QGuiApplication.clipboard().setText(text)
            self.session.tell(self.tr("Đã chép số kèm cách tính."), "ok")

    def copy_table(self) -> None:
        """Copy the methods as a spreadsheet takes them."""
        text = self.vsi.as_table()
        if text:
            QGuiApplication.clipboard().setText(text)
            self.session.tell(self.tr("Đã chép bảng: mở Excel, bấm Ctrl+V."), "ok")

    def print_sheet(self) -> None:
        """Show the sheet of this calculation where everything is printed."""
        if not self._settle():
            return
        facts: dict[str, object] = {"document": SHEET, "case": self.vsi.asked}
        known = self.vsi.known
        if known is not None and known.household_id is not None:
            facts["household"] = known.household_id
        self.session.ask(Query("printing", facts=facts))

    def keep(self) -> None:
        """Keep the calculation with the person's household."""
        case, known, result = self.vsi.asked, self.vsi.known, self.vsi.result
        if not self._settle() or case is None or known is None or result is None:
            return
        household = known.household_id
        if household is None:
            return
        what = self.tr("Đưa cách tính vào phiếu hộ")
        try:
            with self.session.change(what):
                self.session.register.calculations.keep(
                    case, household_id=household, person_id=known.choice.key, answer=result
                )
        except Problem as problem:
            self.session.fail(problem)
            return
        text = self.tr("Đã đưa mức của {name} vào phiếu hộ. Bấm Ctrl+Z để hoàn tác.")
        self.session.tell(text.format(name=known.name), "ok")

    def _settle(self) -> bool:
        """Read every field; the first that cannot be used gets the keys."""
        wrong = [one for one in self.form.order if not one.settle()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong and self.vsi.asked is not None

    def _enter_support(self) -> None:
        topic = "policy" if self.vsi.province else "office"
        self.session.ask(Query("settings", topic))
