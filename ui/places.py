"""The places of the rail, and the forms any screen may ask for; a new one is one line here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.queries import Query
    from ui.screen import Screen
    from ui.session import Session

Factory = Callable[["Session"], "Screen"]


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its key, its shortcut, icon, name, and what makes its screen.

    `ruled` places stand below a rule; `inside` are the pages of a place that search finds by name,
    each by its key. A place keeps its shortcut from the first day, also while
    the places before it do not exist yet. One that is not `railed` is found by its name and from
    other places, and does not stand in the rail; the place it is `under` is marked there.
    """

    key: str
    keys: str
    icon: str
    title: str
    factory: Factory | None
    ruled: bool = False
    inside: tuple[tuple[str, str], ...] = ()
    railed: bool = True
    under: str = ""


def _overview(session: "Session") -> "Screen":
    from ui.screens.overview import OverviewScreen

    return OverviewScreen(session)


def _households(session: "Session") -> "Screen":
    from ui.screens.households import HouseholdsScreen

    return HouseholdsScreen(session)


def _outreach(session: "Session") -> "Screen":
    from ui.screens.outreach import OutreachScreen

    return OutreachScreen(session)


def _campaigns(session: "Session") -> "Screen":
    from ui.screens.campaigns import CampaignsScreen

    return CampaignsScreen(session)


def _enrolments(session: "Session") -> "Screen":
    from ui.screens.enrolments import EnrolmentsScreen

    return EnrolmentsScreen(session)


def _benefits(session: "Session") -> "Screen":
    from ui.screens.benefits import BenefitsScreen

    return BenefitsScreen(session)


def _printing(session: "Session") -> "Screen":
    from ui.screens.printing import PrintingScreen

    return PrintingScreen(session)


def _reports(session: "Session") -> "Screen":
    from ui.screens.reports import ReportsScreen

    return ReportsScreen(session)


def _intake(session: "Session") -> "Screen":
    from ui.screens.intake import IntakeScreen

    return IntakeScreen(session)


def _review(session: "Session") -> "Screen":
    from ui.screens.review import ReviewScreen

    return ReviewScreen(session)


def _results(session: "Session") -> "Screen":
    from ui.screens.results import ResultsScreen

    return ResultsScreen(session)


def _targets(session: "Session") -> "Screen":
    from ui.screens.targets import TargetsScreen

    return TargetsScreen(session)


def _settings(session: "Session") -> "Screen":
    from ui.screens.settings import SettingsScreen

    return SettingsScreen(session)


# To add a screen: its function above, and one line here. Screens are imported when they are first
# shown, so that the window is there at once.
PLACES = (
    Place("overview", "Alt+1", "layout-dashboard", "Tổng quan", _overview),
    Place("households", "Alt+2", "house", "Hộ gia đình", _households),
    Place("outreach", "Alt+3", "route", "Vận động", _outreach),
    Place("campaigns", "Alt+4", "megaphone", "Truyền thông", _campaigns),
    Place("enrolments", "Alt+5", "clipboard-check", "Tham gia", _enrolments),
    Place("benefits", "Alt+6", "calculator", "Quyền lợi", _benefits),
    Place("printing", "Alt+7", "printer", "In ấn", _printing),
    Place("reports", "Alt+8", "chart-column", "Báo cáo", _reports),
    Place("intake", "Alt+9", "file-up", "Nhập dữ liệu", _intake, ruled=True),
    Place(
        "review",
        "",
        "git-merge",
        "Rà soát",
        _review,
        inside=(("doubles", "Tìm người ghi trùng"), ("faults", "Kiểm tra dữ liệu")),
        railed=False,
    ),
    Place("targets", "", "target", "Chỉ tiêu", _targets, railed=False, under="overview"),
    Place(
        "results",
        "",
        "qr-code",
        "Nhập kết quả từ phiếu giấy",
        _results,
        railed=False,
        under="outreach",
    ),
    Place(
        "settings",
        "Alt+0",
        "settings",
        "Thiết lập",
        _settings,
        inside=(
            ("office", "Cơ quan và đầu giấy"),
            ("staff", "Người làm việc"),
            ("villages", "Thôn và đường đi"),
            ("network", "Tổ chức và điểm thu"),
            ("books", "Quyển biên lai"),
            ("reasons", "Lý do và lời đáp"),
            ("policy", "Chính sách"),
            ("looks", "Giao diện"),
            ("safety", "Sao lưu và kiểm tra"),
            ("practice", "Bản tập"),
            ("history", "Lịch sử sửa cả sổ"),
        ),
    ),
)


class OpensForm(Protocol):
    """A form that stands open over the window, or, where it is a `Screen`, as a page of it."""

    def open(self, query: "Query") -> None:
        """Show the form for what was asked."""


def _visit(session: "Session", over: "QWidget") -> OpensForm:
    from ui.forms.visit import VisitDesk

    return VisitDesk(session, over)


def _enrolment(session: "Session", _over: "QWidget") -> OpensForm:
    from ui.forms.enrolment import EnrolmentForm

    return EnrolmentForm(session)


def _entry(session: "Session", _over: "QWidget") -> OpensForm:
    from ui.forms.entry import EntryForm

    return EntryForm(session)


def _life(session: "Session", over: "QWidget") -> OpensForm:
    from ui.forms.life.desk import LifeDesk

    return LifeDesk(session, over)


FORMS: dict[str, Callable[["Session", "QWidget"], OpensForm]] = {
    "visit": _visit,
    "life": _life,
    "enrolment": _enrolment,
    "entry": _entry,
}
