"""A household's quote, and what paying leads to, as plain figures that JSON holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from rules.household.offer_change import OfferChange
from rules.household.quote import Joining, MemberQuote, Quote
from rules.household.vsi_offer import VsiLevel, VsiOffer
from rules.questions.facts import Figures, decimal_text, plain_value, step_rows, unconfirmed_rows
from rules.vsi.contribution import Contribution
from rules.vsi.outlook import Outlook
from rules.words import Words


def outlook_figures(found: Outlook) -> Figures:
    """Return what paying to retirement age leads to; amounts in đồng, months as ``2044-09``."""
    due = found.pension
    return {
        "reached": str(found.retirement.reached),
        "first_month": str(found.first_month),
        "payable_months": found.months,
        "total_months": found.total,
        "missing_months": found.missing,
        "pension_from": str(found.pension_from),
        "rate": None if due.rate is None else decimal_text(due.rate),
        "monthly": due.monthly,
        "lump_sum": due.lump_sum,
        "ways": [
            {
                "kind": way.kind,
                "go_on_months": way.go_on_months,
                "make_up_months": way.make_up_months,
                "make_up_cost": way.make_up_cost,
                "pension_from": str(way.pension_from),
                "monthly": way.monthly,
            }
            for way in found.ways
        ],
    }


def quote_figures(found: Quote, names: Sequence[Mapping[str, Any]], words: Words) -> Figures:
    """Return a quote as plain figures; ``names`` say who each of its members is."""
    months = [one.months for one in found.premiums]
    return {
        "members": [
            {**name, **_member(member, months, words)}
            for name, member in zip(names, found.members, strict=True)
        ],
        "totals": [{"months": one.months, "payable": one.payable} for one in found.premiums],
        "saving": found.saving,
        "vsi_monthly": found.vsi_monthly,
        "joining": [{**names[one.member], **_joining(one)} for one in found.joining],
        "changes": [_change(change) for change in found.changes],
        "steps": step_rows(words, found.steps),
        "unconfirmed": unconfirmed_rows(found.unconfirmed),
    }


def _member(found: MemberQuote, months: list[int], words: Words) -> Figures:
    card, old = found.card, found.social_pension
    outlook = found.offer.outlook if found.offer else found.going_on
    return {
        "hi_task": found.hi_task.value,
        "hi_bar": found.hi_bar.value if found.hi_bar else None,
        "hi_group": found.group,
        "hi_order": found.line.order if found.line else None,
        "hi_costs": [
            {
                "months": term,
                "gross": one.gross,
                "support": one.gross - one.payable,
                "payable": one.payable,
            }
            for term, one in zip(months, found.lines, strict=False)
        ],
        "card_from": card.day.isoformat() if card else None,
        "card_waits": card.waits if card else None,
        "card_steps": step_rows(words, card.steps) if card else [],
        "social_pension": old.amount if old else None,
        "social_pension_steps": step_rows(words, old.steps) if old else [],
        "vsi_task": found.vsi_task.value,
        "vsi_bar": found.vsi_bar.value if found.vsi_bar else None,
        "vsi_offer": _offer(found.offer, words) if found.offer else None,
        "outlook": outlook_figures(outlook) if outlook else None,
        "outlook_steps": step_rows(words, outlook.steps) if outlook else [],
    }


def _offer(offer: VsiOffer, words: Words) -> Figures:
    return {
        "class": offer.payer_class.value,
        "first_month": str(offer.start),
        "levels": [_level(level, words) for level in offer.levels],
    }


def _level(level: VsiLevel, words: Words) -> Figures:
    return {
        "income": level.income,
        "gross": level.gross,
        "state_support": level.state_support,
        "local_support": level.local_support,
        "other_support": level.other_support,
        "payable": level.payable,
        "pension": level.pension,
        "steps": step_rows(words, level.steps),
        "methods": [_method(row.method, row.contribution) for row in level.methods],
    }


def _method(method: str, paid: Contribution | None) -> Figures:
    """Return a method with its price, None where a value of the law is not known."""
    return {
        "method": method,
        "gross": paid.gross if paid else None,
        "payable": paid.payable if paid else None,
    }


def _joining(one: Joining) -> Figures:
    return {
        "hi_group": one.group,
        "hi_order": one.order,
        "difference": one.difference,
        "payable": one.premium.payable,
    }


def _change(change: OfferChange) -> Figures:
    return {
        "day": change.day.isoformat(),
        "name": change.name,
        "old": plain_value(change.old),
        "new": plain_value(change.new),
        "status": change.status,
        "why": change.why,
        "cite": change.cite.full,
        "amounts": [
            {
                "scheme": one.scheme,
                "class": one.payer_class.value if one.payer_class else None,
                "income": one.income,
                "new_income": one.new_income,
                "before": one.before,
                "after": one.after,
            }
            for one in change.amounts
        ],
    }
