"""What the pages of help say is true of the program: places, keys, pictures, links."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.ui.test_language import ENGLISH
from ui.buttons import keys_in_words
from ui.help.pages import FOLDER, INDEX, KEYS, HelpPageText, groups, page_of
from ui.help.topics import PAGES, subject_of
from ui.places import FORMS, PLACES
from ui.queries import Query
from ui.screen import Screen
from ui.session import Session
from ui.window import Window

UI = Path(__file__).resolve().parent.parent.parent / "ui"
WIDEST = 900  # pixels of a picture
HEAVIEST = 70 * 1024  # bytes of a picture
LISTED = tuple(key for group in groups() for key in group.pages)
# Where the keys of a page are written: its place, and what any window hears.
CODE = {
    "bat-dau": ["window.py", "draft_offer.py", "form.py", "screen.py", "practice.py"],
    "tong-quan": ["screens/overview"],
    "ho-gia-dinh": ["screens/households", "forms/agreed.py", "review_link.py"],
    "van-dong": ["screens/outreach"],
    "nhap-ket-qua": ["screens/results", "forms/visit.py", "forms/agreed.py"],
    "truyen-thong": ["screens/campaigns"],
    "tham-gia": ["screens/enrolments"],
    "chi-tieu": ["screens/targets"],
    "quyen-loi": ["screens/benefits"],
    "in-an": ["screens/printing"],
    "bao-cao": ["screens/reports"],
    "nhap-du-lieu": ["screens/intake"],
    "ra-soat": ["screens/review"],
    "thiet-lap": ["screens/settings"],
    "chinh-sach": ["screens/settings/policy"],
    "them-ho": ["forms/entry"],
    "ghi-dong": ["forms"],
    "viec-cua-ho": ["forms/life", "screens/households"],
    "lich-su-sua": ["history", "screens/households", "screens/settings"],
}
EVERYWHERE = ["window.py", "places.py", "fields.py", "form.py", "dialogs.py", "lists.py",
              "list_model.py", "table_view.py", "tables.py", "copying.py"]  # fmt: skip
# What Qt's own lists, fields and buttons hear without a line of ours.
QT = {"Enter", "Shift+Enter", "Esc", "Space", "PgUp", "PgDn", "Tab", "Ctrl+A", "Ctrl+C", "Ctrl+V"}
# A key as a table names it.
SHAPE = re.compile(
    r"(?:(?:Ctrl|Alt|Shift)\+)*"
    r"(?:F\d{1,2}|[A-Z0-9]|Enter|Esc|Space|Tab|Delete|Insert|Left|Right|Up|Down|PgUp|PgDn)$"
)
HELD = {"Ctrl": "ControlModifier", "Shift": "ShiftModifier", "Alt": "AltModifier"}
NAMES = {"Return": "Enter", "Escape": "Esc", "Del": "Delete", "PageUp": "PgUp",
         "PageDown": "PgDn"}  # fmt: skip


def page(key: str) -> HelpPageText:
    found = page_of(key)
    assert found is not None, key
    return found


@cache
def keys_in(place: str) -> frozenset[str]:
    """Every key that is written in the code of a file or folder."""
    path = UI / place
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    found: set[str] = set()
    for file in files:
        # a key that is heard as it is pressed may be heard with another one held
        source = file.read_text(encoding="utf-8")
        held = [name for name, held in HELD.items() if held in source]
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(in_words(node.value))
            elif isinstance(node, ast.Attribute) and node.attr.startswith("Key_"):
                key = in_words(node.attr.removeprefix("Key_"))
                found |= {key, *(f"{one}+{key}" for one in held)}
    return frozenset(key for key in found if SHAPE.match(key))


def in_words(key: str) -> str:
    head, plus, last = key.rpartition("+")
    return head + plus + NAMES.get(last, last)


def named_keys(text: HelpPageText) -> list[str]:
    return [key.strip() for cell, _ in text.key_rows() for key in cell.split(",")]


def test_every_page_is_in_the_index_once_and_every_listed_page_exists() -> None:
    written = {path.stem for path in FOLDER.glob("*.md")} - {INDEX}
    assert sorted(LISTED) == sorted(written)
    for key in LISTED:
        assert page(key).title


def test_every_place_and_form_has_its_page() -> None:
    for key in [*(place.key for place in PLACES), *FORMS]:
        assert PAGES[key].partition("#")[0] in LISTED, key


def test_every_heading_the_window_opens_at_exists() -> None:
    for location in PAGES.values():
        key, _, anchor = location.partition("#")
        anchors = {section.anchor for section in page(key).sections}
        assert not anchor or anchor in anchors, location


def test_every_topic_of_a_place_that_tells_its_heading_has_it(
    qtbot: QtBot, session: Session
) -> None:
    window = Window(session, PLACES)
    qtbot.addWidget(window)
    for place in PLACES:
        screen = window.screen_of(place.key)
        assert isinstance(screen, Screen)
        assert subject_of(screen) == place.key
        for topic, _ in place.inside:
            window.open(Query(place.key, topic))
            exact = screen.helped_at()
            key, _, anchor = (exact if "#" in exact else f"{PAGES[place.key]}#{exact}").partition(
                "#"
            )
            anchors = {section.anchor for section in page(key).sections}
            assert not anchor or anchor in anchors, (place.key, topic, exact)


def test_every_key_at_the_foot_of_a_place_is_in_its_table(qtbot: QtBot, session: Session) -> None:
    window = Window(session, PLACES)
    qtbot.addWidget(window)
    missing = []
    for place in PLACES:
        screen = window.screen_of(place.key)
        assert isinstance(screen, Screen)
        known = named_keys(page(PAGES[place.key]))
        shortcuts = {keys_in_words(one.shortcut()) for one in screen.actions()}
        hints = {hint.keys for hint in screen.keys()}  # noqa: SIM118  not a dict's
        missing += [
            (place.key, key)
            for key in sorted(hints & shortcuts)
            if SHAPE.match(key) and key not in known
        ]
    assert missing == []


@pytest.mark.parametrize("key", LISTED)
def test_every_key_a_page_names_works_there(key: str) -> None:
    there = QT.union(*(keys_in(place) for place in [*CODE[key], *EVERYWHERE]))
    named = named_keys(page(key))
    assert named, key
    assert [one for one in named if not SHAPE.match(one)] == []
    assert [one for one in named if one not in there] == []


@pytest.mark.parametrize("key", LISTED)
def test_a_page_says_what_for_how_and_what_when_it_goes_wrong(key: str) -> None:
    text = page(key)
    headings = [section.heading for section in text.sections]
    assert headings[-1] == KEYS
    assert "Khi có chỗ chưa đúng" in headings or "Khi gặp lỗi" in headings
    assert len(headings) >= 4
    assert len(headings) == len(set(headings))


@pytest.mark.parametrize("key", LISTED)
def test_a_page_has_one_small_picture(key: str) -> None:
    [picture] = page(key).pictures()
    path = FOLDER / picture
    assert path.is_file(), picture
    assert path.stat().st_size <= HEAVIEST
    assert QImage(str(path)).width() <= WIDEST


def test_every_picture_kept_is_shown() -> None:
    shown = {FOLDER / picture for key in LISTED for picture in page(key).pictures()}
    assert set((FOLDER / "pictures").glob("*")) == shown


@pytest.mark.parametrize("key", [INDEX, *LISTED])
def test_every_link_leads_to_a_heading(key: str) -> None:
    for link in page(key).links():
        name, _, anchor = link.partition("#")
        other = page(name.removesuffix(".md"))
        assert name.endswith(".md")
        anchors = {section.anchor for section in other.sections}
        assert not anchor or anchor in anchors, link


@pytest.mark.parametrize("key", [INDEX, *LISTED])
def test_pages_are_in_vietnamese(key: str) -> None:
    source = page(key).source
    plain = re.sub(r"\]\([^)]*\)|`[^`]*`", "", source)
    foreign = [word for word in ENGLISH.findall(plain) if word.lower() not in KEY_WORDS]
    assert foreign == []
    assert not set("→←↑↓▲▼✓✗") & set(source)


KEY_WORDS = {"delete"}  # a key of the keyboard
