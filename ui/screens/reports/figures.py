"""What the table of a month shows: its rows and columns, and how a figure is called and checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from rules.money import dong, round_half_up
from storage.months import FIGURES, SCHEMES, MonthReport, Scheme, VillageMonth
from ui.queries import Query
from ui.tables import Column

# The figure behind each column; STT and Thôn have none, the rate is that of the people covered.
BEHIND = ("", "", "population", "opening", "new", "renewed", "stopped", "covered", "covered")
FIRST = BEHIND.index("new")


def tr(text: str) -> str:
    """Give the words in the language of the program."""
    return QCoreApplication.translate("Reports", text)


@dataclass(frozen=True, slots=True)
class Pick:
    """One figure of the table; ``village_id`` is None for the whole commune."""

    scheme: Scheme
    figure: str
    village_id: str | None
    village: str
    number: int

    @property
    def place(self) -> tuple[str, str, str | None]:
        """Which figure it is, whatever its number is now."""
        return (self.scheme, self.figure, self.village_id)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a village in one scheme, numbered as on paper."""

    number: int
    scheme: Scheme
    village_id: str | None
    village: str
    row: VillageMonth

    def value(self, figure: str) -> int:
        """How many people a figure counts."""
        if figure == "population":
            return self.row.population
        return int(getattr(self.row.of(self.scheme), figure))

    def pick(self, figure: str) -> Pick:
        """Return one figure of the row."""
        return Pick(self.scheme, figure, self.village_id, self.village, self.value(figure))

    @property
    def rate(self) -> str:
        """The share of the people living here who are covered, in percent without its sign."""
        return shown_rate(self.row.rate(self.scheme))


def lines(report: MonthReport, scheme: Scheme) -> tuple[Line, ...]:
    """Return the rows of one scheme, in the order of the report."""
    return tuple(
        Line(number, scheme, row.village_id, row.village or tr("Chưa rõ thôn"), row)
        for number, row in enumerate(report.rows, start=1)
    )


def total(report: MonthReport, scheme: Scheme) -> Line:
    """Return the row of the whole commune."""
    return Line(0, scheme, None, tr("Toàn xã"), report.total)


def shown(count: int) -> str:
    """Write a figure; nobody is a dash, so that the eye falls on what there is."""
    return dong(count) if count else "–"


def shown_rate(rate: Fraction | None) -> str:
    """Write a share in percent with one decimal; a dash where nobody lives."""
    if rate is None:
        return "–"
    whole, tenth = divmod(round_half_up(rate * 1000), 10)
    return f"{whole},{tenth}"


def total_cells(line: Line) -> tuple[str, ...]:
    """Return the texts of the pinned row, one for each column."""
    counts = [shown(line.value(figure)) for figure in BEHIND[2:-1]]
    return ("", line.village, *counts, line.rate)


def agrees(report: MonthReport) -> bool:
    """Say whether every sum is that of its rows, and every row carries over what it should."""
    for scheme in SCHEMES:
        rows, whole = lines(report, scheme), total(report, scheme)
        if any(sum(line.value(name) for line in rows) != whole.value(name) for name in FIGURES):
            return False
        for line in (*rows, whole):
            flow = line.row.of(scheme)
            if flow.opening + flow.new - flow.stopped != flow.covered:
                return False
    return True


def _figure(header: str, figure: str, width: int, *, strong: bool = False) -> Column[Line]:
    return Column(
        header,
        lambda line: shown(line.value(figure)),
        key=lambda line: line.value(figure),
        align="right",
        kind="strong" if strong else "text",
        width=width,
        query=lambda line: query(line, figure),
    )


def query(line: Line, figure: str) -> Query:
    """Return what opens a figure."""
    facts = {"scheme": line.scheme, "figure": figure}
    return Query("reports", line.village_id or "", "names", facts)


def columns() -> tuple[Column[Line], ...]:
    """Return the columns of the table; the widths are the least that hold a commune's figures."""
    return (
        Column(tr("STT"), lambda line: str(line.number), align="right", kind="second", width=40),
        Column(tr("Thôn"), lambda line: line.village, kind="name", width=106),
        _figure(tr("Dân số"), "population", 64),
        _figure(tr("Đầu kỳ"), "opening", 62),
        _figure(tr("Mới"), "new", 52),
        _figure(tr("Tái tục"), "renewed", 60),
        _figure(tr("Giảm"), "stopped", 52),
        _figure(tr("Cuối kỳ"), "covered", 66, strong=True),
        Column(
            tr("Bao phủ %"),
            lambda line: line.rate,
            align="right",
            width=78,
            query=lambda line: query(line, "covered"),
        ),
    )


def called(pick: Pick) -> str:
    """Say what a figure is: “BHYT mới”."""
    if pick.figure == "population":
        return tr("dân số")
    scheme = tr("BHYT") if pick.scheme == "hi" else tr("BHXH tự nguyện")
    what = {
        "opening": tr("đầu kỳ"),
        "new": tr("mới"),
        "renewed": tr("tái tục"),
        "stopped": tr("giảm"),
        "covered": tr("cuối kỳ"),
    }[pick.figure]
    return f"{scheme} {what}"


def place_of(rows: Sequence[Line], village_id: str | None) -> int:
    """Return the place of a village among the rows; -1 where it has none."""
    return next((n for n, line in enumerate(rows) if line.village_id == village_id), -1)
