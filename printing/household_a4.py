"""A household's sheet on one side of A4: the same topics, with premium, support and remainder."""

from printing.blocks import Beside, Block, Drawn, Gap, Text, stack
from printing.flow import Flow
from printing.fonts import Face
from printing.household_a5 import framed_texts, placed, replied
from printing.household_offer import Offer
from printing.household_slip import Slip
from printing.household_words import HouseholdSheet
from printing.law import Sender, spoken_phone
from printing.marks import qr
from printing.paper import A4, ACCENT, GREY, INK, MM, Paper
from printing.table import Column, Look, Row, Table
from printing.text import Style
from printing.wording import Wording

LEFT = 15 * MM
WIDTH = 180 * MM
_QR = 21 * MM
_BELOW = 2.6 * MM

_TOPIC = Style(Face.BOLD, 9.6, 12, ACCENT, 0.7)
_FAMILY = Style(Face.EXTRABOLD, 21, 26)
_PLACE = Style(Face.REGULAR, 11.2, 15)
_CODE = Style(Face.BOLD, 13.4, 16)
_SUMMARY = Style(Face.BOLD, 11.6, 16)
_TEXT = Style(Face.REGULAR, 10.6, 14.8)
_SECTION = Style(Face.EXTRABOLD, 15, 20, ACCENT)
_LEGAL = Style(Face.REGULAR, 7.8, 10.6, GREY)
_WHO = Style(Face.BOLD, 11.2, 15)
_HEAD = Style(Face.FIGURES_SEMIBOLD, 9, 11.4)
_TOTAL = Style(Face.BOLD, 12.4, 16)
_TOTAL_SUM = Style(Face.FIGURES_EXTRABOLD, 14.5, 18)
_ROWS = Look(Style(Face.FIGURES, 10.6, 13.6), _HEAD, 9 * MM, 9.4 * MM, middle=False, last_rule=0.4)
_CELL = Style(Face.REGULAR, 10, 13.4)
_FRAMED = Style(Face.REGULAR, 10, 13.8)
# By how many columns, and whether the province's is among them, in mm.
_LEVEL_WIDTHS = {
    (5, False): (24, 21, 20, 22, 31),
    (4, False): (31, 29, 28, 30),
    (6, True): (22, 20, 18, 16, 19, 23),
    (5, True): (26, 24, 23, 21, 24),
}
_LEVELS = Look(Style(Face.FIGURES, 10.8, 13.6), _HEAD, 6.7 * MM, 9.4 * MM, ground="plain")


