"""The route sheet read back: every household in walking order with its code, and whom to ask."""

from datetime import date

import pytest

from rules.calendar import PartialDate
from rules.household_codes import shown
from storage import Register, StorageError
from storage.plans import Outing
from tests.printing.conftest import Commune, Print
from tests.printing.reading import assert_well_set, words

DAY = date(2026, 11, 28)
GIVEN = (
    *("Thảo", "Nghiêng", "Khuyên", "Hường", "Duyên", "Loan"),
    *("Nhàn", "Quyên", "Xuyến", "Thương", "Phượng", "Tuyết"),
)
WHY = ({"code": "card_ending", "text": "Thẻ của **ông Đước hết hạn 30/11/2026**."},)


def _plan(register: Register, *routes: tuple[str, ...], crew: tuple[str, ...] = ()) -> str:
    with register.change("Lập tuyến"):
        outings = [
            Outing(crew if place == 0 else (), households)
            for place, households in enumerate(routes)
        ]
        why = {household: WHY for route in routes for household in route}
        return register.plans.make(
            DAY, outings, part="afternoon", why=why, note="Mang bảng quyền lợi"
        )


def test_the_sheet_says_whom_to_ask_about_what_and_why(
    register: Register, commune: Commune, printed: Print
) -> None:
    """Of the family of five: three have a card that runs, the worker pays at work."""
    _plan(register, (commune.family, commune.crowd), crew=(register.staff.all()[0].id,))
    found, pages = printed("route-sheet")
    assert_well_set(pages)
    text = words(" ".join(page.text for page in pages))
    assert found.missing == ()
    for code in (register.households.get(one).code for one in (commune.family, commune.crowd)):
        assert all(part in text for part in shown(code).split("-"))
    assert "Phiếu đi hộ · Thôn Đông" in text
    assert "ngày 28/11/2026, buổi chiều · 2 hộ" in text
    assert "người đi: Lê Thị Thu" in text
    assert "Thẻ của ông Đước hết hạn 30/11/2026." in text
    assert "Ông Đước 1974 · BHYT" in text
    assert "Bà Ổn 1979 · BHXH" in text
    assert "Cháu Ngà" not in text  # her school renews the card
    assert "Dặn thêm: Mang bảng quyền lợi" in text
    assert "1 hộ xin không liên hệ" in text
    assert "10 Chờ hỏi người nhà" in text
    assert "Bẽn" not in text


def test_each_crew_has_its_own_sheet_and_code(
    register: Register, commune: Commune, printed: Print
) -> None:
    _plan(register, (commune.family,), (commune.crowd, commune.nobody))
    found, pages = printed("route-sheet", plan="r261101")
    assert found.pages == 2
    assert "R261101-1" in pages[0].text
    assert "R261101-2" in pages[1].text
    assert "Tuyến 2" in pages[1].text
    assert "Chưa rõ chủ hộ" in pages[1].text
    assert "Cả nhà · thăm hỏi" in pages[1].text


def test_a_household_that_asked_for_peace_since_is_not_printed(
    register: Register, commune: Commune, printed: Print
) -> None:
    _plan(register, (commune.family, commune.crowd))
    with register.change("Xin không đến"):
        register.households.save(commune.family, do_not_contact=True)
    _, pages = printed("route-sheet")
    text = words(pages[0].text)
    assert "Đỗ Văn Đước" not in text
    assert "2 hộ xin không liên hệ" in text


def test_forty_households_stand_on_pages_none_of_them_cut(
    register: Register, commune: Commune, printed: Print
) -> None:
    with register.change("Thêm hộ"):
        homes = []
        for number in range(40):
            home = register.households.add(
                village_id=commune.village, number=f"{number}", address="Ngõ Đình, sau nhà văn hóa"
            )
            for person in range(12 if number == 7 else 2):
                register.people.add(
                    household_id=home,
                    name=f"Công Tằng Tôn Nữ Thị Phương {GIVEN[person]}",
                    sex="female",
                    born=PartialDate(1980 + person),
                    relation="head" if person == 0 else "sister",
                    phone="0912345678",
                )
            homes.append(home)
    _plan(register, tuple(homes))
    _, pages = printed("route-sheet")
    assert_well_set(pages)
    text = " ".join(page.text for page in pages)
    for home in homes:
        assert text.count(shown(register.households.get(home).code).split("-")[1]) >= 1
    assert f"Tờ {len(pages)}/{len(pages)}" in text


def test_a_trip_that_is_not_there_is_named(
    register: Register, commune: Commune, printed: Print
) -> None:
    with pytest.raises(StorageError, match="no_such_plan"):
        printed("route-sheet", plan="R261107")


def test_one_route_of_a_trip_alone(register: Register, commune: Commune, printed: Print) -> None:
    _plan(register, (commune.family,), (commune.crowd,))
    found, pages = printed("route-sheet", plan="R261101-2")
    assert found.pages == 1
    assert "Tuyến 2" in pages[0].text


def test_the_papers_of_a_trip_are_its_route_and_then_its_households(
    register: Register, commune: Commune, printed: Print
) -> None:
    """The sheets lie in the order in which they are handed over, on the paper of the route."""
    found, pages = printed("trip-papers")
    assert found.pages == 1
    assert "Chưa lập tuyến đi nào" in words(pages[0].text)
    _plan(register, (commune.crowd, commune.family), (commune.nobody,))
    with register.change("Xin không đến"):
        register.households.save(commune.nobody, do_not_contact=True)
    for plan in (None, "R261101", "R261101-1"):
        _, pages = printed("trip-papers", plan=plan)
        texts = [words(page.text) for page in pages]
        assert "Phiếu đi hộ" in texts[0]
        crowd, family = (
            next(at for at, text in enumerate(texts) if at and said in text)
            for said in ("Nguyễn Phước Hoàng Thiên Trường", "Đỗ Văn Đước")
        )
        assert 0 < crowd < family
