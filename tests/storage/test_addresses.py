"""Addresses with communes and districts that are no more, and with those of today."""

import json
from pathlib import Path

import pytest

from storage import StorageError
from storage.addresses import understand, unit_of_any_code
from storage.units import every_unit

FORMER = Path(__file__).resolve().parents[2] / "resources" / "units" / "former.json"


@pytest.mark.parametrize(
    ("written", "place", "codes"),
    [
        # Resolution 1686/NQ-UBTVQH15: Cẩm Thạch is made of Cẩm Bình and others
        ("thôn Vân, xã Cẩm Bình, huyện Cẩm Thủy, tỉnh Thanh Hóa", "thôn Vân", ["15142"]),
        ("Số 3, thôn Vân, X. Cẩm Bình, H. Cẩm Thuỷ, Thanh Hoá", "Số 3, thôn Vân", ["15142"]),
        ("Vân - Cẩm Bình - Cẩm Thủy - Thanh Hóa", "Vân", ["15142"]),
        ("thôn Vân, xã Cẩm Bình, huyện Cẩm Thủy", "thôn Vân", ["15142"]),
        ("thôn Vân, xã Cẩm Thạch, tỉnh Thanh Hóa", "thôn Vân", ["15142"]),
        ("XÃ CẨM THẠCH, HUYỆN CẨM THỦY, TỈNH THANH HÓA", "", ["15142"]),
        # a name from before the mergers of 2019
        ("Xóm 3, xã Cẩm Phong, huyện Cẩm Thủy", "Xóm 3", ["15127"]),
        # a divided ward gives each of its parts
        ("Phường Cống Vị, quận Ba Đình, Hà Nội", "", ["00008", "00025"]),
        ("Tổ 5, phường Bến Nghé, Quận 1, TP HCM", "Tổ 5", ["26740"]),
        ("12 Lê Lợi, P. 07, TP. Vũng Tàu, tỉnh Bà Rịa - Vũng Tàu", "12 Lê Lợi", ["26526"]),
        # a city that bears the name of its province; the commune of today in that province
        ("Phường Ngọc Trạo, TP Thanh Hóa", "", ["14797"]),
        ("tổ 2, phường Hạc Thành, tỉnh Thanh Hóa", "tổ 2", ["14797"]),
        ("TP Thanh Hóa", "TP Thanh Hóa", []),
        # a village alone, a street, a commune of no such district: nothing is guessed
        ("Thôn Vân", "Thôn Vân", []),
        ("Cẩm Bình", "Cẩm Bình", []),
        ("thôn Vân, xã Không Có, huyện Cẩm Thủy", "thôn Vân, xã Không Có, huyện Cẩm Thủy", []),
        ("", "", []),
        (" , ", ",", []),
    ],
)
def test_an_address_is_taken_apart(written: str, place: str, codes: list[str]) -> None:
    found = understand(written)
    assert (found.place, [unit.code for unit in found.units]) == (place, codes)


def test_the_vanished_commune_is_named() -> None:
    found = understand("thôn Vân, xã Cẩm Bình, huyện Cẩm Thủy, tỉnh Thanh Hóa")
    assert found.former is not None
    assert found.former.title == "Xã Cẩm Bình, huyện Cẩm Thủy"
    assert found.former.province == "Tỉnh Thanh Hóa"
    assert understand("thôn Vân, xã Cẩm Thạch, tỉnh Thanh Hóa").former is None


def test_a_commune_of_today_may_stand_with_its_district_of_old() -> None:
    # Xã Ngọc Lặc is new; the district of that name had only a town
    found = understand("thôn 1, xã Ngọc Lặc, huyện Ngọc Lặc, tỉnh Thanh Hóa")
    assert [unit.name for unit in found.units] == ["Ngọc Lặc"]


def test_a_name_that_says_no_more_gives_every_commune_of_it() -> None:
    assert len(understand("thôn A, xã Tân Thành").units) > 1


def test_old_codes_lead_to_the_communes_of_today() -> None:
    former = json.loads(FORMER.read_text(encoding="utf-8"))
    codes = {unit.code for unit in every_unit()}
    assert len(former["provinces"]) == 63
    assert len(former["communes"]) == 10_035
    for code, _, _, became, _ in former["communes"]:
        assert became
        assert codes.issuperset(became)
        if code in codes or len(became) == 1:
            assert unit_of_any_code(code).code == (code if code in codes else became[0])
        else:
            with pytest.raises(StorageError, match="unknown_commune"):
                unit_of_any_code(code)
    with pytest.raises(StorageError, match="unknown_commune"):
        unit_of_any_code("99999")


def test_each_former_commune_is_found_by_its_full_address() -> None:
    former = json.loads(FORMER.read_text(encoding="utf-8"))
    for _, above, name, became, _ in former["communes"][::97]:
        province, district, _ = former["districts"][above]
        said = f"thôn Vân, {name}, {district}, {former['provinces'][province]}"
        found = understand(said)
        assert found.place == "thôn Vân", said
        assert {unit.code for unit in found.units} >= set(became), said
