"""The report of a campaign read back: its figures are those of the register."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from printing.print import print_document
from printing.request import Request
from printing.wording import PrintError
from rules.money import dong
from storage import open_register
from tests.printing.reading import assert_well_set, read_pdf
from tests.scenarios.test_s4_campaign_day import DAY, hold_the_day
from tests.scenarios.test_s5_launch import Launch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from storage import Register


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    from datetime import UTC, datetime

    def clock() -> datetime:
        return datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

    with open_register(tmp_path / "dot.sas", clock=clock, actor="Hà", create=True) as opened:
        yield opened


def read(register: Register, tmp_path: Path, on: date, campaign: str | None = None) -> str:
    path = tmp_path / "dot.pdf"
    print_document(register, "campaign-report", Request(on=on, campaign=campaign), path)
    pages = read_pdf(path)
    assert_well_set(pages)
    return "\n".join(page.text for page in pages)


def test_the_report_of_a_day_has_its_figures(register: Register, tmp_path: Path) -> None:
    hold_the_day(register, 7)
    text = read(register, tmp_path, DAY)
    for figure in (8, 5, 174, 2, 4, 204, 5_742, 2_745, 159, 2_586, 380, 65, 1_077, 127, 1_541):
        assert dong(figure) in text
    assert "Không ghi tên" in text
    assert "tính riêng" in text


def test_villages_go_on_over_pages_with_their_baseline(register: Register, tmp_path: Path) -> None:
    launch = Launch(register, "Cẩm Thạch")
    launch.hold()
    text = read(register, tmp_path, date(2025, 11, 30), launch.campaign)
    for part in ("19.702", "73,8", "20.054", "75,1", "+352", "Thôn 31", "123/KH-UBND"):
        assert part in text
    waiting = read(register, tmp_path, launch.day, launch.campaign)
    assert "352 người đã đóng BHYT mà thẻ chưa đến ngày dùng" in waiting
    with pytest.raises(PrintError) as refused:
        read(register, tmp_path, launch.day, "x")
    assert refused.value.code == "unknown_campaign"


def test_a_campaign_to_come_has_no_baseline(register: Register, tmp_path: Path) -> None:
    with register.change("Mở đợt"):
        register.villages.add("Thôn Đông")
        campaign = register.campaigns.add(
            on=DAY, name="Đợt sau", start=date(2026, 12, 1), until=date(2026, 12, 5)
        )
    assert "khóa hết ngày" not in read(register, tmp_path, DAY, campaign)
    assert "Chưa có đợt truyền thông nào" in read(register, tmp_path, DAY)
