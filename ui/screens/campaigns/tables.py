"""A campaign in tables: what was done, what came of it, where each village stood and stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from rules.calendar import shown_day
from rules.money import dong
from storage.campaign_report import FIGURES, FORMS_COUNTED, JOINED, CampaignReport, Figure
from storage.campaign_results import CampaignResult, VillageResult
from storage.campaigns import Campaign
from ui.dialogs import Dialog
from ui.panels import words
from ui.screens.campaigns.behind import BehindDialog, event_lines
from ui.screens.campaigns.results import name_of
from ui.screens.campaigns.wording import figure_words, percent, period, signed, tr
from ui.session import Session
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel

if TYPE_CHECKING:
    from ui.queries import Query

_AREA_ROWS = 7


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure of the report, or the sum of those who joined."""

    title: str
    figures: tuple[Figure, ...]
    people: int
    unnamed: int
    uncounted: int


@dataclass(frozen=True, slots=True)
class AreaLine:
    """What was done in one area, and what came of it; `area` is its id, None for all."""

    area: str | None
    name: str
    events: int
    reached: int
    joined: int
    vsi: int
    hi: int
    non_cash: int
    sponsored: int


def figure_lines(report: CampaignReport) -> list[FigureLine]:
    """The figures in the order a report has them; those who joined as one sum before its parts."""
    lines = []
    for figure in FIGURES:
        if figure == JOINED[0]:
            lines.append(_figure(report, figure_words("joined"), JOINED))
        lines.append(_figure(report, figure_words(figure), (figure,)))
    return lines


def _figure(report: CampaignReport, title: str, figures: tuple[Figure, ...]) -> FigureLine:
    found = report.sum(*figures)
    return FigureLine(title, figures, found.people, found.unnamed, found.uncounted)


def area_lines(report: CampaignReport) -> list[AreaLine]:
    """A line for each area, and their sum."""
    areas: list[tuple[str | None, str]] = [
        (one, name or tr("Nhiều thôn")) for one, name in report.areas().items()
    ]
    return [
        AreaLine(
            area,
            name,
            report.sum(*FORMS_COUNTED, area=area).people,
            report.sum("reached", area=area).people,
            report.sum(*JOINED, area=area).people,
            report.sum("vsi_joined", "vsi_renewed", area=area).people,
            report.sum("hi_joined", area=area).people,
            report.sum("non_cash", area=area).people,
            report.sum("sponsored", area=area).people,
        )
        for area, name in [*areas, (None, tr("Cộng"))]
    ]


_AREA_FIGURES: tuple[tuple[Figure, ...], ...] = (
    FORMS_COUNTED,
    FORMS_COUNTED,
    ("reached",),
    JOINED,
    ("vsi_joined", "vsi_renewed"),
    ("hi_joined",),
    ("non_cash",),
    ("sponsored",),
)


class _OpeningTable(RecordTable):
    """A table whose Enter opens the figure under the frame.

    Signals:
        entered_on: carries row and column.
    """

    entered_on = Signal(int, int)

    def __init__(self, model: RowsModel[object]) -> None:
        super().__init__(model, report=True, cells=True)
        self.horizontalHeader().setSectionsClickable(False)
        self.chosen.connect(lambda _: self._tell())

    def _tell(self) -> None:
        now = self.currentIndex()
        self.entered_on.emit(now.row(), now.column())


class ReportDialog(Dialog):
    """The report of a campaign; each figure opens onto the records behind it.

    `asked` is where the clerk wants to go when the dialog has closed.
    """

    def __init__(
        self,
        session: Session,
        campaign: Campaign | None,
        report: CampaignReport,
        parent: QWidget,
    ) -> None:
        title = campaign.name if campaign else tr("Các buổi không theo đợt")
        super().__init__(
            tr("Báo cáo: {title}").format(title=title),
            period(campaign) if campaign else "",
            cancel=tr("Đóng"),
            parent=parent,
            wide=True,
            foot_note=tr("Enter mở những dòng sau con số"),
        )
        self.asked: Query | None = None
        self.report = report
        self._session = session
        self.opened: BehindDialog | None = None
        self.lines = figure_lines(report)
        model: RowsModel[FigureLine] = RowsModel(
            (
                Column(tr("Chỉ tiêu"), lambda line: line.title),
                Column(tr("Số"), lambda line: dong(line.people), align="right", kind="strong",
                       width=80),
                Column(tr("Không ghi tên"), _unnamed,
                       align="right", width=110),
                Column(tr("Buổi chưa rõ số"), _uncounted, align="right", width=120),
            )
        )  # fmt: skip
        model.set_rows(self.lines)
        self.figures = _OpeningTable(model)  # type: ignore[arg-type]
        self.figures.setAccessibleName(tr("Số liệu đợt"))
        self.figures.entered_on.connect(self._open_figure)
        self.figures.fit_rows(most=len(self.lines))
        self.body.addWidget(self.figures)
        self.areas = area_lines(report)
        self.area_table = self._area_table()
        self.body.addWidget(self.area_table)
        self.figures.setCurrentIndex(model.index(0, 1))
        self.figures.setFocus(Qt.FocusReason.OtherFocusReason)

    def _area_table(self) -> _OpeningTable:
        def figure(name: str) -> "Column[AreaLine]":
            titles = {
                "events": tr("Buổi"), "reached": tr("Dự"), "joined": tr("Tham gia"),
                "vsi": tr("BHXH"), "hi": tr("BHYT"), "non_cash": tr("Tài khoản"),
                "sponsored": tr("Thẻ tặng"),
            }  # fmt: skip
            return Column(
                titles[name], lambda line: dong(getattr(line, name)), align="right", width=78
            )

        names = ("events", "reached", "joined", "vsi", "hi", "non_cash", "sponsored")
        model: RowsModel[AreaLine] = RowsModel(
            (Column(tr("Nơi làm"), lambda line: line.name), *(figure(name) for name in names))
        )
        model.set_rows(self.areas)
        table = _OpeningTable(model)  # type: ignore[arg-type]
        table.setAccessibleName(tr("Theo nơi làm"))
        table.entered_on.connect(self._open_area)
        table.fit_rows(most=_AREA_ROWS)
        return table

    def _open_figure(self, row: int, _column: int) -> None:
        line = self.lines[row]
        self._open(line.title, line.figures, None)

    def _open_area(self, row: int, column: int) -> None:
        line = self.areas[row]
        figures = _AREA_FIGURES[column]
        head = str(self.area_table.rows_model.columns[column].header)
        self._open(f"{head} · {line.name}", figures, line.area)

    def _open(self, title: str, figures: Sequence[Figure], area: str | None) -> None:
        rows = self.report.of(*figures, area=area)
        number = self.report.sum(*figures, area=area).people
        self.opened = BehindDialog(self._session, title, event_lines(rows), number, self)
        self.opened.finished.connect(self._closed)
        self.opened.open()

    def _closed(self, _result: int) -> None:
        if self.opened is not None and self.opened.asked is not None:
            self.asked = self.opened.asked
            self.accept()


