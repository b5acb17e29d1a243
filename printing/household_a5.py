"""A household's sheet on A5, both sides: what to do about cards in front, the pension behind."""

from dataclasses import dataclass

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
_TOP = 8 * MM
_NAME_TOP = 14.4 * MM

_TOPIC = Style(Face.BOLD, 9.2, 12, ACCENT, 0.6)
_FAMILY = Style(Face.EXTRABOLD, 18, 23)
_PLACE = Style(Face.REGULAR, 10.8, 14.6)
_CODE = Style(Face.BOLD, 13, 16)
_TEXT = Style(Face.REGULAR, 11, 15)
_STRONG = Style(Face.BOLD, 11, 15)
_SECTION = Style(Face.EXTRABOLD, 14.5, 20, ACCENT)
_BRING = Style(Face.REGULAR, 10.8, 14.8)
_PHONE = Style(Face.EXTRABOLD, 18.5, 22)
_LEGAL = Style(Face.REGULAR, 7.6, 10.2, GREY)
_HEAD = Style(Face.FIGURES_SEMIBOLD, 9.6, 12)
_TOTAL = Style(Face.BOLD, 12.6, 16)
_TOTAL_SUM = Style(Face.FIGURES_EXTRABOLD, 15, 18)

_TABLE = Look(Style(Face.FIGURES, 11.3, 14.8), _HEAD, 9 * MM, 8.8 * MM, middle=False, last_rule=0.4)
_CLOSE_TABLE = Look(
    Style(Face.FIGURES, 10.2, 12.7),
    _HEAD.but(size=9.2),
    7 * MM,
    6.6 * MM,
    middle=False,
    last_rule=0.4,
    room=1.7 * MM,
)
_LEVELS = Look(Style(Face.FIGURES, 11.6, 14.6), _HEAD, 7.4 * MM, 9 * MM, ground="plain")
_CLOSE_LEVELS = Look(Style(Face.FIGURES, 11, 13.6), _HEAD, 6.2 * MM, 8.6 * MM, ground="plain")


@dataclass(frozen=True, slots=True)
class _Front:
    """How the front is set: the name, the rows with their columns in mm, and the total's height."""

    family: Style
    table: Look
    columns: tuple[float, float, float]
    total: float


@dataclass(frozen=True, slots=True)
class Back:
    """How the blocks behind are set."""

    levels: Look
    point: Style
    framed: Style
    wonders: Style
    answer: Style
    gap: float


_FRONT = _Front(_FAMILY, _TABLE, (28, 68.5, 33.5), 10.4 * MM)
_CLOSE_FRONT = _Front(_FAMILY.but(size=15.5, leading=19.5), _CLOSE_TABLE, (34, 64, 32), 8.8 * MM)
BACK = Back(
    levels=_LEVELS,
    point=Style(Face.REGULAR, 10.8, 14.8),
    framed=Style(Face.REGULAR, 10.4, 14.4),
    wonders=Style(Face.BOLD, 11.8, 16),
    answer=Style(Face.REGULAR, 11, 15),
    gap=2.8 * MM,
)
_CLOSE_BACK = Back(
    levels=_CLOSE_LEVELS,
    point=Style(Face.REGULAR, 10.2, 13.6),
    framed=Style(Face.REGULAR, 10, 13.4),
    wonders=Style(Face.BOLD, 10.8, 14.4),
    answer=Style(Face.REGULAR, 10.2, 13.8),
    gap=1.6 * MM,
)


