"""`ganbench report`: tables, figures and a page from a results folder."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("report")
@click.argument("directory", type=click.Path(path_type=Path))
def command(directory: Path) -> int:
    """Write the tables, the figures and index.html of the results in DIRECTORY.

    Makes leaderboard.md, leaderboard.csv, leaderboard.tex, figures/ and index.html there and
    prints the leaderboard. Trains nothing.

    \b
    Exit codes:
      0  done
      1  done without the damaged records, which are named
      2  bad input: nothing was written
    """  # noqa: D301 - click's mark is the character, not the letters
    from ganbench.benchmark.results import Results
    from ganbench.cli.console import PipeSafeConsole
    from ganbench.cli.damaged import naming_damaged
    from ganbench.report.terminal import print_leaderboard

    results = Results.open(directory)
    console = PipeSafeConsole()
    with naming_damaged():
        print_leaderboard(results.comparison, console)
        page = results.report()
    console.print(f"\n{page.resolve()}", soft_wrap=True, highlight=False, markup=False)
    return 1 if results.damaged else 0
