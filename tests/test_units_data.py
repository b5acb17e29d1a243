import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "units"


@pytest.fixture(scope="module")
def units() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FOLDER / "units.json").read_text(encoding="utf-8"))
    return data


def test_there_are_34_provinces_and_3321_communes(units: dict[str, Any]) -> None:
    # Resolution 202/2025/QH15 for the provinces; the communes as of 1 July 2025
    kinds = [commune["kind"] for commune in units["communes"]]
    assert len(units["provinces"]) == 34
    assert len(kinds) == 3321
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "xã": 2621,
        "phường": 687,
        "đặc khu": 13,
    }


def test_codes_are_unique_and_five_digits(units: dict[str, Any]) -> None:
    codes = [commune["code"] for commune in units["communes"]]
    assert len(set(codes)) == len(codes)
    assert all(len(code) == 5 and code.isdigit() for code in codes)
    assert codes == sorted(codes)


def test_every_commune_stands_in_a_known_province(units: dict[str, Any]) -> None:
    named = {commune["province"] for commune in units["communes"]}
    assert named == set(units["provinces"])


def test_every_commune_says_what_it_was_made_from(units: dict[str, Any]) -> None:
    silent = [c["code"] for c in units["communes"] if not c["former"] and not c["former_parts"]]
    assert silent == []


def test_a_unit_that_went_in_whole_went_nowhere_else(units: dict[str, Any]) -> None:
    whole = [
        (commune["province"], name) for commune in units["communes"] for name in commune["former"]
    ]
    parts = {(c["province"], name) for c in units["communes"] for name in c["former_parts"]}
    assert len(set(whole)) == len(whole)
    assert parts.isdisjoint(whole)


def test_cam_thach_and_its_former_communes(units: dict[str, Any]) -> None:
    (found,) = [commune for commune in units["communes"] if commune["code"] == "15142"]
    assert (found["kind"], found["name"]) == ("xã", "Cẩm Thạch")
    assert units["provinces"][found["province"]] == "tỉnh Thanh Hóa"
    assert set(found["former"]) >= {
        "Xã Cẩm Bình, huyện Cẩm Thủy",
        "Xã Cẩm Liên, huyện Cẩm Thủy",
        "Xã Cẩm Thạch, huyện Cẩm Thủy",
    }


def test_the_licence_lies_beside_the_data() -> None:
    assert "MIT License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
