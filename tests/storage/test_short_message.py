"""The short text for Zalo or SMS: names, days, money and whom to call, as the register has them."""

from datetime import date

import pytest

from rules.calendar import Month, PartialDate
from rules.vsi.contribution import PayerClass
from storage import Register, StorageError
from storage.enrolling import Circumstances
from storage.short_message import message_for

ON = date(2026, 11, 22)


@pytest.fixture
def home(register: Register) -> dict[str, str]:
    with register.change("Lập sổ"):
        register.office.save(name="UBND xã Mẫu", phone="02373 111 222")
        village = register.villages.add("Thôn Đông")
        household = register.households.add(village_id=village)
        head = register.people.add(
            name="Lường Văn Bảy", household_id=household, relation="head", sex="male",
            born=PartialDate(1975, 2, 3),
        )  # fmt: skip
        wife = register.people.add(
            name="Mai Thị Lành", household_id=household, relation="wife", sex="female",
            born=PartialDate(1980, 5, 6),
        )  # fmt: skip
        for person in (head, wife):
            register.covers.add(
                person, scheme="hi", known="covered", hi_group="household",
                start=date(2025, 12, 1), until=date(2026, 11, 30), dated=date(2026, 1, 1),
            )  # fmt: skip
    return {"household": household, "head": head, "wife": wife, "village": village}


def test_it_says_who_what_when_how_much_and_whom_to_call(
    register: Register, home: dict[str, str]
) -> None:
    with register.change("Đóng BHXH"):
        register.enrolments.enrol_vsi(
            home["wife"], income=1_500_000, payer_class=PayerClass.OTHER, method="3",
            start=Month(2026, 9), about=Circumstances(day=date(2026, 9, 5)),
        )  # fmt: skip
        register.staff.add(
            name="Tống Thị Mận", phone="0912 000 111", roles=("collector",),
            village_id=home["village"],
        )  # fmt: skip
    text = message_for(register, home["household"], ON)
    assert text == (
        "Kính gửi gia đình ông Lường Văn Bảy."
        " Thẻ BHYT của Lường Văn Bảy, Mai Thị Lành hết hạn ngày 30/11/2026."
        " Đóng 12 tháng cho 2 người: 2.322.540 đồng."
        " BHXH tự nguyện của Mai Thị Lành đã đóng đến hết 11/2026."
        " Đóng tiếp 3 tháng: 792.000 đồng (đã trừ 198.000 đồng được hỗ trợ)."
        " Số tiền tính ngày 22/11/2026."
        " Xin gọi Tống Thị Mận, 0912 000 111."
    )


def test_one_member_is_told_of_the_own_things_only(
    register: Register, home: dict[str, str]
) -> None:
    text = message_for(register, home["household"], ON, person_id=home["wife"])
    assert text.startswith("Kính gửi bà Mai Thị Lành. Thẻ BHYT của Mai Thị Lành hết hạn")
    assert "cho 1 người: 956.340 đồng" in text
    assert "Mai Thị Lành tham gia BHXH tự nguyện được từ 264.000 đồng mỗi tháng" in text
    assert text.endswith("Xin gọi UBND xã Mẫu, 02373 111 222.")


def test_nothing_is_said_where_nothing_is_owed_or_nobody_wants_to_hear(
    register: Register, home: dict[str, str]
) -> None:
    with register.change("Không liên hệ"):
        register.households.save(home["household"], do_not_contact=True)
    assert message_for(register, home["household"], ON) == ""

    with register.change("Trẻ nhỏ"):
        other = register.households.add(village_id=home["village"])
        register.people.add(
            name="Vi Văn Tuất", household_id=other, relation="head", born=PartialDate(2024, 1, 1)
        )
    assert message_for(register, other, ON) == ""
    with pytest.raises(StorageError, match="no_such_row"):
        message_for(register, "khong-co", ON)


def test_a_card_that_ended_one_that_never_was_and_an_office_without_telephone(
    register: Register, home: dict[str, str]
) -> None:
    with register.change("Hết hạn, dừng đóng"):
        register.office.save(phone="")
        register.people.add(
            name="Vi Văn Tuất", household_id=home["household"], relation="other",
            born=PartialDate(1960, 1, 1),
        )  # fmt: skip
        register.covers.add(
            home["head"], scheme="vsi", known="covered", start=date(2024, 1, 1),
            until=date(2026, 3, 31), dated=date(2024, 1, 1),
        )  # fmt: skip
        one = register.people.of_household(home["household"])[-1].id
        register.covers.add(one, scheme="hi", known="not_covered", dated=date(2026, 1, 1))
    text = message_for(register, home["household"], date(2026, 12, 15))
    assert "Thẻ BHYT của Lường Văn Bảy, Mai Thị Lành đã hết hạn ngày 30/11/2026." in text
    assert "Vi Văn Tuất chưa có thẻ BHYT." in text
    assert "BHXH tự nguyện của Lường Văn Bảy đóng đến 03/2026, nay chưa đóng tiếp." in text
    assert text.endswith("Xin liên hệ UBND xã Mẫu.")

    with register.change("Chưa ghi tên cơ quan"):
        register.office.save(name="")
    assert message_for(register, home["household"], ON).endswith("Số tiền tính ngày 22/11/2026.")
