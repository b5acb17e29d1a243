"""A household's sheet on A5, both sides: what to do about cards in front, the pension behind."""

from printing.blocks import Barred, Block, Drawn, Framed, Gap, Listed, Text, stack
from printing.flow import Flow
from printing.fonts import Face
from printing.household_offer import Answer, Offer
from printing.household_slip import Slip
from printing.household_words import HouseholdSheet, MemberLine
from printing.law import Sender, spoken_phone
from printing.marks import qr
from printing.paper import A5, ACCENT, GREY, INK, MM, Paper, first_baseline
from printing.table import Column, Look, Row, Table
from printing.text import Style, text_width
from printing.wording import Wording

LEFT = 9 * MM
WIDTH = 130 * MM
_QR = 18 * MM

_TOPIC = Style(Face.BOLD, 9.2, 12, ACCENT, 0.6)
_FAMILY = Style(Face.EXTRABOLD, 18, 23)
_PLACE = Style(Face.REGULAR, 10.8, 14.6)
_CODE = Style(Face.BOLD, 13, 16)
_TEXT = Style(Face.REGULAR, 11, 15)
_STRONG = Style(Face.BOLD, 11, 15)
_SECTION = Style(Face.EXTRABOLD, 14.5, 20, ACCENT)
_WONDERS = Style(Face.BOLD, 11.8, 16)
_ANSWER = Style(Face.REGULAR, 11, 15)
_POINT = Style(Face.REGULAR, 10.8, 14.8)
_FRAMED = Style(Face.REGULAR, 10.4, 14.4)
_PHONE = Style(Face.EXTRABOLD, 18.5, 22)
_LEGAL = Style(Face.REGULAR, 7.6, 10.2, GREY)
_HEAD = Style(Face.FIGURES_SEMIBOLD, 9.6, 12)
_TOTAL = Style(Face.BOLD, 12.6, 16)
_TOTAL_SUM = Style(Face.FIGURES_EXTRABOLD, 15, 18)

_ROOMY = Look(Style(Face.FIGURES, 11.3, 14.8), _HEAD, 9 * MM, 8.8 * MM, middle=False, last_rule=0.4)
_DENSE = Look(Style(Face.FIGURES, 10.2, 13), _HEAD, 8 * MM, 7.4 * MM, middle=False, last_rule=0.4)
_PLAIN = Look(Style(Face.FIGURES, 11.6, 14.6), _HEAD, 7.4 * MM, 9 * MM, ground="plain")


class A5Sheet:
    """Draws sheets of one printing; each takes both sides of one A5, or of more when it is long."""

    def __init__(self, paper: Paper, wording: Wording, sender: Sender) -> None:
        self._paper = paper
        self._wording = wording
        self._sender = sender

    def draw(self, sheet: HouseholdSheet) -> None:
        """Draws one household, ending on the back of a sheet."""
        slip = Slip(self._wording, sheet.shown_code, sheet.scan, sheet.slip, width=WIDTH, left=LEFT)
        turned = 0

        def turn() -> tuple[float, float]:
            nonlocal turned
            turned += 1
            self._paper.page(A5)
            if turned == 1:
                slip.front(self._paper)
                top = self._head(sheet)
            else:
                top = 8 * MM
            if turned == 2:
                slip.back(self._paper)
            bottom = A5[1] - (slip.height + 1.6 * MM if turned < 3 else 9 * MM)
            return top, bottom

        flow = Flow(LEFT, turn, self._put)
        self._front(flow, sheet)
        if turned < 2:
            flow.turn()
        self._back(flow, sheet)
        if turned % 2:
            self._paper.page(A5)

    def _put(self, block: Block, x: float, top: float) -> None:
        block.draw(self._paper, x, top)

    def _head(self, sheet: HouseholdSheet) -> float:
        paper = self._paper
        paper.bookmark(sheet.bookmark, f"household-{sheet.code}", level=1)
        squares = LEFT + WIDTH - _QR - 2 * MM
        qr(paper, squares, 8.6 * MM, _QR, sheet.scan)
        paper.centre(squares + _QR / 2, 32.4 * MM, sheet.shown_code, _CODE)
        paper.text(LEFT, 12.7 * MM, self._wording.say("topic").upper(), _TOPIC)
        name = "\n".join(part for part in (sheet.family, sheet.head) if part)
        width = WIDTH - _QR - 8 * MM
        top = paper.paragraph(LEFT, 14.4 * MM, name, _FAMILY, width)
        day = self._wording.values["day.print"]
        place = f"{sheet.place} · {day}" if sheet.place else str(day)
        top = paper.paragraph(LEFT, top + 1.2 * MM, place, _PLACE, width)
        return max(top, 36 * MM) + 2.4 * MM

    def _front(self, flow: Flow, sheet: HouseholdSheet) -> None:
        if not sheet.members:
            flow.place(Text(self._wording.say("empty"), _TEXT, WIDTH))
            return
        total = _total(self._wording.say("total"), sheet.total)
        pays = any(member.gross != "–" for member in sheet.members)
        tail = total.height if pays else 0
        table = _members(sheet.members, _ROOMY)
        if table.height + tail > flow.room:
            table = _members(sheet.members, _DENSE)
        flow.table(table, with_next=tail)
        if pays:
            flow.place(total)
        flow.gap(1.6 * MM)
        if sheet.sentences:
            flow.place(Text(" ".join(sheet.sentences), _TEXT, WIDTH))
            flow.gap(2 * MM)
        if sheet.vsi_line:
            flow.place(Text(sheet.vsi_line, _STRONG, WIDTH))

    def _back(self, flow: Flow, sheet: HouseholdSheet) -> None:
        if sheet.offer:
            flow.place(stack(_offer(self._wording, sheet.offer)))
            flow.gap(1.4 * MM)
        if sheet.unconfirmed:
            flow.place(framed_texts(sheet.unconfirmed, WIDTH))
            flow.gap(3 * MM)
        for answer in sheet.answers:
            flow.place(replied(answer, WIDTH))
            flow.gap(2.6 * MM)
        flow.at_bottom(self._contact(sheet))

    def _contact(self, sheet: HouseholdSheet) -> Block:
        """Who to ask, the telephone large beside it, and the sources below."""
        sender = self._sender
        say = self._wording.say
        who = say("ask.collector") or say("ask.office")
        lines = "\n".join(part for part in (who, sender.point) if part)
        phone = spoken_phone(sender.phone)
        left = Text(lines, _TEXT.but(size=11.6, leading=16), WIDTH - text_width(phone, _PHONE))
        legal = Text(sheet.legal, _LEGAL, WIDTH)

        def draw(paper: Paper, x: float, top: float) -> None:
            left.draw(paper, x, top)
            baseline = top + left.height - left.style.leading + first_baseline(left.style)
            paper.right(x + WIDTH, baseline, phone, _PHONE)

        return stack([Drawn(left.height, draw), Gap(2 * MM), legal])


