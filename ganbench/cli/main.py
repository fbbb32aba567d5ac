"""The entry point: finds the command, runs it, and turns errors into messages and exit codes."""

from __future__ import annotations

import errno
import importlib
import sys
from collections.abc import Sequence

import click
from typing_extensions import override

from ganbench.errors import GanbenchError
from ganbench.kinds import KINDS
from ganbench.spelling import did_you_mean
from ganbench.version import __version__

_KINDS = [kind.name for kind in KINDS.values()]
_ANY = f"a {', '.join(_KINDS[:-1])} or {_KINDS[-1]}"

COMMANDS = {
    "run": "Train, measure and compare what a suite names.",
    "report": "Write tables, figures and a page from a results folder.",
    "export": "Write the trials of a results folder as CSV, JSON or Parquet.",
    "validate": "Check a suite file without running it.",
    "list": f"List {', '.join(kind.plural for kind in KINDS.values())} or suites.",
    "show": "Show formula, paper, defaults and parts of what has a name.",
    "data": "List, fetch or check data sets.",
    "calibrate": "Try a workload's metrics and target on planted faults.",
    "schema": "Print the JSON Schema of suite files, for editors.",
    "new": f"Write a package with {_ANY} of your own.",
    "check": f"Check that {_ANY} keeps what it must.",
}


class _Lazy(click.Group):
    """A group whose commands are imported when they are called, so that `--help` is quick."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"ganbench.cli.{cmd_name}").command
        return command

    @override
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(
                f"There is no command '{args[0]}'.{did_you_mean(args[0], COMMANDS)} "
                f"Known: {', '.join(COMMANDS)}."
            )
        return super().resolve_command(ctx, args)

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="ganbench")
@click.option("--debug", is_flag=True, help="Show the traceback of an error; goes anywhere.")
def cli(debug: bool) -> None:
    """Compare GAN stabilization methods over data sets and seeds.

    \b
    Try it:
      ganbench run quickstart
      ganbench show wgan-gp

    \b
    Exit codes:
      0  done: every trial has a row, and none failed
      1  done, but some trials failed, or some records are damaged
      2  bad input: nothing was done
      130  stopped by Ctrl-C: what is finished is kept
    """  # noqa: D301 - click's mark is the character, not the letters


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line.

    Args:
        arguments: What follows the program's name; by default that of this process.

    Returns:
        The exit code.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    try:
        result = cli.main(
            [argument for argument in given if argument != "--debug"],
            prog_name="ganbench",
            standalone_mode=False,
        )
    except click.Abort:
        return 130
    except click.ClickException as error:
        error.show()
    except GanbenchError as error:
        if debug:
            raise
        click.echo(str(error), err=True)
    except Exception as error:
        if debug:
            raise
        click.echo(_unexpected(error), err=True)
    else:
        return result if isinstance(result, int) else 0
    return 2


def _unexpected(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return (
            f"{error.filename or 'A file'} cannot be written: no space is left on the disk. What "
            "is finished is kept: make room, and run the same command again."
        )
    return (
        f"Unexpected {type(error).__name__}: {error}\n"
        "This is a mistake in ganbench or in a plugin: run with --debug for the traceback."
    )
