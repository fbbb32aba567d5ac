"""Three accumulators: training, evaluation and storage are never charged to one another."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch


def synchronize(device: torch.device) -> None:
    """Waits until the device has done all that it was given; a CPU always has."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)


@dataclass
class Clock:
    """Seconds of a cohort so far, of wall time on a device that was waited for.

    Attributes:
        device: The device to wait for before a clock is read.
        train: Seconds of training steps.
        evaluation: Seconds of sampling and measuring.
        storage: Seconds of writing checkpoints.
    """

    device: torch.device
    train: float = 0.0
    evaluation: float = 0.0
    storage: float = 0.0

    @property
    def seconds(self) -> dict[str, float]:
        """The seconds of each account, by name."""
        return {"train": self.train, "evaluation": self.evaluation, "storage": self.storage}

    @contextmanager
    def charging(self, account: str) -> Iterator[None]:
        """Adds the seconds of the block to "train", "evaluation" or "storage"."""
        synchronize(self.device)
        start = time.perf_counter()
        yield
        synchronize(self.device)
        setattr(self, account, getattr(self, account) + time.perf_counter() - start)
