"""Ctrl-C reaches every process of a terminal at once; here it becomes one decision of one process.

An exception that strikes wherever a program happens to be leaves half-started workers behind,
and a traceback of each.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe, forkserver, resource_tracker
from multiprocessing.connection import Connection


@contextmanager
def held() -> Iterator[Connection]:
    """Yields what becomes ready to read when Ctrl-C is pressed, in place of an exception.

    Raises:
        KeyboardInterrupt: At the end of the block, if it was pressed.
    """
    pressed, press = Pipe(duplex=False)
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:  # as for a background job, which Ctrl-C is not meant for
        signal.signal(signal.SIGINT, lambda *_: press.send_bytes(b"!"))
    try:
        yield pressed
        if pressed.poll():
            raise KeyboardInterrupt
    finally:
        signal.signal(signal.SIGINT, before)
        pressed.close()
        press.close()


def start_server() -> None:
    """Starts the server that workers are forked from, deaf to Ctrl-C from its first moment.

    A blocked signal stays blocked in all that descends from a process. The tracker comes first,
    for starting it would lift the block.
    """
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
