"""The personal sheet of a household: what each member has, should do, pays and may get."""

from dataclasses import dataclass
from datetime import date

from printing.benefits import Offers
from printing.days import paper_day
from printing.fonts import Face
from printing.household_a4 import A4Sheet
from printing.household_a5 import A5Sheet
from printing.household_words import HouseholdSheet, Writer
from printing.law import Sender, law_values, sender, sender_values
from printing.paper import A4, A5, ACCENT, MM, Paper
from printing.places import village_id
from printing.request import Request
from printing.text import Style
from printing.wording import Wording
from storage import Register, StorageError
from storage.plans import read_code
from storage.progress import Progress
from storage.quotes import quotes, walk

_TOPIC = Style(Face.BOLD, 9.6, 12, ACCENT, 0.6)
_PLACE = Style(Face.EXTRABOLD, 18, 22)
_TEXT = Style(Face.REGULAR, 11, 15.4)


@dataclass(frozen=True, slots=True)
class HouseholdSheets:
    """The sheets of one printing, by village, in walking order."""

    on: date
    wording: Wording
    sender: Sender
    large: str
    """“a4” for one side of A4, else both sides of A5."""
    sheets: tuple[tuple[str, HouseholdSheet], ...]
    """The name of the village and the sheet."""
    left_out: int
    """Households that asked not to be contacted."""


def gather(register: Register, request: Request, progress: Progress) -> HouseholdSheets:
    """Quotes for one household, for a village or a trip in walking order, or for all of them.

    Raises:
        PrintError: unknown_village.
        RuleError: bad_household_code, and no_value_in_force for a day without law.
        StorageError: no_such_household, no_such_plan.
    """
    office = sender(register)
    offers = Offers(register.policies.policy(), request.on, province=office.province_code)
    values = law_values(offers) | sender_values(office)
    wording = Wording("household-sheet", values)
    reasons = {str(one.number): one for one in register.refusal_reasons.all(hidden=True)}
    writer = Writer(wording, reasons, office, offers.view, request.on)
    ids, left_out = _chosen(register, request)
    sheets: list[tuple[str, HouseholdSheet]] = []
    for number, quote in enumerate(quotes(register, ids, request.on, for_paper=True), start=1):
        sheets.append((quote.household.village or "Chưa rõ thôn", writer.sheet(quote)))
        if number % 50 == 0:
            progress(number, 2 * len(ids))
    return HouseholdSheets(
        on=request.on,
        wording=wording,
        sender=office,
        large=request.paper or "a5",
        sheets=tuple(sheets),
        left_out=left_out,
    )


def _chosen(register: Register, request: Request) -> tuple[tuple[str, ...], int]:
    if request.household is not None:
        household = _household(register, request.household)
        if household[1]:
            return (), 1
        return (household[0],), 0
    if request.plan is not None:
        return _planned(register, request.plan)
    village = village_id(register, request.village)
    found = walk(register, village, only=request.filter, on=request.on)
    return found.household_ids, found.left_out


def _planned(register: Register, code: str) -> tuple[tuple[str, ...], int]:
    """The stops of a trip, or of one route of it, in the order in which they are walked."""
    plan = register.plans.get(register.plans.by_code(code))
    _, wanted = read_code(code) or ("", None)
    routes = (one for one in plan.routes if wanted in {None, one.number})
    ids = tuple(stop.household.id for route in routes for stop in route.stops)
    homes = [register.households.get(one) for one in ids]
    kept = tuple(one.id for one in homes if one.status == "here" and not one.do_not_contact)
    return kept, sum(one.do_not_contact for one in homes)


def _household(register: Register, asked: str) -> tuple[str, bool]:
    """The id of a household asked for by its code or its id, and whether it wants no contact."""
    try:
        found = register.households.get(asked)
    except StorageError:
        found = register.households.by_code(asked)
    return found.id, found.do_not_contact


def draw(data: HouseholdSheets, paper: Paper) -> None:
    """Draws every sheet with its bookmark; without any, the head and a sentence."""
    if not data.sheets:
        _nothing(data, paper)
        return
    drawer = (A4Sheet if data.large == "a4" else A5Sheet)(paper, data.wording, data.sender)
    count = len(data.sheets)
    village = None
    for number, (name, sheet) in enumerate(data.sheets, start=1):
        if name != village:
            village = name
            paper.heading(name, f"village-{number}")
        drawer.draw(sheet)
        if number % 20 == 0 or number == count:
            paper.progress(count + number, 2 * count)


def _nothing(data: HouseholdSheets, paper: Paper) -> None:
    size = A4 if data.large == "a4" else A5
    paper.page(size)
    left = 15 * MM if data.large == "a4" else 9 * MM
    width = size[0] - 2 * left
    paper.text(left, 14 * MM, data.wording.say("topic").upper(), _TOPIC)
    title = data.sender.commune or "Phiếu tư vấn"
    top = paper.paragraph(left, 17 * MM, title, _PLACE, width)
    top = paper.paragraph(left, top + 1 * MM, paper_day(data.on), _TEXT, width)
    left_out = str(data.left_out) if data.left_out else None
    said = data.wording.say("left_out", count=left_out) or data.wording.say("nobody")
    paper.paragraph(left, top + 5 * MM, said, _TEXT, width)
