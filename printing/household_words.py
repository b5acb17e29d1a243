"""What a household's sheet says, sentence by sentence, from its quote: no drawing here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from printing.address import Address, addressed, begun, listed
from printing.days import paper_day, paper_month
from printing.furniture import sources
from printing.household_later import Later, later_of
from printing.household_offer import Answer, Offer, answers, offer_of
from printing.law import Sender, lowered
from printing.wording import Wording
from rules.calendar import Month, shown_span
from rules.household.member_tasks import HiTask, VsiTask
from rules.household.quote import MemberQuote
from rules.household_codes import shown
from rules.money import dong, percent
from rules.policy import View
from storage.quotes import HouseholdQuote, QuotedMember
from storage.refusal_reasons import RefusalReason

_PAYING = frozenset({HiTask.RENEW, HiTask.REJOIN, HiTask.JOIN})
_RELATIONS = {
    "head": "chủ hộ",
    "wife": "vợ",
    "husband": "chồng",
    "son": "con",
    "daughter": "con",
    "child": "con",
    "father": "bố",
    "mother": "mẹ",
    "grandchild": "cháu",
    "sibling": "anh chị em",
    "parent_in_law": "bố mẹ",
    "child_in_law": "con",
}


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One row of the sheet; amounts as they are printed, “–” where none is known."""

    who: str
    born: str
    relation: str
    has: str
    has_vsi: str
    do: str
    acts: bool
    gross: str
    support: str
    payable: str


@dataclass(frozen=True, slots=True)
class SlipItem:
    """One thing a family can agree to: who, and which insurance (hi, vsi)."""

    who: str
    scheme: str


@dataclass(frozen=True, slots=True)
class HouseholdSheet:
    """Everything printed for one household, ready to be drawn."""

    code: str
    shown_code: str
    bookmark: str
    family: str
    head: str
    place: str
    summary: str
    members: tuple[MemberLine, ...]
    total: str
    sentences: tuple[str, ...]
    vsi_line: str
    offer: Offer | None
    unconfirmed: tuple[str, ...]
    answers: tuple[Answer, ...]
    slip: tuple[SlipItem, ...]
    legal: str
    later: tuple[Later, ...]
    notes: tuple[str, ...] = ()

    @property
    def scan(self) -> str:
        """What the QR code says: # and the code, which opens the household."""
        return f"#{self.code}"

    def fuller(self) -> Iterator["HouseholdSheet"]:
        """The sheet with what is said of days to come: with all of it, with less, with nothing.

        The first that a paper has room for is the one to draw.
        """
        for count in range(len(self.later), -1, -1):
            said = self.later[:count]
            unsure = tuple(one.text for one in said if not one.sure)
            notes = tuple(one.text for one in said if one.sure)
            yield replace(self, unconfirmed=(*self.unconfirmed, *unsure), notes=notes)


