"""Quyền lợi: what somebody would pay and get, followed at every key, with the reason beside it."""

from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from rules.errors import Problem
from ui.form import Form
from ui.queries import Query
from ui.screen import KeyHint
from ui.screens.benefits.hi_part import HiPart
from ui.screens.benefits.page import HI, VSI, BenefitsPage
from ui.screens.benefits.vsi_part import VsiPart
from ui.session import Session

SHEET = "benefit-sheet"


class BenefitsScreen(BenefitsPage):
    """The calculator a clerk uses with a person sitting opposite."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"policy_values", "people", "enrolments", "standings", "office", "covers", "households"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._hinted: tuple[str, date | None, bool] = ("", None, False)
        self.form = Form(self.vsi.form.fields())
        self.hi_form = Form(self.hi.form.fields())
        self.form.submitted.connect(self._to_table)
        self.hi_form.submitted.connect(self._to_table)
        for part in (self.vsi, self.hi):
            part.changed.connect(self._show)
        self.vsi.methods.copy_asked.connect(self.copy_table)
        self.hi.table.copy_asked.connect(self.copy_table)
        self.vsi.form.support_asked.connect(self._enter_support)
        self.why.copy.clicked.connect(self.copy_figure)
        self.schemes.picked.connect(self.show_scheme)
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
        self.enrol_action = self.act(
            self.tr("Ghi đóng"), self.enrol, keys="F8", icon_name="hand-coins"
        )
        self.scheme_action = self.act(self.tr("Đổi BHXH, BHYT"), self.turn_scheme, keys="F3")
        self.table_action = self.act(self.tr("Chép sang Excel"), self.copy_table)

    # -- what the window asks

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys that work here."""
        first = KeyHint("Enter", self.tr("sang ô sau"))
        last = KeyHint("Ctrl+C", self.tr("chép số kèm cách tính"))
        if self.open_part is self.hi:
            count = KeyHint("+ −", self.tr("thêm, bớt người"))
            return (first, count, KeyHint("F3", self.tr("BHXH tự nguyện")), *self._agreed(), last)
        return (
            first,
            KeyHint("↑ ↓", self.tr("đổi cách đóng")),
            KeyHint("Space", self.tr("so hai cách")),
            KeyHint("F3", self.tr("BHYT hộ")),
            *self._agreed(),
            last,
        )

    def _agreed(self) -> tuple[KeyHint, ...]:
        """The way on, for somebody of a household."""
        return (KeyHint("F8", self.tr("ghi đóng")),) if self.enrol_action.isEnabled() else ()

    def policy_day(self) -> date | None:
        """The day whose law counts here."""
        if self.open_part is self.hi:
            return self.hi.answer.on if self.hi.answer is not None else None
        return self.vsi.case.on if self.vsi.case is not None else None

    def reload(self) -> None:
        """Ask register and law again; what was typed stays."""
        self.vsi.refresh()
        self.hi.refresh()

    def open(self, query: Query) -> None:
        """Calculate for a person; without one, for nobody in particular."""
        if not query.id:
            return
        self.vsi.take(query.id)
        self.vsi.resume(query.id)
        self.hi.take(query.id)
        self.show_scheme(HI if query.action == HI else VSI)
        if self.open_part is self.vsi:
            self.vsi.form.income.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def open_part(self) -> VsiPart | HiPart:
        """Voluntary insurance or health insurance, whichever is open."""
        return self.hi if self.schemes.key() == HI else self.vsi

    def turn_scheme(self) -> None:
        """Open the other calculator, and put the keys into its form."""
        self.show_scheme(VSI if self.open_part is self.hi else HI)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_scheme(self, key: str) -> None:
        """Open one of the two calculators; a person chosen in the one is in the other too."""
        self.schemes.set_key(key)
        self.forms.setCurrentWidget(self.open_part.form)
        self.middles.setCurrentWidget(self.open_part.middle)
        self.setFocusProxy(self.open_part.form.person)
        if key == HI and self.vsi.known is not None and self.hi.person_id is None:
            self.hi.take(self.vsi.known.choice.key)
        elif key == VSI and self.hi.person_id is not None and self.vsi.known is None:
            self.vsi.take(self.hi.person_id)
        self._show()

    # -- what is shown

    def least_width(self) -> int:
        """What the table of the open calculator needs."""
        if self.open_part is self.hi:
            return self.hi.table.least_width()
        return self.vsi.methods.least_width()

    def _show(self) -> None:
        part = self.open_part
        working = part.working()
        if working is not None:
            self.why.put(working)
        if part is self.hi:
            self.print_action.setText(self.tr("In phiếu hộ"))
            self.print_action.setEnabled(self.hi.household_id is not None)
            self.keep_button.hide()
        else:
            self._show_vsi_actions()
        self.share_width()
        self.enrol_action.setEnabled(self._home() is not None)
        hinted = (self.schemes.key(), self.policy_day(), self._home() is not None)
        if hinted != self._hinted:
            self._hinted = hinted
            self.hints_changed.emit()

    def _home(self) -> str | None:
        """The household of the person in the open calculator."""
        if self.open_part is self.hi:
            return self.hi.household_id
        return self.vsi.known.household_id if self.vsi.known is not None else None

    def _show_vsi_actions(self) -> None:
        usable = self.vsi.asked is not None
        home = self._home() is not None
        priced = self.vsi.result is not None and self.vsi.result.chosen.contribution is not None
        self.print_action.setText(self.tr("In bảng quyền lợi"))
        self.print_action.setEnabled(usable)
        self.keep_button.show()
        self.keep_action.setEnabled(usable and home and priced)

    def _to_table(self) -> None:
        """After the last field, the table takes the keys."""
        table = self.hi.table.table if self.open_part is self.hi else self.vsi.methods.table
        table.setFocus(Qt.FocusReason.TabFocusReason)

    # -- what is done with it

    def copy_figure(self) -> None:
        """Copy the sum with its working."""
        text = self.open_part.as_text()
        if text:
            QGuiApplication.clipboard().setText(text)
            self.session.tell(self.tr("Đã chép số kèm cách tính."), "ok")

    def copy_table(self) -> None:
        """Copy the table as a spreadsheet takes them."""
        text = self.open_part.as_table()
        if text:
            QGuiApplication.clipboard().setText(text)
            self.session.tell(self.tr("Đã chép bảng: mở Excel, bấm Ctrl+V."), "ok")

    def print_sheet(self) -> None:
        """Show the sheet of this calculation where everything is printed."""
        if self.open_part is self.hi:
            home = {"document": "household-sheet", "household": self.hi.household_id}
            self.session.ask(Query("printing", facts=home))
            return
        if not self._settle():
            return
        facts: dict[str, object] = {"document": SHEET, "case": self.vsi.asked}
        known = self.vsi.known
        if known is not None and known.household_id is not None:
            facts["household"] = known.household_id
        self.session.ask(Query("printing", facts=facts))

    def keep(self) -> None:
        """Keep the calculation with the person's household."""
        if not self._settle():
            return
        case, known, result = self.vsi.asked, self.vsi.known, self.vsi.result
        if case is None or known is None or result is None:
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

    def enrol(self) -> None:
        """The person agreed: go on and record what is paid, the level in reach of the keys."""
        known = self.vsi.known
        person = self.hi.person_id if known is None else known.choice.key
        action = "" if self.open_part is self.hi else "change"
        self.session.ask(Query("enrolment", self._home() or "", action, {"person": person}))

    def _settle(self) -> bool:
        """Read every field; the first that cannot be used gets the keys."""
        wrong = [one for one in self.form.order if not one.settle()]
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong and self.vsi.asked is not None

    def _enter_support(self) -> None:
        topic = "policy" if self.vsi.province else "office"
        self.session.ask(Query("settings", topic))
