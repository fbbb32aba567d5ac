"""A record: everything that a trial leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ganbench.store.measurements import Measurements
from ganbench.store.values import JSON, Fields, JSONObject

Status = Literal["completed", "diverged", "timeout", "failed", "skipped"]
STATUSES: tuple[Status, ...] = ("completed", "diverged", "timeout", "failed", "skipped")


@dataclass(frozen=True)
class WorkloadFacts:
    """What a trial's configuration says of its workload.

    Attributes:
        name: The workload's name in the suite.
        dataset: A name of `ganbench.datasets`.
        parameters: The data set's parameters (radius, sigma, ...).
        shape: The shape of one sample; empty where it is not known.
    """

    name: str
    dataset: str
    parameters: Mapping[str, JSON] = field(default_factory=dict)
    shape: tuple[int, ...] = ()

    @classmethod
    def of(cls, config: JSONObject) -> WorkloadFacts | None:
        """Returns the facts that a trial's configuration holds; `None` if it names no workload.

        Raises:
            ValueError: A value is missing or of another type; the message names its field.
        """
        fields = Fields(config).nested("workload")
        if not fields.values:
            return None
        return cls(
            name=fields.text("name"),
            dataset=fields.text("dataset"),
            parameters=fields.nested("parameters").values,
            shape=tuple(int(side) for side in fields.numbers("shape")),
        )


@dataclass(frozen=True, eq=False)
class Record:
    """What a trial was, where it ran, how it went and what it drew.

    A trial that failed or was skipped has a record too: it has no measurements, no history and no
    samples, but it has a status and a reason.

    Example:
        >>> import ganbench
        >>> record = ganbench.load(demo).records[0]  # of the folder of a finished run
        >>> record.workload, record.method, record.seed, record.status
        ('ring8', 'gan', 0, 'completed')
        >>> record.history[["step", "sliced-w2@500"]]
           step  sliced-w2@500
        0     0            2.0
        1    20            1.0

    Attributes:
        trial: The trial's id, a hash of `config`.
        method: The method's name in the suite.
        workload: The workload's name.
        seed: The training seed.
        config: Everything that determines the numbers, as JSON.
        environment: Versions, device, threads, commit, as JSON.
        status: How the trial ended.
        reason: Why, where it is not "completed".
        history: One row an evaluation: `step`, `train_seconds` and a column for each metric,
            measured on the validation split.
        measurements: Best and final metrics on the test split, what a perfect generator scores,
            the target and the cost; `None` where nothing was measured.
        traceback: Where a failed trial broke off.
        samples: What the generator drew after a step: step -> float32 [n, *shape].
    """

    trial: str
    method: str
    workload: str
    seed: int
    config: JSONObject
    environment: JSONObject
    status: Status
    reason: str | None = None
    history: pd.DataFrame = field(default_factory=pd.DataFrame)
    measurements: Measurements | None = None
    traceback: str | None = None
    samples: Mapping[int, NDArray[np.float32]] = field(default_factory=dict)

    @property
    def facts(self) -> WorkloadFacts | None:
        """What `config` says of the workload, if it says anything."""
        return WorkloadFacts.of(self.config)