@dataclass(frozen=True, slots=True)
class Writer:
    """What every sheet of one printing shares."""

    wording: Wording
    reasons: Mapping[str, RefusalReason]
    sender: Sender
    view: View
    on: date

    def sheet(self, quote: HouseholdQuote) -> HouseholdSheet:
        """Puts one household's quote into words."""
        people = [(one.person.name, one.person.sex, one.quote.age) for one in quote.members]
        addresses = addressed(people)
        head = quote.head or (quote.members[0].person if quote.members else None)
        of_head = next(
            (
                address
                for address, one in zip(addresses, quote.members, strict=True)
                if head is one.person
            ),
            None,
        )
        offer = offer_of(self.wording, quote, addresses)
        village = quote.household.village or ""
        return HouseholdSheet(
            code=quote.household.code,
            shown_code=shown(quote.household.code),
            bookmark=f"{head.name if head else 'Chưa có chủ hộ'} · {shown(quote.household.code)}",
            family=self._family(of_head),
            head=head.name if head else "",
            place=_place(village, self.sender),
            summary=_summary(quote),
            members=tuple(
                self._line(one, address, quote, addresses)
                for one, address in zip(quote.members, addresses, strict=True)
            ),
            total=dong(quote.quote.payable),
            sentences=self._sentences(quote, addresses),
            vsi_line=_vsi_line(quote, addresses, offer),
            offer=offer,
            unconfirmed=self._unconfirmed(quote, offer),
            answers=answers(self.reasons, self.wording, quote, addresses),
            slip=_slip(quote, addresses),
            legal=self._legal(quote, offer),
            later=later_of(self.wording, quote) if offer else (),
        )

    def _family(self, head: Address | None) -> str:
        if head is None:
            return self.wording.say("family_nobody")
        return self.wording.say("family", xh=head.term)

    def _line(
        self,
        one: QuotedMember,
        address: Address,
        quote: HouseholdQuote,
        addresses: tuple[Address, ...],
    ) -> MemberLine:
        found = one.quote
        line = found.line
        paying = found.hi_task in _PAYING and line is not None
        support = line.gross - line.payable if line else 0
        nothing = "–" if found.hi_task is HiTask.ASK else "0"
        return MemberLine(
            who=address.capital,
            born=one.person.born.iso[:4] if one.person.born else "",
            relation=_RELATIONS.get(one.person.relation or "", ""),
            has=self._has(found),
            has_vsi=self._has_vsi(one),
            do=self._do(one, quote, addresses),
            acts=found.hi_task is not HiTask.NONE,
            gross=dong(line.gross) if line else "–",
            support=dong(support) if support else "–",
            payable=dong(line.payable) if paying and line else nothing,
        )

    def _has(self, found: MemberQuote) -> str:
        key = _has_key(found)
        benefit = self.view.find(f"hi.benefit.{found.hi.group}")
        values = _dates(found) | {
            "benefit": percent(self.view.ratio(benefit.name)) if benefit else None
        }
        said = self.wording.say(f"has.{key}", **values)
        plain = {
            "covered": "covered_open",
            "student": "student_open",
            "state_paid": "state_paid_plain",
            "ended": "never",
            "ended_long": "never",
        }
        return said or self.wording.say(f"has.{plain[key]}")

    def _has_vsi(self, one: QuotedMember) -> str:
        state = one.quote.vsi
        until = paper_month(Month.of(state.until)) if state.until else None
        since = paper_month(Month.of(state.since)) if state.since else None
        paid = shown_span(one.paid_months) if one.paid_months else None
        match one.quote.vsi_task:
            case VsiTask.GO_ON:
                said = self.wording.say("vsi_has.go_on", until=until)
                return said or self.wording.say("vsi_has.go_on_open")
            case VsiTask.RESUME:
                said = self.wording.say("vsi_has.resume", paid=paid, since=since)
                return said or self.wording.say("vsi_has.resume_plain")
            case VsiTask.OFFER if state.kind == "never":
                return self.wording.say("vsi_has.never")
        return ""

    def _do(self, one: QuotedMember, quote: HouseholdQuote, addresses: tuple[Address, ...]) -> str:
        task, group = one.quote.hi_task, one.quote.group
        if group == "student" and task in _PAYING:
            return self.wording.say("do.renew_school" if task is HiTask.RENEW else "do.join_school")
        if task is HiTask.JOIN:
            other = _first_payer(quote, addresses)
            if other and other[0] is not one and group == "household":
                return self.wording.say("do.join_with", other=other[1].label)
        return self.wording.say(f"do.{task}")

    def _sentences(self, quote: HouseholdQuote, addresses: tuple[Address, ...]) -> tuple[str, ...]:
        say = self.wording.say
        pairs = list(zip(quote.members, addresses, strict=True))
        if not any(one.quote.line for one, _ in pairs):
            known = all(one.quote.hi_task is not HiTask.ASK for one, _ in pairs)
            return (say("nothing_due" if known else "nothing_known"),) if pairs else ()
        old = [who.label for one, who in pairs if one.quote.social_pension]
        said = [say("say.old", Who=begun(listed(old)))] if old else []
        together = [who for one, who in pairs if one.quote.line and one.quote.line.order]
        if quote.quote.saving:
            couple = {who.term for who in together} == {"ông", "bà"} and len(together) == 2
            said.append(
                say("say.saving_pair" if couple else "say.saving", saving=dong(quote.quote.saving))
            )
        said += self._supports(pairs)
        due = sum(one.quote.line is not None for one, _ in pairs)
        for key, first in (("say.wait_gap", False), ("say.wait_first", True)):
            waiting = [
                who.label
                for one, who in pairs
                if one.quote.card
                and one.quote.card.waits
                and (one.quote.hi.kind == "never") is first
            ]
            everybody = len(waiting) > 3 and len(waiting) == due
            if waiting:
                said.append(say(f"{key}_all" if everybody else key, who=listed(waiting)))
        if any(one.quote.hi_task is HiTask.ASK for one, _ in pairs):
            said.append(say("say.known"))
        return tuple(said)

    def _supports(self, pairs: list[tuple[QuotedMember, Address]]) -> list[str]:
        by_amount: dict[int, list[str]] = {}
        for one, who in pairs:
            line = one.quote.line
            amount = line.gross - line.payable if line else 0
            if amount:
                by_amount.setdefault(amount, []).append(who.label)
        return [
            self.wording.say(
                "say.support" if len(labels) == 1 else "say.support_each",
                who=listed(labels),
                support=dong(amount),
            )
            for amount, labels in by_amount.items()
        ]

    def _unconfirmed(self, quote: HouseholdQuote, offer: Offer | None) -> tuple[str, ...]:
        """What is not confirmed and what to do about it: the values used, then the coming floor."""
        whys = dict.fromkeys(
            one.why for one in (*quote.quote.bill_unconfirmed, *quote.vsi_unconfirmed) if one.why
        )
        expected = offer and self.wording.values["vsi.next.from"]
        coming = self.wording.say("vsi.coming") if expected else ""
        again = (self.wording.say("ask.again"),) if whys and not coming else ()
        return tuple(text for text in (" ".join((*whys, *again)), coming) if text)

    def _legal(self, quote: HouseholdQuote, offer: Offer | None) -> str:
        old = [one.quote.social_pension for one in quote.members if one.quote.social_pension]
        steps = [*quote.quote.steps, *(offer.steps if offer else ())]
        steps += [step for one in old[:1] for step in one.steps]
        cites = [cite for step in steps for cite in step.cites]
        say = self.wording.say
        parts = [
            say("ask.no_local") if offer and not offer.has_local else "",
            sources(cites, self.on),
            say("ask.private"),
        ]
        return " ".join(part for part in parts if part)


