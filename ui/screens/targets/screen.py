"""The screen of Chỉ tiêu: where each village and collector is, and why it is not further."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rules.calendar import Month
from rules.errors import Problem
from rules.money import dong
from storage import Register
from storage.staff import StaffMember
from storage.target_progress import PACE_MONTHS, Line
from storage.targets import NO_RESOLUTION, Level, Period
from ui.buttons import Button
from ui.charts.legend import Legend
from ui.choices import Choice
from ui.panels import PageHead, Panel
from ui.queries import Query
from ui.reading import Latest
from ui.records_panel import Opened, RecordsSide
from ui.screen import KeyHint, Screen
from ui.screens.targets.collectors import CollectorsPanel
from ui.screens.targets.counted import USUAL, Counted, count, offered
from ui.screens.targets.explanation import ExplanationPanel
from ui.screens.targets.period_box import PeriodBox
from ui.screens.targets.spread_dialog import SpreadDialog
from ui.screens.targets.table import LinesTable, LinesTotal
from ui.screens.targets.tally_dialog import TallyDialog
from ui.screens.targets.target_dialog import Asked, TargetDialog
from ui.segments import Segment, Segments
from ui.session import Session
from ui.style import look
from ui.target_words import indicator_words, period_words, tr, village_words
from ui.wording import sentence

_SIDE = 420


class TargetsScreen(Screen):
    """Targets of one indicator and period, by village and by collector."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "people", "households", "villages", "covers", "enrolments", "visits", "targets",
            "staff", "organisations", "events", "non_cash_moves", "refusal_reasons",
        }
    )  # fmt: skip
    headed = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.period = Period.of_year(session.today().year)
        self.by: Level = "collector"
        self.found: Counted | None = None
        self._wanted = ""
        self._counting = Latest(session, tr("Đang tính chỉ tiêu"), self)
        self._make_actions()
        self.periods = PeriodBox()
        self.periods.picked.connect(self.show_period)
        self.segments = Segments()
        self.segments.setAccessibleName(tr("Chỉ tiêu"))
        self.segments.picked.connect(lambda _key: self._count())
        self.table = LinesTable()
        self.total = LinesTotal(self.table)
        self.collectors = CollectorsPanel()
        self.explanation = ExplanationPanel(self.save, session.today())
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)

    def _make_actions(self) -> None:
        self.spread = self.act(
            tr("Chia chỉ tiêu xuống thôn"), self.open_spread, keys="Ctrl+D", icon_name="split"
        )
        self.give = self.act(tr("Giao chỉ tiêu"), self.open_target, keys="F2", icon_name="target")
        self.next_low = self.act(tr("Thôn thấp sau"), self.go_to_low, keys="F4")
        self.begin = self.act(tr("Giải trình"), self.start_explaining, keys="F6")
        self.save = self.act(tr("Ghi giải trình"), self.write, keys="Ctrl+Return")
        self.whole = self.act(tr("Danh sách cả xã"), self.open_whole, keys="Ctrl+O")
        self.turn = self.act(tr("Người thu, tổ chức"), self.turn_collectors, keys="F7")
        self.tally = self.act(tr("Từng tháng"), self.open_tally, keys="F8")
        self.missing = self.act(tr("Người chưa có"), self._ask_missing, keys="F9")
        self.other = self.act(tr("Chỉ tiêu sau"), self.next_indicator, keys="Ctrl+Tab")
        self.earlier = self.act(tr("Kỳ trước"), lambda: self._step(1), keys="Alt+Left")
        self.later = self.act(tr("Kỳ sau"), lambda: self._step(-1), keys="Alt+Right")
        self.close_records = self.act(tr("Đóng danh sách"), self.hide_records, keys="Esc")
        self.close_records.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.close_records.setEnabled(False)

    def _lay_out(self) -> None:
        self.head = PageHead(
            "",
            "",
            (
                self.periods,
                Button.of(self.give, icon_name="target"),
                Button.of(self.spread, icon_name="split"),
            ),
        )
        panel = Panel()
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 7, 12, 7)
        row.addWidget(self.segments)
        row.addStretch(1)
        row.addWidget(Legend(tr("nên có hôm nay")))
        inner = QVBoxLayout()
        inner.setSpacing(0)
        inner.addWidget(strip)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.total)
        panel.body.addLayout(inner, 1)
        both = QWidget()
        self._both = QVBoxLayout(both)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.addWidget(self.collectors, 2)
        self._both.addWidget(self.explanation, 3)
        self.side = RecordsSide(self.session, both)
        self.records = self.side.records
        self._body = QHBoxLayout()
        self._body.addWidget(panel, 1)
        self._body.addWidget(self.side)
        self.page.addWidget(self.head)
        self.page.addLayout(self._body, 1)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        sizes = look().metrics
        self._body.setSpacing(sizes.gap)
        self._both.setSpacing(sizes.gap)
        self.side.setFixedWidth(sizes.px(_SIDE))

    def _connect(self) -> None:
        self.table.asked.connect(self.open_line)
        self.table.moved.connect(self._explain)
        self.total.asked.connect(self.open_whole)
        self.collectors.table.asked.connect(self.open_collector)
        self.collectors.turned.connect(self.turn_collectors)
        self.collectors.tally_asked.connect(self.open_tally)
        self.explanation.missing_asked.connect(self.open_missing)
        self.records.closed.connect(self.hide_records)
        self.side.listing.connect(self.close_records.setEnabled)

    # -- what the window asks

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys that work here."""
        return (
            KeyHint("Enter", tr("mở số đang chọn")),
            KeyHint("F4", tr("thôn thấp sau")),
            KeyHint("F6", tr("giải trình")),
            KeyHint("Ctrl+Enter", tr("ghi giải trình")),
        )

    def worries(self) -> tuple[str, ...]:
        """How the forecast is made."""
        if self.found is None or not self.found.villages.days_left:
            return ()
        said = tr("Dự báo: số nay + nhịp {months} tháng gần nhất × {days} ngày còn lại")
        return (said.format(months=PACE_MONTHS, days=self.found.villages.days_left),)

    def reload(self) -> None:
        """Count again; indicator, period and village stay."""
        self._count()

    def open(self, query: Query) -> None:
        """Show an indicator (fact ``indicator``), a period, or a village (``village``)."""
        if isinstance(query.facts.get("period"), Period):
            self.period = query.facts["period"]
        self._wanted = str(query.facts.get("village", ""))
        self._count(str(query.facts.get("indicator", "")))

    # -- counting

    def name(self) -> str:
        """The indicator that is shown."""
        return self.segments.key() or USUAL[0]

    def _count(self, name: str = "") -> None:
        wanted, period, by, on = name or self.name(), self.period, self.by, self.session.today()

        def read(register: Register) -> Counted:
            return count(register, wanted, period, by, on)

        self._counting.ask(read, self._put, self.session.fail)

    def _put(self, found: Counted) -> None:
        self.found = found
        self.periods.offer(found.periods, self.period)
        shown = found.villages
        self.segments.set_segments(
            tuple(Segment(one, indicator_words(one, short=True)) for one in found.names)
        )
        self.segments.set_key(shown.indicator)
        self.head.title.setText(
            tr("Tổng quan › Chỉ tiêu {period}").format(period=period_words(shown.period))
        )
        self.head.note.setText(found.note)
        self.table.put(shown)
        if self._wanted:
            self.table.select_id(self._wanted)
            self._wanted = ""
        self.total.put(shown)
        staff = self._staff()
        self.collectors.put(found.collectors, staff)
        self.explanation.offer_staff([Choice(one.id, one.name) for one in staff.values()])
        self.spread.setEnabled(shown.total.target is not None and bool(shown.lines))
        self._explain(self.table.line())
        self.hints_changed.emit()

    def _staff(self) -> dict[str, StaffMember]:
        staff = self.session.register.staff
        return {one.id: one for one in (*staff.all(), *staff.all(gone=True))}

    # -- period and indicator

    def show_period(self, period: Period) -> None:
        """Show another period."""
        self.period = period
        self._count()

    def _step(self, back: int) -> None:
        other = self.periods.beside(back)
        if other is not None:
            self.show_period(other)

    def next_indicator(self) -> None:
        """Show the next of the segments, round."""
        names = self.found.names if self.found else USUAL
        at = [*names, self.name()].index(self.name())
        self._count(names[(at + 1) % len(names)])

    # -- cause and correction

    def _explain(self, line: Line | None) -> None:
        if self.found is None:
            return
        month = Month.of(self.found.villages.day)
        target = line.target if line is not None else None
        register = self.session.register
        reasons = () if target is None else offered(register, target, self.found.villages.day)
        last = None if target is None else register.explanations.latest(target.id, month)
        self.explanation.put(line, reasons, month, last)
        self.save.setEnabled(target is not None)

    def go_to_low(self) -> None:
        """Go to the next village that asks for cause and correction."""
        if not self.table.go_to_low():
            self.session.tell(tr("Không còn thôn thấp nào chưa giải trình."), "ok")

    def start_explaining(self) -> None:
        """Put the keys on the reasons of the village that is current."""
        self.hide_records()
        self.explanation.start()

    def write(self) -> None:
        """Keep cause and correction of the village in one change."""
        line = self.explanation.line
        if line is None or line.target is None or self.found is None:
            return
        if not self.explanation.form.settle():
            return
        said = self.explanation.written()
        what = tr("Ghi giải trình {village}").format(village=village_words(line.figure.name))
        try:
            with self.session.change(what):
                self.session.register.explanations.save(
                    line.target.id,
                    Month.of(self.found.villages.day),
                    day=self.session.today(),
                    reasons=said.reasons,
                    cause=said.cause,
                    correction=said.correction,
                    staff_id=said.staff_id,
                    by_day=said.by_day,
                )
                self.explanation.saved()
        except Problem as problem:
            self.explanation.banner.say(sentence(problem))
            return
        self.session.tell(tr("Đã ghi giải trình. Ctrl+Z để hoàn tác."), "ok")

    # -- setting and spreading

    def open_target(self) -> None:
        """Set the target of the village that is current, or of the commune."""
        line = self.table.line()
        resolution = self.found.resolution if self.found else NO_RESOLUTION
        asked = Asked(self.name(), self.period, resolution=resolution)
        total = self.found.villages.total if self.found else None
        if total is not None and total.target is not None and line is not None:
            subject = line.figure.subject
            level: Level = "village" if subject else "commune"
            asked = Asked(self.name(), self.period, level, subject, resolution)
        dialog = TargetDialog(self.session, asked, self.window())
        if dialog.exec():
            self.period = dialog.saved.period
            self._count(dialog.saved.name)

    def open_spread(self) -> None:
        """Spread the commune's target over the villages."""
        target = self.found.villages.total.target if self.found else None
        if target is not None:
            SpreadDialog(self.session, target, self.window()).exec()

    def turn_collectors(self) -> None:
        """Show organisations instead of collectors, or the other way round."""
        self.by = "organisation" if self.by == "collector" else "collector"
        self._count()

    def open_tally(self) -> None:
        """Show what each collector has month by month; a figure opens its rows."""
        if self.found is None:
            return
        name, by = self.found.collectors.indicator, self.found.collectors.level
        dialog = TallyDialog(self.session, name, self.period.start.year, by, self.window())
        if not dialog.exec() or dialog.picked is None:
            return
        opened, asked = dialog.picked.asked(self.period, self.session.today())
        self.side.open_figure(opened, name, by=by, **asked)

    # -- the rows behind a figure

    def open_line(self, line: Line) -> None:
        """Show who is counted of a village."""
        self._open(line, village_words(line.figure.name), line.reached, by="village")

    def open_whole(self) -> None:
        """Show who is counted in the whole commune."""
        if self.found is not None:
            total = self.found.villages.total
            self._open(total, tr("Cả xã"), total.reached, by="commune")

    def open_missing(self, line: Line) -> None:
        """Show who of a village is known not to be covered."""
        name, missing = village_words(line.figure.name), line.figure.missing
        self._open(line, name, missing, by="village", part="missing")

    def _ask_missing(self) -> None:
        self.explanation.ask_missing()

    def open_collector(self, line: Line) -> None:
        """Show whom a collector has brought in."""
        if self.found is None:
            return
        shown = self.found.collectors
        title = f"{self.collectors.table.name_of(line)} · {dong(line.reached)}"
        self.side.open_figure(
            Opened(title, line.reached),
            shown.indicator, since=shown.period.start, on=shown.day, by=shown.level,
            subject=line.figure.subject,
        )  # fmt: skip

    def _open(self, line: Line, who: str, count: int, **more: Any) -> None:
        if self.found is None:
            return
        shown = self.found.villages
        what = indicator_words(shown.indicator, short=True)
        said = (
            tr("{who} · chưa có {what} · {n}") if more.get("part") else tr("{who} · {what} · {n}")
        )
        title = said.format(who=who, what=what, n=dong(count))
        subject = None if more["by"] == "commune" else line.figure.subject
        self.side.open_figure(
            Opened(title, count),
            shown.indicator, since=shown.period.start, on=shown.day, subject=subject, **more,
        )  # fmt: skip

    def hide_records(self) -> None:
        """Put the list away; the keys go back to the villages."""
        self.side.put_away()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
