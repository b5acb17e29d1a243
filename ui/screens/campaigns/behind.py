"""What stands behind a figure: its records, and the proof that they add up to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from rules.calendar import PartialDate, shown_day
from rules.household_codes import shown
from rules.money import dong
from storage.campaign_report import Behind
from storage.campaign_results import GainBehind
from storage.covered import Someone
from storage.events import Attendee, Event, Joined
from storage.short_message import message_for
from ui.buttons import Button
from ui.copying import copy_text
from ui.dialogs import Dialog
from ui.panels import words
from ui.queries import Query
from ui.screens.campaigns.wording import event_title, form_words, scheme_words, signed, tr
from ui.session import Session
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel

_ROWS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One record behind a figure; `number` is what it counts, None where nobody counted."""

    what: str
    more: str
    where: str
    number: int | None
    query: Query | None = None
    sign: bool = False


def person_lines(people: Sequence[Someone], *, number: int = 1, more: str = "") -> list[Line]:
    """People of the register, one each."""
    return [
        Line(
            one.name,
            more or (PartialDate.parse(one.born).shown if one.born else tr("chưa rõ ngày sinh")),
            " · ".join(
                part
                for part in (one.village, shown(one.household_code) if one.household_code else "")
                if part
            ),
            number,
            _household(one.household_id, one.person_id),
            sign=bool(more),
        )
        for one in people
    ]


def gain_lines(behind: GainBehind, *, health: bool) -> list[Line]:
    """Who is covered now and was not, who was and is not, and what corrections made."""
    gained = tr("nay có thẻ") if health else tr("nay đang đóng")
    lost = tr("hết thẻ, chuyển đi, mất") if health else tr("dừng đóng, chuyển đi, mất")
    lines = person_lines(behind.gained, more=gained)
    lines += person_lines(behind.lost, number=-1, more=lost)
    if behind.corrected:
        lines.append(
            Line(
                tr("Sửa sổ sau ngày khóa"),
                tr("ghi bổ sung, gộp trùng, chuyển thôn"),
                "",
                behind.corrected,
                sign=True,
            )
        )
    return lines


def event_lines(rows: Sequence[Behind]) -> list[Line]:
    """Records of a campaign: its events, or what came of them."""
    return [_record(row) for row in rows]


def _record(row: Behind) -> Line:
    where = row.area or row.place
    event = Query("campaigns", row.event_id)
    if row.kind == "event":
        said = " · ".join(part for part in (form_words(row.form), where) if part)
        return Line(said, shown_day(row.day), row.place, row.people, event)
    at = f"{form_words(row.form)} {row.day:%d/%m}"
    if row.kind == "total":
        return Line(tr("Không ghi tên"), at, where, row.people, event)
    home = Query("households", row.household_id) if row.household_id else event
    return Line(row.name, at, where, row.people, home)


def joined_lines(event: Event, rows: Sequence[Joined]) -> list[Line]:
    """Who joined at one event, and how many without a name."""
    lines = [
        Line(
            one.name,
            f"{scheme_words(one)}, {dong(one.payable)}",
            one.village,
            1,
            _household(one.household_id, one.person_id),
        )
        for one in rows
    ]
    if event.unnamed:
        lines.append(Line(tr("Không ghi tên"), tr("chỉ có số"), event.village, event.unnamed))
    return lines


def attendee_lines(event: Event, rows: Sequence[Attendee]) -> list[Line]:
    """Who came to one event, and how many are not on the list."""
    lines = [
        Line(one.name, "", one.village, 1, _household(one.household_id, one.person_id))
        for one in rows
    ]
    rest = (event.reached or 0) - len(rows)
    if rest:
        lines.append(Line(tr("Không ghi tên"), tr("chỉ có số"), event.village, rest))
    return lines


def _household(household_id: str | None, person_id: str | None) -> Query | None:
    if household_id is None:
        return None
    return Query("households", household_id, facts={"person": person_id})


