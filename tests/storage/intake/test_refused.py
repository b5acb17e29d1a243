"""Files that cannot be taken: one clear sentence each, and a register as it was."""

import random
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.words import Words
from storage import Register, StorageError
from storage.intake import read_file
from tests.storage.intake.sheets import HEADING, workbook

ON = date(2026, 11, 22)
WORDS = Words.load(
    (Path(__file__).resolve().parents[3] / "resources/words/vi.toml").read_text(encoding="utf-8")
)


def random_bytes(path: Path) -> None:
    path.write_bytes(random.Random(2).randbytes(5_000))


def protected(path: Path) -> None:
    """Write what Excel writes for a workbook with a password: an OLE file, not a zip."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    path.write_bytes(head + "EncryptedPackage".encode("utf-16-le") + bytes(2_000))


def truncated(path: Path) -> None:
    workbook(path, [HEADING, (1, "Lê Lan", None, None, None, None)])
    path.write_bytes(path.read_bytes()[:700])


def other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w/>")


def page(path: Path) -> None:
    path.write_text("<html><table><tr><td>Họ và tên</td></tr></table></html>", encoding="utf-8")


def drawing(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))


def prose(path: Path) -> None:
    path.write_text("Kính gửi các thôn, đề nghị rà soát; trân trọng.", encoding="utf-8")


CASES: list[tuple[str, Callable[[Path], object], str]] = [
    ("rac.xlsx", random_bytes, "intake_not_a_spreadsheet"),
    ("rac.xls", random_bytes, "intake_not_a_spreadsheet"),
    ("anh.xlsx", drawing, "intake_not_a_spreadsheet"),
    ("trang.xls", page, "intake_web_page"),
    ("van-ban.xlsx", other_zip, "intake_not_a_spreadsheet"),
    ("cut.xlsx", truncated, "intake_damaged"),
    ("thu.xlsx", prose, "intake_not_a_spreadsheet"),
    ("thu.csv", prose, "intake_no_name_column"),
    ("rong.xlsx", lambda path: path.write_bytes(b""), "intake_empty"),
    ("rong.csv", lambda path: path.write_bytes(b"\xef\xbb\xbf \r\n"), "intake_empty"),
    ("trong.xlsx", lambda path: workbook(path, [()]), "intake_empty"),
    ("khoa.xlsx", protected, "intake_protected"),
    ("cot.xlsx", lambda path: workbook(path, [("A", "B"), (1, 2)]), "intake_no_name_column"),
    ("so.xlsx", lambda path: workbook(path, [(1, 2), (3, 4)]), "intake_no_name_column"),
    ("tieu-de.xlsx", lambda path: workbook(path, [HEADING]), "intake_no_rows"),
]


@pytest.mark.parametrize(("name", "make", "code"), CASES, ids=[case[0] for case in CASES])
def test_a_refused_file_is_one_sentence(
    tmp_path: Path, name: str, make: Callable[[Path], object], code: str
) -> None:
    path = tmp_path / name
    make(path)
    with pytest.raises(StorageError) as refused:
        read_file(path, on=ON)
    assert refused.value.code == code
    sentence = WORDS.problem(refused.value)
    assert name in sentence
    assert sentence.endswith("sổ vẫn nguyên như cũ.")
    assert "\n" not in sentence


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        read_file(tmp_path / "mat.xlsx", on=ON)
    assert refused.value.code == "intake_missing"


def test_a_refused_file_leaves_the_register_as_it_was(
    tmp_path: Path, register: Register, everything: Callable[[Register], dict[str, list[Any]]]
) -> None:
    before = everything(register)
    path = tmp_path / "rac.xlsx"
    random_bytes(path)
    with pytest.raises(StorageError):
        read_file(path, on=ON)
    assert everything(register) == before
    assert register.undoable() is None


def test_every_code_of_intake_has_its_words() -> None:
    import ast

    folder = Path(__file__).resolve().parents[3] / "storage" / "intake"
    said = {
        node.value
        for file in folder.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    whys = {code for code in said if code.startswith(("bad_", "same_", "numbers_", "number_of"))}
    assert whys - {"same_name"} <= {
        code.removeprefix("intake.why.") for code in WORDS.codes if code.startswith("intake.why.")
    }
    for code in (one for one in said if one.startswith("intake_")):
        assert f"error.{code}" in WORDS.codes
