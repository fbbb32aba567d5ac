"""Hides a warning of torch that is irrelevant on a CPU."""

from __future__ import annotations

import logging


def hide_missing_cuda() -> None:
    """Drops the warning that torch, compiling for a CPU, finds CUDA's compiler but no GPU."""
    logging.getLogger("torch.utils.cpp_extension").addFilter(_concerns)


def _concerns(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith("No CUDA runtime is found")
