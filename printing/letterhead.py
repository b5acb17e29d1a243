"""The two blocks at the head of an official paper (Decree 30/2020/NĐ-CP, Appendix I, part II)."""

from dataclasses import dataclass

from rules.names import fold
from storage.office import Office

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_COMMITTEE = "Ủy ban nhân dân"
_UNITS = ("xa ", "phuong ", "dac khu ", "thi tran ", "huyen ", "tinh ", "thanh pho ")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands at the head: the authority above, the office, and what is still missing.

    Attributes:
        parent, body: in capitals, as printed; empty where nothing was entered.
        lacking: fields of the office that a paper needs and that are still empty, in the order of
            the form.
    """

    parent: str
    body: str
    lacking: tuple[str, ...]


# What a paper or a leaflet would leave out or leave blank without it.
NEEDED = ("commune", "name", "parent_name", "place", "point_name", "hours", "phone")


def letterhead(office: Office) -> Letterhead:
    """Return the head of the office's papers."""
    lacking = tuple(name for name in NEEDED if not getattr(office, name).strip())
    return Letterhead(office.parent_name.upper(), issuing_body(office.name).upper(), lacking)


def issuing_body(name: str) -> str:
    """Return an office by its full name: ``UBND xã Mẫu`` and ``Xã Mẫu`` are a people's committee.

    Decree 30/2020/NĐ-CP, Appendix I, part II, 2: the full name of the office that issues.
    """
    plain = fold(name)
    if plain.startswith("ubnd "):
        return f"{_COMMITTEE} {name[5:].strip()}"
    if plain.startswith(_UNITS):
        return f"{_COMMITTEE} {name}"
    return name
