"""Trains cohorts in worker processes on this machine."""

from __future__ import annotations

import signal
from collections import deque
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import TypeAlias, cast

import torch
from threadpoolctl import threadpool_limits
from typing_extensions import override

from ganbench.execution.executor import CohortFinished, CohortProgress, Executor, Hear, Outcome
from ganbench.execution.here import outcomes, trained
from ganbench.execution.interrupt import held, start_server
from ganbench.execution.job import Job
from ganbench.execution.machine import Machine
from ganbench.execution.memory import keep_freed_memory
from ganbench.execution.warnings import hide_missing_cuda
from ganbench.execution.work import unmade
from ganbench.suite import plugins

Step = tuple[int, list[dict[str, float]]]
"""What a worker says in the course of training: steps made, and each seed's latest evaluation."""

Message: TypeAlias = "Step | list[Outcome] | str"
"""What a worker says: a step, how a cohort ended, or why it could not even begin."""


class WorkerProcesses(Executor):
    """Trains a cohort in each of several processes, which take one after another.

    Attributes:
        machine: How many processes, with how many threads each.
    """

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self._waiting: deque[Job] = deque()

    @override
    def submit(self, job: Job) -> None:
        self._waiting.append(job)

    @override
    def join(self, hear: Hear) -> None:
        busy: dict[Connection, tuple[BaseProcess, Job]] = {}
        idle: dict[Connection, BaseProcess] = {}
        with held() as pressed:
            try:
                while self._waiting or busy:
                    self._start(busy, idle)
                    ready = wait([pressed, *busy])
                    if pressed in ready:
                        break
                    for connection in cast("list[Connection]", ready):
                        process, job = busy[connection]
                        message = _received(connection, process, job)
                        if isinstance(message, tuple):
                            hear(CohortProgress(job, *message))
                            continue
                        del busy[connection]
                        if process.is_alive():
                            idle[connection] = process
                        hear(CohortFinished(job, message))
            finally:
                for process, _ in busy.values():
                    process.terminate()
                for connection in idle:
                    connection.close()  # which ends a worker that is at rest, in good order
                for process in [*idle.values(), *(process for process, _ in busy.values())]:
                    process.join()

    def _start(
        self,
        busy: dict[Connection, tuple[BaseProcess, Job]],
        idle: dict[Connection, BaseProcess],
    ) -> None:
        """Hands waiting cohorts to workers that are at rest, or new, as many as there may be.

        Args:
            busy: Workers that train, by their connection; gains those that begin.
            idle: Workers at rest; loses those that begin.
        """
        while self._waiting and len(busy) < self.machine.workers:
            connection, process = idle.popitem() if idle else _started(self.machine)
            try:
                connection.send(self._waiting[0].dumps())
            except OSError:
                if process.is_alive():
                    raise
            busy[connection] = process, self._waiting.popleft()


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


def _started(machine: Machine) -> tuple[Connection, BaseProcess]:
    context = _context()
    if isinstance(context, ForkServerContext):
        start_server()
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, machine), daemon=True)
    process.start()
    theirs.close()
    return ours, process


def _received(connection: Connection, process: BaseProcess, job: Job) -> Step | list[Outcome]:
    """What a worker says; where it died instead, what becomes of its trials."""
    try:
        message: Message = connection.recv()
    except (EOFError, OSError):  # closed, or reset before it was read
        message = _death(process)
    return outcomes(unmade(job, "failed", message)) if isinstance(message, str) else message


def _serve(connection: Connection, machine: Machine) -> None:
    """Trains one cohort after another, until the process is terminated or the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent decides
    keep_freed_memory()
    hide_missing_cuda()
    torch.set_num_threads(machine.threads)
    threadpool_limits(machine.threads)  # numpy's BLAS, which measures what torch trains
    torch.backends.cudnn.allow_tf32 = False  # "float32" means all of its 24 bits
    torch.backends.cuda.matmul.allow_tf32 = False
    for file in machine.plugins:
        plugins.load(file)
    while True:
        try:
            text: str = connection.recv()
        except (EOFError, OSError):
            return  # the parent is gone
        try:
            job = Job.loads(text)
        except Exception as error:  # a plugin that behaves otherwise here than in the parent
            _send(connection, f"{type(error).__name__}: {error}".split("\n")[0])
            continue
        _send(connection, trained(job, lambda p: _send(connection, (p.step, p.latest))))


def _send(connection: Connection, message: Message) -> None:
    """Sends, or ends the worker where the parent is gone: its cohort has not failed by that."""
    try:
        connection.send(message)
    except OSError:
        raise SystemExit from None


def _death(process: BaseProcess) -> str:
    process.join()
    return (
        f"its process died with exit code {process.exitcode}; "
        "-9 most often means that the system had no memory left"
    )
