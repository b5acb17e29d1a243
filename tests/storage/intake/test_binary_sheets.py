"""A binary workbook is measured before it is opened, like the others."""

import io
import zipfile

import pytest

from storage import StorageError
from storage.intake.packages import look_into


def record(kind: int, first: int, more: bytes = b"") -> bytes:
    """One record of a binary sheet that begins with a number of four bytes."""
    data = first.to_bytes(4, "little") + more
    return bytes([kind, len(data)]) + data


def workbook(*records: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("xl/workbook.bin", b"")
        package.writestr("xl/worksheets/sheet1.bin", b"".join(records))
    return made.getvalue()


LONG = bytes([0x81, 0x01, 0xC8, 0x01]) + bytes(200)  # another kind, 200 bytes of data


def test_cells_near_each_other_are_read() -> None:
    look_into(workbook(LONG, record(0, 4), record(7, 2, bytes(8)), record(0, 9_999)), "a.xlsb")


def test_a_letter_at_the_edge_of_the_sheet_is_refused_with_its_place() -> None:
    content = workbook(
        record(0, 0), record(7, 0, bytes(8)), LONG, record(0, 1_048_575), record(6, 16_383)
    )
    with pytest.raises(StorageError, match="intake_far_cell") as refused:
        look_into(content, "a.xlsb")
    assert refused.value.facts["cell"] == "XFD1048576"


def test_a_blank_cell_far_away_is_nothing() -> None:
    look_into(workbook(record(0, 1_048_575), record(1, 16_383, bytes(4))), "a.xlsb")


def test_a_sheet_that_was_cut_off_is_measured_to_its_end() -> None:
    look_into(workbook(record(0, 3)[:4], b"\x87"), "a.xlsb")
