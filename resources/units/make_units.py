"""Makes `units.json` and `former.json` from the data files of vietnamadminunits (MIT).

    pip download --no-deps vietnamadminunits==1.0.4
    unzip vietnamadminunits-1.0.4-py3-none-any.whl -d F
    python resources/units/make_units.py F/vietnamadminunits/data

The package itself is not needed to run the program. README.md here says what each key means.
"""

import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
KINDS = {"Xã": "xã", "Phường": "phường", "Đặc khu": "đặc khu"}
Json = dict[str, Any]


def main(folder: Path) -> None:
    """Writes units.json and former.json beside this file.

    Args:
        folder: the data folder of vietnamadminunits 1.0.4.
    """
    today = _read(folder / "parser_from_2025.json")
    before = _read(folder / "parser_legacy.json")
    mergers = _read(folder / "converter_2025.json")
    whole, parts = _former(mergers, _former_names(before), today["DICT_PROVINCE"])
    communes = [
        {
            "code": ward["wardCode"],
            "kind": KINDS[ward["wardType"]],
            "name": ward["wardShort"],
            "province": today["DICT_PROVINCE"][province]["provinceCode"],
            "former": sorted(whole[province, key]),
            "former_parts": sorted(parts[province, key]),
        }
        for (province, key), ward in _wards(today).items()
    ]
    provinces = {
        province["provinceCode"]: _lower_first(province["province"])
        for province in today["DICT_PROVINCE"].values()
    }
    _write(HERE / "units.json", provinces, sorted(communes, key=lambda unit: str(unit["code"])))
    _write_former(HERE / "former.json", before, _new_codes(mergers, today))


def _read(path: Path) -> Json:
    data: Json = json.loads(path.read_text(encoding="utf-8"))
    return data


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _wards(today: Json) -> dict[tuple[str, str], Json]:
    """Every commune of today by province and key.

    Names of one province that differ by their accents only stand in a table of their own.
    """
    wards = {}
    for table in ("DICT_PROVINCE_WARD_NO_ACCENTED", "DICT_PROVINCE_WARD_ACCENTED"):
        for province, members in today[table].items():
            for key, ward in members.items():
                wards[province, key] = ward
    return wards


def _former_names(before: Json) -> dict[str, tuple[str, str]]:
    """The key of each unit before 1 July 2025 → "Xã …, huyện …" and its province's name."""
    names = {}
    tables = ("DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED", "DICT_PROVINCE_DISTRICT_WARD_ACCENTED")
    for table in tables:
        for province, districts in before[table].items():
            for district, wards in districts.items():
                above = before["DICT_PROVINCE_DISTRICT"][province][district]["district"]
                place = before["DICT_PROVINCE"][province]["province"]
                for key, ward in wards.items():
                    name = f"{ward['ward']}, {_lower_first(above)}"
                    names[f"{province}_{district}_{key}"] = (name, place)
    for province, districts in before["DICT_PROVINCE_DISTRICT"].items():
        for key, district in districts.items():  # an island district had no communes under it
            place = before["DICT_PROVINCE"][province]["province"]
            names[f"{province}_{key}_"] = (district["district"], place)
    return names


def _former(
    mergers: Json, names: dict[str, tuple[str, str]], provinces: Json
) -> tuple[dict[tuple[str, str], set[str]], dict[tuple[str, str], set[str]]]:
    """What went into each commune: units that went in whole, and units of which a part did."""
    whole: dict[tuple[str, str], set[str]] = defaultdict(set)
    parts: dict[tuple[str, str], set[str]] = defaultdict(set)

    def say(province: str, key: str) -> str:
        name, place = names[key]
        same = place == provinces[province]["province"]
        return name if same else f"{name}, {_lower_first(place)}"

    for province, communes in mergers["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, keys in communes.items():
            whole[province, commune] |= {say(province, key) for key in keys}
    for province, divided in mergers["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, shares in divided.items():
            for share in shares:
                parts[province, share["newWardKey"]].add(say(province, key))
    return whole, parts


def _new_codes(mergers: Json, today: Json) -> dict[str, list[str]]:
    """The key of each former unit → the codes of what it became, the main part first."""
    codes = {place: str(ward["wardCode"]) for place, ward in _wards(today).items()}
    became: dict[str, list[str]] = defaultdict(list)
    for province, communes in mergers["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, keys in communes.items():
            for key in keys:
                became[key].append(codes[province, commune])
    for province, divided in mergers["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, shares in divided.items():
            main_first = sorted(shares, key=lambda share: not share["isDefaultNewWard"])
            became[key] += [codes[province, share["newWardKey"]] for share in main_first]
    return became


def _write_former(target: Path, before: Json, became: dict[str, list[str]]) -> None:
    """Every unit before 1 July 2025 with its code, its district, and what it became."""
    provinces = {p["provinceCode"]: p["province"] for p in before["DICT_PROVINCE"].values()}
    districts, communes = {}, {}
    tables = ("DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED", "DICT_PROVINCE_DISTRICT_WARD_ACCENTED")
    for province, of_province in before["DICT_PROVINCE_DISTRICT"].items():
        code = before["DICT_PROVINCE"][province]["provinceCode"]
        for key, district in of_province.items():
            above = district["districtCode"]
            districts[above] = [code, district["district"], became.get(f"{province}_{key}_", [])]
            for table in tables:
                for name, ward in before[table].get(province, {}).get(key, {}).items():
                    if not isinstance(ward["ward"], str):  # an island district without communes
                        continue
                    codes = became.get(f"{province}_{key}_{name}", [])
                    also = sorted(_other_names(ward))
                    communes[ward["wardCode"]] = [above, ward["ward"], codes, also]
    lines = [
        json.dumps([code, *unit], ensure_ascii=False, separators=(",", ":"))
        for code, unit in sorted(communes.items())
    ]
    said = json.dumps(dict(sorted(provinces.items())), ensure_ascii=False)
    above = json.dumps(dict(sorted(districts.items())), ensure_ascii=False, separators=(",", ":"))
    text = f'{{"until":"2025-06-30",\n"provinces":{said},\n"districts":{above},\n"communes":[\n'
    target.write_text(text + ",\n".join(lines) + "\n]}\n", encoding="utf-8", newline="\n")


def _other_names(ward: Json) -> list[str]:
    """Earlier names of a unit, run together without accents: `xacamphong`."""
    kinds = ("xa", "phuong", "thitran")
    own = "".join(fold(ward["ward"]).split())
    return [
        word for word in ward["wardKeywords"]
        if word != own and word.startswith(kinds) and word not in kinds
    ]  # fmt: skip


def fold(text: str) -> str:
    """The text in lower case without accents, `đ` as `d`."""
    marked = unicodedata.normalize("NFD", text.lower())
    return "".join(mark for mark in marked if not unicodedata.combining(mark)).replace("đ", "d")


def _write(target: Path, provinces: dict[str, str], communes: list[Json]) -> None:
    """One commune a line, so that a later change can be read."""
    lines = [json.dumps(unit, ensure_ascii=False, separators=(",", ":")) for unit in communes]
    shown = json.dumps(dict(sorted(provinces.items())), ensure_ascii=False)
    text = '{"in_force":"2025-07-01",\n"provinces":' + shown + ',\n"communes":[\n'
    target.write_text(text + ",\n".join(lines) + "\n]}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