class A5Sheet:
    """Draws sheets of one printing; each takes both sides of one A5, or of more when it is long."""

    def __init__(self, paper: Paper, wording: Wording, sender: Sender) -> None:
        self._paper = paper
        self._wording = wording
        self._sender = sender

    def draw(self, sheet: HouseholdSheet) -> None:
        """Draws one household, ending on the back of a sheet."""
        slip = Slip(self._wording, sheet.shown_code, sheet.scan, sheet.slip, width=WIDTH, left=LEFT)
        foot = A5[1] - slip.height - 1.6 * MM
        look = self._front_look(sheet, foot)
        turned = 0

        def turn() -> tuple[float, float]:
            nonlocal turned
            turned += 1
            self._paper.page(A5)
            if turned == 1:
                slip.front(self._paper)
                return self._head(sheet, look), foot
            if turned == 2:
                slip.back(self._paper)
            return _TOP, foot if turned == 2 else A5[1] - 9 * MM

        flow = Flow(LEFT, turn, self._put)
        self._front(flow, sheet, look)
        self._behind(flow, sheet, foot - _TOP if turned == 1 else 0)
        if turned % 2:
            self._paper.page(A5)

    def _put(self, block: Block, x: float, top: float) -> None:
        block.draw(self._paper, x, top)

    def _front_look(self, sheet: HouseholdSheet, foot: float) -> _Front:
        """The roomy front, or the close one where rows and total would not fit."""
        members = _members(sheet.members, _FRONT).height + _FRONT.total
        return _FRONT if self._head_height(sheet, _FRONT) + members <= foot else _CLOSE_FRONT

    def _titles(self, sheet: HouseholdSheet, look: _Front) -> tuple[Text, Text]:
        """The family's name, and where and when."""
        name = "\n".join(part for part in (sheet.family, sheet.head) if part)
        width = WIDTH - _QR - 8 * MM
        day = str(self._wording.values["day.print"])
        place = placed(sheet.place, day, _PLACE, width)
        return Text(name, look.family, width), Text(place, _PLACE, width)

    def _head_height(self, sheet: HouseholdSheet, look: _Front) -> float:
        name, place = self._titles(sheet, look)
        return max(_NAME_TOP + name.height + 1.2 * MM + place.height, 36 * MM) + 2.4 * MM

    def _head(self, sheet: HouseholdSheet, look: _Front) -> float:
        paper = self._paper
        paper.bookmark(sheet.bookmark, f"household-{sheet.code}", level=1)
        squares = LEFT + WIDTH - _QR - 2 * MM
        qr(paper, squares, 8.6 * MM, _QR, sheet.scan)
        paper.centre(squares + _QR / 2, 32.4 * MM, sheet.shown_code, _CODE)
        paper.text(LEFT, 12.7 * MM, self._wording.say("topic").upper(), _TOPIC)
        name, place = self._titles(sheet, look)
        name.draw(paper, LEFT, _NAME_TOP)
        place.draw(paper, LEFT, _NAME_TOP + name.height + 1.2 * MM)
        return self._head_height(sheet, look)

    def _front(self, flow: Flow, sheet: HouseholdSheet, look: _Front) -> None:
        if not sheet.members:
            flow.place(Text(self._wording.say("empty"), _TEXT, WIDTH))
            return
        pays = any(member.gross != "–" for member in sheet.members)
        total = _total(self._wording.say("total"), sheet.total, look.total)
        flow.table(_members(sheet.members, look), with_next=total.height if pays else 0)
        if pays:
            flow.place(total)
        flow.gap((1.6 if pays else 3) * MM)
        said = Text(" ".join(sheet.sentences), _TEXT, WIDTH) if sheet.sentences else None
        line = Text(sheet.vsi_line, _STRONG, WIDTH) if sheet.vsi_line else None
        gap = 2 * MM
        if said and line and said.height + gap + line.height > flow.room:
            # The line says “see the back”: it goes first, or away where the offer follows anyway.
            said, line = (line, said) if line.height <= flow.room else (said, None)
        for text in (said, line):
            if text:
                flow.place(text)
                flow.gap(gap)

    def _behind(self, flow: Flow, sheet: HouseholdSheet, back: float) -> None:
        """Puts the offer and the answers behind, and who to ask where it fits, never alone.

        back is the room behind in points while the front is still being filled, else 0.
        """
        sheet = self._fullest(sheet, back or flow.room)
        look, in_front, behind = self._plan(flow, sheet, back)
        if in_front:
            flow.at_bottom(in_front)
        if back:
            flow.turn()
        blocks = self._back(sheet, look)
        pays = bool(sheet.slip)
        after = behind.height if behind else 0
        for number, block in enumerate(blocks, start=1):
            flow.place(block, with_next=0 if pays or number < len(blocks) else look.gap + after)
            flow.gap(look.gap)
        if pays and after > flow.room:
            flow.turn()
        bring = _bring(self._wording)
        if blocks and pays and bring.height + after + 4 * MM <= flow.room:
            flow.gap(2 * MM)
            flow.place(bring)
        if behind:
            flow.at_bottom(behind)

    def _fullest(self, sheet: HouseholdSheet, room: float) -> HouseholdSheet:
        """The sheet with as much about days to come as the roomy back still holds."""
        contact = self._who().height + 2 * MM + Text(sheet.legal, _LEGAL, WIDTH).height

        def fits(full: HouseholdSheet) -> bool:
            blocks = self._back(full, BACK)
            return sum(one.height + BACK.gap for one in blocks) + contact <= room

        return next(filter(fits, sheet.fuller()), sheet)

    def _plan(
        self, flow: Flow, sheet: HouseholdSheet, back: float
    ) -> tuple[Back, Block | None, Block | None]:
        """How to set the back, and what of whom to ask and the sources stands where.

        Both stand behind; in front where the back is full or empty; apart where neither has room.
        """
        front = flow.room - 2 * MM if back else 0
        room = back or flow.room
        who, legal = self._who(), Text(sheet.legal, _LEGAL, WIDTH)
        contact = stack([who, Gap(2 * MM), legal])
        looks = (BACK, _CLOSE_BACK)
        talls = []
        for look in looks:
            tall = sum(one.height + look.gap for one in self._back(sheet, look))
            talls.append(tall)
            if tall and tall + contact.height <= room:
                return look, None, contact
            if tall <= room and contact.height <= front:
                return look, contact, None
        for look, tall in zip(looks, talls, strict=True):
            if tall + legal.height <= room and who.height <= front:
                return look, who, legal
        return BACK, None, contact

    def _back(self, sheet: HouseholdSheet, look: Back) -> list[Block]:
        blocks: list[Block] = []
        if sheet.offer:
            blocks.append(stack(_offer(self._wording, sheet.offer, look)))
        if sheet.notes:
            blocks.append(Text(" ".join(sheet.notes), look.framed, WIDTH))
        if sheet.unconfirmed:
            blocks.append(framed_texts(sheet.unconfirmed, WIDTH, look.framed))
        return [*blocks, *(replied(answer, WIDTH, look) for answer in sheet.answers)]

    def _who(self) -> Block:
        """Who to ask, with the telephone large beside it."""
        sender = self._sender
        say = self._wording.say
        who = say("ask.collector") or say("ask.office")
        lines = "\n".join(part for part in (who, sender.point) if part)
        phone = spoken_phone(sender.phone)
        left = Text(lines, _TEXT.but(size=11.6, leading=16), WIDTH - text_width(phone, _PHONE))

        def draw(paper: Paper, x: float, top: float) -> None:
            left.draw(paper, x, top)
            baseline = top + left.height - left.style.leading + first_baseline(left.style)
            paper.right(x + WIDTH, baseline, phone, _PHONE)

        return Drawn(left.height, draw)


