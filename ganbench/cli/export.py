"""`ganbench export`: one row a trial, for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import pandas as pd


@click.command("export")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option(
    "--format", "kind", type=click.Choice(["csv", "json", "parquet"]), default="csv",
    show_default=True, help="What to write.",
)  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), help="A file; default: standard output.")
@click.option("--all", "everything", is_flag=True, help="Every stored trial, not the newest run's.")
def command(directory: Path, kind: str, output: Path | None, everything: bool) -> int:
    """Write one row a trial of the results in DIRECTORY.

    Columns: method, workload, seed, status, cost, and each metric as final_* and best_*. A number
    that a trial does not have is empty (csv) or null (json).

    \b
    Exit codes:
      0  done
      1  done without the damaged records, which are named
      2  bad input: nothing was written
    """  # noqa: D301 - click's mark is the character, not the letters
    from ganbench.benchmark.results import Results
    from ganbench.cli.damaged import naming_damaged
    from ganbench.errors import GanbenchError

    results = Results.open(directory, everything)
    with naming_damaged():
        table = results.trials()
    if kind == "parquet" and output is None and sys.stdout.isatty():
        raise GanbenchError("Parquet is not text: name a file with --output FILE, or a pipe.")
    if output is not None and output.exists():
        raise GanbenchError(f"{output} is there already: choose another name, or remove it first.")
    try:
        if output is None:
            _print(table, kind)
        elif kind == "parquet":
            table.to_parquet(output, index=False)
        else:
            output.write_text(_text(table, kind), encoding="utf-8")
    except BrokenPipeError:
        raise  # as by `head`, which has enough; the program ends quietly
    except OSError as error:
        where = output or "Standard output"
        raise GanbenchError(f"{where} cannot be written: {error.strerror or error}.") from error
    return 1 if results.damaged else 0


def _print(table: pd.DataFrame, kind: str) -> None:
    if kind == "parquet":
        table.to_parquet(sys.stdout.buffer, index=False)
        sys.stdout.buffer.flush()
    else:
        click.echo(_text(table, kind), nl=False)


def _text(table: pd.DataFrame, kind: str) -> str:
    from ganbench.store.files import dumps

    if kind == "csv":
        return table.to_csv(index=False, lineterminator="\n")
    return dumps(table.astype(object).where(table.notna(), None).to_dict("records"))
