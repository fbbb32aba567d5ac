"""Runs a suite: plans trials, trains the missing ones in cohorts, and writes the report."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from ganbench.benchmark.events import OnEvent, RunStarted, RunStopped
from ganbench.benchmark.progress import LineProgress
from ganbench.benchmark.results import Results
from ganbench.bounds import Bounded, Count
from ganbench.errors import ResultsError, SuiteError
from ganbench.evaluation.evaluator import unavailable_metrics
from ganbench.execution.calling_process import CallingProcess
from ganbench.execution.cohorts import jobs
from ganbench.execution.executor import Executor
from ganbench.execution.machine import share_machine
from ganbench.execution.numerics import choose
from ganbench.execution.processes import WorkerProcesses
from ganbench.experiment.plan import trials
from ganbench.experiment.portable import portable
from ganbench.experiment.suite import Suite
from ganbench.experiment.trial import Trial
from ganbench.store import Store
from ganbench.suite.load import load_suite
from ganbench.wording import shown

SuiteSource = Suite | Mapping[str, Any] | Path | str
"""A suite: an object, what a suite file says as a dictionary, a file, or the name of one that
ships."""


Device = Literal["auto", "cpu", "cuda"]
Precision = Literal["float32", "bf16", "float64"]
Compiled = Literal["auto", "on", "off"]


@dataclass(frozen=True)
class RunSettings(Bounded):
    """How a suite is run.

    Attributes:
        device: "auto", "cpu" or "cuda".
        precision: "float32", "bf16" or "float64".
        compiled: "auto", "on" or "off".
        cohort_width: Seeds that train as one, at most; `None` lets ganbench choose.
        workers: Processes at a time; `None` lets ganbench choose.
        threads: Threads of each process; `None` lets ganbench choose.
        retry_failed: Whether failed and damaged trials are tried again, their records kept aside.
    """

    device: Device = "auto"
    precision: Precision = "float32"
    compiled: Compiled = "auto"
    cohort_width: Count | None = None
    workers: Count | None = None
    threads: Count | None = None
    retry_failed: bool = False


def run(
    suite: SuiteSource,
    out: str | Path | None = None,
    *,
    device: Device = "auto",
    precision: Precision = "float32",
    compiled: Compiled = "auto",
    cohort_width: int | None = None,
    workers: int | None = None,
    threads: int | None = None,
    retry_failed: bool = False,
    on_event: OnEvent | None = None,
    executor: Executor | None = None,
) -> Results:
    """Trains, measures and compares what a suite names, and writes the report.

    Trials that are finished are not trained again: a second call trains nothing, and after a
    method was added it trains only that.

    Example:
        >>> import ganbench
        >>> suite = {
        ...     "name": "tiny",
        ...     "workloads": ["ring8"],
        ...     "methods": ["r1", "wgan-gp"],
        ...     "seeds": 2,
        ...     "budget": {"generator_steps": 4},
        ...     "evaluate": {"every": 2, "samples": 100},
        ... }
        >>> results = ganbench.run(suite, out=folder, on_event=ganbench.ignore)
        >>> sorted(row.method for row in results.boards["ring8"].rows)
        ['r1', 'wgan-gp']

    Args:
        suite: A suite as an object, a dictionary that says what a suite file says, the path of a
            suite file, or the name of a suite that ships.
        out: The results folder; results/NAME by default.
        device: What to train on; "auto" takes a GPU where there is one.
        precision: The precision of the training step; "bf16" trains the networks under autocast,
            all else is float32.
        compiled: Whether the step runs under `torch.compile`; "auto" where the budget pays for it.
        cohort_width: Seeds that train as one, at most; chosen by default.
        workers: Processes at a time; chosen by default.
        threads: Threads of each process; chosen by default.
        retry_failed: Tries failed and damaged trials again; their records are kept aside.
        on_event: Called with each event; by default a line is printed when a cohort ends, and from
            time to time the progress of all cohorts.
        executor: Trains the cohorts that another process can make anew, in place of worker
            processes on this machine.

    Returns:
        The results, of finished trials whatever their status.

    Raises:
        SuiteError: All that is wrong with the suite; nothing was trained.
        BoundsError: A setting is not what it may be; nothing was trained.
        WorkerError: No process could begin to train, most often for want of the line
            `if __name__ == "__main__":` in a script.
        DeviceError: The device is not there, or cannot do what was asked; nothing was trained.
        ResultsError: The folder is no results folder, is in use, or cannot be written.
        KeyboardInterrupt: Ctrl-C was pressed; what is finished is kept, and the same call goes on.
    """
    settings = RunSettings(
        device, precision, compiled, cohort_width, workers, threads, retry_failed
    )
    return run_suite(as_suite(suite), out, settings, on_event or LineProgress().show, executor)


def run_suite(
    suite: Suite,
    out: str | Path | None,
    settings: RunSettings,
    on_event: OnEvent,
    executor: Executor | None = None,
) -> Results:
    """Runs a suite, as `run` does, with the settings in one object.

    Args:
        suite: What is compared.
        out: The results folder; results/NAME if `None`.
        settings: How it is run.
        on_event: Called with each event.
        executor: What trains in place of worker processes on this machine.

    Returns:
        The results, of finished trials whatever their status.

    Raises:
        DeviceError: The device is not there, or cannot do what was asked.
        ResultsError: The folder is no results folder, is in use, or cannot be written.
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    numerics, note = choose(
        settings.device, settings.precision, settings.compiled, suite.budget.generator_steps
    )
    planned = trials(suite, numerics)
    notes = [line for workload in suite.workloads for line in unavailable_metrics(workload)]
    store = Store.open(Path(out) if out is not None else Path("results") / suite.name)
    with _locked(store.path):
        if settings.retry_failed:
            _retire(planned, store)
        missing = _missing(planned, store)
        there, here = _where(planned, suite)
        in_workers = jobs(there, missing, store.path, settings.cohort_width, settings.workers)
        in_this_process = jobs(here, missing, store.path, settings.cohort_width, 1)
        store.begin(suite.noted, [trial.id for trial in planned])
        machine = share_machine(
            len(in_workers),
            numerics.device,
            settings.workers if in_workers else 1,
            settings.threads,
            suite.plugins,
        )
        shown_notes = tuple(dict.fromkeys([*([note] if note else []), *notes]))
        try:
            on_event(
                RunStarted(
                    suite.name,
                    store.path,
                    len(planned),
                    (*in_workers, *in_this_process),
                    machine,
                    numerics,
                    shown_notes,
                )
            )
            for place, own_jobs in (
                (executor or WorkerProcesses(machine), in_workers),
                (CallingProcess(machine), in_this_process),
            ):
                if not own_jobs:
                    continue
                for job in own_jobs:
                    place.submit(job)
                place.join(on_event)
        except KeyboardInterrupt:
            kept = len(planned) - len(_missing(planned, store))
            on_event(RunStopped(store.path, len(planned), kept))
            raise
        results = Results.open(store.path)
        results.report()
        if not any(record.status == "failed" for record in results.records):
            # all that checkpoints led to is stored
            shutil.rmtree(store.path / ".checkpoints", ignore_errors=True)
    return results