class A4Sheet:
    """Draws sheets of one printing on A4; a household that needs more goes on behind."""

    def __init__(self, paper: Paper, wording: Wording, sender: Sender) -> None:
        self._paper = paper
        self._wording = wording
        self._sender = sender

    def draw(self, sheet: HouseholdSheet) -> None:
        """Draws one household."""
        slip = Slip(
            self._wording,
            sheet.shown_code,
            sheet.scan,
            sheet.slip,
            width=WIDTH,
            left=LEFT,
            qr_side=15 * MM,
        )
        turned = 0

        def turn() -> tuple[float, float]:
            nonlocal turned
            turned += 1
            self._paper.page(A4)
            if turned > 1:
                return 14 * MM, A4[1] - 12 * MM
            slip.front(self._paper)
            return self._head(sheet), A4[1] - slip.height - 1.2 * MM

        flow = Flow(LEFT, turn, self._put)
        self._members(flow, sheet)
        contact = self._contact(sheet)
        blocks = self._blocks(sheet, flow.room - contact.height)
        for number, block in enumerate(blocks, start=1):
            last = number == len(blocks)
            flow.place(block, with_next=contact.height + _BELOW if last else 0)
            flow.gap(_BELOW)
        flow.at_bottom(contact)

    def _blocks(self, sheet: HouseholdSheet, room: float) -> list[Block]:
        """What follows the members, with as much about days to come as there is room for."""
        ways = [self._topics(one) for one in sheet.fuller()]
        fitting = (way for way in ways if sum(one.height + _BELOW for one in way) <= room)
        return next(fitting, ways[-1])

    def _topics(self, sheet: HouseholdSheet) -> list[Block]:
        blocks: list[Block] = []
        if sheet.offer:
            blocks.append(stack(self._offer(sheet.offer)))
        if sheet.notes:
            blocks.append(Text(" ".join(sheet.notes), _TEXT, WIDTH))
        if sheet.unconfirmed:
            blocks.append(framed_texts(self._unconfirmed(sheet), WIDTH, _FRAMED))
        return [*blocks, *(replied(answer, WIDTH) for answer in sheet.answers)]

    def _put(self, block: Block, x: float, top: float) -> None:
        block.draw(self._paper, x, top)

    def _head(self, sheet: HouseholdSheet) -> float:
        paper = self._paper
        paper.bookmark(sheet.bookmark, f"household-{sheet.code}", level=1)
        squares = LEFT + WIDTH - _QR - 3 * MM
        qr(paper, squares, 9.9 * MM, _QR, sheet.scan)
        paper.centre(squares + _QR / 2, 37.4 * MM, sheet.shown_code, _CODE)
        paper.text(LEFT, 14.4 * MM, self._wording.say("topic").upper(), _TOPIC)
        name = " ".join(part for part in (sheet.family, sheet.head) if part)
        width = WIDTH - _QR - 12 * MM
        top = paper.paragraph(LEFT, 17.4 * MM, name, _FAMILY, width)
        parts = [part for part in (sheet.place, self._sender.province) if part]
        day = f"ngày {self._wording.values['day.print']}"
        place = placed(", ".join(parts), day, _PLACE, width)
        top = paper.paragraph(LEFT, top + 0.6 * MM, place, _PLACE, width)
        if sheet.members:
            top = paper.paragraph(LEFT, max(top, 37 * MM) + 2 * MM, sheet.summary, _SUMMARY, width)
        return max(top, 40 * MM) + 1.8 * MM

    def _members(self, flow: Flow, sheet: HouseholdSheet) -> None:
        if not sheet.members:
            flow.place(Text(self._wording.say("empty"), _TEXT, WIDTH))
            return
        columns = (
            Column("Ai", 30 * MM, "left", style=_CELL, inset=0.8 * MM),
            Column("Đang có", 54.5 * MM, "left", style=_CELL),
            Column("Nên làm", 31.5 * MM, "left", style=_CELL),
            Column("Thẻ 1 năm", 21.5 * MM),
            Column("Nhà nước\nđóng giúp", 20 * MM),
            Column("Còn phải\nđóng", 22.5 * MM),
        )
        rows = []
        for member in sheet.members:
            detail = ", ".join(part for part in (member.born, member.relation) if part)
            who = f"**{member.who}**\n{detail}" if detail else f"**{member.who}**"
            has = "\n".join(part for part in (member.has, member.has_vsi) if part)
            payable = f"**{member.payable}**" if member.acts else member.payable
            cells = (who, has, member.do, member.gross, member.support, payable)
            rows.append(Row(cells, bar="acts" if member.acts else ""))
        pays = any(member.gross != "–" for member in sheet.members)
        total = _total(f"{self._wording.say('total')} (đồng)", sheet.total)
        flow.table(Table(columns, tuple(rows), _ROWS), with_next=total.height if pays else 0)
        if pays:
            flow.place(total)
        flow.gap(1.2 * MM)
        if sheet.sentences:
            flow.place(Text(" ".join(sheet.sentences), _TEXT, WIDTH))
            flow.gap(2 * MM)

    def _offer(self, offer: Offer) -> list[Block | None]:
        """The levels at the left, what the months until retirement mean at the right."""
        wide = 118 * MM
        pays = f"{offer.term[:1].upper()}{offer.term[1:]} đóng\nmỗi tháng"
        local = ["Tỉnh\ngóp"] if offer.has_local else []
        heads = ["Mức thu\nnhập chọn", "Tiền đóng\nđủ", "Nhà nước\ngóp", *local, pays]
        if all(level.pension for level in offer.levels):
            heads.append(offer.pension_head)
        widths = _LEVEL_WIDTHS[len(heads), bool(local)]
        columns = tuple(Column(head, share * MM) for head, share in zip(heads, widths, strict=True))
        rows = tuple(
            Row(
                (
                    level.income,
                    level.gross,
                    level.support,
                    *([level.local] if local else []),
                    f"**{level.payable}**",
                    level.pension,
                )[: len(heads)]
            )
            for level in offer.levels
        )
        left = stack(
            [
                Table(columns, rows, _LEVELS),
                Gap(1 * MM),
                Text(self._wording.say("vsi.note_short"), _TEXT.but(size=9.8, leading=13.6), wide)
                if offer.note
                else None,
            ]
        )
        beside = 53 * MM
        style = _TEXT.but(size=10.2, leading=13.6)
        points: list[Block | None] = []
        below = list(offer.points)
        while below:
            point: list[Block | None] = [Text(below[0], style, beside), Gap(1 * MM)]
            if points and stack([*points, *point]).height > left.height + 1 * MM:
                break
            points += point
            below.pop(0)
        right = stack(points)
        tall = max(left.height, right.height)
        line = Drawn(
            tall,
            lambda paper, x, top: paper.line(
                (x, top), (x, top + tall), weight=0.5, colour=(0.54, 0.54, 0.54)
            ),
        )
        parts = ((0.0, left), (121.5 * MM, line), (125.5 * MM, right))
        blocks: list[Block | None] = [Text(offer.title, _SECTION, WIDTH), Gap(1 * MM)]
        blocks.append(Beside(parts))
        if below:
            blocks += [Gap(1 * MM), Text(" ".join(below), style, WIDTH)]
        return blocks

    def _unconfirmed(self, sheet: HouseholdSheet) -> tuple[str, ...]:
        short = self._wording.say("vsi.coming")
        longer = self._wording.say("vsi.coming_long")
        return tuple(longer if text == short else text for text in sheet.unconfirmed)

    def _contact(self, sheet: HouseholdSheet) -> Block:
        say = self._wording.say
        who = say("ask.collector") or say("ask.office")
        place = ", ".join(part for part in (who, self._sender.point) if part)
        phone = spoken_phone(self._sender.phone)
        line = f"{place}: {phone}" if phone else place
        return stack([Text(line, _WHO, WIDTH), Gap(0.8 * MM), Text(sheet.legal, _LEGAL, WIDTH)])


def _total(label: str, amount: str) -> Block:
    height = 8.6 * MM

    def draw(paper: Paper, x: float, top: float) -> None:
        baseline = top + 5.7 * MM
        paper.text(x + 2.2 * MM, baseline, label, _TOTAL)
        paper.right(x + WIDTH - 1.6 * MM, baseline, amount, _TOTAL_SUM)
        paper.rule(x, x + WIDTH, top + height - 0.6, weight=1.2, colour=INK)

    return Drawn(height, draw)
