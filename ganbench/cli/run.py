"""`ganbench run`: trains, measures and compares what a suite names."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from filelock import FileLock, Timeout
from typing_extensions import override

from ganbench.errors import GanbenchError


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
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda", "mps"]), default="auto")
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
    device: str,
    precision: str,
    compiled: str,
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
    try:
        return _compare(
            suite, out, device, precision, compiled, cohort_width, workers, threads,
            retry_failed, quiet,
        )  # fmt: skip
    except KeyboardInterrupt:  # while it loads, plans or writes the report
        if not quiet:
            click.echo(
                "\nStopped: every finished trial is kept. Run the same command again to go on."
            )
        return 130


def _compare(
    suite: str,
    out: Path | None,
    device: str,
    precision: str,
    compiled: str,
    cohort_width: int | None,
    workers: int | None,
    threads: int | None,
    retry_failed: bool,
    quiet: bool,
) -> int:
    from ganbench.benchmark.results import Results
    from ganbench.cli.console import PipeSafeConsole
    from ganbench.cli.damaged import naming_damaged
    from ganbench.cli.progress import view
    from ganbench.counts import count
    from ganbench.execution.local import Crew, run
    from ganbench.execution.numerics import choose
    from ganbench.execution.prepare import check_data, crew, pending, works
    from ganbench.report.terminal import print_leaderboard
    from ganbench.store import Store
    from ganbench.suite.plan import load_suite, plan, varied

    console = PipeSafeConsole(quiet=quiet)
    loaded = load_suite(suite)
    steps = loaded.suite.budget.generator_steps
    numerics, line = choose(device, precision, compiled, steps)
    trials = plan(loaded, vars(numerics))
    notes = check_data(map(varied, loaded.suite.workloads))
    store = Store.open(out or Path("results") / loaded.suite.name)
    with _alone(store.path):
        left = pending(trials, store, retry_failed)
        todo = works(trials, left, store.path, numerics, cohort_width, workers)
        store.begin(loaded.text, [trial.id for trial in trials])
        given = crew(len(todo), numerics.device, workers, threads)
        shared = Crew(given.workers, given.threads, loaded.plugin_files)
        fresh = sum(len(work.trials) for work in todo)
        all_of_them = count(len(trials), "trial")
        _say(console, f"{loaded.suite.name}: {all_of_them}, {fresh:,} to train, in {store.path}")
        try:
            if todo:
                _say(
                    console,
                    f"{count(len(todo), 'cohort')} on {count(shared.workers, 'worker')} with "
                    f"{count(shared.threads, 'thread')} each, {numerics.device}, "
                    f"{numerics.precision}.{f' {line}' if line else ''}",
                )
                for note in notes:
                    _say(console, note)
            with view(console, todo, quiet) as shown:
                run(todo, shared, shown.listen, shown.finished)
        except KeyboardInterrupt:
            kept = len(trials) - len(pending(trials, store, False))
            _say(
                console,
                f"\nStopped: {kept:,} of {all_of_them} kept in {store.path}. Run the same command "
                "again to go on: cohorts that were training do so from their last evaluation.",
            )
            return 130
        with naming_damaged() as damaged:
            results = Results(store)
            results.report()
        print_leaderboard(results.comparison, console)
        _say(console, f"\nThe report: {(store.path / 'index.html').resolve()}")
        lost = [record for record in results.records if record.status == "failed"]
        failed = len(lost)
        if not failed:  # all that checkpoints led to is stored
            shutil.rmtree(store.path / ".checkpoints", ignore_errors=True)
        if quiet:  # but not about what went wrong
            for workload, method, reason in dict.fromkeys(
                (record.workload, record.method, record.reason) for record in lost
            ):
                click.echo(f"{workload} / {method} failed: {reason}", err=True)
        for number, what in ((failed, "failed"), (len(damaged), "damaged")):
            if number:
                _say(
                    console,
                    f"{count(number, 'trial')} {what}: `--retry-failed` trains "
                    f"{'it' if number == 1 else 'them'} again.",
                )
        return 1 if failed or damaged else 0


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Holds the results folder, so that two runs do not train the same trials into it."""
    lock = FileLock(folder / ".lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise GanbenchError(
            f"{folder}: another `ganbench run` is writing there. Wait for it, or choose another "
            "folder with --out."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _say(console: object, line: str) -> None:
    from rich.console import Console

    assert isinstance(console, Console)
    console.print(line, markup=False, highlight=False, soft_wrap=True)
