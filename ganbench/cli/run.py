"""`ganbench run`: trains, measures and compares what a suite names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from typing_extensions import override

if TYPE_CHECKING:
    from rich.console import Console

    from ganbench.benchmark.results import Results
    from ganbench.benchmark.run import Compiled, Device, Precision, RunSettings


class _Auto(click.ParamType):  # type: ignore[type-arg]  # generic in newer clicks only
    """A positive whole number, or "auto", which stands for `None`."""

    name = "auto|N"

    @override
    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | None:
        if value is None or value == "auto":
            return None
        try:
            number = int(str(value))
        except ValueError:
            number = 0
        if number < 1:
            self.fail(f"expected 'auto' or a whole number from 1, found '{value}'.", param, ctx)
        return number


_AUTO = _Auto()


@click.command("run")
@click.argument("suite")
@click.option("--out", type=click.Path(path_type=Path), help="Results folder [results/NAME].")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto")
@click.option("--precision", type=click.Choice(["float32", "bf16", "float64"]), default="float32")
@click.option(
    "--compile", "compiled", type=click.Choice(["auto", "on", "off"]), default="auto",
    help="Fuse the training step with torch.compile; auto where the budget pays for it.",
)  # fmt: skip
@click.option("--cohort-width", type=_AUTO, default="auto", help="Seeds that train as one.")
@click.option("--workers", type=_AUTO, default="auto", help="Processes at a time.")
@click.option("--threads", type=_AUTO, default="auto", help="Threads of each process.")
@click.option(
    "--retry-failed", is_flag=True, help="Try failed and damaged trials again; keeps their records."
)
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def command(
    suite: str,
    out: Path | None,
    device: Device,
    precision: Precision,
    compiled: Compiled,
    cohort_width: int | None,
    workers: int | None,
    threads: int | None,
    retry_failed: bool,
    quiet: bool,
) -> int:
    """Train, measure and compare what SUITE names: a file, or a suite that ships.

    Run it again and it trains only what is not there yet: nothing, or a method that was added, or
    what Ctrl-C left. Changed settings make new trials; nothing is overwritten.

    \b
    Exit codes:
      0  every trial has a row, and none failed
      1  every trial has a row, but some failed, or some records are damaged
      2  bad input: nothing was trained
      130  stopped by Ctrl-C: what is finished is kept
    """  # noqa: D301 - click's mark is the character, not the letters
    from ganbench.benchmark.run import RunSettings
    from ganbench.cli.console import PipeSafeConsole

    settings = RunSettings(
        device, precision, compiled, cohort_width, workers, threads, retry_failed
    )
    console = PipeSafeConsole(quiet=quiet)
    return _run(suite, out, settings, console)


def _run(suite: str, out: Path | None, settings: RunSettings, console: Console) -> int:
    """Runs a suite, shows how it goes and what came of it, and returns the exit code.

    Args:
        suite: A file, or the name of a suite that ships.
        out: The results folder.
        settings: How it is run.
        console: Where progress and results are printed.
    """
    from ganbench.benchmark.events import Event, RunStopped
    from ganbench.benchmark.run import as_suite, run_suite
    from ganbench.cli.damaged import naming_damaged
    from ganbench.cli.progress import showing_progress

    stopped = False
    try:
        with showing_progress(console) as show, naming_damaged():

            def on_event(event: Event) -> None:
                nonlocal stopped
                stopped = stopped or isinstance(event, RunStopped)
                show(event)

            results = run_suite(as_suite(suite), out, settings, on_event)
        return _conclude(results, console)
    except KeyboardInterrupt:
        if not stopped:  # while it loads, plans or writes the report
            console.print(
                "\nStopped: every finished trial is kept. Run the same command again to go on.",
                soft_wrap=True,
            )
        return 130


def _conclude(results: Results, console: Console) -> int:
    """Prints the leaderboard, where the report is, and what went wrong; returns the exit code.

    Args:
        results: The results of the run.
        console: Where to print.
    """
    from ganbench.report.terminal import print_leaderboard
    from ganbench.wording import quantity

    print_leaderboard(results.comparison, console)
    _say(console, f"\nThe report: {(results.folder / 'index.html').resolve()}")
    failed = [record for record in results.records if record.status == "failed"]
    if console.quiet:  # but not about what went wrong
        reasons = [(r.workload, r.method, r.reason) for r in failed]
        for workload, method, reason in dict.fromkeys(reasons):
            click.echo(f"{workload} / {method} failed: {reason}", err=True)
    for number, what in ((len(failed), "failed"), (len(results.damaged), "damaged")):
        if number:
            them = "it" if number == 1 else "them"
            _say(
                console,
                f"{quantity(number, 'trial')} {what}: `--retry-failed` trains {them} again.",
            )
    return 1 if failed or results.damaged else 0


def _say(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False, soft_wrap=True)
