"""Makes `units.json`, all provinces and communes, from the data files of vietnamadminunits (MIT).

    pip download --no-deps vietnamadminunits==1.0.4
    unzip vietnamadminunits-1.0.4-py3-none-any.whl -d F
    python resources/units/make_units.py F/vietnamadminunits/data

The package itself is not needed to run the program. README.md here says what each key means.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
KINDS = {"Xã": "xã", "Phường": "phường", "Đặc khu": "đặc khu"}
Json = dict[str, Any]


def main(folder: Path) -> None:
    """Writes units.json beside this file.

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


def _write(target: Path, provinces: dict[str, str], communes: list[Json]) -> None:
    """One commune a line, so that a later change can be read."""
    lines = [json.dumps(unit, ensure_ascii=False, separators=(",", ":")) for unit in communes]
    shown = json.dumps(dict(sorted(provinces.items())), ensure_ascii=False)
    text = '{"in_force":"2025-07-01",\n"provinces":' + shown + ',\n"communes":[\n'
    target.write_text(text + ",\n".join(lines) + "\n]}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
