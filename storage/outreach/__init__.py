"""Whom to visit: what the register knows of every household, put to the rules and ranked."""

from storage.outreach.ranking import SEGMENTS, Choice, OutreachList, Ranked, Ranking, Segment
from storage.outreach.weighing import OfficeWeight

__all__ = ["SEGMENTS", "Choice", "OfficeWeight", "OutreachList", "Ranked", "Ranking", "Segment"]
