"""What is refused: nothing is lost, nothing half made, one sentence, and no traceback."""

import sys
from pathlib import Path

import pytest

import commands
from tests.commands.conftest import ON, ROSTER, Run, Said, is_one_sentence, run_program


def refused(said: Said, status: int = 2) -> bool:
    return said.status == status and said.out == "" and is_one_sentence(said.err)


@pytest.mark.parametrize("words", [("print", "vsi-table"), ("export", "monthly")])
@pytest.mark.parametrize("ending", ["", ".keys", "-wal"])
def test_a_register_is_never_written_over(
    run: Run, sample: Path, words: tuple[str, str], ending: str
) -> None:
    out = sample.with_name(sample.name + ending)
    said = run(words[0], sample, words[1], "--out", out, "--on", ON)
    assert refused(said), said.err
    assert run("list", sample, "people", "--limit", 0, "--json").json["total"] == 300


def test_nor_is_another_register(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SO_AN_SINH_PASSWORD", "Mật khẩu 123")
    locked = tmp_path / "kin.sas"
    assert run("sample", locked, "--people", 20, "--on", ON).status == 0
    monkeypatch.delenv("SO_AN_SINH_PASSWORD")
    before = locked.read_bytes()
    assert refused(run("print", sample, "vsi-table", "--out", locked, "--on", ON))
    assert locked.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        "list {folder} people",
        "check {folder}",
        "import {folder} {roster}",
        "backup {folder} {folder}/sao",
        "backup {sample} {file}",
        "restore {folder} {sample}",
        "restore {sample} {folder}",
        "print {sample} vsi-table --out {folder}",
        "export {sample} monthly --out {folder}",
        "import {folder}/moi.sas {folder}",
        "list {file} people",
    ],
)
def test_a_folder_is_no_file_and_a_file_no_folder(
    run: Run, sample: Path, tmp_path: Path, words: str
) -> None:
    folder, file = tmp_path / "thu-muc", tmp_path / "thu.txt"
    folder.mkdir()
    file.write_text("thư", encoding="utf-8")
    said = run(*words.format(folder=folder, file=file, sample=sample, roster=ROSTER).split())
    assert refused(said), said.err
    assert list(folder.iterdir()) == []
    assert file.read_text(encoding="utf-8") == "thư"


def test_no_folder_is_made_for_a_register_that_is_not_there(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "moi" / "bang.pdf"
    assert refused(run("print", tmp_path / "khong.sas", "vsi-table", "--out", out))
    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_restored_into_a_new_folder(run: Run, sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "may" / "moi" / "xa.sas"
    assert run("restore", sample, target).status == 0
    assert run("list", target, "people", "--limit", 0, "--json").json["total"] == 300


def test_a_sample_that_cannot_be_finished_leaves_nothing(run: Run, tmp_path: Path) -> None:
    """The law of that year is not recorded."""
    assert refused(run("sample", tmp_path / "cu.sas", "--people", 30, "--on", "2005-01-01"))
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_ours_is_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_name: str) -> object:
        message = "038079000001"
        raise RuntimeError(message)

    monkeypatch.setattr(commands, "shipped_policy", lambda: fails("x"))
    said = run("calc", "retirement", "--sex", "male", "--born", "1965")
    assert refused(said, status=1), said.err
    assert "RuntimeError" in said.err
    assert "038079000001" not in said.err  # what it was about may be personal


def test_a_damaged_register_is_an_answer_of_the_check(run: Run, sample: Path) -> None:
    content = bytearray(sample.read_bytes())
    content[100:3_100] = b"\x5a" * 3_000
    sample.write_bytes(content)
    said = run("check", sample, "--on", ON, "--json")
    assert said.status == 1
    assert said.json["ok"] is False
    assert said.json["damaged"]
    assert said.err == ""


def test_an_unprotected_register_is_spoken_of_only_once_it_is_open(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SO_AN_SINH_PASSWORD", "Mật khẩu 123")
    path = tmp_path / "kin.sas"
    assert run("sample", path, "--people", 20, "--on", ON).status == 0
    (tmp_path / "kin.sas.keys").unlink()
    said = run("list", path, "people")
    assert refused(said), said.err
    assert "kin.sas.keys" in said.err


def test_an_unknown_village_is_told_in_the_same_words_everywhere(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    out = tmp_path / "a.pdf"
    asked = [
        run("list", sample, "people", "--village", "Nơi nào"),
        run("print", sample, "village-summary", "--village", "Nơi nào", "--out", out),
        run("export", sample, "monthly", "--village", "Nơi nào", "--out", out),
    ]
    assert all(refused(said) for said in asked)
    assert len({said.err for said in asked}) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a disk that is always full")
def test_an_answer_that_cannot_be_sent_off_is_told() -> None:
    import subprocess

    main = Path(__file__).parents[2] / "main.py"
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, str(main), "calc", "retirement", "--sex", "male", "--born", "1970"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert is_one_sentence(done.stderr.decode("utf-8"))


def test_output_is_utf_8_whatever_the_machine_speaks(sample: Path) -> None:
    said = run_program(["list", sample, "people", "--limit", 1], LC_ALL="C", LANG="C")
    assert said.status == 0
    assert "dòng phù hợp" in said.out
    said = run_program(["list", "không-có.sas", "people"], LC_ALL="C", LANG="C")
    assert said.status == 2
    assert "không-có.sas" in said.err


def test_a_person_reads_words_not_codes(run: Run, sample: Path) -> None:
    code = run("list", sample, "households", "--limit", 1, "--on", ON, "--json").json["rows"][0]
    card = run("show", sample, "household", code["code"], "--on", ON).out
    assert f"Chủ hộ: {code['head']}" in card
    everything = card + "".join(
        run("list", sample, kind, "--on", ON).out
        for kind in ("people", "households", "visits", "enrolments", "events")
    )
    for name in ("male", "not_covered", "unknown", "refused", "renewal", "None", "True", "head"):
        assert name not in everything.split(), name


def test_a_folder_that_cannot_be_written_is_told_before_the_work(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    """A file stands where the folder should be: the same for every user and system."""
    (tmp_path / "tep").write_text("thư", encoding="utf-8")
    for words in (("print", "vsi-table", "a.pdf"), ("export", "monthly", "a.xlsx")):
        out = tmp_path / "tep" / words[2]
        said = run(words[0], sample, words[1], "--out", out, "--on", ON)
        assert refused(said, status=1), said.err
        assert words[2] in said.err


def test_numbers_out_of_reason_and_unknown_communes_are_slips(run: Run, sample: Path) -> None:
    assert refused(run("list", sample, "people", "--limit", "9" * 20))
    assert refused(run("sample", sample.with_name("x.sas"), "--people", "9" * 20))
    assert refused(run("import", sample, ROSTER, "--commune", "99999", "--on", ON))
    assert run("list", sample, "people", "--limit", 0, "--json").json["total"] == 300
