"""The pension by years paid: a curve, the same as a table, and what it means for the person."""

from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedWidget

from rules.calendar import MONTHS_A_YEAR, shown_span
from rules.money import dong, number, percent
from rules.policy import Policy
from rules.vsi.case import CurvePoint, VsiCase, VsiResult
from rules.vsi.pension import rate
from ui.buttons import Button
from ui.curve import Curve, CurveLine
from ui.panels import Panel, ruler, words
from ui.screens.benefits.prospect import counted_years, plain_sentence, sentence_of
from ui.screens.benefits.wording import NOTHING, tr
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel

_OTHER = 3
_LEAST = 96  # the height in which a curve can still be read


@dataclass(frozen=True, slots=True)
class YearsLine:
    """The pension after some years, at the level chosen and at the one compared with, in đồng."""

    years: Fraction
    share: Fraction
    monthly: int
    other: int | None
    own: bool

    def time(self) -> str:
        """The years, and the odd months of the person's own time."""
        return shown_span(int(self.years * MONTHS_A_YEAR))


class PensionPanel(Panel):
    """A curve with a switch to the same as a table; one sentence under both."""

    def __init__(self) -> None:
        super().__init__(tr("Lương hưu mỗi tháng theo số năm đóng"))
        self.switch = Button(tr("Bảng"), kind="link")
        self.switch.clicked.connect(self._turn)
        self.add_to_head(self.switch)
        self.curve = Curve()
        self.curve.setAccessibleName(tr("Lương hưu mỗi tháng theo số năm đóng"))
        self._model: RowsModel[YearsLine] = RowsModel(
            (
                Column(tr("Số năm đóng"), YearsLine.time, sortable=False,
                       note=lambda line: tr("của người này") if line.own else ""),
                Column(tr("Tỷ lệ hưởng"), lambda line: percent(line.share, gap=" "),
                       align="right", width=98, sortable=False),
                Column(tr("Lương hưu một tháng"), lambda line: dong(line.monthly), align="right",
                       kind="strong", width=150, sortable=False),
                Column(tr("Mức so sánh"), lambda line: NOTHING if line.other is None else
                       dong(line.other), align="right", width=110, sortable=False),
            ),
            row_id=lambda line: line.years,
        )  # fmt: skip
        self.table = RecordTable(self._model, dense=True)
        self.table.setAccessibleName(tr("Lương hưu mỗi tháng theo số năm đóng"))
        self.table.horizontalHeader().setSectionsClickable(False)
        self.nothing = words("", "second", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(24, 8, 24, 8)
        self.pages = QStackedWidget()
        # the height is shared by what is left, never by what a page would like
        self.pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        for page in (self.curve, self.table, self.nothing):
            self.pages.addWidget(page)
        self.saying = QLabel()
        self.saying.setProperty("role", "second")
        self.saying.setTextFormat(Qt.TextFormat.RichText)
        self.saying.setWordWrap(True)
        self.body.addWidget(self.pages, 1)
        self._rule = ruler()
        self.body.addWidget(self._rule)
        self.body.addWidget(self.saying)
        look().changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        low = look().metrics.density != "full"
        self.saying.setContentsMargins(12, 4, 12, 6 if low else 10)
        self.pages.setMinimumHeight(look().metrics.px(_LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sentence keeps all its lines."""
        super().resizeEvent(event)
        self._fit_saying()

    def _fit_saying(self) -> None:
        self.saying.setMinimumHeight(0)
        self.saying.setMinimumHeight(max(self.saying.heightForWidth(max(self.width() - 2, 160)), 0))

    def _turn(self) -> None:
        """Show the table instead of the curve, or the curve again."""
        table = self.pages.currentWidget() is self.curve
        self.pages.setCurrentWidget(self.table if table else self.curve)
        self._dress()
        if table:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress(self) -> None:
        page = self.pages.currentWidget()
        self.switch.setVisible(page is not self.nothing)
        self.switch.setText(tr("Biểu đồ") if page is self.table else tr("Bảng"))
        self._rule.setVisible(page is self.table)

    # -- what is shown

    def put(self, policy: Policy, case: VsiCase, result: VsiResult) -> None:
        """Show what years of paying lead to, and what it means for the person."""
        self.saying.setText(sentence_of(case, result.outlook))
        self._fit_saying()
        if not result.curve or case.sex is None:
            self.note.setText("")
            self.nothing.setText(
                tr("Nam và nữ có tỷ lệ hưởng khác nhau. Chọn giới tính để xem lương hưu.")
            )
            self.pages.setCurrentWidget(self.nothing)
        else:
            self.note.setText(self._about(case))
            self.curve.put(_curves(case, result), self._spoken(case, result))
            self._model.set_rows(_lines(policy, case, result))
            self.table.setColumnHidden(_OTHER, case.other_income is None)
            if self.pages.currentWidget() is self.nothing:
                self.pages.setCurrentWidget(self.curve)
        self._dress()

    @staticmethod
    def _about(case: VsiCase) -> str:
        sex = {"female": tr("nữ"), "male": tr("nam")}[str(case.sex)]
        if case.other_income is None:
            return tr("{sex}, bình quân {income}").format(sex=sex, income=dong(case.income))
        return tr("{sex}, hai mức").format(sex=sex)

    def lines(self) -> tuple[YearsLine, ...]:
        """The table, whether it is shown or the curve."""
        return self._model.rows()

    def _spoken(self, case: VsiCase, result: VsiResult) -> str:
        said = [
            tr("{years} năm: {amount}").format(years=number(one.years), amount=dong(one.monthly))
            for one in result.curve
            if not one.own
        ]
        return "; ".join([*said, plain_sentence(case, result.outlook)])


def _curves(case: VsiCase, result: VsiResult) -> list[CurveLine]:
    levels = [(case.income, result.curve)]
    if case.other_income is not None and result.other_curve:
        levels.append((case.other_income, result.other_curve))
    return [
        CurveLine(
            steps=tuple((one.years, one.monthly) for one in points if _is_step(one)),
            own=_own(result, points),
            name=tr("mức {amount}").format(amount=dong(income)),
        )
        for income, points in levels
    ]


def _is_step(point: CurvePoint) -> bool:
    """The steps of the law lie at whole years; a person's own time may be one of them."""
    return not point.own or (point.years.denominator == 1 and point.years % 5 == 0)


def _own(result: VsiResult, points: tuple[CurvePoint, ...]) -> tuple[Fraction, int] | None:
    """Where the person stands: at the years the rate is reckoned by."""
    own = next((one for one in points if one.own), None)
    years = counted_years(result.outlook) if result.outlook is not None else None
    return None if own is None else (years or own.years, own.monthly)


def _lines(policy: Policy, case: VsiCase, result: VsiResult) -> list[YearsLine]:
    others = {one.years: one.monthly for one in result.other_curve}
    lines = []
    for one in result.curve:
        years, odd = divmod(int(one.years * MONTHS_A_YEAR), MONTHS_A_YEAR)
        share = rate(policy, sex=case.sex or "female", years=years, months=odd, on=case.on)
        lines.append(YearsLine(one.years, share, one.monthly, others.get(one.years), one.own))
    return lines
