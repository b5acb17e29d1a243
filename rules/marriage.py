"""What the law asks of two people who marry, and what the register knows that speaks against it.

Law 52/2014/QH13 is not ours to apply: a marriage is registered elsewhere, and the register takes it
all the same. A slip in a birth date or a relation is said before it is written.
"""

from dataclasses import dataclass
from datetime import date

from rules.calendar import PartialDate
from rules.policy import Cite, View
from rules.sex import Sex
from rules.working import Figure, Step

# Who has a wife or a husband is forbidden to marry another.
MARRIED = Cite("Luật 52/2014/QH13", date(2014, 6, 19), "Điều 5 khoản 2 điểm c, Điều 8")


@dataclass(frozen=True, slots=True)
class Mate:
    """One of the two.

    Attributes:
        spouse: the wife or husband whom the register has living in the same household; "" for none.
    """

    name: str
    sex: Sex | None
    born: PartialDate | None
    spouse: str = ""


def hints(view: View, *mates: Mate) -> tuple[Step, ...]:
    """Return what should be looked at again before a marriage is written; nothing is refused.

    A birth date of which the day or month is not known counts against nobody: it is said that it
    is not known whether they are old enough. On days before the law, and of whom sex or birth is
    not known, nothing is said of age.
    """
    found: list[Step] = []
    for mate in mates:
        found += _young(view, mate)
        if mate.spouse:
            figures: dict[str, Figure] = {"name": mate.name, "spouse": mate.spouse}
            found.append(Step("marriage_spouse", figures, None, (MARRIED,)))
    return tuple(found)


def _young(view: View, mate: Mate) -> tuple[Step, ...]:
    if mate.sex is None or mate.born is None:
        return ()
    value = view.find(f"marriage.age.{mate.sex}")
    if value is None:
        return ()
    least = view.int(value.name)
    oldest = mate.born.age_on(view.day)
    youngest = PartialDate.of(mate.born.latest()).age_on(view.day)
    if youngest >= least:
        return ()
    code = "marriage_young" if oldest < least else "marriage_young_unknown"
    figures: dict[str, Figure] = {
        "name": mate.name, "sex": mate.sex, "least": least, "age": oldest, "born": mate.born.shown,
    }  # fmt: skip
    return (Step(code, figures, None, (value.cite,)),)