def _members(members: tuple[MemberLine, ...], look: Look) -> Table:
    amounts = look.body.but(size=look.body.size + 1.2)
    texts = look.body.but(face=Face.REGULAR, size=min(look.body.size, 11))
    widths = (36, 60, 34) if look is _DENSE else (28, 68.5, 33.5)
    columns = (
        Column("Ai", widths[0] * MM, "left", style=texts, inset=0.8 * MM),
        Column("Đang có, nên làm", widths[1] * MM, "left", style=texts),
        Column("Thẻ 1 năm (đồng)", widths[2] * MM, "right", style=amounts),
    )
    rows = []
    for member in members:
        do = f"**{member.do}**" if member.acts else member.do
        amount = f"**{member.payable}**" if member.acts else member.payable
        born = (" " if look is _DENSE else "\n") + member.born if member.born else ""
        who = f"**{member.who}**{born}"
        rows.append(Row((who, f"{member.has}\n{do}", amount), bar="acts" if member.acts else ""))
    return Table(columns, tuple(rows), look)


def _total(label: str, amount: str) -> Block:
    height = 10.4 * MM

    def draw(paper: Paper, x: float, top: float) -> None:
        baseline = top + 6.6 * MM
        paper.text(x + 2.4 * MM, baseline, label, _TOTAL)
        paper.right(x + WIDTH - 1.6 * MM, baseline, amount, _TOTAL_SUM)
        paper.rule(x, x + WIDTH, top + height - 0.6, weight=1.2, colour=INK)

    return Drawn(height, draw)


def _offer(wording: Wording, offer: Offer) -> list[Block | None]:
    pays = f"{offer.term[:1].upper()}{offer.term[1:]} đóng\nmỗi tháng"
    gives = "Nhà nước, tỉnh\ngóp mỗi tháng" if offer.has_local else "Nhà nước góp\nmỗi tháng"
    heads = ["Mức thu\nnhập chọn", gives, pays]
    if all(level.pension for level in offer.levels):
        heads.append(wording.say("vsi.pension_head"))
    columns = tuple(Column(head, WIDTH / len(heads)) for head in heads)
    rows = tuple(
        Row((level.income, level.support, f"**{level.payable}**", level.pension)[: len(heads)])
        for level in offer.levels
    )
    blocks: list[Block | None] = [
        Text(offer.title, _SECTION, WIDTH),
        Gap(1 * MM),
        Table(columns, rows, _PLAIN),
        Gap(1.2 * MM),
    ]
    if offer.note:
        blocks += [Text(offer.note, _FRAMED, WIDTH), Gap(1.6 * MM)]
    for point in offer.points:
        blocks += [Listed(point, _POINT, WIDTH, 4 * MM), Gap(0.6 * MM)]
    return blocks


def framed_texts(texts: tuple[str, ...], width: float, style: Style = _FRAMED) -> Block:
    """What is not confirmed yet, in its dashed frame."""
    inset = 4 * MM
    inside = stack([Text(text, style, width - 2 * inset) for text in texts])
    return Framed(inside, width, "CHƯA XÁC NHẬN", inset, 3 * MM, 2.4 * MM)


def replied(answer: Answer, width: float) -> Block:
    """What somebody wondered about, and the answer, beside a bar."""
    inner = width - 6 * MM
    inside = stack(
        [
            Text(answer.wonders, _WONDERS, inner),
            Gap(0.6 * MM),
            Text(answer.answer, _ANSWER, inner),
        ]
    )
    return Barred(inside)
