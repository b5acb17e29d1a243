"""Lists become a register: read a file, preview what it would do, accept it as one change.

`read_file` reads, `preview` compares and writes nothing, `accept` writes, `retry_waiting` tries
the rows that wait again. A kind of list is one file in `storage.intake.kinds`.
"""

from storage.intake.accepting import ImportReport, accept, report_of
from storage.intake.asked import (
    KeptConflict,
    KeptEnding,
    decide_conflicts,
    end_standings,
    kept_conflicts,
    kept_endings,
)
from storage.intake.assignments import Assignment
from storage.intake.plan import (
    Choices,
    Conflict,
    Decision,
    Ending,
    FieldChange,
    Plan,
    PlannedRow,
    Resemblance,
    RowKey,
    Side,
)
from storage.intake.planning import day_of, preview
from storage.intake.reader import (
    assign,
    correct,
    correct_all,
    read_file,
    reassigned,
    recalled,
)
from storage.intake.records import ColumnReading, Reading, Record, Rejected
from storage.intake.waiting import (
    WaitingRow,
    answer_waiting,
    resembling,
    retry_waiting,
    waiting_rows,
)

__all__ = [
    "Assignment",
    "Choices",
    "ColumnReading",
    "Conflict",
    "Decision",
    "Ending",
    "FieldChange",
    "ImportReport",
    "KeptConflict",
    "KeptEnding",
    "Plan",
    "PlannedRow",
    "Reading",
    "Record",
    "Rejected",
    "Resemblance",
    "RowKey",
    "Side",
    "WaitingRow",
    "accept",
    "answer_waiting",
    "assign",
    "correct",
    "correct_all",
    "day_of",
    "decide_conflicts",
    "end_standings",
    "kept_conflicts",
    "kept_endings",
    "preview",
    "read_file",
    "reassigned",
    "recalled",
    "report_of",
    "resembling",
    "retry_waiting",
    "waiting_rows",
]
