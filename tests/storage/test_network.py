"""Organisations, points and who works there; who signs, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage import StorageError

if TYPE_CHECKING:
    from storage import Register
    from tests.storage.conftest import Place


def test_an_organisation_that_only_people_name_is_one_too(register: Register, place: Place) -> None:
    with register.change("Thêm người"):
        register.staff.add(name="Vi Văn Tuất", roles=("collector",), organisation="Bưu điện xã")
        register.staff.save(place.collector, organisation="BƯU ĐIỆN XÃ")
    (found,) = register.organisations.all()
    assert (found.id, found.name, found.staff, found.points) == ("", "Bưu điện xã", 2, 0)
    with register.change("Thêm điểm"):
        known = register.organisations.known("bưu điện xã")
        point = register.points.add(organisation_id=known, name=" Quầy  chợ ", hours="Sáng")
        assert register.organisations.known("Bưu điện xã") == known
    (found,) = register.organisations.all()
    assert (found.id, found.staff, found.points) == (known, 2, 1)
    assert register.points.get(point).name == "Quầy chợ"
    assert register.points.get(point).organisation == found.name


def test_a_new_name_goes_to_everybody_who_works_there(register: Register, place: Place) -> None:
    with register.change("Thêm tổ chức"):
        one = register.organisations.add("Hội Phụ nữ", phone="0912345678")
        register.staff.save(place.collector, organisation="hội phụ nữ")
        register.staff.save(place.clerk, organisation="Bưu điện")
    with register.change("Đổi tên tổ chức"):
        register.organisations.save(one, name="Hội Liên hiệp Phụ nữ", phone="")
    assert register.staff.get(place.collector).organisation == "Hội Liên hiệp Phụ nữ"
    assert register.staff.get(place.clerk).organisation == "Bưu điện"
    register.undo()
    assert register.staff.get(place.collector).organisation == "hội phụ nữ"
    with register.change("Ngừng"):
        register.organisations.save(one, active=False)
    assert [(row.name, row.active) for row in register.organisations.all()] == [
        ("Bưu điện", True),
        ("Hội Phụ nữ", False),
    ]


def test_names_are_there_and_differ(register: Register, place: Place) -> None:
    with register.change("Thêm"):
        one = register.organisations.add("Hội Phụ nữ")
        point = register.points.add(name="Quầy")
    for code, write in (
        ("same_organisation", lambda: register.organisations.add("HỘI PHỤ NỮ")),
        ("empty_name", lambda: register.organisations.add("  ")),
        ("empty_name", lambda: register.organisations.save(one, name="")),
        ("no_such_row", lambda: register.organisations.save("không", name="X")),
        ("empty_name", lambda: register.points.add(organisation_id=one)),
        ("empty_name", lambda: register.points.save(point, name=" ")),
    ):
        with pytest.raises(StorageError, match=code), register.change("Sai"):
            write()
    with pytest.raises(StorageError, match="no_such_row"):
        register.points.get("không")


def test_points_count_who_works_there(register: Register, place: Place) -> None:
    with register.change("Điểm"):
        point = register.points.add(name="Quầy chợ")
        old = register.points.add(name="Quầy cũ")
        register.points.save(old, active=False)
        register.points.save(point, hours="sáng thứ Hai")
        register.staff.save(place.collector, point_id=point)
    assert [(one.name, one.active, one.staff) for one in register.points.all()] == [
        ("Quầy chợ", True, 1),
        ("Quầy cũ", False, 0),
    ]
    assert register.staff.get(place.collector).point_id == point
    assert register.points.get(point).hours == "sáng thứ Hai"


def test_who_signs_for_another_says_so_line_by_line(register: Register, place: Place) -> None:
    with register.change("Người ký"):
        register.staff.save(place.clerk, title="Phó Chủ tịch")
    assert register.staff.get(place.clerk).signed_as == ("Phó Chủ tịch",)
    with register.change("Người ký"):
        register.staff.save(place.clerk, signing="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")
    assert register.staff.get(place.clerk).signed_as == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_who_left_is_listed_apart(register: Register, place: Place) -> None:
    with register.change("Thôi việc"):
        register.staff.save(place.collector, active=False)
    assert [one.name for one in register.staff.all(gone=True)] == ["Lê Thị Thu"]
    assert [one.name for one in register.staff.all()] == ["Bùi An"]


def test_the_place_of_backups_is_the_offices_and_journaled(register: Register) -> None:
    with register.change("Nơi để bản sao"):
        register.office.save(backup_folder="E:\\sao luu")
    assert register.office.get().backup_folder == "E:\\sao luu"
    assert register.history("office", "office")[0].change.what == "Nơi để bản sao"
    register.undo()
    assert register.office.get().backup_folder == ""
