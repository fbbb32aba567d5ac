"""`ganbench export`: one row a trial, for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

_COUNTS = (
    "steps", "diverged_at", "best_step", "steps_to_target", "flops_per_step", "samples"
)  # fmt: skip
"""Columns of whole numbers, some of which a trial may not have."""


@click.command("export")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option(
    "--format", "kind", type=click.Choice(["csv", "json", "parquet"]), default="csv",
    show_default=True, help="What to write.",
)  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), help="A file; default: standard output.")
@click.option("--all", "everything", is_flag=True, help="Every stored trial, not the newest run's.")
def command(directory: Path, kind: str, output: Path | None, everything: bool) -> None:
    """Write one row a trial of the results in DIRECTORY.

    Columns: method, workload, seed, status, cost, and each metric as final_* and best_*. A number
    that a trial does not have is empty (csv) or null (json).
    """
    from ganbench.analysis.frame import frame
    from ganbench.errors import GanbenchError
    from ganbench.store import Store
    from ganbench.store.files import dumps

    store = Store.open(directory, create=False)
    trials = None if everything else store.current() or None
    table = frame(store.records(trials, samples=False)).astype(dict.fromkeys(_COUNTS, "Int64"))
    if kind == "parquet" and output is None and sys.stdout.isatty():
        raise GanbenchError("Parquet is not text: name a file with --output FILE, or a pipe.")
    if output is not None and output.exists():
        raise GanbenchError(f"{output} is there already: choose another name, or remove it first.")
    try:
        if kind == "parquet":
            table.to_parquet(output or sys.stdout.buffer, index=False)
            return
        if kind == "csv":
            text = table.to_csv(index=False, lineterminator="\n")
        else:
            text = dumps(table.astype(object).where(table.notna(), None).to_dict("records"))
        if output is None:
            click.echo(text, nl=False)
        else:
            output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise GanbenchError(f"{output} cannot be written: {error.strerror or error}.") from error
