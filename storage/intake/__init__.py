"""Lists become a register: read a file, preview what it would do, accept it as one change.

`read_file` reads, `preview` compares and writes nothing, `accept` writes, `retry_waiting` tries
the rows that wait again. A kind of list is one file in `storage.intake.kinds`.
"""

from storage.intake.accepting import ImportReport, accept, report_of
from storage.intake.plan import Decision, FieldChange, Plan, PlannedRow, Resemblance, RowKey
from storage.intake.planning import preview
from storage.intake.reader import assign, correct, correct_all, read_file
from storage.intake.records import ColumnReading, Reading, Record, Rejected
from storage.intake.waiting import WaitingRow, answer_waiting, retry_waiting, waiting_rows

__all__ = [
    "ColumnReading",
    "Decision",
    "FieldChange",
    "ImportReport",
    "Plan",
    "PlannedRow",
    "Reading",
    "Record",
    "Rejected",
    "Resemblance",
    "RowKey",
    "WaitingRow",
    "accept",
    "answer_waiting",
    "assign",
    "correct",
    "correct_all",
    "preview",
    "read_file",
    "report_of",
    "retry_waiting",
    "waiting_rows",
]
