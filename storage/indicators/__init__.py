"""What an office is judged by: how many are covered, joined, stayed, were visited, and by whom.

A *stock* is what there is at the end of a day; a *flow* is what happened in a period. Each can be
counted for the commune, by village, by collector or by organisation, and opens onto the rows it
counts: both are read by the same SQL, so that a figure is the number of rows behind it.

People live here and are covered as in `storage.months`. Who stands in no village, or belongs to
no collector, has a row of their own ("" as the subject): the rows always add up to the commune.
"""

from storage.indicators.counting import Indicators
from storage.indicators.kinds import (
    BY,
    INDICATORS,
    By,
    Figure,
    Figures,
    Indicator,
    Name,
    Part,
    Record,
    Tally,
    indicator,
)

__all__ = [
    "BY",
    "INDICATORS",
    "By",
    "Figure",
    "Figures",
    "Indicator",
    "Indicators",
    "Name",
    "Part",
    "Record",
    "Tally",
    "indicator",
]
