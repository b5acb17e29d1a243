"""A planned trip of our own that comes back filled in: each row says what came of a visit."""

from __future__ import annotations

from storage.intake.kinds.kind import Clues, Kind, says_nothing


def _weigh(clues: Clues) -> int:
    return 1_000 * ({"plan_code", "visit_result"} <= clues.fields)


KIND = Kind("visit_plan", _weigh, says_nothing, of_visits=True)
