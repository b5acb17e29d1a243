"""`sample`, `import`, `list`, `show`, `check`, `backup`, `restore`: shapes, sums and refusals."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from rules.vsi.case import VsiCase, vsi_result
from rules.vsi.contribution import PayerClass
from storage import open_register
from storage.filters import Filter
from tests.commands.conftest import ON, ROSTER, Run, is_one_sentence
from tests.printing.reading import read_pdf

PERSON = [
    "id",
    "name",
    "sex",
    "born",
    "personal_id",
    "si_number",
    "phone",
    "village",
    "household",
    "relation",
    "hi",
    "hi_from",
    "hi_until",
    "vsi",
    "vsi_until",
    "status",
    "vsi_income",
    "vsi_method",
]
ROWS = {
    "people": PERSON,
    "households": ["code", "village", "number", "head", "people", "standing"],
    "visits": ["id", "date", "household", "person", "scheme", "result", "reason", "next"],
    "enrolments": [
        "id",
        "person",
        "scheme",
        "kind",
        "months",
        "from",
        "until",
        "income",
        "gross",
        "state",
        "local",
        "paid",
        "receipt",
        "collector",
        "won_at",
    ],
    "events": ["id", "date", "form", "place", "reached", "joined"],
}


@pytest.mark.parametrize("kind", list(ROWS))
def test_rows_have_exactly_their_fields(run: Run, sample: Path, kind: str) -> None:
    found = run("list", sample, kind, "--on", ON, "--json").json
    assert list(found) == ["total", "rows"]
    assert found["total"] == len(found["rows"]) > 0
    assert all(list(row) == ROWS[kind] for row in found["rows"])


@pytest.mark.parametrize("kind", list(ROWS))
def test_limit_keeps_the_total(run: Run, sample: Path, kind: str) -> None:
    whole = run("list", sample, kind, "--on", ON, "--json").json
    some = run("list", sample, kind, "--limit", 2, "--on", ON, "--json").json
    assert some["total"] == whole["total"]
    assert some["rows"] == whole["rows"][:2]


def test_people_of_a_village_and_of_a_name(run: Run, sample: Path) -> None:
    everybody = run("list", sample, "people", "--on", ON, "--json").json["rows"]
    village = everybody[0]["village"]
    there = run("list", sample, "people", "--village", village, "--on", ON, "--json").json
    assert there["total"] == sum(row["village"] == village for row in everybody)
    found = run("list", sample, "people", "--search", "nguyen thi", "--on", ON, "--json").json
    assert found["total"] == sum({"Nguyễn", "Thị"} <= set(row["name"].split()) for row in everybody)


def test_states_are_those_of_the_day(run: Run, sample: Path) -> None:
    rows = run("list", sample, "people", "--on", ON, "--json").json["rows"]
    assert {row["hi"] for row in rows} == {"covered", "not_covered", "unknown"}
    assert {row["vsi"] for row in rows} == {True, False, None}
    for row in rows:
        if row["hi"] == "covered" and row["hi_until"]:
            assert row["hi_until"] >= ON
        if row["vsi"]:
            assert row["vsi_until"] >= ON[:7]


def test_visits_and_enrolments_of_a_village(run: Run, sample: Path) -> None:
    villages = {row["village"] for row in run("list", sample, "households", "--json").json["rows"]}
    for kind in ("visits", "enrolments"):
        whole = run("list", sample, kind, "--json").json["total"]
        parts = [
            run("list", sample, kind, "--village", name, "--json").json["total"]
            for name in villages
        ]
        assert sum(parts) == whole


def test_a_household_is_shown_whole(run: Run, sample: Path) -> None:
    row = run("list", sample, "households", "--limit", 1, "--on", ON, "--json").json["rows"][0]
    card = run("show", sample, "household", row["code"].lower(), "--on", ON, "--json").json
    assert card["code"] == row["code"]
    assert card["head"] == row["head"]
    living = [one for one in card["members"] if one["status"] in {"here", "away"}]
    assert len(living) == row["people"]
    assert all(list(one) == PERSON for one in card["members"])


def test_the_same_seed_makes_the_same_people(run: Run, sample: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.sas"
    run("sample", again, "--people", 300, "--seed", 2, "--on", ON)
    assert (
        run("list", sample, "people", "--on", ON).out
        == run("list", again, "people", "--on", ON).out
    )


def test_import_reports_and_a_second_time_changes_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "xa.sas"
    first = run("import", path, ROSTER, "--on", ON, "--json").json["files"][0]
    again = run("import", path, ROSTER, "--on", ON, "--json").json["files"][0]
    sums = ["added", "updated", "unchanged", "duplicates"]
    for told in (first, again):
        waiting = len(told["review"]) + len(told["rejected"])
        assert told["rows"] == sum(told[name] for name in sums) + waiting
    assert first["rows"] == first["added"] == again["unchanged"] == 1200
    assert (again["added"], again["updated"]) == (0, 0)
    people = run("list", path, "people", "--json").json["rows"]
    assert sum(row["sex"] == "male" for row in people) == 604


def test_a_register_is_made_for_the_commune_of_the_roster(run: Run, tmp_path: Path) -> None:
    chosen = tmp_path / "xa.sas"
    run("import", chosen, ROSTER, "--commune", "00004", "--on", ON)
    calc = [
        "--income",
        "1500000",
        "--class",
        "other",
        "--method",
        "1",
        "--on",
        "2026-10-05",
        "--json",
    ]
    assert run("calc", "contribution", *calc, "--register", chosen).status == 0
    said = run("import", tmp_path / "no.sas", ROSTER, "--commune", "99999", "--on", ON)
    assert said.status == 2
    assert is_one_sentence(said.err)
    assert not (tmp_path / "no.sas").exists()


def test_a_dry_run_writes_nothing(run: Run, tmp_path: Path, sample: Path) -> None:
    path = tmp_path / "xa.sas"
    told = run("import", path, ROSTER, "--dry-run", "--on", ON, "--json").json["files"][0]
    assert told["added"] == 1200
    assert not list(tmp_path.glob("xa.sas*"))
    before = run("list", sample, "people", "--json").out
    run("import", sample, ROSTER, "--dry-run", "--on", ON)
    assert run("list", sample, "people", "--json").out == before


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, "chỉ là chữ\n".encode()])
def test_a_file_refused_makes_no_register(run: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "danh-sach.xlsx"
    file.write_bytes(content)
    said = run("import", tmp_path / "xa.sas", file, "--json")
    assert said.status == 2
    assert said.out == ""
    assert is_one_sentence(said.err)
    assert "danh-sach.xlsx" in said.err
    assert [found.name for found in tmp_path.iterdir()] == ["danh-sach.xlsx"]


def test_a_refused_file_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "hong.xlsx"
    bad.write_bytes(b"hong")
    said = run("import", tmp_path / "xa.sas", bad, ROSTER, "--on", ON, "--json")
    assert said.status == 2
    assert [row["file"] for row in said.json["files"]] == [ROSTER.name]
    assert is_one_sentence(said.err)


def test_rows_that_are_not_taken_say_where_they_stand(run: Run, tmp_path: Path) -> None:
    """The fields of the report are those promised; the sheet is one where a file has several."""
    import openpyxl

    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("Bến")):
        assert sheet is not None
        sheet.append(["STT", "Họ và tên", "Ngày sinh"])
        sheet.append([1, "Nguyễn Thị Lan", "31/02/1980"])
    book.save(tmp_path / "hai.xlsx")
    book.remove(book["Bến"])
    book.save(tmp_path / "mot.xlsx")
    fields = ["row", "column", "value", "why"]
    for name, expected in (("mot.xlsx", fields), ("hai.xlsx", ["sheet", *fields])):
        words = ("import", tmp_path / "xa.sas", tmp_path / name, "--on", ON, "--dry-run")
        rows = run(*words, "--json").json["files"][0]["rejected"]
        assert [list(row) for row in rows] == [expected] * (len(expected) - 3)
        assert run(*words).out.count("dòng 2, cột Ngày sinh") == len(rows)


def test_check_is_content_with_a_sound_register(run: Run, sample: Path) -> None:
    said = run("check", sample, "--on", ON, "--json")
    assert said.status == 0
    assert said.json["ok"] is True
    assert said.json["damaged"] == []
    assert all(list(row) == ["what", "count"] for row in said.json["findings"])
    assert "nguyên vẹn" in run("check", sample).out


def test_backup_and_restore_bring_everything_back(run: Run, sample: Path, tmp_path: Path) -> None:
    before = run("list", sample, "people", "--json").out
    copy = Path(run("backup", sample, tmp_path / "sao", "--json").json["backup"])
    run("import", sample, ROSTER, "--on", ON)
    done = run("restore", copy, sample, "--json").json
    assert run("list", sample, "people", "--json").out == before
    kept = run("list", done["kept"], "people", "--limit", 0, "--json").json
    assert kept["total"] == 1500


@pytest.mark.parametrize(
    "words",
    [
        "list {sample} taxes",
        "list {sample} people --village Nơi-nào",
        "list {sample} people --limit -1",
        "list {sample}",
        "list nowhere.sas people",
        "show {sample} household 222-222",
        "show {sample} person 1",
        "sample {sample} --people 10 --seed 1",
        "sample x.sas --people none",
        "restore nowhere.sas {sample}",
        "check {roster}",
    ],
)
def test_bad_input_ends_in_one_sentence(run: Run, sample: Path, words: str) -> None:
    said = run(*words.format(sample=sample, roster=ROSTER).split(), "--json")
    assert said.status == 2
    assert said.out == ""
    assert is_one_sentence(said.err), said.err


def test_a_password_protects_what_is_made_and_is_asked_again(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kin.sas"
    monkeypatch.setenv("SO_AN_SINH_PASSWORD", "Mật khẩu 123")
    assert run("sample", path, "--people", 60, "--seed", 1).status == 0
    assert (tmp_path / "kin.sas.keys").exists()
    assert run("list", path, "people", "--json").json["total"] == 60
    copy = run("backup", path, tmp_path / "sao", "--json").json["backup"]
    assert Path(f"{copy}.keys").exists()
    assert run("restore", copy, path).status == 0
    assert run("list", path, "people", "--json").json["total"] == 60
    monkeypatch.setenv("SO_AN_SINH_PASSWORD", "sai")
    said = run("list", path, "people", "--json")
    assert said.status == 2
    assert is_one_sentence(said.err)
    monkeypatch.delenv("SO_AN_SINH_PASSWORD")
    assert run("list", path, "people").status == 2


def test_an_open_register_is_opened_with_a_word_about_it(
    run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SO_AN_SINH_PASSWORD", "Mật khẩu 123")
    said = run("list", sample, "people", "--limit", 1, "--json")
    assert said.status == 0
    assert json.loads(said.out)["total"] == 300
    assert is_one_sentence(said.err)


def test_a_kept_calculation_is_shown_and_printed(run: Run, sample: Path, tmp_path: Path) -> None:
    day = date.fromisoformat(ON)
    case = VsiCase(
        name="Lò Thị Thử", payer_class=PayerClass.OTHER, income=2_000_000, method="6", on=day
    )
    with open_register(sample, clock=lambda: datetime.now(UTC)) as register:
        first, second = register.households.list(on=day, limit=2)
        with register.change("Đưa cách tính vào phiếu hộ"):
            register.calculations.keep(
                case,
                household_id=first.id,
                person_id=None,
                answer=vsi_result(register.policies.policy(), case),
            )
    # 20 % × 22 % × 1,500,000 × 6 = 396,000 of 2,640,000 (Decree 159/2025/NĐ-CP, Article 5).
    kept = run("show", sample, "household", first.code, "--json").json["calculations"][0]
    assert (kept["person"], kept["method"], kept["payable"]) == ("Lò Thị Thử", "6", 2_244_000)
    text = run("show", sample, "household", first.code).out
    assert "Bảng tính đã giữ" in text
    assert "Lò Thị Thử  2.000.000  đóng 6 tháng  2.244.000" in text
    for code, said in ((first.code, "Lò Thị Thử"), (second.code, "Chưa giữ bảng tính nào")):
        out = tmp_path / "bang.pdf"
        words = ("print", sample, "benefit-sheet", "--household", code, "--out", out, "--on", ON)
        printed = run(*words, "--json")
        assert (printed.status, printed.json["pages"]) == (0, 1)
        assert said in read_pdf(out)[0].text


def test_a_kept_filter_narrows_lists_papers_and_sheets(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    with (
        open_register(sample, clock=lambda: datetime(2026, 11, 22, 8, tzinfo=UTC)) as register,
        register.change("Giữ bộ lọc"),
    ):
        register.filters.keep("Nữ chưa rõ thẻ", Filter(sex="female", hi=("unknown",)))
    named = ("--filter", "nu chua ro the", "--on", "2026-11-22")
    people = run("list", sample, "people", *named, "--json").json
    assert people["total"] == len(people["rows"]) > 0
    assert {(row["sex"], row["hi"]) for row in people["rows"]} == {("female", "unknown")}
    homes = run("list", sample, "households", *named, "--json").json
    assert 0 < homes["total"] <= people["total"]
    out = tmp_path / "a.xlsx"
    assert run("export", sample, "people-list", "--out", out, *named).status == 0
    cells = openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True)
    assert sum(isinstance(row[0], int) for row in cells) == people["total"]
    paper = tmp_path / "a.pdf"
    assert run("print", sample, "household-sheet", "--out", paper, *named).status == 0
    refused = run("list", sample, "people", "--filter", "không có")
    assert refused.status == 2
    assert "Nữ chưa rõ thẻ" in refused.err
