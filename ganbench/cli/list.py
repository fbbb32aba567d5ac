"""`ganbench list`: what there is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

import click

from ganbench.cli.options import FORM

if TYPE_CHECKING:
    from ganbench.cli.catalog import Row

_NUMBERS = {"Known", "D:G", "Batch", "Methods", "Seeds", "Steps"}

_FOLDED = {
    *("Description", "Workloads", "What it does", "GeneratorInputs of", "Paper", "Here"),
    "Networks and their parameters",
}
"""The columns that may be broken into lines."""

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
    "extractors": "networks by whose features images are compared",
    "suites": "comparisons that ship, to be run by name",
}


@click.command("list")
@click.argument("kind", type=click.Choice(list(KINDS)), required=False)
@FORM
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
        found = sorted(found, key=lambda row: [*_IDEAS, row["idea"]].index(row["idea"]))
    cells = [(_CELLS[kind] if kind else _kind)(row) for row in found]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=0, pad_edge=False)
    table.leading = int(any("\n" in cell for row in cells for cell in row.values()))
    for title in cells[0] if cells else ():
        table.add_column(
            title,
            justify="right" if title in _NUMBERS else "left",
            no_wrap=title not in _FOLDED,
        )
    idea = None
    for row, told in zip(cells, found, strict=True):
        if told.get("idea") != idea:
            idea = told["idea"]
            table.add_section()
            table.add_row(f"- {_IDEAS.get(idea, idea)} -", style="dim")
        table.add_row(*row.values())
    Console(markup=False, highlight=False).print(table)


def _kind(row: Row) -> dict[str, str]:
    return {"Kind": row["name"], "Known": str(row["number"]), "What it does": row["summary"]}


def _method(row: Row) -> dict[str, str]:
    own = row["generator_optimizer"]  # of the recipe; the other player's is of the same kind
    optimizer = f", {own.partition('(')[0]}" if own else ""
    return {
        "Name": row["name"],
        "GeneratorInputs of": " + ".join([row["loss"], *row["stabilizers"]]) + optimizer,
        "D:G": f"{row['discriminator_steps']}:1",
        "Paper": row["paper"].replace(" et al.", ""),
    }


def _part(row: Row) -> dict[str, str]:
    return {"Name": row["name"], "What it does": row["summary"]}


def _workload(row: Row) -> dict[str, str]:
    generator, discriminator = (
        f"{row[player]}, {row[f'{player}_parameters']:,}"
        for player in ("generator", "discriminator")
    )
    return {
        "Name and shape": f"{row['name']}\n{'x'.join(map(str, row['shape']))}",
        "Networks and their parameters": (
            f"prior {row['prior']}\nG {generator}\nD {discriminator}"
        ),
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


def _extractor(row: Row) -> dict[str, str]:
    return {
        "Name": row["name"],
        "Title": row["title"],
        "Images": row["images"],
        "Here": "yes" if row["missing"] is None else f"no: ganbench show {row['name']}",
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
    "extractors": _extractor,
    "suites": _suite,
}
