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

from ganbench.execution.calling_process import outcomes, run_safely
from ganbench.execution.executor import CohortFinished, CohortProgress, Executor, Listener, Outcome
from ganbench.execution.interrupt import deferred_interrupt, start_server
from ganbench.execution.job import Job
from ganbench.execution.machine import Machine
from ganbench.execution.memory import keep_freed_memory
from ganbench.execution.warnings import hide_missing_cuda
from ganbench.execution.work import store_unmeasured
from ganbench.suite import plugins

StepReport = tuple[int, list[dict[str, float]]]
"""A worker's message during training: steps made, and each seed's latest evaluation."""

Message: TypeAlias = "StepReport | list[Outcome] | str"
"""A worker's message: progress, how a cohort ended, or why it could not be read."""


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
    def join(self, listener: Listener) -> None:
        busy: dict[Connection, tuple[BaseProcess, Job]] = {}
        idle: dict[Connection, BaseProcess] = {}
        with deferred_interrupt() as pressed:
            try:
                while self._waiting or busy:
                    self._start(busy, idle)
                    ready = wait([pressed, *busy])
                    if pressed in ready:
                        break
                    for connection in cast("list[Connection]", ready):
                        process, job = busy[connection]
                        message = _receive(connection, process, job)
                        if isinstance(message, tuple):
                            listener(CohortProgress(job, *message))
                            continue
                        del busy[connection]
                        if process.is_alive():
                            idle[connection] = process
                        listener(CohortFinished(job, message))
            finally:
                for process, _ in busy.values():
                    process.terminate()
                for connection in idle:
                    connection.close()  # an idle worker then ends by itself
                for process in [*idle.values(), *(process for process, _ in busy.values())]:
                    process.join()

    def _start(
        self,
        busy: dict[Connection, tuple[BaseProcess, Job]],
        idle: dict[Connection, BaseProcess],
    ) -> None:
        """Hands waiting cohorts to idle or new workers, as many as the machine allows.

        Args:
            busy: Workers that train, by their connection; workers that begin are added.
            idle: Workers without a cohort; workers that begin are removed.
        """
        while self._waiting and len(busy) < self.machine.workers:
            connection, process = idle.popitem() if idle else _start_worker(self.machine)
            try:
                connection.send(self._waiting[0].dumps())
            except OSError:
                if process.is_alive():
                    raise
            busy[connection] = process, self._waiting.popleft()


def _context() -> SpawnContext | ForkServerContext:
    """Returns how workers start: never as a fork of this process, whose torch may have threads.

    Workers are forked from a server that has only imported torch: they start at once and share its
    half a gigabyte of code. Where there is no fork they are spawned.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _start_worker(machine: Machine) -> tuple[Connection, BaseProcess]:
    context = _context()
    if isinstance(context, ForkServerContext):
        start_server()
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, machine), daemon=True)
    process.start()
    theirs.close()
    return ours, process


def _receive(connection: Connection, process: BaseProcess, job: Job) -> StepReport | list[Outcome]:
    """Returns a worker's message; where the worker failed or died, its trials' outcomes."""
    try:
        message: Message = connection.recv()
    except (EOFError, OSError):  # closed, or reset before it was read
        message = _why_it_died(process)
    if isinstance(message, str):
        return outcomes(store_unmeasured(job, "failed", message))
    return message


def _work(connection: Connection, machine: Machine) -> None:
    """Trains the cohorts that the connection brings; what a worker process runs."""
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
        _send(connection, run_safely(job, lambda p: _send(connection, (p.step, p.latest))))


def _send(connection: Connection, message: Message) -> None:
    """Sends a message, or ends the worker without a record where the parent process is gone."""
    try:
        connection.send(message)
    except OSError:
        raise SystemExit from None


def _why_it_died(process: BaseProcess) -> str:
    process.join()
    return (
        f"its process died with exit code {process.exitcode}; "
        "-9 most often means that the system had no memory left"
    )
