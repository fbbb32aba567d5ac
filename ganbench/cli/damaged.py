"""What a command does about damaged records: it names them and goes on without them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import click

from ganbench.store import DamagedRecord


@contextmanager
def naming_damaged() -> Iterator[list[str]]:
    """Prints every damaged record that is met, once, on standard error, and yields what it said."""
    told: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("always", DamagedRecord)
        others = warnings.showwarning

        def show(
            message: Warning | str,
            category: type[Warning],
            filename: str,
            lineno: int,
            file: TextIO | None = None,
            line: str | None = None,
        ) -> None:
            if not issubclass(category, DamagedRecord):
                others(message, category, filename, lineno, file, line)
            elif str(message) not in told:
                told.append(str(message))
                click.echo(f"Left out: {message}", err=True)

        warnings.showwarning = show
        yield told
