from dataclasses import replace

import pytest

from ganbench.engine.numerics import Numerics
from ganbench.evaluation.evaluator import Evaluator
from ganbench.execution.job import Job
from ganbench.execution.work import run_job, store_unmeasured
from ganbench.experiment.plan import trials
from ganbench.metrics import METRICS
from ganbench.store import Store
from ganbench.suite.load import load_suite

SUITE = {
    "name": "it",
    "workloads": ["ring8"],
    "methods": ["vanilla"],
    "seeds": 3,
    "budget": {"generator_steps": 4},
    "evaluate": {"every": 2, "samples": 100},
}


def test_what_breaks_off_fails_only_the_trials_that_have_no_record(tmp_path):
    """A worker may die when it has stored some of its cohort."""
    every = tuple(trials(load_suite(SUITE), Numerics()))
    store_unmeasured(Job(every[1:2], tmp_path), "skipped", "it is done")
    failed = store_unmeasured(Job(every, tmp_path), "failed", "its process died")
    assert [record.seed for record in failed] == [0, 2]
    stored = Store.open(tmp_path).records()
    assert [record.status for record in stored] == ["failed", "skipped", "failed"]
    assert [record.reason for record in stored][1] == "it is done"


@pytest.mark.parametrize(
    ("target", "reached"),
    [
        ({"energy": 1e6}, 0),  # met before training
        ({"energy": 0.0}, None),
        ({"energy": 1e6, "modes": 9}, None),  # there are eight
        ({"then-good": 1}, 2),
    ],
)
def test_the_target_is_reached_at_the_first_evaluation_that_meets_it(
    target, reached, tmp_path, monkeypatch
):
    seen = iter([0.0, 1.0, 1.0, 1.0, 1.0])  # validation at 0, 2 and 4, then the test split
    improving = replace(METRICS["modes"], name="then-good", compute=lambda *_: next(seen))
    monkeypatch.setitem(METRICS._added, "then-good", (improving, None))
    metrics = ["energy", "modes", *(["then-good"] if "then-good" in target else [])]
    workload = {"name": "it", "extends": "ring8", "metrics": metrics, "final": [], "batch": 16}
    suite = load_suite({**SUITE, "seeds": 1, "workloads": [{**workload, "target": target}]})
    (trial,) = trials(suite, Numerics())
    monkeypatch.setattr(Evaluator, "reference", lambda *_: {})  # it would be measured too
    Store.open(tmp_path).begin("name: it\n", [trial.id])
    (record,) = run_job(Job((trial,), tmp_path), lambda progress: None)
    found = record.measurements.target
    assert found.steps == reached
    assert [str(each.metric) for each in found.conditions] == [f"{name}@100" for name in target]
    passes = record.measurements.cost.passes_per_step
    assert found.passes == (None if reached is None else reached * passes)
