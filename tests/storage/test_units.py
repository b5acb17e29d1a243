"""The 3,321 communes are found the way a clerk types them."""

from __future__ import annotations

import pytest

from storage.errors import StorageError
from storage.units import find_units, unit_count, unit_of


def test_all_communes_wards_and_special_zones_are_there() -> None:
    assert unit_count() == 3321


@pytest.mark.parametrize("typed", ["cam thach", "Cẩm Thạch", "xã cẩm thạch", "CAM THACH thanh hoa"])
def test_a_commune_is_found_with_and_without_accents(typed: str) -> None:
    first = find_units(typed)[0]
    assert first.unit.code == "15142"
    assert first.former is None


def test_names_that_begin_with_the_text_come_first() -> None:
    found = find_units("cam th", limit=5)
    assert all(hit.unit.name.startswith("Cẩm Th") for hit in found[:2])


def test_a_former_commune_leads_to_the_unit_it_was_merged_into() -> None:
    found = find_units("cam lien cam thuy")
    assert [(hit.unit.code, hit.former) for hit in found] == [
        ("15142", "Xã Cẩm Liên, huyện Cẩm Thủy")
    ]


def test_nothing_typed_finds_nothing() -> None:
    assert find_units("  ") == ()


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(StorageError) as refused:
        unit_of("99999")
    assert refused.value.code == "unknown_commune"


def test_the_title_has_the_kind() -> None:
    assert unit_of("15142").title == "Xã Cẩm Thạch"
