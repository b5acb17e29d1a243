"""What Telex and VNI leave in a name typed while the typing program was off."""

import pytest

from rules.left_overs import without_keys


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nguyeenx", "nguyen"),
        ("nguyexen", "nguyen"),
        ("nguyene", "nguyen"),
        ("thij", "thi"),
        ("ddoor", "do"),
        ("dod", "do"),
        ("huwowng", "huong"),
        ("tws", "tu"),
        ("hoaf", "hoa"),
        ("quoocs", "quoc"),
        ("nguye6n4", "nguyen"),
        ("d9o64", "do"),
        ("hoa", "hoa"),
        ("xuan", "xuan"),
        ("ngh", "ngh"),
        ("gd4", "gd"),
        ("038079", "038079"),
        ("12a", "12a"),
    ],
)
def test_keys_of_a_typing_program_are_taken_out(typed: str, meant: str) -> None:
    assert without_keys(typed) == meant
