"""Draws docs/architecture.svg: the package's floors, and who imports whom.

Usage: python scripts/architecture.py          # draws the picture anew
       python scripts/architecture.py --check  # draws nothing, and fails if the picture is stale

Floors and imports are those of tests/test_architecture.py, which reads them from the code. An
import that follows from others is left out: where a imports b and c, and b imports c, no arrow from
a to c is drawn.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "architecture.svg"

sys.path.insert(0, str(ROOT / "tests"))
from test_architecture import FLOORS, IMPORTS, home  # noqa: E402

PLACES = {
    "analysis": (4.15, "boards, estimates"),
    "benchmark": (2.55, "run, load, plan"),
    "calibration": (0.85, "planted faults"),
    "cli": (2.1, "the command"),
    "conformance": (0.45, "ganbench check"),
    "datasets": (3.55, "batches, splits"),
    "dynamics": (0.2, "the Dirac-GAN"),
    "engine": (1.2, "cohorts, the step"),
    "evaluation": (2.95, "samples, measured"),
    "execution": (2.35, "cohorts, processes"),
    "experiment": (1.75, "trials, ids"),
    "features": (4.45, "extractors"),
    "games": (5.3, "known equilibria"),
    "losses": (0.1, "on logits"),
    "methods": (0.55, "recipes, methods"),
    "metrics": (4.15, "numbers of arrays"),
    "networks": (2.7, "architectures"),
    "optimizers": (1.2, "update rules"),
    "report": (4.15, "tables, figures"),
    "schedules": (0.55, "numbers that change"),
    "stabilizers": (0.9, "hooks of a step"),
    "store": (4.15, "records on disk"),
    "suite": (1.45, "YAML to objects"),
    "workloads": (2.25, "data and networks"),
}
"""Where a folder stands on its floor, in columns from the left, and what it holds."""

COLUMN, LEFT, WIDE, TALL, GAP, THIN = 168, 90, 122, 40, 46, 26
"""Pixels: a column; the first one's middle; a box; the space below a floor; a floor of files."""
FILES = LEFT + 5 * COLUMN
"""Where the files of a floor are named, in pixels from the left."""
COLOURS = ("#1f5fa8", "#b0552a", "#2c7a4b", "#7a3f98", "#8a6d00", "#a32a4c", "#00757a")


@dataclass(frozen=True)
class Box:
    """A folder's box: its middle and its upper edge, in pixels, and its colour."""

    x: float
    y: float
    colour: str

    @property
    def foot(self) -> float:
        """The lower edge."""
        return self.y + TALL


def arrows() -> list[tuple[str, str]]:
    """Returns who imports whom, folders by folders on lower floors, without what follows."""
    floor = {name: height for height, names in enumerate(FLOORS) for name in names.split()}
    below: dict[str, set[str]] = {name: set() for name in PLACES}
    for module, others in IMPORTS.items():
        for other in map(home, others):
            if {home(module), other} <= {*PLACES} and floor[other] < floor[home(module)]:
                below[home(module)].add(other)
    reached: dict[str, set[str]] = {}
    for name in sorted(below, key=lambda name: floor[name]):
        reached[name] = below[name].union(*(reached[other] for other in below[name]))
    return [
        (name, other)
        for name, others in below.items()
        for other in sorted(others)
        if not any(other in reached[between] for between in others)
    ]