def _unnamed(line: FigureLine) -> str:
    return dong(line.unnamed) if line.unnamed else "–"


def _uncounted(line: FigureLine) -> str:
    return dong(line.uncounted) if line.uncounted else "–"


class VillagesDialog(Dialog):
    """Each village before the campaign and now, with what is not known kept apart."""

    def __init__(self, result: CampaignResult, parent: QWidget) -> None:
        locked = result.campaign.baseline_day
        note = tr("Số trước đợt chưa khóa.")
        if locked is not None:
            pattern = tr("Số trước đợt khóa ngày {day}. Nay: tính đến {on}.")
            note = pattern.format(day=shown_day(locked), on=shown_day(result.on))
        super().__init__(
            tr("Bảng kết quả: {name}").format(name=result.campaign.name),
            note,
            cancel=tr("Đóng"),
            parent=parent,
            wide=True,
        )
        model: RowsModel[VillageResult] = RowsModel(
            _village_columns(with_goals=any("hi" in row.goals for row in result.rows))
        )
        total = tr("Cộng {n} thôn").format(n=sum(1 for row in result.rows if row.name))
        last = VillageResult(
            result.total.villages, total, result.total.hi, result.total.vsi, result.total.goals
        )
        self.rows = (*result.rows, last)
        model.set_rows(self.rows)
        self.table = RecordTable(model, report=True)
        self.table.setAccessibleName(tr("Bảng kết quả từng thôn"))
        self.table.horizontalHeader().setSectionsClickable(False)
        room = (parent.window().height() - 220) // look().metrics.report
        self.table.fit_rows(most=max(min(len(self.rows), room), 5))
        self.body.addWidget(self.table)
        waiting = result.total.hi.starting
        if waiting:
            text = tr("{n} người đã đóng BHYT, thẻ có giá trị sau ngày này: chưa tính vào Nay.")
            self.body.addWidget(words(text.format(n=dong(waiting)), "small", wrap=True))
        self.table.setCurrentIndex(model.index(0, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _village_columns(*, with_goals: bool) -> tuple[Column[VillageResult], ...]:
    def before(name: str) -> Callable[[VillageResult], str]:
        return lambda row: "–" if row.hi.before is None else dong(getattr(row.hi.before, name))

    def now(name: str) -> Callable[[VillageResult], str]:
        return lambda row: dong(getattr(row.hi.now, name))

    def rate(row: VillageResult) -> str:
        return "–" if row.hi.before is None else percent(row.hi.before.rate)

    def goal(row: VillageResult) -> str:
        return dong(row.goals["hi"]) if "hi" in row.goals else "–"

    def gain(number: int | None) -> str:
        return "–" if number is None else signed(number)

    figures: list[tuple[str, Callable[[VillageResult], str], int]] = [
        (tr("Dân trước"), before("population"), 72),
        (tr("BHYT"), before("covered"), 60),
        ("%", rate, 48),
        (tr("Chưa rõ"), before("unknown"), 64),
        (tr("Dân nay"), now("population"), 64),
        (tr("BHYT"), now("covered"), 60),
        ("%", lambda row: percent(row.hi.now.rate), 48),
        (tr("Chưa rõ"), now("unknown"), 64),
        (tr("Thêm"), lambda row: gain(row.hi.gain), 56),
        (tr("BHXH"), lambda row: gain(row.vsi.gain), 56),
    ]
    if with_goals:
        figures.append((tr("Mục tiêu"), goal, 66))
    return (
        Column(tr("Thôn"), name_of),
        *(Column(title, text, align="right", width=width) for title, text, width in figures),
    )
