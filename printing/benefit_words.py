"""What a calculation says, put into the words of its printed sheet."""

from dataclasses import dataclass
from datetime import date

from printing.address import begun
from printing.benefit_voice import Headline, PayLine, Voice, extra_heads
from printing.benefits import Offers
from printing.days import paper_day
from printing.furniture import sources
from printing.law import Sender, law_values, sender_values, spoken_phone
from printing.sentences import sentences
from printing.wording import Wording
from rules.money import dong, percent
from rules.policy import Cite, Policy
from rules.vsi.case import VsiCase
from storage.answers import Answer
from storage.law_since import LawChange

_CARD = "hi.benefit.pensioner"


@dataclass(frozen=True, slots=True)
class BenefitSheet:
    """Everything printed for one calculation, ready to be drawn; amounts in đồng.

    Attributes:
        code: the household's code as shown and scan as its squares say it; empty without one.
        incomes: the levels that are side by side, one or two.
        extra: heads of the columns of support beside the state's.
        years: heads of the years of the pension table; own is the person's own among them.
        pensions: by level.
        since: what the law says otherwise now; empty where it says the same.
        unsure: paragraphs of the unconfirmed frame; coming_sure is a coming change that is sure.
    """

    key: str
    title: str
    about: tuple[str, ...]
    code: str
    scan: str
    chosen: tuple[str, ...]
    pays: Headline
    old: Headline | None
    incomes: tuple[str, ...]
    extra: tuple[str, ...]
    lines: tuple[PayLine, ...]
    pay_notes: tuple[str, ...]
    prospects: tuple[str, ...]
    ways: tuple[str, ...]
    years: tuple[str, ...]
    own: int | None
    pensions: tuple[tuple[str, ...], ...]
    more: tuple[str, ...]
    since: str
    unsure: tuple[str, ...]
    coming_sure: str
    contact: str
    private: str
    sources: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a calculation is kept: the id, the household's code and place; empty where nowhere."""

    id: str = ""
    code: str = ""
    shown_code: str = ""
    place: str = ""


class BenefitWriter:
    """Puts the calculations of one printing into words."""

    def __init__(self, policy: Policy, office: Sender, on: date) -> None:
        """Words of an office for a day of printing."""
        self._policy = policy
        self._office = office
        self._on = on
        self._of_day: dict[date, Wording] = {}

    @property
    def wording(self) -> Wording:
        """The texts with the values of the day of printing."""
        return self._wording(self._on)

    def _wording(self, day: date) -> Wording:
        if day not in self._of_day:
            offers = Offers(self._policy, day, province=self._office.province_code)
            values: dict[str, str | None] = {**law_values(offers), **sender_values(self._office)}
            for name in ("vsi.maternity_months", "vsi.maternity_window", "vsi.funeral_months"):
                found = offers.view.find(name)
                values[name] = str(found.value) if found else None
            card = offers.view.find(_CARD)
            sure = card is not None and card.status == "confirmed"
            values[_CARD] = percent(offers.view.ratio(_CARD)) if sure else None
            self._of_day[day] = Wording("benefit-sheet", values)
        return self._of_day[day]

    def sheet(
        self, case: VsiCase, answer: Answer, *, kept: Kept, since: LawChange | None
    ) -> BenefitSheet:
        """One calculation in words.

        Args:
            case: what was asked.
            answer: what was said.
            kept: where it is kept.
            since: what the law says otherwise on the day of printing.
        """
        voice = Voice(self._wording(case.on), case, answer)
        say = voice.say
        levels = tuple(level for level in (answer.level, answer.other) if level is not None)
        sure = self._coming_is_sure(answer)
        return BenefitSheet(
            key=kept.id or "case",
            title=voice.title,
            about=voice.about(kept.place),
            code=kept.shown_code,
            scan=f"#{kept.code}" if kept.code else "",
            chosen=voice.chosen(),
            pays=voice.pays(),
            old=voice.old(),
            incomes=tuple(dong(level.income) for level in levels),
            extra=extra_heads(answer.level) if len(levels) == 1 else (),
            lines=voice.lines(levels),
            pay_notes=voice.pay_notes(levels),
            prospects=voice.prospects(),
            ways=voice.ways(),
            years=tuple(_years(months) for months, _ in answer.level.pensions),
            own=_own(answer),
            pensions=tuple(
                tuple(dong(monthly) for _, monthly in level.pensions) for level in levels
            ),
            more=voice.more(),
            since=self._since(voice, since),
            unsure=self._unsure(voice, coming=not sure and not since),
            coming_sure=voice.coming("coming_sure", self._on) if sure and not since else "",
            contact=self._contact(say("ask.collector") or say("ask.office")),
            private=say("ask.private") if case.name else "",
            sources=self._sources(case, answer),
        )

    def _contact(self, who: str) -> str:
        """Whom to ask, where, and by which number."""
        place = ", ".join(part for part in (who, self._office.point) if part)
        phone = spoken_phone(self._office.phone)
        return ": ".join(part for part in (place, phone) if part)

    def _coming_is_sure(self, answer: Answer) -> bool:
        if answer.coming is None:
            return False
        day, income = answer.coming
        found = self._policy.on(day).find("poverty_line.rural")
        return found is not None and (found.value, found.status) == (income, "confirmed")

    def _unsure(self, voice: Voice, *, coming: bool) -> tuple[str, ...]:
        said = [f"**{begun(sentences().value(name))}:** {why}" for name, why in voice.answer.unsure]
        if coming:
            said += filter(None, [voice.coming("coming", self._on)])
        if said:
            said[-1] = f"{said[-1]} {voice.say('unsure.again')}"
        return tuple(said)

    def _since(self, voice: Voice, since: LawChange | None) -> str:
        if since is None:
            return ""
        title = f"**{voice.say('since.title')}**"
        if since.problem is not None:
            said = sentences().problem(since.problem)
            return f"{title} {said}"
        if since.pays is None or since.pays.payable == voice.answer.pays.payable:
            return f"{title} {voice.say('since.other')}"
        told = voice.say(
            "since.pays",
            day=paper_day(self._on),
            span=voice.span(since.pays.method),
            amount=dong(since.pays.payable),
        )
        return f"{title} {told}"

    def _sources(self, case: VsiCase, answer: Answer) -> str:
        view = self._policy.on(case.on)
        cites: list[Cite] = [cite for step in answer.working for cite in step.cites]
        names = ["vsi.pay_months", "vsi.ahead_years", "vsi.maternity", "base_salary", _CARD]
        if any(method.startswith("ahead") for method in answer.methods):
            names.append("vsi.investment_rate")
        if answer.level.pensions:
            names.append("pension.min_years")
        cites += [found.cite for found in map(view.find, names) if found is not None]
        return sources(cites, case.on, "ngày tính")


def _years(months: int) -> str:
    years, odd = divmod(months, 12)
    return f"{years} năm\n{odd} tháng" if odd else f"{years} năm"


def _own(answer: Answer) -> int | None:
    prospect = answer.prospect
    if prospect is None or prospect.missing:
        return None
    months = [months for months, _ in answer.level.pensions]
    return months.index(prospect.total) if prospect.total in months else None
