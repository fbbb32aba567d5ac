"""What a process that trains sets, so that trials compute alike wherever they train."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from threadpoolctl import threadpool_limits

from ganbench.execution.machine import Machine


@contextmanager
def process_settings(machine: Machine) -> Iterator[None]:
    """Sets the threads and the precision of products within a block, and restores them after it.

    Args:
        machine: How many threads a process has.
    """
    backends: tuple[Any, Any] = torch.backends.cudnn, torch.backends.cuda.matmul
    threads, tf32 = torch.get_num_threads(), [backend.allow_tf32 for backend in backends]
    torch.set_num_threads(machine.threads)
    for backend in backends:
        backend.allow_tf32 = False  # "float32" means all of its 24 bits
    try:
        with threadpool_limits(machine.threads):  # numpy's BLAS, which measures what torch trains
            yield
    finally:
        torch.set_num_threads(threads)
        for backend, allowed in zip(backends, tf32, strict=True):
            backend.allow_tf32 = allowed
