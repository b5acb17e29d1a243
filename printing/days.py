"""Days and months as papers write them: a leading zero for days under 10 and months 1 and 2.

Decree 30/2020/NĐ-CP of 05/3/2020, Appendix I: 01/3/2026, 27/01/2021, 25/6/2025.
"""

from datetime import date

from rules.calendar import Month


def paper_day(day: date) -> str:
    """The day as a paper writes it: 05/3/2020."""
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


def paper_month(month: Month) -> str:
    """The month as a paper writes it: 5/2039, 01/2027."""
    return f"{_month(month.month)}/{month.year}"


def _month(number: int) -> str:
    return f"{number:02d}" if number < 3 else str(number)
