"""For whom a document is printed: a village, one household, one calculation; and on what size."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from printing.catalog import Document
from printing.request import Request
from rules.errors import Problem
from rules.household_codes import read, shown
from rules.money import dong
from rules.vsi.case import VsiCase
from storage.filters import Filter
from ui.buttons import Button
from ui.choices import Choice, ChoiceEdit
from ui.fields import TextField
from ui.form import Form
from ui.panels import Panel, ruler, words
from ui.segments import Segment, Segments
from ui.session import Session
from ui.trips import trip_words

SHEET = "household-sheet"
BENEFITS = "benefit-sheet"
GAP = 9
AT_ONCE = 300  # households whose sheets are drawn without being asked for


class CodeField(TextField):
    """A household code in any spelling; its full form is `7K4-M2Q`."""

    def read(self, text: str) -> str:
        """The code as people write it.

        Raises:
            RuleError: bad_household_code.
        """
        return shown(read(text))


class Choices(Panel):
    """What the open document can be told.

    Signals:
        changed: something else was chosen.
    """

    changed = Signal()

    def __init__(self, session: Session, save: Button, send: Button) -> None:
        super().__init__("")
        self._session = session
        self._document: Document | None = None
        self._offered = False
        self._case: VsiCase | None = None
        self._filter: Filter | None = None
        self.about = words("", "second", wrap=True)
        self.village = ChoiceEdit("village", self.tr("In cho"), typed=True, empty=self.tr("Cả xã"))
        self.trip = ChoiceEdit("plan", self.tr("Chuyến đi"), empty=self.tr("Chuyến sắp tới"))
        self.campaign = ChoiceEdit(
            "campaign", self.tr("Đợt truyền thông"), empty=self.tr("Đợt gần nhất")
        )
        self.household = CodeField(
            "household", self.tr("Chỉ một hộ"), hint=self.tr("gõ hoặc quét mã"),
            placeholder=self.tr("để trống: mọi hộ ở trên"),
        )  # fmt: skip
        self.case = words("", "body", wrap=True)
        self.drop_case = Button(self.tr("Thôi, in các bảng đã giữ với hộ"), kind="link")
        self.drop_case.clicked.connect(self._drop_case)
        self.filter = words("", "body", wrap=True)
        self.drop_filter = Button(self.tr("Thôi, không in theo bộ lọc"), kind="link")
        self.drop_filter.clicked.connect(self._drop_filter)
        self.size_label = words(self.tr("Khổ giấy"), "label")
        self.sheet_size = Segments(
            (Segment("a5", self.tr("A5 hai mặt")), Segment("a4", self.tr("A4 một mặt")))
        )
        self.sheet_size.setAccessibleName(self.tr("Khổ giấy"))
        self.count = words("", "small", wrap=True)
        self.form = Form((self.village, self.trip, self.campaign, self.household))
        self.form.submitted.connect(self.changed)
        for field in (self.village, self.trip, self.campaign, self.household):
            field.settled.connect(self.changed)
        self.sheet_size.picked.connect(self.changed)
        self._lay_out(save, send)

    def _lay_out(self, save: Button, send: Button) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 12, 12, 12)
        inner.setSpacing(GAP)
        for widget in (
            self.about, self.case, self.drop_case, self.filter, self.drop_filter, self.village,
            self.trip, self.campaign, self.household,
        ):  # fmt: skip
            inner.addWidget(widget)
        inner.addWidget(self.size_label)
        inner.addWidget(self.sheet_size)
        inner.addStretch(1)
        self.body.addLayout(inner, 1)
        self.body.addWidget(ruler())
        foot = QWidget()
        below = QVBoxLayout(foot)
        below.setContentsMargins(12, 12, 12, 12)
        below.setSpacing(GAP)
        below.addWidget(self.count)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(save)
        row.addWidget(send)
        row.addStretch(1)
        below.addLayout(row)
        self.body.addWidget(foot)

    def show_document(self, document: Document) -> None:
        """Show what this document can be told."""
        self._document = document
        self.set_title(document.title)
        self.about.setText(document.about)
        self._show_case()
        self._show_filter()
        self.trip.setVisible("plan" in document.needs)
        self.campaign.setVisible("campaign" in document.needs)
        self.size_label.setVisible(document.name == SHEET)
        self.sheet_size.setVisible(document.name == SHEET)

    def reload(self) -> None:
        """Offer the villages there are; a large commune begins with its first village."""
        villages = self._session.register.villages.all()
        self.village.set_choices([Choice(v.name, v.name) for v in villages])
        if not self._offered and sum(village.households for village in villages) > AT_ONCE:
            self.village.set_value(villages[0].name)
        self._offered = bool(villages)
        kept = self.trip.value()
        self.trip.set_choices(
            [Choice(one.code, trip_words(one)) for one in self._session.register.plans.list()]
        )
        self.trip.set_value(kept)
        chosen = self.campaign.value()
        campaigns = self._session.register.campaigns.all()
        self.campaign.set_choices([Choice(one.id, one.name) for one in campaigns])
        self.campaign.set_value(chosen)

    def choose_household(self, household_id: str) -> None:
        """Print for one household."""
        household = self._session.register.households.get(household_id)
        self.household.set_value(shown(household.code))

    def choose_trip(self, code: str) -> None:
        """Print for a planned trip."""
        self.reload()
        self.trip.set_value(code)

    def choose_campaign(self, campaign_id: str) -> None:
        """Print for a campaign."""
        self.reload()
        self.campaign.set_value(campaign_id)

    def choose_case(self, case: VsiCase | None, household_id: str | None) -> None:
        """Print one calculation that is kept nowhere, of a household or of none."""
        self._case = case
        if case is not None and household_id is None:
            self.household.set_value("")
        self._show_case()

    def choose_filter(self, only: Filter | None, told: str) -> None:
        """Print for the households of a filter, told in words; None for none."""
        self._filter = only
        text = self.tr("In cho các hộ: {told}") if told else self.tr("In cho mọi hộ")
        self.filter.setText(text.format(told=told))
        if only is not None:
            self.household.set_value("")
            self.village.set_value(None)
        self._show_filter()

    def _drop_filter(self) -> None:
        self.choose_filter(None, "")
        self._show_case()
        self.changed.emit()

    def _show_filter(self) -> None:
        """Say by which filter is printed; then neither village nor household has a say."""
        needs = self._document.needs if self._document else ()
        own = self._filter is not None and "filter" in needs
        self.filter.setVisible(own)
        self.drop_filter.setVisible(own)
        self.household.setVisible("household" in needs and not own)
        if own:
            self.village.hide()

    def _drop_case(self) -> None:
        self.choose_case(None, None)
        self.changed.emit()

    def _show_case(self) -> None:
        """Say which calculation is printed; a village has no say in it."""
        document, case = self._document, self._case
        own = case is not None and document is not None and document.name == BENEFITS
        if case is not None:
            name = case.name or self.tr("người chưa rõ tên")
            text = self.tr("Bảng tính cho {name}, mức {income}, vừa tính ở Quyền lợi.")
            self.case.setText(text.format(name=name, income=dong(case.income)))
        self.case.setVisible(own)
        self.drop_case.setVisible(own)
        self.village.setVisible(not own and document is not None and "village" in document.needs)

    def request(self) -> Request | None:
        """What is asked for; None while a field cannot be read."""
        if not self.household.settle():
            return None
        code = self.household.value()
        needs = self._document.needs if self._document else ()
        return Request(
            on=self._session.today(),
            village=(self.village.value() or None) if "village" in needs and not code else None,
            household=code if "household" in needs else None,
            paper=self.sheet_size.key()
            if self._document and self._document.name == SHEET
            else None,
            case=self._case if self._document and self._document.name == BENEFITS else None,
            filter=self._filter if "filter" in needs else None,
            plan=self.trip.value() if "plan" in needs else None,
            campaign=self.campaign.value() if "campaign" in needs else None,
        )

    def say(self, problem: Problem) -> bool:
        """Say a problem beside the field it is about; False when it is about none."""
        return self.form.show_problem(problem)