def placed(place: str, day: str, style: Style, width: float) -> str:
    """Where and when on one line, or on two where one is too short: no line begins with a dot."""
    line = f"{place} · {day}" if place else day
    return line if text_width(line, style) <= width else f"{place}\n{day}"


def _members(members: tuple[MemberLine, ...], look: _Front) -> Table:
    body = look.table.body
    amounts = body.but(size=body.size + 1.2)
    texts = body.but(face=Face.REGULAR, size=min(body.size, 11))
    widths = look.columns
    columns = (
        Column("Ai", widths[0] * MM, "left", style=texts, inset=0.8 * MM),
        Column("Đang có, nên làm", widths[1] * MM, "left", style=texts),
        Column("Thẻ 1 năm (đồng)", widths[2] * MM, "right", style=amounts),
    )
    rows = []
    for member in members:
        do = f"**{member.do}**" if member.acts else member.do
        amount = f"**{member.payable}**" if member.acts else member.payable
        born = (" " if look is _CLOSE_FRONT else "\n") + member.born if member.born else ""
        who = f"**{member.who}**{born}"
        rows.append(Row((who, f"{member.has}\n{do}", amount), bar="acts" if member.acts else ""))
    return Table(columns, tuple(rows), look.table)


def _total(label: str, amount: str, height: float) -> Block:
    def draw(paper: Paper, x: float, top: float) -> None:
        baseline = top + 0.635 * height
        paper.text(x + 2.4 * MM, baseline, label, _TOTAL)
        paper.right(x + WIDTH - 1.6 * MM, baseline, amount, _TOTAL_SUM)
        paper.rule(x, x + WIDTH, top + height - 0.6, weight=1.2, colour=INK)

    return Drawn(height, draw)


