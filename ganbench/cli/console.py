"""A console for what takes long."""

from __future__ import annotations

from contextlib import suppress

from rich.console import Console
from typing_extensions import override


class PipeSafeConsole(Console):
    """A console that falls silent when nobody reads it any more; rich's would end the program."""

    @override
    def on_broken_pipe(self) -> None:
        with suppress(SystemExit):
            super().on_broken_pipe()
