"""A campaign in one line: how long, where, how many came, what changed, and that it adds up."""

from collections.abc import Sequence

from rules.money import dong
from storage.campaign_report import CampaignReport
from storage.campaign_results import CampaignResult
from storage.campaigns import Campaign
from storage.events import Event
from ui.screens.campaigns.wording import period, signed, tr


def _villages(result: CampaignResult) -> int:
    return sum(1 for row in result.rows if row.name)


def note_words(
    campaign: Campaign | None,
    events: Sequence[Event],
    report: CampaignReport,
    result: CampaignResult | None,
) -> str:
    """The line under the title; villages count where an event was held."""
    held = [one for one in events if one.state == "held"]
    parts = [period(campaign)] if campaign else []
    if result is not None:
        names = {one for row in result.rows if row.name for one in row.villages}
        done = names & {one.village_id for one in held}
        parts.append(tr("{done}/{all} thôn").format(done=len(done), all=_villages(result)))
    parts.append(tr("{n} buổi").format(n=dong(len(held))))
    parts.append(tr("{n} người dự").format(n=dong(report.sum("reached").people)))
    if result is not None and result.total.hi.gain is not None:
        hi, vsi = signed(result.total.hi.gain), signed(result.total.vsi.gain or 0)
        parts.append(tr("{hi} BHYT, {vsi} BHXH").format(hi=hi, vsi=vsi))
    return " · ".join(parts)


def proof_words(result: CampaignResult | None) -> tuple[str, ...]:
    """That before and gain make now, and the villages the commune."""
    if result is None or result.total.hi.before is None:
        return ()
    total = result.total.hi
    before, gain = result.total.hi.before.covered, total.gain or 0
    villages = sum(row.hi.now.covered for row in result.rows)
    if before + gain != total.now.covered or villages != total.now.covered:
        return (tr("Cộng các thôn chưa khớp cả xã: xem Thiết lập, mục kiểm tra"),)
    said = tr("{before} {sign} {gain} = {now} · cộng {n} thôn khớp cả xã")
    return (
        said.format(
            before=dong(before),
            sign="−" if gain < 0 else "+",
            gain=dong(abs(gain)),
            now=dong(total.now.covered),
            n=_villages(result),
        ),
    )
