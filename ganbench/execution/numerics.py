"""Chooses where and how to compute, before anything runs: the choice is part of a trial."""

from __future__ import annotations

import os
import shutil
import sysconfig
from pathlib import Path

import torch

from ganbench.engine.numerics import Numerics
from ganbench.errors import DeviceError

_NEEDED = "on a CPU torch.compile needs a C++ compiler and Python's headers, and found not both"
_WORTH_COMPILING = 5000
"""Generator steps from which a minute or so of compilation is earned back."""


def choose(device: str, precision: str, compiled: str, steps: int) -> tuple[Numerics, str | None]:
    """Decides on device, precision and compilation, from what the user asked for.

    Args:
        device: "auto", "cpu" or "cuda".
        precision: "float32", "bf16" or "float64".
        compiled: "auto", "on" or "off".
        steps: Generator steps of a trial.

    Returns:
        The numerics, and one line for the user where "auto" decided against compiling.

    Raises:
        DeviceError: The device is not there, or cannot do what was asked.
    """
    there = {"cpu": True, "cuda": torch.cuda.is_available()}
    if device == "auto":
        device = "cuda" if there["cuda"] else "cpu"
    if not there[device]:
        found = ", ".join(name for name, available in there.items() if available)
        raise DeviceError(
            f"--device {device}: torch {torch.__version__} finds no such device here, only "
            f"{found}. Use --device auto, or install a torch built for it."
        )
    line = None
    if compiled == "auto":
        if steps < _WORTH_COMPILING:
            line = f"Not compiled: {steps} generator steps are too few to pay for it."
        elif device == "cpu" and not _compiler():
            line = f"Not compiled: {_NEEDED}."
        compiled = "off" if line else "on"
    elif compiled == "on" and device == "cpu" and not _compiler():
        raise DeviceError(
            f"--compile on: {_NEEDED}. Install them (g++ and python3-dev; CXX names another "
            "compiler), or use --compile off."
        )
    return Numerics(device, precision, compiled == "on"), line


def _compiler() -> str | None:
    """A C++ compiler, where Python's headers are there too: compiled steps are built as modules."""
    if not (Path(sysconfig.get_path("include")) / "Python.h").exists():
        return None
    names = filter(None, (os.environ.get("CXX"), "g++", "clang++"))
    return next((path for name in names if (path := shutil.which(name))), None)
