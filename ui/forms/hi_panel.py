"""Part 1 of an enrolment: health insurance of the household."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rules.money import dong, percent
from rules.policy import View
from storage.enrolling import HiLine, HiMember, HiTerms
from storage.payment_choices import HiChoice
from ui.buttons import Button
from ui.forms.choosing import SegmentField
from ui.forms.members_edit import MemberLine, MembersEdit
from ui.forms.wording import relation_of, span, tr
from ui.icons import pixmap
from ui.panels import Panel, words
from ui.segments import Segment
from ui.states import hi_badge
from ui.style import look
from ui.wording import words as sentences

YEAR = "12"


class HiPanel(Panel):
    """Who pays, in which order, for how many months."""

    def __init__(self, reorder: QAction) -> None:
        super().__init__(self.tr("1 · BHYT hộ gia đình"))
        self.members = MembersEdit("members")
        self.months = SegmentField("months", small=True)
        self.months.segments.setAccessibleName(self.tr("Số tháng BHYT"))
        self.add_to_head(self.months)
        self.body.addWidget(self.members, 1)
        self._total = words("", "panel")
        self._sum = words("", "panel")
        self.body.addWidget(self._make_total())
        self._why = words("", "small")
        self._why.setTextFormat(Qt.TextFormat.RichText)
        self._icon = QLabel()
        self.body.addWidget(self._make_foot(reorder))
        self._choices: dict[str, HiChoice] = {}
        self._shares: tuple[str, ...] = ()
        self._year = ""
        look().changed.connect(self._dress)
        self._dress()

    def _make_total(self) -> QWidget:
        strip = QWidget()
        strip.setObjectName("total")
        row = QHBoxLayout(strip)
        row.setContentsMargins(48, 0, 12, 0)
        row.addWidget(self._total, 1)
        row.addWidget(self._sum)
        self._strip = strip
        return strip

    def _make_foot(self, reorder: QAction) -> QWidget:
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addSpacing(4)
        row.addWidget(self._why)
        self._why.setMinimumWidth(1)
        self.reorder = Button.of(reorder, kind="link")
        row.addWidget(self.reorder)
        row.addStretch(1)
        self._foot = strip
        return strip

    def _dress(self) -> None:
        now = look()
        raised = now.color("raised").name()
        self._strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._strip.setStyleSheet(f"QWidget#total {{ background: {raised}; }}")
        low = now.metrics.density != "full"
        self._strip.setFixedHeight(now.metrics.px(24 if low else 26))
        self._foot.setFixedHeight(now.metrics.px(26 if low else 28))
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(pixmap("info", size=14, ink="accent", ratio=ratio))

    # -- what is offered

    def offer(self, choices: Sequence[HiChoice], law: View) -> None:
        """Offer the members of a household, those who are due ticked."""
        self._choices = {choice.person.id: choice for choice in choices}
        due = [one.person.id for one in choices if one.due and one.group]
        self.members.set_people([one.person.id for one in choices], due)
        self._year = str(law.day.year)
        self._shares = tuple(percent(one, gap=" ") for one in law.ratios("hi.household_shares"))
        base = tr("mức lương cơ sở {amount}").format(amount=dong(law.int("base_salary")))
        self.set_title(self.tr("1 · BHYT hộ gia đình"), base)
        kept = self.months.value() or YEAR
        counts = law.counts("hi.household_months")
        months = self.tr("{months} tháng")
        self.months.set_segments(
            [Segment(str(count), months.format(months=count)) for count in counts]
        )
        self.months.set_value(kept if int(kept) in counts else str(counts[-1]))

    def tick(self, people: Sequence[str]) -> None:
        """Tick these members and nobody else; who cannot pay as things are known is left out."""
        may = {one for one, choice in self._choices.items() if choice.group}
        self.members.set_people(self.members.order(), [one for one in people if one in may])

    def people(self) -> tuple[HiMember, ...]:
        """Who pays, in order, each in the group with the highest support."""
        return tuple(
            HiMember(one, group)
            for one in self.members.value()
            if one in self._choices and (group := self._choices[one].group)
        )

    def others(self) -> tuple[HiMember, ...]:
        """Who could pay and does not, in the order shown."""
        chosen = self.members.value()
        return tuple(
            HiMember(one, group)
            for one in self.members.order()
            if one not in chosen and one in self._choices and (group := self._choices[one].group)
        )

    # -- what it comes to

    def show_terms(self, terms: HiTerms | None, alone: Mapping[str, int], saying: str = "") -> None:
        """Show lines and sum; `alone` is what those not ticked would add, in đồng, by person.

        `saying` is a sentence about what is wrong, in place of the reason for the order.
        """
        found = {line.member.person_id: line for line in terms.lines} if terms else {}
        self.members.put(
            [
                self._line(self._choices[one], found.get(one), alone.get(one))
                for one in self.members.order()
                if one in self._choices
            ]
        )
        people = len(terms.lines) if terms else 0
        none = self.tr("Chưa ai đóng BHYT lần này")
        some = self.tr("Cộng BHYT, {people} người").format(people=people)
        self._total.setText(some if people else none)
        self._sum.setText(dong(terms.result.payable) if terms else "")
        self._why.setText(saying or self._reason(terms))

    def _line(self, choice: HiChoice, line: HiLine | None, alone: int | None) -> MemberLine:
        person = choice.person
        group = choice.group
        if line is None:
            amount = (
                tr("nếu đóng: {amount}").format(amount=dong(alone)) if alone is not None else ""
            )
            return MemberLine(
                person_id=person.id,
                name=person.name,
                relation=relation_of(person),
                box=False if group else None,
                amount=amount or tr("không chiếm thứ tự"),
                badge=hi_badge(choice.state),
                note=_group_words(choice.state.group) if choice.state.kind == "covered" else "",
            )
        return MemberLine(
            person_id=person.id,
            name=person.name,
            relation=relation_of(person),
            box=True,
            order=line.line.order,
            share=self._share(line),
            card=span(line.card.day, line.until),
            amount=dong(line.line.payable),
            note=_short_group(group or "") if line.line.order is None else "",
        )

    def _share(self, line: HiLine) -> str:
        order = line.line.order
        return self._shares[min(order, len(self._shares)) - 1] if order else ""

    def _reason(self, terms: HiTerms | None) -> str:
        if terms is None:
            if any(choice.due and choice.group for choice in self._choices.values()):
                return self.tr("Chưa chọn ai. Đưa đến tên người đóng rồi bấm Space.")
            return self.tr("Lúc này không ai phải đóng. Ai muốn đóng thì bấm Space ở tên người đó.")
        bold = self.tr("<b>Vì sao thứ tự này?</b> {reason}")
        if terms.first_place == 1:
            reason = self.tr(
                "Năm {year} chưa ai trong hộ đóng nên bắt đầu từ thứ 1."
                " Thẻ nhóm khác không chiếm chỗ."
            )
        else:
            reason = self.tr(
                "Năm {year} trong hộ đã đóng đến thứ {last}: ai đã đóng giữ thứ cũ, người mới tiếp"
                " từ thứ {first}. Thẻ nhóm khác không chiếm chỗ."
            )
        first = terms.first_place
        return bold.format(reason=reason.format(year=self._year, last=first - 1, first=first))


def _group_words(group: str | None) -> str:
    # a card may be of a group that only its two letters are known of
    code = f"hi_group.{group}"
    named = group != "household" and code in sentences().codes
    return sentences().say(code) if named else ""


def _short_group(group: str) -> str:
    short = {
        "student": tr("học sinh"),
        "near_poor": tr("cận nghèo"),
        "average_agri": tr("mức trung bình"),
    }
    return short.get(group) or _group_words(group)
