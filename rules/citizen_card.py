"""What the square code of a citizen's card says: who it is, read as a scanner types it."""

import re
from dataclasses import dataclass
from datetime import date

from rules.calendar import PartialDate, read_date
from rules.errors import RuleError
from rules.identity import read_personal_id
from rules.names import clean_name, fold
from rules.sex import Sex
from rules.telex import composed

# Seven fields with bars between: id, old id, name, birth, sex, address, day of issue. Cards made
# since July 2024 (Law 26/2023/QH15) add fields behind.
_CARD = re.compile(
    r"(?P<personal_id>\d{12})\|(?P<old_id>\d{0,12})\|(?P<name>[^|\r\n]+)\|(?P<born>\d{8})"
    r"\|(?P<sex>[^|\r\n]*)\|(?P<address>[^|\r\n]*)\|(?P<issued>\d{0,8})(?:\|[^\r\n]*)?\s*$"
)
_SEXES: dict[str, Sex] = {"nam": "male", "nu": "female"}


@dataclass(frozen=True, slots=True)
class CitizenCard:
    """A citizen's card as it was scanned.

    Attributes:
        name: with accents where the scanner sent them; to be compared with the card.
        sex: None where it could not be read.
        address: as written on the card, possibly of before July 2025.
    """

    personal_id: str
    name: str
    born: PartialDate
    sex: Sex | None
    address: str


def split_scan(text: str) -> tuple[str, str]:
    """Return what stood before a scanned card at the end of a text, and the card's own text.

    The second is empty where the text does not end with a card.
    """
    found = _CARD.search(text)
    return (text[: found.start()], found[0].strip()) if found else (text, "")


def read_citizen_card(text: str, *, on: date) -> CitizenCard:
    """Read a scanned card; raises RuleError ``bad_citizen_card``.

    Accents that came as the two or three characters of their bytes, or as Telex keys, are put
    together again.

    Args:
        text: what the scanner typed.
        on: the working day: no birth lies after it.
    """
    found = _CARD.match(text.strip())
    if found is None:
        raise RuleError("bad_citizen_card")
    try:
        personal_id = read_personal_id(found["personal_id"])
        born = read_date(found["born"], on=on, birth=True)
    except RuleError as error:
        raise RuleError("bad_citizen_card") from error
    return CitizenCard(
        personal_id=personal_id,
        name=clean_name(_restored(found["name"])),
        born=born,
        sex=_SEXES.get(fold(_restored(found["sex"]))),
        address=" ".join(_restored(found["address"]).split()),
    )


def _restored(text: str) -> str:
    for coding in ("cp1252", "latin-1"):
        try:
            return text.encode(coding).decode("utf-8") if not text.isascii() else composed(text)
        except UnicodeError:
            continue
    return text