def _has_key(found: MemberQuote) -> str:
    kind, task = found.hi.kind, found.hi_task
    if found.vsi.kind == "compulsory" and task is HiTask.NONE:
        return "company"
    if kind in {"covered", "ending"}:
        if found.hi.group == "student":
            return "student"
        return "ending" if task is HiTask.RENEW else "covered"
    if kind == "state_paid":
        return "state_paid"
    if found.hi.starts:
        return "starts"
    if found.hi.expected:
        return "expected_unknown" if kind == "unknown" else "expected"
    if kind == "ended":
        return "ended_long" if task is HiTask.JOIN else "ended"
    return "unknown" if kind == "unknown" else "never"


def _dates(found: MemberQuote) -> dict[str, str | None]:
    hi = found.hi
    days = {"until": hi.until, "since": hi.since, "starts": hi.starts}
    return {name: paper_day(day) if day else None for name, day in days.items()}


def _first_payer(
    quote: HouseholdQuote, addresses: tuple[Address, ...]
) -> tuple[QuotedMember, Address] | None:
    """The first who pays as a household: others join together with this one."""
    for one, who in zip(quote.members, addresses, strict=True):
        if one.quote.line and one.quote.line.order is not None:
            return one, who
    return None


def _place(village: str, sender: Sender) -> str:
    parts = [begun(village), lowered(sender.commune)]
    return ", ".join(part for part in parts if part)


def _summary(quote: HouseholdQuote) -> str:
    """How many live here and have what; unknown is said, not counted as missing."""
    cards = sum(one.quote.hi.kind in {"covered", "ending", "state_paid"} for one in quote.members)
    tasks = [one.quote.vsi_task for one in quote.members]
    compulsory, voluntary = tasks.count(VsiTask.COMPULSORY), tasks.count(VsiTask.GO_ON)
    both = bool(compulsory and voluntary)  # said in fewer words: the line is one line
    said = [f"{len(quote.members)} người", f"{cards} {'' if both else 'người '}có thẻ BHYT"]
    unknown = sum(one.quote.hi.kind == "unknown" for one in quote.members)
    if unknown:
        said.append(f"{unknown} người xã chưa rõ thẻ")
    if both:
        said.append(f"{compulsory} BHXH bắt buộc, {voluntary} tự nguyện")
    elif compulsory or voluntary:
        said.append(f"{compulsory or voluntary} BHXH {'bắt buộc' if compulsory else 'tự nguyện'}")
    known = not any(one.quote.vsi.kind == "unknown" for one in quote.members)
    if known and not compulsory + voluntary:
        said.append("0 người có BHXH")
    return f"{'Nhà mình' if both else 'Nhà mình hôm nay'}: {', '.join(said)}"


def _vsi_line(quote: HouseholdQuote, addresses: tuple[Address, ...], offer: Offer | None) -> str:
    """One line on the front: who has a pension to come, and who is invited to turn the sheet."""
    have = [
        who.label
        for one, who in zip(quote.members, addresses, strict=True)
        if one.quote.vsi_task in {VsiTask.GO_ON, VsiTask.COMPULSORY}
    ]
    parts = [f"{listed(have)} đã có."] if have else []
    if offer:
        parts.append(begun(offer.invitation) if have else offer.invitation)
    return f"BHXH: {' '.join(parts)}" if parts else ""


def _slip(quote: HouseholdQuote, addresses: tuple[Address, ...]) -> tuple[SlipItem, ...]:
    items = []
    for one, who in zip(quote.members, addresses, strict=True):
        if one.quote.line is not None and one.quote.group != "student":
            items.append(SlipItem(who.capital, "hi"))
    for one, who in zip(quote.members, addresses, strict=True):
        if one.quote.asked is not None:
            items.append(SlipItem(who.capital, "vsi"))
    return tuple(items)
