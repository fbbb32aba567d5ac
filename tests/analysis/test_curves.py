from dataclasses import replace

import numpy as np
import pandas as pd

from ganbench.analysis.curves import curve, validation_metrics
from ganbench.metrics.sized import Sized
from ganbench.store import Record

W2 = Sized("w2", 500)


def seeds(**rows: list[float]) -> list[Record]:
    """A trial for each status, with the values of its evaluations at steps 1, 2, ..."""
    return [
        Record(
            f"t{seed}", "gan", "ring8", seed, {}, {}, status.rstrip("_"),
            history=pd.DataFrame({"step": range(1, len(row) + 1), str(W2): row}),
        )
        for seed, (status, row) in enumerate(rows.items())
    ]  # fmt: skip


def test_a_curve_goes_through_the_iqm() -> None:
    path = curve(seeds(completed=[1, 2], completed_=[3, 4]), W2, "lower")
    assert path.steps.tolist() == [1, 2]
    assert path.iqm.tolist() == [2, 3]
    assert path.low.tolist() == [1, 2]
    assert path.high.tolist() == [3, 4]


def test_a_diverged_seed_is_the_worst_from_there_on() -> None:
    assert curve(seeds(completed=[1, 2], diverged=[3]), W2, "lower").iqm.tolist() == [2, np.inf]
    assert curve(seeds(completed=[1, 2], diverged=[3]), W2, "higher").iqm.tolist() == [2, -np.inf]


def test_a_seed_that_ran_out_of_time_keeps_its_last_value() -> None:
    assert curve(seeds(completed=[1, 2], timeout=[3]), W2, "lower").iqm.tolist() == [2, 2.5]


def test_a_seed_without_any_evaluation_counts() -> None:
    path = curve(seeds(completed=[1.0, 2.0], failed=[]), W2, "lower")
    assert path.iqm.tolist() == [np.inf, np.inf]


def test_the_order_of_records_does_not_matter() -> None:
    records = seeds(completed=[1, 5], completed_=[3, 4], timeout=[2])
    one, other = curve(records, W2, "lower"), curve(records[::-1], W2, "lower")
    assert one.high.tolist() == other.high.tolist()


def test_a_metric_that_one_seed_was_not_measured_with_is_the_worst_there() -> None:
    [known, other] = seeds(completed=[1.0], completed_=[1.0])
    bare = replace(other, history=other.history[["step"]])
    assert curve([known, bare], W2, "lower").iqm.tolist() == [np.inf]


def test_metrics_that_have_a_value_are_found_by_name() -> None:
    [record] = seeds(completed=[1.0])
    record.history["train_seconds"], record.history["modes@500"] = 1.0, np.nan
    assert validation_metrics([record]) == {"w2": W2}
