"""Where and how a cohort computes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Numerics:
    """Where and how a cohort computes; part of a trial's identity, for it moves the last bits.

    Attributes:
        device: "cpu" or "cuda".
        precision: "float32", "bf16" or "float64". With "bf16" the networks alone are trained under
            autocast; parameters, losses, penalties, updates and evaluation are float32.
        compiled: Whether the step runs under `torch.compile`.
    """

    device: str = "cpu"
    precision: str = "float32"
    compiled: bool = False
