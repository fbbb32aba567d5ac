import os
import signal
import subprocess
import sys

import pytest

from ganbench.execution.interrupt import deferred_interrupt


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


@pytest.fixture(autouse=True)
def in_the_foreground():
    """As in a terminal, wherever the tests run: in the background Ctrl-C is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_is_told_of_in_the_block_and_raised_at_its_end():
    told = []

    def work() -> None:
        with deferred_interrupt() as pressed:
            told.append(pressed.poll())
            press()
            press()
            told.append(pressed.poll())

    with pytest.raises(KeyboardInterrupt):
        work()
    assert told == [False, True]
    with pytest.raises(KeyboardInterrupt):
        press()


def test_a_job_that_ignores_ctrl_c_goes_on_ignoring_it():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with deferred_interrupt() as pressed:
            press()
            assert not pressed.poll()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_workers_are_deaf_to_ctrl_c_from_the_start():
    script = """
import signal
from multiprocessing import get_context
from ganbench.execution.interrupt import start_server
start_server()
worker = get_context("forkserver").Process(target=signal.raise_signal, args=(signal.SIGINT,))
worker.start()
worker.join()
raise SystemExit(worker.exitcode)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
