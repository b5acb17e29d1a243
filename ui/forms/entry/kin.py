"""Relations and sexes typed short: `v` is Vợ, `c` is Con, `ch` is Chồng."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from rules.errors import Problem
from rules.names import fold
from rules.sex import Sex
from storage.intake.lexicon import lexicon
from storage.intake.text import key


def tr(text: str) -> str:
    """Words of the fast entry."""
    return QCoreApplication.translate("Entry", text)


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing that a cell can be: its words, what is typed for it, and what is kept.

    Attributes:
        short: the letters that choose it at once.
        code: what is kept; "" for nothing.
        sex: whose sex the word itself says.
        exact: the word says no more than the code does.
    """

    words: str
    short: str
    code: str
    sex: Sex | None = None
    exact: bool = True

    @property
    def text(self) -> str:
        """The word to be kept beside the code, where it says more."""
        return "" if self.exact else self.words


def relations() -> tuple[Pick, ...]:
    """What people are to the head, the commonest first: the first that fits is taken."""
    return (
        Pick(tr("Vợ"), "v", "wife", "female"),
        Pick(tr("Con"), "c", "child"),
        Pick(tr("Con trai"), "ct", "son", "male"),
        Pick(tr("Con gái"), "cg", "daughter", "female"),
        Pick(tr("Chồng"), "ch", "husband", "male"),
        Pick(tr("Cháu"), "chau", "grandchild"),
        Pick(tr("Bố"), "b", "father", "male"),
        Pick(tr("Mẹ"), "m", "mother", "female"),
        Pick(tr("Con dâu"), "cd", "child_in_law", "female", exact=False),
        Pick(tr("Con rể"), "cr", "child_in_law", "male", exact=False),
        Pick(tr("Bố chồng"), "bc", "parent_in_law", "male", exact=False),
        Pick(tr("Mẹ chồng"), "mc", "parent_in_law", "female", exact=False),
        Pick(tr("Bố vợ"), "bv", "parent_in_law", "male", exact=False),
        Pick(tr("Mẹ vợ"), "mv", "parent_in_law", "female", exact=False),
        Pick(tr("Anh"), "a", "sibling", "male", exact=False),
        Pick(tr("Chị"), "chi", "sibling", "female", exact=False),
        Pick(tr("Em"), "e", "sibling", exact=False),
        Pick(tr("Ông"), "o", "other", "male", exact=False),
        Pick(tr("Bà"), "ba", "other", "female", exact=False),
        Pick(tr("Chủ hộ"), "h", "head"),
        Pick(tr("Khác"), "k", "other"),
    )


def sexes() -> tuple[Pick, ...]:
    """Nam and Nữ begin alike: a second letter, or the number, tells them apart."""
    return (
        Pick(tr("Nam"), "1", "male", "male"),
        Pick(tr("Nữ"), "2", "female", "female"),
    )


def _plain(text: str) -> str:
    return fold(text).replace(" ", "")


def _whole(text: str, picks: Sequence[Pick]) -> list[Pick]:
    """Those whose word, or whose short form, is exactly this."""
    return [one for one in picks if _plain(text) in {one.short, _plain(one.words)}]


def matching(text: str, picks: Sequence[Pick]) -> tuple[Pick, ...]:
    """What the letters typed can mean, the likeliest first; all of them for nothing typed."""
    typed = _plain(text)
    if not typed:
        return tuple(picks)
    lists = lexicon()
    codes = {lists.relations.get(key(text)), lists.sexes.get(key(text))}
    said = [one for one in picks if one.exact and one.code in codes]
    begun = [one for one in picks if _plain(one.words).startswith(typed)]
    short = [one for one in picks if one.short.startswith(typed)]
    return tuple(dict.fromkeys([*_whole(text, picks), *said, *begun, *short]))


def read_relation(text: str) -> Pick:
    """The relation typed short, or any of the words that lists use.

    Raises:
        Problem: typed_relation_unknown.
    """
    picks = relations()
    if whole := _whole(text, picks):
        return whole[0]
    words = " ".join(text.split())
    if code := lexicon().relations.get(key(words)):
        said = lexicon().relation_sexes.get(key(words))
        sex = next((one.sex for one in sexes() if one.code == said), None)
        return Pick(words[:1].upper() + words[1:], "", code, sex, exact=False)
    if found := matching(text, picks):
        return found[0]
    raise Problem("typed_relation_unknown", value=text)


def read_sex(text: str) -> Pick:
    """Nam or Nữ; the bare `n` is neither.

    Raises:
        Problem: typed_sex_unclear.
    """
    found = matching(text, sexes())
    if len(found) != 1:
        raise Problem("typed_sex_unclear", value=text)
    return found[0]
