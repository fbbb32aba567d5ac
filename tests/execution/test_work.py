from ganbench.engine.numerics import Numerics
from ganbench.execution.job import Job
from ganbench.execution.work import store_unmeasured
from ganbench.experiment.plan import trials
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
