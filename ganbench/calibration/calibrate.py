"""Measures planted faults by a workload's metrics and target."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ganbench.calibration.planted import PERFECT, generators
from ganbench.calibration.table import Calibration, Row
from ganbench.errors import MeasurementError
from ganbench.evaluation.evaluator import Evaluator, evaluator
from ganbench.evaluation.target import meets
from ganbench.metrics import METRICS
from ganbench.metrics.sized import unsized
from ganbench.workloads import Target, Workload

SAMPLES, DRAWS, FAULTY_DRAWS, FINAL_DRAWS = 2500, 100, 20, 3


def calibrate(workload: Workload, samples: int = SAMPLES, draws: int = DRAWS) -> Calibration:
    """Returns what a workload's metrics and target say of planted faults.

    All are drawn and measured as an evaluation is, against the validation split; what is measured
    at the end alone is measured against the test split, on fewer draws.

    Args:
        workload: A workload that is measured by its samples.
        samples: Generated samples of a draw.
        draws: Draws of a perfect generator; a fault has a fifth of them.

    Raises:
        DataError: The data are not there.
        MeasurementError: A metric cannot be measured here, or players are measured.
    """
    measure = evaluator(workload, samples)
    if not isinstance(measure, Evaluator):
        raise MeasurementError(
            f"'{workload.name}' is a game whose equilibrium is known: its players are measured, "
            "and there are no samples to plant a fault in."
        )
    rows = []
    for number, (fault, draw) in enumerate(generators(workload, measure).items()):
        times = draws if fault == PERFECT else max(1, draws * FAULTY_DRAWS // DRAWS)
        found: list[Mapping[str, float]] = []
        met: list[bool] = []
        for index in range(times):
            drawn = draw(samples, np.random.default_rng([number, index]))
            row = measure.measure(drawn, "validation")
            met.append(meets(workload.target, row, len(drawn)))
            values = _plain(row)
            if index < FINAL_DRAWS and len(measure.final) > len(measure.metrics):
                values = {**_plain(measure.measure(drawn, "test")), **values}
            found.append(values)
        rows.append(_row(fault, found, met, workload.target))
    return Calibration(
        workload=workload.name,
        content=measure.dataset.content,
        samples=samples,
        target={each.metric: each.threshold for each in workload.target.conditions},
        rows=tuple(rows),
    )


def _plain(values: Mapping[str, float]) -> dict[str, float]:
    return {unsized(name): value for name, value in values.items()}


def _row(fault: str, found: list[Mapping[str, float]], met: list[bool], target: Target) -> Row:
    columns = {name: [row[name] for row in found if name in row] for name in found[0]}
    worse = {name: METRICS[name].direction for name in target.metrics}
    return Row(
        fault=fault,
        values={name: float(np.median(column)) for name, column in columns.items()},
        extremes={
            name: float(np.quantile(columns[name], 0.99 if direction == "lower" else 0.01))
            for name, direction in worse.items()
        },
        met=float(np.mean(met)),
        draws=len(found),
    )
