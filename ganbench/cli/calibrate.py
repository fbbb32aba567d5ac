"""`ganbench calibrate`: measures planted faults by a workload's metrics and target."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ganbench.cli.options import FORM

if TYPE_CHECKING:
    from ganbench.workloads import Workload


@click.command("calibrate")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option(
    "--samples", type=click.IntRange(min=3), default=2500, show_default=True, help="A draw's."
)
@click.option(
    "--draws",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Of a perfect generator; a fifth as many of each fault.",
)
@FORM
def command(
    names: tuple[str, ...], samples: int, draws: int, form: Literal["table", "json"]
) -> int:
    """Try the metrics and the target of workloads on generators whose fault is known.

    A NAME is a workload that `ganbench list workloads` lists, or the file of a suite, whose own
    workloads are tried. Faults are planted in the data: modes or classes that are missing, too
    frequent, too narrow, too wide or beside their place, junk, few images again and again, blur,
    noise, an untrained generator. The data have to be here.

    \b
    Exit codes:
      0  a perfect generator meets each target in 99 of 100 draws, and no fault does in any
      1  a target does not tell them apart
      2  there is no such workload, or no data
    """  # noqa: D301 - click's mark is the character, not the letters
    from rich.console import Console

    from ganbench.calibration.calibrate import calibrate
    from ganbench.cli.show import print_grid
    from ganbench.cli.views.calibration import grid
    from ganbench.store.files import plain

    console, found = Console(markup=False, highlight=False), []
    for workload in [each for name in names for each in _workloads(name)]:
        with console.status(f"{workload.name} ..."):
            found.append(calibrate(workload, samples, draws))
        if form == "table":
            console.print(workload.name, style="bold")
            print_grid(console, grid(found[-1], workload.metrics))
            console.print()
    if form == "json":
        click.echo(json.dumps([plain(each.to_json()) for each in found], indent=2))
    return int(not all(each.sound for each in found))


def _workloads(name: str) -> tuple[Workload, ...]:
    """The workload of a name, or those of a suite's file.

    Raises:
        UnknownNameError: There is no such workload.
        SuiteError: The file is no suite.
    """
    from ganbench.suite.load import load_suite
    from ganbench.workloads import WORKLOADS

    if name not in WORKLOADS and Path(name).suffix in (".yaml", ".yml"):
        return load_suite(name).workloads
    return (WORKLOADS[name],)
