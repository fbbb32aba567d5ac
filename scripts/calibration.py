"""Measures the planted faults of the workloads that ship, and draws their page.

Usage: python scripts/calibration.py [NAME...]   # all whose data are here, or those named
       python scripts/calibration.py --page      # the page alone, of the tables that are stored
       python scripts/calibration.py --check     # fails where the page is not of these tables

The tables are what `ganbench show` prints; the page is docs/calibration.md.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

from ganbench.calibration.calibrate import calibrate
from ganbench.calibration.table import Calibration, shipped, text
from ganbench.errors import GanbenchError
from ganbench.metrics import METRICS
from ganbench.workloads import WORKLOADS, Workload

ROOT = Path(__file__).parents[1]
TABLES = ROOT / "ganbench" / "calibration" / "tables"
PAGE = ROOT / "docs" / "calibration.md"
HEAD = """# Planted faults

What the metrics of a workload say is worth something only if they tell a good generator from a bad
one. For each workload that ships, generators whose fault is known are made of its own data, and
measured as any other: modes or classes that are missing, too frequent, too narrow, too wide or
beside their place, junk, a few images again and again, blur, noise, an untrained network. A target
is set above what a perfect generator scores in 99 of 100 draws and below the least of the faults;
a perfect generator meets it in at least 99 of 100 draws here, and no fault does in any.

`python scripts/calibration.py` measures all of it anew, and `ganbench calibrate NAME` one
workload, also one of yours. Values are medians over draws; "worst of 100" is what one draw of a
perfect generator in a hundred is worse than. What a class is says the data's own classifier;
pictures without one have no faults of classes. Where classes are a thousand, one of ten in the
first channel is missing.
"""


def sampled(name: str) -> bool:
    """Tells whether a workload is measured by samples, in which faults can be planted."""
    return WORKLOADS[name].game is None


def page() -> str:
    """Returns the page of the tables that are stored."""
    known = [(name, shipped(name)) for name in WORKLOADS if sampled(name)]
    lacking = ", ".join(f"`{name}`" for name, table in known if table is None)
    parts = [HEAD]
    parts += [_section(WORKLOADS[name], table) for name, table in known if table is not None]
    if lacking:
        parts.append(
            "## Not measured\n\nThe data of these were not at hand, and their targets are not "
            f"calibrated: {lacking}.\n"
        )
    return "\n".join(parts)


def _section(workload: Workload, table: Calibration) -> str:
    names = list(table.rows[0].values)
    perfect = table.rows[0]
    signs = {"lower": "≤", "higher": "≥"}
    target = " and ".join(
        f"{name} {signs[METRICS[name].direction]} {value:g}" for name, value in table.target.items()
    )
    lines = [
        f"## {workload.name}",
        "",
        f"{workload.title}. Target: {target}. {table.samples:,} samples a draw, {perfect.draws} "
        f"draws of a perfect generator, {table.rows[1].draws} of each fault.",
        "",
        f"| fault | {' | '.join(names)} | meets the target |",
        f"|---|{'---:|' * (len(names) + 1)}",
    ]
    for row in table.rows:
        values = [_number(row.values.get(name, math.nan)) for name in names]
        lines.append(f"| {row.fault} | {' | '.join(values)} | {row.met:.0%} |")
        if row is perfect:
            worst = [_number(row.extremes.get(name, math.nan)) for name in names]
            lines.append(f"| worst of 100 | {' | '.join(worst)} | |")
    return "\n".join([*lines, ""])


def _number(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3g}"


def main() -> int:
    """Measures and writes what is asked for."""
    parser = argparse.ArgumentParser(description="Measure planted faults, and draw their page.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="workloads; all, if none is named")
    parser.add_argument("--page", action="store_true", help="draw the page alone")
    parser.add_argument("--check", action="store_true", help="fail where the page is stale")
    asked = parser.parse_args()
    if asked.check:
        stale = PAGE.read_text(encoding="utf-8") != page()
        if stale:
            print(f"{PAGE.name} is stale: run scripts/calibration.py --page.", file=sys.stderr)
        return int(stale)
    TABLES.mkdir(exist_ok=True)
    for name in [] if asked.page else asked.names or filter(sampled, WORKLOADS):
        try:
            table = calibrate(WORKLOADS[name])
        except GanbenchError as error:
            print(f"{name}: left out: {error}")
            continue
        (TABLES / f"{name}.json").write_text(text(table), encoding="utf-8")
        print(f"{name}: {'sound' if table.sound else 'NOT SOUND'}", flush=True)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
