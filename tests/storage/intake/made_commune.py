"""A made-up commune and its five lists, written as no two offices write them, with odd rows.

The answers are counted from the people themselves, never from what the program reads.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

from tests.storage.intake.old_text import tcvn3, vni

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence
    from pathlib import Path

VILLAGES = ("Bản Nà Cọ", "Bản Huổi Lót", "Tiểu khu 3", "Bản Pá Nậm", "Xóm Đồng Chiêm")
FAMILIES = ("Lường", "Vi", "Tống", "Mai", "Quàng", "Cầm", "Ngần", "Lỗ", "Đèo", "Khoàng")
MIDDLES = {"male": ("Văn", "Đức", "Bá"), "female": ("Thị", "Thị Hồng", "Ngọc")}
GIVEN = {
    "male": ("Tuất", "Pản", "Ổn", "Thưởng", "Ngoạn", "Dậu", "Khuyến", "Lả"),
    "female": ("Lành", "Mận", "Mến", "Ỏm", "Xuyến", "Thưa", "Diệp", "Yêu"),
}
WORDS = {
    "order": ("STT", "Số TT", "TT"),
    "household": ("Hộ số", "Mã hộ", "Số hộ gia đình"),
    "name": ("Họ và tên", "HỌ TÊN", "Họ, chữ đệm và tên", "Họ tên thành viên"),
    "relation": ("Quan hệ với chủ hộ", "QH CHỦ HỘ", "Mối quan hệ"),
    "born": ("Ngày, tháng, năm sinh", "NTNS", "Sinh ngày"),
    "sex": ("Giới tính", "Phái", "Nam/Nữ"),
    "id": ("Số ĐDCN", "Căn cước công dân", "Số định danh cá nhân"),
    "si": ("Mã số BHXH", "Số sổ BHXH", "MS BHXH"),
    "phone": ("Số điện thoại", "SĐT", "Di động"),
    "village": ("Thôn/bản", "Bản", "Tên thôn"),
    "head": ("Họ và tên chủ hộ", "Tên chủ hộ"),
    "head_id": ("Số CCCD chủ hộ", "Số định danh chủ hộ"),
    "poor": ("Hộ nghèo", "Nghèo"),
    "near": ("Hộ cận nghèo", "Cận nghèo"),
    "until": ("Hạn thẻ", "Thẻ có giá trị đến", "Hạn sử dụng"),
    "income": ("Mức thu nhập lựa chọn", "Thu nhập làm căn cứ đóng"),
    "method": ("Phương thức đóng", "Kỳ đóng"),
    "paid": ("Đã đóng đến tháng", "Đóng đến tháng"),
}
RELATIONS = {
    ("wife", "female"): "Vợ", ("husband", "male"): "Chồng", ("son", "male"): "Con trai",
    ("daughter", "female"): "Con gái", ("mother", "female"): "Mẹ", ("father", "male"): "Bố",
}  # fmt: skip
METHODS = {"1": "Hằng tháng", "3": "3 tháng", "6": "6 tháng", "12": "12 tháng"}


@dataclass
class Somebody:
    """One person, as true as a made-up one can be."""

    name: str
    sex: str
    born: date
    personal_id: str
    si_number: str
    phone: str
    village: str
    household: int
    relation: str
    insured_until: date | None = None
    income: int | None = None
    method: str | None = None


@dataclass
class Commune:
    """The people, and what is known of their households."""

    people: list[Somebody]
    standings: dict[int, str]
    odd: dict[str, Any] = field(default_factory=dict)

    @property
    def heads(self) -> list[Somebody]:
        """The head of every household."""
        return [one for one in self.people if one.relation == "head"]

    def answers(self) -> dict[str, Any]:
        """Return what is true, counted from the people."""
        insured = [one.insured_until for one in self.people if one.insured_until]
        kinds = Counter(self.standings.values())
        return {
            "people": len(self.people),
            "households": len(self.heads),
            "male": sum(one.sex == "male" for one in self.people),
            "by_village": dict(Counter(one.village for one in self.people)),
            "without_hi": len(self.people) - len(insured),
            "expiring": sum(day < date(2027, 1, 1) for day in insured),
            "poor": kinds["poor"],
            "near_poor": kinds["near_poor"],
            "vsi": sum(one.income is not None for one in self.people),
            "vsi_income": sum(one.income or 0 for one in self.people),
        }


def made(rng: random.Random) -> Commune:
    """Make a commune of some forty households."""
    people: list[Somebody] = []
    taken: set[str] = set()
    days = [date(1940, 1, 1) + timedelta(days=day) for day in range(25_000)]
    births = iter(rng.sample(days, 400))
    household = 0
    for village in VILLAGES:
        for _ in range(rng.randint(5, 10)):
            household += 1
            family = rng.choice(FAMILIES)
            members = ["head", *rng.sample(("spouse", "son", "daughter", "mother"), 3)]
            head_sex = ""
            for relation in members[: rng.randint(1, 4)]:
                sex = _sex(rng, relation, head_sex)
                head_sex = head_sex or sex
                said = {"male": "husband", "female": "wife"}[sex] if relation == "spouse" else (
                    relation
                )  # fmt: skip
                born = next(births)
                people.append(
                    Somebody(
                        name=_name(rng, family, sex), sex=sex, born=born,
                        personal_id=_id(rng, sex, born, taken),
                        si_number=_number(rng, "38", 8, taken),
                        phone=_number(rng, "09", 8, taken), village=village,
                        household=household, relation=said,
                    )
                )  # fmt: skip
    commune = Commune(people, {})
    _insure(rng, commune)
    return commune


def _sex(rng: random.Random, relation: str, head_sex: str) -> str:
    known = {"son": "male", "daughter": "female", "mother": "female"}
    if relation == "spouse":
        return "female" if head_sex == "male" else "male"
    return known.get(relation) or rng.choice(("male", "female"))


def _name(rng: random.Random, family: str, sex: str) -> str:
    return f"{family} {rng.choice(MIDDLES[sex])} {rng.choice(GIVEN[sex])}"


def _id(rng: random.Random, sex: str, born: date, taken: set[str]) -> str:
    century = (0 if born.year < 2000 else 2) + (sex == "female")
    return _number(rng, f"014{century}{born.year % 100:02d}", 6, taken)


def _number(rng: random.Random, start: str, digits: int, taken: set[str]) -> str:
    while True:
        # never six zeros at the end: a spreadsheet may have rounded those
        number = start + "".join(rng.choice("0123456789") for _ in range(digits - 1)) + "7"
        if number not in taken:
            taken.add(number)
            return number


def _insure(rng: random.Random, commune: Commune) -> None:
    for one in commune.people:
        if rng.random() < 0.7:
            year = rng.choice((2026, 2027))
            one.insured_until = date(year, 12, rng.randint(1, 31))
    for one in rng.sample(commune.people, 9):
        one.income = rng.randrange(1_500_000, 6_000_000, 50_000)
        one.method = rng.choice(list(METHODS))
    for head in rng.sample(commune.heads, 9):
        commune.standings[head.household] = rng.choice(("poor", "near_poor"))


class Lists:
    """Writes the five lists of a commune into a folder."""

    def __init__(self, commune: Commune, rng: random.Random, folder: Path) -> None:
        self._commune = commune
        self._rng = rng
        self._folder = folder

    def write(self) -> dict[str, Path]:
        """Write all five; return the paths by kind."""
        return {
            "book": self._book(),
            "without": self._without(),
            "cards": self._cards(),
            "poor": self._poor(),
            "vsi": self._vsi(),
        }

    # -- how people write

    def _columns(self, *names: str) -> list[str]:
        """The columns in an order of their own, the running number first."""
        rest = list(names)
        self._rng.shuffle(rest)
        return ["order", *rest]

    def _heading(self, columns: Sequence[str]) -> list[str]:
        return [self._rng.choice(WORDS[name]) for name in columns]

    def _day(self, day: date) -> str:
        forms = ("{d:02d}/{m:02d}/{y}", "{d}/{m}/{y}", "{d:02d}-{m:02d}-{y}", "{d}.{m}.{y}")
        return self._rng.choice(forms).format(d=day.day, m=day.month, y=day.year)

    def _named(self, name: str) -> str:
        return self._rng.choice((name, name.upper(), name.replace(" ", "  ")))

    def _amount(self, amount: int) -> str:
        return self._rng.choice((f"{amount:,}".replace(",", "."), str(amount), f"{amount:,}"))

    def _facts(self, one: Somebody, number: int) -> dict[str, Any]:
        bare = one.village.split(" ", 1)[1] if one.village.startswith("Bản ") else one.village
        said = RELATIONS.get((one.relation, one.sex), "Chủ hộ")
        return {
            "order": number, "household": one.household, "name": self._named(one.name),
            "relation": said, "born": self._day(one.born),
            "sex": "Nam" if one.sex == "male" else "Nữ",
            "id": int(one.personal_id) if self._rng.random() < 0.3 else one.personal_id,
            "si": one.si_number, "phone": int(one.phone), "village": one.village, "bare": bare,
            "head": self._named(one.name), "head_id": one.personal_id,
            "until": self._day(one.insured_until) if one.insured_until else "",
            "income": self._amount(one.income or 0), "method": METHODS.get(one.method or "", ""),
            "paid": "12/2026",
        }  # fmt: skip

    # -- the five

    def _book(self) -> Path:
        """One sheet a village, each with its own columns; the odd rows stand in the last."""
        book = Workbook()
        book.remove(book.active)  # type: ignore[arg-type]
        for village in VILLAGES:
            sheet = book.create_sheet(village)
            sheet.append(["DANH SÁCH NHÂN KHẨU THEO HỘ GIA ĐÌNH"])
            sheet.append(["Ngày 05/10/2026"])
            columns = self._columns(
                "household", "name", "relation", "born", "sex", "id", "si", "phone"
            )
            heading = self._heading(columns)
            sheet.append(heading)
            living = [one for one in self._commune.people if one.village == village]
            rows = [self._facts(one, number) for number, one in enumerate(living, 1)]
            for facts in rows:
                sheet.append([facts[name] for name in columns])
            if village == VILLAGES[-1]:
                for odd in self._odd(living):
                    sheet.append([odd.get(name, "") for name in columns])
            sheet.append([None, f"Tổng cộng: {len(living)} người"])
        return self._saved(book, "nhan-khau.xlsx")

    def _odd(self, living: list[Somebody]) -> list[dict[str, Any]]:
        """Rows that are doubled, contradictory, nameless or impossible."""
        heads = [one for one in living if one.relation == "head"]
        one, two, three = heads[0], heads[1], heads[2]
        doubled = {**self._facts(one, 90), "name": one.name, "born": _plain(one.born),
                   "id": one.personal_id}  # fmt: skip
        contradictory = {**self._facts(two, 91), "name": two.name, "born": _plain(two.born),
                         "id": two.personal_id, "phone": 987000111}  # fmt: skip
        stranger = {"household": three.household, "name": "Hoàng Phi Yến", "born": "05/06/1901",
                    "id": three.personal_id, "order": 92}  # fmt: skip
        year_only = {"household": three.household, "name": three.name, "born": three.born.year,
                     "order": 93, "sex": ""}  # fmt: skip
        nameless = {**doubled, "name": "", "id": "014085001117"}
        impossible = {**doubled, "name": "Lỗ Thị Thưa", "born": "31/02/1988",
                      "id": "014188001117"}  # fmt: skip
        short = {**doubled, "name": "Lỗ Văn Dậu", "born": "03/02/1988", "id": "0140880"}
        self._commune.odd = {"conflict": (two.personal_id, two.phone)}
        return [doubled, contradictory, stranger, year_only, nameless, impossible, short]

    def _without(self) -> Path:
        """UTF-16, semicolons; some without their number, known by name, day and village."""
        rows: list[list[Any]] = [
            ["DANH SÁCH NGƯỜI CHƯA THAM GIA BẢO HIỂM Y TẾ"], ["Ngày 10/10/2026"],
        ]  # fmt: skip
        columns = self._columns("name", "born", "sex", "id", "village")
        rows.append(self._heading(columns))
        for number, one in enumerate(self._chosen(lambda one: one.insured_until is None), 1):
            facts = self._facts(one, number)
            if self._rng.random() < 0.4:
                facts["id"] = ""
            rows.append([facts[name] for name in columns])
        return self._written("chua-co-the.csv", rows, "utf-16", ";")

    def _cards(self) -> Path:
        """VNI, in a workbook; a number of ten digits or of twelve."""
        columns = self._columns("name", "born", "id", "si", "village", "until")
        rows: list[list[Any]] = [
            ["DANH SÁCH THẺ BẢO HIỂM Y TẾ ĐẾN NGÀY 01/11/2026"], self._heading(columns),
        ]  # fmt: skip
        for number, one in enumerate(self._chosen(lambda one: one.insured_until is not None), 1):
            facts = self._facts(one, number)
            facts["name"] = one.name
            facts[self._rng.choice(("id", "si"))] = ""
            rows.append([facts[name] for name in columns])
        return self._spreadsheet("the-bhyt.xlsx", rows, vni)

    def _poor(self) -> Path:
        """TCVN3, in a workbook, villages without their unit word."""
        columns = self._columns("head", "village", "head_id", "poor", "near")
        rows: list[list[Any]] = [
            ["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026"],
            ["(Kèm theo Quyết định số 45/QĐ-UBND ngày 15/12/2025)"],
            self._heading(columns),
        ]
        heads = self._chosen(lambda one: one.relation == "head")
        for number, one in enumerate(heads, 1):
            if kind := self._commune.standings.get(one.household):
                facts = self._facts(one, number)
                facts |= {"head": one.name, "village": facts["bare"]}
                facts |= {"poor": "x" * (kind == "poor"), "near": "x" * (kind == "near_poor")}
                rows.append([facts[name] for name in columns])
        return self._spreadsheet("ho-ngheo.xlsx", rows, tcvn3)

    def _vsi(self) -> Path:
        columns = self._columns("name", "born", "si", "income", "method", "paid")
        rows: list[list[Any]] = [["DANH SÁCH THAM GIA BHXH TỰ NGUYỆN"], self._heading(columns)]
        for number, one in enumerate(self._chosen(lambda one: one.income is not None), 1):
            facts = self._facts(one, number)
            rows.append([facts[name] for name in columns])
        return self._written("bhxhtn.csv", rows, "utf-16-le", "\t")

    def _chosen(self, fits: Callable[[Somebody], bool]) -> list[Somebody]:
        found = [one for one in self._commune.people if fits(one)]
        self._rng.shuffle(found)
        return found

    # -- files

    def _saved(self, book: Workbook, name: str) -> Path:
        path = self._folder / name
        book.save(path)
        return path

    def _spreadsheet(self, name: str, rows: list[list[Any]], text: Callable[[str], str]) -> Path:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append([text(cell) if isinstance(cell, str) else cell for cell in row])
        return self._saved(book, name)

    def _written(self, name: str, rows: list[list[Any]], encoding: str, between: str) -> Path:
        text = io.StringIO()
        csv.writer(text, delimiter=between, lineterminator="\r\n").writerows(rows)
        mark = "\ufeff" if encoding == "utf-16-le" else ""
        path = self._folder / name
        path.write_bytes((mark + text.getvalue()).encode(encoding))
        return path


def _plain(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