def drawn() -> str:
    """Returns the picture.

    Raises:
        SystemExit: A folder has no place, or an arrow would run through another folder's box.
    """
    boxes, body, y = dict[str, Box](), list[str](), 24.0
    for names in reversed(FLOORS):
        folders = [name for name in names.split() if (ROOT / "ganbench" / name).is_dir()]
        if missing := [name for name in folders if name not in PLACES]:
            raise SystemExit(f"scripts/architecture.py: say in PLACES where {missing} stand.")
        files = [name for name in names.split() if (ROOT / "ganbench" / f"{name}.py").exists()]
        if not folders and not files:
            continue
        tall = TALL if folders else THIN
        body.append(_band(y, tall, files))
        for name in folders:
            colour = COLOURS[len(boxes) % len(COLOURS)]
            boxes[name] = Box(LEFT + PLACES[name][0] * COLUMN, y, colour)
        y += tall + (GAP if folders else 14)
    lines = [_arrow(name, other, boxes) for name, other in arrows()]
    told = [_box(name, box) for name, box in boxes.items()]
    wide = FILES + 330
    style = "font-family: system-ui, -apple-system, 'DejaVu Sans', Arial, sans-serif"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {y:g}" width="{wide}" '
            f'style="{style}" role="img">',
            "<title>The floors of ganbench, and who imports whom</title>",
            f'<rect width="{wide}" height="{y:g}" fill="#ffffff"/>',
            *body,
            *lines,
            *told,
            "</svg>",
            "",
        ]
    )


def _band(y: float, tall: float, files: list[str]) -> str:
    """A floor, with the files that stand on it at the right."""
    names = ", ".join(f"{name}.py" for name in files)
    half = len(names) // 2 if len(names) > 52 else len(names)
    cut = names.find(" ", half) if half < len(names) else len(names)
    rows = [names[:cut], names[cut:].strip()]
    rows = [row for row in rows if row]
    first = y + tall / 2 + 4 - 7 * (len(rows) - 1)
    text = "".join(
        f'<text x="{FILES}" y="{first + 14 * i:g}" font-size="11" fill="#555">{row}</text>'
        for i, row in enumerate(rows)
    )
    band = f'<rect x="8" y="{y - 6:g}" width="{FILES + 314}" height="{tall + 12:g}" rx="6" '
    return f'{band}fill="#f1f3f6"/>{text}'


def _box(name: str, box: Box) -> str:
    x = box.x - WIDE / 2
    return (
        f'<rect x="{x:g}" y="{box.y:g}" width="{WIDE}" height="{TALL}" rx="6" fill="#fff" '
        f'stroke="{box.colour}" stroke-width="1.5"/>'
        f'<text x="{box.x:g}" y="{box.y + 17:g}" font-size="14" font-weight="600" '
        f'text-anchor="middle" fill="#111">{name}</text>'
        f'<text x="{box.x:g}" y="{box.y + 32:g}" font-size="11" text-anchor="middle" '
        f'fill="#555">{PLACES[name][1]}</text>'
    )


def _arrow(name: str, other: str, boxes: dict[str, Box]) -> str:
    """A curve to above the other's place just below the importing floor, and straight down."""
    start, end = boxes[name], boxes[other]
    for between, box in boxes.items():
        if start.y < box.y < end.y and abs(box.x - end.x) < WIDE / 2 + 3:
            raise SystemExit(
                f"scripts/architecture.py: the arrow from {name} to {other} runs through "
                f"{between}: move one of them in PLACES."
            )
    turn, tip = start.foot + GAP - 12, end.y - 7
    curve = f"C {start.x:g} {turn - 6:g}, {end.x:g} {start.foot + 6:g}, {end.x:g} {turn:g}"
    return (
        f'<path d="M {start.x:g} {start.foot:g} {curve} L {end.x:g} {tip:g}" fill="none" '
        f'stroke="{start.colour}" stroke-width="1.6" stroke-opacity="0.85"/>'
        f'<path d="M {end.x - 4:g} {tip - 1:g} h 8 L {end.x:g} {end.y:g} z" fill="#444"/>'
    )


def main() -> int:
    """Draws the picture, or says that it is stale."""
    parser = argparse.ArgumentParser(description="Draw docs/architecture.svg from the imports.")
    parser.add_argument("--check", action="store_true", help="draw nothing; fail if it is stale")
    check, picture = parser.parse_args().check, drawn()
    known = PICTURE.read_text(encoding="utf-8") if PICTURE.exists() else ""
    if check and picture != known:
        print(
            "docs/architecture.svg is stale: run `python scripts/architecture.py`.",
            file=sys.stderr,
        )
        return 1
    if not check:
        PICTURE.write_text(picture, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
