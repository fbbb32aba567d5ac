"""A console for what takes long."""

from __future__ import annotations

from contextlib import suppress

from rich.console import Console


class Steadfast(Console):
    """A console that falls silent when nobody reads it any more; rich's would end the program."""

    def on_broken_pipe(self) -> None:
        """See `Console.on_broken_pipe`, which ends in `SystemExit`."""
        with suppress(SystemExit):
            super().on_broken_pipe()
