"""Fails when tests run too small a share of a part of the program; reads what `make test` measured.

The share counts lines and branches together, as coverage does.
"""

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ROOT / "out" / "coverage" / "data"
# Per cent. The law is arithmetic without a way out: every branch of it is run.
FLOORS = {"rules": 100.0, "storage": 95.0, "printing": 95.0}
WHOLE = 90.0
PARTS = ("rules", "storage", "printing", "ui")
COUNTS = ("covered_lines", "num_statements", "covered_branches", "num_branches")


def measured() -> dict[str, Any]:
    """Returns coverage's report of the last `make test`."""
    # Named one by one: Qt's bridge runs code from memory, under names that look like ours.
    ours = [f"{part}/*" for part in PARTS] + [path.name for path in ROOT.glob("*.py")]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [
                *(sys.executable, "-m", "coverage", "json", "--quiet"),
                *("--include", ",".join(ours), "-o", str(report)),
            ],
            cwd=ROOT,
            check=True,
        )
        data: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        return data


def shares(report: dict[str, Any]) -> dict[str, float]:
    """Returns the share in per cent of each part, and of the whole program as `all`."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTS, 0))
    for name, file in report["files"].items():
        part = PurePosixPath(name.replace("\\", "/")).parts[0]
        for count in COUNTS:
            sums[part][count] += file["summary"][count]
            sums["all"][count] += file["summary"][count]
    return {
        part: 100
        * (total["covered_lines"] + total["covered_branches"])
        / max(1, total["num_statements"] + total["num_branches"])
        for part, total in sums.items()
    }


def gaps(report: dict[str, Any], part: str) -> list[str]:
    """Returns where tests did not go in a part, worst file first, a line of text each."""
    found = []
    for name, file in report["files"].items():
        if part not in {"all", PurePosixPath(name.replace("\\", "/")).parts[0]}:
            continue
        lines, branches = file["missing_lines"], file["missing_branches"]
        text = f"    {name}: lines {lines[:12]}, branches {branches[:6]}"
        found.append((len(lines) + len(branches), text))
    return [text for missing, text in sorted(found, reverse=True)[:15] if missing]


def main() -> int:
    """Prints each share beside its floor; returns 1 when one is below."""
    if not MEASURED.exists():
        print("Run `make test` first: it measures what this reads.", file=sys.stderr)
        return 1
    report = measured()
    found = shares(report)
    low = False
    for part, floor in [*FLOORS.items(), ("all", WHOLE)]:
        share = found.get(part, 0.0)
        below = share < floor
        low = low or below
        print(f"{part:10} {share:6.2f} %  (at least {floor:g} %){'  TOO LOW' if below else ''}")
        if below:
            print("\n".join(gaps(report, part)))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
