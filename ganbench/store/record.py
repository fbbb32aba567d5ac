"""A record: everything that a trial leaves behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Status = Literal["completed", "diverged", "timeout", "failed", "skipped"]
STATUSES: tuple[Status, ...] = ("completed", "diverged", "timeout", "failed", "skipped")


@dataclass(frozen=True, eq=False)
class Record:
    """What a trial was, where it ran, how it went and what it drew.

    A trial that failed or was skipped has a record too: it may have no history, no evaluation
    and no samples, but it has a status and a reason.

    Attributes:
        trial: The trial's id, a hash of `config`.
        method: The method's name in the suite.
        workload: The workload's name.
        seed: The training seed.
        config: Everything that determines the numbers.
        environment: Versions, device, threads, commit.
        status: How the trial ended.
        reason: Why, where it is not "completed".
        history: One row an evaluation: `step`, `train_seconds` and a column for each metric,
            measured on the validation split.
        evaluation: Best and final metrics on the test split, what a perfect generator scores,
            the target and the cost.
        samples: "step-000250" -> float32 [n, *shape].
    """

    trial: str
    method: str
    workload: str
    seed: int
    config: dict[str, Any]
    environment: dict[str, Any]
    status: Status
    reason: str | None = None
    history: pd.DataFrame = field(default_factory=pd.DataFrame)
    evaluation: dict[str, Any] = field(default_factory=dict)
    samples: dict[str, NDArray[np.float32]] = field(default_factory=dict)
