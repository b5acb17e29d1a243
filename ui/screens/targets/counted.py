"""What the screen of Chỉ tiêu counts, in the background."""

from dataclasses import dataclass
from datetime import date

from rules.calendar import shown_day
from storage import Register
from storage.indicators import INDICATORS
from storage.target_progress import Progress, progress
from storage.targets import NO_RESOLUTION, Level, Period, Resolution, Target
from ui.screens.targets.check_chips import Reason
from ui.target_words import resolution_words, tr

USUAL = ("hi", "vsi", "hi_pupils", "visits")
# Whose people a collector brings in: the acts beside what is counted from cover.
_ACTS = {
    "hi": "hi_new", "hi_pupils": "hi_new",
    "vsi": "vsi_new", "si_labour": "vsi_new", "vsi_labour": "vsi_new",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """What was read for the screen."""

    villages: Progress
    collectors: Progress
    names: tuple[str, ...]
    periods: tuple[Period, ...]
    resolution: Resolution

    @property
    def note(self) -> str:
        """Which resolution, counted until when, and how many days are left."""
        shown = self.villages
        said = tr("tính đến {day}, còn {n} ngày") if shown.days_left else tr("tính đến {day}")
        parts = (
            resolution_words(self.resolution),
            said.format(day=shown_day(shown.day), n=shown.days_left),
        )
        return " · ".join(part for part in parts if part)


def count(register: Register, name: str, period: Period, by: Level, on: date) -> Counted:
    """Count everything the screen shows."""
    targets = register.targets.of(period)
    given = {one.indicator for one in targets}
    names: list[str] = [one.name for one in INDICATORS if one.name in given]
    names += [one for one in USUAL if one not in given]
    shown = names[: max(len(given), len(USUAL) + 1)]
    if name not in shown:
        shown = [*shown, name]
    acts = _ACTS.get(name, name)
    villages = progress(register, name, period, "village", on)
    total = villages.total.target
    resolution = total.resolution if total is not None else NO_RESOLUTION
    if not resolution.number:
        resolution = next((one.resolution for one in targets if one.resolution.number), resolution)
    usual = Period.of_year(on.year)
    periods = tuple(dict.fromkeys((*register.targets.periods(), usual, period)))
    return Counted(
        villages,
        progress(register, acts, period, by, on),
        tuple(shown),
        tuple(sorted(periods, key=lambda one: (one.until, one.start), reverse=True)),
        resolution,
    )


def offered(register: Register, target: Target, on: date) -> tuple[Reason, ...]:
    """Return the reasons to tick, those that visits met most first."""
    met = {one.reason: one.times for one in register.explanations.met(target, on)}
    reasons = [
        Reason(one.number, one.title, met.get(str(one.number), 0))
        for one in register.refusal_reasons.all(hidden=True)
        if one.active or str(one.number) in met
    ]
    return tuple(sorted(reasons, key=lambda one: (-one.met, one.number)))
