"""The pages of help as they are written: headings, plain words, and where a word is found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rules.names import fold

FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "help"
INDEX = "muc-luc"
KEYS = "Phím"  # the heading over the table of keys of a page

_HEADING = re.compile(r"^(#{1,3}) +(.+?) *$")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_RULE = re.compile(r"^[\s|:-]+$")
_AROUND = 16  # letters of a hit shown before the word found


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading of a page, as plain words."""

    page: str
    heading: str
    text: str

    @property
    def anchor(self) -> str:
        """The heading as a link names it."""
        return anchor_of(self.heading)


@dataclass(frozen=True, slots=True)
class HelpPageText:
    """One page: its key is the name of its file."""

    key: str
    title: str
    source: str
    sections: tuple[Section, ...]

    def pictures(self) -> tuple[str, ...]:
        """The files of the pictures on the page."""
        return tuple(file for _, file in _PICTURE.findall(self.source))

    def links(self) -> tuple[str, ...]:
        """Where the page leads to: `page.md`, or `page.md#heading`."""
        return tuple(to for _, to in _LINK.findall(_PICTURE.sub("", self.source)))

    def key_rows(self) -> tuple[tuple[str, str], ...]:
        """The rows of the table of keys: what to press, what it does."""
        _, _, under = self.source.partition(f"## {KEYS}\n")
        rows = [line.strip().strip("|").split("|") for line in under.splitlines() if "|" in line]
        return tuple((row[0].strip(), row[1].strip()) for row in rows[2:])


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together in the list, under one heading."""

    title: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A section in which every word looked for stands."""

    section: Section
    page_title: str
    around: str


def anchor_of(heading: str) -> str:
    """Return a heading as a link names it, the way repositories on the web do."""
    kept = "".join(letter for letter in heading.lower() if letter.isalnum() or letter in " -")
    return kept.strip().replace(" ", "-")


@cache
def page_of(key: str, folder: Path = FOLDER) -> HelpPageText | None:
    """Return a page by its key; None where there is none."""
    path = folder / f"{key}.md"
    if not path.is_file():
        return None
    source = path.read_text(encoding="utf-8")
    sections = tuple(_sections(key, source))
    return HelpPageText(key, sections[0].heading if sections else key, source, sections)


@cache
def groups(folder: Path = FOLDER) -> tuple[Group, ...]:
    """Return the pages in the order of the index, under its headings."""
    index = page_of(INDEX, folder)
    found: list[Group] = []
    for line in index.source.splitlines() if index else ():
        heading = _HEADING.match(line)
        if heading and len(heading[1]) == 2:
            found.append(Group(heading[2], ()))
        link = _LINK.search(line) if line.startswith("- ") else None
        if link and found:
            key = link[2].removesuffix(".md")
            found[-1] = Group(found[-1].title, (*found[-1].pages, key))
    return tuple(found)


def search(text: str, folder: Path = FOLDER) -> tuple[Hit, ...]:
    """Return the sections in which every word typed begins some word, the likeliest first.

    Accents are not needed; where they are typed, sections that have them so stand before others,
    and so do those with the words in their heading.
    """
    wanted = fold(text).split()
    if not wanted:
        return ()
    typed = text.casefold().split()
    ranked = []
    for number, section in enumerate(_all_sections(folder)):
        heading, body = fold(section.heading), fold(f"{section.heading} {section.text}")
        if not all(_begins(word, body) for word in wanted):
            continue
        as_typed = f"{section.heading} {section.text}".casefold()
        in_heading = sum(_begins(word, heading) for word in wanted)
        accents = sum(word in as_typed for word in typed)
        together = _begins(" ".join(wanted), body)
        ranked.append((-in_heading, -together, -accents, number, section))
    return tuple(_hit(section, wanted, folder) for *_, section in sorted(ranked, key=_rank))


def spans(text: str, wanted: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return where words looked for stand in a text, as start and length."""
    plain = "".join(map(_one_letter, text))
    found = []
    for word in wanted:
        pattern = rf"(?<!\w){re.escape(fold(word))}"
        found += [(one.start(), len(one[0])) for one in re.finditer(pattern, plain)]
    return tuple(sorted(found))


def in_one(text: str, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the words looked for as one where they stand together in a text, else each alone.

    Most syllables of Vietnamese are in every paragraph: “biên lai” is not any “lại”.
    """
    together = " ".join(wanted)
    return (together,) if together and spans(text, (together,)) else tuple(wanted)


def _one_letter(letter: str) -> str:
    """One letter folded to one letter, so that places in the text stay where they are."""
    folded = fold(letter)
    return folded if len(folded) == 1 else letter


def _rank(row: tuple[int, int, int, int, Section]) -> tuple[int, ...]:
    return row[:4]


def _begins(word: str, folded: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}", folded) is not None


def _all_sections(folder: Path) -> list[Section]:
    keys = [key for group in groups(folder) for key in group.pages]
    pages = [page for key in keys if (page := page_of(key, folder))]
    return [section for page in pages for section in page.sections]


def _hit(section: Section, wanted: Sequence[str], folder: Path) -> Hit:
    page = page_of(section.page, folder)
    at = next((start for start, _ in spans(section.text, in_one(section.text, wanted))), 0)
    begin = section.text.rfind(" ", 0, max(at - _AROUND, 0)) + 1 if at > _AROUND else 0
    around = ("… " if begin else "") + section.text[begin : begin + 10 * _AROUND]
    return Hit(section, page.title if page else "", around)


def _sections(key: str, source: str) -> list[Section]:
    found: list[tuple[str, list[str]]] = []
    for line in source.splitlines():
        heading = _HEADING.match(line)
        if heading:
            found.append((heading[2], []))
        elif found and line.strip() and not _RULE.match(line):
            found[-1][1].append(_plain(line))
    return [Section(key, heading, " ".join(lines)) for heading, lines in found]


def _plain(line: str) -> str:
    """A line without the marks of its writing."""
    line = _LINK.sub(r"\1", _PICTURE.sub("", line))
    line = re.sub(r"[*`]", "", line)
    line = re.sub(r"^\s*(?:[-#]|\d+\.)\s+", "", line)
    return " ".join(line.replace("|", " ").split())
