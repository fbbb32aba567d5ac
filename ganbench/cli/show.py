"""`ganbench show`: one thing in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from ganbench.cli.view import Facts, Grid


@click.command("show")
@click.argument("name")
def command(name: str) -> None:
    """Show what NAME is: a method, a loss, a suite or anything else that `list` lists.

    Gives formula, paper, defaults and what it is made of; of a method also how it moves on the
    Dirac-GAN and what a step costs; of a suite that ships, its text. A name may be more than one
    of these.
    """
    from rich.console import Console

    from ganbench.errors import UnknownNameError
    from ganbench.kinds import KINDS, import_object
    from ganbench.spelling import did_you_mean
    from ganbench.suite.files import shipped

    suite = shipped().get(name)
    found = [kind for kind in KINDS.values() if name in kind.registry]
    if not found and not suite:
        known = [other for kind in KINDS.values() for other in kind.registry] + list(shipped())
        plurals = ", ".join(kind.plural for kind in KINDS.values())
        raise UnknownNameError(
            f"There is no '{name}'.{did_you_mean(name, known)} "
            f"`ganbench list` lists {plurals} and suites."
        )
    console = Console(markup=False, highlight=False)
    for i, kind in enumerate(found):
        if i:
            console.print()
        _print(console, f"{name} ", kind.name, import_object(kind.view).facts(kind.registry, name))
    if suite:
        if found:
            console.print()
        click.echo(suite.read_text(encoding="utf-8"), nl=False)


def _print(console: Console, name: str, kind: str, facts: Facts) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    rows = Table.grid(padding=(0, 2, 0, 0))
    rows.add_column()
    rows.add_column(overflow="fold")  # an address may be longer than a line
    for key, value in facts.rows:
        rows.add_row(Text(key, style="dim"), value)
    parameters = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for header in ("Parameter", "Default", "Allowed", "Meaning"):
        parameters.add_column(header)
    for row in facts.parameters:
        parameters.add_row(*row)

    console.print(Text(name, style="bold").append(f"({kind})", style="dim"))
    console.print(Padding("\n\n".join(facts.about), (0, 0, 0, 2), expand=False))
    for block in (rows, parameters):
        if block.row_count:
            console.print()
            console.print(Padding(block, (0, 0, 0, 2), expand=False))
    for grid in facts.grids:
        console.print()
        print_grid(console, grid)


def print_grid(console: Console, grid: Grid) -> None:
    """Prints a table of texts under what it shows."""
    from rich.padding import Padding
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for i, header in enumerate(grid.headers):
        table.add_column(header, justify="right" if i else "left")
    for row in grid.rows:
        table.add_row(*row)
    for block in (grid.about, table):
        console.print(Padding(block, (0, 0, 0, 2), expand=False))
