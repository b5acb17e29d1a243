"""What stands on every sheet: type sizes by role, the topic, sources, page number."""

from collections.abc import Iterable
from datetime import date

from printing.days import paper_day
from printing.fonts import Face
from printing.paper import ACCENT, GREY, MM, RULE, Paper
from printing.text import Style, joined, wrapped
from rules.policy import Cite

LEFT = 15 * MM
WIDTH = 180 * MM

TOPIC = Style(Face.BOLD, 9.6, 12, ACCENT, 0.7)
PLACE = Style(Face.SEMIBOLD, 9.6, 12, ACCENT)
TITLE = Style(Face.EXTRABOLD, 23, 28)
SECTION = Style(Face.EXTRABOLD, 14.5, 20, ACCENT)
LEAD = Style(Face.REGULAR, 11.4, 16)
TEXT = Style(Face.REGULAR, 10.4, 14.6)
NOTE = Style(Face.SEMIBOLD, 10.4, 20)
SMALL = Style(Face.REGULAR, 9.6, 13, GREY)
SOURCES = Style(Face.REGULAR, 7.8, 10.6, GREY)
PAGE_NUMBER = Style(Face.BOLD, 10, 12)

FOOT_RULE = 281 * MM


def head(paper: Paper, topic: str, place: str) -> float:
    """Sets the topic and the place above an A4 page; returns where the title begins."""
    baseline = 14.6 * MM
    paper.text(LEFT, baseline, topic.upper(), TOPIC)
    paper.right(LEFT + WIDTH, baseline, place, PLACE)
    paper.rule(LEFT, LEFT + WIDTH, 17.5 * MM, weight=1.2, colour=ACCENT)
    return 20.4 * MM


def foot(paper: Paper, sources: str, number: str = "") -> None:
    """Sets the sources below an A4 page, and the page number of several.

    More than two lines of sources begin higher, so that the last stays where a printer reaches.
    """
    lines = wrapped(sources, SOURCES, 158 * MM if number else WIDTH)
    rule = FOOT_RULE - max(0, len(lines) - 2) * SOURCES.leading
    paper.rule(LEFT, LEFT + WIDTH, rule, weight=0.4, colour=RULE)
    paper.lines(LEFT, rule + 1.4 * MM, lines, SOURCES)
    if number:
        paper.right(LEFT + WIDTH, rule + 5.6 * MM, number, PAGE_NUMBER)


def sources(cites: Iterable[Cite], on: date, day: str = "ngày in") -> str:
    """The sentence of sources at a foot, and the day of printing, or another day so called."""
    basis = "; ".join(short_document(one) for one in _documents(cites))
    lead = f"Căn cứ: {basis}. " if basis else ""
    return joined(f"{lead}Số liệu tại {day} {paper_day(on)}.")


def legal_basis(cites: Iterable[Cite]) -> str:
    """The documents behind a leaflet, by their full names."""
    return "; ".join(_documents(cites))


def _documents(cites: Iterable[Cite]) -> list[str]:
    """Each document once, with number and date, in the order of first use."""
    seen: dict[str, date | None] = {}
    for cite in cites:
        if seen.get(cite.document) is None:
            seen[cite.document] = cite.dated
    return [
        f"{document} ngày {paper_day(dated)}" if dated else document
        for document, dated in seen.items()
    ]


def short_document(document: str) -> str:
    """The name of a document as short as a foot needs: NĐ 159/2025/NĐ-CP."""
    return document.replace("Nghị định", "NĐ").replace("Bảo hiểm xã hội", "BHXH")
