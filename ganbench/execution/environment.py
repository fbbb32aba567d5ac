"""The software and hardware that a trial ran on, which is recorded with it."""

from __future__ import annotations

import os
import platform
import subprocess
from functools import cache
from importlib.metadata import entry_points, version
from pathlib import Path

import torch

from ganbench.kinds import KINDS
from ganbench.store.values import JSONObject
from ganbench.version import __version__

_PACKAGES = ("torch", "numpy", "scipy", "pandas", "scikit-learn", "torch-fidelity")


def environment(device: str) -> JSONObject:
    """Returns versions, hardware, threads and, in a checkout, the commit.

    Args:
        device: What the trial computes on: "cpu", "cuda" or "mps".
    """
    return {
        "ganbench": __version__,
        "commit": _commit(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in (*_PACKAGES, *_plugin_packages())},
        "platform": platform.platform(),
        "processor": _processor(),
        "device": torch.cuda.get_device_name() if device == "cuda" else device,
        "cores": os.cpu_count(),
        "threads": torch.get_num_threads(),
    }


@cache
def _plugin_packages() -> list[str]:
    """The installed packages that register something with ganbench."""
    groups = [kind.registry.group for kind in KINDS.values() if kind.registry.group]
    points = [point for group in groups for point in entry_points(group=group)]
    return sorted({point.dist.name for point in points if point.dist})


@cache
def _commit() -> str | None:
    """The commit of a source checkout, with "+" where files differ from it."""
    root = Path(__file__).resolve().parents[2]
    if not (root / ".git").exists():
        return None
    try:
        git = ["git", "-C", str(root)]
        head = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True)
        edited = subprocess.run([*git, "status", "--porcelain", "-uno"], capture_output=True)
    except OSError:
        return None
    return head.stdout.strip() + "+" * bool(edited.stdout) or None


@cache
def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        return platform.processor()
