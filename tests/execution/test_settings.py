"""Trials of several settings in one cohort have the records that each has alone."""

import pandas as pd
import pytest

from ganbench.engine.numerics import Numerics
from ganbench.execution.cohorts import jobs
from ganbench.execution.job import Job
from ganbench.execution.work import run_job
from ganbench.experiment.plan import trials
from ganbench.metrics.sized import Sized
from ganbench.store import Store
from ganbench.suite.load import load_suite

WEIGHTS = (0.1, 1.0, 30.0)
SUITE = {
    "name": "weights",
    "workloads": [{"name": "few", "extends": "ring8", "batch": 32}],
    "methods": [
        {"name": f"r1-{weight:g}", "extends": "r1", "stabilizers": [{"r1": {"gamma": weight}}]}
        for weight in WEIGHTS
    ],
    "seeds": [0, 1],
    "budget": {"generator_steps": 4},
    "evaluate": {"every": 2, "samples": 100, "final_samples": 100},
}
SECONDS = ["train_seconds"]


@pytest.fixture
def every(tmp_path):
    planned = trials(load_suite(SUITE), Numerics())
    Store.open(tmp_path).begin("name: weights\n", [trial.id for trial in planned])
    return planned


def test_they_share_a_cohort_and_do_not_notice_each_other(every, tmp_path):
    (job,) = jobs(every, every, tmp_path, 16, 1)
    together = {record.trial: record for record in run_job(job, lambda progress: None)}
    assert len(together) == 6
    ends = []
    for trial in every[::2]:
        folder = tmp_path / trial.id
        Store.open(folder).begin("name: weights\n", [trial.id])
        (alone,) = run_job(Job((trial,), folder), lambda progress: None)
        found = together[alone.trial]
        assert (found.method, found.seed, found.status) == (alone.method, 0, "completed")
        assert found.config == alone.config
        pd.testing.assert_frame_equal(
            found.history.drop(columns=SECONDS),
            alone.history.drop(columns=SECONDS),
            check_exact=True,
        )
        ends.append(found.measurements.final.metrics[Sized("energy", 100)])
    assert ends[0] != ends[1] != ends[2]
