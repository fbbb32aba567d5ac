"""`ganbench list`: lists what has a name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

import click

from ganbench.cli.options import FORM
from ganbench.kinds import KINDS, Kind, import_object

if TYPE_CHECKING:
    from collections.abc import Callable

    from ganbench.cli.view import Row, View

SUITES = "suites"
NAMES = (*(kind.plural for kind in KINDS.values()), SUITES)
"""What may be listed."""

_NUMBERS = {"Known", "D:G", "Batch", "Methods", "Seeds", "Steps"}
_FOLDED = {
    *("Description", "Workloads", "What it does", "Made of", "Paper", "Here", "Licence", "Where"),
    "Networks and their parameters",
}
"""The columns that may be broken into lines."""


@click.command("list")
@click.argument("kind", type=click.Choice(NAMES), required=False)
@FORM
def command(kind: str | None, form: Literal["table", "json"]) -> None:
    """List what a suite file may name, or the suites that ship; or, without KIND, the kinds."""
    row = next((each for each in KINDS.values() if each.plural == kind), None)
    if row is not None:
        print_things(row, form)
    elif kind == SUITES:
        from ganbench.cli.views import suite

        print_rows(suite.rows(), suite.cells, form)
    else:
        print_rows(_kinds(), _kind_cells, form)


def print_things(kind: Kind, form: Literal["table", "json"]) -> None:
    """Prints all things of a kind."""
    view: View = import_object(kind.view)
    found = rows(kind)
    if form == "table" and view.heading:
        order, heading = [*view.headings, *map(view.heading, found)], view.heading
        found = sorted(found, key=lambda row: order.index(heading(row)))
    print_rows(found, view.cells, form, view.heading)


def rows(kind: Kind) -> list[Row]:
    """Returns all things of a kind, each as a dictionary that begins with its `name`.

    What cannot be loaded, of a broken package, is left out, with a line on standard error.
    """
    from ganbench.errors import GanbenchError

    known, found = kind.registry, []
    view: View = import_object(kind.view)
    for name in known:
        try:
            found.append({"name": name, **view.row(known, name)})
        except GanbenchError as error:
            click.echo(str(error), err=True)
        except Exception as error:  # it can be imported, but is not what its group is for
            click.echo(str(known.failure(name, error)), err=True)
    return found


def print_rows(
    found: list[Row],
    cells: Callable[[Row], dict[str, str]],
    form: Literal["table", "json"],
    heading: Callable[[Row], str] | None = None,
) -> None:
    """Prints rows for people or for programs.

    Args:
        found: The rows.
        cells: Returns the cells of a row of the table, by the column's title.
        form: A table, or a list of objects in JSON.
        heading: Returns the heading that a row of the table stands under; `None` for none.
    """
    if form == "json":
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    lines = [cells(row) for row in found]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=0, pad_edge=False)
    table.leading = int(any("\n" in cell for line in lines for cell in line.values()))
    for title in lines[0] if lines else ():
        table.add_column(
            title,
            justify="right" if title in _NUMBERS else "left",
            no_wrap=title not in _FOLDED,
            overflow="fold",
        )
    last = None
    for row, line in zip(found, lines, strict=True):
        current = heading(row) if heading else None
        if current != last:
            last = current
            table.add_section()
            table.add_row(f"- {current} -", style="dim")
        table.add_row(*line.values())
    Console(markup=False, highlight=False).print(table)


def _kinds() -> list[Row]:
    """The kinds, with how many there are of each; none of them is imported."""
    from ganbench.suite.files import shipped

    found = [
        {"name": kind.plural, "number": len(list(kind.registry)), "summary": kind.summary}
        for kind in KINDS.values()
    ]
    summary = "comparisons that ship, to be run by name"
    return [*found, {"name": SUITES, "number": len(shipped()), "summary": summary}]


def _kind_cells(row: Row) -> dict[str, str]:
    return {"Kind": row["name"], "Known": str(row["number"]), "What it does": row["summary"]}
