"""Runs cohorts in worker processes on this machine."""

from __future__ import annotations

import signal
import time
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import cast

import torch
from threadpoolctl import threadpool_limits

from ganbench.engine.trainer import Progress
from ganbench.execution.interrupt import held, start_server
from ganbench.execution.memory import keep_freed_memory
from ganbench.execution.warnings import hide_missing_cuda
from ganbench.execution.work import Work, perform, unmade
from ganbench.store import Record
from ganbench.suite import plugins

_SPEAK_EVERY = 0.25
"""Seconds between two reports of a worker."""


@dataclass(frozen=True)
class Report:
    """How far a worker is with its cohort.

    Attributes:
        step: Generator steps made.
        latest: The latest evaluation of each seed: `step` and validation metrics.
    """

    step: int
    latest: list[dict[str, float]]


@dataclass(frozen=True)
class Outcome:
    """How a trial ended; its record is in the store."""

    trial: str
    status: str
    reason: str | None


@dataclass(frozen=True)
class Crew:
    """How the work is shared out.

    Attributes:
        workers: Processes at a time.
        threads: Threads of each.
        plugins: Plugin files that each process loads first.
    """

    workers: int
    threads: int
    plugins: tuple[Path, ...] = ()


def run(
    works: Sequence[Work],
    crew: Crew,
    listen: Callable[[Work, Report], None],
    finished: Callable[[Work, list[Outcome]], None],
) -> None:
    """Runs every cohort, whatever becomes of the others.

    A cohort that raises, or whose process dies, leaves records with the status "failed". Left by
    an exception it stops its workers: finished trials are stored, and the cohorts that were
    training go on from their last checkpoint when they are run again.

    Args:
        works: The cohorts, started in this order.
        crew: How many processes share them.
        listen: Told how far a cohort is.
        finished: Told how the trials of a cohort ended.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed, and the workers have been stopped.
    """
    waiting = deque(works)
    busy: dict[Connection, tuple[BaseProcess, Work]] = {}
    idle: dict[Connection, BaseProcess] = {}
    with held() as pressed:
        try:
            while waiting or busy:
                while waiting and len(busy) < crew.workers:
                    connection, process = idle.popitem() if idle else _hire(crew)
                    try:
                        connection.send(waiting[0])
                    except OSError:
                        if process.is_alive():
                            raise
                    busy[connection] = process, waiting.popleft()
                ready = wait([pressed, *busy])
                if pressed in ready:
                    break
                for connection in cast(list[Connection], ready):
                    process, work = busy[connection]
                    message = _hear(connection, process, work)
                    if isinstance(message, Report):
                        listen(work, message)
                        continue
                    del busy[connection]
                    if process.is_alive():
                        idle[connection] = process
                    finished(work, message)
        finally:
            for process, _ in busy.values():
                process.terminate()
            for connection in idle:
                connection.close()  # which ends a worker that is at rest, in good order
            for process in [*idle.values(), *(process for process, _ in busy.values())]:
                process.join()


def _context() -> SpawnContext | ForkServerContext:
    """How processes start: never by forking this one, whose torch may have threads already.

    Workers forked from a server that has only imported torch start at once and share its half a
    gigabyte of code; where there is no fork they are spawned.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _hire(crew: Crew) -> tuple[Connection, BaseProcess]:
    context = _context()
    if isinstance(context, ForkServerContext):
        start_server()
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, crew), daemon=True)
    process.start()
    theirs.close()
    return ours, process


def _hear(connection: Connection, process: BaseProcess, work: Work) -> Report | list[Outcome]:
    """What a worker says; where it died instead, what becomes of its trials."""
    try:
        message: Report | list[Outcome] = connection.recv()
    except (EOFError, OSError):  # closed, or reset before it was read
        return _outcomes(unmade(work, "failed", _death(process)))
    return message


def _serve(connection: Connection, crew: Crew) -> None:
    """A worker's life: one cohort after another, until it is terminated or left alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent decides
    keep_freed_memory()
    hide_missing_cuda()
    torch.set_num_threads(crew.threads)
    threadpool_limits(crew.threads)  # numpy's BLAS, which measures what torch trains
    torch.backends.cudnn.allow_tf32 = False  # "float32" means all of its 24 bits
    torch.backends.cuda.matmul.allow_tf32 = False
    for file in crew.plugins:
        plugins.load(file)
    while True:
        try:
            work: Work = connection.recv()
        except (EOFError, OSError):
            return  # the parent is gone
        try:
            records = perform(work, _speaking(connection))
        except Exception as error:
            reason = f"{type(error).__name__}: {error}".split("\n")[0]
            records = unmade(work, "failed", reason, traceback.format_exc())
        _tell(connection, _outcomes(records))


def _speaking(connection: Connection) -> Callable[[Progress], None]:
    last = 0.0

    def observe(progress: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > _SPEAK_EVERY:
            last = now
            _tell(connection, Report(progress.step, [seed.history[-1] for seed in progress.seeds]))

    return observe


def _tell(connection: Connection, message: Report | list[Outcome]) -> None:
    """Sends, or ends the worker where the parent is gone: its cohort has not failed by that."""
    try:
        connection.send(message)
    except OSError:
        raise SystemExit from None


def _outcomes(records: list[Record]) -> list[Outcome]:
    return [Outcome(r.trial, r.status, r.reason) for r in records]


def _death(process: BaseProcess) -> str:
    process.join()
    return (
        f"its process died with exit code {process.exitcode}; "
        "-9 most often means that the system had no memory left"
    )
