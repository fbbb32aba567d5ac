"""Schedules: real numbers that change with the generator's steps, by name."""

from __future__ import annotations

from ganbench.schedules.cosine import Cosine
from ganbench.schedules.linear import Linear
from ganbench.schedules.schedule import Schedule

SCHEDULES: dict[str, type[Schedule]] = {"linear": Linear, "cosine": Cosine}

__all__ = ["SCHEDULES", "Cosine", "Linear", "Schedule"]
