"""`ganbench data`: lists, fetches and checks data sets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from ganbench.cli.options import FORM
from ganbench.cli.view import shape_text
from ganbench.cli.views.dataset import interval
from ganbench.datasets import DATASETS, load
from ganbench.errors import DataError, GanbenchError, PluginError

if TYPE_CHECKING:
    from ganbench.datasets import Source
    from ganbench.datasets.dataset import Dataset

INCEPTION = "inception"


@click.group("data")
def command() -> None:
    """List, fetch or check data sets.

    \b
    Files are looked for in this order:
      1  the folder that a suite names (the parameter `path`), then $GANBENCH_DATA/NAME
      2  ganbench's folder in the user's data
      3  where a system package puts them
      4  a download, with a checksum; never with GANBENCH_OFFLINE=1
    """  # noqa: D301 - click's mark is the character, not the letters


@command.command("list")
@FORM
def list_command(form: Literal["table", "json"]) -> None:
    """List the data sets, and where each one lies or how it is had."""
    from ganbench.cli.list import print_things
    from ganbench.kinds import KINDS

    print_things(KINDS["data set"], form)


@command.command("fetch")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def fetch_command(names: tuple[str, ...]) -> None:
    """Download the files of data sets, or the weights of the extractor `inception`."""
    sources = {name: DATASETS[name] for name in names if name != INCEPTION}  # all, before any
    for name in names:
        click.echo(f"{name}: {_fetch(name, sources)}")


@command.command("check")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option(
    "-p",
    "--parameter",
    "parameters",
    multiple=True,
    metavar="KEY=VALUE",
    help="A parameter, as in a suite file: -p path=pictures -p size=32.",
)
def check_command(names: tuple[str, ...], parameters: tuple[str, ...]) -> int:
    """Read data sets, and print their shapes, splits, hash and preparation.

    A NAME may also be a plugin file: all data sets that it registers are read.
    """
    given = dict(_parameter(each) for each in parameters)
    all_read = True
    for name in (each for target in names for each in _registered(target)):
        try:
            found = _facts(DATASETS[name], load(name, given), given.get("path"))
        except GanbenchError as error:
            all_read = False
            click.echo(f"{name}: {error}", err=True)
        else:
            _print_facts(name, found)
    return 0 if all_read else 2


def _registered(name: str) -> list[str]:
    """The data sets of a plugin file; any other name stands for itself."""
    if not name.endswith(".py"):
        return [name]
    from ganbench.suite import plugins

    path = Path(name)
    plugins.load(path)
    found = [each for each in DATASETS if DATASETS.origin(each) == str(path.resolve())]
    if not found:
        raise PluginError(f"{name}: expected a table DATASETS, found none.")
    return found


def _fetch(name: str, sources: dict[str, Source]) -> str:
    if name == INCEPTION:
        from ganbench.features.inception import fetch

        return str(fetch())
    fetch_files = sources[name].fetch
    return str(fetch_files()) if fetch_files else "needs no files, or takes a path of yours"


def _parameter(text: str) -> tuple[str, Any]:
    import yaml

    key, separator, value = text.partition("=")
    try:
        if separator:
            return key, yaml.safe_load(value)
    except yaml.YAMLError:
        return key, value
    raise GanbenchError(f"-p {text}: expected KEY=VALUE, found no '='.")


def _facts(source: Source, dataset: Dataset, named: str | None) -> dict[str, str]:
    """Returns what `ganbench data check` prints of a data set.

    Raises:
        DataError: It is not what its source says.
    """
    if source.shape not in (None, dataset.shape):
        raise DataError(
            f"expected samples of shape {source.shape}, found {dataset.shape}. Mend the plugin."
        )
    sizes = {part: _size(size) for part, size in dataset.sizes.items()}
    path = named or (source.find() if source.find else None)
    return {
        "title": source.title,
        "shape": shape_text(dataset.shape),
        "range": interval(None if dataset.density else dataset.range),
        "splits": ", ".join(f"{part} {size}" for part, size in sizes.items()),
        "classifier": dataset.classifier or "none",
        "sha256": dataset.content,
        "licence": source.licence,
        "from": source.url or "-",
        "preparation": source.preparation,
        **({"found in": str(path)} if path else {}),
    }


def _print_facts(name: str, found: dict[str, str]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(markup=False, highlight=False)
    console.print(name, style="bold")
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for key, value in found.items():
        table.add_row(f"  {key}", value)
    console.print(table)


def _size(size: int | None) -> str:
    return "fresh ones" if size is None else f"{size:,}"
