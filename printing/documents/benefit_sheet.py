"""The sheet of one calculation, for the person sitting opposite: what to pay, what it brings."""

from dataclasses import dataclass
from datetime import date

from printing.benefit_page import fitting
from printing.benefit_words import BenefitSheet, BenefitWriter, Kept
from printing.days import paper_day
from printing.fonts import Face
from printing.furniture import (
    FOOT_RULE,
    LEFT,
    SOURCES,
    TITLE,
    WIDTH,
    foot,
    head,
)
from printing.law import Sender, lowered, sender
from printing.marks import qr
from printing.paper import A4, MM, Paper
from printing.places import village_id
from printing.request import Request
from printing.text import Style, wrapped
from printing.wording import Wording
from rules.household_codes import shown
from rules.vsi.case import vsi_result
from storage import Register, StorageError
from storage.answers import answer_of
from storage.calculations import Calculation
from storage.households import Household
from storage.law_since import law_since
from storage.progress import Progress

_QR = 18 * MM
_CODE = Style(Face.BOLD, 12, 15)
_ABOUT = Style(Face.REGULAR, 11, 15)
_CHOSEN = Style(Face.REGULAR, 11.4, 16)


@dataclass(frozen=True, slots=True)
class BenefitSheets:
    """The sheets of one printing, one page each.

    left_out counts calculations of households and people who asked not to be contacted.
    """

    on: date
    wording: Wording
    sender: Sender
    sheets: tuple[BenefitSheet, ...]
    left_out: int


def gather(register: Register, request: Request, progress: Progress) -> BenefitSheets:
    """Works out the case of the request, or reads the calculations kept.

    Kept ones are those of one household, of a village in walking order, or all of them.

    Raises:
        PrintError: unknown_village.
        RuleError: bad_household_code; as `rules.vsi.case.vsi_result` for the case.
        StorageError: no_such_household.
    """
    office = sender(register)
    policy = register.policies.policy()
    writer = BenefitWriter(policy, office, request.on)
    if request.case is not None:
        household = _household(register, request.household) if request.household else None
        answer = answer_of(request.case, vsi_result(policy, request.case))
        kept = _kept(household, "", office) if household else Kept()
        made = [writer.sheet(request.case, answer, kept=kept, since=None)]
        return BenefitSheets(request.on, writer.wording, office, tuple(made), 0)
    found = _asked(register, request)
    open_to_all = [one for one in found if not one.private]
    sheets = []
    for number, one in enumerate(open_to_all, start=1):
        kept = _kept(register.households.get(one.household_id), one.id, office)
        since = law_since(policy, one, request.on)
        sheets.append(writer.sheet(one.case, one.answer, kept=kept, since=since))
        if number % 50 == 0:
            progress(number, len(open_to_all))
    left_out = len(found) - len(open_to_all)
    return BenefitSheets(request.on, writer.wording, office, tuple(sheets), left_out)


def _kept(household: Household, calculation_id: str, office: Sender) -> Kept:
    parts = [household.village or "", lowered(office.commune)]
    return Kept(
        id=calculation_id,
        code=household.code,
        shown_code=shown(household.code),
        place=", ".join(part for part in parts if part),
    )


def _asked(register: Register, request: Request) -> tuple[Calculation, ...]:
    """The calculations kept with whom the request names, in walking order."""
    if request.household is not None:
        household = _household(register, request.household)
        return register.calculations.of_household(household.id)
    return register.calculations.walked(village_id(register, request.village))


def _household(register: Register, asked: str) -> Household:
    """The household asked for by its code or its id."""
    try:
        return register.households.get(asked)
    except StorageError:
        return register.households.by_code(asked)


def draw(data: BenefitSheets, paper: Paper) -> None:
    """Draws one A4 page for each calculation; without any, the head and a sentence."""
    if not data.sheets:
        _nothing(data, paper)
    for number, sheet in enumerate(data.sheets, start=1):
        paper.page(A4)
        paper.bookmark(sheet.title, f"calculation-{sheet.key}")
        top = _head(data, sheet, paper)
        legal = " ".join(part for part in (sheet.sources, sheet.private) if part)
        lines = wrapped(legal, SOURCES, WIDTH)
        room = FOOT_RULE - max(0, len(lines) - 2) * SOURCES.leading - 1.4 * MM - top
        fitting(data.wording, sheet, room).draw(paper, LEFT, top)
        foot(paper, legal)
        if number % 50 == 0:
            paper.progress(number, len(data.sheets))


def _nothing(data: BenefitSheets, paper: Paper) -> None:
    paper.page(A4)
    top = head(paper, data.wording.say("topic"), data.sender.commune)
    top = paper.paragraph(LEFT, top, data.wording.say("title"), TITLE, WIDTH)
    top = paper.paragraph(LEFT, top + 1 * MM, paper_day(data.on), _ABOUT, WIDTH)
    left_out = str(data.left_out) if data.left_out else None
    said = data.wording.say("left_out", count=left_out) or data.wording.say("nobody")
    paper.paragraph(LEFT, top + 4 * MM, said, _CHOSEN, WIDTH)


def _head(data: BenefitSheets, sheet: BenefitSheet, paper: Paper) -> float:
    """The letterhead with the person, and the household's squares at the right."""
    top = head(paper, data.wording.say("topic"), data.sender.commune)
    width = WIDTH
    below = top
    if sheet.code:
        width -= _QR + 8 * MM
        squares = LEFT + WIDTH - _QR - 2.4 * MM
        qr(paper, squares, top + 2.6 * MM, _QR, sheet.scan)
        paper.centre(squares + _QR / 2, top + _QR + 7.6 * MM, sheet.code, _CODE)
        below = top + _QR + 9.4 * MM
    style = TITLE.but(size=21, leading=26)
    y = paper.paragraph(LEFT, top, sheet.title, style, width) + 0.6 * MM
    is_long = len(wrapped(sheet.title, style, width)) > 1
    for line in (". ".join(sheet.about),) if is_long else sheet.about:
        y = paper.paragraph(LEFT, y, line, _ABOUT, width)
    y = paper.paragraph(LEFT, y + 1 * MM, " ".join(sheet.chosen), _CHOSEN, width)
    return max(y + 1.6 * MM, below)
