"""Keeps one warning of torch's from people whom it does not concern."""

from __future__ import annotations

import logging


def hide_missing_cuda() -> None:
    """Drops what torch says when it compiles for a CPU and finds CUDA's compiler, but no GPU."""
    logging.getLogger("torch.utils.cpp_extension").addFilter(_concerns)


def _concerns(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith("No CUDA runtime is found")
