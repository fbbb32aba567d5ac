import math

import numpy as np
import pandas as pd

from ganbench.analysis.frames import COLUMNS, history_frame, leaderboard_frame, trials_frame
from ganbench.analysis.leaderboard import boards
from ganbench.metrics.sized import Sized
from ganbench.store import Record
from ganbench.store.measurements import (
    Measurements,
    Scores,
    TargetCondition,
    TargetReached,
    TrialCost,
)

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
    target=TargetReached((TargetCondition(W2, 0.6),), steps=10, seconds=1.5, passes=50),
    cost=TrialCost(step_seconds=0.15, passes_per_step=5, train_seconds=3.0),
)
HISTORY = pd.DataFrame({"step": [10, 20], "train_seconds": [1.0, 2.0], "w2": [0.5, 0.7]})


def record(status="completed", measurements=MEASURED, history=HISTORY, seed=0) -> Record:
    return Record("abc", "gan", "ring8", seed, {}, {}, status, None, history, measurements)


def test_a_record_becomes_a_row() -> None:
    row = trials_frame([record()]).iloc[0]
    assert (row["method"], row["workload"], row["seed"]) == ("gan", "ring8", 0)
    assert (row["final_w2"], row["best_w2"], row["reference_w2"]) == (0.7, 0.5, 0.1)
    assert (row["steps_to_target"], row["seconds_to_target"]) == (10, 1.5)
    assert np.isnan(row["final_modes"])
    assert pd.isna(row["flops_per_step"])


def test_a_failed_trial_is_a_row_too() -> None:
    table = trials_frame([record(), record("failed", None, pd.DataFrame())])
    assert list(table["status"]) == ["completed", "failed"]
    assert np.isnan(table.loc[1, "final_w2"])
    assert pd.isna(table.loc[1, "steps_to_target"])


def test_no_records_are_no_rows_with_the_same_columns() -> None:
    assert list(trials_frame([])) == list(COLUMNS)


def test_histories_lie_below_each_other() -> None:
    table = history_frame([record(seed=0), record("failed", None, pd.DataFrame()), record(seed=2)])
    assert list(table["seed"]) == [0, 0, 2, 2]
    assert list(table["w2"]) == [0.5, 0.7, 0.5, 0.7]


def test_no_histories_have_the_columns_that_every_trial_has() -> None:
    assert list(history_frame([])) == ["workload", "method", "seed", "step", "train_seconds"]


def test_the_leaderboard_has_an_interval_for_every_metric() -> None:
    row = leaderboard_frame(boards([record()]).values()).iloc[0]
    assert (row["final_w2"], row["final_w2_low"], row["best_w2_high"]) == (0.7, 0.7, 0.5)
    assert (row["target"], row["steps_to_target"], row["primary"]) == ("w2 <= 0.6", 10, "w2")


def test_a_method_that_failed_everywhere_has_no_number_of_samples() -> None:
    failed = Record("def", "boom", "ring8", 0, {}, {}, "failed")
    table = leaderboard_frame(boards([record(), failed]).values()).set_index("method")
    assert table.loc["gan", "samples"] == 100
    assert np.isnan(table.loc["boom", "samples"])
    assert table.loc["boom", "final_w2"] == np.inf
