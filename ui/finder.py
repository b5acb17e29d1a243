"""What the search box finds: people, households, villages, places and commands."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from rules.calendar import PartialDate
from rules.household_codes import shown as shown_code
from rules.names import fold
from storage.search import Hit
from ui.places import Place
from ui.queries import Query
from ui.session import Session

LIMIT = 12
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: what it is called, more about it, and what opening it means.

    `bold` are the spans of the title that were typed. `run` is for commands, `query` for the rest.
    """

    icon: str
    title: str
    detail: str = ""
    query: Query | None = None
    visit: Query | None = None
    run: Callable[[], object] | None = None
    bold: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """An action that can be found by its words."""

    words: str
    keys: str
    icon: str
    run: Callable[[], object]


def spans(title: str, typed: str) -> tuple[tuple[int, int], ...]:
    """Where the words typed begin words of the title, accents or not."""
    found = []
    wanted = fold(typed).split()
    for word in re.finditer(r"\S+", title):
        plain = fold(word[0])
        fitting = [part for part in wanted if plain.startswith(part)]
        if fitting:
            found.append((word.start(), min(len(max(fitting, key=len)), len(word[0]))))
    return tuple(found)


class Finder:
    """Finds by whatever is typed.

    Args:
        session: whose register to look in.
        places: the places of the rail.
        commands: gives the actions that can be used now.
    """

    def __init__(
        self,
        session: Session,
        places: Sequence[Place],
        commands: Callable[[], Sequence[Command]],
    ) -> None:
        self._session = session
        self._places = tuple(places)
        self._commands = commands
        self.more = False  # the last thing looked for is there more often than is shown

    def find(self, text: str) -> tuple[Found, ...]:
        """What fits, people and households first."""
        if not text.strip():
            return ()
        hits = self._session.register.search(text, LIMIT)
        self.more = len(hits) > SHOWN
        people = [self._hit(hit, text) for hit in hits[:SHOWN]]
        more = (*self._calculating(hits, text), *self._found_places(text))
        return (*people, *more, *self._found_commands(text))[:LIMIT]

    def _calculating(self, hits: Sequence[Hit], text: str) -> list[Found]:
        """The calculator for the first person found."""
        place = next((one for one in self._places if one.key == "benefits"), None)
        person = next((hit for hit in hits if hit.kind == "person"), None)
        if place is None or person is None:
            return []
        title = _tr("Tính quyền lợi của {name}").format(name=person.name)
        detail = _tr("lệnh · {keys}").format(keys=place.keys)
        query = Query("benefits", person.id, facts={"household": person.household_id})
        return [Found(place.icon, title, detail, query, bold=spans(title, text))]

    def _hit(self, hit: Hit, text: str) -> Found:
        makers = {"person": self._person, "household": self._household, "village": self._village}
        return makers[hit.kind](hit, text)

    def _person(self, hit: Hit, text: str) -> Found:
        parts = []
        if hit.born:
            age = PartialDate.parse(hit.born).age_on(self._session.today())
            parts.append(_tr("{age} tuổi").format(age=age))
        if hit.gone:
            parts = [_gone(hit.gone)]
        if hit.village:
            parts.append(hit.village)
        if hit.code:
            parts.append(_tr("hộ {code}").format(code=shown_code(hit.code)))
        facts = {"person": hit.id}
        household = hit.household_id or ""
        return Found(
            "user",
            hit.name,
            " · ".join(parts),
            Query("households", household, facts=facts),
            Query("households", household, "visit", facts) if household else None,
            bold=spans(hit.name, text),
        )

    def _household(self, hit: Hit, _text: str) -> Found:
        code = shown_code(hit.code) if hit.code else ""
        title = _tr("Hộ {name}").format(name=hit.name) if hit.name else _tr("Hộ chưa có chủ hộ")
        visit = Query("households", hit.id, "visit")
        parts = (_gone(hit.gone) if hit.gone else "", hit.village or "", code)
        detail = " · ".join(part for part in parts if part)
        return Found("house", title, detail, Query("households", hit.id), visit)

    def _village(self, hit: Hit, text: str) -> Found:
        query = Query("households", facts={"village": hit.id})
        return Found("map-pin", hit.name, _tr("thôn"), query, bold=spans(hit.name, text))

    def _found_places(self, text: str) -> list[Found]:
        found = [
            Found(p.icon, p.title, p.keys, Query(p.key), bold=spans(p.title, text))
            for p in self._places
            if _fits(p.title, text)
        ]
        return found + [
            Found(p.icon, title, p.title, Query(p.key, key), bold=spans(title, text))
            for p in self._places
            for key, title in p.inside
            if _fits(title, text)
        ]

    def _found_commands(self, text: str) -> list[Found]:
        return [
            Found(
                c.icon,
                c.words,
                _tr("lệnh · {keys}").format(keys=c.keys) if c.keys else _tr("lệnh"),
                run=c.run,
                bold=spans(c.words, text),
            )
            for c in self._commands()
            if _fits(c.words, text)
        ]


def _gone(kind: str) -> str:
    """What became of who is no longer here."""
    said = {
        "died": _tr("đã mất"),
        "moved": _tr("đã chuyển đi"),
        "left": _tr("hộ đã chuyển đi"),
        "joined": _tr("hộ đã gộp"),
    }
    return said[kind]


def _fits(title: str, text: str) -> bool:
    have = fold(title).split()
    return all(any(word.startswith(part) for word in have) for part in fold(text).split())


def _tr(text: str) -> str:
    return QCoreApplication.translate("Finder", text)
