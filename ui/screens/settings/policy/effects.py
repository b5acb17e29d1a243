"""What a value changes: amounts before and after, and the people it reaches."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rules.calendar import shown_day
from rules.money import dong
from rules.policy import Policy, Value
from rules.policy_effects import Effect, effects
from storage.policy_reach import PaysBelow, paying_below
from ui.buttons import Button
from ui.dialogs import Dialog
from ui.panels import Panel, words
from ui.queries import Query
from ui.screens.settings.policy.adding import covered_words
from ui.screens.settings.policy.derived import LIMITS
from ui.screens.settings.policy.wording import brief, tr
from ui.session import Session
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.wording import words as sentences

_MOST = 3  # amounts named in one sentence; the rest follows from them


def effect_words(effect: Effect) -> str:
    """One amount before and after."""
    group = effect.group
    who = ""
    if effect.what == "premium_year":
        who = sentences().say(f"hi_group.{group}") if group != "household" else ""
    elif group:
        who = sentences().say(f"class.{group}")
    text = {
        "lowest_income": tr("mức thu nhập thấp nhất"),
        "highest_income": tr("mức thu nhập cao nhất"),
        "lowest": tr("đóng thấp nhất một tháng"),
        "state_support": tr("Nhà nước hỗ trợ ({who})"),
        "payable": tr("còn phải đóng một tháng ({who})"),
        "ahead": tr("đóng trước 5 năm ({who})"),
        "premium_year": tr("BHYT {who} một năm") if who else tr("BHYT người thứ nhất một năm"),
    }[effect.what].format(who=who)
    before = tr("chưa tính được") if effect.before is None else dong(effect.before)
    after = tr("chưa tính được") if effect.after is None else dong(effect.after)
    return tr("{what} từ {before} thành <b>{after}</b>").format(
        what=text, before=before, after=after
    )


class EffectsView(QWidget):
    """One paragraph under the values, and the people as a link.

    Signals:
        people_asked: the number of people was pressed.
    """

    people_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.people: tuple[PaysBelow, ...] = ()
        self.floor = 0
        self.text = words("", "small", wrap=True)
        self.link = Button("", kind="link", small=True)
        self.link.clicked.connect(self.people_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 8)
        column.setSpacing(2)
        column.addWidget(self.text)
        column.addWidget(self.link)

    def show_value(self, policy: Policy, value: Value | None, *, own: bool, draft: bool) -> None:
        """Say what a value changes; nothing for none."""
        self.people, self.floor = (), 0
        if value is None or value.name == LIMITS:
            self.text.setText("" if value is None else self._derived(policy, value))
            self.link.hide()
            return
        found = effects(policy, value)
        lines = [self._heading(value, draft=draft, found=found)]
        if own:
            lines.append(covered_words(self.session.register.policies.covers(value)))
        if value.why and not draft:
            lines.append(value.why)
        self.text.setText("<br>".join(line for line in lines if line))
        self._count(value, found)

    @staticmethod
    def _derived(policy: Policy, value: Value) -> str:
        """What the limits of the income are reckoned from."""
        text = tr(
            "Thấp nhất là chuẩn hộ nghèo khu vực nông thôn; cao nhất là {times} lần mức tham chiếu."
            " Đổi hai mức ấy thì mức này đổi theo."
        )
        return text.format(times=policy.on(value.start).int("vsi.ceiling_multiple"))

    def _heading(self, value: Value, *, draft: bool, found: Sequence[Effect]) -> str:
        coming = value.start > self.session.today()
        head = tr("Nếu {value} có hiệu lực:") if coming or draft else tr("Khi {value} có hiệu lực:")
        head = "<b>" + head.format(value=brief(value)) + "</b>"
        if not found:
            same = tr("không đổi khoản đóng nào của tháng {day}.")
            return f"{head} {same.format(day=f'{value.start:%m/%Y}')}"
        line = value.name == "poverty_line.rural"  # the lowest income is the line itself
        told = [one for one in found if not (line and one.what == "lowest_income")]
        said = [effect_words(one) for one in told[:_MOST]]
        return f"{head} {'; '.join(said)}."

    def _count(self, value: Value, found: Sequence[Effect]) -> None:
        floors = [one.after for one in found if one.what == "lowest_income" and one.after]
        if floors and value.start > self.session.today():
            self.floor = floors[0]
            self.people = paying_below(self.session.register, self.floor)
            said = tr("{n} người đang đóng dưới mức này")
            self.link.setText(said.format(n=dong(len(self.people))))
        self.link.setVisible(bool(self.people))
        self.updateGeometry()


class BelowDialog(Dialog):
    """The people whose latest income lies below a new lowest one; Enter opens the household."""

    def __init__(self, session: Session, view: EffectsView, parent: QWidget | None) -> None:
        title = tr("{n} người đang đóng dưới {floor} đồng một tháng")
        super().__init__(
            title.format(n=dong(len(view.people)), floor=dong(view.floor)),
            tr(
                "Theo lần ghi đóng BHXH tự nguyện gần nhất. Khoản đã đóng giữ nguyên;"
                " lần đóng sau theo mức mới."
            ),
            parent=parent,
            cancel=tr("Đóng"),
            foot_note=tr("Enter: mở hộ của người đang chọn"),
        )
        self.session = session
        self.people: RowsModel[PaysBelow] = RowsModel(
            (
                Column(tr("Họ và tên"), lambda one: one.name, kind="name"),
                Column(tr("Thôn"), lambda one: one.village, kind="second", width=130),
                Column(tr("Mức đang đóng"), lambda one: dong(one.income), align="right", width=110),
                Column(tr("Đóng đến"), lambda one: shown_day(one.until), align="right", width=100),
            ),
            row_id=lambda one: one.person_id,
        )
        self.people.set_rows(view.people)
        self.table = RecordTable(self.people, dense=True)
        self.table.setAccessibleName(title.format(n=len(view.people), floor=dong(view.floor)))
        self.table.chosen.connect(self._open)
        self.table.setMinimumHeight(look().metrics.px(320))
        frame = Panel()
        frame.body.addWidget(self.table)
        self.body.addWidget(frame)
        self.table.setFocus()

    def _open(self, person_id: object) -> None:
        person = self.people.row_at(self.people.place_of(str(person_id)))
        if person is None or person.household_id is None:
            return
        self.accept()
        facts = {"person": person.person_id}
        self.session.ask(Query("households", person.household_id, facts=facts))
