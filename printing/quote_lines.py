"""A household's quote as lines of plain text: what each could do, the sums, what may change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.words import Words

Row = dict[str, Any]


def quote_lines(quote: Row, words: Words) -> Iterator[str]:
    """Yield the lines of a quote as :func:`rules.household.figures.quote_figures` tells it."""
    yield words.say("quote.head", day=date.fromisoformat(quote["on"]))
    for member in quote["members"]:
        yield words.say(
            "quote.member", name=member["name"], hi=_hi(member, words), vsi=_vsi(member, words)
        )
    for total in quote["totals"]:
        yield words.say("quote.total", **total)
    if quote["vsi_monthly"]:
        yield words.say("quote.vsi_monthly", payable=quote["vsi_monthly"])
    for one in quote["joining"]:
        yield words.say("quote.joining", **one)
    for change in quote["changes"]:
        first = change["amounts"][0]
        facts = {**first, "day": date.fromisoformat(change["day"]), "name": change["name"]}
        unsure = "" if change["status"] == "confirmed" else "_unsure"
        yield words.say(f"quote.change{unsure}", **facts)
    yield from (words.say("cli.unconfirmed", **row) for row in quote["unconfirmed"])


def _hi(member: Row, words: Words) -> str:
    said = words.say(f"quote.hi.{member['hi_bar'] or member['hi_task']}")
    if not member["hi_costs"]:
        return said
    return words.say("quote.price", what=said, payable=member["hi_costs"][-1]["payable"])


def _vsi(member: Row, words: Words) -> str:
    said = words.say(f"quote.vsi.{member['vsi_bar'] or member['vsi_task']}")
    if not member["vsi_offer"]:
        return said
    lowest = min(level["payable"] for level in member["vsi_offer"]["levels"])
    return words.say("quote.from", what=said, payable=lowest)