def _offer(wording: Wording, offer: Offer, look: Back) -> list[Block | None]:
    pays = f"{offer.term[:1].upper()}{offer.term[1:]} đóng\nmỗi tháng"
    local = ["Tỉnh góp\nmỗi tháng"] if offer.has_local else []
    heads = ["Mức thu\nnhập chọn", "Nhà nước góp\nmỗi tháng", *local, pays]
    if all(level.pension for level in offer.levels):
        heads.append(offer.pension_head)
    columns = tuple(Column(head, WIDTH / len(heads)) for head in heads)
    rows = tuple(
        Row(
            (
                level.income,
                level.support,
                *([level.local] if local else []),
                f"**{level.payable}**",
                level.pension,
            )[: len(heads)]
        )
        for level in offer.levels
    )
    blocks: list[Block | None] = [
        Text(offer.title, _SECTION, WIDTH),
        Gap(1 * MM),
        Table(columns, rows, look.levels),
        Gap(1.2 * MM),
    ]
    if offer.note:
        blocks += [Text(offer.note, look.framed, WIDTH), Gap(1.6 * MM)]
    for point in offer.points:
        blocks += [Listed(point, look.point, WIDTH, 4 * MM), Gap(0.6 * MM)]
    return blocks


def _bring(wording: Wording) -> Block:
    """What to take along when the family goes to pay."""
    things = [Listed(thing, _BRING, WIDTH, 4 * MM) for thing in wording.all("ask.bring")]
    title = Text(wording.say("ask.bring_title"), _STRONG, WIDTH)
    return stack(
        [title, Gap(0.6 * MM), *things, Gap(1 * MM), Text(wording.say("ask.unsure"), _BRING, WIDTH)]
    )


def framed_texts(texts: tuple[str, ...], width: float, style: Style) -> Block:
    """What is not confirmed yet, in its dashed frame."""
    inset = 4 * MM
    inside = stack([Text(text, style, width - 2 * inset) for text in texts])
    return Framed(inside, width, "CHƯA XÁC NHẬN", inset, 3 * MM, 2.4 * MM)


def replied(answer: Answer, width: float, look: Back = BACK) -> Block:
    """What somebody wondered about, and the answer, beside a bar."""
    inner = width - 6 * MM
    inside = stack(
        [
            Text(answer.wonders, look.wonders, inner),
            Gap(0.6 * MM),
            Text(answer.answer, look.answer, inner),
        ]
    )
    return Barred(inside)
