"""Where and how numbers are computed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Numerics:
    """Where and how a cohort computes; part of a trial's identity, for it moves the last bits.

    Attributes:
        device: "cpu", "cuda" or "mps".
        precision: "float32", "bf16" (autocast, float32 parameters) or "float64".
        compiled: Whether the step runs under `torch.compile`.
    """

    device: str
    precision: str
    compiled: bool
