import math

import numpy as np
import pandas as pd

from ganbench.analysis.curves import curve
from ganbench.analysis.frame import COLUMNS, frame, histories, metrics
from ganbench.metrics.sized import Sized
from ganbench.store import Record
from ganbench.store.measurements import Measurements, Scores, TargetReached, TrialCost

W2, MODES = Sized("w2"), Sized("modes")
MEASURED = Measurements(
    primary=W2,
    direction="lower",
    samples=100,
    real_samples=None,
    steps=20,
    best=Scores(10, {W2: 0.5}),
    final=Scores(20, {W2: 0.7, MODES: math.nan}),
    reference={W2: 0.1},
    target=TargetReached(W2, 0.6, steps=10, seconds=1.5, passes=50),
    cost=TrialCost(step_seconds=0.15, passes_per_step=5, train_seconds=3.0),
)
HISTORY = pd.DataFrame({"step": [10, 20], "train_seconds": [1.0, 2.0], "w2": [0.5, 0.7]})


def record(status="completed", measurements=MEASURED, history=HISTORY, seed=0) -> Record:
    return Record("abc", "gan", "ring8", seed, {}, {}, status, None, history, measurements)


def test_a_record_becomes_a_row() -> None:
    row = frame([record()]).iloc[0]
    assert (row["method"], row["workload"], row["seed"]) == ("gan", "ring8", 0)
    assert (row["final_w2"], row["best_w2"], row["reference_w2"]) == (0.7, 0.5, 0.1)
    assert (row["steps_to_target"], row["seconds_to_target"]) == (10, 1.5)
    assert np.isnan(row["final_modes"])
    assert np.isnan(row["flops_per_step"])


def test_a_failed_trial_is_a_row_too() -> None:
    table = frame([record(), record("failed", None, pd.DataFrame())])
    assert list(table["status"]) == ["completed", "failed"]
    assert np.isnan(table.loc[1, "final_w2"])
    assert np.isnan(table.loc[1, "steps_to_target"])


def test_no_records_are_no_rows_with_the_same_columns() -> None:
    assert list(frame([])) == list(COLUMNS)


def test_metrics_are_those_with_a_value() -> None:
    assert metrics(frame([record()])) == ["w2"]


def test_histories_lie_below_each_other() -> None:
    table = histories([record(seed=0), record("failed", None, pd.DataFrame()), record(seed=2)])
    assert list(table["seed"]) == [0, 0, 2, 2]
    assert list(table["w2"]) == [0.5, 0.7, 0.5, 0.7]


def seeds(*rows: list[float]) -> pd.DataFrame:
    """The histories of seeds 0, 1, ... that stopped after as many evaluations as they have."""
    return pd.concat(
        pd.DataFrame({"step": range(1, len(row) + 1), "seed": seed, "w2": row})
        for seed, row in enumerate(rows)
    )


def test_a_curve_goes_through_the_iqm() -> None:
    table = curve(seeds([1, 2], [3, 4]), "w2", "lower", {0: "completed", 1: "completed"})
    assert list(table["iqm"]) == [2, 3]
    assert list(table["low"]) == [1, 2]
    assert list(table["high"]) == [3, 4]


def test_a_diverged_seed_is_the_worst_from_there_on() -> None:
    table = curve(seeds([1, 2], [3]), "w2", "lower", {0: "completed", 1: "diverged"})
    assert list(table["iqm"]) == [2, np.inf]


def test_a_seed_that_ran_out_of_time_keeps_its_last_value() -> None:
    table = curve(seeds([1, 2], [3]), "w2", "lower", {0: "completed", 1: "timeout"})
    assert list(table["iqm"]) == [2, 2.5]


def test_a_seed_without_any_evaluation_counts() -> None:
    table = curve(seeds([1.0, 2.0]), "w2", "lower", {0: "completed", 1: "failed"})
    assert list(table["iqm"]) == [np.inf, np.inf]
