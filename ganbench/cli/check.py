"""`ganbench check`: runs the checks of whatever has a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from ganbench.conformance.result import Result
    from ganbench.conformance.subject import Subject

_STYLES = {"passed": "green", "failed": "bold red", "info": "dim"}


@click.command("check")
@click.argument("target")
def command(target: str) -> int:
    """Check that TARGET keeps what the engine and its results rest on.

    TARGET is a name that `ganbench list` lists, a plugin file, or an installed package: its name or
    the folder of its pyproject.toml. Everything that it registers is checked: its interface, what
    its hooks return, finite steps, the same bits twice, in every cohort and after a resume, steps
    on `meta` tensors, the Dirac-GAN, rest where p_G = p_data, a short run on ring8, and that a
    stabilizer changes anything.

    \b
    Exit codes:
      0  all checks passed
      1  a check failed
      2  there is no such target
    """  # noqa: D301 - click's mark is the character, not the letters
    from rich.console import Console

    from ganbench.conformance.kit import run
    from ganbench.conformance.targets import find

    console = Console(markup=False, highlight=False)
    failed = False
    for subject in find(target):
        results = []
        with console.status(f"{subject} ...") as status:  # nothing is shown where no one looks
            for result in run(subject):
                status.update(f"{subject}: {result.name} done ...")
                results.append(result)
        _print(subject, results, console)
        failed |= any(result.status == "failed" for result in results)
    return int(failed)


def _print(subject: Subject, results: Sequence[Result], console: Console) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("Check", no_wrap=True)
    table.add_column("Result", no_wrap=True)
    table.add_column("Reason, and how to mend it")
    for result in results:
        text = Text(result.reason)
        if result.mend:
            text.append(f"\nTo mend: {result.mend}", style="bold")
        table.add_row(result.name, Text(result.status, _STYLES[result.status]), text)
    console.print(str(subject), style="bold")
    console.print(table)
    counts = Counter(result.status for result in results)
    told = f", {counts['info']} for information" if counts["info"] else ""
    console.print(f"{subject}: {counts['passed']} passed, {counts['failed']} failed{told}\n")