class _Lines(RecordTable):
    """The lines; Ctrl+Enter, which opened them, does not open one of them."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter alone opens a line."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and held:
            return
        super().keyPressEvent(event)


class BehindDialog(Dialog):
    """The records of one figure; Enter opens one of them.

    `asked` is where the clerk wants to go when the dialog has closed.
    """

    def __init__(
        self, session: Session, title: str, lines: Sequence[Line], figure: int, parent: QWidget
    ) -> None:
        super().__init__(title, cancel=tr("Đóng"), parent=parent, wide=True)
        self.asked: Query | None = None
        self._session = session
        self.lines = tuple(lines)
        self.figure = figure
        model: RowsModel[Line] = RowsModel(
            (
                Column(tr("Ghi cho"), lambda line: line.what, kind="name", width=230),
                Column("", lambda line: line.more, kind="second"),
                Column(tr("Nơi"), lambda line: line.where, kind="second", width=230),
                Column(tr("Số"), _number, align="right", width=76),
            )
        )
        model.set_rows(self.lines)
        self.table = _Lines(model, dense=True)
        self.table.setAccessibleName(title)
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.chosen.connect(lambda _: self._open())
        rows = max(min(len(self.lines), _ROWS), 1)
        self.table.setFixedHeight(look().metrics.table_head + rows * look().metrics.dense + 1)
        self.proof = words(self._proof(), "small" if self.proven else "warn")
        self.setWindowTitle(f"{self.windowTitle()}: {self.proof.text()}")  # read out on opening
        self.body.addWidget(self.table)
        self.body.addWidget(self.proof)
        if any(_home(line) for line in self.lines):
            copy = Button(tr("Chép tin nhắn"), keys="Ctrl+Shift+C")
            copy.clicked.connect(self.copy_messages)
            self.extra.addWidget(copy)
            QShortcut(QKeySequence("Ctrl+Shift+C"), self, self.copy_messages)
        if self.lines:
            self.table.setCurrentIndex(model.index(0, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def proven(self) -> bool:
        """Whether the lines add up to the figure."""
        return sum(line.number or 0 for line in self.lines) == self.figure

    def _proof(self) -> str:
        if not self.lines:
            return tr("Không có dòng nào trong con số này.")
        total = sum(line.number or 0 for line in self.lines)
        signs = all(line.sign for line in self.lines)
        text = signed(total) if signs else dong(total)
        shown_figure = signed(self.figure) if signs else dong(self.figure)
        pattern = tr("{n} dòng cộng lại {sum} = số {m}")
        if not self.proven:
            pattern = tr("{n} dòng cộng lại {sum}, số là {m}")
        said = pattern.format(n=dong(len(self.lines)), sum=text, m=shown_figure)
        uncounted = sum(line.number is None for line in self.lines)
        if uncounted:
            said += tr(" · {n} buổi chưa rõ số").format(n=dong(uncounted))
        return said

    def copy_messages(self) -> None:
        """Copy the short text for each household chosen, for Zalo or SMS."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        homes = dict.fromkeys(home for row in rows if (home := _home(self.lines[row])))
        register, on = self._session.register, self._session.today()
        texts = [text for home in homes if (text := message_for(register, home, on))]
        if texts:
            copy_text("\n\n".join(texts))
        said = tr("Đã chép {n} tin nhắn.") if texts else tr("Hộ này không có gì cần nhắn.")
        self.proof.setText(f"{said.format(n=len(texts))} {self._proof()}")

    def _open(self) -> None:
        at = self.table.currentIndex().row()
        if 0 <= at < len(self.lines) and self.lines[at].query is not None:
            self.asked = self.lines[at].query
            self.accept()


def _home(line: Line) -> str:
    """The household of a line; "" where it is about none."""
    query = line.query
    return query.id if query is not None and query.place == "households" else ""


def _number(line: Line) -> str:
    if line.number is None:
        return tr("chưa rõ")
    return signed(line.number) if line.sign else dong(line.number)


def title_of(event: Event, what: str) -> str:
    """The title over the list of one event."""
    return f"{what} · {event_title(event)}, {day_words(event.day)}"


def day_words(day: date) -> str:
    """A day in a title."""
    return shown_day(day)
