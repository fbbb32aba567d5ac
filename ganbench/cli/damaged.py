"""How commands treat damaged records: they are named on standard error and left out."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import click

from ganbench.store import DamagedRecord


@contextmanager
def naming_damaged() -> Iterator[list[str]]:
    """Prints each damaged record once, on standard error, and yields the list of these messages."""
    messages: list[str] = []
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
            elif str(message) not in messages:
                messages.append(str(message))
                click.echo(f"Left out: {message}", err=True)

        warnings.showwarning = show
        yield messages
