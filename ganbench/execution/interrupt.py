"""Turns Ctrl-C, which every process of a terminal receives, into a message to one process.

As an exception, KeyboardInterrupt could be raised anywhere, in every process: it would leave
half-started workers behind, and a traceback of each.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe, forkserver, resource_tracker
from multiprocessing.connection import Connection


@contextmanager
def deferred_interrupt() -> Iterator[Connection]:
    """Yields a connection that becomes readable when Ctrl-C is pressed, in place of an exception.

    In another thread than the main one nothing changes: Python tells the main one of signals.

    Raises:
        KeyboardInterrupt: At the end of the block, if it was pressed.
    """
    pressed, press = Pipe(duplex=False)
    in_main = threading.current_thread() is threading.main_thread()
    before = signal.getsignal(signal.SIGINT)
    # A background job ignores the signal, which is not meant for it.
    handled = in_main and before is not signal.SIG_IGN
    if handled:
        signal.signal(signal.SIGINT, lambda *_: press.send_bytes(b"!"))
    try:
        yield pressed
        if pressed.poll():
            raise KeyboardInterrupt
    finally:
        if handled:
            signal.signal(signal.SIGINT, before)
        pressed.close()
        press.close()


def start_server() -> None:
    """Starts the server that workers are forked from, with SIGINT blocked from the beginning.

    A blocked signal stays blocked in a process's children. The resource tracker is started first,
    because starting it unblocks the signal.
    """
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
