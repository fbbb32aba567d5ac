"""Trains cohorts in worker processes on this machine."""

from __future__ import annotations

import signal
from collections import deque
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import TypeAlias, cast

from typing_extensions import override

from ganbench.errors import GanbenchError, WorkerError
from ganbench.execution.calling_process import outcomes, run_safely
from ganbench.execution.executor import CohortFinished, CohortProgress, Executor, Listener, Outcome
from ganbench.execution.interrupt import deferred_interrupt, start_server
from ganbench.execution.job import Job
from ganbench.execution.machine import Machine
from ganbench.execution.memory import keep_freed_memory
from ganbench.execution.process_settings import process_settings
from ganbench.execution.warnings import hide_missing_cuda
from ganbench.execution.work import store_unmeasured
from ganbench.suite import plugins

StepReport = tuple[int, list[dict[str, float]]]
"""A worker's message during training: steps made, and each seed's latest evaluation."""

Message: TypeAlias = "StepReport | list[Outcome] | str | None"
"""A worker's message: progress, how a cohort ended, or why it could not be trained; `None` once it
has begun to listen."""


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
        listening: set[Connection] = set()
        with deferred_interrupt() as pressed:
            try:
                while self._waiting or busy:
                    self._start(busy, idle)
                    ready = wait([pressed, *busy])
                    if pressed in ready:
                        break
                    for connection in cast("list[Connection]", ready):
                        process, job = busy[connection]
                        message = _receive(connection, process, job, connection in listening)
                        if message is None:
                            listening.add(connection)
                            continue
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


def _receive(
    connection: Connection, process: BaseProcess, job: Job, listening: bool
) -> StepReport | list[Outcome] | None:
    """Returns a worker's message; where the worker failed or died, its trials' outcomes.

    Raises:
        WorkerError: It died before it listened: the cause is not in the cohort.
    """
    try:
        message: Message = connection.recv()
    except (EOFError, OSError) as error:  # closed, or reset before it was read
        process.join()
        if not listening:
            raise WorkerError(_why_it_did_not_start(process.exitcode)) from error
        message = _why_it_died(process.exitcode)
    if isinstance(message, str):
        return outcomes(store_unmeasured(job, "failed", message))
    return message


def _work(connection: Connection, machine: Machine) -> None:
    """Trains the cohorts that the connection brings; what a worker process runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent decides
    keep_freed_memory()
    hide_missing_cuda()
    _send(connection, None)
    problem = _load_plugins(machine)
    with process_settings(machine):
        while True:
            try:
                text: str = connection.recv()
            except (EOFError, OSError):
                return  # the parent is gone
            if problem:
                _send(connection, problem)
                continue
            try:
                job = Job.loads(text)
            except Exception as error:  # a plugin that behaves otherwise here than in the parent
                _send(connection, f"{type(error).__name__}: {error}".split("\n")[0])
                continue
            _send(connection, run_safely(job, lambda p: _send(connection, (p.step, p.latest))))


def _load_plugins(machine: Machine) -> str:
    """Runs the plugin files; returns what prevents training what was planned, or nothing."""
    for file in machine.plugins:
        try:
            digest = plugins.load(file.path)
        except GanbenchError as error:
            return f"{type(error).__name__}: {error}".split("\n")[0]
        if digest != file.sha256:
            return f"{file.name} was changed after its trials were planned; run the suite again"
    return ""


def _send(connection: Connection, message: Message) -> None:
    """Sends a message, or ends the worker without a record where the parent process is gone."""
    try:
        connection.send(message)
    except OSError:
        raise SystemExit from None


def _why_it_died(code: int | None) -> str:
    memory = ", most often because the system had no memory left" if code == -9 else ""
    return f"its process died with exit code {code}{memory}"


def _why_it_did_not_start(code: int | None) -> str:
    return (
        f"A process that was to train ended with exit code {code} before it began; nothing of it "
        'is stored. In a script, call ganbench.run under `if __name__ == "__main__":`, because '
        "such a process runs the rest of the script again."
    )