def as_suite(suite: SuiteSource) -> Suite:
    """Returns a suite as an object.

    Raises:
        SuiteError: All that is wrong with it, a line for each mistake.
    """
    if not isinstance(suite, Suite | Mapping | Path | str):
        raise SuiteError(
            "Expected a suite: a ganbench.Suite, a dictionary, the path of a file or the name of "
            f"one that ships, found {shown(suite)}."
        )
    return suite if isinstance(suite, Suite) else load_suite(suite)


def plan(suite: SuiteSource) -> list[Trial]:
    """Returns the trials that a suite means, as they would train on a CPU, uncompiled.

    Example:
        >>> import ganbench
        >>> trials = ganbench.plan("smoke")
        >>> len(trials), trials[0].method.name, trials[0].workload.name, trials[0].seed
        (12, 'non-saturating', 'ring8', 0)

    Args:
        suite: A suite as an object, a dictionary, the path of a file, or a name that ships.

    Raises:
        SuiteError: All that is wrong with it, a line for each mistake.
    """
    from ganbench.engine.numerics import Numerics

    return trials(as_suite(suite), Numerics())


def _where(planned: Sequence[Trial], suite: Suite) -> tuple[list[Trial], list[Trial]]:
    """Divides trials into those that workers can train and those that only this process can."""
    there: list[Trial] = []
    here: list[Trial] = []
    for trial in planned:
        (there if portable(trial, suite.plugins) else here).append(trial)
    return there, here


def _missing(planned: Sequence[Trial], store: Store) -> list[Trial]:
    """Returns the trials without a record in the store."""
    done = set(store.ids())
    return [trial for trial in planned if trial.id not in done]


def _retire(planned: Sequence[Trial], store: Store) -> None:
    """Renames the folders of failed and damaged records, so that their trials are missing."""
    done = set(store.ids())
    for trial in planned:
        if trial.id in done and (why := _unusable(store, trial.id)):
            store.retire(trial.id, why)


def _unusable(store: Store, trial: str) -> Literal["failed", "damaged"] | None:
    try:
        status = store.read(trial, samples=False).status
    except ResultsError:
        return "damaged"
    return "failed" if status == "failed" else None


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Locks the results folder, so that two runs do not train the same trials into it."""
    lock = FileLock(folder / ".lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise ResultsError(
            f"{folder}: another `ganbench run` is writing there. Wait for it, or choose another "
            "folder with --out."
        ) from error
    try:
        yield
    finally:
        lock.release()
