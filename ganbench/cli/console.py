"""A console whose closed output does not end the program."""

from __future__ import annotations

from contextlib import suppress

from rich.console import Console
from typing_extensions import override


class PipeSafeConsole(Console):
    """A console that prints nothing more once its output is closed; rich's ends the program."""

    @override
    def on_broken_pipe(self) -> None:
        with suppress(SystemExit):
            super().on_broken_pipe()
