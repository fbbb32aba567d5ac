"""`ganbench list`: what there is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from ganbench.cli.catalog import Row

_NUMBERS = {"Known", "D:G", "Parameters", "Batch", "Methods", "Seeds", "Steps"}

_IDEAS = {
    "loss": "the loss",
    "penalty": "a penalty",
    "normalization": "D's layers",
    "input": "what D sees",
    "updates": "the updates",
    "averaging": "averaging G",
    "network": "the networks",
}

KINDS = {
    "methods": "recipes: a loss, stabilizers, optimizers and steps, as a paper has them",
    "losses": "what the two players descend",
    "stabilizers": "whatever else changes the game; any combine with any loss",
    "workloads": "data, networks, metrics and a target",
    "metrics": "what generators are measured with",
    "suites": "comparisons that ship, to be run by name",
}


@click.command("list")
@click.argument("kind", type=click.Choice(list(KINDS)), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table for people, or a list of objects with `name`.",
)
def command(kind: str | None, form: Literal["table", "json"]) -> None:
    """List what a suite file may name, or the suites that ship; or, without KIND, the kinds."""
    from ganbench.cli.catalog import names, rows

    if kind is None:
        found = [
            {"name": each, "number": len(names(each)), "summary": summary}
            for each, summary in KINDS.items()
        ]
    else:
        found = rows(kind)
    if form == "json":
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        _print_table(kind, found)


def _print_table(kind: str | None, found: list[Row]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    if kind == "methods":  # those of one idea below each other
        found = sorted(found, key=lambda row: list(_IDEAS).index(row["idea"]))
    cells = [(_CELLS[kind] if kind else _kind)(row) for row in found]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=0, pad_edge=False)
    table.leading = int(any("\n" in cell for row in cells for cell in row.values()))
    for title in cells[0] if cells else ():
        table.add_column(
            title,
            justify="right" if title in _NUMBERS else "left",
            no_wrap=title not in {"Description", "What it does", "Made of", "Paper"},
        )
    idea = None
    for row, told in zip(cells, found, strict=True):
        if told.get("idea") != idea:
            idea = told["idea"]
            table.add_section()
            table.add_row(f"- {_IDEAS[idea]} -", style="dim")
        table.add_row(*row.values())
    Console(markup=False, highlight=False).print(table)


def _kind(row: Row) -> dict[str, str]:
    return {"Kind": row["name"], "Known": str(row["number"]), "What it does": row["summary"]}


def _method(row: Row) -> dict[str, str]:
    return {
        "Name": row["name"],
        "Made of": " + ".join([row["loss"], *row["stabilizers"]]),
        "D:G": f"{row['discriminator_steps']}:1",
        "Paper": row["paper"].replace(" et al.", ""),
    }


def _part(row: Row) -> dict[str, str]:
    return {"Name": row["name"], "What it does": row["summary"]}


def _workload(row: Row) -> dict[str, str]:
    counts = (row["generator_parameters"], row["discriminator_parameters"])
    return {
        "Name and shape": f"{row['name']}\n{'x'.join(map(str, row['shape']))}",
        "Networks": f"prior {row['prior']}\nG {row['generator']}\nD {row['discriminator']}",
        "Parameters": "\n" + "\n".join(f"{count:,}" for count in counts),
        "Batch": str(row["batch"]),
        "Target": f"{row['target']['metric']}\nat {row['target']['threshold']:g}",
    }


def _metric(row: Row) -> dict[str, str]:
    return {
        "Name": row["name"],
        "Title": row["title"],
        "Better": row["direction"],
        "Paper": row["paper"],
    }


def _suite(row: Row) -> dict[str, str]:
    return {
        "Name": row["name"],
        "Description": row["description"],
        "Workloads": ", ".join(row["workloads"]),
        "Methods": str(row["methods"]),
        "Seeds": str(row["seeds"]),
        "Steps": f"{row['generator_steps']:,}",
    }


_CELLS = {
    "methods": _method,
    "losses": _part,
    "stabilizers": _part,
    "workloads": _workload,
    "metrics": _metric,
    "suites": _suite,
}
